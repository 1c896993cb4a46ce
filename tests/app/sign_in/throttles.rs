//! Guessing is slow: per account, whether it exists or not, and per source; and never locks the owner out for good.

use std::time::Instant;

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::sql;

use super::{attempts, try_in};
use crate::house::{House, PASSWORD};
use crate::invitations::{invite, join};

const WRONG: &str = "incorrect horse battery staple";

/// Behind a proxy, so that a test can come from anywhere.
async fn anywhere() -> House {
    House::with(|config| config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().expect("an address").into()]).await
}

#[tokio::test]
async fn five_tries_are_free_for_an_account_that_exists_and_for_one_that_does_not() {
    let house = anywhere().await;
    for email in ["mia@acme.example", "nobody@acme.example"] {
        let browser = house.browser();
        browser.get("/sign-in").await.is(200);
        let mut answers = Vec::new();
        // From another place each time: it is the account that is guarded.
        for n in 0..8 {
            if n == 5 {
                let waits = sql!("SELECT count(*) FROM throttles WHERE bucket = $1 AND blocked_until > since", format!("password/{email}"));
                assert_eq!(house.number(waits).await, 1, "{email}: the fifth is the last free one");
                // However slow this machine is: the wait is not over.
                house.app.clock.advance(TimeDelta::seconds(-60));
            }
            let fields = [("email", email), ("password", WRONG)];
            answers.push(browser.post("/sign-in", &fields).header("x-forwarded-for", &format!("192.0.2.{n}")).await);
        }
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429, 429], "{email}");
        let wait: i64 = answers[5].header("retry-after").parse().expect("seconds");
        assert!((1..=61).contains(&wait), "{wait}");
        answers.remove(5).says("Too many tries");
    }
}

#[tokio::test]
async fn waits_grow_and_end_and_the_right_password_wipes_them_out() {
    let house = anywhere().await;
    let browser = house.browser();
    for n in 0..9 {
        house.app.clock.advance(TimeDelta::minutes(15));
        try_in(&browser, "mia@acme.example", WRONG).await;
        if n >= 5 {
            house.app.clock.advance(TimeDelta::seconds(-60));
            try_in(&browser, "MIA@acme.example", PASSWORD).await.is(429).says("Too many tries");
        }
    }
    assert_eq!(attempts(&house, "ok").await, 0);
    house.app.clock.advance(TimeDelta::minutes(15));
    try_in(&browser, "mia@acme.example", PASSWORD).await.leads_to("/");
    let elsewhere = house.browser();
    for _ in 0..5 {
        try_in(&elsewhere, "mia@acme.example", WRONG).await.is(422);
    }
}

#[tokio::test]
async fn after_a_hundred_in_a_row_only_a_new_password_helps() {
    let house = anywhere().await;
    house
        .app
        .db
        .run(sql!("INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ('password/mia@acme.example', 99, $1, $1)", house.now()))
        .await
        .expect("written");
    let browser = house.browser();
    try_in(&browser, "mia@acme.example", WRONG).await.is(422);
    house.app.clock.advance(TimeDelta::days(400));
    try_in(&browser, "mia@acme.example", PASSWORD).await.is(429);
    assert_eq!(house.status_of(&house.mia()).await, "active", "the account itself is not touched");
}

