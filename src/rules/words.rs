//! Rules in words: what their readers know the collections, fields and comparisons as.

use std::borrow::Cow;

use uuid::Uuid;

use super::collection::{Action, Collection, Field, Kind};
use super::operand;
use super::rule::{Op, Operand, Rule, Test};
use crate::i18n::{self, Reader, Words};

impl Collection {
    /// The key of its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Audit => "audit-log",
            other => other.name(),
        }
    }
}

impl Action {
    /// The key of its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "change",
            Self::Delete => "delete",
        }
    }
}

impl Op {
    /// The key of its name, where it is chosen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Eq => "op-eq",
            Self::Neq => "op-neq",
            Self::In => "op-in",
            Self::Nin => "op-nin",
            Self::Null => "op-null",
            Self::Nnull => "op-nnull",
            Self::Lt => "op-lt",
            Self::Lte => "op-lte",
            Self::Gt => "op-gt",
            Self::Gte => "op-gte",
            Self::Contains => "op-contains",
            Self::Ncontains => "op-ncontains",
            Self::StartsWith => "op-starts-with",
            Self::EndsWith => "op-ends-with",
            Self::Between => "op-between-these",
        }
    }
}

/// The key of what a field is called.
#[must_use]
pub fn label(collection: Collection, field: &Field) -> &'static str {
    match (collection, field.name) {
        (Collection::Users, "expires_at") => "end-date",
        (_, "first_name") => "first-name",
        (_, "last_name") => "last-name",
        (_, "title") => "job-title",
        (_, "two_factor") => "two-factor",
        (_, "shortcuts") => "shortcuts-on",
        (_, "email_notifications") => "email-notifications",
        (_, "external_id") => "external-id",
        (_, "last_seen_at") => "last-seen",
        (_, "last_page") => "last-page",
        (_, "created_at") => "created",
        (_, "created_by") => "created-by",
        (_, "updated_at") => "changed",
        (_, "updated_by") => "changed-by",
        (_, "invited_by") => "invited-by",
        (_, "sent_at") => "sent",
        (_, "opened_at") => "opened",
        (_, "expires_at") => "expires",
        (_, "app_access") => "may-use-pages",
        (_, "admin_access") => "can-manage-everyone",
        (_, "require_2fa") => "requires-two-factor",
        (_, "ip_allow") => "allowed-networks",
        (_, "agent") => "browser",
        (_, "last_used_at") => "last-used",
        (_, "shared_with") => "shared-with",
        (_, "project_name") => "project-name",
        (_, "sign_in") => "sign-in",
        (_, "at") => "when",
        (_, "actor") => "who",
        (_, "action") => "what",
        (_, "changes") => "changed-fields",
        (_, "content") => "content",
        // The keys of the others are their names.
        _ => field.name,
    }
}

/// What a field is called.
#[must_use]
pub fn named(reader: &Reader, collection: Collection, field: &'static Field) -> Cow<'static, str> {
    field.definition().map_or_else(|| word(reader, label(collection, field)), |added| Cow::Borrowed(added.label.as_str()))
}

/// The key of what one of a field's choices is called.
#[must_use]
pub(super) fn choice(field: &Field, word: &str) -> Option<&'static str> {
    Some(match (field.name, word) {
        ("status", "draft") => "status-draft",
        ("status", "invited") => "status-invited",
        ("status", "active") => "status-active",
        ("status", "suspended") => "status-suspended",
        ("status", "archived") => "status-archived",
        ("theme", "auto") => "theme-auto",
        ("theme", "light") => "theme-light",
        ("theme", "dark") => "theme-dark",
        ("density", "comfortable") => "density-comfortable",
        ("density", "compact") => "density-compact",
        ("kind", "person") => "kind-person",
        ("kind", "service") => "kind-service",
        ("state", "waiting") => "state-waiting",
        ("state", "sent") => "state-sent",
        ("state", "failed") => "state-failed",
        ("state", "void") => "state-void",
        _ => return None,
    })
}

/// What a field has to choose from: what is stored, and what it is called.
#[must_use]
pub fn options(reader: &Reader, field: &'static Field) -> Vec<(&'static str, String)> {
    let of = |key: &str| word(reader, key).into_owned();
    match field.kind {
        Kind::Choice(words) => words.iter().map(|one| (*one, choice(field, one).map_or_else(|| (*one).to_owned(), of))).collect(),
        Kind::Flag => vec![("true", of("flag-on")), ("false", of("flag-off"))],
        _ => field.definition().into_iter().flat_map(|added| &added.choices).map(|one| (one.value.as_str(), one.label.clone())).collect(),
    }
}

/// A sentence for a rule: "Status is Active and Company is Acme". `name_of` names users, roles and groups.
#[must_use]
pub fn describe(rule: &Rule, reader: &Reader, name_of: &dyn Fn(Uuid) -> Option<String>) -> String {
    let is_own = matches!(rule, Rule::Test(test) if collection_of(test.field).and_then(Rule::own).as_ref() == Some(rule));
    if rule.is_everything() {
        word(reader, "rule-everything").into_owned()
    } else if is_own {
        word(reader, "rule-own").into_owned()
    } else {
        Describing { reader, name_of }.rule(rule, true)
    }
}

/// Fields are the same wherever they are met: equal ones of two collections are still two.
fn collection_of(field: &'static Field) -> Option<Collection> {
    Collection::ALL.into_iter().find(|collection| collection.fields().iter().any(|other| std::ptr::eq(field, other)))
}

