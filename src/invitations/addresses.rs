//! Addresses as people paste them: commas, semicolons, spaces, lines, `Name <a@b>`.

use std::borrow::Cow;

use crate::users::{Email, EmailError};

/// One address of a paste, as it stood there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub text: String,
    /// From `Name <a@b>`.
    pub name: String,
    pub email: Result<Email, EmailError>,
}

impl Entry {
    fn of(name: &str, text: &str) -> Self {
        let name = name.trim().trim_matches(['"', '\'']).trim();
        Self { text: text.trim().to_owned(), name: name.to_owned(), email: Email::parse(text) }
    }

    /// As a page shows it.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        if self.email.is_ok() { Cow::Borrowed(&self.text) } else { shown(&self.text) }
    }

    #[must_use]
    pub fn shown_name(&self) -> Cow<'_, str> {
        shown(&self.name)
    }

    /// First and last name, split at the last space; a name is only ever a suggestion.
    #[must_use]
    pub fn names(&self) -> (String, String) {
        let name: String = self.name.chars().filter(|c| !c.is_control()).take(100).collect();
        match name.rsplit_once(' ') {
            Some((first, last)) => (first.trim().to_owned(), last.to_owned()),
            None => (name, String::new()),
        }
    }
}

/// Letters of what is no address that are shown.
const SHOWN: usize = 100;

/// What is no address may be anything, and as long as the whole paste.
fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Takes a paste apart, in its order.
#[must_use]
pub fn parse(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for part in text.split([',', ';', '\n', '\t']) {
        let mut rest = part;
        while let Some((name, after)) = rest.split_once('<') {
            let (address, after) = after.split_once('>').unwrap_or((after, ""));
            entries.push(Entry::of(name, address));
            rest = after;
        }
        entries.extend(rest.split_whitespace().map(|word| Entry::of("", word.trim_matches(['"', '\'', '(', ')', '>']))));
    }
    entries.retain(|entry| !entry.text.is_empty());
    entries
}

/// The paste without one address, as it was shown.
#[must_use]
pub fn without(text: &str, dropped: &str) -> String {
    let kept = parse(text).into_iter().filter(|entry| entry.shown() != dropped);
    kept.map(|entry| if entry.name.is_empty() { entry.text } else { format!("{} <{}>", entry.name, entry.text) })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        parse(text).into_iter().map(|entry| (entry.name, entry.text)).collect()
    }

    fn pair(name: &str, text: &str) -> (String, String) {
        (name.into(), text.into())
    }

    #[test]
    fn any_separator_will_do() {
        let wanted = ["a@x.test", "b@x.test", "c@x.test", "d@x.test", "e@x.test"].map(|text| pair("", text));
        assert_eq!(found("a@x.test, b@x.test;c@x.test\nd@x.test  e@x.test,,"), wanted);
        assert_eq!(found(" ,;\n "), []);
    }

    #[test]
    fn names_are_kept() {
        assert_eq!(
            found("Ines Okafor <ines@x.test>, \"Bo, the second\" <bo@x.test> Yara <yara@x.test>"),
            [pair("Ines Okafor", "ines@x.test"), pair("", "Bo"), pair("the second", "bo@x.test"), pair("Yara", "yara@x.test"),]
        );
        assert_eq!(parse("Ana Maria Souza <a@x.test>")[0].names(), ("Ana Maria".into(), "Souza".into()));
    }

    #[test]
    fn what_is_not_an_address_is_still_an_entry() {
        let entries = parse("bob@@x, nonsense <>");
        assert_eq!(entries[0].email, Err(EmailError::TwoAts));
        assert_eq!(entries.len(), 1);
    }

    #[test]
    fn one_can_be_left_out() {
        assert_eq!(without("Ines <ines@x.test>, bob@@x, yara@x.test", "bob@@x"), "Ines <ines@x.test>\nyara@x.test");
    }
}
