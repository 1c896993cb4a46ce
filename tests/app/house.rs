//! A directory with named people in it, and a server in front.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Weak};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use rolecall::access::{self, Actor};
use rolecall::clock::{Clock, Moment};
use rolecall::config::{Config, MailUrl};
use rolecall::crypto::HashPool;
use rolecall::db::{Ask, Pools, Query};
use rolecall::i18n::{Language, Reader};
use rolecall::ops::server;
use rolecall::setup::{self, Project};
use rolecall::sql;
use rolecall::users::{self, Email, NewUser, Status};
use rolecall::web::App;
use sqlx::AssertSqlSafe;
use tokio::runtime::Runtime;
use tokio::sync::{Mutex, OnceCell};
use uuid::Uuid;

use crate::browser::Browser;
use crate::mail::Mail;
use crate::support::{self, Database};

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery staple";
pub const PUBLIC_URL: &str = "https://id.acme.example";
/// The cookie of an https address.
pub const COOKIE: &str = "__Host-rolecall";

/// Servers outlive the runtime of the test that started them by a moment: this one stops them in peace.
pub static SERVERS: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));
static POOL: LazyLock<HashPool> = LazyLock::new(HashPool::start);

/// The hash of `PASSWORD`, made once: in tests it would be made a thousand times.
async fn hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async { POOL.hash(PASSWORD).await.expect("not busy") }).await
}

#[derive(Clone, Debug)]
pub struct Person {
    pub id: Uuid,
    pub email: String,
    pub name: String,
}

/// Who is there from the start.
#[derive(Clone)]
pub struct People {
    pub ada: Person,
    pub bo: Person,
    pub mia: Person,
    pub administrator: Uuid,
    pub member: Uuid,
    pub public: Uuid,
}

pub struct House {
    pub app: App,
    people: Option<People>,
    address: SocketAddr,
    handle: ServerHandle,
    pub folder: PathBuf,
    // Last, so that the database outlives its users.
    _database: Database,
    template: Option<Arc<Template>>,
}

/// A set-up directory that every test gets a copy of; gone when no test has one.
struct Template {
    database: Database,
    people: People,
}

static TEMPLATE: Mutex<Weak<Template>> = Mutex::const_new(Weak::new());

async fn template() -> Arc<Template> {
    let mut known = TEMPLATE.lock().await;
    if let Some(template) = known.upgrade() {
        return template;
    }
    let database = support::database().await;
    let app = database.app(MailUrl::Folder(database.folder.join("mail"))).await;
    let people = fill(&app).await;
    app.db.close().await;
    let template = Arc::new(Template { database, people });
    *known = Arc::downgrade(&template);
    template
}

/// A file of `SQLite` that nobody has open, with what its log may still hold.
fn copy_file(from: &Path, to: &Path) {
    std::fs::copy(from.join("rolecall.db"), to.join("rolecall.db")).expect("copied");
    if from.join("rolecall.db-wal").exists() {
        std::fs::copy(from.join("rolecall.db-wal"), to.join("rolecall.db-wal")).expect("copied");
    }
}

async fn fill(app: &App) -> People {
    let mut write = app.db.write().await.expect("a turn");
    let now = app.now();
    let project = Project { name: "Acme".into(), language: "en".into(), timezone: "Europe/Oslo".into() };
    assert!(setup::set_up_project(&mut write, &Actor::cli(), &project, now).await.expect("set up"));
    // Administrators here do with a password; whoever tests what is asked of them says so.
    write.run(sql!("UPDATE settings SET two_factor = 'nobody'")).await.expect("written");
    let roles = access::roles(&mut write).await.expect("read");
    let role = |name: &str| roles.iter().find(|role| role.name == name).expect("a first role").id;
    let (administrator, member, public) = (role("Administrator"), role("Member"), role("Public"));
    write.commit().await.expect("committed");
    let person = async |first: &str, last: &str, role| {
        add(app, &format!("{first}@acme.example").to_lowercase(), (first, last), Status::Active, Some(role)).await
    };
    People {
        ada: person("Ada", "Abara", administrator).await,
        bo: person("Bo", "Lindqvist", administrator).await,
        mia: person("Mia", "Okafor", member).await,
        administrator,
        member,
        public,
    }
}

async fn add(app: &App, email: &str, (first, last): (&str, &str), status: Status, role: Option<Uuid>) -> Person {
    let new = NewUser {
        email: Email::parse(email).expect(email),
        first_name: first.into(),
        last_name: last.into(),
        role,
        temporary_password: None,
    };
    let mut write = app.db.write().await.expect("a turn");
    let (actor, now) = (Actor::cli(), app.now());
    let id = match status {
        Status::Invited => users::invite_all(&mut write, &actor, std::slice::from_ref(&new), now).await.expect("added").remove(0),
        _ => users::create_active(&mut write, &actor, &new, hash().await, now).await.expect("added"),
    };
    write.commit().await.expect("committed");
    match status {
        Status::Active | Status::Invited => {}
        Status::Draft => {
            app.db.run(sql!("UPDATE users SET status = 'draft' WHERE id = $1", id)).await.expect("written");
        }
        to => {
            // They were so before the story begins, and nobody tells them now.
            let hears = |hears: bool| sql!("UPDATE users SET email_notifications = $2 WHERE id = $1", id, hears);
            app.db.run(hears(false)).await.expect("written");
            users::change_status(&app.db, &actor, id, to, "", app.now()).await.expect("changed");
            app.db.run(hears(true)).await.expect("written");
        }
    }
    Person { id, email: email.into(), name: format!("{first} {last}").trim().to_owned() }
}

