//! One's own account: how the pages look and read, and nobody else's.

use chrono::TimeDelta;
use rolecall::sql;

use crate::browser::{Answer, Browser};
use crate::house::{COOKIE, House, PASSWORD};
use crate::invitations::invite;
use crate::raw::raw;

const PLAIN: [(&str, &str); 5] = [("language", ""), ("timezone", ""), ("theme", "auto"), ("density", "comfortable"), ("shortcuts", "off")];

fn with<'a>(name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    PLAIN.into_iter().map(|(known, old)| (known, if known == name { value } else { old })).collect()
}

/// Saves these of one's own preferences, on the form as it is now.
pub async fn prefer(browser: &Browser, fields: &[(&str, &str)]) -> Answer {
    let version = browser.get("/account/preferences").await.is(200).input("version");
    browser.post("/account/preferences", &[fields, &[("version", version.as_str())]].concat()).await
}

#[tokio::test]
async fn a_theme_is_kept_and_shows_on_every_page() {
    let house = House::new().await;
    let (mia, phone) = (house.browser_of(&house.mia()).await, house.browser_of(&house.mia()).await);
    for theme in ["dark", "light", "auto"] {
        let answer = prefer(&mia, &with("theme", theme)).await.leads_to("/account/preferences");
        mia.follow(answer).await.says("Saved.");
        for path in ["/account", "/account/preferences", "/account/password", "/nowhere"] {
            assert!(phone.get(path).await.body.contains(&format!("data-theme=\"{theme}\"")), "{path} {theme}");
        }
    }
    prefer(&mia, &with("density", "compact")).await.is(303);
    assert!(mia.get("/account").await.body.contains("data-density=\"compact\""));
}

#[tokio::test]
async fn a_language_switches_the_words_and_a_zone_the_clock() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let english = ada.get("/users").await.text();
    prefer(&ada, &with("language", "de")).await.is(303);
    let page = ada.get("/users").await.is(200);
    assert!(page.body.contains("<html lang=\"de\"") && page.text() != english, "{}", page.text());
    // What the browser asks for counts only for those who are not signed in.
    assert!(ada.get("/users").header("accept-language", "en").await.body.contains("<html lang=\"de\""));
    let stranger = house.browser();
    assert!(stranger.get("/sign-in").header("accept-language", "de-AT, en;q=0.5").await.body.contains("<html lang=\"de\""));
    assert!(stranger.get("/sign-in").header("accept-language", "fr").await.body.contains("<html lang=\"en\""));
    prefer(&ada, &with("timezone", "Pacific/Kiritimati")).await.is(303);
    house
        .app
        .db
        .run(sql!(
            "UPDATE users SET last_seen_at = $1 WHERE email_key = 'mia@acme.example'",
            "2026-11-20T12:00:00Z".parse::<rolecall::clock::Moment>().expect("a moment")
        ))
        .await
        .expect("written");
    ada.get(&format!("/users/{}", house.mia().id)).await.says("21 Nov 2026, 02:00");
}

#[tokio::test]
async fn what_is_not_offered_is_refused() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    for (field, value) in [
        ("theme", "neon"),
        ("theme", ""),
        ("density", "huge"),
        ("language", "tlh"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
    ] {
        prefer(&mia, &with(field, value)).await.is(422);
    }
    let user = house.user(&house.mia()).await;
    assert_eq!(
        (user.theme.as_str(), user.density.as_str(), user.language.as_str(), user.timezone.as_str()),
        ("auto", "comfortable", "", "")
    );
    assert!(!house.actions().await.contains(&"user.preferences".to_owned()));
}

#[tokio::test]
async fn preferences_are_ones_own_alone() {
    let house = House::new().await;
    let (mia, ada) = (house.browser_of(&house.mia()).await, house.ada());
    prefer(&mia, &[&PLAIN[..], &[("id", &ada.id.to_string())]].concat()).await.is(400);
    prefer(&mia, &with("theme", "dark")).await.is(303);
    assert_eq!((house.user(&ada).await.theme, house.user(&house.bo()).await.theme), ("auto".into(), "auto".into()));
    mia.post(&format!("/users/{}/details", ada.id), &[("version", "1"), ("first_name", "Eve")]).await.is(404);
}

