//! The list of common passwords: what it holds, and how it is made (docs/passwords.md).

use std::collections::BTreeSet;

use fst::{IntoStreamer, Set, SetBuilder, Streamer};
use unicode_normalization::UnicodeNormalization;

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/credentials/common_passwords.fst");
/// The shortest password, and the shortest where two-factor is required of everyone.
const LONG: usize = 15;
const SHORT: usize = 8;
/// Words that are joined with each other, and those that are stretched, the most common first.
const JOINED: usize = 1_000;
const STRETCHED: usize = 20_000;
/// What people put behind a word that has to be longer.
const ENDINGS: [&str; 20] =
    ["1", "2", "3", "7", "0", "01", "11", "12", "13", "22", "69", "99", "123", "1234", "12345", "123456", "!", "!!", "1!", "123!"];
const LONG_ENDINGS: [&str; 6] = ["1234567", "12345678", "123456789", "1234567890", "0123456789", "qwertyuiop"];
const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const COLUMNS: &str = "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/";

fn normal(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}

/// Every way along two or more rows of the keyboard, and down its columns, as far as it is long enough.
fn walks() -> Vec<String> {
    let mut ways = vec![COLUMNS.to_owned(), COLUMNS.chars().rev().collect()];
    for (i, first) in ROWS.iter().enumerate() {
        for (j, second) in ROWS.iter().enumerate().filter(|(j, _)| *j != i) {
            for (_, third) in ROWS.iter().enumerate().filter(|(k, _)| *k != i && *k != j) {
                let way = format!("{first}{second}{third}");
                ways.extend([way.chars().rev().collect(), way]);
            }
        }
    }
    let lengths = |way: &String| (LONG..=way.chars().count()).map(|n| way.chars().take(n).collect()).collect::<Vec<_>>();
    ways.iter().flat_map(lengths).collect()
}

/// One word as those who guess stretch it first.
fn stretched(word: &str) -> Vec<String> {
    let length = word.chars().count().max(1);
    let years: Vec<String> = (1960..=2029).map(|year: i32| year.to_string()).collect();
    let endings: Vec<&str> = ENDINGS.into_iter().chain(years.iter().map(String::as_str)).collect();
    let doubled = word.repeat(2);
    let mut all = vec![word.repeat(LONG.div_ceil(length).max(2))];
    all.extend(endings.iter().map(|ending| format!("{doubled}{ending}")));
    all.extend(LONG_ENDINGS.iter().map(|ending| format!("{word}{ending}")));
    all
}

#[test]
#[ignore = "makes the list anew, from the source that docs/passwords.md names"]
fn make() {
    let source = std::env::var("ROLECALL_COMMON_PASSWORDS").expect("ROLECALL_COMMON_PASSWORDS: the path of passwords.json");
    let source = std::fs::read_to_string(source).expect("a file");
    let words: Vec<String> = serde_json::from_str(&source).expect("a list of words, the most common first");
    let words: Vec<String> = words.iter().map(|word| normal(word)).collect();
    let joined = words.iter().take(JOINED).flat_map(|one| words.iter().take(JOINED).map(move |other| format!("{one}{other}")));
    let long = words.iter().take(STRETCHED).flat_map(|word| stretched(word)).chain(joined).chain(walks());
    let long = long.filter(|password| (LONG..=64).contains(&password.chars().count()));
    let as_they_are = words.iter().filter(|word| word.chars().count() >= SHORT).cloned();
    let all: BTreeSet<String> = long.chain(as_they_are).collect();
    let mut set = SetBuilder::memory();
    set.extend_iter(&all).expect("in order");
    std::fs::write(LIST, set.into_inner().expect("finished")).expect("written");
}

#[test]
fn it_holds_a_hundred_thousand_and_more_that_would_be_long_enough() {
    let list = Set::new(std::fs::read(LIST).expect("a file")).expect("a list");
    let (mut long, mut wrong) = (0, Vec::new());
    let mut passwords = list.stream().into_stream();
    while let Some(password) = passwords.next() {
        let password = std::str::from_utf8(password).expect("text");
        long += usize::from(password.chars().count() >= LONG);
        if password != normal(password) || password.chars().count() < SHORT {
            wrong.push(password.to_owned());
        }
    }
    assert!(long >= 100_000, "{long}");
    assert!(wrong.is_empty(), "{wrong:?}");
    println!("{long} of {LONG} letters and more, {} in all", list.len());
    for known in ["passwordpassword", "qwertyuiopasdfgh", "iloveyouiloveyou", "123456789123456789", "dragondragon2024", "1qaz2wsx3edc4rfv"]
    {
        assert!(list.contains(known), "{known}");
    }
    assert!(["baseball1", "trustno1", "sunshine"].iter().all(|short| list.contains(short)), "for a shorter rule");
    for fine in ["correct horse battery staple", "my own long sentence", "passwordpasswor"] {
        assert!(!list.contains(fine), "{fine}");
    }
}
