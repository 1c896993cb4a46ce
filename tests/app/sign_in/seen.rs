//! When somebody was last seen: from the moment a session opens; and the ways out of the pages of strangers.

use rolecall::sql;

use crate::house::{House, PASSWORD};
use crate::invitations::{JOIN, invite};

async fn seen(house: &House, email_key: &str) -> i64 {
    let query =
        sql!("SELECT count(*) FROM users WHERE email_key = $1 AND last_seen_at > $2", email_key, house.now() - chrono::TimeDelta::hours(1));
    house.number(query).await
}

#[tokio::test]
async fn opening_a_session_is_being_seen() {
    let house = House::new().await;
    assert_eq!(seen(&house, "mia@acme.example").await, 0);
    let mia = house.browser();
    mia.get("/sign-in").await;
    mia.post("/sign-in", &[("email", "mia@acme.example"), ("password", "wrong")]).await.is(422);
    assert_eq!(seen(&house, "mia@acme.example").await, 0, "a wrong password is nobody seen");
    // Not a page more: the tab is closed.
    mia.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).await.is(303);
    assert_eq!(seen(&house, "mia@acme.example").await, 1);
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = house.browser();
    ines.get(&link).await.is(200);
    assert_eq!(seen(&house, "ines@north.example").await, 0);
    ines.post(&link, &JOIN).await.is(303);
    assert_eq!(seen(&house, "ines@north.example").await, 1);
}

#[tokio::test]
async fn whoever_sets_up_has_been_seen() {
    let house = House::empty().await;
    let ada = house.browser();
    ada.get("/setup").await.is(200);
    let code = rolecall::setup::code_of(&house.app);
    let fields = [
        ("code", code.as_str()),
        ("organisation", "Acme"),
        ("language", "en"),
        ("timezone", "UTC"),
        ("email", "ada@acme.example"),
        ("password", PASSWORD),
    ];
    ada.post("/setup", &fields).await.leads_to("/users");
    assert_eq!(seen(&house, "ada@acme.example").await, 1);
}

#[tokio::test]
async fn signing_out_leads_to_sign_in_or_to_a_page_of_ours() {
    let house = House::new().await;
    for (next, leads_to) in [
        ("", "/sign-in"),
        ("/accept/x", "/accept/x"),
        ("https://evil.example/", "/sign-in"),
        ("//evil.example", "/sign-in"),
        ("/\\evil.example", "/sign-in"),
        ("/sign-out", "/sign-in"),
    ] {
        let mia = house.browser_of(&house.mia()).await;
        mia.post("/sign-out", &[("next", next)]).await.leads_to(leads_to);
        mia.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_offers_everyone_a_way_on() {
    let house = House::new().await;
    for (browser, way, words) in [
        (house.browser(), "/sign-in", "Sign in"),
        (house.browser_of(&house.mia()).await, "/account", "Go to your account"),
        (house.browser_of(&house.ada()).await, "/users", "Go to Users"),
    ] {
        let page = browser.get("/nowhere").await.is(404);
        let found = page.find(r#"<a class="btn primary" href="([^"]+)""#);
        assert_eq!(found.as_deref(), Some(way));
        page.says(words);
    }
}
