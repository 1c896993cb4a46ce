//! Mail is never lost: delivery against servers that refuse, hang, hang up and stay away, on either database.

mod faults;
mod outbox;
mod pauses;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod workers;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use rolecall::clock::Moment;
use rolecall::config::{MailUrl, Security};
use rolecall::crypto::Secret;
use rolecall::db::{Ask, Db};
use rolecall::i18n::Language;
use rolecall::mail::{self, Bell, Invitation, Letter, Mail, Patience, Worker};
use rolecall::sql;
use rolecall::web::App;
use sqlx::FromRow;
use uuid::Uuid;

use server::Server;
use support::{Database, database};

#[derive(FromRow, Debug)]
struct Row {
    state: String,
    answer: String,
    attempts: i64,
    next_at: Moment,
    leased_until: Moment,
    secret: Option<Vec<u8>>,
}

async fn row(mut db: &Db, id: Uuid) -> Row {
    db.one(sql!("SELECT state, answer, attempts, next_at, leased_until, secret FROM outbox WHERE id = $1", id)).await.expect("the mail")
}

/// The row as soon as it is so; a test that waits in vain shows what it was.
async fn until(app: &App, id: Uuid, what: impl Fn(&Row) -> bool) -> Row {
    let started = Instant::now();
    loop {
        let row = row(&app.db, id).await;
        if what(&row) {
            return row;
        }
        assert!(started.elapsed() < Duration::from_secs(15), "waited in vain: {row:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn settled(app: &App, id: Uuid, attempts: i64) -> Row {
    until(app, id, |row| row.attempts >= attempts && row.leased_until.timestamp() == 0).await
}

fn invitation(to: &str, user: Option<Uuid>, secret: &Secret, now: Moment) -> Mail {
    Mail {
        to_address: to.into(),
        to_name: "Ines Ortega".into(),
        reply_to: "ada@acme.example".into(),
        language: Language::English,
        zone: chrono_tz::UTC,
        user,
        letter: Letter::Invitation(
            Invitation {
                project: "Acme".into(),
                inviter: "Ada Abara".into(),
                role: None,
                message: String::new(),
                expires_at: now + TimeDelta::days(7),
            },
            secret.clone(),
        ),
    }
}

async fn send(app: &App, mail: Mail) -> Uuid {
    let mut write = app.db.write().await.expect("a turn");
    let id = mail::enqueue(&mut write, &app.keys, mail, app.now()).await.expect("written");
    write.commit().await.expect("committed");
    id
}

async fn invite(app: &App, to: &str) -> Uuid {
    send(app, invitation(to, None, &Secret::random(), app.now())).await
}

fn smtp(server: &Server, security: Security) -> MailUrl {
    MailUrl::Smtp { host: "127.0.0.1".into(), port: server.address.port(), security, credentials: None }
}

const QUICK: Patience =
    Patience { connect: Duration::from_millis(500), command: Duration::from_millis(300), mail: Duration::from_millis(900) };

pub struct House {
    app: App,
    worker: Worker,
    bell: Bell,
    // Last, so that the database outlives its users.
    _database: Database,
}

async fn house(server: &Server) -> House {
    house_with(smtp(server, Security::None)).await
}

async fn house_with(mail_url: MailUrl) -> House {
    let database = database().await;
    let app = database.app(mail_url).await;
    let worker = mail::start_with(app.clone(), QUICK);
    let bell = worker.bell();
    House { app, worker, bell, _database: database }
}

impl House {
    /// Lets two hours pass: longer than any wait between two tries.
    fn later(&self) {
        self.app.clock.advance(TimeDelta::hours(2));
        self.bell.ring();
    }
}

fn message_id(raw: &str) -> String {
    raw.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID").to_owned()
}
