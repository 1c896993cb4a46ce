//! Whoever asked for something that is done later.

use std::sync::Arc;

use uuid::Uuid;

use super::{Actor, rights_from, store};
use crate::clock::Moment;
use crate::db::{self, Write};
use crate::web::Client;

impl Actor {
    /// The same person from the same place, with the rights they have by now; `None` when they could not sign in any more. What
    /// asks for a proof asked for it when they did.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn later(
        write: &mut Write,
        user: Uuid,
        name: &str,
        client: Client,
        (asked, now): (Moment, Moment),
    ) -> db::Result<Option<Self>> {
        // A new password since then, or one that was taken away: it may not have been they who asked.
        let is_same = store::has_kept_password(&mut *write, user, asked).await?;
        if !is_same || !store::is_active(&mut *write, user, now).await? {
            return Ok(None);
        }
        let rights = rights_from(&mut *write, user, &client.address, None, now).await?;
        let mut actor = Self::user(user, name.to_owned(), client);
        actor.rights = Arc::new(rights);
        Ok(Some(actor).filter(|actor| actor.rights.may_use_pages()))
    }
}
