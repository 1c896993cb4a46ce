//! The history of a user as one reader sees it: by the rights on the trail, and one's own without any.
//!
//! Of their own, people see what they did and what was done to them: when, and the fields of their record that they may read;
//! of others only whom they may see anyway, and of addresses only those that they came from themselves.

use uuid::Uuid;

use super::record::Sight;
use super::store::{self, Row};
use crate::access::{Actor, Fields, Scope};
use crate::audit::{self, EventRow, Side, Whose};
use crate::clock::Moment;
use crate::db::Db;
use crate::rules::{Action, Collection, INPUT, Schema};
use crate::web::Result;

/// What alone tells of a field: hidden from those who may not read it of themselves.
const STANDING: [&str; 4] = ["user.activate", "user.archive", "user.restore", "user.suspend"];

/// What changes tell that one always sees of oneself: the pages of security and access show it.
const OPEN: [&str; 9] = ["device", "enabled", "group", "kind", "must_change_password", "scope", "sessions", "token", "tokens"];

/// How far a reader sees somebody's history.
pub struct Activity<'a> {
    user: &'a Sight,
    is_own: bool,
    scope: Scope,
    hidden: &'static [&'static str],
    schema: Schema,
}

/// An event of it, and what of the trail is open to the reader.
pub struct Seen {
    pub event: EventRow,
    /// Whether the trail shows it to them too.
    pub is_in_trail: bool,
}

/// Whether the reader may look at what others did and had done to them.
pub(super) fn is_open(actor: &Actor) -> bool {
    let fields = actor.rights.fields(Action::Read, Collection::Audit);
    fields.has("action") && (fields.has("subject") || fields.has("actor"))
}

impl<'a> Activity<'a> {
    #[must_use]
    pub fn of(actor: &Actor, user: &'a Sight) -> Self {
        let hidden: &'static [&'static str] = if user.shows("status") { &[] } else { &STANDING };
        Self {
            user,
            is_own: actor.is(user.id),
            scope: actor.scope(Action::Read, Collection::Audit),
            hidden,
            schema: actor.schema().clone(),
        }
    }

    fn whose(&self) -> Whose<'_> {
        Whose { user: self.user.id, scope: &self.scope, own: self.is_own.then_some(self.hidden) }
    }

    /// A page of it before a number, the newest first, and the number to go on from where there are more.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn page(
        &self,
        db: &Db,
        actor: &Actor,
        side: Side,
        before: Option<i64>,
        most: u64,
    ) -> Result<(Vec<Seen>, Vec<Row>, Option<i64>)> {
        let (rows, older) = audit::history(db, self.whose(), side, before, most).await?;
        let people = self.people(db, actor, &rows).await?;
        Ok((self.seen(rows, &people), people, older))
    }

    /// The newest of what became of them.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn newest(&self, db: &Db, actor: &Actor, most: u64) -> Result<Vec<EventRow>> {
        if !self.is_own && self.scope.is_nothing() {
            return Ok(Vec::new());
        }
        let rows = audit::changes_to(db, self.whose(), most).await?;
        // Names are in the events, but for those who see their own without a right.
        let people = if self.is_own && !self.scope.is_everything() { self.people(db, actor, &rows).await? } else { Vec::new() };
        Ok(self.seen(rows, &people).into_iter().map(|seen| seen.event).collect())
    }

    /// When it was, since then; and whether more was than is counted.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn moments(&self, db: &Db, side: Side, since: Moment) -> Result<(Vec<Moment>, bool)> {
        Ok(audit::moments(db, self.whose(), side, since).await?)
    }

    /// The others whom these events name, as far as the reader sees them.
    async fn people(&self, db: &Db, actor: &Actor, rows: &[EventRow]) -> Result<Vec<Row>> {
        let named = rows.iter().flat_map(|row| [row.actor_id, row.subject_id.filter(|_| row.subject_kind == "user")]).flatten();
        let mut others: Vec<Uuid> = named.filter(|id| *id != self.user.id).collect();
        others.sort_unstable();
        others.dedup();
        if others.is_empty() {
            return Ok(Vec::new());
        }
        Ok(store::these(db, &actor.scope(Action::Read, Collection::Users), others).await?)
    }

    fn seen(&self, rows: Vec<EventRow>, people: &[Row]) -> Vec<Seen> {
        rows.into_iter().filter_map(|row| self.see(row, people)).collect()
    }

    fn see(&self, mut row: EventRow, people: &[Row]) -> Option<Seen> {
        let open = row.fields_in(&self.scope);
        let is_in_trail = open.has("action");
        let own = if self.is_own { self.own_fields(&row) } else { Fields::none(Collection::Audit) };
        let sees = open.and(own);
        if self.is_own && !open.has("changes") {
            let is_grant = row.action.starts_with("grant.");
            if let Some(changes) = row.changes.as_object_mut() {
                changes.retain(|field, _| is_grant || self.tells(field));
            }
        }
        let called = |id: Option<Uuid>| people.iter().find(|row| Some(row.id) == id).map(|row| (row.id, row.name()));
        let others = [(sees.has("actor"), row.actor_id), (sees.has("subject"), row.subject_id)];
        let [by, whom] = others.map(|(is_open, id)| if is_open || !self.is_own { None } else { called(id) });
        let mut event = row.limited_to(sees)?;
        if let Some((id, name)) = by {
            (event.actor_id, event.actor_name) = (Some(id), name);
        }
        if let Some((id, name)) = whom {
            (event.subject_id, event.subject_name) = (Some(id), name);
        }
        Some(Seen { event, is_in_trail })
    }

    /// What one sees of one's own event without any right.
    fn own_fields(&self, row: &EventRow) -> Fields {
        let id = Some(self.user.id);
        let (is_by, is_to) = (row.actor_id == id, row.subject_id == id);
        // As the profile gives the reason of a status, and the page of access that of a grant.
        let is_told = row.action.starts_with("grant.") || STANDING.contains(&row.action.as_str()) && self.user.shows("status");
        let fields = [
            ("id", true),
            ("at", true),
            ("action", is_by || !self.hidden.contains(&row.action.as_str())),
            ("actor", is_by || row.actor_id.is_none()),
            ("subject", is_to),
            ("changes", is_to),
            ("reason", is_by || is_to && is_told),
            ("address", is_by),
            ("agent", is_by),
        ];
        Fields::of(&Schema::default(), Collection::Audit, fields.into_iter().filter(|(_, is_open)| *is_open).map(|(field, _)| field))
    }

    /// Whether one's own record shows what this changed.
    fn tells(&self, field: &str) -> bool {
        if let Some(added) = field.strip_prefix(INPUT) {
            return self.schema.added().any(|(field, _)| field.name == added && self.user.shows_field(field));
        }
        match Collection::Users.field(field) {
            Some(known) => known.name == "role" || self.user.shows(known.name),
            None => OPEN.contains(&field),
        }
    }
}
