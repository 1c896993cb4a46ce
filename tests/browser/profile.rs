//! A profile kept by whom it is of: fields of the directory's own, edited where they stand; and a list arranged around them.

use serde_json::json;

use crate::chromium::{Browser, JavaScript};
use crate::house::{ADA, House};

const INES: &str = "ines@acme.example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_is_kept_with_javascript() {
    story(JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_is_kept_without_javascript() {
    story(JavaScript::Off).await;
}

async fn story(way: JavaScript) {
    let house = House::with_ada().await;
    house.add(INES, "Ines", "Ortega").await;
    let ada = house.browser_of(ADA, way).await;
    add_field(&ada, "Team", "One choice", "Newsroom\nSales").await;
    add_field(&ada, "Hours", "Number", "").await;

    let ines = house.browser_of(INES, way).await;
    ines.go("/account").await;
    ines.press("Change Details").await;
    if way == JavaScript::On {
        // In the place of what it changes: the page stays.
        ines.has(1, "#details form").await;
        ines.is_at("/account").await;
        ines.has_focus("h2").await;
    }
    ines.fill("Hours", "many").await;
    ines.select("Team", "Newsroom").await;
    ines.fill("Title", "Reporter").await;
    ines.press("Save").await;
    ines.has_focus("div#errors").await;
    assert_eq!((ines.value("Hours").await.as_str(), ines.value("Title").await.as_str()), ("many", "Reporter"), "nothing typed is lost");
    ines.fill("Hours", "37,5").await;
    ines.press("Save").await;
    ines.sees("Saved.").await;
    ines.sees("Newsroom").await;
    ines.sees("37.5").await;
    ines.is_at("/account").await;
    ines.has(0, "#details form").await;
    if way == JavaScript::On {
        ines.has_focus("a#edit-details").await;
        // Cancel brings back what stood there.
        ines.press("Change Details").await;
        ines.fill("Title", "Nothing").await;
        ines.press("Cancel").await;
        ines.has(0, "#details form").await;
        ines.sees("Reporter").await;
    }

    // The list, with the new fields in its columns, ordered by one of them.
    ada.go("/users").await;
    ada.press("Columns Choose columns").await;
    ada.choose("Hours").await;
    ada.choose("Team").await;
    ada.choose("E-mail").await;
    ada.press("Save").await;
    ada.has(0, "dialog, #columns-form").await;
    ada.sees("Newsroom").await;
    ada.press("Hours").await;
    ada.holds("return document.querySelector('tbody th a').textContent === args[0]", json!(["Ines Ortega"]), "Ines first").await;
    ada.press("Cards").await;
    ada.has(2, ".people > li").await;
    ada.sees("37.5").await;
    ada.press("Table").await;
    ada.has(2, ".directory tbody tr").await;

    ada.close().await;
    ines.close().await;
}

async fn add_field(ada: &Browser, label: &str, takes: &str, choices: &str) {
    ada.go("/settings/fields/new").await;
    ada.fill("Label", label).await;
    ada.select("Type", takes).await;
    if !choices.is_empty() {
        ada.fill("Choices", choices).await;
    }
    ada.choose("Users may change it themselves").await;
    ada.press("Add field").await;
    ada.is_at("/settings/fields").await;
}
