//! Getting back in: a link by mail, asked for at the door or sent by somebody who may, and nothing told to anyone else.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};

const NEW: &str = "my own long sentence";

async fn door(house: &House) -> Browser {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200).says("Forgot your password?");
    browser
}

async fn ask(browser: &Browser, email: &str) -> Answer {
    browser.post("/forgot-password", &[("email", email)]).await
}

async fn sign_in(house: &House, email: &str, password: &str) -> u16 {
    let browser = door(house).await;
    browser.post("/sign-in", &[("email", email), ("password", password)]).await.status
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_a_mail() {
    let house = House::new().await;
    let (mia, desk) = (house.mia(), house.browser_of(&house.mia()).await);
    house.app.db.run(sql!("UPDATE users SET language = 'de' WHERE id = $1", mia.id)).await.expect("written");
    let eve = door(&house).await;
    eve.get("/forgot-password").await.is(200).says("Enter the address you sign in with");
    for wrong in ["", "mia", "mia@", "a@b@c.example"] {
        let answer = ask(&eve, wrong).await.is(422);
        assert_eq!(answer.input("email"), wrong);
    }
    ask(&eve, "MIA@acme.example").await.is(200).says("If MIA@acme.example belongs to an account here");
    let mails = house.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].to.contains(&mia.email) && mails[0].subject == "Neues Passwort für Acme wählen", "{}", mails[0].subject);
    assert!(mails[0].text.contains("127.0.0.1"), "{}", mails[0].text);
    // Until the link is used, nothing has changed.
    desk.get("/account").await.is(200);
    let link = mails[0].link();
    let browser = door(&house).await;
    browser.get(&link).await.is(200);
    browser.post(&link, &[("password", NEW)]).await.is(200).says("Your password is changed");
    browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    desk.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    assert_eq!((sign_in(&house, &mia.email, PASSWORD).await, sign_in(&house, &mia.email, NEW).await), (422, 303));
    browser.get(&link).await.is(410);
    assert!(house.actions().await.contains(&"password.ask".to_owned()));
}

#[tokio::test]
async fn the_answer_is_the_same_for_everyone_and_only_the_active_get_a_mail() {
    let house = House::new().await;
    let member = Some(house.people().member);
    let mut all = vec!["nobody@acme.example".to_owned()];
    for status in Status::ALL {
        all.push(house.add(&format!("{}@acme.example", status.name()), (status.name(), "One"), status, member).await.email);
    }
    let past = house.add("past@acme.example", ("Past", "One"), Status::Active, member).await;
    house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", past.id, house.now())).await.expect("written");
    all.push(past.email);
    let mut answers = Vec::new();
    for email in &all {
        let answer = ask(&door(&house).await, email).await.is(200);
        let headers: Vec<String> = ["content-type", "cache-control", "location"].map(|name| answer.header(name).to_owned()).into();
        answers.push((answer.text().replace(email.as_str(), "…"), headers));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let mails = house.mails().await;
    assert!(mails.len() == 1 && mails[0].to.contains("active@acme.example"), "{}", mails.len());
    for status in Status::ALL.into_iter().filter(|status| *status != Status::Active) {
        let kept = house.texts(sql!("SELECT status FROM users WHERE email = $1", format!("{}@acme.example", status.name()))).await;
        assert_eq!(kept, [status.name()], "asking changes no status");
    }
}

#[tokio::test]
async fn mails_to_one_address_and_askers_at_one_place_have_limits() {
    let house = House::with(|config| config.trusted_proxies = vec!["127.0.0.1/32".parse().expect("an address")]).await;
    let mia = house.mia().email;
    let browser = door(&house).await;
    let mut source = 0;
    let mut from_elsewhere = async |email: String| {
        source += 1;
        browser.post("/forgot-password", &[("email", &email)]).header("x-forwarded-for", &format!("192.0.2.{source}")).await.is(200);
        house.mails().await.len()
    };
    assert_eq!(from_elsewhere(mia.clone()).await, 1);
    assert_eq!(from_elsewhere(mia.clone()).await, 1, "within a minute");
    house.app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(from_elsewhere(mia.clone()).await, 2);
    house.app.clock.advance(TimeDelta::seconds(61));
    // What was refused counts for nothing: nobody uses up the mails of somebody else in a second.
    for _ in 0..10 {
        assert_eq!(from_elsewhere(mia.clone()).await, 3);
    }
    house.app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(from_elsewhere(mia.clone()).await, 3, "three in an hour");
    assert_eq!(from_elsewhere(house.bo().email).await, 4, "others are not held up");
    for n in 0..9 {
        house.app.clock.advance(TimeDelta::minutes(61));
        assert_eq!(from_elsewhere(mia.clone()).await, (5 + n).min(4 + 7), "ten in a day");
    }
    // An administrator is not held up by any of this.
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&format!("/users/{}/reset", house.mia().id), &[]).await.is(303);
    assert_eq!(house.mails().await.len(), 12);
    // Of all the links only the newest works.
    let links: Vec<String> = house.mails().await.iter().filter(|mail| mail.to.contains(&mia)).map(crate::mail::Mail::link).collect();
    let working = join_all(links.iter().map(async |link| house.browser().get(link).await.status)).await;
    assert!(working.iter().filter(|status| **status == 200).count() <= 1, "{working:?}");
    // One place asks for whomever it likes, twenty times an hour.
    let mut answers = Vec::new();
    for n in 0..22 {
        let email = format!("user{n}@acme.example");
        answers.push(browser.post("/forgot-password", &[("email", &email)]).header("x-forwarded-for", "198.51.100.7").await.status);
    }
    assert_eq!((answers[..20].iter().all(|status| *status == 200), &answers[20..]), (true, &[429, 429][..]));
    house.app.clock.advance(TimeDelta::minutes(61));
    browser.post("/forgot-password", &[("email", &mia)]).header("x-forwarded-for", "198.51.100.7").await.is(200);
}

