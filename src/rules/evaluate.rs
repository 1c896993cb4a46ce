//! Asks a rule about one record in memory. What it says is what the database says, on either.

use super::collection::{Record, Stored};
use super::rule::{Op, Rule, Test, Variables};

impl Rule {
    /// Whether this record is let through when this one asks.
    #[must_use]
    pub fn holds(&self, record: &impl Record, who: &Variables) -> bool {
        match self {
            Self::All(rules) => rules.iter().all(|rule| rule.holds(record, who)),
            Self::Any(rules) => rules.iter().any(|rule| rule.holds(record, who)),
            Self::Test(test) => test.holds_for(&record.value(test.field), &test.resolved(who)),
        }
    }
}

impl Test {
    /// Whether it holds for a value of its field; `values` are its own, resolved.
    pub(super) fn holds_for(&self, value: &Stored, values: &[Stored]) -> bool {
        if value.is_null() {
            return self.op.holds_for_null();
        }
        let order = |at: usize| values.get(at).and_then(|other| compared(value, other));
        match self.op {
            Op::Null => false,
            Op::Nnull => true,
            Op::Eq | Op::In => values.iter().any(|other| is_among(value, other)),
            Op::Neq | Op::Nin => !values.iter().any(|other| is_among(value, other)),
            Op::Lt => order(0).is_some_and(std::cmp::Ordering::is_lt),
            Op::Lte => order(0).is_some_and(std::cmp::Ordering::is_le),
            Op::Gt => order(0).is_some_and(std::cmp::Ordering::is_gt),
            Op::Gte => order(0).is_some_and(std::cmp::Ordering::is_ge),
            Op::Between => order(0).is_some_and(std::cmp::Ordering::is_ge) && order(1).is_some_and(std::cmp::Ordering::is_le),
            Op::Contains => values.iter().any(|other| contains(value, other)),
            Op::Ncontains => !values.iter().any(|other| contains(value, other)),
            Op::StartsWith => values.iter().any(|other| on_text(value, other, |text, part| text.starts_with(part))),
            Op::EndsWith => values.iter().any(|other| on_text(value, other, |text, part| text.ends_with(part))),
        }
    }
}

/// Equal; for a set of ids, one of them.
fn is_among(value: &Stored, other: &Stored) -> bool {
    match (value, other) {
        (Stored::Ids(ids), Stored::Id(id)) => ids.contains(id),
        _ => value == other,
    }
}

fn compared(value: &Stored, other: &Stored) -> Option<std::cmp::Ordering> {
    match (value, other) {
        (Stored::Moment(value), Stored::Moment(other)) => Some(value.cmp(other)),
        (Stored::Day(value), Stored::Day(other)) => Some(value.cmp(other)),
        (Stored::Number(value), Stored::Number(other)) => value.partial_cmp(other),
        _ => None,
    }
}

fn contains(value: &Stored, other: &Stored) -> bool {
    match (value, other) {
        (Stored::List(list), Stored::Text(part)) => list.contains(part),
        _ => on_text(value, other, |text, part| text.contains(part)),
    }
}

fn on_text(value: &Stored, other: &Stored, holds: impl Fn(&str, &str) -> bool) -> bool {
    match (value, other) {
        (Stored::Text(text), Stored::Text(part)) => holds(text, part),
        _ => false,
    }
}
