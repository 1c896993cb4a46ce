//! Two-factor: setting it up, the second step of signing in, losing the phone, and being asked for it.

mod counted;
mod enrol;
mod once;
mod order;
mod remove;
mod required;

use chrono::TimeDelta;

use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD, Person};
pub use crate::phone::Phone;

/// Turns it on in that browser: the phone, and the recovery codes as they are shown.
pub async fn enrol(house: &House, browser: &Browser) -> (Phone, Vec<String>) {
    let page = browser.get("/account/two-factor").await.is(200);
    let phone = Phone::scan(&page.body);
    let page = browser.post("/account/two-factor", &[("code", &phone.code(house.now()))]).await.is(200);
    let codes = page.find_all("<li>([0-9A-Z-]{19})</li>");
    assert_eq!(codes.len(), 10, "{}", page.text());
    (phone, codes)
}

/// The next code: time goes on until there is one.
fn next_code(house: &House, phone: &Phone) -> String {
    house.app.clock.advance(TimeDelta::seconds(30));
    phone.code(house.now())
}

/// A browser in which the password was right, and no more.
async fn pending(house: &House, person: &Person) -> Browser {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await.leads_to("/sign-in/code");
    browser.get("/sign-in/code").await.is(200).says("Second step").says(&person.email);
    browser
}

async fn post_code(browser: &Browser, code: &str) -> Answer {
    browser.post("/sign-in/code", &[("code", code), ("with", ""), ("next", "")]).await
}

async fn post_recovery(browser: &Browser, code: &str) -> Answer {
    browser.post("/sign-in/code", &[("code", code), ("with", "recovery"), ("next", "")]).await
}

/// Posts what asks for a proof, proves it by the password, and goes on as a browser does.
async fn post_proved(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let asked = browser.post(path, fields).await.is(401);
    let proved = crate::security::prove(browser, &asked, PASSWORD).await.is(307);
    assert_eq!(proved.location(), path);
    browser.post(path, fields).await
}

/// Whether the directory takes that browser for somebody.
async fn is_in(browser: &Browser) -> bool {
    browser.get("/account").await.status == 200
}

/// With a second factor, and the phone that has it.
async fn mia_with_phone(house: &House) -> (Browser, Phone, Vec<String>) {
    let mia = house.browser_of(&house.mia()).await;
    let (phone, codes) = enrol(house, &mia).await;
    (mia, phone, codes)
}
