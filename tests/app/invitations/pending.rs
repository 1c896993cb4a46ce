//! What is pending: who sees which invitations, how far each got, and what is done about many.

use chrono::TimeDelta;
use rolecall::db::Ask;
use rolecall::sql;
use serde_json::json;
use uuid::Uuid;

use super::{invite, join};
use crate::access::permission;
use crate::browser::Browser;
use crate::house::House;

const REFUSED: &str = "550 5.1.1 No such user here";

async fn user(house: &House, name: &str) -> Uuid {
    let email = format!("{name}@north.example");
    let (id,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = $1", email)).await.expect("there");
    id
}

async fn run(house: &House, query: rolecall::db::Query) {
    assert!(house.app.db.run(query).await.expect("written") > 0);
}

/// Invited by Ada three days ago: one in each state. Returns their links.
async fn one_of_each(house: &House, ada: &Browser) -> Vec<String> {
    let names = ["fresh", "expired", "bounced", "unopened", "opened", "joined", "cancelled"];
    let links = invite(ada, house, &names.map(|name| format!("{name}@north.example")).join("\n")).await;
    house.mails().await;
    let long_ago = house.now() - TimeDelta::days(3);
    for name in ["expired", "bounced", "unopened", "opened"] {
        run(house, sql!("UPDATE invitations SET sent_at = $2 WHERE user_id = $1", user(house, name).await, long_ago)).await;
    }
    run(house, sql!("UPDATE invitations SET expires_at = $2 WHERE user_id = $1", user(house, "expired").await, house.now())).await;
    run(house, sql!("UPDATE links SET expires_at = $2 WHERE user_id = $1", user(house, "expired").await, house.now())).await;
    let bounced = user(house, "bounced").await;
    run(house, sql!("UPDATE outbox SET state = 'failed', answer = $2 WHERE user_id = $1", bounced, REFUSED)).await;
    house.browser().get(&links[4]).await.is(200);
    house.browser().get(&links[2]).await.is(200);
    join(&house.browser(), &links[5]).await.leads_to("/");
    let cancelled = user(house, "cancelled").await;
    ada.post(&format!("/users/{cancelled}/invitation"), &[("act", "cancel")]).await.is(303);
    links
}

#[tokio::test]
async fn each_invitation_stands_where_it_belongs() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/invitations").await.is(200).says("Nobody is invited who has not joined yet");
    one_of_each(&house, &ada).await;
    let tabs: [(&str, &[&str]); 7] = [
        ("open", &["fresh", "expired", "bounced", "unopened", "opened"]),
        ("chase", &["expired", "bounced", "unopened"]),
        ("expired", &["expired"]),
        ("bounced", &["bounced"]),
        ("unopened", &["expired", "unopened"]),
        ("accepted", &["joined"]),
        ("cancelled", &["cancelled"]),
    ];
    for (show, expected) in tabs {
        let page = ada.get(&format!("/invitations?show={show}")).await.is(200);
        for name in ["fresh", "expired", "bounced", "unopened", "opened", "joined", "cancelled"] {
            let is_there = page.body.contains(&format!("id=\"i-{}\"", user(&house, name).await));
            assert_eq!(is_there, expected.contains(&name), "{name} under {show}");
        }
        assert_eq!(page.body.contains("name=\"id\""), !["accepted", "cancelled"].contains(&show), "{show}");
    }
    ada.get("/invitations").await.says(REFUSED).says("Open 5").says("To chase 3").says("Not delivered 1").says("Ada Abara");
    ada.get("/invitations?show=all").await.is(400);
    let page = ada.get(&format!("/users/{}/invitation", user(&house, "bounced").await)).await.is(200).says("Mail not delivered");
    page.says(REFUSED).says("Invited by").says("Member");
    ada.get(&format!("/users/{}/invitation", house.mia().id)).await.is(404);
}

