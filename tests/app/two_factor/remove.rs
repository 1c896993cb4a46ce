//! Somebody has lost it all: who may turn it off for them, and what follows.

use rolecall::sql;
use rolecall::two_factor;
use rolecall::users::Status;
use serde_json::json;

use super::{enrol, is_in, mia_with_phone, post_proved};
use crate::access::permission;
use crate::house::House;
use crate::security::wait;

#[tokio::test]
async fn an_administrator_turns_it_off_with_a_reason_a_proof_a_trace_and_a_mail() {
    let house = House::new().await;
    let (mia, _, _) = mia_with_phone(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let path = format!("/users/{}/two-factor", house.mia().id);
    ada.get(&format!("/users/{}/security", house.mia().id)).await.is(200).says("Turn off two-factor").never_says("of 10 left");
    ada.get(&path).await.is(200).says("Turn off the two-factor of Mia Okafor").says("Make sure that it is really them");
    wait(&house);
    // Mia's session goes on meanwhile.
    mia.get("/account").await.is(200);
    post_proved(&ada, &path, &[("reason", "Lost the phone, rang me up")]).await.leads_to(&format!("/users/{}/security", house.mia().id));
    ada.get(&format!("/users/{}/security", house.mia().id)).await.says("The two-factor of Mia Okafor is off");
    assert!(!is_in(&mia).await, "her sessions end");
    house.browser_of(&house.mia()).await;
    let reasons = house.texts(sql!("SELECT reason FROM audit_events WHERE action = 'two_factor.reset'")).await;
    assert_eq!(reasons, ["Lost the phone, rang me up"]);
    let mails = house.mails().await;
    assert!(mails.iter().filter(|mail| mail.to.contains("mia@acme.example")).any(|mail| mail.text.contains("Ada Abara")));
    ada.post(&path, &[("reason", "")]).await.is(409).says("off already");
    ada.get(&path).await.is(409);
}

#[tokio::test]
async fn who_may_not_does_not_and_nobody_removes_their_own_this_way() {
    let house = House::new().await;
    let (mia, _, _) = mia_with_phone(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    enrol(&house, &ada).await;
    // Oneself, by the page for others: with two-factor asked of administrators it would be a way around.
    let own = format!("/users/{}/two-factor", house.ada().id);
    ada.get(&own).await.leads_to("/account/two-factor");
    ada.get("/account/two-factor").await.is(200);
    ada.post(&own, &[("reason", "")]).await.is(409).says("in your account");
    // A member, and one who reads but may not change.
    mia.get("/account").await.is(200);
    mia.post(&own, &[("reason", "")]).await.is(404);
    let everyone = permission("users", "read", json!({}), &["*"]);
    let tess = house.tess(&[everyone, permission("users", "update", json!({}), &["phone"])]).await;
    let tess = house.browser_of(&tess).await;
    let mias = format!("/users/{}/two-factor", house.mia().id);
    tess.get(&format!("/users/{}", house.mia().id)).await.is(200);
    tess.get(&mias).await.is(403);
    tess.post(&mias, &[("reason", "")]).await.is(403);
    // One who may, but not of somebody who has more rights.
    let role = house
        .role("Desk", &[permission("users", "read", json!({}), &["*"]), permission("users", "update", json!({}), &["two_factor"])])
        .await;
    let kim = house.add("kim@acme.example", ("Kim", "Desk"), Status::Active, Some(role)).await;
    let kim = house.browser_of(&kim).await;
    kim.get(&own).await.is(409);
    kim.post(&own, &[("reason", "")]).await.is(409);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE totp_enabled_at IS NOT NULL")).await, 2);
}

#[tokio::test]
async fn the_command_line_helps_an_administrator_who_has_lost_everything() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    enrol(&house, &ada).await;
    two_factor::remove_by_command(&house.app, "ada@acme.example").await.expect("removed");
    assert!(!is_in(&ada).await);
    let again = house.browser_of(&house.ada()).await;
    assert!(house.mails().await.iter().any(|mail| mail.to.contains("ada@acme.example")));
    // Said once more it does nothing: another link is all that is wanted then.
    two_factor::remove_by_command(&house.app, "ada@acme.example").await.expect("it is off");
    assert!(is_in(&again).await);
    assert_eq!(house.texts(sql!("SELECT actor_kind FROM audit_events WHERE action = 'two_factor.reset'")).await, ["cli"]);
    assert!(two_factor::remove_by_command(&house.app, "nobody@acme.example").await.is_err());
}
