//! Filters, put on, taken off, and stepped back through.

use super::{first_row, is_marked, mark};
use crate::chromium::{Browser, ENTER, ESCAPE, JavaScript};
use crate::house::{ADA, House};

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
