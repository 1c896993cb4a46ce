//! Opening: settings of each connection, migrations, and the refusal of databases that are not ours.

use std::fs::{File, Permissions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use thiserror::Error;

use super::{Db, Pools, migrations};
use crate::config::make_private_folder;
use crate::sql;

/// How long a request waits for a connection before it is told that the database is away.
const PATIENCE: Duration = Duration::from_secs(5);
/// PostgreSQL: connections of one server, and how many of them write: one, while the next waits for its turn.
const CONNECTIONS: u32 = 16;
const WRITERS: u32 = 2;
/// SQLite: bytes of the file that are mapped; it maps no more than these, just below 2 GiB.
const MAPPED: &str = "2147418112";
/// SQLite: what one transaction may change, in KiB, before it is written and read again within it: a chunk of a job is some 10 MB.
const WRITTEN: &str = "-16000";
/// SQLite: pages in its log before they are moved to their places, each once however often it was changed: 16 MB.
const LOGGED: &str = "4000";
/// How long a turn may be another server's.
const TURN: &str = "5s";

#[derive(Debug, Error)]
pub enum OpenError {
    #[error("The database address is not one Rolecall knows: use sqlite:FILE or postgres://USER@HOST/NAME.")]
    Address,
    #[error("Another Rolecall is running on {0}. Stop it first, or use PostgreSQL for several servers on one directory.")]
    InUse(PathBuf),
    #[error("There is no database at {0}. Name the folder or database that the server uses: ROLECALL_DATA_DIR, ROLECALL_DATABASE_URL.")]
    Absent(PathBuf),
    #[error("The database belongs to another program: it has tables, but not Rolecall's. Nothing was changed.")]
    Foreign,
    #[error("The database was written by a newer Rolecall (schema {0}). Install that version or a later one. Nothing was changed.")]
    Newer(i64),
    #[error("The database is not whole: migration {0} differs from what this version knows. Restore a backup. Nothing was changed.")]
    Damaged(i64),
    #[error("The database file cannot be read: {0}. Restore a backup. Nothing was changed.")]
    Unreadable(String),
    #[error("The database cannot be opened: {0}")]
    Other(#[from] sqlx::Error),
    #[error("The migration failed and was rolled back: {0}")]
    Migration(MigrateError),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

/// Opens the database and brings its schema up to date. `trail_key` signs the head of the trail.
///
/// # Errors
/// In plain words, for the administrator; nothing was changed then.
pub async fn open(address: &str, trail_key: [u8; 32]) -> Result<Db, OpenError> {
    let pools = if let Some(file) = sqlite_file(address) {
        open_sqlite(file).await
    } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        open_postgres(address).await
    } else {
        Err(OpenError::Address)
    };
    Ok(Db { pools: pools?, trail_key })
}

/// For what makes sense with a directory that is there, and would only hide that it is somewhere else.
///
/// # Errors
/// When there is no file; of PostgreSQL nobody knows before it is asked.
pub fn require_there(address: &str) -> Result<(), OpenError> {
    let absent = sqlite_file(address).filter(|file| !file.exists());
    absent.map_or(Ok(()), |file| Err(OpenError::Absent(file.to_owned())))
}

/// Keeps a second server away from a SQLite file for as long as the process lives; commands may work beside it.
/// PostgreSQL takes as many servers as one likes.
///
/// # Errors
/// When another server holds it.
pub fn hold_alone(address: &str) -> Result<(), OpenError> {
    sqlite_file(address).map_or(Ok(()), hold_lock)
}

fn sqlite_file(address: &str) -> Option<&Path> {
    address.strip_prefix("sqlite:").map(|file| Path::new(file.trim_start_matches("//")))
}

async fn open_sqlite(file: &Path) -> Result<Pools, OpenError> {
    make_folder(file)?;
    if file.exists() {
        look_at(file).await?;
    }
    make_private(file).map_err(|e| OpenError::File(file.to_owned(), e))?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: an acknowledged change survives a power cut, not only a crash.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-4000")
        // Read from the page cache of the system, shared by all connections: ten times the searches of a cache of their own.
        .pragma("mmap_size", MAPPED)
        // Rows that a reader may be ahead of us: two pages of a list.
        .row_buffer_size(100)
        .optimize_on_close(true, 400);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_with(options.clone().pragma("cache_size", WRITTEN).pragma("wal_autocheckpoint", LOGGED))
        .await
        .map_err(|error| unreadable(&error).unwrap_or(OpenError::Other(error)))?;
    migrations::SQLITE.run(&writer).await.map_err(refused)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(u32::try_from(std::thread::available_parallelism().map_or(4, usize::from) * 2).unwrap_or(8))
        .acquire_timeout(PATIENCE)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Pools::Sqlite { readers, writer })
}

/// Before a file is opened for writing: what serves us best would already change one that is not ours.
async fn look_at(file: &Path) -> Result<(), OpenError> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).busy_timeout(PATIENCE);
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options);
    let pool = pool.await.map_err(|error| unreadable(&error).unwrap_or(OpenError::Other(error)))?;
    let tables = sql!("SELECT count(*), count(*) FILTER (WHERE name = '_sqlx_migrations') FROM sqlite_master WHERE type = 'table'");
    let found = tables.all_sqlite(&pool).await;
    pool.close().await;
    refuse_foreign(found)
}

