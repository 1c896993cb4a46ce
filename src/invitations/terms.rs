//! What is offered: by the form to everyone, by the columns of a row to one.

use std::collections::HashMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::addresses::{Entry, Part};
use super::store;
use crate::access::{self, Actor, RoleName};
use crate::clock::Moment;
use crate::db::Ask;
use crate::groups;
use crate::i18n::{Language, Words};
use crate::users::name_key;
use crate::web::{Error, Result};

/// What everyone in one form is offered.
#[derive(Clone, Debug)]
pub struct Terms {
    pub role: Option<Uuid>,
    /// They are members of these at once.
    pub groups: Vec<Uuid>,
    pub message: String,
    pub language: Language,
    pub days: i64,
    /// When their access ends; without one, what they have stays.
    pub until: Option<Moment>,
}

impl Terms {
    /// With the default message of a permission where nothing was said.
    #[must_use]
    pub fn or(mut self, defaults: &Map<String, Value>) -> Self {
        if self.message.is_empty() {
            defaults.get("message").and_then(Value::as_str).unwrap_or_default().clone_into(&mut self.message);
        }
        self
    }
}

/// A column of a row that says nothing one can do.
#[derive(Clone, Debug)]
pub struct Fault {
    pub part: Part,
    pub words: Words,
}

/// What whoever invites may offer.
pub struct Choices {
    /// The least privileged first.
    pub roles: Vec<RoleName>,
    pub groups: Vec<groups::Sight>,
    /// Where addresses may be; "" is anywhere.
    pub domains: String,
    /// Where each stands among them, by its name as names are compared: a table of a thousand rows asks for them over and over.
    role_keys: HashMap<String, usize>,
    group_keys: HashMap<String, usize>,
}

/// Groups that one person is taken into at once.
pub const MOST_GROUPS: usize = 20;

/// The first of each name counts.
fn keys<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<String, usize> {
    let mut keys = HashMap::new();
    for (place, name) in names.enumerate() {
        keys.entry(name_key(name)).or_insert(place);
    }
    keys
}

/// What languages are called in tables, besides their tags and own names: small.
const LANGUAGES: [(&str, Language); 2] = [("englisch", Language::English), ("german", Language::German)];

impl Choices {
    /// # Errors
    /// When the database is away.
    pub async fn read(mut db: impl Ask, actor: &Actor) -> Result<Self> {
        let may_be_offered = |role: &RoleName| role.can_be_given() && actor.gives(role.id);
        let roles = access::roles(&mut db).await?.into_iter().filter(may_be_offered);
        let (privileged, plain): (Vec<_>, Vec<_>) = roles.partition(|role| role.admin_access);
        let roles: Vec<RoleName> = plain.into_iter().chain(privileged).collect();
        let domains = store::settings(&mut db).await?.allowed_domains;
        let groups = groups::joinable(db, actor).await?;
        let (role_keys, group_keys) = (keys(roles.iter().map(|role| &role.name)), keys(groups.iter().map(|group| &group.name)));
        Ok(Self { roles, groups, domains, role_keys, group_keys })
    }

    /// Asks whether the groups of a form are among them.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn require_groups(&self, terms: &Terms) -> Result<()> {
        let is_known = |id: &Uuid| self.groups.iter().any(|group| group.id == *id);
        if terms.groups.iter().all(is_known) { Ok(()) } else { Err(Error::Invalid(vec![("groups", Words::new("error-group-unknown"))])) }
    }

    /// What one row is offered, and what its columns say that cannot be done.
    #[must_use]
    pub fn terms_of(&self, entry: &Entry, form: &Terms) -> (Terms, Vec<Fault>) {
        let (mut terms, mut faults) = (form.clone(), Vec::new());
        if !entry.role.is_empty() {
            match self.role_keys.get(&name_key(&short(&entry.role))) {
                Some(place) => terms.role = Some(self.roles[*place].id),
                None => faults.push(Fault { part: Part::Role, words: Words::new("row-role-unknown").with("name", short(&entry.role)) }),
            }
        }
        for name in entry.groups.split([';', '|']).map(str::trim).filter(|name| !name.is_empty()) {
            let group = self.group_keys.get(&name_key(&short(name))).map(|place| self.groups[*place].id);
            let words = match group {
                Some(group) if terms.groups.contains(&group) => continue,
                Some(_) if terms.groups.len() >= MOST_GROUPS => Words::new("error-groups-many").with("max", MOST_GROUPS),
                Some(group) => {
                    terms.groups.push(group);
                    continue;
                }
                None => Words::new("row-group-unknown").with("name", short(name)),
            };
            // One field puts a column right, however much is wrong in it; a cell may hold anything.
            faults.push(Fault { part: Part::Groups, words });
            break;
        }
        if !entry.language.is_empty() {
            if let Some(language) = language_of(&entry.language) {
                terms.language = language;
            } else {
                let words = Words::new("row-language-unknown").with("name", short(&entry.language));
                faults.push(Fault { part: Part::Language, words });
            }
        }
        (terms, faults)
    }

    /// What the role of an offer is called.
    #[must_use]
    pub fn role(&self, terms: &Terms) -> Option<String> {
        self.roles.iter().find(|role| Some(role.id) == terms.role).map(|role| role.name.clone())
    }

    /// What the groups of an offer are called.
    #[must_use]
    pub fn groups(&self, terms: &Terms) -> Vec<String> {
        self.groups.iter().filter(|group| terms.groups.contains(&group.id)).map(|group| group.name.clone()).collect()
    }
}

/// By its tag or by what it is called.
fn language_of(text: &str) -> Option<Language> {
    let text = text.to_lowercase();
    let own = Language::OFFERED.iter().find(|(language, name)| language.tag() == text || name.to_lowercase() == text);
    own.map(|(language, _)| *language).or_else(|| LANGUAGES.iter().find(|(name, _)| *name == text).map(|(_, language)| *language))
}

/// Names are short; what stands in their place may be anything.
fn short(name: &str) -> String {
    name.trim().chars().take(LONGEST).collect()
}

/// Longer than any name of a role or a group.
const LONGEST: usize = 120;
