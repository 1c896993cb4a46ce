//! Fields that a directory adds: made, filled in, asked for by rules, renamed, put aside, deleted; and who may do what with them.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};
use crate::invitations::{JOIN, invite};

/// A field with two choices, there from the start.
pub async fn team(house: &House) -> Uuid {
    let (id, now) = (Uuid::now_v7(), house.now());
    let choices = json!([{ "value": "sales", "label": "Sales" }, { "value": "newsroom", "label": "Newsroom" }]);
    let text = "INSERT INTO fields (id, slot, name, takes, label, label_key, choices, position, created_at, updated_at)
                VALUES ($1, 0, 'team', 'select', 'Team', 'team', $2, 0, $3, $3)";
    house.app.db.run(sql!(text, id, choices, now)).await.expect("written");
    id
}

async fn add(ada: &Browser, fields: &[(&str, &str)]) -> Answer {
    ada.get("/settings/fields/new").await.is(200);
    ada.post("/settings/fields/new", fields).await
}

async fn custom(house: &House, person: &Person) -> Value {
    let (value,): (Value,) =
        rolecall::db::Ask::one(&mut &house.app.db, sql!("SELECT custom FROM users WHERE id = $1", person.id)).await.expect("there");
    value
}

/// Posts their details, from the version that is stored.
async fn fill(house: &House, browser: &Browser, person: &Person, fields: &[(&str, &str)]) -> Answer {
    let version = house.user(person).await.version.to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("version", version.as_str())]).collect();
    browser.post(&format!("/users/{}/details", person.id), &fields).await
}

/// Type, label and what is typed, what is stored, what a profile shows.
pub fn kinds() -> [(&'static str, &'static str, Vec<&'static str>, Value, &'static str); 8] {
    [
        ("text", "Badge", vec!["A-<b>7</b>"], json!("A-<b>7</b>"), "A-<b>7</b>"),
        ("long_text", "Notes", vec!["One\ntwo"], json!("One\ntwo"), "One"),
        ("number", "Hours", vec!["1037,5"], json!(1037.5), "1037.5"),
        ("boolean", "On call", vec!["no"], json!(false), "No"),
        ("date", "Start date", vec!["2026-03-01"], json!("2026-03-01"), "1 Mar 2026"),
        ("select", "Floor", vec!["first_floor"], json!("first_floor"), "First floor"),
        ("multi_select", "Skills", vec!["", "rust", "go"], json!(["go", "rust"]), "Go, Rust"),
        ("url", "Web page", vec!["https://example.org/~mia"], json!("https://example.org/~mia"), "https://example.org/~mia"),
    ]
}

pub async fn add_all(ada: &Browser) {
    for (takes, label, ..) in kinds() {
        let choices = match takes {
            "select" => "Ground floor\nFirst floor",
            "multi_select" => "Go\nRust\nSQL",
            _ => "",
        };
        add(ada, &[("label", label), ("takes", takes), ("choices", choices)]).await.leads_to("/settings/fields");
    }
}

pub fn name(label: &str) -> String {
    format!("custom.{}", label.to_lowercase().replace(' ', "_"))
}

#[tokio::test]
async fn a_field_of_each_type_is_filled_in_shown_and_kept() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    ada.get("/settings/fields").await.is(200).says("No custom fields yet");
    add_all(&ada).await;
    ada.get("/settings/fields").await.says("start_date").says("Start date").says("Several choices");
    let form = format!("/users/{}/details", mia.id);
    let names: Vec<String> = kinds().iter().map(|(_, label, ..)| name(label)).collect();
    let mut fields = vec![("title", "Editor")];
    for (name, (_, _, typed, ..)) in names.iter().zip(kinds()) {
        fields.extend(typed.into_iter().map(|typed| (name.as_str(), typed)));
    }
    fill(&house, &ada, &mia, &fields).await.leads_to(&format!("/users/{}", mia.id));
    let stored = custom(&house, &mia).await;
    let page = ada.get(&format!("/users/{}", mia.id)).await.is(200);
    for (_, label, _, value, shown) in kinds() {
        assert_eq!(stored[label.to_lowercase().replace(' ', "_")], value, "{label}");
        page.clone().says(label).says(shown);
    }
    assert!(!page.body.contains("<b>7</b>") && page.body.contains("href=\"https://example.org/~mia\""), "{}", page.body);
    // The form shows what is stored, and saving that changes nothing.
    let again = ada.get(&form).await.is(200);
    assert_eq!((again.input("custom.hours").as_str(), again.input("custom.start_date").as_str()), ("1037.5", "2026-03-01"));
    let events = house.actions().await.len();
    fill(&house, &ada, &mia, &fields).await.is(303);
    assert_eq!(house.actions().await.len(), events);
    ada.get(&format!("/audit?user={}", mia.id)).await.says("Floor").says("First floor").says("Go, Rust").never_says("first_floor");
    // Emptied, they are not there any more.
    let none: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    fill(&house, &ada, &mia, &none).await.is(303);
    assert_eq!(custom(&house, &mia).await, json!({}));
    assert_eq!(house.user(&mia).await.title, "Editor", "what a form does not have stays");
}

