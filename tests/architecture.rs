//! The house as `src/lib.rs` draws it: who may use whom, where SQL and HTTP may stand, and how long a file may get.

use std::path::{Path, PathBuf};

use regex::Regex;

struct Source {
    /// From `src/` on, with slashes.
    path: String,
    /// The module of `lib.rs` it belongs to.
    module: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    assert!(files.len() > 80, "the source was not found");
    files
        .into_iter()
        .map(|file| {
            let path = file.strip_prefix("src").expect("inside").display().to_string();
            let module = path.split('/').next().expect("a name").trim_end_matches(".rs").to_owned();
            Source { module, text: std::fs::read_to_string(&file).expect("a source"), path }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The modules of `lib.rs`, from the ground up.
fn order() -> Vec<String> {
    let lib = std::fs::read_to_string("src/lib.rs").expect("src/lib.rs");
    let order: Vec<String> =
        Regex::new(r"(?m)^pub mod (\w+);").expect("a pattern").captures_iter(&lib).map(|found| found[1].to_owned()).collect();
    assert!(order.len() > 10, "src/lib.rs was not understood");
    order
}

/// The source without its comments, and without its unit tests.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().expect("a beginning");
    Regex::new(r"(?m)//.*$").expect("a pattern").replace_all(text, "").into_owned()
}

/// The modules that a source names as `crate::x`, in `use` lists too.
fn used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    let plain = Regex::new(r"\bcrate::(\w+)").expect("a pattern");
    used.extend(plain.captures_iter(code).map(|found| found[1].to_owned()));
    let list = Regex::new(r"(?s)\bcrate::\{(.*?)\};").expect("a pattern");
    for found in list.captures_iter(code) {
        let (mut depth, mut name) = (0, String::new());
        for c in found[1].chars().chain([',']) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    let first: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    used.push(first);
                    name.clear();
                }
                c => name.push(c),
            }
        }
    }
    used
}

#[test]
fn a_module_uses_those_above_it_and_never_those_below() {
    let order = order();
    let place = |name: &str| order.iter().position(|known| known == name);
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main"].contains(&source.module.as_str())) {
        let own = place(&source.module).unwrap_or_else(|| panic!("src/lib.rs does not declare {}", source.module));
        for name in used(&code(&source.text)) {
            if place(&name).is_some_and(|other| other > own) {
                wrong.push(format!("{} uses {name}", source.path));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `web` draws pages for all; the frame's templates name it, and a slice's templates name their own slice or one above it.
#[test]
fn templates_name_modules_above_their_own_too() {
    let order = order();
    let place = |name: &str| order.iter().position(|known| known == name);
    let mut wrong = Vec::new();
    let name = Regex::new(r"\bcrate::(\w+)").expect("a pattern");
    for folder in std::fs::read_dir("templates").expect("templates") {
        let folder = folder.expect("a folder").path();
        let module = match folder.file_name().and_then(|name| name.to_str()).expect("a name") {
            "layouts" | "ui" | "errors" => "web".to_owned(),
            other => other.to_owned(),
        };
        let Some(own) = place(&module) else { continue };
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let file = entry.expect("an entry").path();
            let text = if file.is_file() { std::fs::read_to_string(&file).expect("a template") } else { continue };
            for found in name.captures_iter(&text) {
                if place(&found[1]).is_some_and(|other| other > own) {
                    wrong.push(format!("{} names {}", file.display(), &found[1]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sql_stands_in_stores_and_in_the_database_only() {
    let sql = Regex::new(r"\bsql!\(|\bsqlx::query|\bsea_query\b|\bSelectStatement\b|\bInsertStatement\b").expect("a pattern");
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.module != "db" && !source.path.ends_with("/store.rs") && !source.path.contains("/store/"))
        .filter(|source| sql.is_match(&code(&source.text)))
        .map(|source| source.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn http_stands_in_pages_and_in_the_plumbing_only() {
    let plumbing = [
        "web/",
        "access/actor.rs",
        "access/sessions.rs",
        "access/visitor.rs",
        "ops/server.rs",
        "ops/health.rs",
        "ops/metrics.rs",
        "main.rs",
    ];
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|source| {
            let is_page = source.path.ends_with("pages.rs") || source.path.ends_with("_page.rs");
            // The doors of slices whose pages are in several files.
            let is_door = source.path.ends_with("/mod.rs");
            !is_page && !is_door && !plumbing.iter().any(|known| source.path.starts_with(known))
        })
        .filter(|source| Regex::new(r"\bactix_\w+::").expect("a pattern").is_match(&code(&source.text)))
        .map(|source| source.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for source in sources().iter().filter(|source| source.path.ends_with("/mod.rs") && !source.path.starts_with("web/")) {
        let code = code(&source.text);
        let known = code.replace("use actix_web::web::ServiceConfig;", "");
        assert!(!known.contains("actix_"), "{} does more than gather routes", source.path);
    }
}

#[test]
fn only_pages_and_mail_name_templates() {
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|source| {
            let is_page = source.path.ends_with("pages.rs") || source.path.ends_with("_page.rs");
            !is_page && !source.path.starts_with("mail/") && source.path != "web/errors.rs"
        })
        .filter(|source| code(&source.text).contains("#[template("))
        .map(|source| source.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Lists of words are as long as the world has names; everything else is to be read at a sitting.
const LISTS: &str = "ops/demo/names/";
const LONGEST: usize = 300;

#[test]
fn no_file_is_longer_than_can_be_read_at_a_sitting() {
    let mut long: Vec<_> = sources()
        .into_iter()
        .filter(|source| !source.path.starts_with(LISTS))
        .map(|source| (format!("src/{}", source.path), source.text.lines().count()))
        .collect();
    let mut tests = Vec::new();
    collect(Path::new("tests/app"), &mut tests);
    long.extend(
        tests.into_iter().map(|file| (file.display().to_string(), std::fs::read_to_string(&file).expect("a test").lines().count())),
    );
    long.retain(|(_, lines)| *lines > LONGEST);
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn every_module_opens_with_a_sentence() {
    let silent: Vec<_> = sources().into_iter().filter(|source| !source.text.starts_with("//! ")).map(|source| source.path).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}
