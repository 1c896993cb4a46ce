//! The rows of groups, of the roles they carry and of who is in them.

use sea_query::{Expr, ExprTrait, Iden, OnConflict, Query as Build, SelectStatement};
use uuid::Uuid;

use super::model::{Details, Group};
use crate::access::NameRow;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

/// `SELECT` of a `Group`, to be continued.
macro_rules! select_group {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.name, t.description, t.owner_id, o.first_name AS owner_first_name, o.last_name AS owner_last_name,
                    o.email AS owner_email, t.members, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by
             FROM teams t LEFT JOIN users o ON o.id = t.owner_id ",
            $rest
        )
    };
}

/// All groups by name.
pub(super) async fn all(mut db: impl Ask) -> Result<Vec<Group>> {
    db.all(sql!(select_group!("ORDER BY t.name_key"))).await
}

pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<Group>> {
    db.first(sql!(select_group!("WHERE t.id = $1"), id)).await
}

/// The groups that somebody answers for, by name.
pub(super) async fn owned(mut db: impl Ask, owner: Uuid) -> Result<Vec<Group>> {
    db.all(sql!(select_group!("WHERE t.owner_id = $1 ORDER BY t.name_key"), owner)).await
}

/// Every group with every role it carries.
pub(super) async fn all_carried(mut db: impl Ask) -> Result<Vec<(Uuid, Uuid)>> {
    db.all(sql!("SELECT team_id, role_id FROM team_roles")).await
}

/// The roles that a group carries.
pub(super) async fn carried(mut db: impl Ask, id: Uuid) -> Result<Vec<Uuid>> {
    let roles: Vec<(Uuid,)> = db.all(sql!("SELECT role_id FROM team_roles WHERE team_id = $1", id)).await?;
    Ok(roles.into_iter().map(|(role,)| role).collect())
}

/// What is written of a group: its details, and who writes.
pub(super) struct Written<'a> {
    pub id: Uuid,
    pub details: &'a Details,
    pub owner: Option<Uuid>,
    pub by: Option<Uuid>,
    pub now: Moment,
}

/// Adds a group; the unique key on the name refuses a second one.
pub(super) async fn add(write: &mut Write, new: &Written<'_>) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO teams (id, name, name_key, description, owner_id, created_at, created_by, updated_at, updated_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $7)",
            new.id,
            new.details.name.as_str(),
            new.details.name_key(),
            new.details.description.as_str(),
            new.owner,
            new.now,
            new.by
        ))
        .await?;
    carry(write, new.id, &new.details.roles).await
}

/// Saves a group. The caller has asked for its version in the same transaction.
pub(super) async fn save(write: &mut Write, new: &Written<'_>) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE teams SET name = $2, name_key = $3, description = $4, owner_id = $5, version = version + 1, updated_at = $6, updated_by = $7
             WHERE id = $1",
            new.id,
            new.details.name.as_str(),
            new.details.name_key(),
            new.details.description.as_str(),
            new.owner,
            new.now,
            new.by
        ))
        .await?;
    write.run(sql!("DELETE FROM team_roles WHERE team_id = $1", new.id)).await?;
    carry(write, new.id, &new.details.roles).await
}

pub(super) async fn save_owner(write: &mut Write, id: Uuid, owner: Option<Uuid>, by: Option<Uuid>, now: Moment) -> Result<u64> {
    let sql = "UPDATE teams SET owner_id = $2, version = version + 1, updated_at = $3, updated_by = $4 WHERE id = $1";
    write.run(sql!(sql, id, owner, now, by)).await
}

async fn carry(write: &mut Write, id: Uuid, roles: &[Uuid]) -> Result<u64> {
    let mut carried = 0;
    for role in roles {
        carried += write.run(sql!("INSERT INTO team_roles (team_id, role_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", id, *role)).await?;
    }
    Ok(carried)
}

pub(super) async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM teams WHERE id = $1", id)).await
}

/// Which of these users are in the group.
pub(super) async fn members_among(db: impl Ask, group: Uuid, users: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut select = memberships(users);
    let members: Vec<(Uuid, Uuid)> = asked(db, select.and_where(Expr::col(TeamMembers::TeamId).eq(group)).take()).await?;
    Ok(members.into_iter().map(|(_, id)| id).collect())
}

/// Every group that one of these users is in, with the user.
pub(super) async fn memberships_among(db: impl Ask, users: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    asked(db, memberships(users)).await
}

fn memberships(users: &[Uuid]) -> SelectStatement {
    let mut select = Build::select();
    select.columns([TeamMembers::TeamId, TeamMembers::UserId]).from(TeamMembers::Table);
    select.and_where(Expr::col(TeamMembers::UserId).is_in(users.iter().copied())).take()
}

async fn asked(mut db: impl Ask, select: SelectStatement) -> Result<Vec<(Uuid, Uuid)>> {
    db.all(select.into()).await
}

/// Everyone in it, archived ones too.
pub(super) async fn member_ids(write: &mut Write, group: Uuid) -> Result<Vec<Uuid>> {
    let members: Vec<(Uuid,)> = write.all(sql!("SELECT user_id FROM team_members WHERE team_id = $1", group)).await?;
    Ok(members.into_iter().map(|(id,)| id).collect())
}

/// Whether anybody is in it, archived or not.
pub(super) async fn has_anybody(mut db: impl Ask, group: Uuid) -> Result<bool> {
    let anybody: Option<(Uuid,)> = db.first(sql!("SELECT user_id FROM team_members WHERE team_id = $1 LIMIT 1", group)).await?;
    Ok(anybody.is_some())
}

/// Members in the order of their ids, archived ones too, from the one after `last` on.
pub(super) async fn members(write: &mut Write, group: Uuid, last: Uuid, most: i64) -> Result<Vec<NameRow>> {
    write
        .all(sql!(
            "SELECT u.id, u.first_name, u.last_name, u.email FROM team_members m JOIN users u ON u.id = m.user_id
             WHERE m.team_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3",
            group,
            last,
            most
        ))
        .await
}

/// Takes users in, all in one statement: PostgreSQL keeps the number of members per statement.
pub(super) async fn join(write: &mut Write, group: Uuid, users: impl Iterator<Item = Uuid>, now: Moment) -> Result<u64> {
    use TeamMembers as T;
    let mut insert = Build::insert();
    insert.into_table(T::Table).columns([T::TeamId, T::UserId, T::AddedAt]).on_conflict(OnConflict::new().do_nothing().to_owned());
    for user in users {
        insert.values_panic([group.into(), user.into(), now.into()]);
    }
    write.run(insert.into()).await
}

pub(super) async fn leave(write: &mut Write, group: Uuid, user: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM team_members WHERE team_id = $1 AND user_id = $2", group, user)).await
}

pub(super) async fn leave_all(write: &mut Write, group: Uuid, users: &[Uuid]) -> Result<u64> {
    use TeamMembers as T;
    let mut delete = Build::delete();
    delete.from_table(T::Table).and_where(Expr::col(T::TeamId).eq(group)).and_where(Expr::col(T::UserId).is_in(users.iter().copied()));
    write.run(delete.into()).await
}

#[derive(Iden, Clone, Copy)]
enum TeamMembers {
    Table,
    TeamId,
    UserId,
    AddedAt,
}