#[tokio::test]
async fn what_is_no_value_is_said_beside_its_field() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    add_all(&ada).await;
    let long = "x".repeat(201);
    let very_long = "x".repeat(2001);
    for (label, typed) in [
        ("Badge", long.as_str()),
        ("Badge", "two\nlines"),
        ("Notes", &very_long),
        ("Hours", "many"),
        ("Hours", "1e3"),
        ("Hours", "1,000"),
        ("Hours", "-37.500"),
        ("Hours", "1.00001"),
        ("Hours", "999999999999"),
        ("Hours", "NaN"),
        ("On call", "maybe"),
        ("Start date", "1.3.2026"),
        ("Start date", "2026-02-30"),
        ("Start date", "99999-01-01"),
        ("Floor", "cellar"),
        ("Floor", "First floor"),
        ("Skills", "cobol"),
        ("Web page", "javascript:alert(1)"),
        ("Web page", "example.org"),
        ("Web page", "https://"),
        ("Web page", "https:account/delete"),
        ("Web page", "https://rolecall.example@evil.example/"),
        ("Web page", "https:\\\\evil.example/"),
    ] {
        let name = name(label);
        let page = fill(&house, &ada, &mia, &[("title", "Kept as typed"), (&name, typed)]).await.is(422).says("There is a problem");
        assert!(page.body.contains(&format!("id=\"{name}-e\"")), "{label} {typed}: {}", page.text());
        assert!(page.input("title") == "Kept as typed", "{label} {typed}");
    }
    assert_eq!((custom(&house, &mia).await, house.user(&mia).await.title.as_str()), (json!({}), ""));
    // Nor is a control bound that no field has.
    fill(&house, &ada, &mia, &[("custom.nothing", "x")]).await.is(303);
    fill(&house, &ada, &mia, &[("custom", "x")]).await.is(400);
    assert_eq!(custom(&house, &mia).await, json!({}));
}

#[tokio::test]
async fn each_is_seen_and_changed_by_whom_permissions_let() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    add(&ada, &[("label", "Nickname"), ("takes", "text"), ("own", "on")]).await.is(303);
    add(&ada, &[("label", "Salary band"), ("takes", "number")]).await.is(303);
    fill(&house, &ada, &mia, &[("custom.nickname", "Mimi"), ("custom.salary_band", "7")]).await.is(303);
    // She sees both, and changes her own.
    let her = house.browser_of(&mia).await;
    her.get("/account").await.says("Mimi").says("Salary band");
    let form = her.get(&format!("/users/{}/details", mia.id)).await.is(200);
    assert!(form.body.contains("name=\"custom.nickname\"") && !form.body.contains("custom.salary_band"));
    fill(&house, &her, &mia, &[("custom.nickname", "Mimi the Second")]).await.is(303);
    let refused = fill(&house, &her, &mia, &[("custom.salary_band", "9")]).await.is(403);
    refused.says("Salary band");
    assert_eq!(custom(&house, &mia).await, json!({ "nickname": "Mimi the Second", "salary_band": 7 }));
    // A colleague sees of others what the role opens, a manager changes what theirs does.
    let reads = |fields: &[&'static str]| permission("users", "read", json!({}), fields);
    let colleague = house.role("Colleague", &[reads(&["first_name", "nickname"])]).await;
    let manager = [reads(&["first_name", "salary_band"]), permission("users", "update", json!({}), &["salary_band", "nickname"])];
    let manager = house.role("Manager", &manager).await;
    let otto = house.add("otto@acme.example", ("Otto", "Lind"), Status::Active, Some(colleague)).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(manager)).await;
    let (otto, rita) = (house.browser_of(&otto).await, house.browser_of(&rita).await);
    let profile = format!("/users/{}", mia.id);
    otto.get(&profile).await.is(200).says("Mimi the Second").never_says("Salary");
    fill(&house, &otto, &mia, &[("custom.nickname", "Otto was here")]).await.is(403);
    rita.get(&profile).await.is(200).says("Salary band").never_says("Mimi").never_says("Nickname");
    fill(&house, &rita, &mia, &[("custom.salary_band", "8")]).await.is(303);
    // What she may not read she cannot overwrite either.
    fill(&house, &rita, &mia, &[("custom.nickname", "x")]).await.is(303);
    // To her it is as if there were none of that name, whatever she types.
    fill(&house, &rita, &mia, &[("custom.nickname", &"x".repeat(300))]).await.is(303);
    assert_eq!(custom(&house, &mia).await, json!({ "nickname": "Mimi the Second", "salary_band": 8 }));
    ada.get("/settings/fields").await.says("Manager");
}

