//! What every answer says to the browser, and what compression gives away.

use std::io::Read;

use flate2::read::GzDecoder;
use regex::Regex;

use crate::browser::Answer;
use crate::house::House;
use crate::invitations::invite;

const POLICY: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
];

fn is_guarded(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in POLICY {
        assert!(policy.contains(part), "{what}: {part} is not in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(["same-origin", "no-referrer"].contains(&answer.header("referrer-policy")), "{what}");
    assert!(!answer.header("permissions-policy").is_empty() && answer.header("strict-transport-security").contains("max-age="), "{what}");
    assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "HX-Request-Type"), "{what}");
    assert!(answer.headers.get("server").is_none(), "{what}");
    let cached = answer.header("cache-control");
    assert!(["no-store", "private, no-cache", "public, max-age=31536000, immutable"].contains(&cached), "{what}: {cached}");
}

#[tokio::test]
async fn pages_errors_swaps_assets_and_health_are_all_guarded() {
    let house = House::new().await;
    let (ada, mia, eve) = (house.browser_of(&house.ada()).await, house.browser_of(&house.mia()).await, house.browser());
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let page = eve.get("/sign-in").await.is(200);
    let asset = page.find(r#"href="(/static/app[^"]+)""#).expect("a style");
    let too_long = format!("/users?q={}", "x".repeat(9_000));
    for (who, browser) in [("ada", &ada), ("mia", &mia), ("eve", &eve)] {
        for path in [
            "/",
            "/users",
            "/users/new",
            "/users/invite",
            "/account",
            "/account/password",
            "/audit",
            "/sign-in",
            "/setup",
            &link,
            "/accept/x",
            "/reset/x",
            "/nowhere",
            "/users/x",
            "/users?status=x",
            "/users?x=y",
            &asset,
            "/static/nothing.css",
            "/health/live",
            "/health/ready",
            &too_long,
        ] {
            is_guarded(&browser.get(path).await, &format!("{who} {path}"));
            is_guarded(&browser.get(path).swap().await, &format!("{who} {path} as a swap"));
        }
        is_guarded(&browser.request("DELETE", "/users").await, "a wrong method");
        is_guarded(&browser.post("/users/new", &[("email", "x")]).without_csrf().await, "a forged form");
        is_guarded(&browser.post("/users/new", &[("email", &"x".repeat(100_000))]).await, "too large");
    }
}

#[tokio::test]
async fn pages_that_show_a_secret_are_kept_nowhere_and_refer_to_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let temporary = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let created = ada.post("/users/new", &[("email", "kim@north.example"), ("temporary", "on")]).await.is(200);
    let eve = house.browser();
    for (what, answer) in [
        ("an invitation", eve.get(&link).await),
        ("a dead link", eve.get("/accept/x").await),
        ("a reset", eve.get("/reset/x").await),
        ("a temporary password", temporary),
        ("a new user's password", created),
        ("changing the password", ada.get("/account/password").await),
    ] {
        assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "no-referrer"), "{what}");
    }
}

#[tokio::test]
async fn compressed_pages_never_hold_the_same_token_twice() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let found = Regex::new(r#"name="csrf" value="([^"]+)""#).expect("a pattern");
    let mut tokens = Vec::new();
    for _ in 0..5 {
        let answer = ada.get("/users").header("accept-encoding", "gzip").await.is(200);
        assert_eq!(answer.header("content-encoding"), "gzip");
        let mut body = String::new();
        GzDecoder::new(&answer.bytes[..]).read_to_string(&mut body).expect("gzip");
        tokens.extend(found.captures_iter(&body).map(|found| found[1].to_owned()).take(1));
    }
    assert_eq!(tokens.len(), 5);
    let version = house.user(&house.ada()).await.version.to_string();
    for (n, token) in tokens.iter().enumerate() {
        assert!(!tokens[..n].iter().any(|other| other[..40] == token[..40]), "{tokens:?}");
        ada.post("/account/preferences", &[("version", &version), ("theme", "auto"), ("csrf", token)]).await.is(303);
    }
}

#[tokio::test]
async fn assets_are_immutable_small_and_named_by_their_content() {
    let house = House::new().await;
    let page = house.browser().get("/sign-in").await.is(200);
    let mut assets = page.find_all(r##"(?:href|src)="(/static/[^"#]+)"##);
    assets.sort();
    assets.dedup();
    assert!(assets.len() >= 4, "{assets:?}");
    let named = Regex::new(r"^/static/[\w-]+\.[0-9a-f]{16}\.(css|js|svg)$").expect("a pattern");
    for asset in assets {
        assert!(named.is_match(&asset), "{asset}");
        let plain = house.browser().get(&asset).await.is(200);
        let packed = house.browser().get(&asset).header("accept-encoding", "gzip, br").await.is(200);
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert_eq!((packed.header("cache-control"), packed.cookies().len()), ("public, max-age=31536000, immutable", 0));
        let mut body = Vec::new();
        GzDecoder::new(&packed.bytes[..]).read_to_end(&mut body).expect("gzip");
        assert_eq!(body, plain.bytes, "{asset}");
        assert!(packed.bytes.len() < plain.bytes.len());
    }
    for missing in
        ["/static/app.css", "/static/app.0000000000000000.css", "/static/../Cargo.toml", "/static/%2e%2e%2fCargo.toml", "/static/"]
    {
        house.browser().get(missing).await.is(404);
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let house = House::new().await;
    let style = house.browser().get("/sign-in").await.find(r#"href="(/static/app[^"]+css)""#).expect("a style");
    for path in ["/health/live", "/health/ready", "/sign-in", &style] {
        let answer = house.browser().request("HEAD", path).await.is(200);
        assert_eq!(answer.bytes, b"", "{path}");
        assert_eq!(answer.header("content-type"), house.browser().get(path).await.header("content-type"), "{path}");
    }
    house.browser().request("HEAD", "/nowhere").await.is(404);
}

#[tokio::test]
async fn an_error_too_hands_out_the_cookie_that_its_page_counts_on() {
    let house = House::new().await;
    for path in ["/nowhere", "/account", "/users?x=y"] {
        let eve = house.browser();
        let answer = eve.get(path).await;
        assert!(answer.cookies().len() == 1 && eve.cookie(crate::house::COOKIE).is_some(), "{path}: {}", answer.status);
    }
}
