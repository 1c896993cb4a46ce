//! What somebody may do, and from where they have it: the one gate that every read and write asks.

use std::sync::Arc;

use serde_json::{Map, Value};
use sqlx::FromRow;
use uuid::Uuid;

use super::catalogue::{Catalogue, Permission, RoleRights, takes_default};
use super::{Fields, Limits, Scope, store};
use crate::clock::{Moment, NEVER};
use crate::db::{self, Ask};
use crate::rules::{Action, Collection, Extent, Record, Variables};

/// By which way somebody has a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Their own.
    Own,
    Group {
        id: Uuid,
        name: String,
    },
    Grant {
        id: Uuid,
        until: Option<Moment>,
    },
    /// Nobody's: the rights of those without a role.
    Public,
}

/// A role that somebody has at this moment.
#[derive(Clone, Debug)]
pub struct Held {
    pub role: Arc<RoleRights>,
    pub source: Source,
}

/// Everything somebody may do at one moment.
#[derive(Clone, Debug)]
pub struct Rights {
    held: Vec<Held>,
    /// What the variables of rules stand for.
    pub who: Variables,
    /// Rolecall itself and its command line may do everything without any role.
    is_rolecall: bool,
    /// What a token opens of them; everything where nobody asks by a token.
    limits: Limits,
    pub catalogue: Arc<Catalogue>,
}

/// A role or a group of somebody, as the database knows them.
#[derive(FromRow, Clone, Debug)]
pub(super) struct HeldRow {
    pub way: String,
    /// Of the group or the grant.
    pub source_id: Option<Uuid>,
    pub source_name: String,
    pub until: Option<Moment>,
    pub role_id: Option<Uuid>,
}

impl HeldRow {
    fn source(&self) -> Source {
        match (self.way.as_str(), self.source_id) {
            ("group", Some(id)) => Source::Group { id, name: self.source_name.clone() },
            ("grant", Some(id)) => Source::Grant { id, until: self.until },
            _ => Source::Own,
        }
    }
}

impl Rights {
    /// Rolecall's own.
    #[must_use]
    pub fn rolecall() -> Self {
        let who = Variables { user: None, role: None, roles: Vec::new(), groups: Vec::new(), now: NEVER };
        Self { held: Vec::new(), who, is_rolecall: true, limits: Limits::Everything, catalogue: Arc::default() }
    }

    /// Nobody's: not even those of strangers.
    #[must_use]
    pub fn none() -> Self {
        Self { is_rolecall: false, ..Self::rolecall() }
    }

    /// Of whoever is not signed in: those of the public role.
    #[must_use]
    pub fn of_strangers(catalogue: Arc<Catalogue>, now: Moment) -> Self {
        let held = catalogue.public().map(|role| Held { role: role.clone(), source: Source::Public }).into_iter().collect();
        let who = Variables { now, ..Self::rolecall().who };
        Self { held, who, is_rolecall: false, limits: Limits::Everything, catalogue }
    }

