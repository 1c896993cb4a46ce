//! The page of settings.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::actions::{self, seen};
use super::forms::SettingsForm;
use super::invitations_page;
use super::model::{BOUNDS, SECTIONS, Settings, Sight, SignInRules, TWO_FACTOR, Tabs, label, tabs};
use crate::access::{self, Actor};
use crate::i18n::{self, Words};
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Problems, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/settings").route(get().to(show)).route(post().to(save)))
        .service(resource("/settings/invitations").route(get().to(invitations_page::show)).route(post().to(invitations_page::change)))
        .configure(super::mail_pages::routes);
}

#[derive(Template)]
#[template(path = "settings/settings.html")]
pub struct SettingsPage {
    pub page: Page,
    pub settings: Settings,
    pub may_change: bool,
    pub tabs: Tabs,
    pub form: Form,
    /// Administrators who have no two-factor yet.
    pub bare_admins: i64,
}

impl SettingsPage {
    fn two_factor(&self) -> Vec<(&'static str, String)> {
        TWO_FACTOR.iter().map(|(name, key)| (*name, i18n::text(self.page.reader.language, key, None).into_owned())).collect()
    }

    /// Label, hint and value of each number.
    fn numbers() -> Vec<(&'static str, &'static str, &'static str)> {
        BOUNDS.iter().map(|(field, ..)| (*field, label(field), hint(field))).collect()
    }

    fn value(&self, field: &str) -> String {
        word_of(&self.settings.sign_in, field, &self.page)
    }
}

fn hint(field: &str) -> &'static str {
    match field {
        "password_min" => "password-min-hint",
        "suspend_after" => "suspend-after-hint",
        "session_idle_minutes" => "session-idle-hint",
        "session_max_minutes" => "session-max-hint",
        _ => "sessions-per-user-hint",
    }
}

/// A setting as its reader would put it.
fn word_of(rules: &SignInRules, field: &str, page: &Page) -> String {
    if field == "two_factor" {
        let key = TWO_FACTOR.iter().find(|(name, _)| *name == rules.two_factor).map_or("", |(_, key)| key);
        return i18n::text(page.reader.language, key, None).into_owned();
    }
    page.reader.number(rules.number(field))
}

async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let reads = actor.rights.fields(Action::Read, Collection::Settings);
    if let Some((_, path, _)) = SECTIONS.iter().find(|(field, ..)| reads.has(field)).filter(|(field, ..)| *field != "sign_in") {
        return Ok(go(path));
    }
    let settings = seen(&app.db, &actor).await?;
    let form = form_of(&settings);
    draw(&app, page, &settings, form, StatusCode::OK).await
}

fn form_of(settings: &Settings) -> Form {
    let numbers = BOUNDS.iter().map(|(field, ..)| (*field, settings.sign_in.number(field).to_string()));
    let others = [("version", settings.version.to_string()), ("two_factor", settings.sign_in.two_factor.clone())];
    Form::of(others.into_iter().chain(numbers))
}

async fn draw(app: &App, page: Page, settings: &Sight, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let view = SettingsPage {
        bare_admins: access::admins_without_two_factor(&app.db, app.now()).await?,
        page: page.at(Nav::Settings),
        may_change: settings.changes("sign_in"),
        tabs: tabs(settings),
        settings: Settings::clone(settings),
        form,
    };
    Ok(web::page(&view.page, &view, status))
}

async fn save(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<SettingsForm>) -> Result<HttpResponse> {
    let settings = seen(&app.db, &actor).await?;
    settings.require_changes(&["sign_in"])?;
    let outcome = match posted.typed(SettingsForm::rules) {
        Ok(rules) => {
            actions::save_sign_in(&app.db, &actor, posted.input().version, &rules, app.now()).await.map_err(|error| (error, Some(rules)))
        }
        Err(error) => Err((error, None)),
    };
    let (form, status) = match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-saved"));
            return Ok(go("/settings"));
        }
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Err((Error::Refused(words), Some(rules))) => {
            let settings = seen(&app.db, &actor).await?;
            let form = posted.form.clone().set("version", settings.version.to_string());
            (form.with(differences(&settings.sign_in, &rules, words, &page)), StatusCode::CONFLICT)
        }
        Err((error, _)) => (posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    };
    draw(&app, page, &settings, form, status).await
}

/// Each field whose stored value is another than the typed one, with the stored one.
fn differences(stored: &SignInRules, typed: &SignInRules, words: Words, page: &Page) -> Problems {
    let fields = BOUNDS.iter().map(|(field, ..)| *field).chain(["two_factor"]);
    web::overtaken(words, fields.map(|field| (field, label(field), word_of(stored, field, page), word_of(typed, field, page))))
}
