//! A role and the rules of changing it: pure, asked by actions and templates alike.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::access::RoleName;
use crate::clock::Moment;
use crate::i18n::Words;
use crate::rules::{Field, Record, Stored};
use crate::users::name_key;

#[derive(FromRow, Clone, Debug)]
pub struct Role {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    /// May do everything.
    pub admin_access: bool,
    /// May use these pages.
    pub app_access: bool,
    /// Asks its holders for a second factor.
    pub require_2fa: bool,
    /// The networks it counts in, as a list of texts; empty means anywhere.
    pub ip_allow: Value,
    pub icon: String,
    pub built_in: Option<String>,
    pub version: i64,
    pub created_at: Moment,
    pub created_by: Option<Uuid>,
    pub updated_at: Moment,
    pub updated_by: Option<Uuid>,
}

/// The part of a role that a form changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    pub name: String,
    pub description: String,
    pub admin_access: bool,
    pub app_access: bool,
    pub require_2fa: bool,
    /// Empty means anywhere.
    pub ip_allow: Vec<IpNet>,
}

/// What a form says about a role: what it did not have stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub name: Option<String>,
    pub description: Option<String>,
    pub admin_access: Option<bool>,
    pub app_access: Option<bool>,
    pub require_2fa: Option<bool>,
    pub ip_allow: Option<Vec<IpNet>>,
}

impl Typed {
    /// Those that the form had, whether it changes them or not.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_some()),
            ("description", self.description.is_some()),
            ("admin_access", self.admin_access.is_some()),
            ("app_access", self.app_access.is_some()),
            ("require_2fa", self.require_2fa.is_some()),
            ("ip_allow", self.ip_allow.is_some()),
        ];
        fields.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field).collect()
    }

    /// With what the role has where the form says nothing.
    #[must_use]
    pub fn over(&self, old: &Details) -> Details {
        Details {
            name: self.name.clone().unwrap_or_else(|| old.name.clone()),
            description: self.description.clone().unwrap_or_else(|| old.description.clone()),
            admin_access: self.admin_access.unwrap_or(old.admin_access),
            app_access: self.app_access.unwrap_or(old.app_access),
            require_2fa: self.require_2fa.unwrap_or(old.require_2fa),
            ip_allow: self.ip_allow.clone().unwrap_or_else(|| old.ip_allow.clone()),
        }
    }
}

/// Why a change is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The rights of strangers keep their name and never grow into everything.
    Public,
    /// One cannot take one's own rights away.
    OwnRole,
}

impl From<Refusal> for Words {
    fn from(refusal: Refusal) -> Self {
        Self::new(match refusal {
            Refusal::Public => "refused-public-role",
            Refusal::OwnRole => "refused-own-rights",
        })
    }
}

impl Role {
    /// Whether it stands for everyone without a role: such a role is given to nobody.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.built_in.as_deref() == Some("public")
    }

    #[must_use]
    pub fn details(&self) -> Details {
        Details {
            name: self.name.clone(),
            description: self.description.clone(),
            admin_access: self.admin_access,
            app_access: self.app_access,
            require_2fa: self.require_2fa,
            ip_allow: self.networks().iter().filter_map(|net| net.parse().ok()).collect(),
        }
    }

    /// As they are stored, readable or not.
    #[must_use]
    pub fn networks(&self) -> Vec<&str> {
        self.ip_allow.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The role with these details.
    #[must_use]
    pub fn with(&self, new: &Details) -> Self {
        Self {
            name: new.name.clone(),
            description: new.description.clone(),
            admin_access: new.admin_access,
            app_access: new.app_access,
            require_2fa: new.require_2fa,
            ip_allow: new.networks().into(),
            ..self.clone()
        }
    }

    /// As everyone below roles knows it.
    #[must_use]
    pub fn named(&self) -> RoleName {
        RoleName {
            id: self.id,
            name: self.name.clone(),
            admin_access: self.admin_access,
            app_access: self.app_access,
            built_in: self.built_in.clone(),
        }
    }

    /// Asks the rules whether the role may become so, by someone whose own role it is or is not.
    ///
    /// # Errors
    /// Why not.
    pub fn may_become(&self, new: &Details, is_own: bool) -> Result<(), Refusal> {
        let old = self.details();
        if self.is_public() && *new != (Details { description: new.description.clone(), ..old }) {
            return Err(Refusal::Public);
        }
        if is_own && self.admin_access && !new.admin_access { Err(Refusal::OwnRole) } else { Ok(()) }
    }

    /// Asks the rules whether the role may go and its users get `to`, or be suspended.
    ///
    /// # Errors
    /// Why not.
    pub fn may_go(&self, to: Option<&RoleName>, is_own: bool) -> Result<(), Refusal> {
        if self.is_public() {
            return Err(Refusal::Public);
        }
        let keeps = to.is_some_and(|to| to.admin_access || !self.admin_access);
        if is_own && !keeps { Err(Refusal::OwnRole) } else { Ok(()) }
    }
}

