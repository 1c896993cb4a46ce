//! Who must use two-factor: as the project's setting says, and whoever has a role that asks for it.

use uuid::Uuid;

use super::{Rights, store};
use crate::clock::Moment;
use crate::db::{self, Ask};

/// What asks somebody for two-factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The setting, for all.
    Everyone,
    /// The setting, for those who may do everything.
    Administrators,
    Role {
        id: Uuid,
        name: String,
    },
}

impl Rights {
    /// Everything that asks for it, where the setting is that one.
    #[must_use]
    pub fn needs_two_factor(&self, setting: &str) -> Vec<Need> {
        let by_setting = match setting {
            "everyone" => Some(Need::Everyone),
            "admins" if self.is_admin() => Some(Need::Administrators),
            _ => None,
        };
        let mut needs = Vec::from_iter(by_setting);
        for role in self.held().iter().map(|held| &held.role).filter(|role| role.require_2fa) {
            let need = Need::Role { id: role.id, name: role.name.clone() };
            // One role may be had in several ways.
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        needs
    }
}

/// What asks that user for two-factor, wherever they are: a role that counts in some networks only asks everywhere.
///
/// # Errors
/// When the database is away.
pub async fn two_factor_needs(mut db: impl Ask, user: Uuid, now: Moment) -> db::Result<Vec<Need>> {
    let setting = store::project(&mut db).await?.map(|project| project.two_factor).unwrap_or_default();
    Ok(super::rights_of(db, user, None, now).await?.needs_two_factor(&setting))
}
