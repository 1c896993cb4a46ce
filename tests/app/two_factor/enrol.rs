//! Setting it up: what is scanned, what is shown once, and what ends with it.

use rolecall::sql;

use super::{Phone, enrol, is_in, mia_with_phone, next_code, pending, post_code, post_proved, post_recovery};
use crate::browser::Browser;
use crate::house::{COOKIE, House, PASSWORD};
use crate::security::{prove, wait};

#[tokio::test]
async fn a_phone_scans_the_page_and_its_code_turns_two_factor_on() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/account/security").await.is(200).says("Off").says("Set up two-factor");
    let page = mia.get("/account/two-factor").await.is(200);
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    let phone = Phone::scan(&page.body);
    assert_eq!(phone.label(), ("Acme".to_owned(), "mia@acme.example".to_owned()));
    let key = page.find(r#"<output id="key">([^<]+)</output>"#).expect("the key to type").replace(' ', "");
    assert_eq!((key.len(), &key), (32, &phone.key()), "160 bits, and both ways say the same");
    // A wrong code and a reload leave everything as it was: nobody scans twice.
    for wrong in ["", "12345", "1234567", &phone.wrong(house.now())] {
        let again = mia.post("/account/two-factor", &[("code", wrong)]).await.is(422).says("Enter the six digits");
        assert_eq!(Phone::scan(&again.body).key(), key, "{wrong:?}");
    }
    assert_eq!(Phone::scan(&mia.get("/account/two-factor").await.body).key(), key);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE totp_secret IS NOT NULL")).await, 0, "nothing is kept before");
    // Another session, another user: another seed.
    let phone2 = Phone::scan(&house.browser_of(&house.mia()).await.get("/account/two-factor").await.body);
    assert_ne!(phone2.key(), key);
    let code = phone.code(house.now());
    let page = mia.post("/account/two-factor", &[("code", &format!("{} {}", &code[..3], &code[3..]))]).await.is(200);
    assert_eq!(page.header("cache-control"), "no-store");
    page.says("Two-factor is on").says("only this once");
    mia.get("/account/security").await.is(200).says("10 of 10 left").never_says(&key);
    // The row holds the seed under a seal.
    let sealed: Vec<(Vec<u8>,)> =
        rolecall::db::Ask::all(&mut &house.app.db, sql!("SELECT totp_secret FROM users WHERE email_key = 'mia@acme.example'"))
            .await
            .expect("read");
    assert!(sealed[0].0.len() == 24 + 20 + 16, "a nonce, the seed, a tag");
    // Sent again, as by loading that page anew: it goes on to where new codes are made, and changes nothing.
    let again = mia.post("/account/two-factor", &[("code", &next_code(&house, &phone))]).await.is(303);
    assert_eq!((again.location().as_str(), house.number(sql!("SELECT count(*) FROM recovery_codes")).await), ("/account/two-factor", 10));
}

#[tokio::test]
async fn it_ends_the_other_sessions_gives_this_one_a_new_key_and_is_told() {
    let house = House::new().await;
    let (mia, phone_session) = (house.browser_of(&house.mia()).await, house.browser_of(&house.mia()).await);
    let before = mia.copy();
    let (phone, codes) = enrol(&house, &mia).await;
    assert!(is_in(&mia).await && !is_in(&phone_session).await && !is_in(&before).await);
    assert_eq!(house.actions().await.last().map(String::as_str), Some("two_factor.enable"));
    assert!(house.mails().await.last().expect("a mail").to.contains("mia@acme.example"));
    // New codes end the old ones and other sessions too.
    let desk = pending(&house, &house.mia()).await;
    post_code(&desk, &next_code(&house, &phone)).await.leads_to("/");
    let page = mia.post("/account/two-factor/codes", &[]).await.is(200).says("only this once");
    let new = page.find_all("<li>([0-9A-Z-]{19})</li>");
    assert!(new.len() == 10 && new.iter().all(|code| !codes.contains(code)));
    assert!(!is_in(&desk).await && is_in(&mia).await);
    post_recovery(&pending(&house, &house.mia()).await, &codes[0]).await.is(422);
    post_recovery(&pending(&house, &house.mia()).await, &new[0]).await.is(303);
    // Off: the password is enough again.
    mia.post("/account/two-factor/off", &[]).await.leads_to("/account/security");
    mia.get("/account/security").await.is(200).says("Two-factor is off");
    house.browser_of(&house.mia()).await;
    assert_eq!(house.number(sql!("SELECT count(*) FROM recovery_codes")).await, 0);
    mia.post("/account/two-factor/off", &[]).await.is(409);
    mia.post("/account/two-factor/codes", &[]).await.is(409);
    let told = house.mails().await;
    let told = told.iter().filter(|mail| mail.to.contains("mia@acme.example") && !mail.subject.starts_with("A new device"));
    assert_eq!(told.count(), 4, "on, codes, one used, off");
}

#[tokio::test]
async fn a_seed_that_was_turned_off_never_comes_back() {
    let house = House::new().await;
    let (mia, phone, _) = mia_with_phone(&house).await;
    mia.post("/account/two-factor/off", &[]).await.is(303);
    let (new, _) = enrol(&house, &mia).await;
    assert_ne!(new.key(), phone.key());
    mia.post("/account/two-factor/off", &[]).await.is(303);
    let third = Phone::scan(&mia.get("/account/two-factor").await.body);
    assert!(third.key() != new.key() && third.key() != phone.key(), "however soon it was");
}

