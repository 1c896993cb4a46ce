//! The values in a rule: as they are read, as they are written, and what they stand for when somebody asks.

use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, TimeDelta, Utc};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::collection::{Field, Kind, Stored};
use super::parse::{LETTERS, Problem, VALUES, start};
use super::rule::{Op, Operand, Test, Variables};
use crate::clock::{Moment, NEVER};
use crate::i18n::Words;

/// Nothing in a directory lies further away than this.
const FURTHEST: TimeDelta = TimeDelta::days(36_500);

/// The values behind an operator.
pub(super) fn read(field: &'static Field, op: Op, json: &Value, place: &str) -> Result<Vec<Operand>, Problem> {
    let each = |list: &[Value]| -> Result<Vec<Operand>, Problem> {
        list.iter().enumerate().map(|(at, json)| one(field, op, json, &format!("{place}[{at}]"))).collect()
    };
    match (op, json) {
        (Op::In | Op::Nin, Value::Array(list)) if list.len() > VALUES => {
            Err(Problem::at(place, Words::new("rule-too-many-values").with("max", VALUES)))
        }
        (Op::In | Op::Nin, Value::Array(list)) => each(list),
        // A variable that is a list itself.
        (Op::In | Op::Nin, Value::String(text)) if text.starts_with('$') => Ok(vec![one(field, op, json, place)?]),
        (Op::In | Op::Nin, _) => Err(Problem::at(place, Words::new("rule-want-list"))),
        (Op::Between, Value::Array(list)) if list.len() == 2 => each(list),
        (Op::Between, _) => Err(Problem::at(place, Words::new("rule-want-two"))),
        _ => Ok(vec![one(field, op, json, place)?]),
    }
}

fn one(field: &'static Field, op: Op, json: &Value, place: &str) -> Result<Operand, Problem> {
    let kind = field.kind;
    let wrong = |key: &'static str| Problem::at(place, Words { key, args: Vec::new() });
    if let Some(text) = json.as_str().filter(|text| text.starts_with('$')) {
        return variable(kind, op, text).map_err(|words| Problem::at(place, words));
    }
    if let Some(definition) = field.definition().filter(|definition| definition.takes.has_choices()) {
        let words = || {
            Words::new("rule-want-choice")
                .with("words", definition.choices.iter().map(|one| one.label.as_str()).collect::<Vec<_>>().join(", "))
        };
        let known = json.as_str().and_then(|text| definition.choice(text));
        return known.map(|choice| Operand::Text(choice.value.clone())).ok_or_else(|| Problem::at(place, words()));
    }
    match kind {
        Kind::Text | Kind::List | Kind::Address => {
            let text = json.as_str().ok_or_else(|| wrong("rule-want-text"))?;
            let is_partial = !matches!(op, Op::Eq | Op::Neq | Op::In | Op::Nin);
            let text = if kind == Kind::Address { canonical(text, is_partial) } else { text.to_owned() };
            if text.is_empty() {
                return Err(wrong("rule-empty-text"));
            }
            if text.chars().count() > LETTERS {
                return Err(Problem::at(place, Words::new("rule-too-many-letters").with("max", LETTERS)));
            }
            // PostgreSQL keeps no such letter, and SQLite ends a text at it.
            if text.contains('\0') { Err(wrong("rule-zero")) } else { Ok(Operand::Text(text)) }
        }
        Kind::Choice(words) => match json.as_str().filter(|text| words.contains(text)) {
            Some(text) => Ok(Operand::Text(text.to_owned())),
            None => Err(Problem::at(place, Words::new("rule-want-choice").with("words", words.join(", ")))),
        },
        Kind::Id | Kind::Ids => {
            json.as_str().and_then(|text| Uuid::try_parse(text).ok()).map(Operand::Id).ok_or_else(|| wrong("rule-want-id"))
        }
        Kind::Moment => json.as_str().and_then(moment).map(Operand::Moment).ok_or_else(|| wrong("rule-want-moment")),
        Kind::Flag => json.as_bool().map(Operand::Flag).ok_or_else(|| wrong("rule-want-flag")),
        Kind::Day => json.as_str().and_then(day).map(Operand::Day).ok_or_else(|| wrong("rule-want-day")),
        Kind::Number => json.as_f64().filter(|n| is_exact(*n)).map(Operand::Number).ok_or_else(|| wrong("rule-want-number")),
        Kind::Opaque | Kind::Pick => Err(wrong("rule-opaque")),
    }
}

/// To the microsecond, which is what both databases keep, and in the years that SQLite's texts sort.
fn moment(text: &str) -> Option<Moment> {
    let moment = DateTime::parse_from_rfc3339(text).ok()?;
    DateTime::<Utc>::from_timestamp_micros(moment.timestamp_micros()).filter(|moment| (1..=9999).contains(&moment.year()))
}

/// A day, in the years that sort as texts.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| (1..=9999).contains(&day.year()))
}

/// Whether a number has four decimals at most, and is so near to nothing that it is exact.
#[must_use]
pub fn is_exact(n: f64) -> bool {
    // Nothing, however it is signed, is nothing.
    let n = n + 0.0;
    n.abs() < 1e11 && ((n * PARTS).round() / PARTS).to_bits() == n.to_bits()
}

/// Decimals that numbers are compared to.
const PARTS: f64 = 1e4;

/// In ten-thousandths.
#[expect(clippy::cast_possible_truncation, reason = "numbers are below 10^11")]
pub(super) fn in_parts(n: f64) -> i64 {
    (n * PARTS).round() as i64
}

