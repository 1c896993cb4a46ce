//! Requests that do not come from our own pages, for this browser, change nothing: on signing in and out too.

use rolecall::sql;

use crate::browser::Browser;
use crate::house::{House, PASSWORD};

/// One way to forge, as headers and the token; every form refuses it.
type Forge = (&'static str, fn(&Browser, &str, &[(&str, &str)], &str) -> futures_util::future::BoxFuture<'static, u16>);

macro_rules! forges {
    ($($name:literal => |$request:ident, $other:ident| $change:expr),* $(,)?) => {
        &[$(($name, |browser, path, fields, other| {
            let (browser, path, $other) = (browser.copy(), path.to_owned(), other.to_owned());
            let fields: Vec<(String, String)> = fields.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
            Box::pin(async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                let _ = &$other;
                let $request = browser.post(&path, &fields);
                $change.await.status
            })
        })),*]
    };
}

const FORGES: &[Forge] = forges! {
    "no token" => |request, other| request.without_csrf(),
    "nonsense for a token" => |request, other| request.without_csrf().header("x-csrf-token", "AAAA"),
    "the token of another session" => |request, other| request.without_csrf().header("x-csrf-token", &other),
    "from another site" => |request, other| request.header("sec-fetch-site", "cross-site"),
    "from another host of ours" => |request, other| request.header("sec-fetch-site", "same-site"),
    "typed into the address bar" => |request, other| request.header("sec-fetch-site", "none"),
    "an old browser on another site" => |request, other| request.without("sec-fetch-site").header("origin", "https://evil.example"),
    "an old browser, origin hidden" => |request, other| request.without("sec-fetch-site").header("origin", "null"),
    "an old browser, almost our origin" => |request, other| request.without("sec-fetch-site").header("origin", "https://id.acme.example.evil.example"),
    "an old browser, our host on plain http" => |request, other| request.without("sec-fetch-site").header("origin", "http://id.acme.example"),
    "neither header" => |request, other| request.without("sec-fetch-site").without("origin"),
};

#[tokio::test]
async fn a_forged_form_changes_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let bo = house.browser_of(&house.bo()).await;
    let eve = house.browser();
    eve.get("/sign-in").await.is(200);
    let mia = house.mia();
    let status = format!("/users/{}/status", mia.id);
    let before = house.actions().await.len();
    for (name, forge) in FORGES {
        assert_eq!(forge(&ada, &status, &[("status", "suspended")], &bo.csrf()).await, 403, "{name}");
        assert_eq!(forge(&ada, "/users/new", &[("email", "new@acme.example")], &bo.csrf()).await, 403, "{name}");
        assert_eq!(forge(&ada, "/sign-out", &[], &bo.csrf()).await, 403, "{name}");
        assert_eq!(forge(&eve, "/sign-in", &[("email", "ada@acme.example"), ("password", PASSWORD)], &ada.csrf()).await, 403, "{name}");
    }
    assert_eq!(house.actions().await.len(), before);
    assert_eq!(house.number(sql!("SELECT count(*) FROM attempts WHERE outcome <> 'ok'")).await, 0, "nothing was even tried");
    ada.get("/users").await.is(200);
}

#[tokio::test]
async fn our_own_forms_pass_with_either_header() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (status, token) = (format!("/users/{}/status", house.mia().id), ada.csrf());
    ada.post(&status, &[("status", "suspended")]).without("origin").await.is(303);
    ada.post(&status, &[("status", "active")]).without("sec-fetch-site").await.is(303);
    ada.post(&status, &[("status", "suspended")]).without_csrf().header("x-csrf-token", &token).await.is(303);
}

#[tokio::test]
async fn the_token_of_before_signing_in_is_of_no_use_after_it() {
    let house = House::new().await;
    let ada = house.browser();
    ada.get("/sign-in").await.is(200);
    let old = ada.csrf();
    ada.post("/sign-in", &[("email", "ada@acme.example"), ("password", PASSWORD)]).await.is(303);
    let status = format!("/users/{}/status", house.mia().id);
    ada.post(&status, &[("status", "suspended"), ("csrf", &old)]).await.is(403);
    assert_eq!(house.status_of(&house.mia()).await, "active");
}
