//! What pages about somebody leave out: where rights come from, when they end, what was offered, what others may do.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::{Permission, permission};
use crate::house::House;

fn everyone(action: &'static str, fields: &[&'static str]) -> Permission {
    permission("users", action, json!({}), fields)
}

#[tokio::test]
async fn what_a_role_may_do_is_told_to_those_who_may_read_it() {
    let house = House::new().await;
    let quiet = permission("users", "read", json!({"company": {"_eq": "Project Hush"}}), &["title"]);
    let envoy = house.role("Envoy", &[quiet]).await;
    let bind = sql!("UPDATE roles SET ip_allow = $2 WHERE id = $1", envoy, json!(["127.0.0.0/8", "10.77.0.0/16"]));
    house.app.db.run(bind).await.expect("written");
    let ines = house.add("ines@acme.example", ("Ines", "Sol"), Status::Active, Some(envoy)).await;
    let tess = house.tess(&[everyone("read", &["first_name", "last_name", "status", "role", "groups", "grants"])]).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    let tess = house.browser_of(&tess).await;
    let (access, profile) = (format!("/users/{}/access", ines.id), format!("/users/{}", ines.id));
    let left_out = "Not everything is shown";
    tess.get("/roles").await.is(403);
    tess.get(&access).await.is(200).says("Envoy").says(left_out).never_says("Project Hush").never_says("10.77.0.0");
    tess.get(&profile).await.is(200).never_says("10.77.0.0");
    house.permit(role, permission("roles", "read", json!({"name": {"_eq": "Envoy"}}), &["name", "permissions"])).await;
    tess.get(&access).await.is(200).says("Project Hush").says(left_out).never_says("10.77.0.0");
    house.permit(role, permission("roles", "read", json!({}), &["ip_allow"])).await;
    tess.get(&access).await.is(200).says("Project Hush").says("10.77.0.0").never_says(left_out);
    tess.get(&profile).await.is(200).says("10.77.0.0");
    // One's own rights are one's own to know.
    let ines = house.browser_of(&ines).await;
    ines.get("/account/access").await.is(200).says("Project Hush").says("10.77.0.0").never_says(left_out);
}

#[tokio::test]
async fn an_end_and_an_offer_are_shown_to_those_who_may_read_them() {
    let house = House::new().await;
    let tess = house.tess(&[everyone("read", &["first_name", "last_name", "status"])]).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    let tess = house.browser_of(&tess).await;
    let mia = format!("/users/{}", house.mia().id);
    let end = "2031-05-06T12:00:00Z".parse::<rolecall::clock::Moment>().expect("a moment");
    house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", house.mia().id, end)).await.expect("written");
    tess.get(&mia).await.is(200).says("Can they sign in?").never_says("2031");
    house.permit(role, everyone("read", &["expires_at"])).await;
    tess.get(&mia).await.is(200).says("2031");
    let ada = house.browser_of(&house.ada()).await;
    let nils = house.add("nils@acme.example", ("Nils", "Berg"), Status::Draft, Some(house.people().member)).await;
    let nils = format!("/users/{}", nils.id);
    ada.post(&format!("{nils}/invitation"), &[("act", "send")]).await.is(303);
    ada.get(&nils).await.says("Pending until");
    tess.get(&nils).await.is(200).says("Invited").never_says("Pending until");
    house.permit(role, permission("invitations", "read", json!({"email": {"_ends_with": "@acme.example"}}), &["expires_at"])).await;
    tess.get(&nils).await.is(200).says("Pending until");
    // In the directory too.
    let past = "2020-01-02T12:00:00Z".parse::<rolecall::clock::Moment>().expect("a moment");
    house.app.db.run(sql!("UPDATE invitations SET expires_at = $1", past)).await.expect("written");
    tess.get("/users").await.is(200).says("Invitation expired");
    house.app.db.run(sql!("DELETE FROM permissions WHERE collection = 'invitations'")).await.expect("written");
    tess.get("/users").await.is(200).says("Nils Berg").never_says("Invitation expired");
}

#[tokio::test]
async fn the_directory_names_no_role_that_nobody_in_it_has() {
    let house = House::new().await;
    let secret = house.role("SecretRoleName", &[]).await;
    let tess = house.tess(&[everyone("read", &["first_name", "last_name", "status", "role"])]).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    let tess = house.browser_of(&tess).await;
    tess.get("/users").await.is(200).says("Member").never_says("SecretRoleName");
    house.permit(role, permission("roles", "read", json!({}), &["name"])).await;
    tess.get("/users").await.is(200).says("SecretRoleName");
    house.app.db.run(sql!("DELETE FROM permissions WHERE collection = 'roles'")).await.expect("written");
    tess.get("/users").await.is(200).never_says("SecretRoleName");
    // Whose role is open, has a role with a name.
    house.add("ines@acme.example", ("Ines", "Sol"), Status::Active, Some(secret)).await;
    tess.get("/users").await.is(200).says("SecretRoleName");
}

#[tokio::test]
async fn what_somebody_has_more_is_named_to_those_who_see_where_it_comes_from() {
    let house = House::new().await;
    let postman = house.role("Postman", &[permission("outbox", "read", json!({}), &["*"])]).await;
    let boss = house.add("boss@acme.example", ("Big", "Boss"), Status::Active, Some(postman)).await;
    let tess = house.tess(&[everyone("read", &["first_name", "status"]), everyone("update", &["status", "password", "role"])]).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    let tess = house.browser_of(&tess).await;
    let suspend = async |person| tess.post(&format!("/users/{person}/status"), &[("status", "suspended")]).await.is(409);
    tess.get("/users").await.is(200);
    suspend(boss.id).await.never_says("Outbox").says("more rights than you");
    suspend(house.ada().id).await.never_says("Only an administrator").says("more rights than you");
    let password = tess.post(&format!("/users/{}/password", boss.id), &[]).await;
    assert_ne!(password.status, 200);
    password.never_says("Outbox");
    house.permit(role, everyone("read", &["role", "groups", "grants"])).await;
    suspend(boss.id).await.says("Outbox");
    suspend(house.ada().id).await.says("Only an administrator");
}
