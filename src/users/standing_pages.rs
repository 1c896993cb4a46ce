//! The forms of status and role: a page of their own, or a dialog in the list.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::counts::Counts;
use super::filtering::Asker;
use super::forms::{RoleForm, StatusForm, role_of};
use super::model::Status;
use super::pages::{changeable, role_options};
use super::record::{Sight, seen};
use super::row_view::{self, RowView};
use super::state::State;
use super::{Step, actions, store};
use crate::access::{self, Actor, Fields};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::views::{self, View};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, Swap, filters, go, next};

#[derive(Template)]
#[template(path = "users/status.html", blocks = ["dialog"])]
pub struct StatusPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    /// The only one there is, or the one that was asked for: then the form is about that step alone.
    pub chosen: Option<Status>,
    pub is_swap: bool,
    /// Where to go afterwards.
    pub back: String,
}

impl StatusPage {
    fn step(&self, to: &Status) -> Step {
        Step::of(self.user.status, *to)
    }

    fn title(&self) -> Words {
        Words::new(self.chosen.map_or("change-status-of", |to| self.step(&to).title())).with("name", self.user.name())
    }
}

#[derive(Template)]
#[template(path = "users/role.html", blocks = ["dialog"])]
pub struct RolePage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    pub roles: Vec<(String, String)>,
    pub is_swap: bool,
    pub back: String,
}

#[derive(Template)]
#[template(path = "users/changed.swap.html")]
pub struct ChangedSwap {
    pub page: Page,
    pub row: RowView,
    pub counts: Counts,
    pub notice: Notice,
    /// The list that the row stands in.
    pub state: State,
    /// The fields that the reader may see of some user or other.
    pub open: Fields,
    /// For the pane.
    pub views: Vec<View>,
}

/// Where the form stands, and which status it is about.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Back {
    #[serde(default)]
    back: String,
    #[serde(default)]
    to: String,
}

/// How the form is shown, and where to go afterwards.
struct Stand<'a> {
    is_swap: bool,
    back: &'a str,
}

impl Stand<'_> {
    fn home(&self, id: Uuid) -> String {
        next::local_path(self.back).unwrap_or_else(|| format!("/users/{id}"))
    }
}

pub async fn status(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, id: Path<Uuid>, back: Query<Back>) -> Result<HttpResponse> {
    let user = changeable(&app, &actor, *id, "status").await?;
    let form = Form::of([("to", back.to.as_str())]);
    Ok(draw_status(page, user, form, &Stand { is_swap: swap.0, back: &back.back }, StatusCode::OK))
}

fn draw_status(page: Page, user: Sight, form: Form, stand: &Stand<'_>, status: StatusCode) -> HttpResponse {
    let (is_swap, back) = (stand.is_swap, stand.home(user.id));
    let next = user.next_statuses();
    let chosen = next.iter().copied().find(|to| next.len() == 1 || form.has("to", to.name()));
    let view = StatusPage { page: page.at(Nav::Users), user, form, chosen, is_swap, back };
    if is_swap { web::html(&view.page.reader, &view.as_dialog(), status) } else { web::page(&view.page, &view, status) }
}

