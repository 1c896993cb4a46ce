//! What is slowed down, and whose: passwords of an address, codes of a user.

use uuid::Uuid;

use super::{account_bucket, store};
use crate::db::{Result, Write};

/// What is guessed at, and whose it is. Each counts by itself: to know the one does not help with the other.
#[derive(Clone, Copy)]
pub enum Guess<'a> {
    /// Of that address, whether it is anybody's or not.
    Password(&'a str),
    /// Of the second step, which only comes after a password.
    Code(Uuid),
}

impl Guess<'_> {
    pub(super) fn bucket(self) -> String {
        match self {
            Self::Password(email_key) => account_bucket(email_key),
            Self::Code(user) => format!("code/{user}"),
        }
    }
}

/// The second factor of a user is another one, or none: what was guessed before does not count any more.
///
/// # Errors
/// When the database refuses or is away.
pub async fn clear_codes(write: &mut Write, user: Uuid) -> Result<()> {
    store::forget(write, &Guess::Code(user).bucket()).await
}
