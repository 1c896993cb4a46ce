//! The routes of users; creating one, temporary passwords, deleting for good.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions::{self, NewUser};
use super::address::LIST;
use super::forms::{NewUserForm, NothingForm, email_of, role_of, until_of};
use super::model::Status;
use super::record::{Sight, seen, seen_at};
use super::{
    Email, access_page, activity_page, arrangement_page, avatar_pages, details_page, directory_page, end_page, grant_pages, lock_pages,
    password, profile_page, service_account_pages, standing_pages, view_pages,
};
use crate::access::{self, Actor, Rights, RoleName};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, both, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users").route(get().to(directory_page::show)))
        .service(resource("/users/new").route(get().to(new)).route(post().to(create)))
        .service(resource("/users/new/service").route(get().to(service_account_pages::new)).route(post().to(service_account_pages::create)))
        .service(resource("/users/view-settings").route(get().to(arrangement_page::show)).route(post().to(arrangement_page::save)))
        .service(resource("/views/new").route(get().to(view_pages::new)).route(post().to(view_pages::create)))
        .service(resource("/views/{id}").route(get().to(view_pages::show)).route(post().to(view_pages::change)))
        .service(resource("/users/{id}").route(get().to(profile_page::show)))
        .service(
            resource("/users/{id}/owner")
                .route(get().to(service_account_pages::owner))
                .route(post().to(service_account_pages::change_owner)),
        )
        .service(resource("/users/{id}/details").route(get().to(details_page::show)).route(post().to(details_page::save)))
        .service(resource("/users/{id}/avatar").route(get().to(avatar_pages::show)).route(post().to(avatar_pages::save)))
        .service(resource("/users/{id}/avatar/{hash}").route(get().to(avatar_pages::image)))
        .service(resource("/users/{id}/status").route(get().to(standing_pages::status)).route(post().to(standing_pages::change_status)))
        .service(resource("/users/{id}/role").route(get().to(standing_pages::role)).route(post().to(standing_pages::change_role)))
        .service(resource("/users/{id}/end").route(get().to(end_page::show)).route(post().to(end_page::change)))
        .service(resource("/users/{id}/access").route(get().to(access_page::show)))
        .service(resource("/users/{id}/activity").route(get().to(activity_page::show)))
        .service(resource("/users/{id}/grants").route(post().to(grant_pages::change)))
        .service(resource("/users/{id}/grants/new").route(get().to(grant_pages::new)))
        .service(resource("/users/{id}/password").route(get().to(password)).route(post().to(set_password)))
        .service(resource("/users/{id}/unlock").route(post().to(lock_pages::unlock)))
        .service(resource("/users/{id}/must-change").route(post().to(lock_pages::must_change)));
}

#[derive(Template)]
#[template(path = "users/new.html")]
pub struct NewPage {
    pub page: Page,
    pub form: Form,
    pub roles: Vec<(String, String)>,
    /// Whether an end date can be given with it.
    pub takes_end: bool,
    /// Who has that address already, where the reader may see them.
    pub known: Option<Sight>,
}

#[derive(Template)]
#[template(path = "users/temporary_password.html")]
pub struct TemporaryPasswordPage {
    pub page: Page,
    /// `None` where whoever made them does not see them.
    pub user: Option<Sight>,
    pub name: String,
    pub password: String,
    /// Why it does not let them in yet.
    pub hurdle: Option<Words>,
}

impl TemporaryPasswordPage {
    fn of(page: Page, id: Uuid, user: Option<Sight>, rights: &Rights, password: String) -> Self {
        let short_name = user.as_ref().map_or_else(|| web::short_key(id), |user| user.short_name());
        let role = user.as_ref().filter(|user| user.shows("role")).map(|user| &user.role_name);
        let hurdle = match role {
            _ if rights.may_use_pages() => None,
            None => Some(Words::new("can-no-pages-somehow").with("name", short_name)),
            Some(None) => Some(Words::new("can-no-role").with("name", short_name)),
            Some(Some(role)) => Some(Words::new("can-no-pages").with("role", role).with("name", short_name)),
        };
        let name = user.as_ref().map_or_else(|| web::short_key(id), |user| user.name());
        Self { page: page.at(Nav::Users), user, name, password, hurdle }
    }

    fn home(&self) -> String {
        self.user.as_ref().map_or_else(|| LIST.to_owned(), |user| format!("/users/{}", user.id))
    }
}

#[derive(Template)]
#[template(path = "users/password.html")]
pub struct PasswordPage {
    pub page: Page,
    pub user: Sight,
    /// No mail server is set: mails stay here.
    pub to_files: bool,
}

