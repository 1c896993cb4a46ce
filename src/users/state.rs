//! What the address of a list says, and the addresses that lead on from it.

use url::form_urlencoded::Serializer;
use uuid::Uuid;

use super::address::{Address, LIST, NO_VIEW};
use super::arrangement::Arrangement;
use super::directory::{By, Cursor, Filter, From, GroupFilter, RoleFilter, Seen, Sort};
use super::filtering::{Asker, Draft};
use super::model::Status;
use crate::web::Error;

/// What the address says.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Where the list stands: `/users`, or the page of a role.
    pub path: String,
    pub filter: Filter,
    pub sort: Sort,
    pub shown: Arrangement,
    /// What the reader has arranged for all lists: addresses leave it out.
    pub usual: Arrangement,
    /// The saved view that the list was opened with.
    pub view: Option<Uuid>,
    pub from: From,
    pub skipped: i64,
    /// A condition that could not be added.
    pub draft: Draft,
}

impl State {
    /// The state of a list by its whole address; the plain list for any other.
    #[must_use]
    pub fn of_path(path: &str, asker: &Asker<'_>) -> Self {
        Self::read_path(path, asker).unwrap_or_else(|_| Self {
            path: LIST.into(),
            filter: Filter::default(),
            sort: Sort::default(),
            shown: asker.usual.clone(),
            usual: asker.usual.clone(),
            view: None,
            from: From::Start,
            skipped: 0,
            draft: Draft::default(),
        })
    }

    /// The state of a list by its whole address.
    ///
    /// # Errors
    /// `Malformed` for what no page of ours writes.
    pub fn read_path(path: &str, asker: &Asker<'_>) -> Result<Self, Error> {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        let address: Address = serde_html_form::from_str(query).map_err(|_| Error::Malformed("list"))?;
        let state = address.read(LIST, asker)?;
        // A condition that could not be read is none, and without it there are more.
        if state.draft.problem.is_some() { Err(Error::Malformed("list")) } else { Ok(state) }
    }

    /// The address of its first page.
    #[must_use]
    pub fn first(&self) -> String {
        self.first_page().address()
    }

