//! The rights of many at once, by a few queries however many they are; and what they would be with another role or group.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::catalogue::Catalogue;
use super::rights::{HeldRow, Rights, Source};
use super::store;
use crate::clock::Moment;
use crate::db::{self, Ask};
use crate::i18n::Words;
use crate::web::Error;

/// What these people hold at one moment.
pub struct Holdings {
    rows: HashMap<Uuid, Vec<HeldRow>>,
    catalogue: Arc<Catalogue>,
    now: Moment,
}

impl Holdings {
    /// `known` is how roles are in the same transaction.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(db: impl Ask, users: &[Uuid], known: &Arc<Catalogue>, now: Moment) -> db::Result<Self> {
        let mut rows: HashMap<Uuid, Vec<HeldRow>> = HashMap::new();
        for (user, row) in store::holdings::held_by(db, users, now).await? {
            rows.entry(user).or_default().push(row);
        }
        Ok(Self { rows, catalogue: known.clone(), now })
    }

    fn rows(&self, user: Uuid) -> &[HeldRow] {
        self.rows.get(&user).map_or(&[], Vec::as_slice)
    }

    fn rights_with(&self, user: Uuid, rows: &[HeldRow]) -> Rights {
        Rights::from_rows(user, rows, self.catalogue.clone(), None, self.now)
    }

    /// The rights of one of them, from wherever they ask.
    #[must_use]
    pub fn rights(&self, user: Uuid) -> Rights {
        self.rights_with(user, self.rows(user))
    }

    /// As they would be with that role of their own.
    #[must_use]
    pub fn with_role(&self, user: Uuid, role: Option<Uuid>, until: Option<Moment>) -> Rights {
        let own =
            role.map(|role| HeldRow { way: "own".into(), source_id: Some(user), source_name: String::new(), until, role_id: Some(role) });
        let others = self.rows(user).iter().filter(|row| row.way != "own").cloned();
        self.rights_with(user, &own.into_iter().chain(others).collect::<Vec<_>>())
    }

    /// As they would be in a group that carries these roles, or out of it.
    #[must_use]
    pub fn with_group(&self, user: Uuid, group: Uuid, roles: Option<&[Uuid]>) -> Rights {
        let row = |role_id| HeldRow { way: "group".into(), source_id: Some(group), source_name: String::new(), until: None, role_id };
        let others = self.rows(user).iter().filter(|row| row.way != "group" || row.source_id != Some(group)).cloned();
        let carried = roles.into_iter().flat_map(|roles| match roles {
            [] => vec![row(None)],
            roles => roles.iter().map(|role| row(Some(*role))).collect(),
        });
        self.rights_with(user, &others.chain(carried).collect::<Vec<_>>())
    }
}

impl Rights {
    /// Whether they are an administrator's, and do not end by themselves.
    #[must_use]
    pub fn is_lasting_admin(&self) -> bool {
        self.held().iter().any(|held| held.role.admin_access && !matches!(held.source, Source::Grant { until: Some(_), .. }))
    }
}

/// The lasting administrators who can sign in, as far as it takes to know that one is left when so many go.
pub struct AdminsLeft(Vec<Uuid>);

impl AdminsLeft {
    /// # Errors
    /// When the database is away.
    pub async fn when_go(db: impl Ask, many: usize, now: Moment) -> db::Result<Self> {
        let most = i64::try_from(many).unwrap_or(i64::MAX).saturating_add(1);
        Ok(Self(store::admins(db, true, most, now).await?.into_iter().map(|admin| admin.id).collect()))
    }

    /// Asks whether somebody may go: they are none, or not the only one left. One who may is counted no more.
    ///
    /// # Errors
    /// `Refused`
    pub fn require_another(&mut self, user: Uuid) -> Result<(), Error> {
        match self.0.iter().position(|id| *id == user) {
            Some(_) if self.0.len() == 1 => Err(Words::new("refused-last-admin").into()),
            Some(place) => {
                self.0.swap_remove(place);
                Ok(())
            }
            None => Ok(()),
        }
    }
}
