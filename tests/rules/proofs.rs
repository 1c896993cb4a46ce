//! What is proved of two rules is so, and a rule that is written is read as the same one.

use std::cell::Cell;

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;
use rolecall::clock::NEVER;
use rolecall::rules::{Collection, Field, Kind, Op, Operand, Record, Rule, Stored, Test, parse};

use super::generate::{questions, rule, test_of};
use super::people::{CHOICES, Dice, NUMBERS, SCHEMA, askers, days, ids_of, moments, people, present};
use super::runner;

/// Two rules, of which the first often lets less through.
fn pairs() -> impl Strategy<Value = (Rule, Rule)> {
    let alike = || select(questions(Collection::Users)).prop_flat_map(|(field, _)| (test_of(field), test_of(field)));
    let all = |rules: [Rule; 2]| Rule::All(rules.into());
    let any = |rules: [Rule; 2]| Rule::Any(rules.into());
    prop_oneof![
        4 => alike(),
        1 => (rule(), rule()),
        1 => (rule(), rule()).prop_map(move |(one, other)| (one.clone(), any([other, one]))),
        1 => (rule(), rule()).prop_map(move |(one, other)| (all([other, one.clone()]), one)),
        2 => (alike(), alike()).prop_map(move |((a, b), (c, d))| (all([a, c]), all([b, d]))),
        2 => (alike(), alike()).prop_map(move |((a, b), (c, d))| (any([a, c]), any([b, d]))),
        2 => (alike(), alike()).prop_map(move |((a, b), (c, d))| (all([a, c]), any([b, d]))),
    ]
}

#[test]
fn whoever_is_let_through_by_a_rule_is_let_through_by_those_it_implies() {
    let (all, proved, leaves) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let strategy = (pairs(), 0..1000_u64);
    let found = runner(2).run(&strategy, |((one, other), seed)| {
        all.set(all.get() + 1);
        for who in askers() {
            let (one, other) = if seed % 2 == 0 { (one.ground(&who), other.ground(&who)) } else { (one.clone(), other.clone()) };
            if !one.implies(&other) {
                continue;
            }
            proved.set(proved.get() + 1);
            leaves.set(leaves.get() + u32::from(one != other && matches!((&one, &other), (Rule::Test(_), Rule::Test(_)))));
            for person in people(30, &mut Dice(seed)) {
                prop_assert!(
                    !one.holds(&person, &who) || other.holds(&person, &who),
                    "{} but not {}: {person:?}",
                    one.to_json(),
                    other.to_json()
                );
            }
        }
        Ok(())
    });
    found.unwrap_or_else(|failure| panic!("{failure}"));
    let (all, proved, leaves) = (all.get() * 4, proved.get(), leaves.get());
    assert!(proved * 5 > all, "only {proved} of {all} were proved");
    assert!(leaves * 40 > all, "only {leaves} of {all} were two different comparisons");
}

/// A record of which only one value is asked for.
struct Only(Stored);

impl Record for Only {
    fn value(&self, _: &'static Field) -> Stored {
        self.0.clone()
    }
}

/// Values that a field of that type can have, and operands that are like them.
fn values_and_operands(field: &'static Field) -> (Vec<Stored>, Vec<Operand>) {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let subsets = |n: usize| (0..1_usize << n).map(move |bits| (0..n).filter(move |at| bits >> at & 1 == 1));
    match field.kind {
        Kind::Text | Kind::Address => {
            let operands = texts(&["a", "b", "ab", "ba", "aba", "bab"]);
            let others = texts(&["aa", "bb", "abab", "baba", "cabc", "A", "c", ""]);
            let values = operands.iter().chain(&others).cloned().map(Stored::Text).collect();
            (values, operands.into_iter().map(Operand::Text).collect())
        }
        Kind::Choice(words) => {
            let words = texts(words);
            (words.iter().cloned().map(Stored::Text).collect(), words.into_iter().map(Operand::Text).collect())
        }
        Kind::List => {
            let words = if field.definition().is_some() { texts(&CHOICES[..3]) } else { texts(&["a", "ab", "b"]) };
            let list = |of: &mut dyn Iterator<Item = usize>| Stored::List(of.map(|at| words[at].clone()).collect());
            (subsets(3).map(|mut subset| list(&mut subset)).collect(), words.iter().cloned().map(Operand::Text).collect())
        }
        Kind::Id | Kind::Ids => {
            let ids = ids_of(field);
            let mut operands: Vec<_> = ids[..3].iter().copied().map(Operand::Id).collect();
            operands.extend([Operand::CurrentUser, Operand::CurrentRole, Operand::CurrentRoles, Operand::CurrentGroups]);
            let values = if field.kind == Kind::Id {
                ids.into_iter().map(Stored::Id).chain([Stored::Null]).collect()
            } else {
                subsets(4).map(|subset| Stored::Ids(subset.map(|at| ids[at]).collect())).collect()
            };
            (values, operands)
        }
        Kind::Moment => {
            let far = [0, 90, -90].map(|days| Operand::Now(TimeDelta::days(days)));
            let between = [-100, -1, 1, 100, 200].map(|days| Stored::Moment(present() + TimeDelta::days(days)));
            let values = moments().map(Stored::Moment).into_iter().chain(between).collect();
            let near = [NEVER, present() - TimeDelta::days(90), present(), present() + TimeDelta::days(90)];
            (values, near.map(Operand::Moment).into_iter().chain(far).collect())
        }
        Kind::Flag => ([true, false].map(Stored::Flag).to_vec(), [true, false].map(Operand::Flag).to_vec()),
        Kind::Pick => {
            let words = texts(&CHOICES);
            let values = words.iter().cloned().map(Stored::Text).chain([Stored::Null]).collect();
            (values, words.into_iter().map(Operand::Text).collect())
        }
        Kind::Day => {
            let far = [0, 1, -1, 30, -30].map(|hours| Operand::Now(TimeDelta::hours(hours)));
            let around = (-3..=3).map(|days| Stored::Day(present().date_naive() + TimeDelta::days(days)));
            let values = days().map(Stored::Day).into_iter().chain(around).chain([Stored::Null]).collect();
            (values, days()[..4].iter().copied().map(Operand::Day).chain(far).collect())
        }
        Kind::Number => {
            let values =
                NUMBERS.map(Stored::Number).into_iter().chain([0.25, 1e3, -1e3].map(Stored::Number)).chain([Stored::Null]).collect();
            (values, NUMBERS[..6].iter().copied().map(Operand::Number).collect())
        }
        Kind::Opaque => unreachable!("no rule asks for it"),
    }
}

