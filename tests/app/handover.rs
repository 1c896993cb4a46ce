//! Deleting somebody who answers for things: all of it is named, somebody is asked about, and nothing is left without a word.

use std::sync::Arc;

use rolecall::access::{Actor, rights_of};
use rolecall::items::{self, NewItem};
use rolecall::sql;
use rolecall::users::Status;
use rolecall::web::{Client, Error};
use serde_json::json;
use uuid::Uuid;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD, Person};
use crate::invitations::{invite, join};
use crate::leaving::{group_of, owner_of, service_of};
use crate::security::{prove, wait};
use crate::tokens::{EVERYTHING, make, me};

/// Something of another application.
pub async fn item_of(house: &House, label: &str, owner: &Person) -> Uuid {
    let item = NewItem {
        kind: "dashboard".into(),
        external_id: label.to_lowercase(),
        label: label.into(),
        url: "https://charts.acme.example/1".into(),
        owner: owner.id,
    };
    items::register(&house.app.db, &Actor::cli(), &item, house.now()).await.expect("registered")
}

/// A view that somebody shares with everyone.
async fn view_of(house: &House, name: &str, owner: &Person) -> Uuid {
    let id = Uuid::now_v7();
    let text = "INSERT INTO views (id, user_id, name, name_key, query, shared_with, created_at, updated_at)
                VALUES ($1, $2, $3, lower($3), 'status=draft', 'all', $4, $4)";
    house.app.db.run(sql!(text, id, owner.id, name, house.now())).await.expect("written");
    id
}

/// Somebody who has gone, with what they leave behind: group, service account, view, invitation, item.
pub struct Left {
    pub arno: Person,
    crew: Uuid,
    robot: Uuid,
    view: Uuid,
    link: String,
    item: Uuid,
}

impl Left {
    pub async fn behind(house: &House, ada: &Browser) -> Self {
        let administrator = house.people().administrator;
        let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Active, Some(administrator)).await;
        let crew = group_of(house, "Crew", &arno).await;
        let robot = service_of(ada, house.people().member, &arno).await;
        let view = view_of(house, "Newcomers", &arno).await;
        let link = invite(&house.browser_of(&arno).await, house, "Kim Lane <kim@north.example>").await.remove(0);
        let item = item_of(house, "Sales", &arno).await;
        ada.post(&format!("/users/{}/status", arno.id), &[("status", "archived")]).await.is(303);
        Self { arno, crew, robot, view, link, item }
    }

    fn path(&self) -> String {
        format!("/users/{}/delete", self.arno.id)
    }

    pub async fn owners(&self, house: &House) -> [String; 5] {
        let of = async |text: &'static str, id: Uuid| house.texts(sql!(text, id)).await.pop().unwrap_or_else(|| "gone".into());
        let view = "SELECT u.email FROM views v JOIN users u ON u.id = v.user_id WHERE v.id = $1";
        let item = "SELECT coalesce(u.email, '') FROM items i LEFT JOIN users u ON u.id = i.user_id WHERE i.id = $1";
        let invitation = "SELECT coalesce(u.email, '') FROM invitations i LEFT JOIN users u ON u.id = i.invited_by
                          JOIN users k ON k.id = i.user_id WHERE k.email = 'kim@north.example' AND i.user_id <> $1";
        [
            owner_of(house, "teams", self.crew).await,
            owner_of(house, "users", self.robot).await,
            of(view, self.view).await,
            of(invitation, self.arno.id).await,
            of(item, self.item).await,
        ]
    }
}

/// What the page says is wrong, in its order.
pub fn wrong(page: &Answer) -> Vec<String> {
    page.find_all("<li><a href=\"#([^\"]+)\"")
}

pub const KINDS: [&str; 5] = ["groups", "services", "views", "invitations", "items"];

