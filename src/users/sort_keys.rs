//! What users are sorted and found by in added fields and tags: texts that sort as what they stand for.

use serde_json::Value;

use super::custom::{self, Values};
use super::{Details, fold};
use crate::rules::{Collection, Definition, Field, Kind, Op, Operand, Rule, Schema, Stored, Test};

/// Where it stands among the others, and the text: fields have the slots of their permissions.
pub type Key = (i16, String);

/// The slot of tags, behind those of all added fields.
const TAGS: i16 = 64;
/// Letters of a key: what is longer is told apart by the text itself.
const LETTERS: usize = 200;
/// What numbers are moved by, so that none is negative; they are below 10^11, in ten-thousandths.
const ZERO: i64 = 1_000_000_000_000_000;

/// Where the keys of a field stand.
#[must_use]
pub fn slot_of(field: &Field) -> i16 {
    field.definition().map_or(TAGS, |added| i16::from(added.slot))
}

/// Everything that somebody is sorted and found by.
#[must_use]
pub fn keys(schema: &Schema, details: &Details) -> Vec<Key> {
    let tags = details.tags.iter().map(|tag| (TAGS, text(tag)));
    tags.chain(of_values(schema, &details.custom)).collect()
}

fn of_values(schema: &Schema, values: &Values) -> Vec<Key> {
    // Retired ones too: they may come back.
    let added = schema.fields(Collection::Users).filter_map(|field| Some((field.definition()?, values.get(field.name)?)));
    added.flat_map(|(definition, value)| of_value(definition, value)).collect()
}

fn of_value(definition: &Definition, value: &Value) -> Vec<Key> {
    let texts: Vec<String> = match custom::stored(Some(value), definition) {
        Stored::Number(n) => vec![number(n)],
        Stored::Day(day) => vec![day.to_string()],
        Stored::Flag(yes) => vec![flag(yes)],
        Stored::List(list) => list.iter().map(|one| text(one)).collect(),
        Stored::Text(long) if definition.takes.has_order() => vec![text(&long)],
        _ => Vec::new(),
    };
    texts.into_iter().map(|key| (i16::from(definition.slot), key)).collect()
}

/// A key of everybody whom these conditions let through, all of them together: where to begin to look.
#[must_use]
pub fn asked(conditions: &[&Rule]) -> Vec<Key> {
    let tests = conditions.iter().filter_map(|rule| if let Rule::Test(test) = rule { Some(test) } else { None });
    tests.filter_map(asked_by).collect()
}

fn asked_by(test: &Test) -> Option<Key> {
    let field = test.field;
    let has_keys = field.name == "tags" || field.definition().is_some_and(|added| added.takes.has_order() || field.kind == Kind::List);
    let is_equal = test.op == if field.kind == Kind::List { Op::Contains } else { Op::Eq };
    let key = match test.values.first().filter(|_| has_keys && is_equal)? {
        Operand::Text(asked) => text(asked),
        Operand::Day(day) => day.to_string(),
        Operand::Flag(yes) => flag(*yes),
        Operand::Number(n) => number(*n),
        _ => return None,
    };
    Some((slot_of(field), key))
}

fn text(long: &str) -> String {
    fold(long).chars().take(LETTERS).collect()
}

fn flag(yes: bool) -> String {
    if yes { "1" } else { "0" }.into()
}

#[expect(clippy::cast_possible_truncation, reason = "numbers are below 10^11")]
fn number(n: f64) -> String {
    format!("{:016}", ZERO + (n * 1e4).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_texts() {
        let numbers = [-99_999_999_999.0, -5.5, -5.0, -0.0001, 0.0, 0.0001, 9.0, 10.0, 99_999_999_999.0];
        let keys: Vec<String> = numbers.into_iter().map(number).collect();
        assert!(keys.is_sorted_by(|one, other| one < other), "{keys:?}");
        assert!(keys.iter().all(|key| key.len() == 16), "{keys:?}");
    }
}
