//! The permissions of a role as they are stored, and what a change makes of them: pure.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::{Fields, Permission, takes_default};
use crate::i18n::Words;
use crate::rules::{self, Action, Collection, Extent, Field, Kind, Rule, Schema};

/// A permission as it is stored, understood or not.
#[derive(FromRow, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: Uuid,
    pub collection: String,
    pub action: String,
    pub rule: Value,
    pub fields: Value,
    /// Of the records that it lets people create.
    pub defaults: Value,
}

/// What is to become of the permissions of a role: these go, these come or take the place of those with their id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub remove: Vec<Uuid>,
    pub put: Vec<Entry>,
}

/// One permission before and after a change: one of the two may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub before: Option<Entry>,
    pub after: Option<Entry>,
}

/// How much a role may do with the records of one collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    None,
    Own,
    Some,
    All,
}

/// The fields that a permission for this can open: of what is created or changed, those that people may write at all.
pub fn fields_for(schema: &Schema, collection: Collection, action: Action) -> impl Iterator<Item = &'static Field> + use<> {
    let only_writable = matches!(action, Action::Create | Action::Update);
    schema.fields(collection).filter(move |field| field.is_writable || !only_writable)
}

impl Entry {
    /// Everything, with all fields.
    #[must_use]
    pub fn all(collection: Collection, action: Action) -> Self {
        Self {
            id: Uuid::now_v7(),
            collection: collection.name().into(),
            action: action.name().into(),
            rule: json!({}),
            fields: json!(["*"]),
            defaults: json!({}),
        }
    }

    #[must_use]
    pub fn place(&self) -> Option<(Collection, Action)> {
        Some((Collection::from_name(&self.collection)?, Action::from_name(&self.action)?))
    }

    /// As the gate understands it; `None` for what opens nothing.
    #[must_use]
    pub fn permission(&self, schema: &Schema) -> Option<Permission> {
        let (collection, action) = self.place()?;
        let rule = rules::parse(schema, collection, &self.rule).ok()?;
        let defaults = self.defaults.as_object().cloned().unwrap_or_default();
        Some(Permission { id: self.id, collection, action, rule, fields: Fields::stored(schema, collection, &self.fields)?, defaults })
    }

    /// The same in its normal form, if it can be stored so.
    #[must_use]
    pub fn checked(self, schema: &Schema) -> Option<Self> {
        let (collection, action) = self.place()?;
        let rule = rules::parse(schema, collection, &self.rule).ok()?.to_json();
        let fields = Fields::stored(schema, collection, &self.fields)?;
        let is_for = |name: &&str| fields_for(schema, collection, action).any(|field| field.name == *name);
        if fields.is_empty() || (!fields.is_all() && !fields.names(schema).iter().all(is_for)) {
            return None;
        }
        check_defaults(schema, (collection, action), fields, &self.defaults).ok()?;
        Some(Self { rule, fields: fields.to_stored(schema), ..self })
    }

    fn is_same_as(&self, other: &Self) -> bool {
        Self { id: other.id, ..self.clone() } == *other
    }

    /// As the trail keeps it: `users.read {"id":{"_eq":"$CURRENT_USER"}} ["*"]`.
    #[must_use]
    pub fn trail(&self) -> String {
        let text = format!("{}.{} {} {}", self.collection, self.action, self.rule, self.fields);
        if self.defaults == json!({}) { text } else { format!("{text} {}", self.defaults) }
    }
}

