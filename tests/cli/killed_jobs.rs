//! Killed in the middle of a job on thousands: each user is changed once or not at all, and the job goes on.

use std::time::{Duration, Instant};

use rolecall::clock::NEVER;
use rolecall::db::{Ask, Db};
use rolecall::sql;
use uuid::Uuid;

use super::browser::Browser;
use super::killed::{first_sign_in, restart};
use super::serving::serve_logging_to;
use super::support::Database;
use super::{Home, PATIENCE};

const MANY: i64 = 3_000;
/// Milliseconds after the form was posted.
const MOMENTS: [u64; 4] = [20, 200, 500, 1_100];

async fn fill(db: &Db) {
    let mut write = db.write().await.expect("a turn");
    for n in 0..MANY {
        let row = sql!(
            "INSERT INTO users (id, status, status_since, email, email_key, name_key, search_text, created_at, updated_at)
             VALUES ($1, 'suspended', $2, $3, $3, $3, $3, $2, $2)",
            Uuid::now_v7(),
            NEVER,
            format!("m{n:05}@many.example")
        );
        write.run(row).await.expect("added");
    }
    write.commit().await.expect("committed");
}

async fn number(mut db: &Db, text: &'static str) -> i64 {
    db.one::<(i64,)>(sql!(text)).await.expect("a number").0
}

/// Asks for an act on all of them; where the job is watched.
async fn ask(ada: &Browser, act: &str) -> String {
    let list = "/users?q=many.example";
    let fields = [("act", act), ("scope", "matching"), ("list", list)];
    let key = ada.post("/users/bulk", &fields).await.is(200).input("job");
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("job", key.as_str())]).collect();
    ada.post("/users/bulk", &fields).await.is(303).location()
}

async fn killed_at_every_moment(home: Home, database: Option<&Database>) {
    let home = home.with("ROLECALL_SECRET_KEY", &"07".repeat(32));
    let password = home.create_admin("ada@acme.example");
    let (mut home, mut served) = serve_logging_to(home, std::process::Stdio::null());
    let mut ada = first_sign_in(&served, &password).await;
    let db = database.unwrap_or(&home.database).open().await;
    fill(&db).await;
    for (round, moment) in MOMENTS.into_iter().enumerate() {
        let (act, status) = if round % 2 == 0 { ("activate", "active") } else { ("suspend", "suspended") };
        ada.get("/users").await.is(200);
        let job = ask(&ada, act).await;
        tokio::time::sleep(Duration::from_millis(moment)).await;
        served.kill();
        let done = number(&db, "SELECT CAST(sum(done) AS bigint) FROM jobs").await;
        let events = number(&db, "SELECT count(*) FROM audit_events WHERE action IN ('user.activate', 'user.suspend')").await;
        assert_eq!(events, done, "each user who is done has an event, and nobody else");
        (home, served, ada) = restart(home, &ada);
        // What the dead one had is leased for a while: somebody looks at the clock for it.
        let mut write = db.write().await.expect("a turn");
        write.run(sql!("UPDATE jobs SET lease_until = $1 WHERE ended_at IS NULL", NEVER)).await.expect("written");
        write.commit().await.expect("committed");
        let since = Instant::now();
        while number(&db, "SELECT count(*) FROM jobs WHERE ended_at IS NULL").await > 0 {
            assert!(since.elapsed() < PATIENCE * 4, "the job does not go on");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        ada.get(&job).await.is(200).says("3,000 of 3,000").says("Done 3,000");
        let text = "SELECT count(*) FROM users WHERE email LIKE '%@many.example' AND status = 'active'";
        assert_eq!(number(&db, text).await, if status == "active" { MANY } else { 0 });
    }
    assert_eq!(number(&db, "SELECT CAST(sum(changed) AS bigint) FROM jobs").await, MANY * 4);
    assert!(rolecall::audit::verify(&db).await.expect("read").is_ok());
    served.kill();
    drop(home);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_goes_on_where_it_was_whenever_the_server_is_killed() {
    killed_at_every_moment(Home::new(), None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn and_on_postgres() {
    let Some((home, postgres)) = Home::on_postgres().await else { return };
    killed_at_every_moment(home, Some(&postgres)).await;
}
