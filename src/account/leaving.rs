//! Deleting one's own account, where the settings let users do so.

use crate::access::Actor;
use crate::clock::Moment;
use crate::db::Db;
use crate::handover::{self, Owned, Successors};
use crate::mail::Told;
use crate::users;
use crate::web::{Act, Error, Result, both};

/// What goes over to somebody else, or to nobody, when whoever acts leaves.
///
/// # Errors
/// `NotFound` where the settings do not let users delete themselves; when the database is away.
pub async fn owned(db: &Db, actor: &Actor) -> Result<Vec<Owned>> {
    let id = actor.id().ok_or(Error::SignIn)?;
    if !users::store::project(db).await?.own_deletion {
        return Err(Error::NotFound);
    }
    handover::owned_by(db, actor, id).await
}

/// Deletes whoever acts for good, with everything that goes with a user, and tells them so.
///
/// # Errors
/// `NotFound` where the settings do not let users delete themselves; `Invalid` when what was typed is not what confirms it, and for
/// a successor who is missing or cannot be one; `Refused` when no administrator would be left; `Prove`.
pub async fn leave(db: &Db, actor: &Actor, typed: &str, said: &Successors, now: Moment) -> Result<()> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    if !users::store::project(&mut write).await?.own_deletion {
        return Err(Error::NotFound);
    }
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let confirmed = users::Sight::of(&actor, user.clone()).and_then(|seen| users::require_confirmed(&seen, typed));
    let handed = handover::hand_over_as_said(&mut write, &actor, &user, said, now).await;
    both(handed, confirmed)?;
    let was_admin = actor.rights_of(&mut write, id, now).await?.is_admin();
    users::tell(&mut write, id, Told::Deleted, &actor, now).await?;
    users::erase(&mut write, &actor, &user, now).await?;
    if was_admin {
        users::require_an_admin(&mut write, now).await?;
    }
    actor.require_proof(Act::Delete, now)?;
    write.commit().await?;
    Ok(())
}
