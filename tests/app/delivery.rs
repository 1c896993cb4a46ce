//! How delivery as a whole fares: who is told that mail fails, the pause after a refused sign-in, and who ends it.

use chrono::TimeDelta;
use rolecall::sql;
use serde_json::json;

use crate::access::permission;
use crate::browser::Browser;
use crate::house::House;
use crate::nodes::Node;
use crate::outbox::notice;

const BANNER: &str = "Mail is not being delivered.";
const WORDS: &str = "535 5.7.8 bad <credentials>";

/// Says that so many tries in a row have failed.
async fn fail(house: &House, failures: i64) {
    house.app.db.run(sql!("UPDATE mail_state SET failures = $1", failures)).await.expect("written");
}

/// Says that the mail server has refused our sign-in.
async fn refuse(house: &House) {
    let pause = sql!(
        "UPDATE mail_state SET failures = 1, refusals = 1, paused_until = $1, answer = $2",
        house.now() + TimeDelta::minutes(5),
        WORDS
    );
    house.app.db.run(pause).await.expect("written");
}

async fn shows(browser: &Browser, path: &str) -> bool {
    browser.get(path).await.is(200).text().contains(BANNER)
}

#[tokio::test]
async fn who_may_read_the_outbox_is_told_on_every_page_on_every_node_and_nobody_else() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let there = node.browser(&house, &ada);
    let mia = house.browser_of(&house.mia()).await;
    let own = json!({"user": {"_eq": "$CURRENT_USER"}});
    let tess = house.browser_of(&house.tess(&[permission("outbox", "read", own, &["*"])]).await).await;
    fail(&house, 2).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert!(!shows(&ada, "/users").await, "two are not many");
    fail(&house, 3).await;
    house.until("this node knows", async || shows(&ada, "/users").await).await;
    house.until("the other node knows", async || shows(&there, "/users").await).await;
    for path in ["/users", "/roles", "/account", "/audit", "/settings", "/nowhere"] {
        let page = ada.get(path).await.says(BANNER);
        assert!(page.body.contains("<a href=\"/outbox\">See the outbox</a>"), "{path}");
    }
    ada.get("/outbox").await.is(200).says(BANNER).never_says("See the outbox");
    for (browser, path) in [(&mia, "/account"), (&tess, "/account"), (&house.browser(), "/sign-in")] {
        browser.get(path).await.is(200).never_says(BANNER);
    }
    house.app.db.run(sql!("UPDATE users SET language = 'de' WHERE id = $1", house.ada().id)).await.expect("written");
    ada.get("/users").await.says("Mails werden nicht zugestellt.").says("Postausgang ansehen");
    house.app.db.run(sql!("UPDATE users SET language = '' WHERE id = $1", house.ada().id)).await.expect("written");
    // The next mail that leaves ends it.
    notice(&house, &house.mia()).await;
    ada.post("/outbox", &[]).await.is(303);
    house.mails().await;
    house.until("this node knows", async || !shows(&ada, "/users").await).await;
    house.until("the other node knows", async || !shows(&there, "/users").await).await;
}

#[tokio::test]
async fn a_server_whose_mail_fails_is_ready_and_says_so() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    let house = House::with(|config| config.metrics_listen = Some(port)).await;
    let browser = house.browser();
    assert_eq!(browser.get("/health/ready").await.is(200).body, "ready\n");
    let metrics = rolecall::ops::server::start_metrics(&house.app).expect("bound").expect("an address");
    let handle = metrics.handle();
    tokio::spawn(metrics);
    let numbers = Browser::new(port, "http://127.0.0.1");
    let text = numbers.get("/metrics").await.is(200).body;
    assert!(text.contains("\nrolecall_mail_failing 0\n") && text.contains("\nrolecall_outbox_failed 0\n"), "{text}");
    notice(&house, &house.mia()).await;
    refuse(&house).await;
    let text = numbers.get("/metrics").await.is(200).body;
    for line in ["rolecall_mail_failing 1", "rolecall_outbox_failed 1", "rolecall_outbox_waiting 0"] {
        assert!(text.contains(&format!("\n{line}\n")), "{line}: {text}");
    }
    house.until("it says so", async || browser.get("/health/ready").await.is(200).body == "ready, mail failing\n").await;
    handle.stop(false).await;
}

#[tokio::test]
async fn a_pause_is_shown_in_the_servers_words_and_ended_by_who_may_try_mails_again() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mail = notice(&house, &house.mia()).await;
    refuse(&house).await;
    ada.get("/outbox").await.is(200).says("all mail waits until").says("It said: 535 5.7.8 bad <credentials>").says("Try now");
    // One mail may be tried again, but not before the pause ends, and says so.
    let path = format!("/outbox/{mail}");
    ada.post(&path, &[("act", "retry")]).await.leads_to(&path);
    ada.get(&path).await.is(200).says("The mail is tried as soon as the pause ends.");
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert_eq!(house.texts(sql!("SELECT state FROM outbox WHERE id = $1", mail)).await, ["waiting"]);
    // Whoever may read sees it; whoever may try their own mails, or other fields, may not.
    let all = json!({});
    let own = json!({"user": {"_eq": "$CURRENT_USER"}});
    let reads = permission("outbox", "read", all.clone(), &["*"]);
    for (n, may) in [
        (0, vec![reads.clone()]),
        (1, vec![reads.clone(), permission("outbox", "update", own, &["*"])]),
        (2, vec![reads, permission("outbox", "update", all, &["kind"])]),
    ] {
        let role = house.role(&format!("Postman {n}"), &may).await;
        let tess = house.add(&format!("tess{n}@acme.example"), ("Tess", "Tran"), rolecall::users::Status::Active, Some(role)).await;
        let tess = house.browser_of(&tess).await;
        tess.get("/outbox").await.is(200).says("all mail waits until").never_says("Try now");
        tess.post("/outbox/pause", &[]).await.is(403);
    }
    house.browser_of(&house.mia()).await.post("/outbox/pause", &[]).await.is(403);
    ada.get("/outbox").await.is(200);
    ada.post("/outbox/pause", &[]).await.leads_to("/outbox");
    ada.get("/outbox").await.is(200).says("The next mail is tried now").never_says("all mail waits until");
    house.mails().await;
    assert_eq!(house.texts(sql!("SELECT state FROM outbox WHERE id = $1", mail)).await, ["sent"]);
    ada.post("/outbox/pause", &[]).await.is(409).says("Mail is not paused any more");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "mail.resume").count(), 1);
    ada.get("/audit").await.says("Ended the pause of all mail");
}

#[tokio::test]
async fn a_pause_is_not_told_to_who_sees_no_states() {
    let house = House::new().await;
    let tess = house.tess(&[permission("outbox", "read", json!({}), &["kind", "address"])]).await;
    refuse(&house).await;
    house.browser_of(&tess).await.get("/outbox").await.is(200).never_says("all mail waits until").never_says("535");
}
