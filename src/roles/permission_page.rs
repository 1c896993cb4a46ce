//! One permission: which records, which fields, and what new records start with.

use std::borrow::Cow;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::permission::{Change, Condition, Entry, fields_for, to_conditions};
use super::permission_forms::{PermissionForm, change_of, faults, form_of, place, pretty, said};
use super::permission_pages::editable;
use super::record::Sight;
use super::review_page::{self, Proposal};
use super::store;
use super::wording::Wording;
use crate::access::Actor;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Field, Kind, Rule, Schema, named};
use crate::web::{self, App, Error, Form, Nav, Page, Posted, Problems, Result, filters};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[serde(default)]
    collection: String,
    #[serde(default)]
    action: String,
}

#[derive(Template)]
#[template(path = "roles/permission.html")]
pub struct PermissionPage {
    pub page: Page,
    pub role: Sight,
    pub form: Form,
    /// "new", or the id.
    pub name: String,
    pub collection: Collection,
    pub action: Action,
    pub conditions: Vec<Line>,
    /// Knows the names and words that conditions may use.
    pub wording: Wording,
    /// What was asked for last: the control of that id has the focus.
    pub focus: String,
    /// As it was typed, not as it is stored.
    pub is_unsaved: bool,
}

/// A condition, and what is wrong with it.
#[derive(Default)]
pub struct Line {
    pub condition: Condition,
    pub problem: Option<Words>,
}

impl PermissionPage {
    fn schema(&self) -> &Schema {
        &self.wording.schema
    }

    fn has_owner(&self) -> bool {
        Rule::own(self.collection).is_some()
    }

    /// Those that rules can ask for.
    fn askable(&self) -> Vec<&'static Field> {
        self.schema().fields(self.collection).filter(|field| field.kind != Kind::Opaque).collect()
    }

    /// With their numbers, which begin at 0.
    fn numbered(&self) -> Vec<(usize, &Line)> {
        self.conditions.iter().enumerate().collect()
    }

    fn openable(&self) -> Vec<&'static Field> {
        fields_for(self.schema(), self.collection, self.action).collect()
    }

    /// The list of suggestions for the values of a field, "" where there is none.
    fn suggestions(&self, field: &'static Field) -> String {
        let list = match field.names(self.collection) {
            Some(Collection::Roles) => "roles",
            Some(Collection::Groups) => "groups",
            _ if !self.wording.options(field).is_empty() => field.name,
            _ => return String::new(),
        };
        format!("suggest-{list}")
    }

    /// The list for the values of a condition.
    fn suggestions_of(&self, condition: &Condition) -> String {
        self.schema().field(self.collection, &condition.field).map_or_else(String::new, |field| self.suggestions(field))
    }

    /// The fields with a fixed choice of words, with these.
    fn choices(&self) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
        let all = self.askable().into_iter().map(|field| (field.name, self.wording.options(field)));
        all.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The first condition with something wrong: the summary of the errors leads there.
    fn is_first_wrong(&self, at: &usize) -> bool {
        self.conditions.iter().position(|line| line.problem.is_some()) == Some(*at)
    }

    fn has_wrong(&self) -> bool {
        self.conditions.iter().any(|line| line.problem.is_some())
    }

    fn focus(&self, id: &str) -> &'static str {
        if self.focus == id && self.form.is_valid() { " autofocus" } else { "" }
    }

    fn label(&self, field: &'static Field) -> Cow<'static, str> {
        named(&self.page.reader, self.collection, field)
    }
}

/// `GET /roles/{id}/permissions/{permission}`, where "new" is one that is not there yet.
pub async fn show(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    path: Path<(Uuid, String)>,
    address: Query<Address>,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let role = editable(&app, &actor, id).await?;
    if let Some(entry) = find(&app, actor.schema(), &role, &name).await? {
        return draw_entry(&app, &actor, page, role, name, &entry, None).await;
    }
    let (collection, action) = place(&address.collection, &address.action)?;
    let wording = Wording::of(&app, &actor, &page, []).await?.with_groups(&app, &actor).await?;
    // Nothing is chosen yet: what it opens is for people to say.
    let form = Form::of([("version", role.version.to_string())]);
    Ok(draw(
        PermissionPage {
            page,
            role,
            form,
            name,
            collection,
            action,
            conditions: Vec::new(),
            wording,
            focus: String::new(),
            is_unsaved: false,
        },
        StatusCode::OK,
    ))
}

/// The permission of that name; `None` for a new one.
async fn find(app: &App, schema: &Schema, role: &Sight, name: &str) -> Result<Option<Entry>> {
    if name == "new" {
        return Ok(None);
    }
    let id = Uuid::try_parse(name).map_err(|_| Error::NotFound)?;
    let found = store::permissions(&app.db, role.id).await?.into_iter().find(|entry| entry.id == id && entry.permission(schema).is_some());
    found.map(Some).ok_or(Error::NotFound)
}

