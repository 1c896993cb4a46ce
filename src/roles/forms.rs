//! What the forms of roles post.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::model::{Details, Typed};
use crate::i18n::Words;
use crate::users;
use crate::web::{Error, Result, both};

/// Networks of one role.
const MOST_NETWORKS: usize = 100;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    /// The one the form was drawn from; a new role has none.
    #[serde(default)]
    pub version: i64,
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: Option<String>,
    #[validate(length(max = 500, code = "error-too-long"))]
    pub description: Option<String>,
    /// "on"
    #[serde(default)]
    pub admin_access: String,
    /// "on"
    #[serde(default)]
    pub app_access: String,
    /// "on"
    #[serde(default)]
    pub require_2fa: String,
    /// One network per line.
    pub ip_allow: Option<String>,
}

impl RoleForm {
    /// What it says, where it `offers` these fields: a box that is offered and not ticked says no.
    ///
    /// # Errors
    /// `Invalid` without a name, and for what is no network.
    pub fn typed(&self, offers: impl Fn(&str) -> bool) -> Result<Typed> {
        let ticked = |field: &str, value: &str| (value == "on" || offers(field)).then_some(value == "on");
        let (name, ip_allow) = both(self.name.as_deref().map(name).transpose(), self.ip_allow.as_deref().map(networks).transpose())?;
        Ok(Typed {
            name,
            description: self.description.clone(),
            admin_access: ticked("admin_access", &self.admin_access),
            app_access: ticked("app_access", &self.app_access),
            require_2fa: ticked("require_2fa", &self.require_2fa),
            ip_allow,
        })
    }

    /// # Errors
    /// As `typed`; a new role has a name.
    pub fn details(&self) -> Result<Details> {
        let typed = self.typed(|_| true)?;
        if typed.name.is_some() { Ok(typed.over(&Details::default())) } else { Err(nameless()) }
    }
}

fn nameless() -> Error {
    Error::Invalid(vec![("name", Words::new("error-role-nameless"))])
}

/// A name with something in it, however it was spaced.
fn name(text: &str) -> Result<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if users::name_key(&name).is_empty() { Err(Error::Invalid(vec![("name", Words::new("error-role-nameless"))])) } else { Ok(name) }
}

/// Networks, or single addresses, one per line.
fn networks(text: &str) -> Result<Vec<IpNet>> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_NETWORKS {
        return Err(Error::Invalid(vec![("ip_allow", Words::new("error-too-many-networks").with("max", MOST_NETWORKS))]));
    }
    let mut nets: Vec<IpNet> = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        let net = line.parse::<IpNet>().or_else(|_| line.parse::<IpAddr>().map(IpNet::from));
        let start = || line.chars().take(60).collect::<String>();
        let wrong = |_| Error::Invalid(vec![("ip_allow", Words::new("error-network").with("n", at + 1).with("line", start()))]);
        let net = net.map_err(wrong)?.trunc();
        if !nets.contains(&net) {
            nets.push(net);
        }
    }
    Ok(nets)
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CopyForm {
    #[validate(length(max = 60, code = "error-too-long"))]
    pub name: String,
}

impl CopyForm {
    /// # Errors
    /// `Invalid` without a name.
    pub fn name(&self) -> Result<String> {
        name(&self.name)
    }
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct DeleteForm {
    /// "suspend" or "move".
    #[serde(default)]
    pub act: String,
    /// Where its users move.
    #[serde(default)]
    pub role: String,
}

impl DeleteForm {
    /// The role for its users; none suspends them.
    ///
    /// # Errors
    /// `Invalid` when nothing, or no role, was chosen.
    pub fn onward(&self) -> Result<Option<Uuid>> {
        match self.act.as_str() {
            "suspend" => Ok(None),
            "move" => match users::role_of(&self.role)? {
                Some(role) => Ok(Some(role)),
                None => Err(Error::Invalid(vec![("role", Words::new("error-role-unknown"))])),
            },
            _ => Err(Error::Invalid(vec![("act", Words::new("error-choose-onward"))])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_move_on_only_to_a_role_that_was_named() {
        let form = |act: &str, role: &str| DeleteForm { act: act.into(), role: role.into() }.onward();
        let id = Uuid::now_v7();
        assert_eq!(form("move", &id.to_string()).ok(), Some(Some(id)));
        assert_eq!(form("suspend", &id.to_string()).ok(), Some(None));
        for (act, role) in [("move", ""), ("move", "none"), ("move", "x"), ("", ""), ("drop", "")] {
            assert!(matches!(form(act, role), Err(Error::Invalid(_))), "{act} {role}");
        }
    }
}
