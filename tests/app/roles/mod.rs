//! Roles: made, changed, given to many, taken from many, deleted; and what nobody may do to them.

mod around;
mod concealed;
mod matrix;
mod permissions;

use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;

use crate::browser::Browser;
use crate::house::{House, Person};

/// Makes a role and gives back its address.
async fn role(ada: &Browser, fields: &[(&str, &str)]) -> String {
    ada.get("/roles/new").await.is(200);
    ada.post("/roles/new", fields).await.is(303).location()
}

fn id_of(address: &str) -> &str {
    address.rsplit('/').next().expect("an id")
}

async fn role_of(house: &House, person: &Person) -> String {
    house.user(person).await.role_name.unwrap_or_default()
}

#[tokio::test]
async fn a_role_is_made_shown_and_changed() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = role(&ada, &[("name", "Editor"), ("description", "Writes"), ("app_access", "on")]).await;
    ada.get(&editor).await.is(200).says("Editor").says("Writes");
    ada.get("/roles").await.is(200).says("Editor");
    let form = ada.get(&format!("{editor}/edit")).await.is(200);
    let version = form.input("version");
    let changed = [("version", version.as_str()), ("name", "Chief editor"), ("description", "Decides"), ("app_access", "on")];
    ada.post(&format!("{editor}/edit"), &changed).await.is(303);
    ada.get(&editor).await.says("Chief editor").says("Decides").never_says("Writes");
    assert!(house.actions().await.ends_with(&["role.create".into(), "role.edit".into()]));
    // The form that was drawn before the change: nothing is overwritten.
    let stale = [("version", version.as_str()), ("name", "Typist"), ("description", "Types"), ("app_access", "on")];
    let answer = ada.post(&format!("{editor}/edit"), &stale).await.is(409);
    assert_eq!(answer.input("name"), "Typist");
    let answer = answer.says(&format!("Ada Abara changed this record on {}", house.today()));
    assert_eq!(answer.find_all("<li><a href=\"#([^\"]+)\""), ["name", "description"]);
    ada.get(&editor).await.says("Chief editor");
}

#[tokio::test]
async fn a_name_is_needed_and_there_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    role(&ada, &[("name", "Éditor")]).await;
    for (name, why) in [("", "Enter a name"), ("editor", "already"), ("EDITOR", "already"), (" E\u{301}ditor ", "already")] {
        ada.post("/roles/new", &[("name", name), ("description", "kept as typed")]).await.is(422).says(why).says("kept as typed");
    }
    let answer = ada.post("/roles/new", &[("name", ""), ("ip_allow", "here")]).await.is(422);
    answer.says("Enter a name").says("Correct line 1: “here” is no network");
    // Of any alphabet, sixty letters fit, in the form and in the table.
    let long = "ß".repeat(60);
    let address = role(&ada, &[("name", &long)]).await;
    ada.post("/roles/new", &[("name", &format!("{long}x"))]).await.is(422).says("60");
    house
        .force(&format!("UPDATE roles SET name = '{long}x' WHERE id IN (SELECT id FROM roles WHERE name = '{long}')"))
        .await
        .expect_err("refused");
    ada.get(&address).await.is(200).says(&long);
    let names = house.number(sql!("SELECT count(*) FROM roles WHERE name_key = 'editor'")).await;
    assert_eq!(names, 1);
}

