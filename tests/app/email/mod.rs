//! Another address for somebody: proven by a link that goes there, or set by whoever may; nobody learns whose an address is.

mod by_others;
mod limits;
mod link;
mod own;
mod takeover;
mod taken;

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD, Person};

const NEW: &str = "kim.new@north.example";

/// A member who may change their own address, which the preset does not let them.
async fn kim(house: &House) -> Person {
    let own = json!({"id": {"_eq": "$CURRENT_USER"}});
    let role = house.role("Movers", &[permission("users", "update", own, &["email"])]).await;
    house.add("kim@acme.example", ("Kim", "Berg"), Status::Active, Some(role)).await
}

/// Sees everyone, and changes addresses.
async fn desk(house: &House) -> Person {
    let update = permission("users", "update", json!({}), &["email"]);
    house.tess(&[permission("users", "read", json!({}), &["*"]), update]).await
}

async fn ask(browser: &Browser, email: &str) -> Answer {
    browser.post("/account/email", &[("act", "ask"), ("email", email)]).await
}

/// For somebody else.
async fn post(browser: &Browser, person: &Person, act: &str, email: &str) -> Answer {
    browser.post(&format!("/users/{}/email", person.id), &[("act", act), ("email", email)]).await
}

/// Asks for a new address, and gives back the link that goes there.
async fn asked(house: &House, browser: &Browser, email: &str) -> String {
    ask(browser, email).await.leads_to("/account/email");
    newest_to(house, email).await
}

/// The link in the newest mail to an address.
async fn newest_to(house: &House, email: &str) -> String {
    let mails = house.mails().await;
    let mail = mails.iter().rfind(|mail| mail.to.contains(email) && mail.text.contains("/email/"));
    mail.unwrap_or_else(|| panic!("no mail to {email}")).link()
}

async fn address_of(house: &House, person: &Person) -> String {
    house.user(person).await.email
}

/// Whether that address and the password of everybody open the pages.
async fn signs_in(house: &House, email: &str) -> bool {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.status == 303
}

/// Addresses that wait for a proof.
async fn waiting(house: &House) -> Vec<String> {
    house.texts(sql!("SELECT email FROM links WHERE purpose = 'email' AND ended_at IS NULL ORDER BY email")).await
}

/// What the page says that a form led to.
async fn refused(browser: &Browser, answer: Answer, why: &str) {
    browser.follow(answer.is(303)).await.is(200).says(why);
}
