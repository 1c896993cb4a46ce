//! Asked of somebody, setting it up is the only page there is.

use rolecall::sql;

use super::{Phone, enrol, is_in, next_code, pending, post_code};
use crate::browser::Browser;
use crate::house::{House, PASSWORD, Person};

async fn setting(house: &House, to: &str) {
    house.force(&format!("UPDATE settings SET two_factor = '{to}'")).await.expect("written");
}

/// Signed in with the password alone, wherever that leads.
async fn sign_in(house: &House, person: &Person) -> Browser {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await.is(303);
    browser
}

async fn is_due(browser: &Browser) -> bool {
    browser.get("/account").await.location() == "/account/two-factor"
}

#[tokio::test]
async fn a_setting_asks_it_of_administrators_or_of_everyone_and_a_role_of_whoever_has_it() {
    let house = House::new().await;
    let (ada, mia) = (house.ada(), house.mia());
    for (to, asks_ada, asks_mia) in [("nobody", false, false), ("admins", true, false), ("everyone", true, true)] {
        setting(&house, to).await;
        assert_eq!((is_due(&sign_in(&house, &ada).await).await, is_due(&sign_in(&house, &mia).await).await), (asks_ada, asks_mia), "{to}");
    }
    setting(&house, "nobody").await;
    let (own, group, grant) =
        (mia.clone(), house.add_member("g@acme.example", ("G", "")).await, house.add_member("h@acme.example", ("H", "")).await);
    let role = house.role("Desk", &[]).await;
    let open = house.browser_of(&own).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", own.id, role)).await.expect("written");
    let crew = rolecall::groups::Details { name: "Crew".into(), roles: vec![role], ..rolecall::groups::Details::default() };
    let crew = rolecall::groups::create(&house.app.db, &rolecall::access::Actor::cli(), &crew, house.now()).await.expect("made");
    house
        .app
        .db
        .run(sql!("INSERT INTO team_members (team_id, user_id, added_at) VALUES ($1, $2, $3)", crew, group.id, house.now()))
        .await
        .expect("written");
    house
        .app
        .db
        .run(sql!(
            "INSERT INTO grants (id, user_id, role_id, created_at) VALUES ($1, $2, $3, $4)",
            uuid::Uuid::now_v7(),
            grant.id,
            role,
            house.now()
        ))
        .await
        .expect("written");
    for person in [&own, &group, &grant] {
        assert!(!is_due(&sign_in(&house, person).await).await, "{}", person.email);
    }
    house.app.db.run(sql!("UPDATE roles SET require_2fa = $2 WHERE id = $1", role, true)).await.expect("written");
    for person in [&own, &group, &grant] {
        let browser = sign_in(&house, person).await;
        assert!(is_due(&browser).await, "{}", person.email);
        browser.get("/account/two-factor").await.is(200).says("Your role Desk requires two-factor");
    }
    assert!(is_due(&open).await, "a session that was open is asked with its next request");
}

#[tokio::test]
async fn nothing_else_is_open_until_it_is_done() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    setting(&house, "admins").await;
    let page = ada.get("/account/two-factor").await.is(200).says("Administrators must use two-factor");
    let phone = Phone::scan(&page.body);
    for path in ["/", "/users", "/account", "/account/security", "/account/password", "/roles", "/audit", "/nowhere"] {
        ada.get(path).await.leads_to("/account/two-factor");
        // A fragment must not land in a table.
        let swap = ada.get(path).swap().await;
        assert_eq!((swap.status, swap.header("hx-redirect"), swap.body.as_str()), (204, "/account/two-factor", ""), "{path}");
    }
    ada.get("/account/two-factor").await.is(200);
    for (path, fields) in [
        (format!("/users/{}/status", house.mia().id), vec![("status", "suspended")]),
        ("/account/preferences".into(), vec![("theme", "dark"), ("density", "compact")]),
        ("/account/two-factor/off".into(), vec![]),
        ("/account/two-factor/codes".into(), vec![]),
    ] {
        ada.post(&path, &fields).await.leads_to("/account/two-factor");
        let swap = ada.post(&path, &fields).swap().await;
        assert_eq!((swap.status, swap.header("hx-redirect")), (204, "/account/two-factor"), "{path}");
    }
    assert_eq!(house.status_of(&house.mia()).await, "active");
    // Proving and signing out are.
    crate::security::wait(&house);
    ada.get("/account/two-factor").await.is(401);
    let elsewhere = house.browser();
    elsewhere.get("/sign-in").await.is(200);
    elsewhere.post("/sign-in", &[("email", "ada@acme.example"), ("password", PASSWORD)]).await.is(303);
    elsewhere.get("/account/two-factor").await.is(200);
    elsewhere.post("/sign-out", &[]).await.leads_to("/sign-in");
    // Done: everything is open, and it stays on.
    let asked = ada.get("/account/two-factor").await.is(401);
    crate::security::prove(&ada, &asked, PASSWORD).await.leads_to("/account/two-factor");
    assert_eq!(Phone::scan(&ada.get("/account/two-factor").await.body).key(), phone.key());
    let (phone, _) = enrol(&house, &ada).await;
    ada.get("/users").await.is(200);
    ada.get("/account/two-factor").await.is(200).says("cannot be turned off here");
    ada.post("/account/two-factor/off", &[]).await.is(409).says("required of you");
    let next = pending(&house, &house.ada()).await;
    post_code(&next, &next_code(&house, &phone)).await.leads_to("/");
    assert!(is_in(&next).await && is_in(&ada).await);
    setting(&house, "nobody").await;
    ada.get("/account/two-factor").await.is(200);
    ada.post("/account/two-factor/off", &[]).await.is(303);
}

#[tokio::test]
async fn a_new_password_comes_first_where_both_are_due() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    setting(&house, "everyone").await;
    let mia = house.browser();
    mia.get("/sign-in").await.is(200);
    mia.post("/sign-in", &[("email", "mia@acme.example"), ("password", &temporary)]).await.is(303);
    mia.get("/account/two-factor").await.leads_to("/account/password");
    let swap = mia.get("/users").swap().await;
    assert_eq!((swap.status, swap.header("hx-redirect")), (204, "/account/password"));
    mia.get("/account/password").await.is(200);
    let answer = mia.post("/account/password", &[("password", "a sentence of my own making")]).await.is(303);
    mia.follow(answer).await.is(200).says("Everyone here must use two-factor");
    enrol(&house, &mia).await;
    mia.get("/account").await.is(200);
}

#[tokio::test]
async fn who_joins_is_let_in_and_asked_at_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = crate::invitations::invite(&ada, &house, "ines@north.example").await.remove(0);
    setting(&house, "everyone").await;
    let ines = house.browser();
    let answer = crate::invitations::join(&ines, &link).await.is(303);
    ines.follow(answer).await.is(200).says("Set up two-factor");
    let (phone, _) = enrol(&house, &ines).await;
    ines.get("/account").await.is(200);
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", "ines@north.example"), ("password", "my own long sentence")]).await.leads_to("/sign-in/code");
    browser.get("/sign-in/code").await.is(200);
    post_code(&browser, &next_code(&house, &phone)).await.leads_to("/");
}
