//! The routes of roles, and the pages on which one is listed, seen, made, edited and deleted.

use std::borrow::Borrow;

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::forms::RoleForm;
use super::model::{Details, Typed};
use super::record::{Sight, editable, seen};
use super::{actions, copy_page, delete_page, list_pages, permission_page, permission_pages, review_page, store, users_page};
use crate::access::Actor;
use crate::i18n::{self, Words};
use crate::rules::{Action, Collection};
use crate::users::store::{Directory, Row};
use crate::users::{self, Counts, Filter, RoleFilter};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Problems, Result, filters, go};

/// Users on the page of a role; the directory has them all.
const FIRST_USERS: u64 = 10;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/roles").route(get().to(list_pages::list)))
        .service(resource("/roles/new").route(get().to(new)).route(post().to(create)))
        .service(resource("/roles/compare").route(get().to(list_pages::compare)))
        .service(resource("/roles/{id}").route(get().to(show)))
        .service(resource("/roles/{id}/edit").route(get().to(edit)).route(post().to(save)))
        .service(resource("/roles/{id}/users").route(get().to(users_page::show)).route(post().to(users_page::change)))
        .service(resource("/roles/{id}/copy").route(get().to(copy_page::show)).route(post().to(copy_page::copy)))
        .service(resource("/roles/{id}/permissions").route(get().to(permission_pages::show)).route(post().to(permission_pages::review)))
        .service(resource("/roles/{id}/permissions/apply").route(post().to(review_page::apply)))
        .service(
            resource("/roles/{id}/permissions/{permission}")
                .route(get().to(permission_page::show))
                .route(post().to(permission_page::change)),
        )
        .service(resource("/roles/{id}/delete").route(get().to(delete_page::show)).route(post().to(delete_page::delete)));
}

#[derive(Template)]
#[template(path = "roles/role.html")]
#[expect(clippy::struct_excessive_bools, reason = "what the reader may do, one by one")]
pub struct RolePage {
    pub page: Page,
    pub role: Sight,
    /// Not archived.
    pub holders: Option<i64>,
    pub users: Vec<Row>,
    /// Of those who made and changed it.
    pub names: Vec<Row>,
    /// Whether the reader sees who has it, and how many.
    pub shows_users: bool,
    /// Of its permissions; `None` where they are not for the reader.
    pub rights: Option<i64>,
    pub may_copy: bool,
    /// Whether they may give it, and take it away.
    pub gives: bool,
    pub may_invite: bool,
    pub may_create_users: bool,
    pub ends_sessions: bool,
}

#[derive(Template)]
#[template(path = "roles/form.html")]
pub struct FormPage {
    pub page: Page,
    pub form: Form,
    /// None yet for a new one.
    pub role: Option<Sight>,
}

impl RolePage {
    fn name_of(&self, id: impl Borrow<Option<Uuid>>) -> Option<&Row> {
        self.names.iter().find(|name| Some(name.id) == *id.borrow())
    }

    /// Nobody takes their own role away.
    fn may_remove(&self, user: &Row) -> bool {
        self.gives && self.page.person.as_ref().is_none_or(|person| person.id != user.id)
    }
}

impl FormPage {
    fn is_public(&self) -> bool {
        self.role.as_ref().is_some_and(|role| role.is_public())
    }

    /// Whether the form has that field.
    fn has(&self, field: &str) -> bool {
        self.role.as_ref().is_none_or(|role| role.offers(field))
    }
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    draw(&app, &actor, page, *id, StatusCode::OK).await
}

/// The page of a role.
pub(super) async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, status: StatusCode) -> Result<HttpResponse> {
    let role = seen(&app.db, actor, id).await?;
    let filter = Filter { role: Some(RoleFilter::Is(id)), ..Filter::default() };
    let scope = actor.scope(Action::Read, Collection::Users);
    let counts = Counts::read(&app.db, actor).await?;
    let shows_users = !role.is_public() && scope.fields().has("role") && actor.rights.may_beyond_own(Action::Read, Collection::Users);
    let users = if shows_users {
        Directory::open(&app.db, &filter, &scope, counts.matching(&filter), app.now()).await?.first(FIRST_USERS).await?
    } else {
        Vec::new()
    };
    let rights = if role.shows("permissions") { Some(store::permissions(&app.db, id).await?.len()) } else { None };
    let view = RolePage {
        holders: counts.are_known.then(|| counts.of_role(id)),
        rights: rights.and_then(|n| i64::try_from(n).ok()),
        may_copy: role.require_copyable().is_ok() && !role.is_public() && actor.may(Action::Create, Collection::Roles),
        names: users::store::these(&app.db, &scope, [role.created_by, role.updated_by].into_iter().flatten()).await?,
        shows_users,
        gives: shows_users && actor.rights.fields(Action::Update, Collection::Users).has("role") && actor.gives(id),
        may_invite: actor.may(Action::Create, Collection::Invitations) && actor.gives(id),
        may_create_users: actor.may(Action::Create, Collection::Users) && actor.gives(id),
        ends_sessions: actor.may(Action::Delete, Collection::Sessions),
        page: page.at(Nav::Roles),
        role,
        users,
    };
    Ok(web::page(&view.page, &view, status))
}

