//! Pages: a total order whatever the column, forwards and backwards, without a row lost or shown twice.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rolecall::sql;
use rolecall::users::Status;

use super::names;
use crate::browser::{Answer, Browser};
use crate::house::House;

/// A page has 25 rows: with the three that are there, three pages and a last one that is exactly full.
const ADDED: usize = 72;

/// People with few names, roles, statuses and moments, so that every column has ties.
async fn crowd(house: &House) {
    let people = house.people();
    let roles = [Some(people.member), None, Some(people.administrator)];
    for n in 0..ADDED {
        let status = [Status::Active, Status::Suspended, Status::Draft][n % 3];
        house
            .add(
                &format!("user{n:03}@acme.example"),
                (["Kim", "Åse", ""][n / 5 % 3], ["Lee", "Lund", "Zu"][n / 2 % 3]),
                status,
                roles[n / 7 % 3],
            )
            .await;
    }
    let (now, ada) = (house.now(), house.ada().id);
    for (n, days) in [(0, 0), (1, 1), (2, 400)] {
        let at = now - chrono::TimeDelta::days(days);
        house
            .app
            .db
            // Not Ada, who is seen while she reads: she must not leave a list halfway.
            .run(sql!("UPDATE users SET last_seen_at = $1, created_at = $1 WHERE length(search_text) % 3 = $2 AND id <> $3", at, n, ada))
            .await
            .expect("written");
    }
}

