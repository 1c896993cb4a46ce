//! Changing the status or the role of many: each is judged as one alone would be, and what stands is written by few statements.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::actions::require_to_become;
use super::model::{Status, User};
use super::moving::{move_all, tell_moved};
use super::record::{Sight, require_no_more};
use super::role::{require_role_of, role_event};
use super::{notices, store};
use crate::access::{self, Actor, AdminsLeft, Holdings, RoleName};
use crate::audit::{self, Event};
use crate::clock::Moment;
use crate::db::{Ask, Write};
use crate::i18n::Words;
use crate::mail::Told;
use crate::rules::Collection;
use crate::web::{Error, Result, short_key};

/// What is wanted of one of many.
pub struct Wish<F, T> {
    pub id: Uuid,
    /// What it must be, where the change only makes sense from there.
    pub from: Option<F>,
    pub to: T,
}

/// What became of one of many.
pub struct Fate {
    /// What whoever acts calls them.
    pub name: String,
    /// What it was and is now, or why it is as it was.
    pub outcome: std::result::Result<[Value; 2], Words>,
}

impl Fate {
    /// Somebody with whom nothing happened, since the rules say so.
    ///
    /// # Errors
    /// What is no rule's answer.
    pub fn left(id: Uuid, user: Option<&Sight>, error: Error) -> Result<Self> {
        let words = match error {
            Error::Refused(words) => words,
            Error::Invalid(problems) => problems.into_iter().next().map_or_else(|| Words::new("problem-invalid"), |(_, words)| words),
            Error::Lack(_) => Words::new("not-yours-to-change"),
            Error::NotFound => Words::new("item-not-there"),
            error => return Err(error),
        };
        Ok(Self { name: user.map_or_else(|| short_key(id), |user| user.name()), outcome: Err(words) })
    }

    #[must_use]
    pub fn done(user: &Sight, from: Value, to: Value) -> Self {
        Self { name: user.name(), outcome: Ok([from, to]) }
    }
}

/// Refuses what has become something else since, and what is so already.
///
/// # Errors
/// `Refused`.
pub fn require_from<T: PartialEq>(now: &T, from: Option<&T>, to: &T) -> Result<()> {
    if from.is_some_and(|from| from != now) {
        return Err(Words::new("item-changed-since").into());
    }
    if now == to { Err(Words::new("item-already").into()) } else { Ok(()) }
}

/// Those who passed, each with what is to be written, and the fate of everybody.
type Judged<T> = (Vec<(User, T)>, Vec<Fate>);

/// Those of many who are there, each to be taken once.
pub struct Crowd {
    users: HashMap<Uuid, User>,
}

impl Crowd {
    /// # Errors
    /// When the database is away.
    pub async fn of(db: impl Ask, ids: &[Uuid]) -> Result<Self> {
        let users = store::find_all(db, ids.iter().copied().map(store::Key::Id)).await?;
        Ok(Self { users: users.into_iter().map(|user| (user.id, user)).collect() })
    }

    /// Asks the rules about each in turn, who say what is to be written and what it was and will be. Returns those who passed, and
    /// the fate of everybody in their order.
    ///
    /// # Errors
    /// What is no rule's answer.
    pub fn judge<W, T>(
        mut self,
        actor: &Actor,
        wishes: &[W],
        id_of: impl Fn(&W) -> Uuid,
        mut judge: impl FnMut(&User, &Sight, &W) -> Result<(T, [Value; 2])>,
    ) -> Result<Judged<T>> {
        let (mut passed, mut fates) = (Vec::new(), Vec::with_capacity(wishes.len()));
        for wish in wishes {
            let id = id_of(wish);
            fates.push(match self.take(actor, id) {
                Err(error) => Fate::left(id, None, error)?,
                Ok((user, seen)) => match judge(&user, &seen, wish) {
                    Ok((outcome, [from, to])) => {
                        passed.push((user, outcome));
                        Fate::done(&seen, from, to)
                    }
                    Err(error) => Fate::left(id, Some(&seen), error)?,
                },
            });
        }
        Ok((passed, fates))
    }

    /// The next of them, as they are and as whoever acts sees them: `NotFound`, the same for those who are not there and those who
    /// may not be seen.
    fn take(&mut self, actor: &Actor, id: Uuid) -> Result<(User, Sight)> {
        let user = self.users.remove(&id).ok_or(Error::NotFound)?;
        let seen = Sight::of(actor, user.clone())?;
        Ok((user, seen))
    }
}

