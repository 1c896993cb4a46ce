//! "Can they sign in?": the reasons for and against, as values; the profile words them.

use super::effective;
use super::model::{Status, User};
use crate::access::{Rights, Source};
use crate::clock::Moment;
use crate::i18n::Words;

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

/// The checks, those that fail first, for a reader to whom `shows` says which fields are open. They can sign in when all hold.
#[must_use]
pub fn checks(user: &User, rights: &Rights, shows: &dyn Fn(&str) -> bool, locked_until: Option<Moment>, now: Moment) -> Vec<Check> {
    let mut checks = vec![status(user), role(rights, shows), password(user)];
    // To whom a way to a role is hidden, so is what its role is bound to.
    if ["role", "groups", "grants"].into_iter().all(shows) {
        checks.extend(networks(rights));
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

fn status(user: &User) -> Check {
    let (ok, key, fix) = match user.status {
        Status::Active => (true, "check-active", Fix::None),
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

/// The networks that all roles which open the pages are bound to.
fn networks(rights: &Rights) -> Option<Check> {
    let opens = rights.held().iter().map(|held| &held.role).filter(|role| role.app_access || role.admin_access);
    let networks: Vec<String> = opens.map(|role| effective::networks(role)).collect::<Option<_>>()?;
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
