//! A group itself: made, changed, overtaken, deleted; and who may not.

use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;

use super::{change, group, id_of, members};
use crate::house::House;

#[tokio::test]
async fn a_group_is_made_shown_and_changed() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/groups").await.is(200).says("No groups yet");
    let member = house.people().member.to_string();
    let crew =
        group(&ada, &[("name", "Night shift"), ("description", "Works late"), ("owner", "mia@acme.example"), ("role", &member)]).await;
    ada.get(&crew).await.is(200).says("Night shift was created").says("Works late").says("Mia Okafor").says("Members hold these roles too");
    let list = ada.get("/groups").await.is(200).says("Night shift").says("Mia Okafor").says("Member");
    assert!(list.body.contains(&format!("href=\"/users?group={}\"", id_of(&crew))));
    let form = ada.get(&format!("{crew}/edit")).await.is(200);
    assert_eq!((form.input("name").as_str(), form.input("owner").as_str()), ("Night shift", "mia@acme.example"));
    assert!(form.find(&format!(r#"(value="{member}" checked)"#)).is_some());
    let version = form.input("version");
    let changed = [("version", version.as_str()), ("name", "Day shift"), ("description", ""), ("owner", ""), ("roles", "on")];
    ada.post(&format!("{crew}/edit"), &changed).await.leads_to(&crew);
    ada.get(&crew).await.says("Day shift").never_says("Works late").never_says("mia@acme.example").never_says("Members hold");
    assert!(house.actions().await.ends_with(&["group.create".into(), "group.edit".into()]));
    // The trail names owner and roles as they were.
    let trail = ada.get("/audit").await.is(200).says("Group edited: Night shift");
    for gone in ["Night shift", "Works late", "Mia Okafor", "Member"] {
        assert!(trail.body.contains(&format!("<del><bdi>{gone}</bdi></del>")), "{gone}");
    }
    // Saved as it stands, nothing has changed.
    let version = ada.get(&format!("{crew}/edit")).await.input("version");
    ada.post(&format!("{crew}/edit"), &[("version", &version), ("name", "Day shift")]).await.is(303);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "group.edit").count(), 1);
}

#[tokio::test]
async fn who_was_overtaken_sees_both_values() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = house.people().member.to_string();
    let crew = group(&ada, &[("name", "Crew")]).await;
    let version = ada.get(&format!("{crew}/edit")).await.input("version");
    let first = [("version", version.as_str()), ("name", "Pilots"), ("owner", "bo@acme.example"), ("role", &member)];
    ada.post(&format!("{crew}/edit"), &first).await.is(303);
    let late = [("version", version.as_str()), ("name", "Sailors"), ("description", "At sea"), ("owner", ""), ("roles", "on")];
    let answer = ada.post(&format!("{crew}/edit"), &late).await.is(409);
    let answer =
        answer.says("Pilots").says("bo@acme.example").says("Member").says(&format!("Ada Abara changed this record on {}", house.today()));
    assert_eq!(answer.find_all("<li><a href=\"#([^\"]+)\""), ["name", "description", "owner", "role"]);
    assert_eq!((answer.input("name").as_str(), answer.input("owner").as_str()), ("Sailors", ""));
    ada.get(&crew).await.says("Pilots").never_says("Sailors");
    // Who has seen them may go on.
    let version = answer.input("version");
    ada.post(&format!("{crew}/edit"), &[("version", &version), ("name", "Sailors")]).await.is(303);
    ada.get(&crew).await.says("Sailors");
}

#[tokio::test]
async fn a_name_is_needed_and_there_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let first = group(&ada, &[("name", "Équipe")]).await;
    for (name, why) in [("", "Enter a name"), ("\u{301}", "Enter a name"), ("EQUIPE", "already"), (" E\u{301}quipe ", "already")] {
        ada.post("/groups/new", &[("name", name), ("description", "kept as typed")]).await.is(422).says(why).says("kept as typed");
    }
    let long = "ß".repeat(60);
    let address = group(&ada, &[("name", &long)]).await;
    ada.get(&address).await.is(200).says(&long);
    ada.post("/groups/new", &[("name", &format!("{long}x"))]).await.is(422).says("60");
    ada.post("/groups/new", &[("name", "y"), ("description", &"x".repeat(501))]).await.is(422).says("500");
    house.force(&format!("UPDATE teams SET name = '{long}x' WHERE name = '{long}'")).await.expect_err("refused");
    // Nor does a change take a name that another has.
    let version = ada.get(&format!("{address}/edit")).await.input("version");
    ada.post(&format!("{address}/edit"), &[("version", &version), ("name", "equipe")]).await.is(422).says("already");
    // Of many at once there is one.
    let answers = join_all((0..20).map(|_| ada.post("/groups/new", &[("name", "Night shift")]).into_future())).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1);
    assert!(answers.iter().all(|answer| answer.status == 303 || answer.status == 422));
    ada.get(&first).await.is(200).says("Équipe");
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let long = "x".repeat(501);
    let wrong = [("version", "1"), ("name", ""), ("description", long.as_str()), ("owner", "nobody@acme.example")];
    for (path, fields) in [("/groups/new".to_owned(), &wrong[1..]), (format!("{crew}/edit"), &wrong[..])] {
        let answer = ada.post(&path, fields).await.is(422).says("Enter a name").says("at most 500").says("not archived");
        assert_eq!(answer.find_all("<li><a href=\"#([^\"]+)\""), ["name", "description", "owner"], "in the order of the form");
    }
    // What only the database knows, too.
    let gone = uuid::Uuid::now_v7().to_string();
    let unknown = [("name", "Ships"), ("owner", "nobody@acme.example"), ("role", gone.as_str())];
    ada.post("/groups/new", &unknown).await.is(422).says("not archived").says("Choose a role from the list");
}

