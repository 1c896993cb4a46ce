//! Codes are guessed slowly: counted for the account, whatever its password did, and never forgiven but by a right one.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::sql;

use super::{mia_with_phone, next_code, pending, post_code, post_recovery};
use crate::browser::Browser;
use crate::house::House;

/// Behind a proxy, so that a test can come from anywhere: it is the account that is guarded.
async fn anywhere() -> House {
    House::with(|config| config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().expect("an address").into()]).await
}

async fn guess(browser: &Browser, n: usize, code: &str) -> crate::browser::Answer {
    browser.post("/sign-in/code", &[("code", code)]).header("x-forwarded-for", &format!("192.0.2.{}", n % 250)).await
}

async fn codes_counted(house: &House) -> i64 {
    house.number(sql!("SELECT CAST(coalesce(sum(n), 0) AS bigint) FROM throttles WHERE bucket LIKE 'code/%'")).await
}

/// As if so many had been wrong, a moment ago.
async fn after(house: &House, failures: i64) {
    let bucket = format!("code/{}", house.mia().id);
    let row = sql!("INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, $2, $3, $3)", bucket, failures, house.now());
    house.app.db.run(row).await.expect("written");
}

#[tokio::test]
async fn five_are_free_and_from_the_third_it_says_how_many_are_left() {
    let house = anywhere().await;
    let (_, phone, _) = mia_with_phone(&house).await;
    let browser = pending(&house, &house.mia()).await;
    let wrong = phone.wrong(house.now());
    for (n, says) in [(0, "this one is wrong"), (1, "this one is wrong"), (2, "2 tries left"), (3, "1 try left"), (4, "this one is wrong")]
    {
        let page = guess(&browser, n, &wrong).await.is(422).says(says);
        assert_eq!(page.text().contains("left"), (2..4).contains(&n), "{n}");
        assert!(!page.body.contains(&wrong), "a code is not drawn again");
    }
    house.app.clock.advance(TimeDelta::seconds(-60));
    // The right one too: nobody looks at it.
    let answer = guess(&browser, 5, &phone.code(house.now())).await.is(429).says("Too many tries");
    assert!((1..=61).contains(&answer.header("retry-after").parse::<i64>().expect("seconds")));
    house.app.clock.advance(TimeDelta::minutes(3));
    guess(&browser, 6, &phone.code(house.now())).await.leads_to("/");
    assert_eq!(codes_counted(&house).await, 0, "a right one wipes them out");
    let outcomes = house.texts(sql!("SELECT outcome FROM attempts ORDER BY id")).await;
    assert_eq!(outcomes, ["ok", "pending", "code", "code", "code", "code", "code", "throttled", "ok"]);
}

