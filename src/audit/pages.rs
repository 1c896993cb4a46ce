//! The page of the trail.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::store::{self, EventRow, Filter};
use crate::access::{Actor, Right};
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
    pub is_first: bool,
    /// The number to go on from.
    pub older: Option<i64>,
}

/// An event and its fields, ready to be read.
pub struct EventView {
    pub event: EventRow,
    pub changes: Vec<(String, String, String)>,
}

async fn list(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    actor.require(Right::ReadAudit)?;
    let filter = Filter { user: address.user, before: address.before };
    let mut events = store::page(&app.db, filter, PER_PAGE + 1).await?;
    let older = (events.len() as u64 > PER_PAGE).then(|| events.pop()).flatten().and(events.last()).map(|event| event.seq);
    let events = events.into_iter().map(EventView::of).collect();
    let list = ListPage { page: page.at(Nav::Audit), events, user: address.user, is_first: address.before.is_none(), older };
    Ok(web::page(&list.page, &list, StatusCode::OK))
}

impl EventView {
    fn of(event: EventRow) -> Self {
        let changes = event.changes.as_object().into_iter().flatten();
        let changes = changes.map(|(field, change)| (field.clone(), plain(&change["from"]), plain(&change["to"]))).collect();
        Self { event, changes }
    }

    /// The key of the sentence for this action.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("did-{}", self.event.action.replace(['.', '_'], "-"))
    }
}

/// A JSON value without its quotes.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
