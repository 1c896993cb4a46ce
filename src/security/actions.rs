//! Ending sessions: one's own, and those of others.

use uuid::Uuid;

use crate::access::{self, Actor, SessionRow};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Db};
use crate::rules::{Action, Collection};
use crate::users::{self, User};
use crate::web::{Act, Device, Error, Lack, Result};

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
    if let (Which::One(_), []) = (which, ending.as_slice()) {
        return Err(Error::NotFound);
    }
    if !ending.iter().all(|session| may_end(&actor, session)) {
        return Err(Error::Lack(Lack::of(Action::Delete, Collection::Sessions)));
    }
    users::require_to_manage(&mut write, &actor, id, now).await?;
    actor.require_proof(Act::Sessions, now)?;
    for session in &ending {
        access::end_session(&mut write, session.id).await?;
        let Device { browser, system, .. } = Device::of(&session.agent);
        let event = Event::new("session.end", Subject::user(id, user.name())).change("device", format!("{browser} {system}").trim(), "");
        audit::record(&mut write, &actor, event, now).await?;
    }
    write.commit().await?;
    Ok((user, ending.len()))
}