pub async fn change_status(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    swap: Swap,
    id: Path<Uuid>,
    posted: Posted<StatusForm>,
) -> Result<HttpResponse> {
    changeable(&app, &actor, *id, "status").await?;
    let input = posted.input();
    let stand = Stand { is_swap: swap.0, back: &input.back };
    let outcome = match posted.check().and_then(super::forms::StatusForm::status) {
        Ok(to) => actions::change_status(&app.db, &actor, *id, to, &input.reason, app.now()).await.map(|user| (user, to)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok((before, to)) => changed(&app, &actor, page, &session, &stand, *id, status_notice(&before, to)).await,
        Err(error) => {
            let (user, form, code) = refused(&app, &actor, *id, &posted.form, error, "status").await?;
            Ok(draw_status(page, user, form, &stand, code))
        }
    }
}

/// What is drawn again: the user as they are, and the form. A refusal of the rules stands in it like an error of its field.
async fn refused(app: &App, actor: &Actor, id: Uuid, form: &Form, error: Error, field: &'static str) -> Result<(Sight, Form, StatusCode)> {
    let (problems, status) = match error {
        Error::Invalid(problems) => (problems, StatusCode::UNPROCESSABLE_ENTITY),
        Error::Refused(words) => (vec![(field, words)], StatusCode::CONFLICT),
        other => return Err(other),
    };
    let user = seen(&app.db, actor, id).await?;
    Ok((user, form.clone().with(problems), status))
}

/// What happened, with the way back where there is one.
#[must_use]
pub fn status_notice(before: &Sight, to: Status) -> Notice {
    let notice = Notice::ok(Step::of(before.status, to).notice()).with("name", before.name());
    let undo = match (before.status, to) {
        (Status::Active, Status::Suspended) | (Status::Suspended, Status::Active) => Some(before.status.name()),
        (from, Status::Archived) => Some(from.name()),
        (Status::Archived, _) => Some(Status::Archived.name()),
        _ => None,
    };
    match undo {
        Some(status) => notice.undo(format!("/users/{}/status", before.id), &[("status", status)]),
        None => notice,
    }
}

/// After a change: the row, the counts and the notice for a swap, else back to where the form stood.
async fn changed(
    app: &App,
    actor: &Actor,
    mut page: Page,
    session: &Session,
    stand: &Stand<'_>,
    id: Uuid,
    notice: Notice,
) -> Result<HttpResponse> {
    let home = stand.home(id);
    if !stand.is_swap {
        web::leave(session, notice);
        return Ok(go(&home));
    }
    page.path = home;
    let scope = actor.scope(Action::Read, Collection::Users);
    let counts = Counts::read(&app.db, actor).await?;
    let row = store::these(&app.db, &scope, [id]).await?.pop().ok_or(Error::NotFound)?;
    let state = State::of_path(&page.path, &Asker::of(actor, &page));
    let row = row_view::views(app, actor, &page, &counts, &state.shown, vec![row]).await?.pop().ok_or(Error::NotFound)?;
    let view =
        ChangedSwap { open: scope.beyond_own().fields(), page, row, counts, notice, state, views: views::of_reader(&app.db, actor).await? };
    let mut answer = web::html(&view.page.reader, &view, StatusCode::OK);
    answer.headers_mut().insert(HeaderName::from_static("hx-trigger"), HeaderValue::from_static("dialog:close"));
    Ok(answer)
}

pub async fn role(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, id: Path<Uuid>, back: Query<Back>) -> Result<HttpResponse> {
    let user = changeable(&app, &actor, *id, "role").await?;
    let form = Form::of([("role", user.role_id.map(|id| id.to_string()).unwrap_or_default())]);
    draw_role(&app, &actor, page, user, form, &Stand { is_swap: swap.0, back: &back.back }, StatusCode::OK).await
}

async fn draw_role(
    app: &App,
    actor: &Actor,
    page: Page,
    user: Sight,
    form: Form,
    stand: &Stand<'_>,
    status: StatusCode,
) -> Result<HttpResponse> {
    let roles = role_options(&page, actor, &access::roles(&app.db).await?, "no-role");
    let (is_swap, back) = (stand.is_swap, stand.home(user.id));
    let view = RolePage { page: page.at(Nav::Users), user, form, roles, is_swap, back };
    Ok(if is_swap { web::html(&view.page.reader, &view.as_dialog(), status) } else { web::page(&view.page, &view, status) })
}

pub async fn change_role(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    swap: Swap,
    id: Path<Uuid>,
    posted: Posted<RoleForm>,
) -> Result<HttpResponse> {
    changeable(&app, &actor, *id, "role").await?;
    let stand = Stand { is_swap: swap.0, back: &posted.input().back };
    let outcome = match posted.check().and_then(|input| role_of(&input.role)) {
        Ok(role) => super::change_role(&app.db, &actor, *id, role, app.now()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(before) => {
            let former = before.role_id.map(|id| id.to_string()).unwrap_or_default();
            let notice = Notice::ok("notice-role").with("name", before.name());
            let notice = notice.undo(format!("/users/{}/role", before.id), &[("role", &former)]);
            changed(&app, &actor, page, &session, &stand, *id, notice).await
        }
        Err(error) => {
            let (user, form, code) = refused(&app, &actor, *id, &posted.form, error, "role").await?;
            draw_role(&app, &actor, page, user, form, &stand, code).await
        }
    }
}
