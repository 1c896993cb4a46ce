//! Giving a role: at the next click, with a way back, and never one that cannot be given.

use rolecall::sql;
use rolecall::users::Status;

use crate::house::House;

#[tokio::test]
async fn a_role_holds_from_the_next_click_on() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.browser_of(&house.mia()).await;
    let role = format!("/users/{}/role", house.mia().id);
    mia.get("/users").await.is(403).says("Users: Read");
    let administrator = house.people().administrator.to_string();
    ada.get(&role).await.is(200).says("Administrator (can manage everyone)").never_says("Public");
    let answer = ada.post(&role, &[("role", &administrator), ("back", "/users")]).await.leads_to("/users");
    ada.follow(answer).await.says("The role of Mia Okafor is changed").says("Undo");
    mia.get("/users").await.is(200);
    ada.post(&role, &[("role", &house.people().member.to_string())]).await.is(303);
    mia.get("/account").await.leads_to("/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn what_cannot_be_given_is_refused() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let role = format!("/users/{}/role", house.mia().id);
    let public = house.people().public.to_string();
    for wrong in [public.as_str(), "0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", "admin", "1", "'"] {
        ada.post(&role, &[("role", wrong)]).await.is(422).says("Choose a role from the list");
    }
    assert_eq!(house.user(&house.mia()).await.role_name.as_deref(), Some("Member"));
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'user.role'")).await, 0);
}

#[tokio::test]
async fn a_member_gives_nobody_a_role_least_of_all_themselves() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let administrator = house.people().administrator.to_string();
    mia.post(&format!("/users/{}/role", house.mia().id), &[("role", &administrator)]).await.is(403);
    mia.post(&format!("/users/{}/role", house.bo().id), &[("role", "")]).await.is(404);
    mia.post("/users/new", &[("email", "friend@acme.example"), ("role", &administrator)]).await.is(403);
    assert_eq!(house.user(&house.mia()).await.role_name.as_deref(), Some("Member"));
}

#[tokio::test]
async fn a_role_can_be_given_whatever_the_status_and_the_same_one_twice_is_one_change() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = house.people().member.to_string();
    for status in Status::ALL {
        let person = house.add(&format!("{}@acme.example", status.name()), (status.name(), ""), status, None).await;
        for _ in 0..2 {
            ada.post(&format!("/users/{}/role", person.id), &[("role", &member)]).await.is(303);
        }
        assert_eq!(
            house.number(sql!("SELECT count(*) FROM audit_events WHERE subject_id = $1 AND action = 'user.role'", person.id)).await,
            1
        );
        assert_eq!(house.status_of(&person).await, status.name());
    }
}
