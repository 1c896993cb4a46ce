//! What those who are not signed in choose, or have guessed for them; and the keys of those who are.

use serde_json::json;

use crate::chromium::JavaScript;
use crate::house::{ADA, House};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn set_up_guesses_the_zone_and_leaves_a_choice_alone() {
    let house = House::fresh().await;
    let ada = house.browser(JavaScript::On).await;
    ada.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "Pacific/Auckland" })).await;
    ada.go("/setup").await;
    assert_eq!(ada.value("Time zone").await, "Pacific/Auckland");
    ada.select("Time zone", "Europe/Oslo").await;
    ada.press("Finish set-up").await;
    ada.sees("There is a problem").await;
    assert_eq!(ada.value("Time zone").await, "Europe/Oslo", "a choice is not guessed over");
    ada.close().await;
    let bo = house.browser(JavaScript::Off).await;
    bo.go("/setup").await;
    assert_eq!(bo.value("Time zone").await, "UTC");
    bo.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_chooses_a_language_with_javascript_and_without() {
    let house = House::with_ada().await;
    for way in [JavaScript::On, JavaScript::Off] {
        let eve = house.browser(way).await;
        eve.go("/sign-in?next=%2Fusers").await;
        eve.press("Deutsch").await;
        eve.sees("Passwort").await;
        eve.holds("return location.pathname + location.search === '/sign-in?next=%2Fusers'", json!([]), "where it was").await;
        eve.go("/nowhere").await;
        eve.sees("Hier ist nichts").await;
        eve.press("English").await;
        eve.sees("There is nothing here").await;
        eve.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keys_are_listed_and_silent_once_switched_off() {
    let house = House::with_ada().await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    ada.keys("?").await;
    ada.is_at("/account/preferences").await;
    ada.sees("Search users").await;
    ada.choose("Keyboard shortcuts of one letter").await;
    ada.press("Save").await;
    ada.sees("Saved.").await;
    ada.keys("gu").await;
    ada.keys("?").await;
    ada.is_so("return location.pathname + location.hash", "/account/preferences").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rules_of_a_password_are_ticked_while_it_is_typed() {
    let house = House::fresh().await;
    let ada = house.browser(JavaScript::On).await;
    ada.go("/setup").await;
    ada.has(3, "#rules li:not(.met)").await;
    ada.fill("Name of your organisation", "Fabulous").await;
    ada.fill("Password", "Fabulous-Fabulous").await;
    ada.has(2, "#rules li.met").await;
    ada.fill("Password", "seven tides turn at noon").await;
    ada.has(3, "#rules li.met").await;
    ada.is_so("return document.getElementById('rules-said').textContent", "The password keeps all rules").await;
    ada.fill("Password", "seven tides").await;
    ada.has(2, "#rules li.met").await;
    ada.is_so("return document.getElementById('rules-said').textContent", "").await;
    ada.close().await;
    let bo = house.browser(JavaScript::Off).await;
    bo.go("/setup").await;
    bo.sees("At least 15 characters").await;
    bo.close().await;
}
