//! Taking back what was done with many, and taking that back.

use rolecall::sql;
use rolecall::users::Status;

use super::{act, confirmed, is_whole, job_behind};
use crate::browser::{Answer, Browser};
use crate::groups::group;
use crate::house::House;

/// Presses Undo in the notice of a page.
async fn undo(browser: &Browser, page: &Answer) -> Answer {
    let path = page.find(r#"action="(/jobs/[0-9a-f-]+/undo)""#).expect("a way back");
    browser.post(&path, &[("back", "/users")]).await
}

#[tokio::test]
async fn a_change_goes_back_and_forth() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let sam = house.add("sam@acme.example", ("Sam", "Stone"), Status::Suspended, None).await;
    let answer = act(&ada, "suspend", &[&house.mia(), &house.bo(), &sam], &[]).await;
    let mut page = ada.follow(answer).await.says("2 users are suspended. 1 skipped.");
    for round in 0..4 {
        let first = page.clone();
        page = ada.follow(undo(&ada, &page).await.leads_to("/users")).await.says("2 users are as before.");
        let wanted = if round % 2 == 0 { "active" } else { "suspended" };
        assert_eq!((house.status_of(&house.mia()).await, house.status_of(&house.bo()).await), (wanted.into(), wanted.into()));
        assert_eq!(house.status_of(&sam).await, "suspended", "who was skipped is left alone");
        // Once is enough.
        undo(&ada, &first).await.is(409).says("cannot be taken back any more");
    }
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn who_has_changed_since_stays_so() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let answer = act(&ada, "suspend", &[&house.mia(), &house.bo()], &[]).await;
    let page = ada.follow(answer).await;
    ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "archived")]).await.is(303);
    let page = ada.follow(undo(&ada, &page).await).await.says("1 user is as before. 1 skipped.");
    job_behind(&ada, &page).await.says("Mia Okafor Skipped Changed since").says("Undo of “Suspend”");
    assert_eq!(house.status_of(&house.mia()).await, "archived");
    assert_eq!(house.status_of(&house.bo()).await, "active");
}

#[tokio::test]
async fn roles_groups_and_end_dates_come_back_as_each_had_them() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = house.role("Editor", &[]).await.to_string();
    let crew = group(&ada, &[("name", "Crew")]).await;
    let id = crew.rsplit('/').next().expect("an id").to_owned();
    let bare = house.add("bare@acme.example", ("Bare", "Bones"), Status::Active, None).await;
    let people = [&house.mia(), &house.bo(), &bare];
    let state = async || {
        let mut state = Vec::new();
        for person in people {
            let user = house.user(person).await;
            state.push((user.role_id, user.groups, user.expires_at, user.status));
        }
        state
    };
    let before = state().await;
    let acts = [("role", "role", editor.as_str()), ("join", "group", &id), ("end", "until", "2099-12-31"), ("archive", "reason", "")];
    for (what, field, value) in acts {
        let answer = confirmed(&ada, what, &people, &[(field, value)]).await;
        let page = ada.follow(answer.leads_to("/users")).await;
        assert_ne!(state().await, before, "{what}");
        let page = ada.follow(undo(&ada, &page).await.leads_to("/users")).await.says("3 users are as before.");
        assert_eq!(state().await, before, "{what}");
        let page = ada.follow(undo(&ada, &page).await.is(303)).await.says("3 users are as before.");
        assert_ne!(state().await, before, "{what}");
        ada.follow(undo(&ada, &page).await.is(303)).await.says("3 users are as before.");
        assert_eq!(state().await, before, "{what}");
    }
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn it_is_offered_for_a_day_and_to_those_who_may() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let answer = act(&ada, "suspend", &[&house.mia()], &[]).await;
    let page = ada.follow(answer).await;
    let path = page.find(r#"action="(/jobs/[0-9a-f-]+/undo)""#).expect("a way back");
    house.app.clock.advance(chrono::TimeDelta::hours(25));
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&path, &[]).await.is(409);
    let job = path.trim_end_matches("/undo");
    ada.get(job).await.is(200).never_says(">Undo<");
    assert_eq!(house.status_of(&house.mia()).await, "suspended");
    // And after a month nobody knows of it.
    house.app.clock.advance(chrono::TimeDelta::days(31));
    rolecall::ops::housekeeping::sweep(&house.app.db, house.now()).await.expect("swept");
    assert_eq!(house.number(sql!("SELECT count(*) FROM job_items")).await, 0);
    assert_eq!(house.number(sql!("SELECT count(*) FROM jobs")).await, 0);
}
