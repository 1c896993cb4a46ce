//! Somebody with few rights among many roles: 30 of them with 10 permissions each, three groups, and what asking for their
//! rights costs.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use rolecall::access::{Catalogue, Rights};
use rolecall::db::{Ask, Db, Write, open};
use rolecall::sql;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::place::Place;

const ROLES: usize = 30;
const LOOKUPS: usize = 2_000;

pub struct Reader {
    /// Signs in with everyone's password.
    pub email: String,
    /// A look-up of their rights as every request makes it, in microseconds.
    pub lookups: Vec<f64>,
    /// All roles read anew, after one of them has changed, in microseconds.
    pub catalogue: Vec<f64>,
}

/// What a role of the benchmark may do.
fn permissions(n: usize) -> [(&'static str, &'static str, Value, Value); 10] {
    let own = |field: &str| json!({field: {"_eq": "$CURRENT_USER"}});
    let (basic, more) =
        (json!(["first_name", "last_name", "email", "title", "company", "tags", "status", "role", "last_seen_at"]), json!(["*"]));
    [
        ("users", "read", json!({"_and": [{"status": {"_neq": "archived"}}, {"kind": {"_eq": "person"}}]}), basic),
        ("users", "read", json!({"groups": {"_in": "$CURRENT_GROUPS"}}), more.clone()),
        ("users", "read", own("id"), more.clone()),
        ("users", "update", own("id"), json!(["first_name", "last_name", "phone", "language", "theme"])),
        ("users", "update", json!({"company": {"_eq": format!("Company {n}")}}), json!(["title", "tags"])),
        ("groups", "read", json!({}), json!(["name", "description", "owner"])),
        ("roles", "read", json!({}), json!(["name", "description"])),
        ("invitations", "create", json!({"email": {"_ends_with": format!("@team{n}.example")}}), more.clone()),
        ("sessions", "read", own("user"), more.clone()),
        ("audit", "read", own("subject"), more),
    ]
}

/// Writes the roles, and gives one to an active user who is in three groups, each with a role of its own.
///
/// The server must not be running: SQLite has one writer.
pub async fn prepare(place: &Place) -> Result<Reader> {
    let db = open(&place.database_url, [0; 32]).await?;
    let mut write = db.write().await?;
    let mut roles = Vec::new();
    for n in 0..ROLES {
        roles.push(add_role(&mut write, n).await?);
    }
    let find = "SELECT u.id, u.email FROM users u JOIN roles r ON r.id = u.role_id
        WHERE u.status = 'active' AND u.password_hash IS NOT NULL AND NOT r.admin_access AND r.app_access ORDER BY u.id LIMIT 1";
    let (user, email): (Uuid, String) = write.one(sql!(find)).await?;
    write.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", user, roles[0])).await?;
    write.run(sql!("DELETE FROM team_members WHERE user_id = $1", user)).await?;
    for (n, role) in roles[1..4].iter().enumerate() {
        let (id, name, at) = (Uuid::now_v7(), format!("Team of the benchmark {n}"), chrono::Utc::now());
        let insert = "INSERT INTO teams (id, name, name_key, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)";
        write.run(sql!(insert, id, name.clone(), name.to_lowercase(), at)).await?;
        write.run(sql!("INSERT INTO team_roles (team_id, role_id) VALUES ($1, $2)", id, *role)).await?;
        // Each has a hundred others in it.
        let members = "INSERT INTO team_members (team_id, user_id, added_at)
            SELECT $1, id, $2 FROM (SELECT id FROM users ORDER BY id LIMIT 100 OFFSET $3) AS others WHERE id <> $4";
        write.run(sql!(members, id, at, i64::try_from(n)? * 100, user)).await?;
        write.run(sql!("INSERT INTO team_members (team_id, user_id, added_at) VALUES ($1, $2, $3)", id, user, at)).await?;
    }
    write.commit().await?;
    let (lookups, catalogue) = ask(&db, user).await?;
    db.close().await;
    Ok(Reader { email, lookups, catalogue })
}

async fn add_role(write: &mut Write, n: usize) -> Result<Uuid> {
    let (id, name, at) = (Uuid::now_v7(), format!("Role of the benchmark {n:02}"), chrono::Utc::now());
    let insert = "INSERT INTO roles (id, name, name_key, app_access, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)";
    write.run(sql!(insert, id, name.clone(), name.to_lowercase(), true, at)).await?;
    for (on, action, rule, fields) in permissions(n) {
        let insert = "INSERT INTO permissions (id, role_id, collection, action, rule, fields) VALUES ($1, $2, $3, $4, $5, $6)";
        write.run(sql!(insert, Uuid::now_v7(), id, on, action, rule, fields)).await?;
    }
    Ok(id)
}

/// What a request asks: whose roles they are is read, what each may do is remembered.
async fn ask(db: &Db, user: Uuid) -> Result<(Vec<f64>, Vec<f64>)> {
    let (mut lookups, mut catalogues) = (Vec::new(), Vec::new());
    let micros = |since: Instant| since.elapsed().as_secs_f64() * 1e6;
    let mut catalogue = Arc::new(Catalogue::default());
    for _ in 0..20 {
        let started = Instant::now();
        catalogue = Catalogue::read(&mut &*db, 1).await?;
        catalogues.push(micros(started));
    }
    for _ in 0..LOOKUPS {
        let started = Instant::now();
        let rights = Rights::of(db, user, catalogue.clone(), Some("192.0.2.1"), chrono::Utc::now()).await?;
        lookups.push(micros(started));
        (rights.held().len() == 4).then_some(()).context("four roles: one's own and three by groups")?;
    }
    Ok((lookups, catalogues))
}
