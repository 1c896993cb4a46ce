//! Whole records, one or many, for actions.

use std::collections::HashMap;

use sea_query::{Expr, ExprTrait, IntoTableRef, Order, Query as Build};
use uuid::Uuid;

use crate::db::{Ask, Result};
use crate::sql;
use crate::users::User;

/// The columns of a `User`, of `users` as u and their `roles` as r.
macro_rules! columns {
    () => {
        "u.id, u.kind, u.status, u.status_before, u.status_since, u.status_by, u.status_reason, u.expires_at, u.email, u.email_key,
         u.email_verified_at, u.first_name, u.last_name, u.title, u.company, u.location, u.phone, u.description, u.tags, u.custom,
         u.avatar, u.language, u.timezone, u.theme, u.density, u.shortcuts, u.email_notifications, u.owner_id, u.provider, u.external_id,
         u.totp_enabled_at IS NOT NULL AS has_two_factor, u.role_id, u.password_hash IS NOT NULL AS has_password,
         u.must_change_password, u.temporary_by, u.password_changed_at, u.last_seen_at, u.last_page, u.version, u.created_at, u.created_by,
         u.updated_at, u.updated_by, r.name AS role_name, coalesce(r.admin_access, FALSE) AS role_is_admin"
    };
}

/// `SELECT` of a `User`, to be continued with `WHERE`.
macro_rules! select_user {
    ($rest:literal) => {
        concat!("SELECT ", columns!(), " FROM users u LEFT JOIN roles r ON r.id = u.role_id ", $rest)
    };
}

/// By what users are found.
#[derive(Clone, Debug)]
pub enum Key {
    Id(Uuid),
    /// The canonical form of an address.
    Email(String),
}

/// The whole record, for actions: what a page shows of it goes through `users::seen`.
pub async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<User>> {
    let user = db.first(sql!(select_user!("WHERE u.id = $1"), id)).await?;
    with_groups(db, user).await
}

pub async fn find_by_email(mut db: impl Ask, key: &str) -> Result<Option<User>> {
    let user = db.first(sql!(select_user!("WHERE u.email_key = $1"), key)).await?;
    with_groups(db, user).await
}

async fn with_groups(mut db: impl Ask, user: Option<User>) -> Result<Option<User>> {
    let Some(mut user) = user else { return Ok(None) };
    let groups: Vec<(Uuid,)> = db.all(sql!("SELECT team_id FROM team_members WHERE user_id = $1 ORDER BY team_id", user.id)).await?;
    user.groups = groups.into_iter().map(|(id,)| id).collect();
    Ok(Some(user))
}

/// Those who have one of these keys, in no order; a query for all of them, and one for their groups. Databases count the values that
/// a query may have: a thousand fit.
///
/// # Errors
/// When the database is away.
pub async fn find_all(mut db: impl Ask, keys: impl IntoIterator<Item = Key>) -> Result<Vec<User>> {
    let (mut ids, mut emails) = (Vec::new(), Vec::new());
    for key in keys {
        match key {
            Key::Id(id) => ids.push(id),
            Key::Email(key) => emails.push(key),
        }
    }
    let column = |name: &'static str| Expr::col(("u", name));
    let mut asked = Vec::new();
    if !ids.is_empty() {
        asked.push(column("id").is_in(ids));
    }
    if !emails.is_empty() {
        asked.push(column("email_key").is_in(emails));
    }
    let Some(asked) = asked.into_iter().reduce(ExprTrait::or) else { return Ok(Vec::new()) };
    let mut select = Build::select();
    select.expr(Expr::cust(columns!())).from_as("users", "u");
    select.left_join("roles".into_table_ref().alias("r"), Expr::col(("r", "id")).equals(("u", "role_id"))).and_where(asked);
    let mut users: Vec<User> = db.all(select.into()).await?;
    let mut groups = memberships(db, users.iter().map(|user| user.id).collect()).await?;
    for user in &mut users {
        user.groups = groups.remove(&user.id).unwrap_or_default();
    }
    Ok(users)
}

/// The groups of each of these who are in any.
async fn memberships(mut db: impl Ask, users: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let mut select = Build::select();
    select.columns(["user_id", "team_id"]).from("team_members").and_where(Expr::col("user_id").is_in(users));
    let mut groups: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (user, group) in db.all::<(Uuid, Uuid)>(select.order_by("team_id", Order::Asc).take().into()).await? {
        groups.entry(user).or_default().push(group);
    }
    Ok(groups)
}
