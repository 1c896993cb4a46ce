//! Tables that are being taken in, and their rows.

use std::collections::HashMap;

use sea_query::{Expr, ExprTrait, Iden, OnConflict, Query as Build};
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::plan::Plan;
use super::table::Line;
use super::verdict::{Fate, Row, Verdict};
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::i18n::Said;
use crate::sql;

/// Rows of one statement.
const BATCH: usize = 500;

#[derive(FromRow, Clone, Debug)]
pub struct Import {
    pub id: Uuid,
    pub user_id: Uuid,
    pub headers: Json<Vec<String>>,
    pub total: i64,
    plan: Option<Json<Plan>>,
    /// The job that looks at every row.
    pub checked_by: Option<Uuid>,
    /// The job that takes them in.
    pub applied_by: Option<Uuid>,
}

impl Import {
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref().map(|plan| &plan.0)
    }
}

#[derive(Iden, Clone, Copy)]
enum ImportRows {
    Table,
    ImportId,
    N,
    Line,
    Cells,
    Key,
    Fate,
    Said,
    Name,
    UserId,
}

pub(super) async fn add(write: &mut Write, id: Uuid, user: Uuid, headers: &[String], now: Moment) -> Result<u64> {
    let text = "INSERT INTO imports (id, user_id, headers, created_at) VALUES ($1, $2, $3, $4)";
    write.run(sql!(text, id, user, json!(headers), now)).await
}