#[tokio::test]
async fn owner_and_roles_must_be_there() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    for (owner, why) in [("nobody@acme.example", "not archived"), ("arno@acme.example", "not archived"), ("bob@@x", "address")] {
        let answer = ada.post("/groups/new", &[("name", "Crew"), ("owner", owner)]).await.is(422).says(why);
        assert_eq!(answer.input("owner"), owner);
        assert!(answer.find(r##"(<a href="#owner")"##).is_some(), "the summary leads to the field");
    }
    let (public, gone) = (house.people().public.to_string(), uuid::Uuid::now_v7().to_string());
    for role in [&public, &gone] {
        ada.post("/groups/new", &[("name", "Crew"), ("role", role)]).await.is(422);
    }
    ada.post("/groups/new", &[("name", "Crew"), ("role", "x")]).await.is(400);
    assert_eq!(house.number(sql!("SELECT count(*) FROM teams")).await, 0);
    // Who owns a group and is archived later stays its owner until somebody else is.
    let crew = group(&ada, &[("name", "Crew"), ("owner", "mia@acme.example")]).await;
    ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "archived")]).await.is(303);
    let version = ada.get(&format!("{crew}/edit")).await.input("version");
    ada.post(&format!("{crew}/edit"), &[("version", &version), ("name", "Crew 2"), ("owner", "Mia@ACME.example")]).await.is(303);
    // Who is deleted owns nothing.
    ada.post(&format!("/users/{}/delete", house.mia().id), &[("groups", "release"), ("confirm", "mia@acme.example")]).await.is(303);
    ada.get(&crew).await.is(200).says("Crew 2").never_says("mia@acme.example");
    drop(arno);
}

#[tokio::test]
async fn a_group_that_makes_administrators_is_marked() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (administrator, member) = (house.people().administrator.to_string(), house.people().member.to_string());
    let keys = group(&ada, &[("name", "Keys"), ("role", &administrator), ("role", &member)]).await;
    let plain = group(&ada, &[("name", "Plain"), ("role", &member)]).await;
    ada.get(&keys).await.is(200).says("Members can manage everyone").says("Administrator");
    ada.get(&plain).await.is(200).never_says("Members can manage everyone");
    ada.get(&format!("{keys}/delete")).await.is(200).says("lose these roles").says("Administrator");
}

#[tokio::test]
async fn a_deleted_group_leaves_its_members_and_their_history() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Active, None).await;
    change(&ada, &crew, "add", &[&house.mia(), &house.bo(), &arno]).await;
    ada.post(&format!("/users/{}/status", arno.id), &[("status", "archived")]).await.is(303);
    ada.get(&format!("{crew}/delete")).await.is(200).says("2 users are in this group").says("no roles");
    assert_eq!(members(&house, &crew).await.len(), 3);
    let before = house.actions().await.len();
    ada.post(&format!("{crew}/delete"), &[]).await.leads_to("/groups");
    ada.get("/groups").await.says("Crew was deleted. 2 users were in it").says("No groups yet");
    assert_eq!(house.actions().await[before..], ["group.delete", "group.remove", "group.remove", "group.remove"]);
    ada.get(&format!("/users/{}", house.mia().id)).await.is(200).says("Removed from a group Crew");
    for path in ["", "/edit", "/members", "/delete"] {
        ada.get(&format!("{crew}{path}")).await.is(404);
    }
    for (path, fields) in [("/edit", &[("version", "1"), ("name", "x")][..]), ("/delete", &[])] {
        ada.post(&format!("{crew}{path}"), fields).await.is(404);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 4);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn a_member_of_the_directory_has_no_part_in_groups() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let mia = house.browser_of(&house.mia()).await;
    for path in ["/groups".to_owned(), "/groups/new".into(), crew.clone(), format!("{crew}/edit"), format!("{crew}/delete")] {
        mia.get(&path).await.is(if path.contains(&crew) { 404 } else { 403 }).never_says("Crew");
    }
    mia.get(&format!("/users?group={}", id_of(&crew))).await.is(403);
    let own = house.mia().id.to_string();
    mia.get("/account").await.is(200).never_says("/groups");
    for (path, fields) in [
        ("/groups/new".to_owned(), vec![("name", "Mine")]),
        (format!("{crew}/edit"), vec![("version", "1"), ("name", "Mine")]),
        (format!("{crew}/members"), vec![("act", "add"), ("id", own.as_str())]),
        (format!("{crew}/members"), vec![("act", "search")]),
        (format!("{crew}/delete"), vec![]),
    ] {
        mia.post(&path, &fields).await.is(if path.contains(&crew) { 404 } else { 403 });
    }
    assert_eq!(house.texts(sql!("SELECT name FROM teams")).await, ["Crew"]);
    assert!(members(&house, &crew).await.is_empty());
}
