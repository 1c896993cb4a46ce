//! A group as rules compare it, and as far as a reader may see it.

use std::ops::Deref;

use uuid::Uuid;

use super::model::Group;
use super::store;
use crate::access::{Actor, Fields};
use crate::db::Ask;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::web::{Error, Lack, Result, short_key};

/// A group with what stands in other tables.
pub(super) struct Whole {
    pub group: Group,
    pub roles: Vec<Uuid>,
    /// Of its members those whom rules can ask for, and the nil id where there are others.
    members: Vec<Uuid>,
}

impl Whole {
    /// # Errors
    /// When the database is away.
    pub async fn of(mut db: impl Ask, actor: &Actor, group: Group) -> Result<Self> {
        let roles = store::carried(&mut db, group.id).await?;
        let members = store::members_among(&mut db, group.id, &actor.rights.ids_asked(Collection::Groups, "members")).await?;
        Ok(Self::with(group, roles, members))
    }

    /// All groups by name, by a query for each table and none for each group.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn all(mut db: impl Ask, actor: &Actor) -> Result<Vec<Self>> {
        let carried = store::all_carried(&mut db).await?;
        let members = store::memberships_among(&mut db, &actor.rights.ids_asked(Collection::Groups, "members")).await?;
        let of = |pairs: &[(Uuid, Uuid)], group: Uuid| pairs.iter().filter(|(id, _)| *id == group).map(|(_, other)| *other).collect();
        let groups = store::all(&mut db).await?.into_iter();
        Ok(groups
            .map(|group| (of(&carried, group.id), of(&members, group.id), group))
            .map(|(r, m, group)| Self::with(group, r, m))
            .collect())
    }

    fn with(group: Group, roles: Vec<Uuid>, mut members: Vec<Uuid>) -> Self {
        if members.is_empty() && group.members > 0 {
            members.push(Uuid::nil());
        }
        Self { group, roles, members }
    }
}

impl Record for Whole {
    fn value(&self, field: &'static Field) -> Stored {
        let text = |text: &str| if text.is_empty() { Stored::Null } else { Stored::Text(text.to_owned()) };
        match field.name {
            "id" => Stored::Id(self.group.id),
            "name" => text(&self.group.name),
            "description" => text(&self.group.description),
            "owner" => self.group.owner_id.map_or(Stored::Null, Stored::Id),
            "members" => Stored::Ids(self.members.clone()),
            "roles" => Stored::Ids(self.roles.clone()),
            "created_at" => Stored::Moment(self.group.created_at),
            "updated_at" => Stored::Moment(self.group.updated_at),
            _ => Stored::Null,
        }
    }
}

/// A group as far as a reader may see it: what they may not read is blank.
pub struct Sight {
    group: Group,
    /// The roles it carries; none to who may not see them.
    pub roles: Vec<Uuid>,
    reads: Fields,
    updates: Fields,
    pub deletes: bool,
    /// Whether the number of members is theirs to know.
    counts: bool,
}

impl Deref for Sight {
    type Target = Group;

    fn deref(&self) -> &Group {
        &self.group
    }
}

impl Sight {
    /// # Errors
    /// `NotFound` when the reader may see nothing of it.
    pub(super) fn of(actor: &Actor, whole: Whole) -> Result<Self> {
        let on = Collection::Groups;
        let reads = actor.sight_of(on, &whole)?;
        let updates = actor.rights.on(Action::Update, on, &whole).unwrap_or(Fields::none(on));
        let deletes = actor.rights.on(Action::Delete, on, &whole).is_some();
        let Whole { mut group, mut roles, .. } = whole;
        if !reads.has("name") {
            group.name = short_key(group.id);
        }
        if !reads.has("description") {
            group.description.clear();
        }
        if !reads.has("owner") {
            group.without_owner();
        }
        if !reads.has("roles") {
            roles.clear();
        }
        let counts = reads.has("members") && actor.scope(Action::Read, Collection::Users).has_every_record();
        Ok(Self { group, roles, reads, updates, deletes, counts })
    }

    #[must_use]
    pub fn shows(&self, field: &str) -> bool {
        self.reads.has(field)
    }

    #[must_use]
    pub fn changes(&self, field: &str) -> bool {
        self.reads.has(field) && self.updates.has(field)
    }

    /// Whether anything in its form is the reader's to change.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        ["name", "description", "owner", "roles"].iter().any(|field| self.changes(field))
    }

    /// How many are in it, archived ones aside.
    #[must_use]
    pub fn size(&self) -> Option<i64> {
        self.counts.then_some(self.group.members)
    }
}

/// The group of that id, as far as whoever acts may see it.
///
/// # Errors
/// `NotFound`, the same for one that is not there and one that may not be seen.
pub(super) async fn seen(mut db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    let group = store::find(&mut db, id).await?.ok_or(Error::NotFound)?;
    Sight::of(actor, Whole::of(db, actor, group).await?)
}

/// Whether the reader may take users in and out: here, or by the groups of each user.
pub(super) fn require_members(actor: &Actor, group: &Sight) -> Result<()> {
    let by_user = actor.rights.fields(Action::Update, Collection::Users).has("groups");
    if group.updates.has("members") || by_user {
        Ok(())
    } else {
        Err(Error::Lack(Lack::of(Action::Update, Collection::Groups).field("members")))
    }
}
