//! The page of mail settings: who writes, a test with the server's own words, and a look at each kind of mail.

use chrono::TimeDelta;
use rolecall::config::{MailUrl, Security};
use rolecall::mail::Kind;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::House;
use crate::mail_server::{At, Mood, Server};

async fn save(browser: &Browser, from: &str, reply_to: &str) -> Answer {
    let version = browser.get("/settings/mail").await.is(200).input("version");
    browser.post("/settings/mail", &[("version", &version), ("mail_from", from), ("mail_reply_to", reply_to)]).await
}

async fn stored(house: &House) -> String {
    house.texts(sql!("SELECT mail_from || '|' || mail_reply_to FROM settings")).await.remove(0)
}

fn url(server: &Server, credentials: Option<(&str, &str)>) -> MailUrl {
    MailUrl::Smtp {
        host: "127.0.0.1".into(),
        port: server.address.port(),
        security: Security::None,
        credentials: credentials.map(|(user, password)| (user.into(), password.into())),
    }
}

#[tokio::test]
async fn the_sender_and_where_answers_go_stand_on_the_next_mail() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/settings").await.is(200).says("Mail");
    ada.get("/settings/mail").await.is(200).says("Empty: Acme <people@acme.example>").says("each mail is written to a file");
    for (from, reply_to, wrong) in [
        ("nobody", "", "mail_from"),
        ("Acme", "", "mail_from"),
        ("a@x.example, b@x.example", "", "mail_from"),
        ("Acme <ünal@x.example>", "", "mail_from"),
        ("Acme <a@x.example> x", "", "mail_from"),
        ("", "Help <help@x.example>", "mail_reply_to"),
        ("", "help", "mail_reply_to"),
        ("", "hilfe@bücher.example", "mail_reply_to"),
    ] {
        let page = save(&ada, from, reply_to).await.is(422);
        assert!(
            page.body.contains(&format!("id=\"{wrong}-e\"")) && page.input(wrong) == if wrong == "mail_from" { from } else { reply_to }
        );
        assert_eq!(stored(&house).await, "|");
    }
    save(&ada, "North & Co <post@north.example>", "help@north.example").await.leads_to("/settings/mail");
    assert_eq!(stored(&house).await, "North & Co <post@north.example>|help@north.example");
    crate::invitations::invite(&ada, &house, "ines@x.example").await;
    crate::outbox::notice(&house, &house.mia()).await;
    ada.post("/outbox", &[]).await.is(303);
    let mails = house.mails().await;
    for mail in &mails {
        assert!(mail.raw.contains(" <post@north.example>\r\n"), "{}", mail.raw);
        let to = if mail.subject.contains("invited") { "ada@acme.example" } else { "help@north.example" };
        assert!(mail.raw.contains(&format!("Reply-To: {to}\r\n")), "{}", mail.raw);
    }
    assert_eq!(mails.len(), 2);
    ada.get("/audit").await.says("Settings changed").says("Sender").says("help@north.example");
    // Empty again is as the server was started.
    save(&ada, "", "").await.leads_to("/settings/mail");
    assert_eq!(stored(&house).await, "|");
}

#[tokio::test]
async fn of_two_who_save_the_second_sees_both_values() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let his = bo.get("/settings/mail").await.input("version");
    save(&ada, "Acme <a@acme.example>", "").await.is(303);
    let fields = [("version", his.as_str()), ("mail_from", "Acme <b@acme.example>"), ("mail_reply_to", "")];
    let page = bo.post("/settings/mail", &fields).await.is(409).says("Someone else has changed").says("a@acme.example");
    assert_eq!(page.input("mail_from"), "Acme <b@acme.example>");
    let fields = [("version", page.input("version")), ("mail_from", "Acme <b@acme.example>".into()), ("mail_reply_to", String::new())];
    bo.post("/settings/mail", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await.is(303);
}