#[tokio::test]
async fn nothing_goes_without_a_word_about_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let left = Left::behind(&house, &ada).await;
    let mut page = ada.get(&left.path()).await.is(200);
    for name in ["Crew", "Calendar sync", "Newcomers", "Kim Lane", "Sales", "One for everything"] {
        page = page.says(name);
    }
    let confirm = ("confirm", "arno@acme.example");
    let page = ada.post(&left.path(), &[confirm]).await.is(422);
    assert_eq!(wrong(&page), KINDS);
    let page = ada.post(&left.path(), &[("groups", "release"), ("items", "keep"), ("confirm", "x")]).await.is(422);
    assert_eq!(wrong(&page), ["items", "confirm"], "what is not offered comes first");
    let page = ada.post(&left.path(), &[("groups", "release"), ("items", "release"), ("confirm", "x")]).await.is(422);
    assert_eq!(wrong(&page), ["services", "views", "invitations", "confirm"]);
    // Whoever types an address has chosen it, and a wrong one is said.
    let page = ada.post(&left.path(), &[("groups_to", "bo@acme.example"), ("items_to", "bo"), confirm]).await.is(422);
    assert_eq!(wrong(&page), ["items_to"]);
    let page = ada.post(&left.path(), &[("groups_to", "bo@acme.example"), ("items", "release"), confirm]).await.is(422);
    assert_eq!(wrong(&page), ["services", "views", "invitations"]);
    // Nobody who could not answer for it, whom one is deleting least of all; and each is asked about once.
    house.add("sus@acme.example", ("Sus", "Pended"), Status::Suspended, Some(house.people().member)).await;
    for nobody in ["arno@acme.example", "sus@acme.example", "nobody@acme.example", "kim@north.example"] {
        let page = ada.post(&left.path(), &[("everything_to", nobody), confirm]).await.is(422);
        assert_eq!((wrong(&page), page.input("everything_to").as_str()), (vec!["everything_to".to_owned()], nobody));
        let page = ada.post(&left.path(), &[("everything_to", "bo@acme.example"), ("views", "hand"), ("views_to", nobody), confirm]).await;
        assert_eq!(wrong(&page.is(422)), ["views_to"]);
    }
    assert_eq!(left.owners(&house).await, ["arno@acme.example"; 5]);
    wait(&house);
    let fields = [("everything_to", "bo@acme.example"), ("items", "release"), confirm];
    let asked = ada.post(&left.path(), &fields).await.is(401).says("Prove that it is you to delete for good");
    assert_eq!(asked.input("everything_to"), "bo@acme.example");
    prove(&ada, &asked, PASSWORD).await.is(307);
    let answer = ada.post(&left.path(), &fields).await.leads_to("/users");
    ada.follow(answer).await.says("Arno Haas is deleted for good.");
    let bo = "bo@acme.example";
    assert_eq!(left.owners(&house).await, [bo, bo, bo, bo, ""]);
    let actions = house.actions().await;
    let wanted = ["group.edit", "user.owner", "view.edit", "invitation.edit", "item.edit", "user.delete"];
    assert_eq!(actions[actions.len() - 6..], wanted);
    ada.get("/audit").await.says("Item changed: Sales").says("Owner Arno Haas");
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    // The invitation says who wrote it, and lets in again, by whoever stands for it.
    house.browser().get(&left.link).await.is(200).says("Arno Haas invited");
    join(&house.browser(), &left.link).await.is(303);
}

#[tokio::test]
async fn what_is_released_stays_and_what_rests_on_somebody_rests() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let left = Left::behind(&house, &ada).await;
    let token = make(&ada, left.robot, &EVERYTHING).await;
    me(&house.browser(), &token).await.is(200);
    let mut fields: Vec<(&str, &str)> = KINDS.map(|kind| (kind, "release")).to_vec();
    fields.push(("confirm", "arno@acme.example"));
    ada.post(&left.path(), &fields).await.is(303);
    assert_eq!(left.owners(&house).await, ["", "", "gone", "", ""]);
    me(&house.browser(), &token).await.is(401);
    house.browser().get(&left.link).await.is(410).says("whoever wrote it has");
}

