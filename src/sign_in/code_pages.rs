//! The page of the second step: a code of the app, or one for recovery.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;

use super::forms::CodeForm;
use super::pages::retry_after;
use super::second_step::{self, Outcome};
use crate::access::{self, Visitor};
use crate::i18n::Words;
use crate::two_factor::Typed;
use crate::web::{self, App, Client, Form, Notice, Page, Posted, Result, filters, go, next};

/// Tries that are left are told of from here on: from the third wrong one.
const FEW: i64 = 2;

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/sign-in/code").route(get().to(show)).route(post().to(take)));
}

#[derive(Template)]
#[template(path = "sign_in/code.html")]
pub struct CodePage {
    pub page: Page,
    /// Who signs in.
    pub email: String,
    pub form: Form,
    /// A recovery code is asked for, in place of one of the app.
    pub is_recovery: bool,
    /// What stands in the way, where it is nothing about the code.
    pub wait: Option<Words>,
}

impl CodePage {
    /// The same page, asking for the other kind of code.
    fn other(&self) -> String {
        next::to_code(self.form.value("next"), !self.is_recovery)
    }

    fn start(&self) -> String {
        next::to_sign_in(self.form.value("next"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    with: String,
}

async fn show(app: ThinData<App>, visitor: Visitor, session: Session, wanted: Query<Wanted>) -> Result<HttpResponse> {
    let next = next::local_path(&wanted.next).unwrap_or_default();
    if visitor.signed_in.is_some() {
        return Ok(go(if next.is_empty() { "/" } else { &next }));
    }
    let Some(email) = second_step::whose(&app, access::waiting_session(&session)).await? else {
        return Ok(go(&next::to_sign_in(&next)));
    };
    let form = Form::of([("next", next), ("with", wanted.with.clone())]);
    Ok(draw(visitor.page, email, form, None, StatusCode::OK))
}

fn draw(mut page: Page, email: String, form: Form, wait: Option<Words>, status: StatusCode) -> HttpResponse {
    let is_recovery = form.has("with", "recovery");
    // Where the language is chosen leads back here.
    page.path = next::to_code(form.value("next"), is_recovery);
    let view = CodePage { page, email, form, is_recovery, wait };
    web::page(&view.page, &view, status)
}

async fn take(app: ThinData<App>, visitor: Visitor, client: Client, session: Session, posted: Posted<CodeForm>) -> Result<HttpResponse> {
    let input = posted.input();
    let waiting = access::waiting_session(&session).filter(|_| visitor.signed_in.is_none());
    let email = second_step::whose(&app, waiting).await?;
    let typed = if input.with == "recovery" { Typed::Recovery(&input.code) } else { Typed::Code(&input.code) };
    let outcome = second_step::take(&app, visitor.catalogue(), waiting, typed, &client).await?;
    let Some(email) = email else { return Ok(go(&next::to_sign_in(&input.next))) };
    match outcome {
        Outcome::In(key) => {
            access::enter(&session, &key);
            Ok(go(&next::local_path(&input.next).unwrap_or_else(|| "/".into())))
        }
        Outcome::Recovered(key, left) => {
            access::enter(&session, &key);
            web::leave(&session, Notice::ok("notice-recovered").with("n", left));
            Ok(go(&next::to_two_factor(&input.next)))
        }
        Outcome::Slip(error) => {
            let form = posted.form.clone().with(vec![("code", Words::new(error))]);
            Ok(draw(visitor.page, email, form, None, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Outcome::Wrong(left) => {
            let key = if input.with == "recovery" { "error-recovery-code" } else { "error-code" };
            let words = if (1..=FEW).contains(&left) { Words::new("error-code-few").with("n", left) } else { Words::new(key) };
            let form = posted.form.clone().with(vec![("code", words)]);
            Ok(draw(visitor.page, email, form, None, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Outcome::Wait(wait) => {
            let words = Words::new(if wait.is_for_good() { "code-blocked" } else { "sign-in-wait" });
            let answer = draw(visitor.page, email, posted.form.clone(), Some(words), StatusCode::TOO_MANY_REQUESTS);
            Ok(retry_after(answer, wait))
        }
        Outcome::Over => Ok(go(&next::to_sign_in(&input.next))),
    }
}
