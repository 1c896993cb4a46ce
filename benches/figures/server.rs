//! The program under measurement: filled, started and stopped as an administrator would, watched through /proc.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::http::{Browser, between};
use crate::place::Place;

pub struct Filled {
    pub took: Duration,
    /// Everyone's.
    pub password: String,
}

fn command(binary: &str, place: &Place) -> Command {
    let mut command = Command::new(binary);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ROLECALL_")) {
        command.env_remove(name);
    }
    command
        .env("ROLECALL_DATA_DIR", &place.folder)
        .env("ROLECALL_DATABASE_URL", &place.database_url)
        // So that the load can come from many sources, as in life: sign-in is throttled per source.
        .env("ROLECALL_TRUSTED_PROXIES", "127.0.0.1");
    command
}

/// `rolecall demo`.
pub fn fill(binary: &str, place: &Place, users: usize) -> Result<Filled> {
    let started = Instant::now();
    let output = command(binary, place).args(["demo", "--users", &users.to_string()]).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "rolecall demo failed");
    let text = String::from_utf8(output.stdout)?;
    let password = between(&text, "password: ", "\n").context("no password was printed")?.to_owned();
    Ok(Filled { took: started.elapsed(), password })
}

pub struct Server {
    process: Child,
    pub address: SocketAddr,
    /// From the start of the process to the first "ready".
    pub ready: Duration,
    log: PathBuf,
}

/// In KiB.
#[derive(Clone, Copy, Default)]
pub struct Memory {
    pub resident: u64,
    /// Of the resident: pages of files, such as the program itself and what SQLite maps of its database, counted once for every
    /// connection that maps them.
    pub files: u64,
}

impl Memory {
    pub fn own(self) -> u64 {
        self.resident - self.files
    }
}

impl Server {
    pub async fn start(binary: &str, place: &Place) -> Result<Self> {
        Self::start_with(command(binary, place), place).await
    }

    /// With a mail server of its own.
    pub async fn start_with_mail(binary: &str, place: &Place, mail_url: &str) -> Result<Self> {
        let mut command = command(binary, place);
        command.env("ROLECALL_MAIL_URL", mail_url);
        Self::start_with(command, place).await
    }

    async fn start_with(mut command: Command, place: &Place) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let log = place.folder.join("server.log");
        let started = Instant::now();
        let process = command
            .arg("serve")
            .env("ROLECALL_LISTEN", address.to_string())
            .env("ROLECALL_PUBLIC_URL", format!("http://{address}"))
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()?;
        let mut server = Self { process, address, ready: Duration::ZERO, log };
        let mut browser = Browser::new(address);
        while browser.get("/health/ready").await.map_or(0, |answer| answer.status) != 200 {
            if let Some(status) = server.process.try_wait()? {
                bail!("the server ended: {status}");
            }
            ensure!(started.elapsed() < Duration::from_secs(30), "the server is not ready after 30 s");
            browser = Browser::new(address);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.ready = started.elapsed();
        Ok(server)
    }

    pub fn memory(&self) -> Result<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = |name: &str| -> Result<u64> {
            let value = between(&status, name, " kB").with_context(|| name.to_owned())?;
            Ok(value.trim().parse()?)
        };
        Ok(Memory { resident: line("VmRSS:")?, files: line("RssFile:")? })
    }

    /// Where the log ends now.
    pub fn log_end(&self) -> Result<u64> {
        Ok(std::fs::metadata(&self.log)?.len())
    }

    /// What the server itself says each request took since then, in microseconds: from the session to the rendered page,
    /// without reading the request and compressing the answer.
    pub fn own_times(&self, since: u64, method: &str) -> Result<Vec<f64>> {
        let mut log = File::open(&self.log)?;
        log.seek(SeekFrom::Start(since))?;
        let mut text = String::new();
        log.read_to_string(&mut text)?;
        let events = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        Ok(events.filter(|event| event["method"] == method).filter_map(|event| event["micros"].as_f64()).collect())
    }

    pub async fn stop(mut self) -> Result<()> {
        Command::new("kill").arg(self.process.id().to_string()).status()?;
        while self.process.try_wait()?.is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Only where a measurement broke off; `stop` has waited for it otherwise.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
