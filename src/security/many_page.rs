//! Ending the sessions of many at once: of everyone who has a role, or is in a group.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::actions;
use crate::access::{self, Actor, Holders, SeenRoles};
use crate::groups;
use crate::rules::{Action, Collection};
use crate::users::NothingForm;
use crate::web::{self, App, Error, Nav, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "security/end_many.html")]
pub struct EndManyPage {
    pub page: Page,
    /// Of the role or group.
    pub name: String,
    /// The page of the role or group.
    pub back: String,
    /// Sessions that would end.
    pub sessions: i64,
    pub users: i64,
    /// There are more, whom nobody has looked at yet.
    pub is_part: bool,
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The name of the role or group, for those who see it, and where its page stands.
async fn named(app: &App, actor: &Actor, holders: Holders) -> Result<(String, String)> {
    actor.require(Action::Delete, Collection::Sessions)?;
    match holders {
        Holders::OfGroup(id) => Ok((groups::seen(&app.db, actor, id).await?.name.clone(), format!("/groups/{id}"))),
        Holders::OfRole(id) => {
            let role = access::giveable_role(&app.db, id).await?.ok_or(Error::NotFound)?;
            let is_seen = SeenRoles::read(&app.db, actor).await?.shows(id, "name");
            if is_seen { Ok((role.name, format!("/roles/{id}"))) } else { Err(Error::NotFound) }
        }
    }
}

async fn ask(app: &App, actor: &Actor, page: Page, holders: Holders) -> Result<HttpResponse> {
    let (name, back) = named(app, actor, holders).await?;
    let ending = actions::endable(&app.db, actor, holders, Uuid::nil(), app.now()).await?;
    let is_group = matches!(holders, Holders::OfGroup(_));
    let view = EndManyPage {
        page: page.at(if is_group { Nav::Groups } else { Nav::Roles }),
        name,
        back,
        sessions: number(ending.sessions()),
        users: number(ending.users.len()),
        is_part: ending.next.is_some(),
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn end(app: &App, actor: &Actor, session: &Session, holders: Holders) -> Result<HttpResponse> {
    let (_, back) = named(app, actor, holders).await?;
    let sessions = actions::end_many(&app.db, actor, holders, app.now()).await?;
    web::leave(session, Notice::ok("notice-sessions-ended").with("n", number(sessions)));
    Ok(go(&back))
}

/// `GET /roles/{id}/sessions`
pub async fn ask_of_role(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    ask(&app, &actor, page, Holders::OfRole(*id)).await
}

/// `POST /roles/{id}/sessions`
pub async fn end_of_role(
    app: ThinData<App>,
    actor: Actor,
    session: Session,
    id: Path<Uuid>,
    _: Posted<NothingForm>,
) -> Result<HttpResponse> {
    end(&app, &actor, &session, Holders::OfRole(*id)).await
}

/// `GET /groups/{id}/sessions`
pub async fn ask_of_group(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    ask(&app, &actor, page, Holders::OfGroup(*id)).await
}

/// `POST /groups/{id}/sessions`
pub async fn end_of_group(
    app: ThinData<App>,
    actor: Actor,
    session: Session,
    id: Path<Uuid>,
    _: Posted<NothingForm>,
) -> Result<HttpResponse> {
    end(&app, &actor, &session, Holders::OfGroup(*id)).await
}
