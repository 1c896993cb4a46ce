//! Undo of a cancelled invitation: the link that was mailed works again, and nobody gets in by it who should not.

use chrono::TimeDelta;
use rolecall::db::Ask;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{fields, invite, join, post, with};
use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};
use crate::security::{prove, wait};

async fn id(house: &House, name: &str) -> String {
    let email = format!("{name}@north.example");
    let (id,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = $1", email)).await.expect("there");
    id.to_string()
}

/// Cancels them from the list and gives back the page after it.
async fn cancel(ada: &Browser, ids: &[&str]) -> Answer {
    let fields: Vec<(&str, &str)> = [("act", "cancel"), ("show", "open")].into_iter().chain(ids.iter().map(|id| ("id", *id))).collect();
    let answer = ada.post("/invitations", &fields).await.leads_to("/invitations?show=open");
    ada.follow(answer).await
}

/// The names and values of the hidden fields in a form.
fn inputs(form: &str) -> Vec<(String, String)> {
    let input = regex::Regex::new(r#"<input type="hidden" name="([^"]+)" value="([^"]*)">"#).expect("a pattern");
    let found = input.captures_iter(form).map(|input| (input[1].to_owned(), input[2].replace("&#38;", "&").replace("&amp;", "&")));
    found.filter(|(name, _)| name != "csrf").collect()
}

async fn reopen(browser: &Browser, ids: &[&str]) -> Answer {
    let fields: Vec<(&str, &str)> = [("act", "reopen"), ("show", "open")].into_iter().chain(ids.iter().map(|id| ("id", *id))).collect();
    browser.post("/invitations", &fields).await
}

#[tokio::test]
async fn the_whole_set_comes_back_with_the_links_that_were_mailed() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = invite(&ada, &house, "ines@north.example\nyara@north.example").await;
    house.mails().await;
    let (ines, yara) = (id(&house, "ines").await, id(&house, "yara").await);
    let page = cancel(&ada, &[&ines, &yara]).await.says("2 invitations are cancelled");
    let undo = page.find(r#"(?s)<div class="notice ok">.*?<form method="post" action="/invitations"(.*?)</form>"#).expect("Undo");
    for wanted in ["value=\"reopen\"", &ines, &yara] {
        assert!(undo.contains(wanted), "{undo}");
    }
    let undo = inputs(&undo);
    for link in &links {
        house.browser().get(link).await.is(410).says("This invitation was cancelled");
    }
    // The form of the notice as it stands there, with all that is in it.
    let undo: Vec<(&str, &str)> = undo.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = ada.post("/invitations", &undo).await.leads_to("/invitations?show=open");
    ada.follow(answer).await.says("2 invitations are open again");
    assert_eq!(house.mails().await.len(), 2, "nobody gets another mail");
    for link in &links {
        join(&house.browser(), link).await.leads_to("/");
    }
    assert_eq!(house.actions().await.iter().filter(|action| *action == "invitation.reopen").count(), 2);
    // Who has joined is not invited once more.
    reopen(&ada, &[&ines]).await.is(409).says("This invitation is not open any more");
}

#[tokio::test]
async fn from_the_profile_too_and_only_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    let ines = id(&house, "ines").await;
    let profile = format!("/users/{ines}");
    let answer = ada.post(&format!("{profile}/invitation"), &[("act", "cancel"), ("back", &profile)]).await.leads_to(&profile);
    let page = ada.follow(answer).await.is(200);
    let undo = page.find(r#"(?s)<form method="post" action="/invitations"(.*?)</form>"#).expect("Undo");
    let undo = inputs(&undo);
    let undo: Vec<(&str, &str)> = undo.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    ada.post("/invitations", &undo).await.leads_to(&profile);
    reopen(&ada, &[&ines]).await.is(409);
    house.browser().get(&link).await.is(200);
}

#[tokio::test]
async fn a_mail_that_had_not_left_goes_out_with_a_link_that_works() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let pause = async |until| house.app.db.run(sql!("UPDATE mail_state SET paused_until = $1", until)).await.expect("written");
    pause(house.now() + TimeDelta::hours(1)).await;
    let old = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = id(&house, "ines").await;
    cancel(&ada, &[&ines]).await;
    reopen(&ada, &[&ines]).await.is(303);
    pause(rolecall::clock::NEVER).await;
    let mails = house.mails().await;
    assert_eq!(mails.len(), 1);
    house.browser().get(&old).await.is(410);
    join(&house.browser(), &mails[0].link()).await.leads_to("/");
}

#[tokio::test]
async fn what_has_ended_otherwise_stays_so() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = invite(&ada, &house, "ines@north.example\nyara@north.example").await;
    house.mails().await;
    let (ines, yara) = (id(&house, "ines").await, id(&house, "yara").await);
    reopen(&ada, &[&ines]).await.is(409);
    cancel(&ada, &[&ines, &yara]).await;
    // A newer invitation was sent and cancelled: it is that one that comes back.
    house.app.clock.advance(TimeDelta::minutes(2));
    let newer = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    cancel(&ada, &[&ines]).await;
    reopen(&ada, &[&ines]).await.is(303);
    house.browser().get(&links[0]).await.is(410);
    house.browser().get(&newer).await.is(200);
    // Its time went on.
    house.app.clock.advance(TimeDelta::days(8));
    let ada = house.browser_of(&house.ada()).await;
    reopen(&ada, &[&yara]).await.is(409).says("This invitation is not open any more");
    house.browser().get(&links[1]).await.is(410);
}

