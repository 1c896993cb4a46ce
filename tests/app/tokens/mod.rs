//! Tokens: how they are made, what they open, when they end. What programs ask stands under `/api/`.

mod columns;
mod door;
mod ends;
mod making;
mod reach;
mod services;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::{Permission, permission};
use crate::browser::{Answer, Browser, Request};
use crate::house::{House, Person};

/// Every right to tokens of one's own.
pub fn own_tokens() -> Vec<Permission> {
    let own = json!({"user": {"_eq": "$CURRENT_USER"}});
    ["create", "read", "update", "delete"].map(|action| permission("tokens", action, own.clone(), &["*"])).to_vec()
}

pub const EVERYTHING: [(&str, &str); 3] = [("name", "Robot"), ("may", "everything"), ("ends", "90")];

/// The secret that the page shows.
pub fn secret(answer: &Answer) -> String {
    answer.find(r#"<output id="token">([^<]+)<"#).expect("a token is shown")
}

/// Made through the page.
pub async fn make(browser: &Browser, user: Uuid, fields: &[(&str, &str)]) -> String {
    browser.get(&format!("/users/{user}/tokens/new")).await.is(200);
    secret(&browser.post(&format!("/users/{user}/tokens"), fields).await.is(200))
}

/// `GET /api/users/me`, as a program asks.
pub fn me<'b>(program: &'b Browser, token: &str) -> Request<'b> {
    program.get("/api/users/me").header("authorization", &format!("Bearer {token}"))
}

pub fn json_of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// Tess, who may have tokens, her browser, and one that opens everything she may.
pub async fn tess_with_token(house: &House) -> (Person, Browser, String) {
    let tess = house.tess(&own_tokens()).await;
    let browser = house.browser_of(&tess).await;
    let token = make(&browser, tess.id, &EVERYTHING).await;
    (tess, browser, token)
}

/// The id of somebody's newest token.
pub async fn newest(house: &House, person: &Person) -> Uuid {
    use rolecall::db::Ask;
    let sql = rolecall::sql!("SELECT id FROM tokens WHERE user_id = $1 ORDER BY id DESC LIMIT 1", person.id);
    let (id,): (Uuid,) = (&house.app.db).one(sql).await.expect("a token");
    id
}
