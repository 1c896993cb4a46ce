//! All roles, and some of them side by side.

use std::collections::HashMap;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ThinData;
use askama::Template;
use uuid::Uuid;

use super::permission::{Entry, Reach};
use super::record::{self, Sight};
use super::{permission_pages, store};
use crate::access::Actor;
use crate::rules::{Action, Collection, Schema};
use crate::users::Counts;
use crate::web::{self, App, Nav, Page, Result, filters};

/// Roles that fit beside each other.
const MOST: usize = 4;

#[derive(Template)]
#[template(path = "roles/list.html")]
pub struct ListPage {
    pub page: Page,
    pub roles: Vec<Sight>,
    pub counts: Counts,
    /// Permissions by role.
    pub rights: HashMap<Uuid, i64>,
    pub may_create: bool,
    /// Whether there are roles to compare.
    pub compares: bool,
}

impl ListPage {
    fn rights_of(&self, role: &Sight) -> Option<i64> {
        role.shows("permissions").then(|| self.rights.get(&role.id).copied().unwrap_or_default())
    }
}

/// What each of the compared roles may do with one collection.
pub struct Line {
    pub collection: Collection,
    pub action: Action,
    pub reaches: Vec<Reach>,
    /// The roles are not alike here.
    pub differs: bool,
}

#[derive(Template)]
#[template(path = "roles/compare.html")]
pub struct ComparePage {
    pub page: Page,
    pub roles: Vec<Sight>,
    pub lines: Vec<Line>,
    pub differences: usize,
    /// Roles that were asked for and do not fit.
    pub left_out: usize,
}

/// `GET /roles`
pub async fn list(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Roles)?;
    let roles = record::all_seen(&app.db, &actor).await?;
    let counts = Counts::read(&app.db, &actor).await?;
    let view = ListPage {
        may_create: actor.may(Action::Create, Collection::Roles),
        compares: roles.iter().filter(|role| role.shows("permissions")).count() > 1,
        rights: store::permission_counts(&app.db).await?.into_iter().collect(),
        page: page.at(Nav::Roles),
        roles,
        counts,
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `GET /roles/compare?id=…&id=…`: of more roles than fit, the first, and it says so.
pub async fn compare(app: ThinData<App>, actor: Actor, page: Page, request: HttpRequest) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Roles)?;
    let mut ids: Vec<Uuid> = Vec::new();
    for (name, value) in url::form_urlencoded::parse(request.query_string().as_bytes()) {
        let id = Uuid::try_parse(&value).ok().filter(|id| name == "id" && !ids.contains(id));
        ids.extend(id);
    }
    let left_out = ids.len().saturating_sub(MOST);
    let mut roles = Vec::new();
    let mut permissions = Vec::new();
    for id in ids.into_iter().take(MOST) {
        roles.push(permission_pages::seen(&app, &actor, id).await?);
        permissions.push(store::permissions(&app.db, id).await?);
    }
    let lines: Vec<Line> = Collection::ALL
        .into_iter()
        .flat_map(|collection| Action::ALL.map(|action| (collection, action)))
        .map(|(collection, action)| line(actor.schema(), &roles, &permissions, collection, action))
        .filter(|line| line.reaches.iter().any(|reach| *reach != Reach::None))
        .collect();
    let differences = lines.iter().filter(|line| line.differs).count();
    let view = ComparePage { page: page.at(Nav::Roles), roles, lines, differences, left_out };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

fn line(schema: &Schema, roles: &[Sight], permissions: &[Vec<Entry>], collection: Collection, action: Action) -> Line {
    let reach = |(role, entries): (&Sight, &Vec<Entry>)| {
        if role.admin_access { Reach::All } else { Reach::of(schema, entries, collection, action) }
    };
    let reaches: Vec<Reach> = roles.iter().zip(permissions).map(reach).collect();
    // "Some" of two roles can be two things, and "own" can be of other fields.
    let rules = |role: usize| {
        let here = permissions[role].iter().filter(|entry| entry.place() == Some((collection, action)));
        let mut texts: Vec<String> = here.map(Entry::trail).collect();
        texts.sort();
        texts
    };
    let is_like_first = |at: usize| reaches[at] == reaches[0] && (matches!(reaches[at], Reach::None | Reach::All) || rules(at) == rules(0));
    let differs = (1..reaches.len()).any(|at| !is_like_first(at));
    Line { collection, action, reaches, differs }
}
