//! Jobs as such: watched, cancelled, taken over, one after the other; each user once.

use futures_util::future::join;
use rolecall::clock::NEVER;
use rolecall::sql;
use uuid::Uuid;

use super::{act, confirmed, is_whole, multitude, statuses};
use crate::browser::Browser;
use crate::house::House;
use crate::nodes::Node;

const ALL: [(&str, &str); 2] = [("scope", "matching"), ("list", "/users?q=many.example")];

/// Asks for an act on all of the multitude; the address of its job.
async fn on_all(browser: &Browser, what: &str) -> String {
    confirmed_all(browser, what).await
}

async fn confirmed_all(browser: &Browser, what: &str) -> String {
    let key = Uuid::now_v7().to_string();
    let fields: Vec<(&str, &str)> = ALL.into_iter().chain([("act", what), ("job", key.as_str())]).collect();
    browser.post("/users/bulk", &fields).await.is(303).location()
}

async fn ended(house: &House, job: &str) {
    let id: Uuid = job.trim_start_matches("/jobs/").parse().expect("an id");
    house
        .until("it ends", async || {
            house.number(sql!("SELECT count(*) FROM jobs WHERE id = $1 AND state IN ('done', 'cancelled', 'failed')", id)).await == 1
        })
        .await;
}

#[tokio::test]
async fn the_page_shows_how_far_it_is_and_stops_asking_when_it_is_over() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    multitude(&house, 600).await;
    // Somebody else has it for now, so that it waits.
    let job = waiting(&house, &ada, "suspend").await;
    let page = ada.get(&job).await.is(200).says("0 of 601").says("Cancel the rest");
    assert!(page.body.contains("every 2s") && page.body.contains("http-equiv=\"refresh\""));
    let part = ada.get(&job).swap().await.is(200);
    assert!(part.body.trim_start().starts_with("<section id=\"job\"") && !part.body.contains("<html"));
    release(&house, &job).await;
    ended(&house, &job).await;
    let page = ada.get(&job).await.is(200).says("601 of 601").says("Done").never_says("Cancel the rest");
    assert!(!page.body.contains("every 2s") && !page.body.contains("http-equiv=\"refresh\""));
    ada.get(&job).swap().await.says("Done. 601 of 601");
}

/// A job that a node has which is not there any more.
async fn waiting(house: &House, browser: &Browser, what: &str) -> String {
    let (dead, until) = (Uuid::now_v7(), house.now() + chrono::TimeDelta::seconds(20));
    let posted = on_all(browser, what);
    // The turn after that of the form, or after a chunk at the latest.
    let steal = async {
        loop {
            let mut write = house.app.db.write().await.expect("a turn");
            let taken = sql!("UPDATE jobs SET leased_by = $1, lease_until = $2 WHERE ended_at IS NULL", dead, until);
            if write.run(taken).await.expect("written") > 0 {
                return write.commit().await.expect("committed");
            }
            drop(write);
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    let (job, ()) = join(posted, steal).await;
    job
}

async fn release(house: &House, job: &str) {
    let id: Uuid = job.trim_start_matches("/jobs/").parse().expect("an id");
    house.app.db.run(sql!("UPDATE jobs SET lease_until = $2 WHERE id = $1", id, NEVER)).await.expect("written");
}

#[tokio::test]
async fn a_lease_that_has_run_out_is_anyones_and_nobody_is_done_twice() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    multitude(&house, 1_200).await;
    let job = waiting(&house, &ada, "archive").await;
    let done = statuses(&house, "%@many.example", "archived").await;
    assert!(done < 1_201, "somebody else has it");
    let _node = Node::of(&house).await;
    // Its lease runs out by itself.
    house.app.clock.advance(chrono::TimeDelta::seconds(25));
    ended(&house, &job).await;
    assert_eq!(statuses(&house, "%@many.example", "archived").await, 1_201);
    let events = "SELECT count(*) FROM audit_events WHERE action = 'user.archive'";
    assert_eq!(house.number(sql!(events)).await, 1_201);
    assert_eq!(house.number(sql!("SELECT changed FROM jobs")).await, 1_201);
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn what_is_cancelled_ends_with_the_chunk_that_is_under_way() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    multitude(&house, 1_500).await;
    let job = waiting(&house, &ada, "suspend").await;
    let before = house.number(sql!("SELECT done FROM jobs")).await;
    ada.post(&format!("{job}/cancel"), &[]).await.leads_to(&job);
    release(&house, &job).await;
    ended(&house, &job).await;
    ada.get(&job).await.is(200).says("Cancelled");
    let done = house.number(sql!("SELECT done FROM jobs")).await;
    assert_eq!(done, before, "nothing was begun after it");
    assert_eq!(statuses(&house, "%@many.example", "suspended").await, done);
    // Cancelled twice is cancelled, and the others were not begun.
    ada.post(&format!("{job}/cancel"), &[]).await.leads_to(&job);
    let file = ada.get(&format!("{job}/results.csv")).await.is(200);
    assert_eq!(i64::try_from(file.body.matches("Not begun").count()).expect("few"), 1_501 - done);
}

#[tokio::test]
async fn whoever_loses_the_right_meanwhile_does_no_more() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let bo = house.browser_of(&house.bo()).await;
    multitude(&house, 800).await;
    bo.get("/users").await.is(200);
    let job = waiting(&house, &bo, "suspend").await;
    let before = statuses(&house, "%@many.example", "suspended").await;
    act(&ada, "suspend", &[&house.bo()], &[]).await.is(303);
    release(&house, &job).await;
    ended(&house, &job).await;
    assert_eq!(statuses(&house, "%@many.example", "suspended").await, before);
    ada.get(&job).await.is(200).says("Whoever asked for it may not sign in any more");
}