/// The options of a role field: those that whoever acts may give, the least privileged first, "none" where that is one.
#[must_use]
pub fn role_options(page: &Page, actor: &Actor, roles: &[RoleName], none: &'static str) -> Vec<(String, String)> {
    let none = (String::new(), crate::i18n::text(page.reader.language, none, None).into_owned());
    let (privileged, plain): (Vec<_>, Vec<_>) =
        roles.iter().filter(|role| role.can_be_given() && actor.gives(role.id)).partition(|role| role.admin_access);
    let named = plain.into_iter().map(|role| (role.id.to_string(), role.name.clone()));
    let marked = privileged.into_iter().map(|role| {
        let words = Words::new("role-privileged").with("role", &role.name);
        (role.id.to_string(), words.to(&page.reader).into_owned())
    });
    std::iter::once(none).chain(named).chain(marked).collect()
}

/// What a link to the form may fill in.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Preset {
    role: Option<Uuid>,
}

async fn new(app: ThinData<App>, actor: Actor, page: Page, preset: actix_web::web::Query<Preset>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Users)?;
    let first = access::least_privileged(&access::roles(&app.db).await?).map(|role| role.id);
    let role = preset.role.or_else(|| actor.rights.default_role(Collection::Users)).or(first);
    let form = Form::of(role.map(|role| ("role", role.to_string())));
    draw_new(&app, &actor, page, form, None, StatusCode::OK).await
}

async fn draw_new(app: &App, actor: &Actor, page: Page, form: Form, known: Option<Sight>, status: StatusCode) -> Result<HttpResponse> {
    let roles = role_options(&page, actor, &access::roles(&app.db).await?, "no-role");
    let takes_end = actor.rights.fields(Action::Create, Collection::Users).has("expires_at");
    let view = NewPage { page: page.at(Nav::Users), form, roles, takes_end, known };
    Ok(web::page(&view.page, &view, status))
}

async fn create(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: actix_session::Session,
    posted: Posted<NewUserForm>,
) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Users)?;
    let password = (posted.input().temporary == "on").then(password::temporary_password);
    match create_from(&app, &actor, &page, &posted, password.clone()).await {
        Ok(id) => {
            if let Some(password) = password {
                hand_over(&app, &actor, page, id, password).await
            } else {
                web::leave(&session, Notice::ok("notice-created"));
                let is_seen = seen(&app.db, &actor, id).await.is_ok();
                Ok(go(&if is_seen { format!("/users/{id}") } else { LIST.to_owned() }))
            }
        }
        Err(error) => {
            let form = posted.rejected(error)?;
            let known = match Email::parse(form.value("email")) {
                Ok(email) => seen_at(&app.db, &actor, email.key()).await?,
                Err(_) => None,
            };
            draw_new(&app, &actor, page, form, known, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn create_from(app: &App, actor: &Actor, page: &Page, posted: &Posted<NewUserForm>, password: Option<String>) -> Result<Uuid> {
    let input = posted.input();
    let default = actor.rights.default_role(Collection::Users);
    let role = |input: &NewUserForm| input.role.as_deref().map_or(Ok(default), role_of);
    let end = |input: &NewUserForm| until_of(&input.until, &page.reader);
    let ((email, role), until) = posted.typed(|input| both(both(email_of(&input.email), role(input)), end(input)))?;
    let (first_name, last_name) = (input.first_name.clone(), input.last_name.clone());
    let new = NewUser { email, first_name, last_name, role, temporary_password: password };
    actions::create(&app.db, &app.hash_pool, actor, new, until, app.now()).await
}

/// A user in whom this person may see and change that field.
pub(super) async fn changeable(app: &App, actor: &Actor, id: Uuid, field: &'static str) -> Result<Sight> {
    let user = seen(&app.db, actor, id).await?;
    user.require_changes(&[field])?;
    Ok(user)
}

/// A user whom this person may see, and whose password they may set.
async fn lockable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = seen(&app.db, actor, id).await?;
    user.require_sets(&["password"])?;
    if user.is_service() { Err(Words::new("refused-service").into()) } else { Ok(user) }
}

async fn password(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = lockable(&app, &actor, *id).await?;
    let view = PasswordPage { page: page.at(Nav::Users), user, to_files: app.config.mail_url.is_folder() };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn set_password(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, _: Posted<NothingForm>) -> Result<HttpResponse> {
    lockable(&app, &actor, *id).await?;
    let password = password::temporary_password();
    password::set_temporary_password(&app.db, &app.hash_pool, &actor, *id, &password, app.now()).await?;
    hand_over(&app, &actor, page, *id, password).await
}

/// The page that shows a temporary password, once.
async fn hand_over(app: &App, actor: &Actor, page: Page, id: Uuid, password: String) -> Result<HttpResponse> {
    let user = match seen(&app.db, actor, id).await {
        Err(Error::NotFound) => None,
        user => Some(user?),
    };
    let rights = actor.rights_of(&app.db, id, app.now()).await?;
    let view = TemporaryPasswordPage::of(page, id, user, &rights, password);
    Ok(web::page(&view.page, &view, StatusCode::OK).secret())
}
