//! The routes of users, and the forms that act on one: status, role, details, deleting, creating.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions::{self, NewUser};
use super::address::State;
use super::directory_page::{self, Counts, RowView};
use super::forms::{DeleteForm, DetailsForm, NewUserForm, NothingForm, RoleForm, StatusForm, email_of, role_of};
use super::model::{Status, User};
use super::{profile_page, store};
use crate::access::{self, Actor, Right, RoleName};
use crate::i18n::Words;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, Swap, filters, go, next};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users").route(get().to(directory_page::show)))
        .service(resource("/users/new").route(get().to(new)).route(post().to(create)))
        .service(resource("/users/{id}").route(get().to(profile_page::show)))
        .service(resource("/users/{id}/details").route(get().to(details)).route(post().to(save_details)))
        .service(resource("/users/{id}/status").route(get().to(status)).route(post().to(change_status)))
        .service(resource("/users/{id}/role").route(get().to(role)).route(post().to(change_role)))
        .service(resource("/users/{id}/password").route(get().to(password)).route(post().to(set_password)))
        .service(resource("/users/{id}/delete").route(get().to(confirm_delete)).route(post().to(delete)));
}

#[derive(Template)]
#[template(path = "users/new.html")]
pub struct NewPage {
    pub page: Page,
    pub form: Form,
    pub roles: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "users/temporary_password.html")]
pub struct TemporaryPasswordPage {
    pub page: Page,
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub password: String,
}

#[derive(Template)]
#[template(path = "users/details.html")]
pub struct DetailsPage {
    pub page: Page,
    pub user: User,
    pub form: Form,
    pub title: Words,
}

#[derive(Template)]
#[template(path = "users/status.html", blocks = ["dialog"])]
pub struct StatusPage {
    pub page: Page,
    pub user: User,
    pub form: Form,
    pub is_swap: bool,
    /// Where to go afterwards.
    pub back: String,
}

#[derive(Template)]
#[template(path = "users/role.html", blocks = ["dialog"])]
pub struct RolePage {
    pub page: Page,
    pub user: User,
    pub form: Form,
    pub roles: Vec<(String, String)>,
    pub is_swap: bool,
    pub back: String,
}

#[derive(Template)]
#[template(path = "users/changed.swap.html")]
pub struct ChangedSwap {
    pub page: Page,
    pub row: RowView,
    pub counts: Counts,
    pub notice: Notice,
    /// The list that the row stands in.
    pub state: State,
}

#[derive(Template)]
#[template(path = "users/password.html")]
pub struct PasswordPage {
    pub page: Page,
    pub user: User,
}

#[derive(Template)]
#[template(path = "users/delete.html")]
pub struct DeletePage {
    pub page: Page,
    pub user: User,
    pub form: Form,
}

/// The options of a role field: the least privileged first, "none" where that is one.
#[must_use]
pub fn role_options(page: &Page, roles: &[RoleName], with_none: bool) -> Vec<(String, String)> {
    let none = with_none.then(|| (String::new(), crate::i18n::text(page.reader.language, "no-role", None).into_owned()));
    let (privileged, plain): (Vec<_>, Vec<_>) = roles.iter().filter(|role| role.can_be_given()).partition(|role| role.admin_access);
    let named = plain.into_iter().map(|role| (role.id.to_string(), role.name.clone()));
    let marked = privileged.into_iter().map(|role| {
        let words = Words::new("role-privileged").with("role", &role.name);
        (role.id.to_string(), words.to(&page.reader).into_owned())
    });
    none.into_iter().chain(named).chain(marked).collect()
}

/// What a link to the form may fill in.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Preset {
    role: Option<Uuid>,
}

async fn new(app: ThinData<App>, actor: Actor, page: Page, preset: actix_web::web::Query<Preset>) -> Result<HttpResponse> {
    actor.require(Right::CreateUsers)?;
    let form = Form::of(preset.role.map(|role| ("role", role.to_string())));
    draw_new(&app, page, form, StatusCode::OK).await
}