/// `unsaved` is the version of the role that a change is made from which is not saved yet.
async fn draw_entry(
    app: &App,
    actor: &Actor,
    page: Page,
    role: Sight,
    name: String,
    entry: &Entry,
    unsaved: Option<i64>,
) -> Result<HttpResponse> {
    let (collection, action) = place(&entry.collection, &entry.action)?;
    let (form, conditions) = form_of(actor.schema(), entry, unsaved.unwrap_or(role.version));
    let is_unsaved = unsaved.is_some();
    let wording = Wording::of(app, actor, &page, [entry]).await?.with_groups(app, actor).await?;
    let conditions = conditions.into_iter().map(|one| wording.typed(collection, one).into()).collect();
    Ok(draw(
        PermissionPage { page, role, form, name, collection, action, conditions, wording, focus: String::new(), is_unsaved },
        StatusCode::OK,
    ))
}

impl From<Condition> for Line {
    fn from(condition: Condition) -> Self {
        Self { condition, problem: None }
    }
}

fn draw(view: PermissionPage, status: StatusCode) -> HttpResponse {
    let mut view = PermissionPage { page: view.page.at(Nav::Roles), ..view };
    if view.conditions.is_empty() {
        view.conditions.push(Line::default());
    }
    web::page(&view.page, &view, status)
}

/// `POST /roles/{id}/permissions/{permission}`: another condition, another way to write the rule, or the review.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    path: Path<(Uuid, String)>,
    posted: Posted<PermissionForm>,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let role = editable(&app, &actor, id).await?;
    let input = posted.check()?;
    if !input.change.is_empty() {
        let change = change_of(actor.schema(), &input.change)?;
        let entry = change.put.first().ok_or(Error::Malformed("change"))?;
        return draw_entry(&app, &actor, page, role, name, entry, Some(input.version)).await;
    }
    let stored = find(&app, actor.schema(), &role, &name).await?;
    let (collection, action) = match &stored {
        Some(entry) => place(&entry.collection, &entry.action)?,
        None => input.place()?,
    };
    let typed = input.conditions();
    let mut wording = Wording::of(&app, &actor, &page, stored.as_ref()).await?.with_groups(&app, &actor).await?;
    wording.learn(&app, &actor, collection, &typed).await?;
    let read: Vec<Condition> = typed.iter().map(|one| wording.read(collection, one.clone())).collect();
    let mut conditions: Vec<Line> = typed.into_iter().map(Line::from).collect();
    let row = |at: usize| format!("field-{at}");
    let mut focus = row(0);
    let outcome = match input.act.split_once('-').unwrap_or((&input.act, "")) {
        ("add", _) => {
            focus = row(conditions.len());
            conditions.push(Line::default());
            Ok(posted.form.clone().set("records", "where"))
        }
        ("drop", at) => {
            let at = at.parse::<usize>().ok().filter(|at| *at < conditions.len()).ok_or(Error::Malformed("condition"))?;
            conditions.remove(at);
            // The next one has taken its place.
            focus = if at < conditions.len() { row(at) } else { "add".to_owned() };
            Ok(posted.form.clone())
        }
        ("json", _) => {
            "json".clone_into(&mut focus);
            let rule = input.rule(collection, &read, &wording);
            rule.map(|rule| posted.form.clone().set("json", pretty(&rule)).set("records", "json"))
                .map_err(|(part, problem)| vec![(part, said(&problem, &page.reader))])
        }
        ("where", _) => match as_conditions(input, actor.schema(), collection, &page) {
            Ok((is_any, rule, found)) => {
                wording = Wording::of_rules(&app, &actor, &page, std::slice::from_ref(&rule)).await?.with_groups(&app, &actor).await?;
                conditions = found.into_iter().map(|one| wording.typed(collection, one).into()).collect();
                Ok(posted.form.clone().set("records", "where").set("match", if is_any { "any" } else { "all" }))
            }
            Err(problems) => Err(problems),
        },
        _ => match input.entry(stored.as_ref(), (collection, action), &read, &wording) {
            Ok(entry) => {
                let change = Change { remove: Vec::new(), put: vec![entry] };
                let proposal = Proposal { change: &change, version: input.version, from: &name, undo: "" };
                return review_page::draw(&app, &actor, page, role, proposal, Form::default(), StatusCode::OK).await;
            }
            Err(problems) => Err(problems),
        },
    };
    let (form, status) = match outcome {
        Ok(form) => (form, StatusCode::OK),
        Err(problems) => (posted.form.clone().wrong(problems), StatusCode::UNPROCESSABLE_ENTITY),
    };
    if form.error("conditions").is_some() {
        for (line, problem) in conditions.iter_mut().zip(faults(collection, &read, &wording)) {
            line.problem = problem;
        }
    }
    Ok(draw(PermissionPage { page, role, form, name, collection, action, conditions, wording, focus, is_unsaved: true }, status))
}

/// The JSON of the form as conditions, if it is no more than that.
fn as_conditions(
    input: &PermissionForm,
    schema: &Schema,
    collection: Collection,
    page: &Page,
) -> std::result::Result<(bool, Rule, Vec<Condition>), Problems> {
    let rule = Rule::parse(schema, collection, &input.json).map_err(|problem| vec![("json", said(&problem, &page.reader))])?;
    let (is_any, conditions) = to_conditions(&rule).ok_or_else(|| vec![("json", Words::new("error-only-json"))])?;
    Ok((is_any, rule, conditions))
}
