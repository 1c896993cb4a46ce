//! What the forms of mail settings post.

use serde::Deserialize;
use validator::Validate;

use super::section_page::SectionForm;
use crate::i18n::Words;
use crate::mail::Sender;
use crate::users::Email;
use crate::web::{Error, Page, Problems, Result};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SenderForm {
    pub version: i64,
    #[validate(length(max = 200, code = "error-too-long"))]
    pub mail_from: String,
    #[validate(length(max = 254, code = "error-too-long"))]
    pub mail_reply_to: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct TestForm {
    pub to: String,
}

impl SectionForm for SenderForm {
    type Section = Sender;

    fn version(&self) -> i64 {
        self.version
    }

    fn typed(&self) -> Result<Sender> {
        let mut problems = Problems::new();
        let is_sender = |text: &str| Sender::address_of(text).is_some_and(|address| Email::parse(&address).is_ok());
        if !self.mail_from.is_empty() && !is_sender(&self.mail_from) {
            problems.push(("mail_from", Words::new("error-mail-from")));
        }
        // A bare address: names have no place in an answer's.
        let is_address = |text: &str| Sender::address_of(text).is_some_and(|address| address == text) && Email::parse(text).is_ok();
        if !self.mail_reply_to.is_empty() && !is_address(&self.mail_reply_to) {
            problems.push(("mail_reply_to", Words::new("error-mail-reply-to")));
        }
        let sender = Sender { mail_from: self.mail_from.clone(), mail_reply_to: self.mail_reply_to.clone() };
        if problems.is_empty() { Ok(sender) } else { Err(Error::Invalid(problems)) }
    }

    fn told(sender: &Sender, _: &Page) -> Vec<(&'static str, &'static str, String)> {
        vec![("mail_from", "mail-sender", sender.mail_from.clone()), ("mail_reply_to", "mail-help", sender.mail_reply_to.clone())]
    }
}

impl TestForm {
    /// # Errors
    /// `Invalid` for what is no address.
    pub fn email(&self) -> Result<Email> {
        Email::parse(&self.to).map_err(|error| Error::Invalid(vec![("to", Words::new(error.key()))]))
    }
}
