//! "Can they sign in?": the reasons for and against, as values; the profile words them.

use std::sync::Arc;

use uuid::Uuid;

use super::effective;
use super::model::{Status, User};
use super::record::{Sight, WAYS};
use super::store::{self, AttemptRow, TokenCounts};
use crate::access::{Actor, Rights, RoleRights, SeenRoles, Source};
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::throttles;
use crate::web::{Error, Result};

/// Attempts that are shown.
const ATTEMPTS: i64 = 5;

/// One thing that must be true to sign in.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub ok: bool,
    pub words: Words,
    pub fix: Fix,
}

/// What would help, one click away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    None,
    Activate,
    Restore,
    SendInvitation,
    ChangeRole,
    SetPassword,
}

/// What a reader learns of whether somebody can sign in.
pub struct Verdict {
    pub user: Sight,
    /// None where their status is not for the reader.
    pub checks: Vec<Check>,
    pub attempts: Vec<AttemptRow>,
}

impl Verdict {
    /// # Errors
    /// `NotFound` when there is no such user, or none for this reader.
    pub async fn read(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Self> {
        let whole = store::find(db, id).await?.ok_or(Error::NotFound)?;
        let user = Sight::of(actor, whole.clone())?;
        let mut checks = Vec::new();
        if user.shows("status") {
            let rights = actor.rights_of(db, id, now).await?;
            let locked_until = throttles::locked_until(db, &whole.email_key, now).await?;
            checks = if user.is_service() && user.shows("kind") {
                let sees_tokens = actor.rights.on(Action::Read, Collection::Tokens, &Belonging { user: id }).is_some();
                of_service(&user, if sees_tokens { Some(store::token_counts(db, id, now).await?) } else { None })
            } else {
                self::checks(&user, &rights, &SeenRoles::read(db, actor).await?, locked_until, now)
            };
        }
        let sees_attempts = actor.rights.on(Action::Read, Collection::Sessions, &Belonging { user: id }).is_some();
        let attempts = if sees_attempts { store::attempts(db, &whole.email_key, ATTEMPTS).await? } else { Vec::new() };
        Ok(Self { user, checks, attempts })
    }
}

/// A record of which nothing is asked but whose it is.
struct Belonging {
    user: Uuid,
}

impl Record for Belonging {
    fn value(&self, field: &'static Field) -> Stored {
        if field.name == "user" { Stored::Id(self.user) } else { Stored::Null }
    }
}

/// The checks, those that fail first, as far as the reader sees the user and roles. They can sign in when all hold.
fn checks(user: &Sight, rights: &Rights, roles: &SeenRoles, locked_until: Option<Moment>, now: Moment) -> Vec<Check> {
    let shows = &|field: &str| user.shows(field);
    let mut checks = vec![status(user), role(rights, shows), password(user)];
    // To whom a way to a role is hidden, so is what its role is bound to.
    if WAYS.into_iter().all(shows) {
        checks.extend(networks(rights, roles));
    }
    if let Some(end) = user.expires_at {
        let key = if user.is_past_end(now) { "check-past-end" } else { "check-before-end" };
        checks.push(Check { ok: !user.is_past_end(now), words: Words::new(key).with("date", end), fix: Fix::None });
    }
    checks.push(match locked_until {
        Some(until) => Check { ok: false, words: Words::new("check-locked").with("date", until), fix: Fix::SetPassword },
        None => Check { ok: true, words: Words::new("check-not-locked"), fix: Fix::None },
    });
    checks.sort_by_key(|check| check.ok);
    checks
}

/// A service account never signs in; what its programs do hangs on its status and its tokens.
fn of_service(user: &User, tokens: Option<TokenCounts>) -> Vec<Check> {
    let never = Check { ok: false, words: Words::new("check-service"), fix: Fix::None };
    let mut checks = vec![never, status(user)];
    checks.extend(tokens.map(|tokens| Check {
        ok: tokens.working > 0 && user.status == Status::Active,
        words: Words::new("check-tokens").with("n", tokens.working).with("all", tokens.total),
        fix: Fix::None,
    }));
    checks
}

fn status(user: &User) -> Check {
    let (ok, key, fix) = match user.status {
        Status::Active => (true, "check-active", Fix::None),
        Status::Draft if user.is_service() => (false, "check-draft-service", Fix::Activate),
        Status::Draft => (false, "check-draft", Fix::SendInvitation),
        Status::Invited => (false, "check-invited", Fix::SendInvitation),
        Status::Suspended => (false, "check-suspended", Fix::Activate),
        Status::Archived => (false, "check-archived", Fix::Restore),
    };
    Check { ok, words: Words::new(key).with("date", user.status_since), fix }
}

/// A role lets them use the pages: their own first, else one that came by a group or a grant. It is named to those who see
/// that way to it.
fn role(rights: &Rights, shows: &dyn Fn(&str) -> bool) -> Check {
    let held = || rights.held().iter().filter(|held| held.source != Source::Public);
    let (ok, held) = match (held().find(|held| held.role.app_access || held.role.admin_access), held().next()) {
        (Some(opens), _) => (true, opens),
        (None, Some(held)) => (false, held),
        (None, None) => return Check { ok: false, words: Words::new("check-no-role"), fix: Fix::ChangeRole },
    };
    let role = &held.role.name;
    let words = match (ok, &held.source) {
        (true, Source::Own) if shows("role") => Words::new("check-role").with("role", role),
        (true, Source::Group { name, .. }) if shows("groups") => Words::new("check-role-of-group").with("role", role).with("group", name),
        (true, Source::Grant { until: Some(until), .. }) if shows("grants") => {
            Words::new("check-role-granted-until").with("role", role).with("date", until)
        }
        (true, Source::Grant { until: None, .. }) if shows("grants") => Words::new("check-role-granted").with("role", role),
        (true, _) => Words::new("check-some-role"),
        (false, Source::Own) if shows("role") => Words::new("check-role-without-pages").with("role", role),
        (false, _) => Words::new("check-some-role-without-pages"),
    };
    Check { ok, words, fix: if ok { Fix::None } else { Fix::ChangeRole } }
}

/// The networks that all roles which open the pages are bound to, where the reader sees them.
fn networks(rights: &Rights, roles: &SeenRoles) -> Option<Check> {
    let opens = rights.held().iter().map(|held| &held.role).filter(|role| role.app_access || role.admin_access);
    let seen = |role: &Arc<RoleRights>| effective::networks(role).filter(|_| roles.shows(role.id, "ip_allow"));
    let networks: Vec<String> = opens.map(seen).collect::<Option<_>>()?;
    let words = Words::new("check-networks").with("networks", networks.join(", "));
    (!networks.is_empty()).then_some(Check { ok: true, words, fix: Fix::None })
}

fn password(user: &User) -> Check {
    match (user.has_password, user.must_change_password) {
        (true, false) => Check { ok: true, words: Words::new("check-password"), fix: Fix::None },
        (true, true) => Check { ok: true, words: Words::new("check-temporary-password"), fix: Fix::None },
        (false, _) => Check { ok: false, words: Words::new("check-no-password"), fix: Fix::SetPassword },
    }
}
