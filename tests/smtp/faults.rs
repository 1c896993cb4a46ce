//! Servers that refuse, hang, hang up, stay away or cannot be trusted.

use std::time::{Duration, Instant};

use rolecall::config::{MailUrl, Security};
use rolecall::mail::{self, Kind, Patience};
use uuid::Uuid;

use super::server::{At, Mood, Server};
use super::support::database;
use super::{QUICK, house, house_with, invite, message_id, settled, smtp, until};

#[tokio::test]
async fn whatever_passes_is_tried_again_and_nothing_is_lost() {
    let slow = Duration::from_secs(2);
    let cases: &[(Mood, &str, usize)] = &[
        (Mood::HangUp(At::Greeting), "mail-answer-cut", 1),
        (Mood::Say(At::Greeting, "421 too busy"), "421 too busy", 1),
        (Mood::Say(At::Greeting, "554 not here"), "554 not here", 1),
        (Mood::Wait(At::Greeting, slow), "mail-answer-timeout", 1),
        (Mood::HangUp(At::Hello), "mail-answer-cut", 1),
        (Mood::Say(At::Hello, "550 who are you?"), "550 who are you?", 1),
        (Mood::HangUp(At::Mail), "mail-answer-cut", 1),
        (Mood::Say(At::Mail, "451 4.3.0 try later"), "451 4.3.0 try later", 1),
        (Mood::Say(At::Mail, "530 5.7.0 authentication required"), "530 5.7.0 authentication required", 1),
        (Mood::HangUp(At::Rcpt), "mail-answer-cut", 1),
        (Mood::Say(At::Rcpt, "450 4.2.0 greylisted"), "450 4.2.0 greylisted", 1),
        (Mood::Say(At::Rcpt, "450-4.2.0 grey\r\n450 4.2.0 listed"), "450 4.2.0 grey listed", 1),
        (Mood::Wait(At::Rcpt, slow), "mail-answer-timeout", 1),
        (Mood::Say(At::Rcpt, "what?"), "mail-answer-cut", 1),
        (Mood::HangUp(At::Data), "mail-answer-cut", 1),
        (Mood::Say(At::Data, "452 4.3.1 no room"), "452 4.3.1 no room", 1),
        (Mood::Say(At::AfterDot, "451 4.7.1 later"), "451 4.7.1 later", 2),
        // The server has it and could not say so: only here it may arrive twice.
        (Mood::HangUp(At::AfterDot), "mail-answer-cut", 2),
        (Mood::Wait(At::AfterDot, slow), "mail-answer-timeout", 2),
    ];
    for (mood, answer, arrivals) in cases {
        let server = Server::start(&[*mood]);
        let house = house(&server).await;
        let id = invite(&house.app, "ines@example.org").await;
        house.bell.ring();
        let row = settled(&house.app, id, 1).await;
        assert_eq!((row.state.as_str(), row.answer.as_str()), ("waiting", *answer), "{mood:?}");
        assert!(row.secret.is_some(), "{mood:?}");
        let wait = (row.next_at - house.app.now()).num_seconds();
        assert!((15..=38).contains(&wait), "{mood:?}: tried again after {wait} s");
        house.later();
        until(&house.app, id, |row| row.state == "sent" && row.attempts == 2).await;
        let log = server.log();
        assert_eq!(log.mails.len(), *arrivals, "{mood:?}");
        assert!(log.mails.iter().all(|mail| mail.raw == log.mails[0].raw), "{mood:?}: the second is not the first again");
        assert_eq!(message_id(&log.mails[0].raw), format!("<{id}@id.acme.example>"));
    }
}

#[tokio::test]
async fn a_refusal_is_final_and_shown_in_the_servers_words() {
    for at in [At::Mail, At::Rcpt, At::Data, At::AfterDot] {
        let server = Server::start(&[Mood::Say(at, "550 5.1.1 No such user")]);
        let house = house(&server).await;
        let id = invite(&house.app, "ines@example.org").await;
        house.bell.ring();
        let row = settled(&house.app, id, 1).await;
        assert_eq!((row.state.as_str(), row.answer.as_str()), ("failed", "550 5.1.1 No such user"), "{at:?}");
        assert!(row.secret.is_some(), "sealed, and kept for whoever tries it again");
        house.later();
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(settled(&house.app, id, 1).await.attempts, 1, "{at:?}: tried again");
        // The next mail is not held up by it.
        let next = invite(&house.app, "jo@example.org").await;
        house.bell.ring();
        until(&house.app, next, |row| row.state == "sent").await;
    }
}

