//! What happened to somebody and what they did: who sees what of it, page by page, and the days it was.

use chrono::TimeDelta;
use rolecall::access::Actor;
use rolecall::audit::{self, Event, Subject};
use rolecall::clock::Moment;
use rolecall::sql;
use rolecall::users::{Status, Typed};
use rolecall::web::Client;
use serde_json::json;

use crate::access::{Permission, permission};
use crate::account::prefer;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

fn path(person: &Person) -> String {
    format!("/users/{}/activity", person.id)
}

fn acting(person: &Person) -> Actor {
    Actor::user(person.id, person.name.clone(), Client { address: "198.51.100.9".into(), ..Client::default() })
}

fn edit_of(person: &Person) -> Event {
    Event::new("user.edit", Subject::user(person.id, person.name.clone()))
}

async fn record(house: &House, actor: &Actor, events: impl IntoIterator<Item = Event>, at: Moment) {
    let mut write = house.app.db.write().await.expect("a turn");
    audit::record_all(&mut write, actor, events, at).await.expect("recorded");
    write.commit().await.expect("committed");
}

/// Events by their numbers, in the order of the page.
fn shown(page: &Answer) -> Vec<i64> {
    page.find_all(r#"<li id="e-(\d+)">"#).iter().map(|seq| seq.parse().expect("a number")).collect()
}

/// How many there are, numbered or not.
fn count(page: &Answer) -> usize {
    page.body.matches("</span></div></li>").count()
}

/// Every page from here on.
async fn all_pages(browser: &Browser, first: &str) -> Vec<i64> {
    let (mut next, mut seqs) = (Some(first.to_owned()), Vec::new());
    while let Some(path) = next {
        let page = browser.get(&path).await.is(200);
        let found = shown(&page);
        assert!(found.len() <= 50 && !found.is_empty(), "{} on {path}", found.len());
        seqs.extend(found);
        next = page.find(r#"rel="next" href="([^"]+)""#);
    }
    seqs
}

/// Ada changed, suspended and let in Mia, who signed in, chose how pages look, and changed Nils once.
async fn story() -> House {
    let house = House::new().await;
    let nils = house.add_member("nils@acme.example", ("Nils", "Berg")).await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let profile = format!("/users/{}", mia.id);
    let version = ada.get(&format!("{profile}/details")).await.input("version");
    let details = [
        ("version", version.as_str()),
        ("first_name", "Mia"),
        ("last_name", "Okafor"),
        ("title", "Harbour pilot"),
        ("phone", "+1 212-555-0199"),
    ];
    ada.post(&format!("{profile}/details"), &details).await.is(303);
    ada.post(&format!("{profile}/status"), &[("status", "suspended"), ("reason", "On leave")]).await.is(303);
    ada.post(&format!("{profile}/status"), &[("status", "active")]).await.is(303);
    prefer(&house.browser_of(&mia).await, &[("theme", "dark"), ("density", "compact")]).await.is(303);
    record(&house, &acting(&mia), [edit_of(&nils).change("title", "Mate", "Captain")], house.now()).await;
    house
}

#[tokio::test]
async fn people_see_their_own_without_any_right_but_not_what_is_hidden_from_them() {
    let house = story().await;
    let mia = house.browser_of(&house.mia()).await;
    let page = mia.get("/account/activity").await.is(200);
    let page = page.says("Mia Okafor : Signed in").says("Somebody: Suspended").says("On leave").says("Somebody: Activated");
    let page = page.says("Title Harbour pilot").says("+1 212-555-0199").says("Preferences changed").says("Theme Like my device Dark");
    // Whom they may not see, and what they did to those; where others came from; the trail itself.
    let page = page.says("Mia Okafor : Details changed").never_says("Ada").never_says("Nils").never_says("Captain");
    page.says("198.51.100.9").never_says("/audit");
    mia.get(&path(&house.mia())).await.leads_to("/account/activity");
    let to = mia.get("/account/activity?side=to").await.is(200);
    to.says("Suspended").never_says("Signed in").never_says("Preferences changed").never_says("198.51.100.9");
    let by = mia.get("/account/activity?side=by").await.is(200);
    by.says("Signed in").says("Preferences changed").says("198.51.100.9").never_says("Suspended");
    // The profile's short list too.
    mia.get("/account").await.is(200).says("Timeline Older").says("Activated").never_says("Ada");
}

#[tokio::test]
async fn a_field_that_people_may_not_read_of_themselves_is_not_told_by_their_history() {
    let house = story().await;
    let role = house.role("Narrow", &[]).await;
    house.app.db.run(sql!("DELETE FROM permissions WHERE role_id = $1", role)).await.expect("written");
    let own = json!({"id": {"_eq": "$CURRENT_USER"}});
    house.permit(role, permission("users", "read", own, &["first_name", "last_name", "title"])).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", house.mia().id, role)).await.expect("written");
    house.app.db.run(sql!("UPDATE settings SET rights_version = rights_version + 1")).await.expect("written");
    let mia = house.browser_of(&house.mia()).await;
    let page = mia.get("/account/activity").await.is(200).says("Title Harbour pilot").says("Signed in");
    for hidden in ["+1 212-555-0199", "Suspended", "Activated", "On leave", "Theme"] {
        assert!(!page.text().contains(hidden), "{hidden}: {}", page.text());
    }
    // What is kept from them is not counted either.
    let counted = page.find(r#"aria-label="(\d+) event"#).expect("a strip").parse::<usize>().expect("a number");
    assert_eq!(counted, count(&page));
    assert!(shown(&page).is_empty(), "the numbers are those of a trail that is not theirs to see");
    mia.get("/account").await.is(200).never_says("Suspended").never_says("On leave");
}

/// Who looks, by what rights, what they see, and what they do not.
type Row<'a> = (&'a str, Vec<Permission>, &'a [&'a str], &'a [&'a str]);

