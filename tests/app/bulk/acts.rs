//! Every act: what it does to whom, and what it does to nobody.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{act, confirmed, is_whole, job_behind};
use crate::access::permission;
use crate::groups::group;
use crate::house::House;

#[tokio::test]
async fn few_are_done_at_once_and_the_others_are_named_with_the_reason() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.browser_of(&house.mia()).await;
    let sam = house.add("sam@acme.example", ("Sam", "Stone"), Status::Suspended, None).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let before = house.mails().await.len();
    ada.get("/users").await.is(200).says("Select Mia Okafor");
    let answer = act(&ada, "suspend", &[&house.mia(), &house.ada(), &sam, &dana, &house.mia()], &[]).await;
    let page = ada.follow(answer.leads_to("/users")).await.is(200).says("1 user is suspended. 3 skipped.").says("Undo");
    assert_eq!(house.status_of(&house.mia()).await, "suspended");
    assert_eq!(house.status_of(&house.ada()).await, "active");
    assert_eq!(house.status_of(&dana).await, "draft");
    let job = job_behind(&ada, &page).await.says("Suspend: 4 users").says("4 of 4").says("Ada Abara");
    job.says("Sam Stone Skipped Nothing to do")
        .says("You cannot suspend, archive or delete yourself")
        .says("That change of status is not possible");
    mia.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    let mails = house.mails().await;
    assert_eq!(mails.len() - before, 1, "she is told, and nobody else");
    let events = sql!(
        "SELECT count(*) FROM audit_events WHERE action = 'user.suspend' AND subject_id = $1 AND actor_id = $2",
        house.mia().id,
        house.ada().id
    );
    assert_eq!(house.number(events).await, 1);
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn nobody_does_to_many_what_they_may_do_to_none() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let crew = crew.rsplit('/').next().expect("an id");
    let acts = ["suspend", "activate", "archive", "restore", "role", "join", "leave", "resend", "sessions", "end", "delete"];
    let (mia, eve) = (house.browser_of(&house.mia()).await, house.browser());
    mia.get("/account").await.is(200);
    eve.get("/sign-in").await.is(200);
    let before = house.actions().await;
    for what in acts {
        confirmed(&mia, what, &[&house.bo()], &[("group", crew)]).await.is(403);
        confirmed(&mia, what, &[], &[("scope", "matching")]).await.is(403);
        confirmed(&eve, what, &[&house.bo()], &[("group", crew)]).await.leads_to("/sign-in");
    }
    assert_eq!(house.actions().await, before);
    assert_eq!(house.number(sql!("SELECT count(*) FROM jobs")).await, 0);
}

