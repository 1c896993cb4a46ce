//! What the forms of jobs post.

use serde::Deserialize;
use validator::Validate;

/// A button.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ButtonForm {
    /// Where the form stood.
    #[serde(default)]
    pub back: String,
}
