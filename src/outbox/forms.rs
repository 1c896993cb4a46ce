//! What the forms of the outbox post.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Retry,
    Discard,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct MailForm {
    pub act: Act,
}
