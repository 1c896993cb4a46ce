//! The story everything else stands on, from an empty database to a directory that is run by hand: once with JavaScript, once
//! without. What differs is said by `Way`; the words are the same.

use rolecall::setup;

use crate::chromium::{Browser, JavaScript};
use crate::house::House;

const INES: &str = "ines@example.org";
const INES_PASSWORD: &str = "seven purple lanterns";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_runs_the_directory_with_javascript() {
    story(JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_runs_the_directory_without_javascript() {
    story(JavaScript::Off).await;
}

async fn story(way: JavaScript) {
    let house = House::fresh().await;
    let ada = house.browser(way).await;
    let ines = house.browser(way).await;

    // The switch does what it says.
    ada.go("/").await;
    ada.is_so("return typeof htmx !== 'undefined'", way == JavaScript::On).await;
    ada.is_at("/setup").await;

    set_up(&house, &ada).await;
    invite_three(&ada).await;
    let link = house.link_to(INES).await;
    accept(&ines, &link).await;

    // The link is spent; whoever opens it again is told so.
    let stranger = house.browser(way).await;
    stranger.go(&link).await;
    stranger.sees("This invitation was used").await;
    stranger.close().await;

    ada.go("/users").await;
    sees_status(&ada, "Ines Ortega", "Active").await;
    sees_status(&ada, "bo@example.org", "Invited").await;

    // Suspended: the next click lands on sign-in, and signing in is refused.
    change_status(&ada, way, "Ines Ortega", "Active", "Suspended").await;
    ada.sees("Ines Ortega is suspended.").await;
    sees_status(&ada, "Ines Ortega", "Suspended").await;
    ines.press("Change Details").await;
    ines.holds("return location.pathname === '/sign-in'", serde_json::json!([]), "sign-in").await;
    ines.fill("E-mail", INES).await;
    ines.fill("Password", INES_PASSWORD).await;
    ines.press("Sign in").await;
    ines.sees("E-mail or password is wrong").await;

    // Undo: they are back at once.
    ada.press("Undo").await;
    ada.sees("Ines Ortega is active.").await;
    ada.holds("return location.pathname === '/users'", serde_json::json!([]), "the directory").await;
    sees_status(&ada, "Ines Ortega", "Active").await;
    house.sign_in(&ines, INES, INES_PASSWORD).await;
    ines.sees("Ines Ortega").await;

    // A role, from the row.
    ada.press("Change role of Ines Ortega Member").await;
    if way == JavaScript::On {
        ada.has_focus("h2#dialog-h").await;
    }
    ada.select("Role", "Administrator (can manage everyone)").await;
    ada.press("Save").await;
    ada.sees("The role of Ines Ortega is changed.").await;
    ada.press("Change role of Ines Ortega Administrator").await;
    ada.press("Cancel").await;
    ines.go("/users").await;
    crate::two_factor::enrol(&house, &ines).await;
    ines.sees("Ada Abara").await;

    temporary_password(&house, &ada, &ines).await;

    ada.close().await;
    ines.close().await;
}

async fn set_up(house: &House, ada: &Browser) {
    let code = setup::code_of(&house.app);
    ada.go(&format!("/setup?code={code}")).await;
    assert_eq!(ada.value("Set-up code").await, code);
    // Too short first: said beside the field, and nothing typed is lost but the password.
    ada.fill("Name of your organisation", "Acme").await;
    ada.fill("Your first name", "Ada").await;
    ada.fill("Your last name", "Abara").await;
    ada.fill("Your e-mail", "ada@acme.example").await;
    ada.fill("Password", "short").await;
    ada.press("Finish set-up").await;
    ada.sees("There is a problem").await;
    ada.has_focus("div#errors").await;
    assert_eq!(ada.value("Name of your organisation").await, "Acme");
    assert_eq!(ada.value("Password").await, "");
    ada.fill("Password", crate::house::PASSWORD).await;
    ada.press("Finish set-up").await;
    // Whoever administers has a second factor from the first day.
    ada.sees("Administrators must use two-factor").await;
    crate::two_factor::enrol(house, ada).await;
    ada.is_at("/users").await;
    ada.sees("Invite your first people").await;
    // Closed for good.
    ada.go(&format!("/setup?code={code}")).await;
    ada.sees("not").await;
    ada.sees_no("Finish set-up").await;
    ada.go("/users").await;
}

async fn invite_three(ada: &Browser) {
    ada.press("Invite people").await;
    ada.is_at("/users/invite").await;
    ada.fill("E-mail addresses", "Ines Ortega <ines@example.org>; bo@example.org, cy@example.org").await;
    ada.press("Invite").await;
    ada.sees("3 of 3 will get a mail").await;
    ada.press("Send 3 invitations").await;
    ada.sees("3 invitations are ready").await;
    ada.press("See the invitations").await;
    ada.is_at("/invitations").await;
    ada.go("/users").await;
    sees_status(ada, "Ines Ortega", "Invited").await;
}

async fn accept(ines: &Browser, link: &str) {
    ines.go(link).await;
    ines.sees("Ada Abara invited ines@example.org to join as Member.").await;
    assert_eq!(ines.value("First name").await, "Ines");
    ines.fill("Choose a password", INES_PASSWORD).await;
    ines.press("Join Acme").await;
    ines.is_at("/account").await;
    ines.sees("Ines Ortega").await;
}

/// The row of that person, in the list that is shown, says so.
async fn sees_status(browser: &Browser, name: &str, status: &str) {
    let script = "return all('tbody tr').some((row) => trim(row.querySelector('th a').textContent) === args[0] && \
        trim(row.querySelector('.badge').innerText).endsWith(args[1]))";
    browser.holds(script, serde_json::json!([name, status]), &format!("{name} is {status}")).await;
}

async fn change_status(browser: &Browser, way: JavaScript, name: &str, from: &str, to: &str) {
    browser.press(&format!("Change status of {name} {from}")).await;
    match way {
        JavaScript::On => {
            // A dialog over the list, the focus on its heading.
            browser.has_focus("h2#dialog-h").await;
            assert_eq!(browser.path().await, "/users");
        }
        JavaScript::Off => browser.holds("return location.pathname.endsWith('/status')", serde_json::json!([]), "a page").await,
    }
    browser.choose(to).await;
    browser.fill("Reason", "On leave").await;
    browser.press("Save").await;
    browser.has(0, "dialog").await;
    browser.is_at("/users").await;
}

async fn temporary_password(house: &House, ada: &Browser, cy: &Browser) {
    ada.go("/users").await;
    ada.press("Create user").await;
    ada.fill("E-mail", "dee@example.org").await;
    ada.fill("First name", "Dee").await;
    ada.select("Role", "Member").await;
    ada.choose("Make a temporary password").await;
    ada.press("Create").await;
    ada.sees("Temporary password for Dee").await;
    let password = ada.words_of("#secret").await.expect("a password");

    // Another person on the other browser: out with the one, in with the other, and nowhere but to a new password.
    cy.go("/account").await;
    cy.click("#account-button").await;
    cy.press("Sign out").await;
    house.sign_in(cy, "dee@example.org", &password).await;
    cy.is_at("/account/password").await;
    cy.go("/account").await;
    cy.is_at("/account/password").await;
    cy.fill("New password", "nine amber kettles").await;
    cy.press("Save the password").await;
    cy.is_at("/account").await;
    ada.go("/users").await;
    sees_status(ada, "Dee", "Active").await;
}
