//! Writing made-up people, with a past that the ordinary actions could not give them.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use sea_query::{Expr, ExprTrait, Iden, OnConflict, Query as Insert, Value};
use uuid::Uuid;

use super::fields::DemoField;
use super::groups::DemoGroup;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::sql;
use crate::users::store::add_keys;
use crate::users::{Details, Keys, Status, fold, name_key};

pub(super) struct PersonRow {
    pub id: Uuid,
    pub email: String,
    pub email_key: String,
    pub details: Details,
    pub keys: Keys,
    pub sort_keys: Vec<(i16, String)>,
    pub status: Status,
    pub status_since: Moment,
    pub reason: &'static str,
    pub role: Option<Uuid>,
    pub hash: Option<String>,
    pub language: &'static str,
    pub timezone: &'static str,
    pub created_at: Moment,
    pub last_seen_at: Moment,
    pub invited_at: Option<Moment>,
    pub inviter: Uuid,
}

/// Adds people, all in one statement: PostgreSQL keeps the counts of roles and statuses per statement. Returns how many: those
/// whose address somebody has already are left out, so that a second run adds nobody twice.
pub(super) async fn add(write: &mut Write, people: Vec<PersonRow>) -> Result<u64> {
    use Column as C;
    let mut users = Insert::insert();
    users.into_table("users").columns([
        C::Id,
        C::Email,
        C::EmailKey,
        C::FirstName,
        C::LastName,
        C::Title,
        C::Company,
        C::Location,
        C::Phone,
        C::Description,
        C::Tags,
        C::Custom,
        C::NameKey,
        C::SearchText,
        C::TitleKey,
        C::CompanyKey,
        C::TagsKey,
        C::LocationKey,
        C::Status,
        C::StatusSince,
        C::StatusReason,
        C::RoleId,
        C::PasswordHash,
        C::Language,
        C::Timezone,
        C::CreatedAt,
        C::UpdatedAt,
        C::LastSeenAt,
        C::StatusBefore,
        C::EmailVerifiedAt,
        C::CreatedBy,
    ]);
    users.on_conflict(OnConflict::column(C::EmailKey).do_nothing().to_owned());
    let invited: Vec<Invited> = people.iter().filter_map(|p| Some((p.id, p.invited_at?, p.inviter, p.language))).collect();
    let (mut keys, mut ids) = (Vec::new(), Vec::new());
    for p in people {
        ids.push(p.id);
        keys.extend(p.sort_keys.into_iter().map(|key| (p.id, key)));
        let d = p.details;
        let verified = p.hash.as_ref().map(|_| p.created_at);
        let before = (p.status == Status::Archived).then_some("active");
        let values: [Value; 31] = [
            p.id.into(),
            p.email.into(),
            p.email_key.into(),
            d.first_name.into(),
            d.last_name.into(),
            d.title.into(),
            d.company.into(),
            d.location.into(),
            d.phone.into(),
            d.description.into(),
            serde_json::json!(d.tags).into(),
            serde_json::json!(d.custom).into(),
            p.keys.name.into(),
            p.keys.search.into(),
            p.keys.title.into(),
            p.keys.company.into(),
            p.keys.tags.into(),
            p.keys.location.into(),
            p.status.name().into(),
            p.status_since.into(),
            p.reason.into(),
            p.role.into(),
            p.hash.into(),
            p.language.into(),
            p.timezone.into(),
            p.created_at.into(),
            p.created_at.into(),
            p.last_seen_at.into(),
            before.into(),
            verified.into(),
            p.inviter.into(),
        ];
        users.values_panic(values.map(Expr::val));
    }
    let added = write.run(users.into()).await?;
    let mut present = Insert::select();
    present.column(C::Id).from("users").and_where(Expr::col(C::Id).is_in(ids));
    let present: Vec<(Uuid,)> = write.all(present.into()).await?;
    let present: HashSet<Uuid> = present.into_iter().map(|(id,)| id).collect();
    add_keys(write, keys.into_iter().filter(|(id, _)| present.contains(id))).await?;
    add_invitations(write, invited.into_iter().filter(|(id, ..)| present.contains(id))).await?;
    Ok(added)
}

