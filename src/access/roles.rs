//! The roles as everyone below needs them: to show, to give, to ask whether one is privileged.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Actor, Fields, store};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::rules::{Action, Collection};

/// More administrators than this are not counted.
const MOST_ADMINS: i64 = 10_000;

#[derive(FromRow, Clone, Debug, PartialEq)]
pub struct RoleName {
    pub id: Uuid,
    pub name: String,
    /// May do everything.
    pub admin_access: bool,
    /// May use these pages.
    pub app_access: bool,
    /// "public": cannot be given.
    pub built_in: Option<String>,
}

impl RoleName {
    #[must_use]
    pub fn can_be_given(&self) -> bool {
        self.built_in.as_deref() != Some("public")
    }
}

/// The roles that a reader sees, each with the fields of it that they do.
pub struct SeenRoles(Vec<(Uuid, Fields)>);

impl SeenRoles {
    /// # Errors
    /// When the database is away.
    pub async fn read(db: &Db, actor: &Actor) -> db::Result<Self> {
        let scope = actor.scope(Action::Read, Collection::Roles);
        let rows = store::roles_in(db, &scope).await?;
        Ok(Self(rows.into_iter().map(|(id, parts)| (id, scope.fields_of(&parts))).collect()))
    }

    #[must_use]
    pub fn shows(&self, role: Uuid, field: &str) -> bool {
        self.0.iter().any(|(id, open)| *id == role && open.has(field))
    }
}

/// All roles by name.
///
/// # Errors
/// When the database is away.
pub async fn roles(db: impl Ask) -> db::Result<Vec<RoleName>> {
    store::roles(db).await
}

/// The role everyone starts with: of those that may use the pages and no more, the one made first (ids are in that order).
#[must_use]
pub fn least_privileged(roles: &[RoleName]) -> Option<&RoleName> {
    roles.iter().filter(|role| role.app_access && !role.admin_access).min_by_key(|role| role.id)
}

/// The role of that id, if it can be given to users.
///
/// # Errors
/// When the database is away.
pub async fn giveable_role(db: impl Ask, id: Uuid) -> db::Result<Option<RoleName>> {
    Ok(roles(db).await?.into_iter().find(|role| role.id == id && role.can_be_given()))
}

/// Whether an administrator is left who can sign in and whose rights do not end by themselves, with the changes of this
/// transaction in sight. Writers run one at a time, so no other change can slip between this answer and the commit.
///
/// # Errors
/// When the database is away.
pub async fn is_an_admin_left(write: &mut Write, now: Moment) -> db::Result<bool> {
    Ok(!store::admins(write, true, 1, now).await?.is_empty())
}

/// Of the administrators who can sign in: the one seen last.
///
/// # Errors
/// When the database is away.
pub async fn admin_to_ask(write: &mut Write, now: Moment) -> db::Result<Option<Uuid>> {
    Ok(store::admins(write, false, 1, now).await?.first().map(|admin| admin.id))
}

/// Whether this is the only lasting administrator who can sign in.
///
/// # Errors
/// When the database is away.
pub async fn is_last_admin(write: &mut Write, user: Uuid, now: Moment) -> db::Result<bool> {
    Ok(matches!(store::admins(write, true, 2, now).await?.as_slice(), [one] if one.id == user))
}

/// How many administrators who can sign in do so without two-factor.
///
/// # Errors
/// When the database is away.
pub async fn admins_without_two_factor(db: impl Ask, now: Moment) -> db::Result<i64> {
    let bare = store::admins(db, false, MOST_ADMINS, now).await?.iter().filter(|admin| !admin.has_two_factor).count();
    Ok(i64::try_from(bare).unwrap_or(MOST_ADMINS))
}

/// The administrators who can sign in.
///
/// # Errors
/// When the database is away.
pub async fn admins_to_tell(write: &mut Write, now: Moment) -> db::Result<Vec<Uuid>> {
    Ok(store::admins(write, false, MOST_ADMINS, now).await?.iter().map(|admin| admin.id).collect())
}

/// The names of administrators who can be asked, those seen last first.
///
/// # Errors
/// When the database is away.
pub async fn admin_names(db: impl Ask, most: i64, now: Moment) -> db::Result<Vec<String>> {
    Ok(store::admins(db, false, most, now).await?.iter().map(store::NameRow::name).collect())
}
