//! What a list of users is asked for: filters, order and place, as values.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::filtering::Asked;
use super::model::Status;
use crate::rules::{Field, Schema};

/// The count stops here: beyond it the page says "of more than" so many. It must stay above what `store::list` calls few.
pub const COUNT_LIMIT: i64 = 10_000;

/// How many match: exact where that is cheap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    Exactly(i64),
    MoreThan(i64),
    Unknown,
}

/// Which users are listed. The empty one lists everyone who is not archived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub q: String,
    pub statuses: Vec<Status>,
    pub role: Option<RoleFilter>,
    pub group: Option<GroupFilter>,
    pub seen: Option<Seen>,
    /// Conditions on any other field.
    pub asked: Option<Asked>,
}

impl Filter {
    /// Whether the kept counts say how many it lets through: it asks for nothing but statuses and a role, or a group.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.q.is_empty()
            && self.seen.is_none()
            && self.asked.is_none()
            && (self.group.is_none() || (self.statuses.is_empty() && self.role.is_none()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleFilter {
    None,
    Is(Uuid),
    /// Another one, or none.
    Not(Uuid),
}

impl RoleFilter {
    /// As the address spells it: `none`, an id, or an id behind a minus.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::None => "none".into(),
            Self::Is(id) => id.to_string(),
            Self::Not(id) => format!("-{id}"),
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match (name, name.strip_prefix('-')) {
            ("none", _) => Some(Self::None),
            (_, Some(id)) => id.parse().ok().map(Self::Not),
            (id, None) => id.parse().ok().map(Self::Is),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupFilter {
    Is(Uuid),
    Not(Uuid),
}

impl GroupFilter {
    #[must_use]
    pub fn id(&self) -> Uuid {
        match *self {
            Self::Is(id) | Self::Not(id) => id,
        }
    }

    /// As the address spells it: an id, or an id behind a minus.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Is(id) => id.to_string(),
            Self::Not(id) => format!("-{id}"),
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.strip_prefix('-') {
            Some(id) => id.parse().ok().map(Self::Not),
            None => name.parse().ok().map(Self::Is),
        }
    }
}

/// When someone last used the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Never,
    /// Within so many days.
    Within(i64),
    /// Seen once, but not for so many days.
    NotSince(i64),
}

impl Seen {
    pub const OFFERED: [Self; 5] = [Self::Never, Self::Within(7), Self::Within(30), Self::NotSince(90), Self::NotSince(365)];

    /// As the address spells it: `never`, `lt7d`, `gt90d`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Never => "never".into(),
            Self::Within(days) => format!("lt{days}d"),
            Self::NotSince(days) => format!("gt{days}d"),
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let days = |rest: &str| rest.strip_suffix('d').and_then(|days| days.parse::<i64>().ok()).filter(|days| (1..=36_500).contains(days));
        match name {
            "never" => Some(Self::Never),
            _ => name
                .strip_prefix("lt")
                .and_then(days)
                .map(Self::Within)
                .or_else(|| name.strip_prefix("gt").and_then(days).map(Self::NotSince)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum By {
    #[default]
    Name,
    Email,
    Status,
    Role,
    LastSeen,
    Created,
    Title,
    Company,
    Location,
    End,
    /// A field that was added: those who have nothing in it come last.
    Added(&'static Field),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sort {
    pub by: By,
    pub descending: bool,
}

impl By {
    /// The orders by fields that every directory has, each with its field.
    pub const OWN: [(Self, &'static str); 10] = [
        (Self::Name, "name"),
        (Self::Email, "email"),
        (Self::Status, "status"),
        (Self::Role, "role"),
        (Self::LastSeen, "last_seen_at"),
        (Self::Created, "created_at"),
        (Self::Title, "title"),
        (Self::Company, "company"),
        (Self::Location, "location"),
        (Self::End, "expires_at"),
    ];

    /// The order by what stands in that field, where there is one.
    #[must_use]
    pub fn field(field: &'static Field) -> Option<Self> {
        match field.definition() {
            Some(added) => added.takes.has_order().then_some(Self::Added(field)),
            None => Self::OWN.into_iter().find(|(_, name)| *name == field.name).map(|(by, _)| by),
        }
    }

    /// As the address spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LastSeen => "last_seen",
            Self::Created => "created",
            Self::End => "end",
            Self::Added(field) => field.definition().map_or(field.name, |added| &added.input),
            own => Self::OWN.into_iter().find(|(by, _)| *by == own).map_or("name", |(_, name)| name),
        }
    }

    /// Whether the newest come first where nobody says otherwise.
    #[must_use]
    pub fn starts_descending(self) -> bool {
        matches!(self, Self::LastSeen | Self::Created)
    }
}

impl Sort {
    /// `-name` is Z to A.
    #[must_use]
    pub fn from_name(name: &str, schema: &Schema) -> Option<Self> {
        let (descending, name) = name.strip_prefix('-').map_or((false, name), |rest| (true, rest));
        let added = schema.added().filter_map(|(field, _)| By::field(field));
        let by = By::OWN.into_iter().map(|(by, _)| by).chain(added).find(|by| by.name() == name)?;
        Some(Self { by, descending })
    }

    #[must_use]
    pub fn name(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.by.name())
    }
}

/// A place in a list: the sort keys of a row and its id. Opaque in addresses.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub(super) keys: Vec<String>,
    pub(super) id: Uuid,
}

impl Cursor {
    /// Reads what `to_text` wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (keys, id): (Vec<String>, Uuid) = serde_json::from_slice(&bytes).ok()?;
        (keys.len() <= 2 && keys.iter().all(|key| !key.contains('\0'))).then_some(Self { keys, id })
    }

    #[must_use]
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::json!([self.keys, self.id]).to_string())
    }
}

/// Forward from a place, or back from it.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum From {
    #[default]
    Start,
    After(Cursor),
    Before(Cursor),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_the_address() {
        let cursor = Cursor { keys: vec!["ångström \"o'brien\"".into()], id: Uuid::now_v7() };
        assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
        for nonsense in ["", "AAAA", "bm9uc2Vuc2U", "%%%"] {
            assert_eq!(Cursor::parse(nonsense), None);
        }
    }

    #[test]
    fn orders_and_filters_survive_the_address() {
        for (by, _) in By::OWN {
            for descending in [false, true] {
                let sort = Sort { by, descending };
                assert_eq!(Sort::from_name(&sort.name(), &Schema::default()), Some(sort));
            }
        }
        for role in [RoleFilter::None, RoleFilter::Is(Uuid::now_v7()), RoleFilter::Not(Uuid::now_v7())] {
            assert_eq!(RoleFilter::from_name(&role.name()), Some(role));
        }
        for group in [GroupFilter::Is(Uuid::now_v7()), GroupFilter::Not(Uuid::now_v7())] {
            assert_eq!(GroupFilter::from_name(&group.name()), Some(group));
        }
        for seen in Seen::OFFERED {
            assert_eq!(Seen::from_name(&seen.name()), Some(seen));
        }
        for nonsense in ["", "gt", "gt0d", "lt-1d", "gt99999999999d", "gt90"] {
            assert_eq!(Seen::from_name(nonsense), None, "{nonsense}");
        }
    }
}
