//! Both databases have the same tables, columns, nullability and keys. Without `ROLECALL_TEST_POSTGRES`, which `tests/run`
//! sets, there is nothing to compare with.

use std::collections::{BTreeMap, BTreeSet};

use rolecall::db::{self, Ask};
use rolecall::sql;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

#[derive(Debug, Default, PartialEq)]
struct Table {
    /// Name, and whether it may be empty.
    columns: BTreeMap<String, bool>,
    primary: BTreeSet<String>,
    /// Each as its columns; a partial one with a mark.
    unique: BTreeSet<BTreeSet<String>>,
    /// Column and the table it refers to.
    foreign: BTreeSet<(String, String)>,
}

type Schema = BTreeMap<String, Table>;

/// The pieces of the full-text index, and the lists of the libraries.
fn is_ours(table: &str) -> bool {
    !table.starts_with("users_search") && !table.starts_with("sqlite_") && !table.starts_with("_sqlx")
}

/// "Seq" has a stable integer for the index of one of them, and is nobody's business.
fn tidy(mut schema: Schema) -> Schema {
    schema.retain(|name, _| is_ours(name));
    for table in schema.values_mut() {
        // A primary key is unique by its nature.
        table.unique.remove(&table.primary);
    }
    if let Some(users) = schema.get_mut("users") {
        users.columns.remove("seq");
        let id = BTreeSet::from(["id".to_owned()]);
        users.unique.remove(&id);
        users.unique.remove(&BTreeSet::from(["seq".to_owned()]));
        users.primary = id;
    }
    schema
}

async fn sqlite() -> Schema {
    let folder = std::env::temp_dir().join(format!("rolecall-schema-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let db = db::open(&format!("sqlite:{}/rolecall.db", folder.display())).await.expect("migrated");
    let mut ask = &db;
    let mut schema = Schema::new();
    let tables: Vec<(String,)> = ask.all(sql!("SELECT name FROM sqlite_master WHERE type = 'table'")).await.expect("tables");
    for (name,) in tables {
        let table = schema.entry(name.clone()).or_default();
        let columns: Vec<(String, i64, i64)> =
            ask.all(sql!("SELECT name, \"notnull\", pk FROM pragma_table_info($1)", name.as_str())).await.expect("columns");
        for (column, not_null, primary) in columns {
            if primary > 0 {
                table.primary.insert(column.clone());
            }
            table.columns.insert(column, not_null == 0 && primary == 0);
        }
        let keys: Vec<(String,)> =
            ask.all(sql!("SELECT name FROM pragma_index_list($1) WHERE \"unique\" = 1", name.as_str())).await.expect("keys");
        for (key,) in keys {
            let columns: Vec<(String,)> = ask.all(sql!("SELECT name FROM pragma_index_info($1)", key.as_str())).await.expect("columns");
            table.unique.insert(columns.into_iter().map(|(column,)| column).collect());
        }
        let foreign: Vec<(String, String)> =
            ask.all(sql!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list($1)", name.as_str())).await.expect("keys");
        table.foreign.extend(foreign);
    }
    db.close().await;
    std::fs::remove_dir_all(folder).expect("removed");
    tidy(schema)
}

async fn postgres(server: &str) -> Schema {
    let name = format!("rolecall_schema_{}", std::process::id());
    let mut url = url::Url::parse(server).expect("an address");
    url.set_path(&name);
    run(server, format!("CREATE DATABASE {name}")).await;
    let db = db::open(url.as_str()).await.expect("migrated");
    let mut ask = &db;
    let mut schema = Schema::new();
    let columns: Vec<(String, String, String)> = ask
        .all(sql!(
            "SELECT CAST(c.table_name AS text), CAST(c.column_name AS text), CAST(c.is_nullable AS text)
             FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
             WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
        ))
        .await
        .expect("columns");
    for (table, column, nullable) in columns {
        schema.entry(table).or_default().columns.insert(column, nullable == "YES");
    }
    let keys: Vec<(String, String, bool, String)> = ask
        .all(sql!(
            "SELECT CAST(t.relname AS text), CAST(i.relname AS text), x.indisprimary, CAST(a.attname AS text)
             FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (x.indkey) WHERE x.indisunique"
        ))
        .await
        .expect("keys");
    let mut unique: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (table, key, is_primary, column) in keys {
        if is_primary {
            schema.entry(table).or_default().primary.insert(column);
        } else {
            unique.entry((table, key)).or_default().insert(column);
        }
    }
    for ((table, _), columns) in unique {
        schema.entry(table).or_default().unique.insert(columns);
    }
    let foreign: Vec<(String, String, String)> = ask
        .all(sql!(
            "SELECT CAST(t.relname AS text), CAST(a.attname AS text), CAST(f.relname AS text)
             FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f'"
        ))
        .await
        .expect("keys");
    for (table, column, other) in foreign {
        schema.entry(table).or_default().foreign.insert((column, other));
    }
    db.close().await;
    run(server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    tidy(schema)
}

async fn run(server: &str, statement: String) {
    let mut connection = PgConnection::connect(server).await.expect("the server answers");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("the superuser may");
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let sqlite = sqlite().await;
    assert!(sqlite.len() > 15 && sqlite["users"].columns.len() > 30, "{sqlite:#?}");
    let Ok(server) = std::env::var("ROLECALL_TEST_POSTGRES") else {
        eprintln!("ROLECALL_TEST_POSTGRES is not set: nothing was compared");
        return;
    };
    let postgres = postgres(&server).await;
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "{name}: SQLite on the left, PostgreSQL on the right");
    }
}

#[test]
fn migrations_have_the_same_names_and_say_why() {
    let names = |folder: &str| {
        let mut names: Vec<_> = std::fs::read_dir(folder).expect(folder).map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("migrations/sqlite"), names("migrations/postgres"));
    for folder in ["migrations/sqlite", "migrations/postgres"] {
        for name in names(folder) {
            let text = std::fs::read_to_string(std::path::Path::new(folder).join(&name)).expect("a migration");
            assert!(text.starts_with("-- "), "{folder}/{name:?} does not say why");
        }
    }
}