/// Every comparison of a field with few of these operands.
fn comparisons(field: &'static Field, operands: &[Operand]) -> Vec<Rule> {
    let one = || operands.iter().map(|operand| vec![operand.clone()]);
    let two = || operands.iter().flat_map(|first| operands.iter().map(move |last| vec![first.clone(), last.clone()]));
    let ops = Op::ALL.into_iter().filter(|op| op.fits(field.kind));
    let test = |op: Op| move |values| Rule::Test(Test { field, op, values });
    let of = |op: Op| -> Vec<Rule> {
        match op {
            Op::Null | Op::Nnull => vec![test(op)(Vec::new())],
            Op::In | Op::Nin => std::iter::once(Vec::new()).chain(one()).chain(two()).map(test(op)).collect(),
            Op::Between => two().map(test(op)).collect(),
            _ => one().map(test(op)).collect(),
        }
    };
    ops.flat_map(of).collect()
}

#[test]
fn no_two_comparisons_of_a_field_are_proved_wrongly() {
    let names = ["title", "email", "status", "role", "groups", "tags", "last_seen_at", "two_factor"];
    let added = ["its_date", "its_number", "its_select", "its_multi_select", "its_boolean"];
    for name in names.into_iter().chain(added) {
        let field = SCHEMA.field(Collection::Users, name).expect("a field");
        let (values, operands) = values_and_operands(field);
        let comparisons = comparisons(field, &operands);
        // For everyone who asks, the values that each comparison lets through.
        let through = |rule: &Rule| -> Vec<bool> {
            let holds = |value: &Stored| askers().map(|who| rule.holds(&Only(value.clone()), &who));
            values.iter().flat_map(holds).collect()
        };
        let asked: Vec<_> = comparisons.iter().map(|rule| (rule, through(rule))).collect();
        let (mut proved, mut so) = (0, 0);
        for (one, by_one) in &asked {
            for (other, by_other) in &asked {
                let is_so = by_one.iter().zip(by_other).all(|(one, other)| one <= other);
                let is_proved = one.implies(other);
                assert!(is_so || !is_proved, "{}, but not {}", one.to_json(), other.to_json());
                (proved, so) = (proved + u32::from(is_proved), so + u32::from(is_so));
            }
        }
        // With variables much is so only for the few who ask here.
        let least = match field.kind {
            Kind::Id | Kind::Ids | Kind::Moment | Kind::Day => 20,
            // Much is so only for the few numbers that there are here.
            Kind::Number => 50,
            _ => 70,
        };
        assert!(proved * 100 > so * least, "{name}: {proved} of {so} are proved");
    }
}

#[test]
fn what_is_written_out_for_someone_means_the_same_to_them() {
    let found = runner(3).run(&(rule(), 0..1000_u64), |(rule, seed)| {
        for who in askers() {
            let ground = rule.ground(&who);
            for person in people(10, &mut Dice(seed)) {
                prop_assert_eq!(rule.holds(&person, &who), ground.holds(&person, &who), "{}", rule.to_json());
                prop_assert_eq!(rule.holds(&person, &who), rule.clone().normalised().holds(&person, &who));
            }
        }
        Ok(())
    });
    found.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_rule_that_is_written_is_read_as_the_same() {
    let found = runner(4).run(&rule(), |rule| {
        let rule = rule.normalised();
        let json = rule.to_json();
        let read = parse(&SCHEMA, Collection::Users, &json);
        prop_assert_eq!(read.as_ref(), Ok(&rule), "{}", json);
        prop_assert_eq!(Rule::parse(&SCHEMA, Collection::Users, &json.to_string()), read);
        Ok(())
    });
    found.unwrap_or_else(|failure| panic!("{failure}"));
}
