//! End dates: set by whom, for whom, with a way back; told of a week before; written when they have come.

use chrono::{DateTime, TimeDelta};
use futures_util::future::join_all;
use rolecall::clock::Moment;
use rolecall::ops::housekeeping::sweep;
use rolecall::sql;
use rolecall::users::{Status, warn_of_ends};
use serde_json::json;

use super::{names, new_role};
use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

fn path(person: &Person) -> String {
    format!("/users/{}/end", person.id)
}

async fn set(house: &House, person: &Person, end: Moment) {
    house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", person.id, end)).await.expect("written");
}

async fn end_of(house: &House, person: &Person) -> Option<String> {
    house.user(person).await.expires_at.map(|end| end.to_rfc3339())
}

#[tokio::test]
async fn an_end_date_is_set_changed_and_taken_back_from_the_profile() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let profile = format!("/users/{}", mia.id);
    ada.get(&profile).await.is(200).says("End date None Change End date");
    ada.get(&path(&mia)).await.is(200).says("Change the end date of Mia Okafor");
    let answer = ada.post(&path(&mia), &[("until", "2099-12-31"), ("back", "/users")]).await.leads_to("/users");
    let page = ada.follow(answer).await.says("The access of Mia Okafor ends with 31 Dec 2099.").says("Undo");
    // The whole day, where the reader is.
    assert_eq!(end_of(&house, &mia).await.as_deref(), Some("2099-12-31T22:59:59+00:00"));
    assert_eq!(page.input("until"), "");
    assert_eq!(ada.get(&path(&mia)).await.input("until"), "2099-12-31");
    // The same once more is no change.
    ada.post(&path(&mia), &[("until", "2099-12-31")]).await.leads_to(&profile);
    let answer = ada.post(&path(&mia), &[("until", "")]).await.is(303);
    let page = ada.follow(answer).await.says("Mia Okafor has no end date any more.");
    assert_eq!(end_of(&house, &mia).await, None);
    ada.post(&path(&mia), &[("until", &page.input("until"))]).await.is(303);
    assert_eq!(end_of(&house, &mia).await.as_deref(), Some("2099-12-31T22:59:59+00:00"));
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.end").count(), 3);
}

#[tokio::test]
async fn what_is_wrong_stands_beside_the_field_and_nothing_is_lost() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    for (until, says) in [
        ("2020-01-31", "Choose a day that has not passed"),
        ("31 December", "Enter a day of the calendar"),
        ("2026-02-30", "Enter a day of the calendar"),
        ("9999-12-31", "Enter a day of the calendar"),
    ] {
        let page = ada.post(&path(&mia), &[("until", until), ("back", "/users")]).await.is(422).says("There is a problem").says(says);
        assert_eq!((page.input("until"), page.input("back")), (until.to_owned(), "/users".to_owned()));
    }
    assert_eq!(end_of(&house, &mia).await, None);
}

#[tokio::test]
async fn nobody_ends_themselves_nor_the_last_lasting_administrator_nor_who_has_more() {
    let house = House::new().await;
    let (ada, bo, mia) = (house.ada(), house.bo(), house.mia());
    let until = [("until", "2099-12-31")];
    let browser = house.browser_of(&ada).await;
    browser.get(&path(&ada)).await.is(409).says("You cannot set your own end date");
    browser.post(&path(&ada), &until).await.is(409).says("You cannot set your own end date");
    browser.get("/account").await.is(200).never_says("End date");
    // Of two, one may go; Ada's own account ends too, so that Bo is the last who lasts.
    set(&house, &ada, house.now() + TimeDelta::days(9)).await;
    browser.post(&path(&bo), &until).await.is(409).says("administrator");
    assert_eq!(end_of(&house, &bo).await, None);

    let own = house.browser_of(&mia).await;
    own.get(&path(&mia)).await.is(403);
    own.post(&path(&mia), &until).await.is(403);
    own.post(&path(&bo), &until).await.is(404);
    // Who may read end dates, and no more.
    let reads = [permission("users", "read", json!({}), &["*"])];
    let reader = house.role("Reader", &reads).await;
    let max = house.add("max@acme.example", ("Max", "Berg"), Status::Active, Some(reader)).await;
    let max = house.browser_of(&max).await;
    max.get(&path(&mia)).await.is(403).says("Users: Change – End date");
    max.post(&path(&mia), &until).await.is(403);
    max.get(&format!("/users/{}", mia.id)).await.is(200).never_says("Change End date");
    // Who may set them, for those of some statuses.
    let active = json!({"status": {"_eq": "active"}});
    let may = [permission("users", "read", json!({}), &["*"]), permission("users", "update", active, &["expires_at"])];
    let tess = house.browser_of(&house.tess(&may).await).await;
    tess.post(&path(&bo), &until).await.is(409).says("Only an administrator");
    let sam = house.add("sam@acme.example", ("Sam", "Stone"), Status::Suspended, None).await;
    tess.post(&path(&sam), &until).await.is(403);
    tess.post(&path(&mia), &until).await.is(303);
    for (person, is_set) in [(&bo, false), (&sam, false), (&mia, true)] {
        assert_eq!(end_of(&house, person).await.is_some(), is_set, "{}", person.name);
    }
}