async fn open_postgres(address: &str) -> Result<Pools, OpenError> {
    let options = PgConnectOptions::from_str(address).map_err(|_| OpenError::Address)?;
    let options = options.options([("timezone", "UTC"), ("statement_timeout", "20s"), ("jit", "off")]);
    let pool = |most| PgPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).test_before_acquire(false);
    let readers = pool(CONNECTIONS - WRITERS).connect_with(options.clone()).await?;
    refuse_foreign(
        sql!("SELECT count(*), count(*) FILTER (WHERE tablename = '_sqlx_migrations') FROM pg_tables WHERE schemaname = current_schema()")
            .all_postgres(&readers)
            .await,
    )?;
    migrations::POSTGRES.run(&readers).await.map_err(refused)?;
    let writers = pool(WRITERS).connect_with(options.options([("lock_timeout", TURN)])).await?;
    Ok(Pools::Postgres { readers, writers })
}

fn make_folder(file: &Path) -> Result<(), OpenError> {
    match file.parent() {
        Some(folder) => make_private_folder(folder).map_err(|e| OpenError::File(folder.to_owned(), e)),
        None => Ok(()),
    }
}

/// Nobody but the owner reads the file and what SQLite keeps beside it, which gets the file's mode.
fn make_private(file: &Path) -> std::io::Result<()> {
    match File::options().write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => return Ok(()),
        // Not opened: closing it would end the locks that other connections of this process hold.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for ending in ["", "-wal", "-shm"] {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        // Somebody else's file keeps the mode that they gave it.
        let _ = std::fs::set_permissions(path, Permissions::from_mode(0o600));
    }
    Ok(())
}

/// The lock is the open file: it goes with the process, also with a killed one.
fn hold_lock(file: &Path) -> Result<(), OpenError> {
    make_folder(file)?;
    let path = file.with_extension("lock");
    let lock =
        File::options().create(true).truncate(false).write(true).mode(0o600).open(&path).map_err(|e| OpenError::File(path.clone(), e))?;
    match lock.try_lock() {
        Ok(()) => {
            // Kept on purpose until the process ends.
            std::mem::forget(lock);
            Ok(())
        }
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(file.to_owned())),
        Err(TryLockError::Error(e)) => Err(OpenError::File(path, e)),
    }
}

/// Tables without our list of migrations are somebody else's.
fn refuse_foreign(found: super::Result<Vec<(i64, i64)>>) -> Result<(), OpenError> {
    let found = found.map_err(|error| unreadable(&error).unwrap_or(OpenError::Other(error)))?;
    if found.iter().any(|(all, ours)| *all > 0 && *ours == 0) { Err(OpenError::Foreign) } else { Ok(()) }
}

/// `SQLite` says NOTADB (26) or CORRUPT (11) when the file is not, or no longer, a database.
fn unreadable(error: &sqlx::Error) -> Option<OpenError> {
    let error = error.as_database_error()?;
    matches!(error.code()?.as_ref(), "26" | "11").then(|| OpenError::Unreadable(error.message().to_owned()))
}

fn refused(error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(version) => OpenError::Newer(version),
        MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => OpenError::Damaged(version),
        other => OpenError::Migration(other),
    }
}
