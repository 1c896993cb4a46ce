//! The pages of inviting: write, check, result.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions::{self, Sent, Terms};
use super::addresses;
use super::forms::{DAYS, InviteForm};
use super::offered;
use super::outcome::{self, Line, Outcome};
use crate::access::{Actor, least_privileged};
use crate::i18n::{self, Language, Words};
use crate::mail::Bell;
use crate::rules::{Action, Collection};
use crate::users::{self};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, filters};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users/invite").route(get().to(write)).route(post().to(check_or_send)))
        .service(resource("/users/invite/check").route(post().to(count)));
}

#[derive(Template)]
#[template(path = "invitations/write.html")]
pub struct WritePage {
    pub page: Page,
    pub form: Form,
    pub roles: Vec<(String, String)>,
    pub languages: Vec<(String, String)>,
    pub days: Vec<(String, String)>,
    pub summary: Option<Words>,
    /// The terms on which the reader may invite, where there are any.
    pub bounds: Option<String>,
    /// Mails stay here as files.
    pub to_files: bool,
}

#[derive(Template)]
#[template(path = "invitations/check.html")]
pub struct CheckPage {
    pub page: Page,
    pub form: Form,
    pub lines: Vec<Line>,
    pub sending: i64,
    /// Role, language and how long the links work.
    pub terms: Words,
    pub bounds: Option<String>,
    pub to_files: bool,
}

#[derive(Template)]
#[template(path = "invitations/result.html")]
pub struct ResultPage {
    pub page: Page,
    pub results: Vec<(Line, Option<Sent>)>,
    pub sent: i64,
    /// The form came a second time.
    pub is_repeat: bool,
    /// Addresses that got none.
    pub rest: i64,
    pub bounds: Option<String>,
    pub to_files: bool,
}

#[derive(Template)]
#[template(path = "invitations/count.swap.html")]
pub struct CountSwap {
    pub summary: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    role: String,
    #[serde(default)]
    email: String,
}

async fn write(app: ThinData<App>, actor: Actor, page: Page, wanted: Query<Wanted>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Invitations)?;
    let roles = actions::roles(&app, &actor).await?;
    let default = actor.rights.default_role(Collection::Invitations);
    let asked = roles.iter().find(|role| role.id.to_string() == wanted.role);
    let chosen = asked.or_else(|| roles.iter().find(|role| Some(role.id) == default)).or_else(|| least_privileged(&roles));
    let chosen = chosen.map(|role| role.id.to_string()).unwrap_or_default();
    let form = Form::of([
        ("emails", wanted.email.clone()),
        ("role", chosen),
        ("language", page.reader.language.tag().to_owned()),
        ("days", "7".to_owned()),
        ("form_key", Uuid::now_v7().to_string()),
    ]);
    draw_write(&app, &actor, page, form, None, StatusCode::OK).await
}

async fn draw_write(app: &App, actor: &Actor, page: Page, form: Form, summary: Option<Words>, status: StatusCode) -> Result<HttpResponse> {
    let word = |words: Words| words.to(&page.reader).into_owned();
    let roles = actions::roles(app, actor).await?.into_iter().map(|role| {
        let name = if role.admin_access { word(Words::new("role-privileged").with("role", &role.name)) } else { role.name };
        (role.id.to_string(), name)
    });
    let none = (String::new(), i18n::text(page.reader.language, "no-role", None).into_owned());
    let bounds = offered::bounds(&app.db, actor, &page.reader).await?;
    let view = WritePage {
        roles: roles.chain([none]).collect(),
        languages: Language::OFFERED.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned())).collect(),
        days: DAYS.iter().map(|days| (days.to_string(), word(Words::new("days").with("n", *days)))).collect(),
        page: page.at(Nav::Users),
        form,
        summary,
        bounds,
        to_files: app.config.mail_url.is_folder(),
    };
    Ok(web::page(&view.page, &view, status))
}

