//! Several servers on one database: what one does holds on the others with their next request. And what becomes of requests
//! when a server has too much to do, or its database is gone.

use std::iter::from_fn;
use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use futures_util::future::{join, join_all};
use rolecall::crypto::{HashPool, Keys};
use rolecall::ops::server;
use rolecall::web::App;
use rolecall::{db, sql};

use crate::browser::Browser;
use crate::house::{COOKIE, House, PASSWORD, SERVERS};
use crate::invitations::{JOIN, invite};
use crate::support::SECRET_KEY;

const WRONG: &str = "incorrect horse battery staple";

/// One more server on the database of a house: the same key and clock, connections and threads of its own.
pub struct Node {
    app: App,
    pub address: SocketAddr,
    handle: ServerHandle,
}

impl Node {
    pub async fn of(house: &House) -> Self {
        let db = db::open(&house.app.config.database_url, Keys::new(SECRET_KEY).derive("trail")).await.expect("opens twice");
        let app = App { db, hash_pool: HashPool::start(), ..house.app.clone() };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        let _in = SERVERS.enter();
        let running = server::start(app.clone(), listener).expect("the server starts");
        let handle = running.handle();
        SERVERS.spawn(async move { running.wait().await.expect("the server ends well") });
        Self { app, address, handle }
    }

    /// The same browser, sent here by whatever stands in front of the servers.
    pub fn browser(&self, house: &House, other: &Browser) -> Browser {
        let browser = Browser::new(self.address, &house.app.config.public_url);
        browser.set_cookie(COOKIE, &other.cookie(COOKIE).expect("a cookie"));
        browser
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn visitor(house: &House) -> Browser {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser
}

#[tokio::test]
async fn a_session_is_one_on_every_node_and_ends_on_every_node() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let here = house.browser_of(&house.ada()).await;
    let there = node.browser(&house, &here);
    there.get("/users").await.is(200).says("Ada Abara");
    // A form that was drawn here is taken there.
    there.post(&format!("/users/{}/status", house.mia().id), &[("status", "suspended")]).await.is(303);
    here.get("/users?status=suspended").await.is(200).says("Mia Okafor");
    there.post("/sign-out", &[]).await.leads_to("/sign-in");
    here.get("/users").await.leads_to("/sign-in?next=%2Fusers");
    assert!(rolecall::audit::verify(&node.app.db).await.expect("read").is_ok(), "both signed one trail");
}

#[tokio::test]
async fn guesses_count_together_wherever_they_are_made() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let here = visitor(&house).await;
    let there = node.browser(&house, &here);
    there.get("/sign-in").await.is(200);
    let fields = [("email", "mia@acme.example"), ("password", WRONG)];
    let browsers = [&here, &there];
    let answers = join_all((0..60).map(async |n| browsers[n % 2].post("/sign-in", &fields).await.status)).await;
    let looked_at = answers.iter().filter(|status| **status == 422).count();
    assert!((5..=7).contains(&looked_at), "five, and one more for each second this took: {answers:?}");
    assert!(answers.iter().all(|status| [422, 429].contains(status)), "{answers:?}");
    house.app.clock.advance(chrono::TimeDelta::minutes(16));
    there.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).await.leads_to("/");
}

#[tokio::test]
async fn one_of_many_accepts_wins_on_either_node_and_one_administrator_is_left() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let here = visitor(&house).await;
    let there = node.browser(&house, &here);
    there.get("/sign-in").await.is(200);
    let windows: Vec<_> = (0..30).map(|n| if n % 2 == 0 { here.copy() } else { there.copy() }).collect();
    let answers = join_all(windows.iter().map(async |window| window.post(&link, &JOIN).await.status)).await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 410).count(), 29, "{answers:?}");

    let bo = node.browser(&house, &house.browser_of(&house.bo()).await);
    bo.get("/users").await.is(200);
    let (hers, his) = (format!("/users/{}/status", house.bo().id), format!("/users/{}/status", house.ada().id));
    let fields = [("status", "suspended")];
    join(async { ada.post(&hers, &fields).await }, async { bo.post(&his, &fields).await }).await;
    let left = sql!("SELECT count(*) FROM users WHERE status = 'active' AND email IN ('ada@acme.example', 'bo@acme.example')");
    assert_eq!(house.number(left).await, 1);
}

#[tokio::test]
async fn whoever_is_told_to_come_back_is_charged_nothing_and_forgiven_nothing() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let bucket = async |what: &'static str| house.texts(sql!(what)).await;
    let mia = node.browser(&house, &house.browser_of(&house.mia()).await);
    mia.get("/account/password").await.is(200);
    let eve = node.browser(&house, &visitor(&house).await);
    eve.get("/sign-in").await.is(200);
    let now = house.now();
    for (email, n) in [("mia@acme.example", 3_i64), ("bo@acme.example", 99)] {
        let row =
            sql!("INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ($1, $2, $3, $3)", format!("password/{email}"), n, now);
        house.app.db.run(row).await.expect("written");
    }
    let waits = sql!(
        "INSERT INTO throttles (bucket, n, since, blocked_until) VALUES ('password/dana@acme.example', 20, $1, $2)",
        now,
        now + chrono::TimeDelta::minutes(9)
    );
    house.app.db.run(waits).await.expect("written");
    let line: Vec<_> = from_fn(|| node.app.hash_pool.place().ok()).collect();
    for email in ["mia@acme.example", "bo@acme.example"] {
        let answer = eve.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.is(503);
        assert_eq!(answer.says("Too much is going on").header("retry-after"), "5");
    }
    // Who has to wait anyway is told so, and takes nobody's place in the line.
    eve.post("/sign-in", &[("email", "dana@acme.example"), ("password", PASSWORD)]).await.is(429);
    mia.post("/account/password", &[("present", PASSWORD), ("password", "my own long sentence")]).await.is(503);
    let counts = "SELECT bucket || ' ' || n FROM throttles WHERE bucket LIKE 'password/%' OR bucket LIKE 'source/%' ORDER BY bucket";
    let counted = ["password/bo@acme.example 99", "password/dana@acme.example 20", "password/mia@acme.example 3"];
    assert_eq!(bucket(counts).await, counted);
    let waits = "SELECT bucket FROM throttles WHERE bucket LIKE 'password/%' AND n <> 20 AND blocked_until > since";
    assert_eq!(bucket(waits).await, [""; 0], "nor does anybody wait, least of all for ever");
    drop(line);
    eve.post("/sign-in", &[("email", "bo@acme.example"), ("password", PASSWORD)]).await.is(303);
}

