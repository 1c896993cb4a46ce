//! One's own address: asked for, proven, told.

use rolecall::sql;

use super::{NEW, address_of, ask, asked, kim, newest_to, refused, signs_in, waiting};
use crate::house::House;
use crate::security::{prove, wait};

#[tokio::test]
async fn a_new_address_counts_once_it_is_proven_and_the_old_one_is_told() {
    let house = House::new().await;
    let kim = kim(&house).await;
    house.app.db.run(sql!("UPDATE users SET language = 'de', timezone = 'Asia/Tokyo' WHERE id = $1", kim.id)).await.expect("written");
    let (browser, elsewhere) = (house.browser_of(&kim).await, house.browser_of(&kim).await);
    house.app.db.run(sql!("UPDATE users SET language = '' WHERE id = $1", kim.id)).await.expect("written");
    browser.get("/account").await.is(200).says("Not").never_says("waits for its proof");
    browser.get("/account/email").await.is(200).says("The address is kim@acme.example now");
    ask(&browser, "Kim.New@north.example").await.leads_to("/account/email");
    let page = browser.get("/account/email").await.is(200).says("Waiting for the proof").says("kim@acme.example stays yours");
    assert!(page.text().contains("on its way to Kim.New@north.example"), "{}", page.text());
    browser.get("/account").await.is(200).says("Kim.New@north.example waits for its proof until");
    // Nothing has changed, and nobody but the new address was written to.
    let mails = house.mails().await;
    let to_new: Vec<_> = mails.iter().filter(|mail| mail.text.contains("/email/")).collect();
    assert!(to_new.len() == 1 && to_new[0].to.contains("Kim.New@north.example"), "{}", mails.len());
    let mail = to_new[0];
    assert_eq!(mail.subject, "Confirm your new address for Acme");
    assert!(mail.text.contains("127.0.0.1") && mail.text.contains("(JST") && !mail.raw.contains("kim@acme.example"), "{}", mail.text);
    assert_eq!(address_of(&house, &kim).await, "kim@acme.example");
    assert!(signs_in(&house, "kim@acme.example").await && !signs_in(&house, NEW).await);
    // Looking is no proof, however often.
    let link = mail.link();
    for _ in 0..3 {
        let page = browser.get(&link).await.is(200).says("Kim.New@north.example");
        assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    }
    assert_eq!(address_of(&house, &kim).await, "kim@acme.example");
    let before = house.mails().await.len();
    let version = house.user(&kim).await.version;
    browser.post(&link, &[]).await.leads_to("/account");
    browser.get("/account").await.is(200).says("Your address is Kim.New@north.example from now on").says("Verified");
    let user = house.user(&kim).await;
    assert_eq!((user.email.as_str(), user.email_key.as_str()), ("Kim.New@north.example", NEW));
    assert!(user.email_verified_at.is_some() && user.version == version + 1);
    assert!(signs_in(&house, NEW).await && !signs_in(&house, "kim@acme.example").await);
    elsewhere.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    browser.get("/account").await.is(200);
    // Both are told.
    let mails = house.mails().await;
    let told: Vec<&str> = mails[before..].iter().filter(|mail| mail.subject.contains("was changed")).map(|mail| mail.to.as_str()).collect();
    assert_eq!(told, ["\"Kim Berg\" <kim@acme.example>", "\"Kim Berg\" <Kim.New@north.example>"]);
    let notice = mails.iter().find(|mail| mail.to.contains("kim@acme") && mail.subject.contains("was changed")).expect("told");
    assert!(notice.text.contains("Kim.New@north.example") && notice.text.contains("127.0.0.1") && notice.text.contains("(JST"));
    let actions = house.actions().await;
    let of_it: Vec<&str> = actions.iter().map(String::as_str).filter(|action| action.starts_with("email.")).collect();
    assert_eq!(of_it, ["email.ask", "email.confirm"]);
    // Found by the new address, and by the old one no more.
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/users?q=kim.new").await.is(200).says("Kim Berg");
    ada.get("/users?q=kim%40acme").await.is(200).never_says("Kim Berg");
    ada.get(&format!("/audit?user={}", kim.id)).await.is(200).says("New address confirmed").says("Proof of a new address asked for");
}

#[tokio::test]
async fn who_may_not_change_their_address_has_no_form() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let account = mia.get("/account").await.is(200);
    assert!(!account.body.contains("/account/email"), "{}", account.body);
    mia.get("/account/email").await.is(403);
    for act in ["ask", "again", "cancel", "change"] {
        mia.post("/account/email", &[("act", act), ("email", NEW)]).await.is(403);
        mia.post(&format!("/users/{}/email", house.mia().id), &[("act", act), ("email", NEW)]).await.is(403);
    }
    assert!(waiting(&house).await.is_empty() && house.mails().await.is_empty());
    assert_eq!(address_of(&house, &house.mia()).await, "mia@acme.example");
}

