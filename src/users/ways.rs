//! The ways to a role: in addresses, in words, as signs.

use crate::access::Source;
use crate::i18n::{Reader, Words};

/// How addresses spell a way to a role.
#[must_use]
pub fn key(source: &Source) -> String {
    match source {
        Source::Own => "role".into(),
        Source::Group { id, .. } => format!("group-{id}"),
        Source::Grant { id, .. } => format!("grant-{id}"),
        Source::Public => "public".into(),
    }
}

/// What somebody chooses from: "Group Newsroom" stands for all roles of a group.
#[must_use]
pub fn choice(source: &Source, role: &str, reader: &Reader) -> String {
    match source {
        Source::Group { name, .. } => Words::new("way-group").with("group", name).to(reader).into_owned(),
        _ => words(source, role, reader),
    }
}

/// "Role Editor", "Publisher through group Newsroom", "Auditor until 31 Dec 2026".
#[must_use]
pub fn words(source: &Source, role: &str, reader: &Reader) -> String {
    let words = match source {
        Source::Own => Words::new("way-role").with("role", role),
        Source::Group { name, .. } => Words::new("way-role-of-group").with("role", role).with("group", name),
        Source::Grant { until: Some(until), .. } => Words::new("way-grant-until").with("role", role).with("date", reader.date(until)),
        Source::Grant { until: None, .. } => Words::new("way-grant").with("role", role),
        Source::Public => Words::new("way-public"),
    };
    words.to(reader).into_owned()
}

/// The sign of a way.
#[must_use]
pub fn icon(source: &Source) -> &'static str {
    match source {
        Source::Own | Source::Public => "role",
        Source::Group { .. } => "group",
        Source::Grant { .. } => "calendar",
    }
}
