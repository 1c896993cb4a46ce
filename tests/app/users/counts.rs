//! Tabs and pane: exact numbers after each kind of change.

use std::collections::BTreeMap;

use rolecall::sql;
use rolecall::users::Status;

use crate::browser::{Answer, Browser};
use crate::house::House;

/// "Active" → 3, from the tabs and the pane of a page.
fn numbers(page: &Answer) -> BTreeMap<String, i64> {
    let entry = regex::Regex::new(
        r#"<a href="/users[^"]*"[^>]*>(?:<bdi class="wrap">)?([^<]+?)\s*(?:</bdi> )?<span class="n">([\d,]+)</span></a>"#,
    )
    .expect("a pattern");
    entry
        .captures_iter(&page.body)
        .map(|found| (found[1].trim().to_owned(), found[2].replace(',', "").parse().expect("a number")))
        .collect()
}

/// The same, counted.
async fn counted(house: &House) -> BTreeMap<String, i64> {
    let mut numbers = BTreeMap::new();
    for (word, condition) in [
        ("All", "status <> 'archived'"),
        ("Active", "status = 'active'"),
        ("Invited", "status = 'invited'"),
        ("Draft", "status = 'draft'"),
        ("Suspended", "status = 'suspended'"),
        ("Archived", "status = 'archived'"),
        ("Administrator", "status <> 'archived' AND role_id = (SELECT id FROM roles WHERE name = 'Administrator')"),
        ("Member", "status <> 'archived' AND role_id = (SELECT id FROM roles WHERE name = 'Member')"),
        ("No role", "status <> 'archived' AND role_id IS NULL"),
    ] {
        let query: &'static str = format!("SELECT count(*) FROM users WHERE {condition}").leak();
        numbers.insert(word.to_owned(), house.number(sql!(query)).await);
    }
    numbers
}

async fn agree(house: &House, ada: &Browser, after: &str) {
    let page = ada.get("/users").await.is(200);
    let counted = counted(house).await;
    assert_eq!(numbers(&page), counted, "after {after}");
    let all = counted["All"];
    page.says(&format!("Users 1–{all} of {all}"));
}

#[tokio::test]
async fn numbers_are_exact_after_every_kind_of_change() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    agree(&house, &ada, "nothing").await;
    let ines = ada.post("/users/new", &[("email", "ines@north.example")]).await.is(303).location();
    agree(&house, &ada, "creating").await;
    ada.post(&format!("{ines}/invitation"), &[("act", "send")]).await.is(303);
    agree(&house, &ada, "inviting").await;
    ada.post(&format!("{ines}/invitation"), &[("act", "cancel")]).await.is(303);
    agree(&house, &ada, "cancelling").await;
    ada.post(&format!("{ines}/role"), &[("role", &house.people().member.to_string())]).await.is(303);
    agree(&house, &ada, "a role").await;
    ada.post(&format!("{ines}/password"), &[]).await.is(200);
    agree(&house, &ada, "a temporary password").await;
    for to in ["suspended", "active", "archived", "active", "archived"] {
        ada.post(&format!("{ines}/status"), &[("status", to)]).await.is(303);
        agree(&house, &ada, to).await;
    }
    ada.post(&format!("{ines}/delete"), &[("confirm", "ines@north.example")]).await.is(303);
    agree(&house, &ada, "deleting").await;
    house.add("sven@acme.example", ("Sven", ""), Status::Suspended, Some(house.people().member)).await;
    // A role that goes takes nobody along.
    house.force("DELETE FROM roles WHERE name = 'Member'").await.expect("deleted");
    let page = ada.get("/users?role=none").await.is(200).says("Mia Okafor").says("Sven");
    assert_eq!(numbers(&page)["No role"], 2);
}

#[tokio::test]
async fn a_filter_shows_as_many_as_its_number_says() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (n, status) in Status::ALL.into_iter().enumerate() {
        for m in 0..=n {
            house.add(&format!("{}{m}@acme.example", status.name()), (status.name(), "x"), status, None).await;
        }
    }
    let page = ada.get("/users").await;
    let links =
        regex::Regex::new(r#"<a href="(/users\?[^"]*)"[^>]*>(?:<bdi class="wrap">)?[^<]+(?:</bdi> )?<span class="n">(\d+)</span></a>"#)
            .expect("a pattern");
    let mut followed = 0;
    for found in links.captures_iter(&page.body) {
        let shown = super::names(&ada.get(&found[1].replace("&#38;", "&")).await.is(200)).len();
        assert_eq!(shown.to_string(), found[2], "{}", &found[1]);
        followed += 1;
    }
    assert!(followed >= 9, "{followed}");
}
