//! The outbox: who sees which mails, what one looks like, and what can still be done about it.

use rolecall::access::Actor;
use rolecall::crypto::Secret;
use rolecall::db::Ask;
use rolecall::mail::Told;
use rolecall::ops::housekeeping::sweep;
use rolecall::sql;
use serde_json::json;
use uuid::Uuid;

use crate::access::permission;
use crate::house::{House, Person};
use crate::invitations::invite;

const REFUSED: &str = "550 5.1.1 No such user here";

/// The newest mail to somebody.
async fn newest(house: &House, person: Uuid) -> Uuid {
    let (id,): (Uuid,) =
        (&house.app.db).one(sql!("SELECT id FROM outbox WHERE user_id = $1 ORDER BY id DESC LIMIT 1", person)).await.expect("a mail");
    id
}

/// Says that the mail server has refused it, with the secret that it has while it can be tried again.
async fn refuse(house: &House, id: Uuid, link: &str) {
    house.mails().await;
    let secret = Secret::parse(link.rsplit('/').next().expect("a secret")).expect("a secret");
    let secret = house.app.keys.seal(&format!("outbox/{id}"), secret.bytes());
    let set = sql!("UPDATE outbox SET state = 'failed', answer = $2, secret = $3, sent_at = NULL WHERE id = $1", id, REFUSED, secret);
    house.app.db.run(set).await.expect("written");
}

/// A mail to somebody that has failed.
pub async fn notice(house: &House, person: &Person) -> Uuid {
    let mut write = house.app.db.write().await.expect("a turn");
    rolecall::users::tell(&mut write, person.id, Told::NewDevice, &Actor::cli(), house.now()).await.expect("told");
    // Before anybody could have sent it.
    let set = sql!("UPDATE outbox SET state = 'failed', answer = $2 WHERE user_id = $1 AND state = 'waiting'", person.id, REFUSED);
    write.run(set).await.expect("written");
    write.commit().await.expect("written");
    newest(house, person.id).await
}

/// An invitation whose mail has failed: its link, whose it is, and the mail.
async fn failed_invitation(house: &House, ada: &crate::browser::Browser) -> (String, Uuid, Uuid) {
    let link = invite(ada, house, "ines@north.example").await.remove(0);
    let (user,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = 'ines@north.example'")).await.expect("invited");
    let mail = newest(house, user).await;
    refuse(house, mail, &link).await;
    (link, user, mail)
}

async fn state(house: &House, mail: Uuid) -> String {
    house.texts(sql!("SELECT state FROM outbox WHERE id = $1", mail)).await.remove(0)
}

#[tokio::test]
async fn mails_are_listed_by_state_with_the_words_of_the_server() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/outbox").await.is(200).says("No mails here").never_says("Try all failed again");
    let (_, _, mail) = failed_invitation(&house, &ada).await;
    invite(&ada, &house, "yara@north.example").await;
    house.mails().await;
    let page = ada.get("/outbox").await.is(200).says("ines@north.example").says("yara@north.example").says(REFUSED).says("Failed 1");
    assert!(page.body.find("yara@").expect("there") < page.body.find("ines@").expect("there"), "the newest first");
    ada.get("/outbox?state=failed").await.is(200).says("ines@north.example").never_says("yara@north.example");
    ada.get("/outbox?state=sent").await.is(200).says("yara@north.example").never_says("ines@north.example");
    ada.get("/outbox?state=waiting").await.is(200).says("No mails here");
    ada.get("/outbox?state=lost").await.is(400);
    ada.get(&format!("/outbox/{mail}")).await.is(200).says(REFUSED).says("Ada Abara invited you to Acme").says("Try again now");
    ada.get(&format!("/outbox/{}", Uuid::nil())).await.is(404);
    let sent = newest(&house, mail_owner(&house, "yara@north.example").await).await;
    ada.get(&format!("/outbox/{sent}")).await.is(200).never_says("Try again now").never_says("Discard");
}

