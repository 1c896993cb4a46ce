//! In the pseudo-locale every word of ours has accents and a tail: one without was never put into the catalogue.

use std::sync::LazyLock;

use regex::Regex;
use rolecall::sql;
use rolecall::users::Status;

use crate::browser::Answer;
use crate::house::House;
use crate::invitations::invite;

/// What people and administrators wrote, and what has no words: it stays as it is.
const DATA: &[&str] = &[
    "Crew",
    "Acme",
    "Ada Abara",
    "Bo Lindqvist",
    "Mia Okafor",
    "Dana Reed",
    "Sven Berg",
    "Arno Haas",
    "Ines Sol",
    "Administrator",
    "Member",
    "Public",
    "Runs this directory",
    "Own record and preferences",
    "Anyone who is not signed in or has no role",
    "Command line",
    "English",
    "Deutsch",
    "UTC",
    "UTC, UTC+00:00",
    "because of <things>",
    "Acme, id.acme.example",
];

/// Texts between tags, and those that are read out or shown as hints.
fn texts(answer: &Answer) -> Vec<String> {
    let body = Regex::new(r"(?s)<head>.*?</head>|<code[^>]*>.*?</code>|<output[^>]*>.*?</output>|<wbr>").expect("a pattern");
    // The trail shows fields and values as they are stored.
    let body = body.replace_all(&answer.body, "").into_owned();
    let stored = Regex::new(r"(?s)<details.*?</details>").expect("a pattern");
    let body = stored.replace_all(&body, "").into_owned();
    let between = Regex::new(r">([^<>]+)<").expect("a pattern");
    let read_out = Regex::new(r#"\b(?:aria-label|placeholder|alt|title|data-label|data-text-\w+)="([^"]*)""#).expect("a pattern");
    let found = between.captures_iter(&body).chain(read_out.captures_iter(&body)).map(|found| found[1].trim().to_owned());
    found.map(|text| text.replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&").replace("&#39;", "'")).collect()
}

static MOMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\(?\d{1,2} \w{3} \d{4}(, \d\d:\d\d( \w+)?)?\)?$").expect("a pattern"));
static ZONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[A-Z][\w+-]*(/[A-Z][\w +-]*)+(, UTC[+-]\d\d:\d\d)?$").expect("a pattern"));

fn is_ours_and_plain(text: &str) -> bool {
    let words = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let is_worded = text.contains('~') || text.chars().any(|c| "áçðéǵíłñóŕšúŵýÁÉŠÚ".contains(c));
    let is_moment = MOMENT.is_match(text);
    let is_zone = ZONE.is_match(text);
    let is_data = DATA.contains(&text.trim_end_matches(':').trim())
        || text.contains('@')
        || text.starts_with("/users")
        || text.starts_with("/account");
    words && !is_worded && !is_moment && !is_zone && !is_data
}

#[tokio::test]
async fn every_word_on_every_main_page_comes_from_the_catalogue() {
    let house = House::new().await;
    house.force("UPDATE users SET language = 'en-XA', timezone = 'UTC'").await.expect("written");
    let ada = house.browser_of(&house.ada()).await;
    let member = Some(house.people().member);
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let sven = house.add("sven@acme.example", ("Sven", "Berg"), Status::Suspended, member).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, member).await;
    let link = invite(&ada, &house, "Ines Sol <ines@north.example>").await.remove(0);
    house.mails().await;
    house.force("UPDATE invitations SET language = 'en-XA'").await.expect("written");
    ada.post(&format!("/users/{}/status", sven.id), &[("status", "active"), ("reason", "because of <things>")]).await.is(303);
    let ines = ada.get("/users?status=invited").await.find(r#"<a href="(/users/[0-9a-f-]{36})(?:[?][^"]*)?" id="n-"#).expect("listed");
    let role = house.people().member;
    let crew = ada.post("/groups/new", &[("name", "Crew"), ("role", &role.to_string())]).await.is(303).location();
    ada.post(&format!("{crew}/members"), &[("act", "add"), ("id", &dana.id.to_string())]).await.is(303);
    let grant = [("act", "add"), ("role", &role.to_string()), ("until", "2099-12-31"), ("reason", "because of <things>")];
    ada.post(&format!("/users/{}/grants", sven.id), &grant).await.is(303);
    for statement in [sql!("UPDATE settings SET own_deletion = $1", true), sql!("UPDATE teams SET owner_id = $1", house.ada().id)] {
        house.app.db.run(statement).await.expect("written");
    }
    let sync = [("name", "Crew"), ("owner", "ada@acme.example"), ("role", "")];
    ada.post("/users/new/service", &sync).await.is(303);
    let mut pages = Vec::new();
    for path in [
        "/users".to_owned(),
        "/users?q=zzz".into(),
        "/users?status=suspended&role=none&seen=never".into(),
        "/users?status=archived".into(),
        "/users/new".into(),
        "/users/invite".into(),
        "/account".into(),
        "/account/preferences".into(),
        "/account/password".into(),
        "/account/security".into(),
        "/account/delete".into(),
        "/jump?q=m".into(),
        "/account/access".into(),
        "/audit".into(),
        "/roles".into(),
        "/roles/new".into(),
        format!("/roles/{role}"),
        format!("/roles/{role}/edit"),
        format!("/roles/{role}/users"),
        format!("/roles/{role}/delete"),
        "/groups".into(),
        "/groups/new".into(),
        crew.clone(),
        format!("{crew}/edit"),
        format!("{crew}/members"),
        format!("{crew}/delete"),
        format!("/users/{}", dana.id),
        format!("/users/{}", sven.id),
        format!("/users/{}", arno.id),
        format!("/users/{}", house.mia().id),
        ines,
        format!("/users/{}/details", dana.id),
        format!("/users/{}/preferences", dana.id),
        format!("/users/{}/status", sven.id),
        format!("/users/{}/role", sven.id),
        format!("/users/{}/access", sven.id),
        format!("/users/{}/access", house.mia().id),
        format!("/users/{}/access", house.bo().id),
        format!("/users/{}/grants/new", sven.id),
        format!("/users/{}/password", sven.id),
        format!("/users/{}/delete", arno.id),
        link.clone(),
        "/accept/x".into(),
        "/reset/x".into(),
        "/forgot-password".into(),
        "/nowhere".into(),
        "/users?x=y".into(),
    ] {
        pages.push((path.clone(), ada.get(&path).await));
    }
    pages.push((
        "too many".into(),
        ada.post("/users/new", &[("email", "bob@@x"), ("role", "x"), ("first_name", &"x".repeat(101))]).await.is(422),
    ));
    pages.push(("refused".into(), ada.post(&format!("/users/{}/status", sven.id), &[("status", "draft")]).await.is(409)));
    pages.push(("granted twice".into(), ada.post(&format!("/users/{}/grants", sven.id), &grant).await.is(422)));
    pages.push(("a secret".into(), ada.post(&format!("/users/{}/password", sven.id), &[]).await.is(200)));
    let eve = house.browser();
    for path in ["/sign-in", &link] {
        pages.push((format!("{path} of a stranger"), eve.get(path).header("accept-language", "en-XA").await.is(200)));
    }
    let mut plain = Vec::new();
    for (path, page) in &pages {
        let texts = texts(page);
        assert!(texts.iter().any(|text| text.contains('~')), "{path} is not in the pseudo-locale: {}", page.text());
        plain.extend(texts.into_iter().filter(|text| is_ours_and_plain(text)).map(|text| format!("{path}: {text}")));
    }
    assert!(plain.is_empty(), "{plain:#?}");
}
