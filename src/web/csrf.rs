//! The token that proves a form was drawn for this browser: masked anew on every page, since pages are compressed (BREACH).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

/// Random bytes and the token under them: the page never holds the same letters twice.
#[must_use]
pub fn mask(token: &[u8; 32]) -> String {
    let pad: [u8; 32] = rand::random();
    let mut out = [0; 64];
    out[..32].copy_from_slice(&pad);
    for (i, byte) in token.iter().enumerate() {
        out[32 + i] = byte ^ pad[i];
    }
    URL_SAFE_NO_PAD.encode(out)
}

/// Whether a form's field is this browser's token under some mask.
#[must_use]
pub fn is_valid(field: &str, token: &[u8; 32]) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(field) else { return false };
    let Ok(bytes) = <[u8; 64]>::try_from(bytes) else { return false };
    let mut unmasked = [0; 32];
    for (i, byte) in unmasked.iter_mut().enumerate() {
        *byte = bytes[32 + i] ^ bytes[i];
    }
    unmasked.ct_eq(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_token_is_valid_and_never_the_same_twice() {
        let token = [9; 32];
        assert_ne!(mask(&token), mask(&token));
        assert!(is_valid(&mask(&token), &token));
        assert!(!is_valid(&mask(&token), &[8; 32]));
        assert!(!is_valid("", &token));
        assert!(!is_valid("AAAA", &token));
    }
}
