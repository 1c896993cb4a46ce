//! The pages of mail settings: who writes, how mail leaves, a test, and a look at each kind of mail.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::actions;
use super::mail_forms::{SenderForm, TestForm};
use super::model::{Sight, Tabs, tabs};
use super::section::seen;
use super::section_page::{self, Again};
use crate::access::{Actor, SignedIn};
use crate::config::{MailUrl, Security};
use crate::i18n::{Language, Value, Words};
use crate::mail::{self, Kind, Preview, Sender, Step, Trial};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/settings/mail").route(get().to(show)).route(post().to(save)))
        .service(resource("/settings/mail/test").route(post().to(test)))
        .service(resource("/settings/mail/{kind}/{language}").route(get().to(look)))
        .service(resource("/settings/mail/{kind}/{language}/preview").route(get().to(preview)));
}

#[derive(Template)]
#[template(path = "settings/mail.html")]
pub struct MailPage {
    pub page: Page,
    pub settings: Sight,
    pub tabs: Tabs,
    pub way: MailUrl,
    /// The sender where none is set here.
    pub default_from: String,
    pub form: Form,
    pub test: Form,
}

impl MailPage {
    fn languages() -> [(&'static str, &'static str); 2] {
        Language::OFFERED.map(|(language, name)| (language.tag(), name))
    }

    fn security(security: &Security) -> &'static str {
        match security {
            Security::Tls => "mail-tls",
            Security::StartTls => "mail-starttls",
            Security::None => "mail-no-tls",
        }
    }
}

#[derive(Template)]
#[template(path = "settings/mail_kind.html")]
pub struct KindPage {
    pub page: Page,
    pub kind: Kind,
    pub preview: Preview,
}

async fn show(app: ThinData<App>, actor: Actor, who: SignedIn, page: Page) -> Result<HttpResponse> {
    let settings = seen::<Sender>(&app.db, &actor).await?;
    let form = form_of(&settings);
    Ok(draw(&app, &actor, page, settings, form, test_of(&who), StatusCode::OK))
}

fn form_of(settings: &Sight) -> Form {
    let Sender { mail_from, mail_reply_to } = settings.mail.clone();
    Form::of([("version", settings.version.to_string()), ("mail_from", mail_from), ("mail_reply_to", mail_reply_to)])
}

/// To oneself, unless somebody else is named.
fn test_of(who: &SignedIn) -> Form {
    Form::of([("to", who.email.clone())])
}

fn draw(app: &App, actor: &Actor, page: Page, settings: Sight, form: Form, test: Form, status: StatusCode) -> HttpResponse {
    let (way, default_from) = (app.config.mail_url.clone(), app.config.mail_from.clone());
    let view = MailPage { page: page.at(Nav::Settings), tabs: tabs(actor, Some(&settings)), settings, way, default_from, form, test };
    web::page(&view.page, &view, status)
}

async fn save(
    app: ThinData<App>,
    actor: Actor,
    who: SignedIn,
    page: Page,
    session: Session,
    posted: Posted<SenderForm>,
) -> Result<HttpResponse> {
    Ok(match section_page::change(&app, &actor, &page, &session, &posted).await? {
        Some(Again { settings, form, status }) => draw(&app, &actor, page, settings, form, test_of(&who), status),
        None => go("/settings/mail"),
    })
}

async fn test(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<TestForm>) -> Result<HttpResponse> {
    let settings = seen::<Sender>(&app.db, &actor).await?;
    settings.require_changes(&["mail"])?;
    let to = match posted.typed(TestForm::email) {
        Ok(to) => to,
        Err(error) => {
            let (form, test) = (form_of(&settings), posted.rejected(error)?);
            return Ok(draw(&app, &actor, page, settings, form, test, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let trial = actions::try_mail_out(&app, &actor, &to, &page.reader).await?;
    web::leave(&session, told(&trial, app.config.mail_url.is_folder(), &page));
    Ok(go("/settings/mail"))
}

/// What became of the test, in the server's own words.
fn told(trial: &Trial, to_files: bool, page: &Page) -> Notice {
    let answer = Value::Message(trial.answer.clone());
    if trial.is_sent {
        return Notice::ok(if to_files { "notice-test-filed" } else { "notice-test-sent" }).with("answer", answer);
    }
    let key = match trial.step {
        Step::Write => "test-failed-write",
        Step::Connect => "test-failed-connect",
        Step::Tls => "test-failed-tls",
        Step::SignIn => "test-failed-sign-in",
        Step::From => "test-failed-from",
        Step::To => "test-failed-to",
        Step::Text => "test-failed-text",
    };
    Notice::bad(&Words::new(key).with("answer", answer), &page.reader)
}

/// The mail of that kind and language with made-up contents.
async fn sample(app: &App, actor: &Actor, page: &Page, path: &(String, String)) -> Result<(Kind, Preview)> {
    let settings = seen::<Sender>(&app.db, actor).await?;
    let kind = Kind::from_name(&path.0).ok_or(Error::NotFound)?;
    let language = Language::OFFERED.into_iter().map(|(language, _)| language).find(|language| language.tag() == path.1);
    let (language, zone) = (language.ok_or(Error::NotFound)?, page.reader.zone);
    let preview = mail::sample(kind, language, zone, &page.project, &settings.mail, &app.config, app.now());
    Ok((kind, preview.ok_or(Error::NotFound)?))
}

async fn look(app: ThinData<App>, actor: Actor, page: Page, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (kind, preview) = sample(&app, &actor, &page, &path).await?;
    let view = KindPage { page: page.at(Nav::Settings), kind, preview };
    Ok(web::framing(web::page(&view.page, &view, StatusCode::OK)))
}

async fn preview(app: ThinData<App>, actor: Actor, page: Page, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (_, preview) = sample(&app, &actor, &page, &path).await?;
    Ok(web::framed(preview.html))
}
