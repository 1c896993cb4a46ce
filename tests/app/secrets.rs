//! One-time secrets, each tried in every way that must fail. The code of set-up has its tests in `setup`.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::credentials::recovery_link;
use rolecall::sql;
use rolecall::users::Status;

use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD, Person};
use crate::invitations::invite;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Invitation,
    Reset,
}

const KINDS: [Kind; 2] = [Kind::Invitation, Kind::Reset];

/// A link of that kind, and whose it is.
async fn make(house: &House, ada: &Browser, kind: Kind, n: usize) -> (String, Person) {
    let email = format!("user{n}.{kind:?}@north.example").to_lowercase();
    match kind {
        Kind::Invitation => {
            let link = invite(ada, house, &email).await.remove(0);
            let user = rolecall::users::store::find_by_email(&house.app.db, &email).await.expect("read").expect("invited");
            (link, Person { id: user.id, email, name: String::new() })
        }
        Kind::Reset => {
            let person = house.add_member(&email, ("Some", "One")).await;
            let (_, link) = recovery_link(&house.app, &email).await.expect("made");
            (link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned(), person)
        }
    }
}

async fn spend(browser: &Browser, link: &str, password: &str) -> Answer {
    let names: &[(&str, &str)] = if link.starts_with("/accept/") { &[("first_name", "Ines")] } else { &[] };
    browser.post(link, &[names, &[("password", password)]].concat()).await
}

/// Whether it did what it is for.
fn worked(answer: &Answer) -> bool {
    answer.status == 303 || (answer.status == 200 && answer.text().contains("Your password is changed"))
}

/// Somebody with a form token.
async fn visitor(house: &House) -> Browser {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser
}

async fn passwords(house: &House) -> Vec<String> {
    house.texts(sql!("SELECT coalesce(password_hash, '') FROM users ORDER BY id")).await
}

#[tokio::test]
async fn a_secret_works_once_for_its_own_purpose() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (n, kind) in KINDS.into_iter().enumerate() {
        let (link, person) = make(&house, &ada, kind, n).await;
        let token = link.rsplit('/').next().expect("a token").to_owned();
        let browser = visitor(&house).await;
        let before = passwords(&house).await;
        // For another purpose, cut short, made longer, bent, in other letters.
        let other = if kind == Kind::Invitation { "reset" } else { "accept" };
        let own = if kind == Kind::Invitation { "accept" } else { "reset" };
        let mut bent = token.clone();
        bent.replace_range(20..21, if &token[20..21] == "A" { "B" } else { "A" });
        for wrong in [
            format!("/{other}/{token}"),
            format!("/{own}/{}", &token[..42]),
            format!("/{own}/{token}A"),
            format!("/{own}/{bent}"),
            format!("/{own}/{}", token.to_lowercase()),
        ] {
            let answer = spend(&browser, &wrong, "my own long sentence").await;
            assert!([404, 410].contains(&answer.status), "{kind:?} {wrong}: {}", answer.status);
        }
        assert_eq!(passwords(&house).await, before, "{kind:?}: nothing has happened");
        let shown = browser.get(&link).await.is(200);
        assert_eq!((shown.header("cache-control"), shown.header("referrer-policy")), ("no-store", "no-referrer"), "{kind:?}");
        assert!(worked(&spend(&browser, &link, "my own long sentence").await), "{kind:?}");
        let after = passwords(&house).await;
        let again = visitor(&house).await;
        again.get(&link).await.is(410);
        spend(&again, &link, "another long sentence").await.is(410);
        assert_eq!(passwords(&house).await, after, "{kind:?}: not twice");
        let signs_in = visitor(&house).await;
        signs_in.post("/sign-in", &[("email", &person.email), ("password", "my own long sentence")]).await.leads_to("/");
    }
}

#[tokio::test]
async fn of_fifty_at_once_one_spends_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (n, kind) in KINDS.into_iter().enumerate() {
        let (link, _) = make(&house, &ada, kind, n).await;
        let browser = visitor(&house).await;
        let windows: Vec<_> = (0..50).map(|_| browser.copy()).collect();
        let answers = join_all(windows.iter().map(|window| spend(window, &link, "my own long sentence"))).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(answers.iter().filter(|answer| worked(answer)).count(), 1, "{kind:?}: {statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 410).count(), 49, "{kind:?}: {statuses:?}");
    }
}

