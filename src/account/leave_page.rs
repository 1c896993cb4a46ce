//! The page that asks before somebody deletes their own account, and the one that says goodbye.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ThinData;
use askama::Template;

use super::leaving;
use crate::access::Actor;
use crate::handover::{HandoverForm, Owned};
use crate::mail::Bell;
use crate::users::{self, Sight};
use crate::web::{self, App, Error, Form, Nav, Page, Posted, Reply, Result, both, filters};

#[derive(Template)]
#[template(path = "account/delete.html")]
pub struct LeavePage {
    pub page: Page,
    pub user: Sight,
    pub owned: Vec<Owned>,
    pub form: Form,
}

#[derive(Template)]
#[template(path = "account/deleted.html")]
pub struct GonePage {
    pub page: Page,
}

/// `GET /account/delete`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let owned = leaving::owned(&app.db, &actor).await?;
    draw(&app, &actor, page, owned, Form::default(), StatusCode::OK).await
}

async fn draw(app: &App, actor: &Actor, page: Page, owned: Vec<Owned>, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let user = users::seen(&app.db, actor, actor.id().ok_or(Error::SignIn)?).await?;
    let view = LeavePage { page: page.at(Nav::Account), user, owned, form };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /account/delete`
pub async fn leave(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<HandoverForm>,
) -> Result<HttpResponse> {
    let owned = leaving::owned(&app.db, &actor).await?;
    let outcome = match posted.typed(HandoverForm::successors) {
        Ok(successors) => leaving::leave(&app.db, &actor, &posted.input().confirm, &successors, app.now()).await,
        Err(error) => {
            let user = users::seen(&app.db, &actor, actor.id().ok_or(Error::SignIn)?).await?;
            both(Err(error), users::require_confirmed(&user, &posted.input().confirm)).map(|((), ())| ())
        }
    };
    let (form, status) = match outcome {
        Ok(()) => {
            bell.ring();
            session.purge();
            let view = GonePage { page };
            return Ok(web::page(&view.page, &view, StatusCode::OK).secret());
        }
        Err(Error::Refused(words)) => (posted.form.clone().with(vec![("confirm", words)]), StatusCode::CONFLICT),
        // In their order: a choice that was not made is not among what was typed.
        Err(Error::Invalid(problems)) => (posted.form.clone().with(problems), StatusCode::UNPROCESSABLE_ENTITY),
        Err(error) => return Err(error),
    };
    draw(&app, &actor, page, owned, form, status).await
}
