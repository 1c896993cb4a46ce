//! Tokens, as far as they hang on what becomes of their user.

use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Ask, Result, Write};
use crate::sql;

/// A token by name, and whose it is.
#[derive(FromRow)]
pub(in crate::users) struct TokenName {
    pub name: String,
    pub user_id: Uuid,
    first_name: String,
    last_name: String,
    email: String,
}

impl TokenName {
    pub fn user(&self) -> String {
        crate::web::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// Disables every token of the active users of a role; returns them, each user's together.
pub(in crate::users) async fn refuse_tokens_of_role(write: &mut Write, role: Uuid) -> Result<Vec<TokenName>> {
    let tokens = write
        .all(sql!(
            "SELECT t.name, t.user_id, u.first_name, u.last_name, u.email FROM tokens t JOIN users u ON u.id = t.user_id
             WHERE t.enabled AND u.role_id = $1 AND u.status = 'active' ORDER BY t.user_id, t.id",
            role
        ))
        .await?;
    write
        .run(sql!(
            "UPDATE tokens SET enabled = $2 WHERE enabled AND user_id IN (SELECT id FROM users WHERE role_id = $1 AND status = 'active')",
            role,
            false
        ))
        .await?;
    Ok(tokens)
}
