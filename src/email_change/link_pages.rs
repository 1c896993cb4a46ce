//! The page behind the link that proves a new address.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;

use super::confirm::{self, State};
use crate::access::{SignedIn, Visitor};
use crate::crypto::Secret;
use crate::links::End;
use crate::mail::Bell;
use crate::users::NothingForm;
use crate::web::{self, App, Error, Notice, Page, Posted, Reply, Result, filters, go};

#[derive(Template)]
#[template(path = "email_change/confirm.html")]
pub struct ConfirmPage {
    pub page: Page,
    pub token: String,
    /// Who is signed in.
    pub name: String,
    pub state: State,
}

impl ConfirmPage {
    fn title(&self) -> &'static str {
        match self.state {
            State::Open(..) => "email-confirm",
            State::Taken(_) => "email-confirm-taken",
            State::NotTheirs => "email-confirm-other",
            State::Dead(_) => "link-dead",
        }
    }

    /// Why a link works no more, and what is next.
    fn why(end: &Option<End>) -> &'static str {
        match end {
            None => "email-dead-unknown",
            Some(End::Used) => "email-dead-used",
            Some(End::Replaced) => "email-dead-replaced",
            Some(End::Cancelled) => "email-dead-cancelled",
            Some(End::Expired) => "email-dead-expired",
        }
    }
}

fn draw(page: Page, token: String, who: SignedIn, state: State) -> HttpResponse {
    let status = match state {
        State::Open(..) => StatusCode::OK,
        State::Taken(_) => StatusCode::CONFLICT,
        State::NotTheirs => StatusCode::FORBIDDEN,
        State::Dead(_) => StatusCode::GONE,
    };
    let view = ConfirmPage { page, token, name: who.name, state };
    web::page(&view.page, &view, status).secret()
}

/// `GET /email/{token}`: whoever is not signed in does so first, and comes back. Looking changes nothing: mail scanners look too.
pub async fn show(app: ThinData<App>, who: SignedIn, page: Page, token: Path<String>) -> Result<HttpResponse> {
    let state = confirm::find(&app, who.user, Secret::parse(&token).as_ref()).await?;
    Ok(draw(page, token.into_inner(), who, state))
}

/// `POST /email/{token}`
pub async fn confirm(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    visitor: Visitor,
    session: Session,
    token: Path<String>,
    _: Posted<NothingForm>,
) -> Result<HttpResponse> {
    let actor = visitor.actor(false).ok_or(Error::SignIn)?;
    let outcome = match Secret::parse(&token) {
        Some(secret) => confirm::confirm(&app, &actor, &secret).await?,
        None => Err(State::Dead(None)),
    };
    match outcome {
        Ok(email) => {
            bell.ring();
            web::leave(&session, Notice::ok("notice-email-confirmed").with("email", email.as_typed()));
            Ok(go("/account").secret())
        }
        Err(state) => Ok(draw(visitor.page, token.into_inner(), visitor.signed_in.ok_or(Error::SignIn)?, state)),
    }
}
