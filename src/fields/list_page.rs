//! The fields that were added, in their order.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::forms::MoveForm;
use super::model::Sight;
use super::{actions, field_page};
use crate::access::Actor;
use crate::rules::{Action, Collection, Type};
use crate::settings::{self, Tabs};
use crate::web::{self, App, Nav, Notice, Page, Posted, Result, filters, go};

pub(super) const LIST: &str = "/settings/fields";

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/settings/fields").route(get().to(show)).route(post().to(change)))
        .service(resource("/settings/fields/new").route(get().to(field_page::new)).route(post().to(field_page::create)))
        .service(resource("/settings/fields/{id}").route(get().to(field_page::show)).route(post().to(field_page::save)))
        .service(resource("/settings/fields/{id}/delete").route(get().to(field_page::confirm_delete)).route(post().to(field_page::delete)));
}

#[derive(Template)]
#[template(path = "fields/list.html")]
pub struct ListPage {
    pub page: Page,
    pub tabs: Tabs,
    pub fields: Vec<Line>,
    pub may_create: bool,
}

/// A field and who may change what people have in it, for who may know.
pub struct Line {
    pub field: Sight,
    pub changed_by: Vec<String>,
}

impl ListPage {
    fn count(&self) -> i64 {
        i64::try_from(self.fields.len()).unwrap_or(i64::MAX)
    }

    fn has_changers(&self) -> bool {
        self.fields.iter().any(|line| !line.changed_by.is_empty())
    }

    fn moves(&self) -> bool {
        self.fields.len() > 1 && self.fields.iter().any(|line| line.field.changes("options"))
    }
}

/// The key of what a type is called.
#[must_use]
pub fn word(takes: Type) -> &'static str {
    match takes {
        Type::Text => "type-text",
        Type::LongText => "type-long-text",
        Type::Number => "type-number",
        Type::Flag => "type-boolean",
        Type::Day => "type-date",
        Type::Pick => "type-select",
        Type::Picks => "type-multi-select",
        Type::Url => "type-url",
    }
}

/// `GET /settings/fields`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Fields)?;
    let seen = actions::all_seen(&app.db, &actor).await?.into_iter();
    let fields = seen.map(|field| Line { changed_by: changers(&actor, &field), field }).collect();
    let view = ListPage {
        tabs: settings::tabs_of(&app.db, &actor).await?,
        fields,
        may_create: actor.may(Action::Create, Collection::Fields),
        page: page.at(Nav::Settings),
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// The roles whose holders may change it, of themselves or of others; administrators may anyway.
fn changers(actor: &Actor, field: &Sight) -> Vec<String> {
    let Some(known) = actor.schema().field(Collection::Users, &field.name).filter(|_| actor.is_admin()) else { return Vec::new() };
    let mut names: Vec<String> = actor.rights.catalogue.changing(known).map(str::to_owned).collect();
    names.sort();
    names
}

/// `POST /settings/fields`: moves one up or down.
pub async fn change(app: ThinData<App>, actor: Actor, session: Session, posted: Posted<MoveForm>) -> Result<HttpResponse> {
    let input = posted.check()?;
    actions::put(&app.db, &actor, input.id, input.act, app.now()).await?;
    web::leave(&session, Notice::ok("notice-field-moved"));
    Ok(go(LIST))
}
