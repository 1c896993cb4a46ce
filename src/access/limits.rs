//! What a token opens of its user's rights: everything, reading alone, or chosen actions on chosen collections.

use serde_json::{Value, json};

use crate::rules::{Action, Collection};

/// A part of somebody's rights, whatever these are at the moment. It only ever takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    Everything,
    /// Reading, also of collections that come later.
    Reading,
    /// These, as bits: four of each collection.
    Only(u64),
}

/// The shape that is written; one of a later version opens nothing to this one.
const SHAPE: i64 = 1;

fn bit(action: Action, on: Collection) -> u64 {
    let place = |found: Option<usize>| found.unwrap_or_default();
    let row = place(Collection::ALL.iter().position(|one| *one == on));
    1 << (row * Action::ALL.len() + place(Action::ALL.iter().position(|one| *one == action)))
}

impl Limits {
    #[must_use]
    pub fn nothing() -> Self {
        Self::Only(0)
    }

    #[must_use]
    pub fn only(pairs: impl IntoIterator<Item = (Collection, Action)>) -> Self {
        Self::Only(pairs.into_iter().fold(0, |bits, (on, action)| bits | bit(action, on)))
    }

    #[must_use]
    pub fn has(self, action: Action, on: Collection) -> bool {
        match self {
            Self::Everything => true,
            Self::Reading => action == Action::Read,
            Self::Only(bits) => bits & bit(action, on) != 0,
        }
    }

    #[must_use]
    pub fn is_everything(self) -> bool {
        self == Self::Everything
    }

    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::nothing()
    }

    /// The chosen actions, in the order of the collections; none where it is not about chosen ones.
    pub fn pairs(self) -> impl Iterator<Item = (Collection, Action)> {
        let all = Collection::ALL.into_iter().flat_map(|on| Action::ALL.into_iter().map(move |action| (on, action)));
        all.filter(move |(on, action)| matches!(self, Self::Only(_)) && self.has(*action, *on))
    }

    /// What both open.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everything, limits) | (limits, Self::Everything) => limits,
            (Self::Reading, Self::Reading) => Self::Reading,
            (Self::Only(bits), other) | (other, Self::Only(bits)) => {
                Self::only(Self::Only(bits).pairs().filter(|(on, action)| other.has(*action, *on)))
            }
        }
    }

    /// As tokens keep it: `{"v":1,"may":"everything"}`, `"read"`, or `["users.read","groups.update"]`. What cannot be understood
    /// opens nothing, as a whole.
    #[must_use]
    pub fn stored(value: &Value) -> Self {
        let known = |value: &Value| {
            let object = value.as_object().filter(|object| object.len() == 2)?;
            if object.get("v")?.as_i64()? != SHAPE {
                return None;
            }
            match object.get("may")? {
                Value::String(word) if word == "everything" => Some(Self::Everything),
                Value::String(word) if word == "read" => Some(Self::Reading),
                Value::Array(list) => list.iter().map(|pair| pair.as_str().and_then(pair_of)).collect::<Option<Vec<_>>>().map(Self::only),
                _ => None,
            }
        };
        known(value).unwrap_or_else(Self::nothing)
    }

    #[must_use]
    pub fn to_stored(self) -> Value {
        let may = match self {
            Self::Everything => json!("everything"),
            Self::Reading => json!("read"),
            Self::Only(_) => json!(self.pairs().map(|(on, action)| format!("{}.{}", on.name(), action.name())).collect::<Vec<_>>()),
        };
        json!({ "v": SHAPE, "may": may })
    }
}

/// "users.read".
#[must_use]
pub fn pair_of(text: &str) -> Option<(Collection, Action)> {
    let (on, action) = text.split_once('.')?;
    Some((Collection::from_name(on)?, Action::from_name(action)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Vec<Limits> {
        let users = Limits::only([(Collection::Users, Action::Read), (Collection::Users, Action::Update)]);
        let ends = Limits::only([(Collection::Users, Action::Create), (Collection::Outbox, Action::Delete)]);
        vec![Limits::Everything, Limits::Reading, Limits::nothing(), users, ends]
    }

    #[test]
    fn what_is_written_reads_back() {
        for limits in samples() {
            assert_eq!(Limits::stored(&limits.to_stored()), limits, "{}", limits.to_stored());
        }
        assert_eq!(samples()[4].to_stored(), json!({"v": 1, "may": ["users.create", "outbox.delete"]}));
    }

    #[test]
    fn what_cannot_be_understood_opens_nothing() {
        for garbage in [
            json!({}),
            json!(null),
            json!("everything"),
            json!({"may": "everything"}),
            json!({"v": 2, "may": "everything"}),
            json!({"v": "1", "may": "everything"}),
            json!({"v": 1, "may": "Everything"}),
            json!({"v": 1, "may": "everything", "but": ["users.read"]}),
            json!({"v": 1, "may": ["users.read", "moons.read"]}),
            json!({"v": 1, "may": ["users.read", "users.grow"]}),
            json!({"v": 1, "may": ["users.read", 5]}),
            json!({"v": 1, "may": {"users": true}}),
        ] {
            assert!(Limits::stored(&garbage).is_nothing(), "{garbage}");
        }
    }

    #[test]
    fn both_open_what_each_does() {
        for (one, other) in samples().into_iter().flat_map(|one| samples().into_iter().map(move |other| (one, other))) {
            for (on, action) in Collection::ALL.into_iter().flat_map(|on| Action::ALL.map(|action| (on, action))) {
                assert_eq!(one.and(other).has(action, on), one.has(action, on) && other.has(action, on), "{one:?} {other:?}");
            }
        }
    }
}
