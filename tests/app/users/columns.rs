//! The directory arranged: columns and their order, cards, orders by any of them; and that nobody sees more by it.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::names;
use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

/// Type and label of added fields, and what four people have in them, in their order.
const FIELDS: [(&str, &str, [&str; 4]); 6] = [
    ("text", "Badge", ["Ärger", "bolt", "Über", "zebra"]),
    ("number", "Hours", ["-5,5", "-0.25", "9", "10"]),
    ("date", "Starts", ["1999-12-31", "2026-01-02", "2026-01-10", "2031-05-06"]),
    ("boolean", "On call", ["no", "no", "yes", "yes"]),
    ("select", "Floor", ["attic", "cellar", "first", "ground"]),
    ("url", "Page", ["https://a.example/", "https://b.example/", "https://c.example/x", "https://d.example/"]),
];

fn input(label: &str) -> String {
    format!("custom.{}", label.to_lowercase().replace(' ', "_"))
}

/// Four people with something in each field, in the order of their names, and three without.
async fn crowd(house: &House, ada: &Browser) -> [Person; 4] {
    for (takes, label, _) in FIELDS {
        let choices = if takes == "select" { "Ground\nAttic\nFirst\nCellar" } else { "" };
        ada.get("/settings/fields/new").await.is(200);
        ada.post("/settings/fields/new", &[("label", label), ("takes", takes), ("choices", choices)]).await.is(303);
    }
    let mut people = Vec::new();
    for (n, name) in ["Kim", "Lou", "Max", "Nia"].into_iter().enumerate() {
        let person = house.add_member(&format!("p{n}@acme.example"), (name, "")).await;
        let version = house.user(&person).await.version.to_string();
        let custom = FIELDS.map(|(_, label, values)| (input(label), values[n]));
        let mut fields: Vec<(&str, &str)> = custom.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let own = [("title", ["Agent", "Ärztin", "baker", "Zoologist"][n]), ("company", ["ACME", "Åkers", "beta", "Xerox"][n])];
        fields.extend([("version", version.as_str()), ("location", ["Århus", "Bern", "cork", "Öland"][n])].into_iter().chain(own));
        ada.get(&format!("/users/{}/details", person.id)).await.is(200);
        ada.post(&format!("/users/{}/details", person.id), &fields).await.is(303);
        let ends = house.now() + chrono::TimeDelta::days(10 + i64::try_from(n).expect("small"));
        house.app.db.run(sql!("UPDATE users SET expires_at = $1 WHERE id = $2", ends, person.id)).await.expect("written");
        people.push(person);
    }
    people.try_into().expect("four")
}

/// The heads of the columns, in their order.
fn heads(page: &Answer) -> Vec<String> {
    page.find_all(r#"<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]+)"#)
}

async fn save(browser: &Browser, columns: &[&str]) -> Answer {
    let mut fields = vec![("chosen", "yes"), ("back", "/users")];
    fields.extend(columns.iter().map(|column| ("cols", *column)));
    browser.post("/users/view-settings", &fields).await
}

#[tokio::test]
async fn every_column_sorts_both_ways_with_those_who_have_nothing_in_it_last() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    crowd(&house, &ada).await;
    let without = names(&ada.get("/users").await.is(200));
    let without: Vec<_> = without.into_iter().filter(|name| !["Kim", "Lou", "Max", "Nia"].contains(&name.as_str())).collect();
    let custom = FIELDS.map(|(_, label, _)| input(label));
    for column in ["title", "company", "location", "end"].into_iter().chain(custom.iter().map(String::as_str)) {
        let up = names(&ada.get(&format!("/users?sort={column}")).await.is(200));
        let down = names(&ada.get(&format!("/users?sort=-{column}")).await.is(200));
        let expected = ["Kim", "Lou", "Max", "Nia"].map(str::to_owned);
        assert_eq!((&up[..4], &up[4..]), (&expected[..], &without[..]), "{column}");
        let mut turned = down[..4].to_vec();
        turned.reverse();
        if column != "custom.on_call" {
            assert_eq!((&turned[..], &down[4..]), (&expected[..], &without[..]), "-{column}");
        }
        // Of many, pages are cut anywhere.
        for filter in ["", "&status=active", "&q=e"] {
            let found = names(&ada.follow(ada.get(&format!("/users?sort={column}{filter}")).await).await.is(200));
            assert!(found.len() >= 3, "{column}{filter}: {found:?}");
        }
    }
}

