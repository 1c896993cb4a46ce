//! The order of the house: who may use whom, and what may stand where.

#[path = "support/files.rs"]
mod files;

use files::{code, files, none};
use regex::Regex;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

fn sources() -> Vec<(String, String)> {
    files("src", &[".rs"])
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `pages.rs`, and where a slice has several, `role_pages.rs` and `directory_page.rs`; `api.rs` for programs.
fn is_page(path: &str) -> bool {
    let name = file_name(path);
    name == "pages.rs" || name == "api.rs" || name.ends_with("_pages.rs") || name.ends_with("_page.rs")
}

fn is_store(path: &str) -> bool {
    file_name(path) == "store.rs" || path.contains("/store/")
}

/// The lines of code outside `may` that match, each with its place.
fn lines_with(what: &Regex, may: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code(&text).lines().enumerate() {
            if what.is_match(line) && !may(&path, line) {
                wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    wrong
}

/// The list in `src/lib.rs`, from the ground up.
fn modules() -> Vec<String> {
    let lib = sources().into_iter().find(|(path, _)| path == "src/lib.rs").expect("src/lib.rs").1;
    let list: Vec<String> = pattern(r"(?m)^pub mod (\w+);").captures_iter(&lib).map(|found| found[1].to_owned()).collect();
    assert!(list.len() > 15, "{list:?}");
    list
}

/// The modules that a text names as `crate::x` or in `crate::{x, y::z}`.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        let rest = &text[start + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            names.push(word(rest));
            continue;
        };
        let (mut depth, mut at_name) = (1, true);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => at_name = true,
                c if depth == 1 && at_name && c.is_ascii_lowercase() => {
                    names.push(word(&list[at..]));
                    at_name = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The module a file belongs to. Templates that no module owns are the frame of all pages, which `web` draws.
fn home<'a>(path: &'a str, modules: &[String]) -> &'a str {
    let name = path.split('/').nth(1).unwrap_or_default().trim_end_matches(".rs");
    if path.starts_with("templates/") && !modules.iter().any(|module| module == name) { "web" } else { name }
}

#[test]
fn no_module_uses_one_declared_below_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources().into_iter().chain(files("templates", &[".html", ".txt"])) {
        // The program itself stands above the list, and the list is no module.
        if path == "src/main.rs" || path == "src/lib.rs" {
            continue;
        }
        let home = home(&path, &modules);
        let own = place(home).unwrap_or_else(|| panic!("{path}: {home} is not in src/lib.rs"));
        for used in named(&code(&text)) {
            seen += 1;
            // `sql!` is exported from the root, as all macros are; its home is `db`.
            let used = if used == "sql" { "db" } else { used.as_str() };
            match place(used) {
                None => wrong.push(format!("{path}: crate::{used} is not in src/lib.rs")),
                Some(place) if place > own => wrong.push(format!("{path}: {home} stands above {used}, and may not use it")),
                Some(_) => {}
            }
        }
    }
    assert!(seen > 200, "only {seen} paths were read");
    none(wrong);
}

#[test]
fn no_path_leaves_its_module_but_through_the_root() {
    let climb = pattern(r"\b(?:super::)+");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let parts = path.split('/').count() - 2;
        let depth = if file_name(&path) == "mod.rs" { parts - 1 } else { parts };
        let code = code(&text);
        for found in climb.find_iter(&code) {
            if found.as_str().matches("super").count() > depth {
                wrong.push(format!("{path}: {} climbs out of its module: name it as crate::…", found.as_str()));
            }
        }
    }
    none(wrong);
}

#[test]
fn only_stores_and_the_database_hold_sql() {
    let sql = pattern(
        r#"\bsql!\s*[(\[{]|\bsqlx::query|\bsea_query\b|\bsqlx::(?:Pool|Any|Sqlite|Pg|Connection|Executor)|"\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP)\s"#,
    );
    let may = |path: &str, _: &str| path.starts_with("src/db/") || is_store(path);
    assert!(lines_with(&sql, |_, _| false).len() > 100, "the pattern finds the stores' SQL");
    // What is left of sqlx elsewhere is how a row or a column becomes a type: `FromRow`, `sqlx::Type`, `#[sqlx(…)]`.
    none(lines_with(&sql, may));
}

