//! Searching, filtering, sorting and counting tell nothing that the reader may not read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rolecall::users::{Status, Typed};
use serde_json::json;

use super::{Permission, permission};
use crate::browser::Browser;
use crate::house::{House, Person};

fn reads(rule: serde_json::Value, fields: &[&'static str]) -> Permission {
    permission("users", "read", rule, fields)
}

fn company(name: &str) -> Typed {
    Typed { company: Some(name.into()), title: Some(format!("Head of {name}")), ..Typed::default() }
}

/// Mia at Acme and Nils at North, each with a title that names the place.
async fn house(permissions: &[Permission]) -> (House, Browser, Person, Person) {
    let house = House::new().await;
    let tess = house.tess(permissions).await;
    let nils = house.add_member("nils@north.example", ("Nils", "Berg")).await;
    let mia = house.mia();
    house.describe(&mia, company("Acme")).await;
    house.describe(&nils, company("North")).await;
    let browser = house.browser_of(&tess).await;
    (house, browser, mia, nils)
}

fn lists(body: &str, person: &Person) -> bool {
    body.contains(&format!("id=\"u-{}\"", person.id))
}

#[tokio::test]
async fn nobody_is_found_by_what_may_not_be_read_of_them() {
    let everybody = || json!({});
    let acme = || json!({"company": {"_eq": "Acme"}});
    let names = ["first_name", "last_name"];
    let (_house, tess, mia, nils) =
        house(&[reads(everybody(), &names), reads(acme(), &["first_name", "last_name", "email", "title"])]).await;
    for (q, finds_mia, finds_nils) in [
        ("mia", true, false),
        ("nils", false, true),
        // The address and the title are open at Acme alone.
        ("mia@acme", true, false),
        ("north.example", false, false),
        ("head+of+acme", true, false),
        ("head+of+north", false, false),
        // The company itself is open nowhere; one word in a title is no way to it.
        ("north", false, false),
        // Every word must stand in what is open of the same person.
        ("nils+north", false, false),
        ("mia+acme", true, false),
        ("mia+north", false, false),
    ] {
        let page = tess.get(&format!("/users?q={q}")).await.is(200);
        assert_eq!((lists(&page.body, &mia), lists(&page.body, &nils)), (finds_mia, finds_nils), "{q}");
    }
}

#[tokio::test]
async fn a_reader_without_the_phone_finds_nobody_by_phone() {
    let (house, tess, mia, _) = house(&[reads(json!({}), &["first_name", "last_name", "email", "title", "company", "tags"])]).await;
    house.describe(&mia, Typed { phone: Some("+47 555 0199".into()), ..Typed::default() }).await;
    for q in ["0199", "555+0199", "%2B47"] {
        tess.get(&format!("/users?q={q}")).await.is(200).never_says("Mia Okafor");
    }
    tess.get(&format!("/users/{}", mia.id)).await.is(200).never_says("0199");
}

#[tokio::test]
async fn asking_for_a_field_that_is_open_nowhere_is_an_error() {
    let (house, tess, ..) = house(&[reads(json!({}), &["first_name", "last_name", "title"])]).await;
    let role = house.people().member;
    for address in [
        "status=active".to_owned(),
        "status=archived".into(),
        format!("role={role}"),
        format!("role=-{role}"),
        "role=none".into(),
        format!("group={role}"),
        "seen=never".into(),
        "sort=email".into(),
        "sort=-email".into(),
        "sort=status".into(),
        "sort=role".into(),
        "sort=last_seen".into(),
        "sort=created".into(),
    ] {
        tess.get(&format!("/users?{address}")).await.is(400);
    }
    // What is not asked for is not offered either.
    let page = tess.get("/users").await.is(200);
    for name in ["sort-email", "sort-status", "sort-role", "f-status", "f-role", "f-seen", "?status=", "?role="] {
        assert!(!page.body.contains(name), "{name}");
    }
}

#[tokio::test]
async fn filters_meet_only_those_whose_field_is_open() {
    let names = ["first_name", "last_name"];
    let acme = json!({"company": {"_eq": "Acme"}});
    let (house, tess, mia, nils) =
        house(&[reads(json!({}), &names), reads(acme, &["first_name", "last_name", "status", "role", "last_seen_at"])]).await;
    let role = house.people().member;
    for (address, finds_mia) in [
        ("status=active".to_owned(), true),
        ("status=suspended".into(), false),
        (format!("role={role}"), true),
        (format!("role=-{role}"), false),
        ("role=none".into(), false),
        ("seen=never".into(), true),
    ] {
        let page = tess.get(&format!("/users?{address}")).await.is(200);
        assert_eq!((lists(&page.body, &mia), lists(&page.body, &nils)), (finds_mia, false), "{address}");
    }
}

#[tokio::test]
async fn an_order_and_its_places_tell_nothing_that_is_hidden() {
    let house = House::new().await;
    let tess = house.tess(&[reads(json!({}), &["first_name", "last_name"])]).await;
    // Forty without a name, whose addresses nobody sees.
    for n in 0..40 {
        house.add(&format!("secret{n:02}@acme.example"), ("", ""), Status::Active, None).await;
    }
    let tess = house.browser_of(&tess).await;
    let mut page = tess.get("/users?per=25").await.is(200);
    let place = regex::Regex::new("after=([A-Za-z0-9_-]+)").expect("a pattern");
    let mut rows = 0;
    loop {
        assert!(!page.body.contains("secret"), "an address on the page");
        rows += page.body.matches("<tr id=\"u-").count();
        let Some(found) = place.captures(&page.body) else { break };
        let text = URL_SAFE_NO_PAD.decode(&found[1]).expect("a place");
        assert!(!String::from_utf8_lossy(&text).contains("secret"), "an address in a place");
        page = tess.get(&format!("/users?per=25&after={}", &found[1])).await.is(200);
    }
    assert_eq!(rows, 44, "everyone once");
}

#[tokio::test]
async fn numbers_count_those_the_reader_sees() {
    let active = json!({"status": {"_eq": "active"}});
    let (house, tess, ..) = house(&[reads(active, &["*"])]).await;
    for n in 0..7 {
        house.add(&format!("d{n}@acme.example"), ("D", "Raft"), Status::Draft, None).await;
    }
    // Ada, Bo, Mia, Nils and Tess; the drafts are nobody's business.
    let page = tess.get("/users").await.is(200).says("1–5 of 5").never_says("Raft");
    assert!(page.text().contains("Draft 0") && page.text().contains("All 5"), "{}", page.text());
    // Where a rule asks for more than status and role, tabs have no numbers at all.
    let role = house.role("Company", &[reads(json!({"company": {"_eq": "Acme"}}), &["*"])]).await;
    let ines = house.add("ines@acme.example", ("Ines", "Sol"), Status::Active, Some(role)).await;
    let ines = house.browser_of(&ines).await;
    let page = ines.get("/users").await.is(200).says("1–2 of 2");
    assert!(!page.text().contains("All 2") && !page.text().contains("Draft 0"), "{}", page.text());
}

#[tokio::test]
async fn a_rule_on_one_row_and_fields_on_another_never_combine() {
    let acme = json!({"company": {"_eq": "Acme"}});
    let north = json!({"company": {"_eq": "North"}});
    let (house, tess, mia, nils) =
        house(&[reads(acme, &["first_name", "last_name", "title"]), reads(north, &["first_name", "last_name", "email"])]).await;
    tess.get(&format!("/users/{}", mia.id)).await.is(200).says("Head of Acme").never_says("mia@acme.example");
    tess.get(&format!("/users/{}", nils.id)).await.is(200).says("nils@north.example").never_says("Head of North");
    let list = tess.get("/users").await.is(200).says("nils@north.example").never_says("mia@acme.example");
    assert!(!lists(&list.body, &house.ada()), "Ada is nowhere");
    tess.get("/users?q=mia%40acme").await.is(200).never_says("Mia Okafor");
}

#[tokio::test]
async fn rights_hold_from_the_next_click_on() {
    let (house, tess, mia, _) = house(&[]).await;
    tess.get("/users").await.is(403).says("Users: Read").says("Ada Abara");
    let insert = "INSERT INTO permissions (id, role_id, collection, action, rule, fields)
        SELECT $1, id, 'users', 'read', $2, $3 FROM roles WHERE name = 'Tested'";
    let id = uuid::Uuid::now_v7();
    house.app.db.run(rolecall::sql!(insert, id, json!({}), json!(["*"]))).await.expect("written");
    tess.get("/users").await.is(200).says(&mia.name);
    // A rule that cannot be read opens nothing.
    let broken = "UPDATE permissions SET rule = $2 WHERE id = $1";
    house.app.db.run(rolecall::sql!(broken, id, json!({"phone": {"_near": 1}}))).await.expect("written");
    tess.get("/users").await.is(403);
    tess.get(&format!("/users/{}", mia.id)).await.is(404);
    house.app.db.run(rolecall::sql!(broken, id, json!({}))).await.expect("written");
    tess.get("/users").await.is(200);
    // Nor do fields that are none.
    for fields in [json!("garbage"), json!(["first_name", "password_hash"]), json!(["first_name", 5]), json!({"first_name": true})] {
        let update = "UPDATE permissions SET fields = $2 WHERE id = $1";
        house.app.db.run(rolecall::sql!(update, id, fields.clone())).await.expect("written");
        assert_eq!(tess.get("/users").await.status, 403, "{fields}");
    }
    // What is no JSON cannot even be stored.
    for column in ["rule", "fields", "defaults"] {
        assert!(house.force(&format!("UPDATE permissions SET {column} = '{{'")).await.is_err(), "{column}");
    }
    assert!(house.force("UPDATE roles SET ip_allow = 'bad'").await.is_err());
    house.app.db.run(rolecall::sql!("DELETE FROM permissions WHERE id = $1", id)).await.expect("written");
    tess.get("/users").await.is(403);
}
