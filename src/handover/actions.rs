//! Handing over what users answer for, and deleting them: one transaction, in which nothing is left without a word about it.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Heirs, Kind, Successor, Successors};
use super::owned::kinds_of;
use crate::access::{Actor, Holdings};
use crate::clock::Moment;
use crate::db::{Ask, Db, Write};
use crate::i18n::Words;
use crate::users::{self, Crowd, Email, Fate, Sight, User};
use crate::web::{Act, Error, Problems, Result, both};
use crate::{groups, invitations, items, views};

/// Finds who takes over each of these kinds of `leaving`, as it was said.
///
/// # Errors
/// `Invalid` with each kind of which nothing was said, and each address that is nobody's who can take over.
pub async fn decide(
    mut db: impl Ask,
    actor: &Actor,
    said: &Successors,
    kinds: &[Kind],
    leaving: Option<Uuid>,
    now: Moment,
) -> Result<Heirs> {
    let (mut heirs, mut problems) = (Heirs::new(), Problems::new());
    for kind in kinds {
        let (field, email): (_, &Email) = match (said.of.get(kind), &said.everything) {
            (Some(Successor::Nobody), _) => {
                heirs.insert(*kind, None);
                continue;
            }
            (Some(Successor::Of(email)), _) => (kind.to(), email),
            (None, Some(email)) => ("everything_to", email),
            (None, None) => {
                problems.push((kind.field(), kind.unsaid()));
                continue;
            }
        };
        match users::find_successor(&mut db, actor, email, leaving, field, now).await {
            Ok(user) => drop(heirs.insert(*kind, Some(user.id))),
            Err(Error::Invalid(wrong)) if problems.iter().any(|(known, _)| *known == wrong[0].0) => {}
            Err(Error::Invalid(wrong)) => problems.extend(wrong),
            Err(error) => return Err(error),
        }
    }
    if problems.is_empty() { Ok(heirs) } else { Err(Error::Invalid(problems)) }
}

/// Hands over everything that a user answers for, or releases it, as was decided.
///
/// # Errors
/// `Invalid` with each kind that was not decided about, or that may not go to whom it was to: nothing is to be committed then.
async fn hand_over(write: &mut Write, actor: &Actor, from: &User, heirs: &Heirs, now: Moment) -> Result<()> {
    let mut problems = Problems::new();
    for kind in kinds_of(&mut *write, from.id).await? {
        let to = match heirs.get(&kind) {
            None => {
                problems.push((kind.field(), kind.unsaid()));
                continue;
            }
            Some(None) => None,
            Some(Some(id)) => {
                let to = users::store::find(&mut *write, *id).await?.filter(|to| users::can_take_over(to, now) && to.id != from.id);
                if to.is_none() {
                    problems.push((kind.to(), Words::new("error-successor")));
                    continue;
                }
                to
            }
        };
        let to = to.as_ref();
        let is_fine = match kind {
            Kind::Groups => groups::hand_over(write, actor, from, to, now).await?,
            Kind::Services => users::hand_over_services(write, actor, from, to, now).await?,
            Kind::Invitations => invitations::hand_over(write, actor, from, to, now).await?,
            Kind::Items => items::hand_over(write, actor, from, to, now).await?,
            Kind::Views => {
                if let Some(to) = to {
                    views::hand_over(write, actor, (from.id, &from.name()), (to.id, &to.name()), users::name_key, now).await?
                } else {
                    views::release(write, actor, from.id, now).await?;
                    true
                }
            }
        };
        match to {
            _ if is_fine => {}
            Some(_) => problems.push((kind.to(), Words::new("error-successor-grows"))),
            None => problems.push((kind.field(), Words::new("error-release-more"))),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Hands over everything that a user answers for, or releases it, as whoever acts says of it, once it is confirmed and they have
/// proved who they are: what takes long comes last.
///
/// # Errors
/// `Invalid` with each kind of which nothing was said, each that cannot go, or may not, to whom it was to, and with what is wrong
/// with the confirmation; `Prove`.
pub async fn hand_over_as_said(
    write: &mut Write,
    actor: &Actor,
    from: &User,
    said: &Successors,
    confirmed: Result<()>,
    now: Moment,
) -> Result<()> {
    let kinds = kinds_of(&mut *write, from.id).await?;
    let heirs = decide(&mut *write, actor, said, &kinds, Some(from.id), now).await;
    let (heirs, ()) = both(heirs, confirmed)?;
    actor.require_proof(Act::Delete, now)?;
    hand_over(write, actor, from, &heirs, now).await
}

/// Deletes an archived user or a draft for good, and every trace of theirs, once what they answer for is somebody else's, or nobody's
/// by a word about it. Returns the user as whoever acts saw them.
///
/// # Errors
/// `Lack`, `NotFound`, `Prove`; `Refused` when not archived or oneself; `Invalid` when what was typed is not what confirms it, and
/// for who takes over.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, typed: &str, said: &Successors, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    users::require_deletable(&actor, &user)?;
    users::require_to_manage(&mut write, &actor, id, now).await?;
    let seen = Sight::of(&actor, user.clone())?;
    hand_over_as_said(&mut write, &actor, &user, said, users::require_confirmed(&seen, typed), now).await?;
    users::erase(&mut write, &actor, &user, now).await?;
    write.commit().await?;
    Ok(seen)
}

/// Deletes many: each is judged as one alone would be, and keeps everything where the rules say so. Whose status is another one than
/// when it was asked for, at `asked_at`, is somebody else than was asked about.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn delete_all(write: &mut Write, actor: &Actor, ids: &[Uuid], heirs: &Heirs, asked_at: Moment, now: Moment) -> Result<Vec<Fate>> {
    let crowd = Crowd::of(&mut *write, ids).await?;
    let holdings = Holdings::of(&mut *write, if actor.is_admin() { &[] } else { ids }, &actor.rights.catalogue, now).await?;
    let judge = |user: &User, _: &Sight, _: &Uuid| {
        users::require_deletable(actor, user)?;
        users::require_no_more(actor, user, &holdings.rights(user.id))?;
        if user.status_since > asked_at {
            return Err(Words::new("item-changed-since").into());
        }
        Ok(((), [json!(user.status.name()), Value::Null]))
    };
    let (passed, mut fates) = crowd.judge(actor, ids, |id| *id, judge)?;
    let mut kept = HashMap::new();
    for (user, ()) in passed {
        let mark = write.mark().await?;
        match hand_over(write, actor, &user, heirs, now).await {
            Ok(()) => {
                users::erase(write, actor, &user, now).await?;
                write.keep(mark).await?;
            }
            Err(error) => {
                write.undo(mark).await?;
                kept.insert(user.id, Fate::left(user.id, None, error)?.outcome);
            }
        }
    }
    for (id, fate) in ids.iter().zip(&mut fates) {
        if let Some(outcome) = kept.remove(id) {
            fate.outcome = outcome;
        }
    }
    Ok(fates)
}
