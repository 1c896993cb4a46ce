//! What the forms of passwords post.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ForgotForm {
    #[serde(default)]
    pub email: String,
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
