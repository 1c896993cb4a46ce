//! Signing in and out: who gets in, what a refusal gives away, what a session is, and when it ends.

mod answers;
mod devices;
mod ends;
mod forged;
mod guessed;
mod seen;
mod sessions;
mod throttles;
mod ways_in;

use crate::browser::{Answer, Browser};
use crate::house::House;

/// Tries to sign in as a stranger does: opens the page, posts the form.
async fn try_in(browser: &Browser, email: &str, password: &str) -> Answer {
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", email), ("password", password)]).await
}

async fn attempts(house: &House, outcome: &str) -> i64 {
    house.number(rolecall::sql!("SELECT count(*) FROM attempts WHERE outcome = $1", outcome)).await
}
