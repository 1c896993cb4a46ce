//! Databases that are not ours, not whole or too new are refused as they are; ours are brought up to date.

use sqlx::{Connection, PgConnection, SqliteConnection};

use super::Home;

async fn write(home: &Home, statements: &[&'static str]) {
    let address = format!("{}?mode=rwc", home.database.address);
    let mut connection = SqliteConnection::connect(&address).await.expect("the file opens");
    for statement in statements {
        sqlx::query(*statement).execute(&mut connection).await.expect(statement);
    }
    connection.close().await.expect("closed");
}

/// Every command that opens the database says so and leaves the file as it was, byte for byte.
#[track_caller]
fn refused_untouched(home: &Home, says: &str) {
    let before = std::fs::read(home.file()).expect("the file");
    let create = ["admin", "create", "--email", "ada@acme.example"];
    for command in [&["migrate"][..], &["serve"], &create, &["demo", "--users", "1"], &["audit", "verify"]] {
        let said = home.run(command).refused();
        assert!(said.contains(says) && said.contains("Nothing was changed."), "{command:?}: {said}");
        assert!(std::fs::read(home.file()).expect("the file") == before, "{command:?} changed the file");
    }
}

#[test]
fn migrating_twice_is_migrating_once() {
    let home = Home::new();
    for _ in 0..2 {
        assert_eq!(home.run(&["migrate"]).fine(), "The schema is up to date (SQLite).\n");
    }
    assert!(home.file().exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_postgres_database_is_migrated_and_set_up() {
    let Some((home, _postgres)) = Home::on_postgres().await else { return };
    for _ in 0..2 {
        assert_eq!(home.run(&["migrate"]).fine(), "The schema is up to date (PostgreSQL).\n");
    }
    home.create_admin("ada@acme.example");
    assert_eq!(home.run(&["audit", "verify"]).fine(), "The trail is whole: 5 events.\n");
    assert!(!home.file().exists(), "there is no second database");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_database_of_another_program_is_refused() {
    let Some((home, postgres)) = Home::on_postgres().await else { return };
    let mut connection = PgConnection::connect(&postgres.address).await.expect("the server answers");
    sqlx::query("CREATE TABLE notes (id bigint)").execute(&mut connection).await.expect("created");
    let said = home.run(&["migrate"]).refused();
    assert!(said.starts_with("The database belongs to another program"), "{said}");
    let (tables,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetch_one(&mut connection).await.expect("counted");
    assert_eq!(tables, 1);
}

#[test]
fn a_server_that_is_away_is_told_without_its_password() {
    let home = Home::new().with("ROLECALL_DATABASE_URL", "postgres://rolecall:hunter2@127.0.0.1:9/people");
    let said = home.run(&["migrate"]).refused();
    assert!(said.starts_with("The database cannot be opened: ") && !said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn a_file_of_another_program_is_refused() {
    let home = Home::new();
    write(&home, &["CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)", "INSERT INTO notes (text) VALUES ('mine')"]).await;
    refused_untouched(&home, "belongs to another program");
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let home = Home::new();
    home.run(&["migrate"]).fine();
    let future = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                  VALUES (9999, 'to come', true, x'00', 1)";
    write(&home, &[future]).await;
    refused_untouched(&home, "written by a newer Rolecall (schema 9999)");
}

#[tokio::test]
async fn a_migration_that_was_changed_is_refused() {
    let home = Home::new();
    home.run(&["migrate"]).fine();
    write(&home, &["UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1"]).await;
    refused_untouched(&home, "migration 1 differs");
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let home = Home::new();
    let garbage: Vec<u8> = (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    std::fs::write(home.file(), garbage).expect("written");
    refused_untouched(&home, "cannot be read");
}

#[test]
fn a_torn_file_is_refused() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    let whole = std::fs::read(home.file()).expect("the file");
    std::fs::write(home.file(), &whole[..whole.len() / 3 + 100]).expect("written");
    refused_untouched(&home, "cannot be read");
}
