//! What the forms of sessions post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::actions::Which;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SessionsForm {
    /// The only one to end; without it all but the one that asks.
    #[serde(default)]
    id: Option<Uuid>,
}

impl SessionsForm {
    pub fn which(&self) -> Which {
        self.id.map_or(Which::Others, Which::One)
    }
}
