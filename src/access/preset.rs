//! What a role that may use the pages starts with: their own record, and no more.

use uuid::Uuid;

use super::store;
use crate::db::{self, Write};
use crate::rules::{Action, Collection, Rule};

/// What people may change of their own record. Not their address and not their password, which have ways of their own; never
/// status, role, groups, provider or external identifier.
const OWN: [&str; 15] = [
    "first_name",
    "last_name",
    "avatar",
    "title",
    "company",
    "location",
    "phone",
    "description",
    "tags",
    "language",
    "timezone",
    "theme",
    "density",
    "shortcuts",
    "two_factor",
];

/// Gives a role the standard preset: reading one's own record and changing what is one's own of it.
///
/// # Errors
/// When the database refuses or is away.
pub async fn add_preset(write: &mut Write, role: Uuid) -> db::Result<()> {
    let users = Collection::Users;
    let rule = Rule::own(users).unwrap_or_else(Rule::everything);
    for (action, fields) in [(Action::Read, ["*"].as_slice()), (Action::Update, OWN.as_slice())] {
        add_permission(write, role, users, action, &rule, fields).await?;
    }
    Ok(())
}

/// Gives a role a permission on these fields, or on `*`.
///
/// # Errors
/// When the database refuses or is away.
pub async fn add_permission(
    write: &mut Write,
    role: Uuid,
    on: Collection,
    action: Action,
    rule: &Rule,
    fields: &[&str],
) -> db::Result<u64> {
    store::add_permission(write, role, on, action, &rule.to_json(), &serde_json::json!(fields)).await
}
