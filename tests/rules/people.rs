//! Records that rules could trip over: empty, missing, quoted, accented, almost alike. In memory and as rows of a database.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, TimeDelta};
use rolecall::clock::{Moment, NEVER};
use rolecall::db::{Db, Query};
use rolecall::rules::{Choice, Collection, Definition, Field, Kind, Place, Record, Schema, Stored, Type, Variables};
use sea_query::{Expr, Query as Build, Value};
use uuid::Uuid;

pub const TEXTS: [&str; 22] = [
    "Acme",
    "acme",
    "ACME",
    "Äcme",
    "A\u{308}cme",
    "äcme",
    "O'Brien \"x\"",
    "100%",
    "100x",
    "a_b",
    "axb",
    "a%b",
    "\\",
    "\\%",
    "😀",
    "😀😀",
    " ",
    "a",
    "aaa",
    "ß",
    "[]",
    "line\nbreak",
];
pub const ADDRESSES: [&str; 7] = [
    "ada@acme.example",
    "ada@acme.example.test",
    "bada@acme.example",
    "o'brien@acme.example",
    "100%_@acme.example",
    "é@xn--bcher-kva.example",
    "kim@localhost",
];

/// A field of each type that a directory can add.
pub static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    Schema::of((0..).zip(Type::ALL).map(|(slot, takes)| Definition {
        id: user(u128::from(slot)),
        slot,
        name: format!("its_{}", takes.name()),
        takes,
        label: takes.name().to_uppercase(),
        help: String::new(),
        is_required: false,
        default: String::new(),
        choices: if takes.has_choices() { CHOICES.map(choice).into() } else { Vec::new() },
        is_retired: false,
        input: Definition::input_of(&format!("its_{}", takes.name())),
    }))
});

pub const CHOICES: [&str; 4] = ["one", "two", "three", "o'four"];

fn choice(value: &str) -> Choice {
    Choice { value: value.into(), label: value.to_uppercase(), is_retired: value == "two" }
}

pub const NUMBERS: [f64; 8] = [0.0, 1.0, -1.0, 0.5, 37.5, 0.0001, -99_999_999_999.0, 10_000_000_000.5];

/// Around the present, which is some day or other, and far from it.
pub fn days() -> [NaiveDate; 6] {
    let day = present().date_naive();
    [
        day,
        day + TimeDelta::days(1),
        day - TimeDelta::days(1),
        day - TimeDelta::days(90),
        NaiveDate::from_ymd_opt(1, 1, 1).expect("a day"),
        NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day"),
    ]
}

/// Every field of users, also the added ones.
pub fn fields() -> Vec<&'static Field> {
    SCHEMA.fields(Collection::Users).collect()
}

/// A moment between two full seconds, whose text has more digits than others'.
pub fn present() -> Moment {
    DateTime::from_timestamp_micros(1_795_183_500_120_000).expect("a moment")
}

pub fn moments() -> [Moment; 10] {
    let present = present();
    let second = DateTime::from_timestamp(present.timestamp(), 0).expect("a moment");
    [
        NEVER,
        NEVER - TimeDelta::days(1),
        NEVER + TimeDelta::microseconds(1),
        second,
        second + TimeDelta::milliseconds(100),
        present - TimeDelta::microseconds(1),
        present,
        present + TimeDelta::microseconds(1),
        present - TimeDelta::days(90),
        present + TimeDelta::days(90),
    ]
}

pub fn role(n: u128) -> Uuid {
    Uuid::from_u128(0x100 + n)
}

pub fn group(n: u128) -> Uuid {
    Uuid::from_u128(0x200 + n)
}

pub fn user(n: u128) -> Uuid {
    Uuid::from_u128(0x300 + n)
}

/// Ids that fit a field: three that are there, and one that is nowhere.
pub fn ids_of(field: &Field) -> [Uuid; 4] {
    let of = |id: fn(u128) -> Uuid| [id(0), id(1), id(2), Uuid::from_u128(7)];
    match field.name {
        "role" => of(role),
        "groups" => of(group),
        _ => of(user),
    }
}

/// A stranger, and people with more and less to their name.
pub fn askers() -> [Variables; 4] {
    let now = present();
    [
        Variables { user: None, role: None, roles: Vec::new(), groups: Vec::new(), now },
        Variables { user: Some(user(0)), role: None, roles: vec![role(1)], groups: vec![group(0), group(2)], now },
        Variables { user: Some(user(1)), role: Some(role(0)), roles: vec![role(0), role(2)], groups: Vec::new(), now },
        Variables {
            user: Some(user(2)),
            role: Some(role(1)),
            roles: vec![role(1)],
            groups: vec![group(1)],
            now: now + TimeDelta::days(90),
        },
    ]
}

/// The same throws for the same seed.
pub struct Dice(pub u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed >> 33) % sides as u64).expect("a small number")
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.throw(of.len())].clone()
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.throw(3) == 0).cloned().collect()
    }
}

#[derive(Debug)]
pub struct Person {
    pub id: Uuid,
    values: BTreeMap<&'static str, Stored>,
}

impl Record for Person {
    fn value(&self, field: &'static Field) -> Stored {
        self.values[field.name].clone()
    }
}

/// So many people, the first without anything that can be left out.
pub fn people(n: usize, dice: &mut Dice) -> Vec<Person> {
    let mut external = BTreeSet::new();
    let mut people: Vec<Person> = (0..n).map(|at| person(at, dice)).collect();
    for person in &mut people {
        // No two have the same there.
        let (provider, id) = (person.values["provider"].clone(), person.values["external_id"].clone());
        if !external.insert(format!("{provider:?} {id:?}")) {
            person.values.insert("external_id", Stored::Null);
        }
    }
    people
}

