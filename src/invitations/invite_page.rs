//! Inviting: write, check, result, by one form.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::forms::{DAYS, InviteForm};
use super::outcome::check;
use super::send::{self, send};
use super::terms::Choices;
use super::{check_page, offered, result_page, store};
use crate::access::{Actor, least_privileged};
use crate::i18n::{self, Language, Words};
use crate::mail::Bell;
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters};

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
    /// Those that people can be taken into.
    pub groups: Vec<(String, String)>,
    pub languages: Vec<(String, String)>,
    pub days: Vec<(String, String)>,
    pub summary: Option<Words>,
    /// Whether an end date can be given with it.
    pub takes_end: bool,
    /// The terms on which the reader may invite, where there are any.
    pub bounds: Option<String>,
    /// Mails stay here as files.
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
    group: String,
    #[serde(default)]
    email: String,
}

async fn write(app: ThinData<App>, actor: Actor, page: Page, wanted: Query<Wanted>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Invitations)?;
    let choices = Choices::read(&app.db, &actor).await?;
    let default = actor.rights.default_role(Collection::Invitations);
    let asked = choices.roles.iter().find(|role| role.id.to_string() == wanted.role);
    let chosen = asked.or_else(|| choices.roles.iter().find(|role| Some(role.id) == default));
    let chosen = chosen.or_else(|| least_privileged(&choices.roles)).map(|role| role.id.to_string()).unwrap_or_default();
    let form = Form::of([
        ("emails", wanted.email.clone()),
        ("role", chosen),
        ("groups", wanted.group.clone()),
        ("language", page.reader.language.tag().to_owned()),
        ("days", store::settings(&app.db).await?.invitation_days.to_string()),
        ("form_key", Uuid::now_v7().to_string()),
    ]);
    draw_write(&app, &actor, page, form, None, StatusCode::OK).await
}

async fn draw_write(app: &App, actor: &Actor, page: Page, form: Form, summary: Option<Words>, status: StatusCode) -> Result<HttpResponse> {
    let word = |words: Words| words.to(&page.reader).into_owned();
    let choices = Choices::read(&app.db, actor).await?;
    let roles = choices.roles.into_iter().map(|role| {
        let name = if role.admin_access { word(Words::new("role-privileged").with("role", &role.name)) } else { role.name };
        (role.id.to_string(), name)
    });
    let none = (String::new(), i18n::text(page.reader.language, "no-role", None).into_owned());
    let bounds = offered::bounds(&app.db, actor, &page.reader).await?;
    let mut days: Vec<i64> = DAYS.into_iter().chain([store::settings(&app.db).await?.invitation_days]).collect();
    days.sort_unstable();
    days.dedup();
    let view = WritePage {
        roles: roles.chain([none]).collect(),
        groups: choices.groups.iter().map(|group| (group.id.to_string(), group.name.clone())).collect(),
        languages: Language::OFFERED.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned())).collect(),
        days: days.into_iter().map(|days| (days.to_string(), word(Words::new("days").with("n", days)))).collect(),
        page: page.at(Nav::Users),
        form,
        summary,
        takes_end: users::Picks::of(actor).end,
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
    let emails = input.list();
    let mut form = posted.form.clone().set("emails", emails.as_str());
    if input.act == "change" {
        return draw_write(&app, &actor, page, form, None, StatusCode::OK).await;
    }
    // What has just come in, or been put right, is looked at before it is sent.
    let is_sending = input.act == "send" && emails == input.emails;
    let has_come = input.drop.is_empty() && input.restore.is_empty() && input.at.is_empty();
    let input = InviteForm { emails, ..input.clone() };
    let default = actor.rights.default_role(Collection::Invitations);
    let rejected = |error: Error| Ok::<_, Error>(form.clone().wrong(posted.rejected(error)?.errors));
    let (entries, terms) = match posted.typed(|_| web::both(input.entries(), input.terms(default, &page.reader))) {
        Ok(typed) => typed,
        Err(error) => return draw_write(&app, &actor, page, rejected(error)?, None, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    if !is_sending {
        let lines = match check(&app.db, &actor, entries.clone(), &terms, app.now()).await {
            Ok(lines) => lines,
            Err(error) => return draw_write(&app, &actor, page, rejected(error)?, None, StatusCode::UNPROCESSABLE_ENTITY).await,
        };
        let was_sent = send::was_sent(&app.db, input.key()?).await?;
        let is_clean_single = matches!(&lines[..], [line] if line.goes_as_asked()) && has_come && !was_sent;
        if !is_clean_single {
            if was_sent {
                // Pressed twice, or gone back to for others; those are another form.
                if !lines.iter().any(|line| line.outcome.sends()) {
                    let lines = lines.into_iter().map(|line| (line, None)).collect();
                    return result_page::draw(&app, &actor, page, lines, true).await;
                }
                form = form.set("form_key", Uuid::now_v7().to_string());
            }
            return check_page::draw(&app, &actor, page, form, lines, &terms).await;
        }
    }
    match send(&app, &actor, input.key()?, entries, &terms).await {
        Ok(outbound) => {
            bell.ring();
            result_page::draw(&app, &actor, page, outbound.lines, outbound.is_repeat).await
        }
        Err(error) => draw_write(&app, &actor, page, rejected(error)?, None, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
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

/// The live line under the field: how many, and how many need a look.
async fn count(app: ThinData<App>, actor: Actor, page: Page, posted: Posted<InviteForm>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Invitations)?;
    let input = InviteForm { emails: posted.input().list(), ..posted.input().clone() };
    let default = actor.rights.default_role(Collection::Invitations);
    let lines = match input.entries().and_then(|entries| Ok((entries, input.terms(default, &page.reader)?))) {
        Ok((entries, terms)) => check(&app.db, &actor, entries, &terms, app.now()).await,
        Err(error) => Err(error),
    };
    let summary = match lines {
        Ok(lines) => {
            let sending = lines.iter().filter(|line| line.outcome.sends()).count();
            Some(Words::new("invite-count").with("n", lines.len()).with("sending", sending).with("rest", lines.len() - sending))
        }
        Err(Error::Invalid(problems)) => {
            problems.into_iter().next().map(|(_, words)| words).filter(|words| words.key != "error-emails-none")
        }
        Err(error) => return Err(error),
    };
    Ok(web::html(&page.reader, &CountSwap { summary }, StatusCode::OK))
}