/// How many users have the role as their own, where the reader may know.
pub(super) async fn holders(app: &App, actor: &Actor, role: &Sight) -> Result<Option<i64>> {
    let counts = Counts::read(&app.db, actor).await?;
    Ok((counts.are_known && !role.is_public()).then(|| counts.of_role(role.id)))
}

async fn new(actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Roles)?;
    Ok(draw_form(page, None, Form::of([("app_access", "on")]), StatusCode::OK))
}

fn draw_form(page: Page, role: Option<Sight>, form: Form, status: StatusCode) -> HttpResponse {
    let view = FormPage { page: page.at(Nav::Roles), form, role };
    web::page(&view.page, &view, status)
}

async fn create(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<RoleForm>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Roles)?;
    let outcome = match posted.typed(RoleForm::details) {
        Ok(details) => actions::create(&app.db, &actor, &details, app.now()).await.map(|id| (id, details.name)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok((id, name)) => {
            web::leave(&session, Notice::ok("notice-role-created").with("role", name));
            Ok(go(&format!("/roles/{id}")))
        }
        Err(error) => Ok(draw_form(page, None, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

async fn edit(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let role = editable(&app.db, &actor, *id).await?;
    let on = |flag| if flag { "on" } else { "" };
    let form = Form::of([
        ("version", role.version.to_string().as_str()),
        ("name", &role.name),
        ("description", &role.description),
        ("admin_access", on(role.admin_access)),
        ("app_access", on(role.app_access)),
        ("require_2fa", on(role.require_2fa)),
        ("ip_allow", &role.networks().join("\n")),
    ]);
    Ok(draw_form(page, Some(role), form, StatusCode::OK))
}

async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<RoleForm>,
) -> Result<HttpResponse> {
    let role = editable(&app.db, &actor, *id).await?;
    let outcome = match posted.typed(|form| form.typed(|field| role.offers(field))) {
        Ok(typed) => actions::edit(&app.db, &actor, *id, posted.input().version, &typed, app.now()).await.map_err(|e| (e, typed)),
        Err(error) => Err((error, Typed::default())),
    };
    let Err((error, typed)) = outcome else {
        web::leave(&session, Notice::ok("notice-saved"));
        return Ok(go(&format!("/roles/{id}")));
    };
    let role = seen(&app.db, &actor, *id).await?;
    let (form, status) = match error {
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Error::Refused(words) if words.key == "refused-stale" => {
            let last = (role.updated_by, role.updated_at);
            let words = users::quicker(&app.db, &actor, &|field| role.shows(field), last, words).await?;
            let form = posted.form.clone().set("version", role.version.to_string());
            (form.with(differences(&role, &typed.over(&role.details()), words, &page)), StatusCode::CONFLICT)
        }
        Error::Refused(words) => {
            let field = if role.is_public() { "name" } else { "admin_access" };
            (posted.form.clone().with(vec![(field, words)]), StatusCode::CONFLICT)
        }
        error => (posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    };
    Ok(draw_form(page, Some(role), form, status))
}

/// Each field whose stored value is another than the typed one, with the stored one.
fn differences(role: &Sight, typed: &Details, words: Words, page: &Page) -> Problems {
    let word = |flag| i18n::text(page.reader.language, if flag { "flag-on" } else { "flag-off" }, None).into_owned();
    let fields = [
        ("name", "name", role.name.clone(), typed.name.clone()),
        ("description", "description", role.description.clone(), typed.description.clone()),
        ("app_access", "may-use-pages", word(role.app_access), word(typed.app_access)),
        ("admin_access", "can-manage-everyone", word(role.admin_access), word(typed.admin_access)),
        ("require_2fa", "requires-two-factor", word(role.require_2fa), word(typed.require_2fa)),
        ("ip_allow", "allowed-networks", role.networks().join(", "), typed.networks().join(", ")),
    ];
    web::overtaken(words, fields)
}
