//! The page of set-up.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::actions::{self, is_open};
use super::forms::SetupForm;
use super::model::Project;
use crate::access::{self, Actor};
use crate::credentials::Password;
use crate::i18n::{self, Language, Words};
use crate::users::Email;
use crate::web::{self, App, Client, Error, Form, Page, Posted, Problems, Reply, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/setup").route(get().to(show)).route(post().to(set_up)));
}

/// The code that opens set-up: derived from the server's key, so it is the same after a restart and on every node, and of
/// no use once the settings exist.
#[must_use]
pub fn code_of(app: &App) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let bytes = app.keys.derive("set-up code");
    let letters = bytes[..20].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let mut code = String::with_capacity(24);
    for (i, letter) in letters.enumerate() {
        if i > 0 && i % 4 == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    code
}

#[derive(Template)]
#[template(path = "setup/setup.html")]
pub struct SetupPage {
    pub page: Page,
    pub form: Form,
    pub languages: Vec<(String, String)>,
    pub zones: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    #[serde(default)]
    code: String,
}

async fn show(app: ThinData<App>, page: Page, link: Query<Link>) -> Result<HttpResponse> {
    if !is_open(&app.db).await? {
        return Err(Error::NotFound);
    }
    let language = page.reader.language.tag();
    let form = Form::of([("code", link.code.as_str()), ("language", language), ("timezone", "UTC")]);
    Ok(draw(page, form, StatusCode::OK))
}

fn draw(page: Page, form: Form, status: StatusCode) -> HttpResponse {
    let languages = Language::OFFERED.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned())).collect();
    let view = SetupPage { page, form, languages, zones: i18n::zones() };
    web::page(&view.page, &view, status).secret()
}

async fn set_up(app: ThinData<App>, page: Page, client: Client, session: Session, posted: Posted<SetupForm>) -> Result<HttpResponse> {
    if !is_open(&app.db).await? {
        return Err(Error::NotFound);
    }
    let form = posted.form.clone().set("code", posted.input().code.clone());
    match try_set_up(&app, &page, &client, &posted).await {
        Ok(key) => {
            access::enter(&session, &key);
            Ok(go("/users"))
        }
        Err(error) => {
            let rejected = posted.rejected(error)?;
            Ok(draw(page, form.wrong(rejected.errors), StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

async fn try_set_up(app: &App, page: &Page, client: &Client, posted: &Posted<SetupForm>) -> Result<access::Entry> {
    let input = posted.input();
    let mut problems: Problems = posted.form.errors.clone();
    let typed: String = input.code.trim().to_uppercase();
    if !bool::from(typed.as_bytes().ct_eq(code_of(app).as_bytes())) {
        problems.push(("code", Words::new("error-set-up-code")));
    }
    if input.organisation.is_empty() {
        problems.push(("organisation", Words::new("error-organisation-empty")));
    }
    let email = Email::parse(&input.email).map_err(|error| problems.push(("email", Words::new(error.key())))).ok();
    let local = input.email.split('@').next().unwrap_or_default();
    let context = [input.organisation.as_str(), &page.host, local, &input.first_name, &input.last_name];
    let password = Password::choose(&input.password, page.password_min, &context).map_err(|words| problems.push(("password", words))).ok();
    if Language::from_tag(&input.language).is_none() {
        problems.push(("language", Words::new("error-language")));
    }
    if i18n::zone(&input.timezone).is_none() {
        problems.push(("timezone", Words::new("error-timezone")));
    }
    let (Some(email), Some(password), true) = (email, password, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let project = Project { name: input.organisation.clone(), language: input.language.clone(), timezone: input.timezone.clone() };
    let names = (input.first_name.as_str(), input.last_name.as_str());
    let name = web::display_name(names.0, names.1, email.as_typed());
    let actor = Actor::setting_up(name, client.clone());
    let id = actions::set_up(app, &project, &email, names, password.expose(), &actor).await?;
    let mut write = app.db.write().await?;
    let key = access::open_session(&mut write, id, access::SecondStep::None, client, app.now()).await?;
    write.commit().await?;
    Ok(key)
}
