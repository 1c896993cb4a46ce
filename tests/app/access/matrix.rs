//! Permission × record × address: what each page says is worked out a second time, from a table, and compared.

use rolecall::sql;
use rolecall::users::{Status, Typed};
use serde_json::json;

use super::{Permission, permission};
use crate::browser::Browser;
use crate::house::{House, Person};

/// Somebody of whom Tess may see more or less.
struct Record {
    person: Person,
    status: &'static str,
    company: &'static str,
    is_member: bool,
    /// Has more rights than Tess.
    is_admin: bool,
    is_tess: bool,
}

/// A permission, and the same once more as a plain question.
struct Clause {
    permission: Permission,
    lets_through: fn(&Record) -> bool,
}

fn clause(action: &'static str, rule: serde_json::Value, fields: &[&'static str], lets_through: fn(&Record) -> bool) -> Clause {
    Clause { permission: permission("users", action, rule, fields), lets_through }
}

/// The end of an address, the field that it changes, and what the form says.
type Act<'a> = (&'static str, &'static str, Vec<(&'static str, &'a str)>);

const EVERYBODY: fn(&Record) -> bool = |_| true;
const ACME: fn(&Record) -> bool = |record| record.company == "Acme";
const NORTH: fn(&Record) -> bool = |record| record.company == "North";
const MEMBERS: fn(&Record) -> bool = |record| record.is_member;
const BEYOND: fn(&Record) -> bool = |record| record.status != "draft";

/// The preset that every role for the pages starts with.
fn preset() -> Vec<Clause> {
    let own = || json!({"id": {"_eq": "$CURRENT_USER"}});
    let details = ["first_name", "last_name", "title", "company", "location", "phone", "description", "tags"];
    vec![clause("read", own(), &["*"], |record| record.is_tess), clause("update", own(), &details, |record| record.is_tess)]
}

/// The roles that are tried, each by a name for the message.
fn roles(crew: &str) -> Vec<(&'static str, Vec<Clause>)> {
    let acme = || json!({"company": {"_eq": "Acme"}});
    let north = || json!({"company": {"_eq": "North"}});
    let crew = || json!({"groups": {"_in": [crew]}});
    let prepared = || json!({"status": {"_eq": "draft"}});
    let beyond = || json!({"status": {"_neq": "draft"}});
    vec![
        ("preset only", vec![]),
        ("names of everybody", vec![clause("read", json!({}), &["first_name", "last_name"], EVERYBODY)]),
        ("everything of everybody", vec![clause("read", json!({}), &["*"], EVERYBODY)]),
        (
            "phones at Acme, titles at North",
            vec![
                clause("read", acme(), &["first_name", "last_name", "phone", "status"], ACME),
                clause("read", north(), &["first_name", "last_name", "email", "title", "role"], NORTH),
            ],
        ),
        (
            "own group, changes details",
            vec![clause("read", crew(), &["*"], MEMBERS), clause("update", crew(), &["phone", "title"], MEMBERS)],
        ),
        (
            "help desk",
            vec![
                clause("read", json!({}), &["*"], EVERYBODY),
                clause("update", beyond(), &["status", "password"], BEYOND),
                clause("update", prepared(), &["title"], |record| record.status == "draft"),
                clause("update", acme(), &["phone"], ACME),
            ],
        ),
        (
            "human resources",
            vec![
                clause("read", json!({"status": {"_neq": "draft"}}), &["*"], |record| record.status != "draft"),
                clause("update", json!({}), &["role", "first_name"], EVERYBODY),
                clause("delete", json!({"status": {"_eq": "archived"}}), &[], |record| record.status == "archived"),
            ],
        ),
        ("writes unseen", vec![clause("update", json!({}), &["*"], EVERYBODY), clause("delete", json!({}), &[], EVERYBODY)]),
    ]
}

