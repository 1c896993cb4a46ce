//! Dialogs over the list: where the focus goes, what a refusal keeps, what a success leaves behind.

use rolecall::users::Status;
use serde_json::json;

use crate::chromium::{Browser, ENTER, ESCAPE, JavaScript, TAB};
use crate::house::{ADA, House};

async fn house() -> (House, Browser, String) {
    let house = House::with_ada().await;
    let ines = house.add("ines@acme.example", "Ines", "Ortega").await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    (house, ada, format!("a#s-{ines}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_focus_goes_in_and_comes_back() {
    let (_house, ada, badge) = house().await;
    let badge = badge.as_str();
    for close in ["Esc", "Close", "Cancel"] {
        ada.press("Change status of Ines Ortega Active").await;
        ada.has(1, "dialog:modal").await;
        ada.has_focus("h2#dialog-h").await;
        match close {
            "Esc" => ada.keys(ESCAPE).await,
            name => ada.press(name).await,
        }
        ada.has(0, "dialog").await;
        ada.has_focus(badge).await;
        ada.is_at("/users").await;
    }
    // By keyboard alone, and the focus stays inside.
    ada.keys(ENTER).await;
    ada.has_focus("h2#dialog-h").await;
    for _ in 0..12 {
        ada.keys(TAB).await;
        let inside: bool =
            ada.script("return document.activeElement === document.body || !!document.activeElement.closest('dialog')", json!([])).await;
        assert!(inside, "the focus left the dialog for {}", ada.focus().await);
    }
    ada.keys(ESCAPE).await;
    ada.has_focus(badge).await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_survives_a_refusal() {
    let (_house, ada, badge) = house().await;
    let reason = "x".repeat(501);
    ada.press("Change status of Ines Ortega Active").await;
    ada.choose("Archived").await;
    ada.fill("Reason", &reason).await;
    ada.press("Save").await;
    // In the dialog, not behind it; the summary has the focus, the field says what is wrong.
    ada.has_focus("div#errors").await;
    ada.has(1, "dialog:modal #errors").await;
    assert_eq!(ada.value("Reason").await, reason);
    assert!(ada.script::<bool>("return choice('Archived').control.checked", json!([])).await);
    let described = "const e = field('Reason'); return e.getAttribute('aria-invalid') + ' ' + e.getAttribute('aria-describedby').split(/ +/).every((id) => document.getElementById(id))";
    ada.is_so(described, "true true").await;
    ada.click("#errors a").await;
    ada.has_focus("input#reason").await;
    ada.fill("Reason", "Left us").await;
    ada.press("Save").await;
    ada.sees("Ines Ortega is archived.").await;
    ada.has(0, "dialog").await;
    ada.has_focus(&badge).await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_says_no_says_it_in_the_dialog() {
    let (_house, ada, _) = house().await;
    ada.press("Change status of Ada Abara Active").await;
    // Nothing harsh is ticked beforehand.
    assert_eq!(ada.count("dialog :checked").await, 0);
    ada.choose("Suspended").await;
    ada.fill("Reason", "Enough").await;
    ada.press("Save").await;
    ada.has_focus("div#errors").await;
    ada.has(1, "dialog:modal #errors").await;
    assert_eq!(ada.value("Reason").await, "Enough");
    assert_eq!(ada.count("#notices .notice").await, 0);
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_shows_everywhere_at_once() {
    let (house, ada, badge) = house().await;
    ada.press("Change status of Ines Ortega Active").await;
    ada.choose("Suspended").await;
    ada.press("Save").await;
    ada.sees("Ines Ortega is suspended.").await;
    ada.has_focus(&badge).await;
    ada.is_so("return trim(document.querySelector('#announce').textContent)", "Ines Ortega is suspended.").await;
    let tabs = "return [...document.querySelectorAll('#tabs a')].map((a) => trim(a.textContent)).filter((t) => /^(Act|Sus)/.test(t)).sort().join()";
    ada.is_so(tabs, "Active 1,Suspended 1").await;

    // The notice stays until it is dismissed; the focus is not lost with it.
    ada.press("Dismiss").await;
    ada.has(0, "#notices .notice").await;
    ada.has_focus("main#main").await;

    // Undo is a way of its own, and keeps the place in the list.
    ada.go("/users?sort=-name").await;
    ada.press("Change status of Ines Ortega Suspended").await;
    ada.choose("Active").await;
    ada.press("Save").await;
    ada.press("Undo").await;
    ada.is_at("/users?sort=-name").await;
    ada.sees("Ines Ortega is suspended.").await;
    assert!(matches!(status(&house).await, Status::Suspended));
    ada.close().await;
}

async fn status(house: &House) -> Status {
    let id = house.id_of("ines@acme.example").await;
    rolecall::users::store::find(&house.app.db, id).await.expect("read").expect("Ines").status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_alone_is_still_for_those_who_asked_for_rest() {
    let (_house, ada, _) = house().await;
    ada.prefers_reduced_motion().await;
    // Each move starts what would be animated; what runs is counted in the same breath.
    let moves = "const moves = {
        open: () => document.querySelector('#add-filter').click(),
        close: () => document.querySelector('#filters').hidePopover(),
        menu: () => document.querySelector('#account-button').click(),
        theme: () => (document.documentElement.dataset.theme = 'dark'),
        busy: () => document.querySelector('#results').setAttribute('aria-busy', 'true'),
    };
    return Object.entries(moves).map(([name, move]) => (move(), [name, document.getAnimations().length])).filter(([, n]) => n > 0);";
    let moving: Vec<(String, u64)> = ada.script(moves, json!([])).await;
    assert_eq!(moving, []);
    ada.close().await;
}
