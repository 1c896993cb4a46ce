//! The numbers beside statuses and roles, kept by the database as people change.

use std::borrow::Borrow;

use uuid::Uuid;

use super::directory::{Filter, GroupFilter, RoleFilter};
use super::model::Status;
use super::store::{self, CountRow, GroupRow, Known};
use crate::access::{self, Actor, RoleName, SeenRoles};
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::web::Result;

/// Groups in the pane; their own page has them all.
const GROUPS_SHOWN: usize = 10;

/// The numbers of the pane and the tabs: of users whom the reader may see.
pub struct Counts {
    /// To choose from: those that the reader sees, or sees somebody with.
    pub roles: Vec<RoleName>,
    /// All of them: whoever sees the role of a user sees what it is called.
    pub names: Vec<RoleName>,
    /// The groups that the reader sees, by name.
    pub groups: Vec<GroupRow>,
    /// Whether they see everybody: the kept numbers of groups are theirs to know.
    sees_all: bool,
    rows: Vec<CountRow>,
    /// Whether they are known without reading everybody: what the reader may see depends on nothing but status and role.
    pub are_known: bool,
}

/// Users of one role and one status, as rules ask for them.
struct Bucket<'a>(&'a CountRow);

impl Record for Bucket<'_> {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "status" => Stored::Text(self.0.status.name().into()),
            "role" if !self.0.role_id.is_nil() => Stored::Id(self.0.role_id),
            _ => Stored::Null,
        }
    }
}

impl Counts {
    /// # Errors
    /// When the database is away.
    pub async fn read(db: &crate::db::Db, actor: &Actor) -> Result<Self> {
        let scope = actor.scope(Action::Read, Collection::Users);
        let groups = store::groups(db, &actor.scope(Action::Read, Collection::Groups), None).await?;
        let names: Vec<RoleName> = access::roles(db).await?.into_iter().filter(RoleName::can_be_given).collect();
        let others = scope.beyond_own();
        let are_known = others.asks_only(&["status", "role"]) && scope.always_shows("status") && scope.always_shows("role");
        let mut rows = if are_known { store::counts(db).await? } else { Vec::new() };
        rows.retain(|row| others.holds(&Bucket(row)));
        // Oneself, where only one's own record is open: whoever reads this is active.
        let role_id = actor.rights.who.role.unwrap_or_default();
        let own = CountRow { role_id, status: Status::Active, n: 1 };
        if are_known && !others.holds(&Bucket(&own)) && scope.may_hold_own() {
            rows.push(own);
        }
        let mut roles = names.clone();
        if !actor.is_admin() {
            let seen = SeenRoles::read(db, actor).await?;
            let has_somebody = |role: &RoleName| role.id == role_id || rows.iter().any(|row| row.role_id == role.id && row.n > 0);
            roles.retain(|role| seen.shows(role.id, "name") || has_somebody(role));
        }
        Ok(Self { roles, names, groups, sees_all: scope.has_every_record(), rows, are_known })
    }

    /// Everyone who is not archived.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.sum(|row| row.status != Status::Archived)
    }

    #[must_use]
    pub fn of_status(&self, status: impl Borrow<Status>) -> i64 {
        self.sum(|row| row.status == *status.borrow())
    }

    /// Not archived, with that role; the nil id is none.
    #[must_use]
    pub fn of_role(&self, role: impl Borrow<Uuid>) -> i64 {
        self.sum(|row| row.status != Status::Archived && row.role_id == *role.borrow())
    }

    /// In any status, archived ones too, with that role.
    #[must_use]
    pub fn holders(&self, role: Uuid) -> i64 {
        self.sum(|row| row.role_id == role)
    }

    /// Active with that role.
    #[must_use]
    pub fn active(&self, role: Uuid) -> i64 {
        self.sum(|row| row.role_id == role && row.status == Status::Active)
    }

    fn sum(&self, which: impl Fn(&CountRow) -> bool) -> i64 {
        self.rows.iter().filter(|row| which(row)).map(|row| row.n).sum()
    }

    #[must_use]
    pub fn role(&self, id: Option<Uuid>) -> Option<&RoleName> {
        self.names.iter().find(|role| Some(role.id) == id)
    }

    /// As many as the pane has room for.
    #[must_use]
    pub fn first_groups(&self) -> &[GroupRow] {
        &self.groups[..self.groups.len().min(GROUPS_SHOWN)]
    }

    #[must_use]
    pub fn group(&self, id: Uuid) -> Option<&GroupRow> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// Members of that group who are not archived; none of a group that is not there.
    #[must_use]
    pub fn of_group(&self, id: Uuid) -> i64 {
        self.group(id).map_or(0, |group| group.members)
    }

    /// What is known about the users whom the filter lets through.
    #[must_use]
    pub fn matching(&self, filter: &Filter) -> Known {
        let others = self.are_known.then(|| self.number_of(filter));
        match filter.group {
            Some(GroupFilter::Is(id)) => {
                let members = self.of_group(id);
                let has_archived = filter.statuses.contains(&Status::Archived);
                let others = others.map(|others| if has_archived { others } else { others.min(members) });
                Known { others: others.filter(|_| self.sees_all), members: Some(members) }
            }
            Some(GroupFilter::Not(id)) if filter.is_counted() => {
                Known { others: others.filter(|_| self.sees_all).map(|others| others - self.of_group(id)), members: None }
            }
            _ => Known { others, members: None },
        }
    }

    fn number_of(&self, filter: &Filter) -> i64 {
        self.sum(|row| {
            let status = if filter.statuses.is_empty() { row.status != Status::Archived } else { filter.statuses.contains(&row.status) };
            let role = match filter.role {
                None => true,
                Some(RoleFilter::None) => row.role_id.is_nil(),
                Some(RoleFilter::Is(id)) => row.role_id == id,
                Some(RoleFilter::Not(id)) => row.role_id != id,
            };
            status && role
        })
    }
}
