//! Fields that a directory adds to its users: what each is called, what it takes, and how rules know it.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use uuid::Uuid;

use super::collection::{Collection, Field, Kind, Place};

/// So many fields a directory can add; a permission has a bit for each.
pub const MOST_FIELDS: usize = 64;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Text,
    LongText,
    Number,
    Flag,
    Day,
    /// One of its choices.
    Pick,
    /// Any of its choices.
    Picks,
    Url,
}

/// Something to choose: what is stored stays as it is, what it is called may change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// Whoever has it keeps it; nobody can choose it any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_retired: bool,
}

/// A field that was added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Definition {
    pub id: Uuid,
    /// Its bit among the permitted fields: no two fields of a directory have the same.
    pub slot: u8,
    /// As rules, imports and programs spell it; it never changes.
    pub name: String,
    pub takes: Type,
    pub label: String,
    pub help: String,
    pub is_required: bool,
    /// What new users have, as it is typed; "" is nothing.
    pub default: String,
    pub choices: Vec<Choice>,
    /// Kept, with its values, and shown nowhere.
    pub is_retired: bool,
    /// The name of its control in forms.
    pub input: String,
}

impl Type {
    /// In the order they are offered in.
    pub const ALL: [Self; 8] = [Self::Text, Self::LongText, Self::Number, Self::Flag, Self::Day, Self::Pick, Self::Picks, Self::Url];

    /// As the database and forms spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::Day => "date",
            Self::Pick => "select",
            Self::Picks => "multi_select",
            Self::Url => "url",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    #[must_use]
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Pick | Self::Picks)
    }

    /// Whether lists can be sorted by it.
    #[must_use]
    pub fn has_order(self) -> bool {
        !matches!(self, Self::LongText | Self::Picks)
    }

    fn kind(self) -> Kind {
        match self {
            Self::Text | Self::LongText | Self::Url => Kind::Text,
            Self::Number => Kind::Number,
            Self::Flag => Kind::Flag,
            Self::Day => Kind::Day,
            Self::Pick => Kind::Pick,
            Self::Picks => Kind::List,
        }
    }
}

impl Definition {
    /// The name of the control of a field of that name.
    #[must_use]
    pub fn input_of(name: &str) -> String {
        format!("{INPUT}{name}")
    }

    #[must_use]
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.value == value)
    }

    /// What a choice is called; one that nobody knows is called what it is.
    #[must_use]
    pub fn called<'a>(&'a self, value: &'a str) -> &'a str {
        self.choice(value).map_or(value, |choice| &choice.label)
    }
}

/// What the names of their controls begin with.
pub const INPUT: &str = "custom.";

/// The fields that a directory has added, in its order; those of every collection come from `Collection`.
#[derive(Clone, Debug, Default)]
pub struct Schema(Vec<&'static Field>);

impl Schema {
    #[must_use]
    pub fn of(definitions: impl IntoIterator<Item = Definition>) -> Self {
        Self(definitions.into_iter().map(interned).collect())
    }

    /// Every field of a collection: its own, then those that were added.
    pub fn fields(&self, collection: Collection) -> impl Iterator<Item = &'static Field> + use<> {
        let added = if collection == Collection::Users { self.0.clone() } else { Vec::new() };
        collection.fields().iter().chain(added)
    }

    #[must_use]
    pub fn field(&self, collection: Collection, name: &str) -> Option<&'static Field> {
        self.fields(collection).find(|field| field.name == name)
    }

    /// The added fields that are in use.
    pub fn added(&self) -> impl Iterator<Item = (&'static Field, &'static Definition)> + '_ {
        self.0.iter().filter_map(|field| Some((*field, field.definition()?))).filter(|(_, one)| !one.is_retired)
    }
}

/// One field for each definition there ever was: rules and pages hold on to them, and compare them by what they say. An edit
/// leaves the definition before it behind, for as long as the process lives.
fn interned(definition: Definition) -> &'static Field {
    static KNOWN: LazyLock<Mutex<HashMap<Definition, &'static Field>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(field) = known.get(&definition) {
        return field;
    }
    let kept: &'static Definition = Box::leak(Box::new(definition.clone()));
    let field = Field { name: &kept.name, kind: kept.takes.kind(), place: Place::Custom(kept), is_writable: true };
    let field: &'static Field = Box::leak(Box::new(field));
    known.insert(definition, field);
    field
}

impl Field {
    /// What a field that was added is.
    #[must_use]
    pub fn definition(&self) -> Option<&'static Definition> {
        match self.place {
            Place::Custom(definition) => Some(definition),
            _ => None,
        }
    }
}
