//! Searching while typing and with Enter.

use serde_json::{Value, json};

use super::{first_row, is_marked, mark, says};
use crate::chromium::{Browser, ENTER, JavaScript};
use crate::house::{ADA, House};

async fn fetches(browser: &Browser) -> Vec<String> {
    let script = "return performance.getEntriesByType('resource').filter((e) => e.initiatorType === 'fetch').map((e) => e.name.replace(location.origin, ''))";
    browser.script(script, json!([])).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typing_searches_in_place() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/account").await;
    ada.go("/users?per=25&sort=-name").await;
    mark(&ada).await;
    let pages: u64 = ada.script("return history.length", json!([])).await;

    ada.click("#q").await;
    ada.keys("person01").await;
    ada.has(10, "tbody tr").await;
    ada.has_focus("input#q").await;
    ada.is_at("/users?q=person01&sort=-name&per=25").await;
    ada.is_so("return document.title", "person01 – Users 1–10 of 10 – Acme").await;
    says(&ada, "Users 1–10 of 10").await;
    ada.keys("2").await;
    first_row(&ada, "Person 012").await;
    ada.has(1, "tbody tr").await;
    ada.has_focus("input#q").await;
    assert_eq!(ada.script::<String>("return document.querySelector('#q').value", json!([])).await, "person012");
    assert!(is_marked(&ada).await, "the page was loaded again");
    assert_eq!(ada.script::<u64>("return history.length", json!([])).await, pages, "typing fills the history");

    // Nobody: said in place.
    ada.keys("zz").await;
    ada.sees("No user matches “person012zz”").await;
    says(&ada, "No users").await;
    ada.has_focus("input#q").await;

    // Back does not go letter by letter.
    ada.back().await;
    ada.is_at("/account").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enter_opens_the_one_who_was_meant() {
    let house = House::with_people(12).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    ada.keys("/").await;
    ada.has_focus("input#q").await;
    ada.keys("person 007").await;
    ada.keys(ENTER).await;
    ada.is_at(&format!("/users/{}?back=%2Fusers%3Fq%3Dperson%2B007", house.id_of("person007@acme.example").await)).await;
    ada.sees("Person 007").await;
    // Of several none is meant: the search is an entry of its own in the history.
    ada.back().await;
    ada.holds("return location.pathname === '/users'", json!([]), "the list").await;
    ada.fill("Search users", "person00").await;
    ada.keys(ENTER).await;
    ada.has(9, "tbody tr").await;
    ada.is_at("/users?q=person00").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_word_of_an_input_method_is_not_searched() {
    let house = House::with_people(12).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    ada.click("#q").await;
    ada.devtools("Input.imeSetComposition", json!({ "text": "pers", "selectionStart": 4, "selectionEnd": 4 })).await;
    ada.is_so("return document.querySelector('#q').value", "pers").await;
    // A timer set now, longer than that of the search: when it goes off, the other would have.
    ada.script::<Value>("setTimeout(() => (window.later = true), 400); return null", json!([])).await;
    ada.holds("return window.later === true", json!([]), "a moment").await;
    assert_eq!(fetches(&ada).await, Vec::<String>::new());
    ada.devtools("Input.insertText", json!({ "text": "person 007" })).await;
    ada.has(1, "tbody tr").await;
    ada.is_at("/users?q=person+007").await;
    assert_eq!(fetches(&ada).await.len(), 1);
    ada.close().await;
}
