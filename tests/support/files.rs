//! Rolecall's own files, for the tests that read them.

use std::path::Path;

/// Every file below a folder of the repository whose name ends so, in order: its path from the root, and its text.
pub fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.push((path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned(), text));
            }
        }
    }
    assert!(!found.is_empty(), "nothing in {folder} ends with {endings:?}");
    found.sort();
    found
}

/// Rust without its comments and its unit tests, line for line.
pub fn code(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines().take_while(|line| *line != "#[cfg(test)]") {
        let comment = if line.trim_start().starts_with("//") { Some(0) } else { line.find(" // ") };
        code.push_str(&line[..comment.unwrap_or(line.len())]);
        code.push('\n');
    }
    code
}

/// Fails with all that was found wrong, not only the first.
pub fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
