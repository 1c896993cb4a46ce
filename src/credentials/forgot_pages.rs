//! Asking for a link to a new password, and sending one.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forgot;
use super::forms::{ForgotForm, SendForm};
use crate::access::Actor;
use crate::mail::Bell;
use crate::users::email_of;
use crate::web::{self, App, Client, Error, Form, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "credentials/forgot.html")]
pub struct ForgotPage {
    pub page: Page,
    pub form: Form,
    /// The address that was asked for.
    pub asked: Option<String>,
}

fn draw(page: Page, form: Form, asked: Option<String>, status: StatusCode) -> HttpResponse {
    let view = ForgotPage { page, form, asked };
    web::page(&view.page, &view, status)
}

/// `GET /forgot-password`
pub async fn show(page: Page) -> HttpResponse {
    draw(page, Form::default(), None, StatusCode::OK)
}

/// `POST /forgot-password`: the same answer for every address.
pub async fn ask(app: ThinData<App>, bell: ThinData<Bell>, page: Page, client: Client, posted: Posted<ForgotForm>) -> Result<HttpResponse> {
    match email_of(&posted.input().email) {
        Ok(email) => {
            forgot::ask(&app, &email, &client).await?;
            bell.ring();
            Ok(draw(page, Form::default(), Some(email.as_typed().to_owned()), StatusCode::OK))
        }
        Err(error) => Ok(draw(page, posted.rejected(error)?, None, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// `POST /users/{id}/reset`: sends a user a link.
pub async fn send(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    _: Posted<SendForm>,
) -> Result<HttpResponse> {
    let (notice, back) = match forgot::send_to(&app, &actor, *id).await {
        Ok(user) => {
            bell.ring();
            let seen = crate::users::seen(&app.db, &actor, user.id).await?;
            (Notice::ok("notice-reset-sent").with("name", seen.name()), format!("/users/{id}"))
        }
        Err(Error::Refused(words)) => (Notice::bad(&words, &page.reader), format!("/users/{id}/password")),
        Err(error) => return Err(error),
    };
    web::leave(&session, notice);
    Ok(go(&back))
}
