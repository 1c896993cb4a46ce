//! A group as rules compare it, and as far as a reader may see it.

use std::ops::Deref;

use uuid::Uuid;

use super::model::Group;
use super::store;
use crate::access::{self, Actor, Conceal, Fields};
use crate::db::Ask;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::users;
use crate::web::{Error, Lack, Result, short_key};

/// A group with what stands in other tables.
#[derive(Clone, Debug)]
pub struct Whole {
    group: Group,
    pub roles: Vec<Uuid>,
    /// As far as whoever asks may see them, where they were looked for.
    owner: Option<users::Sight>,
    /// Of its members those whom rules can ask for, and the nil id where there are others.
    asked: Vec<Uuid>,
    /// Whether the number of members is for whoever asks to know.
    counts: bool,
}

impl Deref for Whole {
    type Target = Group;

    fn deref(&self) -> &Group {
        &self.group
    }
}

impl Whole {
    /// # Errors
    /// When the database is away.
    pub async fn of(mut db: impl Ask, actor: &Actor, group: Group) -> Result<Self> {
        let roles = store::carried(&mut db, group.id).await?;
        let members = store::members_among(&mut db, group.id, &actor.rights.ids_asked(Collection::Groups, "members")).await?;
        Ok(Self::with(actor, group, roles, members))
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
            .map(|(r, m, group)| Self::with(actor, group, r, m))
            .collect())
    }

    fn with(actor: &Actor, group: Group, roles: Vec<Uuid>, mut asked: Vec<Uuid>) -> Self {
        if asked.is_empty() && group.members > 0 {
            asked.push(Uuid::nil());
        }
        let counts = actor.scope(Action::Read, Collection::Users).has_every_record();
        Self { group, roles, owner: None, asked, counts }
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
            "members" => Stored::Ids(self.asked.clone()),
            "roles" => Stored::Ids(self.roles.clone()),
            "created_at" => Stored::Moment(self.group.created_at),
            "updated_at" => Stored::Moment(self.group.updated_at),
            _ => Stored::Null,
        }
    }
}

/// A group as far as a reader may see it.
pub type Sight = access::Sight<Whole>;

impl Conceal for Whole {
    const COLLECTION: Collection = Collection::Groups;

    fn conceal(&mut self, reads: Fields) {
        let group = &mut self.group;
        if !reads.has("name") {
            group.name = short_key(group.id);
        }
        if !reads.has("description") {
            group.description.clear();
        }
        if !reads.has("owner") {
            group.owner_id = None;
            self.owner = None;
        }
        // What the owner is called is for those who see the owner.
        group.conceal_owner();
        if !reads.has("roles") {
            self.roles.clear();
        }
        self.counts &= reads.has("members");
        if !self.counts {
            group.members = 0;
        }
    }
}

impl access::Sight<Whole> {
    /// The owner's address, "" where there is none or none for the reader.
    #[must_use]
    pub fn owner_email(&self) -> &str {
        self.owner.as_ref().map_or("", |owner| owner.email.as_str())
    }

    /// Whether its form has that field: an owner whose address is not shown cannot stand in it.
    #[must_use]
    pub fn offers(&self, field: &str) -> bool {
        self.changes(field) && (field != "owner" || self.owner_id.is_none() || !self.owner_email().is_empty())
    }

    /// Whether anything in its form is the reader's to change.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        ["name", "description", "owner", "roles"].iter().any(|field| self.offers(field))
    }

    /// Asks whether its form has these fields for the reader.
    ///
    /// # Errors
    /// `Lack`, naming the field.
    pub fn require_offered(&self, fields: &[&'static str]) -> Result<()> {
        self.require_changes(fields)?;
        if fields.iter().all(|field| self.offers(field)) {
            Ok(())
        } else {
            Err(Error::Lack(Lack::of(Action::Read, Collection::Users).field("email")))
        }
    }

    /// How many are in it, archived ones aside.
    #[must_use]
    pub fn size(&self) -> Option<i64> {
        self.counts.then_some(self.members)
    }
}

/// The group of that id, as far as whoever acts may see it.
///
/// # Errors
/// `NotFound`, the same for one that is not there and one that may not be seen.
pub async fn seen(mut db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    let group = store::find(&mut db, id).await?.ok_or(Error::NotFound)?;
    let whole = Whole::of(&mut db, actor, group).await?;
    shown(db, actor, whole).await
}

/// A group, with its owner as far as whoever acts may see them.
///
/// # Errors
/// `NotFound` when they may not see the group; when the database is away.
pub(super) async fn shown(db: impl Ask, actor: &Actor, whole: Whole) -> Result<Sight> {
    let owner = match whole.owner_id {
        Some(owner) => match users::seen(db, actor, owner).await {
            Err(Error::NotFound) => None,
            owner => Some(owner?),
        },
        None => None,
    };
    Sight::of(actor, Whole { owner, ..whole })
}

/// Whether the reader may take users in and out: here, or by the groups of each user.
///
/// # Errors
/// `Lack`.
pub fn require_members(actor: &Actor, group: &Sight) -> Result<()> {
    let by_user = [Action::Read, Action::Update].iter().all(|action| actor.rights.fields(*action, Collection::Users).has("groups"));
    if by_user { Ok(()) } else { group.require_changes(&["members"]) }
}

/// The groups whose names whoever acts sees, by name.
///
/// # Errors
/// When the database is away.
pub async fn all_seen(db: impl Ask, actor: &Actor) -> Result<Vec<Sight>> {
    let seen = Whole::all(db, actor).await?.into_iter().filter_map(|whole| Sight::of(actor, whole).ok());
    Ok(seen.filter(|group| group.shows("name")).collect())
}

/// The groups that whoever acts may take new people into: they see it, may say who is in it, and could give what it carries.
///
/// # Errors
/// When the database is away.
pub async fn joinable(db: impl Ask, actor: &Actor) -> Result<Vec<Sight>> {
    let gives = |whole: &Whole| whole.roles.iter().all(|role| actor.gives(*role));
    let seen = Whole::all(db, actor).await?.into_iter().filter(gives).filter_map(|whole| Sight::of(actor, whole).ok());
    Ok(seen.filter(|group| group.shows("name") && require_members(actor, group).is_ok()).collect())
}
