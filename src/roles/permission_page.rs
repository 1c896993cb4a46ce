//! One permission: which records, which fields, and what new records start with.

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
use crate::rules::{Action, Collection, Field, Kind, Rule, choice, label};
use crate::users::RuleNames;
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
    /// Of the roles and groups that conditions may name.
    pub names: RuleNames,
}

/// A condition, and what is wrong with it.
#[derive(Default)]
pub struct Line {
    pub condition: Condition,
    pub problem: Option<Words>,
}

impl PermissionPage {
    fn has_owner(&self) -> bool {
        Rule::own(self.collection).is_some()
    }

    /// Those that rules can ask for.
    fn askable(&self) -> Vec<&'static Field> {
        self.collection.fields().iter().filter(|field| field.kind != Kind::Opaque).collect()
    }

    /// With their numbers, which begin at 0.
    fn numbered(&self) -> Vec<(usize, &Line)> {
        self.conditions.iter().enumerate().collect()
    }

    fn openable(&self) -> Vec<&'static Field> {
        fields_for(self.collection, self.action).collect()
    }

    /// The list of suggestions for the values of a field, "" where there is none.
    fn suggestions(&self, field: &Field) -> String {
        let list = match (field.kind, field.names(self.collection)) {
            (_, Some(Collection::Roles)) => "roles",
            (_, Some(Collection::Groups)) => "groups",
            (Kind::Flag, _) => "flags",
            (Kind::Choice(_), _) => field.name,
            _ => return String::new(),
        };
        format!("suggest-{list}")
    }

    /// The list for the values of a condition.
    fn suggestions_of(&self, condition: &Condition) -> String {
        self.collection.field(&condition.field).map_or_else(String::new, |field| self.suggestions(field))
    }

    /// The fields with a fixed choice of words, with these.
    fn choices(&self) -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
        let words = |field: &'static Field| match field.kind {
            Kind::Choice(words) => Some((field.name, words.iter().map(|word| (*word, choice(field, word).unwrap_or(word))).collect())),
            _ => None,
        };
        self.askable().into_iter().filter_map(words).collect()
    }

    fn label(&self, field: &Field) -> &'static str {
        label(self.collection, field)
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
    let entry = if let Some(entry) = find(&app, &role, &name).await? {
        entry
    } else {
        let (collection, action) = place(&address.collection, &address.action)?;
        Entry::all(collection, action)
    };
    draw_entry(&app, &actor, page, role, name, &entry).await
}

/// The permission of that name; `None` for a new one.
async fn find(app: &App, role: &Sight, name: &str) -> Result<Option<Entry>> {
    if name == "new" {
        return Ok(None);
    }
    let id = Uuid::try_parse(name).map_err(|_| Error::NotFound)?;
    let found = store::permissions(&app.db, role.id).await?.into_iter().find(|entry| entry.id == id && entry.permission().is_some());
    found.map(Some).ok_or(Error::NotFound)
}

async fn draw_entry(app: &App, actor: &Actor, page: Page, role: Sight, name: String, entry: &Entry) -> Result<HttpResponse> {
    let (collection, action) = place(&entry.collection, &entry.action)?;
    let (form, conditions) = form_of(entry, role.version);
    let wording = Wording::of(app, actor, &page, [entry]).await?;
    let conditions = conditions.into_iter().map(|one| wording.typed(collection, one).into()).collect();
    Ok(draw(PermissionPage { page, role, form, name, collection, action, conditions, names: wording.names }, StatusCode::OK))
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
        let change = change_of(&input.change)?;
        let entry = change.put.first().ok_or(Error::Malformed("change"))?;
        return draw_entry(&app, &actor, page, role, name, entry).await;
    }
    let stored = find(&app, &role, &name).await?;
    let (collection, action) = match &stored {
        Some(entry) => place(&entry.collection, &entry.action)?,
        None => input.place()?,
    };
    let typed = input.conditions();
    let mut wording = Wording::of(&app, &actor, &page, stored.as_ref()).await?;
    wording.learn(&app, &actor, collection, &typed).await?;
    let read: Vec<Condition> = typed.iter().map(|one| wording.read(collection, one.clone())).collect();
    let mut conditions: Vec<Line> = typed.into_iter().map(Line::from).collect();
    let form = posted.form.clone();
    let (form, status) = match input.act.as_str() {
        "add" => {
            conditions.push(Line::default());
            (form.set("records", "where"), StatusCode::OK)
        }
        "json" => match input.rule(collection, &read) {
            Ok(rule) => (form.set("json", pretty(&rule)).set("records", "json"), StatusCode::OK),
            Err((part, problem)) => (form.wrong(vec![(part, said(&problem, &page.reader))]), StatusCode::UNPROCESSABLE_ENTITY),
        },
        "where" => match as_conditions(input, collection, &page) {
            Ok((is_any, rule, found)) => {
                wording = Wording::of_rules(&app, &actor, &page, std::slice::from_ref(&rule)).await?;
                conditions = found.into_iter().map(|one| wording.typed(collection, one).into()).collect();
                (form.set("records", "where").set("match", if is_any { "any" } else { "all" }), StatusCode::OK)
            }
            Err(problems) => (form.wrong(problems), StatusCode::UNPROCESSABLE_ENTITY),
        },
        act => {
            if let Some(at) = act.strip_prefix("drop-").and_then(|at| at.parse::<usize>().ok()).filter(|at| *at < conditions.len()) {
                conditions.remove(at);
                let names = wording.names;
                return Ok(draw(PermissionPage { page, role, form, name, collection, action, conditions, names }, StatusCode::OK));
            }
            match input.entry(stored.as_ref().map_or_else(Uuid::now_v7, |entry| entry.id), (collection, action), &read, &page.reader) {
                Ok(entry) => {
                    let change = Change { remove: Vec::new(), put: vec![entry] };
                    let proposal = Proposal { change: &change, version: input.version, from: &name, undo: "" };
                    return review_page::draw(&app, &actor, page, role, proposal, Form::default(), StatusCode::OK).await;
                }
                Err(problems) => (form.wrong(problems), StatusCode::UNPROCESSABLE_ENTITY),
            }
        }
    };
    if form.error("conditions").is_some() {
        for (line, problem) in conditions.iter_mut().zip(faults(collection, &read)) {
            line.problem = problem;
        }
    }
    Ok(draw(PermissionPage { page, role, form, name, collection, action, conditions, names: wording.names }, status))
}

/// The JSON of the form as conditions, if it is no more than that.
fn as_conditions(
    input: &PermissionForm,
    collection: Collection,
    page: &Page,
) -> std::result::Result<(bool, Rule, Vec<Condition>), Problems> {
    let rule = Rule::parse(collection, &input.json).map_err(|problem| vec![("json", said(&problem, &page.reader))])?;
    let (is_any, conditions) = to_conditions(&rule).ok_or_else(|| vec![("json", Words::new("error-only-json"))])?;
    Ok((is_any, rule, conditions))
}
