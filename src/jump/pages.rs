//! The box that leads there, as a page and as a dialog.

use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::access::Actor;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::store::Directory;
use crate::users::{Counts, Filter, fold};
use crate::web::{self, App, Nav, Page, Result, Swap, filters, go};
use crate::{groups, roles};

/// Of each kind; whoever wants more looks in its list.
const SHOWN: usize = 8;

/// The pages, with their words.
const PAGES: [(Nav, &str, &str); 7] = [
    (Nav::Users, "users", "/users"),
    (Nav::Roles, "roles", "/roles"),
    (Nav::Groups, "groups", "/groups"),
    (Nav::Invitations, "invitations", "/invitations"),
    (Nav::Audit, "audit-log", "/audit"),
    (Nav::Outbox, "outbox", "/outbox"),
    (Nav::Settings, "settings", "/settings"),
];
const OWN: [(&str, &str); 3] = [("your-account", "/account"), ("preferences", "/account/preferences"), ("security", "/account/security")];

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/jump").route(get().to(show)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    #[serde(default)]
    q: String,
}

/// Somewhere to go.
pub struct Place {
    pub label: String,
    /// What tells it from others of that name.
    pub hint: String,
    pub address: String,
}

/// Places of one kind, under its word.
pub struct Kind {
    pub word: &'static str,
    pub places: Vec<Place>,
}

#[derive(Template)]
#[template(path = "jump/jump.html", blocks = ["dialog", "results"])]
pub struct JumpPage {
    pub page: Page,
    pub q: String,
    pub kinds: Vec<Kind>,
    pub is_swap: bool,
}

/// `GET /jump?q={word}`: the places that have it; where there is one, straight to it.
async fn show(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    swap: Swap,
    address: Query<Address>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let q: String = address.q.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    let kinds = kinds(&app, &actor, &page, &q).await?;
    let mut places = kinds.iter().flat_map(|kind| &kind.places);
    if let (false, Some(only), None) = (swap.0 || q.is_empty(), places.next(), places.next()) {
        return Ok(go(&only.address));
    }
    let is_typing = request.headers().get("HX-Source").is_some_and(|source| source == "input#jump-q");
    let view = JumpPage { page, q, kinds, is_swap: swap.0 };
    Ok(match (swap.0, is_typing) {
        (true, true) => web::html(&view.page.reader, &view.as_results(), StatusCode::OK),
        (true, false) => web::html(&view.page.reader, &view.as_dialog(), StatusCode::OK),
        (false, _) => web::page(&view.page, &view, StatusCode::OK),
    })
}

async fn kinds(app: &App, actor: &Actor, page: &Page, q: &str) -> Result<Vec<Kind>> {
    let word = fold(q);
    let has_it = |text: &str| fold(text).contains(&word);
    let named = |key: &'static str, address: &str| {
        let label = Words::new(key).to(&page.reader).into_owned();
        has_it(&label).then(|| Place { label, hint: String::new(), address: address.to_owned() })
    };
    let open = PAGES.into_iter().filter(|(nav, ..)| page.opens(nav)).map(|(_, key, address)| (key, address));
    let pages = open.chain(OWN).filter_map(|(key, address)| named(key, address)).collect();
    let (mut people, mut all_roles, mut all_groups) = (Vec::new(), Vec::new(), Vec::new());
    if !q.is_empty() {
        people = users(app, actor, q).await?;
        for role in roles::all_seen(&app.db, actor).await?.iter().filter(|role| role.shows("name")) {
            all_roles.push(Place { label: role.name.clone(), hint: String::new(), address: format!("/roles/{}", role.id) });
        }
        for group in groups::all_seen(&app.db, actor).await? {
            all_groups.push(Place { label: group.name.clone(), hint: String::new(), address: format!("/groups/{}", group.id) });
        }
        all_roles.retain(|place| has_it(&place.label));
        all_groups.retain(|place| has_it(&place.label));
    }
    let kinds = [("users", people), ("roles", all_roles), ("groups", all_groups), ("jump-pages", pages)];
    let some = kinds.into_iter().filter(|(_, places)| !places.is_empty());
    Ok(some.map(|(word, places)| Kind { word, places: places.into_iter().take(SHOWN).collect() }).collect())
}

/// The first by name, of those whom a list would find.
async fn users(app: &App, actor: &Actor, q: &str) -> Result<Vec<Place>> {
    if !actor.rights.may_beyond_own(Action::Read, Collection::Users) {
        return Ok(Vec::new());
    }
    let filter = Filter { q: q.to_owned(), ..Filter::default() };
    let counts = Counts::read(&app.db, actor).await?;
    let scope = actor.scope(Action::Read, Collection::Users);
    let found = Directory::open(&app.db, &filter, &scope, counts.matching(&filter), app.now()).await?.first(SHOWN as u64).await?;
    let place = |row: &crate::users::store::Row| Place {
        label: row.name(),
        hint: if row.name() == row.email { String::new() } else { row.email.clone() },
        address: format!("/users/{}", row.id),
    };
    Ok(found.iter().map(place).collect())
}
