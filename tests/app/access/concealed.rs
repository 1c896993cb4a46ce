//! Whatever is done to somebody, it is told in what the one who does it may see of them.

use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{Permission, permission};
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

/// Everyone, with these fields.
fn everyone(action: &'static str, fields: &[&'static str]) -> Permission {
    permission("users", action, json!({}), fields)
}

/// Somebody known by nothing but an address, and somebody with a name.
async fn hidden(house: &House, status: Status) -> [Person; 2] {
    let member = Some(house.people().member);
    let nameless = house.add(&format!("{}.cloaked@acme.example", status.name()), ("", ""), status, member).await;
    let named = house.add(&format!("{}.namely@acme.example", status.name()), ("Quincy", "Namely"), status, member).await;
    [nameless, named]
}

/// The page behind an answer names nobody, but by the first digits of the key.
async fn unnamed(browser: &Browser, answer: Answer, person: &Person) -> Answer {
    let page = browser.follow(answer).await.says(&person.id.to_string()[28..]);
    page.never_says("cloaked").never_says("namely").never_says("Namely").never_says("Quincy")
}

#[tokio::test]
async fn what_is_done_to_somebody_unnamed_is_told_without_a_name() {
    let house = House::new().await;
    let tess = house
        .tess(&[
            everyone("read", &["status", "role", "grants"]),
            everyone("update", &["status", "role", "grants", "password"]),
            permission("roles", "read", json!({}), &["name"]),
        ])
        .await;
    let tess = house.browser_of(&tess).await;
    let member = house.people().member.to_string();
    for person in hidden(&house, Status::Active).await {
        let at = format!("/users/{}", person.id);
        let post = async |path: &str, fields: &[(&str, &str)]| tess.post(&format!("{at}/{path}"), fields).await;
        let page = tess.get(&format!("{at}/status")).await.is(200);
        unnamed(&tess, page, &person).await;
        for status in ["suspended", "active"] {
            unnamed(&tess, post("status", &[("status", status)]).await.is(303), &person).await;
        }
        let refused = post("status", &[("status", "invited")]).await.is(409);
        unnamed(&tess, refused, &person).await;
        tess.get("/users").await.is(200);
        let swap = tess.post(&format!("{at}/status"), &[("status", "suspended"), ("back", "/users")]).swap().await.is(200);
        unnamed(&tess, swap, &person).await;
        unnamed(&tess, post("status", &[("status", "active")]).await.is(303), &person).await;
        unnamed(&tess, post("role", &[("role", "none")]).await.is(303), &person).await;
        unnamed(&tess, post("role", &[("role", &member)]).await.is(303), &person).await;
        unnamed(&tess, post("grants", &[("act", "add"), ("role", &member)]).await.is(303), &person).await;
        unnamed(&tess, post("grants", &[("act", "add"), ("role", &member)]).await.is(422).says("already"), &person).await;
        let access = tess.get(&format!("{at}/access")).await.is(200);
        let grant = access.find("name=\"id\" value=\"([^\"]+)\"").expect("a grant to end");
        unnamed(&tess, access, &person).await;
        unnamed(&tess, post("grants", &[("act", "end"), ("id", &grant)]).await.is(303), &person).await;
        let ask = tess.get(&format!("{at}/password")).await.is(200);
        unnamed(&tess, ask, &person).await;
        let handed = post("password", &[]).await.is(200).says("Temporary password");
        unnamed(&tess, handed, &person).await;
        let users = format!("/roles/{member}/users");
        let id = person.id.to_string();
        let removed = tess.post(&users, &[("act", "remove"), ("id", &id)]).await.is(303);
        unnamed(&tess, removed, &person).await;
    }
}

#[tokio::test]
async fn somebody_unnamed_is_invited_and_deleted_without_a_name() {
    let house = House::new().await;
    let tess = house
        .tess(&[
            everyone("read", &["status"]),
            everyone("delete", &[]),
            permission("invitations", "create", json!({}), &["*"]),
            permission("invitations", "update", json!({}), &["*"]),
            permission("invitations", "delete", json!({}), &[]),
        ])
        .await;
    let tess = house.browser_of(&tess).await;
    for person in hidden(&house, Status::Draft).await {
        let at = format!("/users/{}", person.id);
        for (act, status) in [("send", 303), ("link", 200), ("cancel", 303)] {
            let answer = tess.post(&format!("{at}/invitation"), &[("act", act)]).await.is(status);
            unnamed(&tess, answer, &person).await;
        }
        // It is confirmed by what they are called here: an address that is not shown is not asked for.
        let form = tess.get(&format!("{at}/delete")).await.is(200);
        unnamed(&tess, form, &person).await.never_says("e-mail address");
        for guess in ["x", person.email.as_str()] {
            let refused = tess.post(&format!("{at}/delete"), &[("confirm", guess)]).await.is(422);
            let text = refused.text();
            assert!(!text.contains("cloaked") && !text.contains("Namely"), "{text}");
        }
        let key = format!("…{}", &person.id.to_string()[28..]);
        let gone = tess.post(&format!("{at}/delete"), &[("confirm", &key)]).await.is(303);
        unnamed(&tess, gone, &person).await;
    }
}