#[tokio::test]
async fn it_takes_the_rights_and_the_proof_of_inviting() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let admin = house.people().administrator.to_string();
    post(&ada, &with(&fields(&ada, &house, "ines@north.example").await, "role", &admin)).await.is(200);
    invite(&ada, &house, "yara@north.example").await;
    house.mails().await;
    let (ines, yara) = (id(&house, "ines").await, id(&house, "yara").await);
    cancel(&ada, &[&ines, &yara]).await;
    let everything = |on, action| permission(on, action, json!({}), &["*"]);
    let reads = [everything("users", "read"), everything("invitations", "read")];
    let reader = house.role("Reader", &reads).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(reader)).await;
    let [users, invitations] = reads;
    let inviter = house.role("Inviter", &[users, invitations, everything("invitations", "create"), everything("users", "create")]).await;
    let otto = house.add("otto@acme.example", ("Otto", "Lind"), Status::Active, Some(inviter)).await;
    let (rita, otto) = (house.browser_of(&rita).await, house.browser_of(&otto).await);
    for browser in [&rita, &otto] {
        assert_ne!(reopen(browser, &[&ines]).await.status, 303, "nobody makes an administrator who is none");
    }
    assert_ne!(reopen(&rita, &[&yara]).await.status, 303);
    wait(&house);
    let asked = reopen(&ada, &[&yara, &ines]).await.is(401);
    assert_eq!(prove(&ada, &asked, PASSWORD).await.is(307).location(), "/invitations");
    reopen(&ada, &[&yara, &ines]).await.is(303);
    let open: (i64,) = (&house.app.db).one(sql!("SELECT count(*) FROM users WHERE status = 'invited'")).await.expect("a number");
    assert_eq!(open.0, 2);
}

#[tokio::test]
async fn a_link_that_went_to_an_address_they_had_before_stays_dead() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    let ines = id(&house, "ines").await;
    cancel(&ada, &[&ines]).await;
    ada.post(&format!("/users/{ines}/email"), &[("act", "change"), ("email", "ines@south.example")]).await.is(303);
    reopen(&ada, &[&ines]).await.is(409).says("This invitation is not open any more");
    house.browser().get(&link).await.is(410);
}

#[tokio::test]
async fn a_mail_on_its_way_is_not_followed_by_another() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.app.db.run(sql!("UPDATE mail_state SET paused_until = $1", house.now() + TimeDelta::hours(1))).await.expect("written");
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = id(&house, "ines").await;
    // A worker has it, and has not said yet what became of it.
    let until = house.now() + TimeDelta::minutes(3);
    house.app.db.run(sql!("UPDATE outbox SET leased_until = $1, attempts = 1", until)).await.expect("written");
    for _ in 0..3 {
        cancel(&ada, &[&ines]).await;
        reopen(&ada, &[&ines]).await.is(303);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 1);
    house.browser().get(&link).await.is(200);
}

#[tokio::test]
async fn addresses_that_are_not_invited_any_more_stay_cancelled() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    let ines = id(&house, "ines").await;
    cancel(&ada, &[&ines]).await;
    house.app.db.run(sql!("UPDATE settings SET allowed_domains = 'acme.example'")).await.expect("written");
    reopen(&ada, &[&ines]).await.is(409).says("Addresses of that domain are not invited");
    house.browser().get(&link).await.is(410);
}

#[tokio::test]
async fn a_link_that_ended_with_a_status_stays_dead() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = invite(&ada, &house, "ines@north.example\nyara@north.example").await;
    house.mails().await;
    let (ines, yara) = (id(&house, "ines").await, id(&house, "yara").await);
    // One is archived while invited, the other after the invitation was cancelled.
    cancel(&ada, &[&yara]).await;
    for user in [&ines, &yara] {
        ada.post(&format!("/users/{user}/status"), &[("status", "archived")]).await.is(303);
        let back = ada.get(&format!("/users/{user}")).await.find(r#"name="status" value="(draft|invited)""#).expect("can be restored");
        ada.post(&format!("/users/{user}/status"), &[("status", &back)]).await.is(303);
        if back == "invited" {
            cancel(&ada, &[user]).await;
        }
        assert_ne!(reopen(&ada, &[user]).await.status, 303);
    }
    for link in &links {
        house.browser().get(link).await.is(410);
    }
}
