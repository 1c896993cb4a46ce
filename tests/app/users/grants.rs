//! Granting a role: by whom, to whom, for how long; and that a grant past its end counts nowhere, swept or not.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::clock::Moment;
use rolecall::ops::housekeeping::sweep;
use rolecall::users::Status;
use rolecall::{access, sql};
use serde_json::json;
use uuid::Uuid;

use super::{READS_TRAIL, group, join, new_role};
use crate::house::{House, Person};

fn path(person: &Person) -> String {
    format!("/users/{}/grants", person.id)
}

async fn granted(house: &House) -> i64 {
    house.number(sql!("SELECT count(*) FROM grants")).await
}

async fn grant_directly(house: &House, person: &Person, role: Uuid, until: Option<Moment>) -> Uuid {
    let id = Uuid::now_v7();
    let grant = sql!(
        "INSERT INTO grants (id, user_id, role_id, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        person.id,
        role,
        until,
        house.now()
    );
    house.app.db.run(grant).await.expect("written");
    id
}

/// Whoever manages grants and roles of active users, and has nothing else.
async fn manager(house: &House) -> (Person, Uuid) {
    let active = json!({"status": {"_eq": "active"}});
    let role =
        new_role(house, "Manager", &[("users", "read", active.clone(), &["*"]), ("users", "update", active, &["grants", "role"])]).await;
    (house.add("max@acme.example", ("Max", "Berg"), Status::Active, Some(role)).await, role)
}

