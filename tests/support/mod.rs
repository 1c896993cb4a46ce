//! A fresh database for each test, on the one `ROLECALL_TEST_DATABASE` names: `sqlite` (the default) or `postgres`, then with
//! a superuser's address in `ROLECALL_TEST_POSTGRES`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rolecall::clock::Clock;
use rolecall::config::{Config, MailUrl};
use rolecall::crypto::{HashPool, Keys};
use rolecall::db;
use rolecall::web::{App, Line};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// Empty, and gone when dropped; the folder beside it too.
pub struct Database {
    pub address: String,
    /// A folder of the test's own.
    pub folder: PathBuf,
    /// Server and name of a `PostgreSQL` database.
    pub postgres: Option<(String, String)>,
}

pub async fn database() -> Database {
    let database = reserved().await;
    if let Some((server, name)) = &database.postgres {
        run(server, &format!("CREATE DATABASE {name}")).await;
    }
    database
}

/// A name and a folder of their own, and no database yet.
pub async fn reserved() -> Database {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("rolecall_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    match std::env::var("ROLECALL_TEST_DATABASE").as_deref() {
        Ok("postgres") => {
            let server = std::env::var("ROLECALL_TEST_POSTGRES").expect("ROLECALL_TEST_POSTGRES is set");
            let mut address = url::Url::parse(&server).expect("ROLECALL_TEST_POSTGRES is an address");
            address.set_path(&name);
            // A database of this name can only be left over from a process that had our number and was killed.
            run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            Database { address: address.into(), folder, postgres: Some((server, name)) }
        }
        Ok("sqlite") | Err(_) => Database { address: format!("sqlite:{}/rolecall.db", folder.display()), folder, postgres: None },
        Ok(other) => panic!("ROLECALL_TEST_DATABASE is sqlite or postgres, not {other}"),
    }
}

pub async fn run(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server).await.expect("the PostgreSQL server answers");
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.expect("the superuser may");
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
        if let Some((server, name)) = self.postgres.take() {
            // A runtime of its own: the test's one may be ending.
            let ended = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
            })
            .join();
            assert!(ended.is_ok() || std::thread::panicking(), "the test's database could not be dropped");
        }
    }
}

/// Every server's and command's in tests.
pub const SECRET_KEY: [u8; 32] = [7; 32];

impl Database {
    pub async fn open(&self) -> db::Db {
        db::open(&self.address, Keys::new(SECRET_KEY).derive("trail")).await.expect("the database opens")
    }

    /// Opens it and builds what every request can reach, with settings as if nothing had been set.
    pub async fn app(&self, mail_url: MailUrl) -> App {
        self.app_on(self.open().await, mail_url, "https://id.acme.example")
    }

    /// The same on connections that are open already: `SQLite` lets one process in once.
    pub fn app_on(&self, db: db::Db, mail_url: MailUrl, public_url: &str) -> App {
        let config = Config {
            listen: "127.0.0.1:0".parse().expect("an address"),
            public_url: public_url.into(),
            data_dir: self.folder.clone(),
            database_url: self.address.clone(),
            secret_key: SECRET_KEY,
            mail_url,
            mail_from: "Acme <people@acme.example>".into(),
            trusted_proxies: Vec::new(),
            metrics_listen: None,
            log: Some("off".into()),
        };
        App {
            db,
            keys: Keys::new(config.secret_key),
            config: Arc::new(config),
            hash_pool: HashPool::start(),
            clock: Clock::default(),
            line: Line::default(),
        }
    }
}
