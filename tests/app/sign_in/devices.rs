//! Browsers that somebody has signed in from: whoever else guesses does not keep them out, and a stolen cookie is no key.

use chrono::TimeDelta;
use rolecall::crypto::Secret;
use rolecall::sql;

use super::{attempts, try_in};
use crate::browser::Browser;
use crate::house::{House, PASSWORD};

const WRONG: &str = "incorrect horse battery staple";
const DEVICE: &str = "__Host-rolecall-device";

async fn anywhere() -> House {
    House::with(|config| config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().expect("an address").into()]).await
}

/// Guesses from everywhere, until the account waits for long.
async fn hammer(house: &House, email: &str) {
    let eve = house.browser();
    eve.get("/sign-in").await.is(200);
    for n in 0..12 {
        house.app.clock.advance(TimeDelta::minutes(3));
        let fields = [("email", email), ("password", WRONG)];
        eve.post("/sign-in", &fields).header("x-forwarded-for", &format!("192.0.2.{n}")).await.is(422);
    }
    eve.post("/sign-in", &[("email", email), ("password", PASSWORD)]).header("x-forwarded-for", "192.0.2.99").await.is(429);
}

/// Another window of the browser, signed out.
fn signed_out(browser: &Browser, house: &House) -> Browser {
    let other = house.browser();
    other.set_cookie(DEVICE, &browser.cookie(DEVICE).expect("known by"));
    other
}

#[tokio::test]
async fn the_owner_gets_in_from_their_own_browser_while_others_hammer() {
    let house = anywhere().await;
    let mia = house.browser_of(&house.mia()).await;
    hammer(&house, "mia@acme.example").await;
    let before = house.number(sql!("SELECT n FROM throttles WHERE bucket = 'password/mia@acme.example'")).await;
    try_in(&signed_out(&mia, &house), "mia@acme.example", PASSWORD).await.leads_to("/");
    let after = house.number(sql!("SELECT n FROM throttles WHERE bucket = 'password/mia@acme.example'")).await;
    assert_eq!(before, after, "others start no anew by that");
    // Elsewhere the owner waits as well.
    try_in(&house.browser(), "mia@acme.example", PASSWORD).await.is(429);
    // It is their browser, nobody else's: to another account it is a stranger.
    hammer(&house, "bo@acme.example").await;
    try_in(&signed_out(&mia, &house), "bo@acme.example", PASSWORD).await.is(429);
}

#[tokio::test]
async fn a_stolen_cookie_gives_no_more_guesses_and_opens_nothing() {
    let house = anywhere().await;
    let mia = house.browser_of(&house.mia()).await;
    let thief = signed_out(&mia, &house);
    thief.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    thief.get("/sign-in").await.is(200);
    let guess = async |n: usize| {
        let fields = [("email", "mia@acme.example"), ("password", WRONG)];
        thief.post("/sign-in", &fields).header("x-forwarded-for", &format!("192.0.2.{n}")).await.status
    };
    for n in 0..5 {
        assert_eq!(guess(n).await, 422);
    }
    house.app.clock.advance(TimeDelta::seconds(-60));
    assert_eq!(guess(6).await, 429);
    // Signing in as oneself, from that browser, starts nobody else anew.
    let own = thief.copy();
    own.post("/sign-in", &[("email", "bo@acme.example"), ("password", PASSWORD)]).header("x-forwarded-for", "192.0.2.7").await.is(303);
    let thief = signed_out(&own, &house);
    thief.get("/sign-in").await.is(200);
    let fields = [("email", "mia@acme.example"), ("password", PASSWORD)];
    thief.post("/sign-in", &fields).header("x-forwarded-for", "192.0.2.8").await.is(429);
    // The owner is not held up elsewhere by what was tried there.
    try_in(&house.browser(), "mia@acme.example", PASSWORD).await.leads_to("/");
    assert_eq!(attempts(&house, "password").await, 5);
}

#[tokio::test]
async fn a_key_that_was_planted_never_becomes_somebodys() {
    let house = House::new().await;
    let mallory = house.browser_of(&house.bo()).await;
    for planted in [Secret::random().expose(), mallory.cookie(DEVICE).expect("known by")] {
        let mia = house.browser();
        mia.set_cookie(DEVICE, &planted);
        try_in(&mia, "mia@acme.example", PASSWORD).await.leads_to("/");
        assert_ne!(mia.cookie(DEVICE), Some(planted.clone()), "a new one at each sign-in");
        let hash = Secret::parse(&planted).expect("a key").hash();
        assert_eq!(house.number(sql!("SELECT count(*) FROM devices WHERE key_hash = $1", hash)).await, 0);
    }
    let kept = Secret::parse(&mallory.cookie(DEVICE).expect("known by")).expect("a key");
    let text = format!("%{}%", kept.expose());
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions WHERE CAST(data AS text) LIKE $1", text)).await, 0);
}

