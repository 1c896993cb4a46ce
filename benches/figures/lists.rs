//! Lists without a server around them: the same queries, one after the other, beside what the pages cost; and a list as a file.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rolecall::access::Actor;
use rolecall::db::open;
use rolecall::rules::{Action, Collection};
use rolecall::users::store::Directory;
use rolecall::users::{By, Counts, Filter, From, RoleFilter, Sort, Status};
use tokio::task::LocalSet;
use uuid::Uuid;

use crate::http::Browser;
use crate::place::Place;
use crate::server::Server;
use crate::walk::{COMMON, RARE};

/// Each list so often; once more before, unmeasured.
const ROUNDS: usize = 30;
const PER_PAGE: u64 = 50;

pub struct Bare {
    pub name: &'static str,
    /// Of each list: how many there are and the page, in microseconds.
    pub times: Vec<f64>,
}

pub struct Exported {
    rows: usize,
    took: Duration,
    /// The server's own memory above what it had, in KiB.
    most: u64,
}

fn lists(roles: &[Uuid]) -> Vec<(&'static str, Vec<(Filter, Sort)>)> {
    let search = |q: &&str| Filter { q: (*q).to_owned(), ..Filter::default() };
    let of_role = |role: &Uuid| Filter { role: Some(RoleFilter::Is(*role)), statuses: vec![Status::Active], ..Filter::default() };
    let last_seen = Sort { by: By::LastSeen, descending: true };
    let sorted = |by| vec![(Filter::default(), Sort { by, descending: false })];
    vec![
        ("first page", sorted(By::Name)),
        ("sorted by status", sorted(By::Status)),
        ("sorted by role", sorted(By::Role)),
        ("sorted by company", sorted(By::Company)),
        ("search, rare", RARE.iter().map(|q| (search(q), Sort::default())).collect()),
        ("search, common", COMMON.iter().map(|q| (search(q), Sort::default())).collect()),
        ("filter + sort", roles.iter().map(|role| (of_role(role), last_seen)).collect()),
        ("search + filter + sort", roles.iter().map(|role| (Filter { q: "mar".into(), ..of_role(role) }, last_seen)).collect()),
    ]
}

/// Asks as an administrator's pages do. No server must be running.
pub async fn ask(place: &Place) -> Result<Vec<Bare>> {
    let db = open(&place.database_url, [0; 32]).await?;
    let actor = Actor::operator(&db).await?;
    let scope = actor.scope(Action::Read, Collection::Users);
    let counts = Counts::read(&db, &actor).await?;
    let roles: Vec<Uuid> = counts.names.iter().map(|role| role.id).collect();
    let mut asked = Vec::new();
    for (name, lists) in lists(&roles) {
        let mut times = Vec::new();
        for round in 0..=ROUNDS {
            for (filter, sort) in &lists {
                let started = Instant::now();
                let directory = Directory::open(&db, filter, &scope, counts.matching(filter), chrono::Utc::now()).await?;
                directory.page(*sort, &From::Start, PER_PAGE, &counts.names).await?;
                if round > 0 {
                    times.push(started.elapsed().as_secs_f64() * 1e6);
                }
            }
        }
        asked.push(Bare { name, times });
    }
    db.close().await;
    Ok(asked)
}

/// Takes everyone who is not archived along as CSV, and watches the server meanwhile.
pub async fn export(server: &Server, admin: &Browser) -> Result<Exported> {
    let before = server.memory()?.own();
    let (mut browser, mut most) = (Browser::new(server.address), before);
    browser.cookie.clone_from(&admin.cookie);
    let started = Instant::now();
    let local = LocalSet::new();
    let download = local.spawn_local(async move { browser.get("/users/export.csv").await });
    let answer = local
        .run_until(async {
            while !download.is_finished() {
                most = most.max(server.memory()?.own());
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            download.await?
        })
        .await?;
    let took = started.elapsed();
    ensure!(answer.status == 200, "an export: {}", answer.status);
    let text = answer.text()?;
    let rows = csv::Reader::from_reader(text.as_bytes()).records().flatten().count();
    Ok(Exported { rows, took, most: most.saturating_sub(before) })
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub fn print(exported: &Exported) {
    let Exported { rows, took, most } = exported;
    println!(
        "| {rows} users written out as CSV | {:.0} a second, {:.1} MiB of its own above before |",
        *rows as f64 / took.as_secs_f64(),
        *most as f64 / 1024.0
    );
}
