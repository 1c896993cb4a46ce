//! Taking one's own data along: everything that is kept of oneself, no secret, and nothing of anybody else.

use std::io::{Cursor, Read};

use rolecall::access::Actor;
use rolecall::audit::{self, Event, Subject};
use rolecall::sql;
use rolecall::users::Typed;
use rolecall::web::Client;
use serde_json::Value;
use zip::ZipArchive;

use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};
use crate::security::{prove, wait};

/// The files of an answer, each with its text.
fn files(answer: &Answer) -> Vec<(String, String)> {
    let texts = packed(answer).into_iter().filter(|(name, _)| name != "picture.jpg");
    texts.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("text"))).collect()
}

fn packed(answer: &Answer) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(answer.bytes.clone())).expect("a ZIP file");
    let count = zip.len();
    let read = |n| {
        let mut file = zip.by_index(n).expect("a file");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("read");
        (name, bytes)
    };
    (0..count).map(read).collect()
}

/// The rows of a table under its head.
fn rows(files: &[(String, String)], name: &str) -> Vec<Vec<String>> {
    let (_, text) = files.iter().find(|(known, _)| known == name).expect("a table");
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').expect("marked as UTF-8").as_bytes());
    let width = reader.headers().expect("a head").len();
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    assert!(rows.iter().all(|row| row.len() == width), "{name}");
    rows
}

async fn download(browser: &Browser) -> Answer {
    browser.get("/account/data").await.is(200);
    browser.post("/account/data", &[]).await.is(200)
}

#[tokio::test]
async fn the_file_says_what_is_kept_of_whoever_asks_and_of_nobody_else() {
    let house = House::new().await;
    let (mia, nils) = (house.mia(), house.add_member("nils@acme.example", ("Nils", "Berg")).await);
    let text = |text: &str| Some(text.to_owned());
    house
        .describe(&mia, Typed { title: text("=HYPERLINK(1)"), phone: text("+49 30 1"), company: text("Größe & Söhne"), ..Typed::default() })
        .await;
    house.describe(&nils, Typed { title: text("Lighthouse keeper"), ..Typed::default() }).await;
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&format!("/users/{}/status", mia.id), &[("status", "suspended"), ("reason", "@home now")]).await.is(303);
    ada.post(&format!("/users/{}/status", mia.id), &[("status", "active")]).await.is(303);
    house.browser_of(&nils).await;
    let browser = house.browser_of(&mia).await;
    for (who, name) in [(mia.id, "My people"), (nils.id, "Lighthouse crew")] {
        let text = "INSERT INTO views (id, user_id, name, name_key, query, shared_with, created_at, updated_at)
                    VALUES ($1, $2, $3, $3, 'q=acme', 'all', $4, $4)";
        house.app.db.run(sql!(text, uuid::Uuid::now_v7(), who, name, house.now())).await.expect("written");
    }
    let answer = download(&browser).await;
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"my-data.zip\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    let files = files(&answer);
    let whole: Value = serde_json::from_str(&files[0].1).expect("JSON");
    assert_eq!(files[0].0, "profile.json");
    let profile = &whole["profile"];
    assert_eq!(
        (&profile["email"], &profile["phone"], &profile["role"]),
        (&"mia@acme.example".into(), &"+49 30 1".into(), &"Member".into())
    );
    assert_eq!(whole["roles"][0]["role"], "Member");
    let views = rows(&files, "views.csv");
    assert_eq!((views.len(), views[0].contains(&"My people".to_owned())), (1, true), "{views:?}");
    assert_eq!(whole["views"][0]["name"], "My people");
    assert_eq!((whole["sessions"].as_array().map(Vec::len), whole["devices"].as_array().map(Vec::len)), (Some(1), Some(1)));
    let actions: Vec<&str> = whole["activity"].as_array().expect("a list").iter().filter_map(|event| event["action"].as_str()).collect();
    assert_eq!(actions[..2], ["user.download", "session.open"]);
    assert!(actions.contains(&"user.suspend") && actions.contains(&"user.create"), "{actions:?}");
    assert_eq!(rows(&files, "activity.csv").len(), actions.len());
    // What a spreadsheet would take for a formula is none, and everything else is as it was.
    let cells = rows(&files, "profile.csv");
    let cell = |field: &str| cells.iter().find(|row| row[0] == field).map(|row| row[1].clone()).expect("a field");
    assert_eq!([cell("title"), cell("phone"), cell("company")], ["'=HYPERLINK(1)", "'+49 30 1", "Größe & Söhne"]);
    for (name, text) in files.iter().skip(1) {
        for row in rows(&[(name.clone(), text.clone())], name) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{name}: {row:?}");
        }
    }
    assert!(rows(&files, "activity.csv").iter().any(|row| row[5] == "'@home now"));
    let all = files.iter().map(|(_, text)| text.as_str()).collect::<String>();
    for other in ["Ada", "Nils", "nils@acme", "Lighthouse", &house.ada().id.to_string(), &nils.id.to_string()] {
        assert!(!all.contains(other), "{other} is somebody else");
    }
    assert_eq!(house.actions().await.last().map(String::as_str), Some("user.download"));
}

