//! The link that proves a new address, in every way that must fail, and in the one that must not.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::users::Status;

use super::{NEW, address_of, ask, asked, kim, newest_to, waiting};
use crate::browser::Browser;
use crate::house::{House, PASSWORD, Person};

const OLD: &str = "kim@acme.example";

async fn moving(house: &House) -> (Person, Browser, String) {
    let kim = kim(house).await;
    let browser = house.browser_of(&kim).await;
    let link = asked(house, &browser, NEW).await;
    (kim, browser, link)
}

#[tokio::test]
async fn it_works_once() {
    let house = House::new().await;
    let (kim, browser, link) = moving(&house).await;
    browser.post(&link, &[]).await.leads_to("/account");
    let mails = house.mails().await.len();
    browser.get(&link).await.is(410).says("It was used already");
    browser.post(&link, &[]).await.is(410);
    assert_eq!((address_of(&house, &kim).await.as_str(), house.mails().await.len()), (NEW, mails));
}

#[tokio::test]
async fn of_twenty_at_once_one_wins() {
    let house = House::new().await;
    let (kim, browser, link) = moving(&house).await;
    browser.get(&link).await.is(200);
    let windows: Vec<Browser> = (0..20).map(|_| browser.copy()).collect();
    let answers = join_all(windows.iter().map(async |window| window.post(&link, &[]).await.status)).await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 410).count(), 19, "{answers:?}");
    assert_eq!(address_of(&house, &kim).await, NEW);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "email.confirm").count(), 1);
    assert_eq!(house.mails().await.iter().filter(|mail| mail.subject.contains("was changed")).count(), 2);
}

#[tokio::test]
async fn whoever_reads_the_mail_but_is_not_signed_in_gets_nowhere() {
    let house = House::new().await;
    let (kim, _, link) = moving(&house).await;
    let eve = house.browser();
    eve.get("/sign-in").await.is(200);
    let away = eve.get(&link).await.is(303);
    assert!(away.location().starts_with("/sign-in?next=%2Femail%2F"), "{}", away.location());
    eve.post(&link, &[]).await.leads_to("/sign-in");
    eve.post(&link, &[("password", PASSWORD)]).await.is(400);
    assert_eq!(address_of(&house, &kim).await, OLD);
    assert_eq!(waiting(&house).await, [NEW], "and nobody else uses it up");
}

#[tokio::test]
async fn whoever_signs_in_on_the_way_comes_back_to_it() {
    let house = House::new().await;
    let (kim, _, link) = moving(&house).await;
    let phone = house.browser();
    let away = phone.get(&link).await.is(303);
    let door = phone.follow(away).await.is(200);
    let next = door.input("next");
    assert_eq!(next, link);
    let answer = phone.post("/sign-in", &[("email", OLD), ("password", PASSWORD), ("next", &next)]).await.is(303);
    assert_eq!(answer.location(), link);
    phone.follow(answer).await.is(200).says("Confirm your new address");
    phone.post(&link, &[]).await.leads_to("/account");
    assert_eq!(address_of(&house, &kim).await, NEW);
    // The secret is on no page that others see.
    let ada = house.browser_of(&house.ada()).await;
    let token = link.rsplit('/').next().expect("a token");
    let profile = ada.get(&format!("/users/{}", kim.id)).await.is(200);
    assert!(!profile.body.contains(token) && !ada.get("/audit").await.body.contains(token));
    assert!(house.texts(rolecall::sql!("SELECT last_page FROM users")).await.iter().all(|page| !page.contains("email/")));
}

#[tokio::test]
async fn it_is_for_nobody_else() {
    let house = House::new().await;
    let (kim, _, link) = moving(&house).await;
    for other in [house.mia(), house.ada()] {
        let browser = house.browser_of(&other).await;
        let page = browser.get(&link).await.is(403).says("This link is for another account").never_says(NEW).never_says("Kim");
        assert_eq!(page.input("next"), link);
        browser.post(&link, &[]).await.is(403);
        assert_eq!(address_of(&house, &other).await, other.email);
    }
    assert_eq!((address_of(&house, &kim).await.as_str(), waiting(&house).await), (OLD, vec![NEW.to_owned()]));
}

