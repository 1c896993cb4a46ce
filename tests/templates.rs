//! Words and templates: every key exists in both languages and is used, arguments agree, and nothing slips past the escaping.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regex::Regex;
use rolecall::i18n::FILES;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { collect(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    collect(Path::new(folder), &mut found);
    found.sort();
    let name = |path: &PathBuf| path.strip_prefix(folder).expect("inside").display().to_string();
    let files = found.iter().filter(|path| path.extension().and_then(|e| e.to_str()).is_some_and(|ending| endings.contains(&ending)));
    files.map(|path| (name(path), std::fs::read_to_string(path).expect("text"))).collect()
}

fn templates() -> Vec<(String, String)> {
    files("templates", &["html", "txt"])
}

/// The source without comments and unit tests.
fn sources() -> Vec<(String, String)> {
    let comment = pattern(r"(?m)^\s*//.*$");
    let mut sources = files("src", &["rs"]);
    for (_, text) in &mut sources {
        *text = comment.replace_all(text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default(), "").into_owned();
    }
    sources
}

/// Key and the names of its arguments.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn messages(german: bool) -> Messages {
    let head = pattern(r"^([a-z][\w-]*) =");
    let variable = pattern(r"\$(\w+)");
    let mut messages = Messages::new();
    for (name, english, other) in FILES {
        let mut key = None;
        for line in if german { *other } else { *english }.lines() {
            if let Some(found) = head.captures(line) {
                assert!(messages.insert(found[1].to_owned(), BTreeSet::new()).is_none(), "{name}.ftl has {} twice", &found[1]);
                key = Some(found[1].to_owned());
            } else if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let Some(arguments) = key.as_ref().and_then(|key| messages.get_mut(key)) else { panic!("{name}.ftl: {line}") };
            arguments.extend(variable.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    assert!(messages.len() > 200, "the words were not found");
    messages
}

/// Every text in quotes, in templates and source: keys are passed about as such.
fn literals() -> BTreeSet<String> {
    let quoted = pattern(r#""([a-z][\w.-]*)""#);
    let texts = templates().into_iter().chain(sources());
    texts.flat_map(|(_, text)| quoted.captures_iter(&text).map(|found| found[1].to_owned()).collect::<Vec<_>>()).collect()
}

/// Keys of sentences of the trail, from the actions that are recorded.
fn sentences() -> BTreeSet<String> {
    let action = pattern(r"^(user|invitation|password|session|role|settings|demo)\.[a-z_]+$");
    let actions: BTreeSet<String> = literals().into_iter().filter(|literal| action.is_match(literal)).collect();
    assert!(actions.len() > 15, "{actions:?}");
    actions.iter().map(|action| format!("did-{}", action.replace(['.', '_'], "-"))).collect()
}

#[test]
fn both_languages_say_the_same_things_with_the_same_arguments() {
    let (english, german) = (messages(false), messages(true));
    let missing: Vec<_> = english.keys().filter(|key| !german.contains_key(*key)).collect();
    let extra: Vec<_> = german.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "not in German: {missing:?}, not in English: {extra:?}");
    for (key, arguments) in &english {
        assert_eq!(arguments, &german[key], "{key}");
    }
}

#[test]
fn every_key_that_is_used_exists_with_its_arguments() {
    let messages = messages(false);
    let filter = pattern(r#""([\w-]+)"\|(t[123]?|h[123])\b(\(?)"#);
    let name = pattern(r#"^\s*"(\w+)"\s*,"#);
    let mut wrong = Vec::new();
    for (file, text) in templates() {
        for found in filter.captures_iter(&text) {
            let Some(arguments) = messages.get(&found[1]) else {
                wrong.push(format!("{file}: {} does not exist", &found[1]));
                continue;
            };
            let wanted: usize = found[2][1..].parse().unwrap_or(0);
            if arguments.len() != wanted {
                wrong.push(format!("{file}: {} takes {arguments:?}", &found[1]));
            }
            let after = &text[found.get(0).expect("the match").end()..];
            if wanted > 0 && !name.captures(after).is_some_and(|first| arguments.contains(&first[1])) {
                wrong.push(format!("{file}: the first argument of {} is none of {arguments:?}", &found[1]));
            }
        }
    }
    let code = pattern(r#"(?:Words::new|Notice::ok)\(\s*"([\w-]+)"\s*\)((?:\s*\.with\(\s*"\w+")?)"#);
    let with = pattern(r#""(\w+)"$"#);
    for (file, text) in sources() {
        for found in code.captures_iter(&text) {
            match (messages.get(&found[1]), with.captures(&found[2])) {
                (None, _) => wrong.push(format!("{file}: {} does not exist", &found[1])),
                (Some(arguments), Some(with)) if !arguments.contains(&with[1]) => {
                    wrong.push(format!("{file}: {} takes {arguments:?}", &found[1]));
                }
                _ => {}
            }
        }
        let others = pattern(r#"(?:code = |Lack\(|text\([^"()]*, )"([\w-]+)""#);
        wrong.extend(
            others
                .captures_iter(&text)
                .filter(|found| !messages.contains_key(&found[1]))
                .map(|found| format!("{file}: {} does not exist", &found[1])),
        );
        let rights = pattern(r#""(right-[\w-]+|error-[\w-]+|refused-[\w-]+|problem-[\w-]+|status-[\w-]+|legend-[\w-]+)""#);
        wrong.extend(
            rights
                .captures_iter(&text)
                .filter(|found| !messages.contains_key(&found[1]))
                .map(|found| format!("{file}: {} does not exist", &found[1])),
        );
    }
    wrong.extend(sentences().into_iter().filter(|key| !messages.contains_key(key)).map(|key| format!("the trail: {key} does not exist")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_key_that_exists_is_used() {
    let (literals, sentences) = (literals(), sentences());
    let unused: Vec<_> = messages(false).into_keys().filter(|key| !literals.contains(key) && !sentences.contains(key)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn templates_hold_nothing_that_gets_past_escaping_or_the_policy() {
    for (file, text) in templates() {
        assert!(!pattern(r"\|\s*safe\b").is_match(&text), "{file} trusts a value");
        assert!(!text.contains("escape=") && !text.contains("|escape(\"none\")"), "{file} switches escaping off");
        if file.starts_with("mail/") {
            continue;
        }
        assert!(!text.contains("hx-on"), "{file} holds script");
        assert!(!pattern(r"\sstyle=").is_match(&text), "{file} holds a style");
        assert!(!pattern(r"\son\w+=").is_match(&text), "{file} holds script");
        assert!(!pattern(r"<script(?: [^>]*)?>[^<]").is_match(&text), "{file} holds a script of its own");
        assert!(!pattern(r"<style\b").is_match(&text), "{file} holds styles");
        assert!(!pattern(r#"(?:href|src|action)="(?:https?:)?//"#).is_match(&text), "{file} leads to another site");
        assert!(!text.contains("javascript:"), "{file} holds script");
    }
}

#[test]
fn every_form_that_posts_carries_a_token() {
    let form = pattern(r#"(?s)<form[^>]*method="post".*?</form>"#);
    for (file, text) in templates() {
        for found in form.find_iter(&text) {
            let carries = ["ui::csrf(page)", r#"name="csrf""#].iter().any(|token| found.as_str().contains(token));
            assert!(carries, "{file}: {:.200}", found.as_str());
        }
    }
}

#[test]
fn every_template_is_used() {
    let mut used = BTreeSet::new();
    // The structs of mails are written by a macro that is given the three paths.
    let of_struct = pattern(r#"(?:path = |\s)"([a-z_/.]+\.(?:html|txt))""#);
    for (_, text) in sources() {
        used.extend(of_struct.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let of_template = pattern(r#"\{%-?\s*(?:extends|include|import)\s+"([^"]+)""#);
    for (_, text) in templates() {
        used.extend(of_template.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let all: BTreeSet<String> = templates().into_iter().map(|(file, _)| file).collect();
    assert_eq!(all.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "nobody uses them");
}

#[test]
fn templates_speak_through_the_catalogue_alone() {
    // Between tags, without what is filled in, letters have no business in a template.
    let code = pattern(r"(?s)\{% block width %\}\w+|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}");
    let tags = pattern(r"(?s)<[^>]*>");
    let worded = pattern(r#"\b(?:aria-label|placeholder|alt|title|data-label|data-text-\w+)="([^"]*)""#);
    let letters = pattern(r"\p{L}{2,}");
    let attribute = pattern(r#"[\w-]+="[^"]*""#);
    let mut wrong = Vec::new();
    for (file, text) in files("templates", &["html"]).into_iter().filter(|(file, _)| !file.starts_with("mail/")) {
        let plain = code.replace_all(&text, "");
        // Macros hold attributes that stand in no tag of their own.
        let between = tags.replace_all(&plain, "\n");
        let between = attribute.replace_all(&between, "");
        wrong.extend(letters.find_iter(&between).map(|word| format!("{file}: {}", word.as_str())));
        for found in worded.captures_iter(&plain) {
            wrong.extend(letters.find_iter(&found[1]).map(|word| format!("{file}: {}", word.as_str())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
