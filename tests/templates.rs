//! Every word that templates and code show stands in every language of the catalogue, with the values it names.

#[path = "support/files.rs"]
mod files;

use std::collections::{BTreeMap, BTreeSet};

use files::{code, files, none};
use regex::Regex;
use rolecall::i18n::{FILES, Language, Reader, Value, Words};

/// Words with a hyphen in the code that are no keys: headers and their values, names of keys and of events in the browser.
const NO_KEYS: [&str; 25] = [
    "accept-language",
    "auto-generated",
    "cache-control",
    "content-security-policy",
    "cookie-1",
    "cookie-2",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "hx-push-url",
    "hx-replace-url",
    "hx-reswap",
    "hx-retarget",
    "hx-trigger",
    "no-referrer",
    "no-store",
    "permissions-policy",
    "referrer-policy",
    "same-origin",
    "sec-fetch-site",
    "strict-transport-security",
    "two-factor-seed",
    "x-content-type-options",
    "x-csrf-token",
    "x-forwarded-for",
    "x-frame-options",
];

type Names = BTreeSet<String>;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// Pages, pieces and mails, without their comments.
fn templates() -> Vec<(String, String)> {
    let comment = pattern(r"(?s)\{#.*?#\}");
    let files = files("templates", &[".html", ".txt"]).into_iter();
    files.map(|(path, text)| (path, comment.replace_all(&text, "").into_owned())).collect()
}

/// The code, without its unit tests and without the demo's lists of names.
fn sources() -> Vec<(String, String)> {
    let files = files("src", &[".rs"]).into_iter();
    files
        .filter(|(path, _)| !path.starts_with("src/ops/demo/names") && !path.ends_with("/tests.rs"))
        .map(|(path, text)| (path, code(&text)))
        .collect()
}

/// The messages of a language: each key with the variables its text names.
fn messages(language: Language) -> BTreeMap<String, Names> {
    let (start, variable) = (pattern(r"^([a-z][a-z0-9-]*) = ?"), pattern(r"\$([a-z_0-9]+)"));
    let mut messages: BTreeMap<String, Names> = BTreeMap::new();
    for (name, english, german) in FILES {
        let mut key = None;
        for line in if language == Language::German { german.lines() } else { english.lines() } {
            if let Some(found) = start.captures(line) {
                key = Some(found[1].to_owned());
                assert!(messages.insert(found[1].to_owned(), Names::new()).is_none(), "{name}.ftl: {} stands twice", &found[1]);
            } else if line.is_empty() || line.starts_with('#') {
                key = None;
            }
            if let Some(names) = key.as_ref().and_then(|key| messages.get_mut(key)) {
                names.extend(variable.captures_iter(line).map(|found| found[1].to_owned()));
            }
        }
    }
    assert!(messages.len() > 400, "{} messages", messages.len());
    messages
}

/// A key, where it is used, and the names of the values it is given; `None` where those come from elsewhere.
struct Use {
    key: String,
    place: String,
    given: Option<Names>,
}

/// The text up to the parenthesis that closes what was open at its start.
fn inside(text: &str) -> &str {
    let (mut depth, mut quoted) = (1, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// The names in `"name", value, "name2", value2`.
fn names_in(arguments: &str) -> Names {
    let (mut names, mut depth, mut is_name, mut start) = (Names::new(), 0, true, 0);
    for (at, c) in arguments.char_indices().chain([(arguments.len(), ',')]) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                if is_name {
                    names.insert(arguments[start..at].trim().trim_matches('"').to_owned());
                }
                (is_name, start) = (!is_name, at + 1);
            }
            _ => {}
        }
    }
    names
}

