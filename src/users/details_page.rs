//! The form of a record's details.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forms::DetailsForm;
use super::model::User;
use super::{actions, profile_page, store};
use crate::access::Actor;
use crate::i18n::Words;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "users/details.html")]
pub struct DetailsPage {
    pub page: Page,
    pub user: User,
    pub form: Form,
    pub title: Words,
    /// The profile: one's own lives elsewhere.
    pub back: String,
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
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
    let is_own = page.person.as_ref().is_some_and(|person| person.id == user.id);
    let (nav, back) = if is_own { (Nav::Account, "/account".into()) } else { (Nav::Users, format!("/users/{}", user.id)) };
    let view = DetailsPage { page: page.at(nav), user, form, title, back };
    web::page(&view.page, &view, status)
}

pub async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
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
            let by = store::names(&app.db, [user.updated_by, None, None]).await?.pop().map_or_else(String::new, |by| by.name());
            let words = if by.is_empty() { words } else { Words::new("stale-by").with("name", by).with("date", user.updated_at) };
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
    let typed = typed.details();
    let fields = [
        ("first_name", "first-name", user.first_name.clone(), typed.first_name),
        ("last_name", "last-name", user.last_name.clone(), typed.last_name),
        ("title", "job-title", user.title.clone(), typed.title),
        ("company", "company", user.company.clone(), typed.company),
        ("location", "location", user.location.clone(), typed.location),
        ("phone", "phone", user.phone.clone(), typed.phone),
        ("description", "description", user.description.clone(), typed.description),
        ("tags", "tags", user.tag_list().join(", "), typed.tags.join(", ")),
    ];
    web::overtaken(words, fields)
}
