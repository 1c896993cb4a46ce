//! The numbers beside statuses and roles, kept by the database as people change.

use std::borrow::Borrow;

use uuid::Uuid;

use super::directory::{Filter, RoleFilter};
use super::model::Status;
use super::store::{self, CountRow};
use crate::access::{self, RoleName};
use crate::web::Result;

/// The numbers of the pane and the tabs.
pub struct Counts {
    pub roles: Vec<RoleName>,
    rows: Vec<CountRow>,
}

impl Counts {
    /// # Errors
    /// When the database is away.
    pub async fn read(db: &crate::db::Db) -> Result<Self> {
        Ok(Self { roles: access::roles(db).await?.into_iter().filter(RoleName::can_be_given).collect(), rows: store::counts(db).await? })
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

    /// How many have the statuses and the role of the filter, whatever else it asks.
    #[must_use]
    pub fn matching(&self, filter: &Filter) -> i64 {
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
