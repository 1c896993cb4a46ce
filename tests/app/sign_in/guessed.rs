//! Suspended after so many wrong passwords, where the project says so; unlocked by whoever may; taken away when known to others.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::try_in;
use crate::access::permission;
use crate::browser::Browser;
use crate::house::{House, PASSWORD, Person};

const WRONG: &str = "incorrect horse battery staple";

async fn anywhere() -> House {
    House::with(|config| config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().expect("an address").into()]).await
}

async fn guess(house: &House, browser: &Browser, email: &str, times: usize) {
    browser.get("/sign-in").await;
    for n in 0..times {
        house.app.clock.advance(TimeDelta::minutes(15));
        let from = format!("192.0.2.{n}");
        browser.post("/sign-in", &[("email", email), ("password", WRONG)]).header("x-forwarded-for", &from).await.is(422);
    }
}

#[tokio::test]
async fn so_many_wrong_passwords_suspend_where_the_project_says_so() {
    let house = anywhere().await;
    let (mia, desk) = (house.mia(), house.browser_of(&house.mia()).await);
    guess(&house, &house.browser(), &mia.email, 12).await;
    assert_eq!(house.status_of(&mia).await, "active", "it is off");
    house.force("UPDATE settings SET suspend_after = 10, session_idle_minutes = 1440").await.expect("written");
    house.force("DELETE FROM throttles").await.expect("written");
    guess(&house, &house.browser(), &mia.email, 12).await;
    assert_eq!(house.status_of(&mia).await, "active", "she has a browser of her own: strangers do not take that away");
    house.force("DELETE FROM devices; DELETE FROM throttles").await.expect("written");
    guess(&house, &house.browser(), &mia.email, 9).await;
    assert_eq!(house.status_of(&mia).await, "active");
    guess(&house, &house.browser(), &mia.email, 1).await;
    assert_eq!(house.status_of(&mia).await, "suspended");
    desk.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/users/{}", mia.id)).await.says("10 wrong passwords in a row");
    let trail = house.texts(sql!("SELECT actor_kind || ' ' || reason FROM audit_events WHERE action = 'user.suspend'")).await;
    assert_eq!(trail, ["system 10 wrong passwords in a row"]);
    let mails = house.mails().await;
    assert!(mails.iter().any(|mail| mail.to.contains(&mia.email) && mail.text.contains("10")), "told by mail");
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn never_the_last_administrator_and_never_from_a_known_browser() {
    let house = anywhere().await;
    house.force("UPDATE settings SET suspend_after = 10").await.expect("written");
    let desk = house.browser_of(&house.mia()).await;
    desk.post("/sign-out", &[]).await.is(303);
    guess(&house, &desk, &house.mia().email, 14).await;
    assert_eq!(house.status_of(&house.mia()).await, "active", "its owner mistypes");
    guess(&house, &house.browser(), &house.bo().email, 14).await;
    assert_eq!(house.status_of(&house.bo()).await, "suspended", "Ada is left");
    guess(&house, &house.browser(), &house.ada().email, 14).await;
    assert_eq!(house.status_of(&house.ada()).await, "active", "nobody would be left");
    guess(&house, &house.browser(), "nobody@acme.example", 12).await;
    house.app.clock.advance(TimeDelta::minutes(16));
    try_in(&house.browser(), &house.ada().email, PASSWORD).await.leads_to("/");
}

async fn locked(house: &House, person: &Person) -> bool {
    let row = sql!("SELECT count(*) FROM throttles WHERE bucket = $1", format!("password/{}", person.email));
    house.number(row).await > 0
}

#[tokio::test]
async fn whoever_may_set_a_password_unlocks_those_they_may_manage() {
    let house = anywhere().await;
    let update = permission("users", "update", json!({}), &["password"]);
    let reads = permission("users", "read", json!({}), &["*"]);
    let tess = house.browser_of(&house.tess(&[reads, update]).await).await;
    let (mia, ada) = (house.mia(), house.ada());
    let member = house.browser_of(&mia).await;
    for person in [&mia, &ada] {
        guess(&house, &house.browser(), &person.email, 1).await;
    }
    let path = |person: &Person| format!("/users/{}/unlock", person.id);
    tess.get("/users").await;
    member.post(&path(&ada), &[]).await;
    assert!(locked(&house, &ada).await, "a member unlocks nobody");
    house.force("UPDATE sessions SET last_seen_at = '2999-01-01T00:00:00+00:00'").await.expect("written");
    let answer = tess.post(&path(&ada), &[]).await.is(303);
    tess.follow(answer).await.says("Only an administrator can do this to an administrator");
    assert!(locked(&house, &ada).await);
    tess.post(&path(&mia), &[]).await.is(303);
    assert!(!locked(&house, &mia).await);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "password.unlock").count(), 1);
}

