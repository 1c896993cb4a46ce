//! When the session or the connection is lost.

use serde_json::json;

use crate::chromium::JavaScript;
use crate::house::{ADA, House, PASSWORD};

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
    ada.fill("Password", PASSWORD).await;
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
