//! Roles of which the reader may see a part: no page and no form shows another.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{id_of, role};
use crate::access::{Permission, permission};
use crate::browser::Browser;
use crate::house::{House, Person};

fn on_roles(action: &'static str, fields: &[&'static str]) -> Permission {
    permission("roles", action, json!({}), fields)
}

/// Ada, Tess with these permissions, and a role with something to hide.
async fn house(permissions: &[Permission]) -> (House, Browser, Browser, String) {
    let house = House::new().await;
    let tess = house.tess(permissions).await;
    let (ada, tess) = (house.browser_of(&house.ada()).await, house.browser_of(&tess).await);
    let fields = [("name", "Desk"), ("description", "Hush hush"), ("require_2fa", "on"), ("ip_allow", "10.77.0.0/16")];
    let desk = role(&ada, &fields).await;
    (house, ada, tess, desk)
}

#[tokio::test]
async fn pages_and_forms_of_a_role_have_what_the_reader_sees_of_it() {
    let (_house, ada, tess, desk) = house(&[on_roles("read", &["name"]), on_roles("update", &["name"]), on_roles("delete", &[])]).await;
    let edit = format!("{desk}/edit");
    for path in ["/roles".to_owned(), desk.clone(), edit.clone(), format!("{desk}/delete")] {
        let page = tess.get(&path).await.is(200).says("Desk").never_says("Hush hush").never_says("10.77.0.0");
        assert!(!page.body.contains("name=\"description\"") && !page.body.contains("name=\"require_2fa\""), "{path}");
    }
    let version = tess.get(&edit).await.input("version");
    tess.post(&edit, &[("version", &version), ("name", "Front desk")]).await.leads_to(&desk);
    // What the form did not have stays as it is.
    let kept = ada.get(&edit).await.is(200).says("Hush hush").says("10.77.0.0");
    assert!(kept.body.contains("name=\"require_2fa\" value=\"on\" checked"));
    tess.post(&edit, &[("version", &version), ("name", "Desk")]).await.is(409).never_says("Hush hush").never_says("10.77.0.0");
    // Neither is it guessed.
    let version = tess.get(&edit).await.input("version");
    for guess in
        [("description", "Hush hush"), ("description", "Loud"), ("ip_allow", "10.77.0.0/16"), ("ip_allow", ""), ("require_2fa", "on")]
    {
        tess.post(&edit, &[("version", version.as_str()), ("name", "Front desk"), guess]).await.is(403);
    }
    tess.post(&format!("{desk}/delete"), &[("act", "suspend")]).await.leads_to("/roles");
}

#[tokio::test]
async fn a_role_without_a_name_goes_by_its_key() {
    let read = on_roles("read", &["description", "permissions"]);
    let update = on_roles("update", &["description", "permissions"]);
    let people = [permission("users", "read", json!({}), &["*"]), permission("users", "update", json!({}), &["role"])];
    let (house, _, tess, desk) = house(&[&[read, update, on_roles("delete", &[])], &people[..]].concat()).await;
    let key = &id_of(&desk)[28..];
    for path in ["/edit", "/delete", "/users", "/permissions", "/permissions/new?collection=users&action=read", ""] {
        tess.get(&format!("{desk}{path}")).await.is(200).says(key).never_says("Desk");
    }
    tess.get("/roles").await.is(200).says(key);
    let mia = house.mia().id.to_string();
    for act in ["add", "remove"] {
        let answer = tess.post(&format!("{desk}/users"), &[("act", act), ("id", &mia)]).await.is(303);
        tess.follow(answer).await.is(200).never_says("Desk");
    }
    let compare = format!("/roles/compare?id={}&id={}", id_of(&desk), house.people().member);
    tess.get(&compare).await.is(200).says(key).never_says("Desk");
    let gone = tess.post(&format!("{desk}/delete"), &[("act", "suspend")]).await.is(303);
    tess.follow(gone).await.is(200).says(key).never_says("Desk");
}

#[tokio::test]
async fn what_cannot_be_read_of_a_role_cannot_be_copied() {
    let (house, _, tess, desk) = house(&[on_roles("read", &["name", "permissions"]), on_roles("create", &["*"])]).await;
    let copy = format!("{desk}/copy");
    assert!(!tess.get(&desk).await.is(200).body.contains(&copy));
    tess.get(&copy).await.is(403);
    tess.post(&copy, &[("name", "Mine")]).await.is(403).says("Description");
    assert_eq!(house.number(sql!("SELECT count(*) FROM roles WHERE name = 'Mine'")).await, 0);
}

#[tokio::test]
async fn who_may_not_be_seen_has_no_role_and_none_not() {
    let active = || json!({"status": {"_eq": "active"}});
    let (house, _, tess, desk) = house(&[
        on_roles("read", &["*"]),
        permission("users", "read", active(), &["*"]),
        permission("users", "update", active(), &["role"]),
    ])
    .await;
    let desk_id: Uuid = id_of(&desk).parse().expect("an id");
    let inside = house.add("in@acme.example", ("In", "Side"), Status::Suspended, Some(desk_id)).await;
    let outside = house.add("out@acme.example", ("Out", "Side"), Status::Suspended, None).await;
    let nobody = Person { id: Uuid::now_v7(), ..inside.clone() };
    for act in ["add", "remove"] {
        for person in [&inside, &outside, &nobody] {
            let id = person.id.to_string();
            let answer = tess.post(&format!("{desk}/users"), &[("act", act), ("id", &id)]).await;
            assert_eq!(answer.status, 422, "{act} {}: {}", person.name, answer.text());
        }
    }
    assert_eq!(house.user(&inside).await.role_id, Some(desk_id));
}

#[tokio::test]
async fn a_role_that_is_not_shown_of_somebody_is_neither_given_nor_taken() {
    let (house, _, tess, desk) = house(&[
        on_roles("read", &["*"]),
        permission("users", "read", json!({}), &["first_name"]),
        permission("users", "update", json!({}), &["role"]),
    ])
    .await;
    let member = format!("/roles/{}", house.people().member);
    let mia = house.mia().id.to_string();
    // Whether she has it or not.
    for (role, act) in [(&desk, "add"), (&desk, "remove"), (&member, "add"), (&member, "remove")] {
        tess.post(&format!("{role}/users"), &[("act", act), ("id", &mia)]).await.is(403).says("Users: Read – Role");
    }
    tess.post(&format!("/users/{mia}/role"), &[("role", "none")]).await.is(403).says("Users: Read – Role");
}
