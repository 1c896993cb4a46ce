//! The page of the trail.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::store::{self, Filter};
use super::view::EventView;
use crate::access::Actor;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Nav, Page, Result, filters};

/// Events on one page.
const PER_PAGE: u64 = 50;

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/audit").route(get().to(list)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    user: Option<Uuid>,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "audit/list.html")]
pub struct ListPage {
    pub page: Page,
    pub events: Vec<EventView>,
    pub user: Option<Uuid>,
    /// What that user is called in the trail.
    pub of_whom: Words,
    pub is_first: bool,
    /// The number to go on from.
    pub older: Option<i64>,
}

async fn list(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Audit)?;
    let scope = actor.scope(Action::Read, Collection::Audit);
    let filter = Filter { user: address.user, before: address.before };
    let (events, older) = store::page(&app.db, &scope, filter, PER_PAGE).await?;
    let of_whom = match address.user.and_then(|user| events.iter().find_map(|event| event.name_of(user))) {
        Some(name) => Words::new("chip-user").with("what", name),
        None => Words::new("audit-of-one"),
    };
    let events = events.into_iter().map(|event| EventView::of(event, &page.reader, actor.schema())).collect();
    let is_first = address.before.is_none();
    let list = ListPage { page: page.at(Nav::Audit), events, user: address.user, of_whom, is_first, older };
    Ok(web::page(&list.page, &list, StatusCode::OK))
}