#[tokio::test]
async fn a_wrong_password_is_the_same_work_for_whomever_it_is() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let member = Some(house.people().member);
    for status in rolecall::users::Status::ALL {
        house.add(&format!("{}@acme.example", status.name()), ("Some", "One"), status, member).await;
    }
    for (name, change) in [("bare", "password_hash = NULL"), ("past", "expires_at = created_at"), ("service", "kind = 'service'")] {
        house.add_member(&format!("{name}@acme.example"), (name, "One")).await;
        house.force(&format!("UPDATE users SET {change} WHERE email_key = '{name}@acme.example'")).await.expect("written");
    }
    let eve = node.browser(&house, &visitor(&house).await);
    eve.get("/sign-in").await.is(200);
    let emails = ["nobody", "draft", "invited", "active", "suspended", "archived", "bare", "past", "service"];
    for password in [WRONG, "x", &"x".repeat(5000)] {
        for name in emails.into_iter().chain(["not an address"]) {
            house.force("DELETE FROM throttles").await.expect("written");
            let before = node.app.hash_pool.made();
            let email = if name.contains(' ') { name.to_owned() } else { format!("{name}@acme.example") };
            eve.post("/sign-in", &[("email", &email), ("password", password)]).await.is(422);
            assert_eq!(node.app.hash_pool.made() - before, 1, "{name}");
        }
    }
    // Asking what rules a password keeps, and asking for a link, hash nothing.
    let before = node.app.hash_pool.made();
    eve.post("/check-password", &[("password", "my own long sentence")]).await.is(200);
    eve.post("/forgot-password", &[("email", "active@acme.example")]).await.is(200);
    eve.post("/forgot-password", &[("email", "nobody@acme.example")]).await.is(200);
    assert_eq!(node.app.hash_pool.made(), before);
}

#[tokio::test]
async fn a_form_that_finds_no_database_is_told_so_and_not_called_forged() {
    let house = House::new().await;
    let node = Node::of(&house).await;
    let ada = node.browser(&house, &house.browser_of(&house.ada()).await);
    ada.get("/users").await.is(200);
    let eve = node.browser(&house, &visitor(&house).await);
    eve.get("/sign-in").await.is(200);
    node.app.db.close().await;
    for (browser, path, fields) in [
        (&ada, format!("/users/{}/status", house.mia().id), vec![("status", "suspended")]),
        (&ada, "/account/preferences".into(), vec![("theme", "dark"), ("density", "compact")]),
        (&ada, "/sign-out".into(), vec![]),
        (&eve, "/sign-in".into(), vec![("email", "mia@acme.example"), ("password", PASSWORD)]),
    ] {
        let answer = browser.post(&path, &fields).await.is(503).says("The directory is out of reach");
        assert_eq!(answer.header("retry-after"), "5", "{path}");
    }
    ada.get("/users").await.is(503);
    house.browser_of(&house.bo()).await.get("/users").await.is(200);
}

#[tokio::test]
async fn writers_that_wait_take_no_connection_from_readers_and_are_told_in_time() {
    let house = House::new().await;
    let browser = &visitor(&house).await;
    let held = house.app.db.write().await.expect("a turn");
    let forms = join_all((0..40).map(async |n| {
        let fields = [("email", format!("guess{n}@acme.example")), ("password", WRONG.into())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        browser.copy().post("/sign-in", &fields).await
    }));
    let pages = async {
        for _ in 0..20 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let started = Instant::now();
            browser.copy().get("/sign-in").await.is(200);
            assert!(started.elapsed().as_secs() < 3, "a page waits for writers");
        }
    };
    let (answers, ()) = futures_util::future::join(forms, pages).await;
    for answer in answers {
        assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{}", answer.text());
    }
    drop(held);
    browser.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]).await.leads_to("/");
}

#[tokio::test]
async fn rights_changed_on_one_server_hold_on_the_other_with_the_next_request() {
    let house = House::new().await;
    let other = Node::of(&house).await;
    let mia = other.browser(&house, &house.browser_of(&house.mia()).await);
    mia.get("/audit").await.is(403);
    let ada = house.browser_of(&house.ada()).await;
    let member = format!("/roles/{}/permissions/apply", house.people().member);
    let version = house.number(sql!("SELECT version FROM roles WHERE name = 'Member'")).await.to_string();
    let put =
        format!(r#"{{"id":"{}","collection":"audit","action":"read","rule":{{}},"fields":["*"],"defaults":{{}}}}"#, uuid::Uuid::now_v7());
    let change = format!(r#"{{"remove":[],"put":[{put}]}}"#);
    ada.get("/roles").await.is(200);
    ada.post(&member, &[("version", &version), ("change", &change)]).await.is(303);
    mia.get("/audit").await.is(200);
}
