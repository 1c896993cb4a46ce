//! Writing a status, of one user or of many at once, and ending with it what must not outlive it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::{Status, User};
use super::store::{self, StatusChange};
use super::tokens::disabled;
use super::{Step, notices};
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::links;
use crate::mail::{self, Told};
use crate::web::Result;

/// Somebody as they are, and the status they get.
pub(super) type Move = (User, Status);

/// Writes the status of one. See `move_all`.
pub(super) async fn move_to(write: &mut Write, actor: &Actor, user: &User, to: Status, reason: &str, now: Moment) -> Result<()> {
    move_all(write, actor, &[(user.clone(), to)], reason, now).await
}

/// Writes statuses that the rules allow, and ends with them what must not outlive them: the same few statements for one and for
/// many. An event for each, in their order.
pub(super) async fn move_all(write: &mut Write, actor: &Actor, moves: &[Move], reason: &str, now: Moment) -> Result<()> {
    let ids = |which: &dyn Fn(Status, Status) -> bool| -> Vec<Uuid> {
        moves.iter().filter(|(user, to)| which(user.status, *to)).map(|(user, _)| user.id).collect()
    };
    let mut alike: BTreeMap<(Status, Option<Status>), Vec<Uuid>> = BTreeMap::new();
    for (user, to) in moves {
        alike.entry((*to, (*to == Status::Archived).then_some(user.status))).or_default().push(user.id);
    }
    for ((to, before), ids) in alike {
        store::save_statuses(write, &ids, StatusChange { to, before, reason, by: actor.id(), now }).await?;
    }
    let out = ids(&|_, to| to != Status::Active);
    let mut tokens = Vec::new();
    if !out.is_empty() {
        access::end_sessions_of(write, &out).await?;
        if mail::void_all(write, &out, mail::Kind::EndWarning).await? > 0 {
            store::unwarned(write, &out).await?;
        }
        tokens = store::refuse_tokens_of(write, &out).await?;
    }
    let left = ids(&|from, _| matches!(from, Status::Invited | Status::Active));
    if !left.is_empty() {
        links::cancel_all_of(write, &left, now).await?;
        mail::void_all(write, &left, mail::Kind::Invitation).await?;
        store::cancel_invitations(write, &left, now).await?;
    }
    // Only an invitation that is withdrawn can be taken up again as it was.
    let buried = ids(&|from, to| (from, to) != (Status::Invited, Status::Draft));
    if !buried.is_empty() {
        links::bury(write, &buried).await?;
    }
    let events: Vec<Event> = moves
        .iter()
        .flat_map(|(user, to)| {
            let names: Vec<String> = tokens.iter().filter(|token| token.user_id == user.id).map(|token| token.name.clone()).collect();
            let refused = (!names.is_empty()).then(|| disabled(user.id, user.name(), &names));
            let moved = Event::new(Step::of(user.status, *to).action(), Subject::user(user.id, user.name())).because(reason).change(
                "status",
                user.status.name(),
                to.name(),
            );
            refused.into_iter().chain([moved])
        })
        .collect();
    audit::record_all(write, actor, events, now).await?;
    Ok(())
}

/// Tells those who had access, or have it again, that it is so.
pub(super) async fn tell_moved(write: &mut Write, actor: &Actor, moves: Vec<Move>, now: Moment) -> Result<()> {
    let told = moves.into_iter().filter_map(|(user, to)| {
        let told = match (user.status, to) {
            (Status::Active, Status::Suspended) => Told::Suspended,
            (Status::Active, Status::Archived) => Told::Archived,
            (Status::Suspended | Status::Archived, Status::Active) => Told::Activated,
            _ => return None,
        };
        Some((User { status: to, ..user }, told))
    });
    notices::tell_all(write, told.collect(), actor, now).await
}
