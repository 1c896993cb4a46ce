//! Inviting and accepting: every kind of address, one mail for one click, and every way a link can be dead.

mod accept;
mod dead;
mod domains;
mod forged_host;
mod guarded;
pub mod joined;
mod many;
mod pending;
mod reminders;
mod review;
mod send;
mod table;
mod undo;
mod until;

use crate::browser::{Answer, Browser};
use crate::house::House;

/// The form as it is sent from the page, to be overridden field by field.
async fn fields(ada: &Browser, house: &House, emails: &str) -> Vec<(String, String)> {
    let page = ada.get("/users/invite").await.is(200);
    [
        ("emails", emails.to_owned()),
        ("role", house.people().member.to_string()),
        ("language", "en".into()),
        ("days", "7".into()),
        ("message", String::new()),
        ("form_key", page.input("form_key")),
        ("act", "send".into()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

async fn post(ada: &Browser, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    ada.post("/users/invite", &fields).await
}

fn with(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    fields.iter().map(|(known, old)| (known.clone(), if known == name { value.to_owned() } else { old.clone() })).collect()
}

/// Invites, and gives back the paths of the links that the result shows.
pub async fn invite(ada: &Browser, house: &House, emails: &str) -> Vec<String> {
    let fields = fields(ada, house, emails).await;
    links(&post(ada, &fields).await.is(200))
}

/// With the mail in that language.
pub async fn invite_in(ada: &Browser, house: &House, emails: &str, language: &str) -> Vec<String> {
    let fields = with(&fields(ada, house, emails).await, "language", language);
    links(&post(ada, &fields).await.is(200))
}

fn links(page: &Answer) -> Vec<String> {
    page.find_all(r#"data-copy-text="https?://[^/"]+(/accept/[\w-]+)""#)
}

/// What an invitee posts.
pub const JOIN: [(&str, &str); 4] =
    [("first_name", "Ines"), ("last_name", "Sol"), ("email", "ines@north.example"), ("password", "my own long sentence")];

/// Opens the link and joins.
pub async fn join(browser: &Browser, link: &str) -> Answer {
    browser.get(link).await.is(200);
    browser.post(link, &JOIN).await
}
