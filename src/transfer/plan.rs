//! How a table is taken in: what each of its columns is, and what becomes of people who are there and who are not.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::forms::PlanForm;
use crate::access::{Actor, RoleName};
use crate::i18n::{Language, Reader, Words, text};
use crate::rules::{Action, Collection, Field, label, named};
use crate::users::role_of;
use crate::web::{Error, Form, Problems, Result};

/// By what people of the table are found in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    Email,
    Id,
}

/// What becomes of people who are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    Update,
    Skip,
}

/// What becomes of those who are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum New {
    Draft,
    Invite,
    Skip,
}

/// What an empty cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// Nothing: what is there stays.
    Keep,
    Clear,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// For each column of the file the field it goes to, by the name of its control; "" is not taken in.
    pub columns: Vec<String>,
    pub key: Key,
    pub known: Known,
    pub new: New,
    pub empty: Empty,
    #[serde(default)]
    pub role: NewRole,
}

/// The role of new ones whose row names none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewRole {
    /// What whoever takes them in gives anyway.
    #[default]
    Usual,
    Nothing,
    Is(Uuid),
}

impl NewRole {
    #[must_use]
    pub fn id(self) -> Option<Uuid> {
        if let Self::Is(id) = self { Some(id) } else { None }
    }

    /// As a form says it: "" is none, nothing at all what is usual.
    fn of(said: Option<&str>, roles: &[RoleName]) -> Option<Self> {
        let Some(said) = said else { return Some(Self::Usual) };
        match role_of(said).ok()? {
            None => Some(Self::Nothing),
            Some(id) => roles.iter().any(|role| role.id == id).then_some(Self::Is(id)),
        }
    }
}

/// Fields of every user that a table can bring; what Rolecall keeps itself is none of them.
const OWN: [&str; 16] = [
    "email",
    "first_name",
    "last_name",
    "title",
    "company",
    "location",
    "phone",
    "description",
    "tags",
    "status",
    "role",
    "groups",
    "expires_at",
    "language",
    "timezone",
    "id",
];

/// What headers are called elsewhere: letters and digits only, small.
const ALIASES: [(&str, &[&str]); 9] = [
    ("email", &["mail", "emailaddress", "address", "emailadresse", "mailadresse", "adresse"]),
    ("first_name", &["givenname", "forename"]),
    ("last_name", &["surname", "familyname", "familienname"]),
    ("title", &["jobtitle", "position"]),
    ("company", &["organisation", "organization", "firma"]),
    ("location", &["city", "ort"]),
    ("phone", &["telephone", "phonenumber", "mobile", "tel"]),
    ("groups", &["group", "gruppe"]),
    ("tags", &["tag"]),
];

/// A field that a column can go to: the name of its control, and what it is called.
pub struct Target {
    pub name: &'static str,
    pub label: String,
    pub field: &'static Field,
}

/// Those that are open to whoever takes people in, in one way or another.
#[must_use]
pub fn targets(actor: &Actor, reader: &Reader) -> Vec<Target> {
    let target = |name: &'static str, field| Target { name, label: named(reader, Collection::Users, field).into_owned(), field };
    let open = [Action::Create, Action::Read, Action::Update].map(|action| actor.rights.fields(action, Collection::Users));
    let is_open = |field: &Field| field.name == "id" || open.iter().any(|fields| fields.has_field(field));
    let own = OWN.iter().filter_map(|name| Some((*name, Collection::Users.field(name)?)));
    let added = actor.schema().added().map(|(field, added)| (added.input.as_str(), field));
    own.chain(added).filter(|(_, field)| is_open(field)).map(|(name, field)| target(name, field)).collect()
}

fn letters(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Target {
    /// Whether that is what a header calls it: by its name, or in the words of any language.
    fn is_called(&self, header: &str) -> bool {
        let header = letters(header);
        let words = Language::OFFERED.iter().map(|(language, _)| match self.field.definition() {
            Some(added) => letters(&added.label),
            None => letters(&text(*language, label(Collection::Users, self.field), None)),
        });
        let aliases = ALIASES.iter().filter(|(name, _)| *name == self.name).flat_map(|(_, aliases)| *aliases);
        letters(self.name) == header || aliases.into_iter().any(|alias| *alias == header) || words.into_iter().any(|word| word == header)
    }
}

impl Plan {
    /// What the headers say, and where they say nothing, what was chosen for such a header the last time. New ones get `role`, unless
    /// the table has a column for it.
    #[must_use]
    pub fn guess(headers: &[String], targets: &[Target], before: &[(String, String)], role: NewRole) -> Self {
        let mut columns: Vec<String> = Vec::with_capacity(headers.len());
        for header in headers {
            let chosen = before.iter().find(|(known, _)| known == header).map(|(_, name)| name.as_str());
            let chosen = chosen.filter(|name| name.is_empty() || targets.iter().any(|target| target.name == *name));
            let name = chosen.or_else(|| targets.iter().find(|target| target.is_called(header)).map(|target| target.name));
            // Of two columns for one field, the first.
            let name = name.filter(|name| !columns.iter().any(|known| known == name)).unwrap_or_default();
            columns.push(name.to_owned());
        }
        let has = |name: &str| columns.iter().any(|column| column == name);
        let key = if has("id") && !has("email") { Key::Id } else { Key::Email };
        let role = if has("role") { NewRole::Nothing } else { role };
        Self { columns, key, known: Known::Update, new: New::Draft, empty: Empty::Keep, role }
    }

    /// # Errors
    /// `Invalid` for columns that are none, or chosen twice, for a role that is none of those that may be given, and where no column says
    /// who is meant.
    pub fn of(form: &PlanForm, headers: usize, targets: &[Target], roles: &[RoleName]) -> Result<Self> {
        let mut problems = Problems::new();
        let is_known = |name: &String| name.is_empty() || targets.iter().any(|target| target.name == name);
        if form.column.len() != headers || !form.column.iter().all(is_known) {
            problems.push(("column", Words::new("error-choose")));
        }
        for target in targets {
            if form.column.iter().filter(|name| *name == target.name).count() > 1 {
                problems.push(("column", Words::new("import-twice").with("field", target.label.as_str())));
            }
        }
        let role = NewRole::of(form.role.as_deref(), roles);
        if role.is_none() {
            problems.push(("role", Words::new("error-role-unknown")));
        }
        let columns = form.column.clone();
        let plan = Self { columns, key: form.key, known: form.known, new: form.new, empty: form.empty, role: role.unwrap_or_default() };
        if plan.place(plan.key.name()).is_none() {
            problems.push(("key", Words::new("import-no-key")));
        } else if plan.new != New::Skip && plan.place("email").is_none() {
            problems.push(("new", Words::new("import-no-email")));
        }
        if problems.is_empty() { Ok(plan) } else { Err(Error::Invalid(problems)) }
    }

    /// The form that says it.
    #[must_use]
    pub fn form(&self) -> Form {
        let known = if self.known == Known::Update { "update" } else { "skip" };
        let new = match self.new {
            New::Draft => "draft",
            New::Invite => "invite",
            New::Skip => "skip",
        };
        let empty = if self.empty == Empty::Keep { "keep" } else { "clear" };
        let role = self.role.id().map(|id| id.to_string()).unwrap_or_default();
        Form::of([("key", self.key.name()), ("known", known), ("new", new), ("role", role.as_str()), ("empty", empty)])
    }

    /// Where the column of that field stands.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

impl Key {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Id => "id",
        }
    }
}
