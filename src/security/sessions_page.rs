//! Ending sessions: the page that asks before all others end, and the form that ends one or all.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::forms::SessionsForm;
use super::pages::{SessionView, base, sessions};
use crate::access::Actor;
use crate::users::{self, Sight};
use crate::web::{self, App, Error, Nav, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "security/end_sessions.html")]
pub struct EndSessionsPage {
    pub page: Page,
    pub user: Sight,
    pub is_own: bool,
    /// Those that would end.
    pub ending: Vec<SessionView>,
}

impl EndSessionsPage {
    fn base(&self) -> String {
        base(self.is_own, self.user.id)
    }
}

/// `GET /account/sessions`
pub async fn ask_own(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    draw(&app, &actor, page, id).await
}

/// `GET /users/{id}/sessions`
pub async fn ask(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    draw(&app, &actor, page, *id).await
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid) -> Result<HttpResponse> {
    let (user, is_own) = (users::seen(&app.db, actor, id).await?, actor.is(id));
    let mut ending = sessions(app, actor, id).await?;
    ending.retain(|session| !session.is_this && session.may_end);
    if ending.is_empty() {
        return Ok(go(&format!("{}/security", base(is_own, id))));
    }
    let view = EndSessionsPage { page: page.at(if is_own { Nav::Account } else { Nav::Users }), user, is_own, ending };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `POST /account/sessions`
pub async fn end_own(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<SessionsForm>) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    finish(&app, &actor, &page, &session, id, &posted).await
}

/// `POST /users/{id}/sessions`
pub async fn end(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<SessionsForm>,
) -> Result<HttpResponse> {
    finish(&app, &actor, &page, &session, *id, &posted).await
}

async fn finish(app: &App, actor: &Actor, page: &Page, session: &Session, id: Uuid, posted: &Posted<SessionsForm>) -> Result<HttpResponse> {
    let notice = match actions::end(&app.db, actor, id, posted.check()?.which(), app.now()).await {
        Ok((_, n)) => Notice::ok("notice-sessions-ended").with("n", i64::try_from(n).unwrap_or(i64::MAX)),
        Err(Error::Refused(words)) => Notice::bad(&words, &page.reader),
        Err(error) => return Err(error),
    };
    web::leave(session, notice);
    Ok(go(&format!("{}/security", base(actor.is(id), id))))
}