#[tokio::test]
async fn fifty_at_once_are_one_mail() {
    let house = House::with(|config| config.trusted_proxies = vec!["127.0.0.1/32".parse().expect("an address")]).await;
    let (browser, email) = (door(&house).await, house.mia().email);
    let ask = |n: usize| {
        let (browser, email) = (browser.copy(), email.clone());
        async move { browser.post("/forgot-password", &[("email", &email)]).header("x-forwarded-for", &format!("192.0.2.{n}")).await.status }
    };
    let answers = join_all((0..50).map(ask)).await;
    assert!(answers.iter().all(|status| [200, 503].contains(status)), "{answers:?}");
    assert_eq!(house.mails().await.len(), 1);
}

#[tokio::test]
async fn a_link_is_sent_by_whoever_may_set_a_password_to_whom_they_may_manage() {
    let house = House::new().await;
    let update = permission("users", "update", json!({}), &["password"]);
    let tess = house.tess(&[permission("users", "read", json!({}), &["*"]), update]).await;
    let (ada, tess, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&tess).await, house.browser_of(&house.mia()).await);
    let reset = |id: uuid::Uuid| format!("/users/{id}/reset");
    let target = house.add_member("ines@acme.example", ("Ines", "Ortega")).await;
    // Who may not, and to whom not.
    bo.post(&reset(target.id), &[]).await.is(404);
    let refused = async |who: &Browser, id, why: &str| {
        let answer = who.post(&reset(id), &[]).await.is(303);
        who.follow(answer).await.is(200).says(why);
    };
    refused(&tess, house.ada().id, "Only an administrator can do this to an administrator").await;
    refused(&ada, house.ada().id, "Change your own password").await;
    let draft = house.add("dora@acme.example", ("Dora", "Draft"), Status::Draft, None).await;
    refused(&ada, draft.id, "Only somebody active").await;
    assert_eq!(house.mails().await.len(), 0);
    // Who may: the mail names them; the link is nowhere on the page.
    tess.get(&format!("/users/{}/password", target.id)).await.is(200).says("Link by mail");
    let answer = tess.post(&reset(target.id), &[]).await.is(303);
    let page = tess.follow(answer).await.is(200).says("Ines Ortega gets a mail");
    assert!(!page.body.contains("/reset/"), "the link is for whom it was sent to");
    let mails = house.mails().await;
    assert!(mails.len() == 1 && mails[0].text.contains("Tess Tran sent you this link"), "{}", mails[0].text);
    refused(&ada, target.id, "less than a minute ago").await;
    let browser = door(&house).await;
    browser.post(&mails[0].link(), &[("password", NEW)]).await.is(200);
    assert_eq!(sign_in(&house, &target.email, NEW).await, 303);
    assert!(house.actions().await.contains(&"password.send".to_owned()));
}
