//! Filters of a list by any field: conditions of the rule language, added one after the other.

use serde_json::{Value, json};

use super::arrangement::Arrangement;
use super::ends::Ends;
use super::{custom, fold};
use crate::access::{Actor, Fields};
use crate::i18n::{Language, Reader, Words};
use crate::rules::{self, Action, Collection, Field, Kind, Op, Rule, Schema, Variables};
use crate::web::{Error, Page};

/// What has filters of its own, or would be asked for by ids that nobody knows by heart.
const ELSEWHERE: [&str; 8] = ["status", "role", "groups", "last_seen_at", "last_page", "theme", "density", "shortcuts"];

/// What a rule looks like.
pub const RULE_EXAMPLE: &str = r#"{"_or":[{"title":{"_contains":"lead"}},{"created_at":{"_gt":"$NOW(-30 days)"}}]}"#;

/// Comparisons of one filter: each may look at everyone.
pub const MOST: usize = 10;

/// A rule that narrows a list, and who asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub rule: Rule,
    pub who: Variables,
}

/// A condition as it was typed, with what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub field: String,
    pub op: String,
    pub value: String,
    /// All conditions, as they were written.
    pub rule: String,
    pub problem: Option<Words>,
}

/// Who reads a list: the fields they may ask for, the words they know, how they have lists arranged.
pub struct Asker<'a> {
    pub actor: &'a Actor,
    pub reader: &'a Reader,
    pub usual: Arrangement,
}

impl Asked {
    /// The conditions that all have to hold, each by itself.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Rule> {
        match &self.rule {
            Rule::All(rules) => rules.iter().collect(),
            rule => vec![rule],
        }
    }

    /// The same without one of them; `None` where that leaves nothing.
    #[must_use]
    pub fn without(&self, at: usize) -> Option<Self> {
        let kept = self.conditions().into_iter().enumerate().filter(|(n, _)| *n != at).map(|(_, rule)| rule.clone());
        let rule = Rule::All(kept.collect()).normalised();
        (!rule.is_everything()).then(|| Self { rule, who: self.who.clone() })
    }

    /// When their access ends, as a form offers it: which of the conditions says so.
    fn ends(&self) -> Option<(usize, Ends)> {
        self.conditions().into_iter().enumerate().find_map(|(at, rule)| Some((at, Ends::of(rule)?)))
    }

    /// What of it a form offers.
    #[must_use]
    pub fn end(&self) -> Option<Ends> {
        self.ends().map(|(_, ends)| ends)
    }

    /// With one more, which goes for all records that the others let through.
    fn and(asked: Option<Self>, one: Rule, who: &Variables) -> Self {
        let rules = asked.map(|asked| asked.rule).into_iter().chain([one]).collect();
        Self { rule: Rule::All(rules).normalised(), who: who.clone() }
    }
}

/// A moment compared with a day: on it is any moment of it, later than it is after its last one.
fn on_day(field: &str, op: Op, day: &str) -> Value {
    let (first, last) = (format!("{day}T00:00:00Z"), format!("{day}T23:59:59.999999Z"));
    let is = |op: Op, value: Value| json!({ field: { op.name(): value } });
    match op {
        Op::Eq => is(Op::Between, json!([first, last])),
        Op::Neq => json!({ "_or": [is(Op::Lt, json!(first)), is(Op::Gt, json!(last)), is(Op::Null, json!(true))] }),
        Op::Gt | Op::Lte => is(op, json!(last)),
        op => is(op, json!(first)),
    }
}

