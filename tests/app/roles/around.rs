//! Roles beside each other: copies, comparisons, networks, and what goes with one.

use rolecall::sql;

use super::permissions::{applied, delegate, plain, stored, ticked, wanted};
use super::{id_of, role};
use crate::house::House;

#[tokio::test]
async fn a_role_is_copied_with_all_it_may_do() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = role(&ada, &[("name", "Desk"), ("description", "Front"), ("app_access", "on"), ("ip_allow", "127.0.0.0/8")]).await;
    assert_eq!(ada.get(&format!("{desk}/copy")).await.is(200).input("name"), "Copy of Desk");
    ada.post(&format!("{desk}/copy"), &[("name", "desk")]).await.is(422).says("already");
    let copy = ada.post(&format!("{desk}/copy"), &[("name", "Copy of Desk")]).await.is(303).location();
    assert_eq!(stored(&house, &copy).await, stored(&house, &desk).await);
    ada.get(&copy).await.says("Front").says("127.0.0.0/8");
    assert_eq!(house.actions().await.last().map(String::as_str), Some("role.create"));
    // Not by someone who may create roles, but has not what is in it.
    let (_, dele, own) = delegate(&house, &ada).await;
    applied(
        &ada,
        wanted(&ada, &own, &[("collection", "roles"), ("action", "create"), ("records", "everything"), ("fields", "all")]).await.is(200),
    )
    .await
    .is(303);
    applied(&ada, ticked(&ada, &desk, &["audit"], &["audit.read"]).await.is(200)).await.is(303);
    dele.post(&format!("{desk}/copy"), &[("name", "Mine")]).await.is(409).says("Audit log, Read");
    assert_eq!(house.number(sql!("SELECT count(*) FROM roles WHERE name = 'Mine'")).await, 0);
}

#[tokio::test]
async fn roles_are_compared() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (desk, bare) = (role(&ada, &[("name", "Desk"), ("app_access", "on")]).await, plain(&ada, "Bare").await);
    ada.get("/roles").await.is(200).says("Compare").says("Everything");
    let address = format!("/roles/compare?id={}&id={}", id_of(&desk), id_of(&bare));
    let page = ada.get(&address).await.is(200).says("2 differences").says("Users: Read");
    // Each right leads to its rules.
    assert!(page.body.contains(&format!(r#"href="{desk}/permissions?open=users#row-users""#)), "{}", page.body);
    let alone = ada.get(&format!("/roles/compare?id={}", id_of(&desk))).await.is(200).says("at least two");
    assert!(!alone.text().contains("Difference"));
    let mut all = address.clone();
    for name in ["A", "B", "C", "D"] {
        all = format!("{all}&id={}", id_of(&plain(&ada, name).await));
    }
    ada.get(&all).await.is(200).says("Four roles fit beside each other: 2 more are left out.");
    ada.get(&format!("/roles/compare?id={}&id={}", id_of(&desk), id_of(&desk))).await.is(200).says("at least two");
    ada.get(&format!("{address}&id={}", uuid::Uuid::now_v7())).await.is(404);
    house.browser_of(&house.mia()).await.get(&address).await.is(403);
}

#[tokio::test]
async fn networks_are_read_line_by_line_and_never_shut_oneself_out() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let edit = format!("{desk}/edit");
    let form = [("version", "1"), ("name", "Desk"), ("require_2fa", "on")];
    let answer =
        ada.post(&edit, &[&form[..], &[("ip_allow", "10.0.0.0/8\nnonsense")]].concat()).await.is(422).says("Correct line 2: “nonsense”");
    assert!(answer.text().contains("10.0.0.0/8"));
    ada.post(&edit, &[&form[..], &[("ip_allow", "10.1.2.3/8\n\n2001:db8::1")]].concat()).await.is(303);
    ada.get(&desk).await.says("10.0.0.0/8").says("2001:db8::1/128").says("Requires two-factor");
    assert_eq!(house.number(sql!("SELECT count(*) FROM roles WHERE name = 'Desk' AND require_2fa")).await, 1);
    let administrator = format!("/roles/{}", house.people().administrator);
    let version = ada.get(&format!("{administrator}/edit")).await.input("version");
    let own = [("version", version.as_str()), ("name", "Administrator"), ("admin_access", "on"), ("app_access", "on")];
    ada.post(&format!("{administrator}/edit"), &[&own[..], &[("ip_allow", "10.0.0.0/8")]].concat()).await.is(422).says("is not in it");
    ada.post(&format!("{administrator}/edit"), &[&own[..], &[("ip_allow", "127.0.0.0/8\n::1")]].concat()).await.is(303);
    ada.get("/users").await.is(200);
}

#[tokio::test]
async fn groups_and_grants_count_for_the_review_and_are_named_before_deleting() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    for statement in [
        "INSERT INTO teams (id, name, name_key, created_at, updated_at) SELECT id, 'Night watch', 'night watch', created_at, updated_at FROM roles WHERE name = 'Desk'",
        "INSERT INTO team_roles (team_id, role_id) SELECT id, id FROM roles WHERE name = 'Desk'",
        "INSERT INTO team_members (team_id, user_id, added_at) SELECT t.id, u.id, t.created_at FROM teams t CROSS JOIN users u WHERE u.email LIKE 'mia@%'",
        "INSERT INTO grants (id, user_id, role_id, reason, created_at) SELECT u.id, u.id, r.id, '', r.created_at FROM users u CROSS JOIN roles r WHERE r.name = 'Desk' AND u.email LIKE 'mia@%'",
        "INSERT INTO grants (id, user_id, role_id, reason, created_at, expires_at) SELECT u.id, u.id, r.id, '', r.created_at, r.created_at FROM users u CROSS JOIN roles r WHERE r.name = 'Desk' AND u.email LIKE 'bo@%'",
    ] {
        house.force(statement).await.expect("forced");
    }
    // Mia by two ways is one user; the grant of Bo is over.
    ticked(&ada, &desk, &["groups"], &["groups.read"]).await.is(200).says("affects 1 user");
    let page = ada.get(&format!("{desk}/delete")).await.is(200);
    page.says("The group Night watch carries this role").says("1 grant gives this role");
    // The trail says from which groups it went.
    ada.post(&format!("{desk}/delete"), &[("act", "suspend")]).await.is(303);
    ada.get("/audit").await.is(200).says("Groups").says("Night watch");
}

#[tokio::test]
async fn what_cannot_be_read_is_shown_and_removed() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    applied(&ada, ticked(&ada, &desk, &["groups"], &["groups.read"]).await.is(200)).await.is(303);
    house.force(r#"UPDATE permissions SET rule = '{"gone":{"_eq":1}}' WHERE collection = 'groups'"#).await.expect("forced");
    let page = ada.get(&format!("{desk}/permissions")).await.is(200).says("It cannot be read, and opens nothing.");
    let id = page.find(r#"name="remove" value="([^"]+)""#).expect("a way out");
    let version = page.input("version");
    let review = ada.post(&format!("{desk}/permissions"), &[("version", &version), ("remove", &id)]).await.is(200).says("−1");
    applied(&ada, review).await.is(303);
    assert!(stored(&house, &desk).await.is_empty());
}
