//! Users to choose from: those ticked already, and those a search finds.

use uuid::Uuid;

use super::counts::Counts;
use super::directory::Filter;
use super::store::{self, Directory, Row};
use crate::access::{Actor, RoleName};
use crate::clock::Moment;
use crate::db::Db;
use crate::rules::{Action, Collection};
use crate::web::Result;

/// Users changed in one go; more would keep other writers waiting.
pub const MOST_CHOSEN: usize = 500;
/// Users offered at a time; a search finds the others.
const OFFERED: usize = 50;

pub struct Choice {
    pub q: String,
    /// The ticked ones first.
    pub users: Vec<Row>,
    pub has_more: bool,
    ticked: Vec<Uuid>,
    roles: Vec<RoleName>,
}

impl Choice {
    /// Whom the filter leaves, and who is ticked whether it does or not.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(db: &Db, actor: &Actor, filter: Filter, q: &str, ticked: &[Uuid], now: Moment) -> Result<Self> {
        let q: String = q.trim().chars().filter(|c| !c.is_control()).take(200).collect();
        let filter = Filter { q, ..filter };
        let counts = Counts::read(db, actor).await?;
        let scope = actor.scope(Action::Read, Collection::Users);
        let mut users = store::these(db, &scope, ticked.iter().take(MOST_CHOSEN).copied()).await?;
        let ticked: Vec<Uuid> = users.iter().map(|user| user.id).collect();
        let mut found = Directory::open(db, &filter, &scope, counts.matching(&filter), now).await?.first(OFFERED as u64 + 1).await?;
        let has_more = found.len() > OFFERED;
        found.truncate(OFFERED);
        users.extend(found.into_iter().filter(|user| !ticked.contains(&user.id)));
        Ok(Self { q: filter.q, users, has_more, ticked, roles: counts.names })
    }

    #[must_use]
    pub fn role_of(&self, user: &Row) -> Option<&RoleName> {
        self.roles.iter().find(|role| Some(role.id) == user.role_id)
    }

    #[must_use]
    pub fn is_ticked(&self, user: &Row) -> bool {
        self.ticked.contains(&user.id)
    }
}