/// The fields that an action opens on a record; `None` where it opens nothing.
fn open(clauses: &[Clause], action: &str, record: &Record) -> Option<Vec<&'static str>> {
    let matching = clauses.iter().filter(|clause| clause.permission.action == action && (clause.lets_through)(record));
    matching.map(|clause| clause.permission.fields.clone()).reduce(|all, more| [all, more].concat())
}

fn has(open: Option<&Vec<&'static str>>, field: &str) -> bool {
    open.is_some_and(|fields| fields.contains(&"*") || fields.contains(&field))
}

async fn records(house: &House, tess: &Person) -> Vec<Record> {
    let member = Some(house.people().member);
    let record = |person, status, company, is_member| Record { person, status, company, is_member, is_admin: false, is_tess: false };
    let archived = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, member).await;
    let draft = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let north = house.add("nils@north.example", ("Nils", "Berg"), Status::Active, member).await;
    let mut all = vec![
        Record { is_admin: true, ..record(house.ada(), "active", "Acme", false) },
        record(house.mia(), "active", "Acme", true),
        record(archived, "archived", "North", true),
        record(draft, "draft", "Acme", false),
        record(north, "active", "North", false),
    ];
    all.push(Record { is_tess: true, ..record(tess.clone(), "active", "Acme", false) });
    for (n, record) in all.iter().enumerate() {
        let text = |what: &str| Some(format!("{what}{n}x"));
        house
            .describe(
                &record.person,
                Typed {
                    title: text("title"),
                    phone: text("phone"),
                    location: text("location"),
                    company: Some(record.company.into()),
                    ..Typed::default()
                },
            )
            .await;
    }
    all
}

/// A house with Tess in that role, a group with Mia and Arno in it, and everyone described.
async fn house_with(n: usize) -> (House, Browser, Vec<Record>, Vec<Clause>) {
    let house = House::new().await;
    let crew = rolecall::groups::Details { name: "Crew".into(), ..rolecall::groups::Details::default() };
    let cli = rolecall::access::Actor::cli();
    let crew = rolecall::groups::create(&house.app.db, &cli, &crew, house.now()).await.expect("made");
    let clauses = roles(&crew.to_string()).swap_remove(n).1;
    let permissions: Vec<Permission> = clauses.iter().map(|clause| clause.permission.clone()).collect();
    let tess = house.tess(&permissions).await;
    let records = records(&house, &tess).await;
    let members: Vec<_> = records.iter().filter(|record| record.is_member).map(|record| record.person.id).collect();
    rolecall::groups::add_members(&house.app.db, &cli, crew, &members, house.now()).await.expect("added");
    let browser = house.browser_of(&tess).await;
    (house, browser, records, clauses.into_iter().chain(preset()).collect())
}

async fn every_role(check: impl AsyncFn(&str, &House, &Browser, &[Record], &[Clause])) {
    for n in 0..roles("").len() {
        let (house, browser, records, clauses) = house_with(n).await;
        check(roles("")[n].0, &house, &browser, &records, &clauses).await;
    }
}

