//! The numbers beside statuses and roles, kept by the database as people change.

use std::borrow::Borrow;

use uuid::Uuid;

use super::directory::{Filter, RoleFilter};
use super::model::Status;
use super::store::{self, CountRow};
use crate::access::{self, RoleName, Scope};
use crate::rules::{Field, Record, Stored};
use crate::web::Result;

/// The numbers of the pane and the tabs: of users whom the reader may see.
pub struct Counts {
    pub roles: Vec<RoleName>,
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
    pub async fn read(db: &crate::db::Db, scope: &Scope) -> Result<Self> {
        let roles = access::roles(db).await?.into_iter().filter(RoleName::can_be_given).collect();
        let are_known = scope.asks_only(&["status", "role"]) && scope.always_shows("status") && scope.always_shows("role");
        let mut rows = if are_known { store::counts(db).await? } else { Vec::new() };
        rows.retain(|row| scope.holds(&Bucket(row)));
        Ok(Self { roles, rows, are_known })
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
        self.roles.iter().find(|role| Some(role.id) == id)
    }

    /// How many have the statuses and the role of the filter, whatever else it asks, where that is known.
    #[must_use]
    pub fn matching(&self, filter: &Filter) -> Option<i64> {
        self.are_known.then(|| self.number_of(filter))
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
