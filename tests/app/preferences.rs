//! Preferences of others: who sees the page, which fields are theirs to change, and nobody's work is overwritten unseen.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use crate::access::permission;
use crate::account::prefer;
use crate::browser::Browser;
use crate::house::{House, Person};

fn path(person: &Person) -> String {
    format!("/users/{}/preferences", person.id)
}

async fn version(browser: &Browser, path: &str) -> String {
    browser.get(path).await.is(200).input("version")
}

#[tokio::test]
async fn an_administrator_changes_them_and_it_stands_in_the_trail() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let page = ada.get(&format!("/users/{}", mia.id)).await.is(200);
    assert!(page.body.contains(&format!("href=\"{}\"", path(&mia))), "the profile leads there");
    let page = ada.get(&path(&mia)).await.is(200).says("for Mia").says("Notifications by e-mail");
    assert!(page.body.contains(&format!("<a href=\"{}\" aria-current=\"page\">", path(&mia))));
    assert!(!page.body.contains("data-live") && !page.body.contains("<kbd>"), "it is not the reader's own page that changes");
    let fields = [
        ("version", page.input("version")),
        ("language", "de".into()),
        ("timezone", "Tokyo".into()),
        ("theme", "dark".into()),
        ("density", "compact".into()),
    ];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let boxes = [("shortcuts", "off"), ("email_notifications", "off")];
    let answer = ada.post(&path(&mia), &[&fields[..], &boxes].concat()).await.leads_to(&path(&mia));
    ada.follow(answer).await.is(200).says("Saved.");
    let user = house.user(&mia).await;
    assert_eq!((user.language.as_str(), user.timezone.as_str()), ("de", "Asia/Tokyo"));
    assert_eq!((user.theme.as_str(), user.density.as_str()), ("dark", "compact"));
    assert!(!user.shortcuts && !user.email_notifications);
    assert_eq!(user.updated_by, Some(house.ada().id));
    // What the form does not have stays as it is, and what is saved already leaves no event.
    ada.post(&path(&mia), &[("version", &user.version.to_string()), ("theme", "dark")]).await.is(303);
    assert_eq!(house.user(&mia).await.version, user.version);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.preferences").count(), 1);
    let page = ada.get("/audit").await.is(200).says("Preferences changed: Mia Okafor").says("Time zone Asia/Tokyo");
    page.says("Notifications by e-mail Yes No");
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn each_field_is_for_whom_it_is_open_and_the_others_are_shown() {
    let house = House::new().await;
    let (mia, mias) = (house.mia(), path(&house.mia()));
    let read = |fields: &[&'static str]| permission("users", "read", json!({}), fields);
    let update = |fields: &[&'static str]| permission("users", "update", json!({}), fields);
    for (n, permissions, status) in [
        (0, vec![], 404),
        (1, vec![read(&["*"])], 403),
        // What is not seen is not changed either.
        (2, vec![read(&["first_name"]), update(&["theme"])], 403),
        (3, vec![read(&["first_name", "language", "theme"]), update(&["language", "theme"])], 200),
    ] {
        let role = house.role(&format!("Role {n}"), &permissions).await;
        let tess = house.add(&format!("tess{n}@acme.example"), ("Tess", "Tran"), Status::Active, Some(role)).await;
        let browser = house.browser_of(&tess).await;
        browser.get(&mias).await.is(status);
        let version = house.user(&mia).await.version.to_string();
        let answer = browser.post(&mias, &[("version", &version), ("theme", "dark")]).await;
        answer.is(if status == 200 { 303 } else { status });
        if status == 404 {
            continue;
        }
        let profile = browser.get(&format!("/users/{}", mia.id)).await.is(200);
        assert_eq!(profile.body.contains(&mias), status == 200, "{n}");
    }
    let tess = house
        .browser_of(
            &house
                .add(
                    "tess4@acme.example",
                    ("Tess", "Tran"),
                    Status::Active,
                    Some(
                        house
                            .role("Last", &[read(&["first_name", "language", "theme", "density"]), update(&["language", "shortcuts"])])
                            .await,
                    ),
                )
                .await,
        )
        .await;
    let page = tess.get(&mias).await.is(200).says("Theme Dark").says("Density of lists Comfortable").never_says("Time zone");
    assert!(page.body.contains("name=\"language\"") && !page.body.contains("name=\"theme\""));
    let version = page.input("version");
    let before = house.user(&mia).await;
    for (field, value) in [("theme", "light"), ("timezone", "UTC"), ("email_notifications", "off"), ("shortcuts", "off")] {
        tess.post(&mias, &[("version", version.as_str()), ("language", "de"), (field, value)]).await.is(403);
    }
    assert_eq!(house.user(&mia).await.version, before.version);
    tess.post(&mias, &[("version", version.as_str()), ("language", "de")]).await.leads_to(&mias);
    assert_eq!(house.user(&mia).await.language, "de");
    // A rule that leads out of reach: only those who read English are theirs.
    let own = house.browser_of(&mia).await;
    own.post("/account/preferences", &[("version", "1"), ("email_notifications", "off")]).await.is(403);
    let page = own.get("/account/preferences").await.is(200).says("Benachrichtigungen per E-Mail Ja");
    assert!(!page.body.contains("name=\"email_notifications\""), "members see that, and cannot change it");
}

#[tokio::test]
async fn nobody_is_moved_out_of_reach() {
    let house = House::new().await;
    let english = json!({"language": {"_eq": "en"}});
    let tess =
        house.tess(&[permission("users", "read", json!({}), &["*"]), permission("users", "update", english, &["language", "theme"])]).await;
    house.app.db.run(sql!("UPDATE users SET language = 'en' WHERE id = $1", house.mia().id)).await.expect("written");
    let (tess, mias) = (house.browser_of(&tess).await, path(&house.mia()));
    let version = version(&tess, &mias).await;
    tess.post(&mias, &[("version", version.as_str()), ("language", "de")]).await.is(409).says("out of your reach");
    tess.post(&mias, &[("version", version.as_str()), ("theme", "dark")]).await.is(303);
    assert_eq!(house.user(&house.mia()).await.language, "en");
}

#[tokio::test]
async fn one_s_own_are_at_one_s_own_account_and_programs_have_none() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&path(&house.ada())).await.leads_to("/account/preferences");
    let fields = [("name", "Sync"), ("owner", "ada@acme.example"), ("role", "")];
    let home = ada.post("/users/new/service", &fields).await.is(303).location();
    ada.get(&format!("{home}/preferences")).await.is(404);
    ada.post(&format!("{home}/preferences"), &[("version", "1"), ("theme", "dark")]).await.is(404);
    assert!(!ada.get(&home).await.is(200).body.contains(&format!("{home}/preferences")), "nor are they led there");
    let saved = prefer(&ada, &[("email_notifications", "off")]).await.leads_to("/account/preferences");
    ada.follow(saved).await.says("Saved.");
    assert!(!house.user(&house.ada()).await.email_notifications);
}