#[tokio::test]
async fn whoever_makes_somebody_they_do_not_see_is_given_the_password_and_no_way_there() {
    let house = House::new().await;
    let tess = house.tess(&[everyone("create", &["*"])]).await;
    let tess = house.browser_of(&tess).await;
    tess.get("/users/new").await.is(200);
    let form = [("email", "ines@acme.example"), ("first_name", "Ines"), ("temporary", "on")];
    let page = tess.post("/users/new", &form).await.is(200).says("Temporary password").never_says("Ines");
    assert_eq!(house.number(rolecall::sql!("SELECT count(*) FROM users WHERE email = 'ines@acme.example' AND status = 'active'")).await, 1);
    assert!(!page.body.contains("href=\"/users/"), "nowhere to go");
}

#[tokio::test]
async fn a_detail_that_is_not_shown_is_not_guessed_by_the_form() {
    let house = House::new().await;
    let mia = house.mia();
    let typed = rolecall::users::Typed { phone: Some("+1 212-555-0199".into()), title: Some("Sailor".into()), ..Default::default() };
    house.describe(&mia, typed).await;
    let reads = ["first_name", "last_name", "title"];
    for updates in [&["title"][..], &["title", "phone"][..]] {
        let role = house.role(&format!("Guesser {}", updates.len()), &[everyone("read", &reads), everyone("update", updates)]).await;
        let guesser = house.add(&format!("g{}@acme.example", updates.len()), ("Gus", "Guess"), Status::Active, Some(role)).await;
        let guesser = house.browser_of(&guesser).await;
        let form = guesser.get(&format!("/users/{}/details", mia.id)).await.is(200);
        let version = form.input("version");
        for guess in ["+1 212-555-0199", "+1 212-555-0100"] {
            let fields = [("version", version.as_str()), ("title", "Sailor"), ("phone", guess)];
            guesser.post(&format!("/users/{}/details", mia.id), &fields).await.is(403).says("Phone");
        }
        guesser.post(&format!("/users/{}/details", mia.id), &[("version", &version), ("title", "Sailor")]).await.is(303);
    }
    assert_eq!(house.user(&mia).await.phone, "+1 212-555-0199");
}

#[tokio::test]
async fn an_address_that_is_not_shown_leads_to_nobody() {
    let house = House::new().await;
    let secret = house.role("SecretRoleName", &[]).await;
    let tessa = house.add("taken@acme.example", ("Tessa", "Taken"), Status::Draft, Some(secret)).await;
    let reads = ["first_name", "last_name", "status"];
    let makes = [everyone("create", &["*"]), permission("invitations", "create", json!({}), &["*"])];
    let tess = house.tess(&[&[everyone("read", &reads)], &makes[..]].concat()).await;
    let role = house.user(&tess).await.role_id.expect("a role");
    let browser = house.browser_of(&tess).await;
    browser.get("/users/new").await.is(200);
    let page = browser.post("/users/new", &[("email", "taken@acme.example")]).await.is(422).never_says("Tessa");
    assert!(!page.body.contains(&tessa.id.to_string()));
    let invite = async || {
        let (key, role) = (Uuid::now_v7().to_string(), house.people().member.to_string());
        let form = [
            ("emails", "taken@acme.example, other@acme.example"),
            ("role", &role),
            ("language", "en"),
            ("days", "7"),
            ("form_key", &key),
            ("act", "check"),
        ];
        browser.post("/users/invite", &form).await.is(200)
    };
    let page = invite().await.says("Address in use").never_says("Tessa").never_says("SecretRoleName");
    assert!(!page.body.contains(&tessa.id.to_string()));
    // With the address they are known, but not yet by their role.
    house.permit(role, everyone("read", &["email"])).await;
    browser.post("/users/new", &[("email", "taken@acme.example")]).await.is(422).says("Tessa");
    invite().await.never_says("Address in use").never_says("SecretRoleName");
    house.permit(role, everyone("read", &["role"])).await;
    invite().await.says("SecretRoleName");
}
