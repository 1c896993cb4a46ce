//! Asking for an act on many: permission, proof, and a job; few are done at once.

use serde_json::json;
use uuid::Uuid;

use super::model::{Act, Order};
use super::work::Bulk;
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::groups;
use crate::handover::{self, Successors, Whom};
use crate::i18n::Words;
use crate::jobs::{self, Bell, Job, MOST_AT_ONCE, NewItem, NewJob};
use crate::rules::{Action, Collection};
use crate::users::{Matching, Picks, Status, store};
use crate::web::{self, App, Error, Lack, Result};

/// Where the payload of a job of another kind has the order that takes it back.
pub const BACK: &str = "back";
/// Seconds that the key of a form is taken for one.
const KEY_LASTS: i64 = 24 * 60 * 60;

/// Whom an act is about.
pub enum Chosen {
    These(Vec<Uuid>),
    All(Matching),
}

impl Chosen {
    #[must_use]
    pub fn n(&self) -> i64 {
        match self {
            Self::These(ids) => i64::try_from(ids.len()).unwrap_or(i64::MAX),
            Self::All(matching) => matching.n,
        }
    }

    /// Leaves out of a whole list who cannot be deleted as they are: what is typed is how many go. Who is ticked is named, and skipped.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn narrow(&mut self, db: &Db) -> Result<()> {
        if let Self::All(matching) = self {
            (matching.ids, matching.n) = handover::deletable(db, matching.ids.clone()).await?;
            matching.statuses.retain(|(status, _)| matches!(status, Status::Archived | Status::Draft));
        }
        Ok(())
    }

    /// The same, of a list those of it who may be seen.
    pub fn whom<'a>(&self, visible: &'a [Uuid]) -> Whom<'a> {
        match self {
            Self::These(_) => Whom::These(visible),
            Self::All(matching) => Whom::All(matching.ids.clone()),
        }
    }
}

/// Whether that act is open to somebody at all.
///
/// # Errors
/// `Lack`, naming the permission.
pub fn require(actor: &Actor, act: Act) -> Result<()> {
    let picks = Picks::of(actor);
    let of_users = |field: &str| Lack::of(Action::Update, Collection::Users).field(field);
    let (is_open, lack) = match act {
        Act::Suspend | Act::Activate | Act::Archive | Act::Restore => (picks.status, of_users("status")),
        Act::Role => (picks.role, of_users("role")),
        Act::Join | Act::Leave => (picks.groups, of_users("groups")),
        Act::End => (picks.end, of_users("expires_at")),
        Act::Resend => (picks.invitations, Lack::of(Action::Create, Collection::Invitations)),
        Act::Delete => (picks.deletes, Lack::of(Action::Delete, Collection::Users)),
        Act::Sessions => (picks.sessions, Lack::of(Action::Delete, Collection::Sessions)),
    };
    if is_open { Ok(()) } else { Err(Error::Lack(lack)) }
}

