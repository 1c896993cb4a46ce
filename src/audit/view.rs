//! Events as people read them: sentences, icons, fields as forms call them.

use serde_json::Value;
use uuid::Uuid;

use super::store::EventRow;
use crate::i18n::{self, Language, Reader, Words};
use crate::rules::{Collection, Field, INPUT, Schema};

/// An event and its fields, ready to be read.
pub struct EventView {
    pub event: EventRow,
    pub changes: Vec<Change>,
}

/// A field, as forms call it, before and after.
pub struct Change {
    pub field: String,
    pub from: String,
    pub to: String,
}

impl EventView {
    #[must_use]
    pub fn of(event: EventRow, reader: &Reader, schema: &Schema) -> Self {
        let changes = event.changes.as_object().into_iter().flatten().map(|(field, change)| Change {
            field: match (label(field), field.strip_prefix(INPUT)) {
                (Some(key), _) => Words::new(key).to(reader).into_owned(),
                (None, Some(name)) => {
                    schema.field(Collection::Users, name).and_then(Field::definition).map_or(name, |added| &added.label).to_owned()
                }
                (None, None) => field.clone(),
            },
            from: worded(field, &change["from"], reader),
            to: worded(field, &change["to"], reader),
        });
        Self { changes: changes.filter(|change| change.from != change.to).collect(), event }
    }

    /// Whom it was done to, unless that is who did it.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        let is_own = self.event.subject_id.is_some() && self.event.subject_id == self.event.actor_id;
        Some(self.event.subject_name.as_str()).filter(|name| !name.is_empty() && !is_own)
    }

    /// The profile of whom it was done to, while there is one.
    #[must_use]
    pub fn profile(&self) -> Option<Uuid> {
        self.event.subject_id.filter(|_| self.event.subject_kind == "user" && self.event.action != "user.delete")
    }

    #[must_use]
    pub fn sentence(&self) -> String {
        sentence(&self.event.action)
    }

    #[must_use]
    pub fn icon(&self) -> &'static str {
        icon(&self.event.action)
    }
}

/// The key of the sentence for an action.
#[must_use]
pub fn sentence(action: &str) -> String {
    format!("did-{}", action.replace(['.', '_'], "-"))
}

/// The icon of an action.
#[must_use]
pub fn icon(action: &str) -> &'static str {
    match action {
        "user.suspend" => "suspended",
        "user.archive" => "archived",
        "users.export" => "download",
        "user.activate" | "user.restore" | "invitation.accept" => "active",
        "session.open" => "sign-in",
        "session.end" => "sign-out",
        _ => match action.split('.').next().unwrap_or_default() {
            "role" | "grant" => "role",
            "group" => "group",
            "invitation" => "invited",
            "token" | "password" => "key",
            "two_factor" => "shield",
            "settings" | "mail" | "field" => "settings",
            "view" => "bookmark",
            _ if action == "user.role" => "role",
            _ => "edit",
        },
    }
}

/// What forms call a field.
fn label(field: &str) -> Option<&'static str> {
    Some(match field {
        "name" | "project_name" => "name",
        "first_name" => "first-name",
        "last_name" => "last-name",
        "email" => "email",
        "title" => "job-title",
        "company" => "company",
        "location" => "location",
        "phone" => "phone",
        "description" => "description",
        "tags" => "tags",
        "status" => "status",
        "role" => "role",
        "group" => "group",
        "query" => "view-list",
        "url" => "url",
        "external_id" => "external-id",
        "share" => "view-shared",
        "device" => "device-column",
        "sessions" => "sessions",
        "groups" => "groups",
        "owner" => "owner",
        "roles" => "roles",
        "moved_to" => "onward-role",
        "admin_access" => "can-manage-everyone",
        "app_access" => "may-use-pages",
        "expires_at" => "end-date",
        "language" => "language",
        "timezone" => "timezone",
        "theme" => "theme",
        "density" => "density",
        "shortcuts" => "shortcuts-on",
        "email_notifications" => "email-notifications",
        "own_deletion" => "own-deletion",
        "people" => "users",
        "permissions" => "permissions",
        "require_2fa" => "requires-two-factor",
        "ip_allow" => "allowed-networks",
        "must_change_password" => "must-change",
        "password_min" => "password-min",
        "two_factor" => "two-factor-for",
        "suspend_after" => "suspend-after",
        "invitation_days" => "invitation-days",
        "allowed_domains" => "allowed-domains",
        "session_idle_minutes" => "session-idle",
        "session_max_minutes" => "session-max",
        "sessions_per_user" => "sessions-per-user",
        "mail_from" => "mail-sender",
        "mail_reply_to" => "mail-help",
        "token" => "token",
        "tokens" => "tokens",
        "enabled" => "enabled",
        "scope" => "scope",
        "avatar" => "avatar",
        "kind" => "kind",
        "label" => "label",
        "help" => "field-help",
        "takes" => "field-type",
        "required" => "field-required",
        "initial" => "field-initial",
        "choices" => "field-choices",
        "retired" => "field-retired",
        "position" => "field-position",
        "format" => "export-format",
        "filter" => "filter",
        _ => return None,
    })
}

/// A value as its reader would put it; one that nobody knows stays as it was written.
fn worded(field: &str, value: &Value, reader: &Reader) -> String {
    match (field, value) {
        (_, Value::Null) => String::new(),
        ("avatar", Value::String(_)) => Words::new("picture-given").to(reader).into_owned(),
        (_, Value::Bool(yes)) => Words::new(if *yes { "flag-on" } else { "flag-off" }).to(reader).into_owned(),
        (_, Value::Number(n)) => n.as_i64().map_or_else(|| n.to_string(), |n| reader.number(n)),
        (_, Value::Array(list)) => list.iter().map(|value| worded(field, value, reader)).collect::<Vec<_>>().join(", "),
        ("status" | "theme" | "density" | "two_factor", Value::String(name)) => {
            let key = format!("{}-{name}", field.replace('_', "-"));
            let words = i18n::text(reader.language, &key, None);
            if words == key { name.clone() } else { words.into_owned() }
        }
        ("language", Value::String(tag)) => {
            let offered =
                Language::from_tag(tag).and_then(|language| Language::OFFERED.into_iter().find(|(offered, _)| *offered == language));
            offered.map_or_else(|| tag.clone(), |(_, name)| name.to_owned())
        }
        ("expires_at", Value::String(text)) => text.parse().map_or_else(|_| text.clone(), |moment| reader.date_time(&moment)),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::label;

    /// The fields that the actions of this folder and those below it record.
    fn recorded(folder: &Path, fields: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                recorded(&entry, fields);
            } else if entry.ends_with("actions.rs") {
                let text = std::fs::read_to_string(&entry).expect("a source file");
                fields.extend(text.split(".change(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_field_that_changes_has_a_label() {
        let mut fields = Vec::new();
        recorded(Path::new("src"), &mut fields);
        assert!(fields.len() > 15, "{fields:?}");
        for field in fields {
            assert!(label(&field).is_some(), "{field}");
        }
    }
}