#[tokio::test]
async fn what_is_required_is_asked_of_those_who_may_change_it() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    add(&ada, &[("label", "Locker"), ("takes", "number"), ("required", "on")]).await.is(303);
    let page = fill(&house, &ada, &mia, &[("title", "Editor"), ("custom.locker", "")]).await.is(422).says("Enter something for Locker");
    assert_eq!(page.input("title"), "Editor");
    let her = house.browser_of(&mia).await;
    fill(&house, &her, &mia, &[("title", "Reporter")]).await.is(303);
    fill(&house, &ada, &mia, &[("custom.locker", "12")]).await.is(303);
    assert_eq!(custom(&house, &mia).await, json!({ "locker": 12 }));
}

#[tokio::test]
async fn rules_ask_for_them_and_keep_them_from_being_deleted() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let field = format!("/settings/fields/{}", team(&house).await);
    let nils = house.add_member("nils@acme.example", ("Nils", "Berg")).await;
    fill(&house, &ada, &mia, &[("custom.team", "sales")]).await.is(303);
    fill(&house, &ada, &nils, &[("custom.team", "newsroom")]).await.is(303);
    let seller = house.role("Seller", &[permission("users", "read", json!({ "team": { "_eq": "sales" } }), &["first_name", "team"])]).await;
    let otto = house.add("otto@acme.example", ("Otto", "Lind"), Status::Active, Some(seller)).await;
    let otto = house.browser_of(&otto).await;
    otto.get("/users").await.is(200).says("Mia").never_says("Nils");
    otto.get(&format!("/users/{}", mia.id)).await.is(200).says("Sales");
    otto.get(&format!("/users/{}", nils.id)).await.is(404);
    // Another name is no other choice.
    let rename = [("version", "1"), ("label", "Squad"), ("value", "sales"), ("choice", "Revenue"), ("value", "newsroom"), ("choice", "")];
    ada.post(&field, &rename).await.leads_to("/settings/fields");
    otto.get(&format!("/users/{}", mia.id)).await.is(200).says("Squad").says("Revenue").never_says("Sales");
    ada.get(&format!("/roles/{seller}/permissions?open=users")).await.says("Squad is Revenue");
    // Who has a choice that went keeps it; nobody else gets it.
    fill(&house, &ada, &nils, &[("custom.team", "newsroom"), ("title", "Editor")]).await.is(303);
    fill(&house, &ada, &mia, &[("custom.team", "newsroom")]).await.is(422);
    ada.post(&format!("{field}/delete"), &[("confirm", "squad")]).await.is(409).says("Seller");
    ada.post(&format!("{field}/delete"), &[("confirm", "Team")]).await.is(422).says("Type Squad");
    house.force("UPDATE permissions SET rule = '{}' WHERE CAST(rule AS text) LIKE '%sales%'").await.expect("written");
    ada.get(&format!("{field}/delete")).await.is(200).says("2 users have something in it");
    ada.post(&format!("{field}/delete"), &[("confirm", "squad")]).await.leads_to("/settings/fields");
    assert_eq!((custom(&house, &mia).await, custom(&house, &nils).await), (json!({}), json!({})));
    let open = house.texts(sql!("SELECT CAST(fields AS text) FROM permissions WHERE role_id = $1 AND rule = $2", seller, json!({}))).await;
    assert!(!open.iter().any(|fields| fields.contains("team")), "{open:?}");
    // A new one of that name begins with nothing, and is open to nobody.
    add(&ada, &[("label", "Team"), ("takes", "text")]).await.is(303);
    otto.get(&format!("/users/{}", mia.id)).await.is(200).never_says("Team");
}

