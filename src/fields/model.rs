//! A field as those see it who may change it, and the rules of names and choices: pure.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::access::{self, Conceal, Fields};
use crate::clock::Moment;
use crate::i18n::Words;
use crate::rules::{Choice, Collection, Definition, Field, Record, Stored, Type};
use crate::users::fold;

/// Letters of a name.
pub const LONGEST_NAME: usize = 40;
/// Choices of one field.
pub const MOST_CHOICES: usize = 200;

/// What else a user is known by, in answers to programs and in files: no field can be called so.
const TAKEN: [&str; 8] = ["roles", "custom", "version", "status_since", "status_reason", "status_by", "email_verified_at", "seq"];

#[derive(FromRow, Clone, Debug)]
pub struct FieldRow {
    pub id: Uuid,
    pub slot: i64,
    pub name: String,
    pub takes: String,
    pub label: String,
    pub help: String,
    pub required: bool,
    pub initial: String,
    pub choices: Json<Vec<Choice>>,
    pub retired: bool,
    pub position: i64,
    pub version: i64,
    pub updated_at: Moment,
    pub updated_by: Option<Uuid>,
}

/// What can be said of a field again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    pub label: String,
    pub help: String,
    pub required: bool,
    pub initial: String,
    pub choices: Vec<Choice>,
    pub retired: bool,
}

impl FieldRow {
    #[must_use]
    pub fn takes(&self) -> Type {
        Type::from_name(&self.takes).unwrap_or(Type::Text)
    }

    #[must_use]
    pub fn details(&self) -> Details {
        Details {
            label: self.label.clone(),
            help: self.help.clone(),
            required: self.required,
            initial: self.initial.clone(),
            choices: self.choices.0.clone(),
            retired: self.retired,
        }
    }

    /// As it would be with these details.
    #[must_use]
    pub fn with(&self, details: &Details) -> Self {
        let new = details.clone();
        Self {
            label: new.label,
            help: new.help,
            required: new.required,
            initial: new.initial,
            choices: Json(new.choices),
            retired: new.retired,
            ..self.clone()
        }
    }

    #[must_use]
    pub fn choices_offered(&self) -> i64 {
        i64::try_from(self.offered().count()).unwrap_or(i64::MAX)
    }

    /// The choices that can be made.
    pub fn offered(&self) -> impl Iterator<Item = &Choice> {
        self.choices.iter().filter(|choice| !choice.is_retired)
    }
}

/// The definition that these details would be, for what has to be asked of one that is not there yet.
#[must_use]
pub fn definition(takes: Type, details: &Details) -> Definition {
    Definition {
        id: Uuid::nil(),
        slot: 0,
        name: String::new(),
        takes,
        label: details.label.clone(),
        help: String::new(),
        is_required: false,
        default: String::new(),
        choices: details.choices.clone(),
        is_retired: false,
        input: String::new(),
    }
}

impl Record for FieldRow {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "name" => Stored::Text(self.name.clone()),
            "label" => Stored::Text(self.label.clone()),
            _ => Stored::Null,
        }
    }
}

/// A field as far as a reader may see it.
pub type Sight = access::Sight<FieldRow>;

impl Conceal for FieldRow {
    const COLLECTION: Collection = Collection::Fields;

    fn conceal(&mut self, reads: Fields) {
        if !reads.has("name") {
            self.name.clear();
        }
        if !reads.has("label") {
            self.label = crate::web::short_key(self.id);
        }
        if !reads.has("options") {
            self.help.clear();
            self.initial.clear();
            self.choices.0.clear();
            self.required = false;
        }
    }
}

/// A name for a label: "Employee number" is `employee_number`.
#[must_use]
pub fn name_of(label: &str) -> String {
    let words: String = fold(label).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name = words.split_whitespace().collect::<Vec<_>>().join("_");
    let name = if name.starts_with(|c: char| c.is_ascii_lowercase()) { name } else { format!("field_{name}") };
    name.chars().take(LONGEST_NAME).collect::<String>().trim_end_matches('_').to_owned()
}

