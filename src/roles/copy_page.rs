//! A role like another one.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forms::CopyForm;
use super::record::Sight;
use super::{permission_actions, permission_pages, store};
use crate::access::Actor;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "roles/copy.html")]
pub struct CopyPage {
    pub page: Page,
    pub role: Sight,
    pub form: Form,
    pub rights: usize,
}

/// A role to copy: the public one is not for anybody to have.
async fn open(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let role = permission_pages::seen(app, actor, id).await?;
    actor.require(Action::Create, Collection::Roles)?;
    role.require_copyable()?;
    if role.is_public() { Err(Error::NotFound) } else { Ok(role) }
}

/// `GET /roles/{id}/copy`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let role = open(&app, &actor, *id).await?;
    let name = Words::new("copy-of").with("role", &role.name).to(&page.reader).into_owned();
    draw(&app, page, role, Form::of([("name", name)]), StatusCode::OK).await
}

async fn draw(app: &App, page: Page, role: Sight, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let rights = store::permissions(&app.db, role.id).await?.len();
    let view = CopyPage { page: page.at(Nav::Roles), role, form, rights };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /roles/{id}/copy`
pub async fn copy(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<CopyForm>,
) -> Result<HttpResponse> {
    let role = open(&app, &actor, *id).await?;
    let outcome = match posted.typed(CopyForm::name) {
        Ok(name) => permission_actions::copy(&app.db, &actor, *id, &name, app.now()).await.map(|id| (id, name)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok((id, name)) => {
            web::leave(&session, Notice::ok("notice-role-created").with("role", name));
            Ok(go(&format!("/roles/{id}")))
        }
        Err(Error::Refused(words)) => {
            let form = posted.form.clone().with(vec![("name", words)]);
            draw(&app, page, role, form, StatusCode::CONFLICT).await
        }
        Err(error) => draw(&app, page, role, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}
