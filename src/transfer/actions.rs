//! Taking a table in, step by step: its rows are kept, looked at without a change, and then taken in.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use super::plan::Plan;
use super::store::{self, Import};
use super::table::{Line, Table};
use super::work;
use crate::access::Actor;
use crate::bulk::{Act, BACK};
use crate::clock::Moment;
use crate::db::{self, Db, Write};
use crate::i18n::Words;
use crate::jobs::{self, Bell, MOST_AT_ONCE, NewItem, NewJob, Work};
use crate::rules::{Action, Collection};
use crate::throttles::Limit;
use crate::web::{self, App, Error, Lack, Result};

/// Files of one person.
const UPLOADS: Limit = Limit { what: "import", most: 60, window: TimeDelta::hours(1) };
/// Rows kept by one transaction: others who write hardly wait.
const AT_A_TIME: usize = 5_000;
/// How long the rows of a file are kept, and what its columns were taken for.
const ROWS_KEPT: TimeDelta = TimeDelta::hours(24);
const PLANS_KEPT: TimeDelta = TimeDelta::days(365);

/// Asks whether whoever acts may take anybody in, or change anybody but themselves.
///
/// # Errors
/// `Lack`
pub fn require(actor: &Actor) -> Result<()> {
    let (create, users) = (Action::Create, Collection::Users);
    let may = actor.may(create, users) || actor.rights.may_beyond_own(Action::Update, users);
    if may { Ok(()) } else { Err(Error::Lack(Lack::of(create, users))) }
}

/// Keeps a table, for whoever chose the file and for nobody else.
///
/// # Errors
/// `Lack`; `TooMany`; when the database refuses or is away.
pub async fn upload(app: &App, actor: &Actor, table: &Table<'_>) -> Result<Uuid> {
    require(actor)?;
    let (id, user, now) = (Uuid::now_v7(), actor.id().ok_or(Error::SignIn)?, app.now());
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    if let Err(wait) = UPLOADS.spend(&mut write, &user.to_string(), now).await? {
        return Err(Error::TooMany(wait));
    }
    store::add(&mut write, id, user, &table.headers, now).await?;
    let (mut lines, mut n) = (table.lines(), 0);
    loop {
        let some: Vec<Line> = lines.by_ref().take(AT_A_TIME).collect();
        store::add_rows(&mut write, id, n + 1, &some).await?;
        n += some.len();
        if some.len() < AT_A_TIME {
            break;
        }
        write.commit().await?;
        write = actor.begin(&app.db, now).await?.0;
    }
    store::complete(&mut write, id, n).await?;
    write.commit().await?;
    Ok(id)
}

/// The table of that id, for whoever chose it.
///
/// # Errors
/// `NotFound` for everybody else, and once it is forgotten.
pub async fn seen(db: impl db::Ask, actor: &Actor, id: Uuid) -> Result<Import> {
    let import = store::find(db, id).await?;
    import.filter(|import| actor.is(import.user_id)).ok_or(Error::NotFound)
}

/// Keeps how a table is to be taken in, and has every row looked at: at once where they are few.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` once it is taken in.
pub async fn check(app: &App, bell: &Bell, actor: &Actor, id: Uuid, plan: &Plan) -> Result<()> {
    require(actor)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let import = seen(&mut write, &actor, id).await?;
    if let Some(former) = import.checked_by {
        jobs::replace(&mut write, former, now).await?;
    }
    let asked = ask(&mut write, &actor, &import, &work::CHECK, Words::new("import-check-job").with("n", import.total), now).await?;
    if store::save_plan(&mut write, id, plan, asked.0).await? == 0 {
        return Err(Words::new("refused-imported").into());
    }
    write.commit().await?;
    begin(app, bell, &work::CHECK, asked).await
}

/// Takes a table in that was looked at: once, however often it is asked for.
///
/// # Errors
/// `NotFound`, `Lack`; `Refused` before it was looked at; `Prove`.
pub async fn apply(app: &App, bell: &Bell, actor: &Actor, id: Uuid) -> Result<()> {
    require(actor)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let import = seen(&mut write, &actor, id).await?;
    if import.applied_by.is_some() {
        return Ok(());
    }
    let checked = import.checked_by.filter(|_| import.plan().is_some()).ok_or_else(|| Error::from(Words::new("refused-unchecked")))?;
    if jobs::seen(&mut write, &actor, checked).await?.state != jobs::State::Done {
        return Err(Words::new("refused-unchecked").into());
    }
    // A table can give roles to many at once.
    actor.require_proof(web::Act::Access, now)?;
    let asked = ask(&mut write, &actor, &import, &work::APPLY, Words::new("import-job").with("n", import.total), now).await?;
    store::save_applied(&mut write, id, asked.0).await?;
    write.commit().await?;
    begin(app, bell, &work::APPLY, asked).await
}

/// A job, and who does it at once.
type Asked = (Uuid, Option<Uuid>);

/// Asks for a job on all rows of a table.
async fn ask(write: &mut Write, actor: &Actor, import: &Import, kind: &dyn Work, title: Words, now: Moment) -> Result<Asked> {
    let (job, me) = (Uuid::now_v7(), Uuid::now_v7());
    let runner = (import.total <= MOST_AT_ONCE).then_some(me);
    // Whom it adds can be archived; what it changes is in the trail.
    let payload = json!({ "import": import.id, BACK: { "act": Act::Archive } });
    let new = NewJob { id: job, kind: kind.kind(), title: title.into(), payload, can_undo: kind.kind() == work::APPLY.kind(), runner };
    let items: Vec<NewItem> = (0..import.total).map(|_| NewItem { subject: None, wanted: None }).collect();
    jobs::require_room(write, actor).await?;
    jobs::ask(write, actor, &new, &items, now).await?;
    Ok((job, runner))
}

async fn begin(app: &App, bell: &Bell, kind: &dyn Work, (job, runner): Asked) -> Result<()> {
    if let Some(me) = runner {
        return jobs::run(app, kind, job, me).await.map(drop);
    }
    bell.ring();
    Ok(())
}

/// Forgets the rows of files that came in long ago, and in the end what is remembered of them.
///
/// # Errors
/// When the database refuses or is away.
pub async fn forget(db: &Db, now: Moment) -> db::Result<()> {
    store::forget(db, now - ROWS_KEPT, now - PLANS_KEPT).await
}
