//! Acts on many users: who may, whom it is done to, who is skipped and why, and the way back.

mod acts;
mod delete;
mod forms;
mod jobs;
mod undo;

use rolecall::access::Actor;
use rolecall::i18n::Words;
use rolecall::jobs::{NewJob, ask};
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

/// A job on nobody, which changes nothing.
pub async fn empty_job(house: &House) -> Uuid {
    let new = NewJob {
        id: Uuid::now_v7(),
        kind: "bulk",
        title: Words::new("jobs").into(),
        payload: json!({ "act": "suspend" }),
        can_undo: true,
        runner: None,
    };
    let mut write = house.app.db.write().await.expect("a turn");
    ask(&mut write, &Actor::cli(), &new, &[], house.now()).await.expect("asked");
    write.commit().await.expect("committed");
    new.id
}

/// Posts an act on these users, with more fields.
async fn act(browser: &Browser, act: &str, people: &[&Person], more: &[(&str, &str)]) -> Answer {
    let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
    let mut fields = vec![("act", act), ("list", "/users")];
    fields.extend(ids.iter().map(|id| ("id", id.as_str())));
    fields.extend(more);
    browser.post("/users/bulk", &fields).await
}

/// The same, having been asked.
async fn confirmed(browser: &Browser, what: &str, people: &[&Person], more: &[(&str, &str)]) -> Answer {
    let key = Uuid::now_v7().to_string();
    let more: Vec<(&str, &str)> = more.iter().copied().chain([("job", key.as_str())]).collect();
    act(browser, what, people, &more).await
}

/// The page of the job behind the notice of this page.
async fn job_behind(browser: &Browser, page: &Answer) -> Answer {
    let path = page.find(r#"href="(/jobs/[0-9a-f-]+)""#).expect("a link to the job");
    browser.get(&path).await.is(200)
}

/// So many active members, straight into the table.
async fn crowd(house: &House, many: usize) -> Vec<Person> {
    let mut people = Vec::with_capacity(many);
    for n in 0..many {
        people.push(
            house.add(&format!("p{n:04}@acme.example"), ("Person", &format!("{n:04}")), Status::Active, Some(house.people().member)).await,
        );
    }
    people
}

/// Many more, by copying one.
async fn multitude(house: &House, many: usize) {
    let seed = house.add_member("seed@many.example", ("Many", "Seed")).await;
    let mut write = house.app.db.write().await.expect("a turn");
    for n in 0..many {
        let email = format!("m{n:05}@many.example");
        write
            .run(sql!(
                "INSERT INTO users (id, status, status_since, email, email_key, first_name, name_key, search_text, role_id, password_hash, created_at, updated_at)
                 SELECT $2, status, status_since, $3, $3, $3, $3, $3, role_id, password_hash, created_at, updated_at FROM users WHERE id = $1",
                seed.id,
                Uuid::now_v7(),
                email
            ))
            .await
            .expect("added");
    }
    write.commit().await.expect("committed");
}

async fn statuses(house: &House, like: &str, status: &str) -> i64 {
    house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE $1 AND status = $2", like, status)).await
}

async fn is_whole(house: &House) -> bool {
    rolecall::audit::verify(&house.app.db).await.expect("read").is_ok()
}
