//! The rows of users: one, found and changed; lists of them are in `list`.

mod add;
mod asked;
mod email;
mod avatar;
mod crowd;
mod gone;
mod grants;
mod groups;
mod ids;
mod list;
mod password;
mod profile;
mod project;
mod role;
mod row;
mod service_account;
mod tags;
mod tokens;

pub(super) use add::{NewRow, add};
pub(super) use asked::ordered_by;
pub(super) use avatar::{avatar, delete_avatar, save_avatar};
pub(super) use crowd::{StatusChange, cancel_invitations, find_all, refuse_tokens_of, save_ends, save_roles, save_statuses};
pub use email::{EmailRow, end_invitation, follow_attempts, save_email};
pub(super) use gone::{delete, delete_attempts};
pub use grants::GrantRow;
pub(super) use grants::{
    EndedGrant, NewGrantRow, add_grant, delete_grant, grant, grant_of_role, grants, grants_of_role, past_grants, take_from_groups,
};
pub use groups::{GroupRow, groups};
pub use list::{Directory, Known, Listing};
pub(super) use password::save_must_change;
pub use password::{remove_password, save_password};
pub use profile::{AttemptRow, GivenRow, InvitationRow};
pub(super) use profile::{TokenCounts, attempts, invitation, role_given, token_counts};
pub use project::{ProjectRow, project};
pub(super) use role::{Holder, Onward, holders, save_onward};
pub use row::{Row, these};
pub(super) use service_account::{make_service, save_owner, services_of};
pub(super) use tags::tags;
pub(super) use tokens::{past_end_with_tokens, refuse_tokens_of_role};

use sea_query::{Expr, ExprTrait, Iden};
use sqlx::FromRow;
use uuid::Uuid;

use super::model::User;
use super::{Keys, Status};
use crate::access::Scope;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;

/// The columns of a `User`, of users `u` and their roles `r`.
macro_rules! user {
    () => {
        "u.id, u.kind, u.status, u.status_before, u.status_since, u.status_by, u.status_reason, u.expires_at, u.email, u.email_key,
                    u.email_verified_at, u.first_name, u.last_name, u.title, u.company, u.location, u.phone, u.description, u.tags, u.custom,
                    u.avatar, u.language, u.timezone, u.theme, u.density, u.shortcuts, u.email_notifications, u.owner_id, u.provider, u.external_id,
                    u.totp_enabled_at IS NOT NULL AS has_two_factor, u.role_id, u.password_hash IS NOT NULL AS has_password,
                    u.must_change_password, u.temporary_by, u.password_changed_at, u.last_seen_at, u.last_page, u.version, u.created_at, u.created_by, u.updated_at, u.updated_by,
                    r.name AS role_name, coalesce(r.admin_access, FALSE) AS role_is_admin"
    };
}
const USER: &str = user!();

/// `SELECT` of a `User`, to be continued with `WHERE`.
macro_rules! select_user {
    ($rest:literal) => {
        concat!("SELECT ", user!(), " FROM users u LEFT JOIN roles r ON r.id = u.role_id ", $rest)
    };
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
                              tags = $10, name_key = $11, search_text = $12, title_key = $15, company_key = $16, tags_key = $17, custom = $18,
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
            serde_json::json!(d.custom)
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
