//! One field that is added, changed or deleted.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::forms::{DeleteForm, FieldForm};
use super::list_page::{LIST, word};
use super::model::{Details, Sight};
use crate::access::Actor;
use crate::i18n::{self, Words};
use crate::rules::{Action, Collection, Type};
use crate::users::{self, fold};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Problems, Result, filters, go};

/// Users are counted no further before a field is deleted.
const MOST_COUNTED: u64 = 10_000;

#[derive(Template)]
#[template(path = "fields/field.html")]
pub struct FieldPage {
    pub page: Page,
    pub form: Form,
    /// None yet for a new one.
    pub field: Option<Sight>,
    pub is_admin: bool,
}

#[derive(Template)]
#[template(path = "fields/delete.html")]
pub struct DeletePage {
    pub page: Page,
    pub field: Sight,
    pub form: Form,
    /// How many users have something in it, counted to a limit.
    pub people: i64,
    pub is_more: bool,
}

impl FieldPage {
    fn types(&self) -> Vec<(&'static str, String)> {
        Type::ALL.into_iter().map(|one| (one.name(), i18n::text(self.page.reader.language, word(one), None).into_owned())).collect()
    }

    fn takes(&self) -> Option<Type> {
        self.field.as_ref().map(|field| field.takes())
    }

    fn has_choices(&self) -> bool {
        self.takes().is_none_or(Type::has_choices)
    }

    /// Number and value of each of its choices, with what was typed for it or what it is called.
    fn choices(&self) -> Vec<(i64, String, String)> {
        let Some(field) = &self.field else { return Vec::new() };
        let typed: Vec<(&str, &str)> = self.form.values("value").zip(self.form.values("choice")).collect();
        let of = |value: &str| typed.iter().find(|(known, _)| *known == value).map(|(_, label)| (*label).to_owned());
        let named = field.offered().map(|choice| (choice.value.clone(), of(&choice.value).unwrap_or_else(|| choice.label.clone())));
        (1..).zip(named).map(|(n, (value, label))| (n, value, label)).collect()
    }

    /// What can be chosen no more, and some still have.
    fn gone(&self) -> Vec<String> {
        let choices = self.field.iter().flat_map(|field| field.choices.iter());
        choices.filter(|choice| choice.is_retired).map(|choice| choice.label.clone()).collect()
    }
}

/// `GET /settings/fields/new`
pub async fn new(actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Fields)?;
    Ok(draw(&actor, page, None, Form::of([("takes", "text")]), StatusCode::OK))
}

fn draw(actor: &Actor, page: Page, field: Option<Sight>, form: Form, status: StatusCode) -> HttpResponse {
    let view = FieldPage { page: page.at(Nav::Settings), form, field, is_admin: actor.is_admin() };
    web::page(&view.page, &view, status)
}

