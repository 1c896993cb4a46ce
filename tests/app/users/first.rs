//! The first days: few people, nothing to turn, and what is left to do.

use rolecall::users::Status;

use crate::house::House;

#[tokio::test]
async fn a_new_directory_says_what_is_left_to_do_until_it_is_done_or_grown() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.get("/users").await.is(200).says("First steps").says("Create the roles you need").says("ROLECALL_MAIL_URL");
    assert!(page.body.contains(r#"href="/roles/new""#) && page.body.matches("btn primary").count() == 2, "inviting, and applying filters");
    assert!(!page.body.contains("class=\"pager\""), "all fit on one page");
    ada.get("/users?q=a").await.is(200).never_says("First steps");
    ada.post("/roles/new", &[("name", "Editor")]).await.is(303);
    assert!(!ada.get("/users").await.is(200).says("First steps").body.contains(r#"href="/roles/new""#), "that is done");
    for n in 0..23 {
        house.add(&format!("user{n:02}@acme.example"), ("Kim", "Lee"), Status::Active, None).await;
    }
    let page = ada.get("/users").await.is(200).never_says("First steps");
    assert!(page.body.contains("class=\"pager\""), "26 would fit on a longer page than the shortest");
}
