//! Groups, members and owners whom one may not see: they are told nothing of, and nothing is found out by trying.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{change, group, id_of, members};
use crate::access::{Permission, permission};
use crate::browser::Browser;
use crate::house::{House, Person};

/// Tess, with these permissions, beside Ada's browser.
async fn house(permissions: &[Permission]) -> (House, Browser, Browser) {
    let house = House::new().await;
    let tess = house.tess(permissions).await;
    let (ada, tess) = (house.browser_of(&house.ada()).await, house.browser_of(&tess).await);
    (house, ada, tess)
}

fn on_groups(action: &'static str, fields: &[&'static str]) -> Permission {
    permission("groups", action, json!({}), fields)
}

fn active() -> Value {
    json!({"status": {"_eq": "active"}})
}

#[tokio::test]
async fn notices_name_neither_the_group_nor_the_member_that_is_not_shown() {
    let (house, ada, tess) = house(&[
        permission("users", "read", json!({}), &["status", "groups"]),
        on_groups("read", &["description", "members"]),
        on_groups("update", &["members"]),
        on_groups("delete", &[]),
    ])
    .await;
    let crew = group(&ada, &[("name", "Hush Crew")]).await;
    let key = &id_of(&crew)[28..];
    for email in ["only.secret@acme.example", "hidden@acme.example"] {
        let name = if email.starts_with("only") { ("", "") } else { ("Hidden", "Namely") };
        let person = house.add(email, name, Status::Active, None).await;
        for act in ["add", "remove"] {
            change(&tess, &crew, act, &[&person]).await;
            let page = tess.get(&crew).await.is(200).says(&person.id.to_string()[28..]).says(key);
            page.never_says("Hush Crew").never_says("secret").never_says("Namely").never_says("Created");
        }
    }
    tess.post(&format!("{crew}/delete"), &[]).await.leads_to("/groups");
    tess.get("/groups").await.is(200).says(key).never_says("Hush Crew");
}

#[tokio::test]
async fn what_is_not_shown_of_a_group_is_not_guessed_by_the_form() {
    let (house, ada, tess) = house(&[on_groups("read", &["name"]), on_groups("update", &["name", "description"])]).await;
    let member = house.people().member.to_string();
    let all = [("name", "Crew"), ("description", "Hush"), ("owner", "mia@acme.example"), ("roles", "on"), ("role", &member)];
    let crew = group(&ada, &all).await;
    let edit = format!("{crew}/edit");
    let version = tess.get(&edit).await.is(200).never_says("Hush").input("version");
    for fields in [
        &[("description", "Hush")][..],
        &[("description", "Loud")][..],
        &[("owner", "mia@acme.example")][..],
        &[("owner", "bo@acme.example")][..],
        &[("owner", "")][..],
        &[("roles", "on"), ("role", &member)][..],
        &[("roles", "on")][..],
    ] {
        let form = [&[("version", version.as_str()), ("name", "Crew")], fields].concat();
        tess.post(&edit, &form).await.is(403);
    }
    tess.post(&edit, &[("version", &version), ("name", "Crew")]).await.is(303);
    assert_eq!(ada.get(&edit).await.is(200).says("Hush").input("owner"), "mia@acme.example");
}

#[tokio::test]
async fn the_address_of_an_owner_is_shown_to_those_who_may_read_it() {
    let (house, ada, tess) = house(&[
        permission("users", "read", json!({}), &["first_name", "last_name"]),
        on_groups("read", &["*"]),
        on_groups("update", &["*"]),
    ])
    .await;
    let crew = group(&ada, &[("name", "Crew"), ("owner", "mia@acme.example")]).await;
    let edit = format!("{crew}/edit");
    let version = tess.get(&edit).await.is(200).never_says("mia@acme").input("version");
    // What is not shown stays as it is.
    tess.post(&edit, &[("version", &version), ("name", "Team")]).await.leads_to(&crew);
    assert_eq!(ada.get(&edit).await.is(200).input("owner"), "mia@acme.example");
    tess.post(&edit, &[("version", &version), ("name", "Gang")]).await.is(409).never_says("mia@acme");
    tess.post(&edit, &[("version", "2"), ("name", "Gang"), ("owner", "mia@acme.example")]).await.is(403);
    assert_eq!(house.number(sql!("SELECT count(*) FROM teams WHERE owner_id IS NOT NULL AND name = 'Team'")).await, 1);
}

#[tokio::test]
async fn an_owner_whom_one_may_not_see_is_nobody() {
    let (house, _, tess) = house(&[
        permission("users", "read", active(), &["first_name", "last_name", "status"]),
        permission("users", "read", json!({"company": {"_eq": "Acme"}}), &["email"]),
        on_groups("read", &["*"]),
        on_groups("create", &["*"]),
    ])
    .await;
    house.add("quiet@acme.example", ("Quiet", "One"), Status::Suspended, None).await;
    let typed = rolecall::users::Typed { company: Some("Acme".into()), ..Default::default() };
    house.describe(&house.mia(), typed).await;
    tess.get("/groups/new").await.is(200);
    // Not there, not seen, seen without an address: the same.
    for owner in ["nobody@acme.example", "quiet@acme.example", "bo@acme.example"] {
        tess.post("/groups/new", &[("name", "Crew"), ("owner", owner)]).await.is(422).says("Enter the e-mail address");
    }
    group(&tess, &[("name", "Crew"), ("owner", "mia@acme.example")]).await;
}

#[tokio::test]
async fn who_may_not_be_seen_is_in_no_group_and_in_none_not() {
    let (house, ada, tess) =
        house(&[permission("users", "read", active(), &["*"]), on_groups("read", &["*"]), on_groups("update", &["members"])]).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let inside = house.add("in@acme.example", ("In", "Side"), Status::Suspended, None).await;
    let outside = house.add("out@acme.example", ("Out", "Side"), Status::Suspended, None).await;
    change(&ada, &crew, "add", &[&inside]).await;
    let nobody = Person { id: Uuid::now_v7(), ..inside.clone() };
    for act in ["add", "remove"] {
        for person in [&inside, &outside, &nobody] {
            let id = person.id.to_string();
            let answer = tess.post(&format!("{crew}/members"), &[("act", act), ("id", &id)]).await;
            assert_eq!(answer.status, 422, "{act} {}: {}", person.name, answer.text());
        }
    }
    assert_eq!(members(&house, &crew).await, ["in@acme.example"]);
}

#[tokio::test]
async fn a_membership_that_is_not_shown_is_neither_given_nor_taken() {
    let (house, ada, tess) = house(&[
        permission("users", "read", json!({}), &["first_name"]),
        on_groups("read", &["name"]),
        on_groups("update", &["members"]),
        permission("users", "update", json!({}), &["groups"]),
    ])
    .await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    change(&ada, &crew, "add", &[&house.mia()]).await;
    for person in [house.mia(), house.bo()] {
        for act in ["add", "remove"] {
            let id = person.id.to_string();
            tess.post(&format!("{crew}/members"), &[("act", act), ("id", &id)]).await.is(403).says("Users: Read – Groups");
        }
    }
}
