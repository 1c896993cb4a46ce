//! The form of a record's details.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::forms::DetailsForm;
use super::record::{Sight, seen};
use super::{Details, Typed, custom, profile_page, store, tags};
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Definition, Type};
use crate::web::{self, App, Error, Extended, Form, Lack, Nav, Notice, Page, Result, Swap, both, filters, go};

#[derive(Template)]
#[template(path = "users/details.html", blocks = ["section"])]
pub struct DetailsPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    pub title: Words,
    /// The profile: one's own lives elsewhere.
    pub back: String,
    /// Tags that others have.
    pub tags: Vec<String>,
    /// The added fields in it.
    pub added: Vec<&'static Definition>,
    /// Whether it takes the place of the card on the profile.
    pub is_swap: bool,
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = editable(&app, &actor, *id).await?;
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
    let form = custom::filled(form, actor.schema(), &user.custom);
    draw_details(&app, &actor, (page, swap), user, form, StatusCode::OK).await
}

/// A user whom the reader may see, and of whom there is something in the form that they may change.
async fn editable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let user = seen(&app.db, actor, id).await?;
    if user.changes_details(actor.schema()) { Ok(user) } else { Err(Error::Lack(Lack::of(Action::Update, Collection::Users))) }
}

async fn draw_details(
    app: &App,
    actor: &Actor,
    (page, swap): (Page, Swap),
    user: Sight,
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    let tags = tags::offered(&app.db, actor, &user).await?;
    let title = Words::new("edit-details-of").with("name", user.name());
    let is_own = page.person.as_ref().is_some_and(|person| person.id == user.id);
    let (nav, back) = if is_own { (Nav::Account, "/account".into()) } else { (Nav::Users, format!("/users/{}", user.id)) };
    let added = actor.schema().added().filter(|(field, _)| user.changes_field(field)).map(|(_, definition)| definition).collect();
    let view = DetailsPage { page: page.at(nav), user, form, title, back, tags, added, is_swap: swap.0 };
    Ok(if swap.0 { web::html(&view.page.reader, &view.as_section(), status) } else { web::page(&view.page, &view, status) })
}

pub async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    swap: Swap,
    id: Path<Uuid>,
    posted: Extended<DetailsForm>,
) -> Result<HttpResponse> {
    let user = editable(&app, &actor, *id).await?;
    let read = |input: &DetailsForm| {
        let given = custom::given(actor.schema().added().filter(|(field, _)| user.shows_field(field)), &posted.added, &user.custom, false)
            .map_err(Error::Invalid);
        both(input.typed(), given).map(|(typed, custom)| Typed { custom, ..typed })
    };
    let typed = match posted.typed(read) {
        Ok(typed) => typed,
        Err(error) => return again(&app, &actor, (page, swap), *id, posted.rejected(error)?).await,
    };
    match super::edit(&app.db, &actor, *id, posted.input().version, &typed, app.now()).await {
        Ok(()) => {
            let notice = Notice::ok("notice-saved");
            if swap.0 {
                return profile_page::draw(&app, &actor, Page { notice: Some(notice), ..page }, swap, *id).await;
            }
            web::leave(&session, notice);
            Ok(go(&profile_page::home_of(&actor, *id)))
        }
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Err(Error::Refused(words)) if words.key == "refused-stale" => {
            let user = seen(&app.db, &actor, *id).await?;
            let words = quicker(&app.db, &actor, &|field| user.shows(field), (user.updated_by, user.updated_at), words).await?;
            let form = posted.form.clone().set("version", user.version.to_string());
            let form = form.with(differences(&user, &typed, words)).with(custom::differences(&user.custom, &typed.custom, &page.reader));
            draw_details(&app, &actor, (page, swap), user, form, StatusCode::CONFLICT).await
        }
        Err(error) => again(&app, &actor, (page, swap), *id, posted.rejected(error)?).await,
    }
}

async fn again(app: &App, actor: &Actor, page: (Page, Swap), id: Uuid, form: Form) -> Result<HttpResponse> {
    let user = seen(&app.db, actor, id).await?;
    draw_details(app, actor, page, user, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Who was quicker, and when; `words` where the reader of the record may not know.
///
/// # Errors
/// When the database is away.
pub async fn quicker(
    db: &Db,
    actor: &Actor,
    shows: &dyn Fn(&str) -> bool,
    (by, at): (Option<Uuid>, Moment),
    words: Words,
) -> Result<Words> {
    let by = by.filter(|_| shows("updated_by") && shows("updated_at"));
    let by = store::these(db, &actor.scope(Action::Read, Collection::Users), by).await?;
    Ok(by.first().map_or(words, |by| Words::new("stale-by").with("name", by.name()).with("date", at)))
}

/// Each field whose stored value is another than the typed one, with the stored one.
fn differences(user: &Sight, typed: &Typed, words: Words) -> web::Problems {
    let typed = typed.over(&Details::of(user));
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
