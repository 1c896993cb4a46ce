//! "Can they sign in?": the answer names what is in the way and what helps, and its sign never contradicts it.

use rolecall::sql;
use rolecall::users::Status;

use super::{group, join, new_role};
use crate::browser::Answer;
use crate::house::{House, PASSWORD};

/// The tone of the answer, its sign and its words.
fn verdict(page: &Answer) -> (String, String, String) {
    let part = |pattern: &str| page.find(pattern).unwrap_or_default();
    (
        part(r#"<div class="verdict (\w+)">"#),
        part(r#"<div class="verdict \w+"><svg[^>]*><use href="[^"]*#([\w-]+)""#),
        part(r#"<p class="answer">([^<]+)</p>"#),
    )
}

#[tokio::test]
async fn the_answer_says_why_not_and_what_helps() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = Some(house.people().member);
    let pages_off = "UPDATE roles SET app_access = false WHERE name = 'Member'";
    for (status, role, statement, sign, says) in [
        (Status::Active, member, "", "active", "Yes, Kim can sign in."),
        (Status::Suspended, member, "", "suspended", "No, because Kim is suspended. Activate to let them in."),
        (Status::Archived, member, "", "archived", "No, because Kim is archived. Restore first."),
        (Status::Invited, member, "", "invited", "No, because Kim has not accepted the invitation yet. Send it again"),
        (Status::Draft, member, "", "draft", "No, because Kim has not been invited yet. Send the invitation."),
        (Status::Active, None, "", "stop", "No, because Kim has no role. Choose one"),
        (Status::Active, member, pages_off, "stop", "No, because the role Member of Kim may not use these pages. Choose another role."),
        (
            Status::Active,
            member,
            "UPDATE users SET password_hash = NULL WHERE email_key LIKE 'kim%'",
            "stop",
            "No, because Kim has no password. Set a temporary one.",
        ),
    ] {
        let n = house.number(sql!("SELECT count(*) FROM users")).await;
        let kim = house.add(&format!("kim{n}@acme.example"), ("Kim", "Lee"), status, role).await;
        if !statement.is_empty() {
            house.force(statement).await.expect("written");
        }
        let page = ada.get(&format!("/users/{}", kim.id)).await.is(200);
        let (tone, shown, words) = verdict(&page);
        assert!(words.starts_with(says), "{words:?} is not {says:?}");
        assert_eq!((tone.as_str(), shown.as_str()), (if sign == "active" { "yes" } else { "no" }, sign), "{says}");
        house.force("UPDATE roles SET app_access = true WHERE name = 'Member'").await.expect("written");
    }
}

#[tokio::test]
async fn the_role_that_lets_them_in_is_named_with_the_way_they_have_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = new_role(&house, "Editor", &[]).await;
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Active, None).await;
    let profile = format!("/users/{}", kim.id);
    ada.get(&profile).await.says("Has no role, so there is nothing to sign in to");

    let until = house.now() + chrono::TimeDelta::days(10);
    let grant = sql!(
        "INSERT INTO grants (id, user_id, role_id, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)",
        uuid::Uuid::now_v7(),
        kim.id,
        editor,
        until,
        house.now()
    );
    house.app.db.run(grant).await.expect("written");
    let granted = "Was granted a role that may use these pages: Editor";
    ada.get(&profile).await.says("Yes, Kim can sign in.").says(&format!("{granted}, until"));
    house.force("UPDATE grants SET expires_at = NULL").await.expect("written");
    ada.get(&profile).await.says(granted).never_says("Editor, until");
    // Which the temporary password knows too.
    ada.post(&format!("{profile}/password"), &[]).await.is(200).never_says("has no role");

    join(&house, group(&house, "Newsroom", &[editor]).await, &kim).await;
    house.force("DELETE FROM grants").await.expect("written");
    ada.get(&profile).await.says("Has a role that may use these pages: Editor, through the group Newsroom");

    // Only from some networks, when that is so of every role that opens the pages.
    ada.get(&profile).await.never_says("May use these pages only from");
    house.force("UPDATE roles SET ip_allow = '[\"10.0.0.0/8\", \"192.0.2.7/32\"]' WHERE name = 'Editor'").await.expect("written");
    ada.get(&profile).await.says("Yes, Kim can sign in.").says("May use these pages only from 10.0.0.0/8, 192.0.2.7/32");
    ada.post(&format!("{profile}/role"), &[("role", &house.people().member.to_string())]).await.is(303);
    ada.get(&profile).await.says("pages: Member").never_says("May use these pages only from");
}