/// Adds rows, numbered from `first` on.
pub(super) async fn add_rows(write: &mut Write, import: Uuid, first: usize, lines: &[Line]) -> Result<()> {
    use ImportRows as R;
    for (batch, lines) in lines.chunks(BATCH).enumerate() {
        let mut insert = Build::insert();
        insert.into_table(R::Table).columns([R::ImportId, R::N, R::Line, R::Cells]);
        for (n, line) in lines.iter().enumerate() {
            let n = i64::try_from(first + batch * BATCH + n).unwrap_or(i64::MAX);
            insert.values_panic([import.into(), n.into(), line.number.into(), json!(line.cells).into()]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

/// Says that the file is there, with so many rows.
pub(super) async fn complete(write: &mut Write, id: Uuid, total: usize) -> Result<u64> {
    write.run(sql!("UPDATE imports SET total = $2 WHERE id = $1", id, i64::try_from(total).unwrap_or(i64::MAX))).await
}

/// One that is there whole, with its rows.
pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<Import>> {
    let text = "SELECT id, user_id, headers, total, plan, checked_by, applied_by FROM imports
                WHERE id = $1 AND total > 0 AND EXISTS (SELECT 1 FROM import_rows r WHERE r.import_id = imports.id)";
    db.first(sql!(text, id)).await
}

#[derive(FromRow)]
struct PlanRow {
    headers: Json<Vec<String>>,
    plan: Json<Plan>,
}

/// What the headers of somebody's last table were taken for.
pub(super) async fn last_choices(mut db: &Db, user: Uuid) -> Result<Vec<(String, String)>> {
    let text = "SELECT headers, plan FROM imports WHERE user_id = $1 AND plan IS NOT NULL ORDER BY created_at DESC LIMIT 1";
    let row: Option<PlanRow> = db.first(sql!(text, user)).await?;
    Ok(row.map(|row| row.headers.0.into_iter().zip(row.plan.0.columns).collect()).unwrap_or_default())
}

/// Keeps how a table is to be taken in, and the job that looks at its rows; what was known of them before is forgotten. Of one that
/// was taken in, nothing.
pub(super) async fn save_plan(write: &mut Write, id: Uuid, plan: &Plan, job: Uuid) -> Result<u64> {
    let text = "UPDATE imports SET plan = $2, checked_by = $3 WHERE id = $1 AND applied_by IS NULL";
    let saved = write.run(sql!(text, id, json!(plan), job)).await?;
    if saved == 1 {
        write.run(sql!("UPDATE import_rows SET fate = '', key = '' WHERE import_id = $1 AND fate <> ''", id)).await?;
    }
    Ok(saved)
}

/// The job that takes it in: there is only one. What would have become of the rows is forgotten: what becomes of them is said anew.
pub(super) async fn save_applied(write: &mut Write, id: Uuid, job: Uuid) -> Result<u64> {
    let saved = write.run(sql!("UPDATE imports SET applied_by = $2 WHERE id = $1 AND applied_by IS NULL", id, job)).await?;
    write.run(sql!("UPDATE import_rows SET fate = '' WHERE import_id = $1 AND fate <> ''", id)).await?;
    Ok(saved)
}

#[derive(FromRow)]
struct CellsRow {
    n: i64,
    line: i64,
    cells: Json<Vec<String>>,
}

/// The rows with these numbers.
pub(super) async fn rows(mut db: impl Ask, import: Uuid, from: i64, to: i64) -> Result<Vec<Row>> {
    let text = "SELECT n, line, cells FROM import_rows WHERE import_id = $1 AND n BETWEEN $2 AND $3 ORDER BY n";
    let rows: Vec<CellsRow> = db.all(sql!(text, import, from, to)).await?;
    Ok(rows.into_iter().map(|row| Row { n: row.n, line: row.line, cells: row.cells.0 }).collect())
}

/// Of these keys, those that rows before that one have, with their lines.
pub(super) async fn keys_before(mut db: impl Ask, import: Uuid, n: i64, keys: Vec<String>) -> Result<HashMap<String, i64>> {
    use ImportRows as R;
    let mut select = Build::select();
    select.columns([R::Key, R::Line]).from(R::Table).and_where(Expr::col(R::ImportId).eq(import));
    select.and_where(Expr::col(R::Key).is_in(keys)).and_where(Expr::col(R::N).lt(n)).and_where(Expr::col(R::Key).ne(""));
    let rows: Vec<(String, i64)> = db.all(select.into()).await?;
    Ok(rows.into_iter().collect())
}

/// What would become of rows, or became of them, many to a statement.
pub(super) async fn save_verdicts(
    write: &mut Write,
    import: Uuid,
    verdicts: &[Verdict],
    known: impl Fn(&Verdict) -> Option<Uuid>,
) -> Result<()> {
    use ImportRows as R;
    for verdicts in verdicts.chunks(BATCH) {
        let said = [R::Key, R::Fate, R::Said, R::Name, R::UserId];
        let mut insert = Build::insert();
        insert
            .into_table(R::Table)
            .columns([R::ImportId, R::N, R::Line, R::Cells, R::Key, R::Fate, R::Said, R::Name, R::UserId])
            .on_conflict(OnConflict::columns([R::ImportId, R::N]).update_columns(said).to_owned());
        for verdict in verdicts {
            let said: Vec<Said> = verdict.said.iter().cloned().map(Said::from).collect();
            insert.values_panic([
                import.into(),
                verdict.n.into(),
                verdict.line.into(),
                Value::Array(Vec::new()).into(),
                verdict.key.as_str().into(),
                verdict.fate.name().into(),
                json!(said).into(),
                verdict.name.as_str().into(),
                known(verdict).into(),
            ]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

/// A row as pages and files show it.
#[derive(FromRow, Clone, Debug)]
pub struct Judged {
    pub n: i64,
    pub line: i64,
    #[sqlx(try_from = "String")]
    pub fate: Fate,
    pub said: Option<Json<Vec<Said>>>,
    pub name: String,
    pub user_id: Option<Uuid>,
}

/// Rows of one fate, or of any, from the one after `after` on.
pub(super) async fn judged(mut db: &Db, import: Uuid, fate: Option<Fate>, after: i64, most: i64) -> Result<Vec<Judged>> {
    db.all(match fate {
        Some(fate) => sql!(
            "SELECT n, line, fate, said, name, user_id FROM import_rows
             WHERE import_id = $1 AND fate = $2 AND n > $3 ORDER BY n LIMIT $4",
            import,
            fate.name(),
            after,
            most
        ),
        None => sql!(
            "SELECT n, line, fate, said, name, user_id FROM import_rows WHERE import_id = $1 AND fate <> '' AND n > $2 ORDER BY n LIMIT $3",
            import,
            after,
            most
        ),
    })
    .await
}

/// How many rows there are of each fate.
pub(super) async fn counts(mut db: &Db, import: Uuid) -> Result<Vec<(String, i64)>> {
    db.all(sql!("SELECT fate, count(*) FROM import_rows WHERE import_id = $1 GROUP BY fate", import)).await
}

/// Forgets the rows of tables that came in before `rows`, and tables that came in before `tables`.
pub(super) async fn forget(mut db: &Db, rows: Moment, tables: Moment) -> Result<()> {
    // In pieces: others write meanwhile.
    const PIECE: &str =
        "DELETE FROM import_rows WHERE import_id = $1 AND n IN (SELECT n FROM import_rows WHERE import_id = $1 ORDER BY n LIMIT 10000)";
    const OVER: &str =
        "SELECT id FROM imports WHERE created_at < $1 AND EXISTS (SELECT 1 FROM import_rows r WHERE r.import_id = imports.id)";
    let over: Vec<(Uuid,)> = db.all(sql!(OVER, rows)).await?;
    for (import,) in over {
        while db.run(sql!(PIECE, import)).await? > 0 {}
    }
    db.run(sql!("DELETE FROM imports WHERE created_at < $1", tables)).await?;
    Ok(())
}
