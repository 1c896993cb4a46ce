//! The way in: one header, one place, one answer to everything that is no way in.

use rolecall::crypto::Token;

use super::{json_of, me, tess_with_token};
use crate::browser::Answer;
use crate::house::{COOKIE, House};

/// All that an answer says, but for the number of its request.
fn said(answer: &Answer) -> (u16, serde_json::Value, Vec<(String, String)>) {
    let mut body = json_of(answer);
    assert_eq!(body["request_id"].as_str().map(str::len), Some(36));
    body["request_id"] = serde_json::Value::Null;
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date" && *name != "content-length");
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    (answer.status, body, headers)
}

#[tokio::test]
async fn a_token_opens_the_api_as_often_as_it_is_shown() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    for _ in 0..3 {
        let answer = me(&program, &token).await.is(200);
        assert_eq!(json_of(&answer)["id"], tess.id.to_string());
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/json", "no-store"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.cookies().is_empty());
    }
    let head = program.request("HEAD", "/api/users/me").header("authorization", &format!("bearer  {token} ")).await.is(200);
    assert_eq!((head.header("content-type"), head.body.as_str()), ("application/json", ""));
}

#[tokio::test]
async fn whatever_is_no_token_is_answered_alike() {
    let house = House::new().await;
    let (_, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    let wrong = said(&program.get("/api/users/me").await);
    assert_eq!((wrong.0, wrong.1["status"].as_i64()), (401, Some(401)));
    assert_eq!((&wrong.1["type"], &wrong.1["title"]), (&"about:blank".into(), &"Unauthorized".into()));
    let has = |name: &str, value: &str| wrong.2.contains(&(name.into(), value.into()));
    assert!(has("www-authenticate", "Bearer") && has("content-type", "application/problem+json") && has("cache-control", "no-store"));
    let mut bent = token.clone();
    bent.replace_range(20..21, if &token[20..21] == "A" { "B" } else { "A" });
    for header in [
        format!("Bearer {}", &token[..token.len() - 1]),
        format!("Bearer {token}0"),
        format!("Bearer {bent}"),
        format!("Bearer {}", token.to_lowercase()),
        format!("Bearer {}", token.to_uppercase()),
        format!("Bearer {}", Token::random().expose()),
        format!("Bearer {token}, Bearer {token}"),
        format!("Basic {token}"),
        format!("Bearer{token}"),
        format!("Bearer \"{token}\""),
        token.clone(),
        "Bearer ".to_owned(),
        "Bearer é".to_owned(),
    ] {
        let answer = program.get("/api/users/me").header("authorization", &header).await;
        assert_eq!(said(&answer), wrong, "{header}");
    }
    // In the address, as a cookie, as a field of a form: nobody looks there.
    for path in ["access_token", "token", "authorization"].map(|name| format!("/api/users/me?{name}={token}")) {
        assert_eq!(said(&program.get(&path).await), wrong, "{path}");
    }
    program.set_cookie(COOKIE, &token);
    assert_eq!(said(&program.get("/api/users/me").await), wrong);
}

#[tokio::test]
async fn a_token_does_nothing_on_pages_and_a_session_nothing_for_programs() {
    let house = House::new().await;
    let (_, browser, token) = tess_with_token(&house).await;
    let program = house.browser();
    let header = format!("Bearer {token}");
    for path in ["/account", "/users", "/%61pi/users/me", "/API/users/me"] {
        let answer = program.get(path).header("authorization", &header).await;
        assert!(answer.status == 404 || answer.location().starts_with("/sign-in"), "{path}: {} {}", answer.status, answer.text());
    }
    program.get("/sign-in").await.is(200);
    program.set_cookie(COOKIE, &token);
    program.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    assert_eq!(browser.get("/account").await.status, 200);
    browser.get("/api/users/me").await.is(401);
    house.browser_of(&house.ada()).await.get("/api/users/me").await.is(401);
}

#[tokio::test]
async fn every_error_is_json() {
    let house = House::new().await;
    let (_, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    let header = format!("Bearer {token}");
    let ask = |method: &'static str, path: String| program.request(method, &path).header("authorization", &header);
    for (method, path, status) in [
        ("GET", "/api/nothing".to_owned(), 404),
        ("GET", "/api/".to_owned(), 404),
        ("GET", "/api/users/me/".to_owned(), 404),
        ("POST", "/api/users/me".to_owned(), 405),
        ("DELETE", "/api/users/me".to_owned(), 405),
        ("GET", format!("/api/users/me?{}", "x".repeat(8000)), 400),
    ] {
        let answer = ask(method, path.clone()).await.is(status);
        let body = json_of(&answer);
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/problem+json", "no-store"), "{path}");
        assert_eq!((body["status"].as_u64(), body["title"].as_str().is_some()), (Some(u64::from(status)), true));
        assert!(body["detail"].as_str().expect("words").len() > 20 && body["request_id"].is_string(), "{body}");
        assert_eq!(answer.header("www-authenticate"), "");
        if status == 405 {
            assert_eq!(answer.header("allow"), "GET");
        }
    }
    let german = me(&program, "x").header("accept-language", "de").await.is(401);
    assert!(json_of(&german)["detail"].as_str().expect("words").starts_with("Ein gültiges Token"));
    // Nothing tells strangers which addresses there are.
    program.get("/api/nothing").await.is(401);
}

#[tokio::test]
async fn a_service_account_has_no_address() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/users/new/service").await.is(200);
    let role = house.people().administrator.to_string();
    let fields = [("name", "Sync"), ("owner", "ada@acme.example"), ("role", role.as_str())];
    let robot = ada.post("/users/new/service", &fields).await.is(303).location();
    let id = robot.rsplit('/').next().expect("an id").parse().expect("an id");
    let token = super::make(&ada, id, &super::EVERYTHING).await;
    let answer = super::json_of(&super::me(&house.browser(), &token).await.is(200));
    assert!(answer["email"].is_null() && answer["kind"] == "service", "{answer}");
}

#[tokio::test]
async fn who_tries_many_tokens_waits_and_keeps_nobody_out() {
    let house = House::new().await;
    let (_, _, token) = tess_with_token(&house).await;
    let program = house.browser();
    // A slip is told by the checksum and counts for nothing.
    for _ in 0..30 {
        me(&program, &token[..40]).await.is(401);
    }
    for _ in 0..20 {
        me(&program, Token::random().expose()).await.is(401);
    }
    let refused = me(&program, Token::random().expose()).await.is(429);
    assert_eq!((refused.header("retry-after").is_empty(), json_of(&refused)["status"].as_i64()), (false, Some(429)));
    me(&program, &token).await.is(200);
    house.app.clock.advance(chrono::TimeDelta::minutes(10));
    me(&program, Token::random().expose()).await.is(401);
}
