//! The rows of devices.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

/// The device of that key, if whoever has that address has signed in from it since then.
pub(in crate::access) async fn of_address(mut db: impl Ask, key_hash: Vec<u8>, email_key: &str, since: Moment) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> = db
        .first(sql!(
            "SELECT d.id FROM devices d JOIN users u ON u.id = d.user_id WHERE d.key_hash = $1 AND u.email_key = $2 AND d.last_seen_at > $3",
            key_hash,
            email_key,
            since
        ))
        .await?;
    Ok(row.map(|(id,)| id))
}

/// The device of that key, if that user has signed in from it since then.
pub(in crate::access) async fn of_user(mut db: impl Ask, key_hash: Vec<u8>, user: Uuid, since: Moment) -> Result<Option<Uuid>> {
    let sql = sql!("SELECT id FROM devices WHERE key_hash = $1 AND user_id = $2 AND last_seen_at > $3", key_hash, user, since);
    let row: Option<(Uuid,)> = db.first(sql).await?;
    Ok(row.map(|(id,)| id))
}

/// The devices of a user, with their keys, the one seen last first.
pub(in crate::access) async fn of(mut db: impl Ask, user: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>> {
    db.all(sql!("SELECT id, key_hash FROM devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC", user)).await
}

/// When a user first and last signed in from each.
pub(in crate::access) async fn times(mut db: impl Ask, user: Uuid) -> Result<Vec<(Moment, Moment)>> {
    db.all(sql!("SELECT created_at, last_seen_at FROM devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC", user)).await
}

/// Everyone's device of that key gets another.
pub(in crate::access) async fn renew(write: &mut Write, old: Vec<u8>, new: Vec<u8>) -> Result<u64> {
    write.run(sql!("UPDATE devices SET key_hash = $2 WHERE key_hash = $1", old, new)).await
}

pub(in crate::access) async fn add(write: &mut Write, key_hash: Vec<u8>, user: Uuid, now: Moment) -> Result<u64> {
    let id = Uuid::now_v7();
    write
        .run(sql!(
            "INSERT INTO devices (id, key_hash, user_id, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)
             ON CONFLICT (key_hash, user_id) DO UPDATE SET last_seen_at = excluded.last_seen_at",
            id,
            key_hash,
            user,
            now
        ))
        .await
}

pub(in crate::access) async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM devices WHERE id = $1", id)).await
}

pub(in crate::access) async fn delete_of(write: &mut Write, user: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM devices WHERE user_id = $1", user)).await
}

pub(in crate::access) async fn delete_unseen(db: &Db, since: Moment) -> Result<u64> {
    db.run(sql!("DELETE FROM devices WHERE last_seen_at <= $1", since)).await
}
