//! What a role may do: ticked, refined, reviewed, applied, undone; and who may not.

use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::{id_of, role};
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

/// Applies what a review shows; gives back what came of it.
pub(super) async fn applied(who: &Browser, review: Answer) -> Answer {
    // A notice on top of the page may have such a form too, to take another change back.
    let last = |name: &str| review.find_all(&format!(r#"name="{name}" value="([^"]*)""#)).pop().expect("a value");
    let (version, change) = (last("version"), unescaped(&last("change")));
    let address = review.find(r#"action="(/roles/[^"]+/permissions/apply)""#).expect("a form to apply");
    who.post(&address, &[("version", &version), ("change", &change)]).await
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"").replace("&quot;", "\"").replace("&#39;", "'").replace("&#38;", "&")
}

/// Of the role, which is not that of a notice on top of the page.
pub(super) fn version(page: &Answer) -> String {
    page.find(r#"name="version" value="(\d+)"><input type="hidden" name="open""#).expect("a matrix")
}

/// Whether that cell is ticked on this page; out of sight it is hidden, and still sent.
pub(super) fn is_ticked(page: &Answer, cell: &str) -> bool {
    let cell = page.find(&format!(r#"<input ([^>]*name="cell" value="{}"[^>]*)>"#, cell.replace('.', r"\.")));
    cell.is_some_and(|cell| cell.contains("type=\"hidden\"") || cell.contains(" checked"))
}

/// Ticks these cells of these rows, and looks at the review.
pub(super) async fn ticked(who: &Browser, address: &str, rows: &[&str], cells: &[&str]) -> Answer {
    let page = who.get(&format!("{address}/permissions")).await.is(200);
    let version = version(&page);
    let mut fields = vec![("version", version.as_str())];
    fields.extend(rows.iter().map(|row| ("row", *row)));
    fields.extend(cells.iter().map(|cell| ("cell", *cell)));
    who.post(&format!("{address}/permissions"), &fields).await
}

/// The form of one permission that is not there yet.
pub(super) async fn wanted(who: &Browser, address: &str, fields: &[(&str, &str)]) -> Answer {
    let version = version(&who.get(&format!("{address}/permissions")).await.is(200));
    let mut all = vec![("version", version.as_str()), ("act", "review")];
    all.extend(fields);
    who.post(&format!("{address}/permissions/new"), &all).await
}

/// As stored: collection, action, rule, fields.
pub(super) async fn stored(house: &House, address: &str) -> Vec<String> {
    let id = id_of(address).parse::<uuid::Uuid>().expect("an id");
    let query = sql!(
        "SELECT collection || '.' || action || ' ' || CAST(rule AS text) || ' ' || CAST(fields AS text) FROM permissions
         WHERE role_id = $1 ORDER BY id",
        id
    );
    let all = house.texts(query).await;
    all.into_iter().map(|text| text.replace(' ', "")).collect()
}

pub(super) async fn plain(ada: &Browser, name: &str) -> String {
    role(ada, &[("name", name)]).await
}

/// Somebody whose role reads users and roles, and changes the permissions of roles.
pub(super) async fn delegate(house: &House, ada: &Browser) -> (Person, Browser, String) {
    let address = role(ada, &[("name", "Delegate"), ("app_access", "on")]).await;
    let cells = ["users.read", "users.update", "roles.read"];
    applied(ada, ticked(ada, &address, &["roles"], &cells).await.is(200)).await.is(303);
    let fields = [("collection", "roles"), ("action", "update"), ("records", "everything"), ("fields", "some"), ("open", "permissions")];
    applied(ada, wanted(ada, &address, &fields).await.is(200)).await.is(303);
    let id = id_of(&address).parse().expect("an id");
    let person = house.add("dele@acme.example", ("Dele", "Gate"), Status::Active, Some(id)).await;
    let browser = house.browser_of(&person).await;
    (person, browser, address)
}

#[tokio::test]
async fn ticks_are_reviewed_applied_and_undone() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let review = ticked(&ada, &desk, &["groups", "users"], &["groups.read", "users.read"]).await.is(200);
    assert!(review.text().contains("+2 rights · affects no users") && review.text().contains("Groups: Read"), "{}", review.text());
    assert!(stored(&house, &desk).await.is_empty(), "a review changes nothing");
    // The way back keeps the ticks.
    let change = unescaped(&review.input("change"));
    let back = ada.post(&format!("{desk}/permissions"), &[("version", &review.input("version")), ("change", &change)]).await.is(200);
    assert!(is_ticked(&back, "groups.read") && is_ticked(&back, "users.read") && !is_ticked(&back, "users.update"));
    assert!(back.body.contains("data-guard=\"dirty\""), "what is not stored is not lost by leaving");
    applied(&ada, review).await.leads_to(&format!("{desk}/permissions"));
    assert_eq!(stored(&house, &desk).await, [r#"groups.read{}["*"]"#, r#"users.read{}["*"]"#]);
    assert_eq!(house.actions().await.last().map(String::as_str), Some("role.permissions"));
    let page = ada.get(&format!("{desk}/permissions")).await.says("The rights of Desk were changed.").says("2 rights");
    let (version, change) = (page.find(r#"name="version" value="(\d+)""#).expect("a version"), unescaped(&page.input("change")));
    ada.post(&format!("{desk}/permissions/apply"), &[("version", &version), ("change", &change), ("undo", "on")]).await.is(303);
    assert!(stored(&house, &desk).await.is_empty());
    assert_eq!(house.actions().await.iter().filter(|action| *action == "role.permissions").count(), 2);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn a_cell_with_rules_keeps_them_while_ticked_and_rows_not_shown_stay() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = role(&ada, &[("name", "Desk"), ("app_access", "on")]).await;
    let preset = stored(&house, &desk).await;
    assert_eq!(preset.len(), 2);
    ticked(&ada, &desk, &["users"], &["users.read", "users.update"]).await.is(200).says("This changes nothing.");
    ticked(&ada, &desk, &["groups"], &[]).await.is(200).says("This changes nothing.");
    applied(&ada, ticked(&ada, &desk, &["users"], &["users.read"]).await.is(200).says("−1 right · affects no users")).await.is(303);
    assert_eq!(stored(&house, &desk).await, preset[..1]);
    let text = ada.get(&format!("{desk}/permissions?open=users")).await.is(200).says("Own record").text();
    assert!(text.contains("All fields"), "{text}");
}

#[tokio::test]
async fn a_permission_is_built_by_conditions_and_as_json() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let new = format!("{desk}/permissions/new");
    ada.get(&format!("{new}?collection=users&action=read")).await.is(200).says("Users: Read");
    ada.get(&format!("{new}?collection=users&action=fly")).await.is(404);
    let typed = [
        ("version", "1"),
        ("collection", "users"),
        ("action", "read"),
        ("records", "where"),
        ("match", "any"),
        ("field", "status"),
        ("op", "_in"),
        ("value", "active, draft"),
        ("fields", "some"),
        ("open", "title"),
    ];
    let with = |act: &'static str| typed.iter().copied().chain([("act", act)]).collect::<Vec<_>>();
    // One more row, and nothing lost.
    let page = ada.post(&new, &with("add")).await.is(200);
    assert!(page.body.matches("name=\"field\"").count() == 2 && page.body.contains(r#"value="active, draft""#));
    assert!(page.body.contains(r#"name="open" value="title" checked"#));
    assert_eq!(ada.post(&new, &with("drop-0")).await.is(200).body.matches("name=\"field\"").count(), 1);
    let page = ada.post(&new, &with("json")).await.is(200);
    assert!(page.text().contains("\"_in\""), "{}", page.text());
    let json = [("records", "json"), ("json", r#"{"_or":[{"phone":{"_null":true}},{"company":{"_eq":"Acme"}}]}"#), ("act", "where")];
    let page = ada.post(&new, &[&typed[..3], &json].concat()).await.is(200);
    assert!(page.body.contains(r#"value="phone" selected"#) && page.body.contains(r#"value="any" selected"#));
    let nested = [
        ("records", "json"),
        ("json", r#"{"_or":[{"phone":{"_null":true}},{"company":{"_eq":"A"},"title":{"_eq":"B"}}]}"#),
        ("act", "where"),
    ];
    ada.post(&new, &[&typed[..3], &nested].concat()).await.is(422).says("Keep it as JSON");
    let review = ada.post(&new, &with("review")).await.is(200).says("Status is Active or Draft").says("1 field Title");
    // The way back keeps what was typed.
    let back = [("version", "1"), ("change", &unescaped(&review.input("change")))];
    let page = ada.post(&new, &back.map(|(name, value)| (name, value))).await.is(200);
    assert!(page.body.contains(r#"value="Active, Draft""#) && page.body.contains(r#"name="open" value="title" checked"#));
    applied(&ada, review).await.is(303);
    assert_eq!(stored(&house, &desk).await, [r#"users.read{"status":{"_in":["active","draft"]}}["title"]"#]);
    ada.get(&format!("{desk}/permissions?open=users")).await.says("Some").says("Status is Active or Draft");
}

#[tokio::test]
async fn conditions_name_roles_groups_and_users_as_people_do() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (desk, legal) = (plain(&ada, "Desk").await, plain(&ada, "Legal").await);
    let group = ada.post("/groups/new", &[("name", "Labs, north")]).await.is(303).location();
    let moss = ada.post("/groups/new", &[("name", "Moss")]).await.is(303).location();
    let (legal, group, moss) = (id_of(&legal), id_of(&group), id_of(&moss));
    let base = [("collection", "users"), ("action", "read"), ("records", "where"), ("match", "any"), ("fields", "all")];
    let conditions = [
        ("field", "role"),
        ("op", "_in"),
        ("value", " legal , $CURRENT_ROLE"),
        ("field", ""),
        ("op", "_eq"),
        ("value", ""),
        ("field", "groups"),
        ("op", "_in"),
        ("value", "moss"),
        ("field", "created_by"),
        ("op", "_eq"),
        ("value", "ADA@acme.example"),
    ];
    let review = wanted(&ada, &desk, &[&base[..], &conditions].concat())
        .await
        .is(200)
        .says("Role is Legal or the signed-in user’s role")
        .says("Groups include Moss");
    let change = unescaped(&review.input("change"));
    assert!(change.contains(legal) && change.contains(moss) && change.contains(&house.ada().id.to_string()), "{change}");
    // They come back as they were written; a name with a comma would be two, and stays an id.
    let page = ada.post(&format!("{desk}/permissions/new"), &[("version", "1"), ("change", &change)]).await.is(200);
    for value in ["Legal, $CURRENT_ROLE", "Moss", "ada@acme.example"] {
        assert!(page.body.contains(&format!("value=\"{value}\"")), "{value}: {}", page.body);
    }
    let json = json!({ "groups": { "_in": [group] } }).to_string();
    let json = [("collection", "users"), ("action", "read"), ("version", "1"), ("json", &json), ("act", "where")];
    let page = ada.post(&format!("{desk}/permissions/new"), &json).await.is(200);
    assert!(page.body.contains(&format!("value=\"{group}\"")), "{}", page.body);
    // What is no name is said beside its row, and where it stands.
    let wrong = [&conditions[..], &[("field", "role"), ("op", "_eq"), ("value", "Nobody")]].concat();
    let page = wanted(&ada, &desk, &[&base[..], &wrong].concat()).await.is(422).says("Condition 5: Enter the name of a role");
    assert!(page.body.contains(r#"id="condition-4-e""#) && page.body.contains(r#"value="Nobody""#), "{}", page.body);
    assert!(!page.body.contains(r#"id="condition-0-e""#));
    // Nobody learns of a user whom they cannot see by asking whose address it is.
    let narrow = role(&ada, &[("name", "Narrow"), ("app_access", "on")]).await;
    applied(&ada, ticked(&ada, &narrow, &["roles"], &["roles.read", "roles.update"]).await.is(200)).await.is(303);
    let person = house.add("nan@acme.example", ("Nan", "Narrow"), Status::Active, id_of(&narrow).parse().ok()).await;
    let nan = house.browser_of(&person).await;
    let asks = |address: &'static str| [&base[..], &[("field", "created_by"), ("op", "_eq"), ("value", address)]].concat();
    for address in ["ada@acme.example", "nobody@acme.example"] {
        wanted(&nan, &desk, &asks(address)).await.is(422).says("Condition 1: Enter the name of a role");
    }
}

#[tokio::test]
async fn what_cannot_be_a_permission_is_refused_at_its_place() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let many = json!({ "phone": { "_in": vec!["x"; 10_000] } }).to_string();
    let deep = |n| format!("{}{}{}", r#"{"_or":["#.repeat(n), r#"{"phone":{"_null":true}}"#, "]}".repeat(n));
    let (deep, deepest) = (deep(20), deep(100));
    let cases = [
        (many.as_str(), "16 KiB"),
        (deep.as_str(), "fewer groups"),
        (deepest.as_str(), "There is a problem"),
        (r#"{"password_hash":{"_eq":"x"}}"#, "password_hash: Choose another field"),
        (r#"{"_or":[{"phone":{"_null":true}},{"phone":{"_eq":5}}]}"#, "_or[1].phone._eq: Enter a text"),
        (r#"{"phone":{"_eq":"$CURRENT_USER"}}"#, "means nothing for this field"),
        ("{", "cannot be read"),
    ];
    let base = [("collection", "users"), ("action", "read"), ("records", "json"), ("fields", "all")];
    for (json, why) in cases {
        let answer = wanted(&ada, &desk, &[&base[..], &[("json", json)]].concat()).await.is(422).says(why);
        assert!(json.len() > 1_000 || answer.text().contains(json), "typed: {}", answer.text());
    }
    let own = [("collection", "users"), ("action", "update"), ("records", "own")];
    wanted(&ada, &desk, &[&own[..], &[("fields", "some")]].concat()).await.is(422).says("Choose at least one field");
    wanted(&ada, &desk, &[&own[..], &[("fields", "some"), ("open", "created_at")]].concat())
        .await
        .is(422)
        .says("Choose at least one field");
    wanted(&ada, &desk, &[("collection", "roles"), ("action", "read"), ("records", "own"), ("fields", "all")]).await.is(422);
    wanted(&ada, &desk, &[&base[..2], &[("records", "where"), ("fields", "all")]].concat()).await.is(422).says("at least one condition");
    let create = [("collection", "users"), ("action", "create"), ("records", "everything"), ("fields", "some"), ("open", "language")];
    for (defaults, why) in [
        ("x", "one JSON object"),
        (r#"{"title":"Boss"}"#, "Remove title"),
        (r#"{"language":5}"#, "value of language"),
        (r#"{"language":"$CURRENT_USER"}"#, "value of language"),
    ] {
        wanted(&ada, &desk, &[&create[..], &[("defaults", defaults)]].concat()).await.is(422).says(why);
    }
    // Nothing of the kind comes by the side door.
    for put in [
        json!({"id": uuid::Uuid::now_v7(), "collection": "users", "action": "read", "rule": {"password_hash": {"_eq": "x"}}, "fields": ["*"], "defaults": {}}),
        json!({"id": uuid::Uuid::now_v7(), "collection": "users", "action": "read", "rule": {}, "fields": ["password_hash"], "defaults": {}}),
        json!({"id": uuid::Uuid::now_v7(), "collection": "users", "action": "update", "rule": {}, "fields": ["created_at"], "defaults": {}}),
    ] {
        let change = json!({"remove": [], "put": [put]}).to_string();
        ada.post(&format!("{desk}/permissions/apply"), &[("version", "1"), ("change", &change)]).await.is(400);
    }
    assert!(stored(&house, &desk).await.is_empty());
    applied(&ada, wanted(&ada, &desk, &[&create[..], &[("defaults", r#"{"language":"de"}"#)]].concat()).await.is(200)).await.is(303);
    assert_eq!(house.texts(sql!("SELECT collection FROM permissions WHERE CAST(defaults AS text) LIKE '%de%'")).await, ["users"]);
}

#[tokio::test]
async fn a_delegate_adds_only_what_they_hold() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let (_, dele, own) = delegate(&house, &ada).await;
    // What they hold: their own preset on users, and roles.read.
    applied(&dele, ticked(&dele, &desk, &["roles"], &["roles.read"]).await.is(200)).await.is(303);
    let before = stored(&house, &desk).await;
    let refused = applied(&dele, ticked(&dele, &desk, &["users"], &["users.delete"]).await.is(200)).await.is(409);
    refused.says("a right that you do not have yourself: Users, Delete");
    applied(&dele, ticked(&dele, &desk, &["users"], &["users.read"]).await.is(200)).await.is(409).says("Users, Read");
    let mine = [("collection", "users"), ("action", "read"), ("records", "own"), ("fields", "all")];
    applied(&dele, wanted(&dele, &desk, &mine).await.is(200)).await.is(303);
    assert_eq!(stored(&house, &desk).await.len(), before.len() + 1);
    // Neither may they take away what they do not hold, change more than permissions, or reach an administrator's role.
    applied(&ada, ticked(&ada, &desk, &["audit"], &["audit.read"]).await.is(200)).await.is(303);
    applied(&dele, ticked(&dele, &desk, &["audit"], &[]).await.is(200)).await.is(409).says("Audit log, Read");
    dele.post(&format!("{desk}/edit"), &[("version", "9"), ("name", "Mine")]).await.is(403);
    let administrator = format!("/roles/{}", house.people().administrator);
    let put = json!({"id": uuid::Uuid::now_v7(), "collection": "roles", "action": "read", "rule": {}, "fields": ["*"], "defaults": {}});
    let version = house.number(sql!("SELECT version FROM roles WHERE name = 'Administrator'")).await.to_string();
    let change = json!({"remove": [], "put": [put]}).to_string();
    let fields = [("version", version.as_str()), ("change", change.as_str())];
    dele.post(&format!("{administrator}/permissions/apply"), &fields).await.is(409);
    dele.get(&format!("{administrator}/permissions")).await.is(200).says("there are no rights to choose");
    dele.get("/audit").await.is(403);
    dele.get(&format!("{desk}/copy")).await.is(403);
    // Their own right to do this stays.
    applied(&dele, ticked(&dele, &own, &["roles"], &["roles.read"]).await.is(200)).await.is(409).says("your own rights");
}

#[tokio::test]
async fn of_two_changes_at_once_one_wins() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let desk = plain(&ada, "Desk").await;
    let version = ada.get(&format!("{desk}/permissions")).await.is(200).input("version");
    let change = |collection: &str| {
        let put =
            json!({"id": uuid::Uuid::now_v7(), "collection": collection, "action": "read", "rule": {}, "fields": ["*"], "defaults": {}});
        json!({"remove": [], "put": [put]}).to_string()
    };
    let (address, changes) = (format!("{desk}/permissions/apply"), ["users", "groups", "roles", "audit"].map(change));
    let forms = changes.each_ref().map(|change| [("version", version.as_str()), ("change", change.as_str())]);
    let answers = join_all(forms.iter().map(|fields| ada.post(&address, fields).into_future())).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409, 409, 409]);
    assert_eq!(stored(&house, &desk).await.len(), 1);
    // The loser sees what would change now, and can apply that.
    let lost = answers.into_iter().find(|answer| answer.status == 409).expect("a loser");
    applied(&ada, lost.says("Someone else has changed this role").says("+1 right ·")).await.is(303);
    assert_eq!(stored(&house, &desk).await.len(), 2);
}

#[tokio::test]
async fn rights_hold_with_the_next_click() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = format!("/roles/{}", house.people().member);
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/audit").await.is(403);
    let both = ["users.read", "users.update", "audit.read"];
    let review = ticked(&ada, &member, &["users", "audit"], &both).await.is(200);
    let members = house
        .number(sql!("SELECT count(*) FROM users JOIN roles ON roles.id = role_id WHERE roles.name = 'Member' AND status <> 'archived'"))
        .await;
    assert!(review.text().contains(&format!("affects {members} user")), "{}", review.text());
    applied(&ada, review).await.is(303);
    mia.get("/audit").await.is(200);
    applied(&ada, ticked(&ada, &member, &["audit"], &[]).await.is(200)).await.is(303);
    mia.get("/audit").await.is(403);
}
