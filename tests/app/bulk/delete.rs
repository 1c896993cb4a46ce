//! Deleting many: each as one is, and what they answer for with them.

use chrono::TimeDelta;
use rolecall::access::Actor;
use rolecall::handover::{Heirs, delete_all};
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::{act, confirmed, job_behind, multitude};
use crate::access::permission;
use crate::browser::Answer;
use crate::handover::{KINDS, Left, item_of, wrong};
use crate::house::{House, Person};
use crate::leaving::{group_of, owner_of};
use crate::security::wait;

fn job_path(page: &Answer) -> String {
    page.find(r#"href="(/jobs/[0-9a-f-]+)""#).expect("a link to the job")
}

#[tokio::test]
async fn where_nobody_can_be_deleted_nobody_is_asked_to_type_anything() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let (mia, bo, dana) = (house.mia().id.to_string(), house.bo().id.to_string(), dana.id.to_string());
    let ask = |ids: &[&str]| {
        let ids = ids.iter().map(|id| ("id", (*id).to_owned()));
        ids.chain([("act", "delete".to_owned()), ("list", "/users?q=a".to_owned())]).collect::<Vec<_>>()
    };
    let post = async |ids: &[&str]| {
        let fields = ask(ids);
        ada.post("/users/bulk", &fields.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>()).await
    };
    let answer = post(&[&mia, &bo]).await.leads_to("/users?q=a");
    ada.follow(answer).await.says("None of them can be deleted for good: archive them first");
    post(&[&mia, &dana]).await.is(200).says("Type");
    // Whose status is hidden is asked about: the answer tells nothing of it.
    let clerk = [permission("users", "read", json!({}), &["email"]), permission("users", "delete", json!({}), &["*"])];
    let tess = house.browser_of(&house.tess(&clerk).await).await;
    let fields = ask(&[&mia, &bo]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    tess.post("/users/bulk", &fields).await.is(200).says("Type");
    let matching = [("act", "delete"), ("scope", "matching"), ("list", "/users?q=acme")];
    tess.post("/users/bulk", &matching).await.is(200).says("Type");
}

#[tokio::test]
async fn many_are_judged_each_by_themselves() {
    let house = House::new().await;
    let clerk = [permission("users", "read", json!({}), &["*"]), permission("users", "delete", json!({}), &["*"])];
    let tess = house.tess(&clerk).await;
    let boss = house.add("boss@acme.example", ("Boss", "Gone"), Status::Archived, Some(house.people().administrator)).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let browser = house.browser_of(&tess).await;
    browser.get("/users").await.is(200);
    let answer = confirmed(&browser, "delete", &[&boss, &dana, &tess], &[("confirm", "3")]).await.leads_to("/users");
    let page = browser.follow(answer).await.says("1 user is deleted for good. 2 skipped.");
    job_behind(&browser, &page).await.says("Boss Gone Skipped").says("You cannot suspend, archive or delete yourself");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE id IN ($1, $2)", boss.id, dana.id)).await, 1);
    // Whose status is another one since it was asked for is not who was asked about.
    let late = house.add("late@acme.example", ("Late", "Comer"), Status::Archived, None).await;
    let asked_at = house.now() - TimeDelta::minutes(5);
    let mut write = house.app.db.write().await.expect("a turn");
    let fates = delete_all(&mut write, &Actor::cli(), &[late.id], &Heirs::new(), asked_at, house.now()).await.expect("judged");
    write.commit().await.expect("committed");
    assert!(fates[0].outcome.is_err());
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE id = $1", late.id)).await, 1);
}

#[tokio::test]
async fn many_are_deleted_as_one_is() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let left = Left::behind(&house, &ada).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let people = [&left.arno, &dana, &house.mia()];
    let mut page = act(&ada, "delete", &people, &[]).await.is(200).says("3 selected users").says("This cannot be taken back");
    for title in ["Groups to hand over", "Service accounts", "Shared views", "Pending invitations", "Items of other applications"] {
        page = page.says(title);
    }
    let page = confirmed(&ada, "delete", &people, &[("everything_to", "bo@acme.example"), ("confirm", "2")]).await.is(422);
    assert_eq!((wrong(&page), page.input("everything_to").as_str()), (vec!["confirm".to_owned()], "bo@acme.example"));
    let page = confirmed(&ada, "delete", &people, &[("groups", "release"), ("confirm", "3")]).await.is(422);
    assert_eq!(wrong(&page), KINDS[1..]);
    assert_eq!(house.number(sql!("SELECT count(*) FROM jobs")).await, 0);
    let fields = [("everything_to", "bo@acme.example"), ("groups", "release"), ("confirm", "3")];
    wait(&house);
    confirmed(&ada, "delete", &people, &fields).await.is(401);
    let ada = house.browser_of(&house.ada()).await;
    let answer = confirmed(&ada, "delete", &people, &fields).await.leads_to("/users");
    let page = ada.follow(answer).await.says("2 users are deleted for good. 1 skipped.");
    let job = job_behind(&ada, &page).await.says("Mia Okafor").says("Archive the user first");
    assert!(!job.body.contains("/undo"), "nothing brings them back");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE id IN ($1, $2)", left.arno.id, dana.id)).await, 0);
    let bo = "bo@acme.example";
    assert_eq!(left.owners(&house).await, ["", bo, bo, bo, bo]);
    let file = ada.get(&format!("{}/results.csv", job_path(&page))).await.is(200);
    assert!(file.body.contains("Arno Haas") && file.body.contains("Dana Reed"), "{}", file.body);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn a_whole_list_is_deleted_by_a_job() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    multitude(&house, 620).await;
    house.app.db.run(sql!("UPDATE users SET status = 'archived' WHERE email_key LIKE '%@many.example'")).await.expect("written");
    let seed = house.texts(sql!("SELECT email FROM users WHERE email_key LIKE 'm00007%'")).await.remove(0);
    let id = rolecall::users::store::find_by_email(&house.app.db, &seed).await.expect("read").expect("there").id;
    let crew = group_of(&house, "Crew", &Person { id, email: seed, name: String::new() }).await;
    let list = ("list", "/users?status=archived,active&q=many.example");
    house.app.db.run(sql!("UPDATE users SET status = 'active' WHERE email_key LIKE 'm0001%'")).await.expect("written");
    let page = ada.post("/users/bulk", &[("act", "delete"), ("scope", "matching"), list]).await.is(200);
    let page = page.says("Groups to hand over").says("Type how many users these are").never_says("Shared views");
    let key = page.input("job");
    let fields = [("act", "delete"), ("scope", "matching"), list, ("job", &key), ("confirm", "611"), ("groups", "hand")];
    let page = ada.post("/users/bulk", &fields).await.is(422);
    assert_eq!(wrong(&page), ["groups_to"]);
    let fields = [&fields[..], &[("groups_to", "bo@acme.example")]].concat();
    let job = ada.post("/users/bulk", &fields).await.is(303).location();
    house.until("it is done", async || ada.get(&job).await.text().contains("611 of 611")).await;
    // Sent once more, it is the same job, whoever is left.
    ada.post("/users/bulk", &fields).await.leads_to(list.1);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%@many.example'")).await, 10, "who is active stays");
    assert_eq!(owner_of(&house, "teams", crew).await, "bo@acme.example");
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'user.delete'")).await, 611);
    ada.get(&job).await.is(200).says("Skipped 0");
}

#[tokio::test]
async fn who_answers_for_what_was_not_asked_about_stays_and_so_does_it() {
    let house = House::new().await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Archived, None).await;
    let (crew, item) = (group_of(&house, "Crew", &arno).await, item_of(&house, "Sales", &arno).await);
    let heirs: Heirs = serde_json::from_value(json!({ "groups": house.bo().id })).expect("heirs");
    let mut write = house.app.db.write().await.expect("a turn");
    let fates = delete_all(&mut write, &Actor::cli(), &[arno.id, dana.id], &heirs, house.now(), house.now()).await.expect("judged");
    write.commit().await.expect("committed");
    let done: Vec<bool> = fates.iter().map(|fate| fate.outcome.is_ok()).collect();
    assert_eq!(done, [false, true], "the item was nobody's to release");
    assert_eq!(owner_of(&house, "teams", crew).await, "arno@acme.example", "nor does a part of it go");
    assert_eq!(house.number(sql!("SELECT count(*) FROM items WHERE id = $1 AND user_id = $2", item, arno.id)).await, 1);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE id IN ($1, $2)", arno.id, dana.id)).await, 1);
    assert!(!house.actions().await.contains(&"group.edit".to_owned()));
}
