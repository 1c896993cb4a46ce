//! What the forms of passwords post.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ForgotForm {
    #[serde(default)]
    pub email: String,
}

/// A password as far as it is typed, and what it must not be made of.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CheckForm {
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub first_name: String,
    #[serde(default)]
    pub last_name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub organisation: String,
    /// The secret of the link that the form is for.
    #[serde(default)]
    pub link: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SendForm {}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ResetForm {
    #[serde(default)]
    pub password: String,
}
