//! A list without columns, as people paste it from mails, documents and tables: who stands beside an address is its name.

use super::addresses::{Entry, MOST_READ};

const MARKS: [char; 4] = [',', ';', '\t', '|'];

/// Takes it apart line by line, in its order.
pub(super) fn parse(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for line in text.lines().map(unlisted) {
        // A single address in a line: what stands beside it is about it.
        let most = MOST_READ - entries.len();
        let found = if line.matches('@').count() == 1 { person(line, most) } else { people(line, most) };
        entries.extend(found);
        if entries.len() >= MOST_READ {
            break;
        }
    }
    entries
}

/// A line without the dot, dash or number of a list.
fn unlisted(line: &str) -> &str {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = numbered.strip_prefix(['.', ')']).filter(|_| numbered.len() < line.len());
    let rest = numbered.or_else(|| line.strip_prefix(['•', '·', '-', '–', '*']));
    rest.filter(|rest| rest.starts_with(char::is_whitespace)).unwrap_or(line)
}

/// As many as there is room for; what is beyond that is not even looked at.
fn kept(entries: impl Iterator<Item = Entry>, most: usize) -> Vec<Entry> {
    entries.filter(|entry| !entry.text.is_empty()).take(most).collect()
}

fn words(text: &str) -> impl Iterator<Item = Entry> {
    text.split_whitespace().map(|word| Entry::of("", bare(word)))
}

/// Several people in a line. Semicolons part them where there are any: then commas may stand in names, as some mail programs write.
fn people(line: &str, most: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    if split(line, &[';']).nth(1).is_some() {
        for part in split(line, &[';']) {
            let most = most - entries.len();
            if most == 0 {
                break;
            }
            entries.extend(if part.matches('@').count() == 1 { person(part, most) } else { people(part, most) });
        }
        return entries;
    }
    let mut parts = split(line, &MARKS).peekable();
    while let Some(part) = parts.next().filter(|_| entries.len() < most) {
        let most = most - entries.len();
        // "Okafor, Ines <ines@acme.example>": the name goes on after the comma.
        let goes_on = is_name(part) && parts.peek().is_some_and(|next| next.contains('<') && !next.trim_start().starts_with('<'));
        match parts.next_if(|_| goes_on) {
            Some(next) => entries.extend(bracketed(&format!("{part},{next}"), most)),
            None if part.contains('<') => entries.extend(bracketed(part, most)),
            None if part.matches('@').count() == 1 => entries.extend(beside(part, most)),
            None => entries.extend(kept(words(part), most)),
        }
    }
    entries
}

/// A line with one address: its name stands before it or after it, in brackets, behind a comma or in a column of its own.
fn person(line: &str, most: usize) -> Vec<Entry> {
    if line.contains('<') {
        return bracketed(line, most);
    }
    let parts: Vec<&str> = split(line, &MARKS).collect();
    let (Some(at), is_table) = (parts.iter().position(|part| part.contains('@')), line.contains(['\t', '|'])) else { return Vec::new() };
    let mut entries = beside(parts[at], most);
    let (before, after) = (&parts[..at], &parts[at + 1..]);
    let mut others: Vec<&str> = before.iter().chain(after).copied().filter(|part| !part.trim().is_empty()).collect();
    if let Some(entry) = entries.iter_mut().find(|entry| entry.text.contains('@')).filter(|entry| entry.name().is_empty()) {
        let full = |part: &str| is_name(part) && (is_table || part.trim().contains(' '));
        if let [last, first] = before
            && is_name(last)
            && is_name(first)
        {
            *entry = Entry::of(&format!("{last},{first}"), &entry.text);
            others.drain(..2);
        } else if let Some(name) = others.iter().position(|part| full(part)) {
            *entry = Entry::of(others.remove(name), &entry.text);
            // Of a table without headers nobody knows what its other columns say.
            others.retain(|_| !is_table);
        }
    }
    let most = most - entries.len();
    entries.extend(kept(others.into_iter().flat_map(words), most));
    entries
}

/// "Ines <ines@acme.example> Bo <bo@acme.example>".
fn bracketed(text: &str, most: usize) -> Vec<Entry> {
    let (mut entries, mut rest) = (Vec::new(), text);
    while let Some((name, after)) = rest.split_once('<').filter(|_| entries.len() < most) {
        let (address, after) = after.split_once('>').unwrap_or((after, ""));
        let name = name.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
        // An address is nobody's name: it is a second one, unless it is the same.
        let is_name = !name.contains('@');
        if !is_name && !bare(name).eq_ignore_ascii_case(address.trim()) {
            entries.extend(kept(words(name), most - entries.len()));
        }
        let entry = Entry::of(if is_name { name } else { "" }, address);
        entries.extend(kept(std::iter::once(entry), most - entries.len()));
        rest = after;
    }
    let most = most - entries.len();
    entries.extend(kept(rest.split(&MARKS).flat_map(words), most));
    entries
}

/// One address with words beside it: "Ines Okafor (ines@acme.example)".
fn beside(text: &str, most: usize) -> Vec<Entry> {
    let (addresses, others): (Vec<&str>, Vec<&str>) = text.split_whitespace().map(bare).partition(|word| word.contains('@'));
    let name = others.join(" ");
    match addresses[..] {
        [address] if is_name(&name) => kept(std::iter::once(Entry::of(&name, address)), most),
        _ => kept(words(text), most),
    }
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(['"', '\'', '(', ')', '<', '>', '[', ']']);
    // The end of a sentence is no part of an address.
    if word.contains('@') { word.trim_end_matches('.') } else { word }
}

