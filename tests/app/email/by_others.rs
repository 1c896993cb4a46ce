//! Somebody else's address: set at once, or asked to be proven, by whoever may.

use rolecall::sql;
use rolecall::users::Status;

use super::{NEW, address_of, desk, kim, newest_to, post, refused, signs_in, waiting};
use crate::access::permission;
use crate::house::{House, PASSWORD};
use crate::invitations::invite;
use crate::security::{prove, wait};

#[tokio::test]
async fn an_address_changed_at_once_is_not_verified_ends_what_was_open_and_is_told_to_both() {
    let house = House::new().await;
    let mia = house.mia();
    house.app.db.run(sql!("UPDATE users SET email_verified_at = $2 WHERE id = $1", mia.id, house.now())).await.expect("written");
    let (ada, theirs) = (house.browser_of(&house.ada()).await, house.browser_of(&mia).await);
    let (_, reset) = rolecall::credentials::recovery_link(&house.app, &mia.email).await.expect("made");
    let reset = reset.strip_prefix(crate::house::PUBLIC_URL).expect("ours").to_owned();
    let path = format!("/users/{}/email", mia.id);
    ada.get(&format!("/users/{}", mia.id)).await.is(200).says("Verified").says("Change E-mail");
    ada.get(&path).await.is(200).says("Change the e-mail address of Mia Okafor").says("Change at once").says("Ask for a proof");
    post(&ada, &mia, "change", "mia@north.example").await.leads_to(&format!("/users/{}", mia.id));
    ada.get(&format!("/users/{}", mia.id)).await.is(200).says("Not verified").says("The address is mia@north.example from now on");
    assert!(house.user(&mia).await.email_verified_at.is_none());
    theirs.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    house.browser().get(&reset).await.is(410);
    assert!(signs_in(&house, "mia@north.example").await && !signs_in(&house, &mia.email).await);
    let mails = house.mails().await;
    let told: Vec<&str> = mails.iter().filter(|mail| mail.subject.contains("was changed")).map(|mail| mail.to.as_str()).collect();
    assert_eq!(told, ["\"Mia Okafor\" <mia@acme.example>", "\"Mia Okafor\" <mia@north.example>"]);
    assert!(mails[0].text.contains("Done by Ada Abara") && !mails[0].text.contains("127.0.0.1"), "{}", mails[0].text);
    assert!(house.actions().await.contains(&"email.change".to_owned()));
}

#[tokio::test]
async fn a_proof_asked_of_somebody_is_theirs_to_give() {
    let house = House::new().await;
    let mia = house.mia();
    let (ada, theirs) = (house.browser_of(&house.ada()).await, house.browser_of(&mia).await);
    post(&ada, &mia, "ask", "mia@north.example").await.leads_to(&format!("/users/{}/email", mia.id));
    let page = ada.get(&format!("/users/{}/email", mia.id)).await.is(200).says("A mail with a link went to mia@north.example");
    assert!(!page.body.contains("/email/") || page.find("/email/[A-Za-z0-9_-]{40}").is_none(), "the link is for whom it was sent to");
    ada.get(&format!("/users/{}", mia.id)).await.is(200).says("mia@north.example waits for its proof");
    let mails = house.mails().await;
    assert!(mails.len() == 1 && mails[0].text.contains("Done by Ada Abara"), "{}", mails[0].text);
    let link = newest_to(&house, "mia@north.example").await;
    ada.post(&link, &[]).await.is(403);
    assert_eq!(address_of(&house, &mia).await, mia.email);
    // Without the right to ask for it herself.
    theirs.get("/account").await.is(200).says("waits for its proof").never_says("Cancel the change");
    theirs.post(&link, &[]).await.leads_to("/account");
    let user = house.user(&mia).await;
    assert!(user.email == "mia@north.example" && user.email_verified_at.is_some());
}

#[tokio::test]
async fn whoever_asked_for_it_cancels_it_on_the_profile() {
    let house = House::new().await;
    let mia = house.mia();
    let (ada, theirs) = (house.browser_of(&house.ada()).await, house.browser_of(&mia).await);
    post(&ada, &mia, "ask", "mia@north.example").await.is(303);
    let link = newest_to(&house, "mia@north.example").await;
    ada.get(&format!("/users/{}", mia.id)).await.is(200).says("Cancel the change");
    ada.post(&format!("/users/{}/email", mia.id), &[("act", "cancel")]).await.leads_to(&format!("/users/{}", mia.id));
    theirs.post(&link, &[]).await.is(410);
    // A change at once ends one that waits, too.
    house.app.clock.advance(chrono::TimeDelta::seconds(61));
    post(&ada, &mia, "ask", "mia2@north.example").await.is(303);
    house.app.clock.advance(chrono::TimeDelta::seconds(61));
    post(&ada, &mia, "change", "mia3@north.example").await.is(303);
    assert!(waiting(&house).await.is_empty());
}

#[tokio::test]
async fn both_ask_for_a_fresh_proof_of_who_acts() {
    let house = House::new().await;
    let (mia, ada) = (house.mia(), house.browser_of(&house.ada()).await);
    wait(&house);
    for act in ["ask", "change"] {
        post(&ada, &mia, act, "mia@north.example").await.is(401);
    }
    assert!(waiting(&house).await.is_empty() && house.mails().await.is_empty());
    assert_eq!(address_of(&house, &mia).await, mia.email);
    let asked = post(&ada, &mia, "change", "mia@north.example").await.is(401);
    prove(&ada, &asked, PASSWORD).await.is(307);
    post(&ada, &mia, "change", "mia@north.example").await.is(303);
}

