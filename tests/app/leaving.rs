//! Deleting one's own account: only where the settings let users, never the last administrator, and nothing is left without a word
//! about who answers for it.

use futures_util::future::join_all;
use rolecall::access::Actor;
use rolecall::users::Status;
use rolecall::{groups, sql};
use serde_json::json;
use uuid::Uuid;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{COOKIE, House, PASSWORD, Person};
use crate::invitations::invite;
use crate::security::{prove, wait};
use crate::tokens::{EVERYTHING, make, me};

const DELETE: &str = "/account/delete";

/// A house in which users may delete themselves.
async fn open_house() -> House {
    let house = House::new().await;
    house.app.db.run(sql!("UPDATE settings SET own_deletion = $1", true)).await.expect("written");
    house
}

async fn is_there(house: &House, person: &Person) -> bool {
    house.number(sql!("SELECT count(*) FROM users WHERE id = $1", person.id)).await == 1
}

/// A group that somebody answers for.
pub async fn group_of(house: &House, name: &str, owner: &Person) -> Uuid {
    let details = groups::Details { name: name.into(), ..groups::Details::default() };
    let id = groups::create(&house.app.db, &Actor::cli(), &details, house.now()).await.expect("made");
    house.app.db.run(sql!("UPDATE teams SET owner_id = $2 WHERE id = $1", id, owner.id)).await.expect("written");
    id
}

pub async fn owner_of(house: &House, table: &str, id: Uuid) -> String {
    let text = format!("SELECT coalesce(u.email, '') FROM {table} t LEFT JOIN users u ON u.id = t.owner_id WHERE t.id = $1");
    house.texts(sql!(Box::leak(text.into_boxed_str()) as &'static str, id)).await.pop().expect("there")
}

/// A service account that Ada makes, and somebody answers for.
pub async fn service_of(ada: &Browser, role: Uuid, owner: &Person) -> Uuid {
    let role = role.to_string();
    let answer = ada.post("/users/new/service", &[("name", "Calendar sync"), ("owner", &owner.email), ("role", &role)]).await.is(303);
    answer.location().rsplit('/').next().expect("an id").parse().expect("an id")
}

/// The last event of the trail: what was done, to whom, by whom.
async fn events(house: &House) -> Vec<String> {
    house.texts(sql!("SELECT action || ': ' || subject_name || ' by ' || actor_name FROM audit_events ORDER BY seq DESC LIMIT 3")).await
}

#[tokio::test]
async fn it_is_closed_until_the_settings_open_it() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let closed = async |is_closed: bool| {
        let page = mia.get("/account/security").await.is(200);
        assert_eq!(page.body.contains(DELETE), !is_closed);
        mia.get(DELETE).await.is(if is_closed { 404 } else { 200 });
    };
    closed(true).await;
    mia.post(DELETE, &[("confirm", "mia@acme.example")]).await.is(404);
    let page = ada.get("/settings").await.is(200).says("Users may delete their own account");
    let rules = [("password_min", "15"), ("two_factor", "nobody"), ("suspend_after", "0"), ("session_idle_minutes", "60")];
    let more = [("session_max_minutes", "1440"), ("sessions_per_user", "20"), ("own_deletion", "on")];
    let version = page.input("version");
    ada.post("/settings", &[&rules[..], &more, &[("version", &version)]].concat()).await.leads_to("/settings");
    ada.get("/audit").await.is(200).says("Users may delete their own account No Yes");
    closed(false).await;
    let version = ada.get("/settings").await.input("version");
    ada.post("/settings", &[&rules[..], &more[..2], &[("version", &version)]].concat()).await.leads_to("/settings");
    closed(true).await;
    mia.post(DELETE, &[("confirm", "mia@acme.example")]).await.is(404);
    assert!(is_there(&house, &house.mia()).await);
}

#[tokio::test]
async fn who_deletes_themselves_is_out_at_once_and_told_so() {
    let house = open_house().await;
    let (mia, phone) = (house.browser_of(&house.mia()).await, house.browser_of(&house.mia()).await);
    let crew = group_of(&house, "Crew", &house.bo()).await;
    groups::add_members(&house.app.db, &Actor::cli(), crew, &[house.mia().id], house.now()).await.expect("added");
    let page = mia.get(DELETE).await.is(200).says("What goes, and what stays").says("The audit log keeps").says("mia@acme.example");
    page.never_says("Who takes over?");
    for wrong in ["", "yes", "ada@acme.example", "mia"] {
        let page = mia.post(DELETE, &[("confirm", wrong)]).await.is(422).says("Type mia@acme.example to confirm");
        assert_eq!(page.input("confirm"), wrong, "what was typed stays");
    }
    let page = mia.post(DELETE, &[("confirm", " MIA@acme.example ")]).await.is(200).says("Your account is deleted").says("part of Acme");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(mia.cookie(COOKIE).is_none_or(|cookie| cookie.is_empty()), "the browser has no session any more");
    for browser in [&mia, &phone] {
        browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    }
    let stranger = house.browser();
    stranger.get("/sign-in").await.is(200);
    stranger.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).await.is(422);
    assert!(!is_there(&house, &house.mia()).await);
    assert_eq!(events(&house).await[0], "user.delete: Mia Okafor by Mia Okafor");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.delete").count(), 1);
    let by = house.texts(sql!("SELECT actor_kind FROM audit_events WHERE action = 'user.delete'")).await;
    assert_eq!(by, ["user"]);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    assert_eq!(house.number(sql!("SELECT members FROM teams WHERE id = $1", crew)).await, 0);
    // The mail is nobody's: it would have gone with her.
    let mails = house.mails().await;
    let mail = mails.last().expect("a mail");
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("\"Mia Okafor\" <mia@acme.example>", "Your Acme account was deleted"));
    assert!(mail.text.contains("ask an administrator") && !mail.text.contains("https://"), "{}", mail.text);
    // The address is free, and nothing of hers comes back with it.
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/audit").await.is(200).says("Mia Okafor Deleted for good Changed fields");
    let answer = ada.post("/users/new", &[("email", "mia@acme.example")]).await.is(303);
    ada.follow(answer).await.says("Draft").never_says("Okafor");
}