#[tokio::test]
async fn a_grant_adds_a_role_from_the_next_click_on_until_it_is_ended() {
    let house = House::new().await;
    let auditor = new_role(&house, "Auditor", READS_TRAIL).await.to_string();
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    mia.get("/audit").await.is(403);
    ada.get(&format!("{}/new", path(&house.mia()))).await.is(200).says("Grant Mia Okafor a role").says("Auditor").never_says("Public");
    let fields = [("act", "add"), ("role", auditor.as_str()), ("until", "2099-12-31"), ("reason", "year-end review")];
    let answer = ada.post(&path(&house.mia()), &fields).await.is(303);
    ada.follow(answer).await.says("Mia Okafor has the role Auditor now.").says("Granted until 31 Dec 2099 by Ada Abara: year-end review");
    mia.get("/audit").await.is(200).says("Role granted: Mia Okafor").says("year-end review");
    assert_eq!(house.user(&house.mia()).await.role_name.as_deref(), Some("Member"), "her own role is untouched");

    // The whole day, where the reader is.
    let end = house.texts(sql!("SELECT CAST(expires_at AS text) FROM grants")).await.remove(0);
    assert!(end.starts_with("2099-12-31") && end.contains("22:59:59"), "{end} is not the end of that day in Oslo");
    let grant = ada.get(&format!("/users/{}/access", house.mia().id)).await.find(r#"name="id" value="([^"]+)""#).expect("a grant");
    let ended = ada.post(&path(&house.mia()), &[("act", "end"), ("id", &grant)]).await.is(303);
    let page = ada.follow(ended).await.says("Mia Okafor has the grant of Auditor no more.").says("Undo");
    mia.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    assert_eq!(granted(&house).await, 0);
    // A second click finds nothing more to end, and says nothing.
    ada.post(&path(&house.mia()), &[("act", "end"), ("id", &grant)]).await.is(303);

    let undo: Vec<(&str, String)> = ["act", "role", "until", "reason", "back"].map(|name| (name, page.input(name))).into();
    let undo: Vec<(&str, &str)> = undo.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ada.post(&path(&house.mia()), &undo).await.is(303);
    assert_eq!(house.texts(sql!("SELECT CAST(expires_at AS text) FROM grants WHERE reason = 'year-end review'")).await, [end]);
    let wanted = ["grant.add", "grant.end", "grant.add"].map(str::to_owned);
    assert!(house.actions().await.into_iter().filter(|action| action.starts_with("grant.")).eq(wanted));
}

#[tokio::test]
async fn granting_can_be_taken_back_at_once() {
    let house = House::new().await;
    let auditor = new_role(&house, "Auditor", READS_TRAIL).await.to_string();
    let ada = house.browser_of(&house.ada()).await;
    let answer = ada.post(&path(&house.mia()), &[("act", "add"), ("role", &auditor)]).await.is(303);
    let page = ada.follow(answer).await.says("Undo").says("Granted by Ada Abara");
    let (id, back) = (page.input("id"), page.input("back"));
    ada.post(&path(&house.mia()), &[("act", "end"), ("id", &id), ("back", &back)]).await.leads_to(&back);
    assert_eq!(granted(&house).await, 0);
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_is_granted() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let both = ada.post(&path(&house.mia()), &[("act", "add"), ("role", ""), ("until", "2020-01-31")]).await.is(422);
    both.says("Choose a role from the list").says("Choose a day that has not passed");
    let (member, public) = (house.people().member.to_string(), house.people().public.to_string());
    let long = "x".repeat(501);
    for (role, until, reason, says) in [
        ("", "", "", "Choose a role from the list"),
        (public.as_str(), "", "", "Choose a role from the list"),
        ("0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", "", "", "Choose a role from the list"),
        (member.as_str(), "2020-01-31", "", "Choose a day that has not passed"),
        (member.as_str(), "31 December", "", "Enter a day of the calendar"),
        (member.as_str(), "2026-02-30", "", "Enter a day of the calendar"),
        (member.as_str(), "9999-12-31", "", "Enter a day of the calendar"),
        (member.as_str(), "+262142-12-31", "", "Enter a day of the calendar"),
        (member.as_str(), "", long.as_str(), "Use at most 500 characters"),
    ] {
        let fields = [("act", "add"), ("role", role), ("until", until), ("reason", reason)];
        let page = ada.post(&path(&house.mia()), &fields).await.is(422).says("There is a problem").says(says);
        assert_eq!(page.input("until"), until);
    }
    for fields in [&[("act", "take"), ("role", member.as_str())][..], &[("act", "end")], &[("act", "end"), ("id", "1")], &[]] {
        ada.post(&path(&house.mia()), fields).await.is(400);
    }
    assert_eq!(granted(&house).await, 0);
}

#[tokio::test]
async fn a_role_is_granted_once_until_that_grant_is_over() {
    let house = House::new().await;
    let (ada, auditor) = (house.browser_of(&house.ada()).await, new_role(&house, "Auditor", READS_TRAIL).await);
    let role = auditor.to_string();
    let grant = [("act", "add"), ("role", role.as_str())];
    let id = grant_directly(&house, &house.mia(), auditor, Some(house.now() + TimeDelta::minutes(2))).await.to_string();
    ada.post(&path(&house.mia()), &grant).await.is(422).says("Mia Okafor has this one until");
    house.app.clock.advance(TimeDelta::minutes(3));
    // It cannot be ended any more, only forgotten, and the role can be granted anew.
    ada.post(&path(&house.mia()), &[("act", "end"), ("id", &id)]).await.is(303);
    assert_eq!(granted(&house).await, 1);
    ada.post(&path(&house.mia()), &grant).await.is(303);
    assert_eq!(granted(&house).await, 1);
    ada.post(&path(&house.mia()), &grant).await.is(422).says("Mia Okafor was granted this one already");
    assert!(house.actions().await.ends_with(&["grant.expire".into(), "grant.add".into()]));
}

#[tokio::test]
async fn nobody_grants_to_themselves_and_a_member_to_nobody() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let administrator = house.people().administrator.to_string();
    let grant = [("act", "add"), ("role", administrator.as_str())];
    let own = grant_directly(&house, &house.ada(), house.people().member, None).await.to_string();
    ada.get(&format!("{}/new", path(&house.ada()))).await.is(409).says("You cannot grant yourself roles");
    for fields in [&grant[..], &[("act", "end"), ("id", own.as_str())]] {
        ada.post(&path(&house.ada()), fields).await.is(409).says("You cannot grant yourself roles");
        mia.post(&path(&house.mia()), fields).await.is(403).says("Users: Change – Extra roles");
        mia.post(&path(&house.bo()), fields).await.is(404);
    }
    ada.get("/account/access").await.is(200).never_says("Grant a role").never_says("End now");
    mia.get(&format!("{}/new", path(&house.mia()))).await.is(403);
    mia.get(&format!("{}/new", path(&house.bo()))).await.is(404);
    assert_eq!(granted(&house).await, 1);
}

#[tokio::test]
async fn a_delegate_grants_what_they_have_to_those_they_may_change() {
    let house = House::new().await;
    let (person, manager) = manager(&house).await;
    let auditor = new_role(&house, "Auditor", READS_TRAIL).await;
    let role = auditor.to_string();
    let grant = [("act", "add"), ("role", role.as_str())];
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Suspended, None).await;
    let max = house.browser_of(&person).await;

    // Not what they lack: it is not offered, and refused.
    max.get(&format!("{}/new", path(&house.mia()))).await.is(200).never_says("Auditor").never_says("Administrator");
    max.post(&path(&house.mia()), &grant).await.is(409).says("You cannot give or take a right that you do not have yourself");
    let administrator = house.people().administrator.to_string();
    max.post(&path(&house.mia()), &[("act", "add"), ("role", &administrator)]).await.is(409).says("Only an administrator");
    // Not to those out of reach, nor to those who have more.
    max.post(&path(&kim), &grant).await.is(404);
    max.post(&path(&house.ada()), &[("act", "add"), ("role", &house.people().member.to_string())]).await.is(409);
    let hers = grant_directly(&house, &house.ada(), house.people().member, None).await.to_string();
    max.post(&path(&house.ada()), &[("act", "end"), ("id", &hers)]).await.is(409).says("Only an administrator");
    max.get(&format!("/users/{}/access", house.ada().id)).await.is(200).never_says("End now").never_says("Grant a role");
    assert_eq!(granted(&house).await, 1);

    // What they have, for as long as they have it.
    super::permit(&house, manager, READS_TRAIL).await;
    max.post(&path(&house.mia()), &grant).await.is(303);
    let page = max.get(&format!("/users/{}/access", house.mia().id)).await.is(200).says("End now");
    let id = page.find(r#"name="id" value="([^"]+)""#).expect("a grant");
    max.post(&path(&house.mia()), &[("act", "end"), ("id", &id)]).await.is(303);
}