async fn draw_new(app: &App, page: Page, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let roles = role_options(&page, &access::roles(&app.db).await?, true);
    let view = NewPage { page: page.at(Nav::Users), form, roles };
    Ok(web::page(&view.page, &view, status))
}

async fn create(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: actix_session::Session,
    posted: Posted<NewUserForm>,
) -> Result<HttpResponse> {
    actor.require(Right::CreateUsers)?;
    let password = (posted.input().temporary == "on").then(actions::temporary_password);
    match create_from(&app, &actor, &posted, password.clone()).await {
        Ok(id) => match password {
            Some(password) => {
                let user = store::find(&app.db, id).await?.ok_or(Error::NotFound)?;
                let view = TemporaryPasswordPage { page: page.at(Nav::Users), id, name: user.name(), email: user.email, password };
                Ok(web::page(&view.page, &view, StatusCode::OK).secret())
            }
            None => {
                web::leave(&session, Notice::ok("notice-created"));
                Ok(go(&format!("/users/{id}")))
            }
        },
        Err(error) => draw_new(&app, page, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn create_from(app: &App, actor: &Actor, posted: &Posted<NewUserForm>, password: Option<String>) -> Result<Uuid> {
    let input = posted.check()?;
    let new = NewUser {
        email: email_of(&input.email)?,
        first_name: input.first_name.clone(),
        last_name: input.last_name.clone(),
        role: role_of(&input.role)?,
        temporary_password: password,
    };
    actions::create(&app.db, &app.hash_pool, actor, new, app.now()).await
}

async fn seen(app: &App, actor: &Actor, id: Uuid, right: Right) -> Result<User> {
    actor.require_sight_of(id)?;
    actor.require(right)?;
    store::find(&app.db, id).await?.ok_or(Error::NotFound)
}

async fn details(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    actor.require_edit_of(*id)?;
    let user = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
    let form = Form::of([
        ("version", user.version.to_string()),
        ("first_name", user.first_name.clone()),
        ("last_name", user.last_name.clone()),
        ("title", user.title.clone()),
        ("company", user.company.clone()),
        ("location", user.location.clone()),
        ("phone", user.phone.clone()),
        ("description", user.description.clone()),
        ("tags", user.tag_list().join(", ")),
    ]);
    Ok(draw_details(page, user, form, StatusCode::OK))
}

fn draw_details(page: Page, user: User, form: Form, status: StatusCode) -> HttpResponse {
    let title = Words::new("edit-details-of").with("name", user.name());
    let view = DetailsPage { page: page.at(Nav::Users), user, form, title };
    web::page(&view.page, &view, status)
}

async fn save_details(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: actix_session::Session,
    id: Path<Uuid>,
    posted: Posted<DetailsForm>,
) -> Result<HttpResponse> {
    actor.require_edit_of(*id)?;
    let outcome = match posted.check() {
        Ok(input) => actions::edit(&app.db, &actor, *id, input.version, &input.details(), app.now()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-saved"));
            Ok(go(&profile_page::home_of(&actor, *id)))
        }
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Err(Error::Refused(words)) => {
            let user = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
            let form = posted.form.clone().set("version", user.version.to_string());
            let form = form.with(differences(&user, posted.input(), words));
            Ok(draw_details(page, user, form, StatusCode::CONFLICT))
        }
        Err(error) => {
            let form = posted.rejected(error)?;
            let user = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
            Ok(draw_details(page, user, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// Each field whose stored value is another than the typed one, with the stored one.
fn differences(user: &User, typed: &DetailsForm, words: Words) -> web::Problems {
    let fields = [
        ("first_name", &user.first_name, &typed.first_name),
        ("last_name", &user.last_name, &typed.last_name),
        ("title", &user.title, &typed.title),
        ("company", &user.company, &typed.company),
        ("location", &user.location, &typed.location),
        ("phone", &user.phone, &typed.phone),
        ("description", &user.description, &typed.description),
    ];
    let differing = fields.into_iter().filter(|(_, stored, typed)| stored != typed);
    let differing = differing.map(|(name, stored, _)| (name, Words::new("error-stored-now").with("value", stored)));
    std::iter::once(("first_name", words)).chain(differing).collect()
}

#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Back {
    #[serde(default)]
    back: String,
    #[serde(default)]
    to: String,
}

async fn status(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    swap: Swap,
    id: Path<Uuid>,
    back: actix_web::web::Query<Back>,
) -> Result<HttpResponse> {
    let user = seen(&app, &actor, *id, Right::UpdateUsers).await?;
    let chosen = Status::from_name(&back.to).filter(|status| user.next_statuses().contains(status));
    let chosen = chosen.or_else(|| user.next_statuses().first().copied()).unwrap_or(user.status);
    let form = Form::of([("status", chosen.name())]);
    Ok(draw_status(page, user, form, swap.0, &back.back, StatusCode::OK))
}

fn draw_status(page: Page, user: User, form: Form, is_swap: bool, back: &str, status: StatusCode) -> HttpResponse {
    let back = next::local_path(back).unwrap_or_else(|| format!("/users/{}", user.id));
    let view = StatusPage { page: page.at(Nav::Users), user, form, is_swap, back };
    if is_swap { web::html(&view.page.reader, &view.as_dialog(), status) } else { web::page(&view.page, &view, status) }
}

async fn change_status(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: actix_session::Session,
    swap: Swap,
    id: Path<Uuid>,
    posted: Posted<StatusForm>,
) -> Result<HttpResponse> {
    actor.require_sight_of(*id)?;
    actor.require(Right::UpdateUsers)?;
    let input = posted.input();
    let outcome = match posted.check().and_then(|input| input.status()) {
        Ok(to) => actions::change_status(&app.db, &actor, *id, to, &input.reason, app.now()).await.map(|user| (user, to)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok((before, to)) => changed(&app, page, &session, swap, *id, &input.back, status_notice(&before, to)).await,
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let user = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
            let (form, code) = refused(&posted.form, error, "status")?;
            Ok(draw_status(page, user, form, swap.0, &input.back, code))
        }
        Err(error) => Err(error),
    }
}

/// A refusal of the rules stands in the form like an error of its field.
fn refused(form: &Form, error: Error, field: &'static str) -> Result<(Form, StatusCode)> {
    match error {
        Error::Invalid(problems) => Ok((form.clone().with(problems), StatusCode::UNPROCESSABLE_ENTITY)),
        Error::Refused(words) => Ok((form.clone().with(vec![(field, words)]), StatusCode::CONFLICT)),
        other => Err(other),
    }
}

/// What happened, with the way back where there is one.
fn status_notice(before: &User, to: Status) -> Notice {
    let key = match (before.status, to) {
        (Status::Archived, _) => "notice-restored",
        (_, Status::Archived) => "notice-archived",
        (_, Status::Suspended) => "notice-suspended",
        (Status::Invited, Status::Draft) => "notice-cancelled",
        (_, _) => "notice-activated",
    };
    let notice = Notice::ok(key).with("name", before.name());
    let undo = match (before.status, to) {
        (Status::Active, Status::Suspended) | (Status::Suspended, Status::Active) => Some(before.status.name()),
        (from, Status::Archived) => Some(from.name()),
        (Status::Archived, _) => Some(Status::Archived.name()),
        _ => None,
    };
    match undo {
        Some(status) => notice.undo(format!("/users/{}/status", before.id), &[("status", status)]),
        None => notice,
    }
}

/// After a change: the row, the counts and the notice for a swap, else back to where the form stood.
async fn changed(
    app: &App,
    mut page: Page,
    session: &actix_session::Session,
    swap: Swap,
    id: Uuid,
    back: &str,
    notice: Notice,
) -> Result<HttpResponse> {
    let home = next::local_path(back).unwrap_or_else(|| format!("/users/{id}"));
    if !swap.0 {
        web::leave(session, notice);
        return Ok(go(&home));
    }
    page.path = home;
    let counts = Counts::read(&app.db).await?;
    let row = store::one(&app.db, id).await?.ok_or(Error::NotFound)?;
    let row = directory_page::views(app, &page, &counts, vec![row]).await?.pop().ok_or(Error::NotFound)?;
    let state = State::of_path(&page.path);
    let view = ChangedSwap { page, row, counts, notice, state };
    let mut answer = web::html(&view.page.reader, &view, StatusCode::OK);
    answer.headers_mut().insert(HeaderName::from_static("hx-trigger"), HeaderValue::from_static("dialog:close"));
    Ok(answer)
}

async fn role(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    swap: Swap,
    id: Path<Uuid>,
    back: actix_web::web::Query<Back>,
) -> Result<HttpResponse> {
    let user = seen(&app, &actor, *id, Right::UpdateUsers).await?;
    let form = Form::of([("role", user.role_id.map(|id| id.to_string()).unwrap_or_default())]);
    draw_role(&app, page, user, form, swap.0, &back.back, StatusCode::OK).await
}

async fn draw_role(app: &App, page: Page, user: User, form: Form, is_swap: bool, back: &str, status: StatusCode) -> Result<HttpResponse> {
    let roles = role_options(&page, &access::roles(&app.db).await?, true);
    let back = next::local_path(back).unwrap_or_else(|| format!("/users/{}", user.id));
    let view = RolePage { page: page.at(Nav::Users), user, form, roles, is_swap, back };
    Ok(if is_swap { web::html(&view.page.reader, &view.as_dialog(), status) } else { web::page(&view.page, &view, status) })
}

async fn change_role(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: actix_session::Session,
    swap: Swap,
    id: Path<Uuid>,
    posted: Posted<RoleForm>,
) -> Result<HttpResponse> {
    actor.require_sight_of(*id)?;
    actor.require(Right::UpdateUsers)?;
    let back = &posted.input().back;
    let outcome = match posted.check().and_then(|input| role_of(&input.role)) {
        Ok(role) => super::change_role(&app.db, &actor, *id, role, app.now()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(before) => {
            let former = before.role_id.map(|id| id.to_string()).unwrap_or_default();
            let notice = Notice::ok("notice-role").with("name", before.name());
            let notice = notice.undo(format!("/users/{}/role", before.id), &[("role", &former)]);
            changed(&app, page, &session, swap, *id, back, notice).await
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let user = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
            let (form, code) = refused(&posted.form, error, "role")?;
            draw_role(&app, page, user, form, swap.0, back, code).await
        }
        Err(error) => Err(error),
    }
}

async fn password(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = seen(&app, &actor, *id, Right::UpdateUsers).await?;
    let view = PasswordPage { page: page.at(Nav::Users), user };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn set_password(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, _: Posted<NothingForm>) -> Result<HttpResponse> {
    actor.require_sight_of(*id)?;
    actor.require(Right::UpdateUsers)?;
    let password = actions::temporary_password();
    actions::set_temporary_password(&app.db, &app.hash_pool, &actor, *id, &password, app.now()).await?;
    let user = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
    let view = TemporaryPasswordPage { page: page.at(Nav::Users), id: *id, name: user.name(), email: user.email, password };
    Ok(web::page(&view.page, &view, StatusCode::OK).secret())
}

async fn confirm_delete(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = seen(&app, &actor, *id, Right::DeleteUsers).await?;
    let view = DeletePage { page: page.at(Nav::Users), user, form: Form::default() };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn delete(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: actix_session::Session,
    id: Path<Uuid>,
    posted: Posted<DeleteForm>,
) -> Result<HttpResponse> {
    let user = seen(&app, &actor, *id, Right::DeleteUsers).await?;
    match actions::delete(&app.db, &actor, *id, &posted.input().confirm, app.now()).await {
        Ok(name) => {
            web::leave(&session, Notice::ok("notice-deleted").with("name", name));
            Ok(go("/users"))
        }
        Err(error) => {
            let view = DeletePage { page: page.at(Nav::Users), user, form: posted.rejected(error)? };
            Ok(web::page(&view.page, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
