//! Where the measured directory lives: a folder of its own and, for PostgreSQL, a database of its own.

use std::path::PathBuf;

use anyhow::{Context, Result};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

pub struct Place {
    pub folder: PathBuf,
    pub database_url: String,
    /// For the heading.
    pub what: String,
    /// The server and the name to drop.
    postgres: Option<(String, String)>,
}

impl Place {
    pub async fn make(database: &str) -> Result<Self> {
        let name = format!("rolecall_figures_{}", std::process::id());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&name);
        std::fs::create_dir_all(&folder)?;
        if database == "sqlite" {
            let database_url = format!("sqlite:{}", folder.join("rolecall.db").display());
            return Ok(Self { folder, database_url, what: "SQLite".into(), postgres: None });
        }
        let mut server = PgConnection::connect(database).await.context("PostgreSQL")?;
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut server).await?;
        let mut settings = Vec::new();
        for setting in ["server_version", "fsync", "shared_buffers"] {
            let row = sqlx::query(AssertSqlSafe(format!("SHOW {setting}"))).fetch_one(&mut server).await?;
            settings.push(format!("{setting} {}", row.get::<String, _>(0)));
        }
        let mut url = url::Url::parse(database)?;
        url.set_path(&name);
        let what = format!("PostgreSQL ({})", settings.join(", "));
        Ok(Self { folder, database_url: url.into(), what, postgres: Some((database.to_owned(), name)) })
    }

    pub async fn remove(self) -> Result<()> {
        std::fs::remove_dir_all(&self.folder)?;
        if let Some((server, name)) = self.postgres {
            let mut server = PgConnection::connect(&server).await?;
            sqlx::query(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).execute(&mut server).await?;
        }
        Ok(())
    }
}