/// Who was invited, when, by whom, in which language.
type Invited = (Uuid, Moment, Uuid, &'static str);

async fn add_invitations(write: &mut Write, invited: impl Iterator<Item = Invited>) -> Result<()> {
    use Column as C;
    let mut invitations = Insert::insert();
    invitations.into_table("invitations").columns([
        C::Id,
        C::UserId,
        C::InvitedBy,
        C::InvitedByName,
        C::Language,
        C::SentAt,
        C::ExpiresAt,
        C::CreatedAt,
    ]);
    let mut is_empty = true;
    for (id, sent, inviter, language) in invited {
        is_empty = false;
        let ends = sent + TimeDelta::days(7);
        let values: [Value; 8] =
            [Uuid::now_v7().into(), id.into(), inviter.into(), "Ada Abara".into(), language.into(), sent.into(), ends.into(), sent.into()];
        invitations.values_panic(values.map(Expr::val));
    }
    if !is_empty {
        write.run(invitations.into()).await?;
    }
    Ok(())
}

/// Adds the fields that are not there yet, in free slots.
pub(super) async fn add_fields(write: &mut Write, fields: &[DemoField], now: Moment) -> Result<()> {
    for field in fields {
        let choices: Vec<_> = field.choices.iter().map(|(value, label)| serde_json::json!({ "value": value, "label": label })).collect();
        write
            .run(sql!(
                "INSERT INTO fields (id, slot, name, takes, label, label_key, choices, position, created_at, updated_at)
                 SELECT $1, coalesce(max(slot), -1) + 1, $2, $3, $4, $5, $6, coalesce(max(position), -1) + 1, $7, $7 FROM fields
                 HAVING coalesce(max(slot), -1) < 63 AND count(CASE WHEN name = $2 OR label_key = $5 THEN 1 END) = 0",
                Uuid::now_v7(),
                field.name,
                field.takes.name(),
                field.label,
                fold(field.label),
                serde_json::json!(choices),
                now
            ))
            .await?;
    }
    Ok(())
}

#[derive(Iden, Clone, Copy)]
enum Column {
    Id,
    Email,
    EmailKey,
    FirstName,
    LastName,
    Title,
    Company,
    Location,
    Phone,
    Description,
    Tags,
    Custom,
    NameKey,
    SearchText,
    TitleKey,
    CompanyKey,
    TagsKey,
    LocationKey,
    Status,
    StatusSince,
    StatusReason,
    RoleId,
    PasswordHash,
    Language,
    Timezone,
    CreatedAt,
    UpdatedAt,
    LastSeenAt,
    StatusBefore,
    EmailVerifiedAt,
    CreatedBy,
    UserId,
    InvitedBy,
    InvitedByName,
    SentAt,
    ExpiresAt,
}

/// For a look around, one password is enough.
pub(super) async fn ask_nobody_for_two_factor(write: &mut Write) -> Result<u64> {
    write.run(sql!("UPDATE settings SET two_factor = 'nobody'")).await
}

pub(super) async fn roles(write: &mut Write) -> Result<HashMap<String, Uuid>> {
    let rows: Vec<(String, Uuid)> = write.all(sql!("SELECT name, id FROM roles")).await?;
    Ok(rows.into_iter().collect())
}

pub(super) async fn add_role(
    write: &mut Write,
    id: Uuid,
    name: &str,
    description: &str,
    admin: bool,
    app: bool,
    now: Moment,
) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO roles (id, name, name_key, description, admin_access, app_access, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
            id, name, fold(name), description, admin, app, now
        ))
        .await
}

/// Adds a group that is not there yet, with one in so many of all users, and the roles of these names.
pub(super) async fn add_group(write: &mut Write, group: &DemoGroup, owner: Uuid, now: Moment) -> Result<()> {
    let id = Uuid::now_v7();
    let added = write
        .run(sql!(
            "INSERT INTO teams (id, name, name_key, description, owner_id, created_at, created_by, updated_at, updated_by)
             VALUES ($1, $2, $3, $4, $5, $6, $5, $6, $5) ON CONFLICT (name_key) DO NOTHING",
            id,
            group.name,
            name_key(group.name),
            group.description,
            owner,
            now
        ))
        .await?;
    if added == 0 {
        return Ok(());
    }
    for role in group.roles {
        write.run(sql!("INSERT INTO team_roles (team_id, role_id) SELECT $1, id FROM roles WHERE name = $2", id, *role)).await?;
    }
    write
        .run(sql!(
            "INSERT INTO team_members (team_id, user_id, added_at) SELECT $1, id, $2 FROM users WHERE seq % $3 = $4",
            id,
            now,
            group.one_in,
            group.first % group.one_in
        ))
        .await?;
    Ok(())
}

/// Whoever invited everyone.
pub(super) async fn an_admin(write: &mut Write) -> Result<Uuid> {
    let (id,): (Uuid,) = write
        .one(sql!("SELECT u.id FROM users u JOIN roles r ON r.id = u.role_id WHERE r.admin_access AND u.status = 'active' ORDER BY u.created_at LIMIT 1"))
        .await?;
    Ok(id)
}

/// Tells the planner what is there now.
pub(super) async fn analyze(db: &Db) -> Result<u64> {
    db.run(sql!("ANALYZE")).await
}
