//! Small things that scripts add: copying, showing a password, keys; and one click that is only one.

use serde_json::json;
use thirtyfour::Key;

use crate::chromium::{ESCAPE, JavaScript};
use crate::house::{ADA, House};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_sends_one_invitation() {
    let house = House::with_ada().await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users/invite").await;
    ada.fill("E-mail addresses", "ines@example.org").await;
    ada.sees("1 address: 1 gets a mail").await;
    ada.double_click("Invite").await;
    ada.sees("1 invitation is ready").await;
    house.link_to("ines@example.org").await;

    ada.press("Invite more").await;
    ada.fill("E-mail addresses", "bo@example.org cy@example.org").await;
    ada.press("Invite").await;
    ada.double_click("Send 2 invitations").await;
    ada.sees("2 invitations are ready").await;
    house.link_to("cy@example.org").await;
    for address in ["ines@example.org", "bo@example.org", "cy@example.org"] {
        assert_eq!(house.mails_to(address), 1, "{address}");
    }
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_copied_can_be_pasted() {
    let house = House::with_ada().await;
    let ines = house.add("ines@acme.example", "Ines", "Ortega").await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go(&format!("/users/{ines}")).await;
    ada.press("Copy key").await;
    ada.is_so("return document.querySelector('#announce').textContent", "Copied").await;
    ada.go("/users").await;
    ada.click("#q").await;
    ada.chord(Key::Control, "v").await;
    ada.is_so("return document.querySelector('#q').value", ines.to_string()).await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_can_be_looked_at() {
    let house = House::with_ada().await;
    let ada = house.browser(JavaScript::On).await;
    let state = "const f = document.querySelector('#password'); const b = document.querySelector('[aria-controls=password]'); \
        return [f.type, b.getAttribute('aria-pressed'), trim(b.innerText)].join()";
    ada.go("/sign-in").await;
    ada.fill("Password", "abc").await;
    ada.is_so(state, "password,false,Show Password").await;
    ada.press("Show Password").await;
    ada.is_so(state, "text,true,Hide Password").await;
    ada.press("Hide Password").await;
    ada.is_so(state, "password,false,Show Password").await;
    // Sent while shown it is a password again, so that no browser remembers it as a text.
    ada.press("Show Password").await;
    ada.fill("E-mail", ADA).await;
    ada.script::<()>("document.addEventListener('submit', (event) => { event.preventDefault(); window.sent = document.querySelector('#password').type })", json!([])).await;
    ada.press("Sign in").await;
    ada.is_so("return window.sent", "password").await;
    ada.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_lead_everywhere() {
    let house = House::with_people(3).await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    ada.go("/users").await;
    for (keys, path) in [("gr", "/roles"), ("gg", "/groups"), ("ga", "/audit"), ("gu", "/users"), ("i", "/users/invite"), ("gu", "/users")]
    {
        ada.keys(keys).await;
        ada.is_at(path).await;
    }
    let name = "return trim(document.activeElement.textContent)";
    ada.keys("j").await;
    ada.is_so(name, "Ada Abara").await;
    ada.keys("jj").await;
    ada.is_so(name, "Person 002").await;
    ada.keys("k").await;
    ada.is_so(name, "Person 001").await;
    // Ticked, counted, let go.
    let ticked = "return String(document.querySelectorAll('[name=id]:checked').length)";
    ada.keys("x").await;
    ada.is_so(ticked, "1").await;
    ada.keys("X").await;
    ada.is_so("return String(document.querySelectorAll('[name=id]:not(:checked)').length)", "0").await;
    ada.keys(ESCAPE).await;
    ada.is_so(ticked, "0").await;
    // With nobody ticked it says nothing.
    let said = "return document.querySelector('#announce').textContent";
    ada.script::<()>("document.querySelector('#announce').textContent = 'still'", json!([])).await;
    ada.keys(ESCAPE).await;
    ada.is_so(said, "still").await;
    ada.keys("f").await;
    ada.is_so("return String(document.querySelector('#filters').matches(':popover-open'))", "true").await;
    ada.keys(ESCAPE).await;
    ada.is_so("return String(document.querySelector('#filters').matches(':popover-open'))", "false").await;
    // Anywhere, to anything.
    ada.chord(Key::Control, "k").await;
    ada.has_focus("input#jump-q").await;
    ada.keys("person 002").await;
    ada.holds("return document.querySelectorAll('#jump-results a').length === 1", json!([]), "the one of that name").await;
    // The first one empties the box, as in every search box.
    ada.keys(ESCAPE).await;
    ada.holds("return document.querySelector('#jump-q').value === ''", json!([]), "an empty box").await;
    ada.keys(ESCAPE).await;
    ada.has_focus("a#jump").await;
    // In a field they are letters.
    ada.keys("/").await;
    ada.has_focus("input#q").await;
    ada.keys("jgr/").await;
    ada.is_so("return document.querySelector('#q').value", "jgr/").await;
    ada.holds("return location.pathname === '/users'", json!([]), "still the list").await;
    // With Ctrl they are the browser's.
    ada.go("/users").await;
    ada.chord(Key::Control, "i").await;
    ada.is_at("/users").await;
    // And in a dialog they do nothing.
    ada.click("tbody a.badge").await;
    ada.has_focus("h2#dialog-h").await;
    ada.keys("i/j").await;
    ada.has_focus("h2#dialog-h").await;
    ada.is_at("/users").await;
    ada.close().await;
}

/// What the browser complains about is heard: else "no complaints" would mean nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_rule_of_the_policy_is_heard() {
    let house = House::with_ada().await;
    let ada = house.browser_of(ADA, JavaScript::On).await;
    for (what, script) in [
        ("an inline style", "document.body.setAttribute('style', 'color: red'); return null"),
        ("a text as HTML", "try { document.body.innerHTML = '<b>x</b>' } catch {} return null"),
        ("a text as a script", "setTimeout(() => { try { eval('1') } catch (error) { console.error(error) } }); return null"),
        ("a script that throws", "setTimeout(() => { throw new Error('oh') }); return null"),
        ("a file that is missing", "const i = new Image(); i.src = '/static/none.png'; document.body.append(i); return null"),
        ("another's picture", "const i = new Image(); i.src = 'http://127.0.0.2/x.png'; document.body.append(i); return null"),
    ] {
        ada.go("/users").await;
        assert_eq!(ada.complaints().await, Vec::<String>::new());
        ada.script::<()>(script, json!([])).await;
        let mut heard = Vec::new();
        for _ in 0..500 {
            heard = ada.complaints().await;
            if !heard.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(!heard.is_empty(), "{what} is not heard");
    }
    // Nothing is left over from the last one but what was meant.
    ada.go("/users").await;
    ada.complaints().await;
    ada.close().await;
}
