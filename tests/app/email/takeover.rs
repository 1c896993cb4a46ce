//! Nobody takes over somebody who has more than they: not by giving them an address of one's own and asking for a new password there.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::{address_of, desk, kim, newest_to, post, refused, waiting};
use crate::access::permission;
use crate::browser::Browser;
use crate::house::{House, PUBLIC_URL, Person};

const MINE: &str = "mallory@evil.example";

async fn forgot(house: &House, email: &str) {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/forgot-password", &[("email", email)]).await.is(200);
}

/// The whole attack on somebody, by each way.
async fn attack(house: &House, tess: &Browser, victim: &Person, why: &str) {
    for act in ["change", "ask"] {
        refused(tess, post(tess, victim, act, MINE).await, why).await;
        forgot(house, MINE).await;
        assert_eq!(address_of(house, victim).await, victim.email, "{act}");
    }
    assert!(waiting(house).await.is_empty());
    assert!(house.mails().await.iter().all(|mail| !mail.to.contains("evil.example")));
}

#[tokio::test]
async fn an_administrator_is_not_taken_over_by_whoever_changes_addresses() {
    let house = House::new().await;
    let tess = house.browser_of(&desk(&house).await).await;
    attack(&house, &tess, &house.ada(), "Only an administrator can do this to an administrator").await;
    // Nor while she sleeps: drafts, invited and suspended ones count as what they would be.
    let administrator = Some(house.people().administrator);
    for status in [Status::Draft, Status::Invited, Status::Suspended, Status::Archived] {
        let name = format!("{}@acme.example", status.name());
        let person = house.add(&name, (status.name(), "Admin"), status, administrator).await;
        refused(&tess, post(&tess, &person, "change", MINE).await, "Only an administrator").await;
        assert_eq!(address_of(&house, &person).await, person.email);
    }
}

#[tokio::test]
async fn nor_is_somebody_whose_rights_come_from_elsewhere() {
    let house = House::new().await;
    let tess = house.browser_of(&desk(&house).await).await;
    let kim = kim(&house).await;
    let auditor = house.role("Auditor", &[permission("audit", "read", json!({}), &["*"])]).await;
    let sam = house.add("sam@acme.example", ("Sam", "Sol"), Status::Active, Some(auditor)).await;
    attack(&house, &tess, &sam, "This user has a right that you do not have").await;
    let ada = house.browser_of(&house.ada()).await;
    let grant = [("act", "add"), ("role", &auditor.to_string()), ("until", ""), ("reason", "")];
    ada.post(&format!("/users/{}/grants", kim.id), &grant).await.is(303);
    attack(&house, &tess, &kim, "This user has a right that you do not have").await;
}

#[tokio::test]
async fn a_link_asked_for_before_they_rose_opens_nothing_to_who_has_it() {
    let house = House::new().await;
    let (desk, mia) = (desk(&house).await, house.mia());
    let tess = house.browser_of(&desk).await;
    post(&tess, &mia, "ask", MINE).await.is(303);
    let link = newest_to(&house, MINE).await;
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", mia.id, house.people().administrator)).await.expect("written");
    tess.get(&link).await.is(403);
    tess.post(&link, &[]).await.is(403);
    forgot(&house, MINE).await;
    assert_eq!(address_of(&house, &mia).await, mia.email);
    // And by now it is not Tess's to renew or to take back.
    for act in ["again", "cancel", "change"] {
        refused(&tess, post(&tess, &mia, act, "mallory2@evil.example").await, "Only an administrator").await;
    }
}

#[tokio::test]
async fn links_name_the_configured_address_whatever_a_request_claims() {
    for (n, (name, value)) in
        [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("forwarded", "for=192.0.2.1;host=evil.example;proto=http")]
            .into_iter()
            .enumerate()
    {
        let house = House::with(|config| {
            config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().expect("an address").into()];
        })
        .await;
        let kim = kim(&house).await;
        let browser = house.browser_of(&kim).await;
        let email = format!("kim{n}@north.example");
        let answer = browser.post("/account/email", &[("act", "ask"), ("email", &email)]).header(name, value).await;
        answer.leads_to("/account/email");
        let link = newest_to(&house, &email).await;
        let away = house.browser().get(&link).header(name, value).await.is(303);
        assert!(away.location().starts_with("/sign-in?next=%2Femail%2F"), "{}", away.location());
        browser.post(&link, &[]).header(name, value).await.leads_to("/account");
        let mails = house.mails().await;
        assert_eq!(mails.len(), 3);
        for mail in mails {
            assert!(!mail.raw.contains("evil.example") && mail.text.contains(&format!("{PUBLIC_URL}/")), "{name}: {}", mail.raw);
        }
    }
}
