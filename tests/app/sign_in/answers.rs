//! Who gets in, and that everybody else is told the same.

use chrono::TimeDelta;
use regex::Regex;
use rolecall::sql;
use rolecall::users::Status;

use super::try_in;
use crate::browser::Answer;
use crate::house::{House, PASSWORD};

/// Everything a browser gets, but for what is new on every page and the address that was typed.
fn shape(answer: &Answer, email: &str) -> (u16, Vec<(String, String)>, String) {
    let mut headers: Vec<(String, String)> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "content-length", "set-cookie"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()))
        .collect();
    headers.sort();
    let cookies = answer.cookies().len();
    headers.push(("set-cookie".into(), cookies.to_string()));
    let masked = Regex::new(r#"name="csrf" value="[^"]+""#).expect("a pattern").replace_all(&answer.body, "").into_owned();
    (answer.status, headers, masked.replace(email, "…"))
}

#[tokio::test]
async fn the_right_password_opens_the_directory_or_ones_own_account() {
    let house = House::new().await;
    for (person, home) in [(house.ada(), "/users"), (house.mia(), "/account")] {
        let browser = house.browser();
        let answer = try_in(&browser, &person.email, PASSWORD).await.leads_to("/");
        assert_eq!(browser.follow(answer).await.is(200).find(r#"<a class="brand" href="([^"]+)""#).as_deref(), Some("/"));
        browser.get("/").await.leads_to(home);
        browser.get("/sign-in").await.leads_to("/");
    }
}

#[tokio::test]
async fn an_address_may_be_typed_in_any_way_that_is_the_same_address() {
    let house = House::new().await;
    house.add_member("josé@bücher.example", ("José", "")).await;
    for typed in ["JOSÉ@bücher.example", " jose\u{301}@BÜCHER.example ", "josé@xn--bcher-kva.example"] {
        try_in(&house.browser(), typed, PASSWORD).await.leads_to("/");
    }
    for other in ["jose@bücher.example", "josé@bucher.example"] {
        try_in(&house.browser(), other, PASSWORD).await.is(422);
    }
}

#[tokio::test]
async fn every_refusal_is_the_same_for_those_outside() {
    let house = House::new().await;
    let member = Some(house.people().member);
    house.add("sven@acme.example", ("Sven", "Berg"), Status::Suspended, member).await;
    house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, member).await;
    house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, member).await;
    house.add("ines@acme.example", ("Ines", "Sol"), Status::Invited, member).await;
    house.add("nora@acme.example", ("Nora", "Lie"), Status::Active, None).await;
    for (email, change) in [
        ("paul@acme.example", "password_hash = NULL"),
        ("rosa@acme.example", "role_id = (SELECT id FROM roles WHERE built_in = 'public')"),
        ("sera@acme.example", "kind = 'service'"),
    ] {
        let person = house.add_member(email, ("Some", "One")).await;
        assert!(!person.id.is_nil());
        house.force(&format!("UPDATE users SET {change} WHERE email_key = '{email}'")).await.expect("written");
    }
    let ended = house.add_member("ends@acme.example", ("End", "Ed")).await;
    let yesterday = house.now() - TimeDelta::days(1);
    house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", ended.id, yesterday)).await.expect("written");
    let unknown = shape(&try_in(&house.browser(), "nobody@acme.example", PASSWORD).await, "nobody@acme.example");
    assert_eq!(unknown.0, 422);
    for (email, password) in [
        ("ada@acme.example", "correct horse battery stable"),
        ("sven@acme.example", PASSWORD),
        ("arno@acme.example", PASSWORD),
        ("dana@acme.example", PASSWORD),
        ("ines@acme.example", PASSWORD),
        ("nora@acme.example", PASSWORD),
        ("paul@acme.example", PASSWORD),
        ("rosa@acme.example", PASSWORD),
        ("sera@acme.example", PASSWORD),
        ("ends@acme.example", PASSWORD),
        ("not-an-address", PASSWORD),
    ] {
        assert_eq!(shape(&try_in(&house.browser(), email, password).await, email), unknown, "{email}");
    }
    let outcomes = house.texts(sql!("SELECT outcome FROM attempts ORDER BY at, id")).await;
    assert_eq!(
        outcomes,
        ["password", "password", "status", "status", "status", "password", "role", "password", "role", "status", "status", "password"]
    );
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions")).await, 0);
}