fn uses_in_templates() -> Vec<Use> {
    let (tag, literal) = (pattern(r"(?s)\{[{%](.*?)[}%]\}"), pattern(r#""([a-z][a-z0-9-]*)""#));
    let (filter, with) = (pattern(r"^\s*\|\s*[th]([123]?)\b(\()?"), pattern(r"(?:icon\(|autocomplete=)$"));
    let mut uses = Vec::new();
    for (path, text) in templates() {
        for tag in tag.captures_iter(&text) {
            let tag = tag.get(1).expect("the tag").as_str();
            let is_table = tag.trim_start().starts_with("for ") && tag.contains("[(");
            for found in literal.captures_iter(tag) {
                let (whole, key) = (found.get(0).expect("the literal"), found[1].to_owned());
                let (before, after) = (&tag[..whole.start()], &tag[whole.end()..]);
                let place = path.clone();
                if let Some(filter) = filter.captures(after) {
                    let given = filter.get(2).map(|open| names_in(inside(&after[open.end()..]))).unwrap_or_default();
                    uses.push(Use { key, place, given: Some(given) });
                } else if (is_table || key.contains('-')) && !with.is_match(before) && !is_value(&key) {
                    uses.push(Use { key, place, given: None });
                }
            }
        }
    }
    uses
}

/// What stands beside the keys in tables of templates: values of a form, classes of columns.
fn is_value(word: &str) -> bool {
    ["auto", "light", "dark", "comfortable", "compact", "c1", "c2", "c3", "c4", "c5"].contains(&word)
}

fn uses_in_code() -> Vec<Use> {
    let new = pattern(r#"(?:Words::new|Notice::ok|Lack)\(\s*"([^"]*)"\s*\)"#);
    let other = pattern(r#"(?:code = |i18n::text\([^"()]*, )"([^"]*)"|"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)""#);
    let with = pattern(r#"^\s*\.with\(\s*"([a-z_0-9]+)","#);
    let mut uses = Vec::new();
    for (path, text) in sources() {
        for found in new.captures_iter(&text) {
            let mut rest = &text[found.get(0).expect("the call").end()..];
            let mut given = Names::new();
            while let Some(found) = with.captures(rest) {
                given.insert(found[1].to_owned());
                let arguments = rest.find('(').expect("the call") + 1;
                rest = &rest[arguments + inside(&rest[arguments..]).len() + 1..];
            }
            uses.push(Use { key: found[1].to_owned(), place: path.clone(), given: Some(given) });
        }
        for found in other.captures_iter(&text) {
            let key = found.get(1).or(found.get(2)).expect("one of them").as_str();
            if !NO_KEYS.contains(&key) {
                uses.push(Use { key: key.to_owned(), place: path.clone(), given: None });
            }
        }
    }
    uses
}

/// The sentence of every action that is recorded: what stands as `subject.verb` in the code, where such subjects are recorded.
fn sentences() -> Vec<Use> {
    let (event, action) = (pattern(r#"(?:Event::new|event)\((?:&mut write, )?"([a-z_]+)\."#), pattern(r#""([a-z_]+)\.([a-z_]+)""#));
    let sources = sources();
    let subjects: Names = sources.iter().flat_map(|(_, text)| event.captures_iter(text)).map(|found| found[1].to_owned()).collect();
    assert!(subjects.len() > 5, "{subjects:?}");
    let mut uses = Vec::new();
    for (path, text) in &sources {
        for found in action.captures_iter(text).filter(|found| subjects.contains(&found[1])) {
            let key = format!("did-{}-{}", &found[1], &found[2]).replace('_', "-");
            uses.push(Use { key, place: path.clone(), given: None });
        }
    }
    uses
}

fn uses() -> Vec<Use> {
    let uses: Vec<Use> = uses_in_templates().into_iter().chain(uses_in_code()).chain(sentences()).collect();
    assert!(uses.len() > 800, "only {} uses were found", uses.len());
    uses
}

#[test]
fn every_key_stands_in_every_language() {
    let (english, german) = (messages(Language::English), messages(Language::German));
    let mut wrong = Vec::new();
    for Use { key, place, .. } in uses() {
        for (name, messages) in [("English", &english), ("German", &german)] {
            if !messages.contains_key(&key) {
                wrong.push(format!("{place}: “{key}” has no {name} message"));
            }
        }
    }
    none(wrong);
}

#[test]
fn no_message_is_left_over() {
    // Short words are also names of fields and columns; in code any place of theirs counts.
    let literal = pattern(r#""([a-z][a-z0-9]*)""#);
    let mut used: Names = uses().into_iter().map(|used| used.key).collect();
    for (_, text) in sources() {
        used.extend(literal.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    for language in [Language::English, Language::German] {
        none(messages(language).into_keys().filter(|key| !used.contains(key)).collect());
    }
}

#[test]
fn no_exception_is_left_over() {
    let all: String = sources().into_iter().map(|(_, text)| text).collect();
    none(NO_KEYS.iter().filter(|word| !all.contains(&format!("\"{word}\""))).map(ToString::to_string).collect());
}

#[test]
fn a_message_names_the_same_values_in_every_language() {
    let (english, german) = (messages(Language::English), messages(Language::German));
    let differs = |(key, names): (&String, &Names)| {
        let other = german.get(key).cloned().unwrap_or_default();
        (*names != other).then(|| format!("{key}: {names:?} in English, {other:?} in German"))
    };
    none(english.iter().filter_map(differs).collect());
}

#[test]
fn a_message_gets_the_values_it_names_and_no_others() {
    let messages = messages(Language::English);
    let mut wrong = Vec::new();
    let mut counted = 0;
    for Use { key, place, given } in uses() {
        let (Some(given), Some(named)) = (given, messages.get(&key)) else { continue };
        counted += 1;
        if given != *named {
            wrong.push(format!("{place}: “{key}” names {named:?} and is given {given:?}"));
        }
    }
    assert!(counted > 500, "only {counted} uses were compared");
    none(wrong);
}

#[test]
fn every_message_can_be_worded() {
    let mut wrong = Vec::new();
    for (language, _) in Language::OFFERED {
        let reader = Reader { language, zone: chrono_tz::UTC, now: chrono::Utc::now() };
        for (key, names) in messages(language) {
            for n in [0, 1, 2] {
                let values: Vec<_> = names.iter().map(|name| (name.clone(), Value::Number(n))).collect();
                // "by" is worded "by"; no other word without values can go wrong.
                if *Words::kept(&key, &values, &reader) == key && (key.contains('-') || !names.is_empty()) {
                    wrong.push(format!("{key} cannot be worded in {} with {n}", language.tag()));
                }
            }
        }
    }
    none(wrong);
}
