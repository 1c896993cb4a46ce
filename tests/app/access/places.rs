//! Rights that depend on no account, and on where somebody asks from.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::permission;
use crate::house::{House, PASSWORD, Person};

async fn open_to_everyone(house: &House, rule: serde_json::Value, fields: &[&str]) {
    let insert = "INSERT INTO permissions (id, role_id, collection, action, rule, fields) VALUES ($1, $2, 'users', 'read', $3, $4)";
    house.app.db.run(sql!(insert, Uuid::now_v7(), house.people().public, rule, json!(fields))).await.expect("written");
}

#[tokio::test]
async fn what_is_open_to_everyone_needs_no_signing_in_and_nothing_else_does_without() {
    let house = House::new().await;
    let (mia, eve) = (house.mia(), house.browser());
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Suspended, None).await;
    let profile = |person: &Person| format!("/users/{}", person.id);
    for path in ["/users".to_owned(), profile(&mia), "/roles".into(), "/groups".into()] {
        assert!(eve.get(&path).await.is(303).location().starts_with("/sign-in?next="), "{path}");
    }
    open_to_everyone(&house, json!({"status": {"_eq": "active"}}), &["first_name", "last_name", "phone"]).await;
    let list = eve.get("/users").await.is(200).says("Mia Okafor").says("Sign in").never_says("acme.example").never_says("Arno Haas");
    assert!(!list.body.contains("/status?") && !list.body.contains("/users/new") && !list.body.contains("?role="), "nothing to do");
    eve.get("/users?q=mia").await.is(200).says("Mia Okafor");
    eve.get("/users?q=acme").await.is(200).never_says("Mia Okafor");
    eve.get("/users?sort=email").await.is(400);
    eve.get(&profile(&mia)).await.is(200).says("Mia Okafor").never_says("mia@acme.example").never_says("Can they sign in?");
    eve.get(&profile(&arno)).await.is(404);
    eve.get(&profile(&Person { id: Uuid::now_v7(), ..arno.clone() })).await.is(404);
    for path in ["/roles", "/groups", "/audit", "/users/new", "/users/invite", "/account"] {
        assert!(eve.get(path).await.is(303).location().starts_with("/sign-in"), "{path}");
    }
    let form = profile(&mia);
    for (path, fields) in [("details", vec![("version", "1"), ("first_name", "Eve")]), ("status", vec![("status", "suspended")])] {
        assert!(eve.get(&format!("{form}/{path}")).await.is(303).location().starts_with("/sign-in"));
        eve.get("/sign-in").await.is(200);
        assert!(eve.post(&format!("{form}/{path}"), &fields).await.is(303).location().starts_with("/sign-in"));
    }
    assert_eq!(house.user(&mia).await.first_name, "Mia");
    // Whoever is signed in has their own roles, and those alone.
    house.browser_of(&mia).await.get("/users").await.is(403);
}

async fn allow(house: &House, role: Uuid, nets: serde_json::Value) {
    house.app.db.run(sql!("UPDATE roles SET ip_allow = $2 WHERE id = $1", role, nets)).await.expect("written");
}

#[tokio::test]
async fn a_role_counts_only_from_the_networks_it_names() {
    let house = House::new().await;
    let tess = house.tess(&[permission("users", "read", json!({}), &["*"])]).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    allow(&house, role, json!(["127.0.0.0/8", "10.0.0.0/8"])).await;
    let browser = house.browser_of(&tess).await;
    browser.get("/users").await.is(200).says("Mia Okafor");
    // From the next click on, and for signing in again.
    allow(&house, role, json!(["10.0.0.0/8", "2001:db8::/32"])).await;
    assert!(browser.get("/users").await.is(303).location().starts_with("/sign-in"));
    let again = house.browser();
    again.get("/sign-in").await.is(200);
    again.post("/sign-in", &[("email", &tess.email), ("password", PASSWORD)]).await.is(422);
    // A list that cannot be read lets nobody in.
    allow(&house, role, json!(["everywhere"])).await;
    assert!(browser.get("/users").await.is(303).location().starts_with("/sign-in"));
    allow(&house, role, json!([])).await;
    browser.get("/users").await.is(200);
    // A group's role without such a list counts from everywhere, with what it opens and no more.
    allow(&house, role, json!(["10.0.0.0/8"])).await;
    let crew = rolecall::groups::Details { name: "Crew".into(), roles: vec![house.people().member], ..Default::default() };
    let cli = rolecall::access::Actor::cli();
    let crew = rolecall::groups::create(&house.app.db, &cli, &crew, house.now()).await.expect("made");
    rolecall::groups::add_members(&house.app.db, &cli, crew, &[tess.id], house.now()).await.expect("added");
    browser.get("/users").await.is(403);
    browser.get("/account").await.is(200);
}
