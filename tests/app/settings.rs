//! The rules of signing in: who sees and changes them, within which bounds, and that they hold.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};

const RULES: [(&str, &str); 6] = [
    ("password_min", "15"),
    ("two_factor", "nobody"),
    ("suspend_after", "0"),
    ("session_idle_minutes", "60"),
    ("session_max_minutes", "1440"),
    ("sessions_per_user", "20"),
];

/// The rules as they are, but for these; of the version the last page was drawn from.
async fn save(browser: &Browser, version: &str, other: &[(&str, &str)]) -> Answer {
    let changed = |name: &str| other.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
    let fields = RULES.iter().map(|(name, value)| (*name, changed(name).unwrap_or(value)));
    browser.post("/settings", &fields.chain([("version", version)]).collect::<Vec<_>>()).await
}

async fn version(browser: &Browser) -> String {
    browser.get("/settings").await.is(200).input("version")
}

async fn stored(house: &House) -> String {
    let columns = "password_min || ' ' || two_factor || ' ' || suspend_after || ' ' || session_idle_minutes || ' ' || session_max_minutes
                   || ' ' || sessions_per_user";
    house.texts(sql!(format!("SELECT {columns} FROM settings").leak() as &'static str)).await.remove(0)
}

#[tokio::test]
async fn every_rule_has_its_bounds() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    save(&ada, &version(&ada).await, &[]).await.is(303);
    let before = stored(&house).await;
    for (field, wrong) in [
        ("password_min", &["7", "14", "65", "", "x", "15.5", "99999999999999999999"][..]),
        ("two_factor", &["", "some", "Everyone"]),
        ("suspend_after", &["-1", "1", "9", "101"]),
        ("session_idle_minutes", &["4", "1441", "0"]),
        ("session_max_minutes", &["59", "10081"]),
        ("sessions_per_user", &["0", "101"]),
    ] {
        for value in wrong {
            let page = save(&ada, &version(&ada).await, &[(field, value)]).await.is(422);
            assert!(page.body.contains(&format!("id=\"{field}-e\"")), "{field} {value}: {}", page.text());
            assert_eq!(stored(&house).await, before, "{field} {value}");
        }
    }
    for (field, right) in [
        ("password_min", &["16", "64", "15"][..]),
        ("suspend_after", &["10", "100", "0"]),
        ("session_idle_minutes", &["5", "1440"]),
        ("session_max_minutes", &["60", "10080"]),
        ("sessions_per_user", &["1", "100"]),
    ] {
        for value in right {
            save(&ada, &version(&ada).await, &[(field, value)]).await.is(303);
            assert!(stored(&house).await.split(' ').any(|stored| stored == *value), "{field} {value}");
        }
    }
    let short = [("two_factor", "everyone"), ("password_min", "8")];
    save(&ada, &version(&ada).await, &short).await.is(303);
    // Else enrolling would be her only page.
    house.force("UPDATE settings SET password_min = 15, two_factor = 'nobody'").await.expect("written");
    let page = save(&ada, &version(&ada).await, &[("two_factor", "admins"), ("password_min", "8")]).await.is(422);
    page.says("“Shortest password”: enter 15 or more, or require two-factor of everyone");
    save(&ada, &version(&ada).await, &[("session_idle_minutes", "90"), ("session_max_minutes", "60")]).await.is(422);
}

#[tokio::test]
async fn whoever_may_sees_them_and_whoever_may_more_changes_them() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/settings").await.is(403);
    assert!(!mia.get("/account").await.body.contains("href=\"/settings\""));
    // Another part of the settings opens nothing of this one.
    let part = |action, field| permission("settings", action, json!({}), &[field]);
    for (n, permissions, sees, changes) in [
        (0, vec![part("read", "project_name"), part("update", "sign_in")], false, false),
        (1, vec![part("read", "sign_in")], true, false),
        (2, vec![part("read", "sign_in"), part("update", "project_name")], true, false),
        (3, vec![part("read", "sign_in"), part("update", "sign_in")], true, true),
    ] {
        let role = house.role(&format!("Role {n}"), &permissions).await;
        let tess = house.add(&format!("tess{n}@acme.example"), ("Tess", "Tran"), Status::Active, Some(role)).await;
        let browser = house.browser_of(&tess).await;
        assert_eq!(browser.get("/account").await.body.contains("href=\"/settings\""), sees, "{n}");
        let page = browser.get("/settings").await.is(if sees { 200 } else { 403 });
        assert_eq!(page.text().contains("Shortest password"), sees, "{n}");
        assert_eq!(page.body.contains("name=\"password_min\""), changes, "{n}");
        let before = stored(&house).await;
        save(&browser, "1", &[("password_min", "20")]).await.is(if changes { 303 } else { 403 });
        assert_eq!(stored(&house).await == before, !changes, "{n}");
    }
}

#[tokio::test]
async fn they_are_changed_with_a_fresh_proof_and_leave_a_trail() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.app.clock.advance(TimeDelta::minutes(11));
    let drawn = version(&ada).await;
    let change = [("password_min", "20"), ("suspend_after", "10")];
    let page = save(&ada, &drawn, &change).await.is(401).says("Prove that it is you to change settings");
    assert_eq!(page.input("password_min"), "20", "what was typed waits");
    assert!(stored(&house).await.starts_with("15 "));
    let fields = [&RULES[1..2], &RULES[3..], &change, &[("version", drawn.as_str())]].concat();
    let own = [("prove-act", "settings"), ("prove-to", "/settings"), ("prove-password", PASSWORD)];
    ada.post("/account/prove", &[&fields[..], &own].concat()).await.is(307);
    save(&ada, &drawn, &change).await.leads_to("/settings");
    assert!(stored(&house).await.starts_with("20 nobody 10 "));
    let changes = house.texts(sql!("SELECT CAST(changes AS text) FROM audit_events WHERE action = 'settings.edit'")).await;
    assert_eq!(changes.len(), 1);
    let changes: serde_json::Value = serde_json::from_str(&changes[0]).expect("JSON");
    assert_eq!(changes["password_min"], json!({ "from": 15, "to": 20 }));
    assert!(changes.get("session_max_minutes").is_none(), "{changes}");
    ada.get("/audit").await.is(200).says("Settings changed").says("Shortest password");
}

#[tokio::test]
async fn of_two_who_save_the_second_sees_both_values() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let (hers, his) = (version(&ada).await, version(&bo).await);
    save(&ada, &hers, &[("password_min", "20")]).await.is(303);
    let page =
        save(&bo, &his, &[("password_min", "30")]).await.is(409).says("Someone else has changed").says("Shortest password is now “20”");
    assert_eq!(page.input("password_min"), "30");
    save(&bo, &page.input("version"), &[("password_min", "30")]).await.is(303);
    assert!(stored(&house).await.starts_with("30 "));
}

#[tokio::test]
async fn administrators_without_two_factor_are_counted() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/settings").await.is(200).says("2 administrators have no two-factor yet");
    house.app.db.run(sql!("UPDATE users SET totp_enabled_at = $2 WHERE id = $1", house.bo().id, house.now())).await.expect("written");
    ada.get("/settings").await.is(200).says("One administrator has no two-factor yet");
}
