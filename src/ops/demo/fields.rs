//! The fields that the made-up directory has added, and what people have in them.

use serde_json::{Map, Value, json};

use super::people::Person;
use super::people::Standing;
use crate::rules::Type;

/// A field: its name and label, what it takes, its choices.
pub struct DemoField {
    pub name: &'static str,
    pub label: &'static str,
    pub takes: Type,
    pub choices: &'static [(&'static str, &'static str)],
}

pub const FIELDS: [DemoField; 3] = [
    DemoField { name: "employee_number", label: "Employee number", takes: Type::Number, choices: &[] },
    DemoField { name: "first_day", label: "First day", takes: Type::Day, choices: &[] },
    DemoField {
        name: "contract",
        label: "Contract",
        takes: Type::Pick,
        choices: &[("permanent", "Permanent"), ("fixed_term", "Fixed term"), ("freelance", "Freelance"), ("trainee", "Trainee")],
    },
];

/// What the `n`th person has in them: those who were only invited have nothing yet.
pub fn values(person: &Person, n: u64, today: chrono::NaiveDate) -> Map<String, Value> {
    if matches!(person.status, Standing::Draft | Standing::Invited) || n % 8 == 7 {
        return Map::new();
    }
    let contracts = FIELDS[2].choices;
    let first_day = today - chrono::TimeDelta::days(i64::from(person.created_days_ago));
    let contract = contracts[usize::try_from(n * n % 11 % 4).unwrap_or(0)].0;
    // Numbers are given out in no order of names.
    let values = [("employee_number", json!(10_000 + n)), ("first_day", json!(first_day.to_string())), ("contract", json!(contract))];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