#[tokio::test]
async fn an_end_that_has_come_is_written_once_and_is_no_undo() {
    let house = House::new().await;
    let (ada, mia, bo) = (house.browser_of(&house.ada()).await, house.mia(), house.bo());
    let profile = format!("/users/{}", mia.id);
    let end = house.now() + TimeDelta::minutes(2);
    set(&house, &mia, end).await;
    set(&house, &bo, end + TimeDelta::days(1)).await;
    sweep(&house.app.db, end - TimeDelta::seconds(1)).await.expect("swept");
    assert_eq!(house.status_of(&mia).await, "active");
    house.app.clock.advance(TimeDelta::minutes(3));
    ada.get(&profile).await.says("No, because the end date of Mia has passed").says("Change end date");
    let now = house.now();
    let other = rolecall::db::open(&house.app.config.database_url, house.app.keys.derive("trail")).await.expect("opens twice");
    let swept = join_all((0..6).map(|n| sweep(if n % 2 == 0 { &house.app.db } else { &other }, now))).await;
    assert!(swept.iter().all(Result::is_ok), "{swept:?}");
    other.close().await;
    assert_eq!((house.status_of(&mia).await.as_str(), house.status_of(&bo).await.as_str()), ("suspended", "active"));
    let told = house.mails().await;
    assert_eq!(told.iter().filter(|mail| mail.to.contains("mia@acme.example")).count(), 1);
    assert_eq!(house.texts(sql!("SELECT reason FROM audit_events WHERE action = 'user.suspend'")).await, ["End date reached"]);
    ada.get(&profile).await.says("End date reached").says("No, because Mia is suspended");
    // Nobody is let in again for the few minutes until the next sweep.
    let status = format!("{profile}/status");
    ada.post(&status, &[("status", "active")]).await.is(409).says("The end date has passed. Change it first");
    let page = ada.follow(ada.post(&path(&mia), &[("until", "")]).await.is(303)).await.says("Mia Okafor has no end date any more.");
    page.never_says("Undo");
    ada.post(&status, &[("status", "active")]).await.is(303);
    assert_eq!(house.status_of(&mia).await, "active");
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn past_the_end_no_way_leads_back_in() {
    let house = House::new().await;
    let (ada, member) = (house.browser_of(&house.ada()).await, house.people().member);
    for status in Status::ALL {
        let person = house.add(&format!("{}@x.example", status.name()), (status.name(), ""), status, Some(member)).await;
        set(&house, &person, house.now() - TimeDelta::minutes(1)).await;
        let profile = format!("/users/{}", person.id);
        ada.post(&format!("{profile}/password"), &[]).await.is(409);
        if status != Status::Active {
            ada.post(&format!("{profile}/status"), &[("status", "active")]).await.is(409);
            ada.post(&format!("{profile}/invitation"), &[("act", "send")]).await.is(303);
        }
        assert_eq!(house.status_of(&person).await, status.name());
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox WHERE kind = 'invitation'")).await, 0);
    // To whom the date is hidden it stays so.
    let fields = ["first_name", "last_name", "email", "status"];
    let may = [permission("users", "read", json!({}), &fields), permission("users", "update", json!({}), &["status"])];
    let tess = house.browser_of(&house.tess(&may).await).await;
    let suspended = ada.get("/users?status=suspended").await.find(r#"href="/users/([0-9a-f-]{36})"#).expect("somebody");
    let refused = tess.post(&format!("/users/{suspended}/status"), &[("status", "active")]).await.is(409);
    refused.says("That change of status is not possible").never_says("end date");
}

async fn warnings(house: &House) -> Vec<String> {
    house.texts(sql!("SELECT to_address FROM outbox WHERE kind = 'end_warning' AND state <> 'void' ORDER BY id")).await
}

#[tokio::test]
async fn a_week_before_the_end_one_mail_says_so_in_the_words_of_its_reader() {
    let house = House::new().await;
    let (mia, bo) = (house.mia(), house.bo());
    let end: Moment = DateTime::parse_from_rfc3339("2031-06-30T21:59:59Z").expect("a moment").to_utc();
    set(&house, &mia, end).await;
    set(&house, &bo, end + TimeDelta::days(1)).await;
    house.app.db.run(sql!("UPDATE users SET language = 'de' WHERE id = $1", mia.id)).await.expect("written");
    house.app.db.run(sql!("UPDATE users SET timezone = 'America/New_York' WHERE id = $1", bo.id)).await.expect("written");
    let due = end - TimeDelta::days(7);
    warn_of_ends(&house.app, due - TimeDelta::minutes(1)).await.expect("asked");
    assert!(warnings(&house).await.is_empty(), "not before its time");
    // As several nodes do it.
    for turn in join_all((0..4).map(|_| warn_of_ends(&house.app, due))).await {
        turn.expect("done");
    }
    warn_of_ends(&house.app, due + TimeDelta::hours(5)).await.expect("done");
    assert_eq!(warnings(&house).await, ["mia@acme.example"]);
    warn_of_ends(&house.app, due + TimeDelta::days(1)).await.expect("done");
    assert_eq!(warnings(&house).await, ["mia@acme.example", "bo@acme.example"]);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.warn").count(), 2);
    house.app.db.run(sql!("UPDATE outbox SET next_at = $1", house.now())).await.expect("written");
    let mails = house.mails().await;
    let of = |name: &str| mails.iter().find(|mail| mail.to.contains(name)).expect("a mail");
    let (hers, his) = (of("mia@"), of("bo@"));
    assert_eq!(hers.subject, "Ihr Zugang zu Acme endet am 30.06.2031");
    assert!(hers.text.contains("23:59") && hers.text.contains("fragen Sie vorher die Administration"), "{}", hers.text);
    assert_eq!(his.subject, "Your access to Acme ends on 1 Jul 2031");
    assert!(his.text.contains("17:59") && his.text.contains("ask an administrator before that day"), "{}", his.text);
}

#[tokio::test]
async fn another_end_date_is_told_of_again_and_the_old_warning_is_taken_back() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    set(&house, &mia, house.now() + TimeDelta::days(5)).await;
    warn_of_ends(&house.app, house.now()).await.expect("done");
    assert_eq!(warnings(&house).await.len(), 1, "set for less than a week: at once");
    house.app.db.run(sql!("UPDATE outbox SET state = 'waiting', next_at = $1", house.now() + TimeDelta::days(1))).await.expect("written");
    ada.post(&path(&mia), &[("until", &(house.now() + TimeDelta::days(6)).to_rfc3339())]).await.is(303);
    assert!(warnings(&house).await.is_empty(), "what waits is not true any more");
    for _ in 0..2 {
        warn_of_ends(&house.app, house.now()).await.expect("done");
    }
    assert_eq!(warnings(&house).await.len(), 1);
}

#[tokio::test]
async fn a_warning_that_never_left_is_written_again_when_it_is_true_again() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let end = house.now() + TimeDelta::days(5);
    set(&house, &mia, end).await;
    let status = format!("/users/{}/status", mia.id);
    let away = (house.now() + TimeDelta::days(60)).to_rfc3339();
    let same = end.to_rfc3339();
    // Another date and back, and out and in again: each takes back what waits.
    for way in [
        [(path(&mia), "until", away.as_str()), (path(&mia), "until", same.as_str())],
        [(status.clone(), "status", "suspended"), (status, "status", "active")],
    ] {
        warn_of_ends(&house.app, house.now()).await.expect("done");
        house
            .app
            .db
            .run(sql!(
                "UPDATE outbox SET state = 'waiting', next_at = $1 WHERE kind = 'end_warning' AND state <> 'void'",
                house.now() + TimeDelta::days(1)
            ))
            .await
            .expect("written");
        assert_eq!(warnings(&house).await.len(), 1, "{way:?}");
        for (path, field, value) in &way {
            ada.post(path, &[(*field, *value)]).await.is(303);
            assert!(warnings(&house).await.is_empty(), "{way:?}");
        }
    }
    warn_of_ends(&house.app, house.now()).await.expect("done");
    assert_eq!(warnings(&house).await.len(), 1);
}

#[tokio::test]
async fn only_active_people_who_want_to_hear_and_have_a_day_left_are_warned() {
    let house = House::new().await;
    let member = house.people().member;
    let end = house.now() + TimeDelta::days(3);
    for status in Status::ALL {
        let person = house.add(&format!("{}@x.example", status.name()), (status.name(), ""), status, Some(member)).await;
        set(&house, &person, end).await;
    }
    for (name, change) in [
        ("quiet", "email_notifications = (1 = 0)"),
        ("robot", "kind = 'service'"),
        ("late", "status_reason = ''"),
        ("over", "status_reason = ''"),
        ("lasts", "status_reason = ''"),
    ] {
        let person = house.add_member(&format!("{name}@x.example"), (name, "")).await;
        set(&house, &person, end).await;
        house.force(&format!("UPDATE users SET {change} WHERE email_key = '{name}@x.example'")).await.expect("written");
        match name {
            "late" => set(&house, &person, house.now() + TimeDelta::hours(23)).await,
            "over" => set(&house, &person, house.now() - TimeDelta::hours(1)).await,
            "lasts" => house.force("UPDATE users SET expires_at = NULL WHERE email_key = 'lasts@x.example'").await.expect("written"),
            _ => {}
        }
    }
    warn_of_ends(&house.app, house.now()).await.expect("done");
    assert_eq!(warnings(&house).await, ["active@x.example"]);
}

/// The list narrowed as its form does.
async fn narrowed(browser: &Browser, query: &str) -> Answer {
    let answer = browser.get(&format!("/users?{query}")).await.is(303);
    browser.follow(answer).await.is(200)
}

#[tokio::test]
async fn a_list_is_narrowed_by_when_access_ends() {
    let house = House::new().await;
    let days = |days| house.now() + TimeDelta::days(days);
    for (name, end) in [("past", -1), ("soon", 5), ("later", 20), ("far", 400)] {
        let person = house.add_member(&format!("{name}@x.example"), (name, "")).await;
        set(&house, &person, days(end)).await;
    }
    let ada = house.browser_of(&house.ada()).await;
    let others = ["Ada Abara", "Bo Lindqvist", "Mia Okafor"];
    for (end, found, chip) in [
        ("lt7d", vec!["soon"], "End date is between now and in 7 days"),
        ("lt30d", vec!["later", "soon"], "End date is between now and in 30 days"),
        ("past", vec!["past"], "End date"),
        ("some", vec!["far", "later", "past", "soon"], "End date is not empty"),
        ("none", others.to_vec(), "End date is empty"),
    ] {
        let page = narrowed(&ada, &format!("end={end}")).await.says(chip);
        assert_eq!(names(&page), found, "{end}");
        assert_eq!(page.find(r#"(?s)name="end">.*?value="([^"]*)" selected"#).as_deref(), Some(end));
        // One takes the place of another, and goes with "any"; what else was asked for stays.
        let asked = json!({"_and": [serde_json::from_str::<serde_json::Value>(&page.input("where")).expect("a rule"),
                                    {"email": {"_contains": "x.example"}}]});
        let kept = url::form_urlencoded::Serializer::new(String::new()).append_pair("where", &asked.to_string()).finish();
        assert_eq!(names(&narrowed(&ada, &format!("{kept}&end=past")).await), ["past"]);
        assert_eq!(names(&narrowed(&ada, &format!("{kept}&end=")).await), ["far", "later", "past", "soon"]);
    }
    let many = json!({"_and": (0..10).map(|n| json!({"email": {"_ncontains": n.to_string()}})).collect::<Vec<_>>()}).to_string();
    let many = url::form_urlencoded::Serializer::new(String::new()).append_pair("where", &many).finish();
    ada.get(&format!("/users?{many}&end=past")).await.is(200).says("10 conditions at most");
    // To whom end dates are hidden, there is no such filter.
    let role = new_role(&house, "Few", &[("users", "read", json!({}), &["first_name", "last_name", "email", "status"])]).await;
    let max = house.add("max@x.example", ("Max", ""), Status::Active, Some(role)).await;
    let max = house.browser_of(&max).await;
    max.get("/users").await.is(200).never_says("End date");
    max.get("/users?end=lt7d").await.is(400);
}

#[tokio::test]
async fn somebody_new_gets_an_end_date_from_whoever_may_give_one() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/users/new").await.is(200).says("End date");
    ada.post("/users/new", &[("email", "ida@x.example"), ("until", "2020-01-01")]).await.is(422).says("Choose a day that has not passed");
    ada.post("/users/new", &[("email", "ida@x.example"), ("until", "2099-12-31")]).await.is(303);
    let ends = |email: &str| sql!("SELECT CAST(expires_at AS text) FROM users WHERE email_key = $1 AND expires_at IS NOT NULL", email);
    assert!(house.texts(ends("ida@x.example")).await.remove(0).starts_with("2099-12-31"));
    let fields = ["email", "first_name", "role", "status"];
    let may = [permission("users", "read", json!({}), &["*"]), permission("users", "create", json!({}), &fields)];
    let tess = house.browser_of(&house.tess(&may).await).await;
    tess.get("/users/new").await.is(200).never_says("End date");
    tess.post("/users/new", &[("email", "nils@x.example"), ("role", ""), ("until", "2099-12-31")]).await.is(403);
    tess.post("/users/new", &[("email", "nils@x.example"), ("role", "")]).await.is(303);
    assert!(house.texts(ends("nils@x.example")).await.is_empty());
}
