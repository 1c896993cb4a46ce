//! The page of preferences: of one's own at `/account/preferences`, of others at `/users/{id}/preferences`.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forms::PreferencesForm;
use super::model::{DENSITIES, Preferences, THEMES, Typed};
use super::store::DefaultsRow;
use super::{actions, store};
use crate::access::Actor;
use crate::i18n::{self, Language, Words};
use crate::rules::{Action, Collection};
use crate::users::{self, Acts, Sight, Status};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Problems, Result, filters, go};

/// One's own.
const OWN: &str = "/account/preferences";

/// The keys that do something outside fields, and the words for it; the last one does so for everyone.
const SHORTCUTS: [(&str, &str); 19] = [
    ("/", "key-search"),
    ("mod+k", "key-jump"),
    ("g u", "key-users"),
    ("g r", "key-roles"),
    ("g g", "key-groups"),
    ("g a", "key-audit"),
    ("g s", "key-settings"),
    ("i", "invite-people"),
    ("j", "key-next-row"),
    ("k", "key-previous-row"),
    ("x", "key-tick"),
    ("X", "key-tick-page"),
    ("Esc", "key-untick"),
    (".", "key-actions"),
    ("f", "filter"),
    ("z", "undo"),
    ("[", "key-previous-page"),
    ("]", "key-next-page"),
    ("?", "key-help"),
];

#[derive(Template)]
#[template(path = "account/preferences.html")]
pub struct PreferencesPage {
    pub page: Page,
    pub user: Sight,
    pub acts: Acts,
    pub is_own: bool,
    pub form: Form,
    pub languages: Vec<(String, String)>,
    pub zones: Vec<(String, String)>,
    /// What holds for who has chosen no zone.
    pub default_zone: String,
    /// What the reader sees and may not change: label and value.
    pub facts: Vec<(&'static str, String)>,
}

impl PreferencesPage {
    fn shortcuts(&self) -> &'static [(&'static str, &'static str)] {
        if self.page.opens(Nav::Users) { &SHORTCUTS } else { &SHORTCUTS[SHORTCUTS.len() - 1..] }
    }

    fn path(&self) -> String {
        path(self.is_own, self.user.id)
    }
}

fn path(is_own: bool, id: Uuid) -> String {
    if is_own { OWN.into() } else { format!("/users/{id}/preferences") }
}

/// `GET /account/preferences`
pub async fn show_own(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let user = users::seen(&app.db, &actor, actor.id().ok_or(Error::SignIn)?).await?;
    draw(&app, &actor, page, user, None, StatusCode::OK).await
}

/// `GET /users/{id}/preferences`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go(OWN));
    }
    let user = changeable(&app, &actor, *id).await?;
    draw(&app, &actor, page, user, None, StatusCode::OK).await
}

/// Somebody of whose preferences the reader may change some.
async fn changeable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = users::seen(&app.db, actor, id).await?;
    match Acts::of(actor, &user).preferences {
        true => Ok(user),
        false if user.is_service() => Err(Error::NotFound),
        false => Err(Error::Lack(Lack::of(Action::Update, Collection::Users))),
    }
}

/// `POST /account/preferences`
pub async fn save_own(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<PreferencesForm>,
) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    finish(&app, &actor, page, &session, id, &posted).await
}

/// `POST /users/{id}/preferences`
pub async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<PreferencesForm>,
) -> Result<HttpResponse> {
    finish(&app, &actor, page, &session, *id, &posted).await
}

