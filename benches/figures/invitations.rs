//! A thousand invitations: how long whoever sends them waits, how fast the mails leave, and what others notice of a mail server
//! that hangs.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::http::{Browser, between};
use crate::load;
use crate::mail_server::{At, Mood, Server as MailServer};
use crate::place::Place;
use crate::report::Line;
use crate::server::Server;

pub const MANY: usize = 1_000;
/// Lists sent, of which the median counts; a day has room for five.
const LISTS: usize = 3;
/// Longer than anything is measured.
const HANGS: Mood = Mood::Wait(At::Greeting, Duration::from_mins(10));

pub struct Invited {
    /// From the post to the whole answer.
    pub answers: Vec<Duration>,
    /// Mails a second, each list from its answer until its last was taken.
    pub rates: Vec<f64>,
}

/// Sends lists to a mail server that takes every mail at once.
pub async fn send(binary: &str, place: &Place, password: &str) -> Result<Invited> {
    let post = MailServer::start(&[]);
    let server = Server::start_with_mail(binary, place, &format!("smtp://{}", post.address)).await?;
    let mut admin = Browser::new(server.address);
    admin.sign_in("admin@acme.example", password, 1).await?;
    let taken = || post.log().mails.iter().filter(|mail| mail.to.contains("@list")).count();
    let (mut answers, mut rates) = (Vec::new(), Vec::new());
    for list in 0..LISTS {
        answers.push(invite(&mut admin, list).await?);
        let (since, already) = (Instant::now(), taken());
        while taken() < MANY * (list + 1) {
            ensure!(since.elapsed() < Duration::from_mins(2), "{} mails came", taken());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let left = u32::try_from(MANY * (list + 1) - already)?;
        rates.push(f64::from(left) / since.elapsed().as_secs_f64());
    }
    server.stop().await?;
    answers.sort();
    rates.sort_by(f64::total_cmp);
    Ok(Invited { answers, rates })
}

/// Pages that others read while a thousand mails wait for a mail server that says nothing.
pub async fn beside_one_that_hangs(binary: &str, place: &Place, password: &str, connections: usize, time: Duration) -> Result<Line> {
    let post = MailServer::start(&[HANGS; 64]);
    let server = Server::start_with_mail(binary, place, &format!("smtp://{}", post.address)).await?;
    let mut admin = Browser::new(server.address);
    admin.sign_in("admin@acme.example", password, 1).await?;
    invite(&mut admin, LISTS).await?;
    let requests = vec![admin.request("/users")];
    let line = load::pages("first page, mail server hangs", &server, &admin, requests, connections, time).await?;
    ensure!(post.log().open > 0, "no mail was under way");
    // Killed when dropped: stopping would wait for the mails under way.
    drop(server);
    Ok(line)
}

/// Posts a list of new addresses; what the whole answer took.
async fn invite(admin: &mut Browser, list: usize) -> Result<Duration> {
    // The server ends what is idle for a while.
    admin.hang_up();
    let form = admin.get("/users/invite").await?.text()?;
    let value = |name: &str| between(&form, &format!("name=\"{name}\" value=\""), "\"").with_context(|| name.to_owned());
    let emails = (0..MANY).map(|n| format!("person{n}@list{list}.example")).collect::<Vec<_>>().join("\n");
    let fields = [("csrf", value("csrf")?), ("form_key", value("form_key")?), ("emails", &emails), ("role", ""), ("language", "en")];
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    let body = body.extend_pairs(fields).extend_pairs([("days", "7"), ("act", "send")]).finish();
    let request = admin.form("/users/invite", &body);
    let sent = Instant::now();
    let answer = admin.post(&request).await?;
    let took = sent.elapsed();
    ensure!(answer.status == 200 && answer.text()?.matches("/accept/").count() >= MANY, "the list was not sent: {}", answer.status);
    Ok(took)
}

/// The medians, and what is said of them.
pub fn print(invited: &Invited) {
    let answer = invited.answers.get(LISTS / 2).copied().unwrap_or_default();
    let rate = invited.rates.get(LISTS / 2).copied().unwrap_or_default();
    println!("| {MANY} invitations, from the post to the answer, median of {LISTS} | {} ms |", answer.as_millis());
    println!("| mails taken by a mail server beside it, on 4 connections, median of {LISTS} | {rate:.0} a second |");
}
