//! Users who are being invited, many at once.

use serde_json::Map;
use uuid::Uuid;

use super::actions::{NewUser, row_of};
use super::model::Status;
use super::role::giveable;
use super::store;
use crate::access::{Actor, RoleName};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::web::{Error, Result};
use crate::{audit, throttles};

/// Adds users who are being invited, inside the invitation's own transaction, which asks the gate. Returns their ids, in
/// their order.
///
/// # Errors
/// As `create`.
pub async fn invite_all(write: &mut Write, actor: &Actor, new: &[NewUser], now: Moment) -> Result<Vec<Uuid>> {
    let mut roles: Vec<RoleName> = Vec::new();
    let (mut rows, mut events) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    for user in new {
        if let Some(id) = user.role.filter(|id| roles.iter().all(|role| role.id != *id)) {
            roles.push(giveable(write, id).await?);
        }
        let role = roles.iter().find(|role| Some(role.id) == user.role).map(|role| role.name.as_str());
        let (row, event) = row_of(actor, user, role, &Map::new(), Status::Invited, None, now);
        rows.push(row);
        events.push(event);
    }
    let ids = rows.iter().map(|row| row.id).collect();
    throttles::clear_all(write, rows.iter().map(|row| row.email_key.as_str())).await?;
    let n = rows.len() as u64;
    if store::add(write, rows).await? < n {
        return Err(Error::Invalid(vec![("emails", Words::new("error-email-taken-by-someone"))]));
    }
    audit::record_all(write, actor, events, now).await?;
    Ok(ids)
}
