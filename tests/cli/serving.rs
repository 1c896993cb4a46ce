//! Starting and stopping the server.

use std::fs::Permissions;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rolecall::clock::Clock;
use rolecall::crypto::Keys;
use rolecall::i18n::Language;
use rolecall::mail::{self, InvitationRequest, Letter, Mail};

use super::mail_server::Server as MailServer;
use super::support::SECRET_KEY;
use super::{Home, PATIENCE};

pub struct Served {
    child: Child,
    pub address: SocketAddr,
}

/// Starts serving on a free port and waits until it is ready.
fn serve(home: Home) -> (Home, Served) {
    serve_logging_to(home, Stdio::piped())
}

pub fn serve_logging_to(home: Home, log: Stdio) -> (Home, Served) {
    let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let home = home.with("ROLECALL_LISTEN", &address.to_string());
    let child = home.command(&["serve"]).stdout(Stdio::piped()).stderr(log).spawn().expect("the program starts");
    let mut served = Served { child, address };
    let started = Instant::now();
    while get(address, "/health/ready").is_none_or(|answer| !answer.ends_with("ready\n")) {
        let ended = served.child.try_wait().expect("a child");
        assert!(ended.is_none() && started.elapsed() < PATIENCE, "not ready: {ended:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
    (home, served)
}

/// The whole answer; `None` while nobody listens.
fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

impl Served {
    /// Ends it in the middle of whatever it does, as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Tells it to stop as a service manager does; what it had printed.
    pub fn stop(self) -> String {
        self.tell_to_stop();
        self.end()
    }

    fn tell_to_stop(&self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(told.success());
    }

    fn end(mut self) -> String {
        let started = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("a child") {
                Some(status) => break status,
                None => assert!(started.elapsed() < PATIENCE, "it does not stop"),
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let mut said = [String::new(), String::new()];
        self.child.stdout.take().expect("a pipe").read_to_string(&mut said[0]).expect("UTF-8");
        if let Some(mut log) = self.child.stderr.take() {
            log.read_to_string(&mut said[1]).expect("UTF-8");
        }
        assert!(status.code() == Some(0) && said[1].is_empty(), "{status}: {said:?}");
        said[0].clone()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn the_set_up_link_is_printed_until_set_up_is_done() {
    let (home, served) = serve(Home::new().with("ROLECALL_PUBLIC_URL", "https://id.acme.example"));
    let out = served.stop();
    let code = out.strip_prefix("Set up Rolecall: https://id.acme.example/setup?code=").expect("the line");
    assert!(code.ends_with('\n') && code.trim_end().len() > 15 && code.lines().count() == 1, "{out}");

    let (home, served) = serve(home);
    assert_eq!(served.stop(), out, "the code is the same after a restart");

    home.create_admin("ada@acme.example");
    let (_home, served) = serve(home);
    assert_eq!(served.stop(), "");
}

#[test]
fn a_second_server_on_the_same_file_is_refused_and_commands_are_not() {
    let (home, served) = serve(Home::new());
    let second = home.with("ROLECALL_LISTEN", "127.0.0.1:0");
    let said = second.run(&["serve"]).refused();
    assert!(said.starts_with("Another Rolecall is running on ") && said.contains("rolecall.db"), "{said}");
    second.create_admin("ada@acme.example");
    assert!(get(served.address, "/sign-in").expect("an answer").starts_with("HTTP/1.1 200"), "the first one still serves");
    served.stop();
    let (_home, served) = serve(second);
    served.stop();
}

#[test]
fn a_killed_server_leaves_no_lock_behind() {
    let (home, mut served) = serve(Home::new());
    served.kill();
    let (_home, served) = serve(home);
    served.stop();
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = Home::new().with("ROLECALL_LISTEN", &address).run(&["serve"]).refused();
    assert!(said.starts_with(&format!("Cannot listen on {address}: ")), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_share_a_postgres_database() {
    let Some((home, postgres)) = Home::on_postgres().await else { return };
    let (_home, first) = serve(home);
    let (_other, second) = serve(Home::new().with("ROLECALL_DATABASE_URL", &postgres.address));
    assert!(get(first.address, "/health/live").expect("an answer").ends_with("alive\n"));
    second.stop();
    first.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_finishes_requests_and_mails_side_by_side() {
    let post = MailServer::start(&[]);
    let home = Home::new().with("ROLECALL_MAIL_URL", &format!("smtp://{}", post.address)).with("ROLECALL_SECRET_KEY", &"07".repeat(32));
    let (home, mut served) = serve(home);
    let db = home.database.open().await;
    let mut write = db.write().await.expect("a turn");
    let mail = Mail {
        to_address: "ada@acme.example".into(),
        to_name: String::new(),
        reply_to: String::new(),
        language: Language::English,
        zone: chrono_tz::UTC,
        user: None,
        letter: Letter::InvitationRequest(InvitationRequest {
            project: "Acme".into(),
            name: "Ines".into(),
            email: "ines@north.example".into(),
            user: uuid::Uuid::now_v7(),
        }),
    };
    mail::enqueue(&mut write, &Keys::new(SECRET_KEY), mail, Clock::default().now()).await.expect("written");
    write.commit().await.expect("committed");
    until("the mail is sent", || !post.log().mails.is_empty());

    // A form whose end is still to come holds the server for longer than a mail server is kept on the line, idle.
    let mut slow = TcpStream::connect(served.address).expect("connected");
    write!(
        slow,
        "POST /sign-in HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: 7\r\n\r\nemail",
        served.address
    )
    .expect("sent");
    std::thread::sleep(Duration::from_millis(300));
    let told = Instant::now();
    served.tell_to_stop();
    until("the mail server hears goodbye", || post.log().lines.iter().any(|line| line == "QUIT"));
    assert!(told.elapsed() < Duration::from_secs(8), "only when the form had ended");
    assert!(served.child.try_wait().expect("a child").is_none(), "the form is still under way");
    write!(slow, "=a").expect("sent");
    let mut answer = String::new();
    slow.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    served.end();
}

/// Everything below a folder that others may read, write or enter.
fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    let mut open = Vec::new();
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            open.extend(open_to_others(&path));
        }
        if std::fs::metadata(&path).expect("a file").permissions().mode() & 0o077 != 0 {
            open.push(path);
        }
    }
    open
}

#[test]
fn nobody_else_on_the_machine_reads_the_data() {
    let home = Home::new();
    let outer = home.folder().join("outer");
    let data = outer.join("data");
    let (home, served) = serve(home.with("ROLECALL_DATA_DIR", &data.display().to_string()));
    home.create_admin("ada@acme.example");
    let names = ["rolecall.db", "rolecall.db-wal", "rolecall.db-shm", "rolecall.lock", "secret.key"];
    for name in names {
        assert!(data.join(name).exists(), "{name}");
    }
    assert_eq!(open_to_others(&outer), Vec::<PathBuf>::new());
    served.stop();
    // A folder that is there keeps its mode: others may have business in it. The files are closed all the same.
    let open = |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("ours");
    open(&data, 0o755);
    open(&data.join("rolecall.db"), 0o644);
    let (_home, served) = serve(home);
    assert_eq!(open_to_others(&outer), [data]);
    served.stop();
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
