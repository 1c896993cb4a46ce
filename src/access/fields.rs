//! A set of fields of one collection: what a permission opens.

use serde_json::Value;

use crate::rules::{Collection, Field, Schema};

/// Fields of one collection, as bits: the lower half in the order the collection lists its own, the upper one by the slots of
/// those that a directory has added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    collection: Collection,
    bits: u128,
}

impl Fields {
    #[must_use]
    pub fn none(collection: Collection) -> Self {
        Self { collection, bits: 0 }
    }

    /// Every field, also ones the collection gets later.
    #[must_use]
    pub fn all(collection: Collection) -> Self {
        Self { collection, bits: u128::MAX }
    }

    /// Those of these names; names that the collection does not know open nothing.
    #[must_use]
    pub fn of<'a>(schema: &Schema, collection: Collection, names: impl IntoIterator<Item = &'a str>) -> Self {
        let none = Self::none(collection);
        let known = names.into_iter().filter_map(|name| schema.field(collection, name));
        known.fold(none, |fields, field| Self { bits: fields.bits | fields.bit(field), ..fields })
    }

    /// As permissions keep them: `["phone", "title"]`, or `["*"]` for all. `None` for anything but a list of fields that the
    /// collection knows.
    #[must_use]
    pub fn stored(schema: &Schema, collection: Collection, value: &Value) -> Option<Self> {
        let names = value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<&str>>>()?;
        let is_known = |name: &&str| *name == "*" || schema.field(collection, name).is_some();
        if !names.iter().all(is_known) {
            None
        } else if names.contains(&"*") {
            Some(Self::all(collection))
        } else {
            Some(Self::of(schema, collection, names))
        }
    }

    #[must_use]
    pub fn to_stored(self, schema: &Schema) -> Value {
        if self.is_all() { serde_json::json!(["*"]) } else { serde_json::json!(self.names(schema)) }
    }

    fn bit(self, field: &Field) -> u128 {
        match field.definition() {
            Some(added) => 1 << (64 + u32::from(added.slot)),
            None => self.own_bit(field.name),
        }
    }

    fn own_bit(self, name: &str) -> u128 {
        self.collection.fields().iter().position(|field| field.name == name).map_or(0, |place| 1 << place)
    }

    /// Whether one of the collection's own fields is among them.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.bits & self.own_bit(name) != 0
    }

    #[must_use]
    pub fn has_field(self, field: &Field) -> bool {
        self.bits & self.bit(field) != 0
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    #[must_use]
    pub fn is_all(self) -> bool {
        self.bits == u128::MAX
    }

    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, ..self }
    }

    /// Those that the other set lacks.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { bits: self.bits & !other.bits, ..self }
    }

    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self.without(other).bits == 0
    }

    /// In the order the collection lists them.
    #[must_use]
    pub fn names(self, schema: &Schema) -> Vec<&'static str> {
        schema.fields(self.collection).filter(|field| self.has_field(field)).map(|field| field.name).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn none() -> Schema {
        Schema::default()
    }

    #[test]
    fn a_collection_has_room_for_its_fields() {
        for collection in Collection::ALL {
            assert!(collection.fields().len() < 64, "{}", collection.name());
            assert_eq!(Fields::stored(&none(), collection, &Fields::all(collection).to_stored(&none())), Some(Fields::all(collection)));
        }
    }

    #[test]
    fn sets_add_up_and_unknown_names_open_nothing() {
        let some = Fields::of(&none(), Collection::Users, ["phone", "password_hash", "title"]);
        assert_eq!(some.names(&none()), ["title", "phone"]);
        assert!(some.is_within(Fields::all(Collection::Users)) && !Fields::all(Collection::Users).is_within(some));
        assert_eq!(some.without(Fields::of(&none(), Collection::Users, ["phone"])).names(&none()), ["title"]);
        assert_eq!(Fields::stored(&none(), Collection::Users, &some.to_stored(&none())), Some(some));
        for garbage in [json!("phone"), json!(["phone", 5]), json!(["phone", "password_hash"]), json!({"phone": true}), json!(null)] {
            assert_eq!(Fields::stored(&none(), Collection::Users, &garbage), None, "{garbage}");
        }
        assert!(Fields::of(&none(), Collection::Users, ["password_hash", "*"]).is_empty());
    }
}
