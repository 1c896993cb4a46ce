//! What the forms of export and import post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::plan::{Empty, Key, Known, New};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExportForm {
    #[serde(default)]
    pub id: Vec<Uuid>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct PlanForm {
    /// For each column of the file, in their order.
    #[serde(default)]
    pub column: Vec<String>,
    pub key: Key,
    pub known: Known,
    pub new: New,
    pub empty: Empty,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NothingForm {}
