//! E-mail addresses: as typed for sending, and in the canonical form that makes two of them the same.

use unicode_normalization::UnicodeNormalization;

/// An address that can be written to. `typed` is what a person gave, `key` what is compared and unique.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email {
    typed: String,
    key: String,
}

/// Why a text is not an address; the code is a key of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailError {
    Empty,
    NoAt,
    TwoAts,
    TooLong,
    BadCharacter,
    BadDomain,
}

impl EmailError {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "error-email-empty",
            Self::NoAt => "error-email-no-at",
            Self::TwoAts => "error-email-two-ats",
            Self::TooLong => "error-email-too-long",
            Self::BadCharacter => "error-email-character",
            Self::BadDomain => "error-email-domain",
        }
    }
}

/// RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all.
const LONGEST_LOCAL: usize = 64;
const LONGEST: usize = 254;

impl Email {
    /// Reads an address: NFC, no quotes, comments, spaces or control characters; any domain, also one of an intranet.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let typed: String = text.trim().nfc().collect();
        if typed.is_empty() {
            return Err(EmailError::Empty);
        }
        if typed.len() > LONGEST {
            return Err(EmailError::TooLong);
        }
        // The Kelvin sign composes into a K, and would then be somebody else's address.
        if text.chars().any(|c| !c.is_ascii() && c.to_string().nfc().all(|c| c.is_ascii())) {
            return Err(EmailError::BadCharacter);
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(EmailError::NoAt)?;
        if local.contains('@') {
            return Err(EmailError::TwoAts);
        }
        if local.len() > LONGEST_LOCAL {
            return Err(EmailError::TooLong);
        }
        if local.is_empty() || domain.is_empty() {
            return Err(EmailError::NoAt);
        }
        let is_dotted_well = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        if !is_dotted_well || !local.chars().all(may_stand_before_the_at) {
            return Err(EmailError::BadCharacter);
        }
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| EmailError::BadDomain)?;
        if domain.len() + local.len() + 1 > LONGEST || domain.ends_with('.') || domain.parse::<std::net::IpAddr>().is_ok() {
            return Err(EmailError::BadDomain);
        }
        let key = format!("{}@{domain}", local.to_lowercase().nfc().collect::<String>());
        Ok(Self { typed, key })
    }

    #[must_use]
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Letters and digits of any script, and the signs of RFC 5322's atoms. Full-width and other look-alikes of ASCII are
/// refused: they change under compatibility folding, and would read like somebody else's address.
fn may_stand_before_the_at(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c);
    }
    let mut folded = c.to_string();
    folded = folded.nfkc().collect();
    c.is_alphanumeric() && folded.chars().eq([c]) && !matches!(c, '\u{131}' | '\u{212a}' | '\u{130}' | '\u{17f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        Email::parse(text).expect(text).key().to_owned()
    }

    #[test]
    fn the_same_address_has_one_key() {
        assert_eq!(key("Ada@Acme.EXAMPLE"), "ada@acme.example");
        assert_eq!(key(" ada@acme.example "), "ada@acme.example");
        assert_eq!(key("ada@bücher.example"), "ada@xn--bcher-kva.example");
        assert_eq!(key("ada@XN--BCHER-KVA.example"), "ada@xn--bcher-kva.example");
        assert_eq!(key("jose\u{301}@acme.example"), key("josé@acme.example"));
    }

    #[test]
    fn what_is_typed_is_kept_for_sending() {
        assert_eq!(Email::parse("Ada.Abara@Acme.example").expect("valid").as_typed(), "Ada.Abara@Acme.example");
    }

    #[test]
    fn intranets_are_welcome() {
        for address in ["a@host.local", "a@printer.lan", "a@x.internal", "a@y.test", "a@localhost", "o'brien+tag@acme.example"] {
            assert!(Email::parse(address).is_ok(), "{address}");
        }
    }

    #[test]
    fn what_is_not_an_address_says_why() {
        for (text, error) in [
            ("", EmailError::Empty),
            ("ada", EmailError::NoAt),
            ("@acme.example", EmailError::NoAt),
            ("ada@", EmailError::NoAt),
            ("bob@@x", EmailError::TwoAts),
            ("a b@acme.example", EmailError::BadCharacter),
            ("\"a b\"@acme.example", EmailError::BadCharacter),
            ("ada(x)@acme.example", EmailError::BadCharacter),
            ("ada\u{0}@acme.example", EmailError::BadCharacter),
            ("ada\r\nBcc: x@acme.example", EmailError::BadCharacter),
            (".ada@acme.example", EmailError::BadCharacter),
            ("ada..b@acme.example", EmailError::BadCharacter),
            ("ada@-acme.example", EmailError::BadDomain),
            ("ada@acme..example", EmailError::BadDomain),
            ("ada@127.0.0.1", EmailError::BadDomain),
            ("ada@[127.0.0.1]", EmailError::BadDomain),
        ] {
            assert_eq!(Email::parse(text), Err(error), "{text:?}");
        }
        assert_eq!(Email::parse(&format!("{}@acme.example", "a".repeat(65))), Err(EmailError::TooLong));
    }

    #[test]
    fn look_alikes_never_match_another_address() {
        let ours = ["admin@acme.example", "kim@acme.example", "ines@acme.example", "sam@acme.example"];
        for look_alike in [
            "ádmin@acme.example",
            "ａdmin@acme.example",
            "\u{212a}im@acme.example",
            "\u{131}nes@acme.example",
            "\u{17f}am@acme.example",
            "аdmin@acme.example",
        ] {
            if let Ok(email) = Email::parse(look_alike) {
                assert!(!ours.contains(&email.key()), "{look_alike}");
            }
        }
    }
}