async fn mail_owner(house: &House, email: &str) -> Uuid {
    let (id,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = $1", email)).await.expect("there");
    id
}

#[tokio::test]
async fn fifty_stand_on_a_page_and_the_others_behind_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let emails: Vec<String> = (0..60).map(|n| format!("user{n:02}@north.example")).collect();
    invite(&ada, &house, &emails.join(" ")).await;
    house.mails().await;
    let first = ada.get("/outbox?state=sent").await.is(200).says("user59@").never_says("user09@");
    let older = first.find(r#"rel="next" href="([^"]+)""#).expect("more");
    let second = ada.get(&older).await.is(200).says("user09@").says("user00@").never_says("user10@");
    assert!(second.find(r#"rel="next""#).is_none() && second.body.contains(r#"href="/outbox?state=sent""#));
}

#[tokio::test]
async fn a_look_at_a_mail_tells_everything_but_the_secret_and_runs_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (link, _, mail) = failed_invitation(&house, &ada).await;
    let secret = link.rsplit('/').next().expect("a secret").to_owned();
    let page = ada.get(&format!("/outbox/{mail}")).await.is(200).says("Ada Abara invited you to Acme");
    assert!(page.body.contains(&format!(r#"<iframe class="letter" sandbox src="/outbox/{mail}/preview""#)));
    assert!(page.header("content-security-policy").contains("frame-src 'self'"), "and no other page has it");
    assert!(!ada.get("/outbox").await.header("content-security-policy").contains("frame-src"));
    let look = ada.get(&format!("/outbox/{mail}/preview")).await.is(200).says("Accept the invitation");
    let policy = look.header("content-security-policy");
    for part in ["sandbox;", "default-src 'none'", "frame-ancestors 'self'", "form-action 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("script-src") && look.header("x-frame-options") == "SAMEORIGIN");
    assert_eq!(look.header("cache-control"), "no-store");
    for body in [&page.body, &look.body] {
        assert!(body.contains("/accept/…") && !body.contains(&secret) && !body.contains("/accept/AAAA"), "{body}");
    }
}

#[tokio::test]
async fn a_failed_mail_is_tried_again_while_its_link_lives() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (link, user, mail) = failed_invitation(&house, &ada).await;
    let path = format!("/outbox/{mail}");
    ada.post(&path, &[("act", "retry")]).await.leads_to(&path);
    ada.get(&path).await.says("The mail is tried again now");
    let mails = house.mails().await;
    assert_eq!(mails.last().expect("a mail").link(), link, "the same link as before");
    assert_eq!(state(&house, mail).await, "sent");
    ada.post(&path, &[("act", "retry")]).await.is(409).says("has left already");
    ada.post(&path, &[("act", "discard")]).await.is(409).says("has left already");
    // A new link kills the old one: the old mail is never sent again.
    refuse(&house, mail, &link).await;
    house.app.clock.advance(chrono::TimeDelta::minutes(2));
    ada.post(&format!("/users/{user}/invitation"), &[("act", "send")]).await.is(303);
    ada.post(&path, &[("act", "retry")]).await.is(409).says("works no more");
    assert_eq!(state(&house, mail).await, "failed", "what happened to it stays said");
    ada.post("/outbox", &[]).await.leads_to("/outbox");
    ada.get("/outbox").await.says("None can be tried again");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "mail.retry").count(), 1);
}

#[tokio::test]
async fn a_dead_invitation_is_not_sent_whatever_became_of_its_mail() {
    for end in ["cancelled", "expired", "outgrown"] {
        let house = House::new().await;
        let ada = house.browser_of(&house.ada()).await;
        let (link, user, mail) = failed_invitation(&house, &ada).await;
        if end == "cancelled" {
            ada.post(&format!("/users/{user}/invitation"), &[("act", "cancel")]).await.is(303);
            // Even where its secret was still there.
            refuse(&house, mail, &link).await;
        } else if end == "outgrown" {
            let none: Option<Uuid> = None;
            house.app.db.run(sql!("UPDATE invitations SET invited_by = $1", none)).await.expect("written");
            let role = house.people().administrator;
            house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", user, role)).await.expect("written");
        } else {
            house.app.clock.advance(chrono::TimeDelta::days(8));
        }
        let ada = house.browser_of(&house.ada()).await;
        ada.post(&format!("/outbox/{mail}"), &[("act", "retry")]).await.is(409).says("works no more");
        assert_eq!(state(&house, mail).await, "failed", "{end}");
    }
}

#[tokio::test]
async fn a_state_that_is_hidden_is_told_by_no_filter_and_no_number() {
    let house = House::new().await;
    let own = json!({"user": {"_eq": "$CURRENT_USER"}});
    let tess = house
        .tess(&[permission("outbox", "read", own, &["*"]), permission("outbox", "read", json!({}), &["kind", "address", "user"])])
        .await;
    let (hers, _) = (notice(&house, &tess).await, notice(&house, &house.mia()).await);
    let browser = house.browser_of(&tess).await;
    browser.get("/outbox").await.is(200).says("mia@acme.example").says("Failed 1");
    let failed = browser.get("/outbox?state=failed").await.is(200).says("tess@acme.example").never_says("mia@acme.example");
    assert!(failed.body.contains(&hers.to_string()));
}

#[tokio::test]
async fn the_secret_of_a_failed_mail_is_forgotten_at_last() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (_, _, mail) = failed_invitation(&house, &ada).await;
    let kept = sql!("SELECT count(*) FROM outbox WHERE id = $1 AND secret IS NOT NULL", mail);
    sweep(&house.app.db, house.now() + chrono::TimeDelta::days(89)).await.expect("swept");
    assert_eq!(house.number(kept).await, 1);
    sweep(&house.app.db, house.now() + chrono::TimeDelta::days(91)).await.expect("swept");
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox WHERE secret IS NOT NULL")).await, 0);
}

#[tokio::test]
async fn all_that_failed_are_tried_again_at_once_and_a_discarded_one_never() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (_, _, invitation) = failed_invitation(&house, &ada).await;
    let (first, second) = (notice(&house, &house.mia()).await, notice(&house, &house.bo()).await);
    // Nobody says of one that is leaving just now that it does not.
    let lease = async |until: &str| house.force(&format!("UPDATE outbox SET leased_until = '{until}'")).await.expect("written");
    lease("2999-01-01T00:00:00+00:00").await;
    ada.post(&format!("/outbox/{second}"), &[("act", "discard")]).await.is(409).says("is leaving just now");
    lease("1970-01-01T00:00:00+00:00").await;
    ada.post(&format!("/outbox/{second}"), &[("act", "discard")]).await.is(303);
    ada.get(&format!("/outbox/{second}")).await.says("is discarded").never_says("Try again now");
    ada.post("/outbox", &[]).await.leads_to("/outbox");
    ada.get("/outbox").await.says("2 mails are tried again now");
    house.mails().await;
    assert_eq!([state(&house, invitation).await, state(&house, first).await, state(&house, second).await], ["sent", "sent", "void"]);
    ada.post(&format!("/outbox/{second}"), &[("act", "retry")]).await.is(409);
    let actions = house.actions().await;
    assert_eq!(actions.iter().filter(|action| action.starts_with("mail.")).count(), 3, "{actions:?}");
    ada.get("/audit").await.says("Tried a mail again, to ines@north.example").says("Discarded a mail to Bo Lindqvist");
}

#[tokio::test]
async fn each_sees_and_does_what_their_role_opens() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (_, _, invitation) = failed_invitation(&house, &ada).await;
    let notice = notice(&house, &house.mia()).await;
    let path = format!("/outbox/{notice}");
    house.browser_of(&house.mia()).await.get("/outbox").await.is(403).says("Outbox: Read");
    let only_notices = json!({"kind": {"_eq": "notice"}});
    let tess = house
        .tess(&[
            permission("outbox", "read", only_notices.clone(), &["id", "kind", "state"]),
            permission("outbox", "update", json!({"kind": {"_eq": "invitation"}}), &["*"]),
        ])
        .await;
    let tess = house.browser_of(&tess).await;
    // She sees neither the other kind nor whom a mail is for, and so no letter either.
    let list = tess.get("/outbox").await.is(200).never_says("ines@north.example").never_says("mia@acme.example");
    assert!(list.body.contains(&notice.to_string()) && !list.body.contains(&invitation.to_string()));
    // Nor what the server said, which often names the address.
    tess.get(&path)
        .await
        .is(200)
        .says("Failed")
        .never_says(REFUSED)
        .never_says("mia@acme.example")
        .never_says("What it looks like")
        .never_says("Try again now");
    tess.get(&format!("{path}/preview")).await.is(404);
    tess.get(&format!("/outbox/{invitation}")).await.is(404);
    // What she may change she does not see, and what she sees she may not change.
    for act in ["retry", "discard"] {
        tess.post(&path, &[("act", act)]).await.is(403);
        tess.post(&format!("/outbox/{invitation}"), &[("act", act)]).await.is(404);
    }
    tess.post("/outbox", &[]).await.leads_to("/outbox");
    assert_eq!([state(&house, invitation).await, state(&house, notice).await], ["failed", "failed"]);
    ada.post(&path, &[("act", "resend")]).await.is(400);
}