/// `POST /settings/fields/new`
pub async fn create(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<FieldForm>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Fields)?;
    let outcome = match posted.typed(FieldForm::new_field) {
        Ok(new) => actions::create(&app.db, &actor, &new, app.now()).await.map(|_| new.details.label),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(label) => {
            web::leave(&session, Notice::ok("notice-field-created").with("field", label));
            Ok(go(LIST))
        }
        Err(Error::Refused(words)) => Ok(draw(&actor, page, None, posted.form.clone().with(vec![("label", words)]), StatusCode::CONFLICT)),
        Err(error) => Ok(draw(&actor, page, None, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// `GET /settings/fields/{id}`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let field = editable(&app, &actor, *id).await?;
    let on = |yes: bool| if yes { "on" } else { "" }.to_owned();
    let form = Form::of([
        ("version", field.version.to_string()),
        ("label", field.label.clone()),
        ("help", field.help.clone()),
        ("required", on(field.required)),
        ("initial", initial(&field.takes(), &field.details())),
        ("retired", on(field.retired)),
    ]);
    Ok(draw(&actor, page, Some(field), form, StatusCode::OK))
}

/// What new users have, by what its choices are called.
fn initial(takes: &Type, details: &Details) -> String {
    let label = |value: &str| details.choices.iter().find(|one| one.value == value).map_or(value, |one| &one.label).to_owned();
    if takes.has_choices() { details.initial.lines().map(label).collect::<Vec<_>>().join(", ") } else { details.initial.clone() }
}

/// A field that the reader may change in something.
async fn editable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let field = actions::seen(&app.db, actor, id).await?;
    let changes = field.changes("label") || field.changes("options");
    if changes { Ok(field) } else { Err(Error::Lack(Lack::of(Action::Update, Collection::Fields))) }
}

/// `POST /settings/fields/{id}`
pub async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<FieldForm>,
) -> Result<HttpResponse> {
    let field = editable(&app, &actor, *id).await?;
    let outcome = match posted.typed(|form| form.details(&field)) {
        Ok(details) => {
            let version = posted.input().version;
            actions::edit(&app.db, &actor, *id, version, &details, app.now()).await.map_err(|error| (error, Some(details)))
        }
        Err(error) => Err((error, None)),
    };
    match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-saved"));
            Ok(go(LIST))
        }
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Err((Error::Refused(words), Some(typed))) if words.key == "refused-stale" => {
            let field = actions::seen(&app.db, &actor, *id).await?;
            let last = (field.updated_by, field.updated_at);
            let words = users::quicker(&app.db, &actor, &|_| true, last, words).await?;
            let form = posted.form.clone().set("version", field.version.to_string());
            let form = form.with(differences(&field, &typed, words));
            Ok(draw(&actor, page, Some(field), form, StatusCode::CONFLICT))
        }
        Err((error, _)) => Ok(draw(&actor, page, Some(field), posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// Each part whose stored value is another than the typed one, with the stored one.
fn differences(field: &Sight, typed: &Details, words: Words) -> Problems {
    let (stored, takes) = (field.details(), field.takes());
    let choices = |details: &Details| {
        let offered = details.choices.iter().filter(|choice| !choice.is_retired);
        offered.map(|choice| choice.label.as_str()).collect::<Vec<_>>().join(", ")
    };
    let fields = [
        ("label", "label", stored.label.clone(), typed.label.clone()),
        ("help", "field-help", stored.help.clone(), typed.help.clone()),
        ("initial", "field-initial", initial(&takes, &stored), initial(&takes, typed)),
        ("choices", "field-choices", choices(&stored), choices(typed)),
    ];
    web::overtaken(words, fields)
}

/// `GET /settings/fields/{id}/delete`
pub async fn confirm_delete(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    draw_delete(&app, &actor, page, *id, Form::default(), StatusCode::OK).await
}

async fn draw_delete(app: &App, actor: &Actor, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let field = deletable(app, actor, id).await?;
    let people = actions::users_with(&app.db, &field, MOST_COUNTED + 1).await?;
    let most = i64::try_from(MOST_COUNTED).unwrap_or(i64::MAX);
    let view = DeletePage { page: page.at(Nav::Settings), field, form, people: people.min(most), is_more: people > most };
    Ok(web::page(&view.page, &view, status))
}

/// A field that the reader may delete.
async fn deletable(app: &App, actor: &Actor, id: Uuid) -> Result<Sight> {
    let field = actions::seen(&app.db, actor, id).await?;
    if field.deletes { Ok(field) } else { Err(Error::Lack(Lack::of(Action::Delete, Collection::Fields))) }
}

/// `POST /settings/fields/{id}/delete`
pub async fn delete(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<DeleteForm>,
) -> Result<HttpResponse> {
    let field = deletable(&app, &actor, *id).await?;
    if fold(&posted.check()?.confirm) != fold(&field.label) {
        let problem = ("confirm", Words::new("error-field-confirm").with("field", field.label.as_str()));
        return draw_delete(&app, &actor, page, *id, posted.form.clone().with(vec![problem]), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match actions::delete(&app.db, &actor, *id, app.now()).await {
        Ok(field) => {
            web::leave(&session, Notice::ok("notice-field-deleted").with("field", field.label));
            Ok(go(LIST))
        }
        Err(Error::Refused(words)) => {
            draw_delete(&app, &actor, page, *id, posted.form.clone().with(vec![("confirm", words)]), StatusCode::CONFLICT).await
        }
        Err(error) => Err(error),
    }
}