#[tokio::test]
async fn nothing_that_has_expired_works_and_no_sweep_is_needed() {
    let house = House::new().await;
    for (n, (kind, lasts)) in [(Kind::Invitation, TimeDelta::days(7)), (Kind::Reset, TimeDelta::minutes(60))].into_iter().enumerate() {
        let ada = house.browser_of(&house.ada()).await;
        let (link, _) = make(&house, &ada, kind, n).await;
        let browser = visitor(&house).await;
        house.app.clock.advance(lasts - TimeDelta::minutes(5));
        browser.get(&link).await.is(200);
        house.app.clock.advance(TimeDelta::minutes(5));
        browser.get(&link).await.is(410);
        spend(&browser, &link, "my own long sentence").await.is(410);
        assert_eq!(
            house
                .number(sql!("SELECT count(*) FROM links WHERE ended_at IS NULL AND purpose = $1", format!("{kind:?}").to_lowercase()))
                .await,
            1
        );
        house.force("DELETE FROM links").await.expect("forgotten");
    }
}

#[tokio::test]
async fn a_change_of_status_or_password_kills_every_link() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mut n = 0;
    for kind in KINDS {
        for what in ["archived", "archived and restored", "temporary password", "deleted"] {
            n += 1;
            let (link, person) = make(&house, &ada, kind, n).await;
            let (status, profile) = (house.status_of(&person).await, format!("/users/{}", person.id));
            let to = async |to: &str| drop(ada.post(&format!("{profile}/status"), &[("status", to)]).await.is(303));
            match what {
                "archived" => to("archived").await,
                "temporary password" => drop(ada.post(&format!("{profile}/password"), &[]).await.is(200)),
                "deleted" => {
                    to("archived").await;
                    ada.post(&format!("{profile}/delete"), &[("confirm", &person.email)]).await.is(303);
                }
                _ => {
                    to("archived").await;
                    to(&status).await;
                }
            }
            let before = passwords(&house).await;
            let browser = visitor(&house).await;
            let dead = if what == "deleted" && kind == Kind::Invitation { 404 } else { 410 };
            browser.get(&link).await.is(dead);
            spend(&browser, &link, "my own long sentence").await.is(dead);
            assert_eq!(passwords(&house).await, before, "{kind:?} {what}");
        }
    }
    // A suspension that is over does not bring a reset back either; nor does signing in with a link out leave it open.
    let (link, person) = make(&house, &ada, Kind::Reset, 100).await;
    for to in ["suspended", "active"] {
        ada.post(&format!("/users/{}/status", person.id), &[("status", to)]).await.is(303);
    }
    visitor(&house).await.get(&link).await.is(410);
}

#[tokio::test]
async fn a_newer_reset_replaces_the_older_and_a_sign_in_ends_both() {
    let house = House::new().await;
    let mia = house.mia();
    let path = |link: String| link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    let first = path(recovery_link(&house.app, &mia.email).await.expect("made").1);
    let second = path(recovery_link(&house.app, &mia.email).await.expect("made").1);
    let browser = visitor(&house).await;
    browser.get(&first).await.is(410);
    browser.get(&second).await.is(200);
    house.browser_of(&mia).await;
    browser.get(&second).await.is(410);
}

#[tokio::test]
async fn a_reset_ends_all_sessions_signs_nobody_in_and_keeps_the_rules() {
    let house = House::new().await;
    let (mia, desk) = (house.mia(), house.browser_of(&house.mia()).await);
    let (_, link) = recovery_link(&house.app, &mia.email).await.expect("made");
    let link = link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    let browser = visitor(&house).await;
    for (password, says) in
        [("short", "Use at least 15"), ("aaaaaaaaaaaaaaaaaaa", "repeats or counts"), ("Acme-Acme-Acme-2026", "made of your name")]
    {
        browser.post(&link, &[("password", password)]).await.is(422).says(says);
    }
    browser.post(&link, &[("password", "mia.okafor-2026-Okafor")]).await.is(422).says("made of your name");
    desk.get("/account").await.is(200);
    browser.post(&link, &[("password", "my own long sentence")]).await.is(200).says("Your password is changed");
    browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    desk.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    let signs_in = visitor(&house).await;
    signs_in.post("/sign-in", &[("email", &mia.email), ("password", PASSWORD)]).await.is(422);
    signs_in.post("/sign-in", &[("email", &mia.email), ("password", "my own long sentence")]).await.leads_to("/");
}

#[tokio::test]
async fn only_active_people_get_a_reset() {
    let house = House::new().await;
    for status in Status::ALL {
        let email = format!("{}@north.example", status.name());
        house.add(&email, (status.name(), ""), status, Some(house.people().member)).await;
        assert_eq!(recovery_link(&house.app, &email).await.is_ok(), status == Status::Active, "{status:?}");
    }
    assert!(recovery_link(&house.app, "nobody@north.example").await.is_err());
}
