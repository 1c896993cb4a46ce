//! The page of settings.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::forms::SettingsForm;
use super::invitations_page;
use super::model::{BOUNDS, SECTIONS, Settings, Sight, SignInRules, TWO_FACTOR, Tabs, label, tabs};
use super::section::seen;
use super::section_page::{self, Again};
use crate::access::{self, Actor};
use crate::i18n;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Form, Nav, Page, Posted, Result, filters, go};

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
        self.settings.sign_in.told(field, &self.page)
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

async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let reads = actor.rights.fields(Action::Read, Collection::Settings);
    if let Some((_, path, _)) = SECTIONS.iter().find(|(field, ..)| reads.has(field)).filter(|(field, ..)| *field != "sign_in") {
        return Ok(go(path));
    }
    let settings = seen::<SignInRules>(&app.db, &actor).await?;
    let form = form_of(&settings);
    draw(&app, &actor, page, &settings, form, StatusCode::OK).await
}

fn form_of(settings: &Settings) -> Form {
    let numbers = BOUNDS.iter().map(|(field, ..)| (*field, settings.sign_in.number(field).to_string()));
    let others = [
        ("version", settings.version.to_string()),
        ("two_factor", settings.sign_in.two_factor.clone()),
        ("own_deletion", if settings.sign_in.own_deletion { "on" } else { "" }.to_owned()),
    ];
    Form::of(others.into_iter().chain(numbers))
}

async fn draw(app: &App, actor: &Actor, page: Page, settings: &Sight, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let view = SettingsPage {
        bare_admins: access::admins_without_two_factor(&app.db, app.now()).await?,
        page: page.at(Nav::Settings),
        may_change: settings.changes("sign_in"),
        tabs: tabs(actor, Some(settings)),
        settings: Settings::clone(settings),
        form,
    };
    Ok(web::page(&view.page, &view, status))
}

async fn save(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<SettingsForm>) -> Result<HttpResponse> {
    Ok(match section_page::change(&app, &actor, &page, &session, &posted).await? {
        Some(Again { settings, form, status }) => draw(&app, &actor, page, &settings, form, status).await?,
        None => go("/settings"),
    })
}
