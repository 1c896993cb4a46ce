//! One key of the server, and the purposes it is split into.

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Keys for single purposes, each derived from the secret key with HMAC-SHA-256 over the purpose's name.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

impl Keys {
    #[must_use]
    pub fn new(master: [u8; 32]) -> Self {
        Self { master }
    }

    /// 32 bytes for one purpose; the same purpose always gives the same bytes.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.tag(purpose.as_bytes())
    }

    /// Proves that the server itself wrote `message`: HMAC-SHA-256 under the key of that purpose.
    #[must_use]
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        Self::new(self.derive(purpose)).tag(message)
    }

    /// Seals a value for one place (`XChaCha20-Poly1305`, random nonce in front): moved to another place, it does not open.
    #[must_use]
    pub fn seal(&self, place: &str, value: &[u8]) -> Vec<u8> {
        let nonce = XNonce::generate();
        let sealed = self.cipher().encrypt(&nonce, Payload { msg: value, aad: place.as_bytes() });
        let mut out = nonce.to_vec();
        out.extend(sealed.expect("values of a few bytes always fit"));
        out
    }

    /// Opens what `seal` made for the same place; `None` when it was changed, moved or made with another key.
    #[must_use]
    pub fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_at_checked(24)?;
        let nonce: [u8; 24] = nonce.try_into().ok()?;
        self.cipher().decrypt(&nonce.into(), Payload { msg: body, aad: place.as_bytes() }).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derive("seal").into())
    }

    fn tag(&self, message: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.master).expect("HMAC takes keys of any length");
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_in_its_place_only() {
        let keys = Keys::new([7; 32]);
        let sealed = keys.seal("outbox/1", b"secret");
        assert_eq!(keys.open("outbox/1", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(keys.open("outbox/2", &sealed), None);
        assert_eq!(Keys::new([8; 32]).open("outbox/1", &sealed), None);
        let mut bent = sealed.clone();
        bent[30] ^= 1;
        assert_eq!(keys.open("outbox/1", &bent), None);
        assert_eq!(keys.open("outbox/1", &sealed[..10]), None);
    }

    #[test]
    fn purposes_do_not_share_a_key() {
        let keys = Keys::new([7; 32]);
        assert_ne!(keys.derive("a"), keys.derive("b"));
        assert_ne!(keys.sign("a", b"x"), keys.sign("b", b"x"));
    }
}
