//! A sign-in that the mail server refuses stops all mail, so that nobody locks the account by trying.

use std::time::Duration;

use chrono::TimeDelta;
use rolecall::clock::Moment;
use rolecall::config::{MailUrl, Security};
use rolecall::db::Pools;
use rolecall::mail;
use rolecall::sql;
use rolecall::web::App;
use uuid::Uuid;

use super::server::{At, Mood, Server};
use super::support::{Database, database};
use super::{House, house, invite, row, settled, smtp, until};

const WORDS: &str = "535 5.7.8 bad credentials";
const REFUSED: Mood = Mood::Say(At::Auth, WORDS);

/// A server that asks for a password, and refuses it on so many connections.
fn guarded(refusals: usize) -> (Server, MailUrl) {
    let server = Server::offering(&["AUTH PLAIN LOGIN"], &vec![REFUSED; refusals]);
    let MailUrl::Smtp { host, port, security, .. } = smtp(&server, Security::None) else { unreachable!() };
    (server, MailUrl::Smtp { host, port, security, credentials: Some(("acme".into(), "pass".into())) })
}

/// With all the patience there is: a slow machine is no answer.
async fn house_with(url: MailUrl) -> House {
    let database = database().await;
    let app = database.app(url).await;
    started(app, database)
}

fn started(app: App, database: Database) -> House {
    let worker = mail::start(app.clone());
    let bell = worker.bell();
    House { app, worker, bell, _database: database }
}

fn sign_ins(server: &Server) -> usize {
    server.log().lines.iter().filter(|line| line.starts_with("AUTH")).count()
}

async fn pause(app: &App) -> Option<Moment> {
    mail::health(&app.db).await.expect("read").pause(app.now())
}

/// The mail once it waits with these words.
async fn refused(house: &House, id: Uuid) -> super::Row {
    until(&house.app, id, |row| row.answer == WORDS && row.leased_until.timestamp() == 0).await
}

async fn rest() {
    tokio::time::sleep(Duration::from_millis(1_300)).await;
}

fn pass(house: &House, time: TimeDelta) {
    house.app.clock.advance(time);
    house.bell.ring();
}