#[tokio::test]
async fn an_order_by_any_column_shows_everyone_once_forwards_and_backwards() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    crowd(&house, &ada).await;
    for n in 0..60 {
        let person = house.add(&format!("user{n:02}@acme.example"), (["Åse", "Bob"][n % 2], ""), Status::Active, None).await;
        if n % 3 == 0 {
            let version = house.user(&person).await.version.to_string();
            let fields =
                [("version", version.as_str()), ("company", ["Beta", "beta"][n % 2]), ("custom.hours", ["1", "-1", "2"][n % 7 % 3])];
            ada.post(&format!("/users/{}/details", person.id), &fields).await.is(303);
        }
    }
    for sort in ["company", "-company", "custom.hours", "-custom.hours", "end", "-title"] {
        let (mut page, mut forwards) = (ada.get(&format!("/users?sort={sort}&per=25")).await.is(200), Vec::new());
        loop {
            forwards.push(page.find_all(r#"<tr id="u-([^"]+)">"#));
            let Some(next) = page.find(r#"rel="next" href="([^"]+)""#) else { break };
            page = ada.get(&next).await.is(200);
        }
        let mut backwards = vec![page.find_all(r#"<tr id="u-([^"]+)">"#)];
        while let Some(previous) = page.find(r#"rel="prev" href="([^"]+)""#) {
            page = ada.get(&previous).await.is(200);
            backwards.insert(0, page.find_all(r#"<tr id="u-([^"]+)">"#));
        }
        assert_eq!(forwards, backwards, "{sort}");
        let (mut all, n) = (forwards.concat(), 67);
        all.sort();
        all.dedup();
        assert_eq!((all.len(), forwards.concat().len()), (n, n), "{sort}");
    }
}

#[tokio::test]
async fn columns_are_chosen_ordered_and_kept_for_whoever_chose_them() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    crowd(&house, &ada).await;
    assert_eq!(heads(&ada.get("/users").await.is(200)), ["Name", "E-mail", "Status", "Role", "Last seen"]);
    let form = ada.get("/users/view-settings?back=/users%3Fq%3Dki").await.is(200).says("Hours").never_says("Password");
    assert_eq!(form.find_all(r#"name="cols" value="([^"]+)" id="[^"]+" checked"#), ["email", "status", "role", "last_seen_at"]);
    // Moving saves nothing, and keeps what is ticked.
    let ticked = [("chosen", "yes"), ("cols", "email"), ("cols", "custom.hours"), ("cols", "tags"), ("back", "/users?q=ki")];
    let moved: Vec<_> = ticked.into_iter().chain([("move", "up:custom.hours")]).collect();
    let form = ada.post("/users/view-settings", &moved).await.is(200);
    assert_eq!(form.find_all(r#"name="cols" value="([^"]+)" id="[^"]+" checked"#), ["custom.hours", "email", "tags"]);
    assert_eq!(heads(&ada.get("/users").await.is(200)).len(), 5);
    // More than there is room for are not saved, and stay ticked.
    let all = form.find_all(r#"name="cols" value="([^"]+)" id"#);
    let fields: Vec<(&str, &str)> = all.iter().map(|name| ("cols", name.as_str())).chain([("chosen", "yes")]).collect();
    let full = ada.post("/users/view-settings", &fields).await.is(422).says(&format!("Choose at most 12 columns: these are {}", all.len()));
    assert_eq!(full.find_all(r#"name="cols" value="([^"]+)" id="[^"]+" checked"#).len(), all.len());
    ada.post("/users/view-settings", &[("chosen", "yes"), ("cols", "custom.hours"), ("cols", "company"), ("back", "/users?q=ki")])
        .await
        .leads_to("/users?q=ki");
    let list = ada.get("/users?q=kim").await.is(200).says("-5.5").says("ACME");
    assert_eq!(heads(&list), ["Name", "Hours", "Company"]);
    // She has them on another day, in another browser; he has his own.
    assert_eq!(heads(&house.browser_of(&house.ada()).await.get("/users").await.is(200)), ["Name", "Hours", "Company"]);
    assert_eq!(heads(&bo.get("/users").await.is(200)).len(), 5);
    // An address that says which shows those, and is what others are sent.
    let shared = "/users?sort=-custom.hours&cols=name%2Ccustom.floor%2Cstatus";
    assert_eq!(heads(&bo.get(shared).await.is(200)), ["Name", "Floor", "Status"]);
    assert_eq!(heads(&bo.get("/users").await.is(200)).len(), 5);
    // What is unknown by now, or doubled, is left out; none at all leaves the name.
    save(&ada, &["nonsense", "password", "status", "status", "avatar"]).await.is(303);
    assert_eq!(heads(&ada.get("/users").await.is(200)), ["Name", "Status"]);
    save(&ada, &[]).await.is(303);
    assert_eq!(heads(&ada.get("/users").await.is(200)), ["Name"]);
    assert_eq!(
        house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'user.edit'")).await,
        4,
        "her own view is nobody's trail"
    );
}

#[tokio::test]
async fn cards_and_rows_per_page_are_kept_too() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let list = ada.get("/users").await.is(200);
    assert!(list.body.contains("<table class=\"directory\">"));
    ada.post("/users/view-settings", &[("layout", "cards"), ("back", "/users?status=active")]).await.leads_to("/users?status=active");
    let cards = ada.get("/users").await.is(200).says("Mia Okafor").says("Last seen");
    assert!(!cards.body.contains("<table") && cards.body.contains("<ul class=\"people\">"));
    assert_eq!(cards.find_all(r#"<option value="([^"]+)" selected"#), ["name"]);
    assert_eq!(names(&ada.get("/users?sort=-name").await.is(200)).first().map(String::as_str), Some("Mia Okafor"));
    ada.post("/users/view-settings", &[("per", "25"), ("back", "/users")]).await.leads_to("/users");
    assert_eq!(ada.get("/users?per=25").await.is(303).location(), "/users", "what is always so stands in no address");
    ada.get("/users?per=50").await.is(200);
    ada.post("/users/view-settings", &[("layout", "table"), ("back", "https://evil.example/")]).await.leads_to("/users");
    for (field, value) in [("per", "7"), ("layout", "tree"), ("per", "x")] {
        ada.post("/users/view-settings", &[(field, value), ("back", "/users")]).await.is(400);
    }
}

#[tokio::test]
async fn a_change_in_place_draws_what_stood_there() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    let suspend = async |back: &str| {
        let path = format!("/users/{}/status", mia.id);
        ada.post(&path, &[("status", "suspended"), ("back", back)]).swap().await.is(200).body
    };
    let row = suspend("/users?cols=name%2Ccompany").await;
    assert!(row.contains(&format!("<tr id=\"u-{}\"", mia.id)) && row.contains("c5 more"), "{row}");
    ada.post(&format!("/users/{}/status", mia.id), &[("status", "active"), ("back", "/users")]).await.is(303);
    let card = suspend("/users?layout=cards").await;
    assert!(card.contains(&format!("<li id=\"u-{}\"", mia.id)) && !card.contains("<tr"), "a row among cards: {card}");
}

#[tokio::test]
async fn nobody_sees_more_by_a_column_or_an_order() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let [kim, lou, ..] = crowd(&house, &ada).await;
    // Everyone's name and company, and the hours and titles of those in Bern.
    let reads = [
        permission("users", "read", json!({}), &["first_name", "last_name", "email", "company"]),
        permission("users", "read", json!({ "location": { "_eq": "Bern" } }), &["hours", "title"]),
    ];
    let role = house.role("Clerk", &reads).await;
    let otto = house.add("otto@acme.example", ("Otto", ""), Status::Active, Some(role)).await;
    let otto = house.browser_of(&otto).await;
    let asked = otto.get("/users?cols=name%2Ccustom.hours%2Ccompany%2Ccustom.badge%2Cstatus%2Ctitle").await.is(303);
    let list = otto.follow(asked).await.is(200);
    assert_eq!(heads(&list), ["Name", "Hours", "Company", "Title"], "closed columns are left out");
    let cell = |page: &Answer, person: &Person| page.find(&format!(r#"(?s)<tr id="u-{}">(.*?)</tr>"#, person.id)).expect("a row");
    assert!(cell(&list, &lou).contains("-0.25") && cell(&list, &lou).contains("Ärztin"));
    let hidden = cell(&list, &kim);
    assert!(hidden.contains("ACME") && !hidden.contains("5.5") && !hidden.contains("Agent") && hidden.contains("Not shown"), "{hidden}");
    otto.get("/users/view-settings?back=/users").await.is(200).says("Hours").never_says("Badge").never_says("custom.floor");
    // Of the order, only what they may see decides: Lou first, all others by name.
    for sort in ["custom.hours", "-custom.hours", "title", "-title"] {
        let order = names(&otto.get(&format!("/users?sort={sort}")).await.is(200));
        let mut others = order[1..].to_vec();
        others.sort_by_key(|name| name.to_lowercase());
        assert_eq!((order[0].as_str(), &order[1..]), ("Lou", &others[..]), "{sort}");
    }
    for sort in ["custom.badge", "custom.floor", "status", "location", "end"] {
        otto.get(&format!("/users?sort={sort}")).await.is(400);
    }
    // Who has no list has nothing to arrange.
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/users/view-settings").await.is(403);
    mia.post("/users/view-settings", &[("layout", "cards"), ("back", "/users")]).await.is(403);
}

#[tokio::test]
async fn what_is_asked_of_added_fields_and_tags_is_found_by_its_key() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let [kim, ..] = crowd(&house, &ada).await;
    let edit = async |fields: &[(&str, &str)]| {
        let version = house.user(&kim).await.version.to_string();
        let fields: Vec<_> = fields.iter().copied().chain([("version", version.as_str())]).collect();
        ada.post(&format!("/users/{}/details", kim.id), &fields).await.is(303);
    };
    let found = async |field: &str, value: &str| {
        let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let page = ada.follow(ada.get(&format!("/users?field={field}&op=_eq&value={value}")).await).await.is(200);
        names(&page)
    };
    for (_, label, values) in FIELDS {
        let name = label.to_lowercase().replace(' ', "_");
        let value = match label {
            "Floor" => "Attic",
            "On call" => "No",
            _ => values[0],
        };
        let expected: &[&str] = if label == "On call" { &["Kim", "Lou"] } else { &["Kim"] };
        assert_eq!(found(&name, value).await, expected, "{label}");
    }
    edit(&[("tags", "Frühschicht, R&D"), ("custom.hours", "77")]).await;
    assert_eq!((found("tags", "Frühschicht").await, found("tags", "r&d").await), (vec!["Kim".to_owned()], vec![]), "letter by letter");
    assert_eq!((found("hours", "-5,5").await, found("hours", "77").await), (vec![], vec!["Kim".to_owned()]));
    edit(&[("tags", ""), ("custom.hours", "")]).await;
    assert_eq!((found("tags", "R&D").await.len(), found("hours", "77").await.len()), (0, 0));
    assert_eq!(names(&ada.get("/users?sort=custom.hours").await.is(200)).first().map(String::as_str), Some("Lou"));
    // A field that is deleted takes its keys along: the next one finds none of them in its place.
    let list = ada.get("/settings/fields").await.is(200);
    let hours = list.find(r#"href="/settings/fields/([0-9a-f-]+)"[^>]*>(?:<bdi>)?Hours"#).expect("the field");
    ada.get(&format!("/settings/fields/{hours}/delete")).await.is(200);
    ada.post(&format!("/settings/fields/{hours}/delete"), &[("confirm", "Hours")]).await.is(303);
    ada.get("/settings/fields/new").await.is(200);
    ada.post("/settings/fields/new", &[("label", "Hours"), ("takes", "number")]).await.is(303);
    assert_eq!(found("hours", "9").await.len(), 0);
    let empty = names(&ada.get("/users?sort=custom.hours").await.is(200));
    assert_eq!(empty, names(&ada.get("/users").await.is(200)), "nobody has anything in it");
}