#[tokio::test]
async fn whoever_may_sees_it_and_whoever_may_more_changes_it() {
    let house = House::new().await;
    let part = |action, field| permission("settings", action, json!({}), &[field]);
    for (n, permissions, sees, changes) in [
        (0, vec![part("read", "sign_in"), part("update", "mail")], false, false),
        (1, vec![part("read", "mail")], true, false),
        (2, vec![part("read", "mail"), part("update", "sign_in")], true, false),
        (3, vec![part("read", "mail"), part("update", "mail")], true, true),
    ] {
        let role = house.role(&format!("Role {n}"), &permissions).await;
        let tess = house.add(&format!("tess{n}@acme.example"), ("Tess", "Tran"), Status::Active, Some(role)).await;
        let browser = house.browser_of(&tess).await;
        let page = browser.get("/settings/mail").await.is(if sees { 200 } else { 403 });
        assert_eq!(
            (page.body.contains("name=\"mail_from\""), page.body.contains("action=\"/settings/mail/test\"")),
            (changes, changes),
            "{n}"
        );
        for path in ["/settings/mail/reset/en", "/settings/mail/reset/en/preview"] {
            browser.get(path).await.is(if sees { 200 } else { 403 });
        }
        if sees {
            browser.get("/settings").await.leads_to("/settings/mail");
        }
        let fields = [("version", "1"), ("mail_from", "x@acme.example"), ("mail_reply_to", "")];
        browser.post("/settings/mail", &fields).await.is(if changes { 303 } else { 403 });
        browser.post("/settings/mail/test", &[("to", "x@acme.example")]).await.is(if changes { 303 } else { 403 });
        assert_eq!(stored(&house).await, if changes { "x@acme.example|" } else { "|" }, "{n}");
    }
    assert_eq!(house.actions().await.iter().filter(|action| *action == "mail.test").count(), 1);
}

#[tokio::test]
async fn a_test_shows_what_the_server_says_at_each_step() {
    for (mood, words) in [
        (Mood::Fine, "The mail server took the test message. It said: 250 2.0.0 queued as 42"),
        (Mood::HangUp(At::Greeting), "could not be reached. The mail server ended the conversation early."),
        (Mood::Say(At::Greeting, "421 too busy"), "could not be reached. 421 too busy"),
        (Mood::Say(At::Auth, "535 5.7.8 bad <credentials>"), "did not let Rolecall sign in (AUTH). 535 5.7.8 bad <credentials>"),
        (Mood::Say(At::Mail, "553 5.7.1 not your address"), "did not take the sender (MAIL). 553 5.7.1 not your address"),
        (Mood::Say(At::Rcpt, "550 5.1.1 No such user"), "did not take the receiver (RCPT). 550 5.1.1 No such user"),
        (Mood::Say(At::Data, "554 5.3.4 no"), "did not take its text (DATA). 554 5.3.4 no"),
        (Mood::Say(At::AfterDot, "554 5.7.1 spam"), "did not take its text (DATA). 554 5.7.1 spam"),
    ] {
        let server = Server::offering(&["AUTH PLAIN LOGIN"], &[mood]);
        let house = House::with(|config| config.mail_url = url(&server, Some(("acme", "hunter2hunter2")))).await;
        let ada = house.browser_of(&house.ada()).await;
        let page = ada.get("/settings/mail").await.is(200).says("127.0.0.1").says("Signs in Yes").never_says("hunter2");
        assert_eq!(page.input("to"), "ada@acme.example", "to oneself");
        ada.post("/settings/mail/test", &[("to", "ines@north.example")]).await.leads_to("/settings/mail");
        ada.get("/settings/mail").await.is(200).says(words);
        let mails = std::mem::take(&mut server.log().mails);
        assert_eq!(mails.len(), usize::from(matches!(mood, Mood::Fine | Mood::Say(At::AfterDot, _))), "{mood:?}");
        assert!(mails.iter().all(|mail| mail.to.contains("ines@north.example") && mail.raw.contains("Subject: Test message from Acme")));
        assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 0, "beside the outbox");
    }
}

