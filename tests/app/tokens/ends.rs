//! When a token ends: at the very next request, whatever the reason.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::access::Actor;
use rolecall::sql;
use rolecall::users::{self, Status};
use serde_json::json;

use super::{EVERYTHING, json_of, make, me, newest, own_tokens, secret, tess_with_token};
use crate::browser::Browser;
use crate::house::House;
use crate::nodes::Node;

#[tokio::test]
async fn only_who_is_active_and_not_past_the_end_date_is_let_in() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    for status in Status::ALL {
        for (end, is_over) in [(None, false), (Some(TimeDelta::hours(1)), false), (Some(TimeDelta::zero()), true)] {
            // Behind the back of every action: the token itself stays enabled.
            let end = end.map(|end| house.now() + end);
            let set = sql!("UPDATE users SET status = $2, expires_at = $3 WHERE id = $1", tess.id, status.name(), end);
            house.app.db.run(set).await.expect("written");
            let wanted = if status == Status::Active && !is_over { 200 } else { 401 };
            assert_eq!(me(&program, &token).await.status, wanted, "{status:?} {end:?}");
        }
    }
}

#[tokio::test]
async fn becoming_active_again_revives_no_token() {
    let house = House::new().await;
    let (tess, browser, token) = tess_with_token(&house).await;
    let program = house.browser();
    let ada = house.browser_of(&house.ada()).await;
    let change = |to| users::change_status(&house.app.db, &ACTOR, tess.id, to, "", house.now());
    for (there, back) in [(Status::Suspended, Status::Active), (Status::Archived, Status::Active)] {
        me(&program, &token).await.is(200);
        change(there).await.expect("changed");
        me(&program, &token).await.is(401);
        change(back).await.expect("changed");
        me(&program, &token).await.is(401);
        ada.get(&format!("/users/{}/tokens", tess.id)).await.is(200).says("Disabled");
        let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
        ada.get(&format!("{home}?act=enable")).await.is(200).says("Enable Robot");
        ada.post(&home, &[("act", "enable")]).await.leads_to(&format!("/users/{}/security#tokens", tess.id));
    }
    me(&program, &token).await.is(200);
    browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    let trail = house.actions().await;
    assert_eq!(trail.iter().filter(|action| *action == "token.disable").count(), 2, "{trail:?}");
    assert_eq!(trail.iter().filter(|action| *action == "token.enable").count(), 2, "{trail:?}");
}

static ACTOR: std::sync::LazyLock<Actor> = std::sync::LazyLock::new(Actor::cli);

#[tokio::test]
async fn a_later_end_date_revives_no_token() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    let set =
        async |end: Option<_>| house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", tess.id, end)).await.expect("set");
    set(Some(house.now() + TimeDelta::hours(1))).await;
    users::suspend_past_end(&house.app.db, house.now()).await.expect("swept");
    me(&program, &token).await.is(200);
    house.app.clock.advance(TimeDelta::hours(1));
    me(&program, &token).await.is(401);
    users::suspend_past_end(&house.app.db, house.now()).await.expect("swept");
    set(None).await;
    me(&program, &token).await.is(401);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "token.disable").count(), 1);
}

#[tokio::test]
async fn a_role_that_goes_takes_the_tokens_with_it() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    let role = house.user(&tess).await.role_id.expect("a role");
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/roles/{role}/delete")).await.is(200);
    ada.post(&format!("/roles/{role}/delete"), &[("act", "suspend"), ("role", "")]).await.leads_to("/roles");
    me(&program, &token).await.is(401);
    assert!(house.actions().await.contains(&"token.disable".to_owned()));
    users::change_status(&house.app.db, &ACTOR, tess.id, Status::Active, "", house.now()).await.expect("changed");
    me(&program, &token).await.is(401);
}

#[tokio::test]
async fn a_token_ends_when_it_says() {
    let house = House::new().await;
    let tess = house.tess(&own_tokens()).await;
    let browser = house.browser_of(&tess).await;
    let program = house.browser();
    let forever = make(&browser, tess.id, &[("name", "For ever"), ("may", "read"), ("ends", "never")]).await;
    let mut lasting = Vec::new();
    for days in [30, 90, 365] {
        let ends = days.to_string();
        lasting.push((days, make(&browser, tess.id, &[("name", "Robot"), ("may", "read"), ("ends", &ends)]).await));
    }
    let mut gone = TimeDelta::zero();
    for (days, token) in lasting {
        let end = TimeDelta::days(days);
        house.app.clock.advance(end - gone - TimeDelta::minutes(5));
        me(&program, &token).await.is(200);
        house.app.clock.advance(TimeDelta::minutes(5));
        me(&program, &token).await.is(401);
        gone = end;
    }
    me(&program, &forever).await.is(200);
}

