//! The sessions of an account: seen, told apart, and ended one by one or all at once.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::wait;
use crate::access::permission;
use crate::browser::Browser;
use crate::house::{House, PASSWORD, Person};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1";

async fn sign_in_with(house: &House, person: &Person, agent: &str) -> Browser {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", &person.email), ("password", PASSWORD)]).header("user-agent", agent).await.leads_to("/");
    browser
}

/// The ids behind the buttons that end a session.
async fn endable(browser: &Browser, path: &str) -> Vec<String> {
    browser.get(path).await.is(200).find_all(r#"name="id" value="([0-9a-f-]{36})""#)
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_one_session() {
    let house = House::new().await;
    let here = sign_in_with(&house, &house.mia(), FIREFOX).await;
    let phone = sign_in_with(&house, &house.mia(), IPHONE).await;
    let page = here.get("/account/security").await.is(200);
    page.clone().says("Firefox on Windows").says("Safari on iPhone").says("This one").says("127.0.0.1");
    let ids = endable(&here, "/account/security").await;
    assert_eq!(ids.len(), 1, "this one cannot be ended from here");
    here.post("/account/sessions", &[("id", &ids[0])]).await.leads_to("/account/security");
    here.get("/account/security").await.is(200).says("One session has ended").never_says("iPhone");
    phone.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'session.end'")).await, 1);
    // It is gone: ending it again finds nothing.
    here.post("/account/sessions", &[("id", &ids[0])]).await.is(404);
}

#[tokio::test]
async fn all_others_end_and_this_one_stays() {
    let house = House::new().await;
    let here = house.browser_of(&house.mia()).await;
    let others = [house.browser_of(&house.mia()).await, house.browser_of(&house.mia()).await];
    let ada = house.browser_of(&house.ada()).await;
    here.get("/account/sessions").await.is(200).says("must sign in again");
    here.post("/account/sessions", &[]).await.leads_to("/account/security");
    here.get("/account/security").await.says("2 sessions have ended");
    for other in others {
        other.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    }
    ada.get("/users").await.is(200);
    here.get("/account/sessions").await.leads_to("/account/security");
}

#[tokio::test]
async fn ending_sessions_asks_whoever_sits_there_first() {
    let house = House::new().await;
    let (here, _other) = (house.browser_of(&house.mia()).await, house.browser_of(&house.mia()).await);
    wait(&house);
    here.post("/account/sessions", &[]).await.is(401);
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions WHERE user_id = $1", house.mia().id)).await, 2);
}

#[tokio::test]
async fn an_administrator_ends_those_of_others_and_a_member_does_not() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let of_mia = format!("/users/{}", house.mia().id);
    let ids = endable(&ada, &format!("{of_mia}/security")).await;
    // A session of somebody else's is none of theirs.
    let of_bo = format!("/users/{}", house.bo().id);
    ada.post(&format!("{of_bo}/sessions"), &[("id", &ids[0])]).await.is(404);
    mia.get("/account").await.is(200);
    ada.get(&format!("{of_mia}/sessions")).await.is(200).says("Mia Okafor");
    ada.post(&format!("{of_mia}/sessions"), &[]).await.leads_to(&format!("{of_mia}/security"));
    mia.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    let mia = house.browser_of(&house.mia()).await;
    let of_ada = format!("/users/{}", house.ada().id);
    for path in [format!("{of_ada}/security"), format!("{of_ada}/sessions"), format!("{of_bo}/security")] {
        mia.get(&path).await.is(404);
        mia.post(&format!("{of_ada}/sessions"), &[]).await.is(404);
    }
    ada.get("/users").await.is(200);
}

#[tokio::test]
async fn who_manages_sessions_sees_and_ends_those_that_the_rule_lets_through_and_of_nobody_mightier() {
    let house = House::new().await;
    let helpers = house
        .role(
            "Helpers",
            &[
                permission("users", "read", json!({}), &["id", "first_name", "last_name", "email", "status", "role"]),
                permission("sessions", "read", json!({}), &["*"]),
                permission("sessions", "delete", json!({"user": {"_neq": house.bo().id}}), &["*"]),
            ],
        )
        .await;
    let hal = house.add("hal@acme.example", ("Hal", "Ek"), Status::Active, Some(helpers)).await;
    let (hal, mia, bo, ada) = (
        house.browser_of(&hal).await,
        house.browser_of(&house.mia()).await,
        house.browser_of(&house.bo()).await,
        house.browser_of(&house.ada()).await,
    );
    let security = |person: Person| format!("/users/{}/security", person.id);
    // Bo's are seen, but there is no button to end them.
    assert!(endable(&hal, &security(house.bo())).await.is_empty());
    hal.post(&format!("/users/{}/sessions", house.bo().id), &[]).await.is(403);
    // Ada has more rights than Hal.
    let refused = hal.post(&format!("/users/{}/sessions", house.ada().id), &[]).await.is(303);
    hal.follow(refused).await.says("more");
    hal.post(&format!("/users/{}/sessions", house.mia().id), &[]).await.is(303);
    mia.get("/account").await.is(303);
    bo.get("/users").await.is(200);
    ada.get("/users").await.is(200);
}

#[tokio::test]
async fn the_session_seen_longest_ago_gives_way_to_one_too_many() {
    let house = House::new().await;
    house.force("UPDATE settings SET sessions_per_user = 3").await.expect("written");
    let mut browsers = Vec::new();
    for _ in 0..4 {
        browsers.push(house.browser_of(&house.mia()).await);
        house.app.clock.advance(chrono::TimeDelta::seconds(2));
    }
    let left = house.number(sql!("SELECT count(*) FROM sessions WHERE user_id = $1", house.mia().id)).await;
    assert_eq!(left, 3);
    browsers.remove(0).get("/account").await.is(303);
    for browser in browsers {
        browser.get("/account").await.is(200);
    }
}

#[tokio::test]
async fn everyone_of_a_role_or_group_is_signed_out_at_once_as_far_as_one_may() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let max = house.add_member("max@acme.example", ("Max", "Ibe")).await;
    let group = ada.post("/groups/new", &[("name", "Choir")]).await.is(303).location();
    for person in [house.bo(), max.clone()] {
        ada.post(&format!("{group}/members"), &[("act", "add"), ("id", &person.id.to_string()), ("q", ""), ("back", "")]).await.is(303);
    }
    let role = format!("/roles/{}", house.people().member);
    let (mia, phone, max, bo) = (
        house.browser_of(&house.mia()).await,
        house.browser_of(&house.mia()).await,
        house.browser_of(&max).await,
        house.browser_of(&house.bo()).await,
    );
    ada.get(&format!("{role}/sessions")).await.is(200).says("2 users are signed out").says("3 sessions");
    ada.post(&format!("{role}/sessions"), &[]).await.leads_to(&role);
    ada.get(&role).await.is(200).says("3 sessions have ended");
    for browser in [&mia, &phone, &max] {
        browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    }
    bo.get("/users").await.is(200);
    // Each of the two has it in their own history.
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'session.end'")).await, 2);
    // By the group it is Bo's turn; a helper may not end what is mightier, and sees nothing of it.
    let helpers = house
        .role(
            "Helpers",
            &[
                permission("users", "read", json!({}), &["*"]),
                permission("groups", "read", json!({}), &["*"]),
                permission("sessions", "read", json!({}), &["*"]),
                permission("sessions", "delete", json!({}), &["*"]),
            ],
        )
        .await;
    let hal = house.add("hal@acme.example", ("Hal", "Ek"), Status::Active, Some(helpers)).await;
    let hal = house.browser_of(&hal).await;
    hal.get(&format!("{group}/sessions")).await.is(200).says("Nobody else");
    hal.post(&format!("{group}/sessions"), &[]).await.leads_to(&group);
    bo.get("/users").await.is(200);
    ada.post(&format!("{group}/sessions"), &[]).await.leads_to(&group);
    bo.get("/users").await.is(303);
    // One's own stays open, and it asks whoever sits there.
    let administrators = format!("/roles/{}/sessions", house.people().administrator);
    ada.post(&administrators, &[]).await.is(303);
    ada.get("/users").await.is(200);
    let _bo = house.browser_of(&house.bo()).await;
    wait(&house);
    ada.post(&administrators, &[]).await.is(401);
}
