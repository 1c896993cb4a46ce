//! The page of the directory, and its results alone for a swap.

use std::borrow::{Borrow, Cow};

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{Query, ThinData};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use url::form_urlencoded;

use super::address::{Address, LIST, PER_PAGE};
use super::arrangement::column_class;
use super::columns::{fit, open};
use super::counts::Counts;
use super::directory::{By, GroupFilter, RoleFilter, Seen, Sort, Total};
use super::filtering::{self, Asked, Asker, Draft};
use super::open_view::{self, OpenView};
use super::picking::Picks;
use super::row_view::{self, RowView};
use super::state::State;
use super::store::{Directory, Listing};
use crate::access::{Actor, Fields, Scope};
use crate::clock::Moment;
use crate::i18n::{self, Words};
use crate::rules::{Action, Collection, Field, Op, describe, named};
use crate::views::{self, View};
use crate::web::{self, App, Nav, Page, Result, Swap, filters};

/// A directory of no more people is a new one.
const FEW: i64 = 25;

#[derive(Template)]
#[template(path = "users/directory.html", blocks = ["results"])]
pub struct DirectoryPage {
    pub page: Page,
    pub state: State,
    pub counts: Counts,
    pub rows: Vec<RowView>,
    pub position: Words,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub is_swap: bool,
    /// The fields that the reader may see of some user or other: its columns and filters.
    pub open: Fields,
    /// The other fields that it can be narrowed by, each with what it has to choose from.
    pub offered: Vec<(&'static Field, Vec<(&'static str, String)>)>,
    /// What the reader, and others for them, saved.
    pub views: Vec<View>,
    /// The view that the list was opened with, and what has become of it since.
    pub view: Option<OpenView>,
    /// What can be done with those who are ticked.
    pub picks: Picks,
    pub may_create: bool,
    pub may_invite: bool,
    /// Shown while hardly anyone is there and something is left to do.
    pub first_steps: Option<FirstSteps>,
}

/// What a new directory needs; true is done.
#[derive(Clone, Copy)]
pub struct FirstSteps {
    people: bool,
    /// One beside the two that are there from the start.
    roles: bool,
    mail: bool,
}

impl DirectoryPage {
    /// Whether everyone stands on the shortest page: there is nothing to turn.
    fn fits(&self) -> bool {
        self.previous.is_none() && self.next.is_none() && self.rows.len() as u64 <= PER_PAGE[0]
    }

    /// Who stands on this page.
    fn page_ids(&self) -> String {
        self.rows.iter().map(|view| view.row.id.to_string()).collect::<Vec<_>>().join(",")
    }

