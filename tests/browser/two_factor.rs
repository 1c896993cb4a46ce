//! Two-factor as people meet it: asked for, scanned from the page itself, used, lost and moved to another phone.

use chrono::TimeDelta;
use rolecall::sql;
use serde_json::json;

use crate::chromium::{Browser, JavaScript};
use crate::house::{ADA, House, PASSWORD};
use crate::phone::Phone;

/// Reads the QR code on the page, enters what the phone shows, and stores the recovery codes.
pub async fn enrol(house: &House, browser: &Browser) -> (Phone, Vec<String>) {
    browser.sees("Scan this with an authenticator app").await;
    let page: String = browser.script("return document.documentElement.outerHTML", json!([])).await;
    let phone = Phone::scan(&page);
    browser.fill("Code from your app", &phone.wrong(house.app.now())).await;
    browser.press("Turn on").await;
    browser.sees("There is a problem").await;
    browser.fill("Code from your app", &phone.code(house.app.now())).await;
    browser.press("Turn on").await;
    browser.sees("Two-factor is on").await;
    let codes = browser.script("return all('#codes li', document).map((code) => code.textContent)", json!([])).await;
    browser.press("I have stored them").await;
    (phone, codes)
}

async fn sign_out_and_in(browser: &Browser) {
    browser.click("#account-button").await;
    browser.press("Sign out").await;
    browser.is_at("/sign-in").await;
    browser.fill("E-mail", ADA).await;
    browser.fill("Password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.sees("Second step").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_is_set_up_used_lost_and_replaced_with_javascript() {
    from_first_to_last(JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_is_set_up_used_lost_and_replaced_without_javascript() {
    from_first_to_last(JavaScript::Off).await;
}

async fn from_first_to_last(way: JavaScript) {
    let house = House::with_ada().await;
    house.app.db.run(sql!("UPDATE settings SET two_factor = 'admins'")).await.expect("written");
    let ada = house.browser_of(ADA, way).await;
    ada.is_at("/account/two-factor").await;
    ada.go("/users").await;
    ada.is_at("/account/two-factor").await;
    let (phone, codes) = enrol(&house, &ada).await;
    assert_eq!(codes.len(), 10);
    ada.is_at("/users").await;

    sign_out_and_in(&ada).await;
    house.app.clock.advance(TimeDelta::seconds(30));
    let code = phone.code(house.app.now());
    ada.fill("Code from your app", &format!("{} {}", &code[..3], &code[3..])).await;
    ada.press("Continue").await;
    ada.is_at("/users").await;

    // The phone is lost.
    sign_out_and_in(&ada).await;
    ada.press("Use a recovery code").await;
    ada.fill("Recovery code", &codes[0].to_lowercase()).await;
    ada.press("Continue").await;
    ada.sees("9 are left").await;
    ada.press("Set up another app").await;
    let (new, _) = enrol(&house, &ada).await;
    ada.is_at("/account/security").await;
    ada.sees("10 of 10 left").await;

    sign_out_and_in(&ada).await;
    house.app.clock.advance(TimeDelta::seconds(60));
    ada.fill("Code from your app", &phone.code(house.app.now())).await;
    ada.press("Continue").await;
    ada.sees("There is a problem").await;
    ada.has_focus("div#errors").await;
    ada.fill("Code from your app", &new.code(house.app.now())).await;
    ada.press("Continue").await;
    ada.is_at("/users").await;
    ada.close().await;
}
