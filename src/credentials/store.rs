//! What signing in and changing a password need to know of a user.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::db::{Ask, Result};
use crate::sql;
use crate::users::Status;

/// The only place a password hash is read into.
#[derive(FromRow, Clone)]
pub struct Credentials {
    pub id: Uuid,
    pub kind: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub expires_at: Option<Moment>,
    pub email: String,
    pub email_key: String,
    pub first_name: String,
    pub last_name: String,
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    /// Who made it, where it is a temporary one.
    pub temporary_by: Option<Uuid>,
    pub has_two_factor: bool,
}

impl Credentials {
    #[must_use]
    pub fn name(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }

    /// What stands before the @ of the address.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }

    /// Active, and not past the end date.
    #[must_use]
    pub fn is_active(&self, now: Moment) -> bool {
        self.status == Status::Active && self.kind == "person" && self.expires_at.is_none_or(|end| end > now)
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT u.id, u.kind, u.status, u.expires_at, u.email, u.email_key, u.first_name, u.last_name, u.password_hash, u.must_change_password,
                u.temporary_by, u.totp_enabled_at IS NOT NULL AS has_two_factor
             FROM users u ",
            $rest
        )
    };
}

/// The fewest letters of a new password; `None` before set-up.
pub(super) async fn password_min(mut db: impl Ask) -> Result<Option<i64>> {
    let row: Option<(i64,)> = db.first(sql!("SELECT password_min FROM settings")).await?;
    Ok(row.map(|(min,)| min))
}

/// The credentials behind an address in canonical form.
///
/// # Errors
/// When the database is away.
pub async fn find(mut db: impl Ask, email_key: &str) -> Result<Option<Credentials>> {
    db.first(sql!(select!("WHERE u.email_key = $1"), email_key)).await
}

/// The credentials of a user.
///
/// # Errors
/// When the database is away.
pub async fn find_by_id(mut db: impl Ask, id: Uuid) -> Result<Option<Credentials>> {
    db.first(sql!(select!("WHERE u.id = $1"), id)).await
}
