//! Many mails, several workers, stopped and dead ones.

use std::collections::HashMap;
use std::time::Duration;

use chrono::TimeDelta;
use rolecall::config::Security;
use rolecall::crypto::Secret;
use rolecall::db::Pools;
use rolecall::{mail, sql};

use super::server::{At, Mood, Server};
use super::support::database;
use super::{house, invitation, invite, message_id, row, smtp, until};

#[tokio::test]
async fn few_connections_carry_many_mails() {
    let server = Server::start(&[Mood::Wait(At::AfterDot, Duration::from_millis(20)); 40]);
    let house = house(&server).await;
    let mut ids = Vec::new();
    for n in 0..40 {
        ids.push(invite(&house.app, &format!("u{n}@example.org")).await);
    }
    house.bell.ring();
    for id in ids {
        until(&house.app, id, |row| row.state == "sent" && row.attempts == 1).await;
    }
    let log = server.log();
    assert!(log.most_open <= 4 && log.connections <= 4, "{} connections, {} at once", log.connections, log.most_open);
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let server = Server::start(&[Mood::Wait(At::AfterDot, Duration::from_millis(10)); 60]);
    let database = database().await;
    let url = smtp(&server, Security::None);
    let one = database.app(url.clone()).await;
    let second_db = match &one.db.pools {
        Pools::Sqlite { .. } => one.db.clone(),
        Pools::Postgres { .. } => database.open().await,
    };
    let two = database.app_on(second_db, url, "https://id.acme.example");
    let mut ids = Vec::new();
    for n in 0..60 {
        ids.push(invite(&one, &format!("u{n}@example.org")).await);
    }
    let workers = [mail::start(one.clone()), mail::start(two)];
    for id in ids {
        until(&one, id, |row| row.state == "sent" && row.attempts == 1).await;
    }
    for worker in workers {
        worker.stop().await;
    }
    let mut arrivals: HashMap<String, usize> = HashMap::new();
    for mail in &server.log().mails {
        *arrivals.entry(message_id(&mail.raw)).or_default() += 1;
    }
    assert_eq!(arrivals.len(), 60);
    assert!(arrivals.values().all(|n| *n == 1), "{arrivals:?}");
}

#[tokio::test]
async fn a_lease_of_a_node_that_died_runs_out() {
    let server = Server::start(&[]);
    let house = house(&server).await;
    let mut write = house.app.db.write().await.expect("a turn");
    let now = house.app.now();
    let mail = invitation("ines@example.org", None, &Secret::random(), now);
    let id = mail::enqueue(&mut write, &house.app.keys, mail, now).await.expect("written");
    write.run(sql!("UPDATE outbox SET leased_until = $2 WHERE id = $1", id, now + TimeDelta::minutes(3))).await.expect("leased");
    write.commit().await.expect("committed");
    house.bell.ring();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(row(&house.app.db, id).await.state, "waiting");
    assert!(server.log().mails.is_empty(), "another node's mail was sent");
    house.later();
    until(&house.app, id, |row| row.state == "sent").await;
}

#[tokio::test]
async fn stopping_finishes_what_is_under_way() {
    let server = Server::start(&[Mood::Wait(At::AfterDot, Duration::from_millis(400))]);
    let house = house(&server).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    until(&house.app, id, |_| !server.log().mails.is_empty()).await;
    house.worker.stop().await;
    assert_eq!(row(&house.app.db, id).await.state, "sent");
    let late = invite(&house.app, "jo@example.org").await;
    house.bell.ring();
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(row(&house.app.db, late).await.attempts, 0, "a stopped worker took a mail");
    let log = server.log();
    assert_eq!((log.open, log.lines.last().map(String::as_str)), (0, Some("QUIT")));
}