#[tokio::test]
async fn the_list_turns_pages_and_leaves_nobody_out() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, &(0..120).map(|n| format!("user{n}@north.example")).collect::<Vec<_>>().join(" ")).await;
    let (mut path, mut seen) = ("/invitations".to_owned(), std::collections::HashSet::new());
    for (n, more) in [(50, true), (50, true), (20, false)] {
        let page = ada.get(&path).await.is(200).says("Open 120");
        let rows = page.find_all(r#"<tr id="i-([0-9a-f-]{36})""#);
        assert_eq!(rows.len(), n);
        seen.extend(rows);
        let next = page.find(r#"rel="next" href="([^"]+)""#);
        assert_eq!(next.is_some(), more);
        path = next.unwrap_or_default().replace("&amp;", "&");
    }
    assert_eq!(seen.len(), 120);
}

#[tokio::test]
async fn a_look_is_noted_once_and_not_of_those_who_work_here() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let opened = async || house.texts(sql!("SELECT CAST(opened_at AS text) FROM invitations WHERE opened_at IS NOT NULL")).await;
    ada.get(&link).await.is(200);
    assert!(opened().await.is_empty(), "Ada tries the link she made");
    for _ in 0..10 {
        house.browser().get(&link).await.is(200);
    }
    let first = opened().await;
    house.app.clock.advance(TimeDelta::hours(1));
    house.browser().get(&link).await.is(200);
    assert!(first.len() == 1 && opened().await == first);
    join(&house.browser(), &link).await.leads_to("/");
}

#[tokio::test]
async fn many_are_sent_again_at_once_and_what_cannot_be_says_why() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = one_of_each(&house, &ada).await;
    house.app.clock.advance(TimeDelta::minutes(2));
    let fresh = user(&house, "fresh").await.to_string();
    let (expired, bounced) = (user(&house, "expired").await.to_string(), user(&house, "bounced").await.to_string());
    let chase = [("act", "send"), ("show", "chase"), ("id", expired.as_str()), ("id", bounced.as_str())];
    let answer = ada.post("/invitations", &chase).await.leads_to("/invitations?show=chase");
    ada.follow(answer).await.says("2 invitations were sent again").never_says("expired@north.example");
    for dead in [&links[1], &links[2]] {
        house.browser().get(dead).await.is(410).says("There is a newer invitation");
    }
    let mails = house.mails().await;
    for who in ["expired", "bounced"] {
        let mail = mails.iter().rfind(|mail| mail.to.contains(who)).expect("a mail");
        house.browser().get(&mail.link()).await.is(200);
    }
    // At once again: those two have their mail, the third gets hers.
    let again = [("act", "send"), ("show", "open"), ("id", expired.as_str()), ("id", bounced.as_str()), ("id", fresh.as_str())];
    let page = ada.post("/invitations", &again).await.is(200).says("1 invitation was sent again").says("2 were left as they are");
    page.says("expired@north.example : A mail went out less than a minute ago");
    let joined = user(&house, "joined").await.to_string();
    ada.post("/invitations", &[("act", "send"), ("id", &joined)]).await.is(409).says("Only drafts and invited users");
    ada.post("/invitations", &[("act", "send")]).await.is(422).says("Tick at least one invitation");
    let many: Vec<String> = (0..51).map(|_| Uuid::now_v7().to_string()).collect();
    let many: Vec<(&str, &str)> = std::iter::once(("act", "cancel")).chain(many.iter().map(|id| ("id", id.as_str()))).collect();
    ada.post("/invitations", &many).await.is(422);
    let answer = ada.post("/invitations", &[("act", "cancel"), ("id", &fresh), ("id", &bounced)]).await.leads_to("/invitations?show=open");
    ada.follow(answer).await.says("2 invitations are cancelled");
    house.browser().get(&links[0]).await.is(410);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "invitation.resend").count(), 3);
}

