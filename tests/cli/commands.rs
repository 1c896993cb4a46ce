//! The commands for whoever sits at the machine: administrators, made-up people, the trail.

use sqlx::{Connection, SqliteConnection};

use super::Home;

async fn change(home: &Home, statements: &[&'static str]) -> sqlx::Result<()> {
    let mut connection = SqliteConnection::connect(&home.database.address).await.expect("the file opens");
    for statement in statements {
        sqlx::query(*statement).execute(&mut connection).await?;
    }
    connection.close().await
}

#[test]
fn an_administrator_gets_a_password_that_is_printed_once() {
    let home = Home::new();
    let first = home.create_admin("ada@acme.example");
    let second = home.create_admin("ben@acme.example");
    assert!(first.len() > 15 && first != second, "{first} {second}");
}

#[test]
fn an_administrators_password_may_be_typed_and_is_not_repeated() {
    let home = Home::new();
    let arguments = ["admin", "create", "--email", "ada@acme.example", "--password-stdin"];
    let out = home.run_with("a sentence to remember\n", &arguments).fine();
    assert_eq!(out, "ada@acme.example is an administrator now.\n");
}

#[test]
fn a_short_password_is_refused_and_nobody_is_added() {
    let home = Home::new();
    let arguments = ["admin", "create", "--email", "ada@acme.example", "--password-stdin"];
    let said = home.run_with("too short\n", &arguments).refused();
    assert!(said.contains("15") && !said.contains("too short"), "{said}");
    home.run_with("a sentence to remember\n", &arguments).fine();
}

#[test]
fn an_address_that_is_taken_or_none_is_refused() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    let said = home.run(&["admin", "create", "--email", "ADA@acme.example"]).refused();
    assert!(said.contains("Ada Abara"), "{said}");
    for command in ["create", "recover"] {
        assert!(!home.run(&["admin", command, "--email", "ada"]).refused().contains("error-"), "a sentence, not a key");
    }
}

#[test]
fn a_locked_out_administrator_gets_a_link_at_the_public_address() {
    let home = Home::new().with("ROLECALL_PUBLIC_URL", "https://id.acme.example");
    home.create_admin("ada@acme.example");
    let link = home.run(&["admin", "recover", "--email", "Ada@acme.example"]).fine();
    let secret = link.trim_end().strip_prefix("https://id.acme.example/reset/").expect("the link");
    assert!(secret.len() > 20, "{link}");
    let said = home.run(&["admin", "recover", "--email", "ben@acme.example"]).refused();
    assert_eq!(said, "Nobody active has that address.");
}

#[tokio::test]
async fn an_administrator_who_has_lost_the_second_factor_is_helped_and_told() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    change(&home, &["UPDATE users SET totp_secret = x'00', totp_last_step = 7, totp_enabled_at = created_at"]).await.expect("changed");
    let out = home.run(&["admin", "recover", "--email", "ada@acme.example"]).fine();
    assert!(out.contains("/reset/") && out.contains("--without-two-factor"), "{out}");
    // A link that was lost is asked for again in the same words.
    for _ in 0..2 {
        let out = home.run(&["admin", "recover", "--email", "ada@acme.example", "--without-two-factor"]).fine();
        assert!(out.contains("/reset/") && out.contains("Their two-factor is off"), "{out}");
    }
    let mut connection = SqliteConnection::connect(&home.database.address).await.expect("the file opens");
    let (left, steps, told): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM users WHERE totp_secret IS NOT NULL OR totp_enabled_at IS NOT NULL),
                (SELECT max(totp_last_step) FROM users), (SELECT count(*) FROM outbox WHERE kind = 'notice')",
    )
    .fetch_one(&mut connection)
    .await
    .expect("counted");
    assert_eq!((left, steps, told), (0, 7, 1));
    home.run(&["audit", "verify"]).fine();
}

#[tokio::test]
async fn a_suspended_administrator_gets_no_link() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    change(&home, &["UPDATE users SET status = 'suspended'"]).await.expect("changed");
    home.run(&["admin", "recover", "--email", "ada@acme.example"]).refused();
}

#[tokio::test]
async fn made_up_people_are_added_once() {
    let home = Home::new();
    let out = home.run(&["demo", "--users", "60"]).fine();
    assert!(out.starts_with("60 people in ") && out.contains("Sign in as admin@acme.example."), "{out}");
    let out = home.run(&["demo", "--users", "60"]).fine();
    assert!(out.starts_with("Everybody was there already") && !out.contains("password:") && !out.contains("Sign in as"), "{out}");
    let out = home.run(&["demo", "--users", "61"]).fine();
    assert!(out.starts_with("1 person. Their password: "), "{out}");
    let mut connection = SqliteConnection::connect(&home.database.address).await.expect("the file opens");
    let (people, counted): (i64, i64) = sqlx::query_as("SELECT (SELECT count(*) FROM users), (SELECT sum(n) FROM user_counts)")
        .fetch_one(&mut connection)
        .await
        .expect("counted");
    assert_eq!((people, counted), (62, 62));
    home.run(&["audit", "verify"]).fine();
}

#[test]
fn a_command_logs_its_events_to_who_asks_for_them() {
    let home = Home::new();
    let usual = home.environment.iter().filter(|(name, _)| name != "ROLECALL_LOG").cloned().collect();
    let usual = Home { environment: usual, ..home };
    assert_eq!(usual.run(&["demo", "--users", "2"]).err, "");
    let said = usual.with("ROLECALL_LOG", "info").run(&["demo", "--users", "3"]);
    assert!(said.err.contains("demo.fill"), "{}", said.err);
}

#[test]
fn what_is_asked_of_a_directory_that_is_not_there_is_refused_and_makes_none() {
    let home = Home::new();
    let email = ["admin", "recover", "--email", "ada@acme.example"];
    for command in [["audit", "verify"].as_slice(), &email] {
        let said = home.run(command).refused();
        assert!(said.starts_with("There is no database at ") && said.contains("ROLECALL_DATA_DIR"), "{said}");
    }
    assert!(!home.file().exists());
}

#[tokio::test]
async fn the_trail_is_whole_until_someone_changes_it_behind_our_back() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    assert_eq!(home.run(&["audit", "verify"]).fine(), "The trail is whole: 5 events.\n");

    let refused = change(&home, &["UPDATE audit_events SET actor_name = 'Mallory' WHERE seq = 2"]).await;
    assert!(refused.expect_err("refused").to_string().contains("append-only"));
    home.run(&["audit", "verify"]).fine();

    let statements = ["DROP TRIGGER audit_events_no_update", "UPDATE audit_events SET actor_name = 'Mallory' WHERE seq = 2"];
    change(&home, &statements).await.expect("changed");
    assert_eq!(home.run(&["audit", "verify"]).refused(), "Event number 2 was changed.");
    let refused = change(&home, &["DELETE FROM audit_events WHERE seq = 2"]).await;
    assert!(refused.expect_err("refused").to_string().contains("append-only"));
    change(&home, &["DROP TRIGGER audit_events_no_delete", "DELETE FROM audit_events WHERE seq = 2"]).await.expect("changed");
    assert_eq!(home.run(&["audit", "verify"]).refused(), "An event is missing before number 3.");

    let home = Home::new();
    home.create_admin("ada@acme.example");
    change(&home, &["DROP TRIGGER audit_events_no_delete", "DELETE FROM audit_events WHERE seq = 5"]).await.expect("changed");
    let said = home.run(&["audit", "verify"]).refused();
    assert!(said.starts_with("The trail ends with event number 4, but was signed for another end."), "{said}");
}
