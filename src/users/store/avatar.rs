//! Pictures, and the hash of each in its user's row.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;
use crate::users::avatar::Picture;

/// The hash and the picture itself.
pub async fn avatar(mut db: impl Ask, user: Uuid) -> Result<Option<(String, Vec<u8>)>> {
    db.first(sql!("SELECT hash, image FROM avatars WHERE user_id = $1", user)).await
}

pub async fn save_avatar(write: &mut Write, user: Uuid, picture: &Picture, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO avatars (user_id, hash, image, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, image = excluded.image, created_at = excluded.created_at",
            user,
            picture.hash.as_str(),
            picture.image.clone(),
            now
        ))
        .await?;
    name(write, user, &picture.hash, by, now).await
}

pub async fn delete_avatar(write: &mut Write, user: Uuid, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write.run(sql!("DELETE FROM avatars WHERE user_id = $1", user)).await?;
    name(write, user, "", by, now).await
}

/// The version stays as it is: no form that somebody has open says anything of the picture.
async fn name(write: &mut Write, user: Uuid, hash: &str, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write.run(sql!("UPDATE users SET avatar = $2, updated_at = $3, updated_by = $4 WHERE id = $1", user, hash, now, by)).await
}