fn word(reader: &Reader, key: &str) -> Cow<'static, str> {
    i18n::text(reader.language, key, None)
}

struct Describing<'a> {
    reader: &'a Reader,
    name_of: &'a dyn Fn(Uuid) -> Option<String>,
}

impl Describing<'_> {
    fn word(&self, key: &str) -> Cow<'static, str> {
        word(self.reader, key)
    }

    fn rule(&self, rule: &Rule, is_outermost: bool) -> String {
        let (rules, and) = match rule {
            Rule::Test(test) if is_outermost || test.values.len() < 2 => return self.test(test),
            Rule::Test(test) => return format!("({})", self.test(test)),
            Rule::All(rules) if rules.is_empty() => return self.word("rule-everything").into_owned(),
            Rule::Any(rules) if rules.is_empty() => return self.word("rule-nothing").into_owned(),
            Rule::All(rules) => (rules, self.word("rule-and")),
            Rule::Any(rules) => (rules, self.word("rule-or")),
        };
        let parts: Vec<String> = rules.iter().map(|rule| self.rule(rule, false)).collect();
        let text = parts.join(&format!(" {and} "));
        if is_outermost { text } else { format!("({text})") }
    }

    fn test(&self, test: &Test) -> String {
        let collection = collection_of(test.field).unwrap_or(Collection::Users);
        let field = named(self.reader, collection, test.field);
        let (sets, others): (Vec<_>, Vec<_>) = test.values.iter().partition(|value| is_set(value));
        let values: Vec<String> = sets.into_iter().chain(others).map(|value| self.value(test.field, value)).collect();
        if let (Op::Between, [from, to]) = (test.op, values.as_slice()) {
            let between = Words::new("op-between").with("from", from).with("to", to);
            return format!("{field} {}", between.to(self.reader));
        }
        let operator = operator(test);
        match (test.op, values.as_slice()) {
            (Op::Null | Op::Nnull, _) => format!("{field} {}", self.word(operator)),
            (_, []) => format!("{field} {} {}", self.word(operator), self.word("rule-none")),
            (_, [value]) => format!("{field} {} {value}", self.word(operator)),
            (_, [first @ .., last]) => {
                let or = self.word(if matches!(operator, "op-neither" | "op-has-neither") { "rule-nor" } else { "rule-or" });
                format!("{field} {} {} {or} {last}", self.word(operator), first.join(", "))
            }
        }
    }

    fn value(&self, field: &Field, value: &Operand) -> String {
        match value {
            Operand::Text(text) if matches!(field.kind, Kind::Choice(_)) => {
                choice(field, text).map_or_else(|| text.clone(), |key| self.word(key).into_owned())
            }
            Operand::Text(text) => field.definition().map_or(text.as_str(), |added| added.called(text)).to_owned(),
            Operand::Id(id) => (self.name_of)(*id).unwrap_or_else(|| id.to_string()),
            Operand::Moment(moment) => self.reader.date_time(moment),
            Operand::Day(day) => self.reader.date_of(*day),
            Operand::Flag(yes) => self.word(if *yes { "flag-on" } else { "flag-off" }).into_owned(),
            Operand::Number(n) => self.reader.decimal(*n),
            Operand::CurrentUser => self.word("variable-user").into_owned(),
            Operand::CurrentRole => self.word("variable-role").into_owned(),
            Operand::CurrentRoles => self.word("variable-roles").into_owned(),
            Operand::CurrentGroups => self.word("variable-groups").into_owned(),
            Operand::Now(delta) => {
                let (n, unit) = operand::in_units(*delta);
                let words = match (n, unit) {
                    (0, _) => Words::new("variable-now"),
                    (..0, "days") => Words::new("ago-days").with("n", -n),
                    (..0, "hours") => Words::new("ago-hours").with("n", -n),
                    (..0, _) => Words::new("ago-minutes").with("n", -n),
                    (_, "days") => Words::new("in-days").with("n", n),
                    (_, "hours") => Words::new("in-hours").with("n", n),
                    _ => Words::new("in-minutes").with("n", n),
                };
                words.to(self.reader).into_owned()
            }
        }
    }
}

/// Whether a value stands for several.
fn is_set(value: &Operand) -> bool {
    matches!(value, Operand::CurrentRoles | Operand::CurrentGroups)
}

/// The key of the words for a comparison.
fn operator(test: &Test) -> &'static str {
    let are_sets = test.values.is_empty() || test.values.iter().any(is_set);
    let is_one = test.values.len() == 1;
    match (test.op, test.field.kind) {
        (Op::In, Kind::Ids) if are_sets => "op-include",
        (Op::Nin, Kind::Ids) if are_sets => "op-exclude",
        (Op::In, _) if are_sets => "op-set",
        (Op::Nin, _) if are_sets => "op-no-set",
        (Op::In, Kind::Ids) => "op-has",
        (Op::Nin, Kind::Ids) if is_one => "op-has-not",
        (Op::Nin, Kind::Ids) => "op-has-neither",
        (Op::Lt, Kind::Number) => "op-less",
        (Op::Lte, Kind::Number) => "op-at-most",
        (Op::Gt, Kind::Number) => "op-more",
        (Op::Gte, Kind::Number) => "op-at-least",
        (Op::In, _) => "op-eq",
        (Op::Nin, _) if is_one => "op-neq",
        (Op::Nin, _) => "op-neither",
        (op, _) => op.word(),
    }
}
