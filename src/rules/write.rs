//! A rule in its normal form, as JSON: what is kept, shown and compared.

use serde_json::{Map, Value};

use super::rule::{Op, Operand, Rule, Test};

impl Rule {
    /// The normal form; reading it gives the same rule again.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let list = |rules: &[Self]| rules.iter().map(Self::to_json).collect::<Value>();
        match self {
            Self::All(rules) if rules.is_empty() => Value::Object(Map::new()),
            Self::All(rules) => entry("_and", list(rules)),
            Self::Any(rules) => entry("_or", list(rules)),
            Self::Test(test) => test.to_json(),
        }
    }
}

impl Test {
    fn to_json(&self) -> Value {
        let value = match self.op {
            Op::Null | Op::Nnull => Value::Bool(true),
            Op::In | Op::Nin | Op::Between => self.values.iter().map(Operand::to_json).collect(),
            _ => self.values.first().map_or(Value::Null, Operand::to_json),
        };
        entry(self.field.name, entry(self.op.name(), value))
    }
}

fn entry(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}
