//! What goes with a user who is deleted for good.

use uuid::Uuid;

use crate::db::{Result, Write};
use crate::sql;

/// The user, and with the row whatever refers to it; whom they have changed forgets by whom it was.
pub async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("UPDATE users SET status_by = NULL WHERE status_by = $1", id)).await?;
    write.run(sql!("UPDATE users SET updated_by = NULL WHERE updated_by = $1", id)).await?;
    write.run(sql!("DELETE FROM users WHERE id = $1", id)).await
}

/// Tries to sign in, which are kept by the address.
pub async fn delete_attempts(write: &mut Write, email_key: &str) -> Result<u64> {
    write.run(sql!("DELETE FROM attempts WHERE email_key = $1", email_key)).await
}
