//! The groups of one user: ticked and unticked together, from their profile or their invitation.

use rolecall::users::Status;
use serde_json::json;

use super::members::undo;
use super::{group, id_of, members};
use crate::access::permission;
use crate::house::House;
use crate::security::{prove, wait};

#[tokio::test]
async fn ticks_are_saved_together_and_taken_back_together() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (crew, choir) = (group(&ada, &[("name", "Crew")]).await, group(&ada, &[("name", "Choir")]).await);
    let mia = format!("/users/{}", house.mia().id);
    let path = format!("{mia}/groups");
    let page = ada.get(&mia).await.is(200);
    assert!(page.body.contains(&format!("href=\"{path}?back=")), "the profile leads there");
    ada.post(&path, &[("group", id_of(&crew)), ("back", &mia)]).await.leads_to(&mia);
    assert_eq!(members(&house, &crew).await, ["mia@acme.example"]);
    ada.get(&mia).await.says("Crew");
    // What is ticked on the page is what they are in.
    let page = ada.get(&path).await.is(200);
    assert_eq!(page.find_all(r#"name="was" value="([^"]+)""#), [id_of(&crew)]);
    assert_eq!(page.find_all(r#"name="group" value="([^"]+)" checked"#), [id_of(&crew)]);
    ada.post(&path, &[("was", id_of(&crew)), ("group", id_of(&choir))]).await.leads_to(&mia);
    assert_eq!((members(&house, &crew).await.len(), members(&house, &choir).await.len()), (0, 1));
    let page = ada.get(&mia).await.says("The groups of Mia Okafor were saved.");
    undo(&ada, &page).await.leads_to(&mia);
    assert_eq!((members(&house, &crew).await.len(), members(&house, &choir).await.len()), (1, 0));
    let moves: Vec<String> =
        house.actions().await.into_iter().filter(|action| action.starts_with("group.") && action != "group.create").collect();
    assert_eq!(moves, ["group.add", "group.add", "group.remove", "group.add", "group.remove"]);
}

#[tokio::test]
async fn what_somebody_else_has_moved_meanwhile_stays() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (crew, choir) = (group(&ada, &[("name", "Crew")]).await, group(&ada, &[("name", "Choir")]).await);
    super::change(&ada, &crew, "add", &[&house.mia()]).await;
    // Drawn before, posted after: the form knew of no group.
    let path = format!("/users/{}/groups", house.mia().id);
    ada.post(&path, &[("group", id_of(&choir))]).await.is(303);
    assert_eq!((members(&house, &crew).await.len(), members(&house, &choir).await.len()), (1, 1));
}

#[tokio::test]
async fn all_of_it_or_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let admin = house.people().administrator.to_string();
    let crew = group(&ada, &[("name", "Crew")]).await;
    let board = group(&ada, &[("name", "Board"), ("roles", "on"), ("role", &admin)]).await;
    let path = format!("/users/{}/groups", house.mia().id);
    // One that has gone meanwhile.
    let gone = group(&ada, &[("name", "Gone")]).await;
    ada.post(&format!("{gone}/delete"), &[]).await.is(303);
    let page = ada.post(&path, &[("group", id_of(&crew)), ("group", id_of(&gone))]).await.is(409);
    assert_eq!(page.find_all(r#"name="group" value="([^"]+)" checked"#), [id_of(&crew)], "what was ticked stays");
    assert!(members(&house, &crew).await.is_empty());
    // One that carries rights asks for a proof, and nothing is done before.
    wait(&house);
    let both = [("group", id_of(&crew)), ("group", id_of(&board))];
    let asked = ada.post(&path, &both).await.is(401);
    assert!(members(&house, &crew).await.is_empty());
    assert_eq!(prove(&ada, &asked, crate::house::PASSWORD).await.is(307).location(), path);
    ada.post(&path, &both).await.is(303);
    assert_eq!((members(&house, &crew).await.len(), members(&house, &board).await.len()), (1, 1));
}

#[tokio::test]
async fn only_groups_that_are_the_readers_to_give_can_be_ticked() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let admin = house.people().administrator.to_string();
    let crew = group(&ada, &[("name", "Crew")]).await;
    let board = group(&ada, &[("name", "Board"), ("roles", "on"), ("role", &admin)]).await;
    let reads = |fields: &[&'static str]| permission("users", "read", json!({}), fields);
    let names = permission("groups", "read", json!({}), &["name"]);
    let moves = permission("users", "update", json!({}), &["groups"]);
    let leader = house.role("Leader", &[reads(&["first_name", "groups"]), names.clone(), moves]).await;
    let reader = house.role("Reader", &[reads(&["first_name", "groups"]), names.clone()]).await;
    let blind = house.role("Blind", &[reads(&["first_name"]), names]).await;
    let lea = house.add("lea@acme.example", ("Lea", "Voss"), Status::Active, Some(leader)).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(reader)).await;
    let bob = house.add("bob@acme.example", ("Bob", "Ek"), Status::Active, Some(blind)).await;
    let (lea, rita, bob) = (house.browser_of(&lea).await, house.browser_of(&rita).await, house.browser_of(&bob).await);
    let mia = format!("/users/{}", house.mia().id);
    let path = format!("{mia}/groups");
    let page = lea.get(&path).await.is(200).says("Crew");
    assert!(!page.body.contains(id_of(&board)), "what carries more than hers is not offered");
    assert_eq!(lea.post(&path, &[("group", id_of(&board))]).await.status, 409);
    lea.post(&path, &[("group", id_of(&crew))]).await.leads_to(&mia);
    assert_eq!((members(&house, &crew).await.len(), members(&house, &board).await.len()), (1, 0));
    // Whom she cannot move she is told of: nothing disappears.
    ada.post(&path, &[("group", id_of(&board))]).await.is(303);
    lea.get(&path).await.says("Also in, and not yours to change: Board");
    // Who only reads has no boxes, and moves nobody.
    let page = rita.get(&path).await.is(200);
    assert!(!page.body.contains("type=\"checkbox\""));
    assert!(!rita.get(&mia).await.is(200).body.contains("/groups?back="), "and no link");
    assert_eq!(rita.post(&path, &[("was", id_of(&crew))]).await.status, 403);
    // Who does not see the groups of others sees no such page.
    bob.get(&path).await.is(403);
    assert_eq!(bob.post(&path, &[("was", id_of(&crew))]).await.status, 403);
    assert_eq!(members(&house, &crew).await.len(), 1);
}

#[tokio::test]
async fn an_invitation_leads_there_and_back() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    crate::invitations::invite(&ada, &house, "ines@north.example").await;
    let page = ada.get("/users?q=ines").await.is(200);
    let ines = page.find(r#"<tr id="u-([0-9a-f-]{36})""#).expect("a row");
    let invitation = format!("/users/{ines}/invitation");
    let page = ada.get(&invitation).await.is(200);
    assert!(page.body.contains(&format!("href=\"/users/{ines}/groups?back={invitation}\"")), "{}", page.text());
    ada.post(&format!("/users/{ines}/groups"), &[("group", id_of(&crew)), ("back", &invitation)]).await.leads_to(&invitation);
    ada.get(&invitation).await.says("Crew");
    assert_eq!(members(&house, &crew).await, ["ines@north.example"]);
}