#[tokio::test]
async fn whoever_may_change_some_changes_those_and_nobody_else() {
    let house = House::new().await;
    let rule = json!({"email": {"_ends_with": "@north.example"}});
    let tess = house.tess(&[permission("users", "read", json!({}), &["*"]), permission("users", "update", rule, &["status"])]).await;
    let north = house.add_member("nora@north.example", ("Nora", "North")).await;
    let chief = house.add("chief@north.example", ("Chief", "North"), Status::Active, Some(house.people().administrator)).await;
    let browser = house.browser_of(&tess).await;
    let answer = act(&browser, "archive", &[&north, &chief, &house.mia()], &[]).await;
    let page = browser.follow(answer.leads_to("/users")).await.says("1 user is archived. 2 skipped.");
    job_behind(&browser, &page).await.says("Mia Okafor Skipped Not yours to change").says("Chief North Skipped");
    assert_eq!(house.status_of(&north).await, "archived");
    assert_eq!(house.status_of(&chief).await, "active", "she has more than Tess");
    confirmed(&browser, "role", &[&house.mia()], &[]).await.is(403);
    // What she asked for is hers and the administrators' to see.
    let path = page.find(r#"href="(/jobs/[0-9a-f-]+)""#).expect("a link");
    house.browser_of(&house.mia()).await.get(&path).await.is(404);
    house.browser_of(&house.bo()).await.get(&path).await.is(200);
    house.browser_of(&house.bo()).await.get("/jobs").await.is(200).says("Archive: 3 users");
    house.browser_of(&house.mia()).await.get("/jobs").await.is(200).says("No jobs yet");
}

#[tokio::test]
async fn whom_one_does_not_see_is_as_good_as_nobody() {
    let house = House::new().await;
    let rule = json!({"email": {"_ends_with": "@north.example"}});
    let may = [permission("users", "read", rule.clone(), &["*"]), permission("users", "update", rule, &["status"])];
    let tess = house.tess(&may).await;
    let browser = house.browser_of(&tess).await;
    browser.get("/users").await.is(200);
    let nobody = crate::house::Person { id: Uuid::now_v7(), email: String::new(), name: String::new() };
    let answer = act(&browser, "suspend", &[&house.mia(), &nobody], &[]).await;
    let page = browser.follow(answer.is(303)).await.says("0 users are suspended. 2 skipped.");
    let job = job_behind(&browser, &page).await;
    assert_eq!(job.text().matches("Not there, or not for you to see").count(), 2);
    assert!(!job.body.contains(&house.mia().id.to_string()) && !job.text().contains("Mia"));
    assert_eq!(house.status_of(&house.mia()).await, "active");
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let house = House::new().await;
    let may = [permission("users", "read", json!({}), &["*"]), permission("users", "update", json!({}), &["*"])];
    let tess = house.tess(&may).await;
    house
        .force(&format!(
            "UPDATE roles SET admin_access = {} WHERE name = 'Tested'",
            if house.app.db.name() == "SQLite" { "1" } else { "true" }
        ))
        .await
        .expect("written");
    // She may do everything, but signs in by a program's kind of account: no administrator who is left.
    let browser = house.browser_of(&tess).await;
    house.force("UPDATE users SET expires_at = '2099-01-01T00:00:00+00:00' WHERE email = 'tess@acme.example'").await.expect("written");
    let answer = act(&browser, "suspend", &[&house.ada(), &house.bo()], &[]).await;
    let page = browser.follow(answer.is(303)).await.says("1 user is suspended. 1 skipped.");
    job_behind(&browser, &page).await.says("administrator");
    let member = house.people().member.to_string();
    let left = if house.status_of(&house.ada()).await == "active" { house.ada() } else { house.bo() };
    for (what, more) in [("role", vec![("role", member.as_str())]), ("archive", vec![]), ("end", vec![("until", "2098-01-01")])] {
        let answer = confirmed(&browser, what, &[&left], &more).await;
        browser.follow(answer.is(303)).await.says("1 skipped");
    }
    let user = house.user(&left).await;
    assert_eq!((user.status, user.role_id, user.expires_at), (Status::Active, Some(house.people().administrator), None));
}

#[tokio::test]
async fn roles_are_given_to_many_and_end_what_they_had() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = house.role("Editor", &[]).await;
    let pat = house.add("pat@acme.example", ("Pat", "Poe"), Status::Active, Some(editor)).await;
    let bo = house.browser_of(&house.bo()).await;
    ada.get("/users").await.is(200);
    let page =
        act(&ada, "role", &[&house.mia(), &pat, &house.bo(), &house.ada()], &[]).await.is(200).says("4 selected users").says("Change role");
    assert!(!page.input("job").is_empty());
    let editor = editor.to_string();
    let answer = confirmed(&ada, "role", &[&house.mia(), &pat, &house.bo(), &house.ada()], &[("role", &editor)]).await;
    let page = ada.follow(answer.leads_to("/users")).await.says("The roles of 2 users were changed. 2 skipped.");
    job_behind(&ada, &page).await.says("Pat Poe Skipped Nothing to do").says("You cannot change your own role");
    assert_eq!(house.user(&house.mia()).await.role_name.as_deref(), Some("Editor"));
    assert_eq!(house.user(&house.bo()).await.role_name.as_deref(), Some("Editor"));
    bo.get("/users").await.leads_to("/sign-in?next=%2Fusers");
    confirmed(&ada, "role", &[&pat], &[("role", &Uuid::now_v7().to_string())]).await.is(303);
    confirmed(&ada, "role", &[&pat], &[("role", "x")]).await.is(422).says("Choose");
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn many_come_into_a_group_and_leave_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let id = crew.rsplit('/').next().expect("an id").to_owned();
    crate::groups::change(&ada, &crew, "add", &[&house.bo()]).await;
    let answer = confirmed(&ada, "join", &[&house.mia(), &house.bo(), &house.ada()], &[("group", &id)]).await;
    ada.follow(answer.leads_to("/users")).await.says("2 users were added to the group. 1 skipped.");
    assert_eq!(crate::groups::members(&house, &crew).await.len(), 3);
    let answer = confirmed(&ada, "leave", &[&house.mia(), &house.ada()], &[("group", &id)]).await;
    ada.follow(answer.leads_to("/users")).await.says("2 users were removed from the group.");
    assert_eq!(crate::groups::members(&house, &crew).await, ["bo@acme.example"]);
    confirmed(&ada, "join", &[&house.mia()], &[("group", &Uuid::now_v7().to_string())]).await.is(404);
    confirmed(&ada, "join", &[&house.mia()], &[]).await.is(422);
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn invitations_go_out_again_and_sessions_and_accounts_end() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let ines = house.add("ines@north.example", ("Ines", "Sol"), Status::Invited, Some(house.people().member)).await;
    let mia = house.browser_of(&house.mia()).await;
    ada.get("/users").await.is(200);
    let answer = act(&ada, "resend", &[&ines, &house.mia()], &[]).await;
    ada.follow(answer.leads_to("/users")).await.says("1 invitation is on its way. 1 skipped.").never_says(">Undo<");
    assert!(house.mails().await.iter().any(|mail| mail.to.contains("ines@north.example")));
    let answer = confirmed(&ada, "sessions", &[&house.mia(), &ines, &house.ada()], &[]).await;
    ada.follow(answer.leads_to("/users")).await.says("The sessions of 1 user have ended. 2 skipped.").never_says(">Undo<");
    mia.get("/account").await.is(303);
    ada.get("/users").await.is(200);
    let answer = confirmed(&ada, "end", &[&house.mia(), &house.ada()], &[("until", "2099-12-31")]).await;
    let page = ada.follow(answer.leads_to("/users")).await.says("The end date of 1 user was changed. 1 skipped.");
    job_behind(&ada, &page).await.says("You cannot");
    assert!(house.user(&house.mia()).await.expires_at.is_some());
    confirmed(&ada, "end", &[&house.mia()], &[("until", "1999-12-31")]).await.is(422);
    confirmed(&ada, "end", &[&house.mia()], &[("until", "soon")]).await.is(422);
    let answer = confirmed(&ada, "end", &[&house.mia()], &[("until", "")]).await;
    ada.follow(answer.is(303)).await.says("The end date of 1 user was changed.");
    assert!(house.user(&house.mia()).await.expires_at.is_none());
    ada.get(&format!("/users/{}/activity", house.mia().id)).await.is(200).says("End date");
}

#[tokio::test]
async fn what_asks_for_a_proof_with_one_asks_with_many() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    crate::security::wait(&house);
    ada.get("/users").await.is(200);
    confirmed(&ada, "role", &[&house.mia()], &[("role", "none")]).await.is(401).says("Prove that it is you");
    confirmed(&ada, "sessions", &[&house.mia()], &[]).await.is(401);
    act(&ada, "suspend", &[&house.mia()], &[]).await.is(303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM jobs")).await, 1);
    // A key that no form of these hours has would stand before or behind all others for ever.
    for key in [uuid::Uuid::max(), uuid::Uuid::nil(), uuid::Uuid::from_u128(0x0000_0000_0001_7000_8000_0000_0000_0001)] {
        act(&ada, "suspend", &[&house.mia()], &[("job", &key.to_string())]).await.is(400);
    }
}
