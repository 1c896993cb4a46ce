//! The program as whoever runs it meets it: settings, commands, what it refuses, and how it starts and stops.

#[expect(dead_code, reason = "other tests look at more of an answer")]
#[path = "../app/browser.rs"]
mod browser;
mod commands;
mod databases;
#[path = "../support/fresh.rs"]
mod fresh;
mod killed;
mod killed_jobs;
mod logs;
#[expect(dead_code, reason = "here it is always in a good mood")]
#[path = "../smtp/server.rs"]
mod mail_server;
#[expect(dead_code, reason = "here it scans, and no more")]
#[path = "../support/phone.rs"]
mod phone;
mod serving;
mod settings;
#[expect(dead_code, reason = "other tests need an app around their database")]
#[path = "../support/mod.rs"]
mod support;
mod transfer;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::Database;

/// Longer than any command takes on a busy machine, and shorter than what requests under way are given when a server stops.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a command said and how it ended.
#[derive(Debug)]
struct Said {
    out: String,
    err: String,
    code: Option<i32>,
}

impl Said {
    /// What it printed, if it went well.
    #[track_caller]
    fn fine(self) -> String {
        assert!(self.code == Some(0) && self.err.is_empty(), "{self:?}");
        self.out
    }

    /// What it complained of: one plain line, and nothing was printed as if it had worked.
    #[track_caller]
    fn refused(self) -> String {
        assert!(self.code == Some(1) && self.out.is_empty(), "{self:?}");
        let line = self.err.strip_prefix("rolecall: ").and_then(|line| line.strip_suffix('\n')).unwrap_or_default().to_owned();
        assert!(!line.is_empty() && !line.contains("panicked") && !line.contains("Error {"), "{}", self.err);
        line
    }
}

/// A data folder of its own, and the program in it with no environment but what a test adds.
struct Home {
    database: Database,
    environment: Vec<(String, String)>,
}

impl Home {
    fn new() -> Self {
        let database = fresh::sqlite();
        let data = database.folder.display().to_string();
        let home = Self { database, environment: Vec::new() };
        // Any port that is free: tests run side by side.
        home.with("ROLECALL_DATA_DIR", &data).with("ROLECALL_LOG", "off").with("ROLECALL_LISTEN", "127.0.0.1:0")
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.retain(|(other, _)| other != name);
        self.environment.push((name.into(), value.into()));
        self
    }

    /// On an empty PostgreSQL database; `None` where there is no server.
    async fn on_postgres() -> Option<(Self, Database)> {
        let postgres = fresh::postgres().await?;
        Some((Self::new().with("ROLECALL_DATABASE_URL", &postgres.address), postgres))
    }

    fn folder(&self) -> &Path {
        &self.database.folder
    }

    fn file(&self) -> PathBuf {
        self.folder().join("rolecall.db")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
        let environment = self.environment.iter().map(|(name, value)| (name, value));
        command.env_clear().envs(environment).current_dir(self.folder()).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.run_with("", arguments)
    }

    fn run_with(&self, typed: &str, arguments: &[&str]) -> Said {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        // A program that does not read what is typed may have ended by now.
        drop(child.stdin.take().expect("a pipe").write_all(typed.as_bytes()));
        // What should have been refused may serve on for ever.
        let started = Instant::now();
        while child.try_wait().expect("a child").is_none() {
            if started.elapsed() > PATIENCE {
                child.kill().expect("killed");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Said { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
    }

    /// Makes an administrator, and with the first one the project; the password.
    fn create_admin(&self, email: &str) -> String {
        let said = self.run(&["admin", "create", "--email", email, "--name", "Ada Abara"]).fine();
        let password = said.lines().find_map(|line| line.strip_prefix("Password: "));
        password.expect("the password is printed").to_owned()
    }
}