#[tokio::test]
async fn who_was_invited_has_to_be_invited_again_and_a_draft_changes_freely() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = rolecall::users::store::find_by_email(&house.app.db, "ines@north.example").await.expect("read").expect("invited");
    let ines = crate::house::Person { id: ines.id, email: ines.email, name: String::new() };
    let path = format!("/users/{}/email", ines.id);
    ada.get(&path).await.is(200).says("send it again afterwards").never_says("Ask for a proof");
    refused(&ada, post(&ada, &ines, "ask", "ines@south.example").await, "Only somebody who can sign in").await;
    post(&ada, &ines, "change", "ines@south.example").await.is(303);
    let profile = ada.get(&format!("/users/{}", ines.id)).await.is(200).says("The invitation went to the one before: send it again");
    assert_eq!(house.user(&ines).await.status, Status::Invited, "{}", profile.text());
    let stranger = house.browser();
    stranger.get(&link).await.is(410);
    house.app.clock.advance(chrono::TimeDelta::seconds(61));
    ada.post(&format!("/users/{}/invitation", ines.id), &[("act", "send"), ("message", ""), ("language", "en")]).await.is(303);
    let mails = house.mails().await;
    let again = mails.iter().rfind(|mail| mail.text.contains("/accept/")).expect("sent again");
    assert!(again.to.contains("ines@south.example"), "{}", again.to);
    stranger.get(&again.link()).await.is(200);
    // Nobody is told of what they never had.
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let before = house.mails().await.len();
    post(&ada, &dana, "change", "dana@north.example").await.is(303);
    assert_eq!((address_of(&house, &dana).await.as_str(), house.mails().await.len()), ("dana@north.example", before));
}

#[tokio::test]
async fn without_the_right_to_the_field_nobody_does() {
    let house = House::new().await;
    let kim = kim(&house).await;
    let all = permission("users", "read", serde_json::json!({}), &["*"]);
    let others = permission("users", "update", serde_json::json!({}), &["first_name", "status", "role", "password"]);
    let tess = house.browser_of(&house.tess(&[all, others]).await).await;
    tess.get(&format!("/users/{}/email", kim.id)).await.is(403);
    let profile = tess.get(&format!("/users/{}", kim.id)).await.is(200);
    assert!(!profile.body.contains(&format!("/users/{}/email", kim.id)));
    for act in ["ask", "again", "cancel", "change"] {
        post(&tess, &kim, act, NEW).await.is(403);
    }
    // Nor does who may write what they do not see: they would find out by trying.
    let unseen = [
        permission("users", "read", serde_json::json!({}), &["first_name", "status"]),
        permission("users", "update", serde_json::json!({}), &["email"]),
    ];
    let blind = house.role("Blind", &unseen).await;
    let bea = house.add("bea@acme.example", ("Bea", "Blind"), Status::Active, Some(blind)).await;
    let bea = house.browser_of(&bea).await;
    for act in ["ask", "change"] {
        post(&bea, &kim, act, NEW).await.is(403);
    }
    assert_eq!(address_of(&house, &kim).await, "kim@acme.example");
    assert!(waiting(&house).await.is_empty() && house.mails().await.is_empty());
}

#[tokio::test]
async fn a_program_has_no_address_and_no_record_leaves_ones_reach() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = [("name", "Sync"), ("owner", "ada@acme.example"), ("role", "")];
    let robot = ada.post("/users/new/service", &fields).await.is(303).location();
    ada.get(&format!("{robot}/email")).await.is(409).says("A service account has no e-mail address");
    ada.post(&format!("{robot}/email"), &[("act", "change"), ("email", NEW)]).await.is(409);
    // Those of one domain, and no other.
    let ours = serde_json::json!({"email": {"_ends_with": "@acme.example"}});
    let read = permission("users", "read", serde_json::json!({}), &["*"]);
    let tess = house.browser_of(&house.tess(&[read, permission("users", "update", ours, &["email"])]).await).await;
    for act in ["ask", "change"] {
        refused(&tess, post(&tess, &house.mia(), act, "mia@north.example").await, "out of your reach").await;
    }
    post(&tess, &house.mia(), "change", "mia2@acme.example").await.is(303);
    assert_eq!(address_of(&house, &house.mia()).await, "mia2@acme.example");
}

#[tokio::test]
async fn the_desk_changes_those_who_have_no_more_than_it() {
    let house = House::new().await;
    let tess = house.browser_of(&desk(&house).await).await;
    post(&tess, &house.mia(), "change", "mia@north.example").await.is(303);
    assert_eq!(address_of(&house, &house.mia()).await, "mia@north.example");
}

#[tokio::test]
async fn a_proof_is_worth_no_more_than_who_asked_for_it() {
    for how in ["suspended", "less", "gone"] {
        let house = House::new().await;
        let (mia, tess) = (house.mia(), desk(&house).await);
        let (browser, theirs) = (house.browser_of(&tess).await, house.browser_of(&mia).await);
        post(&browser, &mia, "ask", "mia@north.example").await.is(303);
        let link = newest_to(&house, "mia@north.example").await;
        theirs.get(&link).await.is(200).says("mia@north.example");
        let query = match how {
            "suspended" => sql!("UPDATE users SET status = 'suspended' WHERE id = $1", tess.id),
            // She has by now what who asked has not.
            "less" => {
                let more = house.role("More", &[permission("audit", "read", serde_json::json!({}), &["*"])]).await;
                sql!("UPDATE users SET role_id = $2 WHERE id = $1", mia.id, more)
            }
            _ => sql!("UPDATE links SET asked_by = NULL"),
        };
        house.app.db.run(query).await.expect("written");
        let theirs = if how == "less" { house.browser_of(&mia).await } else { theirs };
        theirs.get(&link).await.is(410);
        theirs.post(&link, &[]).await.is(410);
        assert_eq!(address_of(&house, &mia).await, mia.email, "{how}");
    }
}