    /// Whether they open nothing at all.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !self.holds_everything() && self.held.iter().all(|held| held.role.permissions.is_empty())
    }

    /// Of a user at that moment, asking from that address; from anywhere without one.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(db: impl Ask, user: Uuid, catalogue: Arc<Catalogue>, address: Option<&str>, now: Moment) -> db::Result<Self> {
        Ok(Self::from_rows(user, &store::held(db, user, now).await?, catalogue, address, now))
    }

    pub(super) fn from_rows(user: Uuid, rows: &[HeldRow], catalogue: Arc<Catalogue>, address: Option<&str>, now: Moment) -> Self {
        let role_of = |row: &HeldRow| row.role_id.and_then(|id| catalogue.role(id)).cloned();
        let held = rows.iter().filter_map(|row| Some(Held { role: role_of(row)?, source: row.source() }));
        let mut held: Vec<Held> = held.filter(|held| address.is_none_or(|address| held.role.counts_from(address))).collect();
        if held.is_empty() {
            held.extend(catalogue.public().map(|role| Held { role: role.clone(), source: Source::Public }));
        }
        let mut roles: Vec<Uuid> = held.iter().filter(|held| held.source != Source::Public).map(|held| held.role.id).collect();
        let mut groups: Vec<Uuid> = rows.iter().filter(|row| row.way == "group").filter_map(|row| row.source_id).collect();
        roles.sort_unstable();
        roles.dedup();
        groups.sort_unstable();
        groups.dedup();
        let role = rows.iter().find(|row| row.way == "own").and_then(|row| row.role_id);
        let who = Variables { user: Some(user), role, roles, groups, now };
        Self { held, who, is_rolecall: false, limits: Limits::Everything, catalogue }
    }

    /// Whether they are still these: of the same roles, which nobody has changed.
    #[must_use]
    pub fn is_as(&self, other: &Self) -> bool {
        let ids = |rights: &Self| rights.held.iter().map(|held| held.role.id).collect::<Vec<_>>();
        let who = |rights: &Self| (rights.who.role, rights.who.groups.clone(), rights.limits);
        self.catalogue.version == other.catalogue.version && ids(self) == ids(other) && who(self) == who(other)
    }

    /// What is left of them for whoever asks by a token: never more.
    #[must_use]
    pub fn limited_to(self, limits: Limits) -> Self {
        Self { limits: self.limits.and(limits), ..self }
    }

    /// The roles that count, each with the way it is had.
    #[must_use]
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// May do everything. An administrator's token that may not is none.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.limits.is_everything() && self.holds_everything()
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    pub(super) fn holds_everything(&self) -> bool {
        self.is_rolecall || self.held.iter().any(|held| held.role.admin_access)
    }

    /// Whether the action is open on every record with every field, since there is an administrator behind it.
    pub(super) fn opens_all(&self, action: Action, on: Collection) -> bool {
        self.holds_everything() && self.limits.has(action, on)
    }

    #[must_use]
    pub fn may_use_pages(&self) -> bool {
        self.held.iter().any(|held| held.role.app_access || held.role.admin_access)
    }

    /// The permissions for an action, each with the role it comes from.
    pub fn permissions(&self, action: Action, on: Collection) -> impl Iterator<Item = (&Held, &Permission)> {
        let held = self.held.iter().filter(move |_| self.limits.has(action, on));
        held.flat_map(|held| held.role.permissions.iter().map(move |permission| (held, permission)))
            .filter(move |(_, permission)| permission.action == action && permission.collection == on)
    }

    /// The values that a new record starts with, where nothing is said: of several permissions, the first one's.
    #[must_use]
    pub fn defaults(&self, on: Collection) -> Map<String, Value> {
        let mut defaults = Map::new();
        for (_, permission) in self.permissions(Action::Create, on) {
            for (field, value) in permission.defaults.iter().filter(|(field, _)| takes_default(on, field)) {
                defaults.entry(field.clone()).or_insert_with(|| value.clone());
            }
        }
        defaults
    }

    /// The role that a new user or invitation starts with.
    #[must_use]
    pub fn default_role(&self, on: Collection) -> Option<Uuid> {
        self.defaults(on).get("role").and_then(Value::as_str).and_then(|id| id.parse().ok())
    }

    /// Whether there can be a record that this action is open on.
    #[must_use]
    pub fn may(&self, action: Action, on: Collection) -> bool {
        self.opens_all(action, on) || self.permissions(action, on).next().is_some()
    }

    /// Whether the action can be open on a record that is not one's own.
    #[must_use]
    pub fn may_beyond_own(&self, action: Action, on: Collection) -> bool {
        self.opens_all(action, on) || self.permissions(action, on).any(|(_, permission)| permission.rule.extent(on) != Extent::Own)
    }

    /// The fields that the action opens on some record or other.
    #[must_use]
    pub fn fields(&self, action: Action, on: Collection) -> Fields {
        if self.opens_all(action, on) {
            return Fields::all(on);
        }
        self.permissions(action, on).fold(Fields::none(on), |fields, (_, permission)| fields.and(permission.fields))
    }

    /// The fields of this record that the action opens: those of the permissions whose rule lets it through, and of no
    /// others. `None` where none does.
    #[must_use]
    pub fn on(&self, action: Action, collection: Collection, record: &impl Record) -> Option<Fields> {
        if self.opens_all(action, collection) {
            return Some(Fields::all(collection));
        }
        let open = self.permissions(action, collection).filter(|(_, permission)| permission.rule.holds(record, &self.who));
        open.map(|(_, permission)| permission.fields).reduce(Fields::and)
    }

    /// The ids that rules on a collection can ask that field for.
    #[must_use]
    pub fn ids_asked(&self, on: Collection, field: &str) -> Vec<Uuid> {
        let permissions = self.held.iter().flat_map(|held| &held.role.permissions).filter(|permission| permission.collection == on);
        let mut ids: Vec<Uuid> = permissions.flat_map(|permission| permission.rule.ids_of(field)).collect();
        ids.extend(self.who.user);
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The records that the action is open on, for a query.
    #[must_use]
    pub fn scope(&self, action: Action, on: Collection) -> Scope {
        if self.opens_all(action, on) {
            return Scope::everything(on);
        }
        Scope::of(on, self.permissions(action, on).map(|(_, permission)| permission), &self.who)
    }
}

/// The rights of a user, from wherever they ask. `known` is used where it is still how things are.
///
/// # Errors
/// When the database is away.
pub async fn rights_of(db: impl Ask, user: Uuid, known: Option<&Arc<Catalogue>>, now: Moment) -> db::Result<Rights> {
    read(db, user, known, None, now).await
}

/// The rights of a user who asks from that address. `known` is used where it is still how things are.
///
/// # Errors
/// When the database is away.
pub async fn rights_from(db: impl Ask, user: Uuid, address: &str, known: Option<&Arc<Catalogue>>, now: Moment) -> db::Result<Rights> {
    read(db, user, known, Some(address), now).await
}

async fn read(mut db: impl Ask, user: Uuid, known: Option<&Arc<Catalogue>>, address: Option<&str>, now: Moment) -> db::Result<Rights> {
    let version = store::rights_version(&mut db).await?;
    let catalogue = match known.filter(|known| known.version == version) {
        Some(known) => known.clone(),
        None => Catalogue::read(&mut db, version).await?,
    };
    Rights::of(db, user, catalogue, address, now).await
}
