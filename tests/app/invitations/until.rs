//! Invited until a day: by whoever may set end dates, kept from the first page to the last; past it no link lets anybody in.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::{JOIN, fields, invite, join, links, post, with};
use crate::access::permission;
use crate::house::House;

async fn ends(house: &House, name: &str) -> Option<String> {
    let email = format!("{name}@north.example");
    house.texts(sql!("SELECT CAST(expires_at AS text) FROM users WHERE email_key = $1 AND expires_at IS NOT NULL", email)).await.pop()
}

fn until(fields: &[(String, String)], act: &str, day: &str) -> Vec<(String, String)> {
    let mut fields = with(fields, "act", act);
    fields.push(("until".into(), day.into()));
    fields
}

#[tokio::test]
async fn whom_one_invites_until_a_day_has_access_until_then() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let draft = house.add("dana@north.example", ("Dana", "Reed"), Status::Draft, Some(house.people().member)).await;
    ada.get("/users/invite").await.is(200).says("Access ends on");
    let list = fields(&ada, &house, "ines@north.example dana@north.example").await;
    for wrong in ["2020-01-31", "soon"] {
        let page = post(&ada, &until(&list, "check", wrong)).await.is(422).says("There is a problem");
        assert_eq!(page.input("until"), wrong);
    }
    let page = post(&ada, &until(&list, "check", "2099-12-31")).await.is(200).says("Their access ends with 31 Dec 2099.");
    assert_eq!(page.input("until"), "2099-12-31");
    let back = post(&ada, &until(&list, "change", "2099-12-31")).await.is(200);
    assert_eq!(back.input("until"), "2099-12-31");
    let link = links(&post(&ada, &until(&list, "send", &page.input("until"))).await.is(200)).remove(0);
    for name in ["ines", "dana"] {
        assert!(ends(&house, name).await.expect("an end").contains("22:59:59"), "{name}");
    }
    ada.get(&format!("/users/{}/invitation", draft.id)).await.is(200).says("End date 31 Dec 2099");
    join(&house.browser(), &link).await.leads_to("/");
    assert!(ends(&house, "ines").await.is_some(), "joining takes nothing of it away");
    // Without one, what somebody has stays.
    house.app.clock.advance(TimeDelta::minutes(2));
    invite(&ada, &house, "dana@north.example otto@north.example").await;
    assert_eq!((ends(&house, "dana").await.is_some(), ends(&house, "otto").await), (true, None));
}

#[tokio::test]
async fn who_may_not_set_end_dates_invites_without() {
    let house = House::new().await;
    let may = [
        permission("users", "read", json!({}), &["*"]),
        permission("invitations", "create", json!({}), &["*"]),
        permission("invitations", "read", json!({}), &["*"]),
    ];
    let person = house.tess(&may).await;
    let tess = house.browser_of(&person).await;
    tess.get("/users/invite").await.is(200).never_says("Access ends on");
    let list = with(&fields(&tess, &house, "ines@north.example").await, "role", "");
    for act in ["check", "send"] {
        post(&tess, &until(&list, act, "2099-12-31")).await.is(403).says("Users: Change – End date");
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'ines@north.example'")).await, 0);
    // Of those whom they may: whoever is out of reach keeps the whole list from going.
    let role = house.user(&person).await.role_id.expect("a role");
    house.permit(role, permission("users", "update", json!({"email": {"_starts_with": "ines"}}), &["expires_at"])).await;
    let both = with(&list, "emails", "ines@north.example otto@north.example");
    post(&tess, &until(&both, "send", "2099-12-31")).await.is(422).says("There is a problem");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%north.example'")).await, 0);
    post(&tess, &until(&list, "send", "2099-12-31")).await.is(200);
    assert!(ends(&house, "ines").await.is_some());
}

#[tokio::test]
async fn a_link_past_the_end_of_its_user_lets_nobody_in() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let past = house.now() - TimeDelta::minutes(1);
    house.app.db.run(sql!("UPDATE users SET expires_at = $1 WHERE email_key = 'ines@north.example'", past)).await.expect("written");
    let eve = house.browser();
    eve.get(&link).await.says("This invitation is no longer valid");
    let answer = eve.post(&link, &JOIN).await;
    assert_ne!(answer.status, 303);
    assert_eq!(house.texts(sql!("SELECT status FROM users WHERE email_key = 'ines@north.example'")).await, ["invited"]);
    // Nor is another one sent before the date is changed.
    house.app.clock.advance(TimeDelta::minutes(2));
    let ines = house.texts(sql!("SELECT subject_name FROM audit_events WHERE action = 'invitation.send'")).await.remove(0);
    let list = fields(&ada, &house, &ines).await;
    post(&ada, &list).await.is(422).says("The end date of ines@north.example has passed");
    post(&ada, &until(&list, "send", "2099-12-31")).await.is(200);
    assert!(ends(&house, "ines").await.expect("an end").starts_with("2099"));
}
