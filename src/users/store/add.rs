//! Adding users: one, or many to a statement.

use sea_query::{Expr, ExprTrait, Iden, OnConflict, Query as Build};
use uuid::Uuid;

use super::keys::add_keys;
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::users::sort_keys::Key;
use crate::users::{Details, Keys, Status};

/// Users added by one statement: databases count the values that one may have.
const BATCH: usize = 500;

/// What a new user starts with; everything else has its default.
pub(in crate::users) struct NewRow {
    pub id: Uuid,
    pub status: Status,
    pub email: String,
    pub email_key: String,
    pub details: Details,
    pub language: String,
    pub timezone: String,
    pub keys: Keys,
    pub sort_keys: Vec<Key>,
    pub role_id: Option<Uuid>,
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    pub by: Option<Uuid>,
    pub now: Moment,
}

/// Adds users; the unique key on the address decides whether there is one already. Returns how many there were not.
pub(in crate::users) async fn add(write: &mut Write, rows: Vec<NewRow>) -> Result<u64> {
    let mut added = 0;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        added += add_batch(write, rows.by_ref().take(BATCH)).await?;
    }
    Ok(added)
}

async fn add_batch(write: &mut Write, rows: impl Iterator<Item = NewRow>) -> Result<u64> {
    use Users as U;
    let (mut keys, mut offered) = (Vec::new(), Vec::new());
    let mut insert = Build::insert();
    insert.into_table(U::Table).columns(COLUMNS).on_conflict(OnConflict::column(U::EmailKey).do_nothing().to_owned());
    for new in rows {
        offered.push(new.id);
        keys.extend(new.sort_keys.into_iter().map(|key| (new.id, key)));
        let password_at = new.password_hash.as_ref().map(|_| new.now);
        let temporary_by = new.by.filter(|_| new.must_change_password);
        let details = new.details;
        insert.values_panic([
            new.id.into(),
            new.status.name().into(),
            new.now.into(),
            new.by.into(),
            new.email.into(),
            new.email_key.into(),
            details.first_name.into(),
            details.last_name.into(),
            new.keys.name.into(),
            new.keys.search.into(),
            new.role_id.into(),
            new.password_hash.into(),
            password_at.into(),
            new.must_change_password.into(),
            details.title.into(),
            details.company.into(),
            details.location.into(),
            details.phone.into(),
            details.description.into(),
            serde_json::json!(details.tags).into(),
            serde_json::json!(details.custom).into(),
            new.language.into(),
            new.timezone.into(),
            new.keys.title.into(),
            new.keys.company.into(),
            new.keys.tags.into(),
            new.keys.location.into(),
            new.now.into(),
            new.by.into(),
            new.now.into(),
            new.by.into(),
            temporary_by.into(),
        ]);
    }
    let added = write.run(insert.into()).await?;
    if added < offered.len() as u64 && !keys.is_empty() {
        let mut present = Build::select();
        present.column(U::Id).from(U::Table).and_where(Expr::col(U::Id).is_in(offered));
        let present: Vec<(Uuid,)> = write.all(present.into()).await?;
        keys.retain(|(id, _)| present.contains(&(*id,)));
    }
    add_keys(write, keys).await?;
    Ok(added)
}

const COLUMNS: [Users; 32] = {
    use Users as U;
    [
        U::Id,
        U::Status,
        U::StatusSince,
        U::StatusBy,
        U::Email,
        U::EmailKey,
        U::FirstName,
        U::LastName,
        U::NameKey,
        U::SearchText,
        U::RoleId,
        U::PasswordHash,
        U::PasswordChangedAt,
        U::MustChangePassword,
        U::Title,
        U::Company,
        U::Location,
        U::Phone,
        U::Description,
        U::Tags,
        U::Custom,
        U::Language,
        U::Timezone,
        U::TitleKey,
        U::CompanyKey,
        U::TagsKey,
        U::LocationKey,
        U::CreatedAt,
        U::CreatedBy,
        U::UpdatedAt,
        U::UpdatedBy,
        U::TemporaryBy,
    ]
};

#[derive(Iden, Clone, Copy)]
enum Users {
    Table,
    Id,
    Status,
    StatusSince,
    StatusBy,
    Email,
    EmailKey,
    FirstName,
    LastName,
    NameKey,
    SearchText,
    RoleId,
    PasswordHash,
    PasswordChangedAt,
    MustChangePassword,
    Title,
    Company,
    Location,
    Phone,
    Description,
    Tags,
    Custom,
    Language,
    Timezone,
    TitleKey,
    CompanyKey,
    TagsKey,
    LocationKey,
    CreatedAt,
    CreatedBy,
    UpdatedAt,
    UpdatedBy,
    TemporaryBy,
}
