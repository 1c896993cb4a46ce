//! One-time links: 256 random bits of which only the SHA-256 is kept, bound to one user and one purpose, with an end.

mod store;

use chrono::TimeDelta;
use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Moment;
use crate::crypto::Secret;
use crate::db::{self, Ask, Write};
use crate::mail::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Invitation,
    Reset,
    /// To prove a new address.
    Email,
}

/// Why a link works no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Used,
    /// A newer one was made.
    Replaced,
    Cancelled,
    Expired,
}

/// A link that was found by its secret.
#[derive(Clone, Debug)]
pub struct Link {
    pub id: Uuid,
    pub user: Uuid,
    pub expires_at: Moment,
    /// `None` while it works.
    pub ended: Option<End>,
    /// The address it proves, where that is its purpose, and who asked for it.
    pub email: Option<String>,
    pub asked_by: Option<Uuid>,
}

/// A new address that waits for its proof.
#[derive(FromRow, Clone, Debug)]
pub struct PendingEmail {
    pub email: String,
    pub expires_at: Moment,
}

impl Purpose {
    /// What the link that such a mail brings is for.
    #[must_use]
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Invitation | Kind::InvitationReminder => Some(Self::Invitation),
            Kind::Reset => Some(Self::Reset),
            Kind::EmailChange => Some(Self::Email),
            Kind::InvitationRequest | Kind::EndWarning | Kind::Notice | Kind::Digest | Kind::Test => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Email => "email",
        }
    }
}

/// Makes a link and ends the one before it.
///
/// # Errors
/// When the database refuses or is away.
pub async fn make(write: &mut Write, purpose: Purpose, user: Uuid, lasts: TimeDelta, now: Moment) -> db::Result<Secret> {
    store::end(write, purpose.name(), user, "replaced", now).await?;
    let secret = Secret::random();
    store::add_all(write, purpose.name(), &[(user, secret.clone())], now, now + lasts).await?;
    Ok(secret)
}

/// Makes a link that proves a new address of a user, and ends the one before it.
///
/// # Errors
/// When the database refuses or is away.
pub async fn make_for_email(
    write: &mut Write,
    user: Uuid,
    email: &str,
    asked_by: Option<Uuid>,
    lasts: TimeDelta,
    now: Moment,
) -> db::Result<Secret> {
    store::end(write, Purpose::Email.name(), user, "replaced", now).await?;
    let secret = Secret::random();
    store::add_for_email(write, user, &secret, (email, asked_by), now, now + lasts).await?;
    Ok(secret)
}

/// The new address of a user that waits for its proof, if there is one.
///
/// # Errors
/// When the database is away.
pub async fn pending_email(db: impl Ask, user: Uuid, now: Moment) -> db::Result<Option<PendingEmail>> {
    store::pending_email(db, user, now).await
}

/// Makes the first link of each of these users, who have had none.
///
/// # Errors
/// When the database refuses or is away.
pub async fn make_first(write: &mut Write, purpose: Purpose, users: &[Uuid], lasts: TimeDelta, now: Moment) -> db::Result<Vec<Secret>> {
    let made: Vec<(Uuid, Secret)> = users.iter().map(|user| (*user, Secret::random())).collect();
    store::add_all(write, purpose.name(), &made, now, now + lasts).await?;
    Ok(made.into_iter().map(|(_, secret)| secret).collect())
}

/// The link of that secret, working or dead; asking changes nothing.
///
/// # Errors
/// When the database is away.
pub async fn find(db: impl Ask, purpose: Purpose, secret: &Secret, now: Moment) -> db::Result<Option<Link>> {
    Ok(store::find(db, purpose.name(), secret.hash()).await?.map(|row| Link {
        id: row.id,
        user: row.user_id,
        expires_at: row.expires_at,
        ended: match row.ended_as.as_deref() {
            Some("used") => Some(End::Used),
            Some("replaced") => Some(End::Replaced),
            Some(_) => Some(End::Cancelled),
            None => (row.expires_at <= now).then_some(End::Expired),
        },
        email: row.email,
        asked_by: row.asked_by,
    }))
}

/// Uses a link up: of many at once exactly one is told yes.
///
/// # Errors
/// When the database refuses or is away.
pub async fn spend(write: &mut Write, link: &Link, now: Moment) -> db::Result<bool> {
    Ok(store::spend(write, link.id, now).await? == 1)
}

/// Ends the open link of a purpose for good, as cancelled.
///
/// # Errors
/// When the database refuses or is away.
pub async fn cancel(write: &mut Write, purpose: Purpose, user: Uuid, now: Moment) -> db::Result<()> {
    store::end(write, purpose.name(), user, "cancelled", now).await
}

/// Makes the newest link work again, if it was cancelled and would still work; whether it was.
///
/// # Errors
/// When the database refuses or is away.
pub async fn reopen(write: &mut Write, purpose: Purpose, user: Uuid, now: Moment) -> db::Result<bool> {
    Ok(store::reopen(write, purpose.name(), user, now).await? == 1)
}

/// Lets no cancelled link of these users work again: it went to an address that is theirs no more, or was of a standing they have
/// lost.
///
/// # Errors
/// When the database refuses or is away.
pub async fn bury(write: &mut Write, users: &[Uuid]) -> db::Result<()> {
    store::bury(write, users).await
}

/// Ends every open link of a user: their password or standing has changed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn cancel_all(write: &mut Write, user: Uuid, now: Moment) -> db::Result<()> {
    cancel_all_of(write, &[user], now).await
}

/// The same for many users.
///
/// # Errors
/// When the database refuses or is away.
pub async fn cancel_all_of(write: &mut Write, users: &[Uuid], now: Moment) -> db::Result<()> {
    store::end_all(write, users, now).await
}

/// Ends every open link of the active users of a role, who lose their access with it.
///
/// # Errors
/// When the database refuses or is away.
pub async fn cancel_of_role(write: &mut Write, role: Uuid, now: Moment) -> db::Result<()> {
    store::end_of_role(write, role, now).await
}
