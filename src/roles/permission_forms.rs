//! What the forms of permissions post.

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use validator::Validate;

use super::permission::{Change, Condition, Entry, check_defaults, fields_for, to_conditions, to_json};
use super::wording::Wording;
use crate::access::Fields;
use crate::i18n::{Reader, Words};
use crate::rules::{self, Action, Collection, Problem, Rule, Schema};
use crate::web::{Error, Form, Problems, Result};

/// A change that was seen in the review.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ApplyForm {
    pub version: i64,
    pub change: String,
    /// The permission it comes from, for the way back; the matrix without one.
    #[serde(default)]
    pub from: String,
    /// "on" where it takes another change back.
    #[serde(default)]
    pub undo: String,
    /// Where the notice stood.
    #[serde(default)]
    pub back: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct PermissionForm {
    pub version: i64,
    #[serde(default)]
    pub collection: String,
    #[serde(default)]
    pub action: String,
    /// "everything", "own", "where" or "json".
    #[serde(default)]
    pub records: String,
    /// "any" or "all" of the conditions.
    #[serde(default)]
    pub r#match: String,
    #[serde(default)]
    pub field: Vec<String>,
    #[serde(default)]
    pub op: Vec<String>,
    #[serde(default)]
    pub value: Vec<String>,
    #[serde(default)]
    pub json: String,
    /// "all" or "some" fields.
    #[serde(default)]
    pub fields: String,
    #[serde(default)]
    pub open: Vec<String>,
    #[serde(default)]
    pub defaults: String,
    /// The button: "review", "add", "drop-2", "json", "where".
    #[serde(default)]
    pub act: String,
    /// Back from the review.
    #[serde(default)]
    pub change: String,
}

/// A change as it is carried from page to page; each permission in it can be stored.
///
/// # Errors
/// `Malformed` for what no page of ours carries.
pub fn change_of(schema: &Schema, text: &str) -> Result<Change> {
    let change: Change = serde_json::from_str(text).map_err(|_| Error::Malformed("change"))?;
    let put = change.put.into_iter().map(|entry| entry.checked(schema)).collect::<Option<Vec<_>>>();
    Ok(Change { put: put.ok_or(Error::Malformed("change"))?, ..change })
}

impl PermissionForm {
    /// What it is for.
    ///
    /// # Errors
    /// `NotFound` for what is no collection, or no action.
    pub fn place(&self) -> Result<(Collection, Action)> {
        place(&self.collection, &self.action)
    }

    pub fn conditions(&self) -> Vec<Condition> {
        let text = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        let of = |at| Condition { field: text(&self.field, at), op: text(&self.op, at), value: text(&self.value, at) };
        (0..self.field.len().min(rules::TESTS + 1)).map(of).collect()
    }

