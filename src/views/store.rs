//! The rows of saved views.

use uuid::Uuid;

use super::model::{Share, View};
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

macro_rules! select_view {
    ($rest:literal) => {
        concat!("SELECT id, user_id, name, query, shared_with, role_id, version FROM views ", $rest)
    };
}

/// Those of a user, and behind them those that are shared, by name.
pub async fn all(mut db: impl Ask, user: Uuid, most: i64) -> Result<Vec<View>> {
    db.all(sql!(
        select_view!("WHERE user_id = $1 OR shared_with <> '' ORDER BY CASE WHEN user_id = $1 THEN 0 ELSE 1 END, name_key, id LIMIT $2"),
        user,
        most
    ))
    .await
}

/// Those of a user, by name.
pub async fn of_user(mut db: impl Ask, user: Uuid) -> Result<Vec<View>> {
    db.all(sql!(select_view!("WHERE user_id = $1 ORDER BY name_key, id"), user)).await
}

/// What somebody shares with others, by name.
pub async fn shared_by(mut db: impl Ask, user: Uuid) -> Result<Vec<View>> {
    db.all(sql!(select_view!("WHERE user_id = $1 AND shared_with <> '' ORDER BY name_key, id"), user)).await
}

/// Gives a view to somebody else, under a name that they have not given yet.
pub async fn give(write: &mut Write, id: Uuid, to: Uuid, (name, key): (&str, &str), now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE views SET user_id = $2, name = $3, name_key = $4, updated_at = $5, version = version + 1 WHERE id = $1",
            id,
            to,
            name,
            key,
            now
        ))
        .await
}

/// Whether somebody has a view of that name.
pub async fn is_named(mut db: impl Ask, user: Uuid, key: &str) -> Result<bool> {
    let row: Option<(Uuid,)> = db.first(sql!("SELECT id FROM views WHERE user_id = $1 AND name_key = $2", user, key)).await?;
    Ok(row.is_some())
}

pub async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<View>> {
    db.first(sql!(select_view!("WHERE id = $1"), id)).await
}

pub async fn count(mut db: impl Ask, user: Uuid) -> Result<i64> {
    let (n,): (i64,) = db.one(sql!("SELECT count(*) FROM views WHERE user_id = $1", user)).await?;
    Ok(n)
}

pub struct Written<'a> {
    pub id: Uuid,
    pub user: Uuid,
    pub name: &'a str,
    pub key: &'a str,
    pub query: &'a str,
    pub share: Share,
    pub now: Moment,
}

pub async fn add(write: &mut Write, view: &Written<'_>) -> Result<u64> {
    let (shared_with, role) = view.share.kept();
    write
        .run(sql!(
            "INSERT INTO views (id, user_id, name, name_key, query, shared_with, role_id, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            view.id,
            view.user,
            view.name,
            view.key,
            view.query,
            shared_with,
            role,
            view.now
        ))
        .await
}

pub async fn save(write: &mut Write, view: &Written<'_>) -> Result<u64> {
    let (shared_with, role) = view.share.kept();
    write
        .run(sql!(
            "UPDATE views SET name = $2, name_key = $3, query = $4, shared_with = $5, role_id = $6, updated_at = $7, version = version + 1
             WHERE id = $1",
            view.id,
            view.name,
            view.key,
            view.query,
            shared_with,
            role,
            view.now
        ))
        .await
}

pub async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM views WHERE id = $1", id)).await
}
