//! What the log says, and what it never does.

use std::fs::File;

use super::Home;
use super::browser::Browser;
use super::serving::serve_logging_to;
use crate::phone::Phone;

const OWN: &str = "my own long sentence";

/// Every secret that a browser has been given so far: its cookie as it is sent and as it is meant, and the token of its forms.
fn secrets(browser: &Browser) -> Vec<String> {
    let cookie = browser.cookie("rolecall").expect("a cookie");
    let plain = percent_encoding::percent_decode_str(&cookie).decode_utf8().expect("text").into_owned();
    vec![plain[plain.len() - 43..].to_owned(), cookie, plain, browser.csrf()]
}

fn token(link: &str) -> String {
    link.trim().rsplit('/').next().expect("a token").to_owned()
}

/// Invites somebody; the path of the link.
async fn invite(ada: &Browser, email: &str, role: &str) -> String {
    let key = ada.get("/users/invite").await.is(200).input("form_key");
    let fields = [("emails", email), ("role", role), ("language", "en"), ("days", "7"), ("form_key", &key), ("act", "send")];
    let page = ada.post("/users/invite", &fields).await.is(200);
    page.find(r#"data-copy-text="https?://[^/"]+(/accept/[\w-]+)""#).expect("a link")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_tells_what_happened_and_never_a_secret() {
    let home = Home::new().with("ROLECALL_LOG", "debug,rolecall=trace");
    let log = home.folder().join("log");
    let password = home.run(&["admin", "create", "--email", "ada@acme.example", "--name", "Ada Abara"]);
    let password = password.out.lines().find_map(|line| line.strip_prefix("Password: ")).expect("printed").to_owned();
    let (home, served) = serve_logging_to(home, File::create(&log).expect("a file").into());
    // The public address is the default one, whatever port is served.
    let browser = || Browser::new(served.address, &format!("http://{}", served.address));
    let mut canaries = vec![password.clone(), OWN.to_owned()];

    let ada = browser();
    ada.get("/sign-in").await.is(200);
    canaries.extend(secrets(&ada));
    canaries.push("the wrong one of a tired evening".into());
    ada.post("/sign-in", &[("email", "ada@acme.example"), ("password", canaries.last().expect("one"))]).await.is(422);
    ada.post("/sign-in", &[("email", "ada@acme.example"), ("password", &password)]).await.leads_to("/");
    // Administrators set up a second factor first.
    let page = ada.get("/account/two-factor").await.is(200);
    let phone = Phone::scan(&page.body);
    let page = ada.post("/account/two-factor", &[("code", &phone.code(chrono::Utc::now()))]).await.is(200);
    let codes = page.find_all("<li>([0-9A-Z-]{19})</li>");
    assert_eq!(codes.len(), 10);
    canaries.extend(codes.into_iter().chain([phone.key()]));
    let page = ada.get("/users/invite").await.is(200);
    canaries.extend(secrets(&ada));
    let link = invite(&ada, "ines@north.example", &page.find(r#"<option value="([0-9a-f-]{36})" selected"#).unwrap_or_default()).await;
    canaries.push(token(&link));

    let me = ada.get("/account/security").await.is(200).find("/users/([0-9a-f-]{36})/tokens/new").expect("a link");
    let made = ada.post(&format!("/users/{me}/tokens"), &[("name", "Robot"), ("may", "read"), ("ends", "30")]).await.is(200);
    let text = made.find(r#"<output id="token">([^<]+)<"#).expect("a token");
    let program = browser();
    for token in [text.clone(), text.to_lowercase(), text[..50].to_owned()] {
        let header = format!("Bearer {token}");
        program.get("/api/users/me").header("authorization", &header).await;
        for path in ["/api/", "/api/users/me?token=", "/", "/users/me?x=", "/users/", "/accept/"].map(|path| format!("{path}{token}")) {
            program.get(&path).header("authorization", &header).await;
        }
    }
    let revoke = ada.get("/account/security").await.is(200).find(r#"href="([^"]+)\?act=revoke""#).expect("a link");
    ada.post(&revoke, &[("act", "revoke")]).await.is(303);
    program.get("/api/users/me").header("authorization", &format!("Bearer {text}")).await.is(401);
    // In whatever letters, and cut off.
    canaries.extend([text[4..40].to_owned(), text[4..40].to_lowercase()]);

    let ines = browser();
    let disguised = link.replacen("accept", "%61ccept", 1);
    for path in
        [&link, &disguised, &format!("{link}?x=1"), &format!("{disguised}?x=1"), &format!("/sign-in?next={link}"), &link.to_uppercase()]
    {
        ines.get(path).await;
    }
    ines.get(&link).await.is(200);
    ines.post(&disguised, &[("first_name", "Ines"), ("password", "too short")]).await;
    canaries.extend(secrets(&ines));
    ines.post(&link, &[("first_name", "Ines"), ("password", OWN)]).await.is(303);
    ines.get("/account").await.is(200);
    canaries.extend(secrets(&ines));
    canaries.push("another sentence altogether".into());
    ines.get("/account/password").await.is(200);
    ines.post("/account/password", &[("present", OWN), ("password", canaries.last().expect("one"))]).await.is(303);
    ines.get("/account").await.is(200);
    canaries.extend(secrets(&ines));

    let member = page.find(r#"<option value="([0-9a-f-]{36})"[^>]*>Member<"#).expect("a role");
    let link = invite(&ada, "mia@acme.example", &member).await;
    let (mia_browser, mia) = (browser(), ada.get("/users?q=mia@").await.is(200).find(r#"href="/users/([0-9a-f-]{36})"#).expect("hers"));
    mia_browser.get(&link).await.is(200);
    mia_browser.post(&link, &[("first_name", "Mia"), ("password", OWN)]).await.is(303);
    mia_browser.get("/roles").await.is(403);
    let reset = home.run(&["admin", "recover", "--email", "ines@north.example"]);
    assert!(!reset.err.contains(&token(&reset.out)), "{}", reset.err);
    let reset = format!("/reset/{}", token(&reset.out));
    canaries.push(token(&reset));
    canaries.push("the fourth sentence of its kind".into());
    let lost = browser();
    for path in [&reset, &reset.replacen("reset", "r%65set", 1)] {
        lost.get(path).await.is(200);
    }
    lost.post(&reset, &[("password", canaries.last().expect("one"))]).await.is(200);
    served.stop();

    let log = std::fs::read_to_string(&log).expect("the log");
    for canary in &canaries {
        assert!(canary.len() > 10, "{canary}");
        let line = log.lines().find(|line| line.contains(canary.as_str()));
        assert!(line.is_none(), "{canary} stands in {line:?}");
    }
    assert!(canaries.len() > 20);
    for (what, who) in [(r#""event":"authz_fail","lacks":"roles.read""#, &mia), (r#""event":"authn_login_fail","outcome":"password""#, &me)]
    {
        assert!(log.contains(&format!(r#"{what},"user":"{who}""#)), "nobody is named: {what}");
    }
    for told in [
        "authn_login_success",
        "authn_login_fail",
        "authn_password_change",
        "authn_token_created",
        "authn_token_revoked",
        "authn_token_reuse",
        "session_created",
        "user_created",
        r#""path":"/accept/""#,
        r#""path":"/reset/""#,
        r#""path":"/""#,
    ] {
        assert!(log.contains(told), "not told: {told}");
    }
}