fn ids(page: &Answer) -> Vec<String> {
    page.find_all(r#"<tr id="u-([^"]+)">"#)
}

fn way(page: &Answer, rel: &str) -> Option<String> {
    page.find(&format!(r#"rel="{rel}" href="([^"]+)""#))
}

async fn walk(ada: &Browser, from: &str) -> Vec<Vec<String>> {
    let mut page = ada.follow(ada.get(from).await).await.is(200);
    let mut forwards = vec![ids(&page)];
    assert_eq!(way(&page, "prev"), None, "{from}");
    while let Some(next) = way(&page, "next") {
        page = ada.get(&next).await.is(200);
        forwards.push(ids(&page));
        assert!(forwards.len() < 20, "{from} does not end");
    }
    let mut backwards = vec![ids(&page)];
    while let Some(previous) = way(&page, "prev") {
        page = ada.get(&previous).await.is(200);
        backwards.insert(0, ids(&page));
        assert!(backwards.len() < 20, "{from} does not begin");
    }
    assert_eq!(forwards, backwards, "{from}");
    forwards
}

#[tokio::test]
async fn every_order_shows_everyone_once_forwards_and_backwards() {
    let house = House::new().await;
    crowd(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    // What is a moment ago must not move while the list is read.
    let mut everyone = house.texts(sql!("SELECT email FROM users ORDER BY email_key")).await;
    everyone.sort();
    for column in ["name", "email", "status", "role", "last_seen", "created"] {
        let up = walk(&ada, &format!("/users?sort={column}&per=25")).await;
        let down = walk(&ada, &format!("/users?sort=-{column}&per=25")).await;
        assert_eq!(up.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 25], "{column}");
        let (up, mut down) = (up.concat(), down.concat());
        let mut unique = up.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ADDED + 3, "{column}: everyone once");
        down.reverse();
        if column != "last_seen" {
            assert_eq!(up, down, "{column}: Z to A is A to Z turned round");
        }
    }
    assert_eq!(everyone.len(), ADDED + 3);
}

#[tokio::test]
async fn a_filtered_list_walks_as_well() {
    let house = House::new().await;
    crowd(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    for query in ["status=draft", "role=none", "q=user0", "q=e", "status=active,suspended", "seen=gt90d"] {
        for sort in ["name", "-status", "role"] {
            let pages = walk(&ada, &format!("/users?{query}&sort={sort}&per=25")).await;
            let mut all = pages.concat();
            let n = all.len();
            all.sort();
            all.dedup();
            assert!(n > 10 && all.len() == n, "{query} {sort}: {n}");
        }
    }
}

#[tokio::test]
async fn the_last_page_that_is_exactly_full_has_no_next() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for n in 0..22 {
        house.add(&format!("user{n:02}@acme.example"), ("Kim", "Lee"), Status::Active, None).await;
    }
    let page = ada.get("/users?per=25").await.is(200).says("Users 1–25 of 25");
    assert_eq!((way(&page, "next"), way(&page, "prev"), names(&page).len()), (None, None, 25));
    house.add("one.more@acme.example", ("Zoe", "Zz"), Status::Active, None).await;
    let page = ada.get("/users?per=25").await.is(200).says("Users 1–25 of 26");
    let page = ada.get(&way(&page, "next").expect("a second page")).await.is(200).says("Users 26–26 of 26");
    assert_eq!((names(&page), way(&page, "next")), (vec!["Zoe Zz".to_owned()], None));
    ada.get(&way(&page, "prev").expect("a way back")).await.is(200).says("Users 1–25 of 26");
}

#[tokio::test]
async fn a_list_that_is_not_counted_says_its_number_on_the_last_page() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for n in 0..26 {
        house.add(&format!("user{n:02}@acme.example"), ("Kim", "Lee"), Status::Active, None).await;
    }
    // Two letters: counting would mean reading everything.
    let page = ada.get("/users?q=ki&per=25").await.is(200).says("Users 1–25").never_says("of 26");
    ada.get(&way(&page, "next").expect("a second page")).await.is(200).says("Users 26–26 of 26");
}

#[tokio::test]
async fn whatever_narrows_or_sorts_starts_on_the_first_page() {
    let house = House::new().await;
    crowd(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let first = ada.get("/users?per=25").await.is(200);
    let second = ada.get(&way(&first, "next").expect("more")).await.is(200);
    let links = second.find_all(r#"href="(/users\?[^"]+)""#);
    let elsewhere: Vec<_> = links.iter().filter(|link| link.contains("after=") || link.contains("before=")).collect();
    let pager: Vec<_> = ["prev", "next"].iter().filter_map(|rel| way(&second, rel)).collect();
    assert!(elsewhere.iter().all(|link| pager.contains(link)), "{elsewhere:?}");
    for form in second.find_all(r#"(?s)(<form [^>]*action="/users".*?</form>)"#) {
        assert!(!form.contains("name=\"after\"") && !form.contains("name=\"n\""), "a search or filter goes on from the old place");
    }
    assert!(links.iter().any(|link| link.contains("per=25")), "rows per page are kept");
}

#[tokio::test]
async fn places_that_are_no_places_are_refused() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let encode = |text: &str| {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
    };
    let id = house.mia().id;
    for wrong in [
        "x".to_owned(),
        "%00".into(),
        encode("null"),
        encode("{}"),
        encode(&format!("[[\"a\",\"b\",\"c\"],\"{id}\"]")),
        encode(&format!("[[\"a\\u0000\"],\"{id}\"]")),
        encode("[[\"a\"],\"nobody\"]"),
        "A".repeat(7000),
    ] {
        ada.get(&format!("/users?after={wrong}")).await.is(400);
        ada.get(&format!("/users?before={wrong}")).await.is(400);
    }
    // Of another order: no fault, whatever is shown.
    for sort in ["name", "email", "status", "role", "last_seen", "created"] {
        for keys in ["[]", "[\"a\"]", "[\"\",\"\"]", "[\"2026-01-01T00:00:00Z\"]", "[\"archived\",\"'; --\"]"] {
            let place = encode(&format!("[{keys},\"{id}\"]"));
            let status = ada.follow(ada.get(&format!("/users?sort={sort}&after={place}")).await).await.status;
            assert!([200, 400].contains(&status), "{sort} {keys}: {status}");
        }
    }
    ada.get("/users?after=x&before=x").await.is(400);
}

#[tokio::test]
async fn a_place_of_a_year_that_never_was_is_the_first_page() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for moment in ["-4800-01-01T00:00:00Z", "-262000-01-01T00:00:00Z", "+262000-01-01T00:00:00Z", "never"] {
        let place = URL_SAFE_NO_PAD.encode(serde_json::json!([[moment], uuid::Uuid::nil()]).to_string());
        for sort in ["last_seen", "-last_seen", "created", "-created"] {
            ada.get(&format!("/users?sort={sort}&after={place}")).await.is(200).says("Mia Okafor");
        }
    }
}
