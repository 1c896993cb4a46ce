//! Groups as the directory needs them: to filter by, to count, to name on a profile.

use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Ask, Db, Result};
use crate::sql;

#[derive(FromRow, Clone, Debug)]
pub struct GroupRow {
    pub id: Uuid,
    pub name: String,
    /// Not archived.
    pub members: i64,
}

/// All groups by name.
///
/// # Errors
/// When the database is away.
pub async fn groups(mut db: impl Ask) -> Result<Vec<GroupRow>> {
    db.all(sql!("SELECT id, name, members FROM teams ORDER BY name_key")).await
}

/// The groups of one user.
pub(in crate::users) async fn groups_of(mut db: &Db, user: Uuid) -> Result<Vec<GroupRow>> {
    db.all(sql!(
        "SELECT t.id, t.name, t.members FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.user_id = $1 ORDER BY t.name_key",
        user
    ))
    .await
}
