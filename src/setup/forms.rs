//! What the form of set-up posts.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SetupForm {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub organisation: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub timezone: String,
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub first_name: String,
    #[serde(default)]
    #[validate(length(max = 100, code = "error-too-long"))]
    pub last_name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: String,
}