/// One POST for the three steps: `act` and `drop` say which button it was.
async fn check_or_send(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    mut page: Page,
    posted: Posted<InviteForm>,
) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Invitations)?;
    let input = posted.input();
    if !input.restore.is_empty() {
        let id = input.restore.parse().map_err(|_| Error::Malformed("restore"))?;
        page.notice = Some(restore(&app, &actor, &page, id).await?);
    }
    if input.act == "change" {
        return draw_write(&app, &actor, page, posted.form, None, StatusCode::OK).await;
    }
    let mut form = posted.form.clone();
    let mut emails = input.emails.clone();
    if !input.drop.is_empty() {
        emails = addresses::without(&emails, &input.drop);
        form = form.set("emails", emails.as_str());
    }
    let input = InviteForm { emails, ..input.clone() };
    let default = actor.rights.default_role(Collection::Invitations);
    let (entries, terms) = match posted.typed(|_| web::both(input.entries(), input.terms(default))) {
        Ok(typed) => typed,
        Err(error) => {
            let errors = posted.rejected(error)?.errors;
            return draw_write(&app, &actor, page, form.wrong(errors), None, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let lines = outcome::check(&app.db, &actor, entries.clone(), &terms, app.now()).await?;
    let is_sending = input.act == "send";
    let was_sent = !is_sending && actions::was_sent(&app.db, input.key()?).await?;
    let is_clean_single = lines.len() == 1 && lines[0].goes_as_asked() && input.drop.is_empty() && input.restore.is_empty() && !was_sent;
    if !is_sending && !is_clean_single {
        if was_sent {
            // Pressed twice, or gone back to for others; those are another form.
            if !lines.iter().any(|line| line.outcome.sends()) {
                let lines = lines.into_iter().map(|line| (line, None)).collect();
                return draw_result(&app, &actor, page, lines, true).await;
            }
            form = form.set("form_key", Uuid::now_v7().to_string());
        }
        return draw_check(&app, &actor, page, form, lines, &terms).await;
    }
    match actions::send(&app, &actor, input.key()?, entries, &terms).await {
        Ok(outbound) => {
            bell.ring();
            draw_result(&app, &actor, page, outbound.lines, outbound.is_repeat).await
        }
        Err(error) => {
            let errors = posted.rejected(error)?.errors;
            draw_write(&app, &actor, page, form.wrong(errors), None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn draw_result(app: &App, actor: &Actor, page: Page, results: Vec<(Line, Option<Sent>)>, is_repeat: bool) -> Result<HttpResponse> {
    let sent = i64::try_from(results.iter().filter(|(_, sent)| sent.is_some()).count()).unwrap_or(0);
    let rest = i64::try_from(results.len()).unwrap_or(0) - sent;
    let bounds = offered::bounds(&app.db, actor, &page.reader).await?;
    let to_files = app.config.mail_url.is_folder();
    let view = ResultPage { page: page.at(Nav::Users), results, sent, is_repeat, rest, bounds, to_files };
    Ok(web::page(&view.page, &view, StatusCode::OK).secret())
}

/// Someone archived whose address stands in the list goes back to what they were.
async fn restore(app: &App, actor: &Actor, page: &Page, id: Uuid) -> Result<Notice> {
    let user = users::seen(&app.db, actor, id).await?;
    let to = user.restored_status();
    match users::change_status(&app.db, actor, id, to, "", app.now()).await {
        Ok(before) => Ok(users::status_notice(&before, to)),
        Err(Error::Refused(words)) => Ok(Notice::bad(&words, &page.reader)),
        Err(error) => Err(error),
    }
}

async fn draw_check(app: &App, actor: &Actor, page: Page, form: Form, mut lines: Vec<Line>, terms: &Terms) -> Result<HttpResponse> {
    let sending = i64::try_from(lines.iter().filter(|line| line.outcome.sends()).count()).unwrap_or(0);
    // What needs a look comes first.
    lines.sort_by_key(|line| match line.outcome {
        Outcome::Wrong(_) => 0,
        Outcome::Archived(_) | Outcome::Suspended(_) | Outcome::Hidden | Outcome::NotTheirs => 1,
        Outcome::Invite | Outcome::Draft(_) => 2,
        Outcome::Again(..) | Outcome::TooSoon(_) => 3,
        Outcome::Active(_) => 4,
        Outcome::Twice => 5,
    });
    let terms_role = terms.role.map(|role| role.to_string()).unwrap_or_default();
    let roles = actions::roles(app, actor).await?;
    let role = roles.into_iter().find(|known| Some(known.id) == terms.role).map(|role| role.name);
    let role = role.unwrap_or_else(|| i18n::text(page.reader.language, "no-role", None).into_owned());
    let language = Language::OFFERED.iter().find(|(language, _)| *language == terms.language).map_or("", |(_, name)| name);
    let terms = Words::new("invite-terms").with("role", role).with("language", language).with("days", terms.days);
    let form = form.set("role", terms_role);
    let bounds = offered::bounds(&app.db, actor, &page.reader).await?;
    let view = CheckPage { page: page.at(Nav::Users), form, lines, sending, terms, bounds, to_files: app.config.mail_url.is_folder() };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// The live line under the field: how many, and how many need a look.
async fn count(app: ThinData<App>, actor: Actor, page: Page, posted: Posted<InviteForm>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Invitations)?;
    let summary = match posted
        .input()
        .entries()
        .and_then(|entries| Ok((entries, posted.input().terms(actor.rights.default_role(Collection::Invitations))?)))
    {
        Ok((entries, terms)) => {
            let n = entries.len();
            let lines = outcome::check(&app.db, &actor, entries, &terms, app.now()).await?;
            let sending = lines.iter().filter(|line| line.outcome.sends()).count();
            Some(Words::new("invite-count").with("n", n).with("sending", sending).with("rest", n - sending))
        }
        Err(Error::Invalid(problems)) => {
            problems.into_iter().next().map(|(_, words)| words).filter(|words| words.key != "error-emails-none")
        }
        Err(error) => return Err(error),
    };
    Ok(web::html(&page.reader, &CountSwap { summary }, StatusCode::OK))
}
