//! What roles let people see and do: by record, by field, and no more than whoever gives it has.

mod columns;
mod concealed;
mod defaults;
mod delegation;
mod growth;
mod inviters;
mod matrix;
mod places;
mod readers;
mod unsaid;
mod ways_on;

use rolecall::access;
use rolecall::db::Query;
use rolecall::sql;
use rolecall::users::{self, Status, Typed};
use serde_json::Value;
use uuid::Uuid;

use crate::house::{House, Person};

/// A permission as it is kept.
#[derive(Clone)]
pub struct Permission {
    pub on: &'static str,
    pub action: &'static str,
    pub rule: Value,
    pub fields: Vec<&'static str>,
}

impl Permission {
    fn row(&self, role: Uuid) -> Query {
        sql!(
            "INSERT INTO permissions (id, role_id, collection, action, rule, fields) VALUES ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            role,
            self.on,
            self.action,
            self.rule.clone(),
            serde_json::json!(self.fields)
        )
    }
}

pub fn permission(on: &'static str, action: &'static str, rule: Value, fields: &[&'static str]) -> Permission {
    Permission { on, action, rule, fields: fields.to_vec() }
}

impl House {
    /// A role that may use the pages, has the preset and these permissions.
    pub async fn role(&self, name: &str, permissions: &[Permission]) -> Uuid {
        let id = Uuid::now_v7();
        let mut write = self.app.db.write().await.expect("a turn");
        let row = sql!(
            "INSERT INTO roles (id, name, name_key, app_access, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
            id,
            name,
            name.to_lowercase(),
            true,
            self.now()
        );
        write.run(row).await.expect("written");
        access::add_preset(&mut write, id).await.expect("written");
        for permission in permissions {
            write.run(permission.row(id)).await.expect("written");
        }
        write.commit().await.expect("committed");
        id
    }

    /// One more permission for a role.
    pub async fn permit(&self, role: Uuid, permission: Permission) {
        self.app.db.run(permission.row(role)).await.expect("written");
    }

    /// Tess, who is active with a role of her own.
    pub async fn tess(&self, permissions: &[Permission]) -> Person {
        let role = self.role("Tested", permissions).await;
        self.add("tess@acme.example", ("Tess", "Tran"), Status::Active, Some(role)).await
    }

    /// Fills in details of somebody.
    pub async fn describe(&self, person: &Person, typed: Typed) {
        let version = self.user(person).await.version;
        users::edit(&self.app.db, &access::Actor::cli(), person.id, version, &typed, self.now()).await.expect("written");
    }
}
