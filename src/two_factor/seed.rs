//! The seed that an authenticator app and Rolecall share, and the codes that both make of it.

use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

use crate::clock::Moment;
use crate::crypto::Keys;

/// 160 bits, as RFC 4226 recommends.
const BYTES: usize = 20;
const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps before and after the present one that are taken too: clocks differ.
const SKEW: u16 = 1;

/// Never printed: no `Debug`.
#[derive(PartialEq)]
pub struct Seed([u8; BYTES]);

fn place(user: Uuid) -> String {
    format!("two-factor/{user}")
}

/// The digits of a code as people type it, with spaces; `None` for what can be none.
pub(super) fn digits(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    (code.len() == usize::from(DIGITS) && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

impl Seed {
    /// The one offered to whoever sets up two-factor in that session. It is made of what is known already, so that looking keeps
    /// nothing, and a reload or a wrong code does not make anyone scan again. The last step that was ever taken is in it, so that
    /// a seed which was turned off never comes back.
    #[must_use]
    pub fn offered(keys: &Keys, user: Uuid, session: Uuid, last_step: Option<i64>) -> Self {
        let message = [user.as_bytes().as_slice(), session.as_bytes(), &last_step.unwrap_or(-1).to_be_bytes()].concat();
        let signed = keys.sign("two-factor-seed", &message);
        Self(std::array::from_fn(|n| signed[n]))
    }

    /// What the database keeps of it: of use with the server's key and for that user only.
    #[must_use]
    pub fn seal(&self, keys: &Keys, user: Uuid) -> Vec<u8> {
        keys.seal(&place(user), &self.0)
    }

    /// `None` where it was changed, moved to somebody else, or sealed with another key.
    #[must_use]
    pub fn open(keys: &Keys, user: Uuid, sealed: &[u8]) -> Option<Self> {
        keys.open(&place(user), sealed)?.try_into().ok().map(Self)
    }

    /// The step whose code that is, if it is one of the present or beside it. Spaces are nothing.
    #[must_use]
    pub fn step_of(&self, typed: &str, now: Moment) -> Option<i64> {
        let code = digits(typed)?;
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.totp("", "user")?.check(&code, seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// As people type it where they cannot scan: base32, in groups of four letters.
    #[must_use]
    pub fn in_groups(&self) -> String {
        let text = totp_rs::Secret::from(self.0).to_base32();
        text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }

    /// What the QR code says: `otpauth://totp/…`, with the project and the address that the app shows.
    #[must_use]
    pub fn address(&self, project: &str, email: &str) -> Option<String> {
        // A colon stands between the two.
        self.totp(&project.replace(':', " "), &email.replace(':', " "))?.to_url().ok()
    }

    fn totp(&self, issuer: &str, account: &str) -> Option<Totp> {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_secret(self.0)
            .with_account_name(account)
            .with_issuer((!issuer.is_empty()).then_some(issuer))
            .build()
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::clock::NEVER;

    /// RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let seed = Seed(*b"12345678901234567890");
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            let at = |offset: i64| NEVER + TimeDelta::seconds(seconds + offset);
            assert_eq!(seed.step_of(code, at(0)), Some(seconds / 30), "{code}");
            assert_eq!(seed.step_of(&format!(" {} {} ", &code[..3], &code[3..]), at(0)), Some(seconds / 30));
            assert_eq!(seed.step_of(code, at(30)), Some(seconds / 30), "one step late");
            assert_eq!(seed.step_of(code, at(-30)), Some(seconds / 30), "one step early");
            assert_eq!((seed.step_of(code, at(60)), seed.step_of(code, at(-60))), (None, None), "two steps away");
        }
        for wrong in ["", "28708", "2870822", "28708a", "287083", "２８７０８２", "28 7082x"] {
            assert_eq!(seed.step_of(wrong, NEVER + TimeDelta::seconds(59)), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_seed_is_one_users_one_sessions_and_never_the_same_again() {
        let (keys, user, session) = (Keys::new([7; 32]), Uuid::from_u128(1), Uuid::from_u128(2));
        let seed = Seed::offered(&keys, user, session, None);
        assert!(seed == Seed::offered(&keys, user, session, None));
        for (other, session, step) in [(Uuid::from_u128(3), session, None), (user, user, None), (user, session, Some(0))] {
            assert!(seed != Seed::offered(&keys, other, session, step));
        }
        let sealed = seed.seal(&keys, user);
        assert!(Seed::open(&keys, user, &sealed) == Some(seed));
        assert!(Seed::open(&keys, session, &sealed).is_none());
    }

    #[test]
    fn an_address_has_no_colon_but_its_own() {
        let seed = Seed(*b"12345678901234567890");
        let address = seed.address("Acme: & Söhne", "ada@acme.example").expect("an address");
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(
            address,
            format!("otpauth://totp/Acme%20%20%26%20S%C3%B6hne:ada%40acme.example?secret={secret}&issuer=Acme%20%20%26%20S%C3%B6hne")
        );
        assert_eq!(seed.in_groups().replace(' ', ""), secret);
        assert_eq!(seed.in_groups().split(' ').map(str::len).max(), Some(4));
    }
}
