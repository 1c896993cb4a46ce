//! Proves that one rule lets nothing through that another would not: nobody gives what they do not hold.
//!
//! What is said to be so is so, for every record, whoever asks and whenever. Much else is so that is not found out here.

use std::collections::HashMap;

use chrono::{Datelike, TimeDelta};

use super::collection::{Kind, Stored};
use super::operand::in_parts;
use super::rule::{Op, Operand, Rule, Test, Variables};
use crate::clock::NEVER;

impl Rule {
    /// Whether every record that this rule lets through is let through by the other, as far as their texts tell.
    #[must_use]
    pub fn implies(&self, other: &Self) -> bool {
        Proof::default().implies(self, other)
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Any(rules) => rules.iter().all(Self::is_nothing),
            Self::All(rules) => rules.iter().any(Self::is_nothing),
            Self::Test(test) => matches!(test.op, Op::Eq | Op::In) && test.values.is_empty(),
        }
    }
}

/// What was found out about two rules, by where they stand: groups in groups would be asked over and over.
#[derive(Default)]
struct Proof {
    known: HashMap<(*const Rule, *const Rule), bool>,
}

impl Proof {
    fn implies(&mut self, rule: &Rule, other: &Rule) -> bool {
        let key = (std::ptr::from_ref(rule), std::ptr::from_ref(other));
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let implies = self.find_out(rule, other);
        self.known.insert(key, implies);
        implies
    }

    fn find_out(&mut self, rule: &Rule, other: &Rule) -> bool {
        if other.is_everything() || rule == other || rule.is_nothing() {
            return true;
        }
        match (rule, other) {
            (_, Rule::All(others)) => others.iter().all(|other| self.implies(rule, other)),
            (Rule::Any(rules), _) => rules.iter().all(|rule| self.implies(rule, other)),
            (Rule::All(rules), Rule::Any(others)) => {
                others.iter().any(|other| self.implies(rule, other)) || rules.iter().any(|rule| self.implies(rule, other))
            }
            (Rule::All(rules), Rule::Test(_)) => rules.iter().any(|rule| self.implies(rule, other)),
            (Rule::Test(test), Rule::Any(others)) => {
                others.iter().any(|other| self.implies(rule, other)) || each_value_implies(test, other)
            }
            (Rule::Test(test), Rule::Test(other)) => test.implies(other),
        }
    }
}

/// One of several values: each of them may be let through by another part of the other rule.
fn each_value_implies(test: &Test, other: &Rule) -> bool {
    test.op == Op::In
        && test.values.len() > 1
        && test.values.iter().all(|value| Rule::Test(Test { values: vec![value.clone()], ..*test }).implies(other))
}

impl Test {
    fn implies(&self, other: &Self) -> bool {
        if matches!(other.op, Op::Neq | Op::Nin) && other.values.is_empty() {
            return true;
        }
        if self.field != other.field {
            return false;
        }
        match other.op {
            Op::Nnull => !self.op.holds_for_null(),
            Op::Null => self.op == Op::Null,
            Op::Neq | Op::Nin | Op::Ncontains if self.op == Op::Null => true,
            op => {
                self.has_only_values_of(other)
                    || match op {
                        Op::Eq | Op::In => matches!(self.op, Op::Eq | Op::In) && is_subset(&self.values, &other.values),
                        Op::Neq | Op::Nin => matches!(self.op, Op::Neq | Op::Nin) && is_subset(&other.values, &self.values),
                        Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::Between => self.is_within(other),
                        _ => self.has_part_of(other),
                    }
            }
        }
    }

    /// Each value that this one lets through is written out, and the other lets it through.
    fn has_only_values_of(&self, other: &Self) -> bool {
        // Sets and lists hold more than the one value that was asked for.
        let is_one = !matches!(self.field.kind, Kind::Ids | Kind::List);
        let are_literal = self.values.iter().chain(&other.values).all(Operand::is_literal);
        if !is_one || !are_literal || !matches!(self.op, Op::Eq | Op::In) {
            return false;
        }
        let nobody = Variables { user: None, role: None, roles: Vec::new(), groups: Vec::new(), now: NEVER };
        let others = other.resolved(&nobody);
        self.resolved(&nobody).iter().all(|value: &Stored| other.holds_for(value, &others))
    }

    fn is_within(&self, other: &Self) -> bool {
        let (Some((from, to)), Some((other_from, other_to))) = (self.bounds(), other.bounds()) else { return false };
        let is_tighter = |mine: Option<End>, its: Option<End>, is_lower: bool| match (mine, its) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(mine), Some(its)) => mine.is_within(its, is_lower),
        };
        is_tighter(from, other_from, true) && is_tighter(to, other_to, false)
    }

    /// Where the values it lets through begin and end; an end that is missing is open.
    fn bounds(&self) -> Option<(Option<End>, Option<End>)> {
        let is_day = self.field.kind == Kind::Day;
        let end = |at: usize, is_open: bool| self.values.get(at).and_then(|value| End::of(value, is_open, is_day));
        Some(match self.op {
            Op::Lt => (None, Some(end(0, true)?)),
            Op::Lte => (None, Some(end(0, false)?)),
            Op::Gt => (Some(end(0, true)?), None),
            Op::Gte => (Some(end(0, false)?), None),
            Op::Between => (Some(end(0, false)?), Some(end(1, false)?)),
            Op::Eq => (Some(end(0, false)?), Some(end(0, false)?)),
            _ => return None,
        })
    }

    /// Both ask for a part, and whoever has the one has the other.
    fn has_part_of(&self, other: &Self) -> bool {
        let (Some(Operand::Text(mine)), Some(Operand::Text(its))) = (self.values.first(), other.values.first()) else { return false };
        if self.field.kind == Kind::List {
            return self.op == other.op && mine == its;
        }
        match (self.op, other.op) {
            _ if its.is_empty() || mine.is_empty() => false,
            (Op::Contains | Op::StartsWith | Op::EndsWith, Op::Contains) => mine.contains(its.as_str()),
            (Op::StartsWith, Op::StartsWith) => mine.starts_with(its.as_str()),
            (Op::EndsWith, Op::EndsWith) => mine.ends_with(its.as_str()),
            (Op::Ncontains, Op::Ncontains) => its.contains(mine.as_str()),
            _ => false,
        }
    }
}

fn is_subset(values: &[Operand], others: &[Operand]) -> bool {
    values.iter().all(|value| others.contains(value))
}

/// The end of a range: how far from a point, and whether the end itself is left out. Only ends from one point are compared.
#[derive(Clone, Copy, PartialEq)]
struct End {
    from_now: bool,
    far: i64,
    is_open: bool,
    /// Two points in time can be on one day.
    is_rough: bool,
}

impl End {
    fn of(operand: &Operand, is_open: bool, is_day: bool) -> Option<Self> {
        let (from_now, far) = match operand {
            Operand::Moment(moment) => (false, moment.timestamp_micros()),
            Operand::Day(day) => (false, i64::from(day.num_days_from_ce())),
            Operand::Number(n) => (false, in_parts(*n)),
            Operand::Now(delta) => (true, TimeDelta::num_microseconds(delta)?),
            _ => return None,
        };
        Some(Self { from_now, far, is_open, is_rough: is_day && from_now })
    }

    fn is_within(self, other: Self, is_lower: bool) -> bool {
        let order = if is_lower { self.far.cmp(&other.far) } else { other.far.cmp(&self.far) };
        let is_apart = order.is_gt() && !self.is_rough;
        self.from_now == other.from_now && (is_apart || (order.is_ge() && (self.is_open || !other.is_open)))
    }
}
