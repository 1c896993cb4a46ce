//! Recovery codes: what lets somebody in whose app is lost, once each.

use uuid::Uuid;

use crate::crypto::Keys;

/// How many a set has.
pub const IN_A_SET: usize = 10;
/// 16 letters of 32: 80 bits.
const LETTERS: usize = 16;
/// Crockford's: none that is taken for another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Never printed: no `Debug`.
#[derive(Clone, PartialEq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    #[must_use]
    pub fn random() -> Self {
        let bytes: [u8; LETTERS] = rand::random();
        Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// As people type it: in upper or lower case, with or without spaces and hyphens, O for 0 and I or L for 1.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        });
        // However much was typed, no more is looked at than shows that it is too much.
        let code: String = letters.take(LETTERS + 1).collect();
        (code.len() == LETTERS && code.bytes().all(|byte| ALPHABET.contains(&byte))).then_some(Self(code))
    }

    /// In groups of four, as it is shown.
    #[must_use]
    pub fn shown(&self) -> String {
        self.0.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
    }

    /// What the database keeps: of no use without the server's key, and for nobody else.
    #[must_use]
    pub fn hash(&self, keys: &Keys, user: Uuid) -> Vec<u8> {
        keys.sign("recovery-code", &[user.as_bytes().as_slice(), self.0.as_bytes()].concat()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = RecoveryCode::parse("0123-4567-89AB-CDEF").expect("a code");
        assert_eq!(code.shown(), "0123-4567-89AB-CDEF");
        for typed in ["0123456789ABCDEF", " 0123 4567 89ab cdef ", "oI23-4567-89ab-cdef", "Ol234567 89AB\u{a0}CDEF"] {
            assert!(RecoveryCode::parse(typed) == Some(code.clone()), "{typed}");
        }
        for typed in ["", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDEÉ"] {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn codes_are_random_and_bound_to_their_user() {
        let (a, b) = (RecoveryCode::random(), RecoveryCode::random());
        assert!(a != b && RecoveryCode::parse(&a.shown()) == Some(a.clone()));
        let (keys, one, other) = (Keys::new([7; 32]), Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(a.hash(&keys, one), a.hash(&keys, one));
        assert_ne!(a.hash(&keys, one), a.hash(&keys, other));
        assert_ne!(a.hash(&keys, one), a.hash(&Keys::new([8; 32]), one));
    }
}
