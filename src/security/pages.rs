//! The page of what keeps an account safe: at `/users/{id}/security`, for oneself at `/account/security`.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions::{self, may_end};
use super::{many_page, sessions_page};
use crate::access::{Actor, SessionRow};
use crate::rules::{Action, Collection};
use crate::users::{self, Acts, Sight, Status};
use crate::web::{self, App, Device, Error, Nav, Page, Result, filters, go};
use crate::{tokens, two_factor};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/account/security").route(get().to(show_own)))
        .service(resource("/account/sessions").route(get().to(sessions_page::ask_own)).route(post().to(sessions_page::end_own)))
        .service(resource("/roles/{id}/sessions").route(get().to(many_page::ask_of_role)).route(post().to(many_page::end_of_role)))
        .service(resource("/groups/{id}/sessions").route(get().to(many_page::ask_of_group)).route(post().to(many_page::end_of_group)))
        .service(resource("/users/{id}/security").route(get().to(show)))
        .service(resource("/users/{id}/sessions").route(get().to(sessions_page::ask)).route(post().to(sessions_page::end)));
}

#[derive(Template)]
#[template(path = "security/page.html")]
pub struct SecurityPage {
    pub page: Page,
    pub user: Sight,
    pub is_own: bool,
    pub acts: Acts,
    /// None where the reader may see none.
    pub two_factor: Option<two_factor::Card>,
    /// None where the reader may see none.
    pub sessions: Option<Vec<SessionView>>,
    pub tokens: Option<tokens::Card>,
    /// Whether it is the reader's own account, and the settings let them delete it.
    pub may_leave: bool,
}

/// A session as it is read.
pub struct SessionView {
    pub row: SessionRow,
    pub device: Device,
    /// The one that asks.
    pub is_this: bool,
    pub may_end: bool,
}

impl SecurityPage {
    /// Where the forms about this user post, and their pages stand.
    fn base(&self) -> String {
        base(self.is_own, self.user.id)
    }

    /// Whether there is more than the one that asks.
    fn has_others(&self) -> bool {
        self.sessions.iter().flatten().any(|session| !session.is_this && session.may_end)
    }
}

/// "/account" or "/users/…".
pub fn base(is_own: bool, id: Uuid) -> String {
    if is_own { "/account".into() } else { format!("/users/{id}") }
}

async fn show_own(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    draw(&app, &actor, page, id).await
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/security"));
    }
    draw(&app, &actor, page, *id).await
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid) -> Result<HttpResponse> {
    let (user, is_own) = (users::seen(&app.db, actor, id).await?, actor.is(id));
    let acts = Acts::of(actor, &user);
    if !is_own && !acts.security {
        return Err(Error::NotFound);
    }
    let view = SecurityPage {
        two_factor: two_factor::Card::read(app, actor, &user, app.now()).await?,
        tokens: match tokens::Card::read(&app.db, actor, id, app.now()).await {
            Err(Error::NotFound) => None,
            card => Some(card?),
        },
        sessions: if is_own || (actor.may(Action::Read, Collection::Sessions) && !user.is_service()) {
            Some(sessions(app, actor, id).await?)
        } else {
            None
        },
        may_leave: is_own && users::store::project(&app.db).await?.own_deletion,
        is_own,
        acts,
        page: page.at(if is_own { Nav::Account } else { Nav::Users }),
        user,
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// The sessions of a user as whoever acts may see them, the one that asks first.
pub async fn sessions(app: &App, actor: &Actor, id: Uuid) -> Result<Vec<SessionView>> {
    let rows = actions::sessions(&app.db, actor, id, app.now()).await?;
    let view = |row: SessionRow| SessionView {
        device: Device::of(&row.agent),
        is_this: actor.session() == Some(row.id),
        may_end: may_end(actor, &row),
        row,
    };
    let mut views: Vec<SessionView> = rows.into_iter().map(view).collect();
    views.sort_by_key(|session| !session.is_this);
    Ok(views)
}
