//! The users of a list as a file: who is in it, and what of them.

use rolecall::access::Actor;
use rolecall::sql;
use rolecall::users::{self, Email, NewUser, Status, Typed};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, column, table};
use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};
use crate::security::{prove, wait};

async fn csv(browser: &Browser, query: &str) -> Answer {
    browser.get(&format!("/users/export.csv{query}")).await.is(200)
}

fn of<'a>(rows: &'a [Row], email: &str) -> &'a Row {
    rows.iter().find(|row| row["email"] == email).expect("there")
}

#[tokio::test]
async fn an_administrator_gets_everyone_with_everything() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house
        .describe(&house.mia(), Typed { title: Some("Editor".into()), tags: Some(vec!["a;b".into(), "c".into()]), ..Typed::default() })
        .await;
    house.add("arne@acme.example", ("Arne", "Old"), Status::Archived, None).await;
    let answer = csv(&ada, "").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let file = answer.header("content-disposition").to_owned();
    assert!(file.starts_with("attachment; filename=\"acme-users-") && file.ends_with(".csv\""), "{file}");
    let (columns, rows) = table(&answer);
    for name in ["id", "email", "status", "role", "groups", "tags", "kind", "expires_at", "created_at", "last_seen_at", "external_id"] {
        assert!(columns.iter().any(|column| column == name), "{name}");
    }
    assert_eq!(rows.len(), 3, "without the archived, as in the list");
    let mia = of(&rows, "mia@acme.example");
    assert_eq!((mia["first_name"].as_str(), mia["title"].as_str(), mia["status"].as_str()), ("Mia", "Editor", "active"));
    assert_eq!((mia["role"].as_str(), mia["tags"].as_str(), mia["id"].clone()), ("Member", "a\\;b; c", house.mia().id.to_string()));
    assert!(mia["last_seen_at"].is_empty() && !mia["created_at"].is_empty());
    let list: Value = serde_json::from_str(&ada.get("/users/export.json").await.is(200).body).expect("JSON");
    let list = list.as_array().expect("a list");
    let mia = list.iter().find(|user| user["email"] == "mia@acme.example").expect("there");
    assert_eq!((list.len(), &mia["tags"], &mia["role"], &mia["last_seen_at"]), (3, &json!(["a;b", "c"]), &json!("Member"), &Value::Null));
    // No secret has a name in it.
    for secret in ["password", "hash", "totp", "token", "secret"] {
        assert!(!columns.iter().any(|column| column.contains(secret)), "{secret}");
    }
    assert_eq!(house.actions().await.iter().filter(|action| *action == "users.export").count(), 2);
    ada.get("/audit").await.says("Users exported");
}

