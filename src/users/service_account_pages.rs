//! Creating a service account, and saying who answers for it.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::address::LIST;
use super::forms::{OwnerForm, ServiceForm, email_of, role_of};
use super::pages::{changeable, role_options};
use super::record::{Sight, seen};
use super::service_account::{self, NewService};
use super::store;
use crate::access::{self, Actor};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, both, filters, go};

#[derive(Template)]
#[template(path = "users/new_service.html")]
pub struct NewServicePage {
    pub page: Page,
    pub form: Form,
    pub roles: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "users/owner.html")]
pub struct OwnerPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
}

pub async fn new(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Users)?;
    let own = store::these(&app.db, &actor.scope(Action::Read, Collection::Users), actor.id()).await?.pop();
    let first = access::least_privileged(&access::roles(&app.db).await?).map(|role| role.id);
    let role = actor.rights.default_role(Collection::Users).or(first).map(|role| role.to_string());
    let form = Form::of([("owner", own.map(|own| own.email).unwrap_or_default()), ("role", role.unwrap_or_default())]);
    draw_new(&app, &actor, page, form, StatusCode::OK).await
}

async fn draw_new(app: &App, actor: &Actor, page: Page, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let roles = role_options(&page, actor, &access::roles(&app.db).await?, "no-role");
    let view = NewServicePage { page: page.at(Nav::Users), form, roles };
    Ok(web::page(&view.page, &view, status))
}

pub async fn create(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<ServiceForm>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Users)?;
    match create_from(&app, &actor, &posted).await {
        Ok(id) => {
            web::leave(&session, Notice::ok("notice-service-created"));
            let is_seen = seen(&app.db, &actor, id).await.is_ok();
            Ok(go(&if is_seen { format!("/users/{id}") } else { LIST.to_owned() }))
        }
        Err(error) => draw_new(&app, &actor, page, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn create_from(app: &App, actor: &Actor, posted: &Posted<ServiceForm>) -> Result<Uuid> {
    let name = |input: &ServiceForm| match input.name.split_whitespace().collect::<Vec<_>>().join(" ") {
        name if name.is_empty() => Err(Error::Invalid(vec![("name", Words::new("error-service-nameless"))])),
        name => Ok(name),
    };
    let (name, (owner, role)) = posted.typed(|input| both(name(input), both(owner_of(&input.owner), role_of(&input.role))))?;
    service_account::create(&app.db, actor, NewService { name, role, owner }, app.now()).await
}

fn owner_of(text: &str) -> Result<super::Email> {
    email_of(text).map_err(|_| Error::Invalid(vec![("owner", Words::new("error-owner-unknown"))]))
}

pub async fn owner(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = changeable(&app, &actor, *id, "owner").await?;
    let scope = actor.scope(Action::Read, Collection::Users);
    let owner = store::these(&app.db, &scope, user.owner_id).await?.pop();
    let form = Form::of([("owner", owner.map(|owner| owner.email).unwrap_or_default())]);
    draw_owner(page, user, form, StatusCode::OK)
}

fn draw_owner(page: Page, user: Sight, form: Form, status: StatusCode) -> Result<HttpResponse> {
    if !user.is_service() {
        return Err(Words::new("refused-person-owned").into());
    }
    let view = OwnerPage { page: page.at(Nav::Users), user, form };
    Ok(web::page(&view.page, &view, status))
}

pub async fn change_owner(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<OwnerForm>,
) -> Result<HttpResponse> {
    let user = changeable(&app, &actor, *id, "owner").await?;
    let changed = match posted.typed(|input| owner_of(&input.owner)) {
        Ok(owner) => service_account::change_owner(&app.db, &actor, *id, &owner, app.now()).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(user) => {
            web::leave(&session, Notice::ok("notice-owner").with("name", user.name()));
            Ok(go(&format!("/users/{id}")))
        }
        Err(error) => draw_owner(page, user, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    }
}
