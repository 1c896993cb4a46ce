//! The matrix and the form of one permission: what is ticked or typed stays, and counts as it looks.

use super::permissions::{self, applied, is_ticked, plain, stored, ticked, wanted};
use super::{id_of, role};
use crate::house::House;

/// What the page of a new permission drew, with what people chose and typed there.
const UPDATE: [(&str, &str); 2] = [("collection", "groups"), ("action", "update")];
const TYPED: [(&str, &str); 3] = [("field", "name"), ("op", "_eq"), ("value", "Labs")];

#[tokio::test]
async fn nothing_is_chosen_for_people_and_nothing_typed_is_ignored() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let new = format!("{desk}/permissions/new?collection=groups&action=update");
    let page = ada.get(&new).await.is(200);
    assert!(page.find_all(r#"type="radio"([^>]*)>"#).iter().all(|rest| !rest.contains("checked")), "{}", page.body);
    wanted(&ada, &desk, &UPDATE).await.is(422).says("Choose which records").says("Choose which fields");
    let everything = [&UPDATE[..], &[("records", "everything"), ("fields", "all")]].concat();
    let page = wanted(&ada, &desk, &[&everything[..], &TYPED].concat()).await.is(422).says("These conditions would count for nothing");
    assert!(page.body.contains(r#"id="conditions-e""#) && page.body.contains(r#"value="Labs""#), "{}", page.body);
    let own = [("collection", "users"), ("action", "update"), ("records", "own"), ("fields", "all")];
    let typed = [("field", "title"), ("op", "_eq"), ("value", "Boss")];
    wanted(&ada, &desk, &[&own[..], &typed].concat()).await.is(422).says("These conditions would count for nothing");
    let open = [("open", "name"), ("open", "description")];
    let page = wanted(&ada, &desk, &[&everything[..], &open].concat()).await.is(422).says("These ticks would count for nothing");
    assert!(page.body.contains(r#"id="open-e""#) && page.body.contains(r#"name="open" value="name" checked"#), "{}", page.body);
    // A row without a field is no condition, and without anything typed everything is meant.
    let empty = [("field", ""), ("op", "_eq"), ("value", "")];
    wanted(&ada, &desk, &[&everything[..], &empty].concat()).await.is(200).says("+1 right").says("Everything");
    assert!(stored(&house, &desk).await.is_empty());
}

#[tokio::test]
async fn what_was_stored_before_can_give_way_to_everything() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let some = [&UPDATE[..], &TYPED, &[("records", "where"), ("fields", "some"), ("open", "name")]].concat();
    applied(&ada, wanted(&ada, &desk, &some).await.is(200)).await.is(303);
    let page = ada.get(&format!("{desk}/permissions?open=groups")).await.is(200);
    let address = page.find(r#"href="(/roles/[^"]+/permissions/[0-9a-f-]{36})""#).expect("a permission");
    let page = ada.get(&address).await.is(200);
    let version = page.input("version");
    // All that the page holds is sent, hidden or not.
    let mut all = vec![("version", version.as_str()), ("act", "review"), ("records", "everything"), ("fields", "all"), ("open", "name")];
    all.extend(TYPED);
    let review = ada.post(&address, &all).await.is(200).says("1 right changed");
    applied(&ada, review).await.is(303);
    assert_eq!(stored(&house, &desk).await, [r#"groups.update{}["*"]"#]);
}

#[tokio::test]
async fn choices_go_by_their_words_in_the_language_of_the_reader() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let base = [("collection", "users"), ("action", "read"), ("records", "where"), ("fields", "all"), ("op", "_in"), ("field", "status")];
    let with = |value: &'static str| [&base[..], &[("value", value)]].concat();
    wanted(&ada, &desk, &with("active, DRAFT, Invited")).await.is(200).says("Status is Active, Draft or Invited");
    let page = wanted(&ada, &desk, &with("Sleeping")).await.is(422).says("Condition 1: Enter one of Draft, Invited, Active,");
    // The summary leads to the value, not only to the conditions.
    let summary = page.find(r##"href="#(conditions)""##).expect("a link");
    assert!(page.find(&format!(r#"<input[^>]* name="value" id="({summary})""#)).is_some(), "{}", page.body);
    assert_eq!(page.body.matches(r#"id="conditions""#).count(), 1);
    let flag =
        [("collection", "users"), ("action", "read"), ("records", "where"), ("fields", "all"), ("op", "_eq"), ("field", "shortcuts")];
    wanted(&ada, &desk, &[&flag[..], &[("value", "maybe")]].concat()).await.is(422).says("Enter one of Yes, No");
    let review = wanted(&ada, &desk, &[&flag[..], &[("value", "Yes")]].concat()).await.is(200);
    assert!(review.input("change").contains(r#""shortcuts":{"_eq":true}"#), "{}", review.input("change"));
    house.force("UPDATE users SET language = 'de'").await.expect("forced");
    let new = format!("{desk}/permissions/new");
    let page = ada.get(&format!("{new}?collection=users&action=read")).await.is(200);
    assert!(page.body.contains(r#"<option value="Gesperrt">"#), "{}", page.body);
    let fields = [&[("version", "1"), ("act", "review")], &with("aktiv, Gesperrt")[..]].concat();
    let review = ada.post(&new, &fields).await.is(200);
    assert!(review.input("change").contains(r#"["active","suspended"]"#), "{}", review.input("change"));
}

#[tokio::test]
async fn ticks_outlive_every_button_of_the_matrix() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = role(&ada, &[("name", "Desk"), ("app_access", "on")]).await;
    let address = format!("{desk}/permissions");
    let page = ada.get(&address).await.is(200);
    assert!(!page.body.contains("data-guard=\"dirty\""));
    let (version, rows) = (page.input("version"), page.find_all(r#"name="row" value="([a-z]+)""#));
    assert_eq!(rows.len(), 12);
    let press = |act: &'static str, cells: &'static [&'static str], more: &'static [(&'static str, &'static str)]| {
        let mut fields = vec![("version", version.as_str()), ("act", act)];
        fields.extend(rows.iter().map(|row| ("row", row.as_str())));
        fields.extend(cells.iter().map(|cell| ("cell", *cell)));
        fields.extend(more);
        ada.post(&address, &fields)
    };
    // "users.update" was taken out, "groups.read" is new.
    let cells = &["users.read", "groups.read"];
    let page = press("open-groups", cells, &[]).await.is(200);
    assert!(is_ticked(&page, "users.read") && is_ticked(&page, "groups.read") && !is_ticked(&page, "users.update"));
    assert!(page.body.contains(r#"aria-expanded="true""#) && page.body.contains("data-guard=\"dirty\""));
    assert!(page.find(r#"id="open-groups"[^>]*( autofocus)>"#).is_some(), "the pressed button has the focus: {}", page.body);
    let page = press("open-groups", cells, &[("open", "groups")]).await.is(200);
    assert!(!page.body.contains(r#"aria-expanded="true""#) && is_ticked(&page, "groups.read"));
    // All of a row, all of a column, and back.
    let page = press("all-groups", cells, &[]).await.is(200);
    assert!(["create", "read", "update", "delete"].iter().all(|action| is_ticked(&page, &format!("groups.{action}"))));
    assert!(!is_ticked(&page, "roles.read") && page.body.contains(r#"value="none-groups""#));
    let page = press("none-groups", cells, &[]).await.is(200);
    assert!(!is_ticked(&page, "groups.read") && is_ticked(&page, "users.read"));
    let page = press("all-read", cells, &[]).await.is(200);
    assert!(rows.iter().all(|row| is_ticked(&page, &format!("{row}.read"))) && !is_ticked(&page, "users.update"));
    assert!(page.find(r#"id="tick-read"[^>]*( autofocus)>"#).is_some());
    // Fewer rows: what is out of sight stays as it was ticked, and buttons do not reach it.
    let page = press("show-changed", cells, &[]).await.is(200).says("Not saved yet");
    assert_eq!(page.find_all(r#"<tr id="row-([a-z]+)""#), ["users", "groups"]);
    let page = press("show-set", cells, &[]).await.is(200);
    assert_eq!(page.find_all(r#"<tr id="row-([a-z]+)""#), ["users", "groups"]);
    let page = press("filter", cells, &[("q", " GRO")]).await.is(200);
    assert_eq!(page.find_all(r#"<tr id="row-([a-z]+)""#), ["groups"]);
    assert!(is_ticked(&page, "users.read") && page.input("q") == "GRO");
    let page = press("all-delete", cells, &[("q", "gro")]).await.is(200);
    assert!(is_ticked(&page, "groups.delete") && !is_ticked(&page, "users.delete"));
    press("filter", cells, &[("q", "nothing of the kind")]).await.is(200).says("There is no such row.");
    // Rows that were not sent are as they are stored, and what is no row is refused.
    let page = ada.post(&address, &[("version", &version), ("act", "show-")]).await.is(200);
    assert!(is_ticked(&page, "users.update") && !page.body.contains("data-guard=\"dirty\""));
    press("show-", &["users.fly"], &[]).await.is(400);
    // As it was when it was opened: someone else's change in between is not overwritten.
    applied(&ada, ticked(&ada, &desk, &["groups"], &["groups.read"]).await.is(200)).await.is(303);
    assert_eq!(permissions::version(&press("open-users", cells, &[]).await.is(200)), version);
}

#[tokio::test]
async fn who_may_only_read_opens_and_filters_by_address() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = role(&ada, &[("name", "Desk"), ("app_access", "on")]).await;
    let reader = plain(&ada, "Reader").await;
    applied(&ada, ticked(&ada, &reader, &["roles", "users"], &["roles.read", "users.read"]).await.is(200)).await.is(303);
    let app = [("version", "2"), ("name", "Reader"), ("app_access", "on")];
    ada.post(&format!("{reader}/edit"), &app).await.is(303);
    let person = house.add("rea@acme.example", ("Rea", "Der"), rolecall::users::Status::Active, id_of(&reader).parse().ok()).await;
    let rea = house.browser_of(&person).await;
    let page = rea.get(&format!("{desk}/permissions?open=&show=set&q=&act=open-users")).await.is(200).says("Own record");
    assert_eq!(page.find_all(r#"<tr id="row-([a-z]+)""#), ["users"]);
    assert!(!page.body.contains(r#"name="cell""#) && page.body.contains(r#"id="matrix" method="get""#));
    rea.post(&format!("{desk}/permissions"), &[("version", "1"), ("act", "show-set")]).await.is(403);
}

#[tokio::test]
async fn the_form_of_a_permission_keeps_the_place() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let new = format!("{desk}/permissions/new");
    let row = |value: &'static str| [("field", "title"), ("op", "_eq"), ("value", value)];
    let base = [("version", "1"), ("collection", "users"), ("action", "read"), ("records", "where"), ("fields", "all")];
    let focus = |page: &crate::browser::Answer| page.find(r#"id="([a-z0-9-]+)"[^>]* autofocus>"#);
    for (act, rows, id) in [("add", 1, "field-1"), ("drop-0", 2, "field-0"), ("drop-1", 2, "add"), ("json", 1, "json")] {
        let mut fields = base.to_vec();
        fields.extend((0..rows).flat_map(|_| row("Boss")));
        fields.push(("act", act));
        let page = ada.post(&new, &fields).await.is(200);
        assert_eq!(focus(&page).as_deref(), Some(id), "{act}");
        assert!(page.body.contains("data-guard=\"dirty\""), "{act}");
    }
    assert!(!ada.get(&format!("{new}?collection=users&action=read")).await.is(200).body.contains("data-guard=\"dirty\""));
    ada.post(&new, &[&base[..], &[("act", "drop-7")]].concat()).await.is(400);
}

#[tokio::test]
async fn who_was_slower_reads_who_was_quicker_and_what_is_stored_now() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let slow = ticked(&ada, &desk, &["groups"], &["groups.read"]).await.is(200);
    let labs = [&[("collection", "groups"), ("action", "read"), ("records", "where"), ("fields", "all")], &TYPED[..]].concat();
    applied(&ada, wanted(&ada, &desk, &labs).await.is(200)).await.is(303);
    let lost = applied(&ada, slow).await.is(409).says("Someone else has changed this role").says("What is stored now");
    lost.clone().says("Name is Labs").says("by Ada Abara");
    assert!(lost.find(r#"Last change: <time datetime="(2[0-9-]+)"#).is_some() || lost.text().contains("Last change:"), "{}", lost.body);
}
