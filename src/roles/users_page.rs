//! Who has a role: giving it to many at once, and taking it away.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::record::{Sight, seen};
use super::{actions, pages};
use crate::access::Actor;
use crate::rules::{Action, Collection};
use crate::users::{self, Act, Choice, ChosenForm, Filter, RoleFilter};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Result, filters, go, next};

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
    pub role: Sight,
    pub form: Form,
    /// Users without the role, and not oneself.
    pub choice: Choice,
}

/// `GET /roles/{id}/users`: users who may be added.
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    gives(&app, &actor, *id).await?;
    draw(&app, &actor, page, *id, (&address.q, &[]), Form::default(), StatusCode::OK).await
}

/// Who gives a role around may see it, and see and change the role of some user or other.
async fn gives(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    seen(&app.db, actor, id).await?;
    let has = |action: &Action| actor.rights.fields(*action, Collection::Users).has("role");
    match [Action::Update, Action::Read].into_iter().find(|action| !has(action)) {
        Some(action) => Err(Error::Lack(Lack::of(action, Collection::Users).field("role"))),
        None => Ok(()),
    }
}

/// With what was searched for, and who is ticked.
async fn draw(
    app: &App,
    actor: &Actor,
    page: Page,
    id: Uuid,
    (q, ticked): (&str, &[Uuid]),
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    let role = Some(seen(&app.db, actor, id).await?).filter(|role| !role.is_public()).ok_or(Error::NotFound)?;
    let filter = Filter { role: Some(RoleFilter::Not(id)), ..Filter::default() };
    let mut choice = Choice::read(&app.db, actor, filter, q, ticked, app.now()).await?;
    choice.users.retain(|user| !actor.is(user.id));
    let view = UsersPage { page: page.at(Nav::Roles), role, form, choice };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /roles/{id}/users`: gives the role to the ticked users, takes it from them, or searches for more of them.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    mut page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<ChosenForm>,
) -> Result<HttpResponse> {
    gives(&app, &actor, *id).await?;
    let input = posted.check()?;
    let outcome = match (input.chosen(), input.act) {
        (Ok(ticked), Act::Search) => {
            return draw(&app, &actor, page, *id, (&input.q, ticked), posted.form.clone(), StatusCode::OK).await;
        }
        (Ok(ids), Act::Add) => actions::add_users(&app.db, &actor, *id, ids, app.now()).await,
        (Ok(ids), Act::Remove) => actions::remove_users(&app.db, &actor, *id, ids, app.now()).await,
        (Err(error), _) => Err(error),
    };
    let (words, status) = match outcome {
        Ok((role, changed)) => {
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
    if input.act == Act::Remove {
        page.notice = Some(Notice::bad(&words, &page.reader));
        return pages::draw(&app, &actor, page, *id, status).await;
    }
    let form = Form::default().with(vec![("id", words)]);
    draw(&app, &actor, page, *id, (&input.q, &input.id), form, status).await
}

/// What happened; taking the role from one user can be taken back.
fn notice(role: &Sight, act: Act, changed: &[users::Sight]) -> Notice {
    match (act, changed) {
        (Act::Remove, [user]) => Notice::ok("notice-user-removed")
            .with("name", user.name())
            .with("role", &role.name)
            .undo(format!("/roles/{}/users", role.id), &[("act", "add"), ("id", &user.id.to_string())]),
        (Act::Remove, users) => Notice::ok("notice-users-removed").with("n", users.len()).with("role", &role.name),
        (_, users) => Notice::ok("notice-users-added").with("n", users.len()).with("role", &role.name),
    }
}
