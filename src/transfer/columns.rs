//! The columns of a table of users: what each shows of somebody, as programs and as spreadsheets take it.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::SecondsFormat;
use serde_json::{Value, json};
use uuid::Uuid;

use super::lists::joined;
use crate::access::Actor;
use crate::clock::{Moment, NEVER};
use crate::rules::{Action, Collection, Definition, Field, Type};
use crate::users::store::GroupRow;
use crate::users::{Sight, custom};

/// What groups are called that the reader sees, in their order.
pub struct Names(HashMap<Uuid, (usize, String)>);

impl Names {
    #[must_use]
    pub fn of(groups: &[GroupRow]) -> Self {
        Self(groups.iter().enumerate().map(|(place, group)| (group.id, (place, group.name.clone()))).collect())
    }

    fn these(&self, groups: &[Uuid]) -> Vec<&str> {
        let mut names: Vec<&(usize, String)> = groups.iter().filter_map(|group| self.0.get(group)).collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name.as_str()).collect()
    }
}

/// What somebody has in a field that every user has.
type Show = fn(&Sight, &Names) -> Value;

#[derive(Clone, Copy)]
enum Shows {
    /// Of the fields that every user has.
    Own(Show),
    Added(&'static Field, &'static Definition),
}

#[derive(Clone, Copy)]
pub struct Column {
    /// As the head of the table spells it: the name of the field's control in forms.
    pub name: &'static str,
    shows: Shows,
}

fn moment(at: Option<Moment>) -> Value {
    at.filter(|at| *at > NEVER).map_or(Value::Null, |at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true).into())
}

/// An address that mail goes to: that of a service account is shown nowhere.
fn email(user: &Sight, _: &Names) -> Value {
    if user.is_service() { Value::Null } else { json!(user.email) }
}

const OWN: [(&str, Show); 21] = [
    ("id", |user, _| json!(user.id)),
    ("email", email),
    ("first_name", |user, _| json!(user.first_name)),
    ("last_name", |user, _| json!(user.last_name)),
    ("status", |user, _| json!(user.status.name())),
    ("role", |user, _| json!(user.role_name)),
    ("groups", |user, names| json!(names.these(&user.groups))),
    ("title", |user, _| json!(user.title)),
    ("company", |user, _| json!(user.company)),
    ("location", |user, _| json!(user.location)),
    ("phone", |user, _| json!(user.phone)),
    ("description", |user, _| json!(user.description)),
    ("tags", |user, _| json!(user.tag_list())),
    ("language", |user, _| json!(user.language)),
    ("timezone", |user, _| json!(user.timezone)),
    ("kind", |user, _| json!(user.kind)),
    ("expires_at", |user, _| moment(user.expires_at)),
    ("created_at", |user, _| moment(Some(user.created_at))),
    ("last_seen_at", |user, _| moment(Some(user.last_seen_at))),
    ("external_id", |user, _| json!(user.external_id)),
    ("provider", |user, _| json!(user.provider)),
];

/// Those that somebody may see of some user or other. The key is for everyone who may see a user at all.
#[must_use]
pub fn open(actor: &Actor) -> Vec<Column> {
    let open = actor.rights.fields(Action::Read, Collection::Users);
    let own = OWN.iter().filter(|(name, _)| *name == "id" || open.has(name)).map(|(name, show)| Column { name, shows: Shows::Own(*show) });
    let added = actor.schema().added().filter(|(field, _)| open.has_field(field));
    own.chain(added.map(|(field, one)| Column { name: &one.input, shows: Shows::Added(field, one) })).collect()
}

impl Column {
    /// What somebody has there; `None` where the reader may not see it.
    #[must_use]
    pub fn value(&self, user: &Sight, names: &Names) -> Option<Value> {
        match self.shows {
            Shows::Own(show) => (self.name == "id" || user.shows(self.name)).then(|| show(user, names)),
            Shows::Added(field, _) => user.shows_field(field).then(|| user.custom.get(field.name).cloned().unwrap_or_default()),
        }
    }

    /// A value as a cell that is read back as the same value.
    #[must_use]
    pub fn cell<'a>(&self, value: &'a Value) -> Cow<'a, str> {
        match (value, self.shows) {
            (Value::Null, _) => "".into(),
            (Value::String(text), _) => text.into(),
            (value, Shows::Added(_, added)) if added.takes != Type::Picks => custom::typed(Some(value)).concat().into(),
            (value, _) => joined(&custom::typed(Some(value))).into(),
        }
    }
}
