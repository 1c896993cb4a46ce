//! The password of a user: as a hash, gone, or to be changed.

use uuid::Uuid;

use crate::access::Actor;
use crate::clock::Moment;
use crate::db::{Result, Write};
use crate::sql;

/// Sets the password and, for a temporary one, the duty to change it, and who made it.
pub async fn save_password(write: &mut Write, id: Uuid, hash: &str, temporary: Option<&Actor>, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE users SET password_hash = $2, password_changed_at = $3, must_change_password = $4, temporary_by = $5, version = version + 1, updated_at = $3
             WHERE id = $1",
            id,
            hash,
            now,
            temporary.is_some(),
            temporary.and_then(Actor::id)
        ))
        .await?;
    Ok(())
}

/// Leaves none.
pub async fn remove_password(write: &mut Write, id: Uuid, by: Option<Uuid>, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE users SET password_hash = NULL, password_changed_at = NULL, must_change_password = $2, temporary_by = NULL,
                              version = version + 1, updated_at = $3, updated_by = $4
             WHERE id = $1",
            id,
            false,
            now,
            by
        ))
        .await?;
    Ok(())
}

pub(in crate::users) async fn save_must_change(write: &mut Write, id: Uuid, must: bool, by: Option<Uuid>, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE users SET must_change_password = $2, version = version + 1, updated_at = $3, updated_by = $4 WHERE id = $1",
            id,
            must,
            now,
            by
        ))
        .await?;
    Ok(())
}