#[tokio::test]
async fn it_asks_for_a_fresh_proof_and_loses_nothing_of_what_was_typed() {
    let house = open_house().await;
    let mia = house.browser_of(&house.mia()).await;
    group_of(&house, "Crew", &house.mia()).await;
    mia.get(DELETE).await.is(200);
    wait(&house);
    let fields = [("groups", "release"), ("groups_to", ""), ("confirm", "mia@acme.example")];
    let asked = mia.post(DELETE, &fields).await.is(401).says("Prove that it is you to delete for good");
    assert_eq!((asked.input("confirm").as_str(), asked.input("groups").as_str()), ("mia@acme.example", "release"));
    prove(&mia, &asked, "not my password").await.is(422);
    assert!(is_there(&house, &house.mia()).await);
    prove(&mia, &asked, PASSWORD).await.is(307);
    mia.post(DELETE, &fields).await.is(200).says("Your account is deleted");
}

#[tokio::test]
async fn the_last_administrator_stays_and_is_told_what_to_do() {
    let house = open_house().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    bo.post(DELETE, &[("confirm", "bo@acme.example")]).await.is(200);
    let page = ada.post(DELETE, &[("confirm", "ada@acme.example")]).await.is(409).says("Make someone else an administrator first");
    assert_eq!(page.input("confirm"), "ada@acme.example");
    assert!(is_there(&house, &house.ada()).await);
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox WHERE to_address = 'ada@acme.example'")).await, 0, "nor is she told");
    // Whoever is none takes none away, even where the only one does not last.
    let soon = house.now() + chrono::TimeDelta::days(3);
    house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", house.ada().id, soon)).await.expect("written");
    house.browser_of(&house.mia()).await.post(DELETE, &[("confirm", "mia@acme.example")]).await.is(200);
}

