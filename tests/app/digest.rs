//! The daily digest: administrators hear of invitations that bounced, once a day, and of nothing else.

use chrono::TimeDelta;
use rolecall::ops::digest;
use rolecall::sql;
use rolecall::users::Status;
use uuid::Uuid;

use crate::house::House;
use crate::invitations::invite;
use crate::mail::Mail;
use crate::nodes::Node;

const REFUSED: &str = "550 5.1.1 No such user here";

/// The newest mail of that kind has failed for good, now.
async fn bounce(house: &House, kind: &str) {
    house.mails().await;
    let fail = sql!(
        "UPDATE outbox SET state = 'failed', answer = $2, next_at = $3
         WHERE id = (SELECT id FROM outbox WHERE kind = $1 ORDER BY id DESC LIMIT 1)",
        kind,
        REFUSED,
        house.now()
    );
    assert_eq!(house.app.db.run(fail).await.expect("written"), 1);
}

async fn day(house: &House) {
    house.app.clock.advance(TimeDelta::hours(24));
    digest::write(&house.app, house.now()).await.expect("written");
}

async fn digests(house: &House) -> Vec<Mail> {
    house.mails().await.into_iter().filter(|mail| mail.subject.contains("bounced") || mail.subject.contains("unzustellbar")).collect()
}

#[tokio::test]
async fn administrators_hear_once_of_invitations_that_bounced() {
    let house = House::new().await;
    // Who hears: administrators who can sign in and want to be told.
    let admin = Some(house.people().administrator);
    house.add("gone@acme.example", ("Gone", "Admin"), Status::Suspended, admin).await;
    let quiet = house.add("quiet@acme.example", ("Quiet", "Admin"), Status::Active, admin).await;
    house.app.db.run(sql!("UPDATE users SET email_notifications = $2 WHERE id = $1", quiet.id, false)).await.expect("written");
    house.app.db.run(sql!("UPDATE users SET language = 'de' WHERE id = $1", house.bo().id)).await.expect("written");
    day(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, "ines@north.example").await;
    bounce(&house, "invitation").await;
    invite(&ada, &house, "yara@north.example").await;
    house.app.clock.advance(TimeDelta::hours(23));
    digest::write(&house.app, house.now()).await.expect("written");
    assert!(digests(&house).await.is_empty(), "a day is not over");
    day(&house).await;
    let mut mails = digests(&house).await;
    mails.sort_by(|one, other| one.to.cmp(&other.to));
    assert_eq!(
        mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(),
        ["\"Ada Abara\" <ada@acme.example>", "\"Bo Lindqvist\" <bo@acme.example>"]
    );
    assert_eq!(
        (mails[0].subject.as_str(), mails[1].subject.as_str()),
        ("Acme: one invitation bounced", "Acme: Eine Einladung war unzustellbar")
    );
    for (mail, text) in [(&mails[0], &mails[0].text), (&mails[0], &mails[0].html), (&mails[1], &mails[1].text)] {
        let plain = text.replace("&#60;", "<").replace("&#62;", ">");
        assert!(plain.contains("ines@north.example") && plain.contains(REFUSED) && !plain.contains("yara@"), "{plain}");
        assert!(plain.contains("/outbox?state=failed") && mail.raw.contains("Auto-Submitted: auto-generated"));
    }
    // It is told once; nothing new, no mail.
    day(&house).await;
    assert_eq!(digests(&house).await.len(), 2);
    // A digest or a notice that fails is no invitation.
    bounce(&house, "digest").await;
    day(&house).await;
    day(&house).await;
    assert_eq!(digests(&house).await.len(), 2);
}

#[tokio::test]
async fn of_two_nodes_one_writes() {
    let house = House::new().await;
    let _node = Node::of(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, "ines@north.example").await;
    bounce(&house, "invitation").await;
    house.app.clock.advance(TimeDelta::hours(24));
    let now = house.now();
    let (one, other) = futures_util::future::join(digest::write(&house.app, now), digest::write(&house.app, now)).await;
    one.and(other).expect("written");
    assert_eq!(digests(&house).await.len(), 2, "one for each administrator");
}

#[tokio::test]
async fn what_a_digest_says_of_somebody_goes_with_them() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    invite(&ada, &house, "ines@north.example").await;
    bounce(&house, "invitation").await;
    day(&house).await;
    house.mails().await;
    let told = sql!("SELECT count(*) FROM outbox WHERE CAST(data AS text) LIKE '%ines@north.example%'");
    assert_eq!(house.number(told).await, 2);
    let (ines,): (Uuid,) = rolecall::db::Ask::one(&mut &house.app.db, sql!("SELECT id FROM users WHERE email_key = 'ines@north.example'"))
        .await
        .expect("there");
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&format!("/users/{ines}/status"), &[("status", "archived")]).await.is(303);
    ada.post(&format!("/users/{ines}/delete"), &[("confirm", "ines@north.example")]).await.is(303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox WHERE CAST(data AS text) LIKE '%ines@north.example%'")).await, 0);
}