#[tokio::test]
async fn no_secret_is_in_it() {
    let house = House::new().await;
    house.browser_of(&house.mia()).await;
    let mia = house.browser_of(&house.mia()).await;
    // A token, a seed and codes of hers, as the database keeps them.
    let id = house.mia().id;
    let seal = "UPDATE users SET totp_secret = $2 WHERE id = $1";
    house.app.db.run(sql!(seal, id, b"canary of a sealed seed".to_vec())).await.expect("written");
    house
        .app
        .db
        .run(sql!(
            "INSERT INTO tokens (id, user_id, name, prefix, secret_hash, scope, enabled, created_at, created_by)
             VALUES ($1, $2, 'Nightly', 'rc_canaryprefix', $3, $4, $5, $6, $2)",
            uuid::Uuid::now_v7(),
            id,
            b"canary of a token's hash 0123456".to_vec(),
            serde_json::json!("everything"),
            true,
            house.now()
        ))
        .await
        .expect("written");
    let answer = download(&mia).await;
    let files = files(&answer);
    let all = files.iter().map(|(_, text)| text.as_str()).collect::<String>();
    assert_eq!(rows(&files, "sessions.csv").len(), 2);
    let mut canaries = vec![PASSWORD.to_owned(), "canary".into(), "argon2".into(), mia.csrf()];
    // Keys and hashes of the database.
    for (table, column) in [("sessions", "key_hash"), ("devices", "key_hash"), ("tokens", "secret_hash")] {
        let query: &'static str = match house.app.db.name() {
            "SQLite" => format!("SELECT lower(hex({column})) FROM {table}").leak(),
            _ => format!("SELECT encode({column}, 'hex') FROM {table}").leak(),
        };
        canaries.extend(house.texts(sql!(query)).await);
    }
    canaries.extend(house.texts(sql!("SELECT password_hash FROM users WHERE password_hash IS NOT NULL")).await);
    assert!(canaries.len() >= 10, "{}", canaries.len());
    for canary in canaries {
        assert!(canary.len() > 5 && !all.contains(&canary), "{canary} is in it");
    }
}

#[tokio::test]
async fn it_asks_for_a_proof_and_no_more_often_than_is_sensible() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    wait(&house);
    mia.get("/account/data").await.is(200).says("Download");
    let before = house.actions().await.len();
    let asked = mia.post("/account/data", &[]).await.is(401);
    assert_eq!(house.actions().await.len(), before);
    prove(&mia, &asked, PASSWORD).await.is(307);
    for _ in 0..10 {
        mia.post("/account/data", &[]).await.is(200);
    }
    mia.post("/account/data", &[]).await.is(429);
    // Others are not held up, and an hour later nor is she.
    house.browser_of(&house.bo()).await.post("/account/data", &[]).await.is(200);
    mia.get("/account/data").await.is(200);
}

