//! Effective rights: what somebody may do, and by which ways they have it.

use std::sync::Arc;

use uuid::Uuid;

use crate::access::{Fields, Held, Permission, RoleRights, Source};
use crate::i18n::{Reader, Words};
use crate::rules::{self, Action, Collection, Rule, Schema};

/// Fields that stand in the open when a right has more than twice as many.
const FIRST_FIELDS: usize = 2;

/// What may be done with the same fields of the same records, by the same ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Right {
    pub actions: Vec<Action>,
    pub rule: Rule,
    pub fields: Fields,
    pub from: Vec<(Source, Arc<str>)>,
}

/// A group of somebody, with its roles.
pub struct Through<'a> {
    pub id: Uuid,
    pub name: &'a str,
    pub roles: Vec<&'a RoleRights>,
}

/// The rights on one collection that these roles give together.
#[must_use]
pub fn rights(schema: &Schema, held: &[&Held], on: Collection) -> Vec<Right> {
    let mut rights: Vec<Right> = Vec::new();
    for action in Action::ALL {
        let opened = held.iter().flat_map(|held| held.role.permissions.iter().map(move |permission| (held, permission)));
        let mut of_action: Vec<Right> = Vec::new();
        for (held, permission) in opened.filter(|(_, permission)| permission.collection == on && permission.action == action) {
            let (fields, way) = (fields_of(schema, permission), (held.source.clone(), Arc::from(held.role.name.as_str())));
            match of_action.iter_mut().find(|right| right.rule == permission.rule && right.fields == fields) {
                Some(right) if right.from.contains(&way) => {}
                Some(right) => right.from.push(way),
                None => of_action.push(Right { actions: vec![action], rule: permission.rule.clone(), fields, from: vec![way] }),
            }
        }
        for right in of_action {
            match rights.iter_mut().find(|one| one.rule == right.rule && one.fields == right.fields && one.from == right.from) {
                Some(same) => same.actions.push(action),
                None => rights.push(right),
            }
        }
    }
    rights
}

/// A record goes as a whole, whatever fields the permission names; to name each field is to name all.
fn fields_of(schema: &Schema, permission: &Permission) -> Fields {
    let all = Fields::all(permission.collection);
    let names_all = schema.fields(permission.collection).all(|field| permission.fields.has_field(field));
    if permission.action == Action::Delete || names_all { all } else { permission.fields }
}

/// The groups that give roles, in their order.
#[must_use]
pub fn groups<'a>(held: &[&'a Held]) -> Vec<Through<'a>> {
    let mut groups: Vec<Through<'a>> = Vec::new();
    for held in held {
        let Source::Group { id, name } = &held.source else { continue };
        match groups.iter_mut().find(|group| group.id == *id) {
            Some(group) => group.roles.push(&held.role),
            None => groups.push(Through { id: *id, name, roles: vec![&held.role] }),
        }
    }
    groups
}

/// The networks from which alone a role counts, if it is bound to some.
#[must_use]
pub fn networks(role: &RoleRights) -> Option<String> {
    let networks: Vec<String> = role.ip_allow.iter().map(ToString::to_string).collect();
    (!networks.is_empty()).then(|| networks.join(", "))
}

/// The names of fields; of many the first ones, the others, and how many these are.
#[must_use]
pub fn named(schema: &Schema, collection: Collection, fields: Fields, reader: &Reader) -> (String, (String, i64)) {
    let word = |key: &'static str| Words::new(key).to(reader).into_owned();
    if fields.is_all() {
        return (word("all"), (String::new(), 0));
    }
    let open = schema.fields(collection).filter(|field| fields.has_field(field));
    let names: Vec<String> = open.map(|field| rules::named(reader, collection, field).into_owned()).collect();
    match names.len() {
        0 => (word("none"), (String::new(), 0)),
        n if n <= 2 * FIRST_FIELDS => (names.join(", "), (String::new(), 0)),
        _ => {
            let (first, others) = names.split_at(FIRST_FIELDS);
            (first.join(", "), (others.join(", "), i64::try_from(others.len()).unwrap_or(i64::MAX)))
        }
    }
}
