//! Telephone numbers: one way to write each, whoever types it.

use phonenumber::{Mode, PhoneNumber};

/// How an extension may be announced; other letters are words, or numbers that only keypads of one country spell.
const EXTENSION: [&str; 5] = ["", "x", "ext", "extn", "extension"];
/// Digits of an internal number: shorter than any that a network would take.
const LONGEST_INTERNAL: usize = 6;

/// "0049 (0)30-901820" as "+49 30 901820" (ITU-T E.123), its extension behind it; internal numbers as they are. `None` for what is
/// neither: without its country code nobody elsewhere could call it.
#[must_use]
pub fn normalised(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || is_internal(text) {
        return Some(text.to_owned());
    }
    Some(parse(text)?.format().mode(Mode::International).to_string())
}

/// What a phone dials (RFC 3966); `None` for what is no number.
#[must_use]
pub fn link(text: &str) -> Option<String> {
    if is_internal(text) {
        return None;
    }
    Some(parse(text)?.format().mode(Mode::Rfc3966).to_string())
}

fn is_internal(text: &str) -> bool {
    text.len() <= LONGEST_INTERNAL && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether it is assigned is not asked: networks open ranges faster than lists of them spread.
fn parse(text: &str) -> Option<PhoneNumber> {
    let text = text.strip_prefix("00").map_or_else(|| text.to_owned(), |rest| format!("+{rest}"));
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    if text.starts_with('+') && EXTENSION.contains(&letters.as_str()) { phonenumber::parse(None, text).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_number_is_one() {
        for text in ["+49 30 901820", "0049 30 901820", "+49 (0)30 901820", " +49-30-901820 ", "+4930901820", "+49 30/90 18 20"] {
            assert_eq!(normalised(text).as_deref(), Some("+49 30 901820"), "{text}");
        }
        assert_eq!(normalised("+1 (212) 555-0123").as_deref(), Some("+1 212-555-0123"));
        assert_eq!(normalised("+47 77000000").as_deref(), Some("+47 77 00 00 00"));
        assert_eq!(link("+1 212-555-0123").as_deref(), Some("tel:+1-212-555-0123"));
    }

    #[test]
    fn what_is_kept_stays_as_it_is() {
        for text in ["", "4711", "+49 30 901820", "+1 212-555-0123", "+47 77 00 00 00"] {
            assert_eq!(normalised(text).as_deref(), Some(text));
        }
        assert_eq!((link("4711"), link("")), (None, None));
    }

    #[test]
    fn an_extension_stays_behind_it() {
        let number = normalised("+1 212 555 0123 ext. 17").expect("a number");
        assert!(number.ends_with("17") && normalised(&number).as_deref() == Some(number.as_str()), "{number}");
    }

    #[test]
    fn what_nobody_could_call_is_none() {
        for text in
            ["030 901820", "1234567", "+", "+49", "+999 1234567", "call me", "+49 30 901820 or 4711", "+49 javascript:alert(1)", "é"]
        {
            assert_eq!(normalised(text), None, "{text}");
        }
    }
}
