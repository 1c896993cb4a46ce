//! What is ticked, what is asked before, and what is bounded.

use rolecall::users::Status;
use uuid::Uuid;

use super::{act, confirmed, crowd, multitude, statuses};
use crate::house::House;

#[tokio::test]
async fn the_box_at_the_head_means_whoever_was_on_the_page() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.get("/users").await.is(200);
    let shown = page.input("page_ids");
    assert_eq!(shown.split(',').count(), 3);
    let late = house.add_member("late@acme.example", ("Late", "Comer")).await;
    let answer = act(&ada, "suspend", &[], &[("page_all", "on"), ("page_ids", &shown)]).await;
    ada.follow(answer.leads_to("/users")).await.says("2 users are suspended. 1 skipped.");
    assert_eq!(house.status_of(&late).await, "active");
    // Without the box they are nobody: that is said where they are ticked, and the list is as it was.
    let nobody = [("act", "suspend"), ("page_ids", shown.as_str()), ("list", "/users?q=late")];
    let answer = ada.post("/users/bulk", &nobody).await.leads_to("/users?q=late");
    ada.follow(answer).await.is(200).says("Choose at least one user").says("Late Comer");
    assert_eq!(house.status_of(&late).await, "active");
}

#[tokio::test]
async fn what_many_get_is_chosen_and_never_guessed() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let page = act(&ada, "role", &[&mia], &[]).await.is(200).says("Change role: 1 user");
    assert_eq!(page.input("role"), "", "nothing is chosen");
    for (what, problem) in [("role", "Choose a role"), ("join", "Choose a group"), ("leave", "Choose a group")] {
        confirmed(&ada, what, &[&mia], &[(if what == "role" { what } else { "group" }, "")]).await.is(422).says(problem);
    }
    assert_eq!(house.user(&mia).await.role_id, Some(house.people().member));
    confirmed(&ada, "role", &[&mia], &[("role", "none")]).await.leads_to("/users");
    assert_eq!(house.user(&mia).await.role_id, None);
}

#[tokio::test]
async fn more_than_a_hundred_are_asked_about_and_a_form_sent_twice_is_one_job() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let people = crowd(&house, 101).await;
    let all: Vec<_> = people.iter().collect();
    let page = act(&ada, "suspend", &all, &[("list", "/users")]).await;
    assert_eq!(page.status, 400, "a field that comes twice");
    let page = act(&ada, "suspend", &all, &[]).await.is(200).says("101 selected users");
    assert_eq!(statuses(&house, "p0%", "suspended").await, 0, "nothing is done before");
    let key = page.input("job");
    for _ in 0..2 {
        act(&ada, "suspend", &all, &[("job", &key), ("reason", "season is over")]).await.leads_to("/users");
    }
    assert_eq!(statuses(&house, "p0%", "suspended").await, 101);
    assert_eq!(house.number(rolecall::sql!("SELECT count(*) FROM jobs")).await, 1);
    let reasons = rolecall::sql!("SELECT count(*) FROM audit_events WHERE action = 'user.suspend' AND reason = 'season is over'");
    assert_eq!(house.number(reasons).await, 101);
}

#[tokio::test]
async fn nonsense_is_bounded() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/users").await.is(200);
    let many: Vec<String> = (0..501).map(|_| Uuid::now_v7().to_string()).collect();
    let fields: Vec<(&str, &str)> = many.iter().map(|id| ("id", id.as_str())).chain([("act", "suspend")]).collect();
    ada.post("/users/bulk", &fields).await.is(422).says("at most 500");
    ada.post("/users/bulk", &[("act", "suspend"), ("id", "x")]).await.is(400);
    ada.post("/users/bulk", &[("act", "suspend"), ("page_all", "on"), ("page_ids", "x,y")]).await.is(400);
    ada.post("/users/bulk", &[("act", "drop")]).await.is(400);
    // What is no list must not mean everybody.
    for list in ["", "/users?status=x", "/roles", "/users?q=a&q=b", "/users?unknown=1", "//evil.example", "/users/new"] {
        ada.post("/users/bulk", &[("act", "suspend"), ("scope", "matching"), ("list", list)]).await.is(400);
        if !list.is_empty() {
            ada.get(&format!("/users/bulk?list={}", list.replace('&', "%26").replace('?', "%3F"))).await.is(400);
        }
    }
    assert_eq!(house.number(rolecall::sql!("SELECT count(*) FROM jobs")).await, 0);
}

#[tokio::test]
async fn all_that_match_are_those_of_the_list_on_every_page() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    multitude(&house, 620).await;
    let list = "/users?q=many.example&per=25&after=x";
    ada.get(&format!("/users/bulk?list={}", "%2Fusers%3Fq%3Dmany.example")).await.is(200).says("All 621 users that match").says("Archive");
    // Only what can be done with somebody of them.
    house.add("arne@acme.example", ("Arne", "Old"), Status::Archived, None).await;
    let acts = async |status: &str| ada.get(&format!("/users/bulk?list=%2Fusers%3Fstatus%3D{status}")).await.is(200).text();
    let (active, archived) = (acts("active").await, acts("archived").await);
    assert!(active.contains("Suspend") && !active.contains("Restore") && !active.contains("Delete for good"), "{active}");
    assert!(archived.contains("Restore") && archived.contains("Delete for good") && !archived.contains("Suspend"), "{archived}");
    ada.post("/users/bulk", &[("act", "archive"), ("scope", "matching"), ("list", list)]).await.is(400);
    let list = "/users?q=many.example&per=25";
    let page = ada.post("/users/bulk", &[("act", "archive"), ("scope", "matching"), ("list", list)]).await.is(200).says("All 621 users");
    let key = page.input("job");
    let fields = [("act", "archive"), ("scope", "matching"), ("list", list), ("job", &key)];
    let job = ada.post("/users/bulk", &fields).await.is(303).location();
    assert!(job.starts_with("/jobs/"), "{job}");
    // Who comes to match while it goes on was not asked about.
    house.add_member("late@many.example", ("Late", "Comer")).await;
    house.until("it is done", async || ada.get(&job).await.text().contains("621 of 621")).await;
    assert_eq!(statuses(&house, "%@many.example", "archived").await, 621);
    assert_eq!(statuses(&house, "%@acme.example", "active").await, 3);
    assert_eq!(house.number(rolecall::sql!("SELECT count(*) FROM audit_events WHERE action = 'user.archive'")).await, 622, "and Arne");
    let file = ada.get(&format!("{job}/results.csv")).await.is(200);
    assert_eq!(file.body.lines().count(), 622);
    assert!(file.header("content-type").starts_with("text/csv"));
}
