//! Everyone of one role at once, for when it goes: a statement each, however many they are.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::sql;
use crate::users::Status;

/// As much of a user as the trail needs.
#[derive(FromRow)]
pub(in crate::users) struct Holder {
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    name_key: String,
}

impl Holder {
    pub fn name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// Users of a role by name, from the one after `last` on.
pub(in crate::users) async fn holders(write: &mut Write, role: Uuid, last: Option<&Holder>, most: i64) -> Result<Vec<Holder>> {
    let (key, id) = last.map_or(("", Uuid::nil()), |last| (last.name_key.as_str(), last.id));
    write
        .all(sql!(
            "SELECT id, status, first_name, last_name, email, name_key FROM users
             WHERE role_id = $1 AND (name_key, id) > ($2, $3) ORDER BY name_key, id LIMIT $4",
            role,
            key,
            id,
            most
        ))
        .await
}

pub(in crate::users) struct Onward<'a> {
    pub from: Uuid,
    /// Without one, the active users are suspended.
    pub to: Option<Uuid>,
    pub reason: &'a str,
    pub by: Option<Uuid>,
    pub now: Moment,
}

pub(in crate::users) async fn save_onward(write: &mut Write, onward: Onward<'_>) -> Result<u64> {
    let Onward { from, to, reason, by, now } = onward;
    let statement = match to {
        Some(to) => sql!(
            "UPDATE users SET role_id = $2, version = version + 1, updated_at = $3, updated_by = $4 WHERE role_id = $1",
            from,
            to,
            now,
            by
        ),
        None => sql!(
            "UPDATE users SET role_id = NULL, version = version + 1, updated_at = $3, updated_by = $4,
                              status = CASE status WHEN 'active' THEN 'suspended' ELSE status END,
                              status_reason = CASE status WHEN 'active' THEN $2 ELSE status_reason END,
                              status_since = CASE status WHEN 'active' THEN $3 ELSE status_since END,
                              status_by = CASE status WHEN 'active' THEN $4 ELSE status_by END
             WHERE role_id = $1",
            from,
            reason,
            now,
            by
        ),
    };
    write.run(statement).await
}
