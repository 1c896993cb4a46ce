//! The rows of users: one, found and changed; lists of them are in `list`.

mod add;
mod asked;
mod email;
mod ends;
mod avatar;
mod crowd;
mod find;
mod gone;
mod grants;
mod groups;
mod ids;
mod keys;
mod list;
mod order;
mod password;
mod place;
mod profile;
mod project;
mod role;
mod row;
mod service_account;
mod tags;
mod tokens;

pub(super) use add::{NewRow, add};
pub(super) use avatar::{avatar, delete_avatar, save_avatar};
pub(super) use crowd::{StatusChange, cancel_invitations, refuse_tokens_of, save_roles, save_statuses};
pub use email::{EmailRow, end_invitation, follow_attempts, save_email};
pub use ends::unwarned;
pub(super) use ends::{ending, past_end, save_ends, warned};
pub use find::{Key, find, find_all, find_by_email};
pub(super) use gone::{delete, delete_attempts};
pub use grants::GrantRow;
pub(super) use grants::{
    EndedGrant, NewGrantRow, add_grant, delete_grant, grant, grant_of_role, grants, grants_of_role, past_grants, take_from_groups,
};
pub use groups::{GroupRow, groups};
pub use keys::add_keys;
pub(super) use keys::save_keys;
pub use list::{Directory, Known, Listing};
pub(super) use order::ordered_by;
pub(super) use password::save_must_change;
pub use password::{remove_password, save_password};
pub use profile::{AttemptRow, GivenRow, InvitationRow};
pub(super) use profile::{TokenCounts, attempts, invitation, role_given, token_counts};
pub use project::{ProjectRow, project};
pub(super) use role::{Holder, Onward, holders, save_onward};
pub use row::{Row, these};
pub(super) use service_account::{make_service, save_owner, services_of};
pub(super) use tags::tags;
pub(super) use tokens::refuse_tokens_of_role;

use sea_query::{Expr, ExprTrait, Iden};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Keys, Status};
use crate::access::Scope;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

pub(super) struct DetailsRow<'a> {
    pub id: Uuid,
    /// The version the form was drawn from.
    pub version: i64,
    pub details: &'a super::Details,
    pub keys: Keys,
    pub by: Option<Uuid>,
    pub now: Moment,
}

/// Saves details unless someone else has changed the record since; the number of rows says which.
pub(super) async fn save_details(write: &mut Write, row: DetailsRow<'_>) -> Result<u64> {
    let d = row.details;
    write
        .run(sql!(
            "UPDATE users SET first_name = $3, last_name = $4, title = $5, company = $6, location = $7, phone = $8, description = $9,
                              tags = $10, name_key = $11, search_text = $12, title_key = $15, company_key = $16, tags_key = $17, custom = $18, location_key = $19,
                              version = version + 1, updated_at = $13, updated_by = $14
             WHERE id = $1 AND version = $2",
            row.id,
            row.version,
            d.first_name.as_str(),
            d.last_name.as_str(),
            d.title.as_str(),
            d.company.as_str(),
            d.location.as_str(),
            d.phone.as_str(),
            d.description.as_str(),
            serde_json::json!(d.tags),
            row.keys.name,
            row.keys.search,
            row.now,
            row.by,
            row.keys.title,
            row.keys.company,
            row.keys.tags,
            serde_json::json!(d.custom),
            row.keys.location
        ))
        .await
}

/// Takes in what an invitee gave, and that their address is proven.
pub(super) async fn save_accepted(
    write: &mut Write,
    id: Uuid,
    details: &super::Details,
    language: &str,
    keys: Keys,
    now: Moment,
) -> Result<()> {
    write
        .run(sql!(
            "UPDATE users SET first_name = $2, last_name = $3, language = $4, name_key = $5, search_text = $6, email_verified_at = $7, custom = $8,
                              updated_by = $1
             WHERE id = $1",
            id,
            details.first_name.as_str(),
            details.last_name.as_str(),
            language,
            keys.name,
            keys.search,
            now,
            serde_json::json!(details.custom)
        ))
        .await?;
    Ok(())
}

/// How somebody arranged the directory. As with where they were last, their record is none the newer for it, and the trail says nothing.
pub(super) async fn save_arrangement(db: &Db, user: Uuid, arrangement: &serde_json::Value) -> Result<()> {
    let mut write = db.write().await?;
    write.run(sql!("UPDATE users SET arrangement = $2 WHERE id = $1", user, arrangement.clone())).await?;
    write.commit().await
}

/// What the pane and the tabs show: users per role and status, kept by the database.
#[derive(FromRow, Clone, Debug)]
pub(super) struct CountRow {
    /// The nil id is no role.
    pub role_id: Uuid,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub n: i64,
}

pub(super) async fn counts(mut db: impl Ask) -> Result<Vec<CountRow>> {
    db.all(sql!("SELECT role_id, status, n FROM user_counts WHERE n > 0")).await
}

/// When the pending invitations of these users end, where the scope shows it.
pub(super) async fn invitation_ends(mut db: &Db, scope: &Scope, users: &[Uuid]) -> Result<Vec<(Uuid, Moment)>> {
    let column = |name: &'static str| Expr::col(("invitations", name));
    let mut select = sea_query::Query::select();
    select
        .columns([Invitations::UserId, Invitations::ExpiresAt])
        .from(Invitations::Table)
        .and_where(Expr::col(Invitations::UserId).is_in(users.iter().copied()))
        .and_where(Expr::col(Invitations::CancelledAt).is_null());
    if let Some(condition) = scope.shows("expires_at", db, &column).or_else(|| scope.condition(db, &column)) {
        select.and_where(condition);
    }
    db.all(select.into()).await
}

#[derive(Iden, Clone, Copy)]
enum Invitations {
    Table,
    UserId,
    ExpiresAt,
    CancelledAt,
}
