//! Everyone active suspended at once, and let in again by Undo: users a second, and what others wait for meanwhile.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::http::{Browser, between, header};
use crate::place::Place;
use crate::server::Server;

pub struct Changed {
    what: &'static str,
    users: usize,
    took: Duration,
    /// Pages that somebody else read meanwhile.
    pages: Vec<Duration>,
}

async fn post(admin: &mut Browser, page: &str, path: &str, fields: &[(&str, &str)]) -> Result<crate::http::Answer> {
    let csrf = between(page, "name=\"csrf\" value=\"", "\"").context("no csrf field")?;
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    let body = body.append_pair("csrf", csrf).extend_pairs(fields).finish();
    let request = admin.form(path, &body);
    admin.post(&request).await
}

/// Reads the directory again and again until a job is over.
async fn watch(what: &'static str, admin: &mut Browser, job: &str, started: Instant) -> Result<Changed> {
    let mut pages = Vec::new();
    loop {
        let asked = Instant::now();
        admin.get("/users").await?.text()?;
        pages.push(asked.elapsed());
        let page = admin.get(job).await?.text()?;
        if !page.contains("every 2s") {
            let took = started.elapsed();
            let done = between(&page, "<progress id=\"bar\" max=\"", "\"").context("no bar")?.parse()?;
            ensure!(page.contains("undo-job"), "nothing was changed");
            pages.sort();
            return Ok(Changed { what, users: done, took, pages });
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Suspends all who are active, and takes it back.
pub async fn change(binary: &str, place: &Place, password: &str) -> Result<Vec<Changed>> {
    let server = Server::start(binary, place).await?;
    let mut admin = Browser::new(server.address);
    admin.sign_in("admin@acme.example", password, 1).await?;
    let all = [("act", "suspend"), ("scope", "matching"), ("list", "/users?status=active")];
    let first = admin.get("/users").await?.text()?;
    let form = post(&mut admin, &first, "/users/bulk", &all).await?.text()?;
    let key = between(&form, "name=\"job\" value=\"", "\"").context("no key")?.to_owned();
    let sure: Vec<(&str, &str)> = all.into_iter().chain([("job", key.as_str())]).collect();
    let started = Instant::now();
    let answer = post(&mut admin, &form, "/users/bulk", &sure).await?;
    let job = header(&answer.head, "location").context("no job")?.to_owned();
    let suspended = watch("suspended", &mut admin, &job, started).await?;
    let page = admin.get(&job).await?.text()?;
    let started = Instant::now();
    let answer = post(&mut admin, &page, &format!("{job}/undo"), &[]).await?;
    let job = header(&answer.head, "location").context("no job")?.to_owned();
    let back = watch("taken back", &mut admin, &job, started).await?;
    drop(server);
    Ok(vec![suspended, back])
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub fn print(changes: &[Changed]) {
    for Changed { what, users, took, pages } in changes {
        let rate = *users as f64 / took.as_secs_f64();
        let most = pages.get(pages.len() * 95 / 100).copied().unwrap_or_default();
        println!("| {users} users {what} by one job | {rate:.0} a second, pages of others meanwhile p95 {} ms |", most.as_millis());
    }
}
