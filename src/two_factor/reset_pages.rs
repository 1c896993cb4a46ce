//! Turning off the two-factor of somebody who has lost it.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::forms::RemoveForm;
use crate::access::Actor;
use crate::users::{self, Sight};
use crate::web::{self, App, Form, Nav, Notice, Page, Posted, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/users/{id}/two-factor").route(get().to(show)).route(post().to(remove)));
}

#[derive(Template)]
#[template(path = "two_factor/remove.html")]
pub struct RemovePage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/two-factor"));
    }
    draw(&app, &actor, page, *id, Form::default(), StatusCode::OK).await
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let user = users::seen(&app.db, actor, id).await?;
    actions::require_to_remove(app, actor, id).await?;
    let view = RemovePage { page: page.at(Nav::Users), user, form };
    Ok(web::page(&view.page, &view, status))
}

async fn remove(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<RemoveForm>,
) -> Result<HttpResponse> {
    let name = users::seen(&app.db, &actor, *id).await?.name();
    let outcome = match posted.check() {
        Ok(input) => actions::remove(&app, &actor, *id, &input.reason).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-two-factor-removed").with("name", name));
            Ok(go(&format!("/users/{id}/security")))
        }
        Err(error) => draw(&app, &actor, page, *id, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}
