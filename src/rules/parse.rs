//! Reads a rule and checks it against the fields of its collection, in one step: what is read can be carried out.

use serde_json::Value;

use super::collection::{Collection, Field, Kind};
use super::definition::Schema;
use super::operand;
use super::rule::{Op, Rule, Test};
use super::unique::Unique;
use crate::i18n::Words;

/// Bytes of a rule's text.
pub const LONGEST: usize = 16 * 1024;
/// Groups within groups.
pub const DEPTH: usize = 10;
/// Comparisons in all.
pub const TESTS: usize = 100;
/// Values of one list.
pub const VALUES: usize = 100;
/// Letters of one value.
pub const LETTERS: usize = 500;

/// What is wrong with a rule, and where: `_or[1].phone._eq`; nowhere in particular for the rule as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub place: String,
    pub words: Words,
}

impl Problem {
    pub(super) fn at(place: &str, words: Words) -> Self {
        Self { place: place.to_owned(), words }
    }
}

impl Rule {
    /// Reads a rule as it is stored; `None` for what cannot be understood.
    #[must_use]
    pub fn read(schema: &Schema, collection: Collection, json: &Value) -> Option<Self> {
        parse(schema, collection, json).ok()
    }

    /// Reads a rule as people write it.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(schema: &Schema, collection: Collection, text: &str) -> Result<Self, Problem> {
        if text.len() > LONGEST {
            return Err(Problem::at("", Words::new("rule-too-long").with("max", LONGEST / 1024)));
        }
        let Unique(json) = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let words = if error.is_data() {
                Words::new("rule-twice").with("line", line).with("column", column)
            } else {
                Words::new("rule-no-json").with("line", line).with("column", column)
            };
            Problem::at("", words)
        })?;
        parse(schema, collection, &json)
    }
}

/// Reads a rule for records of that collection.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse(schema: &Schema, collection: Collection, json: &Value) -> Result<Rule, Problem> {
    let mut reading = Reading { schema, collection, tests: 0 };
    Ok(reading.object(json, "", 0)?.normalised())
}

struct Reading<'a> {
    schema: &'a Schema,
    collection: Collection,
    tests: usize,
}

impl Reading<'_> {
    /// All entries of an object.
    fn object(&mut self, json: &Value, place: &str, depth: usize) -> Result<Rule, Problem> {
        let entries = json.as_object().ok_or_else(|| Problem::at(place, Words::new("rule-no-object")))?;
        let depth = deeper(depth, usize::from(entries.len() > 1), place)?;
        let rules = entries.iter().map(|(name, json)| {
            let place = &join(place, name);
            match name.as_str() {
                "_and" => self.list(json, place, depth).map(Rule::All),
                "_or" => match self.list(json, place, depth)? {
                    rules if rules.is_empty() => Err(Problem::at(place, Words::new("rule-empty-or"))),
                    rules => Ok(Rule::Any(rules)),
                },
                name => self.field(name, json, place, depth),
            }
        });
        rules.collect::<Result<_, _>>().map(Rule::All)
    }

    fn list(&mut self, json: &Value, place: &str, depth: usize) -> Result<Vec<Rule>, Problem> {
        let list = json.as_array().ok_or_else(|| Problem::at(place, Words::new("rule-no-list")))?;
        let depth = deeper(depth, 1, place)?;
        list.iter().enumerate().map(|(at, json)| self.object(json, &format!("{place}[{at}]"), depth)).collect()
    }

    /// All comparisons of a field.
    fn field(&mut self, name: &str, json: &Value, place: &str, depth: usize) -> Result<Rule, Problem> {
        let unknown = || {
            if name.starts_with('_') {
                Words::new("rule-unknown-operator").with("name", start(name))
            } else {
                Words::new("rule-unknown-field").with("name", start(name))
            }
        };
        let field = self.schema.field(self.collection, name).ok_or_else(|| Problem::at(place, unknown()))?;
        if field.kind == Kind::Opaque {
            return Err(Problem::at(place, Words::new("rule-opaque")));
        }
        let entries = json.as_object().ok_or_else(|| Problem::at(place, Words::new("rule-no-operator")))?;
        if entries.is_empty() {
            return Err(Problem::at(place, Words::new("rule-no-operator")));
        }
        deeper(depth, usize::from(entries.len() > 1), place)?;
        let tests = entries.iter().map(|(name, json)| self.test(field, name, json, &join(place, name)));
        tests.collect::<Result<_, _>>().map(Rule::All)
    }

    fn test(&mut self, field: &'static Field, name: &str, json: &Value, place: &str) -> Result<Rule, Problem> {
        let unknown = || Problem::at(place, Words::new("rule-unknown-operator").with("name", start(name)));
        let op = Op::from_name(name).ok_or_else(unknown)?;
        if !op.fits(field.kind) {
            return Err(Problem::at(place, Words::new("rule-wrong-operator").with("name", op.name())));
        }
        self.tests += 1;
        if self.tests > TESTS {
            return Err(Problem::at(place, Words::new("rule-too-many-tests").with("max", TESTS)));
        }
        let (op, values) = match (op, json) {
            (Op::Null, Value::Bool(true)) | (Op::Nnull, Value::Bool(false)) => (Op::Null, Vec::new()),
            (Op::Null, Value::Bool(false)) | (Op::Nnull, Value::Bool(true)) => (Op::Nnull, Vec::new()),
            (Op::Null | Op::Nnull, _) => return Err(Problem::at(place, Words::new("rule-want-flag"))),
            _ => (op, operand::read(field, op, json, place)?),
        };
        Ok(Rule::Test(Test { field, op, values }))
    }
}

fn deeper(depth: usize, by: usize, place: &str) -> Result<usize, Problem> {
    let depth = depth + by;
    if depth > DEPTH { Err(Problem::at(place, Words::new("rule-too-deep").with("max", DEPTH))) } else { Ok(depth) }
}

fn join(place: &str, name: &str) -> String {
    let name = start(name);
    if place.is_empty() { name } else { format!("{place}.{name}") }
}

/// As much of a name as a sentence can hold.
pub(super) fn start(name: &str) -> String {
    name.chars().take(60).collect()
}