#[tokio::test]
async fn a_bad_field_is_refused_with_words() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    team(&house).await;
    let long = "x".repeat(61);
    let text = ("takes", "text");
    for (fields, words) in [
        (vec![("label", ""), text], "Enter a label"),
        (vec![("label", " team "), text, ("name", "other")], "Another field is called so"),
        (vec![("label", "e-mail"), text], "Another field is called so"),
        (vec![("label", "Vorname"), text], "Another field is called so"),
        (vec![("label", "Other"), text, ("name", "team")], "Another field has the key"),
        (vec![("label", "Other"), text, ("name", "email")], "something built in"),
        (vec![("label", "Other"), text, ("name", "Not plain")], "lower-case letters"),
        (vec![("label", long.as_str()), text], "60"),
        (vec![("label", "Other"), ("takes", "moon")], "Choose one of the options"),
        (vec![("label", "Other"), ("takes", "select")], "at least one choice"),
        (vec![("label", "Other"), ("takes", "select"), ("choices", "One\none")], "each needs a name"),
        (vec![("label", "Other"), ("takes", "number"), ("initial", "many")], "Enter a number"),
        (vec![("label", "Other"), ("takes", "select"), ("choices", "One"), ("initial", "Two")], "Choose one of what is offered"),
    ] {
        let page = add(&ada, &fields).await.is(422).says(words);
        assert_eq!(page.input("label"), fields[0].1.trim(), "{fields:?}");
    }
    let names = house.texts(sql!("SELECT name FROM fields")).await;
    assert_eq!(names, ["team"]);
}

#[tokio::test]
async fn the_second_to_save_sees_both_values_here_too() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let (mia, field) = (house.mia(), format!("/settings/fields/{}", team(&house).await));
    bo.get("/users").await.is(200);
    let typed = |label: &'static str| [("version", "1"), ("label", label)];
    ada.post(&field, &typed("Crew")).await.is(303);
    let page = bo.post(&field, &typed("Squad")).await.is(409).says("Ada Abara changed this").says("Label is now “Crew”");
    assert_eq!(page.input("label"), "Squad");
    let version = house.user(&mia).await.version.to_string();
    fill(&house, &ada, &mia, &[("custom.team", "sales")]).await.is(303);
    let late = [("version", version.as_str()), ("custom.team", "newsroom")];
    bo.post(&format!("/users/{}/details", mia.id), &late).await.is(409).says("Crew is now “Sales”");
    assert_eq!(custom(&house, &mia).await, json!({ "team": "sales" }));
}

#[tokio::test]
async fn they_stand_in_their_order_and_none_where_they_are_retired() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let field = team(&house).await.to_string();
    add(&ada, &[("label", "Nickname"), ("takes", "text")]).await.is(303);
    fill(&house, &ada, &mia, &[("custom.team", "sales"), ("custom.nickname", "Mimi")]).await.is(303);
    let order = async || {
        let text = ada.get(&format!("/users/{}", mia.id)).await.is(200).text();
        text.find("Team").zip(text.find("Nickname")).map(|(team, nickname)| team < nickname)
    };
    assert_eq!(order().await, Some(true));
    ada.post("/settings/fields", &[("act", "down"), ("id", &field)]).await.leads_to("/settings/fields");
    assert_eq!(order().await, Some(false));
    ada.post("/settings/fields", &[("act", "down"), ("id", &field)]).await.is(303);
    ada.post("/settings/fields", &[("act", "up"), ("id", &field)]).await.is(303);
    assert_eq!(order().await, Some(true));
    let edit = |retired: &'static str, version: &'static str| [("version", version), ("label", "Team"), ("retired", retired)];
    let path = format!("/settings/fields/{field}");
    ada.post(&path, &edit("on", "1")).await.is(303);
    ada.get(&format!("/users/{}", mia.id)).await.says("Mimi").never_says("Sales");
    fill(&house, &ada, &mia, &[("custom.team", "newsroom")]).await.is(303);
    assert_eq!(custom(&house, &mia).await["team"], "sales", "nobody writes what nobody sees");
    ada.post(&path, &edit("", "2")).await.is(303);
    ada.get(&format!("/users/{}", mia.id)).await.says("Sales");
}

