//! Acts on many users and the jobs that they are.

use rolecall::access::Actor;
use rolecall::db::Ask;
use rolecall::{groups, sql};
use uuid::Uuid;

use super::checks::Step::{Click, Focus, Press, Sees};
use super::checks::{check, look};
use super::people::People;
use crate::chromium::JavaScript;
use crate::house::{ADA, House};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acts_on_many() {
    let house = House::with_ada().await;
    People::unkind(&house).await;
    let crew = groups::Details { name: "Crew".into(), ..groups::Details::default() };
    groups::create(&house.app.db, &Actor::cli(), &crew, house.app.now()).await.expect("made");
    // Somebody archived answers for it.
    let gone = "SELECT id FROM users WHERE status = 'archived' ORDER BY id LIMIT 1";
    let (gone,): (Uuid,) = (&house.app.db).one(sql!(gone)).await.expect("somebody archived");
    house.app.db.run(sql!("UPDATE teams SET owner_id = $1", gone)).await.expect("written");
    let browser = house.browser_of(ADA, JavaScript::On).await;
    let archived = "/users/bulk?list=%2Fusers%3Fstatus%3Darchived";
    let all = "/users/bulk?list=%2Fusers";
    check(
        &browser,
        vec![
            look("no jobs", "/jobs", &[]),
            look("the directory, everybody ticked", "/users", &[Click("th.pick label"), Sees("chosen")]),
            look("more acts", "/users", &[Click("th.pick label"), Press("More"), Sees("Set end date")]),
            look("all that match", all, &[Sees("that match")]),
            look("another role for many", all, &[Press("Change role"), Sees("skipped")]),
            look("a group for many", all, &[Press("Add to a group"), Sees("skipped")]),
            look("an end date for many", all, &[Press("Set end date"), Sees("The last day")]),
            look("suspending many", all, &[Press("Suspend"), Sees("Reason")]),
            look("deleting many", archived, &[Press("Delete for good"), Sees("Groups to hand over")]),
            look("deleting many, nothing said", archived, &[Press("Delete for good"), Press("Delete for good"), Focus("div#errors")]),
            look("deleting one", format!("/users/{gone}/delete"), &[Sees("Groups to hand over")]),
            look("deleting one, nothing said", format!("/users/{gone}/delete"), &[Press("Delete for good"), Focus("div#errors")]),
            look("many done", "/users", &[Click("th.pick label"), Press("Suspend"), Sees("skipped.")]),
            look("a job", "/users", &[Click("th.pick label"), Press("Suspend"), Press("Details"), Sees("Not done, and why")]),
            look("the jobs", "/jobs", &[Sees("Suspend")]),
        ],
    )
    .await;
    browser.close().await;
}