#[tokio::test]
async fn a_field_that_people_may_not_read_of_themselves_is_not_in_it() {
    let house = House::new().await;
    let mia = house.mia();
    house.describe(&mia, Typed { title: Some("Pilot".into()), phone: Some("555-0199".into()), ..Typed::default() }).await;
    let role = house.role("Narrow", &[]).await;
    house.app.db.run(sql!("DELETE FROM permissions WHERE role_id = $1", role)).await.expect("written");
    let own = serde_json::json!({"id": {"_eq": "$CURRENT_USER"}});
    house.permit(role, crate::access::permission("users", "read", own, &["first_name", "title"])).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2, status_reason = 'quietly' WHERE id = $1", mia.id, role)).await.expect("written");
    let browser = house.browser_of(&mia).await;
    let all = files(&download(&browser).await).into_iter().map(|(_, text)| text).collect::<String>();
    assert!(all.contains("Pilot") && all.contains("Mia"));
    for hidden in ["555-0199", "quietly", "mia@acme.example", "external_id"] {
        assert!(!all.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn it_has_a_bound_however_long_what_was_changed_is() {
    let house = House::new().await;
    let mia = house.mia();
    let long = "x".repeat(16_000);
    let edit = || Event::new("user.edit", Subject::user(mia.id, mia.name.clone())).set("description", &long);
    let actor = Actor::user(mia.id, mia.name.clone(), Client::default());
    let mut write = house.app.db.write().await.expect("a turn");
    audit::record_all(&mut write, &actor, (0..1_200).map(|_| edit()), house.now()).await.expect("recorded");
    write.commit().await.expect("committed");
    let files = files(&download(&house.browser_of(&mia).await).await);
    let whole: Value = serde_json::from_str(&files[0].1).expect("JSON");
    assert_eq!(whole["activity_is_cut"], Value::Bool(true));
    let events = whole["activity"].as_array().map_or(0, Vec::len);
    assert!((500..540).contains(&events), "{events}");
    assert_eq!(rows(&files, "activity.csv").len(), events);
}

#[tokio::test]
async fn the_picture_comes_along() {
    let house = House::new().await;
    let (browser, mia) = (house.browser_of(&house.mia()).await, house.mia());
    assert_eq!(packed(&download(&browser).await).len(), 9, "none of who has none");
    let image = vec![0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
    let text = "INSERT INTO avatars (user_id, hash, image, created_at) VALUES ($1, 'aa', $2, $3)";
    house.app.db.run(sql!(text, mia.id, image.clone(), house.now())).await.expect("written");
    let files = packed(&download(&browser).await);
    assert_eq!(files.last().map(|(name, bytes)| (name.as_str(), bytes)), Some(("picture.jpg", &image)));
}

#[tokio::test]
async fn what_other_applications_keep_for_somebody_is_in_it_as_far_as_they_may_read_it() {
    let house = House::new().await;
    let own = serde_json::json!({ "user": { "_eq": "$CURRENT_USER" } });
    let tess = house.tess(&[crate::access::permission("items", "read", own, &["label", "kind"])]).await;
    for person in [&tess, &house.mia()] {
        crate::handover::item_of(&house, &format!("Board of {}", person.name), person).await;
    }
    let hers = files(&download(&house.browser_of(&tess).await).await);
    let whole: Value = serde_json::from_str(&hers[0].1).expect("JSON");
    let item = &whole["items"][0];
    assert_eq!((whole["items"].as_array().map(Vec::len), &item["label"]), (Some(1), &Value::from(format!("Board of {}", tess.name))));
    assert_eq!((&item["kind"], &item["url"]), (&"dashboard".into(), &"".into()), "what they may not read is blank");
    assert_eq!(rows(&hers, "items.csv").len(), 1);
    let mias = files(&download(&house.browser_of(&house.mia()).await).await);
    assert!(rows(&mias, "items.csv").is_empty(), "she may read none");
}
