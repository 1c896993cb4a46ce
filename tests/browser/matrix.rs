//! What a role may do, as people change it: ticked, narrowed, built from conditions, reviewed and undone; with and without script.

use serde_json::json;

use crate::chromium::JavaScript;
use crate::house::{ADA, House};

const TICKED: &str = "return all('.right :checked', document).map((box) => box.value).join()";

/// The word beside a box.
fn word(cell: &str) -> String {
    format!("return trim(document.querySelector('#c-{cell}').closest('label').innerText)")
}

async fn ticks(scripts: JavaScript) {
    let house = House::with_ada().await;
    let role = house.add_role("Desk").await;
    let address = format!("/roles/{role}/permissions");
    let ada = house.browser_of(ADA, scripts).await;
    ada.go(&address).await;
    // What is seen is said: the name of a box changes with its state.
    ada.is_so(&word("users-read"), "Users: Read None").await;
    ada.click("#c-users-read").await;
    ada.is_so(&word("users-read"), "Users: Read All").await;
    ada.sees("Not saved yet").await;
    ada.click("#c-users-read").await;
    ada.sees_no("Not saved yet").await;
    ada.click("#c-users-read").await;
    // Opening a row, a whole row and a whole column keep what is ticked, and the place.
    ada.press("Groups").await;
    ada.sees("Groups: Delete").await;
    ada.has_focus("button#open-groups").await;
    ada.is_so(TICKED, "users.read").await;
    ada.press("All: Groups").await;
    ada.is_so(TICKED, "users.read,groups.create,groups.read,groups.update,groups.delete").await;
    ada.has_focus("button#tick-groups").await;
    ada.press("None: Groups").await;
    ada.is_so(TICKED, "users.read").await;
    ada.press("All: Delete").await;
    ada.is_so("return all('.right :checked', document).length", 13).await;
    ada.press("None: Delete").await;
    ada.is_so(TICKED, "users.read").await;
    // Fewer rows, and none of it lost.
    ada.press("Only changed").await;
    ada.has(1, "tr[id]").await;
    ada.press("All rows").await;
    ada.has(12, "tr[id]").await;
    ada.fill("Filter rows", "grou").await;
    if scripts == JavaScript::Off {
        ada.press("Filter").await;
    }
    ada.has(1, "tr[id]").await;
    ada.has_focus("input#rows").await;
    ada.click("#c-groups-read").await;
    ada.press("Review changes").await;
    ada.sees("+2 rights · affects no users").await;
    ada.press("Back").await;
    ada.sees("Not saved yet").await;
    ada.is_so(TICKED, "users.read,groups.read").await;
    ada.press("Review changes").await;
    ada.press("Apply").await;
    ada.sees("The rights of Desk were changed.").await;
    ada.is_so(TICKED, "users.read,groups.read").await;
    ada.sees_no("Not saved yet").await;
    ada.press("Undo").await;
    ada.sees("The rights of Desk are as they were before.").await;
    ada.is_so(TICKED, "").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ticks_stay_until_they_are_applied() {
    ticks(JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ticks_stay_until_they_are_applied_without_script() {
    ticks(JavaScript::Off).await;
}

async fn conditions(scripts: JavaScript) {
    let house = House::with_ada().await;
    let role = house.add_role("Desk").await;
    let ada = house.browser_of(ADA, scripts).await;
    ada.go(&format!("/roles/{role}/permissions/new?collection=users&action=update")).await;
    // Only what was chosen has more to fill in, and nothing is chosen for anyone.
    ada.has(0, ".condition, .boxes, #json").await;
    ada.press("Review changes").await;
    ada.has_focus("div#errors").await;
    ada.sees("Choose which records").await;
    ada.choose("Where…").await;
    ada.has(1, ".condition").await;
    ada.script::<()>("document.querySelector('#field-0').focus()", json!([])).await;
    ada.keys("Status").await;
    ada.is_so("return document.querySelector('#field-0').value", "status").await;
    ada.click("[name=value]").await;
    ada.keys("Sleeping").await;
    ada.press("Add condition").await;
    ada.has_focus("select#field-1").await;
    ada.choose("Only these:").await;
    ada.choose("Title").await;
    ada.choose("Company").await;
    ada.press("Review changes").await;
    ada.has_focus("div#errors").await;
    ada.press("Condition 1: Enter one of Draft, Invited, Active, Suspended, Archived").await;
    ada.has_focus("input#conditions").await;
    ada.script::<()>("document.activeElement.select()", json!([])).await;
    ada.keys("Active").await;
    ada.press("Remove condition 2").await;
    ada.has(1, ".condition").await;
    ada.has_focus("button#add").await;
    // What was typed is not dropped without a word.
    ada.choose("Everything").await;
    ada.has(0, ".condition").await;
    ada.press("Review changes").await;
    ada.sees("These conditions would count for nothing").await;
    ada.has(1, ".condition").await;
    ada.choose("Where…").await;
    ada.press("Review changes").await;
    ada.sees("Status is Active").await;
    ada.sees("2 fields").await;
    ada.press("Back").await;
    ada.is_so("return document.querySelector('[name=value]').value", "Active").await;
    ada.press("Review changes").await;
    ada.press("Apply").await;
    ada.sees("The rights of Desk were changed.").await;
    ada.is_so(&word("users-update"), "Users: Change Some").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_permission_is_built_from_conditions() {
    conditions(JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_permission_is_built_from_conditions_without_script() {
    conditions(JavaScript::Off).await;
}

/// Whoever leaves is asked, also where the server drew what is not saved.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_saved_is_guarded_after_every_button() {
    let house = House::with_ada().await;
    let role = house.add_role("Desk").await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    let asks = "const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented";
    ada.go(&format!("/roles/{role}/permissions")).await;
    ada.press("Groups").await;
    ada.sees("Groups: Delete").await;
    ada.is_so(asks, false).await;
    ada.press("All: Groups").await;
    ada.is_so(asks, true).await;
    ada.press("None: Groups").await;
    ada.is_so(asks, false).await;
    ada.press("All: Groups").await;
    ada.is_so(asks, true).await;
    ada.press("Review changes").await;
    ada.sees("+4 rights").await;
    ada.press("Back").await;
    ada.sees("Not saved yet").await;
    ada.is_so(asks, true).await;
    ada.go(&format!("/roles/{role}/permissions/new?collection=users&action=read")).await;
    ada.is_so(asks, false).await;
    ada.choose("Where…").await;
    ada.press("Add condition").await;
    ada.has(2, ".condition").await;
    ada.is_so(asks, true).await;
    ada.press("Remove condition 1").await;
    ada.press("Cancel").await;
    ada.close().await;
}
