//! A database of a kind that the test chooses, whatever the environment says.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::support::{Database, run};

fn name_and_folder() -> (String, PathBuf) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("rolecall_fresh_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    (name, folder)
}

/// A folder of its own, and the name of a SQLite file that is not there yet.
pub fn sqlite() -> Database {
    let (_, folder) = name_and_folder();
    Database { address: format!("sqlite:{}/rolecall.db", folder.display()), folder, postgres: None }
}

/// An empty PostgreSQL database. `None` where no server is named, which a machine that checks changes (`CI=true`) may not do.
pub async fn postgres() -> Option<Database> {
    let Ok(server) = std::env::var("ROLECALL_TEST_POSTGRES") else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "ROLECALL_TEST_POSTGRES is not set");
        eprintln!("Not tested: ROLECALL_TEST_POSTGRES must hold a superuser's address of a PostgreSQL server.");
        return None;
    };
    let (name, folder) = name_and_folder();
    let mut address = url::Url::parse(&server).expect("ROLECALL_TEST_POSTGRES is an address");
    address.set_path(&name);
    // A database of this name can only be left over from a process that had our number and was killed.
    run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    run(&server, &format!("CREATE DATABASE {name}")).await;
    Some(Database { address: address.into(), folder, postgres: Some((server, name)) })
}
