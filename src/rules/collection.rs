//! What rules speak of: the collections, and the fields of each with their types.

use chrono::NaiveDate;

use crate::clock::Moment;

use super::definition::Definition;
use super::fields::fields_of;

/// A kind of record that permissions are given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Collection {
    Users,
    Groups,
    Invitations,
    Roles,
    Sessions,
    Tokens,
    Views,
    Items,
    Fields,
    Settings,
    Audit,
    Outbox,
}

impl Collection {
    /// In the order they are shown in.
    pub const ALL: [Self; 12] = [
        Self::Users,
        Self::Groups,
        Self::Invitations,
        Self::Roles,
        Self::Sessions,
        Self::Tokens,
        Self::Views,
        Self::Items,
        Self::Fields,
        Self::Settings,
        Self::Audit,
        Self::Outbox,
    ];

    /// As the database, addresses and forms spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Groups => "groups",
            Self::Invitations => "invitations",
            Self::Roles => "roles",
            Self::Sessions => "sessions",
            Self::Tokens => "tokens",
            Self::Views => "views",
            Self::Items => "items",
            Self::Fields => "fields",
            Self::Settings => "settings",
            Self::Audit => "audit",
            Self::Outbox => "outbox",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|collection| collection.name() == name)
    }

    /// Every field of its own that rules and permissions may name. Concealed ones (password hash, seeds, token hashes) are no fields.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        fields_of(self)
    }

    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

impl Field {
    /// The collection whose records the ids in it name; `None` where it holds no ids.
    #[must_use]
    pub fn names(&self, of: Collection) -> Option<Collection> {
        match (self.kind, self.name) {
            (Kind::Id, "id") => Some(of),
            (Kind::Id | Kind::Ids, "role" | "roles") => Some(Collection::Roles),
            (Kind::Id | Kind::Ids, "groups") => Some(Collection::Groups),
            (Kind::Id | Kind::Ids, _) => Some(Collection::Users),
            _ => None,
        }
    }
}

/// What one may do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    Create,
    Read,
    Update,
    Delete,
}

impl Action {
    pub const ALL: [Self; 4] = [Self::Create, Self::Read, Self::Update, Self::Delete];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// A field of a collection.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    /// Where the value stands.
    pub place: Place,
    /// Whether people may change it at all, where permitted. Others are kept by Rolecall itself.
    pub is_writable: bool,
}

/// The type of a field: which operators it knows, and how its values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Compared letter by letter, upper and lower case apart. Empty is null.
    Text,
    /// An e-mail address: compared in its canonical form (lower case). Empty is null.
    Address,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of the choices of its definition.
    Pick,
    Id,
    /// RFC 3339 in rules. `NEVER` is null.
    Moment,
    /// A day of the calendar: `2026-11-20`.
    Day,
    Flag,
    /// To four decimals, between plus and minus 100,000,000,000: so both databases have it exactly.
    Number,
    /// A list of texts: `_contains` and `_ncontains` ask for one of them, `_null` and `_nnull` for none and any.
    List,
    /// A set of ids: `_in` and `_nin` ask whether any of it is among these, `_null` and `_nnull` for none and any.
    Ids,
    /// Can be permitted, but no rule can ask for it: a password, a list of permissions.
    Opaque,
}

/// Where the value of a field stands in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column of the collection's own table.
    Column(&'static str),
    /// A column that is null where this one says no: "two-factor is on" is a moment that is there.
    IsSet(&'static str),
    /// In another table: the rows whose `key` is this record's id each hold one `value`.
    Rows { table: &'static str, key: &'static str, value: &'static str },
    /// A column of the user that this record belongs to by its own column `key`.
    OfUser { key: &'static str, column: &'static str },
    /// Among what a user has in added fields, by its name.
    Custom(&'static Definition),
    /// Nowhere that a rule could look.
    Nowhere,
}

/// The value of a field in one record, as rules compare it.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    Null,
    Text(String),
    Id(uuid::Uuid),
    Moment(Moment),
    Day(NaiveDate),
    Flag(bool),
    Number(f64),
    List(Vec<String>),
    Ids(Vec<uuid::Uuid>),
}

/// A single record that rules can be asked about in memory.
pub trait Record {
    /// The value of a field of its collection.
    fn value(&self, field: &'static Field) -> Stored;
}