/// What a rule calls fields, wherever in it: whatever is no operator.
fn names(json: &Value) -> Vec<String> {
    match json {
        Value::Object(entries) => {
            let own = entries.keys().filter(|name| !name.starts_with('_')).cloned();
            own.chain(entries.values().flat_map(names)).collect()
        }
        Value::Array(list) => list.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

/// The fields that a list can be narrowed by, for whom they are open.
#[must_use]
pub fn offered(actor: &Actor) -> Vec<&'static Field> {
    let open = open_to(actor);
    let is_plain = |field: &Field| !matches!(field.kind, Kind::Opaque | Kind::Id | Kind::Ids) && !ELSEWHERE.contains(&field.name);
    let is_retired = |field: &Field| field.definition().is_some_and(|added| added.is_retired);
    actor.schema().fields(Collection::Users).filter(|field| is_plain(field) && !is_retired(field) && open.has_field(field)).collect()
}

/// The fields that a reader sees of somebody or other beside themselves.
#[must_use]
pub fn open_to(actor: &Actor) -> Fields {
    actor.scope(Action::Read, Collection::Users).beyond_own().fields()
}

impl<'a> Asker<'a> {
    #[must_use]
    pub fn of(actor: &'a Actor, page: &'a Page) -> Self {
        let usual = Arrangement::remembered(&page.arrangement, actor.schema(), open_to(actor));
        Self { actor, reader: &page.reader, usual }
    }

    #[must_use]
    pub fn open(&self) -> Fields {
        open_to(self.actor)
    }

    /// The rule as an address spells it.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Asked> {
        let rule = Rule::parse(self.actor.schema(), Collection::Users, text).ok().filter(|rule| rule.fields().len() <= MOST)?;
        Some(Asked { rule, who: self.actor.rights.who.clone() })
    }

    /// The rule as somebody writes it; `None` where it lets everybody through.
    ///
    /// # Errors
    /// What is wrong with it; a field that they may read of nobody is as good as none.
    pub fn written(&self, text: &str) -> Result<Option<Asked>, Words> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        // Names first: what is said of a value tells what its field takes.
        let (schema, open) = (self.actor.schema(), self.open());
        let is_known = |name: &str| schema.field(Collection::Users, name).is_some_and(|field| open.has_field(field));
        let named = serde_json::from_str(text).map(|json| names(&json)).unwrap_or_default();
        if let Some(unknown) = named.into_iter().find(|name| !is_known(name)) {
            return Err(Words::new("rule-unknown-field").with("name", unknown.chars().take(40).collect::<String>()));
        }
        let rule = Rule::parse(schema, Collection::Users, text).map_err(|problem| problem.words)?;
        if rule.fields().len() > MOST {
            return Err(Words::new("error-filter-many").with("max", MOST));
        }
        Ok(Some(Asked { rule, who: self.actor.rights.who.clone() }).filter(|asked| !asked.rule.is_everything()))
    }

    /// A field that the list can be narrowed by; to who may not read it of anybody, it does not exist.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        offered(self.actor).into_iter().find(|field| field.name == name)
    }

    /// The filter with another condition on when access ends, or with none of those that forms offer.
    ///
    /// # Errors
    /// `Malformed` for what no form offers.
    pub fn ending(&self, asked: Option<Asked>, name: &str) -> Result<(Option<Asked>, Draft), Error> {
        let wrong = || Error::Malformed("end");
        let rest = match asked.as_ref().and_then(Asked::ends) {
            Some((at, _)) => asked.and_then(|asked| asked.without(at)),
            None => asked,
        };
        if name.is_empty() {
            return Ok((rest, Draft::default()));
        }
        self.field("expires_at").ok_or_else(wrong)?;
        let rule = Ends::from_name(name).and_then(Ends::rule).ok_or_else(wrong)?;
        if rest.as_ref().is_some_and(|rest| rest.rule.fields().len() >= MOST) {
            return Ok((rest, Draft { problem: Some(Words::new("error-filter-many").with("max", MOST)), ..Draft::default() }));
        }
        Ok((Some(Asked::and(rest, rule, &self.actor.rights.who)), Draft::default()))
    }

    /// The filter with a condition that was typed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&self, asked: Option<Asked>, field: &'static Field, typed: &Draft) -> Result<Asked, Words> {
        let schema: &Schema = self.actor.schema();
        let op = Op::from_name(&typed.op).ok_or_else(|| Words::new("error-choose"))?;
        // Of a list, "is" means that it is in it.
        let op = match (op, field.kind) {
            (Op::Eq, Kind::List) => Op::Contains,
            (Op::Neq, Kind::List) => Op::Ncontains,
            (op, _) => op,
        };
        if !op.fits(field.kind) {
            return Err(Words::new("error-filter-op").with("field", rules::named(self.reader, Collection::Users, field).into_owned()));
        }
        let day = rules::day(typed.value.trim()).filter(|_| field.kind == Kind::Moment);
        let json = match (op, day) {
            (Op::Null | Op::Nnull, _) => json!({ field.name: { op.name(): true } }),
            (_, Some(day)) => on_day(field.name, op, &day.to_string()),
            _ => json!({ field.name: { op.name(): self.value(field, typed.value.trim()) } }),
        };
        let rule = rules::parse(schema, Collection::Users, &json).map_err(|problem| self.said(field, problem.words))?;
        let asked = Asked::and(asked, rule, &self.actor.rights.who);
        // Counted when it is whole: a day that it is not is three comparisons.
        if asked.rule.fields().len() > MOST { Err(Words::new("error-filter-many").with("max", MOST)) } else { Ok(asked) }
    }

    /// What was typed as rules write it: choices by their values, yes and no.
    fn value(&self, field: &'static Field, typed: &str) -> Value {
        if let Some(choice) = self.options(field).into_iter().find(|(value, word)| fold(word) == fold(typed) || *value == typed) {
            return if field.kind == Kind::Flag { json!(choice.0 == "true") } else { json!(choice.0) };
        }
        match field.kind {
            Kind::Number => custom::number(typed).map_or_else(|| json!(typed), rules::number),
            _ => json!(typed),
        }
    }

    /// What a field has to choose from: what is stored, and what it is called.
    #[must_use]
    pub fn options(&self, field: &'static Field) -> Vec<(&'static str, String)> {
        if field.name == "language" {
            return Language::OFFERED.iter().map(|(language, name)| (language.tag(), (*name).to_owned())).collect();
        }
        rules::options(self.reader, field)
    }

    /// Not as rules put it, but as whoever fills in a form knows it.
    fn said(&self, field: &'static Field, words: Words) -> Words {
        let options = self.options(field);
        match field.kind {
            _ if !options.is_empty() => {
                Words::new("rule-want-choice").with("words", options.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(", "))
            }
            Kind::Moment => Words::new("rule-want-day"),
            _ => words,
        }
    }
}
