//! The list: searching, sorting, filters, pages, the way back — swapped in place with JavaScript, by links and forms without.

mod bulk;
mod filters;
mod lost;
mod search;

use serde_json::{Value, json};

use crate::chromium::{Browser, ENTER, JavaScript};
use crate::house::{ADA, House};

/// A mark on the document: as long as it is there, no page was loaded.
async fn mark(browser: &Browser) {
    browser.script::<Value>("return window.marked = true", json!([])).await;
}

async fn is_marked(browser: &Browser) -> bool {
    browser.script("return window.marked === true", json!([])).await
}

async fn first_row(browser: &Browser, name: &str) {
    browser.is_so("return trim(document.querySelector('tbody th a')?.textContent ?? '')", name).await;
}

async fn says(browser: &Browser, words: &str) {
    browser.is_so("return trim(document.querySelector('#announce').textContent)", words).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sorting_keeps_the_focus_on_its_head() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    mark(&ada).await;
    first_row(&ada, "Ada Abara").await;
    ada.click("#sort-name").await;
    first_row(&ada, "Person 060").await;
    ada.has_focus("a#sort-name").await;
    ada.is_at("/users?sort=-name").await;
    ada.is_so("return document.querySelector('[aria-sort]').innerText + document.querySelector('[aria-sort]').ariaSort", "Namedescending")
        .await;
    ada.keys(ENTER).await;
    first_row(&ada, "Ada Abara").await;
    ada.has_focus("a#sort-name").await;
    ada.is_at("/users").await;
    ada.click("#sort-email").await;
    ada.is_at("/users?sort=email").await;
    ada.has_focus("a#sort-email").await;
    assert!(is_marked(&ada).await, "the page was loaded again");
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_turned_in_place() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users?per=25").await;
    mark(&ada).await;
    assert_eq!(ada.count("#pg-prev").await, 0, "nothing is before the first page");
    ada.click("#pg-next").await;
    says(&ada, "Users 26–50 of 61").await;
    ada.has_focus("a#pg-next").await;
    ada.has(25, "tbody tr").await;
    // On the last page the link is gone: the focus goes to the results, not to nowhere.
    ada.keys(ENTER).await;
    says(&ada, "Users 51–61 of 61").await;
    ada.has(11, "tbody tr").await;
    assert_eq!(ada.count("#pg-next").await, 0, "nothing is after the last page");
    ada.has_focus("h2#results-h").await;
    // A search starts at the first page again.
    ada.fill("Search users", "person0").await;
    says(&ada, "Users 1–25 of 60").await;
    ada.is_at("/users?q=person0&per=25").await;
    assert!(is_marked(&ada).await, "the page was loaded again");
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_works_without_javascript() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::Off).await;
    ada.go("/users?per=25").await;
    ada.fill("Search users", "person01").await;
    ada.press("Search").await;
    ada.has(10, "tbody tr").await;
    ada.click("#sort-name").await;
    first_row(&ada, "Person 019").await;
    ada.go("/users?per=25").await;
    ada.press("Next").await;
    ada.sees("Users 26–50 of 61").await;
    ada.press("Next").await;
    ada.sees("Users 51–61 of 61").await;
    ada.press("Previous").await;
    ada.sees("Users 26–50 of 61").await;
    // What needs a script is not offered.
    ada.has(0, ".needs-js").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_notice_offers_is_within_reach_wherever_the_list_stands() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    for width in [1280, 320] {
        ada.width(width).await;
        ada.go("/users?q=person").await;
        let last = house.id_of("person049@acme.example").await;
        ada.click(&format!("#s-{last}")).await;
        ada.choose("Suspended").await;
        ada.press("Save").await;
        ada.sees("Person 049 is suspended.").await;
        let script = "const within = (e) => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth };
            return scrollY > 500 && all('#notices button').length === 2 && all('#notices button').every(within)";
        ada.holds(script, json!([]), "Undo and Dismiss in the window").await;
        ada.press("Undo").await;
        ada.sees("Person 049 is active.").await;
    }
    ada.close().await;
}
