//! What became of a table that was taken in: once, in the background where it is long, and taken back.

use std::fmt::Write;

use rolecall::sql;

use super::import::{apply, check, import, rows};
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};
use crate::security::{prove, wait};

#[tokio::test]
async fn whom_it_added_is_archived_again_by_undo_for_a_day() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let table = "email,first_name\nines@x.test,Ines\nyara@x.test,Yara\nmia@acme.example,Mimi\n";
    let page = import(&ada, table, &[]).await.says("2 users were added, 1 changed").says("Archive who was added");
    let undo = page.find(r#"action="(/jobs/[0-9a-f-]+/undo)""#).expect("a button");
    ada.post(&undo, &[]).await.is(303);
    let statuses = house.texts(sql!("SELECT status FROM users WHERE email_key LIKE '%@x.test'")).await;
    assert_eq!(statuses, ["archived", "archived"]);
    assert_eq!((house.user(&house.mia()).await.first_name.as_str(), house.status_of(&house.mia()).await.as_str()), ("Mimi", "active"));
    ada.post(&undo, &[]).await.is(409);
    // Not a day later, and not where nobody was added.
    let page = import(&ada, "email,first_name\nzoe@x.test,Zoe\n", &[]).await;
    let undo = page.find(r#"action="(/jobs/[0-9a-f-]+/undo)""#).expect("a button");
    house.app.clock.advance(chrono::TimeDelta::hours(25));
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&undo, &[]).await.is(409);
    let page = import(&ada, "email,first_name\nmia@acme.example,Mia\n", &[]).await;
    assert!(!page.body.contains("/undo\""), "nothing to take back");
    let job = ada.get("/jobs").await.find(r#"href="(/jobs/[0-9a-f-]+)""#).expect("the newest");
    ada.post(&format!("{job}/undo"), &[]).await.is(409);
}

#[tokio::test]
async fn taking_in_asks_for_a_proof_and_happens_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = check(&ada, "email\nines@x.test", &[]).await;
    let path = page.find(r#"action="(/users/import/[^"]+/apply)""#).expect("a button");
    wait(&house);
    let asked = ada.post(&path, &[]).await.is(401);
    assert_eq!(prove(&ada, &asked, PASSWORD).await.is(307).location(), path);
    let home = path.trim_end_matches("/apply");
    ada.post(&path, &[]).await.leads_to(home);
    ada.post(&path, &[]).await.leads_to(home);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'ines@x.test'")).await, 1);
    assert_eq!(house.number(sql!("SELECT count(*) FROM jobs WHERE kind = 'import.apply'")).await, 1);
    let page = ada.get(home).await.is(200).says("1 user was added, 0 changed").never_says("/apply");
    assert_eq!(rows(&page), ["2 ines@ x.test New"]);
}

#[tokio::test]
async fn a_long_table_is_a_job_of_the_background() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mut text = "email,first_name\n".to_owned();
    for n in 0..1_200 {
        writeln!(text, "u{n}@x.test,U{n}").expect("written");
    }
    // The same ones again, chunks later.
    text.push_str("u3@x.test,Again\nmia@acme.example,Mimi\n");
    check(&ada, &text, &[]).await;
    assert_eq!(house.number(sql!("SELECT total FROM imports")).await, 1_202);
    house
        .until("rows are looked at", async || house.number(sql!("SELECT count(*) FROM import_rows WHERE fate <> ''")).await == 1_202)
        .await;
    assert_eq!(house.number(sql!("SELECT count(*) FROM import_rows WHERE fate = 'wrong'")).await, 1);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%@x.test'")).await, 0);
    let page = house_page(&house, &ada).await;
    let path = page.find(r#"action="(/users/import/[^"]+/apply)""#).expect("a button");
    let home = ada.post(&path, &[]).await.is(303).location();
    house
        .until("rows are taken in", async || {
            house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%@x.test'")).await == 1_200
        })
        .await;
    house.until("the job is over", async || ada.get(&home).await.body.contains("1,200 users were added, 1 changed, 1 wrong")).await;
    // Wrong ones are named by the line of the file that they are in.
    let page = ada.get(&format!("{home}?show=wrong")).await.is(200);
    assert_eq!(rows(&page).len(), 1);
    assert!(rows(&page)[0].starts_with("1,202 "), "{:?}", rows(&page));
    assert_eq!(house.user(&house.mia()).await.first_name, "Mimi");
}

#[tokio::test]
async fn what_was_not_taken_in_is_not_said_to_be() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = check(&ada, "email\nines@x.test\nyara@x.test", &[]).await;
    // A password that is newer than what is asked: nothing is done in her name.
    let later = house.now() + chrono::TimeDelta::hours(1);
    let newer = sql!("UPDATE users SET password_changed_at = $2 WHERE id = $1", house.ada().id, later);
    house.app.db.run(newer).await.expect("written");
    apply(&ada, &page).await.says("Not all rows were taken in").says("0 users were added, 0 changed");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%@x.test'")).await, 0);
}

/// The page of the only table there is, once its rows are looked at.
async fn house_page(house: &House, ada: &Browser) -> Answer {
    let (id,): (uuid::Uuid,) = rolecall::db::Ask::one(&mut &house.app.db, sql!("SELECT id FROM imports")).await.expect("there");
    let path = format!("/users/import/{id}");
    house.until("the job is over", async || ada.get(&path).await.body.contains("id=\"apply\"")).await;
    ada.get(&path).await.is(200)
}