#[tokio::test]
async fn new_users_start_with_what_it_says() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    add(&ada, &[("label", "Skills"), ("takes", "multi_select"), ("choices", "Go\nRust\nSQL"), ("initial", "sql, go")]).await.is(303);
    add(&ada, &[("label", "Badge"), ("takes", "text")]).await.is(303);
    ada.post("/users/new", &[("email", "nils@acme.example")]).await.is(303);
    invite(&ada, &house, "ines@north.example").await;
    let values =
        house.texts(sql!("SELECT CAST(custom AS text) FROM users WHERE email_key LIKE '%n%s@%' AND email_key NOT LIKE 'a%'")).await;
    let values: Vec<Value> = values.iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
    assert_eq!(values, vec![json!({ "skills": ["go", "sql"] }); 2]);
}

#[tokio::test]
async fn only_who_may_change_fields_changes_them() {
    let house = House::new().await;
    let field = format!("/settings/fields/{}", team(&house).await);
    let reader = house.role("Reader", &[permission("fields", "read", json!({}), &["*"])]).await;
    let namer = [permission("fields", "read", json!({}), &["*"]), permission("fields", "update", json!({}), &["label"])];
    let namer = house.role("Namer", &namer).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(reader)).await;
    let nora = house.add("nora@acme.example", ("Nora", "Oye"), Status::Active, Some(namer)).await;
    let (rita, nora) = (house.browser_of(&rita).await, house.browser_of(&nora).await);
    rita.get("/settings/fields").await.is(200).says("Team").never_says("Manager");
    rita.get(&field).await.is(403);
    rita.post(&field, &[("version", "1"), ("label", "Mine")]).await.is(403);
    nora.post(&field, &[("version", "1"), ("label", "Crew"), ("required", "on")]).await.is(403);
    nora.post(&field, &[("version", "1"), ("label", "Crew")]).await.is(303);
    for browser in [&rita, &nora] {
        browser.post("/settings/fields/new", &[("label", "Mine"), ("takes", "text")]).await.is(403);
        browser.post(&format!("{field}/delete"), &[("confirm", "Crew")]).await.is(403);
        browser.post("/settings/fields", &[("act", "up"), ("id", &field[17..])]).await.is(403);
    }
    assert_eq!(house.texts(sql!("SELECT label FROM fields")).await, ["Crew"]);
}

#[tokio::test]
async fn who_joins_is_asked_for_what_is_required_of_them() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    add(&ada, &[("label", "Nickname"), ("takes", "text"), ("required", "on"), ("own", "on")]).await.is(303);
    add(&ada, &[("label", "Badge"), ("takes", "text"), ("required", "on")]).await.is(303);
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = house.browser();
    let page = ines.get(&link).await.is(200).says("Nickname").never_says("Badge");
    assert!(page.body.contains("name=\"custom.nickname\""));
    ines.post(&link, &JOIN).await.is(422).says("Enter something for Nickname");
    let with = |value: &'static str| JOIN.into_iter().chain([("custom.nickname", value)]).collect::<Vec<_>>();
    ines.post(&link, &with(&"x".repeat(201).leak()[..])).await.is(422);
    // What is not asked is not taken.
    let more: Vec<_> = with("Ini").into_iter().chain([("custom.badge", "A-1")]).collect();
    ines.post(&link, &more).await.leads_to("/");
    let values = house.texts(sql!("SELECT CAST(custom AS text) FROM users WHERE email_key = 'ines@north.example'")).await;
    assert_eq!(serde_json::from_str::<Value>(&values[0]).expect("JSON"), json!({ "nickname": "Ini" }));
    ines.get("/account").await.says("Ini");
}

#[tokio::test]
async fn thousands_are_not_taken_for_decimals() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    add(&ada, &[("label", "Hours"), ("takes", "number")]).await.is(303);
    for (typed, stored) in [("1000", json!(1000)), ("1,1250", json!(1.125)), ("0.125", json!(0.125)), ("-0,5", json!(-0.5))] {
        fill(&house, &ada, &mia, &[("custom.hours", typed)]).await.is(303);
        assert_eq!(custom(&house, &mia).await["hours"], stored, "{typed}");
        // As the form shows it, it is read as the same again.
        let shown = ada.get(&format!("/users/{}/details", mia.id)).await.is(200).input("custom.hours");
        fill(&house, &ada, &mia, &[("custom.hours", &shown)]).await.is(303);
        assert_eq!(custom(&house, &mia).await["hours"], stored, "{shown}");
    }
}
