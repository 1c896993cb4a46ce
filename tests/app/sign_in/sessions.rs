//! What a session is: a new key at every sign-in, kept from scripts and other sites, gone with signing out.

use rolecall::crypto::Secret;
use rolecall::sql;

use super::try_in;
use crate::house::{COOKIE, House, PASSWORD};

#[tokio::test]
async fn the_cookie_is_for_this_host_and_no_script() {
    let house = House::new().await;
    let answer = try_in(&house.browser(), "mia@acme.example", PASSWORD).await;
    let cookies = answer.cookies();
    let [device, cookie] = cookies.as_slice() else { panic!("one for the browser and one for the session, not {cookies:?}") };
    let mut attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert!(cookie.starts_with("__Host-rolecall="), "{cookie}");
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"], "nor Domain, nor an end");
    let mut attributes: Vec<&str> = device.split("; ").skip(1).collect();
    attributes.sort_unstable();
    let days = format!("Max-Age={}", 400 * 24 * 3600);
    assert!(device.starts_with("__Host-rolecall-device="), "{device}");
    assert_eq!(attributes, ["HttpOnly", days.as_str(), "Path=/", "SameSite=Lax", "Secure"], "nor Domain");
}

#[tokio::test]
async fn plain_http_on_this_machine_has_a_cookie_of_its_own_name() {
    let house = House::with(|config| config.public_url = "http://127.0.0.1:8080".into()).await;
    let answer = try_in(&house.browser(), "mia@acme.example", PASSWORD).await;
    for (cookie, name) in answer.cookies().iter().zip(["rolecall-device=", "rolecall="]) {
        assert!(cookie.starts_with(name) && !cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
    }
    assert_eq!(answer.cookies().len(), 2);
    assert_eq!(answer.header("strict-transport-security"), "");
}

#[tokio::test]
async fn signing_in_never_adopts_what_the_browser_brought() {
    let house = House::new().await;
    let mallory = house.browser();
    mallory.get("/sign-in").await.is(200);
    let planted = mallory.cookie(COOKIE).expect("a cookie");
    let mia = house.browser();
    mia.set_cookie(COOKIE, &planted);
    try_in(&mia, "mia@acme.example", PASSWORD).await.leads_to("/");
    assert_ne!(mia.cookie(COOKIE), Some(planted.clone()));
    mia.get("/account").await.is(200);
    mallory.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    // Signing in again, from a session that lives, makes another; and nobody's guess is taken for a key.
    let first = mia.cookie(COOKIE);
    let again = mia.copy();
    again.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).await.leads_to("/");
    assert_ne!(again.cookie(COOKIE), first);
    let guess = house.browser();
    guess.set_cookie(COOKIE, &Secret::random().expose());
    guess.get("/account").await.is(303);
    guess.get("/sign-in").await.is(200);
    assert_ne!(guess.cookie(COOKIE).map(|cookie| cookie.len()), Some(43), "an unsigned key is replaced");
}

#[tokio::test]
async fn the_database_holds_no_key_of_a_session() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let cookie = mia.cookie(COOKIE).expect("a cookie");
    let decoded = percent_encoding::percent_decode_str(&cookie).decode_utf8().expect("text").into_owned();
    let key = &decoded[decoded.len() - 43..];
    let hash = Secret::parse(key).expect("the key ends the cookie").hash();
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions WHERE key_hash = $1", hash)).await, 1);
}

#[tokio::test]
async fn signing_out_ends_the_session_also_for_a_stolen_cookie() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let thief = mia.copy();
    mia.get("/sign-out").await.is(405);
    thief.get("/account").await.is(200);
    mia.post("/sign-out", &[]).await.leads_to("/sign-in");
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions")).await, 0);
    for browser in [&mia, &thief] {
        browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    }
    assert_eq!(house.actions().await.split_off(7), ["session.open", "session.end"]);
}

#[tokio::test]
async fn signing_out_here_leaves_other_browsers_in() {
    let house = House::new().await;
    let (desk, phone) = (house.browser_of(&house.mia()).await, house.browser_of(&house.mia()).await);
    desk.post("/sign-out", &[]).await.leads_to("/sign-in");
    phone.get("/account").await.is(200);
}

#[tokio::test]
async fn a_temporary_password_opens_nothing_but_the_page_to_change_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    let mia = house.browser();
    try_in(&mia, "mia@acme.example", PASSWORD).await.is(422);
    try_in(&mia, "mia@acme.example", &temporary).await.leads_to("/");
    for path in ["/", "/account", "/account/preferences", "/users"] {
        mia.get(path).await.leads_to("/account/password");
    }
    mia.get("/account/password").await.is(200).says("Choose your own to go on");
    mia.post("/account/preferences", &[("theme", "dark"), ("density", "compact")]).await.leads_to("/account/password");
    mia.post("/account/password", &[("password", &temporary)]).await.is(422).says("differs from the present one");
    mia.post("/account/password", &[("password", "short")]).await.is(422);
    mia.post("/account/password", &[("password", "a sentence of my own making")]).await.leads_to("/account");
    mia.get("/account").await.is(200);
    try_in(&house.browser(), "mia@acme.example", &temporary).await.is(422);
    try_in(&house.browser(), "mia@acme.example", "a sentence of my own making").await.leads_to("/");
}

#[tokio::test]
async fn a_temporary_password_that_lay_around_is_asked_for_again() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    let mia = house.browser();
    try_in(&mia, "mia@acme.example", &temporary).await.leads_to("/");
    mia.get("/account/password").await.is(200);
    house.app.clock.advance(chrono::TimeDelta::minutes(11));
    let new = ("password", "a sentence of my own making");
    mia.post("/account/password", &[new]).await.is(422).says("That is not your password");
    mia.post("/account/password", &[new, ("present", &temporary)]).await.leads_to("/account");
}

#[tokio::test]
async fn a_form_of_a_session_that_is_over_leads_to_sign_in_and_back_to_its_page() {
    let house = House::new().await;
    let path = "/account/password";
    let page = "https://id.acme.example/account/password?x=1";
    for end in ["idle", "ended"] {
        let mia = house.browser_of(&house.mia()).await;
        mia.get(path).await.is(200);
        if end == "idle" {
            house.app.clock.advance(chrono::TimeDelta::minutes(61));
        } else {
            house.app.db.run(sql!("DELETE FROM sessions")).await.expect("written");
        }
        let fields = [("present", PASSWORD), ("password", "a sentence nobody kept")];
        mia.post(path, &fields).header("referer", page).await.leads_to("/sign-in?next=%2Faccount%2Fpassword%3Fx%3D1");
        mia.post(path, &fields).header("referer", "nonsense").await.leads_to("/sign-in");
        let swapped = mia.post(path, &fields).swap().await.is(401);
        assert_eq!(swapped.header("hx-redirect"), "/sign-in?next=%2Faccount%2Fpassword", "{end}");
        // A form of the door stays where it is: who cannot keep a cookie would else go round in circles.
        mia.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).without_csrf().await.is(403);
    }
    try_in(&house.browser(), "mia@acme.example", PASSWORD).await.leads_to("/");
}
