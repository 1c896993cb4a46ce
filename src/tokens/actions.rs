//! Making tokens, giving one another secret, ending one, and letting one work again.

use uuid::Uuid;

use super::model::{Holder, MOST, Sight, TokenRow, require_deletes};
use super::store::{self, SecretRow};
use crate::access::{Actor, Limits, Rights};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::Token;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::mail::Told;
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{Act, Error, Result};

/// What somebody asks for.
pub struct NewToken {
    pub name: String,
    pub limits: Limits,
    pub expires_at: Option<Moment>,
}

/// A token whose secret is shown this once.
pub struct Made {
    pub name: String,
    pub token: Token,
}

/// The user whose tokens it is about: somebody whom whoever acts sees, or answers for.
async fn holder(write: &mut Write, actor: &Actor, id: Uuid, now: Moment) -> Result<Holder> {
    let user = users::store::find(write, id).await?.ok_or(Error::NotFound)?;
    let holder = Holder::of(&user, now);
    if !holder.is_owned_by(actor) {
        users::Sight::of(actor, user)?;
    }
    Ok(holder)
}

/// One of their tokens: as far as whoever acts sees it, and as it is.
async fn find(write: &mut Write, actor: &Actor, holder: &Holder, id: Uuid) -> Result<(Sight, TokenRow)> {
    let row = store::one_of(write, holder.id, id).await?.ok_or(Error::NotFound)?;
    Ok((holder.sight_of(actor, row.clone())?, row))
}

/// Makes a token for oneself, or for a service account.
///
/// # Errors
/// `NotFound`, `Lack`; `Invalid` for rights that its user does not have, for an end that has passed, for one too many; `Refused` for
/// another person, for who is not active, and where it would open what whoever acts may not; `Prove`.
pub async fn make(db: &Db, actor: &Actor, id: Uuid, new: NewToken, now: Moment) -> Result<Made> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let holder = holder(&mut write, &actor, id, now).await?;
    let scope = new.limits.to_stored();
    let row = TokenRow {
        id: Uuid::now_v7(),
        user_id: id,
        name: new.name,
        prefix: String::new(),
        scope,
        enabled: true,
        created_at: now,
        created_by: actor.id(),
        expires_at: new.expires_at,
        last_used_at: None,
        last_used_from: String::new(),
    };
    if !holder.is_owned_by(&actor) {
        actor.require(Action::Create, Collection::Tokens)?;
    }
    holder.require_creation(&actor, &row)?;
    holder.require_hand(&actor)?;
    let theirs = require_to_give(&mut write, &actor, &holder, new.limits, now).await?;
    if new.limits.pairs().any(|(on, action)| !theirs.may(action, on)) {
        return Err(Error::Invalid(vec![("right", Words::new("error-rights-not-had"))]));
    }
    if row.is_past(now) {
        return Err(Error::Invalid(vec![("until", Words::new("error-until-past"))]));
    }
    if store::number_of(&mut write, id).await? >= MOST {
        return Err(Error::Invalid(vec![("name", Words::new("error-too-many-tokens").with("max", MOST))]));
    }
    actor.require_proof(Act::Tokens, now)?;
    let token = Token::random();
    store::add(&mut write, &row, secret_row(&token)).await?;
    let event = event("token.create", &holder, &row).set("scope", &row.scope).set("expires_at", row.expires_at);
    audit::record(&mut write, &actor, event, now).await?;
    tell(&mut write, &actor, &holder, &row, now).await?;
    write.commit().await?;
    Ok(Made { name: row.name, token })
}