/// Asks for the proof that the act asks for with one user.
async fn require_proof(write: &mut Write, actor: &Actor, order: &Order, chosen: &Chosen, invitees: &[Uuid], now: Moment) -> Result<()> {
    match (order.act, order.group, chosen) {
        // With links that let administrators in, of a whole list.
        (Act::Role, ..) | (Act::Resend, _, Chosen::All(_)) => actor.require_proof(web::Act::Access, now),
        (Act::Delete, ..) => actor.require_proof(web::Act::Delete, now),
        (Act::Sessions, ..) => actor.require_proof(web::Act::Sessions, now),
        (Act::Join | Act::Leave, Some(group), _) => groups::require_proof_to_move(write, actor, group, now).await,
        (Act::Resend, _, Chosen::These(_)) => {
            // Nobody learns by being asked who else administers.
            for id in invitees {
                actor.require_proof_to_let_in(&mut *write, *id, now).await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The job that a form asked for that is sent once more.
///
/// # Errors
/// When the database is away.
pub async fn asked(db: &Db, actor: &Actor, id: Option<Uuid>) -> Result<Option<Job>> {
    let Some(id) = id else { return Ok(None) };
    match jobs::seen(db, actor, id).await {
        Ok(job) => Ok(Some(job).filter(|job| job.kind == Bulk::KIND && job.asked_by == actor.id())),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Asks for a job. As few as one chunk are done before this returns, by the same hand as many.
///
/// # Errors
/// `Lack`; `Prove`; `NotFound` for a group that may not be seen; `Invalid` for who is to take over; when the database refuses or is
/// away.
pub async fn ask(app: &App, bell: &Bell, actor: &Actor, id: Uuid, mut order: Order, said: &Successors, chosen: &Chosen) -> Result<Job> {
    let now = app.now();
    require(actor, order.act)?;
    // The form says which job it asks for, and jobs stand in the order of their ids: it must be one of these hours.
    let made = id.get_timestamp().and_then(|at| i64::try_from(at.to_unix().0).ok()).filter(|_| id.get_version_num() == 7);
    if made.is_none_or(|made| (now.timestamp() - made).abs() > KEY_LASTS) {
        return Err(Error::Malformed("job"));
    }
    let seen = match chosen {
        Chosen::These(ids) => {
            let scope = actor.scope(Action::Read, Collection::Users);
            store::these(&app.db, &scope, ids.iter().copied()).await?
        }
        Chosen::All(_) => Vec::new(),
    };
    let waits = |row: &&store::Row| row.shows("status") && matches!(row.status, Status::Draft | Status::Invited);
    let invitees: Vec<Uuid> = seen.iter().filter(waits).map(|row| row.id).collect();
    let visible: Vec<Uuid> = seen.iter().map(|row| row.id).collect();
    if order.act == Act::Delete {
        let owned = handover::counts_of(&app.db, actor, chosen.whom(&visible)).await?;
        let kinds: Vec<handover::Kind> = owned.iter().map(|owned| owned.kind).collect();
        order.heirs = handover::decide(&app.db, actor, said, &kinds, None, now).await?;
    }
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    require_proof(&mut write, &actor, &order, chosen, &invitees, now).await?;
    jobs::require_room(&mut write, &actor).await?;
    let runner = (chosen.n() <= MOST_AT_ONCE).then(Uuid::now_v7);
    let new =
        NewJob { id, kind: Bulk::KIND, title: order.title(chosen.n()), payload: json!(order), can_undo: order.act.can_undo(), runner };
    let is_new = match chosen {
        Chosen::These(ids) => jobs::ask(&mut write, &actor, &new, &items(ids, &visible), now).await?,
        Chosen::All(matching) => jobs::ask_of(&mut write, &actor, &new, matching.ids.clone(), now).await?,
    };
    if is_new && order.act == Act::Delete && jobs::seen(&mut write, &actor, id).await?.total != chosen.n() {
        return Err(Error::Invalid(vec![("confirm", Words::new("error-list-changed"))]));
    }
    write.commit().await?;
    go_on(app, bell, &actor, id, runner.filter(|_| is_new)).await
}

/// To who may not see somebody, they are as good as nobody.
fn items(ids: &[Uuid], visible: &[Uuid]) -> Vec<NewItem> {
    let item = |id: Uuid| if visible.contains(&id) { id.into() } else { NewItem { subject: None, wanted: Some(json!(id)) } };
    ids.iter().copied().map(item).collect()
}

async fn go_on(app: &App, bell: &Bell, actor: &Actor, id: Uuid, runner: Option<Uuid>) -> Result<Job> {
    if let Some(runner) = runner {
        jobs::run(app, &Bulk, id, runner).await?;
    } else {
        bell.ring();
    }
    jobs::seen(&app.db, actor, id).await
}

/// What takes a job back: each of its users becomes what they were; of another kind of job, the act that it names.
fn back(job: &Job) -> Option<Order> {
    if job.kind == Bulk::KIND {
        let order: Order = serde_json::from_value(job.payload.clone()).ok()?;
        return Some(Order { is_back: true, reason: String::new(), ..order });
    }
    serde_json::from_value(job.payload.get(BACK)?.clone()).ok()
}

/// Takes back what a job has done, as far as it is still so; that too is a job, and can be taken back.
///
/// # Errors
/// `NotFound`; `Lack`; `Prove`; `Refused` for what cannot be taken back any more.
pub async fn undo(app: &App, bell: &Bell, actor: &Actor, id: Uuid) -> Result<Job> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let job = jobs::seen(&mut write, &actor, id).await?;
    let n = jobs::count_changed(&mut write, id).await?;
    let order = back(&job).filter(|_| n > 0 && job.is_undoable(&now)).ok_or_else(|| Error::from(Words::new("refused-undo-over")))?;
    require(&actor, order.act)?;
    require_proof(&mut write, &actor, &order, &Chosen::These(Vec::new()), &[], now).await?;
    jobs::require_room(&mut write, &actor).await?;
    let runner = (n <= MOST_AT_ONCE).then(Uuid::now_v7);
    let new = NewJob { id: Uuid::now_v7(), kind: Bulk::KIND, title: order.title(n), payload: json!(order), can_undo: true, runner };
    jobs::ask_back(&mut write, &actor, &new, &job, now).await?;
    write.commit().await?;
    go_on(app, bell, &actor, new.id, runner).await
}
