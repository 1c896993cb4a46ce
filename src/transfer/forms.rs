//! What the forms of export and import post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::plan::{Empty, Key, Known, New};
use crate::users::ticked;
use crate::web::Error;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExportForm {
    #[serde(default)]
    pub id: Vec<Uuid>,
    /// The box at the head of the list: everybody on its page.
    #[serde(default)]
    pub page_all: String,
    /// Who these are, separated by commas.
    #[serde(default)]
    pub page_ids: String,
    /// The address of the list that they are ticked in.
    #[serde(default)]
    pub list: String,
}

impl ExportForm {
    /// # Errors
    /// `Malformed` for ids that are none; `Invalid` for nobody, and for too many.
    pub fn ids(&self) -> Result<Vec<Uuid>, Error> {
        ticked(&self.id, &self.page_all, &self.page_ids)
    }
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
    /// Of new ones whose row names none: "" is none, not said at all the usual one.
    pub role: Option<String>,
    pub empty: Empty,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NothingForm {}
