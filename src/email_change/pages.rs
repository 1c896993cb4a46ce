//! The routes of addresses; the form of one's own, and of somebody else's.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::forms::{EmailAct, EmailForm};
use super::{actions, link_pages};
use crate::access::Actor;
use crate::i18n::Words;
use crate::links::{self, PendingEmail};
use crate::mail::Bell;
use crate::users::{self, Sight, Status, email_of, home_of};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/account/email").route(get().to(show_own)).route(post().to(save_own)))
        .service(resource("/users/{id}/email").route(get().to(show)).route(post().to(save)))
        .service(resource("/email/{token}").route(get().to(link_pages::show)).route(post().to(link_pages::confirm)));
}

#[derive(Template)]
#[template(path = "email_change/form.html")]
pub struct EmailPage {
    pub page: Page,
    pub user: Sight,
    pub is_own: bool,
    /// Whether they can be asked for a proof: they can sign in.
    pub may_prove: bool,
    pub pending: Option<PendingEmail>,
    pub form: Form,
    /// The profile: one's own lives elsewhere.
    pub home: String,
    /// No mail server is set: mails stay here.
    pub to_files: bool,
}

impl EmailPage {
    fn title(&self) -> Words {
        if self.is_own { Words::new("change-own-email") } else { Words::new("change-email-of").with("name", self.user.name()) }
    }
}

/// `GET /account/email`
async fn show_own(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    draw(&app, &actor, page, id, Form::default(), StatusCode::OK).await
}

/// `GET /users/{id}/email`
async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/email"));
    }
    draw(&app, &actor, page, *id, Form::default(), StatusCode::OK).await
}

/// A user in whom this person may see and change the address.
async fn changeable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = users::seen(&app.db, actor, id).await?;
    user.require_changes(&["email"])?;
    if user.is_service() { Err(Words::new("refused-service-email").into()) } else { Ok(user) }
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let user = changeable(app, actor, id).await?;
    let (now, is_own) = (app.now(), actor.is(id));
    let view = EmailPage {
        page: page.at(if is_own { Nav::Account } else { Nav::Users }),
        is_own,
        may_prove: is_own || user.shows("status") && user.has_access(now),
        user,
        pending: links::pending_email(&app.db, id, now).await?,
        form,
        home: home_of(actor, id),
        to_files: app.config.mail_url.is_folder(),
    };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /account/email`
async fn save_own(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<EmailForm>,
) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    act(&app, &bell, &actor, page, &session, id, &posted).await
}

/// `POST /users/{id}/email`
async fn save(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<EmailForm>,
) -> Result<HttpResponse> {
    act(&app, &bell, &actor, page, &session, *id, &posted).await
}

async fn act(
    app: &App,
    bell: &Bell,
    actor: &Actor,
    page: Page,
    session: &Session,
    id: Uuid,
    posted: &Posted<EmailForm>,
) -> Result<HttpResponse> {
    let home = home_of(actor, id);
    changeable(app, actor, id).await?;
    let (notice, next) = match outcome(app, actor, id, posted).await {
        Ok((notice, stays)) => {
            bell.ring();
            (notice, if stays { format!("{home}/email") } else { home })
        }
        Err(Error::Refused(words)) => (Notice::bad(&words, &page.reader), format!("{home}/email")),
        Err(error) => return draw(app, actor, page, id, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    web::leave(session, notice);
    // The address may have been what made them visible.
    let is_seen = actor.is(id) || users::seen(&app.db, actor, id).await.is_ok();
    Ok(go(if is_seen { &next } else { "/users" }))
}

/// What to say, and whether there is more to do on the page of the form.
async fn outcome(app: &App, actor: &Actor, id: Uuid, posted: &Posted<EmailForm>) -> Result<(Notice, bool)> {
    let typed = || posted.typed(|input| email_of(&input.email));
    Ok(match posted.input().act {
        EmailAct::Ask => {
            let email = typed()?;
            actions::ask(app, actor, id, &email).await?;
            (asked(actor, id, email.as_typed()), true)
        }
        EmailAct::Again => {
            let email = actions::ask_again(app, actor, id).await?;
            (asked(actor, id, email.as_typed()), true)
        }
        EmailAct::Cancel => {
            actions::cancel(app, actor, id).await?;
            (Notice::ok("notice-email-cancelled"), false)
        }
        EmailAct::Change => {
            let email = typed()?;
            let before = actions::change(app, actor, id, &email).await?;
            let is_invited = before.status == Status::Invited && Sight::of(actor, before).is_ok_and(|user| user.shows("status"));
            let key = if is_invited { "notice-email-changed-invited" } else { "notice-email-changed" };
            (Notice::ok(key).with("email", email.as_typed()), false)
        }
    })
}

fn asked(actor: &Actor, id: Uuid, email: &str) -> Notice {
    Notice::ok(if actor.is(id) { "notice-email-asked" } else { "notice-email-asked-other" }).with("email", email)
}