#[tokio::test]
async fn filters_and_order_are_those_of_the_list() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    house.add("arne@acme.example", ("Arne", "Old"), Status::Archived, None).await;
    for query in
        ["", "?sort=-name", "?sort=email", "?status=draft", "?status=archived", "?q=lind", "?q=nobody", "?sort=role", "?sort=-created"]
    {
        let page = ada.follow(ada.get(&format!("/users{query}")).await).await.is(200);
        let mut ids: Vec<String> = Vec::new();
        for id in page.find_all(r#"href="/users/([0-9a-f-]{36})[?"]"#) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        assert_eq!(column(&csv(&ada, query).await, "id"), ids, "{query}");
    }
    let where_ = url::form_urlencoded::byte_serialize(br#"{"first_name":{"_eq":"Dana"}}"#).collect::<String>();
    assert_eq!(column(&csv(&ada, &format!("?where={where_}")).await, "email"), ["dana@acme.example"]);
    ada.get("/users?status=draft").await.says("As a table").is(200);
    assert!(ada.get("/users?status=draft").await.body.contains("href=\"/users/export.csv?status=draft\""));
    for wrong in ["?sort=x", "?unknown=1", "?where=x", "?id=x", "?id=1&q=a"] {
        ada.get(&format!("/users/export.csv{wrong}")).await.is(400);
    }
}

#[tokio::test]
async fn many_pages_are_one_file_with_each_user_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let new = |n: u32| NewUser {
        email: Email::parse(&format!("user{n}@acme.example")).expect("an address"),
        first_name: ["Åsa", "Bo", "ada", ""][n as usize % 4].into(),
        last_name: String::new(),
        role: Some(house.people().member).filter(|_| n.is_multiple_of(3)),
        temporary_password: None,
    };
    let new: Vec<NewUser> = (0..2_500).map(new).collect();
    let mut write = house.app.db.write().await.expect("a turn");
    users::invite_all(&mut write, &Actor::cli(), &new, house.now()).await.expect("added");
    write.commit().await.expect("committed");
    let n = usize::try_from(house.number(sql!("SELECT count(*) FROM users WHERE status <> 'archived'")).await).expect("few");
    for query in ["", "?sort=role", "?sort=-last_seen", "?sort=status"] {
        let mut ids = column(&csv(&ada, query).await, "id");
        assert_eq!(ids.len(), n, "{query}");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n, "{query}");
    }
    let list: Vec<Value> = serde_json::from_str(&ada.get("/users/export.json?sort=email").await.is(200).body).expect("JSON");
    let emails: Vec<&str> = list.iter().map(|user| user["email"].as_str().expect("an address")).collect();
    assert!(emails.len() == n && emails.is_sorted());
}

#[tokio::test]
async fn each_row_has_what_its_reader_may_see_of_it() {
    let house = House::new().await;
    let (mia, member) = (house.mia(), house.people().member);
    house.describe(&mia, Typed { title: Some("Editor".into()), phone: Some("4711".into()), ..Typed::default() }).await;
    let nils = house.add("nils@acme.example", ("Nils", "Berg"), Status::Suspended, Some(member)).await;
    house.describe(&nils, Typed { title: Some("Cook".into()), phone: Some("4712".into()), ..Typed::default() }).await;
    let active = permission("users", "read", json!({ "status": { "_eq": "active" } }), &["first_name", "title", "email", "role"]);
    let suspended = permission("users", "read", json!({ "status": { "_eq": "suspended" } }), &["first_name", "status"]);
    let manager = house.role("Manager", &[active, suspended]).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(manager)).await;
    let rita = house.browser_of(&rita).await;
    let answer = csv(&rita, "").await;
    let (_, rows) = table(&answer);
    // Her own record is open to her in more fields, by the preset.
    let mia_row = of(&rows, "mia@acme.example");
    assert_eq!((mia_row["first_name"].as_str(), mia_row["title"].as_str(), mia_row["role"].as_str()), ("Mia", "Editor", "Member"));
    assert_eq!((mia_row["last_name"].as_str(), mia_row["phone"].as_str(), mia_row["status"].as_str()), ("", "", ""));
    let nils_row = rows.iter().find(|row| row["id"] == nils.id.to_string()).expect("there");
    assert_eq!((nils_row["first_name"].as_str(), nils_row["status"].as_str()), ("Nils", "suspended"));
    assert_eq!((nils_row["title"].as_str(), nils_row["email"].as_str(), nils_row["role"].as_str()), ("", "", ""));
    assert!(!answer.body.contains("Cook") && !answer.body.contains("4711") && !answer.body.contains("Okafor"));
    let list: Vec<Value> = serde_json::from_str(&rita.get("/users/export.json").await.is(200).body).expect("JSON");
    let mia_there = list.iter().find(|user| user["id"] == mia.id.to_string()).and_then(Value::as_object).expect("there");
    assert_eq!(mia_there.keys().map(String::as_str).collect::<Vec<_>>(), ["id", "email", "first_name", "role", "title"]);
    rita.get("/users/export.csv?sort=last_seen").await.is(400);
    rita.get("/users/export.csv?group=00000000-0000-0000-0000-000000000000").await.is(400);
}