#[tokio::test]
async fn a_role_is_named_only_to_those_who_see_that_way() {
    let house = House::new().await;
    let editor = new_role(&house, "Editor", &[]).await;
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Active, None).await;
    join(&house, group(&house, "Newsroom", &[editor]).await, &kim).await;
    house.force("UPDATE roles SET ip_allow = '[\"10.0.0.0/8\"]' WHERE name = 'Editor'").await.expect("written");
    for (n, (fields, says)) in [
        (&["first_name", "status", "role"][..], "Has a role that may use these pages"),
        (&["first_name", "status", "groups"], "Has a role that may use these pages: Editor, through the group Newsroom"),
    ]
    .into_iter()
    .enumerate()
    {
        let reads = new_role(&house, &format!("Reads {n}"), &[("users", "read", serde_json::json!({}), fields)]).await;
        let reader = house.add(&format!("r{n}@acme.example"), ("Rea", "Der"), Status::Active, Some(reads)).await;
        let page = house.browser_of(&reader).await.get(&format!("/users/{}", kim.id)).await.is(200).says(says);
        assert_eq!(page.text().contains("Newsroom"), fields.contains(&"groups"));
        assert!(!page.text().contains("10.0.0.0/8"), "{}", page.text());
    }
}

#[tokio::test]
async fn someone_blocked_after_wrong_passwords_can_be_let_in_at_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (profile, eve) = (format!("/users/{}", house.mia().id), house.browser());
    ada.get(&profile).await.says("Sign-in not blocked");
    eve.get("/sign-in").await;
    for _ in 0..8 {
        eve.post("/sign-in", &[("email", "mia@acme.example"), ("password", "not hers")]).await;
    }
    let page = ada.get(&profile).await.is(200).says("Locked until").says("after 5 wrong passwords").says("Unlock");
    let (tone, sign, words) = verdict(&page);
    assert_eq!((tone.as_str(), sign.as_str()), ("no", "stop"), "{words}");
    assert!(words.starts_with("Not before ") && words.contains("Unlock to let Mia in now"), "{words}");
    ada.post(&format!("{profile}/unlock"), &[]).await.leads_to(&profile);
    ada.get(&profile).await.says("Mia Okafor can try again at once").says("Yes, Mia can sign in.");
    eve.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).await.is(303);
}

#[tokio::test]
async fn the_timeline_tells_of_changes_and_not_of_every_sign_in() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let profile = format!("/users/{}", house.mia().id);
    ada.post(&format!("{profile}/status"), &[("status", "suspended")]).await.is(303);
    ada.post(&format!("{profile}/status"), &[("status", "active")]).await.is(303);
    for _ in 0..3 {
        house.browser_of(&house.mia()).await.post("/sign-out", &[]).await.is(303);
    }
    let page = ada.get(&profile).await.is(200);
    let timeline = page.find(r#"(?s)<ol class="timeline">(.*?)</ol>"#).expect("a timeline");
    assert!(timeline.contains("Suspended") && !timeline.contains("Signed"), "{timeline}");
    // Their attempts stand with the answer above, and everything in the trail.
    page.says("Last five attempts");
    ada.get(&format!("/audit?user={}", house.mia().id)).await.says("Signed out");
}