/// Whether these values can be given to what is created: fields that the permission opens, each with a value of its type.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_defaults(schema: &Schema, (collection, action): (Collection, Action), open: Fields, defaults: &Value) -> Result<(), Words> {
    let entries = defaults.as_object().ok_or_else(|| Words::new("error-defaults-object"))?;
    if action != Action::Create && !entries.is_empty() {
        return Err(Words::new("error-defaults-create"));
    }
    for (name, value) in entries {
        let wrong = |what: &'static str| Words::new(what).with("field", name.chars().take(60).collect::<String>());
        let field = fields_for(schema, collection, action).find(|field| field.name == name && open.has(name));
        let field = field.ok_or_else(|| wrong("error-defaults-field"))?;
        // The rule "the field is this" takes the same values, but for the variables.
        let test = match field.kind {
            _ if !takes_default(collection, name) => return Err(wrong("error-defaults-field")),
            Kind::List => json!({ "_and": value.as_array().ok_or_else(|| wrong("error-defaults-value"))?.iter()
                .map(|one| json!({ name: { "_contains": one } })).collect::<Vec<_>>() }),
            Kind::Ids => json!({ name: { "_in": value } }),
            _ => json!({ name: { "_eq": value } }),
        };
        let is_variable = |value: &Value| value.as_str().is_some_and(|text| text.starts_with('$'));
        let has_variable = is_variable(value) || value.as_array().is_some_and(|list| list.iter().any(is_variable));
        if has_variable || rules::parse(schema, collection, &test).is_err() {
            return Err(wrong("error-defaults-value"));
        }
    }
    Ok(())
}

impl Change {
    /// What the change amounts to for these permissions. What it would leave as it is, is no part of it; a permission that is
    /// not there (any more) comes as a new one.
    #[must_use]
    pub fn steps(&self, current: &[Entry]) -> Vec<Step> {
        let removed = current.iter().filter(|entry| self.remove.contains(&entry.id) && !self.put.iter().any(|put| put.id == entry.id));
        let mut steps: Vec<Step> = removed.map(|entry| Step { before: Some(entry.clone()), after: None }).collect();
        for entry in &self.put {
            match current.iter().find(|before| before.id == entry.id) {
                Some(before) if before.is_same_as(entry) => {}
                Some(before) => steps.push(Step { before: Some(before.clone()), after: Some(entry.clone()) }),
                None => steps.push(Step { before: None, after: Some(Entry { id: Uuid::now_v7(), ..entry.clone() }) }),
            }
        }
        steps
    }

    /// What takes these steps back.
    #[must_use]
    pub fn undoing(steps: &[Step]) -> Self {
        let added = steps.iter().filter(|step| step.before.is_none()).filter_map(|step| step.after.as_ref());
        Self { remove: added.map(|entry| entry.id).collect(), put: steps.iter().filter_map(|step| step.before.clone()).collect() }
    }

    /// From the cells of a matrix: a cell that was empty and is ticked gets everything, one that is not ticked any more loses
    /// all it has. Rows that were not shown stay as they are.
    #[must_use]
    pub fn of_cells(schema: &Schema, current: &[Entry], rows: &[Collection], ticked: &[(Collection, Action)]) -> Self {
        let mut change = Self::default();
        for collection in rows {
            for action in Action::ALL {
                let here = || readable(schema, current).filter(|(_, one)| one.collection == *collection && one.action == action);
                match (here().next().is_some(), ticked.contains(&(*collection, action))) {
                    (true, false) => change.remove.extend(here().map(|(entry, _)| entry.id)),
                    (false, true) => change.put.push(Entry::all(*collection, action)),
                    _ => {}
                }
            }
        }
        change
    }

    /// The permissions after the change.
    #[must_use]
    pub fn applied(&self, current: &[Entry]) -> Vec<Entry> {
        let steps = self.steps(current);
        let gone = |entry: &&Entry| steps.iter().any(|step| step.before.as_ref().is_some_and(|before| before.id == entry.id));
        let kept = current.iter().filter(|entry| !gone(entry)).cloned();
        kept.chain(steps.iter().filter_map(|step| step.after.clone())).collect()
    }
}

/// Those that open something.
pub fn readable<'a>(schema: &Schema, entries: &'a [Entry]) -> impl Iterator<Item = (&'a Entry, Permission)> {
    entries.iter().filter_map(|entry| Some((entry, entry.permission(schema)?)))
}