#[tokio::test]
async fn nobody_changes_their_own_without_a_proof_of_it_or_of_themselves() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/users/{}/email", house.ada().id)).await.leads_to("/account/email");
    for path in ["/account/email".to_owned(), format!("/users/{}/email", house.ada().id)] {
        let answer = ada.post(&path, &[("act", "change"), ("email", "queen@acme.example")]).await;
        refused(&ada, answer, "Change your own address with a proof").await;
    }
    wait(&house);
    let asked = ask(&ada, "queen@acme.example").await.is(401).says("Prove that it is you to change an address");
    assert!(waiting(&house).await.is_empty() && house.mails().await.is_empty());
    assert_eq!(asked.input("email"), "queen@acme.example");
    prove(&ada, &asked, crate::house::PASSWORD).await.is(307);
    ask(&ada, "queen@acme.example").await.leads_to("/account/email");
    assert_eq!(waiting(&house).await, ["queen@acme.example"]);
    assert_eq!(address_of(&house, &house.ada()).await, "ada@acme.example");
}

#[tokio::test]
async fn what_is_no_address_or_the_present_one_stays_in_the_form() {
    let house = House::new().await;
    let browser = house.browser_of(&kim(&house).await).await;
    for (typed, why) in [
        ("", "Enter an e-mail address"),
        ("kim", "before the @"),
        ("a b@acme.example", "unusual characters"),
        ("\u{212a}im@acme.example", "unusual characters"),
        ("KIM@acme.example", "this is the present one"),
    ] {
        let answer = ask(&browser, typed).await.is(422).says(why);
        assert_eq!(answer.input("email"), typed);
    }
    browser.post("/account/email", &[("act", "steal"), ("email", NEW)]).await.is(400);
    browser.post("/account/email", &[("act", "ask"), ("email", NEW), ("email_verified_at", "now")]).await.is(400);
    for act in ["again", "cancel"] {
        let answer = browser.post("/account/email", &[("act", act)]).await;
        refused(&browser, answer, "No new address waits").await;
    }
    assert!(house.mails().await.is_empty() && waiting(&house).await.is_empty());
}

#[tokio::test]
async fn a_change_that_waits_can_be_sent_again_and_cancelled() {
    let house = House::new().await;
    let kim = kim(&house).await;
    let browser = house.browser_of(&kim).await;
    let first = asked(&house, &browser, NEW).await;
    house.app.clock.advance(chrono::TimeDelta::seconds(61));
    browser.post("/account/email", &[("act", "again")]).await.leads_to("/account/email");
    let second = newest_to(&house, NEW).await;
    assert_ne!(first, second);
    browser.get(&first).await.is(410).says("A newer mail brings another link");
    browser.get(&second).await.is(200);
    browser.post("/account/email", &[("act", "cancel")]).await.leads_to("/account");
    browser.get("/account").await.is(200).says("The change is cancelled").never_says("waits for its proof");
    browser.get(&second).await.is(410).says("The change was cancelled");
    browser.post(&second, &[]).await.is(410);
    assert_eq!(address_of(&house, &kim).await, "kim@acme.example");
    assert!(house.actions().await.contains(&"email.cancel".to_owned()));
}

#[tokio::test]
async fn what_went_to_the_old_address_dies_with_it_and_guesses_go_along() {
    let house = House::new().await;
    let kim = kim(&house).await;
    let browser = house.browser_of(&kim).await;
    let link = asked(&house, &browser, NEW).await;
    let eve = house.browser();
    eve.get("/sign-in").await.is(200);
    eve.post("/forgot-password", &[("email", &kim.email)]).await.is(200);
    let mails = house.mails().await;
    let reset = mails.iter().rfind(|mail| mail.text.contains("/reset/")).expect("a link").link();
    eve.get(&reset).await.is(200);
    for _ in 0..5 {
        eve.post("/sign-in", &[("email", &kim.email), ("password", "not it at all, no")]).await.is(422);
    }
    browser.post(&link, &[]).await.leads_to("/account");
    eve.get(&reset).await.is(410);
    eve.post(&reset, &[("password", "my own long sentence")]).await.is(410);
    // The old address is nobody's now: nothing goes there.
    eve.post("/forgot-password", &[("email", &kim.email)]).await.is(200);
    let mails = house.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.text.contains("/reset/")).count(), 1);
    // Who takes the address next sees nothing of what was tried, and those who try go on where they were.
    let of = |email: &str| sql!("SELECT count(*) FROM attempts WHERE email_key = $1", email);
    assert_eq!((house.number(of(&kim.email)).await, house.number(of(NEW)).await > 4), (0, true));
    let guesses = house.texts(sql!("SELECT bucket FROM throttles WHERE bucket LIKE 'password/%'")).await;
    assert_eq!(guesses, [format!("password/{NEW}")]);
}
