//! A rule as a condition of SQL. It is true exactly where the evaluator says so, on either database, and false everywhere else:
//! never NULL.

use sea_query::{Alias, Expr, ExprTrait, Func, Query as Select, Value};

use super::collection::{Collection, Kind, Place, Stored};
use super::fields::table_of;
use super::rule::{Op, Rule, Test, Variables};
use crate::clock::NEVER;
use crate::db::{Db, Json};

/// A column of the collection's own table, as the query at hand names it.
pub type Column<'a> = &'a dyn Fn(&'static str) -> Expr;

impl Rule {
    /// The condition that a row is let through when this one asks. Callers of a rule that is everything leave it out.
    #[must_use]
    pub fn to_sql(&self, collection: Collection, who: &Variables, db: &Db, column: Column<'_>) -> Expr {
        let of = |rules: &[Self]| rules.iter().map(|rule| rule.to_sql(collection, who, db, column)).collect::<Vec<_>>();
        match self {
            Self::All(rules) => of(rules).into_iter().reduce(Expr::and).unwrap_or_else(|| constant(true)),
            Self::Any(rules) => of(rules).into_iter().reduce(Expr::or).unwrap_or_else(|| constant(false)),
            Self::Test(test) => {
                let is_its_own = test
                    .field
                    .definition()
                    .map_or_else(|| collection.field(test.field.name) == Some(test.field), |_| collection == Collection::Users);
                debug_assert!(is_its_own, "{} has no {}", collection.name(), test.field.name);
                test.to_sql(who, db, column)
            }
        }
    }

    /// The same, where the collection's table is in the query under its own name.
    #[must_use]
    pub fn to_sql_on(&self, collection: Collection, who: &Variables, db: &Db) -> Expr {
        self.to_sql(collection, who, db, &|column| Expr::col((table_of(collection), column)))
    }
}

/// One that no planner has to ask: written out, not bound.
fn constant(yes: bool) -> Expr {
    Expr::Constant(yes.into())
}

impl Test {
    fn to_sql(&self, who: &Variables, db: &Db, column: Column<'_>) -> Expr {
        let values = self.resolved(who);
        match self.field.place {
            Place::Column(name) => self.on(|| column(name), &values, db),
            Place::Custom(definition) => {
                let value = || db.json_entry(column("custom"), &definition.name, json_type(self.field.kind));
                self.on(value, &values, db)
            }
            Place::OfUser { key, column: name } => self.on(|| of_user(column(key), name), &values, db),
            Place::IsSet(name) => {
                let is_set = values.contains(&Stored::Flag(true));
                let is_unset = values.contains(&Stored::Flag(false));
                // Of the two, those that let the row through.
                let (set, unset) = if self.op == Op::Neq { (!is_set, !is_unset) } else { (is_set, is_unset) };
                match (set, unset) {
                    (true, false) => column(name).is_not_null(),
                    (false, true) => column(name).is_null(),
                    (both, _) => constant(both),
                }
            }
            Place::Rows { table, key, value } => {
                let mut rows = Select::select();
                rows.expr(Expr::Constant(1.into())).from(table).and_where(Expr::col((table, key)).eq(column("id")));
                let among = |mut rows: sea_query::SelectStatement| rows.and_where(is_in(Expr::col((table, value)), &values)).take();
                match self.op {
                    Op::Null => Expr::not_exists(rows),
                    Op::Nnull => Expr::exists(rows),
                    _ if values.is_empty() => constant(self.op.holds_for_null()),
                    Op::Nin => Expr::not_exists(among(rows)),
                    _ => Expr::exists(among(rows)),
                }
            }
            Place::Nowhere => constant(false),
        }
    }

    /// On one value, which may be asked for several times.
    fn on(&self, value: impl Fn() -> Expr, values: &[Stored], db: &Db) -> Expr {
        let absent = || match self.field.kind {
            Kind::Text | Kind::Address => value().is_null().or(value().eq("")),
            Kind::Moment => value().is_null().or(value().eq(NEVER)),
            Kind::List => value().is_null().or(value().eq(serde_json::json!([]))),
            _ => value().is_null(),
        };
        let Some(first) = values.first() else {
            return match self.op {
                Op::Null => absent(),
                Op::Nnull => absent().not(),
                // Unlike nothing at all, or like it.
                op => constant(op.holds_for_null()),
            };
        };
        // What is like a value is there, and its text not empty: only the order of moments would take "never" for one.
        let present = || match self.field.kind {
            Kind::Moment => value().is_not_null().and(value().ne(NEVER)),
            _ => value().is_not_null(),
        };
        let bound = |value: &Stored| Expr::val(bound(value));
        match self.op {
            Op::Null => absent(),
            Op::Nnull => absent().not(),
            Op::Eq | Op::In => value().is_not_null().and(is_in(value(), values)),
            Op::Neq | Op::Nin => value().is_null().or(is_in(value(), values).not()),
            Op::Lt => present().and(value().lt(bound(first))),
            Op::Lte => present().and(value().lte(bound(first))),
            Op::Gt => present().and(value().gt(bound(first))),
            Op::Gte => present().and(value().gte(bound(first))),
            Op::Between => match values.get(1) {
                Some(last) => present().and(value().between(bound(first), bound(last))),
                None => constant(false),
            },
            Op::Contains => value().is_not_null().and(self.holds(value, first, db)),
            Op::Ncontains => value().is_null().or(self.holds(value, first, db).not()),
            Op::StartsWith => {
                let part = Func::cust("substr").args([value(), Expr::val(1), Expr::val(letters(first))]);
                value().is_not_null().and(Expr::expr(part).eq(bound(first)))
            }
            Op::EndsWith => {
                // Where the text is the shorter one this starts anywhere, and finds what is shorter too.
                let start = Expr::expr(Func::cust("length").arg(value())).add(1 - letters(first));
                let part = Func::cust("substr").args([value(), start]);
                value().is_not_null().and(Expr::expr(part).eq(bound(first)))
            }
        }
    }

    /// Whether a text holds a part, or a list an entry. Not with LIKE, for which SQLite takes A and a as one.
    fn holds(&self, value: impl Fn() -> Expr, part: &Stored, db: &Db) -> Expr {
        match part {
            Stored::Text(text) if self.field.kind == Kind::List => db.list_holds(value(), text),
            _ => Expr::expr(Func::cust("replace").args([value(), Expr::val(bound(part)), Expr::val("")])).ne(value()),
        }
    }
}

/// What a value of that kind is in JSON.
fn json_type(kind: Kind) -> Json {
    match kind {
        Kind::Number => Json::Number,
        Kind::Flag => Json::Flag,
        Kind::List => Json::List,
        _ => Json::Text,
    }
}

fn is_in(value: Expr, values: &[Stored]) -> Expr {
    match values {
        [one] => value.eq(bound(one)),
        _ => value.is_in(values.iter().map(bound)),
    }
}

/// A column of the user whose id this is.
fn of_user(id: Expr, column: &'static str) -> Expr {
    let user = Alias::new("its_user");
    let mut select = Select::select();
    select.column((user.clone(), column)).from_as("users", user.clone()).and_where(Expr::col((user, "id")).eq(id));
    Expr::SubQuery(None, Box::new(select.into()))
}

fn letters(part: &Stored) -> i32 {
    match part {
        Stored::Text(text) => i32::try_from(text.chars().count()).unwrap_or(i32::MAX),
        _ => 0,
    }
}

fn bound(value: &Stored) -> Value {
    match value {
        Stored::Text(text) => text.as_str().into(),
        Stored::Id(id) => (*id).into(),
        Stored::Moment(moment) => (*moment).into(),
        Stored::Flag(yes) => (*yes).into(),
        Stored::Day(day) => day.to_string().into(),
        Stored::Number(n) => (*n).into(),
        // No operand stands for these.
        Stored::Null | Stored::List(_) | Stored::Ids(_) => Value::String(None),
    }
}