impl Reach {
    #[must_use]
    pub fn of(schema: &Schema, entries: &[Entry], collection: Collection, action: Action) -> Self {
        let here: Vec<Permission> =
            readable(schema, entries).map(|(_, one)| one).filter(|one| one.collection == collection && one.action == action).collect();
        let is_all = |one: &Permission| one.rule.is_everything() && one.fields.is_all();
        if here.is_empty() {
            Self::None
        } else if here.iter().any(is_all) {
            Self::All
        } else if here.iter().all(|one| one.rule.extent(collection) == Extent::Own) {
            Self::Own
        } else {
            Self::Some
        }
    }

    /// The key of its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "reach-none",
            Self::Own => "reach-own",
            Self::Some => "reach-some",
            Self::All => "reach-all",
        }
    }
}

/// One comparison as the builder of rules shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    pub field: String,
    pub op: String,
    pub value: String,
}

impl Condition {
    /// Whether it compares with several values, which commas separate.
    fn is_list(&self) -> bool {
        matches!(self.op.as_str(), "_in" | "_nin" | "_between") && !self.value.starts_with('$')
    }

    fn values(&self) -> impl Iterator<Item = &str> {
        self.value.split(',').map(str::trim).filter(|text| !text.is_empty())
    }

    /// With something else for each value.
    #[must_use]
    pub fn map_values(self, other: impl Fn(&str) -> String) -> Self {
        let value = if self.is_list() { self.values().map(other).collect::<Vec<_>>().join(", ") } else { other(&self.value) };
        Self { value, ..self }
    }
}

/// The rule of some conditions, as JSON; a condition without a field is not there yet.
#[must_use]
pub fn to_json(schema: &Schema, collection: Collection, is_any: bool, conditions: &[Condition]) -> Value {
    let tests = conditions.iter().filter(|one| !one.field.is_empty()).map(|one| {
        let kind = schema.field(collection, &one.field).map_or(Kind::Opaque, |field| field.kind);
        let single = |text: &str| match kind {
            Kind::Flag => text.parse::<bool>().map_or_else(|_| json!(text), Value::Bool),
            Kind::Number => text.parse::<f64>().map_or_else(|_| json!(text), rules::number),
            _ => json!(text),
        };
        let value = match one.op.as_str() {
            "_null" | "_nnull" => json!(true),
            _ if one.is_list() => one.values().map(single).collect(),
            _ => single(&one.value),
        };
        Value::Object(Map::from_iter([(one.field.clone(), Value::Object(Map::from_iter([(one.op.clone(), value)])))]))
    });
    let tests: Vec<Value> = tests.collect();
    if is_any { json!({ "_or": tests }) } else { json!({ "_and": tests }) }
}

/// The conditions of a rule, and whether any of them is enough; `None` where groups are within groups.
#[must_use]
pub fn to_conditions(rule: &Rule) -> Option<(bool, Vec<Condition>)> {
    let (is_any, rules) = match rule {
        Rule::Test(_) => (false, std::slice::from_ref(rule)),
        Rule::All(rules) => (false, rules.as_slice()),
        Rule::Any(rules) => (true, rules.as_slice()),
    };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let condition = |rule: &Rule| {
        let Rule::Test(test) = rule else { return None };
        let json = rule.to_json();
        let value = json.get(test.field.name).and_then(|ops| ops.get(test.op.name())).cloned().unwrap_or_default();
        let value = match &value {
            Value::Bool(_) if test.values.is_empty() => String::new(),
            // A text with a comma in it is no list of texts.
            Value::Array(list) if list.iter().any(|one| one.as_str().is_some_and(|text| text.contains(',') || text.trim() != text)) => {
                return None;
            }
            Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
            one => text(one),
        };
        Some(Condition { field: test.field.name.into(), op: test.op.name().into(), value })
    };
    Some((is_any, rules.iter().map(condition).collect::<Option<_>>()?))
}
