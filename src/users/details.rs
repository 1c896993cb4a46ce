//! The details of a record: as it has them, as a form sent them, as lists and searches look at them.

use serde_json::{Map, Value};

use super::custom::{self, Given, Values};
use super::fold;
use super::model::User;
use crate::rules::{Field, Schema};
use crate::web::display_name;

/// The part of a record that its owner may change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    pub first_name: String,
    pub last_name: String,
    pub title: String,
    pub company: String,
    pub location: String,
    pub phone: String,
    pub description: String,
    pub tags: Vec<String>,
    pub custom: Values,
}

/// Details as a form sent them: what it did not have stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub title: Option<String>,
    pub company: Option<String>,
    pub location: Option<String>,
    pub phone: Option<String>,
    pub description: Option<String>,
    pub tags: Option<Vec<String>>,
    pub custom: Given,
}

impl Typed {
    /// Those of a record's own that the form had, whether it changes them or not.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("first_name", self.first_name.is_some()),
            ("last_name", self.last_name.is_some()),
            ("title", self.title.is_some()),
            ("company", self.company.is_some()),
            ("location", self.location.is_some()),
            ("phone", self.phone.is_some()),
            ("description", self.description.is_some()),
            ("tags", self.tags.is_some()),
        ];
        fields.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field).collect()
    }

    /// The added fields that the form had.
    pub fn added(&self) -> impl Iterator<Item = &'static Field> + '_ {
        self.custom.iter().map(|(field, _)| *field)
    }

    /// The details with what was typed in place of what was there.
    #[must_use]
    pub fn over(&self, old: &Details) -> Details {
        let text = |typed: &Option<String>, old: &str| typed.clone().unwrap_or_else(|| old.to_owned());
        Details {
            first_name: text(&self.first_name, &old.first_name),
            last_name: text(&self.last_name, &old.last_name),
            title: text(&self.title, &old.title),
            company: text(&self.company, &old.company),
            location: text(&self.location, &old.location),
            phone: text(&self.phone, &old.phone),
            description: text(&self.description, &old.description),
            tags: self.tags.clone().unwrap_or_else(|| old.tags.clone()),
            custom: custom::over(&old.custom, &self.custom),
        }
    }
}

/// What lists sort by and search looks at: folded, case and accents gone.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The name, or the address of those without one.
    pub name: String,
    /// Everything that search looks at.
    pub search: String,
    pub title: String,
    pub company: String,
    pub location: String,
    pub tags: String,
}

impl Details {
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self {
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            title: user.title.clone(),
            company: user.company.clone(),
            location: user.location.clone(),
            phone: user.phone.clone(),
            description: user.description.clone(),
            tags: user.tag_list().into_iter().map(str::to_owned).collect(),
            custom: user.custom.0.clone(),
        }
    }

    /// What a new record starts with, by the defaults of a permission.
    #[must_use]
    pub fn by_default(defaults: &Map<String, Value>, schema: &Schema) -> Self {
        let text = |field: &str| defaults.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let tags = defaults.get("tags").and_then(Value::as_array).into_iter().flatten();
        Self {
            first_name: text("first_name"),
            last_name: text("last_name"),
            title: text("title"),
            company: text("company"),
            location: text("location"),
            phone: text("phone"),
            description: text("description"),
            tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
            custom: custom::initial(schema),
        }
    }

    #[must_use]
    pub fn keys(&self, email: &str) -> Keys {
        let name = display_name(&self.first_name, &self.last_name, email);
        let tags = self.tags.join(" ");
        let text = [name.as_str(), email, &self.title, &self.company, &tags].join(" ");
        Keys {
            name: fold(&name),
            search: fold(text.trim()),
            title: fold(&self.title),
            company: fold(&self.company),
            location: fold(&self.location),
            tags: fold(&tags),
        }
    }
}
