//! The pages of one's own account.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use chrono::TimeDelta;

use super::forms::{PasswordForm, PreferencesForm};
use super::{actions, store};
use crate::access::{self, Actor, SignedIn};
use crate::clock::Moment;
use crate::credentials::{self, Password};
use crate::i18n::{self, Language};
use crate::users;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, filters, go};

/// A password proved this recently need not be typed again.
const FRESH: TimeDelta = TimeDelta::minutes(10);

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/account").route(get().to(show)))
        .service(resource("/account/preferences").route(get().to(preferences)).route(post().to(save_preferences)))
        .service(resource("/account/password").route(get().to(password)).route(post().to(change_password)));
}

#[derive(Template)]
#[template(path = "account/preferences.html")]
pub struct PreferencesPage {
    pub page: Page,
    pub form: Form,
    pub languages: Vec<(String, String)>,
    pub zones: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "account/password.html")]
pub struct PasswordPage {
    pub page: Page,
    pub form: Form,
    /// A temporary password has to go before anything else.
    pub is_due: bool,
    pub asks_present: bool,
}

async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    users::draw_profile(&app, &actor, page, id).await
}

async fn preferences(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let row = store::find(&app.db, actor.id().ok_or(Error::SignIn)?).await?.ok_or(Error::NotFound)?;
    let form = Form::of([("language", row.language), ("timezone", row.timezone), ("theme", row.theme), ("density", row.density)]);
    Ok(draw_preferences(page, form, StatusCode::OK))
}

fn draw_preferences(page: Page, form: Form, status: StatusCode) -> HttpResponse {
    let default = || (String::new(), i18n::text(page.reader.language, "project-default", None).into_owned());
    let offered = Language::OFFERED.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned()));
    let languages = std::iter::once(default()).chain(offered).collect();
    let zones = std::iter::once(default()).chain(i18n::zones()).collect();
    let view = PreferencesPage { page: page.at(Nav::Account), form, languages, zones };
    web::page(&view.page, &view, status)
}

async fn save_preferences(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<PreferencesForm>,
) -> Result<HttpResponse> {
    let outcome = match posted.check().and_then(PreferencesForm::preferences) {
        Ok(preferences) => actions::save_preferences(&app.db, &actor, &preferences, app.now()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-saved"));
            Ok(go("/account/preferences"))
        }
        Err(error) => Ok(draw_preferences(page, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// After a temporary password it was typed a moment ago; else it is asked for.
fn asks_present(signed_in: &SignedIn, now: Moment) -> bool {
    !(signed_in.must_change_password && signed_in.proved_at > now - FRESH)
}

async fn password(app: ThinData<App>, signed_in: SignedIn, page: Page) -> HttpResponse {
    draw_password(page, &signed_in, app.now(), Form::default(), StatusCode::OK)
}

fn draw_password(page: Page, signed_in: &SignedIn, now: Moment, form: Form, status: StatusCode) -> HttpResponse {
    let asks_present = asks_present(signed_in, now);
    let view = PasswordPage { page: page.at(Nav::Account), form, is_due: signed_in.must_change_password, asks_present };
    web::page(&view.page, &view, status).secret()
}

async fn change_password(
    app: ThinData<App>,
    actor: Actor,
    signed_in: SignedIn,
    page: Page,
    session: Session,
    posted: Posted<PasswordForm>,
) -> Result<HttpResponse> {
    let input = posted.input();
    let present = asks_present(&signed_in, app.now()).then_some(input.present.as_str());
    let local = signed_in.email.split('@').next().unwrap_or_default();
    let outcome = match Password::choose(&input.password, &[&page.project, &page.host, &signed_in.name, local]) {
        Ok(new) => credentials::change_own(&app, &actor, present, &new).await,
        Err(words) => Err(Error::Invalid(vec![("password", words)])),
    };
    match outcome {
        Ok(key) => {
            access::enter(&session, &key);
            Ok(go("/account"))
        }
        Err(error) => {
            let form = posted.rejected(error)?;
            Ok(draw_password(page, &signed_in, app.now(), form, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