async fn finish(
    app: &App,
    actor: &Actor,
    page: Page,
    session: &Session,
    id: Uuid,
    posted: &Posted<PreferencesForm>,
) -> Result<HttpResponse> {
    changeable(app, actor, id).await?;
    let outcome = match posted.typed(PreferencesForm::typed) {
        Ok(typed) => {
            let version = posted.input().version;
            actions::save_preferences(&app.db, actor, id, version, &typed, app.now()).await.map_err(|error| (error, typed))
        }
        Err(error) => Err((error, Typed::default())),
    };
    let Err((error, typed)) = outcome else {
        web::leave(session, Notice::ok("notice-saved"));
        return Ok(go(&path(actor.is(id), id)));
    };
    let user = users::seen(&app.db, actor, id).await?;
    let (form, status) = match error {
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Error::Refused(words) if words.key == "refused-stale" => {
            let last = (user.updated_by, user.updated_at);
            let words = users::quicker(&app.db, actor, &|field| user.shows(field), last, words).await?;
            let form = posted.form.clone().set("version", user.version.to_string());
            (form.with(differences(app, &page, &user, &typed, words).await?), StatusCode::CONFLICT)
        }
        error => (posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    };
    draw(app, actor, page, user, Some(form), status).await
}

async fn draw(app: &App, actor: &Actor, page: Page, user: Sight, form: Option<Form>, status: StatusCode) -> Result<HttpResponse> {
    let project = store::defaults(&app.db).await?;
    let is_own = actor.is(user.id);
    let said = told(&Preferences::of(&user), &project, &page).into_iter();
    let view = PreferencesPage {
        acts: Acts::of(actor, &user),
        form: form.unwrap_or_else(|| form_of(&user)),
        languages: std::iter::once((String::new(), language_of("", &project, &page))).chain(languages()).collect(),
        zones: i18n::zones_at(page.now()),
        default_zone: zone_of("", &project, &page),
        facts: said.filter(|(field, ..)| user.shows(field) && !user.changes(field)).map(|(_, label, value)| (label, value)).collect(),
        page: page.at(if is_own { Nav::Account } else { Nav::Users }),
        is_own,
        user,
    };
    Ok(web::page(&view.page, &view, status))
}

fn form_of(user: &Sight) -> Form {
    let Preferences { language, timezone, theme, density, shortcuts, email_notifications } = Preferences::of(user);
    let ticked = |is_on: bool| if is_on { "on" } else { "off" }.to_owned();
    Form::of([
        ("version", user.version.to_string()),
        ("language", language),
        ("timezone", timezone),
        ("theme", theme),
        ("density", density),
        ("shortcuts", ticked(shortcuts)),
        ("email_notifications", ticked(email_notifications)),
    ])
}

fn languages() -> impl Iterator<Item = (String, String)> {
    Language::OFFERED.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned()))
}

/// "Default (English)", or a language by its own name.
fn language_of(tag: &str, project: &DefaultsRow, page: &Page) -> String {
    let name = |tag: &str| languages().find(|(offered, _)| offered == tag).map_or_else(|| tag.to_owned(), |(_, name)| name);
    if tag.is_empty() { default(&name(&project.default_language), page) } else { name(tag) }
}

/// "Default (Europe/Oslo)", or a zone by name.
fn zone_of(zone: &str, project: &DefaultsRow, page: &Page) -> String {
    if zone.is_empty() { default(&project.default_timezone.replace('_', " "), page) } else { zone.replace('_', " ") }
}

fn default(what: &str, page: &Page) -> String {
    Words::new("project-default").with("what", what).to(&page.reader).into_owned()
}

/// Each field, its label, and what it says, as the reader would put it.
fn told(preferences: &Preferences, project: &DefaultsRow, page: &Page) -> Vec<(&'static str, &'static str, String)> {
    let word = |key: &'static str| i18n::text(page.reader.language, key, None).into_owned();
    let one_of = |offered: &[(&str, &'static str)], name: &str| {
        offered.iter().find(|(offered, _)| *offered == name).map_or_else(|| name.to_owned(), |(_, key)| word(key))
    };
    let flag = |is_on: bool| word(if is_on { "flag-on" } else { "flag-off" });
    vec![
        ("theme", "theme", one_of(&THEMES, &preferences.theme)),
        ("density", "density", one_of(&DENSITIES, &preferences.density)),
        ("language", "language", language_of(&preferences.language, project, page)),
        ("timezone", "timezone", zone_of(&preferences.timezone, project, page)),
        ("shortcuts", "shortcuts-on", flag(preferences.shortcuts)),
        ("email_notifications", "email-notifications", flag(preferences.email_notifications)),
    ]
}

/// Each field of the form whose stored value is another than the typed one, with the stored one.
async fn differences(app: &App, page: &Page, user: &Sight, typed: &Typed, words: Words) -> Result<Problems> {
    let project = store::defaults(&app.db).await?;
    let stored = Preferences::of(user);
    let typed = told(&typed.over(&stored), &project, page);
    let fields = told(&stored, &project, page).into_iter().zip(typed);
    Ok(web::overtaken(words, fields.map(|((field, label, stored), (.., typed))| (field, label, stored, typed))))
}