/// Whether it could be somebody's name, rather than an address that lacks something.
fn is_name(text: &str) -> bool {
    let text = bare(text.trim());
    let has_letter = text.chars().any(char::is_alphabetic);
    // A dot in one word is a domain; among several it is "J. Okafor".
    let fits = |c: char| c.is_alphabetic() || c.is_whitespace() || "-'’,\"".contains(c) || (c == '.' && text.contains(' '));
    has_letter && text.chars().all(|c| fits(c) || is_mark(c))
}

/// Vowel signs and accents that stand by themselves.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_control()
}

/// Parts at these letters, but not inside quotes, where every quote has its other.
fn split<'a>(text: &'a str, marks: &'static [char]) -> impl Iterator<Item = &'a str> {
    let are_quotes = text.matches('"').count().is_multiple_of(2);
    let mut is_inside = false;
    text.split(move |c: char| {
        is_inside ^= c == '"' && are_quotes;
        !is_inside && marks.contains(&c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        parse(text).into_iter().map(|entry| (format!("{}|{}", entry.first_name, entry.last_name), entry.text)).collect()
    }

    fn pair(name: &str, text: &str) -> (String, String) {
        (name.into(), text.into())
    }

    #[test]
    fn no_more_are_made_than_there_is_room_for() {
        for line in [
            ",, a@x.test".repeat(99),
            "a@x.test; b@x.test c@x.test;".repeat(99),
            "Ada <a@x.test>, ".repeat(99),
            "a@x.test ".repeat(99),
            format!("a@x.test, {}", "x1 ".repeat(99)),
            format!("{} a@x.test", "x1 ".repeat(99)),
            format!("Ada <a@x.test> {}", "x ".repeat(99)),
        ] {
            for most in [1, 2, 7] {
                assert_eq!(people(&line, most).len(), most, "{line}");
                if line.matches('@').count() == 1 {
                    assert_eq!(person(&line, most).len(), most, "{line}");
                }
            }
        }
    }

    #[test]
    fn any_separator_will_do() {
        let wanted = ["a@x.test", "b@x.test", "c@x.test", "d@x.test", "e@x.test"].map(|text| pair("|", text));
        assert_eq!(found("a@x.test, b@x.test;c@x.test\nd@x.test  e@x.test,,"), wanted);
        assert_eq!(found("a@x.test|b@x.test\tc@x.test\r\nmailto:d@x.test, (e@x.test)"), wanted);
        assert_eq!(found(" ,;\n "), []);
    }

    #[test]
    fn names_stand_before_or_after_and_may_have_commas() {
        for (text, name) in [
            ("Ines Okafor <i@x.test>", "Ines|Okafor"),
            ("Ines Okafor i@x.test", "Ines|Okafor"),
            ("Ines Okafor (i@x.test)", "Ines|Okafor"),
            ("i@x.test, Ines Okafor", "Ines|Okafor"),
            ("i@x.test\tInes Okafor\tEditor", "Ines|Okafor"),
            ("Ines\ti@x.test", "Ines|"),
            ("\"Okafor, Ines\" <i@x.test>", "Ines|Okafor"),
            ("Okafor, Ines <i@x.test>", "Ines|Okafor"),
            ("Okafor, Ines, i@x.test", "Ines|Okafor"),
            ("Ana Maria Souza <i@x.test>", "Ana Maria|Souza"),
            ("J. Okafor; i@x.test", "J.|Okafor"),
            ("रवि शर्मा <i@x.test>", "रवि|शर्मा"),
        ] {
            assert_eq!(found(text), [pair(name, "i@x.test")], "{text}");
        }
    }

    #[test]
    fn many_with_names_stand_in_one_line() {
        let wanted = [pair("Ada|Müller", "a@x.test"), pair("Kim|Lee", "k@x.test")];
        for text in [
            "Müller, Ada <a@x.test>; Lee, Kim <k@x.test>",
            "Müller, Ada <a@x.test>, Lee, Kim <k@x.test>",
            "\"Müller, Ada\" <a@x.test>, \"Lee, Kim\" <k@x.test>",
            "Ada Müller <a@x.test> Kim Lee <k@x.test>",
            "Ada Müller <a@x.test>, Kim Lee <k@x.test>",
            "a@x.test, Ada Müller\nk@x.test, Kim Lee",
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_lacks_something_is_a_row_of_its_own_and_nobodys_name() {
        for text in ["a@x.test, bob", "a@x.test; bob.example.com", "bob.example.com a@x.test", "bob1 a@x.test"] {
            let entries = parse(text);
            assert_eq!(entries.iter().filter(|entry| entry.email.is_err()).count(), 1, "{text}: {entries:?}");
            assert!(entries.iter().all(|entry| entry.name().is_empty()), "{text}");
        }
        assert_eq!(found("bob, carol").len(), 2);
        assert_eq!(found("bob@@x, nonsense <>"), [pair("|", "bob@@x")]);
        assert_eq!(found("\"open, a@x.test, b@x.test").len(), 3, "a quote without its other parts nothing");
    }

    #[test]
    fn lists_sentences_and_addresses_for_names() {
        let alone = |address: &str| pair("|", address);
        for line in ["• jo@a.example", "- jo@a.example", "* jo@a.example.", "1. jo@a.example", "12) jo@a.example"] {
            assert_eq!(found(line), [alone("jo@a.example")], "{line}");
        }
        assert_eq!(found("1. Jo Roe jo@a.example"), [pair("Jo|Roe", "jo@a.example")]);
        assert_eq!(found("kim@a.example <lea@a.example>"), [alone("kim@a.example"), alone("lea@a.example")]);
        assert_eq!(found("Kim@a.example <kim@a.example>"), [alone("kim@a.example")]);
        assert_eq!(found("-jo@a.example"), [alone("-jo@a.example")], "it may begin so");
    }
}
