//! What the forms of addresses post.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct EmailForm {
    pub act: EmailAct,
    #[serde(default)]
    pub email: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum EmailAct {
    /// Writes to the new address, which has to be proven.
    Ask,
    /// Writes there once more.
    Again,
    /// Lets it be.
    Cancel,
    /// Without a proof, for somebody else.
    Change,
}