#[tokio::test]
async fn every_end_holds_on_another_node_at_the_next_request() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let there = Browser::new(node.address, &house.app.config.public_url);
    let (tess, browser, token) = tess_with_token(&house).await;
    let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
    assert!(json_of(&me(&there, &token).await.is(200)).get("title").is_some());

    // Her rights shrink.
    let role = house.user(&tess).await.role_id.expect("a role");
    let fewer = sql!(
        "UPDATE permissions SET fields = $2 WHERE role_id = $1 AND collection = 'users' AND action = 'read'",
        role,
        json!(["first_name"])
    );
    house.app.db.run(fewer).await.expect("written");
    let answer = json_of(&me(&there, &token).await.is(200));
    assert_eq!(answer, json!({"first_name": "Tess"}));

    // Another secret.
    let renewed = secret(&browser.post(&home, &[("act", "regenerate")]).await.is(200));
    me(&there, &token).await.is(401);
    me(&there, &renewed).await.is(200);

    // Disabled, and the other way round.
    let disable = sql!("UPDATE tokens SET enabled = $2 WHERE user_id = $1", tess.id, false);
    house.app.db.run(disable).await.expect("written");
    me(&there, &renewed).await.is(401);
    browser.post(&home, &[("act", "enable")]).await.is(303);
    me(&there, &renewed).await.is(200);

    // From where none of her roles counts, nothing is open.
    let networks = sql!("UPDATE roles SET ip_allow = $2 WHERE id = $1", role, json!(["192.0.2.0/24"]));
    house.app.db.run(networks).await.expect("written");
    me(&there, &renewed).await.is(403);
    house.app.db.run(sql!("UPDATE roles SET ip_allow = $2 WHERE id = $1", role, json!([]))).await.expect("written");
    me(&there, &renewed).await.is(200);

    // Revoked.
    browser.post(&home, &[("act", "revoke")]).await.is(303);
    me(&there, &renewed).await.is(401);
    assert_eq!(house.number(sql!("SELECT count(*) FROM tokens")).await, 0);
}

#[tokio::test]
async fn programs_wait_while_a_new_password_is_due_and_go_on_after_it() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    house
        .app
        .db
        .run(sql!("UPDATE users SET must_change_password = $2, password_hash = NULL WHERE id = $1", tess.id, true))
        .await
        .expect("set");
    me(&program, &token).await.is(401);
    house.app.db.run(sql!("UPDATE users SET must_change_password = $2 WHERE id = $1", tess.id, false)).await.expect("set");
    me(&program, &token).await.is(200);
}

#[tokio::test]
async fn a_link_to_a_new_password_disables_tokens() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let (_, link) = rolecall::credentials::recovery_link(&house.app, &tess.email).await.expect("made");
    let link = link.strip_prefix(crate::house::PUBLIC_URL).expect("ours").to_owned();
    let browser = house.browser();
    browser.get(&link).await.is(200);
    browser.post(&link, &[("password", "a sentence of my own making")]).await.is(200);
    me(&house.browser(), &token).await.is(401);
    assert!(house.actions().await.contains(&"token.disable".to_owned()));
}

#[tokio::test]
async fn of_fifty_secrets_made_at_once_one_works() {
    let house = House::new().await;
    let (tess, browser, token) = tess_with_token(&house).await;
    let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
    let windows: Vec<_> = (0..50).map(|_| browser.copy()).collect();
    let answers = join_all(windows.iter().map(|window| async { window.post(&home, &[("act", "regenerate")]).await })).await;
    let secrets: Vec<String> = answers.iter().filter(|answer| answer.status == 200).map(secret).collect();
    assert!(secrets.len() > 10, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    let program = house.browser();
    let mut working = 0;
    me(&program, &token).await.is(401);
    for secret in &secrets {
        working += usize::from(me(&program, secret).await.status == 200);
    }
    assert_eq!((working, house.number(sql!("SELECT count(*) FROM tokens")).await), (1, 1));
}

#[tokio::test]
async fn the_last_use_is_noted_once_a_minute() {
    let house = House::new().await;
    let (tess, browser, token) = tess_with_token(&house).await;
    let program = house.browser();
    let used =
        async || house.number(sql!("SELECT count(*) FROM tokens WHERE last_used_at IS NOT NULL AND last_used_from = '127.0.0.1'")).await;
    assert_eq!(used().await, 0);
    let list = format!("/users/{}/tokens", tess.id);
    browser.get(&list).await.is(200).says("Never");
    me(&program, &token).await.is(200);
    house.until("the use is noted", async || used().await == 1).await;
    browser.get(&list).await.is(200).says("127.0.0.1");
    let at = async || house.texts(sql!("SELECT CAST(last_used_at AS text) FROM tokens")).await;
    let first = at().await;
    house.app.clock.advance(TimeDelta::seconds(50));
    me(&program, &token).await.is(200);
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(at().await, first);
    house.app.clock.advance(TimeDelta::seconds(11));
    me(&program, &token).await.is(200);
    house.until("the next minute is noted", async || at().await != first).await;
    // A person is not there when a program asks for them.
    let seen = house.user(&tess).await.last_seen_at;
    assert!(seen < house.now() - TimeDelta::seconds(50), "{seen}");
}

#[tokio::test]
async fn a_token_is_nothing_under_another_name() {
    let house = House::new().await;
    let (tess, browser, token) = tess_with_token(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let id = newest(&house, &tess).await;
    for (who, user) in [(&browser, house.ada().id), (&browser, house.mia().id), (&ada, house.ada().id), (&ada, house.mia().id)] {
        for act in ["revoke", "regenerate", "enable"] {
            who.post(&format!("/users/{user}/tokens/{id}"), &[("act", act)]).await.is(404);
        }
    }
    let mia = house.browser_of(&house.mia()).await;
    for act in ["revoke", "regenerate", "enable"] {
        mia.post(&format!("/users/{}/tokens/{id}", tess.id), &[("act", act)]).await.is(404);
    }
    mia.post(&format!("/users/{}/tokens", tess.id), &EVERYTHING).await.is(404);
    me(&house.browser(), &token).await.is(200);
}
