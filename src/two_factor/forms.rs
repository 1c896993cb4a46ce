//! What the forms of two-factor post.

use serde::Deserialize;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    #[serde(default)]
    pub code: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NothingForm {}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct FileForm {
    /// The codes as the page shows them.
    #[serde(default)]
    pub codes: Vec<String>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct RemoveForm {
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-long"))]
    pub reason: String,
}
