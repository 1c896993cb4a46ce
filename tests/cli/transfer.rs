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
