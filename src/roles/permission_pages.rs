//! The matrix of a role's permissions.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::permission::{Entry, Reach, readable};
use super::permission_forms::{MatrixForm, change_of};
use super::record::{self, Sight};
use super::review_page::{self, Proposal};
use super::wording::{Shown, Wording};
use super::{pages, store};
use crate::access::Actor;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Nav, Page, Posted, Result, filters};

/// The rows, by what they are about.
const SECTIONS: [(&str, &[Collection]); 3] = [
    ("section-people", &[Collection::Users, Collection::Groups, Collection::Invitations, Collection::Roles]),
    ("section-own", &[Collection::Sessions, Collection::Tokens, Collection::Views, Collection::Items]),
    ("section-running", &[Collection::Fields, Collection::Settings, Collection::Audit, Collection::Outbox]),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[serde(default)]
    open: String,
    #[serde(default)]
    set: String,
}

pub struct Cell {
    pub action: Action,
    pub reach: Reach,
}

pub struct Row {
    pub collection: Collection,
    pub cells: Vec<Cell>,
    /// What is in it, where it stands open.
    pub permissions: Vec<Shown>,
    pub is_open: bool,
}

#[derive(Template)]
#[template(path = "roles/permissions.html")]
pub struct MatrixPage {
    pub page: Page,
    pub role: Sight,
    pub sections: Vec<(&'static str, Vec<Row>)>,
    pub count: i64,
    pub holders: Option<i64>,
    /// Those that cannot be read.
    pub broken: Vec<Shown>,
    pub only_set: bool,
    pub open: String,
    pub may_change: bool,
}

impl MatrixPage {
    /// The address of this matrix with that row open, or closed again.
    fn toggled(&self, row: &Row) -> String {
        let name = row.collection.name();
        let set = if self.only_set { "&set=on" } else { "" };
        if row.is_open { format!("?open={set}#row-{name}") } else { format!("?open={name}{set}#row-{name}") }
    }
}

impl Row {
    fn is_set(&self) -> bool {
        self.cells.iter().any(|cell| cell.reach != Reach::None)
    }

    /// Those of one cell.
    fn of(&self, action: &Action) -> Vec<&Shown> {
        self.permissions.iter().filter(|shown| shown.action == Some(*action)).collect()
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
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    let role = seen(&app, &actor, *id).await?;
    let entries = store::permissions(&app.db, *id).await?;
    draw(&app, &actor, page, role, &entries, &address).await
}

async fn draw(app: &App, actor: &Actor, page: Page, role: Sight, entries: &[Entry], address: &Address) -> Result<HttpResponse> {
    let wording = Wording::of(app, actor, &page, entries).await?;
    let row = |collection: &Collection| {
        let is_open = address.open == collection.name();
        let here = || readable(entries).filter(|(_, one)| one.collection == *collection);
        Row {
            collection: *collection,
            cells: Action::ALL.map(|action| Cell { action, reach: Reach::of(entries, *collection, action) }).into(),
            permissions: here().filter(|_| is_open).map(|(entry, _)| wording.shown(entry)).collect(),
            is_open,
        }
    };
    let only_set = address.set == "on";
    let rows = |rows: &[Collection]| rows.iter().map(row).filter(|row| !only_set || row.is_set()).collect::<Vec<_>>();
    let view = MatrixPage {
        sections: SECTIONS.iter().map(|(word, list)| (*word, rows(list))).filter(|(_, rows)| !rows.is_empty()).collect(),
        count: i64::try_from(entries.len()).unwrap_or(i64::MAX),
        holders: pages::holders(app, actor, &role).await?,
        broken: entries.iter().filter(|entry| entry.permission().is_none()).map(|entry| wording.shown(entry)).collect(),
        only_set,
        open: address.open.clone(),
        may_change: may_change(actor, &role),
        page: page.at(Nav::Roles),
        role,
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `POST /roles/{id}/permissions`: the ticked cells, to be reviewed; or back from there.
pub async fn review(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, posted: Posted<MatrixForm>) -> Result<HttpResponse> {
    let role = editable(&app, &actor, *id).await?;
    let input = posted.check()?;
    let current = store::permissions(&app.db, *id).await?;
    if !input.change.is_empty() {
        let entries = change_of(&input.change)?.applied(&current);
        return draw(&app, &actor, page, role, &entries, &Address { open: input.open.clone(), set: String::new() }).await;
    }
    let change = input.change(&current)?;
    let proposal = Proposal { change: &change, version: input.version, from: "", undo: "" };
    review_page::draw(&app, &actor, page, role, proposal, Form::default(), StatusCode::OK).await
}
