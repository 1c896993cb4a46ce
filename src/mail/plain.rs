//! Text that people typed, made safe for headers and for the text of a mail: nothing in it ends a line or turns one around.

use crate::i18n::{Value, Words, turns};

/// Letters of a name or subject; what is longer is cut.
const LONGEST_LINE: usize = 200;

/// One line: control characters, line and paragraph separators become spaces, marks that turn the reading direction go.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters = text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c });
    for c in letters.take(LONGEST_LINE) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    // "=?" begins an encoded word: what a mail program would decode is not what was typed.
    out.replace("=?", "= ?")
}

/// A message whose names and other texts are made plain.
pub(super) fn words(words: Words) -> Words {
    let plain = |value| if let Value::Text(text) = value { Value::Text(line(&text)) } else { value };
    Words { key: words.key, args: words.args.into_iter().map(|(name, value)| (name, plain(value))).collect() }
}

/// Lines of a message, without the empty ones around it; never two empty ones in a row.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for text in text.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let text: String = text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
        if !text.trim().is_empty() || out.last().is_some_and(|last| !last.is_empty()) {
            out.push(text.trim_end().to_owned());
        }
    }
    out.truncate(out.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(line("Ada\r\nBcc: everyone@example.org"), "Ada Bcc: everyone@example.org");
        assert_eq!(line("\u{0}Ada\u{2028}\u{85}\tAbara\u{7f} "), "Ada Abara");
        assert_eq!(line("exe\u{202e}gpj"), "exegpj");
        assert_eq!(line("=?utf-8?q?=0D=0ABcc:x?="), "= ?utf-8?q?=0D=0ABcc:x?=");
        assert_eq!(line(&"x".repeat(5000)).len(), LONGEST_LINE);
        assert_eq!(line("Åsa 王小明 علي"), "Åsa 王小明 علي");
    }

    #[test]
    fn a_message_keeps_its_lines_and_nothing_else() {
        assert_eq!(lines("\r\n\nHello,\r\n\r\n\r\n\r\nsee you\u{0}!\r\n"), ["Hello,", "", "see you !"]);
        assert_eq!(lines("a\u{2028}b\rc"), ["a", "b", "c"]);
        assert!(lines(" \n \u{202e}").is_empty());
    }
}
