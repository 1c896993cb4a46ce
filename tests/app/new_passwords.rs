//! The rules of new passwords: the same on every form that sets one, and looked at while one is typed.

use regex::Regex;
use rolecall::sql;

use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};
use crate::invitations::invite;

/// What a form says of each rule: length, own words, guesses.
fn ticks(answer: &Answer) -> Vec<bool> {
    let rules = Regex::new(r"<li( class=.met.)?>").expect("a pattern");
    rules.captures_iter(&answer.body).map(|rule| rule.get(1).is_some()).collect()
}

async fn check(browser: &Browser, fields: &[(&str, &str)]) -> Vec<bool> {
    let answer = browser.post("/check-password", fields).swap().await.is(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.body.contains("The password keeps all rules"), ticks(&answer) == [true; 3], "{}", answer.body);
    ticks(&answer)
}

async fn reset_link(house: &House, email: &str) -> String {
    let (_, link) = rolecall::credentials::recovery_link(&house.app, email).await.expect("made");
    link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned()
}

#[tokio::test]
async fn every_form_refuses_what_is_common_and_what_is_ones_own() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let accept = invite(&ada, &house, "ines@north.example").await.remove(0);
    let mia = house.browser_of(&house.mia()).await;
    let reset = reset_link(&house, "mia@acme.example").await;
    let eve = house.browser();
    for (browser, path) in [(&eve, accept.as_str()), (&eve, reset.as_str()), (&mia, "/account/password")] {
        browser.get(path).await.is(200).says("At least 15 characters");
        for (password, why) in [
            ("passwordpassword", "in lists of common and leaked passwords"),
            ("SunshineSunshine2024", "in lists of common and leaked passwords"),
            ("id.acme.example2026!", "made of your name, address or organisation"),
            ("abcdefghijklmnopq", "less regular"),
            ("seven tides", "at least 15 characters"),
        ] {
            let fields = [("present", PASSWORD), ("password", password)];
            let fields = if path == "/account/password" { &fields[..] } else { &fields[1..] };
            browser.post(path, fields).await.is(422).says(why);
        }
    }
}

#[tokio::test]
async fn the_rules_are_ticked_for_strangers_and_for_those_inside() {
    let house = House::new().await;
    let eve = house.browser();
    eve.get("/sign-in").await.is(200);
    assert_eq!(check(&eve, &[("password", "")]).await, [false; 3]);
    assert_eq!(check(&eve, &[("password", "seven tides")]).await, [false, true, true]);
    assert_eq!(check(&eve, &[("password", "passwordpassword")]).await, [true, true, false]);
    assert_eq!(check(&eve, &[("password", "seven tides turn at noon")]).await, [true; 3]);
    // The words of the form at hand: what is typed beside it, whose link it is, who is signed in.
    let castellanos = ("password", "Castellanos-Castellanos");
    assert_eq!(check(&eve, &[castellanos]).await, [true; 3]);
    for field in ["first_name", "last_name", "organisation"] {
        assert_eq!(check(&eve, &[castellanos, (field, "Castellanos")]).await, [true, false, true], "{field}");
    }
    assert_eq!(check(&eve, &[castellanos, ("email", "castellanos@north.example")]).await, [true, false, true]);
    let okafor = ("password", "mia-okafor-mia-okafor-1");
    assert_eq!(check(&eve, &[okafor]).await, [true; 3]);
    let link = reset_link(&house, "mia@acme.example").await;
    assert_eq!(check(&eve, &[okafor, ("link", link.trim_start_matches("/reset/"))]).await, [true, false, true]);
    assert_eq!(check(&house.browser_of(&house.mia()).await, &[okafor]).await, [true, false, true]);
    // Somebody who has to choose one first may look too.
    house.app.db.run(sql!("UPDATE users SET must_change_password = $1", true)).await.expect("written");
    let bo = house.browser_of(&house.bo()).await;
    assert_eq!(check(&bo, &[("password", "bo lindqvist bo lindqvist")]).await, [true, false, true]);
    eve.post("/check-password", &[("password", "x"), ("more", "x")]).await.is(400);
    eve.post("/check-password", &[("password", "x")]).without_csrf().await.is(403);
}

#[tokio::test]
async fn a_stricter_project_is_obeyed_and_a_present_password_stays() {
    let house = House::new().await;
    house.app.db.run(sql!("UPDATE settings SET password_min = 30")).await.expect("written");
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/account/password").await.is(200).says("At least 30 characters");
    let change = |password| [("present", PASSWORD), ("password", password)];
    mia.post("/account/password", &change("seven tides turn at noon")).await.is(422).says("at least 30 characters");
    assert_eq!(check(&mia, &[("password", "seven tides turn at noon")]).await, [false, true, true]);
    mia.post("/account/password", &change("seven tides turn at noon, and the eighth")).await.is(303);
}

#[tokio::test]
async fn set_up_looks_too() {
    let house = House::empty().await;
    let ada = house.browser();
    ada.get("/setup").await.is(200).says("At least 15 characters");
    assert_eq!(check(&ada, &[("password", "Fabulous-Fabulous"), ("organisation", "Fabulous")]).await, [true, false, true]);
}
