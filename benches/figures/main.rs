//! `cargo bench --bench figures`: fills a directory, serves it as its own process and measures it from the outside.
//!
//! Options after `--`: `--database sqlite|postgres://…` (without it SQLite, and PostgreSQL where ROLECALL_BENCH_POSTGRES names
//! a server on which databases may be created), `--users`, `--seconds`, `--connections`, `--binary`.

mod access;
mod bulk;
mod doors;
mod http;
mod invitations;
mod lists;
mod load;
#[expect(dead_code, reason = "here it is in one of two moods")]
#[path = "../../tests/smtp/server.rs"]
mod mail_server;
mod place;
mod profile;
mod report;
mod server;
mod walk;

use std::time::Duration;

use anyhow::Result;
use clap::Parser;

use place::Place;
use report::Report;
use server::Server;
use walk::Walk;

/// People who sign in at the same moment.
const RUSH: usize = 2_000;
/// Starts whose median is the time to ready.
const STARTS: usize = 5;

#[derive(Parser)]
struct Options {
    /// sqlite, or the address of a PostgreSQL server on which databases may be created.
    #[arg(long)]
    database: Option<String>,
    #[arg(long, default_value_t = 100_000)]
    users: usize,
    /// How long each thing is measured.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Another build to measure, for a comparison.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_rolecall"))]
    binary: String,
    /// Only the lines whose name holds one of these, separated by commas.
    #[arg(long, default_value = "")]
    only: String,
    /// What cargo adds.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    fn wants(&self, name: &str) -> bool {
        self.only.split(',').any(|part| name.contains(part))
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    let databases = match &options.database {
        Some(database) => vec![database.clone()],
        None => std::iter::once("sqlite".to_owned()).chain(std::env::var("ROLECALL_BENCH_POSTGRES")).collect(),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{} users, {} keep-alive connections, {cores} cores shared with the load generator, a release build.",
        options.users, options.connections
    );
    // One thread: it shall take as little as it can from the server beside it.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for database in databases {
        runtime.block_on(measure(&options, &database))?;
    }
    Ok(())
}

async fn measure(options: &Options, database: &str) -> Result<()> {
    let place = Place::make(database).await?;
    let filled = server::fill(&options.binary, &place, options.users)?;
    let reader = access::prepare(&place).await?;
    let mut doors = doors::prepare(&place).await?;
    let bare = lists::ask(&place).await?;
    let mut report = Report::new(&place.what, filled.took);
    report.bare = bare;
    for _ in 0..STARTS {
        let server = Server::start(&options.binary, &place).await?;
        report.ready.push(server.ready);
        server.stop().await?;
    }
    let server = Server::start(&options.binary, &place).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    report.idle = server.memory()?;
    let mut admin = http::Browser::new(server.address);
    admin.sign_in("admin@acme.example", &filled.password, 1).await?;
    report.first_visit = walk::first_visit(&mut admin).await?;
    if options.wants("export") {
        report.exported = Some(lists::export(&server, &admin).await?);
        // It has taken longer than a connection is kept for nothing.
        admin.hang_up();
    }
    let walk = Walk::through(&mut admin).await?;
    let time = Duration::from_secs_f64(options.seconds);
    for (name, paths) in walk.pages(&admin) {
        if options.wants(name) {
            Report::add(load::pages(name, &server, &admin, paths, options.connections, time).await?);
        }
    }
    let mut few = http::Browser::new(server.address);
    few.sign_in(&reader.email, &filled.password, 2).await?;
    for (name, path) in [("first page, restricted reader", "/users"), ("search, rare, restricted reader", "/users?q=okonkwo")] {
        if options.wants(name) {
            let requests = vec![few.request(path)];
            Report::add(load::pages(name, &server, &few, requests, options.connections, time).await?);
        }
    }
    report.reader = Some(reader);
    if options.wants("profile with 200 events") {
        let path = profile::with_a_past(&mut admin, walk.profile()).await?;
        let requests = vec![admin.request(&path)];
        Report::add(load::pages("profile with 200 events", &server, &admin, requests, options.connections, time).await?);
    }
    if options.wants("pictures") {
        report.pictures = Some(profile::pictures(&server, &walk.emails, &filled.password).await?);
    }
    if options.wants("sign-in") {
        let cores = std::thread::available_parallelism()?.get();
        let before = [load::hashes(time / 2, 1).await?, load::hashes(time / 2, cores).await?];
        let all = Report::add(load::sign_ins(&server, &walk.emails, &filled.password, options.connections, time).await?);
        // Before and after: a machine is not as quick at one moment as at another.
        let after = [load::hashes(time / 2, 1).await?, load::hashes(time / 2, cores).await?];
        report.hashes = Some([f64::midpoint(before[0], after[0]), f64::midpoint(before[1], after[1]), all]);
        report.loaded = Some(server.memory()?);
        doors::knock(&server, &mut doors).await?;
        report.doors = doors;
    }
    server.stop().await?;
    let server = Server::start(&options.binary, &place).await?;
    report.rush = Some(load::rush(&server, &walk.emails, &filled.password, RUSH).await?);
    server.stop().await?;
    if options.wants("invitations") {
        report.invited = Some(invitations::send(&options.binary, &place, &filled.password).await?);
        Report::add(invitations::beside_one_that_hangs(&options.binary, &place, &filled.password, options.connections, time).await?);
    }
    if options.wants("bulk") {
        report.changed = bulk::change(&options.binary, &place, &filled.password).await?;
    }
    report.binary = std::fs::metadata(&options.binary)?.len();
    place.remove().await?;
    report.print();
    Ok(())
}