#[tokio::test]
async fn two_who_leave_at_once_leave_one() {
    for other in ["leaves", "is suspended"] {
        for _ in 0..4 {
            let house = open_house().await;
            let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
            let (path, fields) = match other {
                "leaves" => (DELETE.to_owned(), [("confirm", "ada@acme.example")]),
                _ => (format!("/users/{}/status", house.bo().id), [("status", "suspended")]),
            };
            let hers = ada.post(&path, &fields);
            let his = bo.post(DELETE, &[("confirm", "bo@acme.example")]);
            let answers: Vec<Answer> = join_all([hers.into_future(), his.into_future()]).await;
            let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            let left = house
                .number(sql!("SELECT count(*) FROM users u JOIN roles r ON r.id = u.role_id WHERE r.admin_access AND u.status = 'active'"));
            assert_eq!(left.await, 1, "{other}: {statuses:?}");
            assert!(statuses.iter().all(|status| [200, 303, 404, 409].contains(status)), "{other}: {statuses:?}");
        }
    }
}

#[tokio::test]
async fn what_somebody_answers_for_is_named_and_nothing_is_released_unsaid() {
    let house = open_house().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await);
    let crew = group_of(&house, "Crew", &house.mia()).await;
    let robot = service_of(&ada, house.people().member, &house.mia()).await;
    let page = mia.get(DELETE).await.is(200).says("Groups to hand over").says("Service accounts to hand over").says("Calendar sync");
    // She may see no groups: their names are not for her, their number is.
    page.says("One that is not named here").never_says("Crew");
    let confirm = ("confirm", "mia@acme.example");
    for (fields, wrong) in [
        (vec![confirm], &["groups-e", "services-e"][..]),
        (vec![("groups", "release"), confirm], &["services-e"]),
        (vec![("services", "release"), ("groups", "keep"), confirm], &["groups-e"]),
        (vec![("groups", "hand"), ("services", "release"), confirm], &["groups_to-e"]),
        (vec![("groups", "hand"), ("groups_to", "x@@y"), ("services", "hand"), confirm], &["groups_to-e", "services_to-e"]),
        (vec![("groups", "release"), ("services", "release")], &["confirm-e"]),
        // Whom she does not see, and herself.
        (vec![("groups", "hand"), ("groups_to", "ada@acme.example"), ("services", "release"), confirm], &["groups_to-e"]),
        (vec![("groups", "hand"), ("groups_to", "mia@acme.example"), ("services", "release"), confirm], &["groups_to-e"]),
    ] {
        let page = mia.post(DELETE, &fields).await.is(422);
        for error in wrong {
            assert!(page.body.contains(&format!("id=\"{error}\"")), "{fields:?}: {error}: {}", page.text());
        }
        for (name, value) in fields.iter().filter(|(name, _)| name.ends_with("_to")) {
            assert_eq!(page.input(name), *value, "what was typed stays");
        }
    }
    // All that is wrong is said at once, in the order of the page.
    for fields in [vec![("confirm", "x")], vec![("groups", "keep"), ("services", "keep"), ("confirm", "x")]] {
        let page = mia.post(DELETE, &fields).await.is(422);
        assert_eq!(page.find_all("<li><a href=\"#([^\"]+)\""), ["groups", "services", "confirm"], "{fields:?}");
    }
    assert_eq!(owner_of(&house, "teams", crew).await, "mia@acme.example");
    let token = make(&ada, robot, &EVERYTHING).await;
    me(&house.browser(), &token).await.is(200);
    mia.post(DELETE, &[("groups", "release"), ("services", "release"), confirm]).await.is(200);
    assert_eq!((owner_of(&house, "teams", crew).await.as_str(), owner_of(&house, "users", robot).await.as_str()), ("", ""));
    // Nothing runs on that nobody answers for, until somebody says so.
    me(&house.browser(), &token).await.is(401);
    ada.get(&format!("/users/{robot}")).await.is(200).says("Nobody answers for it").says("0 of one token works");
    let actions = house.actions().await;
    let wanted = ["group.edit", "user.owner", "token.disable", "user.delete"];
    assert_eq!(actions[actions.len() - 4..], wanted);
    ada.get("/audit").await.is(200).says("Owner changed: Calendar sync").says("Owner Mia Okafor");
}

