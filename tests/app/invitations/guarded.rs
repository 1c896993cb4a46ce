//! What invitations must not be used for: to get in as somebody else, to flood, to find out, to speak in another's name.

use chrono::TimeDelta;
use rolecall::db::Ask;
use rolecall::ops::housekeeping::sweep;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{fields, invite, join, post, with};
use crate::access::permission;
use crate::house::{House, PASSWORD};
use crate::security::{prove, wait};

async fn ines(house: &House) -> Uuid {
    let (id,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = 'ines@north.example'")).await.expect("there");
    id
}

#[tokio::test]
async fn the_link_of_somebody_who_will_be_an_administrator_asks_for_a_fresh_proof() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let admin = house.people().administrator.to_string();
    let form = with(&fields(&ada, &house, "ines@north.example").await, "role", &admin);
    post(&ada, &form).await.is(200);
    invite(&ada, &house, "yara@north.example").await;
    let path = format!("/users/{}/invitation", ines(&house).await);
    wait(&house);
    let again = fields(&ada, &house, "ines@north.example").await;
    for answer in [
        ada.post(&path, &[("act", "link")]).await,
        ada.post(&path, &[("act", "send")]).await,
        // Whatever the form offers: they keep the role they have.
        post(&ada, &with(&again, "role", "")).await,
    ] {
        assert!(!answer.body.contains("/accept/"), "{}", answer.body);
        answer.is(401);
    }
    let (yara,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = 'yara@north.example'")).await.expect("there");
    let link = ada.post(&format!("/users/{yara}/invitation"), &[("act", "link")]).await.is(200);
    assert!(link.body.contains("/accept/"), "others need none");
}

#[tokio::test]
async fn among_many_the_proof_is_asked_before_the_first_is_sent() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, "yara@north.example").await;
    let admin = house.people().administrator.to_string();
    post(&ada, &with(&fields(&ada, &house, "ines@north.example").await, "role", &admin)).await.is(200);
    assert_eq!(house.mails().await.len(), 2);
    wait(&house);
    let (yara,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = 'yara@north.example'")).await.expect("there");
    let (yara, ines) = (yara.to_string(), ines(&house).await.to_string());
    let both = [("act", "send"), ("show", "open"), ("id", yara.as_str()), ("id", ines.as_str())];
    let asked = ada.post("/invitations", &both).await.is(401);
    assert_eq!(house.mails().await.len(), 2, "neither is sent without it");
    ada.post("/invitations", &both[..3]).await.leads_to("/invitations?show=open");
    wait(&house);
    assert_eq!(prove(&ada, &asked, PASSWORD).await.is(307).location(), "/invitations");
    ada.post("/invitations", &both).await.leads_to("/invitations?show=open");
    assert_eq!(house.mails().await.len(), 5, "the other alone, then both with it");
}

#[tokio::test]
async fn cancelling_makes_no_room_for_another_mail() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, "ines@north.example").await;
    // Before it is cancelled: what has not left by then never leaves.
    assert_eq!(house.mails().await.len(), 1);
    let path = format!("/users/{}/invitation", ines(&house).await);
    ada.post(&path, &[("act", "cancel")]).await.is(303);
    let profile = format!("/users/{}", ines(&house).await);
    let answer = ada.post(&path, &[("act", "send")]).await.leads_to(&profile);
    ada.follow(answer).await.says("A mail went out less than a minute ago");
    post(&ada, &fields(&ada, &house, "ines@north.example").await).await.is(200).says("A mail went out a moment ago");
    assert_eq!(house.mails().await.len(), 1);
}

#[tokio::test]
async fn who_may_not_invite_learns_nothing_by_trying() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, "ines@north.example").await;
    let tess = house.tess(&[permission("users", "read", json!({}), &["first_name"])]).await;
    let inviter = [
        permission("users", "read", json!({}), &["first_name"]),
        permission("invitations", "create", json!({}), &["*"]),
        permission("invitations", "update", json!({}), &["*"]),
    ];
    let role = house.role("Inviter", &inviter).await;
    let otto = house.add("otto@acme.example", ("Otto", "Lind"), Status::Active, Some(role)).await;
    for person in [&tess, &otto] {
        let browser = house.browser_of(person).await;
        for user in [ines(&house).await, house.mia().id] {
            for act in ["send", "link", "save"] {
                let answer = browser.post(&format!("/users/{user}/invitation"), &[("act", act), ("language", "en")]).await;
                assert_eq!(answer.status, 403, "{act}: {}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn who_changes_the_words_is_the_one_who_invites() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let bo = house.browser_of(&house.bo()).await;
    let path = format!("/users/{}/invitation", ines(&house).await);
    bo.post(&path, &[("act", "save"), ("message", "Bring your badge"), ("language", "en")]).await.is(303);
    let page = house.browser().get(&link).await.is(200).says("Bring your badge");
    assert!(!page.text().contains("Ada Abara invited"), "{}", page.text());
}

#[tokio::test]
async fn how_it_ended_is_told_to_those_alone_who_may_know() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    join(&house.browser(), &link).await.leads_to("/");
    let tess = house
        .tess(&[
            permission("users", "read", json!({}), &["first_name", "last_name"]),
            permission("invitations", "read", json!({}), &["user", "email", "role"]),
        ])
        .await;
    let browser = house.browser_of(&tess).await;
    let page = browser.get(&format!("/users/{}/invitation", ines(&house).await)).await.is(200);
    // Their address and role are those of the user by now, which are hidden.
    page.says("Over").never_says("Accepted").never_says("ines@north.example").never_says("Member");
    let all = permission("invitations", "read", json!({}), &["*"]);
    let role = house.role("Reader", &[permission("users", "read", json!({}), &["first_name", "last_name"]), all]).await;
    let otto = house.add("otto@acme.example", ("Otto", "Lind"), Status::Active, Some(role)).await;
    let page = house.browser_of(&otto).await.get("/invitations?show=accepted").await.is(200).says("Accepted");
    page.never_says("ines@north.example").never_says("Member");
}

#[tokio::test]
async fn nothing_of_an_invitation_stays_behind() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    // A mail that waits, because the server is away, say.
    house.app.db.run(sql!("UPDATE outbox SET state = 'waiting', next_at = $1", house.now() + TimeDelta::days(1))).await.expect("written");
    join(&house.browser(), &link).await.leads_to("/");
    assert_eq!(house.texts(sql!("SELECT state FROM outbox WHERE kind = 'invitation'")).await, ["void"]);
    invite(&ada, &house, "yara@north.example").await;
    let sealed = || house.number(sql!("SELECT count(*) FROM invitations WHERE secret IS NOT NULL"));
    sweep(&house.app.db, house.now() + TimeDelta::days(6)).await.expect("swept");
    assert_eq!(sealed().await, 1);
    sweep(&house.app.db, house.now() + TimeDelta::days(8)).await.expect("swept");
    assert_eq!(sealed().await, 0);
}

#[tokio::test]
async fn a_cell_of_endless_groups_says_one_thing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let table = format!("email,groups\nines@north.example,{}", "a|".repeat(100_000));
    let form = with(&fields(&ada, &house, &table).await, "act", "check");
    let page = post(&ada, &form).await.is(200);
    assert_eq!(page.text().matches("There is no group").count(), 1);
}