#[tokio::test]
async fn the_second_to_save_sees_both_values() {
    let house = House::new().await;
    let (ada, bo, mia) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await, house.browser_of(&house.mia()).await);
    let mias = path(&house.mia());
    let (hers, his, own) = (version(&ada, &mias).await, version(&bo, &mias).await, version(&mia, "/account/preferences").await);
    ada.post(&mias, &[("version", &hers), ("timezone", "Europe/Berlin"), ("theme", "dark"), ("shortcuts", "off")]).await.is(303);
    let fields = [("version", his.as_str()), ("timezone", "Lisbon"), ("theme", "dark"), ("shortcuts", "off"), ("shortcuts", "on")];
    let page = bo.post(&mias, &fields).await.is(409).says("Ada Abara changed this record");
    page.clone().says("Time zone is now “Europe/Berlin”").says("Keyboard shortcuts of one letter is now “No”").never_says("Theme is now");
    assert_eq!(page.input("timezone"), "Lisbon", "what he typed stays");
    assert!(page.body.contains("id=\"timezone-e\""), "beside its field");
    let again = [("version", page.input("version")), ("timezone", "Lisbon".into())];
    bo.post(&mias, &again.each_ref().map(|(name, value)| (*name, value.as_str()))).await.is(303);
    assert_eq!(house.user(&house.mia()).await.timezone, "Europe/Lisbon");
    // The same on one's own page.
    let page = mia.post("/account/preferences", &[("version", &own), ("timezone", "")]).await.is(409);
    page.says("Time zone is now “Europe/Lisbon”");
    assert_eq!(house.user(&house.mia()).await.timezone, "Europe/Lisbon");
}

#[tokio::test]
async fn a_zone_is_typed_and_what_is_none_stays_beside_its_error() {
    let house = House::new().await;
    let (ada, mias) = (house.browser_of(&house.ada()).await, path(&house.mia()));
    for form in [mias.as_str(), "/account/preferences"] {
        let page = ada.get(form).await.is(200).says("Left empty: Default (Europe/Oslo)");
        let listed = page.find("<option value=\"America/New_York\">([^<]+)</option>").expect("in the list");
        assert!(["America/New York, UTC-05:00", "America/New York, UTC-04:00"].contains(&listed.as_str()), "{listed}");
        assert!(page.body.contains("list=\"zones\""));
        let version = page.input("version");
        for wrong in ["Mars/Olympus", "<b>Oslo", "Europe", "../../etc/passwd"] {
            let page = ada.post(form, &[("version", version.as_str()), ("timezone", wrong), ("density", "compact")]).await.is(422);
            let page = page.says("Choose a time zone from the list");
            assert!(page.body.contains("id=\"timezone-e\"") && page.body.contains("aria-describedby=\"timezone-h timezone-e\""));
            assert!(page.find("name=\"timezone\" value=\"([^\"]*)\"").is_some_and(|kept| kept.ends_with(&wrong[wrong.len() - 4..])));
            assert!(page.body.contains("name=\"density\" value=\"compact\" checked"), "the rest of what was typed stays too");
        }
        for (typed, kept) in [("new york", "America/New_York"), ("Europe/Oslo, UTC+01:00", "Europe/Oslo"), ("", "")] {
            let version = self::version(&ada, form).await;
            ada.post(form, &[("version", version.as_str()), ("timezone", typed)]).await.is(303);
            assert_eq!(ada.get(form).await.input("timezone"), kept);
        }
    }
}
