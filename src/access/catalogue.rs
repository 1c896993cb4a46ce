//! What every role may do, read once and remembered until a role or a permission changes anywhere.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use ipnet::IpNet;
use serde_json::{Map, Value};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Fields, store};
use crate::db::{self, Ask};
use crate::rules::{self, Action, Collection, Field, Rule, Schema};

/// What one permission of a role opens: an action on the records that its rule lets through, and on these fields of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Permission {
    pub id: Uuid,
    pub collection: Collection,
    pub action: Action,
    pub rule: Rule,
    pub fields: Fields,
    /// What is created starts with these values, where whoever creates it says nothing.
    pub defaults: Map<String, Value>,
}

/// The fields that can have a default: those that the ways of creating such a record know.
#[must_use]
pub fn takes_default(on: Collection, field: &str) -> bool {
    let fields: &[&str] = match on {
        Collection::Users => {
            &["first_name", "last_name", "title", "company", "location", "phone", "description", "tags", "role", "language", "timezone"]
        }
        Collection::Invitations => &["role", "message"],
        _ => &[],
    };
    fields.contains(&field)
}

/// A role and what it may do.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a row of the table, not a state machine")]
pub struct RoleRights {
    pub id: Uuid,
    pub name: String,
    /// May do everything.
    pub admin_access: bool,
    /// May use these pages.
    pub app_access: bool,
    pub require_2fa: bool,
    /// The rights of strangers and of users without a role.
    pub is_public: bool,
    /// From where it counts; empty means from anywhere.
    pub ip_allow: Vec<IpNet>,
    pub permissions: Vec<Permission>,
}

/// All roles with their permissions, as of one moment.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub version: i64,
    roles: HashMap<Uuid, Arc<RoleRights>>,
    /// The fields that were added to users.
    pub schema: Schema,
}

#[derive(FromRow)]
pub(super) struct RoleRow {
    pub id: Uuid,
    pub name: String,
    pub admin_access: bool,
    pub app_access: bool,
    pub require_2fa: bool,
    pub ip_allow: Value,
    pub built_in: Option<String>,
}

#[derive(FromRow)]
pub(super) struct PermissionRow {
    pub id: Uuid,
    pub role_id: Uuid,
    pub collection: String,
    pub action: String,
    pub rule: Value,
    pub fields: Value,
    pub defaults: Value,
}

impl Permission {
    /// `None` for what cannot be understood: such a permission opens nothing.
    fn of(row: &PermissionRow, schema: &Schema) -> Option<Self> {
        let collection = Collection::from_name(&row.collection)?;
        let rule = rules::parse(schema, collection, &row.rule).ok()?;
        Some(Self {
            id: row.id,
            collection,
            action: Action::from_name(&row.action)?,
            rule,
            fields: Fields::stored(schema, collection, &row.fields)?,
            defaults: row.defaults.as_object().cloned().unwrap_or_default(),
        })
    }
}

impl RoleRights {
    fn of(row: RoleRow) -> Self {
        // A list that cannot be read lets nobody in, rather than everybody.
        let nowhere = || vec![IpNet::from(IpAddr::from([0, 0, 0, 0]))];
        let nets = row.ip_allow.as_array().map(|list| list.iter().map(|net| net.as_str()?.parse().ok()).collect::<Option<Vec<IpNet>>>());
        Self {
            id: row.id,
            name: row.name,
            admin_access: row.admin_access,
            app_access: row.app_access,
            require_2fa: row.require_2fa,
            is_public: row.built_in.as_deref() == Some("public"),
            ip_allow: nets.flatten().unwrap_or_else(nowhere),
            permissions: Vec::new(),
        }
    }

    /// Whether the role counts for someone at that address. No address is Rolecall itself.
    #[must_use]
    pub fn counts_from(&self, address: &str) -> bool {
        self.ip_allow.is_empty() || address.parse::<IpAddr>().is_ok_and(|ip| self.ip_allow.iter().any(|net| net.contains(&ip)))
    }
}

impl Catalogue {
    /// Reads every role and permission.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(db: &mut impl Ask, version: i64) -> db::Result<Arc<Self>> {
        let mut roles: HashMap<Uuid, RoleRights> =
            store::role_rows(&mut *db).await?.into_iter().map(|row| (row.id, RoleRights::of(row))).collect();
        let schema = Schema::of(store::definitions(&mut *db).await?);
        for row in store::permission_rows(&mut *db).await? {
            let Some(role) = roles.get_mut(&row.role_id) else { continue };
            if let Some(permission) = Permission::of(&row, &schema) {
                role.permissions.push(permission);
            } else {
                tracing::warn!(event = "invalid_permission", role = %row.role_id, permission = %row.id, "it opens nothing");
            }
        }
        Ok(Arc::new(Self { version, roles: roles.into_iter().map(|(id, role)| (id, Arc::new(role))).collect(), schema }))
    }

    #[must_use]
    pub fn role(&self, id: Uuid) -> Option<&Arc<RoleRights>> {
        self.roles.get(&id)
    }

    /// The names of the roles whose holders may change that field of users, of themselves or of others.
    pub fn changing(&self, field: &'static Field) -> impl Iterator<Item = &str> {
        let opens =
            move |one: &Permission| one.collection == Collection::Users && one.action == Action::Update && one.fields.has_field(field);
        self.roles.values().filter(move |role| role.admin_access || role.permissions.iter().any(opens)).map(|role| role.name.as_str())
    }

    /// The rights of strangers and of users without a role.
    #[must_use]
    pub fn public(&self) -> Option<&Arc<RoleRights>> {
        self.roles.values().find(|role| role.is_public)
    }
}

/// The catalogue as this process read it last. Its version is asked with every request: an old one is never used.
#[derive(Clone, Default)]
pub struct Remembered(Arc<RwLock<Arc<Catalogue>>>);

impl Remembered {
    /// The catalogue of that version.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn at(&self, mut db: impl Ask, version: i64) -> db::Result<Arc<Catalogue>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if known.version == version {
            return Ok(known);
        }
        let read = Catalogue::read(&mut db, version).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = read.clone();
        Ok(read)
    }
}
