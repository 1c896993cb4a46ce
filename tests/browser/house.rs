//! A Rolecall of the test's own: the real server on a free port, its database and its mail in a temporary folder.

use std::net::TcpListener;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use mailparse::{MailHeaderMap as _, ParsedMail};
use rolecall::access::Actor;
use rolecall::clock::NEVER;
use rolecall::config::MailUrl;
use rolecall::db;
use rolecall::ops::server;
use rolecall::setup::{self, Project};
use rolecall::sql;
use rolecall::users::{self, Email, NewUser, Status, fold};
use rolecall::web::App;
use uuid::Uuid;

use crate::chromium::{Browser, JavaScript};
use crate::support::{Database, database};

/// Everyone's, unless a test says otherwise.
pub const PASSWORD: &str = "correct horse battery";
pub const ADA: &str = "ada@acme.example";

pub struct House {
    pub app: App,
    server: ServerHandle,
    mails: PathBuf,
    // Last, so that the database outlives its users.
    _database: Database,
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

impl House {
    /// As it is on the first day: nobody has set it up.
    pub async fn fresh() -> Self {
        let database = database().await;
        let mails = database.folder.join("mail");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let db = database.open().await;
        let app = database.app_on(db, MailUrl::Folder(mails.clone()), &address);
        let running = server::start(app.clone(), listener).expect("the server starts");
        let server = running.handle();
        tokio::spawn(running.wait());
        Self { app, server, mails, _database: database }
    }

    /// Set up, with Ada, who administers, and nobody else.
    pub async fn with_ada() -> Self {
        let house = Self::fresh().await;
        let (app, actor, now) = (&house.app, Actor::cli(), house.app.now());
        let hash = app.hash_pool.hash(PASSWORD).await.expect("a hash");
        let mut write = app.db.write().await.expect("a turn");
        let project = Project { name: "Acme".into(), ..Project::default() };
        setup::set_up_project(&mut write, &actor, &project, now).await.expect("set up");
        write.run(sql!("UPDATE settings SET two_factor = 'nobody'")).await.expect("written");
        setup::create_admin(&mut write, &actor, &email(ADA), ("Ada", "Abara"), &hash, now).await.expect("Ada");
        write.commit().await.expect("committed");
        house
    }

    /// With Ada, and as many active members, called "Person 001" and so on.
    pub async fn with_people(count: usize) -> Self {
        let house = Self::with_ada().await;
        let role = house.role("Member").await;
        let people = (1..=count).map(|n| (format!("person{n:03}@acme.example"), "Person".to_owned(), format!("{n:03}")));
        house.add_all(people.collect(), Some(role), None).await;
        house
    }

    /// Someone active who can sign in.
    pub async fn add(&self, address: &str, first: &str, last: &str) -> Uuid {
        let role = self.role("Member").await;
        let hash = self.app.hash_pool.hash(PASSWORD).await.expect("a hash");
        self.add_all(vec![(address.into(), first.into(), last.into())], Some(role), Some(hash)).await.remove(0)
    }

    async fn add_all(&self, people: Vec<(String, String, String)>, role: Option<Uuid>, hash: Option<String>) -> Vec<Uuid> {
        let mut write = self.app.db.write().await.expect("a turn");
        let mut ids = Vec::new();
        for (address, first_name, last_name) in people {
            let new = NewUser { email: email(&address), first_name, last_name, role, temporary_password: None };
            let hash = hash.as_deref().unwrap_or("none");
            ids.push(users::create_active(&mut write, &Actor::cli(), &new, hash, self.app.now()).await.expect("created"));
        }
        write.commit().await.expect("committed");
        ids
    }

    /// Someone without access yet.
    pub async fn add_draft(&self, address: &str, first: &str, last: &str, role: Option<Uuid>) -> Uuid {
        let new = NewUser { email: email(address), first_name: first.into(), last_name: last.into(), role, temporary_password: None };
        users::create(&self.app.db, &self.app.hash_pool, &Actor::cli(), new, None, self.app.now()).await.expect("created")
    }

    pub async fn move_to(&self, id: Uuid, status: Status) {
        users::change_status(&self.app.db, &Actor::cli(), id, status, "", self.app.now()).await.expect("changed");
    }

    pub async fn role(&self, name: &str) -> Uuid {
        let mut db = &self.app.db;
        let (id,): (Uuid,) = db::Ask::one(&mut db, sql!("SELECT id FROM roles WHERE name_key = $1", fold(name))).await.expect("that role");
        id
    }

    pub async fn add_role(&self, name: &str) -> Uuid {
        let id = Uuid::now_v7();
        let insert = sql!(
            "INSERT INTO roles (id, name, name_key, description, admin_access, app_access, created_at, updated_at) VALUES ($1, $2, $3, '', $4, $5, $6, $6)",
            id,
            name,
            fold(name),
            false,
            true,
            NEVER
        );
        self.app.db.run(insert).await.expect("a role");
        id
    }

    pub async fn id_of(&self, address: &str) -> Uuid {
        let mut db = &self.app.db;
        let (id,): (Uuid,) = db::Ask::one(&mut db, sql!("SELECT id FROM users WHERE email = $1", address)).await.expect("that person");
        id
    }

    // ---- Browsers.

    pub async fn browser(&self, scripts: JavaScript) -> Browser {
        Browser::open(&self.app.config.public_url, scripts).await
    }

    /// A browser in which that person has signed in, at their first page.
    pub async fn browser_of(&self, address: &str, scripts: JavaScript) -> Browser {
        let browser = self.browser(scripts).await;
        self.sign_in(&browser, address, PASSWORD).await;
        browser
    }

    pub async fn sign_in(&self, browser: &Browser, address: &str, password: &str) {
        browser.go("/sign-in").await;
        browser.fill("E-mail", address).await;
        browser.fill("Password", password).await;
        browser.press("Sign in").await;
        browser.holds("return location.pathname !== '/sign-in'", serde_json::json!([]), "signed in").await;
    }

    // ---- Mail.

    /// The link in the newest mail to that address, as soon as it is there.
    pub async fn link_to(&self, address: &str) -> String {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(30) {
            if let Some(link) = self.texts_to(address).last().and_then(|text| link_in(text)) {
                return link;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no mail with a link came to {address}");
    }

    /// How many mails went to that address.
    pub fn mails_to(&self, address: &str) -> usize {
        self.texts_to(address).len()
    }

    /// The plain texts of the mails to an address, in the order they were made.
    fn texts_to(&self, address: &str) -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(&self.mails) else { return Vec::new() };
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("a file").path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
        files.sort();
        let texts = files.iter().filter_map(|file| {
            let bytes = std::fs::read(file).expect("the file");
            let mail = mailparse::parse_mail(&bytes).expect("a mail");
            let to = mail.headers.get_first_value("To")?;
            to.contains(address).then(|| plain(&mail).expect("a plain text"))
        });
        texts.collect()
    }
}

fn email(address: &str) -> Email {
    Email::parse(address).expect("an address")
}

fn plain(mail: &ParsedMail) -> Option<String> {
    if mail.subparts.is_empty() {
        return (mail.ctype.mimetype == "text/plain").then(|| mail.get_body().expect("a body"));
    }
    mail.subparts.iter().find_map(plain)
}

fn link_in(text: &str) -> Option<String> {
    text.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned)
}
