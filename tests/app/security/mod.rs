//! What keeps an account safe: proofs asked for again, sessions that can be seen and ended, mails that tell of what happened.

mod notices;
mod proof;
mod sessions;

use chrono::TimeDelta;

use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};

/// Long enough for signing in to count as no proof any more, and too short for the session to end.
pub fn wait(house: &House) {
    house.app.clock.advance(TimeDelta::minutes(11));
}

/// The fields that wait in the page that asks for a proof, with the password.
fn proving(asked: &Answer, password: &str) -> Vec<(String, String)> {
    let (_, form) = asked.body.split_once("id=\"prove-form\"").expect("a page that asks for a proof");
    let form = Answer { body: form.to_owned(), ..asked.clone() };
    let hidden = form.find_all(r#"<input type="hidden" name="([^"]+)""#);
    let fields = hidden.into_iter().filter(|name| name != "csrf").map(|name| (form.input(&name), name)).map(|(value, name)| (name, value));
    fields.chain([("prove-password".to_owned(), password.to_owned())]).collect()
}

pub async fn prove(browser: &Browser, asked: &Answer, password: &str) -> Answer {
    let fields = proving(asked, password);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post("/account/prove", &fields).await
}

/// Posts what asks for a proof, proves with the right password, and goes on as a browser does: the same fields once more.
async fn post_proved(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let asked = browser.post(path, fields).await.is(401);
    assert_eq!(prove(browser, &asked, PASSWORD).await.is(307).location(), path);
    let again = proving(&asked, PASSWORD);
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &again).await
}