#[tokio::test]
async fn a_new_password_is_the_end_of_that_however_it_came_to_be() {
    let house = anywhere().await;
    let ada = house.browser_of(&house.ada()).await;
    let lock = async |email: &str| {
        let bucket = format!("password/{email}");
        let end = house.now() + TimeDelta::days(36_500);
        let row = sql!(
            "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, 100, $2, $3)
             ON CONFLICT (bucket) DO UPDATE SET n = 100, blocked_until = excluded.blocked_until",
            bucket,
            house.now(),
            end
        );
        house.app.db.run(row).await.expect("written");
        try_in(&house.browser(), email, PASSWORD).await.is(429);
    };
    let path = |link: String| link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    let (mia, own) = ("mia@acme.example", "a sentence of my own making");
    // From an administrator.
    lock(mia).await;
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    let browser = house.browser();
    try_in(&browser, mia, &temporary).await.leads_to("/");
    // Chosen in place of that one, while others went on guessing.
    lock(mia).await;
    browser.get("/account/password").await.is(200);
    browser.post("/account/password", &[("password", own)]).await.leads_to("/account");
    try_in(&house.browser(), mia, own).await.leads_to("/");
    // By a link.
    lock(mia).await;
    let reset = path(rolecall::credentials::recovery_link(&house.app, mia).await.expect("made").1);
    let browser = house.browser();
    browser.get(&reset).await.is(200);
    browser.post(&reset, &[("password", "another sentence altogether")]).await.is(200);
    try_in(&house.browser(), mia, "another sentence altogether").await.leads_to("/");
    // By accepting, and by being created, where there was nobody to guess at.
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    lock("ines@north.example").await;
    join(&house.browser(), &link).await.is(303);
    try_in(&house.browser(), "ines@north.example", "my own long sentence").await.leads_to("/");
    lock("kim@north.example").await;
    let page = ada
        .post("/users/new", &[("email", "kim@north.example"), ("temporary", "on"), ("role", &house.people().member.to_string())])
        .await
        .is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    try_in(&house.browser(), "kim@north.example", &temporary).await.leads_to("/");
}

#[tokio::test]
async fn of_two_hundred_wrong_passwords_at_once_five_are_looked_at() {
    let house = anywhere().await;
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    let (browser, started) = (&browser, Instant::now());
    let answers = join_all((0..200).map(async |n| {
        let fields = [("email", "ada@acme.example"), ("password", WRONG)];
        browser.post("/sign-in", &fields).header("x-forwarded-for", &format!("198.51.100.{n}")).await.status
    }))
    .await;
    // 5, and one more for each wait that has run out meanwhile: 1, 2, 4 … seconds.
    let mut allowed = 5;
    let mut waited = 0;
    while waited + (1 << (allowed - 5)) <= started.elapsed().as_secs() {
        waited += 1 << (allowed - 5);
        allowed += 1;
    }
    let looked_at = attempts(&house, "password").await;
    assert!((5..=allowed).contains(&looked_at), "{looked_at} of at most {allowed}");
    assert_eq!(i64::try_from(answers.iter().filter(|status| **status == 422).count()), Ok(looked_at));
    assert!(answers.iter().all(|status| [422, 429].contains(status)), "{answers:?}");
    assert_eq!(house.status_of(&house.ada()).await, "active");
    house.app.clock.advance(TimeDelta::minutes(16));
    try_in(browser, "ada@acme.example", PASSWORD).await.leads_to("/");
}

#[tokio::test]
async fn right_passwords_at_once_lock_nobody() {
    let house = House::new().await;
    let browsers = join_all((0..12).map(async |_| {
        let browser = house.browser();
        browser.get("/sign-in").await.is(200);
        browser
    }))
    .await;
    let fields = [("email", "mia@acme.example"), ("password", PASSWORD)];
    let answers = join_all(browsers.iter().map(async |browser| browser.post("/sign-in", &fields).await.status)).await;
    assert!(answers.contains(&303), "{answers:?}");
    house.app.clock.advance(TimeDelta::minutes(1));
    try_in(&house.browser(), "mia@acme.example", PASSWORD).await.leads_to("/");
}

#[tokio::test]
async fn a_source_that_fails_everywhere_has_to_wait_and_others_do_not() {
    let house = anywhere().await;
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    let from = async |n: usize, source: &str, password: &str| {
        let email = if password == PASSWORD { "mia@acme.example".to_owned() } else { format!("guess{n}@acme.example") };
        browser.copy().post("/sign-in", &[("email", &email), ("password", password)]).header("x-forwarded-for", source).await.status
    };
    for n in 0..20 {
        assert_eq!(from(n, "2001:db8:1:2::1", WRONG).await, 422, "{n}");
    }
    assert_eq!(from(20, "2001:db8:1:2:ffff::2", WRONG).await, 429, "the same customer");
    assert_eq!(from(20, "2001:db8:1:2::1", PASSWORD).await, 429);
    assert_eq!(from(20, "2001:db8:1:3::1", PASSWORD).await, 303, "the neighbour");
    house.app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(from(21, "2001:db8:1:2::1", WRONG).await, 422);
}

