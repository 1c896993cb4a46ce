//! The text of an API token: a mark, a random secret and a checksum, in letters that a double click selects whole.

use rand::distr::{Alphanumeric, SampleString};

use super::secret::sha256;

/// What every token begins with: people and scanners know it by that.
pub const TOKEN_MARK: &str = "rcl_";
/// Letters of the secret: 62 to the power of 43 is a little more than 256 bits.
const SECRET: usize = 43;
const CHECKSUM: usize = 6;
/// In the order that digits of base 62 have.
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Shown once, never kept: no `Debug`, no `Serialize`. What is kept is its SHA-256.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    #[must_use]
    pub fn random() -> Self {
        Self::of_secret(&Alphanumeric.sample_string(&mut rand::rng(), SECRET))
    }

    fn of_secret(secret: &str) -> Self {
        let marked = format!("{TOKEN_MARK}{secret}");
        let checksum = checksum(&marked);
        Self(format!("{marked}_{checksum}"))
    }

    /// Reads the text of a token. `None` for anything else: one that was mistyped or cut off is told by its checksum.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let secret = text.strip_prefix(TOKEN_MARK)?.get(..SECRET)?;
        let is_secret = secret.bytes().all(|letter| letter.is_ascii_alphanumeric());
        Some(Self::of_secret(secret)).filter(|token| is_secret && token.0 == text)
    }

    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What people tell it by: the mark and the first letters.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.0[..TOKEN_MARK.len() + 4]
    }

    /// What the database keeps. A fast hash is enough: 256 random bits cannot be guessed.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        sha256(self.0.as_bytes())
    }
}

/// CRC-32 (IEEE 802.3) in base 62, padded with zeros.
fn checksum(text: &str) -> String {
    let mut rest = !text.bytes().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    });
    let mut letters = [b'0'; CHECKSUM];
    for letter in letters.iter_mut().rev() {
        *letter = LETTERS[(rest % 62) as usize];
        rest /= 62;
    }
    letters.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_word_that_reads_back() {
        for _ in 0..200 {
            let token = Token::random();
            assert_eq!(token.expose().len(), 54);
            assert!(token.expose().chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "a double click selects it");
            assert_eq!((token.prefix().len(), &token.prefix()[..4]), (8, TOKEN_MARK));
            let read = Token::parse(token.expose()).expect("its own text");
            assert_eq!((read.expose(), read.hash().len()), (token.expose(), 32));
            assert_ne!(Token::random().hash(), token.hash());
        }
    }

    #[test]
    fn every_slip_is_told_by_the_checksum() {
        let token = Token::of_secret("7Qm2vX0pJ4sTd8KzLw1NfYcBh6RgAe93uM5aB7cD9eF");
        let text = token.expose();
        for at in 0..text.len() {
            for letter in ["a", "Z", "0", "_", "-", "é", ""] {
                let mut bent = text.to_owned();
                bent.replace_range(at..=at, letter);
                assert_eq!(Token::parse(&bent).is_some(), bent == text, "{bent}");
            }
            assert!(Token::parse(&text[..at]).is_none());
        }
        for other in [text.to_uppercase(), text.to_lowercase(), format!(" {text}"), format!("{text}\n"), format!("{text}0"), text.repeat(2)]
        {
            assert!(Token::parse(&other).is_none(), "{other}");
        }
        let mut letters: Vec<char> = text.chars().collect();
        letters.swap(10, 11);
        assert!(Token::parse(&letters.iter().collect::<String>()).is_none(), "two letters that changed places");
    }

    #[test]
    fn the_checksum_is_crc_32() {
        // The check value of CRC-32/ISO-HDLC: 0xCBF43926 over "123456789".
        let mut n = 0_u64;
        for letter in checksum("123456789").bytes() {
            n = n * 62 + LETTERS.iter().position(|known| *known == letter).expect("a letter") as u64;
        }
        assert_eq!(n, 0xCBF4_3926);
    }
}
