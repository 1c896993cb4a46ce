//! A rule in SQL lets the same rows through as the rule in memory, on either database.

use proptest::strategy::{Strategy, ValueTree};
use rolecall::db::{Ask, Db};
use rolecall::rules::{Collection, DEPTH, Place, Rule, TESTS, VALUES, Variables, parse, table_of};
use sea_query::{Expr, Query, SelectStatement};
use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::generate::{asking_all, rule};
use super::people::{Dice, Person, SCHEMA, askers, people, store};
use super::support::Database;
use super::{fresh, runner};

/// Rules asked on each database.
const RULES: usize = 3000;

#[derive(FromRow)]
struct Answer {
    id: Uuid,
    /// None where SQL says neither yes nor no, which it never may.
    holds: Option<bool>,
}

#[tokio::test]
async fn sqlite_and_memory_agree() {
    agree_on(&fresh::sqlite()).await;
}

#[tokio::test]
async fn postgresql_and_memory_agree() {
    if let Some(database) = fresh::postgres().await {
        agree_on(&database).await;
    }
}

async fn agree_on(database: &Database) {
    let db = database.open().await;
    let people = people(40, &mut Dice(1));
    store(&db, &people).await;
    let askers = askers();
    let mut runner = runner(1);
    let mut with_both = 0;
    // Each field with each operator, for everyone who asks; then whatever comes.
    let one_each = asking_all(Collection::Users, |_| true);
    // An invitation's record holds what is its user's.
    let of_user = asking_all(Collection::Invitations, |field| matches!(field.place, Place::OfUser { .. }));
    for number in 0..RULES {
        let who = &askers[number % askers.len()];
        let (collection, strategy) = match number / askers.len() {
            at if at < one_each.len() => (Collection::Users, one_each[at].clone()),
            at if at % 10 == 0 => (Collection::Invitations, of_user[at / 10 % of_user.len()].clone()),
            _ => (Collection::Users, rule().boxed()),
        };
        let mut tree = strategy.new_tree(&mut runner).expect("a rule");
        let Err(first) = agree(&db, collection, &people, &tree.current(), who).await else {
            let holding = people.iter().filter(|person| tree.current().holds(*person, who)).count();
            with_both += usize::from(holding > 0 && holding < people.len());
            continue;
        };
        let mut smallest = (tree.current(), first);
        let mut can_change = tree.simplify();
        while can_change {
            can_change = match agree(&db, collection, &people, &tree.current(), who).await {
                Err(difference) => {
                    smallest = (tree.current(), difference);
                    tree.simplify()
                }
                Ok(()) => tree.complicate(),
            };
        }
        panic!("{}, rule {number} of seed 1, asked by {who:?}: {}\n{}", db.name(), smallest.0.to_json(), smallest.1);
    }
    assert!(with_both > RULES / 2, "only {with_both} of {RULES} rules let some through and some not");
    db.close().await;
}

/// Where the database says otherwise, for whom.
async fn agree(mut db: &Db, collection: Collection, people: &[Person], rule: &Rule, who: &Variables) -> Result<(), String> {
    let mut select = Query::select();
    select.column("id").expr_as(rule.to_sql_on(collection, who, db), "holds").from(table_of(collection));
    let asked = format!("{select:?}");
    let answers: Vec<Answer> = db.all(select.into()).await.map_err(|error| format!("{error}\n{asked}"))?;
    assert_eq!(answers.len(), people.len());
    let found: Vec<Uuid> = through(db, collection, rule, who).await?;
    for answer in answers {
        let person = people.iter().find(|person| person.id == answer.id).expect("one of them");
        let holds = rule.holds(person, who);
        if Some(holds) != answer.holds {
            return Err(format!("{:?} for {person:?}\n{asked}", answer.holds));
        }
        if holds != found.contains(&person.id) {
            return Err(format!("as a condition, not so for {person:?}\n{asked}"));
        }
    }
    Ok(())
}

/// The rows that the rule lets through as a condition, in passing.
async fn through(mut db: &Db, collection: Collection, rule: &Rule, who: &Variables) -> Result<Vec<Uuid>, String> {
    let mut select = Query::select();
    let table = table_of(collection);
    select.column("id").from(table);
    if !rule.is_everything() {
        select.and_where(rule.to_sql(collection, who, db, &|column| db.in_passing(Expr::col((table, column)))));
    }
    let found: Vec<(Uuid,)> = db.all(select.into()).await.map_err(|error| error.to_string())?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// What the parser lets pass, the databases take.
async fn the_largest_rule_is_taken(mut db: &Db) {
    let values: Vec<String> = (0..VALUES).map(|n| n.to_string()).collect();
    let tests = vec![json!({ "phone": { "_nin": values } }); TESTS - DEPTH];
    let nested = (1..DEPTH).fold(json!({ "_or": tests }), |inner, _| json!({ "_and": [inner, { "title": { "_nnull": true } }] }));
    let rule = parse(&SCHEMA, Collection::Users, &nested).expect("no larger than rules may be");
    let mut select = Query::select();
    select.column("id").from("users").and_where(rule.to_sql_on(Collection::Users, &askers()[0], db));
    let found: Vec<(Uuid,)> = db.all(select.into()).await.expect("the database takes it");
    assert_eq!(found, []);
}

/// Every field of every collection stands where it is said to stand.
async fn every_field_is_there(mut db: &Db) {
    for collection in Collection::ALL {
        for rule in super::generate::one_of_each(collection) {
            let mut select: SelectStatement = Query::select();
            select.expr(Expr::val(1)).from(table_of(collection)).and_where(rule.to_sql_on(collection, &askers()[1], db));
            let found: Result<Vec<(i32,)>, _> = db.all(select.into()).await;
            assert!(found.is_ok(), "{} {}: {found:?}", collection.name(), rule.to_json());
        }
    }
}

#[tokio::test]
async fn every_field_and_the_largest_rule_fit_sqlite() {
    let database = fresh::sqlite();
    let db = database.open().await;
    every_field_is_there(&db).await;
    the_largest_rule_is_taken(&db).await;
}

#[tokio::test]
async fn every_field_and_the_largest_rule_fit_postgresql() {
    if let Some(database) = fresh::postgres().await {
        let db = database.open().await;
        every_field_is_there(&db).await;
        the_largest_rule_is_taken(&db).await;
        db.close().await;
    }
}