#[tokio::test]
async fn whoever_has_no_name_has_given_none() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let long = format!("{}@{}.example", "x".repeat(60), "y".repeat(60));
    let kim = house.add(&long, ("", ""), Status::Active, None).await;
    let page = ada.get(&format!("/users/{}", kim.id)).await.is(200);
    assert_eq!(page.find(r#"<dt>Name</dt><dd><span class="muted">([^<]+)</span>"#).as_deref(), Some("Not given"));
    let breakable = long.replace('@', "@<wbr>");
    assert!(page.body.contains(&format!("<h1><bdi>{breakable}</bdi></h1>")), "a long address may break");
}

#[tokio::test]
async fn the_reasons_say_who_and_when_and_where_from() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    let profile = format!("/users/{}", mia.id);
    let says = async |words: &str| drop(ada.get(&profile).await.is(200).says(words));
    says("Two-factor is off, and not required").await;
    house.force("UPDATE roles SET require_2fa = true WHERE name = 'Member'").await.expect("written");
    says("Two-factor is required, and set up at the next sign-in").await;
    house.force("UPDATE users SET totp_enabled_at = created_at").await.expect("written");
    says("Two-factor is on").await;
    house.force("UPDATE users SET totp_enabled_at = NULL").await.expect("written");
    house.force("UPDATE roles SET require_2fa = false WHERE name = 'Member'").await.expect("written");

    ada.post(&format!("{profile}/must-change"), &[("must_change", "on")]).await.is(303);
    says("Password set; it must be changed at the next sign-in").await;
    house.browser_of(&mia).await.get("/account").await.leads_to("/account/password");
    ada.post(&format!("{profile}/must-change"), &[]).await.is(303);
    says("Password set").await;

    house.force("UPDATE roles SET ip_allow = '[\"10.0.0.0/8\"]' WHERE name = 'Member'").await.expect("written");
    says("Yes, Mia can sign in.").await;
    let eve = house.browser();
    eve.get("/sign-in").await;
    eve.post("/sign-in", &[("email", &mia.email), ("password", PASSWORD)]).await.is(422);
    says("Not from 127.0.0.1, where the last try came from: Mia may only from 10.0.0.0/8.").await;
    house.force("UPDATE roles SET ip_allow = '[]' WHERE name = 'Member'").await.expect("written");

    ada.post(&format!("{profile}/status"), &[("status", "suspended"), ("reason", "on leave")]).await.is(303);
    let page = ada.get(&profile).await.says("Suspended by Ada Abara on").is(200);
    assert!(page.text().matches("on leave").count() > 1, "{}", page.text());
    house.force("UPDATE users SET status = 'active', kind = 'service' WHERE email_key = 'mia@acme.example'").await.expect("written");
    says("Can programs use it? No, because Mia has no token that works.").await;
    let ines = house.add("ines@north.example", ("Ines", "Sol"), Status::Invited, Some(house.people().member)).await;
    let invitation = sql!(
        "INSERT INTO invitations (id, user_id, invited_by_name, language, sent_at, expires_at, created_at) VALUES ($1, $2, 'Ada', 'en', $3, $3, $3)",
        uuid::Uuid::now_v7(),
        ines.id,
        house.now()
    );
    house.app.db.run(invitation).await.expect("written");
    ada.get(&format!("/users/{}", ines.id)).await.says("No, because the invitation of Ines ended on");
}

#[tokio::test]
async fn a_password_that_is_disabled_is_not_unlocked_but_replaced() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let profile = format!("/users/{}", house.mia().id);
    let row = sql!(
        "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ('password/mia@acme.example', 100, $1, $2)",
        house.now(),
        house.now() + chrono::TimeDelta::days(36_000)
    );
    house.app.db.run(row).await.expect("written");
    let page = ada.get(&profile).await.is(200).says("Password disabled after 100 wrong ones").says("Set a new password");
    assert!(!page.body.contains("/unlock"), "a link helps, nothing else");
    let answer = ada.post(&format!("{profile}/unlock"), &[]).await.is(303);
    ada.follow(answer).await.says("Send a link to a new one").says("Password disabled");
    ada.post(&format!("{profile}/password"), &[]).await.is(200);
    ada.get(&profile).await.says("Yes, Mia can sign in.");
}
