//! Service accounts: the column that makes one, and who answers for it.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// Turns a user who has just been added into a service account.
pub(in crate::users) async fn make_service(write: &mut Write, id: Uuid, owner: Uuid) -> Result<u64> {
    write.run(sql!("UPDATE users SET kind = 'service', owner_id = $2 WHERE id = $1", id, owner)).await
}

/// Those that somebody answers for, archived ones too, by name.
pub(in crate::users) async fn services_of(mut db: impl Ask, owner: Uuid) -> Result<Vec<Uuid>> {
    let sql = "SELECT id FROM users WHERE owner_id = $1 AND kind = 'service' ORDER BY name_key, id";
    let rows: Vec<(Uuid,)> = db.all(sql!(sql, owner)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(in crate::users) async fn save_owner(write: &mut Write, id: Uuid, owner: Option<Uuid>, by: Option<Uuid>, now: Moment) -> Result<u64> {
    let sql = "UPDATE users SET owner_id = $2, version = version + 1, updated_at = $3, updated_by = $4 WHERE id = $1";
    write.run(sql!(sql, id, owner, now, by)).await
}
