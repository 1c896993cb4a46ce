//! Inviting many: everyone on a list who can be, in one transaction.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use uuid::Uuid;

use super::addresses::Entry;
use super::offer::{Offering, Sent, offer, require_offer_to};
use super::outcome::{Line, Outcome, check};
use super::store;
use super::terms::Terms;
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::groups;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::{self, NewUser, Wish};
use crate::web::{App, Error, Result};

/// Addresses in one form, and invitations in a day.
pub const MOST_AT_ONCE: usize = 1_000;
const MOST_A_DAY: i64 = 5_000;

/// What became of a form.
pub struct Outbound {
    pub lines: Vec<(Line, Option<Sent>)>,
    /// The form had been sent before: nothing went out now.
    pub is_repeat: bool,
}

/// Invites everyone who can be, in one transaction: users, memberships, invitations, links, mails and events, or none of them. A
/// form whose key was seen before sends nothing.
///
/// # Errors
/// `Lack`; `Invalid` for a role or a group that cannot be given or too many; `Refused` when the day's number is reached.
pub async fn send(app: &App, actor: &Actor, form_key: Uuid, entries: Vec<Entry>, terms: &Terms) -> Result<Outbound> {
    actor.require(Action::Create, Collection::Invitations)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let is_new = store::claim_form(&mut write, form_key, now).await? == 1;
    let mut lines = check(&mut write, &actor, entries, terms, now).await?;
    if !is_new {
        for line in &mut lines {
            if let Outcome::Again(id, _) = line.outcome {
                line.outcome = Outcome::TooSoon(id);
            }
        }
        return Ok(Outbound { lines: lines.into_iter().map(|line| (line, None)).collect(), is_repeat: true });
    }
    let going: Vec<&Line> = lines.iter().filter(|line| line.outcome.sends()).collect();
    require_room(&mut write, going.len(), now).await?;
    let offerings = offerings(&mut write, &actor, &going, now).await?;
    let settings = store::settings(&mut write).await?;
    let mut sent = offer(&mut write, app, &actor, &settings, &offerings, true, now).await?.into_iter();
    join(&mut write, &actor, &going, &offerings, now).await?;
    end(&mut write, &actor, &going, &offerings, now).await?;
    for line in &going {
        match line.outcome {
            // They keep the rights they have, whatever the form offers.
            Outcome::Again(id, _) | Outcome::Draft(id) => actor.require_proof_to_let_in(&mut write, id, now).await?,
            _ => actor.require_proof_to_give(line.terms.role, now)?,
        }
    }
    drop(offerings);
    write.commit().await?;
    let lines = lines.into_iter().map(|line| {
        let sent = if line.outcome.sends() { sent.next() } else { None };
        (line, sent)
    });
    Ok(Outbound { lines: lines.collect(), is_repeat: false })
}

/// Asks whether so many more may be sent today.
///
/// # Errors
/// `Refused`; when the database is away.
pub(super) async fn require_room(write: &mut Write, more: usize, now: Moment) -> Result<()> {
    let left = MOST_A_DAY - store::sent_since(write, now - TimeDelta::days(1)).await?;
    if i64::try_from(more).is_ok_and(|more| more <= left.max(0)) {
        return Ok(());
    }
    Err(Words::new("refused-invitations-today").with("n", MOST_A_DAY).into())
}

/// Whom the offers are made to, in the order of the list: those who are there, and those who are added now.
async fn offerings<'a>(write: &mut Write, actor: &Actor, going: &[&'a Line], now: Moment) -> Result<Vec<Offering<'a>>> {
    let new: Vec<NewUser> = going.iter().filter_map(|line| new_user(line)).collect();
    let mut added = users::invite_all(write, actor, &new, now).await?.into_iter().zip(&new);
    let mut offerings = Vec::with_capacity(going.len());
    for line in going {
        offerings.push(match line.outcome {
            Outcome::Again(id, _) | Outcome::Draft(id) => {
                let user = users::store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
                require_offer_to(write, actor, &user, &line.terms, now).await?;
                if user.is_past_end(now) && line.terms.until.is_none() {
                    return Err(Error::Invalid(vec![("until", Words::new("error-end-passed").with("email", line.entry.shown()))]));
                }
                Offering::known(&user, matches!(line.outcome, Outcome::Again(..)), &line.terms)
            }
            _ => {
                let (id, user) = added.next().ok_or(Error::NotFound)?;
                if !actor.is_admin() {
                    let user = users::store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
                    require_offer_to(write, actor, &user, &line.terms, now).await?;
                }
                Offering::new(id, user, line.role.clone(), &line.terms)
            }
        });
    }
    Ok(offerings)
}

fn new_user(line: &Line) -> Option<NewUser> {
    let email = line.entry.email.as_ref().ok().filter(|_| line.outcome == Outcome::Invite)?.clone();
    let (first_name, last_name) = line.entry.names();
    Some(NewUser { email, first_name, last_name, role: line.terms.role, temporary_password: None })
}

/// Takes them into the groups that go with their offers.
async fn join(write: &mut Write, actor: &Actor, going: &[&Line], offerings: &[Offering<'_>], now: Moment) -> Result<()> {
    let mut members: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (line, to) in going.iter().zip(offerings) {
        for group in &line.terms.groups {
            members.entry(*group).or_default().push(to.id);
        }
    }
    for (group, users) in members {
        groups::take_in(write, actor, group, &users, now).await.map_err(|error| match error {
            // What keeps them out of a group stands beside the groups, and the list stays.
            Error::Refused(words) => Error::Invalid(vec![("groups", words)]),
            Error::Lack(_) | Error::NotFound | Error::Invalid(_) => Error::Invalid(vec![("groups", Words::new("error-group-unknown"))]),
            error => error,
        })?;
    }
    Ok(())
}

/// Gives them the end dates that go with their offers, as if by hand.
async fn end(write: &mut Write, actor: &Actor, going: &[&Line], offerings: &[Offering<'_>], now: Moment) -> Result<()> {
    let until = going.iter().zip(offerings).filter_map(|(line, to)| Some((to.id, line.terms.until?)));
    let wishes: Vec<_> = until.map(|(id, end)| Wish { id, from: None, to: Some(end) }).collect();
    if wishes.is_empty() {
        return Ok(());
    }
    for fate in users::change_end_of_all(write, actor, &wishes, now).await? {
        match fate.outcome {
            Err(words) if words.key != "item-already" => return Err(Error::Invalid(vec![("until", words)])),
            _ => {}
        }
    }
    Ok(())
}

/// Whether a form of that key was sent before.
///
/// # Errors
/// When the database is away.
pub async fn was_sent(db: &Db, form_key: Uuid) -> Result<bool> {
    Ok(store::knows_form(db, form_key).await?)
}