#[tokio::test]
async fn guessing_the_present_password_from_a_stolen_session_is_slow_too() {
    let house = House::new().await;
    let thief = house.browser_of(&house.mia()).await;
    let fields = [("present", "incorrect horse battery staple"), ("password", "my own long sentence")];
    for n in 0..8 {
        if n == 5 {
            house.app.clock.advance(chrono::TimeDelta::seconds(-60));
        }
        thief.post("/account/password", &fields).await.is(if n < 5 { 422 } else { 429 });
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'password.change'")).await, 0);
}

#[tokio::test]
async fn a_new_password_keeps_the_rules() {
    let house = House::new().await;
    let mia = house.browser_of(&house.add_member("zorro77@acme.example", ("Mia", "Okafor")).await).await;
    for (password, says) in [
        ("short", "Use at least 15 characters"),
        ("Mia-Okafor-Mia-Okafor", "made of your name"),
        ("mia@acme.example2026", "made of your name"),
        ("zorro77-zorro77-zorro", "made of your name"),
        (crate::house::PASSWORD, "differs from the present one"),
    ] {
        mia.post("/account/password", &[("present", crate::house::PASSWORD), ("password", password)]).await.is(422).says(says);
    }
}

#[tokio::test]
async fn every_page_of_the_account_has_the_same_head_and_marks_where_one_is() {
    let house = House::new().await;
    for person in [house.ada(), house.mia()] {
        let browser = house.browser_of(&person).await;
        for path in ["/account", "/account/preferences", "/account/security", "/account/access"] {
            let page = browser.get(path).await.is(200).says("Since");
            assert_eq!(page.find("<h1><bdi>([^<]+)</bdi></h1>").as_deref(), Some(person.name.as_str()), "{path}");
            assert!(page.body.contains(&format!("<a href=\"{path}\" aria-current=\"page\">")), "{path}");
            assert!(page.body.contains("<a href=\"/account\" aria-current=\"page\">"), "{path}: one's account is current");
            assert!(!page.body.contains("<a href=\"/users\" aria-current"), "{path} is not among the users");
            assert!(page.body.contains("<div class=\"content page\">"), "{path} is as wide as a profile");
        }
        // The own details are edited from there, and lead back.
        let page = browser.get(&format!("/users/{}/details", person.id)).await.is(200);
        assert!(page.body.contains("<a class=\"btn quiet\" href=\"/account\">"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_default_says_what_it_comes_to() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/account/preferences").await.says("Default (English)").says("Default (Europe/Oslo)");
    house.force("UPDATE settings SET default_language = 'de'").await.expect("written");
    mia.get("/account/preferences").await.says("Voreinstellung (Deutsch)");
}

#[tokio::test]
async fn shortcuts_are_listed_and_can_be_switched_off() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let keys = |page: &crate::browser::Answer| page.body.contains("data-keys=\"on\"");
    house.browser_of(&house.ada()).await.get("/account/preferences").await.is(200).says("Search users").says("This list");
    // Whom most of them would lead nowhere is not told of them.
    let page = mia.get("/account/preferences").await.is(200).says("Keyboard shortcuts").says("This list").never_says("Search users");
    assert!(keys(&page) && page.body.contains("href=\"/account/preferences#shortcuts\" data-key=\"?\""), "? leads to the list");
    assert!(page.body.contains("id=\"shortcuts\" name=\"shortcuts\" value=\"on\" checked"));
    prefer(&mia, &PLAIN).await.is(303);
    let page = mia.get("/account/preferences").await;
    assert!(!keys(&page) && !page.body.contains("value=\"on\" checked"), "an empty box is off");
    assert!(keys(&house.browser_of(&house.bo()).await.get("/users").await), "one's own alone");
    prefer(&mia, &[("shortcuts", "off"), ("shortcuts", "on")]).await.is(303);
    assert!(keys(&mia.get("/account").await));
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.preferences").count(), 2);
}

/// The page that a profile names, once everything that was asked for so far has been seen.
async fn last_page(house: &House, browser: &Browser) -> String {
    // The one second that time goes on by is for telling this sighting from those before.
    house.app.clock.advance(TimeDelta::seconds(1));
    let now = house.now();
    browser.get("/nowhere").await.is(404);
    house.until("they were seen", async || house.user(&house.ada()).await.last_seen_at >= now).await;
    house.user(&house.ada()).await.last_page
}

#[tokio::test]
async fn the_last_page_is_one_of_ours_that_was_shown() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    assert_eq!(last_page(&house, &ada).await, "/users");
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let (_, reset) = rolecall::credentials::recovery_link(&house.app, "bo@acme.example").await.expect("made");
    let reset = reset.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    ada.get("/users?q=okafor%20mia").await.is(200);
    for (path, status) in [
        ("/users?x=y", 400),
        ("/users/x", 404),
        ("/", 303),
        ("//evil.example/users", 404),
        ("/sign-in?next=/accept/secret", 303),
        ("/%73ign-in?next=/accept/secret", 303),
        ("/setup", 404),
        (link.as_str(), 200),
        (&link.replace("accept", "%61ccept"), 200),
        (&reset, 200),
    ] {
        ada.get(path).await.is(status);
    }
    // What a proxy is asked: the page is ours, its address is not.
    let cookie = ada.cookie(COOKIE).expect("a cookie");
    let request =
        format!("GET http://evil.example/users?evil=1 HTTP/1.1\r\nHost: x\r\nCookie: {COOKIE}={cookie}\r\nConnection: close\r\n\r\n");
    for request in [request.replace("?evil=1", ""), request] {
        raw(&house, request.as_bytes()).await;
    }
    assert_eq!(last_page(&house, &ada).await, "/users?q=okafor%20mia");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE last_page <> '' AND last_page NOT LIKE '/users%'")).await, 0);
}

#[tokio::test]
async fn a_session_that_ends_while_its_form_waits_changes_nothing() {
    let house = House::new().await;
    let mia = house.mia();
    let details = format!("/users/{}/details", mia.id);
    for (path, fields) in [
        (details.as_str(), vec![("version", "1"), ("first_name", "Eve")]),
        ("/account/preferences", vec![("version", "1"), ("theme", "dark")]),
        ("/account/password", vec![("present", PASSWORD), ("password", "my own long sentence")]),
    ] {
        let browser = house.browser_of(&mia).await;
        let version = browser.get(&details).await.is(200).input("version");
        let fields: Vec<_> = fields.into_iter().map(|(name, value)| (name, if name == "version" { &version } else { value })).collect();
        let before = house.user(&mia).await;
        // Somebody else has the turn, and what they do with it is to end the session.
        let mut turn = house.app.db.write().await.expect("a turn");
        let form = browser.post(path, &fields);
        let end = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            rolecall::access::end_sessions(&mut turn, mia.id, None).await.expect("ended");
            turn.commit().await.expect("committed");
        };
        let (answer, ()) = futures_util::future::join(form.into_future(), end).await;
        answer.leads_to("/sign-in");
        let after = house.user(&mia).await;
        assert_eq!((after.version, after.first_name, after.theme), (before.version, before.first_name, before.theme), "{path}");
    }
    house.browser_of(&mia).await;
}

#[tokio::test]
async fn an_administrator_who_is_shut_out_while_their_form_waits_changes_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mut turn = house.app.db.write().await.expect("a turn");
    let path = format!("/users/{}/status", house.mia().id);
    let form = ada.post(&path, &[("status", "suspended")]);
    let end = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        rolecall::access::end_sessions(&mut turn, house.ada().id, None).await.expect("ended");
        turn.commit().await.expect("committed");
    };
    let (answer, ()) = futures_util::future::join(form.into_future(), end).await;
    answer.leads_to("/sign-in");
    assert_eq!(house.status_of(&house.mia()).await, "active");
}

#[tokio::test]
async fn a_changed_password_is_said_once_on_the_page_behind() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/account/password").await.is(200);
    let fields = [("present", crate::house::PASSWORD), ("password", "my own long sentence")];
    let answer = mia.post("/account/password", &fields).await.leads_to("/account");
    mia.follow(answer).await.is(200).says("Your password is changed");
    mia.get("/account").await.is(200).never_says("Your password is changed");
}

#[tokio::test]
async fn who_must_change_a_password_of_their_own_types_it_first() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    ada.post(&format!("/users/{}/must-change", house.mia().id), &[("must_change", "on")]).await.is(303);
    mia.get("/account").await.leads_to("/account/password");
    mia.get("/account/password").await.is(200).says("An administrator asks you");
    let new = ("password", "a sentence of my own making");
    mia.post("/account/password", &[new]).await.is(422);
    mia.post("/account/password", &[new, ("present", crate::house::PASSWORD)]).await.is(303);
}
