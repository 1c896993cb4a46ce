//! Permissions in words, and the names of what their rules are about.

use serde_json::json;
use uuid::Uuid;

use super::permission::{Condition, Entry, fields_for};
use super::record;
use crate::access::{Actor, Fields};
use crate::i18n::{self, Reader};
use crate::rules::{self, Action, Collection, Field, Rule, Schema, describe, named};
use crate::users::{RuleNames, fold};
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

impl Shown {
    /// There is no more to it than its words.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.fields.is_empty() && self.json == "{}" && self.defaults.is_empty()
    }
}

/// What rules are worded with: the reader, and the names that they see.
pub struct Wording {
    pub reader: Reader,
    pub names: RuleNames,
    pub schema: Schema,
}

impl Wording {
    /// For these permissions.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(app: &App, actor: &Actor, page: &Page, entries: impl IntoIterator<Item = &Entry>) -> Result<Self> {
        let rules: Vec<Rule> = entries.into_iter().filter_map(|entry| entry.permission(actor.schema())).map(|one| one.rule).collect();
        Self::of_rules(app, actor, page, &rules).await
    }

    /// For these rules.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_rules(app: &App, actor: &Actor, page: &Page, rules: &[Rule]) -> Result<Self> {
        let seen = record::all_seen(&app.db, actor).await?.into_iter().filter(|role| role.shows("name"));
        let roles = seen.map(|role| (role.id, role.name.clone())).collect();
        Ok(Self { reader: page.reader, names: RuleNames::read(&app.db, actor, roles, rules).await?, schema: actor.schema().clone() })
    }

    /// With all that conditions may name.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn with_groups(mut self, app: &App, actor: &Actor) -> Result<Self> {
        self.names = self.names.with_groups(&app.db, actor).await?;
        Ok(self)
    }

    #[must_use]
    pub fn word(&self, key: &'static str) -> String {
        i18n::text(self.reader.language, key, None).into_owned()
    }

    pub fn shown(&self, entry: &Entry) -> Shown {
        let name_of = |id: Uuid| self.names.name_of(id);
        let place = entry.place();
        let stored = place.and_then(|(collection, _)| Fields::stored(&self.schema, collection, &entry.fields));
        let open = stored.filter(|fields| !fields.is_all());
        let names = place.zip(open).map(|((collection, action), open)| {
            let names = fields_for(&self.schema, collection, action).filter(|field| open.has_field(field));
            names.map(|field| named(&self.reader, collection, field).into_owned()).collect()
        });
        Shown {
            id: entry.id,
            title: place.map_or_else(
                || format!("{}.{}", entry.collection, entry.action),
                |(collection, action)| format!("{}: {}", self.word(collection.word()), self.word(action.word())),
            ),
            action: place.map(|(_, action)| action),
            words: entry.permission(&self.schema).map(|one| describe(&one.rule, &self.reader, &name_of)),
            json: entry.rule.to_string(),
            fields: names.unwrap_or_default(),
            is_all: stored.is_some_and(Fields::is_all),
            defaults: if entry.defaults == json!({}) { String::new() } else { entry.defaults.to_string() },
        }
    }

    /// What a field has to choose from: what is stored, and what it is called.
    #[must_use]
    pub fn options(&self, field: &'static Field) -> Vec<(&'static str, String)> {
        rules::options(&self.reader, field)
    }

    /// A condition as people write it: with names for ids, and words for choices.
    #[must_use]
    pub fn typed(&self, collection: Collection, condition: Condition) -> Condition {
        let options = self.options_of(collection, &condition);
        if self.named(collection, &condition).is_none() && options.is_empty() {
            return condition;
        }
        let option = |text: &str| options.iter().find(|(stored, _)| *stored == text).map(|(_, word)| word.clone());
        let key = |text: &str| Uuid::try_parse(text).ok().and_then(|id| self.names.key_of(id));
        // What would be read as something else stays as it is stored.
        let is_plain = |key: &String| !key.contains(',') && !key.starts_with('$');
        condition.map_values(|text| option(text).or_else(|| key(text)).filter(is_plain).unwrap_or_else(|| text.to_owned()))
    }

    /// A condition as it is stored: with ids for names.
    #[must_use]
    pub fn read(&self, collection: Collection, condition: Condition) -> Condition {
        let options = self.options_of(collection, &condition);
        let option = |text: &str| options.iter().find(|(_, word)| fold(word) == fold(text)).map(|(stored, _)| (*stored).to_owned());
        let id = |text: &str| self.names.id_of(self.named(collection, &condition)?, text).map(|id| id.to_string());
        condition.clone().map_values(|text| option(text).or_else(|| id(text)).unwrap_or_else(|| text.to_owned()))
    }

    fn options_of(&self, collection: Collection, condition: &Condition) -> Vec<(&'static str, String)> {
        self.schema.field(collection, &condition.field).map(|field| self.options(field)).unwrap_or_default()
    }

    /// Learns of the users who are named by their addresses.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn learn(&mut self, app: &App, actor: &Actor, collection: Collection, conditions: &[Condition]) -> Result<()> {
        let of_users = conditions.iter().filter(|one| self.named(collection, one) == Some(Collection::Users));
        let typed: Vec<&str> = of_users.flat_map(|one| one.value.split(',')).collect();
        self.names.learn(&app.db, actor, typed.into_iter()).await
    }

    /// The collection whose records a condition names.
    fn named(&self, collection: Collection, condition: &Condition) -> Option<Collection> {
        self.schema.field(collection, &condition.field)?.names(collection)
    }
}
