//! What is refused and where, what variables stand for, and how rules read.

use chrono::{TimeDelta, TimeZone, Utc};
use uuid::Uuid;

use super::*;
use crate::i18n::{Language, Reader};

const ID: &str = "018f4e9a-0000-7000-8000-000000000001";

fn rule(text: &str) -> Rule {
    Rule::parse(&Schema::default(), Collection::Users, text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

/// Where and why it is refused.
fn refused(text: &str) -> (String, &'static str) {
    match Rule::parse(&Schema::default(), Collection::Users, text) {
        Ok(rule) => panic!("{text} is read as {rule:?}"),
        Err(problem) => {
            let reader = reader(Language::English);
            assert_ne!(problem.words.to(&reader), problem.words.key, "{text}: {problem:?} has no words");
            (problem.place, problem.words.key)
        }
    }
}

fn reader(language: Language) -> Reader {
    Reader { language, zone: chrono_tz::UTC, now: Utc.with_ymd_and_hms(2026, 11, 20, 14, 5, 0).single().expect("a moment") }
}

fn described(text: &str) -> String {
    let name = |id: Uuid| (id.to_string() == ID).then(|| "Editors".to_owned());
    describe(&rule(text), &reader(Language::English), &name)
}

#[test]
fn every_refusal_names_the_place() {
    for (text, place, key) in [
        ("", "", "rule-no-json"),
        ("{", "", "rule-no-json"),
        ("[]", "", "rule-no-object"),
        (r#"{"_and":[1]}"#, "_and[0]", "rule-no-object"),
        (r#"{"_and":{}}"#, "_and", "rule-no-list"),
        (r#"{"_or":[]}"#, "_or", "rule-empty-or"),
        (r#"{"_not":{}}"#, "_not", "rule-unknown-operator"),
        (r#"{"salary":{"_eq":1}}"#, "salary", "rule-unknown-field"),
        (r#"{"password_hash":{"_null":true}}"#, "password_hash", "rule-unknown-field"),
        (r#"{"password":{"_null":true}}"#, "password", "rule-opaque"),
        (r#"{"status":"active"}"#, "status", "rule-no-operator"),
        (r#"{"status":{}}"#, "status", "rule-no-operator"),
        (r#"{"status":{"_is":"active"}}"#, "status._is", "rule-unknown-operator"),
        (r#"{"status":{"_contains":"act"}}"#, "status._contains", "rule-wrong-operator"),
        (r#"{"expires_at":{"_in":[]}}"#, "expires_at._in", "rule-wrong-operator"),
        (r#"{"groups":{"_eq":"$CURRENT_USER"}}"#, "groups._eq", "rule-wrong-operator"),
        (r#"{"_or":[{},{"phone":{"_eq":7}}]}"#, "_or[1].phone._eq", "rule-want-text"),
        (r#"{"phone":{"_eq":null}}"#, "phone._eq", "rule-want-text"),
        (r#"{"phone":{"_in":["1",null]}}"#, "phone._in[1]", "rule-want-text"),
        (r#"{"phone":{"_in":"1"}}"#, "phone._in", "rule-want-list"),
        (r#"{"phone":{"_eq":""}}"#, "phone._eq", "rule-empty-text"),
        (r#"{"phone":{"_contains":""}}"#, "phone._contains", "rule-empty-text"),
        (r#"{"phone":{"_starts_with":""}}"#, "phone._starts_with", "rule-empty-text"),
        (r#"{"email":{"_ends_with":""}}"#, "email._ends_with", "rule-empty-text"),
        (r#"{"phone":{"_eq":"a\u0000b"}}"#, "phone._eq", "rule-zero"),
        (r#"{"phone":{"_null":1}}"#, "phone._null", "rule-want-flag"),
        (r#"{"shortcuts":{"_eq":"true"}}"#, "shortcuts._eq", "rule-want-flag"),
        (r#"{"status":{"_in":["active","gone"]}}"#, "status._in[1]", "rule-want-choice"),
        (r#"{"role":{"_eq":"editor"}}"#, "role._eq", "rule-want-id"),
        (r#"{"created_at":{"_lt":"2026-11-20"}}"#, "created_at._lt", "rule-want-moment"),
        (r#"{"created_at":{"_between":["$NOW"]}}"#, "created_at._between", "rule-want-two"),
        (r#"{"created_at":{"_between":["$NOW","soon"]}}"#, "created_at._between[1]", "rule-want-moment"),
        (r#"{"phone":{"_eq":"$CURRENT_USER"}}"#, "phone._eq", "rule-misplaced-variable"),
        (r#"{"phone":{"_eq":"$5"}}"#, "phone._eq", "rule-unknown-variable"),
        (r#"{"role":{"_eq":"$ROLE"}}"#, "role._eq", "rule-unknown-variable"),
        (r#"{"role":{"_eq":"$NOW"}}"#, "role._eq", "rule-misplaced-variable"),
        (r#"{"role":{"_eq":"$CURRENT_ROLES"}}"#, "role._eq", "rule-variable-is-list"),
        (r#"{"created_at":{"_lt":"$CURRENT_USER"}}"#, "created_at._lt", "rule-misplaced-variable"),
        (r#"{"created_at":{"_lt":"$NOW(-90 fortnights)"}}"#, "created_at._lt", "rule-unknown-variable"),
        (r#"{"created_at":{"_lt":"$NOW(-101 years)"}}"#, "created_at._lt", "rule-unknown-variable"),
        (r#"{"created_at":{"_lt":"$NOW(9223372036854775807 years)"}}"#, "created_at._lt", "rule-unknown-variable"),
        (r#"{"phone":{"_eq":"1"},"phone":{"_eq":"2"}}"#, "", "rule-twice"),
    ] {
        assert_eq!(refused(text), (place.to_owned(), key), "{text}");
    }
}

#[test]
fn every_limit_is_kept() {
    let list = |n: usize, of: &str| vec![of; n].join(",");
    rule(&format!(r#"{{"phone":{{"_in":[{}]}}}}"#, list(100, r#""1""#)));
    assert_eq!(refused(&format!(r#"{{"phone":{{"_in":[{}]}}}}"#, list(101, r#""1""#))).1, "rule-too-many-values");
    assert_eq!(refused(&format!(r#"{{"phone":{{"_in":[{}]}}}}"#, list(10_000, "1"))), (String::new(), "rule-too-long"));
    let json = serde_json::json!({ "phone": { "_in": vec!["1"; 10_000] } });
    assert_eq!(parse(&Schema::default(), Collection::Users, &json).expect_err("too many").words.key, "rule-too-many-values");

    rule(&format!(r#"{{"_and":[{}]}}"#, list(100, r#"{"phone":{"_null":true}}"#)));
    let (place, key) = refused(&format!(r#"{{"_and":[{}]}}"#, list(101, r#"{"phone":{"_null":true}}"#)));
    assert_eq!((place.as_str(), key), ("_and[100].phone._null", "rule-too-many-tests"));

    rule(&format!(r#"{{"phone":{{"_eq":"{}"}}}}"#, "é".repeat(500)));
    assert_eq!(refused(&format!(r#"{{"phone":{{"_eq":"{}"}}}}"#, "é".repeat(501))), ("phone._eq".into(), "rule-too-many-letters"));

    let nested = |n: usize| format!("{}{{}}{}", r#"{"_and":["#.repeat(n), "]}".repeat(n));
    assert!(rule(&nested(10)).is_everything());
    assert_eq!(refused(&nested(11)).1, "rule-too-deep");
    assert_eq!(refused(&nested(1000)), (String::new(), "rule-no-json"), "deeper than the JSON reader goes");
    let mut deep = serde_json::json!({});
    for _ in 0..200 {
        deep = serde_json::json!({ "_and": [deep] });
    }
    assert_eq!(parse(&Schema::default(), Collection::Users, &deep).expect_err("too deep").words.key, "rule-too-deep");
}

#[test]
fn the_normal_form_has_no_needless_groups() {
    for (text, normal) in [
        ("{}", "{}"),
        (r#"{"_and":[]}"#, "{}"),
        (r#"{"_or":[{},{"phone":{"_null":true}}]}"#, "{}"),
        (r#"{"_or":[{"_and":[{"phone":{"_nnull":false}}]}]}"#, r#"{"phone":{"_null":true}}"#),
        (r#"{"phone":{"_null":false}}"#, r#"{"phone":{"_nnull":true}}"#),
        (
            r#"{"status":{"_eq":"active"},"title":{"_contains":"x","_neq":"y"}}"#,
            r#"{"_and":[{"status":{"_eq":"active"}},{"title":{"_contains":"x"}},{"title":{"_neq":"y"}}]}"#,
        ),
        (r#"{"groups":{"_in":"$CURRENT_GROUPS"}}"#, r#"{"groups":{"_in":["$CURRENT_GROUPS"]}}"#),
        (r#"{"phone":{"_nin":["2","1","2"]}}"#, r#"{"phone":{"_nin":["2","1"]}}"#),
        (r#"{"created_at":{"_lt":"$NOW(-2 weeks)"}}"#, r#"{"created_at":{"_lt":"$NOW(-14 days)"}}"#),
        (r#"{"created_at":{"_lt":"$NOW(+0 days)"}}"#, r#"{"created_at":{"_lt":"$NOW"}}"#),
        (r#"{"created_at":{"_lt":"2026-11-20T15:05:00.1234567+01:00"}}"#, r#"{"created_at":{"_lt":"2026-11-20T14:05:00.123456Z"}}"#),
        (r#"{"email":{"_eq":" Ada@BÜCHER.example "}}"#, r#"{"email":{"_eq":"ada@xn--bcher-kva.example"}}"#),
        (r#"{"email":{"_ends_with":"@Acme.Example"}}"#, r#"{"email":{"_ends_with":"@acme.example"}}"#),
    ] {
        assert_eq!(rule(text).to_json().to_string(), normal);
        assert_eq!(rule(normal), rule(text));
    }
}

#[test]
fn variables_become_what_they_stand_for() {
    let [role, first, second] = [1, 2, 3].map(Uuid::from_u128);
    let who = Variables { user: None, role: Some(role), roles: vec![second, first], groups: Vec::new(), now: Utc::now() };
    let id = Operand::Id;
    let Rule::Test(test) = rule(r#"{"role":{"_in":["$CURRENT_ROLES","$CURRENT_ROLE","$CURRENT_USER"]}}"#).ground(&who) else { panic!() };
    assert_eq!(test.values, [id(role), id(first), id(second), Operand::CurrentUser]);
    let none = rule(r#"{"groups":{"_in":"$CURRENT_GROUPS"}}"#).ground(&who);
    assert_eq!(none.to_json().to_string(), r#"{"groups":{"_in":[]}}"#);
    assert!(none.implies(&rule(r#"{"status":{"_eq":"active"}}"#)), "it lets nothing through");
    let nobody = Variables { role: None, ..who };
    let without = rule(r#"{"role":{"_neq":"$CURRENT_ROLE"}}"#).ground(&nobody);
    assert_eq!(without.to_json().to_string(), r#"{"role":{"_nin":[]}}"#);
    let now = rule(r#"{"created_at":{"_lt":"$NOW(-90 days)"}}"#);
    assert_eq!(now.ground(&nobody), now);
    assert_eq!(
        now,
        Rule::Test(Test {
            field: Collection::Users.field("created_at").expect("a field"),
            op: Op::Lt,
            values: vec![Operand::Now(TimeDelta::days(-90))],
        })
    );
}

#[test]
fn an_extent_is_everything_ones_own_or_some() {
    let extent = |text| rule(text).extent(Collection::Users);
    assert_eq!(extent("{}"), Extent::Everything);
    assert_eq!(extent(r#"{"_and":[{"id":{"_eq":"$CURRENT_USER"}}]}"#), Extent::Own);
    assert_eq!(extent(r#"{"owner":{"_eq":"$CURRENT_USER"}}"#), Extent::Some);
    for collection in Collection::ALL {
        if let Some(own) = Rule::own(collection) {
            assert_eq!(own.extent(collection), Extent::Own);
            assert_eq!(describe(&own, &reader(Language::English), &|_| None), "Own record");
        }
    }
}

#[test]
fn rules_read_as_sentences() {
    let role = format!(r#"{{"role":{{"_in":["{ID}","$CURRENT_ROLE"]}}}}"#);
    let groups = format!(r#"{{"groups":{{"_in":["{ID}","$CURRENT_GROUPS"]}}}}"#);
    let not_groups = format!(r#"{{"groups":{{"_nin":["{ID}"]}}}}"#);
    for (text, sentence) in [
        ("{}", "Everything"),
        (r#"{"id":{"_eq":"$CURRENT_USER"}}"#, "Own record"),
        (r#"{"owner":{"_eq":"$CURRENT_USER"}}"#, "Owner is the signed-in user"),
        (r#"{"_and":[{"status":{"_eq":"active"}},{"company":{"_eq":"Acme"}}]}"#, "Status is Active and Company is Acme"),
        (
            r#"{"phone":{"_null":true},"_or":[{"theme":{"_neq":"dark"}},{"kind":{"_eq":"service"}}]}"#,
            "Phone is empty and (Theme is not Dark or Kind is Service account)",
        ),
        (&role, "Role is Editors or the signed-in user’s role"),
        (r#"{"status":{"_in":["active","draft","invited"]}}"#, "Status is Active, Draft or Invited"),
        (r#"{"status":{"_nin":["active","draft"]}}"#, "Status is neither Active nor Draft"),
        (r#"{"status":{"_nin":["active"]}}"#, "Status is not Active"),
        (r#"{"status":{"_in":["active","draft"]},"company":{"_eq":"Acme"}}"#, "(Status is Active or Draft) and Company is Acme"),
        (r#"{"groups":{"_in":"$CURRENT_GROUPS"}}"#, "Groups include one of the signed-in user’s groups"),
        (&groups, "Groups include one of the signed-in user’s groups or Editors"),
        (&not_groups, "Groups do not include Editors"),
        (r#"{"groups":{"_nin":[]}}"#, "Groups include none of none"),
        (r#"{"last_seen_at":{"_lt":"$NOW(-90 days)"}}"#, "Last seen is earlier than 90 days ago"),
        (r#"{"expires_at":{"_between":["$NOW","$NOW(1 hour)"]}}"#, "End date is between now and in 1 hour"),
        (r#"{"created_at":{"_gte":"2026-11-20T14:05:00Z"}}"#, "Created is not earlier than 20 Nov 2026, 14:05"),
        (r#"{"two_factor":{"_eq":true}}"#, "Two-factor is Yes"),
    ] {
        assert_eq!(described(text), sentence);
    }
    for (text, sentence) in [
        (r#"{"status":{"_in":["active","suspended"]}}"#, "Status ist Aktiv oder Gesperrt"),
        (r#"{"status":{"_nin":["active","suspended"]}}"#, "Status ist weder Aktiv noch Gesperrt"),
        (r#"{"groups":{"_in":"$CURRENT_GROUPS"}}"#, "Gruppen enthalten eine der Gruppen der angemeldeten Person"),
        (r#"{"role":{"_nin":"$CURRENT_ROLES"}}"#, "Rolle ist keine der Rollen der angemeldeten Person"),
    ] {
        assert_eq!(describe(&rule(text), &reader(Language::German), &|_| None), sentence);
    }
}

#[test]
fn every_field_has_a_label_of_its_own() {
    for collection in Collection::ALL {
        let mut labels: Vec<_> = collection.fields().iter().map(|field| label(collection, field)).collect();
        for language in [Language::English, Language::German] {
            let words = |key: &&str| crate::i18n::text(language, key, None);
            let unworded = |key: &&&str| words(key) == **key;
            assert_eq!(labels.iter().filter(unworded).collect::<Vec<_>>(), Vec::<&&str>::new());
            assert_ne!(words(&collection.word()), collection.word());
        }
        for field in collection.fields() {
            let Kind::Choice(words) = field.kind else { continue };
            assert!(words.iter().all(|word| super::words::choice(field, word).is_some()), "{}", field.name);
        }
        labels.sort_unstable();
        let all = labels.len();
        labels.dedup();
        assert_eq!(labels.len(), all, "{labels:?}");
    }
}

#[test]
fn what_one_rule_says_of_another_is_found_out() {
    let active = r#"{"status":{"_eq":"active"}}"#;
    let present = r#"{"status":{"_in":["active","invited"]}}"#;
    let own = r#"{"id":{"_eq":"$CURRENT_USER"}}"#;
    let active_acme = r#"{"status":{"_eq":"active"},"company":{"_eq":"Acme"}}"#;
    let own_or_active = format!(r#"{{"_or":[{own},{active}]}}"#);
    let own_or_acme = format!(r#"{{"_or":[{own},{active_acme}]}}"#);
    let each = r#"{"_or":[{"status":{"_eq":"invited"}},{"status":{"_eq":"active"}}]}"#;
    let (idle, long_idle) = (r#"{"last_seen_at":{"_lt":"$NOW(-30 days)"}}"#, r#"{"last_seen_at":{"_lt":"$NOW(-90 days)"}}"#);
    for (one, other) in [
        (active, "{}"),
        (active_acme, active),
        (active, present),
        (present, each),
        (own_or_acme.as_str(), own_or_active.as_str()),
        (active, r#"{"status":{"_neq":"archived"}}"#),
        (long_idle, idle),
        (idle, r#"{"last_seen_at":{"_nnull":true}}"#),
        (r#"{"phone":{"_null":true}}"#, r#"{"phone":{"_ncontains":"7"}}"#),
        (r#"{"email":{"_ends_with":"@hr.acme.example"}}"#, r#"{"email":{"_ends_with":"acme.example"}}"#),
        (r#"{"groups":{"_nin":["$CURRENT_GROUPS","$CURRENT_USER"]}}"#, r#"{"groups":{"_nin":"$CURRENT_GROUPS"}}"#),
    ] {
        assert!(rule(one).implies(&rule(other)), "{one} and {other}");
        assert!(!rule(other).implies(&rule(one)) || one == present, "not the other way round: {other} and {one}");
    }
    assert!(!rule(own).implies(&rule(active)));
    assert!(!rule(idle).implies(&rule(r#"{"last_seen_at":{"_lt":"2026-11-20T00:00:00Z"}}"#)), "who knows when it is asked");
}