#[tokio::test]
async fn others_see_what_their_rights_on_the_trail_open() {
    let house = story().await;
    let everyone = || permission("users", "read", json!({}), &["first_name", "last_name"]);
    let trail = |rule, fields: &[&'static str]| permission("audit", "read", rule, fields);
    let (mia, all) = (house.mia(), ["id", "at", "actor", "action", "subject", "changes", "reason", "address", "agent"]);
    let edits = json!({"action": {"_eq": "user.edit"}});
    let to_mia = json!({"subject": {"_eq": mia.id}});
    let table: [Row<'_>; 6] = [
        (
            "everything",
            vec![everyone(), trail(json!({}), &all)],
            &["Suspended", "On leave", "+1 212-555-0199", "Nils Berg", "Ada Abara", "198.51.100.9"],
            &[],
        ),
        (
            "edits",
            vec![everyone(), trail(edits, &all)],
            &["Details changed", "+1 212-555-0199", "Captain"],
            &["Suspended", "Signed in", "On leave"],
        ),
        (
            "fields",
            vec![everyone(), trail(json!({}), &["at", "actor", "action", "subject"])],
            &["Suspended", "Ada Abara", "Nils Berg", "Signed in"],
            &["On leave", "+1 212-555-0199", "198.51.100.9", "Captain"],
        ),
        (
            "subjects",
            vec![everyone(), trail(json!({}), &["at", "action", "subject", "changes"])],
            &["Suspended", "+1 212-555-0199"],
            &["Ada", "Nils", "Captain"],
        ),
        (
            "actors",
            vec![everyone(), trail(json!({}), &["at", "action", "actor"])],
            &["Signed in", "Details changed"],
            &["Suspended", "Ada", "Nils"],
        ),
        ("of Mia", vec![everyone(), trail(to_mia, &all)], &["Suspended", "On leave", "+1 212-555-0199"], &["Nils", "Captain"]),
    ];
    for (who, permissions, seen, hidden) in table {
        let role = house.role(who, &permissions).await;
        let name = who.replace(' ', "-");
        let reader = house.add(&format!("{name}@acme.example"), ("Reader", who), Status::Active, Some(role)).await;
        let browser = house.browser_of(&reader).await;
        let page = browser.get(&path(&mia)).await.is(200);
        let text = page.text();
        for words in seen {
            assert!(text.contains(words), "{who} sees {words}: {text}");
        }
        for words in hidden {
            assert!(!page.body.contains(words), "{who} does not see {words}: {text}");
        }
        let counted = page.find(r#"aria-label="(\d+) event"#).expect("a strip").parse::<usize>().expect("a number");
        assert_eq!(counted, shown(&page).len(), "{who}");
        // Each is where its link says, and nowhere is one that the trail does not show.
        let link = page.find(r#"href="(/audit\?before=\d+)#e-"#).expect("a link");
        let entry = browser.get(&link).await.is(200).find(r#"<tr id="e-(\d+)">"#).expect("an event");
        assert_eq!(entry, shown(&page)[0].to_string(), "{who}");
        browser.get(&format!("/users/{}", mia.id)).await.is(200).says("Activity");
    }
}

#[tokio::test]
async fn without_rights_on_the_trail_or_on_the_person_there_is_no_page() {
    let house = story().await;
    let everyone = permission("users", "read", json!({}), &["*"]);
    let trail = |fields: &[&'static str]| permission("audit", "read", json!({}), fields);
    for (who, permissions, shows_profile) in [
        ("no trail", vec![everyone.clone()], true),
        ("nobody named", vec![everyone, trail(&["at", "action", "changes"])], true),
        ("no person", vec![trail(&["*"])], false),
    ] {
        let role = house.role(who, &permissions).await;
        let reader = house.add(&format!("{}@acme.example", who.replace(' ', "-")), ("Reader", who), Status::Active, Some(role)).await;
        let browser = house.browser_of(&reader).await;
        browser.get(&path(&house.mia())).await.is(404);
        let profile = browser.get(&format!("/users/{}", house.mia().id)).await;
        assert_eq!(profile.status, if shows_profile { 200 } else { 404 }, "{who}");
        assert!(!profile.body.contains(&path(&house.mia())) && !profile.text().contains("On leave"), "{who}: {}", profile.text());
    }
    house.browser().get(&path(&house.mia())).await.is(303);
}

#[tokio::test]
async fn two_hundred_events_come_page_by_page_without_a_gap_or_a_double() {
    let house = House::new().await;
    let (ada, mia) = (house.ada(), house.mia());
    let start = house.now() - TimeDelta::days(80);
    for n in 0..200 {
        let (by, to) =
            [(&ada, &mia), (&mia, &ada), (&mia, &mia), (&house.bo(), &ada)].map(|(by, to)| (by.clone(), to.clone()))[n % 4].clone();
        record(&house, &acting(&by), [edit_of(&to)], start + TimeDelta::hours(i64::try_from(n).expect("small") * 9)).await;
    }
    let browser = house.browser_of(&ada).await;
    for (side, condition) in [
        ("", "subject_id = $1 OR actor_id = $1"),
        ("?side=to", "subject_id = $1 AND (actor_id IS NULL OR actor_id <> $1)"),
        ("?side=by", "actor_id = $1"),
    ] {
        let wanted: &'static str =
            format!("SELECT CAST(seq AS text) FROM audit_events WHERE {condition} ORDER BY audit_events.seq DESC").leak();
        let wanted: Vec<i64> = house.texts(sql!(wanted, mia.id)).await.iter().map(|seq| seq.parse().expect("a number")).collect();
        assert!(wanted.len() >= 50, "{side}");
        assert_eq!(all_pages(&browser, &format!("{}{side}", path(&mia))).await, wanted, "{side}");
    }
    let page = browser.get(&path(&mia)).await.is(200);
    let total = house.number(sql!("SELECT count(*) FROM audit_events WHERE subject_id = $1 OR actor_id = $1", mia.id)).await;
    page.says(&format!("{total} events in the last 90 days"));
    for wrong in ["side=x", "before=x", "page=2"] {
        browser.get(&format!("{}?{wrong}", path(&mia))).await.is(400);
    }
    browser.get(&format!("{}?before=0", path(&mia))).await.is(200).says("Nothing has happened");
}

#[tokio::test]
async fn days_are_the_readers() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    // Late in the evening in Greenwich it is the next day in Berlin.
    let day = (house.now() - TimeDelta::days(20)).date_naive();
    let late: Moment = day.and_hms_opt(23, 30, 0).expect("a moment").and_utc();
    record(&house, &acting(&house.ada()), [edit_of(&mia), edit_of(&mia)], late).await;
    let long_ago = house.now() - TimeDelta::days(95);
    record(&house, &acting(&house.ada()), [edit_of(&mia)], long_ago).await;
    for (zone, days) in [("UTC", 0), ("Europe/Berlin", 1), ("America/New_York", 0)] {
        prefer(&ada, &[("theme", "auto"), ("density", "comfortable"), ("timezone", zone)]).await.is(303);
        let page = ada.get(&path(&mia)).await.is(200);
        let date = (day + TimeDelta::days(days)).format("%-d %b %Y").to_string().replace("Sep ", "Sept ");
        assert!(page.body.contains(&format!("<h3>{date}</h3>")), "{zone}: {}", page.text());
        assert!(page.body.contains(&format!("<th scope=\"row\">{date}</th><td>2</td>")), "{zone}: {}", page.text());
        // Too old for the strip, but not for the list.
        assert_eq!(page.find(r#"aria-label="(\d+) event"#).as_deref(), Some("3"), "{zone}");
        assert_eq!(shown(&page).len(), 4);
        assert_eq!(page.body.matches("<rect ").count(), 90);
    }
}

#[tokio::test]
async fn names_reasons_and_values_are_never_markup() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let evil = "<script>alert(1)</script>\"'";
    let eve = house.add_member("eve@acme.example", ("<img src=x>", "\"onload=\"x")).await;
    house.describe(&eve, Typed { title: Some(evil.into()), ..Typed::default() }).await;
    ada.post(&format!("/users/{}/status", eve.id), &[("status", "suspended"), ("reason", evil)]).await.is(303);
    record(&house, &acting(&eve), [edit_of(&house.mia()).because(evil)], house.now()).await;
    for page in [path(&eve), format!("/users/{}", eve.id)] {
        let page = ada.get(&page).await.is(200).says(evil);
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x") && !page.body.contains("\"onload="), "escaped");
    }
}
