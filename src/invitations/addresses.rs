//! The list of whom to invite, as people paste it: commas, semicolons, spaces, lines, `Name <a@b>`, or a table with columns.

use std::borrow::Cow;

use super::{pasted, table};
use crate::users::{Email, EmailError};

/// One row of a list, as it stood there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub text: String,
    pub email: Result<Email, EmailError>,
    /// From `Name <a@b>`, or a column.
    pub first_name: String,
    pub last_name: String,
    /// What its columns say; "" is what the form says.
    pub role: String,
    pub groups: String,
    pub language: String,
}

/// Which part of a row can be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Email,
    Role,
    Groups,
    Language,
}

impl Part {
    const ALL: [Self; 4] = [Self::Email, Self::Role, Self::Groups, Self::Language];

    /// As forms spell it, and headers of tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Role => "role",
            Self::Groups => "groups",
            Self::Language => "language",
        }
    }
}

impl Entry {
    /// With a name in one piece, which is split at its comma ("Okafor, Ines") or its last space: it is only ever a suggestion.
    pub(super) fn of(name: &str, text: &str) -> Self {
        let name = name.trim().trim_matches(['"', '\'']).trim();
        let at_comma = name.split_once(',').map(|(last, first)| (first, last));
        let (first, last) = at_comma.or_else(|| name.rsplit_once(' ')).unwrap_or((name, ""));
        let text = text.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        Self {
            text: text.to_owned(),
            email: Email::parse(text),
            first_name: first.trim().to_owned(),
            last_name: last.trim().to_owned(),
            role: String::new(),
            groups: String::new(),
            language: String::new(),
        }
    }

    /// As a page shows it.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        if self.email.is_ok() { Cow::Borrowed(&self.text) } else { shown(&self.text) }
    }

    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    #[must_use]
    pub fn shown_name(&self) -> String {
        shown(&self.name()).into_owned()
    }

    /// First and last name as a record may hold them.
    #[must_use]
    pub fn names(&self) -> (String, String) {
        let fit = |name: &str| name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        (fit(&self.first_name), fit(&self.last_name))
    }

    /// Whether it says more than whom it is for.
    #[must_use]
    pub fn has_columns(&self) -> bool {
        [&self.role, &self.groups, &self.language].iter().any(|text| !text.is_empty())
    }

    #[must_use]
    pub fn part(&self, part: &Part) -> &str {
        match part {
            Part::Email => &self.text,
            Part::Role => &self.role,
            Part::Groups => &self.groups,
            Part::Language => &self.language,
        }
    }

    fn put_right(&mut self, part: Part, text: &str) {
        let text = text.trim().to_owned();
        match part {
            Part::Email => {
                self.email = Email::parse(&text);
                self.text = text;
            }
            Part::Role => self.role = text,
            Part::Groups => self.groups = text,
            Part::Language => self.language = text,
        }
    }
}

/// Rows that are looked at: far more than may be invited at once, and far fewer than a form has room for.
pub(super) const MOST_READ: usize = 10_000;
/// Letters of a name that a record holds.
const LONGEST_NAME: usize = 100;
/// Letters of what is no address that are shown.
const SHOWN: usize = 100;

/// What is no address may be anything, and as long as the whole paste.
fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Takes a list apart, in its order.
#[must_use]
pub fn parse(text: &str) -> Vec<Entry> {
    let text = text.trim_start_matches('\u{feff}');
    table::parse(text).unwrap_or_else(|| pasted::parse(text))
}

/// A list that says the same: a table where anything but names stands beside the addresses, or one could not be read back.
#[must_use]
pub fn write(entries: &[Entry]) -> String {
    let line = |entry: &Entry| match entry.name() {
        name if name.is_empty() => entry.text.clone(),
        name => format!("{name} <{}>", entry.text),
    };
    let lines = entries.iter().map(line).collect::<Vec<_>>().join("\n");
    if parse(&lines) == entries { lines } else { table::write(entries) }
}

/// The list with some rows put right and one left out, by how it was shown. `fixes` are places such as `3 email`, from 0 on, and
/// what stands there now.
#[must_use]
pub fn changed<'a>(text: &str, dropped: &str, fixes: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut entries: Vec<Option<Entry>> =
        parse(text).into_iter().map(|entry| Some(entry).filter(|entry| dropped.is_empty() || entry.shown() != dropped)).collect();
    let (mut is_changed, n) = (!dropped.is_empty(), entries.len());
    for (place, fixed) in fixes {
        let Some((row, part)) = place.split_once(' ') else { continue };
        let part = Part::ALL.into_iter().find(|known| known.name() == part);
        let entry = row.parse().ok().filter(|row: &usize| *row < n).and_then(|row| entries[row].as_mut());
        if let (Some(entry), Some(part)) = (entry, part)
            && entry.part(&part) != fixed.trim()
        {
            is_changed = true;
            entry.put_right(part, fixed);
        }
    }
    let kept: Vec<Entry> = entries.into_iter().flatten().collect();
    if is_changed { write(&kept) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_can_be_left_out() {
        let list = "Ines <ines@x.test>, bob@@x, yara@x.test";
        assert_eq!(changed(list, "bob@@x", [].into_iter()), "Ines <ines@x.test>\nyara@x.test");
        assert_eq!(changed(list, "", [("0 email", "ines@x.test"), ("7 email", "x"), ("x", "y")].into_iter()), list, "as it was typed");
    }

    #[test]
    fn rows_can_be_put_right() {
        let list = "email;name;role;groups\nbob@@x;Bob Berg;Membr;Crew|Crw\nyara@x.test;Yara;;";
        let fixes = [("0 email", "bob@x.test"), ("0 role", "Member"), ("0 groups", "Crew; \"A\""), ("1 email", "yara@x.test")];
        let list = changed(list, "", fixes.into_iter());
        let entries = parse(&list);
        assert_eq!((entries.len(), entries[0].text.as_str(), entries[0].role.as_str()), (2, "bob@x.test", "Member"), "{list}");
        assert_eq!((entries[0].name().as_str(), entries[0].groups.as_str()), ("Bob Berg", "Crew; \"A\""));
        assert_eq!(changed(&list, "bob@x.test", [("0 email", "x"), ("1 role", "Editor")].into_iter()).lines().count(), 2);
    }
}