#[tokio::test]
async fn what_one_has_for_a_while_is_granted_for_no_longer() {
    let house = House::new().await;
    let (person, _) = manager(&house).await;
    let auditor = new_role(&house, "Auditor", READS_TRAIL).await;
    let end = house.now() + TimeDelta::days(10);
    grant_directly(&house, &person, auditor, Some(end)).await;
    let max = house.browser_of(&person).await;
    let role = auditor.to_string();
    for (until, status) in
        [(String::new(), 409), ((end + TimeDelta::seconds(1)).to_rfc3339(), 409), ("2099-12-31".into(), 409), (end.to_rfc3339(), 303)]
    {
        let fields = [("act", "add"), ("role", role.as_str()), ("until", until.as_str())];
        max.post(&path(&house.mia()), &fields).await.is(status);
    }
    // Nor does the way through their own role make it last.
    max.post(&format!("/users/{}/role", house.mia().id), &[("role", &role)]).await.is(409);
}

#[tokio::test]
async fn a_grant_past_its_end_counts_nowhere_and_no_sweep_is_needed() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let auditor = new_role(&house, "Auditor", READS_TRAIL).await;
    grant_directly(&house, &house.mia(), auditor, Some(house.now() + TimeDelta::minutes(2))).await;
    let access = format!("/users/{}/access", house.mia().id);
    mia.get("/audit").await.is(200);
    ada.get(&access).await.says("Auditor until");
    ada.get(&format!("/users/{}", house.mia().id)).await.says("Extra roles").says("Auditor until");
    house.app.clock.advance(TimeDelta::minutes(3));
    assert_eq!(granted(&house).await, 1, "nothing has swept");
    mia.get("/audit").await.is(403);
    ada.get(&access).await.never_says("Auditor until");
    ada.get(&format!("/users/{}", house.mia().id)).await.never_says("Extra roles");
}

#[tokio::test]
async fn however_many_sweep_at_once_each_grant_goes_once() {
    let house = House::new().await;
    let now = house.now();
    let mut past = Vec::new();
    for n in 0..4 {
        let role = new_role(&house, &format!("Role {n}"), READS_TRAIL).await;
        past.push(grant_directly(&house, &house.mia(), role, Some(now - TimeDelta::minutes(n))).await);
        grant_directly(&house, &house.bo(), role, Some(now + TimeDelta::days(1))).await;
    }
    let mia = house.browser_of(&house.mia()).await;
    let other = rolecall::db::open(&house.app.config.database_url, house.app.keys.derive("trail")).await.expect("opens twice");
    let swept = join_all((0..6).map(|n| sweep(if n % 2 == 0 { &house.app.db } else { &other }, now))).await;
    assert!(swept.iter().all(Result::is_ok), "{swept:?}");
    assert_eq!(granted(&house).await, 4, "those that have not ended stay");
    let events = house.texts(sql!("SELECT actor_name FROM audit_events WHERE action = 'grant.expire'")).await;
    assert_eq!(events, ["Rolecall"; 4]);
    mia.get("/account").await.is(200);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    other.close().await;
}

#[tokio::test]
async fn a_role_knows_who_has_it_through_groups_and_grants() {
    let house = House::new().await;
    let (now, auditor) = (house.now(), new_role(&house, "Auditor", READS_TRAIL).await);
    let newsroom = group(&house, "Newsroom", &[auditor]).await;
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Archived, None).await;
    for person in [house.mia(), kim.clone()] {
        join(&house, newsroom, &person).await;
    }
    grant_directly(&house, &house.bo(), auditor, None).await;
    grant_directly(&house, &house.mia(), auditor, Some(now + TimeDelta::days(1))).await;
    grant_directly(&house, &house.ada(), auditor, Some(now - TimeDelta::days(1))).await;
    grant_directly(&house, &kim, auditor, None).await;
    let others = access::other_holders(&house.app.db, auditor, 1, now).await.expect("read");
    assert_eq!((others.groups[0].name.as_str(), others.groups[0].members, others.groups.len()), ("Newsroom", 1, 1));
    assert_eq!((others.granted, others.grants.len(), others.grants[0].user_id), (2, 1, house.mia().id));
    let none = access::other_holders(&house.app.db, house.people().member, 1, now).await.expect("read");
    assert!(none.groups.is_empty() && none.grants.is_empty() && none.granted == 0);
}
