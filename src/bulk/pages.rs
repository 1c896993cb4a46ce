//! The pages of acts on many: what to do with all that match, what is asked before, and the way back.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions::{self, Chosen};
use super::forms::{BulkForm, UndoForm};
use super::model::Act;
use crate::access::{self, Actor};
use crate::groups;
use crate::handover::{self, Owned};
use crate::i18n::Words;
use crate::jobs::{Bell, Job, State};
use crate::rules::{Action, Collection};
use crate::users::{Matching, Status, role_options, store};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, both, filters, go, next};

/// So many are done at once; more are asked about first.
const UNASKED: i64 = 100;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users/bulk").route(get().to(matching)).route(post().to(change)))
        .service(resource("/jobs/{id}/undo").route(post().to(undo)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    #[serde(default)]
    list: String,
}

#[derive(Template)]
#[template(path = "bulk/matching.html")]
pub struct MatchingPage {
    pub page: Page,
    pub list: String,
    pub n: i64,
    pub acts: Vec<Act>,
}

/// `GET /users/bulk`: what to do with all that match.
async fn matching(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    let list = if address.list.is_empty() { "/users" } else { &address.list };
    let found = Matching::of(&app.db, &actor, &page, list, app.now()).await?;
    // Where the reader does not see what they are, each act may be one for somebody.
    let fits = |act: &Act| found.statuses.is_empty() || act.fits(&found.statuses);
    let acts: Vec<Act> = Act::ALL.into_iter().filter(|act| actions::require(&actor, *act).is_ok() && fits(act)).collect();
    let view = MatchingPage { page: page.at(Nav::Users), list: found.list, n: found.n, acts };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

#[derive(Template)]
#[template(path = "bulk/ask.html")]
pub struct AskPage {
    pub page: Page,
    pub act: Act,
    pub form: Form,
    pub n: i64,
    /// How many have each status.
    pub statuses: Vec<(Status, i64)>,
    /// What those answer for who are to be deleted.
    pub owned: Vec<Owned>,
    /// Those who are ticked; none where it is about a whole list.
    pub ids: Vec<Uuid>,
    pub list: String,
    pub is_matching: bool,
    /// What there is to choose from: roles or groups.
    pub options: Vec<(String, String)>,
    /// Of the job: sent twice, it is one.
    pub key: Uuid,
}

impl AskPage {
    /// What the button does, and to how many.
    fn button(&self) -> Words {
        let act = Words::new(self.act.word()).to(&self.page.reader).into_owned();
        Words::new("bulk-title").with("act", act).with("n", self.n)
    }

    /// Whether a reason goes with it.
    fn takes_reason(&self) -> bool {
        self.act.status().is_some() || self.act == Act::Restore
    }
}

async fn options(app: &App, actor: &Actor, page: &Page, act: Act) -> Result<Vec<(String, String)>> {
    let nothing = |key| (String::new(), Words::new(key).to(&page.reader).into_owned());
    Ok(match act {
        Act::Role => {
            let mut roles = role_options(page, actor, &access::roles(&app.db).await?, "no-role");
            // To have none is chosen like any other.
            roles.iter_mut().filter(|(value, _)| value.is_empty()).for_each(|(value, _)| "none".clone_into(value));
            std::iter::once(nothing("choose-role")).chain(roles).collect()
        }
        Act::Join | Act::Leave => {
            let groups = groups::joinable(&app.db, actor).await?;
            let groups = groups.iter().map(|group| (group.id.to_string(), group.name.clone()));
            std::iter::once(nothing("choose-group")).chain(groups).collect()
        }
        _ => Vec::new(),
    })
}

async fn ask_about(app: &App, actor: &Actor, page: Page, act: Act, form: Form, chosen: Chosen, list: String) -> Result<HttpResponse> {
    let options = options(app, actor, &page, act).await?;
    let (n, is_matching) = (chosen.n(), matches!(chosen, Chosen::All(_)));
    let rows = rows(app, actor, &chosen).await?;
    let statuses = statuses(&rows, &chosen);
    let owned = if act == Act::Delete {
        let visible: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        handover::counts_of(&app.db, actor, chosen.whom(&visible)).await?
    } else {
        Vec::new()
    };
    let (ids, list) = match chosen {
        Chosen::These(ids) => (ids, list),
        Chosen::All(matching) => (Vec::new(), matching.list),
    };
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let key = Uuid::now_v7();
    let view = AskPage { page: page.at(Nav::Users), act, form, n, statuses, owned, ids, list, is_matching, options, key };
    Ok(web::page(&view.page, &view, status))
}

/// Those who are ticked, as far as whoever acts sees them.
async fn rows(app: &App, actor: &Actor, chosen: &Chosen) -> Result<Vec<store::Row>> {
    match chosen {
        Chosen::All(_) => Ok(Vec::new()),
        Chosen::These(ids) => {
            let scope = actor.scope(Action::Read, Collection::Users);
            Ok(store::these(&app.db, &scope, ids.iter().copied()).await?)
        }
    }
}

/// Whether there is somebody among them whose status lets it be, or may be.
async fn fits_somebody(app: &App, actor: &Actor, act: Act, chosen: &Chosen) -> Result<bool> {
    let rows = rows(app, actor, chosen).await?;
    Ok(rows.iter().any(|row| !row.shows("status")) || act.fits(&statuses(&rows, chosen)))
}

/// How many of them have each status, as far as that is for whoever acts to know.
fn statuses(rows: &[store::Row], chosen: &Chosen) -> Vec<(Status, i64)> {
    if let Chosen::All(matching) = chosen {
        return matching.statuses.clone();
    }
    let n = |status: &Status| rows.iter().filter(|row| row.status == *status && row.shows("status")).count();
    let counted = Status::ALL.into_iter().map(|status| (status, i64::try_from(n(&status)).unwrap_or(i64::MAX)));
    counted.filter(|(_, n)| *n > 0).collect()
}

async fn chosen(app: &App, actor: &Actor, page: &Page, input: &BulkForm) -> Result<Chosen> {
    if input.is_matching() {
        return Ok(Chosen::All(Matching::of(&app.db, actor, page, &input.list, app.now()).await?));
    }
    Ok(Chosen::These(input.chosen()?))
}

/// `POST /users/bulk`: does it at once, or asks first: for more than a hundred, for what has to be chosen, for what nothing brings
/// back.
async fn change(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<BulkForm>,
) -> Result<HttpResponse> {
    let input = posted.input();
    let act = input.act()?;
    actions::require(&actor, act)?;
    if let Some(job) = actions::asked(&app.db, &actor, input.job).await? {
        let list = next::local_path(&input.list).unwrap_or_else(|| "/users".into());
        return Ok(answer(&session, &page, &job, act, &list));
    }
    let list = next::local_path(&input.list).unwrap_or_else(|| "/users".into());
    let mut chosen = match chosen(&app, &actor, &page, input).await {
        // Nobody, or too many: where they are ticked, nothing of the list is lost.
        Err(Error::Invalid(problems)) if !input.is_matching() && !input.list.is_empty() => {
            return Ok(web::turn_back(&session, &page, &problems, &list));
        }
        chosen => chosen?,
    };
    let is_asked = input.job.is_some();
    if act == Act::Delete {
        chosen.narrow(&app.db).await?;
        if !is_asked && !input.is_matching() && !fits_somebody(&app, &actor, act, &chosen).await? {
            return Ok(web::turn_back(&session, &page, &[("id", Words::new("bulk-delete-nobody"))], &list));
        }
    }
    if !is_asked && (act.asks() || input.is_matching() || chosen.n() > UNASKED) {
        return ask_about(&app, &actor, page, act, Form::default(), chosen, list).await;
    }
    let n = chosen.n();
    let typed = posted.typed(|input| both(input.order(act, &page.reader), input.successors(act, n)));
    let outcome = match typed {
        Ok((order, said)) => actions::ask(&app, &bell, &actor, input.job.unwrap_or_else(Uuid::now_v7), order, &said, &chosen).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(job) => Ok(answer(&session, &page, &job, act, &list)),
        Err(Error::Invalid(problems)) => ask_about(&app, &actor, page, act, posted.form.clone().with(problems), chosen, list).await,
        Err(error) => Err(error),
    }
}

/// What is done is said where the list was; what goes on is watched.
fn answer(session: &Session, page: &Page, job: &Job, act: Act, list: &str) -> HttpResponse {
    let path = format!("/jobs/{}", job.id);
    if job.state != State::Done {
        return go(&path);
    }
    web::leave(session, said(act.notice(), page, job));
    go(list)
}

/// What was done, with the way back where there is one, and where the others are named.
fn said(key: &'static str, page: &Page, job: &Job) -> Notice {
    let path = format!("/jobs/{}", job.id);
    let notice = Notice::ok(key).with("n", job.changed).with("skipped", job.skipped);
    let notice = if job.changed == 0 { Notice { tone: "warn".into(), ..notice } } else { notice };
    let notice = if job.is_undoable(page.now()) { notice.undo(format!("{path}/undo"), &[]) } else { notice };
    notice.more(path)
}

/// `POST /jobs/{id}/undo`
async fn undo(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<UndoForm>,
) -> Result<HttpResponse> {
    let job = actions::undo(&app, &bell, &actor, *id).await?;
    let path = format!("/jobs/{}", job.id);
    let back = next::local_path(&posted.input().back).unwrap_or_else(|| path.clone());
    if job.state != State::Done {
        return Ok(go(&path));
    }
    web::leave(&session, said("notice-bulk-undone", &page, &job));
    Ok(go(&back))
}