#[tokio::test]
async fn an_invitation_goes_to_nobody_who_could_not_have_sent_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let left = Left::behind(&house, &ada).await;
    let editor = house.role("Editor", &[permission("audit", "read", json!({}), &["*"])]).await;
    let kim = rolecall::users::store::find_by_email(&house.app.db, "kim@north.example").await.expect("read").expect("there").id;
    ada.post(&format!("/users/{kim}/role"), &[("role", &editor.to_string())]).await.is(303);
    let fields =
        |to| [("everything_to", "bo@acme.example"), ("invitations", "hand"), ("invitations_to", to), ("confirm", "arno@acme.example")];
    let page = ada.post(&left.path(), &fields("mia@acme.example")).await.is(422).says("could do more there than you may hand on");
    assert_eq!(wrong(&page), ["invitations_to"]);
    // Inviting is not enough: what it gives must be theirs.
    let recruiter = house.role("Recruiter", &[permission("invitations", "create", json!({}), &["*"])]).await;
    house.add("rae@acme.example", ("Rae", "Cruit"), Status::Active, Some(recruiter)).await;
    let page = ada.post(&left.path(), &fields("rae@acme.example")).await.is(422).says("could do more there than you may hand on");
    assert_eq!(wrong(&page), ["invitations_to"]);
    assert_eq!(left.owners(&house).await, ["arno@acme.example"; 5], "all or nothing");
    // Nor does somebody hand on what they do not hold themselves, be it to an administrator.
    let clerk = [permission("users", "read", json!({}), &["*"]), permission("users", "delete", json!({}), &["*"])];
    let tess = house.tess(&clerk).await;
    let member = house.people().member;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", left.arno.id, member)).await.expect("written");
    let browser = house.browser_of(&tess).await;
    let page = browser.post(&left.path(), &fields("bo@acme.example")).await.is(422).says("could do more there than you may hand on");
    assert!(wrong(&page).contains(&"invitations_to".to_owned()), "{:?}", wrong(&page));
    house.browser().get(&left.link).await.is(410);
}

#[tokio::test]
async fn nobody_comes_by_what_was_shared_or_switches_off_what_is_above_them() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let left = Left::behind(&house, &ada).await;
    let (administrator, member) = (house.people().administrator, house.people().member);
    let clerk = [permission("users", "read", json!({}), &["*"]), permission("users", "delete", json!({}), &["*"])];
    let tess = house.tess(&clerk).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", left.arno.id, member)).await.expect("written");
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", left.robot, administrator)).await.expect("written");
    let token = make(&ada, left.robot, &EVERYTHING).await;
    let browser = house.browser_of(&tess).await;
    let all = |said: &'static str| KINDS.map(|kind| (kind, said)).to_vec();
    // A view goes to nobody who could not share one, herself included.
    let fields = [all("release"), vec![("confirm", "arno@acme.example")]].concat();
    let mut views = fields.clone();
    views[2] = ("views", "hand");
    views.push(("views_to", "tess@acme.example"));
    let page = browser.post(&left.path(), &views).await.is(422);
    assert!(wrong(&page).contains(&"views_to".to_owned()), "{:?}", wrong(&page));
    // Nor does she disable what an administrator's service runs on.
    let page = browser.post(&left.path(), &fields).await.is(422).says("more than you may switch off");
    assert_eq!(wrong(&page), ["services"]);
    me(&house.browser(), &token).await.is(200);
    assert_eq!(left.owners(&house).await, ["arno@acme.example"; 5]);
    let mut to_bo = fields.clone();
    to_bo[1] = ("services", "hand");
    to_bo.push(("services_to", "bo@acme.example"));
    browser.post(&left.path(), &to_bo).await.is(303);
    me(&house.browser(), &token).await.is(200);
    let deleted = house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'view.delete' AND subject_id = $1", left.view));
    assert_eq!(deleted.await, 1, "what everyone had went, and the trail says so");
}

#[tokio::test]
async fn whoever_deletes_reads_no_more_names_than_they_may() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let left = Left::behind(&house, &ada).await;
    let own = json!({ "email": { "_ends_with": "@acme.example" } });
    let clerk = [
        permission("users", "read", own, &["first_name", "last_name", "email", "status"]),
        permission("users", "delete", json!({}), &["*"]),
    ];
    let tess = house.tess(&clerk).await;
    let member = house.people().member;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", left.arno.id, member)).await.expect("written");
    let mut page = house.browser_of(&tess).await.get(&left.path()).await.is(200).says("Newcomers");
    for hidden in ["Crew", "Calendar sync", "Kim Lane", "Sales", &left.item.to_string()] {
        page = page.never_says(hidden);
    }
    assert_eq!(page.text().matches("One that is not named here").count(), 4);
    house.browser_of(&house.mia()).await.get(&left.path()).await.is(404);
}

