//! The program as it is typed: settings, migration, administrators, demo, the trail, and the databases it refuses.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A data directory of its own, gone at the end.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let folder = std::env::temp_dir().join(format!("rolecall-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Nothing of the environment of the tests but the path.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolecall"));
        command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("ROLECALL_DATA_DIR", &self.0).env("ROLECALL_LOG", "off").current_dir(&self.0);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// What it prints when it succeeds.
    #[track_caller]
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// What it complains of when it fails.
    #[track_caller]
    fn refuses(&self, arguments: &[&str]) -> String {
        refused(&self.run(arguments))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "it did: {}", String::from_utf8_lossy(&output.stdout));
    let error = String::from_utf8(output.stderr.clone()).expect("text");
    assert!(!error.contains("panicked"), "{error}");
    error
}

/// A server on a free port, ended with the test.
struct Serving(Child, String);

impl Serving {
    /// Its first line.
    fn start(place: &Place) -> Self {
        let mut child = place
            .command(&["serve"])
            .env("ROLECALL_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        Self(child, line)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn settings_are_checked_and_a_wrong_one_is_told_with_the_nearest() {
    let place = Place::new();
    let said = place.says(&["check-config"]);
    assert!(
        said.contains("The settings are valid.") && said.contains("http://127.0.0.1:8080") && said.contains("database sqlite"),
        "{said}"
    );
    assert!(!place.file("rolecall.db").exists(), "nothing was opened");
    for (key, value, says) in [
        ("ROLECALL_LISTENN", "127.0.0.1:1", "ROLECALL_LISTENN is not a setting. Did you mean ROLECALL_LISTEN?"),
        ("ROLECALL_PUBLICURL", "x", "Did you mean ROLECALL_PUBLIC_URL?"),
        ("ROLECALL_LISTEN", "8080", "ROLECALL_LISTEN is “8080”"),
        ("ROLECALL_PUBLIC_URL", "http://people.example.org", "an https address"),
        ("ROLECALL_SECRET_KEY", "canary", "ROLECALL_SECRET_KEY is “…”"),
        ("ROLECALL_MAIL_URL", "smtp://user:canary@host?tls=none", "ROLECALL_MAIL_URL is “…”"),
    ] {
        for arguments in [&["check-config"][..], &["serve"], &["migrate"]] {
            let error = refused(&place.command(arguments).env(key, value).output().expect("it runs"));
            assert!(error.contains(says) && !error.contains("canary"), "{key}: {error}");
        }
    }
}

#[test]
fn a_file_of_settings_is_read_and_the_environment_wins() {
    let place = Place::new();
    let write = |text: &str| std::fs::write(place.file("rolecall.toml"), text).expect("written");
    write("public_url = \"https://people.example.org\"\ntrusted_proxies = [\"10.0.0.0/8\"]\n");
    assert!(place.says(&["--config", "rolecall.toml", "check-config"]).contains("https://people.example.org"));
    let output = place
        .command(&["check-config", "--config", "rolecall.toml"])
        .env("ROLECALL_PUBLIC_URL", "https://other.example")
        .output()
        .expect("it runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains("https://other.example"));
    write("publik_url = \"x\"\n");
    assert!(place.refuses(&["--config", "rolecall.toml", "check-config"]).contains("Did you mean public_url?"));
    write("public_url = \n");
    assert!(place.refuses(&["--config", "rolecall.toml", "check-config"]).contains("is not valid TOML"));
    assert!(place.refuses(&["--config", "missing.toml", "check-config"]).contains("missing.toml"));
    place.refuses(&["--nonsense"]);
    place.refuses(&["nonsense"]);
}

#[test]
fn the_first_run_makes_a_key_that_nobody_else_reads_and_keeps_it() {
    let place = Place::new();
    place.says(&["migrate"]);
    let key = std::fs::read(place.file("secret.key")).expect("made");
    assert_eq!(place.file("secret.key").metadata().expect("there").permissions().mode() & 0o777, 0o600);
    assert!(place.says(&["migrate"]).contains("up to date (SQLite)"));
    assert_eq!(std::fs::read(place.file("secret.key")).expect("kept"), key);
}

#[test]
fn an_administrator_is_made_with_a_password_typed_or_printed() {
    let place = Place::new();
    let said = place.says(&["admin", "create", "--email", "ada@acme.example", "--name", "Ada Abara"]);
    assert!(said.contains("ada@acme.example is an administrator now.") && said.contains("Password: "), "{said}");
    let typed = |password: &str, email: &str| {
        let mut child = place
            .command(&["admin", "create", "--email", email, "--password-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("piped").write_all(password.as_bytes()).expect("written");
        child.wait_with_output().expect("it ends")
    };
    let output = typed("my own long sentence\n", "bo@acme.example");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !said.contains("sentence") && said.contains("bo@acme.example"), "{said}");
    assert!(refused(&typed("short\n", "kim@acme.example")).contains("Use at least 15 characters"));
    assert!(refused(&typed("kim.possible-kim.possible\n", "kim.possible@acme.example")).contains("made of your name"));
    assert!(place.refuses(&["admin", "create", "--email", "ADA@acme.example"]).contains("Choose another address"));
    assert!(place.refuses(&["admin", "create", "--email", "bob@@x"]).contains("Keep one @"));
    assert!(place.says(&["audit", "verify"]).contains("The trail is whole: 6 events"));
    // Set-up is closed with the first of them.
    let link = place.says(&["admin", "recover", "--email", "Ada@acme.example"]);
    assert!(link.starts_with("http://127.0.0.1:8080/reset/"), "{link}");
    assert!(place.refuses(&["admin", "recover", "--email", "nobody@acme.example"]).contains("Nobody active has that address"));
    assert!(place.says(&["audit", "verify"]).contains("7 events"));
}

#[test]
fn demo_fills_the_directory_and_twice_is_harmless() {
    let place = Place::new();
    assert!(place.says(&["demo", "--users", "50"]).contains("50 people"));
    let again = place.says(&["demo", "--users", "50"]);
    assert!(again.contains("0 people") || again.contains("50 people"), "{again}");
    place.says(&["demo", "--users", "50", "--seed", "2"]);
    assert!(place.says(&["audit", "verify"]).contains("The trail is whole"));
    assert!(place.refuses(&["demo", "--users", "many"]).contains("many"));
}

#[tokio::test]
async fn a_trail_that_was_tampered_with_is_told() {
    let place = Place::new();
    place.says(&["demo", "--users", "5"]);
    let db = rolecall::db::open(&format!("sqlite:{}", place.file("rolecall.db").display())).await.expect("opens");
    let rolecall::db::Db::Sqlite { writer, .. } = &db else { panic!("SQLite") };
    sqlx::raw_sql("DROP TRIGGER audit_events_no_update; UPDATE audit_events SET actor_name = 'Eve' WHERE seq = 2")
        .execute(writer)
        .await
        .expect("written");
    db.close().await;
    let error = place.refuses(&["audit", "verify"]);
    assert!(error.contains("Event number 2 was changed."), "{error}");
}

#[test]
fn the_first_start_prints_the_way_to_set_up_and_a_second_server_is_refused() {
    let place = Place::new();
    let server = Serving::start(&place);
    assert!(server.1.starts_with("Set up Rolecall: http://127.0.0.1:") && server.1.contains("/setup?code="), "{}", server.1);
    let second = place.command(&["serve"]).env("ROLECALL_LISTEN", "127.0.0.1:0").output().expect("it runs");
    assert!(refused(&second).contains("Another Rolecall is running"));
    // Commands work beside it.
    place.says(&["admin", "create", "--email", "ada@acme.example"]);
    drop(server);
    // Killed, not asked: the lock has gone with it.
    let address = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    let mut command = place.command(&["serve"]);
    let mut server =
        command.env("ROLECALL_LISTEN", address.to_string()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    while !answers(address) {
        assert!(server.try_wait().expect("known").is_none(), "it has ended");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(Command::new("kill").args(["-TERM", &server.id().to_string()]).status().expect("asked").success());
    let mut said = String::new();
    std::io::Read::read_to_string(&mut server.stdout.take().expect("piped"), &mut said).expect("text");
    assert!(server.wait().expect("it ends").success(), "asked to stop, it stops in order");
    assert!(!said.contains("/setup"), "set-up is closed for good: {said}");
}

/// Whether a server is there and says that it lives.
fn answers(address: std::net::SocketAddr) -> bool {
    let mut answer = String::new();
    let asked = std::net::TcpStream::connect(address).and_then(|mut stream| {
        stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
        std::io::Read::read_to_string(&mut stream, &mut answer)
    });
    asked.is_ok() && answer.starts_with("HTTP/1.1 200")
}

/// Every command that opens the database refuses it, in these words, and leaves it as it was.
#[track_caller]
fn is_refused(place: &Place, says: &str) {
    let file = place.file("rolecall.db");
    let before = std::fs::read(&file).expect("a file");
    for arguments in
        [&["migrate"][..], &["serve"], &["demo", "--users", "1"], &["admin", "create", "--email", "a@x.test"], &["audit", "verify"]]
    {
        let output = place.command(arguments).env("ROLECALL_LISTEN", "127.0.0.1:0").output().expect("it runs");
        let error = refused(&output);
        assert!(error.contains(says), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    assert!(std::fs::read(&file).expect("a file") == before, "it was changed");
}

async fn change(file: &Path, statement: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options).await.expect("opens");
    sqlx::raw_sql(statement).execute(&mut connection).await.expect("written");
    sqlx::Connection::close(connection).await.expect("closed");
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let place = Place::new();
    change(&place.file("rolecall.db"), "PRAGMA journal_mode = WAL; CREATE TABLE bookmarks (id INTEGER); INSERT INTO bookmarks VALUES (1)")
        .await;
    is_refused(&place, "belongs to another program");
}

#[tokio::test]
async fn a_database_of_a_newer_rolecall_is_left_alone() {
    let place = Place::new();
    place.says(&["migrate"]);
    change(
        &place.file("rolecall.db"),
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
    )
    .await;
    is_refused(&place, "newer Rolecall (schema 9999)");
}

#[tokio::test]
async fn a_database_whose_migrations_differ_is_left_alone() {
    let place = Place::new();
    place.says(&["migrate"]);
    change(&place.file("rolecall.db"), "UPDATE _sqlx_migrations SET checksum = x'00'").await;
    is_refused(&place, "is not whole");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let place = Place::new();
    std::fs::write(place.file("rolecall.db"), "these are not the pages you are looking for ".repeat(200)).expect("written");
    is_refused(&place, "cannot be read");
    let unknown = place.command(&["migrate"]).env("ROLECALL_DATABASE_URL", "mysql://x").output().expect("it runs");
    assert!(refused(&unknown).contains("use sqlite:FILE or postgres://"));
    let away =
        place.command(&["migrate"]).env("ROLECALL_DATABASE_URL", "postgres://nobody:canary@127.0.0.1:9/none").output().expect("it runs");
    assert!(!refused(&away).contains("canary"));
}
