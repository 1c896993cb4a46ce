//! Service accounts: programs with rights of their own, which never sign in, and whoever answers for them.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{EVERYTHING, json_of, make, me, secret};
use crate::access::permission;
use crate::browser::Browser;
use crate::house::{House, Person};

/// Made by Ada, on the page; Mia answers for it, unless somebody else is named.
async fn service(house: &House, ada: &Browser, role: Option<Uuid>, owner: &str) -> Person {
    ada.get("/users/new/service").await.is(200);
    let role = role.map(|role| role.to_string()).unwrap_or_default();
    let answer = ada.post("/users/new/service", &[("name", "Calendar sync"), ("owner", owner), ("role", &role)]).await.is(303);
    let id = answer.location().rsplit('/').next().expect("an id").parse().expect("an id");
    let email = house.texts(sql!("SELECT email_key FROM users WHERE id = $1", id)).await.pop().expect("an address");
    Person { id, email, name: "Calendar sync".into() }
}

#[tokio::test]
async fn a_service_account_is_active_and_acts_by_its_tokens() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let robot = service(&house, &ada, Some(house.people().member), "mia@acme.example").await;
    let user = house.user(&robot).await;
    assert_eq!((user.kind.as_str(), user.status, user.owner_id), ("service", Status::Active, Some(house.mia().id)));
    assert!(user.email.ends_with("@service.invalid") && !user.has_password);
    let page = ada.get(&format!("/users/{}", robot.id)).await.is(200);
    let page =
        page.says("Service account").says("Mia Okafor").says("Nobody signs in as it").says("No tokens").never_says("service.invalid");
    page.never_says("Set temporary password");
    ada.get("/users").await.is(200).says("Calendar sync").says("Service account").never_says("service.invalid");
    let token = make(&ada, robot.id, &EVERYTHING).await;
    let program = house.browser();
    let answer = json_of(&me(&program, &token).await.is(200));
    assert_eq!(
        (&answer["kind"], &answer["owner"], &answer["first_name"]),
        (&json!("service"), &json!(house.mia().id), &json!("Calendar sync"))
    );
    // Its programs are how it is seen.
    house.until("it is seen", async || house.user(&robot).await.last_seen_at > house.now() - TimeDelta::minutes(1)).await;
    ada.get(&format!("/users/{}", robot.id)).await.says("1 of one token works");
}

#[tokio::test]
async fn no_way_in_lets_a_service_account_sign_in() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let robot = service(&house, &ada, Some(house.people().member), "mia@acme.example").await;
    let user = |path: &str| format!("/users/{}/{path}", robot.id);
    ada.get(&user("password")).await.is(409).says("it never signs in");
    ada.post(&user("password"), &[]).await.is(409);
    ada.post(&user("reset"), &[]).await.is(303);
    ada.post(&user("invitation"), &[("act", "send")]).await;
    assert!(rolecall::credentials::recovery_link(&house.app, &robot.email).await.is_err());
    let stranger = house.browser();
    stranger.get("/forgot-password").await.is(200);
    stranger.post("/forgot-password", &[("email", &robot.email)]).await.is(200);
    assert_eq!(house.number(sql!("SELECT count(*) FROM links")).await, 0);
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 0, "nothing is ever sent there");
    // Even with a password that somebody has put there.
    house.force(&format!("UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email_key = 'mia@acme.example') WHERE email_key = '{}'", robot.email)).await.expect("written");
    stranger.get("/sign-in").await.is(200);
    stranger.post("/sign-in", &[("email", &robot.email), ("password", crate::house::PASSWORD)]).await.is(422);
    // As a draft, too.
    house
        .force(&format!("UPDATE users SET status = 'draft', password_hash = NULL WHERE email_key = '{}'", robot.email))
        .await
        .expect("written");
    ada.post(&user("invitation"), &[("act", "send")]).await;
    ada.post(&user("password"), &[]).await.is(409);
    assert_eq!(house.number(sql!("SELECT count(*) FROM links")).await, 0);
    assert_eq!(house.user(&robot).await.status, Status::Draft);
}

#[tokio::test]
async fn its_owner_makes_its_tokens_within_what_they_may_themselves() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.browser_of(&house.mia()).await;
    let robot = service(&house, &ada, Some(house.people().member), "mia@acme.example").await;
    mia.get(&format!("/users/{}/tokens", house.mia().id)).await.is(200).says("Calendar sync");
    let token = make(&mia, robot.id, &EVERYTHING).await;
    me(&house.browser(), &token).await.is(200);
    let mias = format!("/users/{}/tokens", robot.id);
    let home = mia.get(&mias).await.is(200).find(r#"href="(/users/[^"?]+/tokens/[0-9a-f-]{36})\?act=regenerate"#).expect("a link");
    let renewed = secret(&mia.post(&home, &[("act", "regenerate")]).await.is(200));
    me(&house.browser(), &token).await.is(401);
    // With more than she has, it is not hers to hand out, however it is cut.
    let wider = house.role("Wider", &[permission("groups", "read", json!({}), &["*"])]).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", robot.id, wider)).await.expect("written");
    mia.post(&mias, &EVERYTHING).await.is(409);
    mia.post(&home, &[("act", "regenerate")]).await.is(409);
    mia.post(&mias, &[("name", "A"), ("may", "some"), ("right", "groups.read"), ("ends", "30")]).await.is(409);
    mia.post(&mias, &[("name", "A"), ("may", "some"), ("right", "users.read"), ("ends", "30")]).await.is(200);
    let everything = house.people().administrator;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", robot.id, everything)).await.expect("written");
    mia.post(&mias, &[("name", "A"), ("may", "some"), ("right", "users.read"), ("ends", "30")]).await.is(409);
    mia.post(&mias, &[("name", "A"), ("may", "read"), ("ends", "30")]).await.is(409);
    // She can still end what runs for it.
    mia.post(&home, &[("act", "revoke")]).await.is(303);
    me(&house.browser(), &renewed).await.is(401);
    // Who answers for it no more has nothing to do with it.
    ada.get(&format!("/users/{}/owner", robot.id)).await.is(200);
    ada.post(&format!("/users/{}/owner", robot.id), &[("owner", "bo@acme.example")]).await.leads_to(&format!("/users/{}", robot.id));
    assert_eq!(house.user(&robot).await.owner_id, Some(house.bo().id));
    mia.get(&mias).await.is(404);
    mia.post(&mias, &EVERYTHING).await.is(404);
}

