//! What `GET /api/users/me` answers: every field of users, for a reader who may read that one alone.

use rolecall::rules::{Collection, Kind};
use rolecall::sql;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{EVERYTHING, json_of, make, me, own_tokens, tess_with_token};
use crate::access::permission;
use crate::house::House;

/// Tess as she is when everything is filled in.
async fn fill_in(house: &House, tess: Uuid, group: Uuid) {
    let statements = [
        "UPDATE users SET title = 'Editor', company = 'North', location = 'Oslo', phone = '+47 1', description = 'Writes.',
                language = 'de', timezone = 'Europe/Oslo', external_id = 'x-1', email = 'Tess@Acme.example'
         WHERE email_key = 'tess@acme.example'",
        "UPDATE users SET updated_by = created_by WHERE email_key = 'tess@acme.example'",
    ];
    for statement in statements {
        house.force(statement).await.expect("written");
    }
    let now = house.now();
    house
        .app
        .db
        .run(sql!(
            "UPDATE users SET tags = $2, expires_at = $3, created_by = $4 WHERE id = $1",
            tess,
            json!(["a", "b"]),
            now + chrono::TimeDelta::days(400),
            house.ada().id
        ))
        .await
        .expect("written");
    house
        .app
        .db
        .run(sql!("INSERT INTO team_members (team_id, user_id, added_at) VALUES ($1, $2, $3)", group, tess, now))
        .await
        .expect("written");
}

async fn group(house: &House) -> Uuid {
    let crew = rolecall::groups::Details { name: "Crew".into(), ..rolecall::groups::Details::default() };
    rolecall::groups::create(&house.app.db, &rolecall::access::Actor::cli(), &crew, house.now()).await.expect("made")
}

#[tokio::test]
async fn every_field_is_there_for_who_may_read_it_and_for_nobody_else() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    let crew = group(&house).await;
    fill_in(&house, tess.id, crew).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    let whole = json_of(&me(&program, &token).await.is(200));
    let mut expected = Vec::new();
    for field in Collection::Users.fields() {
        let reads = sql!(
            "UPDATE permissions SET fields = $2 WHERE role_id = $1 AND collection = 'users' AND action = 'read'",
            role,
            json!([field.name])
        );
        house.app.db.run(reads).await.expect("written");
        let answer = json_of(&me(&program, &token).await.is(200));
        let mut keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
        keys.sort_unstable();
        let mut wanted = if field.kind == Kind::Opaque { Vec::new() } else { vec![field.name] };
        expected.extend(wanted.clone());
        if ["role", "groups", "grants"].contains(&field.name) {
            wanted.push("roles");
            wanted.sort_unstable();
        }
        assert_eq!(keys, wanted, "{}", field.name);
        // "roles" tells of the ways that are open, and of no others.
        for key in keys.iter().filter(|key| **key != "roles") {
            assert_eq!(answer[*key], whole[*key], "{key}");
        }
        if field.name == "role" {
            assert_eq!(answer["roles"], json!([{"id": role, "name": "Tested"}]));
        } else {
            assert!([&Value::Null, &json!([])].contains(&&answer["roles"]), "{}: {answer}", field.name);
        }
    }
    let mut keys: Vec<&str> = whole.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.retain(|key| *key != "roles");
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected);
    let none = sql!("DELETE FROM permissions WHERE role_id = $1 AND collection = 'users' AND action = 'read'", role);
    house.app.db.run(none).await.expect("written");
    let lack = me(&program, &token).await.is(403);
    assert!(json_of(&lack)["detail"].as_str().expect("words").contains("Users: Read"), "{}", lack.body);
    for secret in ["password", "hash", "totp", "seed", "argon", "Tess@"] {
        assert!(!lack.body.contains(secret));
    }
}

