//! Ending sessions: one's own, and those of others.

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use crate::access::{self, Actor, Holders, Holdings, SessionRow};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::{self, Crowd, Fate, User};
use crate::web::{Act, Device, Error, Lack, Result};

/// Users whose sessions end in one transaction.
const BATCH: i64 = 200;

/// Which sessions end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    One(Uuid),
    /// All but the one that asks.
    Others,
}

/// The open sessions of a user that whoever acts may see: one's own are always open to oneself.
///
/// # Errors
/// When the database is away.
pub async fn sessions(db: impl Ask, actor: &Actor, user: Uuid, now: Moment) -> Result<Vec<SessionRow>> {
    let mut sessions = access::sessions_of(db, user, now).await?;
    sessions.retain(|session| actor.is(user) || actor.sight_of(Collection::Sessions, session).is_ok());
    Ok(sessions)
}

/// Whether whoever acts may end that session.
pub fn may_end(actor: &Actor, session: &SessionRow) -> bool {
    actor.is(session.user_id) || actor.rights.on(Action::Delete, Collection::Sessions, session).is_some()
}

/// Ends sessions of a user. The next request of each lands on sign-in, on every node. Returns whose and how many.
///
/// # Errors
/// `NotFound` for a session that is over or may not be seen; `Lack`; `Prove`; `Refused` for somebody who has more than whoever acts.
pub async fn end(db: &Db, actor: &Actor, id: Uuid, which: Which, now: Moment) -> Result<(User, usize)> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    if !actor.is(id) {
        actor.sight_of(Collection::Users, &user)?;
    }
    let mut ending = sessions(&mut write, &actor, id, now).await?;
    ending.retain(|session| match which {
        Which::One(wanted) => session.id == wanted,
        Which::Others => Some(session.id) != actor.session(),
    });
    if ending.is_empty() {
        return if which == Which::Others { Ok((user, 0)) } else { Err(Error::NotFound) };
    }
    if !ending.iter().all(|session| may_end(&actor, session)) {
        return Err(Error::Lack(Lack::of(Action::Delete, Collection::Sessions)));
    }
    users::require_to_manage(&mut write, &actor, id, now).await?;
    for session in &ending {
        access::end_session(&mut write, session.id).await?;
        let Device { browser, system, .. } = Device::of(&session.agent);
        let event = Event::new("session.end", Subject::user(id, user.name())).change("device", format!("{browser} {system}").trim(), "");
        audit::record(&mut write, &actor, event, now).await?;
    }
    actor.require_proof(Act::Sessions, now)?;
    write.commit().await?;
    Ok((user, ending.len()))
}

/// Of the next users who are signed in, those whose sessions whoever acts may end: all of them, but for the session that asks.
pub struct Endable {
    pub users: Vec<(User, Vec<SessionRow>)>,
    /// After whom to go on, if there may be more.
    pub next: Option<Uuid>,
}

impl Endable {
    /// How many sessions these are.
    #[must_use]
    pub fn sessions(&self) -> usize {
        self.users.iter().map(|(_, sessions)| sessions.len()).sum()
    }
}

/// The next of a role or a group, by their ids after that one.
///
/// # Errors
/// When the database is away.
pub async fn endable(mut db: impl Ask, actor: &Actor, holders: Holders, after: Uuid, now: Moment) -> Result<Endable> {
    let ids = access::signed_in(&mut db, holders, after, BATCH, now).await?;
    let mut users = Vec::new();
    for id in &ids {
        let user = users::store::find(&mut db, *id).await?.ok_or(Error::NotFound)?;
        // Who is not seen with where their roles come from is not told to be among them.
        let is_seen =
            users::Sight::of(actor, user.clone()).is_ok_and(|user| ["role", "groups", "grants"].iter().all(|way| user.shows(way)));
        let mut sessions = access::sessions_of(&mut db, *id, now).await?;
        sessions.retain(|session| may_end(actor, session) && Some(session.id) != actor.session());
        if is_seen && !sessions.is_empty() && users::require_to_manage(&mut db, actor, *id, now).await.is_ok() {
            users.push((user, sessions));
        }
    }
    let is_full = i64::try_from(ids.len()).is_ok_and(|found| found == BATCH);
    Ok(Endable { users, next: ids.last().copied().filter(|_| is_full) })
}

/// Ends the sessions of everyone who has a role or is in a group, as far as whoever acts may: each user is asked about. Some at a
/// time, so that nobody else waits long to write. Returns how many sessions that were.
///
/// # Errors
/// `Lack`; `Prove`; when the database refuses or is away.
pub async fn end_many(db: &Db, actor: &Actor, holders: Holders, now: Moment) -> Result<usize> {
    let (mut ended, mut next) = (0, Some(Uuid::nil()));
    while let Some(after) = next {
        let (mut write, actor) = actor.begin(db, now).await?;
        actor.require(Action::Delete, Collection::Sessions)?;
        let ending = endable(&mut write, &actor, holders, after, now).await?;
        next = ending.next;
        if ending.users.is_empty() {
            continue;
        }
        actor.require_proof(Act::Sessions, now)?;
        let mut events = Vec::new();
        for (user, sessions) in &ending.users {
            for session in sessions {
                access::end_session(&mut write, session.id).await?;
            }
            let event = Event::new("session.end", Subject::user(user.id, user.name()));
            events.push(event.change("sessions", sessions.len(), 0));
        }
        audit::record_all(&mut write, &actor, events, now).await?;
        write.commit().await?;
        ended += ending.sessions();
    }
    Ok(ended)
}

/// Ends the sessions of these users, as far as whoever acts may: each is asked about. One's own are ended where one sees which they
/// are.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn end_of_all(write: &mut Write, actor: &Actor, ids: &[Uuid], now: Moment) -> Result<Vec<Fate>> {
    let crowd = Crowd::of(&mut *write, ids).await?;
    let holdings = Holdings::of(&mut *write, ids, &actor.rights.catalogue, now).await?;
    let mut open: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for id in ids {
        let sessions = access::sessions_of(&mut *write, *id, now).await?;
        open.insert(*id, sessions.iter().filter(|session| may_end(actor, session)).map(|session| session.id).collect());
    }
    let judge = |user: &User, _: &users::Sight, id: &Uuid| {
        let n = match open.get(id).map_or(0, Vec::len) {
            _ if actor.is(*id) => return Err(Words::new("item-own-sessions").into()),
            0 => return Err(Words::new("item-no-sessions").into()),
            n => n,
        };
        users::require_no_more(actor, user, &holdings.rights(*id))?;
        Ok((n, [json!(n), json!(0)]))
    };
    let (ended, fates) = crowd.judge(actor, ids, |id| *id, judge)?;
    for (user, _) in &ended {
        for session in open.remove(&user.id).unwrap_or_default() {
            access::end_session(write, session).await?;
        }
    }
    let event = |(user, n): &(User, usize)| Event::new("session.end", Subject::user(user.id, user.name())).change("sessions", *n, 0);
    audit::record_all(write, actor, ended.iter().map(event).collect::<Vec<_>>(), now).await?;
    Ok(fates)
}
