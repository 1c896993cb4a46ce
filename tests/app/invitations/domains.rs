//! The settings of invitations: the domains that are allowed, and how long a link works.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::{fields, post, with};
use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};

async fn save(browser: &Browser, version: &str, days: &str, domains: &str) -> Answer {
    browser.post("/settings/invitations", &[("version", version), ("invitation_days", days), ("allowed_domains", domains)]).await
}

async fn version(browser: &Browser) -> String {
    browser.get("/settings/invitations").await.is(200).input("version")
}

async fn domains(house: &House) -> String {
    house.texts(sql!("SELECT allowed_domains FROM settings")).await.remove(0)
}

#[tokio::test]
async fn only_addresses_of_the_allowed_domains_are_invited() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let otto = house.add("otto@elsewhere.example", ("Otto", "Lind"), Status::Draft, None).await;
    save(&ada, &version(&ada).await, "5", "North.example *.Acme.example, bücher.example").await.leads_to("/settings/invitations");
    assert_eq!(domains(&house).await, "*.acme.example\nnorth.example\nxn--bcher-kva.example");
    let list = "a@NORTH.example, b@sub.north.example, c@acme.example, d@x.acme.example, e@xn--bcher-kva.example, otto@elsewhere.example, \
                mia@acme.example";
    let form = fields(&ada, &house, list).await;
    let check = post(&ada, &with(&form, "act", "check")).await.is(200).says("3 of 7 will get a mail").says("Already active");
    assert_eq!(check.text().matches("Domain not allowed").count(), 3);
    post(&ada, &form).await.is(200).says("3 invitations are ready, 4 not made");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE status = 'invited'")).await, 3);
    assert_eq!(house.status_of(&otto).await, "draft");
    // Nor by the buttons on a profile.
    ada.post(&format!("/users/{}/invitation", otto.id), &[("act", "send")]).await.is(303);
    assert_eq!((house.status_of(&otto).await.as_str(), house.mails().await.len()), ("draft", 3));
    ada.get(&format!("/users/{}", otto.id)).await.says("Addresses of that domain are not invited");
    ada.post(&format!("/users/{}/invitation", otto.id), &[("act", "link")]).await.is(303);
    assert_eq!(house.status_of(&otto).await, "draft");
    // By hand people are created as ever.
    let member = house.people().member.to_string();
    let new = [("email", "zoe@elsewhere.example"), ("first_name", ""), ("last_name", ""), ("role", member.as_str())];
    ada.post("/users/new", &new).await.is(303);
    // None is all.
    save(&ada, &version(&ada).await, "5", "").await.is(303);
    let form = fields(&ada, &house, "otto@elsewhere.example").await;
    post(&ada, &form).await.is(200).says("1 invitation is ready");
}

#[tokio::test]
async fn an_invitation_lasts_as_long_as_the_settings_say_unless_the_form_does() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.get("/users/invite").await.is(200);
    assert!(page.body.contains("<option value=\"7\" selected>"));
    save(&ada, &version(&ada).await, "5", "").await.is(303);
    let page = ada.get("/users/invite").await.is(200);
    assert_eq!(page.find_all(r#"<option value="(\d+)""#), ["3", "5", "7", "30"]);
    assert!(page.body.contains("<option value=\"5\" selected>"));
    let version = version(&ada).await;
    for (days, domains, says) in [
        ("0", "", "“Days an invitation lasts”: enter a number from 1 to 30"),
        ("31", "", "from 1 to 30"),
        ("x", "", "from 1 to 30"),
        ("7", "acme.example -x.example", "“-x.example” is no domain"),
        ("7", "127.0.0.1", "is no domain"),
    ] {
        let page = save(&ada, &version, days, domains).await.is(422).says(says);
        assert_eq!(page.input("invitation_days"), days);
        assert!(page.body.contains(&format!(">{domains}</textarea>")), "what was typed stays");
    }
    assert_eq!(house.number(sql!("SELECT invitation_days FROM settings")).await, 5);
}

#[tokio::test]
async fn whoever_may_sees_them_and_whoever_may_more_changes_them() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/settings/invitations").await.is(403);
    let part = |action, field| permission("settings", action, json!({}), &[field]);
    for (n, permissions, sees, changes) in [
        (0, vec![part("read", "sign_in"), part("update", "invitations")], false, false),
        (1, vec![part("read", "invitations")], true, false),
        (2, vec![part("read", "invitations"), part("update", "sign_in")], true, false),
        (3, vec![part("read", "invitations"), part("update", "invitations")], true, true),
    ] {
        let role = house.role(&format!("Role {n}"), &permissions).await;
        let tess = house.add(&format!("tess{n}@acme.example"), ("Tess", "Tran"), Status::Active, Some(role)).await;
        let browser = house.browser_of(&tess).await;
        assert!(browser.get("/account").await.body.contains("href=\"/settings\""), "{n}");
        let page = browser.get("/settings/invitations").await.is(if sees { 200 } else { 403 });
        assert_eq!(page.body.contains("name=\"allowed_domains\""), changes, "{n}");
        if sees {
            browser.get("/settings").await.leads_to("/settings/invitations");
        } else {
            assert!(!browser.get("/settings").await.is(200).body.contains("/settings/invitations"));
        }
        save(&browser, "1", "9", "north.example").await.is(if changes { 303 } else { 403 });
        assert_eq!(domains(&house).await == "north.example", changes, "{n}");
    }
}

#[tokio::test]
async fn they_are_changed_with_a_fresh_proof_leave_a_trail_and_of_two_the_second_sees_both() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let his = version(&bo).await;
    house.app.clock.advance(chrono::TimeDelta::minutes(11));
    let hers = version(&ada).await;
    let page = save(&ada, &hers, "9", "north.example").await.is(401).says("Prove that it is you to change settings");
    assert_eq!((page.input("allowed_domains"), domains(&house).await), ("north.example".into(), String::new()));
    let own = [("prove-act", "settings"), ("prove-to", "/settings/invitations"), ("prove-password", PASSWORD)];
    let fields = [("version", hers.as_str()), ("invitation_days", "9"), ("allowed_domains", "north.example")];
    ada.post("/account/prove", &[&fields[..], &own].concat()).await.is(307);
    save(&ada, &hers, "9", "north.example").await.leads_to("/settings/invitations");
    let changes = house.texts(sql!("SELECT CAST(changes AS text) FROM audit_events WHERE action = 'settings.edit'")).await;
    let changes: serde_json::Value = serde_json::from_str(&changes[0]).expect("JSON");
    assert_eq!(changes["invitation_days"], json!({ "from": 7, "to": 9 }));
    assert_eq!(changes["allowed_domains"]["to"], json!("north.example"));
    ada.get("/audit").await.is(200).says("Settings changed").says("Allowed domains");
    let own = [("prove-act", "settings"), ("prove-to", "/settings/invitations"), ("prove-password", PASSWORD)];
    let fields = [("version", his.as_str()), ("invitation_days", "9"), ("allowed_domains", "south.example")];
    bo.post("/account/prove", &[&fields[..], &own].concat()).await.is(307);
    let page = save(&bo, &his, "9", "south.example").await.is(409).says("Allowed domains is now “north.example”");
    save(&bo, &page.input("version"), "9", "south.example").await.is(303);
    assert_eq!(domains(&house).await, "south.example");
}