#[tokio::test]
async fn bent_and_borrowed_secrets_open_nothing() {
    let house = House::new().await;
    let (kim, browser, link) = moving(&house).await;
    let token = link.rsplit('/').next().expect("a token").to_owned();
    let mut bent = token.clone();
    bent.replace_range(20..21, if &token[20..21] == "A" { "B" } else { "A" });
    for wrong in [token[..42].to_owned(), format!("{token}A"), bent, token.to_lowercase(), "none".to_owned()] {
        browser.get(&format!("/email/{wrong}")).await.is(410).says("It may have been cut off");
        browser.post(&format!("/email/{wrong}"), &[]).await.is(410);
    }
    for purpose in ["reset", "accept"] {
        let answer = browser.post(&format!("/{purpose}/{token}"), &[("password", "my own long sentence")]).await;
        assert!([404, 410].contains(&answer.status), "{purpose}: {}", answer.status);
    }
    let (_, reset) = rolecall::credentials::recovery_link(&house.app, OLD).await.expect("made");
    browser.post(&format!("/email/{}", reset.rsplit('/').next().expect("a token")), &[]).await.is(410);
    browser.post(&link, &[]).without_csrf().await.is(403);
    browser.post(&link, &[]).header("sec-fetch-site", "cross-site").await.is(403);
    browser.post(&link, &[("email", "other@north.example")]).await.is(400);
    assert_eq!(address_of(&house, &kim).await, OLD);
    browser.get(&link).await.is(200);
}

#[tokio::test]
async fn it_ends_after_a_day_and_no_sweep_is_needed() {
    let house = House::new().await;
    let (kim, _, link) = moving(&house).await;
    house.app.clock.advance(TimeDelta::hours(24) - TimeDelta::minutes(1));
    house.browser_of(&kim).await.get(&link).await.is(200);
    house.app.clock.advance(TimeDelta::minutes(1));
    let browser = house.browser_of(&kim).await;
    browser.get(&link).await.is(410).says("It has ended");
    browser.post(&link, &[]).await.is(410);
    assert_eq!(address_of(&house, &kim).await, OLD);
    browser.get("/account").await.is(200).never_says("waits for its proof");
    // The row goes with the others that are long over.
    let sweep = async || rolecall::ops::housekeeping::sweep(&house.app.db, house.now()).await.expect("swept");
    sweep().await;
    assert_eq!(waiting(&house).await, [NEW]);
    house.app.clock.advance(TimeDelta::days(91));
    sweep().await;
    assert!(waiting(&house).await.is_empty());
}

#[tokio::test]
async fn a_newer_one_and_a_new_password_end_it() {
    let house = House::new().await;
    let (kim, browser, link) = moving(&house).await;
    house.app.clock.advance(TimeDelta::seconds(61));
    ask(&browser, "other@north.example").await.is(303);
    browser.post(&link, &[]).await.is(410).says("A newer mail");
    let newer = newest_to(&house, "other@north.example").await;
    browser.post("/account/password", &[("present", PASSWORD), ("password", "my own long sentence")]).await.is(303);
    browser.get("/account").await.is(200);
    browser.post(&newer, &[]).await.is(410).says("password or address has changed");
    assert_eq!(address_of(&house, &kim).await, OLD);
}

#[tokio::test]
async fn leaving_active_ends_it_for_good() {
    for to in ["suspended", "archived"] {
        let house = House::new().await;
        let ada = house.browser_of(&house.ada()).await;
        let (kim, browser, link) = moving(&house).await;
        let status = format!("/users/{}/status", kim.id);
        ada.post(&status, &[("status", to), ("back", "/users")]).await.is(303);
        let away = browser.get(&link).await.is(303);
        assert!(away.location().starts_with("/sign-in"), "{}", away.location());
        ada.post(&status, &[("status", "active"), ("back", "/users")]).await.is(303);
        assert_eq!(house.user(&kim).await.status, Status::Active, "{to}");
        let again = house.browser_of(&kim).await;
        again.post(&link, &[]).await.is(410).says("The change was cancelled");
        assert_eq!(address_of(&house, &kim).await, OLD);
    }
}

#[tokio::test]
async fn whoever_asked_for_it_and_may_not_any_more_does_not() {
    let house = House::new().await;
    let (kim, browser, link) = moving(&house).await;
    house.app.db.run(rolecall::sql!("DELETE FROM permissions WHERE fields = $1", serde_json::json!(["email"]))).await.expect("written");
    house.app.db.run(rolecall::sql!("UPDATE settings SET rights_version = rights_version + 1")).await.expect("written");
    browser.post(&link, &[]).await.is(403);
    assert_eq!(address_of(&house, &kim).await, OLD);
}
