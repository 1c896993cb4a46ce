//! The directory: creating, editing, status, role, deleting, finding; and that a member sees nothing of it.

mod access_page;
mod activity;
mod admins;
mod avatar;
mod columns;
mod counts;
mod create;
mod delete;
mod details;
mod ends;
mod filter;
mod first;
mod grants;
mod lasting_admins;
mod members;
mod paging;
mod role;
mod search;
mod status;
mod status_form;
mod verdict;
mod views;

use rolecall::{access, sql};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::browser::Answer;
use crate::house::{House, Person};

/// The people of a page of the list, in its order.
fn names(page: &Answer) -> Vec<String> {
    page.find_all(r#"<a href="/users/[0-9a-f-]+(?:\?back=[^"]*)?" id="n-[^"]+"><bdi>([^<]*)</bdi></a>"#)
}

/// Collection, action, rule, fields.
type Permission<'a> = (&'a str, &'a str, Value, &'a [&'a str]);

/// Everything of the trail.
const READS_TRAIL: &[Permission<'static>] = &[("audit", "read", Value::Null, &["*"])];

/// A role that may use the pages and has these permissions beyond the preset; `Null` is the rule of all records.
async fn new_role(house: &House, name: &str, permissions: &[Permission<'_>]) -> Uuid {
    let id = Uuid::now_v7();
    let role = sql!(
        "INSERT INTO roles (id, name, name_key, app_access, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        id,
        name,
        name.to_lowercase(),
        true,
        house.now()
    );
    let mut write = house.app.db.write().await.expect("a turn");
    write.run(role).await.expect("written");
    access::add_preset(&mut write, id).await.expect("written");
    write.commit().await.expect("committed");
    permit(house, id, permissions).await;
    id
}

async fn permit(house: &House, role: Uuid, permissions: &[Permission<'_>]) {
    for (collection, action, rule, fields) in permissions {
        let permission = sql!(
            "INSERT INTO permissions (id, role_id, collection, action, rule, fields) VALUES ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            role,
            *collection,
            *action,
            if rule.is_null() { json!({}) } else { rule.clone() },
            json!(fields)
        );
        house.app.db.run(permission).await.expect("written");
    }
}

/// A group with these roles.
async fn group(house: &House, name: &str, roles: &[Uuid]) -> Uuid {
    let id = Uuid::now_v7();
    let team = sql!(
        "INSERT INTO teams (id, name, name_key, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)",
        id,
        name,
        name.to_lowercase(),
        house.now()
    );
    house.app.db.run(team).await.expect("written");
    for role in roles {
        house.app.db.run(sql!("INSERT INTO team_roles (team_id, role_id) VALUES ($1, $2)", id, *role)).await.expect("written");
    }
    id
}

async fn join(house: &House, group: Uuid, person: &Person) {
    let member = sql!("INSERT INTO team_members (team_id, user_id, added_at) VALUES ($1, $2, $3)", group, person.id, house.now());
    house.app.db.run(member).await.expect("written");
}