#[tokio::test]
async fn other_words_show_on_the_page_and_in_the_next_mail() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    let path = format!("/users/{}/invitation", user(&house, "ines").await);
    let say = |act, message, language| [("act", act), ("message", message), ("language", language)];
    let answer = ada.post(&path, &say("save", "See you on Monday", "de")).await.leads_to(&path);
    ada.follow(answer).await.says("Nothing was sent").says("See you on Monday");
    house.browser().get(&link).await.is(200).says("See you on Monday");
    assert_eq!(house.mails().await.len(), 1);
    let long = "x".repeat(2001);
    ada.post(&path, &say("save", &long, "de")).await.is(422);
    ada.post(&path, &say("save", "Kept", "xx")).await.is(422).says("Kept");
    house.app.clock.advance(TimeDelta::minutes(2));
    ada.post(&path, &say("resend", "Bis Dienstag", "de")).await.leads_to(&path);
    let mail = house.mails().await.pop().expect("a mail");
    assert!(mail.text.contains("Bis Dienstag") && mail.subject.contains("Einladung"), "{}", mail.text);
    house.browser().get(&link).await.is(410);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "invitation.edit").count(), 2);
    join(&house.browser(), &mail.link()).await.leads_to("/");
    let answer = ada.post(&path, &say("save", "Too late", "de")).await.leads_to(&path);
    ada.follow(answer).await.says("This invitation is not open any more");
}

#[tokio::test]
async fn everyone_sees_and_does_what_their_rights_say_and_no_more() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = one_of_each(&house, &ada).await;
    let own = json!({"invited_by": {"_eq": "$CURRENT_USER"}});
    let tess = house
        .tess(&[
            permission("users", "read", json!({}), &["*"]),
            permission("invitations", "read", own, &["*"]),
            permission("invitations", "read", json!({}), &["user", "role"]),
        ])
        .await;
    run(&house, sql!("UPDATE invitations SET invited_by = $2 WHERE user_id = $1", user(&house, "unopened").await, tess.id)).await;
    let browser = house.browser_of(&tess).await;
    let (hers, others) = (user(&house, "unopened").await.to_string(), user(&house, "bounced").await.to_string());
    let page = browser.get("/invitations").await.is(200).says("Not opened").never_says(REFUSED).never_says("Mail not delivered");
    assert!(page.body.contains(&hers) && page.body.contains(&others), "that they are invited is theirs to see");
    for (show, sees_hers) in [("chase", true), ("expired", false), ("bounced", false), ("unopened", true)] {
        let page = browser.get(&format!("/invitations?show={show}")).await.is(200);
        assert_eq!(page.body.contains(&format!("i-{hers}")), sees_hers, "{show}");
        assert_eq!(page.find_all(r#"<tr id="i-([0-9a-f-]{36})""#).len(), usize::from(sees_hers), "how far others got is told by no filter");
    }
    browser.get(&format!("/users/{others}/invitation")).await.is(200).never_says(REFUSED);
    // Reading is not doing.
    for act in ["send", "cancel"] {
        browser.post("/invitations", &[("act", act), ("id", &others), ("id", &hers)]).await.is(409).says("Not yours to change");
    }
    for fields in [&[("act", "link")][..], &[("act", "save"), ("message", "Evil"), ("language", "en")]] {
        browser.post(&format!("/users/{others}/invitation"), fields).await.is(403);
    }
    house.browser().get(&links[3]).await.is(200).never_says("Evil");
    assert!(!house.actions().await.contains(&"invitation.link".to_owned()));
    // A member has no such page.
    house.browser_of(&house.mia()).await.get("/invitations").await.is(403);
}

#[tokio::test]
async fn nobody_copies_the_link_of_somebody_who_may_more_than_they_do() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = user(&house, "ines").await;
    let all = |action| permission("invitations", action, json!({}), &["*"]);
    let tess =
        house.tess(&[permission("users", "read", json!({}), &["*"]), all("read"), all("create"), all("update"), all("delete")]).await;
    let browser = house.browser_of(&tess).await;
    let path = format!("/users/{ines}/invitation");
    browser.post(&path, &[("act", "link")]).await.is(200).says(&link);
    run(&house, sql!("UPDATE users SET role_id = $2 WHERE id = $1", ines, house.people().administrator)).await;
    let answer = browser.post(&path, &[("act", "link")]).await;
    assert!(!answer.body.contains("/accept/"), "{}", answer.body);
    let answer = browser.post(&path, &[("act", "save"), ("message", "Evil"), ("language", "en")]).await;
    assert!([303, 403].contains(&answer.status));
    house.browser().get(&link).await.is(200).never_says("Evil");
}
