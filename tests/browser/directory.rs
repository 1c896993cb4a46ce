//! The list: searching, sorting, filters, pages, the way back — swapped in place with JavaScript, by links and forms without.

use serde_json::{Value, json};

use crate::chromium::{Browser, ENTER, ESCAPE, JavaScript};
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
async fn back_steps_through_what_was_chosen() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users?per=25").await;
    ada.press("Active 61").await;
    ada.is_at("/users?status=active&per=25").await;
    ada.click("#sort-email").await;
    ada.is_at("/users?status=active&sort=email&per=25").await;
    ada.click("#sort-email").await;
    first_row(&ada, "Person 060").await;
    ada.click("#pg-next").await;
    first_row(&ada, "Person 035").await;

    ada.back().await;
    ada.is_at("/users?status=active&sort=-email&per=25").await;
    first_row(&ada, "Person 060").await;
    // The focus is in the page, not lost.
    ada.has_focus("main#main").await;
    ada.back().await;
    ada.is_at("/users?status=active&sort=email&per=25").await;
    first_row(&ada, "Ada Abara").await;
    ada.is_so("return document.querySelector('[aria-sort]').innerText", "E-mail").await;
    ada.back().await;
    ada.is_at("/users?status=active&per=25").await;
    ada.has(1, "#results").await;
    ada.is_so("return trim(document.querySelector('#tabs [aria-current]').textContent)", "Active 61").await;
    ada.back().await;
    ada.is_at("/users?per=25").await;
    ada.is_so("return trim(document.querySelector('#tabs [aria-current]').textContent)", "All 61").await;
    // What was restored works as before.
    ada.click("#sort-name").await;
    first_row(&ada, "Person 060").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_come_and_go_with_javascript() {
    filters(JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_come_and_go_without_javascript() {
    filters(JavaScript::Off).await;
}

async fn filters(way: JavaScript) {
    let house = House::with_people(12).await;
    let ada = house.browser_of(ADA, way).await;
    ada.go("/users?sort=-email").await;
    ada.fill("Search users", "person").await;
    ada.keys(ENTER).await;
    ada.is_at("/users?q=person&sort=-email").await;
    ada.has(12, "tbody tr").await;
    mark_if(&ada, way).await;
    ada.click("#add-filter").await;
    ada.has(1, "#filters:popover-open").await;
    // Left alone it closes, and the focus is where it was.
    ada.keys(ESCAPE).await;
    ada.has(0, "#filters:popover-open").await;
    ada.has_focus("button#add-filter").await;
    ada.click("#add-filter").await;
    ada.select("Status", "Active").await;
    ada.select("Role", "Member").await;
    ada.select("Last access", "Never signed in").await;
    ada.press("Apply").await;
    ada.has(3, "#chips .chip").await;
    ada.has(12, "tbody tr").await;
    // The search, the order and what was chosen stand in the address, and everywhere on the page.
    let role = house.role("Member").await;
    let full = format!("/users?q=person&status=active&role={role}&seen=never&sort=-email");
    ada.is_at(&full).await;
    ada.has(0, "#filters:popover-open").await;
    ada.is_so("return trim(document.querySelector('#tabs [aria-current]').textContent)", "Active 13").await;
    ada.is_so("return trim(document.querySelector('#pane [aria-current]').textContent)", "Member 12").await;
    ada.is_so("return document.querySelector('#invite').search", format!("?role={role}")).await;
    // Chips are taken off one by one; the search stays.
    ada.press("Role: Member, remove filter").await;
    ada.has(2, "#chips .chip").await;
    ada.is_at("/users?q=person&status=active&seen=never&sort=-email").await;
    ada.has(0, "#pane [aria-current]").await;
    ada.press("Status: Active, remove filter").await;
    ada.has(1, "#chips .chip").await;
    assert_eq!(ada.value("Search users").await, "person");
    ada.press("Never signed in, remove filter").await;
    ada.has(0, "#chips .chip").await;
    ada.is_at("/users?q=person&sort=-email").await;
    if way == JavaScript::On {
        assert!(is_marked(&ada).await, "the page was loaded again");
    }
    // Back steps through them.
    for chips in 1..=3 {
        ada.back().await;
        ada.has(chips, "#chips .chip").await;
    }
    ada.is_at(&full).await;
    ada.click("#add-filter").await;
    assert_eq!(ada.value("Role").await, role.to_string());
    ada.keys(ESCAPE).await;
    ada.back().await;
    ada.is_at("/users?q=person&sort=-email").await;
    ada.has(0, "#chips .chip").await;
    ada.back().await;
    ada.is_at("/users?sort=-email").await;
    ada.has(13, "tbody tr").await;
    ada.close().await;
}

async fn mark_if(browser: &Browser, way: JavaScript) {
    if way == JavaScript::On {
        mark(browser).await;
    }
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
async fn a_session_that_ended_leads_to_sign_in_not_into_the_table() {
    let house = House::with_people(12).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users?sort=-name").await;
    house.app.clock.advance(chrono::TimeDelta::minutes(61));
    ada.click("#q").await;
    ada.keys("person").await;
    ada.holds("return location.pathname === '/sign-in'", json!([]), "sign-in").await;
    assert_eq!(ada.words_of("h1").await.as_deref(), Some("Sign in"));
    assert_eq!(ada.count("table, #results, .nav").await, 0);
    // And from there to where they were.
    ada.fill("E-mail", ADA).await;
    ada.fill("Password", crate::house::PASSWORD).await;
    ada.press("Sign in").await;
    ada.is_at("/users?sort=-name").await;

    // The same when a dialog was asked for.
    house.app.clock.advance(chrono::TimeDelta::minutes(61));
    ada.click("tbody a.badge").await;
    ada.holds("return location.pathname === '/sign-in'", json!([]), "sign-in").await;
    assert_eq!(ada.count("dialog").await, 0);
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_connection_nothing_is_lost() {
    let house = House::with_people(12).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    let line = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    ada.devtools("Network.enable", json!({})).await;
    ada.devtools("Network.emulateNetworkConditions", line(true)).await;
    ada.click("#q").await;
    ada.keys("person 007").await;
    ada.sees("Not saved: no connection.").await;
    assert_eq!(ada.value("Search users").await, "person 007");
    ada.devtools("Network.emulateNetworkConditions", line(false)).await;
    ada.press("Try again").await;
    ada.has(1, "tbody tr").await;
    ada.sees_no("no connection").await;
    // That a request failed is what the browser may complain about here, and nothing else.
    let complaints = ada.complaints().await;
    assert!(
        complaints.iter().all(|complaint| complaint.contains("ERR_INTERNET_DISCONNECTED") || complaint.contains("Failed to fetch")),
        "{complaints:?}"
    );
    ada.close().await;
}
