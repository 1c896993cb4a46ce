//! A set of fields of one collection: what a permission opens.

use serde_json::Value;

use crate::rules::Collection;

/// Fields of one collection, as bits in the order the collection lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    collection: Collection,
    bits: u64,
}

impl Fields {
    #[must_use]
    pub fn none(collection: Collection) -> Self {
        Self { collection, bits: 0 }
    }

    /// Every field, also ones the collection gets later.
    #[must_use]
    pub fn all(collection: Collection) -> Self {
        Self { collection, bits: u64::MAX }
    }

    /// Those of these names; names that the collection does not know open nothing.
    #[must_use]
    pub fn of<'a>(collection: Collection, names: impl IntoIterator<Item = &'a str>) -> Self {
        names.into_iter().fold(Self::none(collection), |fields, name| Self { bits: fields.bits | fields.bit(name), ..fields })
    }

    /// As permissions keep them: `["phone", "title"]`, or `["*"]` for all. `None` for anything but a list of fields that the
    /// collection knows.
    #[must_use]
    pub fn stored(collection: Collection, value: &Value) -> Option<Self> {
        let names = value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<&str>>>()?;
        let is_known = |name: &&str| *name == "*" || collection.field(name).is_some();
        if !names.iter().all(is_known) {
            None
        } else if names.contains(&"*") {
            Some(Self::all(collection))
        } else {
            Some(Self::of(collection, names))
        }
    }

    #[must_use]
    pub fn to_stored(self) -> Value {
        if self.is_all() { serde_json::json!(["*"]) } else { serde_json::json!(self.names()) }
    }

    fn bit(self, name: &str) -> u64 {
        self.collection.fields().iter().position(|field| field.name == name).map_or(0, |place| 1 << place)
    }

    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.bits & self.bit(name) != 0
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.names().is_empty()
    }

    #[must_use]
    pub fn is_all(self) -> bool {
        self.bits == u64::MAX
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
    pub fn names(self) -> Vec<&'static str> {
        self.collection.fields().iter().map(|field| field.name).filter(|name| self.has(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_collection_has_room_for_its_fields() {
        for collection in Collection::ALL {
            assert!(collection.fields().len() < 64, "{}", collection.name());
            assert_eq!(Fields::stored(collection, &Fields::all(collection).to_stored()), Some(Fields::all(collection)));
        }
    }

    #[test]
    fn sets_add_up_and_unknown_names_open_nothing() {
        let some = Fields::of(Collection::Users, ["phone", "password_hash", "title"]);
        assert_eq!(some.names(), ["title", "phone"]);
        assert!(some.is_within(Fields::all(Collection::Users)) && !Fields::all(Collection::Users).is_within(some));
        assert_eq!(some.without(Fields::of(Collection::Users, ["phone"])).names(), ["title"]);
        assert_eq!(Fields::stored(Collection::Users, &some.to_stored()), Some(some));
        for garbage in [json!("phone"), json!(["phone", 5]), json!(["phone", "password_hash"]), json!({"phone": true}), json!(null)] {
            assert_eq!(Fields::stored(Collection::Users, &garbage), None, "{garbage}");
        }
        assert!(Fields::of(Collection::Users, ["password_hash", "*"]).is_empty());
    }
}