#[tokio::test]
async fn a_refusal_keeps_the_address_and_never_the_password() {
    let house = House::new().await;
    let page = try_in(&house.browser(), "ada@acme.example", "not the password at all").await.is(422);
    assert_eq!(page.input("email"), "ada@acme.example");
    page.says("E-mail or password is wrong").never_says("not the password at all");
}

#[tokio::test]
async fn a_password_is_taken_as_it_was_typed() {
    let house = House::new().await;
    for wrong in [
        format!(" {PASSWORD}"),
        format!("{PASSWORD} "),
        PASSWORD.to_uppercase(),
        PASSWORD[..20].to_owned(),
        String::new(),
        "x".repeat(5_000),
    ] {
        try_in(&house.browser(), "mia@acme.example", &wrong).await;
    }
    house.app.clock.advance(TimeDelta::hours(1));
    try_in(&house.browser(), "mia@acme.example", PASSWORD).await.leads_to("/");
}

#[tokio::test]
async fn the_way_on_after_signing_in_is_only_ever_ours() {
    let house = House::new().await;
    for (next, leads_to) in [
        ("/users?status=invited", "/users?status=invited"),
        ("/audit", "/audit"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("https://id.acme.example/users", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/%09/evil.example", "/%09/evil.example"),
        ("/sign-out", "/"),
        ("/.//evil.example", "/"),
    ] {
        let ada = house.browser();
        let page =
            ada.get(&format!("/sign-in?next={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>())).await.is(200);
        assert!(!page.input("next").contains("evil.example") || next.contains("%09"), "{next}");
        // What a page did not offer can still be posted.
        let fields = [("email", "ada@acme.example"), ("password", PASSWORD), ("next", next)];
        match ada.post("/sign-in", &fields).await {
            answer if next.contains('\t') => assert!(answer.status == 400 || answer.location() == leads_to, "{next:?}"),
            answer => drop(answer.leads_to(leads_to)),
        }
    }
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_and_back() {
    let house = House::new().await;
    let browser = house.browser();
    browser.get("/users?status=active&sort=-name").await.leads_to("/sign-in?next=%2Fusers%3Fstatus%3Dactive%26sort%3D%2Dname");
    let page = browser.get("/sign-in?next=%2Fusers%3Fstatus%3Dactive%26sort%3D%2Dname").await.is(200);
    let next = page.input("next");
    let fields = [("email", "ada@acme.example"), ("password", PASSWORD), ("next", next.as_str())];
    browser.post("/sign-in", &fields).await.leads_to("/users?status=active&sort=-name");
}

#[tokio::test]
async fn what_is_no_address_is_nobodys_and_is_not_kept() {
    let house = House::new().await;
    let slipped = "My own Long password that slipped";
    for typed in [slipped, "mi\u{212a}a@acme.example", "k\u{131}m@acme.example"] {
        try_in(&house.browser(), typed, PASSWORD).await.is(422);
    }
    let kim = house.add_member("kim@acme.example", ("Kim", "Ek")).await;
    try_in(&house.browser(), "\u{212a}im@acme.example", PASSWORD).await.is(422);
    try_in(&house.browser(), &kim.email, PASSWORD).await.leads_to("/");
    let kept = house.texts(rolecall::sql!("SELECT email_key FROM attempts UNION ALL SELECT bucket FROM throttles")).await;
    assert!(kept.iter().all(|text| !text.to_lowercase().contains("slipped") && !text.contains("im@acme.example\u{0}")), "{kept:?}");
}