/// Changes the status of many; without one, those who are archived go back to what they were.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn change_status_of_all(
    write: &mut Write,
    actor: &Actor,
    wishes: &[Wish<Status, Option<Status>>],
    reason: &str,
    now: Moment,
) -> Result<Vec<Fate>> {
    let ids: Vec<Uuid> = wishes.iter().map(|wish| wish.id).collect();
    let crowd = Crowd::of(&mut *write, &ids).await?;
    let holdings = Holdings::of(&mut *write, if actor.is_admin() { &[] } else { &ids }, &actor.rights.catalogue, now).await?;
    let mut admins = AdminsLeft::when_go(&mut *write, ids.len(), now).await?;
    let judge = |user: &User, seen: &Sight, wish: &Wish<Status, Option<Status>>| {
        let to = judge_status(actor, user, seen, wish, &holdings, now)?;
        if user.status == Status::Active && to != Status::Active {
            admins.require_another(user.id)?;
        }
        Ok((to, [json!(user.status.name()), json!(to.name())]))
    };
    let (moves, fates) = crowd.judge(actor, wishes, |wish| wish.id, judge)?;
    if !moves.is_empty() {
        move_all(write, actor, &moves, reason, now).await?;
        tell_moved(write, actor, moves, now).await?;
    }
    Ok(fates)
}

fn judge_status(
    actor: &Actor,
    user: &User,
    seen: &Sight,
    wish: &Wish<Status, Option<Status>>,
    holdings: &Holdings,
    now: Moment,
) -> Result<Status> {
    seen.require_changes(&["status"])?;
    let to = match wish.to {
        Some(to) => to,
        None if user.status == Status::Archived => user.restored_status(),
        None => return Err(Words::new("item-not-archived").into()),
    };
    require_from(&user.status, wish.from.as_ref(), &to)?;
    require_to_become(actor, user, to, now)?;
    if !actor.is_admin() && !actor.is(user.id) {
        require_no_more(actor, user, &holdings.rights(user.id))?;
    }
    Ok(to)
}

/// Gives many another role of their own, or none.
///
/// # Errors
/// When the database refuses or is away; what the rules refuse is a fate.
pub async fn change_role_of_all(
    write: &mut Write,
    actor: &Actor,
    wishes: &[Wish<Option<Uuid>, Option<Uuid>>],
    now: Moment,
) -> Result<Vec<Fate>> {
    let ids: Vec<Uuid> = wishes.iter().map(|wish| wish.id).collect();
    let crowd = Crowd::of(&mut *write, &ids).await?;
    let holdings = Holdings::of(&mut *write, &ids, &actor.rights.catalogue, now).await?;
    let mut admins = AdminsLeft::when_go(&mut *write, ids.len(), now).await?;
    let roles = access::roles(&mut *write).await?;
    let mut ending = Vec::new();
    let judge = |user: &User, seen: &Sight, wish: &Wish<Option<Uuid>, Option<Uuid>>| {
        let (role, loses, stays) = judge_role(actor, user, seen, wish, (&holdings, &roles))?;
        if !stays {
            admins.require_another(user.id)?;
        }
        ending.extend(loses.then_some(user.id));
        Ok((role, [json!(user.role_id), json!(wish.to)]))
    };
    let (given, fates) = crowd.judge(actor, wishes, |wish| wish.id, judge)?;
    if !given.is_empty() {
        give(write, actor, given, &ending, now).await?;
    }
    Ok(fates)
}

/// The role they get, whether they lose rights by it, and whether they stay an administrator where they are one.
fn judge_role<'a>(
    actor: &Actor,
    user: &User,
    seen: &Sight,
    wish: &Wish<Option<Uuid>, Option<Uuid>>,
    (holdings, roles): (&Holdings, &'a [RoleName]),
) -> Result<(Option<&'a RoleName>, bool, bool)> {
    seen.require_changes(&["role"])?;
    actor.require_change(Collection::Users, user, &User { role_id: wish.to, ..user.clone() }, &["role"])?;
    require_from(&user.role_id, wish.from.as_ref(), &wish.to)?;
    let giveable = |id| roles.iter().find(|role| role.id == id && role.can_be_given());
    let role = match wish.to {
        Some(id) => Some(giveable(id).ok_or_else(super::role::unknown)?),
        None => None,
    };
    let (before, after) = (holdings.rights(user.id), holdings.with_role(user.id, wish.to, user.expires_at));
    require_role_of(actor, user, &before)?;
    actor.require_to_give(&before, &after)?;
    Ok((role, before.beyond(&[&after]).is_some(), after.is_lasting_admin()))
}

async fn give(write: &mut Write, actor: &Actor, given: Vec<(User, Option<&RoleName>)>, ending: &[Uuid], now: Moment) -> Result<()> {
    let mut alike: HashMap<Option<Uuid>, Vec<Uuid>> = HashMap::new();
    for (user, role) in &given {
        alike.entry(role.map(|role| role.id)).or_default().push(user.id);
    }
    for (role, ids) in alike {
        store::save_roles(write, &ids, role, actor.id(), now).await?;
    }
    if !ending.is_empty() {
        access::end_sessions_of(write, ending).await?;
    }
    let events: Vec<Event> = given.iter().map(|(user, role)| role_event(user, *role)).collect();
    audit::record_all(write, actor, events, now).await?;
    let told = |role: Option<&RoleName>| Told::RoleChanged { role: role.map(|role| role.name.clone()) };
    let told: Vec<(User, Told)> = given.into_iter().map(|(user, role)| (user, told(role))).collect();
    notices::tell_all(write, told, actor, now).await
}