/// Gives a token another secret; the one before it ends. Where it had an end, it lasts as long again.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` as for making one, and while it is disabled; `Prove`.
pub async fn regenerate(db: &Db, actor: &Actor, user: Uuid, id: Uuid, now: Moment) -> Result<Made> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let holder = holder(&mut write, &actor, user, now).await?;
    let (seen, row) = find(&mut write, &actor, &holder, id).await?;
    seen.require_sets(&["expires_at"])?;
    holder.require_hand(&actor)?;
    if !row.enabled {
        return Err(Words::new("refused-token-disabled").into());
    }
    require_to_give(&mut write, &actor, &holder, row.limits(), now).await?;
    actor.require_proof(Act::Tokens, now)?;
    let token = Token::random();
    let ends = row.expires_at.map(|end| now + (end - row.created_at));
    store::renew(&mut write, id, secret_row(&token), ends, actor.id(), now).await?;
    let event = event("token.regenerate", &holder, &row).change("expires_at", row.expires_at, ends);
    audit::record(&mut write, &actor, event, now).await?;
    tell(&mut write, &actor, &holder, &row, now).await?;
    write.commit().await?;
    Ok(Made { name: row.name, token })
}

/// Ends a token for good. Returns what it was called.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` for a token of somebody who has more than whoever acts.
pub async fn revoke(db: &Db, actor: &Actor, user: Uuid, id: Uuid, now: Moment) -> Result<String> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let holder = holder(&mut write, &actor, user, now).await?;
    let (seen, row) = find(&mut write, &actor, &holder, id).await?;
    require_deletes(&seen)?;
    require_to_manage(&mut write, &actor, &holder, now).await?;
    store::delete(&mut write, id).await?;
    audit::record(&mut write, &actor, event("token.revoke", &holder, &row), now).await?;
    write.commit().await?;
    Ok(seen.name.clone())
}

/// Lets a token work again that was disabled when its user stopped being active. Returns what it is called.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` while its user is not active, or has more than whoever acts; `Prove`.
pub async fn enable(db: &Db, actor: &Actor, user: Uuid, id: Uuid, now: Moment) -> Result<String> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let holder = holder(&mut write, &actor, user, now).await?;
    let (seen, row) = find(&mut write, &actor, &holder, id).await?;
    seen.require_sets(&["enabled"])?;
    holder.require_active()?;
    if holder.is_service {
        require_to_give(&mut write, &actor, &holder, row.limits(), now).await?;
    } else {
        require_to_manage(&mut write, &actor, &holder, now).await?;
    }
    if !row.enabled {
        actor.require_proof(Act::Tokens, now)?;
        store::enable(&mut write, id).await?;
        audit::record(&mut write, &actor, event("token.enable", &holder, &row).change("enabled", false, true), now).await?;
        tell(&mut write, &actor, &holder, &row, now).await?;
        write.commit().await?;
    }
    Ok(seen.name.clone())
}

/// Tells whose token it is that it can act for them; of a service account whoever answers for it, unless they did it themselves.
async fn tell(write: &mut Write, actor: &Actor, holder: &Holder, row: &TokenRow, now: Moment) -> Result<()> {
    match holder.owner {
        Some(owner) if holder.is_service && !actor.is(owner) => {
            let told = Told::TokenMade { name: format!("{}: {}", holder.name, row.name) };
            users::tell(write, owner, told, actor, now).await
        }
        _ => users::tell(write, holder.id, Told::TokenMade { name: row.name.clone() }, actor, now).await,
    }
}

fn secret_row(token: &Token) -> SecretRow {
    SecretRow { prefix: token.prefix().to_owned(), hash: token.hash() }
}

/// What happened to a token stands with its user.
fn event(action: &'static str, holder: &Holder, row: &TokenRow) -> Event {
    Event::new(action, Subject::user(holder.id, &holder.name)).set("token", &row.name)
}

async fn require_to_manage(write: &mut Write, actor: &Actor, holder: &Holder, now: Moment) -> Result<()> {
    if holder.is_owned_by(actor) { Ok(()) } else { users::require_to_manage(write, actor, holder.id, now).await }
}

/// Asks whether a token of these limits opens nothing that whoever acts may not. Returns what is left of its user's rights.
async fn require_to_give(write: &mut Write, actor: &Actor, holder: &Holder, limits: Limits, now: Moment) -> Result<Rights> {
    let theirs = actor.rights_of(write, holder.id, now).await?.limited_to(limits);
    if !actor.is(holder.id) {
        actor.require_to_give(&Rights::none(), &theirs)?;
    }
    Ok(theirs)
}