#[tokio::test]
async fn who_has_no_list_has_no_file() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    for path in ["/users/export.csv", "/users/export.json"] {
        mia.get(path).await.is(403);
        mia.post(path, &[("id", &house.mia().id.to_string())]).await.is(403);
        house.browser().get(path).await.is(303);
    }
    assert!(!house.actions().await.iter().any(|action| action == "users.export"));
}

#[tokio::test]
async fn those_who_are_ticked_and_nobody_else() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    ada.get("/users").await.is(200);
    let (mia_id, bo_id) = (mia.id.to_string(), house.bo().id.to_string());
    let unknown = "0193b2c4-0000-7000-8000-000000000000";
    let answer = ada.post("/users/export.csv", &[("id", &mia_id), ("id", &bo_id), ("id", unknown)]).await.is(200);
    assert_eq!(column(&answer, "id"), [mia_id.clone(), bo_id.clone()]);
    assert_eq!(column(&csv(&ada, &format!("?id={bo_id}&id={mia_id}")).await, "id"), [bo_id.clone(), mia_id.clone()]);
    // However many of them are nobody, the list is one.
    let nobodies: Vec<String> = (0..450).map(|_| Uuid::now_v7().to_string()).collect();
    for ids in [nobodies.join(","), format!("{},{mia_id},{bo_id}", nobodies.join(",")), format!("{mia_id},{},{bo_id}", nobodies.join(","))]
    {
        let page = [("page_all", "on"), ("page_ids", ids.as_str())];
        let list: Vec<Value> = serde_json::from_str(&ada.post("/users/export.json", &page).await.is(200).body).expect("JSON");
        assert_eq!(list.len(), if ids.contains(&mia_id) { 2 } else { 0 });
    }
    ada.follow(ada.post("/users/export.csv", &[]).await.leads_to("/users")).await.says("Choose at least one user");
    // As the bar of the list posts it: the ticked ones, or everybody on its page.
    let ids = format!("{},{}", house.mia().id, house.bo().id);
    let page = [("page_all", "on"), ("page_ids", ids.as_str()), ("list", "/users")];
    let (_, rows) = table(&ada.post("/users/export.csv", &page).await.is(200));
    assert_eq!(rows.len(), 2);
    let (_, rows) = table(&ada.post("/users/export.csv", &[("id", &*house.mia().id.to_string()), page[1], page[2]]).await.is(200));
    assert_eq!(rows.len(), 1);
    ada.post("/users/export.csv", &[page[1], ("list", "/users?q=late")]).await.leads_to("/users?q=late");
    ada.post("/users/export.csv", &[page[1], ("list", "//evil.example")]).await.leads_to("/users");
}

#[tokio::test]
async fn a_fresh_proof_is_asked_for_and_then_the_file_comes() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    wait(&house);
    let asked = ada.get("/users/export.csv?status=active").await.is(401).says("Prove that it is you");
    assert!(!house.actions().await.iter().any(|action| action == "users.export"));
    prove(&ada, &asked, PASSWORD).await.leads_to("/users/export.csv?status=active");
    assert_eq!(table(&csv(&ada, "?status=active").await).1.len(), 3);
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let text = |text: &str| Some(text.to_owned());
    let typed = Typed {
        first_name: text("=cmd|' /C calc'!A0"),
        last_name: text("'=already"),
        title: text("@SUM(1)"),
        company: text("+1"),
        location: text("-1"),
        description: text("a \"quoted\", cell;\nsecond line\ttab"),
        tags: Some(vec!["=1".into(), "b".into()]),
        ..Typed::default()
    };
    house.describe(&mia, typed).await;
    let rows = table(&csv(&ada, "").await).1;
    let row = of(&rows, "mia@acme.example");
    let cells = ["first_name", "last_name", "title", "company", "location", "description", "tags"].map(|name| row[name].as_str());
    let expected = ["'=cmd|' /C calc'!A0", "''=already", "'@SUM(1)", "'+1", "'-1", "a \"quoted\", cell;\nsecond line\ttab", "'=1; b"];
    assert_eq!(cells, expected);
}