#[tokio::test]
async fn values_are_written_as_the_guide_says() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    let fresh = json_of(&me(&program, &token).await.is(200));
    for (key, value) in
        [("title", Value::Null), ("tags", json!([])), ("expires_at", Value::Null), ("groups", json!([])), ("language", Value::Null)]
    {
        assert_eq!(fresh[key], value, "{key}");
    }
    let crew = group(&house).await;
    fill_in(&house, tess.id, crew).await;
    let answer = json_of(&me(&program, &token).await.is(200));
    let role = house.user(&tess).await.role_id;
    for (key, value) in [
        ("id", json!(tess.id)),
        ("email", json!("Tess@Acme.example")),
        ("first_name", json!("Tess")),
        ("status", json!("active")),
        ("kind", json!("person")),
        ("tags", json!(["a", "b"])),
        ("two_factor", json!(false)),
        ("shortcuts", json!(true)),
        ("role", json!(role)),
        ("roles", json!([{"id": role, "name": "Tested"}])),
        // She may read no group: there is one, and no name for it.
        ("groups", json!([{"id": crew}])),
        ("created_by", json!(house.ada().id)),
    ] {
        assert_eq!(answer[key], value, "{key}");
    }
    let moment = answer["created_at"].as_str().expect("a moment");
    assert!(regex::Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$").expect("a pattern").is_match(moment), "{moment}");
    house.permit(role.expect("a role"), permission("groups", "read", json!({}), &["*"])).await;
    assert_eq!(json_of(&me(&program, &token).await)["groups"], json!([{"id": crew, "name": "Crew"}]));
}

#[tokio::test]
async fn a_limited_token_reads_what_both_open() {
    let house = House::new().await;
    let mut rights = own_tokens();
    rights.push(permission("groups", "read", json!({}), &["*"]));
    let tess = house.tess(&rights).await;
    let browser = house.browser_of(&tess).await;
    let program = house.browser();
    let crew = group(&house).await;
    fill_in(&house, tess.id, crew).await;
    for (right, status, groups) in [
        (&["users.read"][..], 200, json!([{"id": crew}])),
        (&["users.read", "groups.read"], 200, json!([{"id": crew, "name": "Crew"}])),
        (&["groups.read"], 403, Value::Null),
        (&["users.update"], 403, Value::Null),
    ] {
        let mut fields = vec![("name", "Robot"), ("may", "some"), ("ends", "30")];
        fields.extend(right.iter().map(|right| ("right", *right)));
        let token = make(&browser, tess.id, &fields).await;
        let answer = me(&program, &token).await.is(status);
        assert_eq!(json_of(&answer)["groups"], groups, "{right:?}");
    }
    let reading = make(&browser, tess.id, &[("name", "Robot"), ("may", "read"), ("ends", "30")]).await;
    assert_eq!(json_of(&me(&program, &reading).await.is(200))["groups"], json!([{"id": crew, "name": "Crew"}]));
    make(&browser, tess.id, &EVERYTHING).await;
    // A shape that nobody knows opens nothing.
    house.app.db.run(sql!("UPDATE tokens SET scope = $1", json!({"v": 2, "may": "everything"}))).await.expect("written");
    me(&program, &reading).await.is(403);
}

#[tokio::test]
async fn added_fields_are_told_by_their_keys_while_they_are_in_use() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    crate::fields::team(&house).await;
    house.app.db.run(sql!("UPDATE users SET custom = $2 WHERE id = $1", tess.id, json!({ "team": "sales" }))).await.expect("written");
    assert_eq!(json_of(&me(&program, &token).await.is(200))["team"], "sales");
    house.force("UPDATE fields SET retired = true").await.expect("written");
    assert!(json_of(&me(&program, &token).await.is(200)).get("team").is_none(), "shown nowhere");
    house.force("UPDATE fields SET retired = false").await.expect("written");
    house.force("UPDATE permissions SET fields = '[\"first_name\"]' WHERE collection = 'users'").await.expect("written");
    assert!(json_of(&me(&program, &token).await.is(200)).get("team").is_none(), "nor to who may not read it");
}
