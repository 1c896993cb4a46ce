//! The page that asks before somebody is deleted for good, and who takes over what they answer for.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::forms::HandoverForm;
use super::owned::{Owned, owned_by};
use crate::access::Actor;
use crate::rules::{Action, Collection};
use crate::users::{self, Sight};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Result, both, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/users/{id}/delete").route(get().to(show)).route(post().to(delete)));
}

#[derive(Template)]
#[template(path = "handover/delete.html")]
pub struct DeletePage {
    pub page: Page,
    pub user: Sight,
    pub owned: Vec<Owned>,
    pub form: Form,
}

/// A user whom this person may see and delete.
async fn deletable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = users::seen(&app.db, actor, id).await?;
    if user.deletes { Ok(user) } else { Err(Error::Lack(Lack::of(Action::Delete, Collection::Users))) }
}

async fn draw(app: &App, actor: &Actor, page: Page, user: Sight, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let owned = owned_by(&app.db, actor, user.id).await?;
    let view = DeletePage { page: page.at(Nav::Users), user, owned, form };
    Ok(web::page(&view.page, &view, status))
}

/// `GET /users/{id}/delete`
async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = deletable(&app, &actor, *id).await?;
    draw(&app, &actor, page, user, Form::default(), StatusCode::OK).await
}

/// `POST /users/{id}/delete`
async fn delete(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<HandoverForm>,
) -> Result<HttpResponse> {
    let user = deletable(&app, &actor, *id).await?;
    let typed = &posted.input().confirm;
    let outcome = match posted.typed(HandoverForm::successors) {
        Ok(said) => actions::delete(&app.db, &actor, *id, typed, &said, app.now()).await,
        Err(error) => both(Err(error), users::require_confirmed(&user, typed)).map(|(gone, ())| gone),
    };
    match outcome {
        Ok(gone) => {
            web::leave(&session, Notice::ok("notice-deleted").with("name", gone.name()));
            Ok(go("/users"))
        }
        // In their order: a choice that was not made is not among what was typed.
        Err(Error::Invalid(problems)) => {
            draw(&app, &actor, page, user, posted.form.clone().with(problems), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error),
    }
}
