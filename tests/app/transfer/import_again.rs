//! Tables that say what is so already change nothing, in whatever words they say it.

use rolecall::users::{Status, Typed};

use super::import::{apply, check, import, rows};
use super::{Row, table};
use crate::fields::{kinds, name};
use crate::house::House;

#[tokio::test]
async fn an_export_taken_in_again_changes_nothing() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    crate::fields::add_all(&ada).await;
    let text = |text: &str| Some(text.to_owned());
    let typed = Typed {
        first_name: text("=1+1"),
        last_name: text("'@x"),
        title: text("-5"),
        company: text("a \"b\"; c, d"),
        description: text("one\ntwo\n\nthree"),
        phone: text("+49 30 901820"),
        tags: Some(vec!["a;b".into(), "c\\d".into(), "=x".into()]),
        ..Typed::default()
    };
    house.describe(&mia, typed).await;
    let version = house.user(&mia).await.version.to_string();
    let names: Vec<String> = kinds().iter().map(|(_, label, ..)| name(label)).collect();
    let mut fields = vec![("version", version.as_str())];
    for (name, (_, label, typed, ..)) in names.iter().zip(kinds()) {
        let typed = if label == "Hours" { vec!["-37.2500"] } else { typed };
        fields.extend(typed.into_iter().map(|typed| (name.as_str(), typed)));
    }
    ada.post(&format!("/users/{}/details", mia.id), &fields).await.is(303);
    house.add("dana@acme.example", ("Dana", ""), Status::Draft, None).await;
    house.add("arne@acme.example", ("Arne", "Old"), Status::Archived, Some(house.people().member)).await;
    // What no form would take by now stays as well.
    house
        .force("UPDATE users SET phone = '030 1', location = '\u{202e}x', last_name = ' y' WHERE email_key = 'dana@acme.example'")
        .await
        .expect("written");
    let crew = rolecall::groups::Details { name: "Crew; A".into(), ..rolecall::groups::Details::default() };
    let cli = rolecall::access::Actor::cli();
    let group = rolecall::groups::create(&house.app.db, &cli, &crew, house.now()).await.expect("made");
    rolecall::groups::add_members(&house.app.db, &cli, group, &[mia.id], house.now()).await.expect("joined");
    let file = ada.get("/users/export.csv?status=draft,invited,active,suspended,archived").await.is(200);
    let before = house.actions().await.len();
    for answers in [&[][..], &[("key", "id")], &[("empty", "clear")]] {
        let page = check(&ada, &file.body, answers).await.never_says("id=\"apply\"");
        assert_eq!(rows(&page).len(), 5);
        assert!(rows(&page).iter().all(|row| row.ends_with("Nothing to change")), "{:?}", rows(&page));
    }
    assert_eq!(house.actions().await.len(), before);
    let mia_row = |rows: Vec<Row>| rows.into_iter().find(|row| row["email"] == "mia@acme.example").expect("there");
    let row = mia_row(table(&file).1);
    assert_eq!((row["custom.hours"].as_str(), row["custom.skills"].as_str(), row["groups"].as_str()), ("'-37.25", "go; rust", "Crew\\; A"));
    // And into an empty place it brings everything back.
    let other = House::new().await;
    let bo = other.browser_of(&other.bo()).await;
    crate::fields::add_all(&bo).await;
    other.force("DELETE FROM users WHERE email_key = 'mia@acme.example'").await.expect("gone");
    rolecall::groups::create(&other.app.db, &cli, &crew, other.now()).await.expect("made");
    import(&bo, &file.body, &[]).await;
    let there = mia_row(table(&bo.get("/users/export.csv").await.is(200)).1);
    let same = ["first_name", "last_name", "title", "company", "description", "phone", "tags", "groups", "role"];
    for name in same.into_iter().map(str::to_owned).chain(names) {
        assert_eq!(there[&name], row[&name], "{name}");
    }
    assert_eq!(there["status"], "draft");
}

#[tokio::test]
async fn what_is_said_in_other_words_is_nothing_new() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    crate::fields::add_all(&ada).await;
    let cli = rolecall::access::Actor::cli();
    for name in ["Crew", "Choir"] {
        let details = rolecall::groups::Details { name: name.into(), ..rolecall::groups::Details::default() };
        rolecall::groups::create(&house.app.db, &cli, &details, house.now()).await.expect("made");
    }
    let head = "email;role;groups;status;tags;phone;expires_at;custom.floor;custom.hours";
    let table = format!("{head}\nmia@acme.example;MEMBER;choir;Suspended;c,d;+49 30 1;2031-05-06;First floor;5.00");
    let first = check(&ada, &table, &[]).await;
    assert!(rows(&first)[0].contains("Changes"), "{:?}", rows(&first));
    apply(&ada, &first).await;
    let before = house.actions().await.len();
    let again = [
        table,
        format!("{head}\nmia@acme.example;member;CHOIR;gesperrt;c;+49 301;2031-05-06;first_floor;5"),
        format!("{head}\nmia@acme.example;Member;Choir;SUSPENDED;c; +49  301;2031-05-06;first floor;05.0"),
    ];
    for (n, table) in again.iter().enumerate() {
        let table = table.replace(";c;", ";c,d;");
        let said = rows(&check(&ada, &table, &[]).await);
        assert!(said[0].ends_with("Nothing to change"), "{n}: {said:?}");
    }
    assert_eq!(house.actions().await.len(), before);
    // And something else is.
    for (cell, other) in [("MEMBER", ""), ("choir", "Crew"), ("c,d", "c"), ("2031-05-06", "2031-05-07"), ("5.00", "5.01")] {
        let table = again[0].replace(cell, if other.is_empty() { "Administrator" } else { other });
        let said = rows(&check(&ada, &table, &[]).await);
        assert!(said[0].contains("Changes") || said[0].contains("Wrong"), "{cell}: {said:?}");
    }
}