/// As addresses are compared: lower case, and the domain as the network spells it.
fn canonical(text: &str, is_partial: bool) -> String {
    let lower = |text: &str| text.nfc().collect::<String>().to_lowercase().nfc().collect::<String>();
    if is_partial {
        return lower(text);
    }
    let text = text.trim();
    let whole = text.rsplit_once('@').and_then(|(local, domain)| Some((local, idna::domain_to_ascii_strict(domain).ok()?)));
    whole.map_or_else(|| lower(text), |(local, domain)| format!("{}@{domain}", lower(local)))
}

fn variable(kind: Kind, op: Op, text: &str) -> Result<Operand, Words> {
    let operand = match text {
        "$CURRENT_USER" => Operand::CurrentUser,
        "$CURRENT_ROLE" => Operand::CurrentRole,
        "$CURRENT_ROLES" => Operand::CurrentRoles,
        "$CURRENT_GROUPS" => Operand::CurrentGroups,
        "$NOW" => Operand::Now(TimeDelta::zero()),
        _ => text
            .strip_prefix("$NOW(")
            .and_then(|rest| rest.strip_suffix(')'))
            .and_then(distance)
            .map(Operand::Now)
            .ok_or_else(|| Words::new("rule-unknown-variable").with("name", start(text)))?,
    };
    let fits = match operand {
        Operand::Now(_) => matches!(kind, Kind::Moment | Kind::Day),
        _ => matches!(kind, Kind::Id | Kind::Ids),
    };
    let is_list = matches!(operand, Operand::CurrentRoles | Operand::CurrentGroups);
    if !fits {
        Err(Words::new("rule-misplaced-variable").with("name", start(text)))
    } else if is_list && !matches!(op, Op::In | Op::Nin) {
        Err(Words::new("rule-variable-is-list").with("name", start(text)))
    } else {
        Ok(operand)
    }
}

/// "-90 days".
fn distance(text: &str) -> Option<TimeDelta> {
    let (n, unit) = text.trim().split_once(' ')?;
    let n: i64 = n.parse().ok()?;
    let minutes: i64 = match unit.trim() {
        "minute" | "minutes" => 1,
        "hour" | "hours" => 60,
        "day" | "days" => 1440,
        "week" | "weeks" => 7 * 1440,
        "month" | "months" => 30 * 1440,
        "year" | "years" => 365 * 1440,
        _ => return None,
    };
    TimeDelta::try_minutes(n.checked_mul(minutes)?).filter(|delta| delta.abs() <= FURTHEST)
}

impl Operand {
    /// Whether it says what it stands for.
    pub(super) fn is_literal(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Id(_) | Self::Moment(_) | Self::Day(_) | Self::Flag(_) | Self::Number(_))
    }

    /// As rules write it.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Id(id) => id.to_string().into(),
            Self::Moment(moment) => moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true).into(),
            Self::Flag(yes) => (*yes).into(),
            Self::Day(day) => day.to_string().into(),
            Self::Number(n) => number(*n),
            Self::CurrentUser => "$CURRENT_USER".into(),
            Self::CurrentRole => "$CURRENT_ROLE".into(),
            Self::CurrentRoles => "$CURRENT_ROLES".into(),
            Self::CurrentGroups => "$CURRENT_GROUPS".into(),
            Self::Now(delta) => {
                let (n, unit) = in_units(*delta);
                if n == 0 { "$NOW".into() } else { format!("$NOW({n} {unit})").into() }
            }
        }
    }
}

/// A whole number is written as one.
#[must_use]
pub fn number(n: f64) -> Value {
    if in_parts(n) % in_parts(1.0) == 0 { (in_parts(n) / in_parts(1.0)).into() } else { n.into() }
}

/// A distance in whole days where it is that many, or else hours, or else minutes.
pub(super) fn in_units(delta: TimeDelta) -> (i64, &'static str) {
    match delta.num_minutes() {
        minutes if minutes % 1440 == 0 => (minutes / 1440, "days"),
        minutes if minutes % 60 == 0 => (minutes / 60, "hours"),
        minutes => (minutes, "minutes"),
    }
}

impl Test {
    /// What its values stand for when this one asks, without those that are like nothing: null, and whoever is not there.
    pub(super) fn resolved(&self, who: &Variables) -> Vec<Stored> {
        let values = self.values.iter().flat_map(|operand| match operand {
            Operand::Text(text) => vec![Stored::Text(text.clone())],
            Operand::Id(id) => vec![Stored::Id(*id)],
            Operand::Moment(moment) => vec![Stored::Moment(*moment)],
            Operand::Day(day) => vec![Stored::Day(*day)],
            Operand::Flag(yes) => vec![Stored::Flag(*yes)],
            Operand::Number(n) => vec![Stored::Number(*n)],
            Operand::CurrentUser => who.user.map(Stored::Id).into_iter().collect(),
            Operand::CurrentRole => who.role.map(Stored::Id).into_iter().collect(),
            Operand::CurrentRoles => who.roles.iter().copied().map(Stored::Id).collect(),
            Operand::CurrentGroups => who.groups.iter().copied().map(Stored::Id).collect(),
            Operand::Now(delta) => {
                let moment = who.now.checked_add_signed(*delta).map(|moment| moment.trunc_subsecs(6));
                let is_day = self.field.kind == Kind::Day;
                moment.map(|at| if is_day { Stored::Day(at.date_naive()) } else { Stored::Moment(at) }).into_iter().collect()
            }
        });
        let is_order = matches!(self.op, Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::Between);
        values.filter(|value| is_order || !value.is_null()).collect()
    }
}

impl Stored {
    /// Whether it is one of the values that mean there is none.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::Moment(moment) => *moment == NEVER,
            Self::List(list) => list.is_empty(),
            Self::Ids(ids) => ids.is_empty(),
            Self::Id(_) | Self::Flag(_) | Self::Number(_) | Self::Day(_) => false,
        }
    }
}