#[tokio::test]
async fn who_adds_nobody_is_told_in_the_form() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = role(&ada, &[("name", "Editor"), ("app_access", "on")]).await;
    let page = ada.get(&format!("{editor}/users?q=mia")).await.is(200).says("chosen");
    assert!(!page.body.contains("id=\"errors\""));
    let page = ada.post(&format!("{editor}/users"), &[("act", "add"), ("q", "mia")]).await.is(422).says("There is a problem");
    assert_eq!(page.find(r##"id="errors".*?<a href="#([^"]+)">Choose at least one user"##).as_deref(), Some("id"));
    assert!(page.body.contains(r#"id="id""#) && page.body.contains("<title>Error: ") && page.text().contains("Mia Okafor"));
}

#[tokio::test]
async fn of_fifty_of_one_name_at_once_there_is_one() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/roles/new").await.is(200);
    let answers = join_all((0..50).map(|_| ada.post("/roles/new", &[("name", "Night shift")]).into_future())).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1);
    assert!(answers.iter().all(|answer| answer.status == 303 || answer.status == 422));
}

#[tokio::test]
async fn many_are_added_at_once_and_removed_again() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mut people = Vec::new();
    for n in 0..5 {
        people.push(house.add_member(&format!("p{n}@acme.example"), ("Person", &n.to_string())).await);
    }
    let editor = role(&ada, &[("name", "Editor"), ("app_access", "on")]).await;
    let users = format!("{editor}/users");
    ada.get(&users).await.is(200).says("Person 0");
    ada.get(&format!("{users}?q=Person+3")).await.is(200).says("Person 3").never_says("Person 4");
    let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    fields.push(("act", "add"));
    ada.post(&users, &fields).await.is(303);
    for person in &people {
        assert_eq!(role_of(&house, person).await, "Editor");
    }
    ada.get(&editor).await.says("5 users").says("Person 4");
    ada.get(&users).await.never_says("Person 0");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.role").count(), 5);
    // The same form again finds nothing left to do.
    ada.post(&users, &fields).await.is(303);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.role").count(), 5);
    ada.post(&users, &[("act", "remove"), ("id", &ids[0])]).await.is(303);
    assert_eq!(role_of(&house, &people[0]).await, "");
    ada.get(&editor).await.says("Person 0 was removed");
    ada.get(&editor).await.says("4 users").never_says("Person 0");
}

#[tokio::test]
async fn adding_is_all_or_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = role(&ada, &[("name", "Editor"), ("app_access", "on")]).await;
    let (mia, gone) = (house.mia(), uuid::Uuid::now_v7().to_string());
    let users = format!("{editor}/users");
    let hers = mia.id.to_string();
    let answer = ada.post(&users, &[("act", "add"), ("id", &hers), ("id", &gone)]).await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert_ne!(role_of(&house, &mia).await, "Editor");
    let none = ada.post(&users, &[("act", "add")]).await;
    assert!((400..500).contains(&none.status), "{}", none.status);
    let many: Vec<String> = (0..501).map(|_| uuid::Uuid::now_v7().to_string()).collect();
    let mut fields: Vec<(&str, &str)> = many.iter().map(|id| ("id", id.as_str())).collect();
    fields.push(("act", "add"));
    let answer = ada.post(&users, &fields).await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    let own = house.ada().id.to_string();
    let answer = ada.post(&users, &[("act", "add"), ("id", &own)]).await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert_eq!(role_of(&house, &house.ada()).await, "Administrator");
}

#[tokio::test]
async fn deleting_moves_the_users_or_suspends_them() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = house.people().member.to_string();
    for (name, way) in [("Movers", vec![("act", "move"), ("role", member.as_str())]), ("Leavers", vec![("act", "suspend")])] {
        let address = role(&ada, &[("name", name), ("app_access", "on")]).await;
        let id = id_of(&address).parse().expect("an id");
        let active = house.add(&format!("{name}1@acme.example"), ("Active", name), Status::Active, Some(id)).await;
        let draft = house.add(&format!("{name}2@acme.example"), ("Draft", name), Status::Draft, Some(id)).await;
        let theirs = house.browser_of(&active).await;
        ada.get(&format!("{address}/delete")).await.is(200).says("2 users");
        ada.post(&format!("{address}/delete"), &way).await.is(303);
        ada.get(&address).await.is(404);
        if name == "Movers" {
            assert_eq!(role_of(&house, &active).await, "Member");
            assert_eq!(house.status_of(&active).await, "active");
            theirs.get("/account").await.is(200);
        } else {
            assert_eq!(role_of(&house, &active).await, "");
            assert_eq!(house.status_of(&active).await, "suspended");
            theirs.get("/account").await.leads_to("/sign-in?next=%2Faccount");
        }
        assert_eq!(house.status_of(&draft).await, "draft");
        assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    }
}

