//! Delegation never grows: nobody gives, or manages somebody who has, a permission they do not have themselves.
//!
//! A permission is had when permissions of the same action together open all its fields on at least its records, for at least
//! as long and from at least as many places. "Own record" is the same permission for everyone, though the record differs; what a
//! rule says of the roles and groups of whoever asks is compared as it stands for each person.

use std::sync::Arc;

use ipnet::IpNet;
use uuid::Uuid;

use super::catalogue::{Catalogue, Permission, RoleRights};
use super::rights::{Held, Rights, Source};
use super::{Actor, Fields, rights_of, store};
use crate::clock::Moment;
use crate::db::{self, Ask, Write};
use crate::i18n::{Value, Words};
use crate::rules::{Action, Collection, Record, Rule};
use crate::web::{Error, Result};

/// People whose rights are compared one by one; more would keep other writers waiting.
const MOST_COMPARED: usize = 500;

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
        let all = self.held().iter().flat_map(|held| held.role.permissions.iter().map(|permission| Having::of(held, permission, self)));
        all.filter(|have| self.limits().has(have.permission.action, have.permission.collection))
    }

    fn covers(&self, wanted: &Having<'_>) -> bool {
        let Permission { collection, action, fields, .. } = wanted.permission;
        let of_its_kind = |have: &Having<'_>| have.permission.collection == *collection && have.permission.action == *action;
        let wide: Vec<Fields> =
            self.havings().filter(of_its_kind).filter(|have| wanted.is_within(have)).map(|have| have.permission.fields).collect();
        self.opens_all(*action, *collection) || wide.iter().copied().reduce(Fields::and).is_some_and(|open| fields.is_within(open))
    }

    /// What these rights hold that neither of the others does.
    #[must_use]
    pub fn beyond(&self, others: &[&Self]) -> Option<Excess> {
        if others.iter().any(|other| other.is_admin()) {
            return None;
        }
        // Be it limited: what an administrator has is no list of permissions that could be compared.
        if self.holds_everything() && !self.limits().is_nothing() {
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
    /// Whether somebody's rights may become these: they grow by nothing that whoever acts does not have. Rights of those who
    /// could not even sign in begin to count with the pages.
    ///
    /// # Errors
    /// `Refused`, naming the permission.
    pub fn require_to_give(&self, before: &Rights, after: &Rights) -> Result<()> {
        let is_let_in = after.may_use_pages() && !before.may_use_pages();
        let had = if is_let_in { after.beyond(&[&self.rights]) } else { after.beyond(&[&self.rights, before]) };
        match had {
            Some(excess) => Err(excess.not_given()),
            None => Ok(()),
        }
    }

    /// What these people may do before a change that touches their roles all at once; nothing to remember for those who may give
    /// everything.
    ///
    /// # Errors
    /// `Refused` for more people than can be compared; when the database is away.
    pub async fn rights_before(&self, write: &mut Write, people: Vec<Uuid>, now: Moment) -> Result<Vec<(Uuid, Rights)>> {
        if self.is_admin() {
            return Ok(Vec::new());
        }
        if people.len() > MOST_COMPARED {
            return Err(Words::new("refused-too-many-to-compare").with("max", MOST_COMPARED).into());
        }
        let mut before = Vec::with_capacity(people.len());
        for user in people {
            before.push((user, self.rights_of(&mut *write, user, now).await?));
        }
        Ok(before)
    }

    /// Whether the rights of all these people may have become what they are in this transaction.
    ///
    /// # Errors
    /// `Refused`, naming the permission; when the database is away.
    pub async fn require_to_give_all(&self, write: &mut Write, before: &[(Uuid, Rights)], now: Moment) -> Result<()> {
        for (user, before) in before {
            self.require_to_give(before, &self.rights_of(&mut *write, *user, now).await?)?;
        }
        Ok(())
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
        // What binds or opens a role as a whole changes every permission in it.
        let frame = |role: &RoleRights| (role.ip_allow.clone(), role.app_access, role.require_2fa);
        let is_same_frame = before.map(frame) == after.map(frame);
        for (role, other) in [(before, after), (after, before)] {
            let Some(role) = role else { continue };
            let stays = |permission: &&Permission| {
                is_same_frame && other.is_some_and(|other| other.permissions.iter().any(|kept| kept.is_same_as(permission)))
            };
            let changed = role.permissions.iter().filter(|permission| !stays(permission));
            if let Some(excess) = self.rights.lacks_of_these(role, changed) {
                return Err(excess.not_given());
            }
        }
        Ok(())
    }
}

impl Actor {
    /// Whether somebody else may come to answer for a record of whoever acts: a rule may open it to its owner, and then they may do
    /// no more with it than before, or than whoever acts. `mine` is the record as the rights of whoever acts are asked about it,
    /// `before` and `after` as theirs are.
    #[must_use]
    pub fn may_hand(&self, on: Collection, theirs: &Rights, mine: &impl Record, [before, after]: [&impl Record; 2]) -> bool {
        Action::ALL.into_iter().filter(|action| *action != Action::Create).all(|action| {
            let had = [self.rights.on(action, on, mine), theirs.on(action, on, before)];
            theirs.on(action, on, after).is_none_or(|open| {
                let had = had.into_iter().flatten().reduce(Fields::and);
                had.is_some_and(|had| open.is_within(had))
            })
        })
    }
}

/// Whether somebody may still let a user in by a secret they made: they are active themselves, and have no less than the user.
/// `None` is a maker who is not there any more. `known` is used where it is still how things are.
///
/// # Errors
/// When the database is away.
pub async fn still_covers(
    mut db: impl Ask,
    maker: Option<Uuid>,
    user: Uuid,
    known: Option<&Arc<Catalogue>>,
    now: Moment,
) -> db::Result<bool> {
    let theirs = rights_of(&mut db, user, known, now).await?;
    let makers = match maker {
        Some(maker) if store::is_active(&mut db, maker, now).await? => rights_of(db, maker, Some(&theirs.catalogue), now).await?,
        _ => Rights::none(),
    };
    Ok(theirs.beyond(&[&makers]).is_none())
}

impl Permission {
    fn is_same_as(&self, other: &Self) -> bool {
        Self { id: other.id, ..self.clone() } == *other
    }
}
