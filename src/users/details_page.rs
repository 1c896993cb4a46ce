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
    let view = DetailsPage { page: page.at(Nav::Users), user, form, title };
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
        ("first_name", user.first_name.clone(), typed.first_name),
        ("last_name", user.last_name.clone(), typed.last_name),
        ("title", user.title.clone(), typed.title),
        ("company", user.company.clone(), typed.company),
        ("location", user.location.clone(), typed.location),
        ("phone", user.phone.clone(), typed.phone),
        ("description", user.description.clone(), typed.description),
        ("tags", user.tag_list().join(", "), typed.tags.join(", ")),
    ];
    let differing = fields.into_iter().filter(|(_, stored, typed)| stored != typed);
    let differing = differing.map(|(name, stored, _)| (name, Words::new("error-stored-now").with("value", stored)));
    std::iter::once(("version", words)).chain(differing).collect()
}
