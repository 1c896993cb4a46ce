//! Settings are checked before anything opens, and what is wrong is said in plain words.

use std::os::unix::fs::PermissionsExt;

use super::Home;

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

#[test]
fn valid_settings_are_summed_up_without_secrets_and_nothing_is_left_behind() {
    let home = Home::new()
        .with("ROLECALL_LISTEN", "127.0.0.1:8080")
        .with("ROLECALL_PUBLIC_URL", "https://id.acme.example")
        .with("ROLECALL_MAIL_URL", "smtps://robot:hunter2@mail.acme.example")
        .with("ROLECALL_DATABASE_URL", "postgres://rolecall:hunter3@db.acme.example/people")
        .with("ROLECALL_SECRET_KEY", KEY);
    let out = home.run(&["check-config"]).fine();
    assert!(out.starts_with("The settings are valid.\n"), "{out}");
    for part in ["https://id.acme.example", "127.0.0.1:8080", "postgres", "mail.acme.example:465"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    for secret in ["hunter2", "hunter3", KEY] {
        assert!(!out.contains(secret), "{out}");
    }
    let plain = Home::new();
    plain.run(&["check-config"]).fine();
    assert_eq!(std::fs::read_dir(plain.folder()).expect("the folder").count(), 0);
}

#[test]
fn an_unknown_setting_is_refused_with_the_nearest_known_one() {
    let said = Home::new().with("ROLECALL_PUBLIC_ULR", "https://id.acme.example").run(&["check-config"]).refused();
    assert_eq!(said, "ROLECALL_PUBLIC_ULR is not a setting. Did you mean ROLECALL_PUBLIC_URL?");

    let home = Home::new();
    std::fs::write(home.folder().join("rolecall.toml"), "listn = \"127.0.0.1:8000\"\n").expect("written");
    let said = home.run(&["check-config", "--config", "rolecall.toml"]).refused();
    assert_eq!(said, "listn is not a setting. Did you mean listen?");
}

#[test]
fn the_environment_wins_over_the_file() {
    let home = Home::new().with("ROLECALL_LISTEN", "127.0.0.1:9001");
    std::fs::write(home.folder().join("rolecall.toml"), "listen = \"127.0.0.1:9000\"\npublic_url = \"https://id.acme.example\"\n")
        .expect("written");
    let out = home.run(&["--config", "rolecall.toml", "check-config"]).fine();
    assert!(out.contains("Serves https://id.acme.example on 127.0.0.1:9001"), "{out}");
}

#[test]
fn a_file_that_is_away_or_no_toml_is_named() {
    let home = Home::new();
    assert!(home.run(&["--config", "nowhere.toml", "check-config"]).refused().starts_with("nowhere.toml: "));
    std::fs::write(home.folder().join("rolecall.toml"), "listen = \n").expect("written");
    let said = home.run(&["--config", "rolecall.toml", "check-config"]);
    assert!(said.code == Some(1) && said.err.starts_with("rolecall: rolecall.toml is not valid TOML: "), "{said:?}");
}

#[test]
fn a_wrong_value_names_its_setting_and_never_repeats_a_secret() {
    for (name, value) in [
        ("ROLECALL_LISTEN", "8080"),
        ("ROLECALL_PUBLIC_URL", "http://people.example.org"),
        ("ROLECALL_MAIL_FROM", "nobody"),
        ("ROLECALL_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("ROLECALL_METRICS_LISTEN", "on"),
        ("ROLECALL_LOG", "rolecall=loud"),
    ] {
        for command in ["check-config", "serve"] {
            let said = Home::new().with(name, value).run(&[command]).refused();
            assert!(said.contains(name), "{said}");
        }
    }
    for (name, value) in [
        ("ROLECALL_SECRET_KEY", "hunter2"),
        ("ROLECALL_MAIL_URL", "http://robot:hunter2@mail.acme.example"),
        ("ROLECALL_MAIL_URL", "smtps://robot:hunter2@mail.acme.example/path"),
        ("ROLECALL_DATABASE_URL", "mysql://root:hunter2@db.acme.example/people"),
        ("ROLECALL_DATABASE_URL", "postgres://root:hunter2@db.acme.example:port/people"),
    ] {
        for command in ["check-config", "migrate"] {
            let said = Home::new().with(name, value).run(&[command]).refused();
            assert!(said.contains(name) && !said.contains("hunter2"), "{said}");
        }
    }
}

#[test]
fn the_secret_key_is_made_once_and_only_its_owner_reads_it() {
    let home = Home::new();
    home.run(&["migrate"]).fine();
    let path = home.folder().join("secret.key");
    let key = std::fs::read_to_string(&path).expect("the key");
    assert!(key.len() == 64 && key.bytes().all(|c| c.is_ascii_hexdigit()), "{} letters", key.len());
    assert_eq!(std::fs::metadata(&path).expect("the key").permissions().mode() & 0o777, 0o600);
    home.run(&["migrate"]).fine();
    assert_eq!(std::fs::read_to_string(&path).expect("the key"), key);
}

#[test]
fn the_secret_key_may_come_from_a_file() {
    let folder = Home::new();
    let path = folder.folder().join("key");
    std::fs::write(&path, format!("{KEY}\n")).expect("written");
    let home = Home::new().with("ROLECALL_SECRET_KEY_FILE", &path.display().to_string());
    home.run(&["migrate"]).fine();
    assert!(!home.folder().join("secret.key").exists(), "no second key is made");

    std::fs::write(&path, "hunter2").expect("written");
    let said = home.run(&["migrate"]).refused();
    assert!(said.contains("ROLECALL_SECRET_KEY") && !said.contains("hunter2"), "{said}");
    let said = home.with("ROLECALL_SECRET_KEY", KEY).run(&["migrate"]).refused();
    assert_eq!(said, "ROLECALL_SECRET_KEY and ROLECALL_SECRET_KEY_FILE are both set. Keep one.");
}
