//! Two-factor on the page of what keeps an account safe, as far as its reader may know.

use super::recovery::IN_A_SET;
use super::store;
use crate::access::{self, Actor, Need, SeenRoles};
use crate::clock::Moment;
use crate::rules::{Action, Collection};
use crate::users::Sight;
use crate::web::{App, Result};

/// What tells of the ways to roles: to whom one of them is hidden, so is what a role asks for.
const WAYS: [&str; 3] = ["role", "groups", "grants"];

pub struct Card {
    pub since: Option<Moment>,
    /// For oneself alone.
    pub codes_left: Option<i64>,
    pub needs: Vec<Need>,
    pub is_own: bool,
    /// Whether the reader may turn it off for them.
    pub removes: bool,
}

impl Card {
    /// Recovery codes of a new set.
    pub const ALL: usize = IN_A_SET;

    /// `None` where it is not for the reader.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(app: &App, actor: &Actor, user: &Sight, now: Moment) -> Result<Option<Self>> {
        let is_own = actor.is(user.id);
        if user.kind != "person" || !(is_own || user.shows("two_factor")) {
            return Ok(None);
        }
        let since = store::find(&app.db, user.id).await?.and_then(|factor| factor.enabled_at);
        let codes_left = if is_own && since.is_some() { Some(store::codes_left(&app.db, user.id).await?) } else { None };
        let mut needs = access::two_factor_needs(&app.db, user.id, now).await?;
        if !is_own {
            let roles = SeenRoles::read(&app.db, actor).await?;
            let sees_ways = WAYS.into_iter().all(|way| user.shows(way));
            let sees_settings = actor.may(Action::Read, Collection::Settings);
            needs.retain(|need| match need {
                Need::Everyone => sees_settings,
                Need::Administrators => sees_settings && sees_ways,
                Need::Role { id, .. } => sees_ways && roles.shows(*id, "require_2fa"),
            });
        }
        Ok(Some(Self { removes: !is_own && since.is_some() && user.changes("two_factor"), since, codes_left, needs, is_own }))
    }
}
