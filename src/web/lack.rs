//! A permission that is missing, as the page that refuses names it.

use crate::i18n::{Value, Words};
use crate::rules::{Action, Collection, Field, label};

/// A permission that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    pub action: Action,
    pub on: Collection,
    /// The one field that is not open, where the record itself is.
    field: Option<&'static Field>,
}

impl Lack {
    #[must_use]
    pub fn of(action: Action, on: Collection) -> Self {
        Self { action, on, field: None }
    }

    /// The same, for this field alone.
    #[must_use]
    pub fn field(self, name: &str) -> Self {
        Self { field: self.on.field(name), ..self }
    }

    /// The same, for a field that may be an added one.
    #[must_use]
    pub fn on_field(self, field: &'static Field) -> Self {
        Self { field: Some(field), ..self }
    }

    /// "Users: update".
    #[must_use]
    pub fn words(&self) -> Words {
        let (on, action) = (said(self.on.word()), said(self.action.word()));
        match self.field {
            None => Words::new("permission").with("collection", on).with("action", action),
            Some(field) => {
                let field = field.definition().map_or_else(|| said(label(self.on, field)), |added| added.label.as_str().into());
                Words::new("permission-of-field").with("collection", on).with("action", action).with("field", field)
            }
        }
    }
}

fn said(key: &'static str) -> Value {
    Value::Message(key.to_owned())
}
