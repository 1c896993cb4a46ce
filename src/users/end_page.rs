//! The form of somebody's end date.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use uuid::Uuid;

use super::ending::{change_end, own};
use super::forms::{EndForm, until_of};
use super::list_forms::BackQuery;
use super::pages::changeable;
use super::record::Sight;
use crate::access::Actor;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go, next};

#[derive(Template)]
#[template(path = "users/end.html")]
pub struct EndPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    /// Where to go afterwards.
    pub back: String,
}

/// A user other than oneself whose end date this person sees and may change.
async fn other(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = changeable(app, actor, id, "expires_at").await?;
    if actor.is(id) { Err(own()) } else { Ok(user) }
}

fn home(id: Uuid, back: &str) -> String {
    next::local_path(back).unwrap_or_else(|| format!("/users/{id}"))
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, query: Query<BackQuery>) -> Result<HttpResponse> {
    let user = other(&app, &actor, *id).await?;
    let day = user.expires_at.map(|end| page.reader.day(&end).to_string()).unwrap_or_default();
    Ok(draw(page, user, Form::of([("until", day)]), &query.back, StatusCode::OK))
}

fn draw(page: Page, user: Sight, form: Form, back: &str, status: StatusCode) -> HttpResponse {
    let view = EndPage { back: home(user.id, back), page: page.at(Nav::Users), user, form };
    web::page(&view.page, &view, status)
}

pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<EndForm>,
) -> Result<HttpResponse> {
    let user = other(&app, &actor, *id).await?;
    let back = &posted.input().back;
    let outcome = match posted.typed(|input| until_of(&input.until, &page.reader)) {
        Ok(until) => change_end(&app.db, &actor, *id, until, app.now()).await.map(|before| (before, until)),
        Err(error) => Err(error),
    };
    let (problems, status) = match outcome {
        Ok((before, until)) => {
            let key = if until.is_some() { "notice-end" } else { "notice-no-end" };
            let notice = Notice::ok(key).with("name", before.name());
            let notice = if let Some(until) = until { notice.with("date", page.reader.date(&until)) } else { notice };
            // To a day that has passed no way leads back.
            let is_undoable = before.expires_at != until && !before.is_past_end(app.now());
            let former = before.expires_at.map(|end| end.to_rfc3339()).unwrap_or_default();
            let undo = |notice: Notice| notice.undo(format!("/users/{id}/end"), &[("until", &former)]);
            web::leave(&session, if is_undoable { undo(notice) } else { notice });
            return Ok(go(&home(*id, back)));
        }
        Err(Error::Invalid(problems)) => (problems, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Error::Refused(words)) => (vec![("until", words)], StatusCode::CONFLICT),
        Err(error) => return Err(error),
    };
    Ok(draw(page, user, posted.form.clone().wrong(problems), back, status))
}