#[tokio::test]
async fn a_successor_answers_for_it_from_then_on() {
    let house = open_house().await;
    let people = permission("users", "read", json!({}), &["first_name", "last_name", "email", "status"]);
    let groups = permission("groups", "read", json!({}), &["*"]);
    let tess = house.tess(&[people, groups]).await;
    let (ada, browser) = (house.browser_of(&house.ada()).await, house.browser_of(&tess).await);
    let crew = group_of(&house, "Crew", &tess).await;
    let robot = service_of(&ada, house.people().member, &tess).await;
    let (hers, adas) = (make(&browser, robot, &EVERYTHING).await, make(&ada, robot, &EVERYTHING).await);
    for status in [Status::Suspended, Status::Archived, Status::Draft, Status::Invited] {
        house.add(&format!("{}@acme.example", status.name()), ("Not", "Active"), status, Some(house.people().member)).await;
    }
    let fields = |to| [("groups", "hand"), ("groups_to", to), ("services", "hand"), ("services_to", to), ("confirm", "tess@acme.example")];
    for wrong in ["suspended@acme.example", "archived@acme.example", "draft@acme.example", "invited@acme.example", "nobody@acme.example"] {
        let page = browser.post(DELETE, &fields(wrong)).await.is(422).says("somebody else who is active and whom you can see");
        assert!(page.body.contains("id=\"groups_to-e\"") && page.body.contains("id=\"services_to-e\""), "{wrong}");
    }
    browser.get(DELETE).await.is(200).says("Crew");
    browser.post(DELETE, &fields("Bo@acme.example")).await.is(200);
    assert_eq!(owner_of(&house, "teams", crew).await, "bo@acme.example");
    assert_eq!(owner_of(&house, "users", robot).await, "bo@acme.example");
    // Whoever has gone keeps the secret, and it opens nothing any more.
    me(&house.browser(), &hers).await.is(401);
    me(&house.browser(), &adas).await.is(200);
    assert_eq!(events(&house).await[1..], ["user.owner: Calendar sync by Tess Tran", "group.edit: Crew by Tess Tran"]);
    let bo = house.browser_of(&house.bo()).await;
    bo.get("/account/security").await.is(200).says("Calendar sync");
}

#[tokio::test]
async fn nobody_comes_to_more_than_whoever_leaves_could_hand_on() {
    let house = open_house().await;
    let people = permission("users", "read", json!({}), &["first_name", "last_name", "email"]);
    let own = json!({"owner": {"_eq": "$CURRENT_USER"}});
    let lead = house.role("Lead", &[people.clone(), permission("groups", "update", own.clone(), &["members"])]).await;
    let keeper = house.role("Keeper", &[people.clone(), permission("users", "update", own, &["first_name"])]).await;
    house.add("lead@acme.example", ("Lea", "Der"), Status::Active, Some(lead)).await;
    house.add("keeper@acme.example", ("Kee", "Per"), Status::Active, Some(keeper)).await;
    let tess = house.tess(&[people]).await;
    let (ada, browser) = (house.browser_of(&house.ada()).await, house.browser_of(&tess).await);
    let crew = group_of(&house, "Crew", &tess).await;
    let robot = service_of(&ada, house.people().member, &tess).await;
    let fields = |groups, services| {
        [("groups", "hand"), ("groups_to", groups), ("services", "hand"), ("services_to", services), ("confirm", "tess@acme.example")]
    };
    let (lea, kee) = ("lead@acme.example", "keeper@acme.example");
    let page = browser.post(DELETE, &fields(lea, lea)).await.is(422).says("could do more there");
    assert!(page.body.contains("id=\"groups_to-e\"") && !page.body.contains("id=\"services_to-e\""));
    let page = browser.post(DELETE, &fields(kee, kee)).await.is(422).says("could do more there");
    assert!(page.body.contains("id=\"services_to-e\"") && !page.body.contains("id=\"groups_to-e\""));
    assert!(is_there(&house, &tess).await && owner_of(&house, "teams", crew).await == "tess@acme.example");
    // Where it opens nothing new it may go; and whoever may say who owns what says so.
    browser.post(DELETE, &fields(kee, lea)).await.is(200);
    assert_eq!((owner_of(&house, "teams", crew).await.as_str(), owner_of(&house, "users", robot).await.as_str()), (kee, lea));
    house.app.db.run(sql!("UPDATE teams SET owner_id = $2 WHERE id = $1", crew, house.ada().id)).await.expect("written");
    ada.post(DELETE, &[("groups", "hand"), ("groups_to", lea), ("confirm", "ada@acme.example")]).await.is(200);
    assert_eq!(owner_of(&house, "teams", crew).await, lea);
}