    fn tick(is_done: &bool) -> &'static str {
        if *is_done { "check" } else { "draft" }
    }

    fn chips(&self) -> Vec<(Words, String)> {
        let mut chips = Vec::new();
        let filter = &self.state.filter;
        if !filter.statuses.is_empty() {
            let words = filter.statuses.iter().map(|s| crate::i18n::text(self.page.reader.language, s.word(), None)).collect::<Vec<_>>();
            chips.push((Words::new("chip-status").with("what", words.join(", ")), self.state.with_status(None)));
        }
        match filter.role {
            None => {}
            Some(RoleFilter::None) => chips.push((Words::new("chip-no-role"), self.state.with_role(None))),
            Some(filter @ (RoleFilter::Is(id) | RoleFilter::Not(id))) => {
                let name = self.counts.roles.iter().find(|role| role.id == id).map_or("?", |role| &role.name);
                let words = Words::new(if filter == RoleFilter::Is(id) { "chip-role" } else { "chip-not-role" });
                chips.push((words.with("what", name), self.state.with_role(None)));
            }
        }
        if let Some(group) = filter.group {
            let name = self.counts.group(group.id()).map_or("?", |group| &group.name);
            let words = Words::new(if matches!(group, GroupFilter::Is(_)) { "chip-group" } else { "chip-not-group" });
            chips.push((words.with("what", name), self.state.with_group(None)));
        }
        if let Some(seen) = filter.seen {
            chips.push((seen_words(seen), self.state.with_seen(None)));
        }
        for (at, rule) in filter.asked.iter().flat_map(Asked::conditions).enumerate() {
            let text = describe(rule, &self.page.reader, &|_| None);
            chips.push((Words::new("chip-condition").with("what", text), self.state.without_condition(at)));
        }
        chips
    }

    /// The columns: what each is sorted by, what it is called, and its class.
    fn heads(&self) -> Vec<(Option<By>, Cow<'static, str>, &'static str)> {
        let name = (Some(By::Name), i18n::text(self.page.reader.language, "name", None), "c1");
        let head = |field: &'static Field| (By::field(field), self.label(field), column_class(field));
        std::iter::once(name).chain(self.state.shown.columns.iter().map(|field| head(field))).collect()
    }

    /// Whether there are columns beside those that leave one by one where there is no room for them.
    fn is_wide(&self) -> bool {
        self.state.shown.columns.iter().any(|field| column_class(field).ends_with("more"))
    }

    /// What cards can be sorted by, each way.
    fn sorts(&self) -> Vec<(String, String)> {
        let heads = self.heads().into_iter().filter_map(|(by, label, _)| Some((by?, label)));
        let each = |(by, label): (By, Cow<'static, str>)| {
            [(false, "sort-up"), (true, "sort-down")].map(|(descending, key)| {
                let words = Words::new(key).with("column", label.as_ref());
                (Sort { by, descending }.name(), words.to(&self.page.reader).into_owned())
            })
        };
        heads.flat_map(each).collect()
    }

    /// The address without its order, for a form that asks for one.
    fn kept(&self) -> Vec<(String, String)> {
        let address = self.state.with_sort(Sort::default()).address();
        let query = address.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    fn label(&self, field: &'static Field) -> Cow<'static, str> {
        named(&self.page.reader, Collection::Users, field)
    }

    /// What a list can be asked with, in the words of its form.
    fn ops() -> [Op; 8] {
        [Op::Eq, Op::Neq, Op::Contains, Op::Ncontains, Op::Lt, Op::Gt, Op::Null, Op::Nnull]
    }

    /// The words to choose from for all fields together: a box for typing suggests them.
    fn suggestions(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.offered.iter().flat_map(|(_, options)| options).map(|(_, word)| word.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

fn offered(actor: &Actor, page: &Page) -> Vec<(&'static Field, Vec<(&'static str, String)>)> {
    let asker = Asker::of(actor, page);
    filtering::offered(actor).into_iter().map(|field| (field, asker.options(field))).collect()
}

pub fn seen_words(seen: impl Borrow<Seen>) -> Words {
    match *seen.borrow() {
        Seen::Never => Words::new("seen-never"),
        Seen::Within(days) => Words::new("seen-within").with("n", days),
        Seen::NotSince(days) => Words::new("seen-not-since").with("n", days),
    }
}

/// `GET /users`: the page, or `#results` with what goes with it.
pub async fn show(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    swap: Swap,
    session: Session,
    address: Query<Address>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let scope = open(&actor)?;
    let state = address.read(LIST, &Asker::of(&actor, &page))?;
    fit(&state, scope.beyond_own().fields())?;
    if !swap.0
        && request.query_string().is_empty()
        && let Some(start) = open_view::start(&app.db, &actor, &page, &state).await?
    {
        return Ok(web::go_on(page, &session, &start));
    }
    let canonical = state.address();
    if !swap.0 && state.draft == Draft::default() && !is_same(request.query_string(), &canonical) {
        return Ok(web::go_on(page, &session, &canonical));
    }
    let found = list(&app, &actor, &scope, &state, app.now()).await?;
    let source = request.headers().get("HX-Source").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if swap.0 && source == "form#search" && found.listing.rows.len() == 1 && state.filter.q.len() > 1 && state.skipped == 0 {
        let profile = format!("{LIST}/{}?back={}", found.listing.rows[0].id, web::in_query(&canonical));
        return Ok(HttpResponse::Ok().insert_header(("HX-Redirect", profile)).finish());
    }
    let view = draw(&app, &actor, page, state, found, swap.0).await?;
    if !swap.0 {
        return Ok(web::page(&view.page, &view, StatusCode::OK));
    }
    let mut answer = web::html(&view.page.reader, &view.as_results(), StatusCode::OK);
    // Typing replaces the address, everything else adds one.
    let header = if source == "input#q" { "hx-replace-url" } else { "hx-push-url" };
    if let Ok(address) = HeaderValue::from_str(&canonical) {
        answer.headers_mut().insert(HeaderName::from_static(header), address);
    }
    Ok(answer)
}

/// Whether the query says what the canonical address says, and nothing besides: a half-filled filter stays in no address.
fn is_same(query: &str, canonical: &str) -> bool {
    let canonical = canonical.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).eq(form_urlencoded::parse(canonical.as_bytes()))
}

/// What a request found.
struct Found {
    counts: Counts,
    listing: Listing,
    total: Total,
}

async fn list(app: &App, actor: &Actor, scope: &Scope, state: &State, now: Moment) -> Result<Found> {
    let counts = Counts::read(&app.db, actor).await?;
    let directory = Directory::open(&app.db, &state.filter, scope, counts.matching(&state.filter), now).await?;
    let listing = directory.page(state.sort, &state.from, state.shown.per, &counts.names).await?;
    let total = match directory.total {
        // Uncounted, but the last page tells.
        Total::Unknown if listing.next.is_none() => Total::Exactly(state.skipped + i64::try_from(listing.rows.len()).unwrap_or(0)),
        total => total,
    };
    Ok(Found { counts, listing, total })
}

async fn draw(app: &App, actor: &Actor, mut page: Page, state: State, found: Found, is_swap: bool) -> Result<DirectoryPage> {
    let Found { counts, listing, total } = found;
    let shown = i64::try_from(listing.rows.len()).unwrap_or(0);
    page.path = state.address();
    let saved = views::of_reader(&app.db, actor).await?;
    let rows = row_view::views(app, actor, &page, &counts, &state.shown, listing.rows).await?;
    Ok(DirectoryPage {
        position: position(state.skipped, shown, total),
        previous: listing.previous.map(|cursor| state.before(cursor)),
        next: listing.next.map(|cursor| state.after(cursor, shown)),
        first_steps: first_steps(app, &state, &counts).filter(|_| actor.is_admin()),
        open: actor.scope(Action::Read, Collection::Users).beyond_own().fields(),
        offered: offered(actor, &page),
        view: OpenView::of(actor, &page, &state, &saved),
        views: saved,
        picks: Picks::of(actor),
        may_create: actor.may(Action::Create, Collection::Users),
        may_invite: actor.may(Action::Create, Collection::Invitations),
        page: page.at(Nav::Users),
        state,
        counts,
        rows,
        is_swap,
    })
}

fn first_steps(app: &App, state: &State, counts: &Counts) -> Option<FirstSteps> {
    let steps = FirstSteps { people: counts.all() > 1, roles: counts.roles.len() > 2, mail: !app.config.mail_url.is_folder() };
    let is_new = !state.is_filtered() && counts.all() <= FEW;
    Some(steps).filter(|steps| is_new && !(steps.people && steps.roles && steps.mail))
}

/// "Users 51–100 of 24,391".
fn position(skipped: i64, shown: i64, total: Total) -> Words {
    let words = |key| Words::new(key).with("from", skipped + 1).with("to", skipped + shown);
    match total {
        _ if shown == 0 => Words::new("position-none"),
        Total::Exactly(n) => words("position").with("n", n),
        Total::MoreThan(n) => words("position-more").with("n", n),
        Total::Unknown => words("position-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_position_counts_from_one() {
        assert_eq!(position(0, 50, Total::Exactly(120)), Words::new("position").with("from", 1_i64).with("to", 50_i64).with("n", 120_i64));
        assert_eq!(position(50, 20, Total::Unknown), Words::new("position-unknown").with("from", 51_i64).with("to", 70_i64));
        assert_eq!(position(0, 0, Total::Exactly(0)), Words::new("position-none"));
    }
}
