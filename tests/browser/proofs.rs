//! Being asked to prove who one is, in the middle of something: with JavaScript and without, nothing typed is lost.

use chrono::TimeDelta;

use crate::chromium::JavaScript;
use crate::house::{ADA, House, PASSWORD};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dialog_asks_and_then_does_what_it_was_for() {
    let house = House::with_ada().await;
    let ines = house.add("ines@acme.example", "Ines", "Ortega").await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    house.app.clock.advance(TimeDelta::minutes(11));
    ada.press("Change role of Ines Ortega Member").await;
    ada.select("Role", "Administrator (can manage everyone)").await;
    ada.press("Save").await;
    ada.has_focus("input#prove-password").await;
    ada.has(1, "dialog:modal #prove-form").await;
    ada.fill("Present password", "not the one that it is").await;
    ada.press("Continue").await;
    ada.has_focus("div#errors").await;
    ada.fill("Present password", PASSWORD).await;
    ada.press("Continue").await;
    ada.sees("The role of Ines Ortega is changed.").await;
    ada.has(0, "dialog").await;
    ada.has_focus(&format!("a#r-{ines}")).await;
    ada.is_at("/users").await;
    // The session has a new key; the forms of this page still work, and ask no more.
    ada.press("Undo").await;
    ada.is_so(&format!("return document.querySelector('#r-{ines}')?.textContent.includes('Member')"), true).await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_asks_without_javascript_too() {
    let house = House::with_ada().await;
    let ada = house.browser_of(ADA, JavaScript::Off).await;
    ada.go("/roles/new").await;
    ada.fill("Name", "Editors of the winter edition").await;
    house.app.clock.advance(TimeDelta::minutes(11));
    ada.press("Create").await;
    ada.sees("Prove that it is you").await;
    ada.fill("Present password", PASSWORD).await;
    ada.press("Continue").await;
    ada.sees("Editors of the winter edition").await;
    ada.is_so("return location.pathname.startsWith('/roles/')", true).await;
    ada.close().await;
}
