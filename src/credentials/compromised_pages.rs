//! The page that says what becomes of a password in other hands.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::compromised::compromised;
use super::forms::SendForm;
use crate::access::Actor;
use crate::mail::Bell;
use crate::users::{self, Sight, Status};
use crate::web::{self, App, Error, Nav, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "credentials/compromised.html")]
pub struct CompromisedPage {
    pub page: Page,
    pub user: Sight,
}

/// `GET /users/{id}/compromised`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/password"));
    }
    let user = users::seen(&app.db, &actor, *id).await?;
    user.require_sets(&["password"])?;
    let view = CompromisedPage { page: page.at(Nav::Users), user };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `POST /users/{id}/compromised`
pub async fn take_away(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    _: Posted<SendForm>,
) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/password"));
    }
    let notice = match compromised(&app, &actor, *id).await {
        Ok(user) => {
            bell.ring();
            let seen = users::seen(&app.db, &actor, user.id).await?;
            Notice::ok(if seen.status == Status::Active { "notice-compromised" } else { "notice-password-gone" }).with("name", seen.name())
        }
        Err(Error::Refused(words)) => Notice::bad(&words, &page.reader),
        Err(error) => return Err(error),
    };
    web::leave(&session, notice);
    Ok(go(&format!("/users/{id}")))
}
