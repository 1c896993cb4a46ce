//! What rules name by an id, and what people know it as: roles, groups and users, as far as the reader sees them.

use uuid::Uuid;

use super::Email;
use super::fold::name_key;
use super::record::seen_at;
use super::store::{self, GroupRow, Row};
use crate::access::Actor;
use crate::db::Db;
use crate::rules::{Action, Collection, Rule, VALUES};
use crate::web::Result;

#[derive(Default)]
pub struct RuleNames {
    pub roles: Vec<(Uuid, String)>,
    pub groups: Vec<GroupRow>,
    users: Vec<Row>,
}

impl RuleNames {
    /// Of these roles, and of the groups and users that these rules name.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read<'a>(db: &Db, actor: &Actor, roles: Vec<(Uuid, String)>, rules: impl IntoIterator<Item = &'a Rule>) -> Result<Self> {
        let ids: Vec<Uuid> = rules.into_iter().flat_map(Rule::ids).collect();
        let names = Self { roles, ..Self::default() };
        if ids.is_empty() {
            return Ok(names);
        }
        let users = store::these(db, &actor.scope(Action::Read, Collection::Users), ids).await?;
        Self { users, ..names }.with_groups(db, actor).await
    }

    /// Also of all other groups, to choose from.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn with_groups(mut self, db: &Db, actor: &Actor) -> Result<Self> {
        if self.groups.is_empty() {
            self.groups = store::groups(db, &actor.scope(Action::Read, Collection::Groups), None).await?;
        }
        Ok(self)
    }

    /// What it is called.
    #[must_use]
    pub fn name_of(&self, id: Uuid) -> Option<String> {
        let role = self.roles.iter().find(|(role, _)| *role == id).map(|(_, name)| name.clone());
        let group = || self.groups.iter().find(|group| group.id == id).map(|group| group.name.clone());
        role.or_else(group).or_else(|| self.users.iter().find(|user| user.id == id).map(Row::name))
    }

    /// What finds it again: the name of a role or group, the address of a user.
    #[must_use]
    pub fn key_of(&self, id: Uuid) -> Option<String> {
        let user = self.users.iter().find(|user| user.id == id);
        user.map_or_else(|| self.name_of(id), |user| Some(user.email.clone()).filter(|email| !email.is_empty()))
    }

    /// The record of that collection that goes by this name.
    #[must_use]
    pub fn id_of(&self, on: Collection, key: &str) -> Option<Uuid> {
        let is_it = |name: &str| name_key(name) == name_key(key);
        match on {
            Collection::Roles => self.roles.iter().find(|(_, name)| is_it(name)).map(|(id, _)| *id),
            Collection::Groups => self.groups.iter().find(|group| is_it(&group.name)).map(|group| group.id),
            Collection::Users => {
                let email = Email::parse(key).ok()?;
                self.users.iter().find(|user| user.email_key == email.key()).map(|user| user.id)
            }
            _ => None,
        }
    }

    /// Learns of the users with these addresses whose address the reader sees.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn learn(&mut self, db: &Db, actor: &Actor, addresses: impl Iterator<Item = &str>) -> Result<()> {
        let mut ids = Vec::new();
        for email in addresses.filter_map(|text| Email::parse(text).ok()).take(VALUES) {
            ids.extend(seen_at(db, actor, email.key()).await?.map(|user| user.id));
        }
        self.users.extend(store::these(db, &actor.scope(Action::Read, Collection::Users), ids).await?);
        Ok(())
    }
}
