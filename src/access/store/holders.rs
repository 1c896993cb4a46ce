//! Who has a role through groups and grants.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result};
use crate::sql;

/// Who has a role by other ways than as their own.
#[derive(Clone, Debug, Default)]
pub struct OtherHolders {
    /// The groups that give it, by name.
    pub groups: Vec<HolderGroup>,
    /// The grants that count, the ones that end first, as many as were asked for.
    pub grants: Vec<HolderGrant>,
    /// How many grants count in all.
    pub granted: i64,
}

/// A group that gives a role.
#[derive(FromRow, Clone, Debug, PartialEq)]
pub struct HolderGroup {
    pub id: Uuid,
    pub name: String,
    /// Members who are not archived.
    pub members: i64,
}

/// A user to whom a role is granted.
#[derive(FromRow, Clone, Debug, PartialEq)]
pub struct HolderGrant {
    pub user_id: Uuid,
    pub until: Option<Moment>,
}

/// The groups and grants by which users have a role who may have another as their own. A page shows of them what its reader may
/// see: names come from each collection's own store.
///
/// # Errors
/// When the database is away.
pub async fn other_holders(db: &Db, role: Uuid, most: i64, now: Moment) -> Result<OtherHolders> {
    let mut db = db;
    let groups = db
        .all(sql!(
            "SELECT t.id, t.name, (SELECT count(*) FROM team_members m JOIN users u ON u.id = m.user_id
                                   WHERE m.team_id = t.id AND u.status <> 'archived') AS members
             FROM teams t JOIN team_roles tr ON tr.team_id = t.id WHERE tr.role_id = $1 ORDER BY t.name_key, t.id",
            role
        ))
        .await?;
    let grants = db
        .all(sql!(
            "SELECT g.user_id, g.expires_at AS until FROM grants g JOIN users u ON u.id = g.user_id
             WHERE g.role_id = $1 AND (g.expires_at IS NULL OR g.expires_at > $2) AND u.status <> 'archived'
             ORDER BY CASE WHEN g.expires_at IS NULL THEN 1 ELSE 0 END, g.expires_at, g.id LIMIT $3",
            role,
            now,
            most
        ))
        .await?;
    let (granted,): (i64,) = db
        .one(sql!(
            "SELECT count(*) FROM grants g JOIN users u ON u.id = g.user_id
             WHERE g.role_id = $1 AND (g.expires_at IS NULL OR g.expires_at > $2) AND u.status <> 'archived'",
            role,
            now
        ))
        .await?;
    Ok(OtherHolders { groups, grants, granted })
}
