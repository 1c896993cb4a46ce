//! What the forms of signing in post.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignInForm {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub next: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    #[serde(default)]
    pub code: String,
    /// "recovery" where it is a recovery code.
    #[serde(default)]
    pub with: String,
    #[serde(default)]
    pub next: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignOutForm {
    /// Where to go afterwards: back to an invitation that is for somebody else.
    #[serde(default)]
    pub next: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct LanguageForm {
    pub language: String,
    /// Where the form stood.
    #[serde(default)]
    pub back: String,
}