fn person(at: usize, dice: &mut Dice) -> Person {
    let id = user(at as u128);
    let mut values = BTreeMap::new();
    for field in fields() {
        let is_bare = at == 0 || dice.throw(4) == 0;
        let can_be_null = matches!(field.name, "role" | "owner" | "created_by" | "updated_by" | "expires_at" | "external_id");
        let value = match (field.name, field.kind) {
            ("id", _) => Stored::Id(id),
            ("email", _) => Stored::Text(match at {
                0 => String::new(),
                at => ADDRESSES.get(at - 1).map_or_else(|| format!("user{at}@acme.example"), ToString::to_string),
            }),
            (_, Kind::Opaque) => continue,
            _ if field.definition().is_some() && is_bare => Stored::Null,
            (_, Kind::Pick) => Stored::Text(dice.one(&CHOICES).to_owned()),
            (_, Kind::List) if field.definition().is_some() => Stored::List(dice.some(&CHOICES.map(str::to_owned))),
            (_, Kind::Day) => Stored::Day(dice.one(&days())),
            (_, Kind::Number) => Stored::Number(dice.one(&NUMBERS)),
            _ if can_be_null && is_bare => Stored::Null,
            (_, Kind::Text | Kind::Address) => Stored::Text(if is_bare { String::new() } else { dice.one(&TEXTS).to_owned() }),
            (_, Kind::Choice(words)) => Stored::Text(dice.one(words).to_owned()),
            (_, Kind::Id) => Stored::Id(dice.one(&ids_of(field)[..3])),
            (_, Kind::Moment) => Stored::Moment(if is_bare { NEVER } else { dice.one(&moments()) }),
            (_, Kind::Flag) => Stored::Flag(dice.throw(2) == 0),
            (_, Kind::List) => Stored::List(if is_bare { Vec::new() } else { dice.some(&TEXTS.map(str::to_owned)) }),
            (_, Kind::Ids) => Stored::Ids(if is_bare { Vec::new() } else { dice.some(&ids_of(field)[..3]) }),
        };
        values.insert(field.name, value);
    }
    Person { id, values }
}

/// Puts them into the database, with the roles and groups they speak of.
pub async fn store(db: &Db, people: &[Person]) {
    let save = async |query: Query| db.run(query).await.expect("a row is added");
    for n in 0..3 {
        let columns = ["id", "name", "name_key", "created_at", "updated_at"];
        let name = format!("n{n}");
        for (table, id) in [("roles", role(n)), ("teams", group(n))] {
            let values = [id.into(), name.clone().into(), name.clone().into(), NEVER.into(), NEVER.into()];
            let mut insert = Build::insert();
            insert.into_table(table).columns(columns).values_panic(values.map(|value: Value| Expr::val(value)));
            save(insert.into()).await;
        }
    }
    // In one statement: they speak of each other.
    let (mut users, mut members, mut invitations) = (Build::insert(), Build::insert(), Build::insert());
    users.into_table("users");
    members.into_table("team_members").columns(["team_id", "user_id", "added_at"]);
    let columns = ["id", "user_id", "invited_by_name", "language", "sent_at", "expires_at", "created_at"];
    invitations.into_table("invitations").columns(columns);
    for person in people {
        let mut row: Vec<(&str, Value)> = vec![("status_since", NEVER.into()), ("name_key", "".into()), ("search_text", "".into())];
        let mut custom = serde_json::Map::new();
        for field in fields() {
            match (field.place, person.values.get(field.name)) {
                (Place::IsSet(column), Some(yes)) => row.push((column, (*yes == Stored::Flag(true)).then_some(present()).into())),
                (Place::Rows { .. }, Some(Stored::Ids(groups))) => {
                    for group in groups {
                        let values: [Value; 3] = [(*group).into(), person.id.into(), NEVER.into()];
                        members.values_panic(values.map(Expr::val));
                    }
                }
                (Place::Custom(_), Some(value)) if !value.is_null() => {
                    custom.insert(field.name.to_owned(), json_of(value));
                }
                (Place::Column(column), Some(value)) => {
                    row.push((column, bound(field, value)));
                    row.extend((column == "email_key").then(|| ("email", bound(field, value))));
                }
                _ => {}
            }
        }
        row.push(("custom", serde_json::Value::Object(custom).into()));
        let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        users.columns(columns).values_panic(values.into_iter().map(Expr::val));
        // An invitation by the same id: what is asked of it is asked of its user.
        let (id, now): (Value, Value) = (person.id.into(), present().into());
        let values = [id.clone(), id, "".into(), "en".into(), now.clone(), now.clone(), now];
        invitations.values_panic(values.map(Expr::val));
    }
    save(users.into()).await;
    save(members.into()).await;
    save(invitations.into()).await;
}

fn json_of(value: &Stored) -> serde_json::Value {
    match value {
        Stored::Text(text) => serde_json::json!(text),
        Stored::Day(day) => serde_json::json!(day),
        Stored::Flag(yes) => serde_json::json!(yes),
        Stored::Number(n) => rolecall::rules::number(*n),
        Stored::List(list) => serde_json::json!(list),
        _ => serde_json::Value::Null,
    }
}

fn bound(field: &Field, value: &Stored) -> Value {
    match value {
        Stored::Text(text) => text.clone().into(),
        Stored::Id(id) => (*id).into(),
        Stored::Moment(moment) => (*moment).into(),
        Stored::Flag(yes) => (*yes).into(),
        Stored::Day(day) => day.to_string().into(),
        Stored::Number(n) => (*n).into(),
        Stored::List(list) => serde_json::json!(list).into(),
        Stored::Null | Stored::Ids(_) => match field.kind {
            Kind::Id => Value::Uuid(None),
            Kind::Moment => Value::ChronoDateTimeUtc(None),
            _ => Value::String(None),
        },
    }
}
