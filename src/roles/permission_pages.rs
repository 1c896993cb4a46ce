//! The matrix of a role's permissions.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use uuid::Uuid;

use super::matrix::{self, MatrixForm, Place, Row, View};
use super::permission::Entry;
use super::permission_forms::change_of;
use super::record::{self, Sight};
use super::review_page::{self, Proposal};
use super::wording::{Shown, Wording};
use super::{pages, store};
use crate::access::Actor;
use crate::rules::Action;
use crate::web::{self, App, Error, Form, Nav, Page, Posted, Result, filters};

#[derive(Template)]
#[template(path = "roles/permissions.html")]
pub struct MatrixPage {
    pub page: Page,
    pub role: Sight,
    pub sections: Vec<(&'static str, Vec<Row>)>,
    pub version: i64,
    /// Rows that are not in sight: their ticks stay.
    pub rest: Vec<Row>,
    pub count: i64,
    pub holders: Option<i64>,
    /// Those that cannot be read.
    pub broken: Vec<Shown>,
    pub view: View,
    pub may_change: bool,
    /// Something is ticked that is not stored, or the other way round.
    pub is_unsaved: bool,
}

impl MatrixPage {
    /// The button that was pressed keeps the focus.
    fn focus(&self, id: &str) -> &'static str {
        if self.view.pressed_id() == id { " autofocus" } else { "" }
    }

    /// The rows to choose from: a button, its word, and whether it was pressed. Who changes nothing has no changed ones.
    fn shows(&self) -> Vec<(String, &'static str, bool)> {
        let all = matrix::SHOWS.into_iter().filter(|(show, _)| self.may_change || *show != "changed");
        all.map(|(show, word)| (format!("show-{show}"), word, self.view.show == show)).collect()
    }

    fn tick_column(&self, action: &Action) -> String {
        matrix::tick(self.is_all_ticked(action), action.name())
    }

    /// A column with nothing left to tick.
    fn is_all_ticked(&self, action: &Action) -> bool {
        let mut cells = self.sections.iter().flat_map(|(_, rows)| rows).flat_map(|row| &row.cells);
        cells.all(|cell| cell.action != *action || cell.is_ticked)
    }
}

/// The role, if the reader sees it and its permissions.
///
/// # Errors
/// `NotFound`.
pub async fn seen(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let role = record::seen(&app.db, actor, id).await?;
    if role.shows("permissions") { Ok(role) } else { Err(Error::NotFound) }
}

/// The role, if the reader may change its permissions.
///
/// # Errors
/// `NotFound`, `Lack`.
pub async fn editable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let role = seen(app, actor, id).await?;
    role.require_changes(&["permissions"])?;
    Ok(role)
}

/// Whether these permissions are for the reader to change: an administrating role has no need of any.
pub fn may_change(actor: &Actor, role: &Sight) -> bool {
    role.changes("permissions") && (actor.is_admin() || !role.admin_access)
}

/// `GET /roles/{id}/permissions`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, view: Query<View>) -> Result<HttpResponse> {
    let role = seen(&app, &actor, *id).await?;
    let stored = store::permissions(&app.db, *id).await?;
    let wording = Wording::of(&app, &actor, &page, &stored).await?;
    let version = role.version;
    draw(
        &app,
        &actor,
        page,
        role,
        Ticked { cells: matrix::filled(actor.schema(), &stored), stored, wording, view: view.into_inner(), version },
    )
    .await
}

/// A matrix as it is to be drawn.
struct Ticked {
    stored: Vec<Entry>,
    cells: Vec<Place>,
    view: View,
    wording: Wording,
    /// Of the role as it was when the page was drawn first: if it has changed since, applying says so.
    version: i64,
}

async fn draw(app: &App, actor: &Actor, page: Page, role: Sight, ticked: Ticked) -> Result<HttpResponse> {
    let Ticked { stored, cells, view, wording, version } = ticked;
    let view = view.pressed();
    let rows = matrix::rows(&stored, &cells, &view, &wording);
    let is_unsaved = rows.iter().any(Row::is_changed);
    let (sections, rest) = view.split(rows, &wording);
    let view = MatrixPage {
        sections,
        rest,
        count: i64::try_from(stored.len()).unwrap_or(i64::MAX),
        holders: pages::holders(app, actor, &role).await?,
        broken: stored.iter().filter(|entry| entry.permission(actor.schema()).is_none()).map(|entry| wording.shown(entry)).collect(),
        view,
        may_change: may_change(actor, &role),
        is_unsaved,
        version,
        page: page.at(Nav::Roles),
        role,
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `POST /roles/{id}/permissions`: the ticked cells, to be reviewed or drawn with what a button did; or back from the review.
pub async fn review(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, posted: Posted<MatrixForm>) -> Result<HttpResponse> {
    let role = editable(&app, &actor, *id).await?;
    let input = posted.check()?;
    let stored = store::permissions(&app.db, *id).await?;
    if input.change.is_empty() && input.act.is_empty() {
        let change = input.change(actor.schema(), &stored)?;
        let proposal = Proposal { change: &change, version: input.version, from: "", undo: "" };
        return review_page::draw(&app, &actor, page, role, proposal, Form::default(), StatusCode::OK).await;
    }
    let wording = Wording::of(&app, &actor, &page, &stored).await?;
    let cells = if input.change.is_empty() {
        input.ticks(&stored, &wording)?
    } else {
        matrix::filled(actor.schema(), &change_of(actor.schema(), &input.change)?.applied(&stored))
    };
    draw(&app, &actor, page, role, Ticked { stored, cells, view: input.view(), wording, version: input.version }).await
}