#[tokio::test]
async fn the_way_out_of_a_deleted_role_must_be_chosen() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let editor = role(&ada, &[("name", "Editor"), ("app_access", "on")]).await;
    let public = house.texts(sql!("SELECT name FROM roles WHERE built_in = 'public'")).await;
    assert_eq!(public, ["Public"]);
    for way in [vec![], vec![("act", "move")], vec![("act", "move"), ("role", id_of(&editor))], vec![("act", "move"), ("role", "nonsense")]]
    {
        let answer = ada.post(&format!("{editor}/delete"), &way).await;
        assert!((400..500).contains(&answer.status), "{way:?}: {}", answer.status);
        ada.get(&editor).await.is(200);
    }
}

#[tokio::test]
async fn nobody_takes_their_own_rights_or_the_last_ones_away() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (administrator, member) = (house.people().administrator, house.people().member.to_string());
    let address = format!("/roles/{administrator}");
    let version = ada.get(&format!("{address}/edit")).await.is(200).input("version");
    let tries = [
        (format!("{address}/edit"), vec![("version", version.as_str()), ("name", "Administrator"), ("app_access", "on")]),
        (format!("{address}/delete"), vec![("act", "suspend")]),
        (format!("{address}/delete"), vec![("act", "move"), ("role", member.as_str())]),
    ];
    for (path, fields) in &tries {
        let answer = ada.post(path, fields).await;
        assert_eq!(answer.status, 409, "{path} {fields:?}");
    }
    // Someone of another administrating role is no more able to leave nobody.
    let second = role(&ada, &[("name", "Root"), ("admin_access", "on"), ("app_access", "on")]).await;
    let eve = house.add("eve@acme.example", ("Eve", "Root"), Status::Active, Some(id_of(&second).parse().expect("an id"))).await;
    let eve = house.browser_of(&eve).await;
    eve.post(&format!("{address}/delete"), &[("act", "suspend")]).await.is(303);
    assert_eq!(house.status_of(&house.ada()).await, "suspended");
    let answer = eve.post(&format!("{second}/delete"), &[("act", "suspend")]).await;
    assert_eq!(answer.status, 409);
}

#[tokio::test]
async fn the_public_role_stays_as_it_is() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let ids = house.texts(sql!("SELECT name FROM roles WHERE built_in = 'public' AND NOT admin_access AND NOT app_access")).await;
    assert_eq!(ids, ["Public"]);
    let address = ada.get("/roles").await.find(r#"href="(/roles/[0-9a-f-]+)"[^>]*><bdi>Public"#).expect("a link");
    let version = ada.get(&format!("{address}/edit")).await.is(200).input("version");
    let answer = ada.post(&format!("{address}/edit"), &[("version", &version), ("name", "Everyone"), ("admin_access", "on")]).await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    ada.get(&format!("{address}/delete")).await.is(404);
    ada.get(&format!("{address}/users")).await.is(404);
    let mia = house.mia().id.to_string();
    let answer = ada.post(&format!("/users/{mia}/role"), &[("role", id_of(&address))]).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        house.texts(sql!("SELECT name FROM roles WHERE built_in = 'public' AND NOT admin_access AND NOT app_access")).await,
        ["Public"]
    );
}

#[tokio::test]
async fn a_member_has_no_part_in_roles() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let member = house.people().member;
    mia.get("/account").await.is(200);
    for path in [
        "/roles".to_owned(),
        "/roles/new".into(),
        format!("/roles/{member}"),
        format!("/roles/{member}/edit"),
        format!("/roles/{member}/users"),
        format!("/roles/{member}/delete"),
    ] {
        mia.get(&path).await.is(if path.contains(&member.to_string()) { 404 } else { 403 });
    }
    for (path, fields) in [
        ("/roles/new".to_owned(), vec![("name", "Mine"), ("admin_access", "on")]),
        (format!("/roles/{member}/edit"), vec![("version", "1"), ("name", "Member"), ("admin_access", "on")]),
        (format!("/roles/{member}/delete"), vec![("act", "suspend")]),
    ] {
        mia.post(&path, &fields).await.is(if path.contains(&member.to_string()) { 404 } else { 403 });
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM roles WHERE name = 'Mine' OR (name = 'Member' AND admin_access)")).await, 0);
}
