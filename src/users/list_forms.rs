//! What the forms beside a list post: how it is arranged, what it is saved as.

use std::collections::HashSet;

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::MOST_CHOSEN;
use crate::i18n::Words;
use crate::web::Error;

/// How the directory is to be arranged: what the form did not have stays as it is.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ArrangementForm {
    /// Whether it had columns to choose.
    #[serde(default)]
    pub chosen: String,
    /// Names of columns, in their order.
    #[serde(default)]
    pub cols: Vec<String>,
    /// A column to move before anything is saved: "up:email".
    #[serde(default)]
    pub r#move: String,
    #[serde(default)]
    pub layout: String,
    #[serde(default)]
    pub per: String,
    /// The view to open with, or "none".
    #[serde(default)]
    pub start: String,
    /// The address of the list.
    #[serde(default)]
    pub back: String,
}

/// What a view is called, and with whom it is shared.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ViewForm {
    /// "update" takes the list as it stands now, "delete" the view away.
    #[serde(default)]
    pub act: String,
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: String,
    /// Where the form had it: nobody, everyone, or a role.
    pub share: Option<String>,
    #[serde(default)]
    pub back: String,
}

/// Where a form stands.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct BackQuery {
    #[serde(default)]
    pub back: String,
}

/// Those who are ticked in a list, each once, in their order: by themselves, or with everybody on its page, whose ids then stand in one
/// field.
///
/// # Errors
/// `Malformed` for ids that are none; `Invalid` for nobody, and for too many.
pub fn ticked(ids: &[Uuid], page_all: &str, page_ids: &str) -> Result<Vec<Uuid>, Error> {
    let mut ids = ids.to_vec();
    if !page_all.is_empty() {
        for id in page_ids.split(',').filter(|id| !id.is_empty()) {
            ids.push(id.parse().map_err(|_| Error::Malformed("page"))?);
        }
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    match ids.len() {
        0 => Err(Error::Invalid(vec![("id", Words::new("error-nobody-chosen"))])),
        n if n > MOST_CHOSEN => Err(Error::Invalid(vec![("id", Words::new("error-too-many-users").with("max", MOST_CHOSEN))])),
        _ => Ok(ids),
    }
}