#[tokio::test]
async fn a_password_in_other_hands_opens_nothing_any_more() {
    let house = House::new().await;
    let (mia, ada) = (house.mia(), house.browser_of(&house.ada()).await);
    let desk = house.browser_of(&mia).await;
    let token = sql!(
        "INSERT INTO tokens (id, user_id, name, prefix, secret_hash, created_at, scope) VALUES ($1, $2, 'x', 'rcl_x', $3, $4, $5)",
        uuid::Uuid::now_v7(),
        mia.id,
        vec![1_u8; 32],
        house.now(),
        json!({})
    );
    house.app.db.run(token).await.expect("written");
    let old = rolecall::credentials::recovery_link(&house.app, &mia.email).await.expect("made").1;
    let old = old.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    let path = format!("/users/{}/compromised", mia.id);
    ada.get(&path).await.is(200).says("Password of Mia Okafor known to others").says("All sessions end");
    let answer = ada.post(&path, &[]).await.leads_to(&format!("/users/{}", mia.id));
    ada.follow(answer).await.says("The password of Mia Okafor is gone").says("No password set");
    desk.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    try_in(&house.browser(), &mia.email, PASSWORD).await.is(422);
    house.browser().get(&old).await.is(410);
    assert_eq!(house.number(sql!("SELECT count(*) FROM tokens WHERE enabled")).await, 0);
    assert_eq!(house.number(sql!("SELECT count(*) FROM devices WHERE user_id = $1", mia.id)).await, 0);
    let mails = house.mails().await;
    let hers: Vec<_> = mails.iter().filter(|mail| mail.to.contains(&mia.email)).collect();
    let link = hers.iter().find(|mail| mail.text.contains("/reset/")).expect("a link to a new one").link();
    assert!(hers.len() >= 2, "and a mail that says what happened");
    let browser = house.browser();
    browser.get(&link).await.is(200);
    browser.post(&link, &[("password", "seven tides turn at noon")]).await.is(200);
    try_in(&house.browser(), &mia.email, "seven tides turn at noon").await.leads_to("/");
    assert!(house.actions().await.contains(&"password.compromised".to_owned()));
}

#[tokio::test]
async fn nobody_takes_away_what_they_may_not_and_an_administrator_is_left() {
    let house = House::new().await;
    let update = permission("users", "update", json!({}), &["password"]);
    let reads = permission("users", "read", json!({}), &["*"]);
    let tess = house.browser_of(&house.tess(&[reads, update]).await).await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let path = |person: &Person| format!("/users/{}/compromised", person.id);
    let refused = async |who: &Browser, person: &Person, why: &str| {
        let answer = who.post(&path(person), &[]).await.is(303);
        who.follow(answer).await.says(why);
        assert!(house.user(person).await.has_password, "{why}");
    };
    refused(&tess, &house.ada(), "Only an administrator can do this to an administrator").await;
    ada.post(&path(&house.ada()), &[]).await.leads_to("/account/password");
    assert!(house.user(&house.ada()).await.has_password);
    ada.get(&path(&house.ada())).await.leads_to("/account/password");
    mia.post(&path(&house.ada()), &[]).await.is(404);
    // From a session that is not fresh, a proof comes first.
    house.app.clock.advance(TimeDelta::minutes(11));
    ada.post(&path(&house.mia()), &[]).await.is(401).says("Prove that it is you");
    assert!(house.user(&house.mia()).await.has_password);
}

#[tokio::test]
async fn a_temporary_password_opens_no_more_than_its_maker_has() {
    let house = House::new().await;
    let update = permission("users", "update", json!({}), &["password"]);
    let reads = permission("users", "read", json!({}), &["*"]);
    let person = house.tess(&[reads, update]).await;
    let tess = house.browser_of(&person).await;
    let kim = house.add_member("kim@acme.example", ("Kim", "Lee")).await;
    let make = async || {
        let page = tess.post(&format!("/users/{}/password", kim.id), &[]).await.is(200);
        page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once")
    };
    let works = async |password: &str| try_in(&house.browser(), &kim.email, password).await.status;
    let temporary = make().await;
    assert_eq!(works(&temporary).await, 303);
    // Kim gets more than Tess has; then Tess has less than Kim; then she is not there any more.
    let administrator = house.people().administrator;
    let role = async |role: uuid::Uuid| {
        house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", kim.id, role)).await.expect("written");
    };
    role(administrator).await;
    assert_eq!(works(&temporary).await, 422);
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/users/{}", kim.id)).await.says("the temporary password of Kim would open more than whoever made it");
    role(house.people().member).await;
    assert_eq!(works(&temporary).await, 303);
    rolecall::users::change_status(&house.app.db, &rolecall::access::Actor::cli(), person.id, Status::Suspended, "", house.now())
        .await
        .expect("suspended");
    assert_eq!(works(&temporary).await, 422);
    house.app.db.run(sql!("DELETE FROM users WHERE id = $1", person.id)).await.expect("gone");
    assert_eq!(works(&temporary).await, 422, "nor does it outlive them");
    // One from the command line, or chosen by oneself, is bound to nobody.
    assert_eq!(works(PASSWORD).await, 422);
}
