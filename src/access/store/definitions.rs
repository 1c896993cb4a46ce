//! The fields that were added to users, as rules and permissions know them.

use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Ask, Result};
use crate::rules::{Definition, Type};
use crate::sql;

#[derive(FromRow)]
struct DefinitionRow {
    id: Uuid,
    slot: i64,
    name: String,
    takes: String,
    label: String,
    help: String,
    required: bool,
    initial: String,
    choices: Value,
    retired: bool,
}

/// Those that can be understood, in their order.
pub(in crate::access) async fn definitions(mut db: impl Ask) -> Result<Vec<Definition>> {
    let rows: Vec<DefinitionRow> = db
        .all(sql!("SELECT id, slot, name, takes, label, help, required, initial, choices, retired FROM fields ORDER BY position, id"))
        .await?;
    Ok(rows.into_iter().filter_map(definition).collect())
}

fn definition(row: DefinitionRow) -> Option<Definition> {
    Some(Definition {
        id: row.id,
        slot: u8::try_from(row.slot).ok().filter(|slot| *slot < 64)?,
        takes: Type::from_name(&row.takes)?,
        input: Definition::input_of(&row.name),
        name: row.name,
        label: row.label,
        help: row.help,
        is_required: row.required,
        default: row.initial,
        choices: serde_json::from_value(row.choices).ok()?,
        is_retired: row.retired,
    })
}
