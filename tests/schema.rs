//! Both databases hold the same directory: tables, columns, keys and indexes, as each database tells them after migrating.

#[expect(dead_code, reason = "other tests read code too")]
#[path = "support/files.rs"]
mod files;
#[path = "support/fresh.rs"]
mod fresh;
#[expect(dead_code, reason = "other tests need an app around their database")]
#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rolecall::db::{self, Db, Pools};
use sqlx::FromRow;
use support::Database;

type Names = BTreeSet<String>;

/// What both databases can say about a table.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// Each with whether it must have a value.
    columns: BTreeMap<String, bool>,
    primary: Vec<String>,
    /// Sets of columns of which no two rows have the same, and whether only some rows count.
    unique: BTreeSet<(Names, bool)>,
    /// Column, table it points to, and what happens when that row goes.
    foreign: BTreeSet<(String, String, String)>,
    /// Columns in their order, and whether only some rows are in it.
    indexes: BTreeSet<(Vec<String>, bool)>,
}

type Schema = BTreeMap<String, Table>;

#[derive(FromRow)]
struct Column {
    table_name: String,
    name: String,
    required: bool,
}

#[derive(FromRow)]
struct Index {
    table_name: String,
    /// In their order, separated by spaces; an expression is `()`.
    columns: String,
    is_unique: bool,
    is_primary: bool,
    is_partial: bool,
}

#[derive(FromRow)]
struct Reference {
    table_name: String,
    name: String,
    points_to: String,
    on_delete: String,
}

/// The full-text index keeps tables of its own, and sqlx its list of migrations.
const SQLITE_TABLES: &str = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
    AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'users_search%' AND name <> '_sqlx_migrations'";

/// `INTEGER PRIMARY KEY` is the row's number: it always has a value, though nobody says NOT NULL.
const SQLITE_COLUMNS: &str = "SELECT t.name AS table_name, c.name, c.\"notnull\" = 1 OR (c.type = 'INTEGER' AND c.pk = 1) AS required
    FROM (TABLES) AS t JOIN pragma_table_info(t.name) AS c";

/// Without the index that counts what a search finds, which PostgreSQL looks up in the table.
const SQLITE_INDEXES: &str =
    "SELECT t.name AS table_name, i.\"unique\" = 1 AS is_unique, i.origin = 'pk' AS is_primary, i.partial = 1 AS is_partial,
        (SELECT group_concat(coalesce(name, '()'), ' ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS columns
    FROM (TABLES) AS t JOIN pragma_index_list(t.name) AS i WHERE i.name <> 'users_found'
    UNION ALL
    SELECT t.name, true, true, false, c.name
    FROM (TABLES) AS t JOIN pragma_table_info(t.name) AS c
    WHERE c.pk = 1 AND c.type = 'INTEGER' AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) AS i WHERE i.origin = 'pk')";

const SQLITE_REFERENCES: &str = "SELECT t.name AS table_name, f.\"from\" AS name, f.\"table\" AS points_to, f.on_delete
    FROM (TABLES) AS t JOIN pragma_foreign_key_list(t.name) AS f";

const POSTGRES_COLUMNS: &str = "SELECT table_name::text, column_name::text AS name, is_nullable = 'NO' AS required
    FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'";

