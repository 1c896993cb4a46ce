//! "Can they sign in?": the reasons for and against, as values; the profile words them.

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

/// The checks, those that fail first. They can sign in when all hold.
#[must_use]
pub fn checks(user: &User, rights: &Rights, locked_until: Option<Moment>, now: Moment) -> Vec<Check> {
    let mut checks = vec![status(user), role(rights), password(user)];
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

/// A role lets them use the pages: their own first, else one that came by a group or a grant.
fn role(rights: &Rights) -> Check {
    let held = || rights.held().iter().filter(|held| held.source != Source::Public);
    let opens = held().find(|held| held.role.app_access || held.role.admin_access);
    match (opens, held().next()) {
        (Some(held), _) => Check { ok: true, words: Words::new("check-role").with("role", &held.role.name), fix: Fix::None },
        (None, Some(held)) => {
            Check { ok: false, words: Words::new("check-role-without-pages").with("role", &held.role.name), fix: Fix::ChangeRole }
        }
        (None, None) => Check { ok: false, words: Words::new("check-no-role"), fix: Fix::ChangeRole },
    }
}

fn password(user: &User) -> Check {
    match (user.has_password, user.must_change_password) {
        (true, false) => Check { ok: true, words: Words::new("check-password"), fix: Fix::None },
        (true, true) => Check { ok: true, words: Words::new("check-temporary-password"), fix: Fix::None },
        (false, _) => Check { ok: false, words: Words::new("check-no-password"), fix: Fix::SetPassword },
    }
}