#[tokio::test]
async fn an_owner_who_is_archived_leaves_it_working_and_one_who_is_deleted_says_who_takes_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let robot = service(&house, &ada, Some(house.people().member), "mia@acme.example").await;
    let token = make(&ada, robot.id, &EVERYTHING).await;
    ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "archived"), ("reason", "")]).await.is(303);
    ada.get(&format!("/users/{}", robot.id)).await.is(200).says("Owner archived");
    me(&house.browser(), &token).await.is(200);
    ada.get(&format!("/users/{}/delete", house.mia().id)).await.is(200);
    let delete = format!("/users/{}/delete", house.mia().id);
    ada.post(&delete, &[("confirm", "mia@acme.example")]).await.is(422).says("Choose who takes over the service accounts");
    me(&house.browser(), &token).await.is(200);
    ada.post(&delete, &[("services", "release"), ("confirm", "mia@acme.example")]).await.leads_to("/users");
    ada.get(&format!("/users/{}", robot.id)).await.is(200).says("Nobody answers for it");
    me(&house.browser(), &token).await.is(401);
}

#[tokio::test]
async fn the_form_names_who_is_missing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    assert_eq!(ada.get("/users/new/service").await.is(200).input("owner"), "ada@acme.example");
    let robot = service(&house, &ada, None, "mia@acme.example").await;
    for (name, owner, words) in [
        (" ", "mia@acme.example", "Enter a name"),
        ("A", "nobody@acme.example", "Enter the e-mail address of a user"),
        ("A", "no address", "Enter the e-mail address of a user"),
        ("A", robot.email.as_str(), "Enter the e-mail address of a user"),
    ] {
        ada.post("/users/new/service", &[("name", name), ("owner", owner), ("role", "")]).await.is(422).says(words);
    }
    ada.post("/users/new/service", &[("name", "A"), ("owner", ""), ("kind", "person")]).await.is(400);
    ada.post(&format!("/users/{}/owner", house.mia().id), &[("owner", "ada@acme.example")]).await.is(409);
}

#[tokio::test]
async fn who_creates_users_gives_a_service_account_nothing_they_have_not() {
    let house = House::new().await;
    let create = permission("users", "create", json!({}), &["first_name", "owner", "role"]);
    let read = permission("users", "read", json!({}), &["*"]);
    let tess = house.tess(&[create, read]).await;
    let browser = house.browser_of(&tess).await;
    browser.get("/users/new/service").await.is(200);
    let post = async |role: Uuid| {
        browser.post("/users/new/service", &[("name", "Sync"), ("owner", "tess@acme.example"), ("role", &role.to_string())]).await
    };
    assert_ne!(post(house.people().administrator).await.status, 303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE kind = 'service'")).await, 0);
    post(house.people().member).await.is(303);
    // The status is not hers to set: it starts as a draft, and its tokens wait.
    assert_eq!(house.texts(sql!("SELECT status FROM users WHERE kind = 'service'")).await, ["draft"]);
    house.browser_of(&house.mia()).await.get("/users/new/service").await.is(403);
}

#[tokio::test]
async fn a_secret_opens_no_more_than_whoever_made_it_and_whoever_answers_for_the_account_hears_of_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let robot = service(&house, &ada, Some(house.people().member), "mia@acme.example").await;
    let mia = house.browser_of(&house.mia()).await;
    let token = make(&mia, robot.id, &EVERYTHING).await;
    assert!(house.mails().await.is_empty(), "she made it herself");
    let program = house.browser();
    me(&program, &token).await.is(200);
    // The account is given more than she has: what she knows opens nothing any more, until somebody who has it renews it.
    let administrator = house.people().administrator.to_string();
    ada.post(&format!("/users/{}/role", robot.id), &[("role", &administrator), ("back", "/users")]).await.is(303);
    me(&program, &token).await.is(401);
    let card = format!("/users/{}/security", robot.id);
    ada.get(&card).await.is(200).says("Waits to be renewed").never_says("Sessions").never_says("they choose one by a link");
    let id = super::newest(&house, &robot).await;
    let renewed = secret(&ada.post(&format!("/users/{}/tokens/{id}", robot.id), &[("act", "regenerate")]).await.is(200));
    me(&program, &renewed).await.is(200);
    me(&program, &token).await.is(401);
    ada.get(&card).await.is(200).never_says("Waits to be renewed");
    let told = house.mails().await;
    assert!(told.len() == 1 && told[0].to.contains("mia@acme.example") && told[0].text.contains("Calendar sync: Robot"), "{}", told.len());
    // And nothing once its maker has left.
    house.app.db.run(sql!("UPDATE users SET status = 'suspended' WHERE id = $1", house.ada().id)).await.expect("written");
    me(&program, &renewed).await.is(401);
}