    /// The address of this state, without what is as it always is.
    #[must_use]
    pub fn address(&self) -> String {
        let mut query = self.query(self.arrangement());
        if query.is_empty() && self.path == LIST && self.usual.start.is_some() {
            query = format!("view={NO_VIEW}");
        }
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// The same list from its first page on, with how it is arranged: for everyone who opens it, whatever is usual for them.
    #[must_use]
    pub fn saved_query(&self) -> String {
        let Arrangement { layout, per, .. } = &self.shown;
        let arrangement = vec![("cols", self.shown.names()), ("layout", layout.name().into()), ("per", per.to_string())];
        self.first_page().query(arrangement)
    }

    fn query(&self, arrangement: Vec<(&'static str, String)>) -> String {
        let mut query = Serializer::new(String::new());
        let filter = &self.filter;
        if !filter.q.is_empty() {
            query.append_pair("q", &filter.q);
        }
        if !filter.statuses.is_empty() {
            query.append_pair("status", &self.statuses());
        }
        if filter.role.is_some() {
            query.append_pair("role", &self.role());
        }
        if filter.group.is_some() {
            query.append_pair("group", &self.group());
        }
        if let Some(seen) = filter.seen {
            query.append_pair("seen", &seen.name());
        }
        if filter.asked.is_some() {
            query.append_pair("where", &self.conditions());
        }
        if self.sort != Sort::default() {
            query.append_pair("sort", &self.sort.name());
        }
        query.extend_pairs(arrangement);
        match &self.from {
            From::Start => {}
            From::After(cursor) => drop(query.append_pair("after", &cursor.to_text())),
            From::Before(cursor) => drop(query.append_pair("before", &cursor.to_text())),
        }
        if self.skipped > 0 {
            query.append_pair("n", &self.skipped.to_string());
        }
        query.finish()
    }

    /// What the address says of how the list is arranged: as long as it is arranged as always, nothing.
    #[must_use]
    pub fn arrangement(&self) -> Vec<(&'static str, String)> {
        let Arrangement { columns, layout, per, .. } = &self.shown;
        let is_other = [*columns != self.usual.columns, *layout != self.usual.layout, *per != self.usual.per, self.view.is_some()];
        let view = self.view.map(|view| view.to_string()).unwrap_or_default();
        let pairs = [("cols", self.shown.names()), ("layout", layout.name().into()), ("per", per.to_string()), ("view", view)];
        pairs.into_iter().zip(is_other).filter(|(_, is_other)| *is_other).map(|(pair, _)| pair).collect()
    }

    /// Without one of the conditions on other fields.
    #[must_use]
    pub fn without_condition(&self, at: usize) -> String {
        let mut state = self.first_page();
        state.filter.asked = state.filter.asked.and_then(|asked| asked.without(at));
        state.address()
    }

    /// The same from the first page on: whatever narrows or sorts starts there.
    pub(super) fn first_page(&self) -> Self {
        Self { from: From::Start, skipped: 0, draft: Draft::default(), ..self.clone() }
    }

    #[must_use]
    pub fn with_status(&self, status: Option<Status>) -> String {
        let mut state = self.first_page();
        state.filter.statuses = status.into_iter().collect();
        state.address()
    }

    #[must_use]
    pub fn only(&self, status: &Status) -> String {
        self.with_status(Some(*status))
    }

    #[must_use]
    pub fn is_only(&self, status: &Status) -> bool {
        self.filter.statuses == [*status]
    }

    #[must_use]
    pub fn with_role(&self, role: Option<RoleFilter>) -> String {
        let mut state = self.first_page();
        state.filter.role = role;
        state.address()
    }

    #[must_use]
    pub fn with_group(&self, group: Option<GroupFilter>) -> String {
        let mut state = self.first_page();
        state.filter.group = group;
        state.address()
    }

    #[must_use]
    pub fn with_seen(&self, seen: Option<Seen>) -> String {
        let mut state = self.first_page();
        state.filter.seen = seen;
        state.address()
    }

    /// With another order, as a select offers it.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        Self { sort, ..self.first_page() }
    }

    /// The same list arranged in another way.
    #[must_use]
    pub fn arranged(&self, shown: Arrangement) -> Self {
        Self { shown, ..self.first_page() }
    }

    /// A second click on the same column turns the order round.
    #[must_use]
    pub fn sorted(&self, by: &By) -> String {
        let by = *by;
        let descending = if self.sort.by == by { !self.sort.descending } else { by.starts_descending() };
        self.with_sort(Sort { by, descending }).address()
    }

    /// Without filters, but for the order.
    #[must_use]
    pub fn cleared(&self) -> String {
        Self { filter: Filter::default(), view: None, ..self.first_page() }.address()
    }

    /// The plain list.
    #[must_use]
    pub fn everyone(&self) -> String {
        Self { sort: Sort::default(), shown: self.usual.clone(), filter: Filter::default(), view: None, ..self.first_page() }.address()
    }

    /// Whether the directory opens with that view.
    #[must_use]
    pub fn starts_with(&self, id: &Uuid) -> bool {
        self.usual.start == Some(*id)
    }

    #[must_use]
    pub fn in_archive(&self) -> String {
        self.with_status(Some(Status::Archived))
    }

    #[must_use]
    pub fn after(&self, cursor: Cursor, shown: i64) -> String {
        Self { from: From::After(cursor), skipped: self.skipped + shown, ..self.clone() }.address()
    }

    #[must_use]
    pub fn before(&self, cursor: Cursor) -> String {
        let per = i64::try_from(self.shown.per).unwrap_or(0);
        Self { from: From::Before(cursor), skipped: (self.skipped - per).max(0), ..self.clone() }.address()
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.filter != Filter::default()
    }

    #[must_use]
    pub fn filters(&self) -> i64 {
        let Filter { statuses, role, group, seen, asked, .. } = &self.filter;
        let own: i64 = [!statuses.is_empty(), role.is_some(), group.is_some(), seen.is_some()].into_iter().map(i64::from).sum();
        own + asked.as_ref().map_or(0, |asked| i64::try_from(asked.conditions().len()).unwrap_or(i64::MAX))
    }

    /// Whether it was opened with that view.
    #[must_use]
    pub fn is_view(&self, id: &Uuid) -> bool {
        self.view == Some(*id)
    }

    /// The sign of the order.
    #[must_use]
    pub fn arrow(&self) -> &'static str {
        if self.sort.descending { "down" } else { "up" }
    }

    /// The address of the file with all of these users, and its query alone.
    #[must_use]
    pub fn exported(&self, path: &str) -> (String, String) {
        let query = Self { shown: self.usual.clone(), view: None, ..self.first_page() }.query(Vec::new());
        (if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }, query)
    }

    /// For `aria-sort` of a column.
    #[must_use]
    pub fn aria_sort(&self, by: &By) -> Option<&'static str> {
        (self.sort.by == *by).then_some(if self.sort.descending { "descending" } else { "ascending" })
    }
}
