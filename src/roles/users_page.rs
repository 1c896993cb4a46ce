//! Who has a role: giving it to many at once, and taking it away.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::forms::{Act, UsersForm};
use super::model::Role;
use super::{actions, pages, store};
use crate::access::{self, Actor, RoleName};
use crate::rules::{Action, Collection};
use crate::users::store::{Directory, Row};
use crate::users::{Counts, Filter, RoleFilter, User};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Result, filters, go, next};

/// Users offered at a time; a search finds the others.
const OFFERED: u64 = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "roles/users.html")]
pub struct UsersPage {
    pub page: Page,
    pub role: Role,
    pub form: Form,
    pub q: String,
    /// Users without the role, and not oneself.
    pub users: Vec<Row>,
    pub has_more: bool,
    roles: Vec<RoleName>,
}

impl UsersPage {
    fn role_of(&self, user: &Row) -> Option<&RoleName> {
        self.roles.iter().find(|role| Some(role.id) == user.role_id)
    }

    fn is_ticked(&self, id: &Uuid) -> bool {
        self.form.has("id", &id.to_string())
    }
}

/// `GET /roles/{id}/users`: users who may be added.
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    gives(&app, &actor, *id).await?;
    draw(&app, &actor, page, *id, &address.q, Form::default(), StatusCode::OK).await
}

/// Who gives a role around may see it, and change the role of some user or other.
async fn gives(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    pages::seen(app, actor, id).await?;
    let lack = Lack::of(Action::Update, Collection::Users).field("role");
    if actor.rights.fields(Action::Update, Collection::Users).has("role") { Ok(()) } else { Err(Error::Lack(lack)) }
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, q: &str, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let role = store::find(&app.db, id).await?.filter(|role| !role.is_public()).ok_or(Error::NotFound)?;
    let q: String = q.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    let filter = Filter { q: q.clone(), role: Some(RoleFilter::Not(id)), ..Filter::default() };
    let scope = actor.scope(Action::Read, Collection::Users);
    let others = Counts::read(&app.db, &scope).await?.matching(&filter);
    let mut users = Directory::open(&app.db, &filter, &scope, others, app.now()).await?.first(OFFERED + 1).await?;
    let has_more = users.len() as u64 > OFFERED;
    users.truncate(usize::try_from(OFFERED).unwrap_or(usize::MAX));
    users.retain(|user| !actor.is(user.id));
    let view = UsersPage { page: page.at(Nav::Roles), role, form, q, users, has_more, roles: access::roles(&app.db).await? };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /roles/{id}/users`: gives the role to the ticked users, or takes it from them.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    mut page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<UsersForm>,
) -> Result<HttpResponse> {
    gives(&app, &actor, *id).await?;
    let input = posted.check()?;
    let outcome = match input.act {
        Act::Add => actions::add_users(&app.db, &actor, *id, &input.id, app.now()).await,
        Act::Remove => actions::remove_users(&app.db, &actor, *id, &input.id, app.now()).await,
    };
    let (words, status) = match outcome {
        Ok(changed) => {
            let role = store::find(&app.db, *id).await?.ok_or(Error::NotFound)?;
            web::leave(&session, notice(&role, input.act, &changed));
            return Ok(go(&next::local_path(&input.back).unwrap_or_else(|| format!("/roles/{id}"))));
        }
        Err(Error::Refused(words)) => (words, StatusCode::CONFLICT),
        Err(Error::Invalid(problems)) => match problems.into_iter().next() {
            Some((_, words)) => (words, StatusCode::UNPROCESSABLE_ENTITY),
            None => return Err(Error::Malformed("users")),
        },
        Err(error) => return Err(error),
    };
    match input.act {
        Act::Add => {
            let form = posted.form.clone().with(vec![("id", words)]);
            draw(&app, &actor, page, *id, &input.q, form, status).await
        }
        Act::Remove => {
            page.notice = Some(Notice::bad(&words, &page.reader));
            pages::draw(&app, &actor, page, *id, status).await
        }
    }
}

/// What happened; taking the role from one user can be taken back.
fn notice(role: &Role, act: Act, changed: &[User]) -> Notice {
    match (act, changed) {
        (Act::Remove, [user]) => Notice::ok("notice-user-removed")
            .with("name", user.name())
            .with("role", &role.name)
            .undo(format!("/roles/{}/users", role.id), &[("act", "add"), ("id", &user.id.to_string())]),
        (Act::Remove, users) => Notice::ok("notice-users-removed").with("n", users.len()).with("role", &role.name),
        (Act::Add, users) => Notice::ok("notice-users-added").with("n", users.len()).with("role", &role.name),
    }
}
