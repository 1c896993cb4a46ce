//! Acts on many users and the jobs that they are.

use rolecall::access::Actor;
use rolecall::groups;

use super::checks::Step::{Click, Press, Sees};
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
    let browser = house.browser_of(ADA, JavaScript::On).await;
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
            look("many done", "/users", &[Click("th.pick label"), Press("Suspend"), Sees("skipped.")]),
            look("a job", "/users", &[Click("th.pick label"), Press("Suspend"), Press("Details"), Sees("Not done, and why")]),
            look("the jobs", "/jobs", &[Sees("Suspend")]),
        ],
    )
    .await;
    browser.close().await;
}
