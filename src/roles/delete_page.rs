//! Deleting a role: what goes with it, and what happens to its users.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forms::DeleteForm;
use super::record::{Sight, deletable, seen};
use super::{actions, store};
use crate::access::{self, Actor};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::{self, Counts};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "roles/delete.html")]
pub struct DeletePage {
    pub page: Page,
    pub role: Sight,
    pub form: Form,
    /// The other roles.
    pub others: Vec<(String, String)>,
    /// In any status.
    pub holders: i64,
    pub active: i64,
    /// That carry it; their names are for those who may read all groups.
    pub groups: Vec<String>,
    pub names_groups: bool,
    /// Grants that give it.
    pub grants: i64,
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    deletable(&app.db, &actor, *id).await?;
    draw_delete(&app, &actor, page, *id, Form::of([("act", "move")]), StatusCode::OK).await
}

async fn draw_delete(app: &App, actor: &Actor, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let role = Some(seen(&app.db, actor, id).await?).filter(|role| !role.is_public()).ok_or(Error::NotFound)?;
    let groups = actor.scope(Action::Read, Collection::Groups);
    let counts = Counts::read(&app.db, &Actor::system()).await?;
    let others: Vec<_> = access::roles(&app.db).await?.into_iter().filter(|other| other.id != id && actor.gives(other.id)).collect();
    let others = users::role_options(&page, actor, &others, "choose-role");
    let form = if others.len() < 2 && form.is_valid() { form.set("act", "suspend") } else { form };
    let view = DeletePage {
        holders: counts.holders(id),
        active: counts.active(id),
        names_groups: groups.has_every_record() && groups.always_shows("name"),
        groups: store::groups_with(&app.db, id).await?,
        grants: store::grants_of(&app.db, id, app.now()).await?,
        page: page.at(Nav::Roles),
        role,
        form,
        others,
    };
    Ok(web::page(&view.page, &view, status))
}

pub async fn delete(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<DeleteForm>,
) -> Result<HttpResponse> {
    let role = deletable(&app.db, &actor, *id).await?;
    let reason = Words::new("role-deleted-reason").with("role", &role.name).to(&page.reader);
    let outcome = match posted.typed(DeleteForm::onward) {
        Ok(to) => actions::delete(&app.db, &actor, *id, to, &reason, app.now()).await.map(|done| (done, to.is_some())),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(((gone, affected), moved)) => {
            let key = match (affected, moved) {
                (0, _) => "notice-role-deleted",
                (_, true) => "notice-role-deleted-moved",
                (_, false) => "notice-role-deleted-suspended",
            };
            web::leave(&session, Notice::ok(key).with("role", &gone.name).with("n", affected));
            Ok(go("/roles"))
        }
        Err(Error::Refused(words)) if !role.is_public() => {
            let form = posted.form.clone().with(vec![("act", words)]);
            draw_delete(&app, &actor, page, *id, form, StatusCode::CONFLICT).await
        }
        Err(error) => draw_delete(&app, &actor, page, *id, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}