#[test]
fn only_pages_and_the_plumbing_see_http() {
    let http = pattern(r"\bactix_(?:web|session)\b");
    let may = |path: &str, line: &str| {
        let plumbing = ["src/main.rs", "src/access/actor.rs", "src/access/visitor.rs", "src/access/sessions.rs"];
        let operations = ["src/ops/server.rs", "src/ops/health.rs", "src/ops/metrics.rs"];
        is_page(path)
            || path.starts_with("src/web/")
            || plumbing.contains(&path)
            || operations.contains(&path)
            // A slice with several files of pages joins their routes in its `mod.rs`; it sees nothing else of HTTP.
            || (file_name(path) == "mod.rs" && line == "use actix_web::web::ServiceConfig;")
    };
    assert!(lines_with(&http, |_, _| false).len() > 50, "the pattern finds the pages' HTTP");
    none(lines_with(&http, may));
}

#[test]
fn only_pages_and_mail_name_templates() {
    let template = pattern(r"#\[template\(|\baskama\b");
    let may = |path: &str, line: &str| {
        is_page(path)
            || path.starts_with("src/web/")
            || path.starts_with("src/mail/")
            // Templates are handed the reader, whose language and zone the filters ask for.
            || (path == "src/i18n/mod.rs" && line == "impl askama::Values for Reader {")
    };
    assert!(lines_with(&template, |_, _| false).len() > 40, "the pattern finds the pages' templates");
    none(lines_with(&template, may));
}

#[test]
fn pages_have_no_record_but_what_their_reader_sees_of_it() {
    let whole = pattern(r"\bstore::(?:find|find_by_email|all)\(");
    let may = |path: &str, _: &str| !is_page(path);
    assert!(lines_with(&whole, |path, _| is_page(path)).len() > 20, "the pattern finds where actions look");
    none(lines_with(&whole, may));
}

#[test]
fn every_source_file_opens_with_a_sentence() {
    let sentence = pattern(r"^//! \S.*");
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().chain(files("tests", &[".rs"])) {
        let doc: String = text.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join(" ");
        if !sentence.is_match(&text) || !doc.ends_with(['.', ':', '`', ')']) {
            wrong.push(format!("{path} opens with “{}”", text.lines().next().unwrap_or_default()));
        }
    }
    none(wrong);
}

#[test]
fn no_source_file_is_longer_than_300_lines() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        // Lists of first names, places and jobs: no logic to lose sight of, and halves of a list are no easier to read.
        if path.starts_with("src/ops/demo/names/") {
            continue;
        }
        let lines = text.lines().count();
        if lines > 300 {
            wrong.push(format!("{path} has {lines} lines"));
        }
    }
    none(wrong);
}

#[test]
fn no_line_is_longer_than_140_letters() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            // Word tables again; and stores, where `cargo fmt` leaves a statement of SQL in one piece.
            let may = path.starts_with("src/ops/demo/names/") || is_store(&path);
            if line.chars().count() > 140 && !may {
                wrong.push(format!("{path}:{} has {} letters", number + 1, line.chars().count()));
            }
        }
    }
    none(wrong);
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let nothing = pattern(r"(?:^|_)(?:utils?|helpers?|managers?|services?|common|misc|types|base)$");
    let wrong = |path: &str| path.split('/').any(|part| nothing.is_match(part.split('.').next().unwrap_or(part)));
    assert!(wrong("src/users/date_utils.rs") && wrong("src/common/mod.rs") && !wrong("src/users/store.rs"));
    none(sources().into_iter().map(|(path, _)| path).filter(|path| wrong(path)).collect());
}