    /// The rule as it stands in the form, with these conditions as they are read.
    ///
    /// # Errors
    /// What is wrong with it, and in which part of the form.
    pub fn rule(
        &self,
        collection: Collection,
        conditions: &[Condition],
        wording: &Wording,
    ) -> std::result::Result<Rule, (&'static str, Problem)> {
        let unsaid = || ("records", Problem { place: String::new(), words: Words::new("error-choose-records") });
        match self.records.as_str() {
            "everything" => Ok(Rule::everything()),
            "own" => Rule::own(collection).ok_or_else(unsaid),
            "json" => Rule::parse(&wording.schema, collection, &self.json).map_err(|problem| ("json", problem)),
            "where" => {
                if conditions.iter().all(|one| one.field.is_empty()) {
                    return Err(("conditions", Problem { place: String::new(), words: Words::new("error-no-condition") }));
                }
                if let Some((n, words)) = (1..).zip(faults(collection, conditions, wording)).find_map(|(n, fault)| Some((n, fault?))) {
                    return Err(("conditions", Problem { place: format!("#{n}"), words }));
                }
                let json = to_json(&wording.schema, collection, self.r#match == "any", conditions);
                rules::parse(&wording.schema, collection, &json).map_err(|problem| ("conditions", problem))
            }
            _ => Err(unsaid()),
        }
    }

    /// The permission in place of the one that was drawn, or everything that is wrong with it.
    ///
    /// # Errors
    /// The problems, in the order of the form.
    pub fn entry(
        &self,
        drawn: Option<&Entry>,
        (collection, action): (Collection, Action),
        conditions: &[Condition],
        wording: &Wording,
    ) -> std::result::Result<Entry, Problems> {
        let mut problems = Problems::new();
        let (was, had) = drawn.map(|entry| form_of(&wording.schema, entry, 0)).unwrap_or_default();
        let rule = self.rule(collection, conditions, wording);
        let rule = rule.map_err(|(part, problem)| problems.push((part, said(&problem, &wording.reader)))).ok();
        // What was typed and would count for nothing is most likely a choice that was forgotten.
        let typed = || conditions.iter().filter(|one| !one.field.is_empty());
        if rule.is_some() && matches!(self.records.as_str(), "everything" | "own") && typed().any(|one| !had.contains(one)) {
            problems.push(("conditions", Words::new("error-conditions-unused")));
        }
        let known = |name: &&str| fields_for(&wording.schema, collection, action).any(|field| field.name == *name);
        let fields = match (self.fields.as_str(), action) {
            (_, Action::Delete) => Ok(Fields::all(collection)),
            ("all", _) if self.open.iter().any(|name| !was.has("open", name)) => Err(Words::new("error-fields-unused")),
            ("all", _) => Ok(Fields::all(collection)),
            ("some", _) => {
                let fields = Fields::of(&wording.schema, collection, self.open.iter().map(String::as_str).filter(known));
                Some(fields).filter(|fields| !fields.is_empty()).ok_or_else(|| Words::new("error-no-field"))
            }
            _ => Err(Words::new("error-choose-fields")),
        };
        let fields = fields.map_err(|words| problems.push(("open", words))).ok();
        let defaults = if self.defaults.is_empty() { Ok(json!({})) } else { serde_json::from_str(&self.defaults) };
        let defaults: Value = defaults.unwrap_or_default();
        if let Some(Err(words)) = fields.map(|fields| check_defaults(&wording.schema, (collection, action), fields, &defaults)) {
            problems.push(("defaults", words));
        }
        match (rule, fields) {
            (Some(rule), Some(fields)) if problems.is_empty() => Ok(Entry {
                id: drawn.map_or_else(Uuid::now_v7, |entry| entry.id),
                collection: collection.name().into(),
                action: action.name().into(),
                rule: rule.to_json(),
                fields: fields.to_stored(&wording.schema),
                defaults,
            }),
            _ => Err(problems),
        }
    }
}

/// # Errors
/// `NotFound` for what is no collection, or no action.
pub fn place(collection: &str, action: &str) -> Result<(Collection, Action)> {
    Collection::from_name(collection).zip(Action::from_name(action)).ok_or(Error::NotFound)
}

/// What is wrong with each of these conditions.
pub fn faults(collection: Collection, conditions: &[Condition], wording: &Wording) -> Vec<Option<Words>> {
    let fault = |one: &Condition| {
        let problem =
            rules::parse(&wording.schema, collection, &to_json(&wording.schema, collection, false, std::slice::from_ref(one))).err()?;
        let field = wording.schema.field(collection, &one.field);
        let options = field.map(|field| wording.options(field)).unwrap_or_default();
        Some(match problem.words.key {
            "rule-want-id" if field.is_some_and(|field| field.names(collection).is_some()) => Words::new("error-condition-name"),
            // Not as they are stored, but as the reader knows them.
            "rule-want-choice" | "rule-want-flag" if !options.is_empty() => {
                let words: Vec<String> = options.into_iter().map(|(_, word)| word).collect();
                Words::new("rule-want-choice").with("words", words.join(", "))
            }
            _ => problem.words,
        })
    };
    conditions.iter().map(fault).collect()
}

/// What is wrong with a rule, with its place: `_or[1].phone._eq`, or the number of a condition.
pub fn said(problem: &Problem, reader: &Reader) -> Words {
    if problem.place.is_empty() {
        return problem.words.clone();
    }
    if let Some(n) = problem.place.strip_prefix('#') {
        return Words::new("error-condition").with("n", n).with("what", problem.words.to(reader).into_owned());
    }
    Words::new("rule-problem").with("place", problem.place.as_str()).with("what", problem.words.to(reader).into_owned())
}

/// The form of a permission as it is stored.
pub fn form_of(schema: &Schema, entry: &Entry, version: i64) -> (Form, Vec<Condition>) {
    let (collection, rule, fields) = match entry.permission(schema) {
        Some(one) => (Some(one.collection), one.rule, Some(one.fields)),
        None => (None, Rule::everything(), None),
    };
    let own = collection.and_then(Rule::own);
    let conditions = to_conditions(&rule).filter(|(_, conditions)| !conditions.is_empty());
    let records = match (&conditions, own.as_ref() == Some(&rule)) {
        _ if rule.is_everything() => "everything",
        (_, true) => "own",
        (Some(_), _) => "where",
        (None, _) => "json",
    };
    let is_any = conditions.as_ref().is_some_and(|(is_any, _)| *is_any);
    let all = fields.is_none_or(Fields::is_all);
    let mut form = vec![
        ("version", version.to_string()),
        ("collection", entry.collection.clone()),
        ("action", entry.action.clone()),
        ("records", records.into()),
        ("match", if is_any { "any" } else { "all" }.into()),
        ("json", pretty(&rule)),
        ("fields", if all { "all" } else { "some" }.into()),
        ("defaults", if entry.defaults == json!({}) { String::new() } else { entry.defaults.to_string() }),
    ];
    let names = fields.filter(|_| !all).map(|fields| fields.names(schema));
    form.extend(names.into_iter().flatten().map(|name| ("open", name.to_owned())));
    (Form::of(form), conditions.map(|(_, conditions)| conditions).unwrap_or_default())
}

/// A rule as people read JSON.
pub fn pretty(rule: &Rule) -> String {
    serde_json::to_string_pretty(&rule.to_json()).unwrap_or_default()
}
