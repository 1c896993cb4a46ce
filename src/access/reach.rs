//! Delegation never grows: nobody gives, or manages somebody who has, a permission they do not have themselves.
//!
//! A permission is had when permissions of the same action together open all its fields on at least its records, for at least
//! as long and from at least as many places. "Own record" is the same permission for everyone, though the record differs; what a
//! rule says of the roles and groups of whoever asks is compared as it stands for each person.

use ipnet::IpNet;
use uuid::Uuid;

use super::catalogue::{Permission, RoleRights};
use super::rights::{Held, Rights, Source};
use super::{Actor, Fields};
use crate::clock::Moment;
use crate::i18n::{Value, Words};
use crate::rules::Rule;
use crate::web::{Error, Result};

/// Something that one person has and another has not.
#[derive(Clone, Debug, PartialEq)]
pub enum Excess {
    Everything,
    Permission(Box<Permission>),
}

/// A permission as somebody has it.
struct Having<'a> {
    permission: &'a Permission,
    /// The permission's, for this person.
    rule: Rule,
    from: &'a [IpNet],
    until: Option<Moment>,
}

impl<'a> Having<'a> {
    fn of(held: &'a Held, permission: &'a Permission, rights: &Rights) -> Self {
        let until = match held.source {
            Source::Grant { until, .. } => until,
            _ => None,
        };
        Self { permission, rule: permission.rule.ground(&rights.who), from: &held.role.ip_allow, until }
    }

    /// As any holder of the role may have it: what its rule says of roles and groups is not known.
    fn of_role(role: &'a RoleRights, permission: &'a Permission) -> Self {
        Self { permission, rule: permission.rule.clone(), from: &role.ip_allow, until: None }
    }

    fn is_within(&self, other: &Self) -> bool {
        let is_within_places = other.from.is_empty()
            || (!self.from.is_empty() && self.from.iter().all(|net| other.from.iter().any(|wide| wide.contains(net))));
        let ends_in_time = other.until.is_none_or(|end| self.until.is_some_and(|until| until <= end));
        is_within_places && ends_in_time && self.rule.implies(&other.rule)
    }
}

impl Rights {
    fn havings(&self) -> impl Iterator<Item = Having<'_>> {
        self.held().iter().flat_map(|held| held.role.permissions.iter().map(|permission| Having::of(held, permission, self)))
    }

    fn covers(&self, wanted: &Having<'_>) -> bool {
        let Permission { collection, action, fields, .. } = wanted.permission;
        let of_its_kind = |have: &Having<'_>| have.permission.collection == *collection && have.permission.action == *action;
        let wide: Vec<Fields> =
            self.havings().filter(of_its_kind).filter(|have| wanted.is_within(have)).map(|have| have.permission.fields).collect();
        self.is_admin() || wide.iter().copied().reduce(Fields::and).is_some_and(|open| fields.is_within(open))
    }

    /// What these rights hold that neither of the others does.
    #[must_use]
    pub fn beyond(&self, others: &[&Self]) -> Option<Excess> {
        if others.iter().any(|other| other.is_admin()) {
            return None;
        }
        if self.is_admin() {
            return Some(Excess::Everything);
        }
        let excess = self.havings().find(|have| !others.iter().any(|other| other.covers(have)));
        excess.map(|have| Excess::Permission(Box::new(have.permission.clone())))
    }

    /// What the role gives to whoever gets it that these rights do not hold.
    #[must_use]
    pub fn lacks_of(&self, role: &RoleRights) -> Option<Excess> {
        self.lacks_of_these(role, role.permissions.iter())
    }

    fn lacks_of_these<'a>(&self, role: &RoleRights, mut permissions: impl Iterator<Item = &'a Permission>) -> Option<Excess> {
        if self.is_admin() {
            return None;
        }
        if role.admin_access {
            return Some(Excess::Everything);
        }
        let excess = permissions.find(|permission| !self.covers(&Having::of_role(role, permission)));
        excess.map(|permission| Excess::Permission(Box::new(permission.clone())))
    }
}

impl Excess {
    fn not_given(&self) -> Error {
        match self {
            Self::Everything => Words::new("refused-give-everything").into(),
            Self::Permission(one) => {
                Words::new("refused-give").with("collection", said(one.collection.word())).with("action", said(one.action.word())).into()
            }
        }
    }

    fn not_managed(&self) -> Error {
        match self {
            Self::Everything => Words::new("refused-manage-everything").into(),
            Self::Permission(one) => {
                Words::new("refused-manage").with("collection", said(one.collection.word())).with("action", said(one.action.word())).into()
            }
        }
    }
}

fn said(key: &str) -> Value {
    Value::Message(key.to_owned())
}

impl Actor {
    /// Whether somebody's rights may become these: they grow by nothing that whoever acts does not have.
    ///
    /// # Errors
    /// `Refused`, naming the permission.
    pub fn require_to_give(&self, before: &Rights, after: &Rights) -> Result<()> {
        match after.beyond(&[&self.rights, before]) {
            Some(excess) => Err(excess.not_given()),
            None => Ok(()),
        }
    }

    /// Whether whoever acts may manage somebody with these rights: reset their password, end their sessions, change their
    /// address, status, role. Who has more than oneself is managed by others.
    ///
    /// # Errors
    /// `Refused`, naming what they have more.
    pub fn require_to_manage(&self, theirs: &Rights) -> Result<()> {
        match theirs.beyond(&[&self.rights]) {
            Some(excess) => Err(excess.not_managed()),
            None => Ok(()),
        }
    }

    /// Whether whoever acts may hand this role around: give it to a group, take it from one.
    ///
    /// # Errors
    /// `Refused`, naming the permission.
    pub fn require_reach(&self, role: &RoleRights) -> Result<()> {
        match self.rights.lacks_of(role) {
            Some(excess) => Err(excess.not_given()),
            None => Ok(()),
        }
    }

    /// Whether whoever acts may hand that role around, for offering it.
    #[must_use]
    pub fn gives(&self, role: Uuid) -> bool {
        self.is_admin() || self.rights.catalogue.role(role).is_some_and(|role| self.rights.lacks_of(role).is_none())
    }

    /// Whether a role may become so: every permission that comes or goes is one that whoever acts has.
    ///
    /// # Errors
    /// `Refused`, naming the permission.
    pub fn require_change_of(&self, before: Option<&RoleRights>, after: Option<&RoleRights>) -> Result<()> {
        let same_places = before.map(|role| &role.ip_allow) == after.map(|role| &role.ip_allow);
        for (role, other) in [(before, after), (after, before)] {
            let Some(role) = role else { continue };
            let stays = |permission: &&Permission| {
                same_places && other.is_some_and(|other| other.permissions.iter().any(|kept| kept.is_same_as(permission)))
            };
            let changed = role.permissions.iter().filter(|permission| !stays(permission));
            if let Some(excess) = self.rights.lacks_of_these(role, changed) {
                return Err(excess.not_given());
            }
        }
        Ok(())
    }
}

impl Permission {
    fn is_same_as(&self, other: &Self) -> bool {
        Self { id: other.id, ..self.clone() } == *other
    }
}
