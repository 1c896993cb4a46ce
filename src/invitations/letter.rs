//! The mail that brings an invitation, and its link while it can be had again.

use uuid::Uuid;

use super::store::{InvitationRow, SettingsRow};
use crate::clock::Moment;
use crate::crypto::{Keys, Secret};
use crate::db::{self, Ask};
use crate::i18n::{Language, zone};
use crate::links::{self, Purpose};
use crate::mail::{Invitation, Letter, Mail};
use crate::users::User;

/// What a mail says of an invitation, besides the link.
pub(super) struct Said<'a> {
    pub inviter: &'a str,
    pub message: &'a str,
    pub language: Language,
    pub expires_at: Moment,
}

impl Said<'_> {
    /// The mail to that user; an answer to it goes to whoever invited.
    pub fn to(&self, user: &User, settings: &SettingsRow, reply_to: String, letter: impl FnOnce(Invitation) -> Letter) -> Mail {
        let invitation = Invitation {
            project: settings.project_name.clone(),
            inviter: self.inviter.to_owned(),
            role: user.role_name.clone(),
            message: self.message.to_owned(),
            expires_at: self.expires_at,
        };
        Mail {
            to_address: user.email.clone(),
            to_name: if user.first_name.is_empty() && user.last_name.is_empty() { String::new() } else { user.name() },
            reply_to,
            language: self.language,
            zone: zone(&settings.default_timezone).unwrap_or(chrono_tz::UTC),
            user: Some(user.id),
            letter: letter(invitation),
        }
    }
}

/// Where the secret of an invitation is sealed for; it opens nowhere else.
fn place(user: Uuid) -> String {
    format!("invitations/{user}")
}

/// The secret of a link as it is kept while the link works: for the reminder, and for whoever copies it.
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
