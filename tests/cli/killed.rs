//! Killed in the middle of a thousand invitations: all of them or none, and no mail is lost or told apart from itself.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use rolecall::db::Ask;
use rolecall::sql;

use super::browser::Browser;
use super::mail_server::Server as MailServer;
use super::serving::{Served, serve_logging_to};
use super::support::Database;
use super::{Home, PATIENCE};
use crate::phone::Phone;

const MANY: usize = 1_000;
/// Milliseconds after the form was posted; the last time the answer has come, and mails are under way.
const MOMENTS: [Option<u64>; 4] = [Some(60), Some(350), Some(1_200), None];

/// Signs in for the first time: administrators set up a second factor.
pub async fn first_sign_in(served: &Served, password: &str) -> Browser {
    let ada = Browser::new(served.address, &format!("http://{}", served.address));
    ada.get("/sign-in").await.is(200);
    ada.post("/sign-in", &[("email", "ada@acme.example"), ("password", password)]).await.leads_to("/");
    let page = ada.get("/account/two-factor").await.is(200);
    let phone = Phone::scan(&page.body);
    ada.post("/account/two-factor", &[("code", &phone.code(chrono::Utc::now()))]).await.is(200);
    ada
}

/// Starts again where it was killed, on the same database; the browser finds the new port.
pub fn restart(home: Home, ada: &Browser) -> (Home, Served, Browser) {
    let (home, served) = serve_logging_to(home, std::process::Stdio::null());
    let ada = ada.copy_at(served.address);
    (home, served, ada)
}

async fn killed_at_every_moment(home: Home, database: Option<&Database>) {
    let post = MailServer::start(&[]);
    let home = home.with("ROLECALL_MAIL_URL", &format!("smtp://{}", post.address)).with("ROLECALL_SECRET_KEY", &"07".repeat(32));
    let password = home.create_admin("ada@acme.example");
    let (mut home, mut served) = serve_logging_to(home, std::process::Stdio::null());
    let mut ada = first_sign_in(&served, &password).await;
    let db = database.unwrap_or(&home.database).open().await;
    let mut sent = 0;
    for (round, moment) in MOMENTS.into_iter().enumerate() {
        let domain = format!("round{round}.example");
        let emails = (0..MANY).map(|n| format!("user{n}@{domain}")).collect::<Vec<_>>().join("\n");
        let key = ada.get("/users/invite").await.is(200).input("form_key");
        let browser = ada.copy_at(served.address);
        let posting = tokio::spawn(async move {
            let fields = [("emails", &*emails), ("role", ""), ("language", "en"), ("days", "7"), ("form_key", &key), ("act", "send")];
            browser.post("/users/invite", &fields).await
        });
        if let Some(moment) = moment {
            tokio::time::sleep(Duration::from_millis(moment)).await;
            served.kill();
            // Answered by then or not.
            drop(posting.await);
        } else {
            posting.await.expect("an answer").is(200);
            tokio::time::sleep(Duration::from_millis(100)).await;
            served.kill();
        }
        (home, served, ada) = restart(home, &ada);
        let count = |sql: &'static str| {
            let like = format!("%@{domain}");
            let mut db = &db;
            async move { db.one::<(i64,)>(sql!(sql, like)).await.expect("a number").0 }
        };
        let users = count("SELECT count(*) FROM users WHERE email LIKE $1").await;
        let expected = i64::try_from(MANY).expect("few");
        assert!(users == 0 || users == expected, "{users} after {moment:?} ms");
        for sql in [
            "SELECT count(*) FROM outbox WHERE to_address LIKE $1",
            "SELECT count(*) FROM invitations i JOIN users u ON u.id = i.user_id WHERE u.email LIKE $1",
            "SELECT count(*) FROM links l JOIN users u ON u.id = l.user_id WHERE u.email LIKE $1",
            "SELECT count(*) FROM audit_events WHERE action = 'invitation.send' AND subject_name LIKE $1",
        ] {
            assert_eq!(count(sql).await, users, "{sql} after {moment:?} ms");
        }
        sent += usize::try_from(users).expect("a count");
    }
    assert!(sent >= MANY, "the last ones are there");
    assert!(rolecall::audit::verify(&db).await.expect("read").is_ok());
    // What was under way when the server died is leased for a while: somebody looks at the clock for it.
    let by_address = || {
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for mail in post.log().mails.iter().filter(|mail| mail.to.contains("@round")) {
            let id = mail.raw.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("an id").to_owned();
            ids.entry(mail.to.clone()).or_default().insert(id);
        }
        ids
    };
    let forgotten = sql!("UPDATE outbox SET leased_until = created_at, next_at = created_at WHERE state = 'waiting'");
    let mut write = db.write().await.expect("a turn");
    write.run(forgotten).await.expect("written");
    write.commit().await.expect("committed");
    // However slow the machine: it is over when no more come.
    let (mut came, mut since) = (by_address().len(), Instant::now());
    while came < sent {
        assert!(since.elapsed() < PATIENCE, "{came} of {sent} mails came, and no more");
        tokio::time::sleep(Duration::from_millis(500)).await;
        let now = by_address().len();
        if now > came {
            (came, since) = (now, Instant::now());
        }
    }
    let ids = by_address();
    assert_eq!(ids.len(), sent);
    assert!(ids.values().all(|ids| ids.len() == 1), "a mail that came twice is one by its Message-ID");
    served.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invitations_are_all_there_or_none_is_whenever_the_server_is_killed() {
    killed_at_every_moment(Home::new(), None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_too() {
    let Some((home, postgres)) = Home::on_postgres().await else { return };
    killed_at_every_moment(home, Some(&postgres)).await;
}
