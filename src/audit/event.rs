//! An event as an action describes it.

use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub struct Event {
    /// What was done, as `subject.verb`: `user.suspend`, `role.create`.
    pub action: &'static str,
    pub subject: Subject,
    pub changes: Changes,
    pub reason: String,
}

/// Whom or what it was done to; the name is kept as it was.
pub struct Subject {
    pub kind: &'static str,
    pub id: Option<Uuid>,
    pub name: String,
}

/// Fields before and after. Secrets have no place here: callers name the fields they pass.
#[derive(Default)]
pub struct Changes(Map<String, Value>);

impl Event {
    #[must_use]
    pub fn new(action: &'static str, subject: Subject) -> Self {
        Self { action, subject, changes: Changes::default(), reason: String::new() }
    }

    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.reason);
        self
    }

    /// Adds a field if it changed.
    #[must_use]
    pub fn change<T: Serialize + PartialEq>(mut self, field: &str, from: T, to: T) -> Self {
        if from != to {
            self.changes.0.insert(field.to_owned(), json!({ "from": from, "to": to }));
        }
        self
    }

    /// Adds a field that has a value from now on.
    #[must_use]
    pub fn set(mut self, field: &str, to: impl Serialize) -> Self {
        self.changes.0.insert(field.to_owned(), json!({ "from": null, "to": to }));
        self
    }
}

impl Subject {
    #[must_use]
    pub fn user(id: Uuid, name: impl Into<String>) -> Self {
        Self { kind: "user", id: Some(id), name: name.into() }
    }

    #[must_use]
    pub fn role(id: Uuid, name: impl Into<String>) -> Self {
        Self { kind: "role", id: Some(id), name: name.into() }
    }

    #[must_use]
    pub fn group(id: Uuid, name: impl Into<String>) -> Self {
        Self { kind: "group", id: Some(id), name: name.into() }
    }

    #[must_use]
    pub fn field(id: Uuid, name: impl Into<String>) -> Self {
        Self { kind: "field", id: Some(id), name: name.into() }
    }

    #[must_use]
    pub fn view(id: Uuid, name: impl Into<String>) -> Self {
        Self { kind: "view", id: Some(id), name: name.into() }
    }

    #[must_use]
    pub fn item(id: Uuid, label: impl Into<String>) -> Self {
        Self { kind: "item", id: Some(id), name: label.into() }
    }

    /// A mail of the outbox whose user is not there any more.
    #[must_use]
    pub fn mail() -> Self {
        Self { kind: "mail", id: None, name: String::new() }
    }

    /// Users of a list, taken together.
    #[must_use]
    pub fn users() -> Self {
        Self { kind: "users", id: None, name: String::new() }
    }

    #[must_use]
    pub fn settings() -> Self {
        Self { kind: "settings", id: None, name: String::new() }
    }
}

impl Changes {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    pub(super) fn into_json(self) -> Value {
        Value::Object(self.0)
    }
}
