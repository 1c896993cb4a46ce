//! Arranging the directory: its columns and their order, table or cards, rows per page; kept for whoever arranged it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ThinData};
use askama::Template;

use super::address::{LIST, NO_VIEW};
use super::arrangement::{Arrangement, Layout, MOST_COLUMNS, column_name, named_columns, offered};
use super::columns::open;
use super::filtering::Asker;
use super::list_forms::{ArrangementForm, BackQuery};
use super::state::State;
use super::store;
use crate::access::Actor;
use crate::i18n::Words;
use crate::rules::{Collection, Field, named};
use crate::views;
use crate::web::{self, App, Error, Nav, Page, Posted, Result, Swap, filters, next};

#[derive(Template)]
#[template(path = "users/columns.html", blocks = ["dialog"])]
pub struct ColumnsPage {
    pub page: Page,
    pub columns: Vec<Column>,
    /// The one that was moved, to which the focus returns.
    pub moved: String,
    pub is_swap: bool,
    /// Why they were not saved.
    pub problem: Option<Words>,
    pub back: String,
}

/// A column to choose.
pub struct Column {
    pub name: &'static str,
    pub label: String,
    pub is_shown: bool,
}

impl ColumnsPage {
    fn of(actor: &Actor, page: Page, chosen: &[&'static Field], moved: String, back: &str, is_swap: bool) -> Self {
        let others = offered(actor.schema(), Asker::of(actor, &page).open()).into_iter().filter(|field| !chosen.contains(field));
        let column = |field: &'static Field, is_shown| Column {
            name: column_name(field),
            label: named(&page.reader, Collection::Users, field).into_owned(),
            is_shown,
        };
        let mut others: Vec<Column> = others.map(|field| column(field, false)).collect();
        others.sort_by_key(|column| column.label.to_lowercase());
        let columns = chosen.iter().map(|field| column(field, true)).chain(others).collect();
        Self {
            page: page.at(Nav::Users),
            columns,
            moved,
            is_swap,
            problem: None,
            back: next::local_path(back).unwrap_or_else(|| LIST.to_owned()),
        }
    }

    /// Whether the focus returns to that button: at the end of its way it gives way to the other one.
    fn has_focus(&self, column: &Column, way: &str) -> bool {
        let at = self.columns.iter().position(|one| one.name == column.name);
        let is_first = at == Some(0);
        self.moved.split_once(':').is_some_and(|(to, name)| name == column.name && (to == way || (to == "up" && is_first && way == "down")))
    }

    fn answer(self) -> HttpResponse {
        let status = if self.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        if self.is_swap { web::html(&self.page.reader, &self.as_dialog(), status) } else { web::page(&self.page, &self, status) }
    }
}

/// `GET /users/view-settings`
pub async fn show(actor: Actor, page: Page, swap: Swap, back: Query<BackQuery>) -> Result<HttpResponse> {
    open(&actor)?;
    let state = State::of_path(&back.back, &Asker::of(&actor, &page));
    Ok(ColumnsPage::of(&actor, page, &state.shown.columns, String::new(), &back.back, swap.0).answer())
}

/// `POST /users/view-settings`: what the form had; a column that is moved is not saved yet.
pub async fn save(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, posted: Posted<ArrangementForm>) -> Result<HttpResponse> {
    open(&actor)?;
    let form = posted.input();
    let asker = Asker::of(&actor, &page);
    let mut chosen = named_columns(form.cols.iter().map(String::as_str), actor.schema(), asker.open());
    if let Some((way, name)) = form.r#move.split_once(':') {
        shift(&mut chosen, way, name);
        return Ok(ColumnsPage::of(&actor, page, &chosen, form.r#move.clone(), &form.back, swap.0).answer());
    }
    if chosen.len() > MOST_COLUMNS {
        let problem = Words::new("error-columns-many").with("max", most()).with("n", i64::try_from(chosen.len()).unwrap_or(i64::MAX));
        let view = ColumnsPage::of(&actor, page, &chosen, String::new(), &form.back, swap.0);
        return Ok(ColumnsPage { problem: Some(problem), ..view }.answer());
    }
    let wrong = || Error::Malformed("arrangement");
    let state = State::of_path(&form.back, &asker);
    let per =
        if form.per.is_empty() { None } else { Some(form.per.parse().ok().filter(|per| super::PER_PAGE.contains(per)).ok_or_else(wrong)?) };
    let layout = if form.layout.is_empty() { None } else { Some(Layout::from_name(&form.layout).ok_or_else(wrong)?) };
    let start = match form.start.as_str() {
        "" => asker.usual.start,
        NO_VIEW => None,
        id => Some(views::find(&app.db, &actor, id.parse().map_err(|_| wrong())?).await?.id),
    };
    let change = |old: &Arrangement| Arrangement {
        start,
        columns: if form.chosen == "yes" { chosen.clone() } else { old.columns.clone() },
        layout: layout.unwrap_or(old.layout),
        per: per.unwrap_or(old.per),
    };
    let (usual, shown) = (change(&state.usual), change(&state.shown));
    store::save_arrangement(&app.db, actor.id().ok_or(Error::SignIn)?, &usual.to_json()).await?;
    let address = State { usual, ..state.arranged(shown) }.address();
    Ok(web::go_there(&address, swap.0))
}

/// One place up or down; at the end of its way it stays.
fn shift(columns: &mut [&'static Field], way: &str, name: &str) {
    let Some(at) = columns.iter().position(|field| column_name(field) == name) else { return };
    match way {
        "up" if at > 0 => columns.swap(at, at - 1),
        "down" if at + 1 < columns.len() => columns.swap(at, at + 1),
        _ => {}
    }
}

/// For the hint.
pub fn most() -> i64 {
    i64::try_from(MOST_COLUMNS).unwrap_or(0)
}
