//! The driver as a process of ours, and the Chromium it is asked to start.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

use super::JavaScript;

/// The driver; whatever happens, it ends with us, and Chromium with it (they talk through a pipe).
pub(super) struct Process {
    child: Child,
    pub(super) address: SocketAddr,
    profile: PathBuf,
}

impl Process {
    /// The driver looks for a port by itself; now and then another program takes it first, and it looks again.
    pub(super) fn start() -> Self {
        let mut said = String::new();
        (0..5).find_map(|_| Self::try_start(&mut said)).unwrap_or_else(|| panic!("the driver does not start; it said:\n{said}"))
    }

    fn try_start(said: &mut String) -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let program = std::env::var("ROLECALL_TEST_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let name = format!("rolecall_browser_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let profile = std::env::temp_dir().join(name);
        let child = Command::new(&program).arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            said.push_str(&line);
            said.push('\n');
            line.strip_prefix("ChromeDriver was started successfully on port ")?.trim_end_matches('.').parse().ok()
        });
        let Some(port) = port else {
            drop(child.kill());
            drop(child.wait());
            return None;
        };
        // It goes on talking; nobody needs to listen, but the pipe must not run full.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { child, address: SocketAddr::from(([127, 0, 0, 1], port)), profile })
    }

    /// What the browser has to be like.
    pub(super) fn capabilities(&self, scripts: JavaScript) -> ChromeCapabilities {
        let mut wanted = DesiredCapabilities::chrome();
        let program = std::env::var("ROLECALL_TEST_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
        wanted.set_binary(&program).expect("a path");
        for flag in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--lang=en",
            "--hide-scrollbars",
            // Through the pipe Chromium notices when the driver is gone, and ends too.
            "--remote-debugging-pipe",
        ] {
            wanted.add_arg(flag).expect("a flag");
        }
        wanted.add_arg(&format!("--user-data-dir={}", self.profile.display())).expect("a flag");
        let mut preferences = json!({ "credentials_enable_service": false, "profile.password_manager_enabled": false });
        if scripts == JavaScript::Off {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        wanted.add_experimental_option("prefs", preferences).expect("preferences");
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
        wanted
    }

    /// Asks the driver to close its browser and end.
    fn ask_to_end(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.ask_to_end().is_ok() {
            let asked = Instant::now();
            while asked.elapsed() < Duration::from_secs(5) && matches!(self.child.try_wait(), Ok(None)) {
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
}
