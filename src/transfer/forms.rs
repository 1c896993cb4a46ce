//! What the forms of export and import post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExportForm {
    #[serde(default)]
    pub id: Vec<Uuid>,
}