/// # Errors
/// What is wrong with a name.
pub fn check_name(name: &str) -> Result<(), Words> {
    let is_plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= LONGEST_NAME
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_plain {
        Err(Words::new("error-field-name").with("max", LONGEST_NAME))
    } else if Collection::Users.field(name).is_some() || TAKEN.contains(&name) {
        Err(Words::new("error-field-built-in").with("name", name))
    } else {
        Ok(())
    }
}

/// The choices after an edit: those that were there with what they are called now, gone where that is nothing, and new ones
/// behind them. One that had gone comes back under its name.
///
/// # Errors
/// What is wrong with them.
pub fn choices(old: &[Choice], renamed: &[(String, String)], new: &str) -> Result<Vec<Choice>, Words> {
    let label_of = |choice: &Choice| renamed.iter().find(|(value, _)| *value == choice.value).map(|(_, label)| label.as_str());
    let mut choices: Vec<Choice> = old
        .iter()
        .map(|choice| match label_of(choice) {
            None => choice.clone(),
            Some("") => Choice { is_retired: true, ..choice.clone() },
            Some(label) => Choice { label: label.to_owned(), is_retired: false, ..choice.clone() },
        })
        .collect();
    for label in new.lines().map(str::trim).filter(|label| !label.is_empty()) {
        match choices.iter_mut().find(|choice| fold(&choice.label) == fold(label)) {
            Some(choice) if choice.is_retired => choice.is_retired = false,
            Some(_) => return Err(Words::new("error-choice-twice").with("name", label)),
            None => choices.push(Choice { value: unused(&choices, label), label: label.to_owned(), is_retired: false }),
        }
    }
    let mut labels: Vec<String> = choices.iter().map(|choice| fold(&choice.label)).collect();
    labels.sort();
    if let Some(twice) = labels.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Words::new("error-choice-twice").with("name", twice[0].as_str()));
    }
    if choices.iter().any(|choice| choice.label.chars().count() > 100) {
        return Err(Words::new("error-choice-long").with("max", 100_i64));
    }
    match choices.iter().filter(|choice| !choice.is_retired).count() {
        0 => Err(Words::new("error-no-choices")),
        _ if choices.len() > MOST_CHOICES => Err(Words::new("error-many-choices").with("max", MOST_CHOICES)),
        _ => Ok(choices),
    }
}

/// A value for a choice that no other one has.
fn unused(choices: &[Choice], label: &str) -> String {
    let name = name_of(label);
    let is_free = |value: &String| choices.iter().all(|choice| choice.value != *value);
    let numbered = (2..).map(|n| format!("{name}_{n}"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_labels() {
        for (label, name) in [
            ("Employee number", "employee_number"),
            ("  Ärzte & Büro ", "arzte_buro"),
            ("4100 Newsroom", "field_4100_newsroom"),
            ("名前", "field"),
            (&"long ".repeat(20), "long_long_long_long_long_long_long_long"),
        ] {
            assert_eq!(name_of(label), name);
            assert!(check_name(&name_of(label)).is_ok(), "{label}");
        }
        for wrong in ["", "Team", "team name", "1st", "_team", "é", "email", "status", "roles", &"x".repeat(41)] {
            assert!(check_name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn choices_are_renamed_go_and_come_back() {
        let start = choices(&[], &[], "Sales\nNewsroom\n\n").expect("two");
        assert_eq!(start.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["sales", "newsroom"]);
        let renamed = [("sales".to_owned(), "Revenue".to_owned()), ("newsroom".to_owned(), String::new())];
        let after = choices(&start, &renamed, "Sales").expect("three");
        let told: Vec<_> = after.iter().map(|one| (one.value.as_str(), one.label.as_str(), one.is_retired)).collect();
        assert_eq!(told, [("sales", "Revenue", false), ("newsroom", "Newsroom", true), ("sales_2", "Sales", false)]);
        let back = choices(&after, &[], "newsroom").expect("back");
        assert!(!back[1].is_retired && back.len() == 3);
        assert!(choices(&after, &[], "revenue").is_err(), "twice");
        assert!(choices(&[], &[], " \n").is_err(), "none");
    }
}
