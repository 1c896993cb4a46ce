//! Ticked rows: they are counted, they do not pass to others, and what is done with them is done with or without JavaScript.

use serde_json::json;

use super::{first_row, says};
use crate::chromium::JavaScript;
use crate::house::{ADA, House};

const TICKED: &str = "return String(document.querySelectorAll('#bulk-form [name=id]:checked').length)";
const HEAD: &str = "const head = document.querySelector('#all'); return `${head.checked} ${head.indeterminate}`";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ticks_stay_with_whom_they_are_for() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users?per=25").await;
    ada.holds("return getComputedStyle(document.querySelector('.bulk')).display === 'none'", json!([]), "no bar before").await;
    ada.click("tbody tr:nth-child(2) .pick label").await;
    says(&ada, "1 chosen").await;
    ada.is_so(HEAD, "false true").await;
    ada.holds("return getComputedStyle(document.querySelector('.bulk')).display === 'flex'", json!([]), "the bar").await;
    // A sort asks for the list and for nothing besides.
    ada.click("#sort-name").await;
    first_row(&ada, "Person 060").await;
    ada.is_at("/users?sort=-name&per=25").await;
    ada.is_so(TICKED, "0").await;
    ada.click("tbody tr:nth-child(1) .pick label").await;
    ada.click("#pg-next").await;
    says(&ada, "Users 26–50 of 61").await;
    ada.is_so(TICKED, "0").await;
    ada.is_so(HEAD, "false false").await;
    ada.click("#all").await;
    ada.is_so(TICKED, "25").await;
    ada.click("tbody tr:nth-child(3) .pick label").await;
    ada.is_so(HEAD, "false true").await;
    ada.press("Suspend").await;
    ada.sees("24 users are suspended.").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_changed_and_changed_back_without_javascript() {
    let house = House::with_people(60).await;
    let ada = house.browser_of(ADA, JavaScript::Off).await;
    ada.go("/users?per=25").await;
    ada.click("tbody tr:nth-child(2) .pick label").await;
    ada.click("tbody tr:nth-child(4) .pick label").await;
    ada.press("Suspend").await;
    ada.sees("2 users are suspended.").await;
    ada.press("Undo").await;
    ada.sees("2 users are as before.").await;
    ada.click(".pick label").await;
    ada.press("Archive").await;
    ada.sees("24 users are archived. 1 skipped.").await;
    ada.go("/users/bulk?list=%2Fusers").await;
    ada.press("Suspend").await;
    ada.press("Suspend: 37 users").await;
    ada.sees("36 users are suspended. 1 skipped.").await;
    ada.press("Details").await;
    ada.sees("You cannot suspend").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_watched_until_it_is_over_and_no_longer() {
    let house = House::with_people(510).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users/bulk?list=%2Fusers").await;
    ada.press("Suspend").await;
    let requests = "window.asked ??= 0; document.addEventListener('htmx:before:request', () => window.asked++)";
    ada.press("Suspend: 511 users").await;
    ada.script::<serde_json::Value>(requests, json!([])).await;
    ada.sees("511 of 511").await;
    ada.sees("510").await;
    ada.sees("You cannot suspend").await;
    let asked: i64 = ada.script("return window.asked", json!([])).await;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let later: i64 = ada.script("return window.asked", json!([])).await;
    assert_eq!(later, asked, "it is asked for although it is over");
    ada.has(0, "#cancel-job").await;
    ada.close().await;
}
