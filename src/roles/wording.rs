//! Permissions in words, and the names of what their rules are about.

use serde_json::json;
use uuid::Uuid;

use super::permission::{Condition, Entry, fields_for};
use super::record;
use crate::access::{Actor, Fields};
use crate::i18n::{self, Reader};
use crate::rules::{Action, Collection, Rule, describe, label};
use crate::users::RuleNames;
use crate::web::{App, Page, Result};

/// A permission in words.
pub struct Shown {
    pub id: Uuid,
    /// "Users: Read", or as it is stored where nobody knows it.
    pub title: String,
    pub action: Option<Action>,
    /// Of the rule; `None` where it cannot be read.
    pub words: Option<String>,
    pub json: String,
    /// The names of the fields; all of them without any.
    pub fields: Vec<String>,
    pub is_all: bool,
    pub defaults: String,
}

/// What rules are worded with: the reader, and the names that they see.
pub struct Wording {
    reader: Reader,
    pub names: RuleNames,
}

impl Wording {
    /// For these permissions.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(app: &App, actor: &Actor, page: &Page, entries: impl IntoIterator<Item = &Entry>) -> Result<Self> {
        let rules: Vec<Rule> = entries.into_iter().filter_map(Entry::permission).map(|one| one.rule).collect();
        Self::of_rules(app, actor, page, &rules).await
    }

    /// For these rules.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_rules(app: &App, actor: &Actor, page: &Page, rules: &[Rule]) -> Result<Self> {
        let seen = record::all(&app.db, actor).await?.into_iter().filter(|role| role.shows("name"));
        let roles = seen.map(|role| (role.id, role.name.clone())).collect();
        Ok(Self { reader: page.reader, names: RuleNames::read(&app.db, actor, roles, rules).await? })
    }

    fn word(&self, key: &'static str) -> String {
        i18n::text(self.reader.language, key, None).into_owned()
    }

    pub fn shown(&self, entry: &Entry) -> Shown {
        let name_of = |id: Uuid| self.names.name_of(id);
        let place = entry.place();
        let stored = place.and_then(|(collection, _)| Fields::stored(collection, &entry.fields));
        let open = stored.filter(|fields| !fields.is_all());
        let names = place.zip(open).map(|((collection, action), open)| {
            let names = fields_for(collection, action).filter(|field| open.has(field.name));
            names.map(|field| self.word(label(collection, field))).collect()
        });
        Shown {
            id: entry.id,
            title: place.map_or_else(
                || format!("{}.{}", entry.collection, entry.action),
                |(collection, action)| format!("{}: {}", self.word(collection.word()), self.word(action.word())),
            ),
            action: place.map(|(_, action)| action),
            words: entry.permission().map(|one| describe(&one.rule, &self.reader, &name_of)),
            json: entry.rule.to_string(),
            fields: names.unwrap_or_default(),
            is_all: stored.is_some_and(Fields::is_all),
            defaults: if entry.defaults == json!({}) { String::new() } else { entry.defaults.to_string() },
        }
    }

    /// A condition as people write it, with names for ids.
    #[must_use]
    pub fn typed(&self, collection: Collection, condition: Condition) -> Condition {
        let Some(_) = named(collection, &condition) else { return condition };
        // What would be read as something else stays an id.
        let is_plain = |key: &String| !key.contains(',') && !key.starts_with('$');
        let key = |text: &str| Uuid::try_parse(text).ok().and_then(|id| self.names.key_of(id)).filter(is_plain);
        condition.map_values(|text| key(text).unwrap_or_else(|| text.to_owned()))
    }

    /// A condition as it is stored, with ids for names.
    #[must_use]
    pub fn read(&self, collection: Collection, condition: Condition) -> Condition {
        let Some(on) = named(collection, &condition) else { return condition };
        condition.map_values(|text| self.names.id_of(on, text).map_or_else(|| text.to_owned(), |id| id.to_string()))
    }

    /// Learns of the users who are named by their addresses.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn learn(&mut self, app: &App, actor: &Actor, collection: Collection, conditions: &[Condition]) -> Result<()> {
        let of_users = conditions.iter().filter(|one| named(collection, one) == Some(Collection::Users));
        self.names.learn(&app.db, actor, of_users.flat_map(|one| one.value.split(','))).await
    }
}

/// The collection whose records a condition names.
fn named(collection: Collection, condition: &Condition) -> Option<Collection> {
    collection.field(&condition.field)?.names(collection)
}
