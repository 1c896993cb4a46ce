//! What templates may hold: nothing that runs or paints past the content security policy, and no field without a label.

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeSet;

use files::{code, files, none};
use regex::Regex;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

fn templates() -> Vec<(String, String)> {
    files("templates", &[".html", ".txt"])
}

fn matches(what: &str, among: impl Fn(&str) -> bool) -> Vec<String> {
    let what = pattern(what);
    let mut found = Vec::new();
    for (path, text) in templates().into_iter().filter(|(path, _)| among(path)) {
        found.extend(what.find_iter(&text).map(|hit| format!("{path}: {}", hit.as_str())));
    }
    found
}

/// The tags of that name, each with where it starts and its own text.
fn tags<'a>(text: &'a str, name: &str) -> Vec<(usize, &'a str)> {
    let start = pattern(&format!(r"<{name}\b"));
    let mut found = Vec::new();
    for hit in start.find_iter(text) {
        // A tag ends at the first `>` that is not inside an expression of the template.
        let (mut depth, mut end) = (0, text.len());
        for (at, c) in text[hit.start()..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                '>' if depth == 0 => {
                    end = hit.start() + at + 1;
                    break;
                }
                _ => {}
            }
        }
        found.push((hit.start(), &text[hit.start()..end]));
    }
    found
}

#[test]
fn nothing_is_taken_for_html_that_is_not_a_template() {
    none(matches(r"\|\s*safe\b", |_| true));
}

#[test]
fn nothing_runs_but_our_own_files() {
    none(matches(r#"javascript:|hx-on|hx-trigger="[^"]*\[|hx-va(?:ls|rs)="js|\son[a-z]+="#, |_| true));
    let mut scripts = 0;
    let mut wrong = Vec::new();
    for (path, text) in templates() {
        for (_, tag) in tags(&text, "script") {
            scripts += 1;
            if !tag.contains("src=\"{{ \"") || path.starts_with("templates/mail/") {
                wrong.push(format!("{path}: {tag}"));
            }
        }
    }
    assert!(scripts > 1, "the scripts of every page were seen");
    none(wrong);
}

#[test]
fn only_mails_carry_their_own_styles() {
    let style = r"\sstyle=|<style\b";
    assert!(!matches(style, |path| path.starts_with("templates/mail/")).is_empty(), "the styles of mails were seen");
    none(matches(style, |path| !path.starts_with("templates/mail/")));
}

#[test]
fn every_template_is_used() {
    let mut named = BTreeSet::new();
    let literal = pattern(r#""([a-z_./]+\.(?:html|txt))""#);
    for (_, text) in files("src", &[".rs"]) {
        named.extend(literal.captures_iter(&code(&text)).map(|found| found[1].to_owned()));
    }
    let joined = pattern(r#"\{%-?\s*(?:extends|include|import)\s+"([^"]+)""#);
    for (_, text) in templates() {
        named.extend(joined.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let unused = |path: &str| !named.contains(path.trim_start_matches("templates/"));
    none(templates().into_iter().map(|(path, _)| path).filter(|path| unused(path)).collect());
}

#[test]
fn every_field_has_a_label() {
    let id = pattern(r#"\sid="((?:\{\{[^}]*\}\}|\{%[^%]*%\}|[^"{])*)""#);
    let mut fields = 0;
    let mut wrong = Vec::new();
    for (path, text) in templates() {
        for (start, tag) in ["input", "select", "textarea"].iter().flat_map(|name| tags(&text, name)) {
            if tag.contains("type=\"hidden\"") {
                continue;
            }
            fields += 1;
            let before = &text[..start];
            let is_inside = before.matches("<label").count() > before.matches("</label>").count();
            let is_named = id.captures(tag).is_some_and(|id| text.contains(&format!(" for=\"{}\"", &id[1])));
            let is_described = tag.contains("aria-label=") || tag.contains("aria-labelledby=");
            // A label around several fields names none of them.
            let around = &before[before.rfind("<label").unwrap_or(0)..];
            let is_alone = !is_inside || ["<input", "<select", "<textarea"].iter().all(|field| !around.contains(field));
            if !(is_inside || is_named || is_described) || !is_alone {
                wrong.push(format!("{path}: {tag}"));
            }
        }
    }
    assert!(fields > 12, "only {fields} fields were seen");
    none(wrong);
}