#[tokio::test]
async fn a_profile_says_what_its_reader_may_read_and_nothing_else() {
    every_role(async |role, _, tess, records, clauses| {
        for (n, record) in records.iter().enumerate().filter(|(_, record)| !record.is_tess) {
            let reads = open(clauses, "read", record);
            let page = tess.get(&format!("/users/{}", record.person.id)).await;
            let name = format!("{role}: {}", record.person.name);
            assert_eq!(page.status, if reads.is_some() { 200 } else { 404 }, "{name}");
            let secrets = [
                ("title", format!("title{n}x")),
                ("phone", format!("phone{n}x")),
                ("location", format!("location{n}x")),
                ("email", record.person.email.clone()),
                ("last_name", record.person.name.split(' ').nth(1).unwrap_or_default().to_owned()),
            ];
            for (field, value) in secrets {
                let may = has(reads.as_ref(), field);
                assert_eq!(page.body.contains(&value), may, "{name}: {field}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_and_its_swap_hold_whom_the_reader_sees() {
    every_role(async |role, _, tess, records, clauses| {
        let beyond = clauses.iter().filter(|clause| clause.permission.action == "read").count() > 1;
        for swap in [false, true] {
            let request = tess.get("/users");
            let page = if swap { request.swap().await } else { request.await };
            assert_eq!(page.status, if beyond { 200 } else { 403 }, "{role}, swap {swap}");
            for record in records {
                let reads = open(clauses, "read", record);
                let listed = beyond && reads.is_some() && record.status != "archived";
                let row = page.body.contains(&format!("u-{}", record.person.id));
                assert_eq!(row, listed, "{role}: {} in the list, swap {swap}", record.person.name);
                let shown = listed && has(reads.as_ref(), "email");
                if record.person.email != "tess@acme.example" {
                    assert_eq!(page.text().contains(&record.person.email), shown, "{role}: address of {}", record.person.name);
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn forms_open_for_those_who_may_change_something_in_them() {
    every_role(async |role, _, tess, records, clauses| {
        for record in records {
            let (reads, updates) = (open(clauses, "read", record), open(clauses, "update", record));
            let forms: [(&str, bool); 5] = [
                (
                    "details",
                    ["first_name", "last_name", "title", "company", "location", "phone", "description", "tags"]
                        .iter()
                        .any(|field| has(updates.as_ref(), field) && has(reads.as_ref(), field)),
                ),
                ("status", has(updates.as_ref(), "status")),
                ("role", has(updates.as_ref(), "role")),
                ("password", has(updates.as_ref(), "password")),
                ("delete", open(clauses, "delete", record).is_some()),
            ];
            for (form, may) in forms {
                let wanted = match (&reads, may) {
                    (None, _) => 404,
                    (Some(_), true) => 200,
                    (Some(_), false) => 403,
                };
                let page = tess.get(&format!("/users/{}/{form}", record.person.id)).await;
                assert_eq!(page.status, wanted, "{role}: {form} of {}", record.person.name);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_done_is_refused_and_changes_nothing() {
    every_role(async |role, house, tess, records, clauses| {
        for record in records.iter().filter(|record| !record.is_tess) {
            let (reads, updates) = (open(clauses, "read", record), open(clauses, "update", record));
            let id = record.person.id;
            let before = house.user(&record.person).await;
            let member = house.people().member.to_string();
            // What the member role needs and everybody has: their own record. Only an administrator has more than Tess.
            let acts: [Act<'_>; 3] = [
                ("status", "status", vec![("status", "archived")]),
                ("role", "role", vec![("role", &member)]),
                ("password", "password", vec![]),
            ];
            for (path, field, form) in acts {
                let answer = tess.post(&format!("/users/{id}/{path}"), &form).await;
                let after = house.user(&record.person).await;
                let name = format!("{role}: {path} of {}", record.person.name);
                if reads.is_none() {
                    assert_eq!(answer.status, 404, "{name}");
                } else if !has(updates.as_ref(), field) {
                    assert_eq!(answer.status, 403, "{name}");
                } else if record.is_admin {
                    assert_eq!(answer.status, 409, "{name}: {}", answer.text());
                }
                if reads.is_none() || !has(updates.as_ref(), field) || record.is_admin {
                    assert_eq!((before.status, before.role_id, before.version), (after.status, after.role_id, after.version), "{name}");
                } else if before.version != after.version {
                    // It was theirs to do; the next form meets the record as it was.
                    let undo = sql!(
                        "UPDATE users SET status = $2, role_id = $3, version = $4, status_before = NULL WHERE id = $1",
                        id,
                        before.status.name(),
                        before.role_id,
                        before.version
                    );
                    house.app.db.run(undo).await.expect("written");
                }
            }
        }
    })
    .await;
}
