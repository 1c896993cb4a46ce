//! The groups of one user: ticked and unticked together, and done together.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::forms::OfUserForm;
use super::membership;
use super::record::{Sight, joinable};
use crate::access::Actor;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users;
use crate::users::store::GroupRow;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go, next};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[serde(default)]
    back: String,
}

#[derive(Template)]
#[template(path = "groups/of_user.html")]
pub struct OfUserPage {
    pub page: Page,
    pub form: Form,
    pub user: users::Sight,
    /// Those that are the reader's to give and to take.
    pub offered: Vec<Sight>,
    /// The others that the user is in, and the reader sees.
    pub fixed: Vec<GroupRow>,
    pub back: String,
}

impl OfUserPage {
    fn is_ticked(&self, group: &Sight) -> bool {
        self.form.has("group", &group.id.to_string())
    }

    fn was_in(&self, group: &Sight) -> bool {
        self.form.has("was", &group.id.to_string())
    }
}

/// `GET /users/{id}/groups`.
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    draw(&app, &actor, page, *id, None, &address.back, StatusCode::OK).await
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, form: Option<Form>, back: &str, status: StatusCode) -> Result<HttpResponse> {
    let user = users::seen(&app.db, actor, id).await?;
    user.require_shown(&["groups"])?;
    let offered = joinable(&app.db, actor).await?;
    let (own, fixed): (Vec<_>, Vec<_>) = users::store::groups(&app.db, &actor.scope(Action::Read, Collection::Groups), Some(id))
        .await?
        .into_iter()
        .partition(|group| offered.iter().any(|offered| offered.id == group.id));
    let form = form.unwrap_or_else(|| Form::of(own.iter().flat_map(|group| ["group", "was"].map(|name| (name, group.id.to_string())))));
    let back = next::local_path(back).unwrap_or_else(|| format!("/users/{id}"));
    let view = OfUserPage { page: page.at(Nav::Users), form, user, offered, fixed, back };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /users/{id}/groups`.
pub async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<OfUserForm>,
) -> Result<HttpResponse> {
    let input = posted.check()?;
    let words = match membership::move_user(&app.db, &actor, *id, &input.joined(), &input.left(), app.now()).await {
        Ok(user) => {
            web::leave(&session, notice(&user, input));
            return Ok(go(&next::local_path(&input.back).unwrap_or_else(|| format!("/users/{id}"))));
        }
        Err(Error::Refused(words)) => words,
        // Of a group that has gone meanwhile.
        Err(Error::NotFound) => Words::new("refused-stale"),
        Err(error) => return Err(error),
    };
    let form = posted.form.clone().with(vec![("group", words)]);
    draw(&app, &actor, page, *id, Some(form), &input.back, StatusCode::CONFLICT).await
}

/// What happened, and the way back for exactly that.
fn notice(user: &users::Sight, input: &OfUserForm) -> Notice {
    let (joined, left) = (input.joined(), input.left());
    let notice = Notice::ok("notice-groups-saved").with("name", user.name());
    if joined.is_empty() && left.is_empty() {
        return notice;
    }
    let pairs = |name: &'static str, ids: Vec<Uuid>| ids.into_iter().map(move |id| (name, id.to_string()));
    let fields: Vec<(&str, String)> = pairs("was", joined).chain(pairs("group", left)).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, id)| (*name, id.as_str())).collect();
    notice.undo(format!("/users/{}/groups", user.id), &fields)
}