/// Without the trigram index, which is what `users_search` is in SQLite.
const POSTGRES_INDEXES: &str = "SELECT t.relname::text AS table_name, i.indisunique AS is_unique, i.indisprimary AS is_primary,
        i.indpred IS NOT NULL AS is_partial,
        (SELECT string_agg(coalesce(a.attname, '()'), ' ' ORDER BY k.place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
            LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number) AS columns
    FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_am AS m ON m.oid = x.relam
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relname <> '_sqlx_migrations' AND m.amname = 'btree'";

const POSTGRES_REFERENCES: &str = "SELECT t.relname::text AS table_name, a.attname::text AS name, o.relname::text AS points_to,
        CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' WHEN 'd' THEN 'SET DEFAULT'
            ELSE 'NO ACTION' END AS on_delete
    FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_class AS o ON o.oid = c.confrelid
        JOIN unnest(c.conkey) AS k (number) ON true JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number
    WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace";

async fn rows<T: db::Row>(db: &Db, text: &str) -> Vec<T> {
    let text = sqlx::AssertSqlSafe(text.replace("TABLES", SQLITE_TABLES));
    match &db.pools {
        Pools::Sqlite { writer, .. } => sqlx::query_as(text).fetch_all(writer).await,
        Pools::Postgres { readers, .. } => sqlx::query_as(text).fetch_all(readers).await,
    }
    .expect("the database describes itself")
}

async fn schema(database: &Database) -> Schema {
    let db = database.open().await;
    let (columns, indexes, references) = match db.pools {
        Pools::Sqlite { .. } => (SQLITE_COLUMNS, SQLITE_INDEXES, SQLITE_REFERENCES),
        Pools::Postgres { .. } => (POSTGRES_COLUMNS, POSTGRES_INDEXES, POSTGRES_REFERENCES),
    };
    let mut schema = Schema::new();
    for column in rows::<Column>(&db, columns).await {
        schema.entry(column.table_name).or_default().columns.insert(column.name, column.required);
    }
    for index in rows::<Index>(&db, indexes).await {
        let table = schema.get_mut(&index.table_name).expect("the index of a table");
        let columns: Vec<String> = index.columns.split(' ').map(str::to_owned).collect();
        if index.is_primary {
            table.primary = columns;
        } else if index.is_unique {
            table.unique.insert((columns.into_iter().collect(), index.is_partial));
        } else {
            table.indexes.insert((columns, index.is_partial));
        }
    }
    for reference in rows::<Reference>(&db, references).await {
        let table = schema.get_mut(&reference.table_name).expect("the foreign key of a table");
        table.foreign.insert((reference.name, reference.points_to, reference.on_delete));
    }
    db.close().await;
    schema
}

/// Says what is on one side only.
fn compare<T: Ord + std::fmt::Debug>(what: &str, sqlite: &BTreeSet<T>, postgres: &BTreeSet<T>) -> Vec<String> {
    let only = |name: &str, one: &BTreeSet<T>, other: &BTreeSet<T>| {
        one.difference(other).map(|thing| format!("{what} {thing:?} is only in {name}")).collect::<Vec<_>>()
    };
    [only("SQLite", sqlite, postgres), only("PostgreSQL", postgres, sqlite)].concat()
}

fn differences(sqlite: &Schema, postgres: &Schema) -> Vec<String> {
    let mut found = compare("table", &sqlite.keys().collect(), &postgres.keys().collect());
    for (name, a) in sqlite {
        let Some(b) = postgres.get(name) else { continue };
        let columns = |table: &Table| table.columns.iter().map(|(name, required)| (name.clone(), *required)).collect();
        found.extend(compare(&format!("{name}: column, required"), &columns(a), &columns(b)));
        found.extend(compare(&format!("{name}: primary key"), &BTreeSet::from([&a.primary]), &BTreeSet::from([&b.primary])));
        found.extend(compare(&format!("{name}: unique columns, partial"), &a.unique, &b.unique));
        found.extend(compare(&format!("{name}: foreign key"), &a.foreign, &b.foreign));
        found.extend(compare(&format!("{name}: index, partial"), &a.indexes, &b.indexes));
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_databases_hold_the_same_tables_columns_keys_and_indexes() {
    let Some(postgres) = fresh::postgres().await else { return };
    let sqlite = fresh::sqlite();
    let (sqlite, postgres) = (schema(&sqlite).await, schema(&postgres).await);
    for schema in [&sqlite, &postgres] {
        // What must have been seen, so that two empty answers are no agreement.
        let users = &schema["users"];
        assert!(schema.len() > 15 && users.columns.len() > 30, "{} tables, {} columns", schema.len(), users.columns.len());
        assert!(users.columns["email"] && !users.columns["expires_at"]);
        assert!(schema["user_counts"].primary == ["role_id", "status"] && schema["audit_events"].primary == ["seq"]);
        assert!(schema["links"].unique.contains(&(["user_id", "purpose"].map(str::to_owned).into(), true)));
        assert!(users.foreign.contains(&("role_id".into(), "roles".into(), "SET NULL".into())));
        assert!(users.indexes.contains(&(["name_key", "id"].map(str::to_owned).into(), false)));
        assert!(schema.values().all(|table| !table.primary.is_empty()), "every table has a primary key");
    }
    files::none(differences(&sqlite, &postgres));
}

/// `.cargo/config.toml` says so; where it is not read, every reader waits for the locks of the others.
#[tokio::test]
async fn sqlite_counts_no_memory_and_has_a_page_cache_for_each_connection() {
    let db = fresh::sqlite().open().await;
    let options: Vec<(String,)> = rows(&db, "PRAGMA compile_options").await;
    let has = |name: &str| options.iter().any(|(option,)| option == name);
    assert!(has("DEFAULT_MEMSTATUS=0") && !has("ENABLE_MEMORY_MANAGEMENT") && has("ENABLE_FTS5"), "{options:?}");
    db.close().await;
}

#[test]
fn both_migration_folders_hold_the_same_files() {
    let names = |folder: &str| -> BTreeSet<String> {
        let name = |(path, _): (String, String)| Path::new(&path).file_name().expect("a name").to_string_lossy().into_owned();
        files::files(folder, &[""]).into_iter().map(name).collect()
    };
    let (sqlite, postgres) = (names("migrations/sqlite"), names("migrations/postgres"));
    files::none(compare("migration", &sqlite, &postgres));
    let numbered = |name: &str| name.len() > 9 && name[..4].bytes().all(|c| c.is_ascii_digit());
    assert!(!sqlite.is_empty() && sqlite.iter().all(|name| numbered(name)), "NNNN_name.sql: {sqlite:?}");
}

/// There are hardly ever many of these.
const FEW: [&str; 3] = ["roles", "fields", "teams"];

/// What a deletion clears without a reference.
const CLEARED: [&str; 2] = ["status_by", "updated_by"];

/// An update that sets a reference from a table to itself writes every index of that table anew on SQLite: only what is hardly ever
/// changed may be one.
#[tokio::test]
async fn what_every_change_of_a_user_sets_refers_to_no_user() {
    let users = &schema(&fresh::sqlite()).await["users"];
    let own: Vec<&str> =
        users.foreign.iter().filter(|(_, points_to, _)| points_to == "users").map(|(column, ..)| column.as_str()).collect();
    assert_eq!(own, ["created_by", "owner_id"]);
    assert!(CLEARED.iter().all(|column| users.columns.contains_key(*column)));
}

/// Deleting a user looks through every table that points to users: without an index it reads all of it.
#[tokio::test]
async fn whoever_is_deleted_is_found_by_an_index_wherever_they_are_referred_to() {
    let found = schema(&fresh::sqlite()).await;
    let mut referring = 0;
    for (name, table) in found.iter().filter(|(name, _)| !FEW.contains(&name.as_str())) {
        let columns = table.foreign.iter().filter(|(_, points_to, _)| points_to == "users").map(|(column, ..)| column);
        let cleared = table.columns.keys().filter(|column| name == "users" && CLEARED.contains(&column.as_str()));
        for column in columns.chain(cleared) {
            referring += 1;
            let keyed = table.primary.first() == Some(column) || table.unique.iter().any(|(columns, _)| columns.contains(column));
            let indexed = table.indexes.iter().any(|(columns, _)| columns.first() == Some(column));
            assert!(keyed || indexed, "{name}.{column} has no index");
        }
    }
    assert!(referring > 20, "{referring}");
}