impl House {
    /// With Ada and Bo, administrators, and Mia, a member.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let template = template().await;
        let database = support::reserved().await;
        match (&database.postgres, &template.database.postgres) {
            (Some((server, name)), Some((_, from))) => support::run(server, &format!("CREATE DATABASE {name} TEMPLATE {from}")).await,
            _ => copy_file(&template.database.folder, &database.folder),
        }
        let db = database.open().await;
        let app = database.app_on(db, MailUrl::Folder(database.folder.join("mail")), PUBLIC_URL);
        let mut house = Self::serve(app, database, Some(template.people.clone()), change);
        house.template = Some(template);
        house
    }

    /// Where set-up has not been done.
    pub async fn empty() -> Self {
        let database = support::database().await;
        let app = database.app(MailUrl::Folder(database.folder.join("mail"))).await;
        Self::serve(app, database, None, |_| {})
    }

    fn serve(app: App, database: Database, people: Option<People>, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::clone(&app.config);
        change(&mut config);
        let app = App { config: Arc::new(config), hash_pool: POOL.clone(), clock: Clock::default(), ..app };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        if let Ok(filter) = std::env::var("ROLECALL_TEST_LOG") {
            // The first house of the process sets it; the others share it.
            let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
        }
        let _in = SERVERS.enter();
        let running = server::start(app.clone(), listener).expect("the server starts");
        let handle = running.handle();
        SERVERS.spawn(async move { running.wait().await.expect("the server ends well") });
        Self { app, people, address, handle, folder: database.folder.clone(), _database: database, template: None }
    }

    pub fn people(&self) -> &People {
        self.people.as_ref().expect("somebody is there")
    }

    pub fn ada(&self) -> Person {
        self.people().ada.clone()
    }

    pub fn bo(&self) -> Person {
        self.people().bo.clone()
    }

    pub fn mia(&self) -> Person {
        self.people().mia.clone()
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Eve's, or anybody's who is not signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address, &self.app.config.public_url)
    }

    /// Signed in through the page, and on the page behind it.
    pub async fn browser_of(&self, person: &Person) -> Browser {
        let browser = self.browser();
        browser.get("/sign-in").await.is(200);
        let answer = browser.post("/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await.is(303);
        browser.follow(answer).await.is(200);
        browser
    }

    /// Somebody else, with `PASSWORD`; drafts too have one, which must not help them.
    pub async fn add(&self, email: &str, name: (&str, &str), status: Status, role: Option<Uuid>) -> Person {
        add(&self.app, email, name, status, role).await
    }

    /// An active member.
    pub async fn add_member(&self, email: &str, name: (&str, &str)) -> Person {
        self.add(email, name, Status::Active, Some(self.people().member)).await
    }

    /// Mails in the order they were written, once none is waiting.
    pub async fn mails(&self) -> Vec<Mail> {
        self.until("mails have left", async || self.number(sql!("SELECT count(*) FROM outbox WHERE state = 'waiting'")).await == 0).await;
        let folder = std::fs::read_dir(self.folder.join("mail"));
        let mut files: Vec<_> = folder.into_iter().flatten().map(|file| file.expect("a file").path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
        files.sort();
        files.iter().map(|file| Mail::read(&std::fs::read(file).expect("a mail"))).collect()
    }

    /// Waits for something that another task does, for as long as it takes on a busy machine.
    pub async fn until(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        let started = Instant::now();
        while !is_so().await {
            assert!(started.elapsed() < Duration::from_mins(1), "waited in vain: {what}");
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    pub async fn number(&self, query: Query) -> i64 {
        let (n,): (i64,) = (&self.app.db).one(query).await.expect("a number");
        n
    }

    pub async fn texts(&self, query: Query) -> Vec<String> {
        let rows: Vec<(String,)> = (&self.app.db).all(query).await.expect("rows");
        rows.into_iter().map(|(text,)| text).collect()
    }

    /// The status as it is stored.
    pub async fn status_of(&self, person: &Person) -> String {
        self.texts(sql!("SELECT status FROM users WHERE id = $1", person.id)).await.pop().unwrap_or_default()
    }

    /// What the trail says was done, the oldest first.
    pub async fn actions(&self) -> Vec<String> {
        self.texts(sql!("SELECT action FROM audit_events ORDER BY seq")).await
    }

    pub async fn user(&self, person: &Person) -> users::User {
        users::store::find(&self.app.db, person.id).await.expect("read").expect("there")
    }

    pub fn now(&self) -> Moment {
        self.app.now()
    }

    /// As Ada reads it on a page: "21 Nov 2026".
    pub fn today(&self) -> String {
        Reader { language: Language::English, zone: chrono_tz::Europe::Oslo, now: self.now() }.date(&self.now())
    }

    /// Runs a statement that nobody but a test would: with or without the database's consent it says which.
    pub async fn force(&self, statement: &str) -> Result<(), sqlx::Error> {
        let statement = AssertSqlSafe(statement.to_owned());
        match &self.app.db.pools {
            Pools::Sqlite { writer, .. } => sqlx::raw_sql(statement).execute(writer).await.map(drop),
            Pools::Postgres { readers, .. } => sqlx::raw_sql(statement).execute(readers).await.map(drop),
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // The command is on its way when this returns; the servers' runtime carries it out.
        drop(self.handle.stop(false));
    }
}