impl Record for Role {
    fn value(&self, field: &'static Field) -> Stored {
        let text = |text: &str| if text.is_empty() { Stored::Null } else { Stored::Text(text.to_owned()) };
        let id = |id: Option<Uuid>| id.map_or(Stored::Null, Stored::Id);
        match field.name {
            "id" => Stored::Id(self.id),
            "name" => text(&self.name),
            "description" => text(&self.description),
            "icon" => text(&self.icon),
            "app_access" => Stored::Flag(self.app_access),
            "admin_access" => Stored::Flag(self.admin_access),
            "require_2fa" => Stored::Flag(self.require_2fa),
            "created_at" => Stored::Moment(self.created_at),
            "created_by" => id(self.created_by),
            "updated_at" => Stored::Moment(self.updated_at),
            "updated_by" => id(self.updated_by),
            _ => Stored::Null,
        }
    }
}

impl Details {
    #[must_use]
    pub fn name_key(&self) -> String {
        name_key(&self.name)
    }

    /// As they are stored and shown.
    #[must_use]
    pub fn networks(&self) -> Vec<String> {
        self.ip_allow.iter().map(ToString::to_string).collect()
    }

    /// Whether the role counts for someone at that address; Rolecall itself has none.
    #[must_use]
    pub fn counts_from(&self, address: &str) -> bool {
        self.ip_allow.is_empty() || address.parse::<IpAddr>().is_ok_and(|ip| self.ip_allow.iter().any(|net| net.contains(&ip)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::NEVER;

    fn role(admin_access: bool, built_in: Option<&str>) -> Role {
        Role {
            id: Uuid::now_v7(),
            name: "Editor".into(),
            description: String::new(),
            admin_access,
            app_access: true,
            require_2fa: false,
            ip_allow: Value::Array(Vec::new()),
            icon: String::new(),
            built_in: built_in.map(str::to_owned),
            version: 1,
            created_at: NEVER,
            created_by: None,
            updated_at: NEVER,
            updated_by: None,
        }
    }

    #[test]
    fn nobody_takes_their_own_rights_away() {
        let admin = role(true, None);
        let plain = Details { admin_access: false, ..admin.details() };
        assert_eq!(admin.may_become(&plain, true), Err(Refusal::OwnRole));
        assert_eq!(admin.may_become(&plain, false), Ok(()));
        assert_eq!(admin.may_become(&Details { name: "Owner".into(), ..admin.details() }, true), Ok(()));
        assert_eq!(admin.may_go(None, true), Err(Refusal::OwnRole));
        assert_eq!(admin.may_go(Some(&role(false, None).named()), true), Err(Refusal::OwnRole));
        assert_eq!(admin.may_go(Some(&role(true, None).named()), true), Ok(()));
        assert_eq!(admin.may_go(None, false), Ok(()));
        assert_eq!(role(false, None).may_go(None, true), Err(Refusal::OwnRole));
        assert_eq!(role(false, None).may_go(Some(&admin.named()), true), Ok(()));
    }

    #[test]
    fn of_the_public_role_only_the_description_changes() {
        let public = role(false, Some("public"));
        let old = public.details();
        assert_eq!(public.may_become(&Details { description: "Strangers".into(), ..old.clone() }, false), Ok(()));
        assert_eq!(public.may_become(&Details { name: "Guest".into(), ..old.clone() }, false), Err(Refusal::Public));
        assert_eq!(public.may_become(&Details { admin_access: true, ..old.clone() }, false), Err(Refusal::Public));
        assert_eq!(public.may_become(&Details { app_access: false, ..old }, false), Err(Refusal::Public));
        assert_eq!(public.may_go(Some(&role(false, None).named()), false), Err(Refusal::Public));
    }
}