#[tokio::test]
async fn a_browser_that_was_left_open_shows_no_seed_and_changes_nothing() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    wait(&house);
    let asked = mia.get("/account/two-factor").await.is(401);
    assert!(!asked.body.contains("class=\"qr\""));
    prove(&mia, &asked, PASSWORD).await.leads_to("/account/two-factor");
    let (_, codes) = enrol(&house, &mia).await;
    wait(&house);
    post_proved(&mia, "/account/two-factor/codes", &[]).await.is(200);
    wait(&house);
    mia.post("/account/two-factor/off", &[]).await.is(401);
    mia.get("/account/security").await.is(200).says("10 of 10 left").never_says(&codes[0]);
}

#[tokio::test]
async fn the_codes_come_as_a_file_to_whom_they_belong() {
    let house = House::new().await;
    let (mia, _, codes) = mia_with_phone(&house).await;
    let fields: Vec<(&str, &str)> = codes.iter().map(|code| ("codes", code.as_str())).collect();
    let file = mia.post("/account/two-factor/file", &fields).await.is(200);
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        (file.header("cache-control"), file.header("content-disposition")),
        ("no-store", "attachment; filename=\"recovery-codes.txt\"")
    );
    assert!(codes.iter().all(|code| file.body.contains(code.as_str())) && file.body.contains("mia@acme.example"));
    let ada = house.browser_of(&house.ada()).await;
    for (browser, code) in [(&ada, codes[0].as_str()), (&mia, "0000-0000-0000-0000"), (&mia, "<b>0000-0000-0000-0000")] {
        browser.get("/account").await.is(200);
        browser.post("/account/two-factor/file", &[("codes", code)]).await.is(400).never_says("<b>");
    }
}

#[tokio::test]
async fn a_code_proves_as_a_password_does_and_once_only() {
    let house = House::new().await;
    let (mia, phone, _) = mia_with_phone(&house).await;
    wait(&house);
    let asked = mia.post("/account/two-factor/codes", &[]).await.is(401).says("Or a code from your app");
    let fields = |code: &str| {
        let own = [("prove-act", asked.input("prove-act")), ("prove-to", asked.input("prove-to"))];
        own.into_iter().chain([("prove-password", String::new()), ("prove-code", code.to_owned())]).collect::<Vec<_>>()
    };
    let post = async |browser: &Browser, code: &str| {
        let fields = fields(code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/account/prove", &fields).await
    };
    post(&mia, "").await.is(422);
    post(&mia, &phone.wrong(house.now())).await.is(422);
    let code = phone.code(house.now());
    let before = mia.cookie(COOKIE);
    post(&mia, &code).await.is(307);
    assert_ne!(mia.cookie(COOKIE), before, "a new key");
    mia.post("/account/two-factor/codes", &[]).await.is(200);
    wait(&house);
    // Neither for a proof nor for signing in.
    let code = phone.code(house.now());
    post(&mia, &code).await.is(307);
    post(&mia, &code).await.is(422);
    post_code(&pending(&house, &house.mia()).await, &code).await.is(422);
    // Whoever has no app has no code to prove with.
    let ada = house.browser_of(&house.ada()).await;
    wait(&house);
    ada.get("/account").await.is(200);
    post(&ada, &code).await.is(422).never_says("Or a code from your app");
    // Guessing from a stolen session is as slow as at the door.
    for n in 0..8 {
        if n == 3 {
            house.app.clock.advance(chrono::TimeDelta::seconds(-60));
        }
        let answer = post(&mia, &phone.wrong(house.now())).await;
        // Two were used already.
        assert_eq!(answer.status, if n < 3 { 422 } else { 429 }, "{n}");
    }
}

#[tokio::test]
async fn another_app_takes_over_where_two_factor_has_to_stay_on() {
    let house = House::new().await;
    let (mia, old, codes) = mia_with_phone(&house).await;
    house.force("UPDATE settings SET two_factor = 'everyone'").await.expect("written");
    // The phone is lost: in by a recovery code, and on to a new one.
    let desk = pending(&house, &house.mia()).await;
    let way = post_recovery(&desk, &codes[0]).await.is(303);
    desk.follow(way).await.is(200).says("9 are left").says("Set up another app").says("cannot be turned off here");
    let page = desk.get("/account/two-factor/app").await.is(200);
    let new = Phone::scan(&page.body);
    assert_ne!(new.key(), old.key());
    desk.post("/account/two-factor/app", &[("code", &old.code(house.now()))]).await.is(422);
    assert_eq!(Phone::scan(&desk.get("/account/two-factor/app").await.body).key(), new.key());
    let page = desk.post("/account/two-factor/app", &[("code", &new.code(house.now()))]).await.is(200);
    assert_eq!(page.find_all("<li>([0-9A-Z-]{19})</li>").len(), 10);
    assert!(!is_in(&mia).await && is_in(&desk).await);
    house.app.clock.advance(chrono::TimeDelta::seconds(60));
    let browser = pending(&house, &house.mia()).await;
    post_code(&browser, &old.code(house.now())).await.is(422);
    post_recovery(&browser, &codes[1]).await.is(422);
    post_code(&browser, &new.code(house.now())).await.leads_to("/");
    assert!(house.actions().await.contains(&"two_factor.replace".to_owned()));
    wait(&house);
    browser.get("/account/two-factor/app").await.is(401);
}