#[tokio::test]
async fn a_view_keeps_its_readers_and_takes_a_name_of_its_own() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let long = "N".repeat(60);
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    for (owner, name) in
        [(&arno, "Newcomers"), (&house.bo(), "Newcomers"), (&house.bo(), "Newcomers 2"), (&arno, &long), (&house.bo(), &long)]
    {
        view_of(&house, name, owner).await;
    }
    let fields = [("views", "hand"), ("views_to", "bo@acme.example"), ("confirm", "arno@acme.example")];
    ada.post(&format!("/users/{}/delete", arno.id), &fields).await.is(303);
    let names = house.texts(sql!("SELECT name FROM views WHERE user_id = $1 ORDER BY length(name), name", house.bo().id)).await;
    assert_eq!(names, ["Newcomers", "Newcomers 2", "Newcomers 3", &format!("{} 2", &long[2..]), &long]);
    ada.get("/users").await.is(200).says("Newcomers 3");
}

/// As an application acts that has a token of theirs.
async fn acting(house: &House, person: &Person) -> Actor {
    let mut actor = Actor::user(person.id, person.name.clone(), Client::default());
    actor.rights = Arc::new(rights_of(&house.app.db, person.id, None, house.now()).await.expect("read"));
    actor
}

#[tokio::test]
async fn an_application_registers_what_is_its_own_to_register() {
    let house = House::new().await;
    let own = json!({ "user": { "_eq": "$CURRENT_USER" } });
    let rights = ["create", "read", "update", "delete"].map(|action| permission("items", action, own.clone(), &["*"]));
    let tess = house.tess(&rights).await;
    let (tess_acts, mia_acts) = (acting(&house, &tess).await, acting(&house, &house.mia()).await);
    let item = |owner: Uuid, label: &str| NewItem {
        kind: "dashboard".into(),
        external_id: "7".into(),
        label: label.into(),
        url: String::new(),
        owner,
    };
    let (db, now) = (&house.app.db, house.now());
    let id = items::register(db, &tess_acts, &item(tess.id, "Sales"), now).await.expect("hers");
    assert_eq!(items::register(db, &tess_acts, &item(tess.id, "Sales"), now).await.expect("the same"), id);
    assert_eq!(items::register(db, &tess_acts, &item(tess.id, "Turnover"), now).await.expect("renamed"), id);
    let rows = house.texts(sql!("SELECT label FROM items")).await;
    assert_eq!(rows, ["Turnover"]);
    assert_eq!(house.actions().await.iter().filter(|action| action.starts_with("item.")).count(), 2, "what is the same is no event");
    // Not for whom she does not see, not into somebody else's hands, and not by who may not.
    let unseen = items::register(db, &tess_acts, &item(house.mia().id, "Turnover"), now).await;
    assert!(matches!(unseen, Err(Error::Invalid(_))), "{unseen:?}");
    let mine = NewItem { external_id: "8".into(), ..item(house.mia().id, "Mine") };
    let refused = items::register(db, &mia_acts, &mine, now).await;
    assert!(matches!(refused, Err(Error::Lack(_))), "{refused:?}");
    // Nor into the hands of somebody whom she sees, and for whom it is not hers to say.
    let seer = [&rights[..], &[permission("users", "read", json!({}), &["first_name"])]].concat();
    let seer = house.role("Seer", &seer).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", tess.id, seer)).await.expect("written");
    let tess_acts = acting(&house, &tess).await;
    let given = items::register(db, &tess_acts, &item(house.mia().id, "Turnover"), now).await;
    assert!(matches!(given, Err(Error::Refused(_))), "{given:?}");
    assert!(matches!(items::remove(db, &mia_acts, "dashboard", "7", now).await, Err(Error::NotFound)));
    items::remove(db, &tess_acts, "dashboard", "7", now).await.expect("hers");
    assert!(matches!(items::remove(db, &tess_acts, "dashboard", "7", now).await, Err(Error::NotFound)));
    assert_eq!(house.number(sql!("SELECT count(*) FROM items")).await, 0);
}