#[tokio::test]
async fn one_refused_sign_in_stops_every_mail_and_costs_none_a_try() {
    // Four connections at once, and the one after the pause.
    let (server, url) = guarded(5);
    let database = database().await;
    let app = database.app(url).await;
    let mut ids = Vec::new();
    for n in 0..6 {
        ids.push(invite(&app, &format!("u{n}@example.org")).await);
    }
    // All of them wait when the worker first looks.
    let house = started(app, database);
    let first = refused(&house, ids[0]).await;
    assert_eq!((first.state.as_str(), first.attempts, first.secret.is_some()), ("waiting", 0, true));
    rest().await;
    house.bell.ring();
    rest().await;
    assert_eq!(sign_ins(&server), 1, "of four that were under way together one tried");
    let health = mail::health(&house.app.db).await.expect("read");
    assert!(health.is_failing() && health.answer == WORDS && house.worker.signal().is_on());
    let wait = (pause(&house.app).await.expect("paused") - house.app.now()).num_seconds();
    assert!((220..=376).contains(&wait), "{wait} s");
    // After it one mail goes alone, and the pause doubles.
    pass(&house, TimeDelta::minutes(7));
    house.app.clock.advance(TimeDelta::seconds(1));
    let started = std::time::Instant::now();
    while sign_ins(&server) < 2 {
        assert!(started.elapsed() < Duration::from_secs(10), "nothing was tried after the pause");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    rest().await;
    assert_eq!((sign_ins(&server), server.log().connections), (2, 5), "the others wait for the one");
    let wait = (pause(&house.app).await.expect("paused") - house.app.now()).num_seconds();
    assert!((440..=751).contains(&wait), "{wait} s");
    // And then it lets us in.
    pass(&house, TimeDelta::minutes(14));
    for id in ids {
        until(&house.app, id, |row| row.state == "sent" && row.attempts == 1).await;
    }
    rest().await;
    let health = mail::health(&house.app.db).await.expect("read");
    assert!(!health.is_failing() && health.answer.is_empty() && !house.worker.signal().is_on());
}

#[tokio::test]
async fn whatever_is_answered_to_a_sign_in_pauses() {
    for words in ["530 5.7.0 must use TLS", "534 5.7.9 too weak", "454 4.7.0 Too many login attempts", "421 4.7.0 go away"] {
        let server = Server::offering(&["AUTH PLAIN"], &[Mood::Say(At::Auth, words)]);
        let MailUrl::Smtp { host, port, security, .. } = smtp(&server, Security::None) else { unreachable!() };
        let house = house_with(MailUrl::Smtp { host, port, security, credentials: Some(("acme".into(), "pass".into())) }).await;
        let id = invite(&house.app, "ines@example.org").await;
        house.bell.ring();
        until(&house.app, id, |row| row.answer == words && row.attempts == 0).await;
        assert!(pause(&house.app).await.is_some(), "{words}");
    }
}

#[tokio::test]
async fn a_person_ends_the_pause_and_a_second_refusal_makes_the_next_one_longer() {
    let (server, url) = guarded(2);
    let house = house_with(url).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    refused(&house, id).await;
    let end = async || {
        let mut write = house.app.db.write().await.expect("a turn");
        let was_paused = mail::end_pause(&mut write, house.app.now()).await.expect("written");
        write.commit().await.expect("committed");
        house.bell.ring();
        was_paused
    };
    assert!(end().await);
    let started = std::time::Instant::now();
    while sign_ins(&server) < 2 || pause(&house.app).await.is_none() {
        assert!(started.elapsed() < Duration::from_secs(10), "nothing was tried");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    refused(&house, id).await;
    let wait = (pause(&house.app).await.expect("paused") - house.app.now()).num_seconds();
    assert!((440..=751).contains(&wait), "{wait} s");
    assert!(end().await && house.worker.signal().is_on(), "failing until it is let in");
    until(&house.app, id, |row| row.state == "sent").await;
    assert!(!end().await, "there is none any more");
}

#[tokio::test]
async fn nothing_is_given_up_for_a_pause_and_afterwards_it_has_its_day() {
    let (server, url) = guarded(1);
    let house = house_with(url).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    refused(&house, id).await;
    // Nobody looks for two days; then the server has no time for it.
    house.app.db.run(sql!("UPDATE mail_state SET paused_until = $1", house.app.now() + TimeDelta::hours(47))).await.expect("written");
    pass(&house, TimeDelta::hours(46));
    rest().await;
    assert_eq!((row(&house.app.db, id).await.state.as_str(), sign_ins(&server)), ("waiting", 1));
    server.say(&[Mood::Say(At::Rcpt, "450 4.2.0 greylisted"), Mood::Say(At::Rcpt, "450 4.2.0 greylisted")]);
    pass(&house, TimeDelta::hours(2));
    let first = until(&house.app, id, |row| row.attempts == 1 && row.leased_until.timestamp() == 0).await;
    assert_eq!(first.state, "waiting", "two days old, and tried for the first time: {first:?}");
    assert!(pause(&house.app).await.is_none(), "it was let in");
    house.later();
    let second = settled(&house.app, id, 2).await;
    assert_eq!(second.state, "waiting", "{second:?}");
    house.later();
    until(&house.app, id, |row| row.state == "sent").await;
}

#[tokio::test]
async fn a_link_that_ended_meanwhile_is_not_sent() {
    let server = Server::start(&[Mood::Say(At::Greeting, "421 too busy")]);
    let house = house(&server).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    settled(&house.app, id, 1).await;
    pass(&house, TimeDelta::days(7));
    let row = until(&house.app, id, |row| row.state == "failed").await;
    assert_eq!(row.answer, "mail-answer-late");
    assert!(server.log().mails.is_empty());
}

#[tokio::test]
async fn another_node_keeps_to_the_pause_and_knows_of_it() {
    let (server, url) = guarded(1);
    let database = database().await;
    let one = database.app(url.clone()).await;
    let second_db = match &one.db.pools {
        Pools::Sqlite { .. } => one.db.clone(),
        Pools::Postgres { .. } => database.open().await,
    };
    let two = database.app_on(second_db, url, "https://id.acme.example");
    let worker = mail::start(one.clone());
    let id = invite(&one, "ines@example.org").await;
    worker.bell().ring();
    until(&one, id, |row| row.answer == WORDS && row.leased_until.timestamp() == 0).await;
    worker.stop().await;
    // It starts anew, and forgets nothing.
    let other = mail::start(two);
    rest().await;
    assert!(other.signal().is_on());
    assert_eq!(sign_ins(&server), 1, "another node tried all the same");
    other.stop().await;
}

#[tokio::test]
async fn mail_fails_after_three_tries_in_a_row_that_are_not_one_mail_refused_again_and_again() {
    let later = Mood::Say(At::Rcpt, "450 4.2.0 greylisted");
    let server = Server::start(&[later; 4]);
    let house = house(&server).await;
    let signal = house.worker.signal();
    let first = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    settled(&house.app, first, 1).await;
    for attempt in 2..=4 {
        house.later();
        settled(&house.app, first, attempt).await;
    }
    assert!(!signal.is_on(), "one mail alone");
    server.say(&[Mood::Say(At::Rcpt, "550 5.1.1 No such user"); 2]);
    for n in 0..2 {
        assert!(!signal.is_on());
        let id = invite(&house.app, &format!("u{n}@example.org")).await;
        house.bell.ring();
        settled(&house.app, id, 1).await;
    }
    let is_on = async || mail::health(&house.app.db).await.expect("read").is_failing();
    assert!(is_on().await);
    rest().await;
    assert!(signal.is_on());
    house.later();
    until(&house.app, first, |row| row.state == "sent").await;
    assert!(!is_on().await);
}

#[tokio::test]
async fn a_server_that_stays_away_says_it_of_one_mail_alone() {
    let server = Server::start(&[Mood::Say(At::Greeting, "421 too busy"); 3]);
    let house = house(&server).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    for attempt in 1..=3 {
        settled(&house.app, id, attempt).await;
        assert_eq!(mail::health(&house.app.db).await.expect("read").is_failing(), attempt == 3);
        house.later();
    }
    until(&house.app, id, |row| row.state == "sent").await;
    assert!(!mail::health(&house.app.db).await.expect("read").is_failing());
}
