//! Inviting on behalf: whom, as what, and what it tells about people who are there already.

use std::future::IntoFuture;

use chrono::TimeDelta;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

async fn inviter(house: &House, more: &[super::Permission]) -> (Person, Browser) {
    let north = json!({"email": {"_ends_with": "@north.example"}});
    let mut permissions = vec![permission("invitations", "create", north, &["*"])];
    permissions.extend_from_slice(more);
    let tess = house.tess(&permissions).await;
    let browser = house.browser_of(&tess).await;
    (tess, browser)
}

async fn invite(browser: &Browser, emails: &str, role: Uuid, act: &str) -> Answer {
    let (key, role) = (Uuid::now_v7().to_string(), role.to_string());
    let form = [("emails", emails), ("role", &role), ("language", "en"), ("days", "7"), ("form_key", &key), ("act", act)];
    browser.post("/users/invite", &form).await
}

#[tokio::test]
async fn an_inviter_invites_whom_the_rule_names_and_as_no_more_than_they_are() {
    let house = House::new().await;
    let (member, administrator) = (house.people().member, house.people().administrator);
    let (_, tess) = inviter(&house, &[]).await;
    let form = tess.get("/users/invite").await.is(200).says("Member");
    assert!(!form.body.contains(&administrator.to_string()), "a role that is not theirs to give");
    invite(&tess, "ines@north.example", member, "send").await.is(200).says("/accept/");
    // Elsewhere, and as more than they are: nobody.
    let terms = "You can invite where this holds: E-mail ends with @north.example.";
    let check = invite(&tess, "ines@acme.example, olga@north.example", member, "check").await.is(200);
    check.says("Not yours to invite on these terms").says(terms);
    tess.get("/users/invite").await.is(200).says(terms);
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/users/invite").await.is(200).never_says("where this holds");
    invite(&tess, "ines@acme.example", member, "send").await.is(200).says(terms).never_says("/accept/");
    let wrong = [("emails", ""), ("role", "x"), ("language", "en"), ("days", "31"), ("act", "check")];
    let wrong = tess.post("/users/invite", &wrong).await.is(422);
    wrong.says("Enter at least one").says("Choose a role").says("Choose one of the options");
    invite(&tess, "pia@north.example", administrator, "send").await.never_says("/accept/");
    let invited = house.texts(rolecall::sql!("SELECT email FROM users WHERE status = 'invited'")).await;
    assert_eq!(invited, ["ines@north.example"]);
    assert_eq!(house.mails().await.len(), 1);
}

#[tokio::test]
async fn who_is_there_already_stays_unknown_to_an_inviter_who_may_not_see_them() {
    let house = House::new().await;
    let member = house.people().member;
    let boss = house.add("boss@north.example", ("Big", "Boss"), Status::Invited, Some(house.people().administrator)).await;
    house.add("kim@north.example", ("Kim", "Lee"), Status::Suspended, None).await;
    let (_, tess) = inviter(&house, &[]).await;
    for address in ["boss@north.example", "kim@north.example"] {
        let check = invite(&tess, address, member, "check").await.is(200).says("Address in use");
        check.never_says("Boss").never_says("Kim Lee").never_says("Suspended").never_says("Administrator");
        invite(&tess, address, member, "send").await.is(200).never_says("/accept/");
    }
    for act in ["send", "link", "cancel"] {
        tess.post(&format!("/users/{}/invitation", boss.id), &[("act", act)]).await.is(404);
    }
    assert_eq!(house.mails().await.len(), 0);
}

#[tokio::test]
async fn nobody_gets_the_link_of_somebody_who_will_have_more_rights() {
    let house = House::new().await;
    let everybody = [
        permission("users", "read", json!({}), &["*"]),
        permission("invitations", "update", json!({}), &["*"]),
        permission("invitations", "delete", json!({}), &[]),
    ];
    let boss = house.add("boss@north.example", ("Big", "Boss"), Status::Draft, Some(house.people().administrator)).await;
    let nils = house.add("nils@north.example", ("Nils", "Berg"), Status::Draft, Some(house.people().member)).await;
    let (_, tess) = inviter(&house, &everybody).await;
    let ada = house.browser_of(&house.ada()).await;
    for person in [&boss, &nils] {
        ada.post(&format!("/users/{}/invitation", person.id), &[("act", "send")]).await.is(303);
    }
    house.app.clock.advance(TimeDelta::minutes(2));
    let act = |person: &Person, act: &'static str| {
        let path = format!("/users/{}/invitation", person.id);
        let tess = tess.copy();
        async move { tess.post(&path, &[("act", act)]).into_future().await }
    };
    tess.get("/users").await.is(200);
    for what in ["link", "send", "cancel"] {
        let answer = act(&boss, what).await;
        assert!(answer.status != 200, "{what}: {}", answer.text());
    }
    assert_eq!(house.status_of(&boss).await, "invited");
    assert_eq!(house.mails().await.len(), 2, "Ada's alone");
    act(&nils, "link").await.is(200).says("/accept/");
    act(&nils, "cancel").await.is(303);
    assert_eq!(house.status_of(&nils).await, "draft");
}

#[tokio::test]
async fn whoever_may_still_invite_is_asked_for_a_new_link() {
    let house = House::new().await;
    let (person, tess) = inviter(&house, &[]).await;
    let result = invite(&tess, "ines@north.example", house.people().member, "send").await.is(200);
    let link = regex::Regex::new(r"/accept/[A-Za-z0-9_-]+").expect("a pattern").find(&result.body).expect("a link").as_str().to_owned();
    house.app.clock.advance(TimeDelta::days(8));
    let ines = house.browser();
    ines.get(&link).await.is(410);
    ines.post(&format!("{link}/ask"), &[]).await.is(200);
    let mails = house.mails().await;
    assert!(mails.iter().any(|mail| mail.subject.contains("asks for a new invitation") && mail.to.contains(&person.email)));
    // Not any more: an administrator is asked.
    house.app.db.run(rolecall::sql!("DELETE FROM permissions WHERE collection = 'invitations'")).await.expect("written");
    house.app.clock.advance(TimeDelta::hours(2));
    ines.post(&format!("{link}/ask"), &[]).await.is(200);
    let mails = house.mails().await;
    assert!(mails.iter().any(|mail| mail.subject.contains("asks for a new invitation") && !mail.to.contains(&person.email)));
}
