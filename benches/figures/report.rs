//! The figures as tables that can be pasted into a document.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures for people: three digits of them count"
)]

use std::time::Duration;

use crate::access::Reader;
use crate::bulk::{self, Changed};
use crate::doors::Door;
use crate::invitations::{self, Invited};
use crate::lists::{self, Bare, Exported};
use crate::profile::{self, Pictures};
use crate::server::Memory;

pub struct Report {
    what: String,
    filled: Duration,
    pub ready: Vec<Duration>,
    pub idle: Memory,
    pub loaded: Option<Memory>,
    pub rush: Option<Rush>,
    pub invited: Option<Invited>,
    pub changed: Vec<Changed>,
    pub bare: Vec<Bare>,
    pub exported: Option<Exported>,
    pub pictures: Option<Pictures>,
    pub reader: Option<Reader>,
    /// Hashes a second on one core, on all of them at once, and sign-ins.
    pub hashes: Option<[f64; 3]>,
    pub doors: Vec<Door>,
    /// Requests, bytes, bytes with heads.
    pub first_visit: [usize; 3],
    pub binary: u64,
}

/// Times in microseconds.
pub struct Line {
    pub name: &'static str,
    pub took: Duration,
    /// At the sender, waiting in line included.
    pub times: Vec<f64>,
    /// By the server's log, under the same load.
    pub own: Vec<f64>,
    /// At the sender, at a steady pace.
    pub paced: Vec<f64>,
}

pub struct Rush {
    pub people: usize,
    /// Of those who got in.
    pub times: Vec<f64>,
    pub took: Duration,
    /// Those that somebody else read meanwhile, by the server's log.
    pub pages: Vec<f64>,
    /// The process's own memory, without pages of files, in KiB.
    pub before: u64,
    pub most: u64,
}

impl Report {
    pub fn new(what: &str, filled: Duration) -> Self {
        println!("\n## {what}\n");
        println!("| | at most, requests/s | server p50 | p95 | p99 | at 100/s: p50 | p95 | p99 |");
        println!("|---|--:|--:|--:|--:|--:|--:|--:|");
        Self {
            what: what.to_owned(),
            filled,
            ready: Vec::new(),
            idle: Memory::default(),
            loaded: None,
            rush: None,
            invited: None,
            changed: Vec::new(),
            bare: Vec::new(),
            exported: None,
            pictures: None,
            reader: None,
            hashes: None,
            doors: Vec::new(),
            first_visit: [0; 3],
            binary: 0,
        }
    }

    pub fn add(mut line: Line) -> f64 {
        for times in [&mut line.times, &mut line.own, &mut line.paced] {
            times.sort_by(f64::total_cmp);
        }
        println!(
            "| {} | {:.0} | {} | {} | {} | {} | {} | {} |",
            line.name,
            count(&line.times) / line.took.as_secs_f64(),
            ms(&line.own, 0.5),
            ms(&line.own, 0.95),
            ms(&line.own, 0.99),
            ms(&line.paced, 0.5),
            ms(&line.paced, 0.95),
            ms(&line.paced, 0.99)
        );
        count(&line.times) / line.took.as_secs_f64()
    }

    pub fn print(mut self) {
        self.ready.sort();
        println!("\n| {} | |\n|---|--:|", self.what);
        println!("| filled by `rolecall demo` in | {:.1} s |", self.filled.as_secs_f64());
        if let Some(ready) = self.ready.get(self.ready.len() / 2) {
            println!("| start to ready, median of {} | {} ms |", self.ready.len(), ready.as_millis());
        }
        println!("| memory, idle | {} |", memory(self.idle.resident, self.idle.files));
        if let Some(loaded) = self.loaded {
            println!("| memory, after the load | {} |", memory(loaded.resident, loaded.files));
        }
        if let Some(mut rush) = self.rush {
            rush.times.sort_by(f64::total_cmp);
            let (inside, took) = (rush.times.len(), rush.took.as_secs_f64());
            println!("| {} sign-ins at once | {inside} got in within {took:.1} s, the others were told when to come back |", rush.people);
            rush.pages.sort_by(f64::total_cmp);
            println!("| pages meanwhile, p50 and p99 | {} and {} ms |", ms(&rush.pages, 0.5), ms(&rush.pages, 0.99));
            println!("| memory for them, above idle | {:.1} MiB of its own |", mib(rush.most.saturating_sub(rush.before)));
        }
        if let Some(invited) = &self.invited {
            invitations::print(invited);
        }
        bulk::print(&self.changed);
        if let Some(exported) = &self.exported {
            lists::print(exported);
        }
        for line in &mut self.bare {
            line.times.sort_by(f64::total_cmp);
            println!("| {}, the queries alone: p50 and p95 | {} and {} ms |", line.name, ms(&line.times, 0.5), ms(&line.times, 0.95));
        }
        if let Some(pictures) = &self.pictures {
            profile::print(pictures);
        }
        if let Some([one, all, sign_ins]) = self.hashes {
            let cores = std::thread::available_parallelism().map_or(1, usize::from) as f64;
            println!(
                "| hashes a second on one core | {one:.1}, so sign-ins reach {:.0} % of cores × that |",
                sign_ins / one / cores * 100.0
            );
            // Cores that hash at once share their memory: no sign-in could be quicker than this.
            println!("| hashes a second on all cores | {all:.1}, so sign-ins reach {:.0} % of that |", sign_ins / all * 100.0);
        }
        for door in &mut self.doors {
            door.times.sort_by(f64::total_cmp);
            println!("| wrong password, {}, median of {} | {} ms |", door.kind, door.times.len(), fine(&door.times, 0.5));
        }
        if let Some(Reader { mut lookups, mut catalogue, .. }) = self.reader {
            lookups.sort_by(f64::total_cmp);
            catalogue.sort_by(f64::total_cmp);
            println!("| rights of one user, p50 and p95 | {} and {} ms |", fine(&lookups, 0.5), fine(&lookups, 0.95));
            println!("| all roles read anew, p50 | {} ms |", fine(&catalogue, 0.5));
        }
        let [requests, bodies, bytes] = self.first_visit;
        println!("| first visit | {requests} requests, {:.1} KB, {:.1} with heads |", bodies as f64 / 1000.0, bytes as f64 / 1000.0);
        println!("| the program | {:.1} MB |", self.binary as f64 / 1e6);
    }
}

fn count(times: &[f64]) -> f64 {
    times.len() as f64
}

/// A percentile of sorted times, in milliseconds.
fn ms(times: &[f64], part: f64) -> String {
    let at = (count(times) * part) as usize;
    times.get(at.min(times.len().saturating_sub(1))).map_or_else(|| "–".to_owned(), |micros| format!("{:.1}", micros / 1000.0))
}

/// The same to the microsecond.
fn fine(times: &[f64], part: f64) -> String {
    let at = (count(times) * part) as usize;
    times.get(at.min(times.len().saturating_sub(1))).map_or_else(|| "–".to_owned(), |micros| format!("{:.3}", micros / 1000.0))
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn memory(resident: u64, files: u64) -> String {
    format!("{:.1} MiB, {:.1} of them pages of files", mib(resident), mib(files))
}