#[tokio::test]
async fn a_server_that_is_away_or_offers_no_encryption_is_told_apart_in_time() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let server = Server::start(&[]);
    let hangs = Server::start(&[Mood::Wait(At::Greeting, std::time::Duration::from_secs(20))]);
    for (port, security, words) in [
        (free, Security::None, "could not be reached."),
        (server.address.port(), Security::StartTls, "no encrypted connection came about (TLS). The mail server offers no encryption"),
        (server.address.port(), Security::Tls, "no encrypted connection came about (TLS)."),
        (hangs.address.port(), Security::None, "could not be reached. The mail server did not answer in time."),
    ] {
        let url = MailUrl::Smtp { host: "127.0.0.1".into(), port, security, credentials: None };
        let house = House::with(|config| config.mail_url = url).await;
        let ada = house.browser_of(&house.ada()).await;
        let started = std::time::Instant::now();
        ada.post("/settings/mail/test", &[("to", "ada@acme.example")]).await.leads_to("/settings/mail");
        assert!(started.elapsed().as_secs() < 15, "{words}");
        ada.get("/settings/mail").await.is(200).says(words);
    }
}

#[tokio::test]
async fn a_test_is_limited_proved_and_audited_and_a_success_ends_a_pause() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let pause = sql!("UPDATE mail_state SET failures = 3, refusals = 2, paused_until = $1", house.now() + TimeDelta::hours(1));
    house.app.db.run(pause).await.expect("written");
    ada.get("/settings/mail").await.is(200);
    ada.post("/settings/mail/test", &[("to", "nobody")]).await.is(422).says("There is a problem");
    for _ in 0..5 {
        ada.post("/settings/mail/test", &[("to", "ada@acme.example")]).await.is(303);
    }
    ada.get("/settings/mail").await.is(200).says("was written to the file");
    ada.post("/settings/mail/test", &[("to", "ada@acme.example")]).await.is(429);
    let health = rolecall::mail::health(&house.app.db).await.expect("read");
    assert!(!health.is_failing() && health.pause(house.now()).is_none());
    assert_eq!(house.mails().await.len(), 5);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "mail.test").count(), 5);
    house.browser_of(&house.bo()).await.post("/settings/mail/test", &[("to", "bo@acme.example")]).await.is(303);
    house.app.clock.advance(TimeDelta::minutes(11));
    ada.post("/settings/mail/test", &[("to", "ada@acme.example")]).await.is(401).says("Prove that it is you to change settings");
    ada.get("/audit").await.is(200).says("Sent a test message").says("ada@acme.example");
}

#[tokio::test]
async fn every_kind_of_mail_can_be_looked_at_in_every_language() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.get("/settings/mail").await.is(200);
    for kind in Kind::ALL {
        for language in ["en", "de"] {
            let path = format!("/settings/mail/{}/{language}", kind.name());
            assert!(page.body.contains(&format!("href=\"{path}\"")), "{path}");
            let look = ada.get(&path).await.is(200).says("Acme · id.acme.example");
            assert!(look.header("content-security-policy").contains("frame-src 'self'"));
            for theme in ["light", "dark"] {
                let frame = format!(r#"<iframe class="letter" data-theme="{theme}" sandbox src="{path}/preview""#);
                assert!(look.body.contains(&frame), "{path}: {}", look.body);
            }
            let mail = ada.get(&format!("{path}/preview")).await.is(200);
            assert!(mail.header("content-security-policy").starts_with("sandbox;") && mail.header("x-frame-options") == "SAMEORIGIN");
            assert!(mail.body.contains(&format!("<html lang=\"{language}\"")) && !mail.body.contains("AAAA"), "{path}");
            assert!(!mail.body.contains("mail-") && !look.text().contains("mail-"), "{path}: a key without words");
            assert!(mail.bytes.len() < 10_240, "{path}");
        }
    }
    for path in ["/settings/mail/horoscope/en", "/settings/mail/reset/fr", "/settings/mail/reset/en-XA/preview"] {
        ada.get(path).await.is(404);
    }
}
