//! What the forms of acts on many post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::model::{Act, Order};
use crate::handover::{HandoverForm, Heirs, Successors};
use crate::i18n::{Reader, Words};
use crate::users::{role_of, ticked, until_of};
use crate::web::{Error, Result, both};

/// The ticked users, or all of a list, and what to do with them.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct BulkForm {
    #[serde(default)]
    pub act: String,
    #[serde(default)]
    pub id: Vec<Uuid>,
    /// The box at the head of the list: everybody on its page.
    #[serde(default)]
    page_all: String,
    /// Who these are, separated by commas.
    #[serde(default)]
    page_ids: String,
    /// "matching": all of the list, on whatever page.
    #[serde(default)]
    scope: String,
    /// The address of the list.
    #[serde(default)]
    pub list: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    group: String,
    /// The last day, or the very moment; none takes an end date away.
    #[serde(default)]
    until: String,
    #[serde(default)]
    #[validate(length(max = 500, code = "error-too-long"))]
    reason: String,
    /// Of the form that was asked with: then it has been.
    pub job: Option<Uuid>,
    #[serde(flatten)]
    handover: HandoverForm,
}

impl BulkForm {
    pub fn act(&self) -> Result<Act> {
        Act::from_name(&self.act).ok_or(Error::Malformed("act"))
    }

    pub fn is_matching(&self) -> bool {
        self.scope == "matching"
    }

    /// Those who are ticked, each once: somebody, and not too many.
    pub fn chosen(&self) -> Result<Vec<Uuid>> {
        ticked(&self.id, &self.page_all, &self.page_ids)
    }

    /// What is to be done.
    pub fn order(&self, act: Act, reader: &Reader) -> Result<Order> {
        let unknown = |field, key| wrong(field, Words::new(key));
        let mut order =
            Order { act, role: None, group: None, until: None, reason: self.reason.clone(), heirs: Heirs::new(), is_back: false };
        match act {
            // Nothing is chosen for them: one press would take everybody's role away.
            Act::Role if self.role.is_empty() => return Err(unknown("role", "choose-role")),
            Act::Role => order.role = role_of(&self.role)?,
            Act::Join | Act::Leave if self.group.is_empty() => return Err(unknown("group", "choose-group")),
            Act::Join | Act::Leave => order.group = Some(self.group.parse().map_err(|_| unknown("group", "error-group-unknown"))?),
            Act::End => order.until = until_of(&self.until, reader)?,
            _ => {}
        }
        Ok(order)
    }
}

impl BulkForm {
    /// Who takes over what those answer for who are deleted; how many these are must have been typed.
    ///
    /// # Errors
    /// `Invalid` for what is not offered, for an address that is none, and for another number.
    pub fn successors(&self, act: Act, n: i64) -> Result<Successors> {
        if act != Act::Delete {
            return Ok(Successors::default());
        }
        let confirmed = match self.handover.confirm.trim().parse::<i64>() {
            Ok(typed) if n == typed => Ok(()),
            _ => Err(wrong("confirm", Words::new("error-confirm").with("what", n.to_string()))),
        };
        both(self.handover.successors(), confirmed).map(|(said, ())| said)
    }
}

/// Undo.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct UndoForm {
    /// Where the form stood.
    #[serde(default)]
    pub back: String,
}

fn wrong(field: &'static str, words: Words) -> Error {
    Error::Invalid(vec![(field, words)])
}
