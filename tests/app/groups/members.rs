//! Who is in a group: many at once, all or nothing, taken back, counted; ticks survive a search.

use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;

use serde_json::json;

use super::{change, group, members, shown};
use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

async fn people(house: &House, many: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for n in 0..many {
        people.push(house.add_member(&format!("p{n}@acme.example"), ("Person", &n.to_string())).await);
    }
    people
}

/// Presses Undo on a page that offers it.
pub(super) async fn undo(ada: &Browser, page: &Answer) -> Answer {
    let form = page.find(r#"(?s)<div class="notice ok">.*?<form method="post" (.*?)</form>"#).expect("a way back");
    let action = regex::Regex::new(r#"action="([^"]+)""#).expect("a pattern").captures(&form).expect("an address")[1].to_owned();
    let field = regex::Regex::new(r#"name="([a-z]+)" value="([^"]*)""#).expect("a pattern");
    let fields: Vec<(String, String)> =
        field.captures_iter(&form).map(|found| (found[1].to_owned(), found[2].to_owned())).filter(|(name, _)| name != "csrf").collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    ada.post(&action, &fields).await
}

#[tokio::test]
async fn many_are_added_removed_and_taken_back() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    ada.get(&crew).await.says("No members yet.");
    let people = people(&house, 12).await;
    let all: Vec<&Person> = people.iter().collect();
    ada.get(&format!("{crew}/members?q=Person+3")).await.is(200).says("Person 3").never_says("Person 4");
    change(&ada, &crew, "add", &all).await;
    let page = ada.get(&crew).await.says("12 users were added to Crew").says("12 members").says("Person 0").says("Show all 12");
    // The page shows the first ten, the directory all.
    assert_eq!(page.find_all(r#"id="remove-([^"]+)""#).len(), 10);
    undo(&ada, &page).await.leads_to(&crew);
    assert!(members(&house, &crew).await.is_empty());
    let page = ada.get(&crew).await.says("12 users were removed from Crew");
    undo(&ada, &page).await.leads_to(&crew);
    assert_eq!(members(&house, &crew).await.len(), 12);
    ada.get(&crew).await.is(200);
    // One of them by the button of their row.
    change(&ada, &crew, "remove", &[all[0]]).await;
    let page = ada.get(&crew).await.says("Person 0 was removed from Crew").says("11 members");
    undo(&ada, &page).await.leads_to(&crew);
    ada.get(&crew).await.says("Person 0 was added to Crew").says("12 members");
    // Twice is once, and what happened to nobody is taken back by nobody.
    let before = house.actions().await.len();
    change(&ada, &crew, "add", &all).await;
    let page = ada.get(&crew).await.says("Nobody was added");
    assert!(!page.body.contains(">Undo<"));
    assert_eq!(house.actions().await.len(), before);
    // Of some who are in it and one who is not, Undo takes out the one.
    change(&ada, &crew, "add", &[all[1], &house.mia()]).await;
    let page = ada.get(&crew).await.says("Mia Okafor was added to Crew");
    undo(&ada, &page).await.is(303);
    assert_eq!(members(&house, &crew).await.len(), 12);
    let mia = ada.get(&format!("/users/{}", house.mia().id)).await.is(200).says("Added to a group Crew").says("Removed from a group Crew");
    assert!(!mia.body.contains(&format!("href=\"{crew}\"")));
    let first = ada.get(&format!("/users/{}", people[0].id)).await.is(200);
    assert!(first.body.contains(&format!("href=\"{crew}\"")), "the profile names the group");
}

#[tokio::test]
async fn changes_are_all_or_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let page = format!("{crew}/members");
    let (mia, gone) = (house.mia().id.to_string(), uuid::Uuid::now_v7().to_string());
    let many: Vec<String> = (0..501).map(|_| uuid::Uuid::now_v7().to_string()).collect();
    for act in ["add", "remove"] {
        let many: Vec<(&str, &str)> = many.iter().map(|id| ("id", id.as_str())).chain([("act", act)]).collect();
        ada.post(&page, &[("act", act), ("id", &mia), ("id", &gone)]).await.is(422).says("not there any more");
        ada.post(&page, &[("act", act)]).await.is(422).says("Choose at least one user");
        ada.post(&page, &many).await.is(422).says("at most 500");
        ada.post(&page, &[("act", act), ("id", "x")]).await.is(400);
        assert!(members(&house, &crew).await.is_empty());
    }
    let search: Vec<(&str, &str)> = many.iter().map(|id| ("id", id.as_str())).chain([("act", "search")]).collect();
    ada.post(&page, &search).await.is(422).says("at most 500");
    ada.post(&page, &[("act", "drop"), ("id", &mia)]).await.is(400);
    assert!(!house.actions().await.iter().any(|action| action.starts_with("group.") && action != "group.create"));
    // An unknown one keeps the ticks of the others.
    let answer = ada.post(&page, &[("act", "add"), ("id", &mia), ("id", &gone), ("q", "bo")]).await.is(422);
    assert!(answer.find(&format!(r#"(value="{mia}" id="c-{mia}" checked)"#)).is_some());
    assert_eq!(answer.input("q"), "bo");
}

#[tokio::test]
async fn an_empty_group_says_whether_it_is_and_how_to_fill_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let page = ada.get(&crew).await.is(200).says("No members yet. Add users").never_says("archived");
    assert_eq!(page.find_all(r#"href="([^"]*/members)""#).len(), 1);
    change(&ada, &crew, "add", &[&house.mia()]).await;
    // Whoever sees none of them does not read that there are none.
    let reads = [permission("groups", "read", json!({}), &["*"]), permission("users", "read", json!({"status": {"_eq": "draft"}}), &["*"])];
    let tess = house.tess(&reads).await;
    house.browser_of(&tess).await.get(&crew).await.is(200).says("You see none of its members.").never_says("No members");
    ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "archived")]).await.is(303);
    ada.get(&crew).await.is(200).says("Only archived users are in this group.").never_says("No members yet");
}

#[tokio::test]
async fn ticks_survive_a_search_for_groups_and_roles_alike() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let editor = ada.post("/roles/new", &[("name", "Editor"), ("app_access", "on")]).await.is(303).location();
    let people = people(&house, 3).await;
    let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
    for page in [format!("{crew}/members"), format!("{editor}/users")] {
        ada.get(&page).await.is(200);
        // Nobody is ticked yet, then one, then two: each search keeps those before it, first in the list.
        let answer = ada.post(&page, &[("act", "search"), ("q", "Person 2")]).await.is(200).says("Person 2").never_says("Person 1");
        assert!(answer.find(r#"(<input[^>]*id="q"[^>]* autofocus>)"#).is_some(), "who searched goes on searching");
        assert!(ada.get(&page).await.find("(autofocus)").is_none());
        assert_eq!(answer.input("q"), "Person 2");
        let answer = ada.post(&page, &[("act", "search"), ("q", "Person 1"), ("id", &ids[2])]).await.is(200);
        assert_eq!(answer.find_all(r#"name="id" value="([^"]+)""#), [ids[2].clone(), ids[1].clone()]);
        assert_eq!(answer.find_all(r#"id="c-([^"]+)" checked"#), [ids[2].clone()]);
        let answer = ada.post(&page, &[("act", "search"), ("q", "zzz"), ("id", &ids[2]), ("id", &ids[1])]).await.is(200);
        assert_eq!(answer.find_all(r#"id="c-([^"]+)" checked"#), [ids[1].clone(), ids[2].clone()]);
        ada.post(&page, &[("act", "add"), ("id", &ids[2]), ("id", &ids[1])]).await.is(303);
        ada.get(&page).await.is(200).says("Person 0").never_says("Person 1").never_says("Person 2");
        ada.post(&page, &[("act", "search"), ("q", "zzz")]).await.is(200).says("Nobody to add");
    }
    assert_eq!(members(&house, &crew).await, ["p1@acme.example", "p2@acme.example"]);
    assert_eq!(house.user(&people[2]).await.role_name.as_deref(), Some("Editor"));
}

#[tokio::test]
async fn the_number_of_members_is_exact_after_every_kind_of_change() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let other = group(&ada, &[("name", "Other")]).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    change(&ada, &crew, "add", &[&arno, &dana, &house.mia()]).await;
    change(&ada, &other, "add", &[&house.mia()]).await;
    let numbers = async || (shown(&ada, &crew).await, shown(&ada, &other).await);
    let are = |crew: &str, other: &str| (crew.to_owned(), other.to_owned());
    assert_eq!(numbers().await, are("2", "1"), "Arno is archived");
    let status = async |person: &Person, to: &str| ada.post(&format!("/users/{}/status", person.id), &[("status", to)]).await.is(303);
    status(&arno, "active").await;
    assert_eq!(numbers().await, are("3", "1"));
    status(&house.mia(), "archived").await;
    assert_eq!(numbers().await, are("2", "0"));
    status(&house.mia(), "active").await;
    status(&house.mia(), "suspended").await;
    assert_eq!(numbers().await, are("3", "1"));
    status(&arno, "archived").await;
    ada.post(&format!("/users/{}/delete", arno.id), &[("confirm", &arno.email)]).await.is(303);
    assert_eq!(numbers().await, are("2", "1"), "an archived one was deleted");
    ada.post(&format!("/users/{}/delete", dana.id), &[("confirm", &dana.email)]).await.is(303);
    assert_eq!(numbers().await, are("1", "1"), "a draft was deleted");
    house.force("UPDATE users SET status = 'archived'").await.expect("written");
    assert_eq!(house.number(sql!("SELECT CAST(sum(members) AS bigint) FROM teams")).await, 0, "all at once");
    house.force("UPDATE users SET status = 'active'").await.expect("written");
    ada.post(&format!("{other}/delete"), &[]).await.is(303);
    assert_eq!(shown(&ada, &crew).await, "1");
    change(&ada, &crew, "remove", &[&house.mia()]).await;
    assert_eq!(shown(&ada, &crew).await, "0");
}

#[tokio::test]
async fn those_who_come_and_go_at_once_end_up_in_or_out() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let page = format!("{crew}/members");
    let ids: Vec<String> = people(&house, 4).await.iter().map(|person| person.id.to_string()).collect();
    let both = ids.iter().flat_map(|id| ["add", "remove", "add", "remove"].map(|act| (act, id.as_str())));
    let both: Vec<_> = both.map(|(act, id)| [("act", act), ("id", id)]).collect();
    let answers = join_all(both.iter().map(|fields| ada.post(&page, fields).into_future())).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    let actions = house.actions().await;
    let count = |what: &str| actions.iter().filter(|action| *action == what).count();
    let left = members(&house, &crew).await.len();
    assert_eq!(count("group.add") - count("group.remove"), left, "each change is recorded once");
    assert_eq!(shown(&ada, &crew).await, left.to_string());
    // Of many deletions at once one happens.
    let answers = join_all((0..5).map(|_| ada.post(&format!("{crew}/delete"), &[]).into_future())).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1);
    assert!(answers.iter().all(|answer| [303, 404].contains(&answer.status)));
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}
