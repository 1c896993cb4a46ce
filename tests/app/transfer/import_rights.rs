//! Who may do how much by a table, and who learns nothing from one.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::import::{apply, check, import, person, rows};
use crate::access::permission;
use crate::browser::Browser;
use crate::house::House;

#[tokio::test]
async fn nobody_gives_or_changes_more_than_they_may() {
    let house = House::new().await;
    let member = house.people().member;
    let manager = [
        permission("users", "read", json!({}), &["first_name", "last_name", "email", "title", "role", "status"]),
        permission("users", "create", json!({}), &["email", "first_name", "title"]),
        permission("users", "update", json!({}), &["title", "role"]),
    ];
    let manager = house.role("Manager", &manager).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(manager)).await;
    let rita = house.browser_of(&rita).await;
    house.add("nils@acme.example", ("Nils", "Berg"), Status::Draft, Some(member)).await;
    let table = "email,first_name,title,role\n\
        ines@x.test,Ines,Cook,\n\
        yara@x.test,Yara,,Administrator\n\
        zoe@x.test,Zoe,,Member\n\
        nils@acme.example,Nils,Sailor,\n\
        mia@acme.example,Mimi,,\n\
        bo@acme.example,Bo,,Member\n";
    let page = check(&rita, table, &[]).await;
    let said = rows(&page);
    let expected = ["New", "Wrong", "Wrong", "Changed", "Wrong", "Wrong"];
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.contains(expected), "{said} is not {expected}");
    }
    apply(&rita, &page).await;
    assert_eq!(house.user(&person(&house, "nils@acme.example").await).await.title, "Sailor");
    assert_eq!(house.user(&house.bo()).await.role_name.as_deref(), Some("Administrator"));
    assert_eq!(house.user(&house.mia()).await.first_name, "Mia");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%@x.test'")).await, 1);
}

#[tokio::test]
async fn whom_one_does_not_see_stays_unknown() {
    let house = House::new().await;
    let seen = permission("users", "read", json!({ "status": { "_eq": "draft" } }), &["first_name", "email"]);
    let creator = [seen, permission("users", "create", json!({}), &["email", "first_name"])];
    let creator = house.role("Creator", &creator).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(creator)).await;
    let rita = house.browser_of(&rita).await;
    let page = check(&rita, "email,first_name\nmia@acme.example,Eve\n", &[]).await.never_says("Okafor");
    assert!(rows(&page)[0].contains("Wrong") && !page.body.contains(&house.mia().id.to_string()), "{:?}", rows(&page));
}

#[tokio::test]
async fn whoever_adds_people_without_seeing_any_takes_a_table_in_too() {
    let house = House::new().await;
    let creator = house.role("Creator", &[permission("users", "create", json!({}), &["email", "first_name"])]).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(creator)).await;
    let rita = house.browser_of(&rita).await;
    import(&rita, "email,first_name\nines@x.test,Ines\n", &[]).await.says("1");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'ines@x.test'")).await, 1);
}

#[tokio::test]
async fn a_table_is_no_way_to_find_out_who_is_there() {
    let house = House::new().await;
    let names = permission("users", "read", json!({}), &["first_name", "last_name"]);
    let clerk = house.role("Clerk", &[names, permission("users", "update", json!({}), &["first_name"])]).await;
    let rita = house.add("rita@acme.example", ("Rita", "Alm"), Status::Active, Some(clerk)).await;
    let rita = house.browser_of(&rita).await;
    // One address that somebody has, one that nobody has: to who sees no address they are the same.
    for answers in [&[("new", "skip")][..], &[("new", "draft")], &[("known", "skip")]] {
        let page = check(&rita, "email,first_name\nmia@acme.example,Eve\nnobody@acme.example,Eve\n", answers).await.never_says("Okafor");
        let said = rows(&page);
        let [mia, nobody] = [said[0].replace("mia@", ""), said[1].replace("nobody@", "")].map(|row| row[1..].to_owned());
        assert_eq!(mia, nobody, "{answers:?}");
        assert!(!page.body.contains(&house.mia().id.to_string()));
    }
}

#[tokio::test]
async fn a_table_is_its_importers_alone_and_for_a_day() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let page = check(&ada, "email\nines@x.test", &[]).await;
    let path = page.find(r#"action="(/users/import/[^"]+)/apply""#).expect("a button");
    bo.get("/users/import").await.is(200);
    for path in [path.clone(), format!("{path}/columns"), format!("{path}/rows.csv")] {
        bo.get(&path).await.is(404);
    }
    bo.post(&format!("{path}/apply"), &[]).await.is(404);
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/users/import").await.is(403);
    upload_as_member(&mia).await;
    ada.get(&path).await.is(200);
    rolecall::ops::housekeeping::sweep(&house.app.db, house.now() + chrono::TimeDelta::hours(25)).await.expect("swept");
    assert_eq!(house.number(sql!("SELECT count(*) FROM import_rows")).await, 0);
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&path).await.is(404);
}

async fn upload_as_member(mia: &Browser) {
    mia.get("/account").await.is(200);
    mia.post("/users/import", &[]).await.is(403);
}
