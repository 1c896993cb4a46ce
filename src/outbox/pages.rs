//! The pages of the outbox: the list, and one mail with a look at it.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::forms::{Act, MailForm};
use super::model::Sight;
use super::store;
use crate::access::Actor;
use crate::clock::Moment;
use crate::i18n::Words;
use crate::mail::{self, Preview, State};
use crate::rules::{Action, Collection};
use crate::users::NothingForm;
use crate::web::{self, App, Error, Nav, Notice, Page, Posted, Result, filters, go};

/// Mails on one page, and how far the tabs count.
const PER_PAGE: u64 = 50;
const COUNTED: u64 = 10_000;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/outbox").route(get().to(list)).route(post().to(retry_failed)))
        .service(resource("/outbox/pause").route(post().to(end_pause)))
        .service(resource("/outbox/{id}").route(get().to(show)).route(post().to(change)))
        .service(resource("/outbox/{id}/preview").route(get().to(preview)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    state: Option<State>,
    before: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
pub struct ListPage {
    pub page: Page,
    pub mails: Vec<Sight>,
    pub state: Option<State>,
    pub is_first: bool,
    pub older: Option<Uuid>,
    /// Waiting and failed; `None` where the reader does not see states.
    pub counts: Option<[i64; 2]>,
    pub may_retry: bool,
    /// No mail server is set: mails stay here as files.
    pub to_files: bool,
    /// That nothing is tried, until when, what the server said, and whether the reader may end it; `None` too where they see no
    /// states.
    pub pause: Option<(Words, bool)>,
}

impl ListPage {
    /// The tabs: where each leads, its word, and how many there are where that is said.
    fn tabs(&self) -> Vec<(String, &'static str, Option<i64>, bool)> {
        let count = |n: usize| self.counts.map(|counts| counts[n]);
        let tabs = [
            (None, "all", None),
            (Some(State::Waiting), "state-waiting", count(0)),
            (Some(State::Failed), "state-failed", count(1)),
            (Some(State::Sent), "state-sent", None),
            (Some(State::Void), "state-void", None),
        ];
        let address = |state: Option<State>| state.map_or_else(|| "/outbox".to_owned(), |state| format!("/outbox?state={}", state.name()));
        tabs.into_iter().map(|(state, word, n)| (address(state), word, n, state == self.state)).collect()
    }

    /// Where the next page is.
    fn onward(&self, before: &Uuid) -> String {
        match self.state {
            Some(state) => format!("/outbox?state={}&before={before}", state.name()),
            None => format!("/outbox?before={before}"),
        }
    }

    /// How many failed, where there is a button to try them again.
    fn failed(&self) -> i64 {
        self.counts.filter(|_| self.may_retry).map_or(0, |[_, failed]| failed)
    }
}

#[derive(Template)]
#[template(path = "outbox/mail.html")]
pub struct MailPage {
    pub page: Page,
    pub mail: Sight,
    /// `None` where the reader does not see whom it is for, or this version cannot read it.
    pub preview: Option<Preview>,
    pub to_files: bool,
    pub pause: Option<Moment>,
}

impl MailPage {
    /// When it is tried again: not during a pause.
    fn next_at(&self) -> Moment {
        self.pause.map_or(self.mail.next_at, |until| until.max(self.mail.next_at))
    }
}

async fn list(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Outbox)?;
    let scope = actor.scope(Action::Read, Collection::Outbox);
    let sees_states = actor.rights.fields(Action::Read, Collection::Outbox).has("state");
    let state = address.state.filter(|_| sees_states);
    let mut rows = store::page(&app.db, &app.db, &scope, state, address.before, PER_PAGE + 1).await?;
    let has_more = rows.len() as u64 > PER_PAGE;
    rows.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let older = rows.last().filter(|_| has_more).map(|row| row.id);
    let counts = if sees_states {
        let waiting = store::count(&app.db, &scope, State::Waiting, COUNTED).await?;
        Some([waiting, store::count(&app.db, &scope, State::Failed, COUNTED).await?])
    } else {
        None
    };
    let (now, health) = (app.now(), mail::health(&app.db).await?);
    let view = ListPage {
        pause: health.pause(now).filter(|_| sees_states).map(|until| {
            // What the server says of its refusal may name the account that signs in.
            let may_end = actions::may_end_pause(&actor);
            let words = if may_end { "mail-paused" } else { "mail-paused-so" };
            (Words::new(words).with("until", until).with("answer", health.answer), may_end)
        }),
        mails: rows.into_iter().filter_map(|row| Sight::of(&actor, row).ok()).collect(),
        state,
        is_first: address.before.is_none(),
        older,
        counts,
        may_retry: actor.may(Action::Update, Collection::Outbox),
        to_files: app.config.mail_url.is_folder(),
        page: page.at(Nav::Outbox),
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// The mail in words, for those who see what it says and whom it is for. Its link is left out: whoever looks on is not the one it is for.
async fn words_of(app: &App, mail: &Sight) -> Result<Option<Preview>> {
    if !["kind", "address", "user", "created_at", "content"].iter().all(|field| mail.shows(field)) {
        return Ok(None);
    }
    Ok(mail::preview(&app.db, &app.config, mail.id).await?)
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let mail = actions::seen(&app.db, &actor, *id).await?;
    let preview = words_of(&app, &mail).await?;
    let pause = mail::health(&app.db).await?.pause(app.now());
    let view = MailPage { preview, mail, pause, to_files: app.config.mail_url.is_folder(), page: page.at(Nav::Outbox) };
    Ok(web::framing(web::page(&view.page, &view, StatusCode::OK)))
}

/// The HTML of a mail alone, for the frame.
async fn preview(app: ThinData<App>, actor: Actor, id: Path<Uuid>) -> Result<HttpResponse> {
    let mail = actions::seen(&app.db, &actor, *id).await?;
    let preview = words_of(&app, &mail).await?.ok_or(Error::NotFound)?;
    Ok(web::framed(preview.html))
}

async fn change(app: ThinData<App>, actor: Actor, session: Session, id: Path<Uuid>, posted: Posted<MailForm>) -> Result<HttpResponse> {
    let (done, notice) = match posted.input().act {
        Act::Retry => {
            let done = actions::retry(&app.db, &app.keys, &actor, *id, app.now()).await?;
            let is_paused = mail::health(&app.db).await?.pause(app.now()).is_some();
            (done, if is_paused { "notice-mail-retry-paused" } else { "notice-mail-retry" })
        }
        Act::Discard => (actions::discard(&app.db, &actor, *id, app.now()).await?, "notice-mail-discarded"),
    };
    web::leave(&session, Notice::ok(notice));
    Ok(go(&format!("/outbox/{}", done.id)))
}

async fn retry_failed(app: ThinData<App>, actor: Actor, session: Session, _: Posted<NothingForm>) -> Result<HttpResponse> {
    let n = actions::retry_failed(&app.db, &app.keys, &actor, app.now()).await?;
    web::leave(&session, Notice::ok("notice-mails-retry").with("n", i64::try_from(n).unwrap_or(i64::MAX)));
    Ok(go("/outbox"))
}

async fn end_pause(app: ThinData<App>, actor: Actor, session: Session, _: Posted<NothingForm>) -> Result<HttpResponse> {
    actions::end_pause(&app.db, &actor, app.now()).await?;
    web::leave(&session, Notice::ok("notice-pause-ended"));
    Ok(go("/outbox"))
}
