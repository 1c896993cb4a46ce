//! What the forms say that ask who takes over.

use serde::Deserialize;
use validator::Validate;

use super::model::{Kind, Successor, Successors};
use crate::i18n::Words;
use crate::users::Email;
use crate::web::{Error, Problems};

/// Of each kind of things, what becomes of them: "hand", to whoever has that address, or "release". What is said of none of them
/// goes to whoever takes over everything else.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct HandoverForm {
    #[serde(default)]
    everything_to: String,
    #[serde(default)]
    groups: String,
    #[serde(default)]
    groups_to: String,
    #[serde(default)]
    services: String,
    #[serde(default)]
    services_to: String,
    #[serde(default)]
    views: String,
    #[serde(default)]
    views_to: String,
    #[serde(default)]
    invitations: String,
    #[serde(default)]
    invitations_to: String,
    #[serde(default)]
    items: String,
    #[serde(default)]
    items_to: String,
    /// What confirms it, typed out.
    #[serde(default)]
    pub confirm: String,
}

impl HandoverForm {
    /// # Errors
    /// `Invalid` for what is not offered, and for an address that is none.
    pub fn successors(&self) -> Result<Successors, Error> {
        let (mut said, mut problems) = (Successors::default(), Problems::new());
        if !self.everything_to.is_empty() {
            match Email::parse(&self.everything_to) {
                Ok(email) => said.everything = Some(email),
                Err(_) => problems.push(("everything_to", Words::new("error-successor"))),
            }
        }
        for kind in Kind::ALL {
            let (what, to) = self.of(kind);
            match (what, Email::parse(to)) {
                // Whoever names somebody has said it.
                ("" | "hand", Ok(email)) => drop(said.of.insert(kind, Successor::Of(email))),
                ("", Err(_)) if to.trim().is_empty() => {}
                ("release", _) => drop(said.of.insert(kind, Successor::Nobody)),
                ("" | "hand", Err(_)) => problems.push((kind.to(), Words::new("error-successor"))),
                _ => problems.push((kind.field(), Words::new("error-choose"))),
            }
        }
        if problems.is_empty() { Ok(said) } else { Err(Error::Invalid(problems)) }
    }

    fn of(&self, kind: Kind) -> (&str, &str) {
        match kind {
            Kind::Groups => (&self.groups, &self.groups_to),
            Kind::Services => (&self.services, &self.services_to),
            Kind::Views => (&self.views, &self.views_to),
            Kind::Invitations => (&self.invitations, &self.invitations_to),
            Kind::Items => (&self.items, &self.items_to),
        }
    }
}
