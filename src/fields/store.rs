//! The rows of added fields, and what of other tables goes with one.

use sea_query::{Expr, Func, Query as Build};
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use super::model::{Details, FieldRow};
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::rules::Type;
use crate::sql;
use crate::users::fold;

macro_rules! select_field {
    ($rest:literal) => {
        concat!(
            "SELECT id, slot, name, takes, label, help, required, initial, choices, retired, position, version, updated_at, updated_by
             FROM fields ",
            $rest
        )
    };
}

pub async fn all(mut db: impl Ask) -> Result<Vec<FieldRow>> {
    db.all(sql!(select_field!("ORDER BY position, id"))).await
}

pub async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<FieldRow>> {
    db.first(sql!(select_field!("WHERE id = $1"), id)).await
}

pub struct NewRow<'a> {
    pub id: Uuid,
    pub slot: i64,
    pub name: &'a str,
    pub takes: Type,
    pub details: &'a Details,
    pub position: i64,
    pub by: Option<Uuid>,
    pub now: Moment,
}

pub async fn add(write: &mut Write, new: &NewRow<'_>) -> Result<u64> {
    let details = new.details;
    write
        .run(sql!(
            "INSERT INTO fields (id, slot, name, takes, label, label_key, help, required, initial, choices, position,
                                 created_at, created_by, updated_at, updated_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12, $13)",
            new.id,
            new.slot,
            new.name,
            new.takes.name(),
            details.label.as_str(),
            fold(&details.label),
            details.help.as_str(),
            details.required,
            details.initial.as_str(),
            json!(details.choices),
            new.position,
            new.now,
            new.by
        ))
        .await
}

/// Saves a field unless someone else has changed it since; the number of rows says which.
pub async fn save(write: &mut Write, id: Uuid, version: i64, details: &Details, by: Option<Uuid>, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE fields SET label = $3, label_key = $4, help = $5, required = $6, initial = $7, choices = $8, retired = $9,
                               version = version + 1, updated_at = $10, updated_by = $11
             WHERE id = $1 AND version = $2",
            id,
            version,
            details.label.as_str(),
            fold(&details.label),
            details.help.as_str(),
            details.required,
            details.initial.as_str(),
            json!(details.choices),
            details.retired,
            now,
            by
        ))
        .await
}

pub async fn put_at(write: &mut Write, id: Uuid, position: i64) -> Result<u64> {
    write.run(sql!("UPDATE fields SET position = $2 WHERE id = $1", id, position)).await
}

pub async fn delete(write: &mut Write, id: Uuid) -> Result<u64> {
    write.run(sql!("DELETE FROM fields WHERE id = $1", id)).await
}

/// How many users have something in it, counted no further than `most`.
pub async fn users_with(mut db: &Db, name: &str, most: u64) -> Result<i64> {
    let mut rows = Build::select();
    rows.expr(Expr::val(1)).from("users").and_where(db.json_has(Expr::col("custom"), name));
    let mut count = Build::select();
    count.expr(Func::count(Expr::val(1))).from_subquery(rows.limit(most).take(), "found");
    let (n,): (i64,) = db.one(count.into()).await?;
    Ok(n)
}

/// Takes it from everybody who has it; how many these were.
pub async fn forget(write: &mut Write, db: &Db, field: &FieldRow) -> Result<u64> {
    let name = &field.name;
    write.run(sql!("DELETE FROM user_keys WHERE slot = $1", field.slot)).await?;
    let mut update = Build::update();
    let custom = || Expr::col("custom");
    update.table("users").value("custom", db.json_without(custom(), name));
    update.and_where(db.json_has(custom(), name));
    write.run(update.into()).await
}

/// A permission on users as it is stored.
#[derive(FromRow, Clone, Debug)]
pub struct PermissionRow {
    pub id: Uuid,
    pub role_id: Uuid,
    pub role_name: String,
    pub action: String,
    pub rule: Value,
    pub fields: Value,
}

pub async fn permissions(mut db: impl Ask) -> Result<Vec<PermissionRow>> {
    db.all(sql!(
        "SELECT p.id, p.role_id, r.name AS role_name, p.action, p.rule, p.fields FROM permissions p JOIN roles r ON r.id = p.role_id
         WHERE p.collection = 'users' ORDER BY r.name_key, p.id"
    ))
    .await
}

/// Without any field it goes. The role has changed: whoever has its permissions open sees that.
pub async fn save_fields(write: &mut Write, permission: &PermissionRow, fields: &[String], by: Option<Uuid>, now: Moment) -> Result<()> {
    if fields.is_empty() {
        write.run(sql!("DELETE FROM permissions WHERE id = $1", permission.id)).await?;
    } else {
        write.run(sql!("UPDATE permissions SET fields = $2 WHERE id = $1", permission.id, json!(fields))).await?;
    }
    let touch = "UPDATE roles SET version = version + 1, updated_at = $2, updated_by = $3 WHERE id = $1";
    write.run(sql!(touch, permission.role_id, now, by)).await?;
    Ok(())
}
