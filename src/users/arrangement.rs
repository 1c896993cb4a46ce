//! How somebody arranged the directory: what stands in its columns, as a table or as cards, how many to a page.

use std::borrow::Cow;

use serde_json::{Value, json};
use uuid::Uuid;

use super::address::PER_PAGE;
use crate::access::Fields;
use crate::i18n::Reader;
use crate::rules::{Collection, Field, Kind, Schema, named};

/// Columns beside the name: more than these nobody reads.
pub const MOST_COLUMNS: usize = 12;

/// What stands in the columns of those who have not chosen.
const USUAL: [&str; 4] = ["email", "status", "role", "last_seen_at"];

/// What is no column: shown with the name, of use to nobody but oneself, or not to be shown in a word.
const NO_COLUMN: [&str; 10] =
    ["first_name", "last_name", "theme", "density", "shortcuts", "email_notifications", "last_page", "owner", "created_by", "updated_by"];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    Table,
    Cards,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// Beside the name, in their order.
    pub columns: Vec<&'static Field>,
    pub layout: Layout,
    pub per: u64,
    /// The saved view that the directory opens with.
    pub start: Option<Uuid>,
}

impl Layout {
    pub const ALL: [Self; 2] = [Self::Table, Self::Cards];

    /// As addresses and the database spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Cards => "cards",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name)
    }
}

/// The fields that may be columns of whoever sees these fields of somebody or other.
#[must_use]
pub fn offered(schema: &Schema, open: Fields) -> Vec<&'static Field> {
    let is_column = |field: &&'static Field| {
        let is_retired = field.definition().is_some_and(|added| added.is_retired);
        !NO_COLUMN.contains(&field.name) && field.kind != Kind::Opaque && !is_retired && open.has_field(field)
    };
    schema.fields(Collection::Users).filter(is_column).collect()
}

/// As addresses and the database spell a column: an added field by the name of its control.
#[must_use]
pub fn column_name(field: &'static Field) -> &'static str {
    field.definition().map_or(field.name, |added| &added.input)
}

/// What it is called.
#[must_use]
pub fn column_label(field: &'static Field, reader: &Reader) -> Cow<'static, str> {
    named(reader, Collection::Users, field)
}

/// How its cells are drawn, and when the column gives way to others that matter more.
#[must_use]
pub fn column_class(field: &'static Field) -> &'static str {
    match field.name {
        "email" => "c3",
        "status" => "",
        "role" => "c4",
        "last_seen_at" => "c5",
        _ => "c5 more",
    }
}

impl Arrangement {
    /// As it was remembered; what is not there any more, or not open, is left out.
    #[must_use]
    pub fn remembered(kept: &Value, schema: &Schema, open: Fields) -> Self {
        let names = kept.get("columns").and_then(Value::as_array);
        let names = names.map(|names| names.iter().filter_map(Value::as_str).collect());
        let per = kept.get("per").and_then(Value::as_u64).filter(|per| PER_PAGE.contains(per));
        Self {
            columns: columns(names.unwrap_or_else(|| USUAL.to_vec()), schema, open),
            layout: kept.get("layout").and_then(Value::as_str).and_then(Layout::from_name).unwrap_or_default(),
            per: per.unwrap_or(PER_PAGE[1]),
            start: kept.get("start").and_then(Value::as_str).and_then(|id| id.parse().ok()),
        }
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let columns: Vec<&str> = self.columns.iter().map(|field| column_name(field)).collect();
        json!({ "columns": columns, "layout": self.layout.name(), "per": self.per, "start": self.start })
    }

    /// The columns as an address spells them; the name is always there.
    #[must_use]
    pub fn names(&self) -> String {
        std::iter::once("name").chain(self.columns.iter().map(|field| column_name(field))).collect::<Vec<_>>().join(",")
    }
}

/// As many columns of these names as a table has.
#[must_use]
pub fn columns<'a>(names: impl IntoIterator<Item = &'a str>, schema: &Schema, open: Fields) -> Vec<&'static Field> {
    let mut columns = named_columns(names, schema, open);
    columns.truncate(MOST_COLUMNS);
    columns
}

/// The columns of these names, each once; the unknown ones, and those that are not open, are left out: views are shared by people
/// who see different things.
#[must_use]
pub fn named_columns<'a>(names: impl IntoIterator<Item = &'a str>, schema: &Schema, open: Fields) -> Vec<&'static Field> {
    let offered = offered(schema, open);
    let mut columns: Vec<&'static Field> = Vec::new();
    for name in names {
        let field = offered.iter().find(|field| column_name(field) == name);
        columns.extend(field.filter(|field| !columns.contains(field)));
    }
    columns
}
