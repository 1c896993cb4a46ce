//! The load: so many connections, each sending its next request as soon as it has the last answer, or all of them together at
//! a steady pace.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rolecall::crypto::HashPool;
use tokio::task::LocalSet;

use crate::http::{Browser, Connection, header};
use crate::report::{Line, Rush};
use crate::server::{Memory, Server};

/// Before each measurement.
const WARM_UP: Duration = Duration::from_millis(700);
/// Between two requests of the steady pace: a hundred a second.
pub const PACE: Duration = Duration::from_millis(10);

pub async fn pages(
    name: &'static str,
    server: &Server,
    admin: &Browser,
    requests: Vec<Vec<u8>>,
    connections: usize,
    time: Duration,
) -> Result<Line> {
    let requests = Rc::new(requests);
    run(admin, &requests, connections, None, WARM_UP).await?;
    let since = server.log_end()?;
    let started = Instant::now();
    let times = run(admin, &requests, connections, None, time).await?;
    let took = started.elapsed();
    let own = server.own_times(since, "GET")?;
    let paced = run(admin, &requests, connections, Some(PACE), time).await?;
    Ok(Line { name, took, times, own, paced })
}

/// What each request took, in microseconds, as its sender saw it. With a pace, a request that could not leave when it was due
/// because the one before it was still under way counts from when it was due.
async fn run(admin: &Browser, requests: &Rc<Vec<Vec<u8>>>, connections: usize, pace: Option<Duration>, time: Duration) -> Result<Vec<f64>> {
    let local = LocalSet::new();
    let mut tasks = Vec::new();
    let begin = Instant::now();
    for n in 0..u32::try_from(connections)? {
        let (requests, address) = (Rc::clone(requests), admin.address);
        tasks.push(local.spawn_local(async move {
            let mut connection = Connection::open(address).await?;
            let mut times = Vec::new();
            let mut due = pace.map(|pace| begin + pace * n);
            for request in requests.iter().cycle().skip(n as usize * 7 % requests.len()) {
                let mut started = Instant::now();
                if let (Some(moment), Some(pace)) = (due, pace) {
                    if moment > started {
                        tokio::time::sleep_until(moment.into()).await;
                        started = Instant::now();
                    } else {
                        started = moment;
                    }
                    due = Some(moment + pace * u32::try_from(connections)?);
                }
                if started >= begin + time {
                    break;
                }
                let answer = connection.send(request).await?;
                times.push(micros(started));
                ensure!(
                    answer.status == 200 && !answer.body.is_empty(),
                    "status {} for {}",
                    answer.status,
                    String::from_utf8_lossy(request)
                );
            }
            Ok(times)
        }));
    }
    gather(local, tasks).await
}

async fn gather(local: LocalSet, tasks: Vec<tokio::task::JoinHandle<Result<Vec<f64>>>>) -> Result<Vec<f64>> {
    local
        .run_until(async {
            let mut all = Vec::new();
            for task in tasks {
                all.extend(task.await??);
            }
            Ok(all)
        })
        .await
}

/// Each sign-in by another person from another source; only the request that carries the password is timed.
pub async fn sign_ins(server: &Server, emails: &[String], password: &str, connections: usize, time: Duration) -> Result<Line> {
    let since = server.log_end()?;
    let local = LocalSet::new();
    let mut tasks = Vec::new();
    let started = Instant::now();
    for n in 0..connections {
        let mine: Vec<(usize, String)> = emails.iter().cloned().enumerate().skip(n).step_by(connections).collect();
        let (address, password) = (server.address, password.to_owned());
        tasks.push(local.spawn_local(async move {
            let mut times = Vec::new();
            for (source, email) in mine {
                if started.elapsed() >= time {
                    break;
                }
                let mut browser = Browser::new(address);
                let request = browser.sign_in_request(&email, &password, source).await?;
                let sent = Instant::now();
                let answer = browser.post(&request).await?;
                times.push(micros(sent));
                ensure!(answer.status == 303, "{email}: {}", answer.status);
            }
            Ok(times)
        }));
    }
    let times = gather(local, tasks).await?;
    Ok(Line { name: "sign-in", took: started.elapsed(), times, own: server.own_times(since, "POST")?, paced: Vec::new() })
}

/// Passwords that so many cores at once look at in a second while nothing else goes on, by the very hash of the server.
pub async fn hashes(time: Duration, cores: usize) -> Result<f64> {
    let pool = HashPool::start();
    let hash = pool.hash("correct horse battery staple").await.map_err(|_| anyhow::anyhow!("busy"))?;
    let started = Instant::now();
    let one = || async {
        let mut n = 0_u32;
        while started.elapsed() < time {
            ensure!(pool.verify("correct horse battery staple", Some(&hash)).await == Ok(true), "a hash did not match");
            n += 1;
        }
        Ok(n)
    };
    let all = futures_util::future::try_join_all((0..cores).map(|_| one())).await?;
    Ok(f64::from(all.into_iter().sum::<u32>()) / started.elapsed().as_secs_f64())
}

/// Many sign-ins at the same moment on a server that has just started, the memory they take, and pages that somebody else reads
/// meanwhile.
pub async fn rush(server: &Server, emails: &[String], password: &str, people: usize) -> Result<Rush> {
    let mut admin = Browser::new(server.address);
    admin.sign_in("admin@acme.example", password, 1).await?;
    let page = admin.request("/users");
    // The buffers of that one sign-in are given back after a while.
    tokio::time::sleep(Duration::from_secs(12)).await;
    let before = server.memory()?.own();
    let mut ready = Vec::new();
    for (source, email) in emails.iter().rev().take(people).enumerate() {
        let mut browser = Browser::new(server.address);
        let request = browser.sign_in_request(email, password, (1 << 20) + source).await?;
        browser.hang_up();
        ready.push((browser, request));
    }
    // The server has ended what was idle for so long.
    admin.hang_up();
    let since = server.log_end()?;
    let started = Instant::now();
    let local = LocalSet::new();
    let people = ready.len();
    let tasks: Vec<_> = ready
        .into_iter()
        .map(|(mut browser, request)| {
            local.spawn_local(async move {
                let answer = browser.post(&request).await?;
                let is_told = answer.status == 503 && header(&answer.head, "retry-after").is_some();
                ensure!(answer.status == 303 || is_told, "status {} for a sign-in", answer.status);
                Ok(if answer.status == 303 { vec![micros(started)] } else { Vec::new() })
            })
        })
        .collect();
    let mut most = before;
    let watch = async {
        loop {
            most = most.max(server.memory().map_or(0, Memory::own));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let read = async {
        loop {
            if let Err(error) = admin.post(&page).await {
                return error;
            }
            tokio::time::sleep(PACE).await;
        }
    };
    let times = tokio::select! {
        times = gather(local, tasks) => times?,
        () = watch => Vec::new(),
        error = read => return Err(error),
    };
    let took = started.elapsed();
    Ok(Rush { people, times, took, pages: server.own_times(since, "GET")?, before, most })
}

fn micros(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e6
}
