//! The secret of an invitation's link, which is kept sealed while the link works: for the reminder, and for whoever copies it.

use uuid::Uuid;

use super::store::InvitationRow;
use crate::clock::Moment;
use crate::crypto::{Keys, Secret};
use crate::db::{self, Ask};
use crate::links::{self, Purpose};
use crate::web::App;

/// Where the secret of an invitation is sealed for; it opens nowhere else.
fn place(user: Uuid) -> String {
    format!("invitations/{user}")
}

pub(super) fn seal(keys: &Keys, user: Uuid, secret: &Secret) -> Vec<u8> {
    keys.seal(&place(user), secret.bytes())
}

/// The secret of an invitation's link, if it still works and this server's key opens it.
pub(super) async fn live_secret(db: impl Ask, keys: &Keys, user: Uuid, row: &InvitationRow, now: Moment) -> db::Result<Option<Secret>> {
    let opened = row.secret.as_deref().and_then(|sealed| keys.open(&place(user), sealed));
    let Some(secret) = opened.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Secret::from) else { return Ok(None) };
    let link = links::find(db, Purpose::Invitation, &secret, now).await?;
    Ok(link.filter(|link| link.ended.is_none()).map(|_| secret))
}

/// The link itself.
pub(super) fn link_of(app: &App, secret: &Secret) -> String {
    app.url(&format!("/accept/{}", secret.expose()))
}
