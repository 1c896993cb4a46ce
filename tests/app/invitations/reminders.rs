//! The one reminder, two days before an invitation ends.

use chrono::TimeDelta;
use rolecall::invitations::remind;
use rolecall::sql;
use uuid::Uuid;

use super::{invite, invite_in, join};
use crate::house::House;

async fn user(house: &House, email: &str) -> Uuid {
    use rolecall::db::Ask;
    let (id,): (Uuid,) = (&house.app.db).one(sql!("SELECT id FROM users WHERE email_key = $1", email)).await.expect("there");
    id
}

/// How many reminders were written by now.
async fn reminders(house: &House) -> i64 {
    house.number(sql!("SELECT count(*) FROM outbox WHERE kind = 'invitation_reminder'")).await
}

#[tokio::test]
async fn an_invitation_that_is_about_to_end_is_recalled_once_with_the_same_link() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite_in(&ada, &house, "ines@north.example", "de").await.remove(0);
    house.mails().await;
    let sent = house.now();
    remind(&house.app, sent + TimeDelta::days(5) - TimeDelta::minutes(1)).await.expect("asked");
    assert_eq!(reminders(&house).await, 0, "not before its time");
    let due = sent + TimeDelta::days(5) + TimeDelta::minutes(1);
    // As several nodes do it.
    let turns = (0..4).map(|_| remind(&house.app, due));
    for turn in futures_util::future::join_all(turns).await {
        turn.expect("done");
    }
    remind(&house.app, due + TimeDelta::hours(5)).await.expect("done");
    assert_eq!(reminders(&house).await, 1);
    house.app.clock.advance(TimeDelta::days(5) + TimeDelta::minutes(2));
    let mails = house.mails().await;
    let mail = mails.last().expect("a mail");
    assert_eq!((mails.len(), mail.link()), (2, link.clone()));
    assert!(mail.subject.starts_with("Ihre Einladung zu Acme endet am") && mail.to.contains("ines@north.example"), "{}", mail.subject);
    assert!(mail.raw.contains("ada@acme.example"), "an answer goes to whoever invited");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "invitation.remind").count(), 1);
    join(&house.browser(), &link).await.leads_to("/");
}

#[tokio::test]
async fn nobody_is_reminded_of_what_is_over_or_never_came() {
    let house = House::new().await;
    let bo = house.bo();
    let ada = house.browser_of(&house.ada()).await;
    let names = ["joined", "cancelled", "bounced", "short", "outgrown", "resent"];
    let list = names.map(|name| format!("{name}@north.example")).join(" ");
    let links = invite(&ada, &house, &list).await;
    house.mails().await;
    join(&house.browser(), &links[0]).await.leads_to("/");
    let cancelled = user(&house, "cancelled@north.example").await;
    ada.post(&format!("/users/{cancelled}/invitation"), &[("act", "cancel")]).await.is(303);
    let run = async |query| house.app.db.run(query).await.expect("written");
    run(sql!("UPDATE outbox SET state = 'failed' WHERE user_id = $1", user(&house, "bounced@north.example").await)).await;
    let short = user(&house, "short@north.example").await;
    run(sql!("UPDATE invitations SET sent_at = $2 WHERE user_id = $1", short, house.now() + TimeDelta::days(5))).await;
    run(sql!("UPDATE outbox SET created_at = $2 WHERE user_id = $1", short, house.now() + TimeDelta::days(5))).await;
    // Whoever made it may not let anybody in any more.
    run(sql!("UPDATE invitations SET invited_by = $2 WHERE user_id = $1", user(&house, "outgrown@north.example").await, bo.id)).await;
    run(sql!("UPDATE users SET status = 'suspended' WHERE id = $1", bo.id)).await;
    house.app.clock.advance(TimeDelta::minutes(2));
    let resent = user(&house, "resent@north.example").await;
    ada.post(&format!("/users/{resent}/invitation"), &[("act", "send")]).await.is(303);
    house.mails().await;
    let due = house.now() + TimeDelta::days(5) - TimeDelta::minutes(1);
    remind(&house.app, due).await.expect("done");
    assert_eq!(reminders(&house).await, 0, "the one sent again has its own time");
    remind(&house.app, due + TimeDelta::minutes(2)).await.expect("done");
    assert_eq!(reminders(&house).await, 1);
    // A reminder that still waits is taken back with its link.
    run(sql!("UPDATE outbox SET state = 'waiting', next_at = $1 WHERE kind = 'invitation_reminder'", due + TimeDelta::days(1))).await;
    ada.post(&format!("/users/{resent}/invitation"), &[("act", "cancel")]).await.is(303);
    let void = sql!("SELECT count(*) FROM outbox WHERE kind = 'invitation_reminder' AND state = 'void' AND secret IS NULL");
    assert_eq!(house.number(void).await, 1);
}
