//! The form that grants a role, and what ends a grant.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forms::{GrantAct, GrantForm};
use super::grants::{end_grant, grant};
use super::pages::role_options;
use super::record::{Sight, seen};
use crate::access::{self, Actor};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Result, filters, go, next};

#[derive(Template)]
#[template(path = "users/grant.html")]
pub struct GrantPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    pub roles: Vec<(String, String)>,
}

/// A user other than oneself whose grants this person sees and may change.
async fn grantee(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = seen(&app.db, actor, id).await?;
    let lack = |action| Error::Lack(Lack::of(action, Collection::Users).field("grants"));
    match (user.sets("grants"), user.shows("grants")) {
        (false, _) => Err(lack(Action::Update)),
        (_, false) => Err(lack(Action::Read)),
        _ if actor.is(id) => Err(Words::new("refused-own-grants").into()),
        _ => Ok(user),
    }
}

pub async fn new(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = grantee(&app, &actor, *id).await?;
    draw(&app, &actor, page, user, Form::default(), StatusCode::OK).await
}

async fn draw(app: &App, actor: &Actor, page: Page, user: Sight, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let roles = role_options(&page, actor, &access::roles(&app.db).await?, "choose-role");
    let view = GrantPage { page: page.at(Nav::Users), user, form, roles };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /users/{id}/grants`: grants a role, or ends a grant.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<GrantForm>,
) -> Result<HttpResponse> {
    let user = grantee(&app, &actor, *id).await?;
    let notice = match posted.input().act {
        GrantAct::Add => match add(&app, &actor, &page, *id, &posted).await {
            Ok(notice) => Some(notice),
            Err(Error::Invalid(problems)) => {
                let form = posted.form.clone().wrong(problems);
                return draw(&app, &actor, page, user, form, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
            Err(Error::Refused(words)) => {
                let form = posted.form.clone().wrong(vec![("role", words)]);
                return draw(&app, &actor, page, user, form, StatusCode::CONFLICT).await;
            }
            Err(error) => return Err(error),
        },
        GrantAct::End => end(&app, &actor, *id, posted.input()).await?,
    };
    if let Some(notice) = notice {
        web::leave(&session, notice);
    }
    Ok(go(&next::local_path(&posted.input().back).unwrap_or_else(|| format!("/users/{id}/access"))))
}

async fn add(app: &App, actor: &Actor, page: &Page, id: Uuid, posted: &Posted<GrantForm>) -> Result<Notice> {
    let new = posted.typed(|input| input.grant(&page.reader))?;
    let role = actor.rights.catalogue.role(new.role).map_or_else(String::new, |role| role.name.clone());
    let (user, grant) = grant(&app.db, actor, id, new, app.now()).await?;
    let notice = Notice::ok("notice-granted").with("name", user.name()).with("role", role);
    Ok(notice.undo(format!("/users/{id}/grants"), &[("act", "end"), ("id", &grant.to_string())]))
}

async fn end(app: &App, actor: &Actor, id: Uuid, input: &GrantForm) -> Result<Option<Notice>> {
    let grant = input.id.ok_or(Error::Malformed("no grant"))?;
    let Some((user, grant)) = end_grant(&app.db, actor, id, grant, app.now()).await? else { return Ok(None) };
    let notice = Notice::ok("notice-grant-ended").with("name", user.name()).with("role", &grant.role_name);
    let role = grant.role_id.to_string();
    let until = grant.expires_at.map(|end| end.to_rfc3339()).unwrap_or_default();
    let again = [("act", "add"), ("role", &role), ("until", &until), ("reason", &grant.reason)];
    Ok(Some(notice.undo(format!("/users/{id}/grants"), &again)))
}
