//! The records that an action is open on, as a part of a query, and which fields of each.

use sea_query::{BinOper, CaseStatement, Expr, ExprTrait};

use crate::access::Fields;
use crate::access::catalogue::Permission;
use crate::db::Db;
use crate::rules::{Collection, Column, Field, Record, Rule, Variables};

/// Parts of a collection, each with the fields that are open on it. Without parts it holds nothing.
#[derive(Clone, Debug)]
pub struct Scope {
    collection: Collection,
    parts: Vec<(Rule, Fields)>,
    who: Option<Variables>,
}

impl Scope {
    /// All records, with all fields.
    #[must_use]
    pub fn everything(collection: Collection) -> Self {
        Self { collection, parts: vec![(Rule::everything(), Fields::all(collection))], who: None }
    }

    pub(in crate::access) fn of<'a>(collection: Collection, permissions: impl Iterator<Item = &'a Permission>, who: &Variables) -> Self {
        let mut parts: Vec<(Rule, Fields)> = Vec::new();
        for permission in permissions {
            // The same records twice are one part; so are the same fields twice, on more records.
            if let Some((_, fields)) = parts.iter_mut().find(|(rule, _)| *rule == permission.rule) {
                *fields = fields.and(permission.fields);
            } else {
                parts.push((permission.rule.clone(), permission.fields));
            }
        }
        let everywhere = parts.iter().filter(|(rule, _)| rule.is_everything()).map(|(_, fields)| *fields).reduce(Fields::and);
        if let Some(open) = everywhere {
            // What is open everywhere is open here too: parts that add nothing to it can go.
            parts.retain(|(rule, fields)| rule.is_everything() || !fields.is_within(open));
        }
        Self { collection, parts, who: Some(who.clone()) }
    }

    /// Whether every record is in it, with every field open.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.parts.iter().any(|(rule, fields)| rule.is_everything() && fields.is_all())
    }

    /// Whether every record is in it, whatever fields are open.
    #[must_use]
    pub fn has_every_record(&self) -> bool {
        self.parts.iter().any(|(rule, _)| rule.is_everything())
    }

    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.parts.is_empty()
    }

    /// The fields that are open on some record or other.
    #[must_use]
    pub fn fields(&self) -> Fields {
        self.parts.iter().fold(Fields::none(self.collection), |all, (_, fields)| all.and(*fields))
    }

    /// Whether that field is open on every record of the scope.
    #[must_use]
    pub fn always_shows(&self, field: &str) -> bool {
        self.parts.iter().any(|(rule, fields)| rule.is_everything() && fields.has(field))
            || self.parts.iter().all(|(_, fields)| fields.has(field))
    }

    /// The same of a field that may be an added one.
    #[must_use]
    pub fn always_shows_field(&self, field: &Field) -> bool {
        self.parts.iter().any(|(rule, fields)| rule.is_everything() && fields.has_field(field))
            || self.parts.iter().all(|(_, fields)| fields.has_field(field))
    }

    /// The same without one's own record, unless it is in it for another reason.
    #[must_use]
    pub fn beyond_own(&self) -> Self {
        let own = Rule::own(self.collection);
        let parts = self.parts.iter().filter(|(rule, _)| own.as_ref() != Some(rule)).cloned().collect();
        Self { parts, who: self.who.clone(), ..*self }
    }

    /// Whether one's own record is in it as such.
    #[must_use]
    pub fn may_hold_own(&self) -> bool {
        Rule::own(self.collection).is_some_and(|own| self.parts.iter().any(|(rule, _)| *rule == own))
    }

    /// Whether the rules ask for none but these fields, so that a record of these alone tells who is in.
    #[must_use]
    pub fn asks_only(&self, names: &[&str]) -> bool {
        fn asks_only(rule: &Rule, names: &[&str]) -> bool {
            match rule {
                Rule::All(rules) | Rule::Any(rules) => rules.iter().all(|rule| asks_only(rule, names)),
                Rule::Test(test) => names.contains(&test.field.name),
            }
        }
        self.parts.iter().all(|(rule, _)| asks_only(rule, names))
    }

    /// Whether the record is in the scope.
    #[must_use]
    pub fn holds(&self, record: &impl Record) -> bool {
        self.parts.iter().any(|(rule, _)| match &self.who {
            Some(who) => rule.holds(record, who),
            None => true,
        })
    }

    /// The condition that a record is in the scope; `None` where every record is.
    #[must_use]
    pub fn condition(&self, db: &Db, column: Column<'_>) -> Option<Expr> {
        (!self.has_every_record()).then(|| self.any(db, column, |_| true))
    }

    /// The condition that this field is open on a record of the scope; `None` where it always is.
    #[must_use]
    pub fn shows(&self, field: &str, db: &Db, column: Column<'_>) -> Option<Expr> {
        (!self.always_shows(field)).then(|| self.any(db, column, |fields| fields.has(field)))
    }

    /// The same of a field that may be an added one.
    #[must_use]
    pub fn shows_field(&self, field: &Field, db: &Db, column: Column<'_>) -> Option<Expr> {
        (!self.always_shows_field(field)).then(|| self.any(db, column, |fields| fields.has_field(field)))
    }

    /// The condition that all of these fields are open on a record of the scope; `None` where they always are.
    #[must_use]
    pub fn shows_all(&self, names: &[&str], db: &Db, column: Column<'_>) -> Option<Expr> {
        names.iter().filter_map(|name| self.shows(name, db, column)).reduce(ExprTrait::and)
    }

    fn any(&self, db: &Db, column: Column<'_>, which: impl Fn(Fields) -> bool) -> Expr {
        let parts = self.parts.iter().filter(|(_, fields)| which(*fields)).map(|(rule, _)| self.sql(rule, db, column));
        parts.reduce(ExprTrait::or).unwrap_or_else(|| Expr::val(1).eq(0))
    }

    /// The condition that a record is in a part whose open fields fulfil a condition of their own; `None` keeps a part out.
    #[must_use]
    pub fn where_open(&self, db: &Db, column: Column<'_>, condition: impl Fn(Fields) -> Option<Expr>) -> Expr {
        let part = |(rule, fields): &(Rule, Fields)| {
            let condition = condition(*fields)?;
            Some(if rule.is_everything() { condition } else { self.sql(rule, db, column).and(condition) })
        };
        self.parts.iter().filter_map(part).reduce(ExprTrait::or).unwrap_or_else(|| Expr::val(1).eq(0))
    }

    fn sql(&self, rule: &Rule, db: &Db, column: Column<'_>) -> Expr {
        match &self.who {
            Some(who) => rule.to_sql(self.collection, who, db, column),
            None => Expr::val(1).eq(1),
        }
    }

    /// A text column with a letter for each part, `1` where a record is in it: `fields_of` reads it.
    #[must_use]
    pub fn parts(&self, db: &Db, column: Column<'_>) -> Expr {
        let letter = |(rule, _): &(Rule, Fields)| {
            if rule.is_everything() {
                return Expr::val("1");
            }
            CaseStatement::new().case(self.sql(rule, db, column), Expr::val("1")).finally(Expr::val("0")).into()
        };
        let letters = self.parts.iter().map(letter);
        letters.reduce(|all, one| all.binary(BinOper::Custom("||"), one)).unwrap_or_else(|| Expr::val(""))
    }

    /// The fields that are open on a record with these letters.
    #[must_use]
    pub fn fields_of(&self, letters: &str) -> Fields {
        let open = self.parts.iter().zip(letters.chars()).filter(|(_, letter)| *letter == '1').map(|((_, fields), _)| *fields);
        open.fold(Fields::none(self.collection), Fields::and)
    }
}
