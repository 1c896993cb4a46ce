//! The pages of signing in and out, and the first page behind them.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;

use super::actions::{self, Outcome};
use super::forms::{LanguageForm, SignInForm, SignOutForm};
use crate::access::{self, Actor, SignedIn, Visitor};
use crate::i18n::{Language, Words};
use crate::rules::{Action, Collection};
use crate::throttles::Wait;
use crate::web::{self, App, Client, Error, Form, Page, Posted, Reply, Result, filters, go, language_cookie, next};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/").route(get().to(home)))
        .service(resource("/sign-in").route(get().to(show)).route(post().to(sign_in)))
        .service(resource("/sign-out").route(post().to(sign_out)))
        .service(resource("/language").route(post().to(language)));
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
pub struct SignInPage {
    pub page: Page,
    pub form: Form,
    pub wrong: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    next: String,
}

/// Where someone lands: the directory for those who may see it, else their own account.
async fn home(actor: Actor, page: Page, session: Session) -> HttpResponse {
    web::go_on(page, &session, if actor.rights.may_beyond_own(Action::Read, Collection::Users) { "/users" } else { "/account" })
}

async fn show(visitor: Visitor, wanted: Query<Wanted>) -> HttpResponse {
    let next = next::local_path(&wanted.next).unwrap_or_default();
    if visitor.signed_in.is_some() {
        return go(if next.is_empty() { "/" } else { &next });
    }
    draw(visitor.page, Form::of([("next", next)]), None, StatusCode::OK)
}

fn draw(mut page: Page, form: Form, wrong: Option<Words>, status: StatusCode) -> HttpResponse {
    // Also after a wrong password: where the language is chosen leads back with the way on.
    page.path = next::to_sign_in(form.value("next"));
    let view = SignInPage { page, form, wrong };
    web::page(&view.page, &view, status)
}

async fn sign_in(
    app: ThinData<App>,
    visitor: Visitor,
    client: Client,
    session: Session,
    posted: Posted<SignInForm>,
) -> Result<HttpResponse> {
    let input = posted.input();
    match actions::sign_in(&app, visitor.catalogue(), &input.email, &input.password, &client).await? {
        Outcome::In(key) => {
            access::enter(&session, &key);
            Ok(go(&next::local_path(&input.next).unwrap_or_else(|| "/".into())))
        }
        Outcome::Pending(key) => {
            access::enter(&session, &key);
            Ok(go(&next::to_code(&input.next, false)))
        }
        Outcome::Wrong => Ok(draw(visitor.page, posted.form, Some(Words::new("sign-in-wrong")), StatusCode::UNPROCESSABLE_ENTITY)),
        Outcome::Wait(wait) => {
            let answer = draw(visitor.page, posted.form, Some(Words::new("sign-in-wait")), StatusCode::TOO_MANY_REQUESTS);
            Ok(retry_after(answer, wait))
        }
    }
}

/// With the seconds to wait, at most a quarter of an hour.
pub(super) fn retry_after(mut answer: HttpResponse, wait: Wait) -> HttpResponse {
    if let Ok(seconds) = wait.seconds().min(900).to_string().parse() {
        answer.headers_mut().insert(RETRY_AFTER, seconds);
    }
    answer
}

async fn sign_out(
    app: ThinData<App>,
    actor: Actor,
    signed_in: SignedIn,
    session: Session,
    posted: Posted<SignOutForm>,
) -> Result<HttpResponse> {
    actions::sign_out(&app, &actor, signed_in.session).await?;
    session.purge();
    // It may be the link of an invitation.
    Ok(go(&next::local_path(&posted.input().next).unwrap_or_else(|| "/sign-in".into())).secret())
}

/// Keeps a stranger's choice in their browser, and goes back to where they were: that may be a link with a secret in it.
async fn language(app: ThinData<App>, posted: Posted<LanguageForm>) -> Result<HttpResponse> {
    let input = posted.input();
    let language = Language::from_tag(&input.language).ok_or(Error::Malformed("language"))?;
    let mut answer = go(&next::own_path(&input.back).unwrap_or_else(|| "/sign-in".into())).secret();
    answer.add_cookie(&language_cookie(&app, language)).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(answer)
}
