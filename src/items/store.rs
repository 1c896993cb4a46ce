//! The rows of items.

use uuid::Uuid;

use super::model::{Item, NewItem};
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;

macro_rules! select_item {
    ($rest:literal) => {
        concat!("SELECT id, user_id, kind, external_id, label, url FROM items ", $rest)
    };
}

pub(super) async fn find(mut db: impl Ask, kind: &str, external_id: &str) -> Result<Option<Item>> {
    db.first(sql!(select_item!("WHERE kind = $1 AND external_id = $2"), kind, external_id)).await
}

/// What belongs to a user, by label.
pub(super) async fn of_user(mut db: impl Ask, user: Uuid) -> Result<Vec<Item>> {
    db.all(sql!(select_item!("WHERE user_id = $1 ORDER BY label, id"), user)).await
}

pub(super) async fn add(write: &mut Write, id: Uuid, new: &NewItem, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO items (id, user_id, kind, external_id, label, url, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
            id,
            new.owner,
            new.kind.as_str(),
            new.external_id.as_str(),
            new.label.as_str(),
            new.url.as_str(),
            now
        ))
        .await
}

pub(super) async fn save(write: &mut Write, item: &Item, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE items SET user_id = $2, label = $3, url = $4, updated_at = $5 WHERE id = $1",
            item.id,
            item.user_id,
            item.label.as_str(),
            item.url.as_str(),
            now
        ))
        .await
}

pub(super) async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM items WHERE id = $1", id)).await
}