#[tokio::test]
async fn a_right_password_forgives_no_code_and_a_wrong_code_no_password() {
    let house = anywhere().await;
    let (_, phone, _) = mia_with_phone(&house).await;
    for n in 0..5 {
        let browser = pending(&house, &house.mia()).await;
        guess(&browser, n, &phone.wrong(house.now())).await.is(422);
        assert_eq!(codes_counted(&house).await, i64::try_from(n).expect("few") + 1);
    }
    house.app.clock.advance(TimeDelta::seconds(-60));
    let browser = pending(&house, &house.mia()).await;
    guess(&browser, 5, &phone.code(house.now())).await.is(429);
    // Nor does a new password by a link, which does not get past it either.
    let (_, link) = rolecall::credentials::recovery_link(&house.app, "mia@acme.example").await.expect("made");
    let link = link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    let reset = house.browser();
    reset.get(&link).await.is(200);
    reset.post(&link, &[("password", "my own long sentence")]).await.is(200).says("Your password is changed");
    assert_eq!(codes_counted(&house).await, 5);
    browser.get("/sign-in/code").await.leads_to("/sign-in");
    reset.get("/sign-in").await.is(200);
    reset.post("/sign-in", &[("email", "mia@acme.example"), ("password", "my own long sentence")]).await.leads_to("/sign-in/code");
    reset.get("/account").await.leads_to("/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn after_a_hundred_in_a_row_no_code_helps_and_whoever_removes_it_does() {
    let house = anywhere().await;
    let (_, phone, codes) = mia_with_phone(&house).await;
    after(&house, 99).await;
    let browser = pending(&house, &house.mia()).await;
    guess(&browser, 0, &phone.wrong(house.now())).await.is(422);
    house.app.clock.advance(TimeDelta::days(400));
    let browser = pending(&house, &house.mia()).await;
    guess(&browser, 1, &phone.code(house.now())).await.is(429).says("Ask an administrator");
    post_recovery(&browser, &codes[0]).await.is(429);
    assert_eq!(house.status_of(&house.mia()).await, "active");
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/users/{}/two-factor", house.mia().id)).await.is(200);
    ada.post(&format!("/users/{}/two-factor", house.mia().id), &[("reason", "")]).await.is(303);
    let mia = house.browser_of(&house.mia()).await;
    let (phone, _) = super::enrol(&house, &mia).await;
    post_code(&pending(&house, &house.mia()).await, &next_code(&house, &phone)).await.is(303);
}

#[tokio::test]
async fn of_two_hundred_wrong_codes_at_once_five_are_looked_at() {
    let house = anywhere().await;
    let (_, phone, codes) = mia_with_phone(&house).await;
    let browser = pending(&house, &house.mia()).await;
    let (wrong, started) = (phone.wrong(house.now()), std::time::Instant::now());
    let answers = join_all((0..200).map(async |n| guess(&browser.copy(), n, &wrong).await.status)).await;
    // 5, and one more for each wait that has run out meanwhile: 1, 2, 4 … seconds.
    let (mut allowed, mut waited) = (5, 0);
    while waited + (1 << (allowed - 5)) <= started.elapsed().as_secs() {
        waited += 1 << (allowed - 5);
        allowed += 1;
    }
    let looked_at = answers.iter().filter(|status| **status == 422).count();
    assert!((5..=allowed).contains(&looked_at), "{looked_at} of at most {allowed}: {answers:?}");
    assert!(answers.iter().all(|status| [422, 429].contains(status)), "{answers:?}");
    house.app.clock.advance(TimeDelta::minutes(16));
    let browser = pending(&house, &house.mia()).await;
    post_recovery(&browser, &codes[0]).await.is(303);
}

#[tokio::test]
async fn a_source_that_fails_everywhere_learns_nothing_and_uses_up_no_code() {
    let house = House::new().await;
    let (_, phone, codes) = mia_with_phone(&house).await;
    let browser = pending(&house, &house.mia()).await;
    let eve = house.browser();
    eve.get("/sign-in").await.is(200);
    for n in 0..20 {
        eve.post("/sign-in", &[("email", &format!("guess{n}@acme.example")), ("password", "incorrect horse battery")]).await.is(422);
    }
    let code = next_code(&house, &phone);
    for typed in [&code, &phone.wrong(house.now())] {
        post_code(&browser, typed).await.is(429);
    }
    post_recovery(&browser, &codes[0]).await.is(429);
    assert_eq!(codes_counted(&house).await, 0, "what was not answered is no failure of its account");
    house.app.clock.advance(TimeDelta::minutes(10));
    let browser = pending(&house, &house.mia()).await;
    post_recovery(&browser, &codes[0]).await.is(303);
}

/// A flow is no quicker for whoever knows no password: everything about the second step comes after it.
#[tokio::test]
async fn who_has_a_second_factor_is_told_to_nobody_without_the_password() {
    let house = House::new().await;
    let plain = house.add_member("plain@acme.example", ("Plain", "")).await;
    mia_with_phone(&house).await;
    let answer = async |email: &str| {
        let browser = house.browser();
        browser.get("/sign-in").await.is(200);
        let answer = browser.post("/sign-in", &[("email", email), ("password", "incorrect horse battery staple")]).await;
        (answer.status, answer.cookies().len(), answer.text().replace(email, ""))
    };
    assert_eq!(answer("mia@acme.example").await, answer(&plain.email).await);
    assert_eq!(answer("mia@acme.example").await, answer("nobody@acme.example").await);
}
