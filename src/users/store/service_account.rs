//! Service accounts: the column that makes one, who answers for it, and the tokens that it lives by, as everybody's.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// Disables every token of a user; returns what they are called.
pub(in crate::users) async fn refuse_tokens(write: &mut Write, user: Uuid) -> Result<Vec<String>> {
    let names: Vec<(String,)> = write.all(sql!("SELECT name FROM tokens WHERE user_id = $1 AND enabled ORDER BY id", user)).await?;
    write.run(sql!("UPDATE tokens SET enabled = $2 WHERE user_id = $1 AND enabled", user, false)).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// Turns a user who has just been added into a service account.
pub(in crate::users) async fn make_service(write: &mut Write, id: Uuid, owner: Uuid) -> Result<u64> {
    write.run(sql!("UPDATE users SET kind = 'service', owner_id = $2 WHERE id = $1", id, owner)).await
}

pub(in crate::users) async fn save_owner(write: &mut Write, id: Uuid, owner: Uuid, by: Option<Uuid>, now: Moment) -> Result<u64> {
    let sql = "UPDATE users SET owner_id = $2, version = version + 1, updated_at = $3, updated_by = $4 WHERE id = $1";
    write.run(sql!(sql, id, owner, now, by)).await
}
