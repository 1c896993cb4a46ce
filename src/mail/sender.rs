//! Who writes: the sender of all mails, and where answers go that nobody in particular waits for.

use lettre::Address;
use lettre::message::Mailbox;
use sqlx::FromRow;

use super::message::address;
use crate::config::Config;

/// As an administrator has set it; what is empty is as the server was started.
#[derive(FromRow, Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    pub mail_from: String,
    pub mail_reply_to: String,
}

impl Sender {
    /// "Acme <people@acme.example>".
    #[must_use]
    pub fn from<'a>(&'a self, config: &'a Config) -> &'a str {
        if self.mail_from.is_empty() { &config.mail_from } else { &self.mail_from }
    }

    pub(super) fn reply_to(&self) -> Option<Address> {
        address(&self.mail_reply_to)
    }

    /// The address in what somebody typed as a sender; `None` for what is no sender. Letters beyond ASCII in an address ask for a
    /// server that knows them: only the receiver's own may.
    #[must_use]
    pub fn address_of(text: &str) -> Option<String> {
        let mailbox = text.parse::<Mailbox>().ok()?;
        let address = mailbox.email.to_string();
        address.is_ascii().then_some(address)
    }
}
