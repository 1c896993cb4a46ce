//! What the forms of added fields post.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, Details, FieldRow, check_name, name_of};
use crate::i18n::{self, Language, Words};
use crate::rules::{Choice, Collection, Type, label};
use crate::users::{self, fold};
use crate::web::{Error, Problems, Result};

/// Moves a field up or down.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoveForm {
    pub act: Way,
    pub id: Uuid,
}

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    Up,
    Down,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct FieldForm {
    /// The one the form was drawn from; a new field has none.
    #[serde(default)]
    pub version: i64,
    #[validate(length(max = 60, code = "error-too-long"))]
    pub label: String,
    /// Of a new field; "" makes one of the label.
    #[serde(default)]
    pub name: String,
    /// Of a new field.
    #[serde(default)]
    pub takes: String,
    #[serde(default)]
    #[validate(length(max = 300, code = "error-too-long"))]
    pub help: String,
    /// "on"
    #[serde(default)]
    pub required: String,
    /// What new users have.
    #[serde(default)]
    #[validate(length(max = 2000, code = "error-too-long"))]
    pub initial: String,
    /// The values of choices that are there, and beside each what it is called now.
    #[serde(default)]
    pub value: Vec<String>,
    #[serde(default)]
    pub choice: Vec<String>,
    /// New ones, one to a line.
    #[serde(default)]
    pub choices: String,
    /// "on": users may change it of themselves.
    #[serde(default)]
    pub own: String,
    /// "on": shown nowhere.
    #[serde(default)]
    pub retired: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct DeleteForm {
    #[serde(default)]
    pub confirm: String,
}

/// A field that is to be there.
pub struct NewField {
    pub name: String,
    pub takes: Type,
    pub details: Details,
    pub is_own: bool,
}

impl FieldForm {
    /// # Errors
    /// Everything that is wrong.
    pub fn new_field(&self) -> Result<NewField> {
        let mut problems = Problems::new();
        let takes = Type::from_name(&self.takes).unwrap_or_else(|| {
            problems.push(("takes", Words::new("error-choose")));
            Type::Text
        });
        let name = if self.name.is_empty() { name_of(&self.label) } else { self.name.clone() };
        if let Err(words) = check_name(&name) {
            problems.push(("name", words));
        }
        let details = self.read(takes, &[], &mut problems);
        if problems.is_empty() { Ok(NewField { name, takes, details, is_own: self.own == "on" }) } else { Err(Error::Invalid(problems)) }
    }

    /// # Errors
    /// Everything that is wrong.
    pub fn details(&self, field: &FieldRow) -> Result<Details> {
        let mut problems = Problems::new();
        let details = self.read(field.takes(), &field.choices, &mut problems);
        if problems.is_empty() { Ok(details) } else { Err(Error::Invalid(problems)) }
    }

    fn read(&self, takes: Type, old: &[Choice], problems: &mut Problems) -> Details {
        let label = self.label.split_whitespace().collect::<Vec<_>>().join(" ");
        if fold(&label).is_empty() {
            problems.push(("label", Words::new("error-field-nameless")));
        } else if is_built_in(&label) {
            problems.push(("label", Words::new("error-field-taken")));
        }
        let renamed: Vec<(String, String)> = self.value.iter().cloned().zip(self.choice.iter().cloned()).collect();
        let choices = if takes.has_choices() { model::choices(old, &renamed, &self.choices) } else { Ok(Vec::new()) };
        let choices = choices.unwrap_or_else(|words| {
            problems.push(("choices", words));
            old.to_vec()
        });
        let details = Details {
            label,
            help: self.help.clone(),
            required: self.required == "on",
            initial: self.initial.clone(),
            choices,
            retired: self.retired == "on",
        };
        details_with_initial(takes, details, problems)
    }
}

/// Whether something of every user is called so, in any language that is offered.
fn is_built_in(typed: &str) -> bool {
    let keys = || Collection::Users.fields().iter().map(|field| label(Collection::Users, field));
    let mut words = Language::OFFERED.iter().flat_map(|(language, _)| keys().map(|key| i18n::text(*language, key, None)));
    words.any(|word| fold(&word) == fold(typed))
}

/// What new users have is typed by what the choices are called, and kept by their values.
fn details_with_initial(takes: Type, details: Details, problems: &mut Problems) -> Details {
    let definition = model::definition(takes, &details);
    let value = |text: &str| definition.choices.iter().find(|one| fold(&one.label) == fold(text)).map_or(text, |one| &one.value).to_owned();
    let initial = match takes {
        _ if details.initial.is_empty() => String::new(),
        Type::Pick => value(&details.initial),
        Type::Picks => details.initial.split([',', '\n']).map(|text| value(text.trim())).collect::<Vec<_>>().join("\n"),
        _ => details.initial.clone(),
    };
    let typed: Vec<&str> = if takes == Type::Picks { initial.lines().collect() } else { vec![&initial] };
    if let Err(words) = users::custom::read(&definition, &typed, None) {
        problems.push(("initial", words));
        return details;
    }
    Details { initial, ..details }
}