#[tokio::test]
async fn nothing_but_the_trail_and_the_last_mail_remembers_them() {
    let house = open_house().await;
    let administrator = house.people().administrator;
    let ines = house.add("ines@north.example", ("Ines", "Sol"), Status::Active, Some(administrator)).await;
    let browser = house.browser_of(&ines).await;
    let link = invite(&browser, &house, "kim@north.example").await.remove(0);
    let wrong = house.browser();
    wrong.get("/sign-in").await.is(200);
    for _ in 0..7 {
        wrong.post("/sign-in", &[("email", "ines@north.example"), ("password", "incorrect horse")]).await;
    }
    browser.post(DELETE, &[("invitations", "release"), ("confirm", "ines@north.example")]).await.is(200);
    house.mails().await;
    for table in ["settings", "roles", "users", "user_counts", "teams", "team_members", "grants", "invitations", "links", "sessions"]
        .into_iter()
        .chain(["tokens", "recovery_codes", "devices", "avatars", "attempts", "throttles"])
    {
        let text = crate::audit::dump(&house, table).await.to_lowercase();
        for trace in ["ines@north.example", &ines.id.to_string(), &ines.id.simple().to_string()] {
            assert!(!text.contains(trace), "{table} knows {trace}");
        }
    }
    // That goes too, once it has left.
    let mails = async || house.number(sql!("SELECT count(*) FROM outbox WHERE to_address = 'ines@north.example'")).await;
    assert_eq!(mails().await, 1);
    rolecall::ops::housekeeping::sweep(&house.app.db, house.now()).await.expect("swept");
    assert_eq!(mails().await, 0);
    // What she offered opens nothing more than she may by now.
    house.browser().get(&link).await.is(410).says("whoever wrote it has");
}

#[tokio::test]
async fn the_form_bears_nonsense_and_a_stranger_has_none() {
    let house = open_house().await;
    let mia = house.browser_of(&house.mia()).await;
    group_of(&house, "Crew", &house.mia()).await;
    let valid = [("groups", "hand"), ("groups_to", "bo@acme.example"), ("services", ""), ("services_to", ""), ("confirm", "x")];
    for value in ["", "-1", "<script>alert(1)</script>", "//evil.example", "{}", "' OR '1'='1"] {
        for n in 0..valid.len() {
            let mut fields = valid;
            fields[n].1 = value;
            let answer = mia.post(DELETE, &fields).await.is(422);
            assert!(!answer.body.contains("<script>alert(1)"), "{}", valid[n].0);
        }
    }
    mia.post(DELETE, &[("confirm", "mia@acme.example"), ("id", &house.ada().id.to_string())]).await.is(400);
    let stranger = house.browser();
    stranger.get("/sign-in").await.is(200);
    stranger.get(DELETE).await.leads_to("/sign-in?next=%2Faccount%2Fdelete");
    stranger.post(DELETE, &[("confirm", "mia@acme.example")]).await.leads_to("/sign-in");
    assert!(is_there(&house, &house.mia()).await);
}