#[tokio::test]
async fn a_new_password_ends_what_was_asked_for_with_the_old_one() {
    let house = House::new().await;
    let bo = house.browser_of(&house.bo()).await;
    multitude(&house, 800).await;
    bo.get("/users").await.is(200);
    let job = waiting(&house, &bo, "suspend").await;
    let before = statuses(&house, "%@many.example", "suspended").await;
    house.app.clock.advance(chrono::TimeDelta::seconds(1));
    let text = "UPDATE users SET password_changed_at = $1 WHERE id = $2";
    house.app.db.run(sql!(text, house.now(), house.bo().id)).await.expect("written");
    release(&house, &job).await;
    ended(&house, &job).await;
    assert_eq!(statuses(&house, "%@many.example", "suspended").await, before);
}

#[tokio::test]
async fn two_jobs_on_the_same_users_change_each_of_them_once() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let bo = node.browser(&house, &house.browser_of(&house.bo()).await);
    bo.get("/users").await.is(200);
    multitude(&house, 1_100).await;
    let (one, other) = join(on_all(&ada, "suspend"), on_all(&bo, "suspend")).await;
    ended(&house, &one).await;
    ended(&house, &other).await;
    assert_eq!(statuses(&house, "%@many.example", "suspended").await, 1_101);
    let counts = sql!("SELECT CAST(sum(changed) AS bigint) FROM jobs");
    assert_eq!(house.number(counts).await, 1_101);
    let counts = sql!("SELECT CAST(sum(changed + skipped) AS bigint) FROM jobs");
    assert_eq!(house.number(counts).await, 2_202);
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'user.suspend'")).await, 1_101);
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn the_file_holds_no_formulas() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let evil = house.add("evil@acme.example", ("=1+1", ""), rolecall::users::Status::Suspended, None).await;
    ada.get("/users").await.is(200);
    let answer = confirmed(&ada, "suspend", &[&evil], &[]).await;
    let page = ada.follow(answer.is(303)).await;
    let job = page.find(r#"href="(/jobs/[0-9a-f-]+)""#).expect("a link");
    let file = ada.get(&format!("{job}/results.csv")).await.is(200);
    assert!(file.body.contains("\"'=1+1\",\"Skipped\",\"Nothing to do\""), "{}", file.body);
}

#[tokio::test]
async fn a_user_who_is_deleted_for_good_is_in_no_job() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let gone = house.add_member("gone@acme.example", ("Gone", "Girl")).await;
    let answer = act(&ada, "archive", &[&gone, &house.mia()], &[]).await;
    let page = ada.follow(answer).await;
    ada.post(&format!("/users/{}/delete", gone.id), &[("confirm", &gone.email)]).await.is(303);
    let path = page.find(r#"action="(/jobs/[0-9a-f-]+/undo)""#).expect("a way back");
    let file = ada.get(&format!("{}/results.csv", path.trim_end_matches("/undo"))).await.is(200);
    assert!(!file.body.contains("Gone") && file.body.contains("Mia"));
    let answer = ada.post(&path, &[("back", "/users")]).await.leads_to("/users");
    ada.follow(answer).await.says("1 user is as before.");
}
