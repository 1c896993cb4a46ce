//! Rules of every kind, small enough to be met by the people of these tests, as often alike as not.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;
use rolecall::rules::{Collection, Field, Kind, Op, Operand, Rule, Test};

use super::people::{ADDRESSES, CHOICES, NUMBERS, SCHEMA, TEXTS, days, ids_of, moments};

/// Every field of a collection that rules can ask for, with every operator it knows.
pub fn questions(collection: Collection) -> Vec<(&'static Field, Op)> {
    let of = |field: &'static Field| Op::ALL.into_iter().filter(|op| op.fits(field.kind)).map(move |op| (field, op));
    SCHEMA.fields(collection).flat_map(of).collect()
}

pub fn rule() -> impl Strategy<Value = Rule> {
    test().prop_recursive(3, 12, 3, |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..4);
        // An "or" of none is refused.
        prop_oneof![some().prop_map(Rule::All), prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::Any)]
    })
}

pub fn test() -> BoxedStrategy<Rule> {
    select(questions(Collection::Users)).prop_flat_map(|(field, op)| asking(field, op)).boxed()
}

/// Any comparison of that field.
pub fn test_of(field: &'static Field) -> BoxedStrategy<Rule> {
    let ops: Vec<Op> = Op::ALL.into_iter().filter(|op| op.fits(field.kind)).collect();
    select(ops).prop_flat_map(move |op| asking(field, op)).boxed()
}

fn asking(field: &'static Field, op: Op) -> impl Strategy<Value = Rule> {
    let many = match op {
        Op::In | Op::Nin => 0..=3,
        Op::Between => 2..=2,
        Op::Null | Op::Nnull => 0..=0,
        _ => 1..=1,
    };
    prop::collection::vec(operand(field, op), many).prop_map(move |values| Rule::Test(Test { field, op, values }))
}

fn operand(field: &'static Field, op: Op) -> BoxedStrategy<Operand> {
    let is_list = matches!(op, Op::In | Op::Nin);
    match field.kind {
        _ if field.definition().is_some_and(|added| added.takes.has_choices()) => {
            select(CHOICES.to_vec()).prop_map(|text| Operand::Text(text.to_owned())).boxed()
        }
        Kind::Day => {
            let far = select(vec![0, 90, -90, 1, -1]).prop_map(|hours| Operand::Now(TimeDelta::hours(hours)));
            prop_oneof![select(days().to_vec()).prop_map(Operand::Day), far].boxed()
        }
        Kind::Text | Kind::List => prop_oneof![select(TEXTS.to_vec()), select(vec!["c", "cm", "cme", "%", "_", "'", "\"", "A", "\u{308}"])]
            .prop_map(|text| Operand::Text(text.to_owned()))
            .boxed(),
        Kind::Address => {
            let parts = select(vec!["a", "ada@", "@acme", ".example", "%", "_", "ADA", "é@"]);
            let part = matches!(op, Op::Contains | Op::Ncontains | Op::StartsWith | Op::EndsWith);
            let whole = select(ADDRESSES.to_vec());
            let either = if part { prop_oneof![whole, parts].boxed() } else { whole.boxed() };
            either.prop_map(|text| Operand::Text(text.to_lowercase())).boxed()
        }
        Kind::Choice(words) => select(words).prop_map(|word| Operand::Text(word.to_owned())).boxed(),
        Kind::Id | Kind::Ids => {
            let mut variables = vec![Operand::CurrentUser, Operand::CurrentRole];
            if is_list {
                variables.extend([Operand::CurrentRoles, Operand::CurrentGroups]);
            }
            prop_oneof![3 => select(ids_of(field).to_vec()).prop_map(Operand::Id), 2 => select(variables)].boxed()
        }
        Kind::Moment => {
            let far = select(vec![0, 90, -90, 1, -1]).prop_map(|days| Operand::Now(TimeDelta::days(days)));
            prop_oneof![select(moments().to_vec()).prop_map(Operand::Moment), far].boxed()
        }
        Kind::Flag => any::<bool>().prop_map(Operand::Flag).boxed(),
        Kind::Number => select(NUMBERS.to_vec()).prop_map(Operand::Number).boxed(),
        Kind::Opaque | Kind::Pick => unreachable!("no operator fits"),
    }
}

/// Those fields of a collection with every operator, each with whatever values.
pub fn asking_all(collection: Collection, which: impl Fn(&Field) -> bool) -> Vec<BoxedStrategy<Rule>> {
    let asked = questions(collection).into_iter().filter(|(field, _)| which(field));
    asked.map(|(field, op)| asking(field, op).boxed()).collect()
}

/// A rule for each field of a collection, of an operator that asks for its value.
pub fn one_of_each(collection: Collection) -> Vec<Rule> {
    let fields = SCHEMA.fields(collection).filter(|field| field.kind != Kind::Opaque);
    let rule = |field: &'static Field| {
        let (op, value) = match field.kind {
            Kind::Text | Kind::Address | Kind::List => (Op::Contains, Operand::Text("a".into())),
            Kind::Choice(words) => (Op::Eq, Operand::Text(words[0].into())),
            Kind::Id | Kind::Ids => (Op::In, Operand::CurrentUser),
            Kind::Moment | Kind::Day => (Op::Lt, Operand::Now(TimeDelta::zero())),
            Kind::Pick => (Op::Eq, Operand::Text(CHOICES[0].into())),
            Kind::Flag => (Op::Eq, Operand::Flag(true)),
            Kind::Number | Kind::Opaque => (Op::Eq, Operand::Number(1.5)),
        };
        Rule::Test(Test { field, op, values: vec![value] })
    };
    fields.map(rule).collect()
}
