//! The address of a user, and what goes with it.

use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Result, Write};
use crate::sql;
use crate::users::{Email, Keys};

pub struct EmailRow<'a> {
    pub id: Uuid,
    pub email: &'a Email,
    /// `None` for one that nobody has proven.
    pub verified_at: Option<Moment>,
    pub keys: Keys,
    pub by: Option<Uuid>,
    pub now: Moment,
}

/// Gives a user another address; the unique key refuses one that somebody has.
///
/// # Errors
/// When the database refuses or is away.
pub async fn save_email(write: &mut Write, row: EmailRow<'_>) -> Result<()> {
    write
        .run(sql!(
            "UPDATE users SET email = $2, email_key = $3, email_verified_at = $4, name_key = $5, search_text = $6,
                              version = version + 1, updated_at = $7, updated_by = $8
             WHERE id = $1",
            row.id,
            row.email.as_typed(),
            row.email.key(),
            row.verified_at,
            row.keys.name,
            row.keys.search,
            row.now,
            row.by
        ))
        .await?;
    Ok(())
}

/// Attempts to sign in go with whom they were for: whoever has that address next sees none of them.
///
/// # Errors
/// When the database refuses or is away.
pub async fn follow_attempts(write: &mut Write, from: &str, to: &str) -> Result<()> {
    write.run(sql!("UPDATE attempts SET email_key = $2 WHERE email_key = $1", from, to)).await?;
    Ok(())
}

/// Ends the invitation of somebody who stays invited: it went elsewhere, and has to be sent again.
///
/// # Errors
/// When the database refuses or is away.
pub async fn end_invitation(write: &mut Write, user: Uuid, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE invitations SET expires_at = $2, secret = NULL, version = version + 1
             WHERE user_id = $1 AND accepted_at IS NULL AND cancelled_at IS NULL AND expires_at > $2",
            user,
            now
        ))
        .await?;
    Ok(())
}
