//! First run: the code, the page, one winner, and closed for good.

use futures_util::future::join_all;
use rolecall::setup::code_of;
use rolecall::sql;

use crate::browser::Browser;
use crate::house::{COOKIE, House, PASSWORD};

fn form(code: &str) -> Vec<(&str, &str)> {
    vec![
        ("code", code),
        ("organisation", "Acme"),
        ("language", "en"),
        ("timezone", "Europe/Oslo"),
        ("first_name", "Ada"),
        ("last_name", "Abara"),
        ("email", "ada@acme.example"),
        ("password", PASSWORD),
    ]
}

async fn opened(house: &House) -> Browser {
    let browser = house.browser();
    browser.get("/setup").await.is(200);
    browser
}

#[tokio::test]
async fn whoever_has_the_code_becomes_the_first_administrator() {
    let house = House::empty().await;
    let ada = house.browser();
    let code = code_of(&house.app);
    let page = ada.get(&format!("/setup?code={code}")).await.is(200);
    assert_eq!(page.input("code"), code);
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    let answer = ada.post("/setup", &form(&code)).await.leads_to("/users");
    // Whoever administers has a second factor from the first day.
    ada.follow(answer).await.is(200).says("Ada Abara").says("Acme").says("Administrators must use two-factor");
    crate::two_factor::enrol(&house, &ada).await;
    ada.get("/users").await.is(200).says("Invite your first people");
    assert_eq!(house.actions().await, ["role.create", "role.create", "role.create", "settings.create", "user.create", "two_factor.enable"]);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    // The password works elsewhere too.
    let elsewhere = house.browser();
    elsewhere.get("/sign-in").await.is(200);
    elsewhere.post("/sign-in", &[("email", "ADA@acme.example"), ("password", PASSWORD)]).await.leads_to("/sign-in/code");
}

#[tokio::test]
async fn without_the_code_nothing_is_set_up() {
    let house = House::empty().await;
    let eve = opened(&house).await;
    let code = code_of(&house.app);
    let mut bent = code.clone();
    bent.replace_range(..1, if code.starts_with('A') { "B" } else { "A" });
    for wrong in ["", "AAAA-AAAA-AAAA-AAAA-AAAA", &bent, &code[..code.len() - 1], &format!("{code}A"), &code.replace('-', "")] {
        let page = eve.post("/setup", &form(wrong)).await.is(422).says("Enter the code that Rolecall printed");
        assert_eq!(page.input("email"), "ada@acme.example", "what was typed stays");
        assert!(!page.body.contains(PASSWORD), "the password is drawn again");
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 0);
    assert_eq!(house.number(sql!("SELECT count(*) FROM settings")).await, 0);
    eve.post("/setup", &form(&code.to_lowercase())).await.leads_to("/users");
}

#[tokio::test]
async fn what_is_wrong_with_the_form_is_said_beside_its_field() {
    let house = House::empty().await;
    let ada = opened(&house).await;
    let code = code_of(&house.app);
    for (field, value, says) in [
        ("organisation", "", "Enter the name of your organisation"),
        ("email", "ada", "Enter an address with a name before the @"),
        ("email", "", "Enter an e-mail address"),
        ("password", "too short", "Use at least 15 characters"),
        ("password", "Acme-Abara-2026-2026", "this is made of your name"),
        ("password", "aaaaaaaaaaaaaaaaaaa", "this repeats or counts"),
        ("language", "tlh", "Choose a language"),
        ("timezone", "Mars/Olympus", "Choose a time zone"),
        ("first_name", &"x".repeat(101), "Use at most 100 characters"),
    ] {
        let fields: Vec<_> = form(&code).into_iter().map(|(name, old)| (name, if name == field { value } else { old })).collect();
        let page = ada.post("/setup", &fields).await.is(422).says(says);
        assert!(page.body.contains(&format!("href=\"#{field}\"")), "the summary leads to {field}");
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM settings")).await, 0);
}

#[tokio::test]
async fn set_up_is_closed_for_good() {
    let house = House::empty().await;
    let (ada, eve) = (opened(&house).await, opened(&house).await);
    let code = code_of(&house.app);
    ada.post("/setup", &form(&code)).await.leads_to("/users");
    ada.get("/account/two-factor").await.is(200);
    crate::two_factor::enrol(&house, &ada).await;
    for browser in [&ada, &eve] {
        browser.get(&format!("/setup?code={code}")).await.is(404);
        browser.get("/sign-in").await;
        browser.post("/setup", &form(&code)).await.is(404);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 1);
}

#[tokio::test]
async fn of_many_at_once_one_sets_up() {
    let house = House::empty().await;
    let code = code_of(&house.app);
    let browsers = join_all((0..8).map(|_| opened(&house))).await;
    let answers = join_all(browsers.iter().enumerate().map(async |(n, browser)| {
        let email = format!("first{n}@acme.example");
        let fields: Vec<_> = form(&code).into_iter().map(|(name, old)| (name, if name == "email" { &email } else { old })).collect();
        browser.post("/setup", &fields).await
    }))
    .await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [303, 404, 409].contains(status)), "{statuses:?}");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 1);
    assert_eq!(house.number(sql!("SELECT count(*) FROM roles")).await, 3);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn until_then_every_way_leads_to_set_up() {
    let house = House::empty().await;
    let eve = opened(&house).await;
    for route in crate::routes::routes() {
        // A stranger may choose the language of that page too, and its form has a new password looked at.
        if route.path.starts_with("/setup") || ["/language", "/check-password"].contains(&route.path.as_str()) || route.is_outside() {
            continue;
        }
        let path = route.path.replace("{id}", &uuid::Uuid::now_v7().to_string()).replace("{token}", &"a".repeat(43));
        if route.method == "GET" {
            eve.get(&path).await.leads_to("/setup");
        } else {
            eve.post(&path, &[]).await.leads_to("/setup");
        }
    }
    assert!(eve.cookie(COOKIE).is_some());
    eve.get("/health/ready").await.is(200);
}
