//! Everyone as a file, written and read by whoever sits at the machine.

use std::os::unix::fs::PermissionsExt;

use super::Home;

#[test]
fn everyone_is_written_to_a_file_or_printed() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    let printed = home.run(&["export"]).fine();
    assert!(printed.starts_with("\u{feff}\"id\",\"email\"") && printed.contains("\"ada@acme.example\""), "{printed}");
    let file = home.folder().join("users.json");
    let said = home.run(&["export", "--format", "json", "--output", file.to_str().expect("a path")]).fine();
    assert_eq!(said, "Users written: 1.\n");
    let list: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
    assert_eq!(list[0]["email"], "ada@acme.example");
    assert_eq!(std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    let refused = home.run(&["export", "--output", "/nowhere/users.csv"]).refused();
    assert!(refused.contains("cannot be written"), "{refused}");
}

#[test]
fn nobody_is_written_where_no_directory_is() {
    let home = Home::new();
    assert!(home.run(&["export"]).refused().contains("database"));
}

#[test]
fn a_table_is_taken_in_and_says_what_is_wrong_with_it_by_line() {
    let home = Home::new();
    home.create_admin("ada@acme.example");
    let file = home.folder().join("users.csv");
    let path = file.to_str().expect("a path");
    let write = |text: &str| std::fs::write(&file, text).expect("written");
    write("email,first_name,shoe\nines@x.test,Ines,38\nada@acme.example,Augusta,\n");
    let dry = home.run(&["import", path, "--dry-run"]).fine();
    assert_eq!(dry, "Not imported: shoe\nNew: 1\nChanged: 1\nNothing to change: 0\nLeft out: 0\nWrong: 0\nNothing was changed.\n");
    assert!(home.run(&["import", path, "--skip"]).fine().contains("New: 1\nChanged: 0\nNothing to change: 0\nLeft out: 1\n"));
    assert!(home.run(&["import", path, "--update"]).fine().contains("New: 0\nChanged: 1\nNothing to change: 1\n"));
    let everyone = home.run(&["export"]).fine();
    assert!(everyone.contains("\"Augusta\"") && everyone.contains("\"ines@x.test\""), "{everyone}");
    write(&everyone);
    assert!(home.run(&["import", path]).fine().contains("New: 0\nChanged: 0\nNothing to change: 2\nLeft out: 0\nWrong: 0\n"));
    write("email,phone\nyara@x.test,call me\nzoe@x.test,\n");
    let said = home.run(&["import", path, "--invite"]);
    assert!(said.code == Some(1) && said.err == "rolecall: Rows that were not imported: 1.\n", "{said:?}");
    assert!(said.out.starts_with("Line 2 (yara@x.test): ") && said.out.contains("New: 1\n"), "{}", said.out);
    assert!(said.out.ends_with("Without a role, so they cannot sign in: 1. Give one with --role NAME.\n"), "{}", said.out);
    assert!(home.run(&["export"]).fine().contains("\"zoe@x.test\",\"\",\"\",\"invited\""));
    write("email,first_name\nkim@x.test,Kim\n");
    assert!(home.run(&["import", path, "--role", "Nobody"]).refused().contains("Nobody"));
    assert!(
        home.run(&["import", path, "--invite", "--role", "member"])
            .fine()
            .ends_with("New: 1\nChanged: 0\nNothing to change: 0\nLeft out: 0\nWrong: 0\n")
    );
    assert!(home.run(&["export"]).fine().contains("\"kim@x.test\",\"Kim\",\"\",\"invited\",\"Member\""));
    write("name\nx\n");
    assert!(home.run(&["import", path]).refused().contains("who is meant"));
    assert!(home.run(&["import", "/nowhere.csv"]).refused().contains("cannot be read"));
}