#[tokio::test]
async fn an_office_behind_one_address_signs_in_and_a_locked_colleague_stops_nobody() {
    let house = House::new().await;
    let mut emails = Vec::new();
    for n in 0..25 {
        emails.push(house.add_member(&format!("user{n}@acme.example"), ("User", &n.to_string())).await.email);
    }
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    let sign_in =
        async |email: &str, password: &str| browser.copy().post("/sign-in", &[("email", email), ("password", password)]).await.status;
    let answers = join_all(emails.iter().map(|email| sign_in(email, PASSWORD))).await;
    assert!(answers.iter().all(|status| *status == 303), "{answers:?}");
    // The account waits; whoever goes on trying it takes nothing from the others.
    house.app.clock.advance(TimeDelta::minutes(2));
    for _ in 0..5 {
        assert_eq!(sign_in("mia@acme.example", WRONG).await, 422);
    }
    house.app.clock.advance(TimeDelta::seconds(-60));
    for _ in 0..40 {
        assert_eq!(sign_in("mia@acme.example", WRONG).await, 429);
    }
    let failures = sql!("SELECT n FROM throttles WHERE bucket = 'source/127.0.0.1'");
    assert_eq!(house.number(failures).await, 5);
    assert_eq!(sign_in("bo@acme.example", PASSWORD).await, 303);
}

#[tokio::test]
async fn of_fifty_guesses_at_once_from_one_source_twenty_are_answered() {
    let house = House::new().await;
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    let browser = &browser;
    let guess = async |n: usize| {
        // The right password is among them: beyond the limit it looks like any other.
        let (email, password) = if n == 49 { ("mia@acme.example".into(), PASSWORD) } else { (format!("guess{n}@acme.example"), WRONG) };
        browser.copy().post("/sign-in", &[("email", &email), ("password", password)]).await.status
    };
    let answers = join_all((0..49).map(guess)).await;
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 20, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 429).count(), 29, "{answers:?}");
    assert_eq!(guess(49).await, 429);
    assert_eq!(attempts(&house, "password").await, 20);
    let charged = sql!("SELECT count(*) FROM throttles WHERE bucket LIKE 'password/%' AND n > 0");
    assert_eq!(house.number(charged).await, 20, "what was not answered is no failure of its account");
}

#[tokio::test]
async fn a_flood_of_refused_attempts_writes_nothing() {
    let house = anywhere().await;
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    let from = async |source: &str, email: &str| {
        browser.post("/sign-in", &[("email", email), ("password", WRONG)]).header("x-forwarded-for", source).await.status
    };
    for n in 0..5 {
        assert_eq!(from(&format!("192.0.2.{n}"), "mia@acme.example").await, 422);
    }
    house
        .app
        .db
        .run(sql!("UPDATE throttles SET blocked_until = '2999-01-01T00:00:00Z' WHERE bucket = 'password/mia@acme.example'"))
        .await
        .expect("written");
    for n in 0..20 {
        assert_eq!(from("198.51.100.1", &format!("guess{n}@acme.example")).await, 422);
    }
    assert_eq!(from("192.0.2.9", "mia@acme.example").await, 429);
    assert_eq!(attempts(&house, "throttled").await, 1, "a profile shows that somebody was refused");
    let rows = async || house.number(sql!("SELECT (SELECT count(*) FROM attempts) + (SELECT CAST(sum(n) AS bigint) FROM throttles)")).await;
    let before = rows().await;
    // Nobody else may write meanwhile, and nobody has to.
    let held = house.app.db.write().await.expect("a turn");
    for _ in 0..30 {
        assert_eq!(from("192.0.2.9", "mia@acme.example").await, 429, "refused by its account");
        assert_eq!(from("198.51.100.1", "guess@acme.example").await, 429, "refused by its source");
    }
    drop(held);
    assert_eq!(rows().await, before);
}
