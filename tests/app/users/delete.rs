//! Deleting for good: archived people and drafts only, typed out, and the trail keeps the name.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;

use crate::house::House;
use crate::invitations::{invite, join};

#[tokio::test]
async fn only_after_typing_the_address() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let arno = house.add("Arno@acme.example", ("Arno", "Haas"), Status::Archived, Some(house.people().member)).await;
    let delete = format!("/users/{}/delete", arno.id);
    ada.get(&delete).await.is(200).says("This cannot be undone").says("Arno@acme.example");
    for wrong in ["", "yes", "mia@acme.example", "arno"] {
        ada.post(&delete, &[("confirm", wrong)]).await.is(422).says("Type Arno@acme.example to confirm");
    }
    ada.get(&delete).await.is(200);
    let answer = ada.post(&delete, &[("confirm", " arno@ACME.example ")]).await.leads_to("/users");
    ada.follow(answer).await.says("Arno Haas is deleted for good.");
    ada.get(&format!("/users/{}", arno.id)).await.is(404);
    ada.post(&delete, &[("confirm", "arno@acme.example")]).await.is(404);
    ada.get("/audit").await.says("Deleted for good: Arno Haas");
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    // The address is free again, and nothing of the old person comes back.
    let answer = ada.post("/users/new", &[("email", "arno@acme.example")]).await.is(303);
    ada.follow(answer).await.says("Draft").never_says("Haas");
}

#[tokio::test]
async fn only_who_is_archived_or_was_never_in() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for status in Status::ALL {
        let person = house.add(&format!("{}@acme.example", status.name()), (status.name(), ""), status, None).await;
        let answer = ada.post(&format!("/users/{}/delete", person.id), &[("confirm", &person.email)]).await;
        let may = [Status::Archived, Status::Draft].contains(&status);
        assert_eq!(answer.status, if may { 303 } else { 409 }, "{status:?}");
        assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE id = $1", person.id)).await, i64::from(!may), "{status:?}");
    }
}

#[tokio::test]
async fn a_member_deletes_nobody() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    mia.get(&format!("/users/{}/delete", arno.id)).await.is(404);
    mia.post(&format!("/users/{}/delete", arno.id), &[("confirm", "arno@acme.example")]).await.is(404);
    mia.post(&format!("/users/{}/delete", house.mia().id), &[("confirm", "mia@acme.example")]).await.is(403);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 4);
}

#[tokio::test]
async fn whoever_invited_or_changed_others_can_be_deleted_too() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let answer = bo.post("/users/new", &[("email", "ines@north.example")]).await.is(303);
    let ines = answer.location();
    bo.post(&format!("{ines}/invitation"), &[("act", "send")]).await.is(303);
    let gone = format!("/users/{}", house.bo().id);
    ada.post(&format!("{gone}/status"), &[("status", "archived")]).await.is(303);
    ada.post(&format!("{gone}/delete"), &[("invitations", "release"), ("confirm", "bo@acme.example")]).await.is(303);
    ada.get(&ines).await.is(200);
    let link = house.mails().await[0].link();
    house.browser().get(&link).await.is(200).says("Bo Lindqvist invited ines@north.example");
}

#[tokio::test]
async fn nothing_but_the_trail_remembers_who_is_gone() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    // Somebody who was invited, asked for another link, joined, invited and suspended others, and mistyped their password.
    let link = invite(&ada, &house, "Ines Sol <ines@north.example>").await.remove(0);
    house.app.clock.advance(TimeDelta::days(8));
    house.browser().get(&link).await.is(410);
    let stranger = house.browser();
    stranger.get(&link).await;
    stranger.post(&format!("{link}/ask"), &[]).await.is(200);
    let ada = house.browser_of(&house.ada()).await;
    let id = rolecall::users::store::find_by_email(&house.app.db, "ines@north.example").await.expect("read").expect("invited").id;
    ada.post(&format!("/users/{id}/role"), &[("role", &house.people().administrator.to_string())]).await.is(303);
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = house.browser();
    join(&ines, &link).await.is(303);
    ines.get("/users").await.is(200);
    invite(&ines, &house, "kim@north.example").await;
    ines.post(&format!("/users/{}/status", house.mia().id), &[("status", "suspended")]).await.is(303);
    let wrong = house.browser();
    wrong.get("/sign-in").await.is(200);
    for _ in 0..7 {
        wrong.post("/sign-in", &[("email", "ines@north.example"), ("password", "incorrect horse")]).await;
    }
    house.mails().await;
    let kept = async || {
        let mut kept = Vec::new();
        for table in TABLES {
            let text = crate::audit::dump(&house, table).await.to_lowercase();
            if ["ines@north.example", &id.to_string(), &id.simple().to_string()].iter().any(|trace| text.contains(*trace)) {
                kept.push(table);
            }
        }
        kept
    };
    for table in ["attempts", "throttles", "outbox", "users"] {
        assert!(kept().await.contains(&table), "{table} knows them");
    }
    ada.post(&format!("/users/{id}/status"), &[("status", "archived")]).await.is(303);
    ada.post(&format!("/users/{id}/delete"), &[("invitations", "release"), ("confirm", "ines@north.example")]).await.leads_to("/users");
    assert_eq!(kept().await, [""; 0]);
    ada.get("/audit").await.says("Deleted for good: Ines Sol");
}

/// All but the trail, which keeps the name as it was.
const TABLES: [&str; 19] = [
    "settings",
    "roles",
    "permissions",
    "users",
    "user_counts",
    "teams",
    "team_members",
    "grants",
    "invitations",
    "links",
    "sessions",
    "tokens",
    "recovery_codes",
    "attempts",
    "throttles",
    "outbox",
    "form_keys",
    "jobs",
    "job_items",
];