#[tokio::test]
async fn one_browser_serves_two_and_a_changed_password_forgets_all() {
    let house = anywhere().await;
    let desk = house.browser_of(&house.mia()).await;
    let desk = signed_out(&desk, &house);
    try_in(&desk, "bo@acme.example", PASSWORD).await.leads_to("/");
    desk.get("/account/preferences").await;
    desk.post("/sign-out", &[]).await.is(303);
    for email in ["mia@acme.example", "bo@acme.example"] {
        hammer(&house, email).await;
        try_in(&desk, email, PASSWORD).await.leads_to("/");
        desk.get("/account/preferences").await;
        desk.post("/sign-out", &[]).await.is(303);
    }
    let devices = async || {
        house.number(sql!("SELECT count(*) FROM devices d JOIN users u ON u.id = d.user_id WHERE u.email_key = 'bo@acme.example'")).await
    };
    let phone = house.browser();
    house.app.clock.advance(TimeDelta::minutes(20));
    try_in(&phone, "bo@acme.example", PASSWORD).await.leads_to("/");
    assert_eq!(devices().await, 2);
    phone.get("/account/password").await.is(200);
    phone.post("/account/password", &[("present", PASSWORD), ("password", "seven tides turn at noon")]).await.is(303);
    assert_eq!(devices().await, 1, "only the one it was changed on");
    for (path, fields) in [("password", vec![]), ("compromised", vec![])] {
        let ada = house.browser_of(&house.ada()).await;
        ada.post(&format!("/users/{}/{path}", house.bo().id), &fields).await;
        assert_eq!(devices().await, 0, "{path}");
        house.app.db.run(sql!("UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email_key = 'ada@acme.example'), must_change_password = $1, temporary_by = NULL WHERE email_key = 'bo@acme.example'", false)).await.expect("written");
        house.app.db.run(sql!("DELETE FROM throttles")).await.expect("written");
        try_in(&house.browser(), "bo@acme.example", PASSWORD).await.leads_to("/");
    }
}

#[tokio::test]
async fn a_new_browser_is_told_of_by_mail_the_first_one_and_known_ones_are_not() {
    let house = House::new().await;
    let new = async || house.mails().await.iter().filter(|mail| mail.subject.contains("new")).count();
    let desk = house.browser_of(&house.mia()).await;
    try_in(&signed_out(&desk, &house), "mia@acme.example", PASSWORD).await.leads_to("/");
    assert_eq!(new().await, 0);
    try_in(&house.browser(), "mia@acme.example", PASSWORD).await.leads_to("/");
    assert_eq!(new().await, 1, "{:?}", house.mails().await.iter().map(|mail| mail.subject.clone()).collect::<Vec<_>>());
}

#[tokio::test]
async fn browsers_are_forgotten_after_400_days_and_beyond_fifty() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let known = signed_out(&mia, &house);
    for _ in 0..55 {
        try_in(&house.browser(), "mia@acme.example", PASSWORD).await.leads_to("/");
        house.app.clock.advance(TimeDelta::minutes(2));
    }
    let count = sql!("SELECT count(*) FROM devices");
    assert_eq!(house.number(count).await, 50);
    let _ = known;
    house.app.clock.advance(TimeDelta::days(401));
    rolecall::ops::housekeeping::sweep(&house.app.db, house.now()).await.expect("swept");
    assert_eq!(house.number(sql!("SELECT count(*) FROM devices")).await, 0);
}

/// Where many people share one address.
const OFFICE: &str = "192.0.2.77";

#[tokio::test]
async fn a_neighbour_who_fails_too_often_keeps_nobody_out_of_their_own_browser() {
    let house = anywhere().await;
    let mia = house.browser();
    mia.get("/sign-in").await.is(200);
    mia.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).header("x-forwarded-for", OFFICE).await.leads_to("/");
    let neighbour = house.browser();
    neighbour.get("/sign-in").await.is(200);
    for n in 0..20 {
        let email = format!("nobody{n}@acme.example");
        neighbour.post("/sign-in", &[("email", &email), ("password", WRONG)]).header("x-forwarded-for", OFFICE).await.is(422);
    }
    neighbour.post("/sign-in", &[("email", "bo@acme.example"), ("password", PASSWORD)]).header("x-forwarded-for", OFFICE).await.is(429);
    let mia = signed_out(&mia, &house);
    mia.get("/sign-in").await.is(200);
    mia.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).header("x-forwarded-for", OFFICE).await.leads_to("/");
}

#[tokio::test]
async fn a_new_browser_is_told_of_also_after_the_others_were_forgotten() {
    let house = House::new().await;
    let _mia = house.browser_of(&house.mia()).await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    try_in(&house.browser(), "mia@acme.example", &temporary).await.leads_to("/");
    let told = house.mails().await;
    assert!(
        told.last().is_some_and(|mail| mail.subject.contains("new device")),
        "{:?}",
        told.iter().map(|mail| &mail.subject).collect::<Vec<_>>()
    );
}
