//! What is hidden looks hidden, and pages that refuse lead on.

use rolecall::users::Status;
use serde_json::json;

use super::permission;
use crate::house::House;

#[tokio::test]
async fn what_may_not_be_read_is_no_blank_beside_what_may() {
    let house = House::new().await;
    let names = ["first_name", "last_name", "role", "groups"];
    let some = ["first_name", "last_name", "email", "status", "last_seen_at"];
    let tess = house
        .tess(&[permission("users", "read", json!({}), &names), permission("users", "read", json!({"status": {"_eq": "active"}}), &some)])
        .await;
    let nils = house.add("nils@north.example", ("Nils", "Berg"), Status::Suspended, None).await;
    let tess = house.browser_of(&tess).await;
    let row = format!(r#"(?s)<tr id="u-{}">(.*?)</tr>"#, nils.id);
    let page = tess.get("/users").await.is(200);
    let hidden = page.find(&row).expect("his row");
    assert_eq!(hidden.matches("Not shown to you").count(), 3, "address, status and last seen: {hidden}");
    assert!(!hidden.contains("Never"), "{hidden}");
    let shown = page.find(&row.replace(&nils.id.to_string(), &house.mia().id.to_string())).expect("her row");
    assert!(shown.contains("Never") && !shown.contains("Not shown"), "{shown}");
}

#[tokio::test]
async fn who_is_refused_finds_what_they_may_do_and_who_is_lost_can_search() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let refused = mia.get("/roles").await.is(403).says("What you may do");
    assert!(refused.body.contains(r#"href="/account/access""#));
    mia.get("/account/access").await.is(200);
    let lost = ada.get("/nowhere").await.is(404).never_says("What you may do");
    assert!(lost.find(r#"(?s)<form[^>]* action="/users">.*?name="(q)""#).is_some(), "{}", lost.body);
    // Whoever may not read the directory has nothing to search.
    assert!(mia.get("/nowhere").await.is(404).find(r#"(action="/users")"#).is_none());
    assert!(house.browser().get("/nowhere").await.is(404).find(r#"(action="/users")"#).is_none());
}