#[tokio::test]
async fn a_server_that_stays_away_is_given_up_after_a_day() {
    // Bound and dropped: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let house = house_with(MailUrl::Smtp { host: "127.0.0.1".into(), port, security: Security::None, credentials: None }).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    let mut row = settled(&house.app, id, 1).await;
    assert!(row.answer.contains("refused"), "{row:?}");
    for attempt in 2..=13 {
        assert_eq!(row.state, "waiting", "given up after {} h", 2 * (attempt - 2));
        house.later();
        row = settled(&house.app, id, attempt).await;
    }
    assert_eq!((row.state.as_str(), row.secret.is_some()), ("failed", true));
    assert!(row.answer.contains("refused"), "{}", row.answer);
}

#[tokio::test]
async fn without_encryption_nothing_is_sent() {
    let offers: [&'static [&'static str]; 2] = [&["AUTH PLAIN"], &["AUTH PLAIN", "STARTTLS"]];
    for (offers, words) in offers.into_iter().zip(["mail-answer-no-tls", ""]) {
        let server = Server::offering(offers, &[]);
        let MailUrl::Smtp { host, port, .. } = smtp(&server, Security::None) else { unreachable!() };
        let credentials = Some(("acme".into(), "pass".into()));
        let house = house_with(MailUrl::Smtp { host, port, security: Security::StartTls, credentials }).await;
        let id = invite(&house.app, "ines@example.org").await;
        house.bell.ring();
        let row = settled(&house.app, id, 1).await;
        assert_eq!(row.state, "waiting");
        assert!(words.is_empty() || row.answer == words, "{}", row.answer);
        let log = server.log();
        assert!(log.mails.is_empty());
        // With STARTTLS agreed, what follows is a handshake, not a command.
        let told = ["AUTH", "MAIL", "RCPT", "DATA"];
        assert!(!log.lines.iter().any(|line| told.iter().any(|word| line.starts_with(word))), "{:?}", log.lines);
    }
}

#[tokio::test]
async fn tls_from_the_first_byte_sends_no_word_before_it() {
    let server = Server::start(&[]);
    let house = house_with(smtp(&server, Security::Tls)).await;
    let id = invite(&house.app, "ines@example.org").await;
    house.bell.ring();
    assert_eq!(settled(&house.app, id, 1).await.state, "waiting");
    assert!(!server.log().lines.iter().any(|line| line.starts_with("EHLO")), "{:?}", server.log().lines);
}

#[tokio::test]
async fn a_server_that_hangs_holds_nothing_else_up() {
    let server = Server::start(&[Mood::Wait(At::Data, Duration::from_secs(3)); 8]);
    let house = house(&server).await;
    for n in 0..8 {
        invite(&house.app, &format!("u{n}@example.org")).await;
    }
    house.bell.ring();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(server.log().open > 0, "deliveries are under way");
    let started = Instant::now();
    let mut write = house.app.db.write().await.expect("a turn");
    let voided = mail::void(&mut write, Uuid::now_v7(), Kind::Invitation).await.expect("written");
    write.commit().await.expect("committed");
    assert_eq!(voided, 0);
    assert!(started.elapsed() < Duration::from_millis(200), "a write waited {:?} for the mail server", started.elapsed());
}

#[tokio::test]
async fn every_answer_has_its_own_limit() {
    let server = Server::start(&[Mood::Wait(At::Rcpt, Duration::from_secs(3))]);
    let database = database().await;
    let app = database.app(smtp(&server, Security::None)).await;
    let worker = mail::start_with(app.clone(), Patience { mail: Duration::from_mins(1), ..QUICK });
    let id = invite(&app, "ines@example.org").await;
    let started = Instant::now();
    worker.bell().ring();
    assert_eq!(settled(&app, id, 1).await.answer, "mail-answer-timeout");
    assert!(started.elapsed() < Duration::from_millis(2500), "{:?}", started.elapsed());
    worker.stop().await;
}
