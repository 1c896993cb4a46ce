//! "Can they sign in?": the reasons for and against, as values; the profile words them.

use std::net::IpAddr;
use std::sync::Arc;

use uuid::Uuid;

use super::effective;
use super::model::{Status, User};
use super::record::{Sight, WAYS};
use super::store::{self, AttemptRow, InvitationRow, Row, TokenCounts};
use crate::access::{self, Actor, Rights, RoleRights, SeenRoles, Source};
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Field, Record, Stored};
use crate::throttles::{self, Guess, Lock};
use crate::web::{Error, Result};

/// Attempts that are shown.
const ATTEMPTS: i64 = 5;

/// One thing that must be true to sign in.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub ok: bool,
    pub words: Words,
    /// What somebody wrote about it.
    pub note: String,
    pub fix: Fix,
}

impl Check {
    fn new(ok: bool, words: Words, fix: Fix) -> Self {
        Self { ok, words, note: String::new(), fix }
    }

    fn good(words: Words) -> Self {
        Self::new(true, words, Fix::None)
    }
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
    Unlock,
    ResetTwoFactor,
    MakeToken,
    ChangeEnd,
}

/// What a reader learns of whether somebody can sign in.
pub struct Verdict {
    pub user: Sight,
    /// None where their status is not for the reader.
    pub checks: Vec<Check>,
    pub attempts: Vec<AttemptRow>,
    pub invitation: Option<InvitationRow>,
}

/// What the checks are made of, besides the record as its reader sees it.
struct Facts<'a> {
    /// Of a service account, where the reader sees them.
    tokens: Option<TokenCounts>,
    rights: &'a Rights,
    roles: &'a SeenRoles,
    attempts: &'a [AttemptRow],
    invitation: Option<&'a InvitationRow>,
    /// Who moved them to their status, where the reader sees it.
    by: Option<String>,
    lock: Option<Lock>,
    code_lock: Option<Lock>,
    /// Their temporary password would open more than whoever made it has.
    is_outgrown: bool,
    needs_two_factor: bool,
    now: Moment,
}

impl Verdict {
    /// # Errors
    /// `NotFound` when there is no such user, or none for this reader.
    pub async fn read(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<Self> {
        let whole = store::find(db, id).await?.ok_or(Error::NotFound)?;
        let user = Sight::of(actor, whole.clone())?;
        let sees_attempts = actor.rights.on(Action::Read, Collection::Sessions, &Belonging { user: id }).is_some();
        let attempts = if sees_attempts { store::attempts(db, &whole.email_key, ATTEMPTS).await? } else { Vec::new() };
        let invitation = store::invitation(db, &actor.scope(Action::Read, Collection::Invitations), id).await?;
        let mut checks = Vec::new();
        if user.shows("status") {
            let rights = actor.rights_of(db, id, now).await?;
            let by = store::these(db, &actor.scope(Action::Read, Collection::Users), user.status_by).await?;
            let two_factor = store::project(db).await?.two_factor;
            let sees_tokens = actor.rights.on(Action::Read, Collection::Tokens, &Belonging { user: id }).is_some();
            let facts = Facts {
                tokens: if sees_tokens && user.is_service() { Some(store::token_counts(db, id, now).await?) } else { None },
                rights: &rights,
                roles: &SeenRoles::read(db, actor).await?,
                attempts: &attempts,
                invitation: invitation.as_ref(),
                by: by.first().map(Row::name),
                lock: throttles::lock_of(db, Guess::Password(&whole.email_key), now).await?,
                code_lock: throttles::lock_of(db, Guess::Code(id), now).await?,
                is_outgrown: match whole.temporary_by {
                    Some(maker) => !access::still_covers(db, Some(maker), id, Some(&actor.rights.catalogue), now).await?,
                    None => false,
                },
                needs_two_factor: !rights.needs_two_factor(&two_factor).is_empty(),
                now,
            };
            checks = self::checks(&user, &facts);
        }
        Ok(Self { user, checks, attempts, invitation })
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
fn checks(user: &Sight, facts: &Facts<'_>) -> Vec<Check> {
    if user.is_service() {
        return of_service(user, facts);
    }
    let shows = &|field: &str| user.shows(field);
    let mut checks = vec![status(user, facts), role(facts.rights, shows)];
    checks.extend(password(user, facts));
    // To whom a way to a role is hidden, so is what its role is bound to.
    if WAYS.into_iter().all(shows) {
        checks.extend(networks(facts));
    }
    if let Some(end) = user.expires_at {
        let is_past = user.is_past_end(facts.now);
        let (key, fix) = if is_past { ("check-past-end", Fix::ChangeEnd) } else { ("check-before-end", Fix::None) };
        checks.push(Check::new(!is_past, Words::new(key).with("date", end), fix));
    }
    checks.push(match facts.lock {
        Some(lock) if lock.is_for_good() => {
            let words = Words::new("check-disabled").with("n", lock.failures);
            Check::new(false, words, Fix::SetPassword)
        }
        Some(lock) => Check::new(false, Words::new("check-locked").with("date", lock.until).with("n", lock.failures), Fix::Unlock),
        None => Check::good(Words::new("check-not-locked")),
    });
    if user.shows("two_factor") {
        checks.extend(facts.code_lock.filter(|_| user.has_two_factor).map(|lock| {
            let words = Words::new(if lock.is_for_good() { "check-codes-disabled" } else { "check-codes-locked" });
            let fix = if lock.is_for_good() { Fix::ResetTwoFactor } else { Fix::Unlock };
            Check::new(false, words.with("date", lock.until).with("n", lock.failures), fix)
        }));
        checks.push(Check::good(Words::new(match (user.has_two_factor, facts.needs_two_factor) {
            (true, _) => "check-two-factor",
            (false, true) => "check-two-factor-due",
            (false, false) => "check-two-factor-off",
        })));
    }
    checks.sort_by_key(|check| check.ok);
    checks
}

/// A service account never signs in; what its programs do hangs on its status and its tokens.
fn of_service(user: &User, facts: &Facts<'_>) -> Vec<Check> {
    let mut checks = vec![status(user, facts)];
    checks.extend(facts.tokens.map(|tokens| {
        let words = Words::new("check-tokens").with("n", tokens.working).with("all", tokens.total);
        Check::new(tokens.working > 0, words, Fix::MakeToken)
    }));
    checks.push(Check::good(Words::new("check-service")));
    checks.sort_by_key(|check| check.ok);
    checks
}

fn status(user: &User, facts: &Facts<'_>) -> Check {
    let expired = facts.invitation.filter(|invitation| invitation.expires_at <= facts.now).map(|invitation| invitation.expires_at);
    let (ok, key, fix) = match user.status {
        Status::Active => (true, "check-active", Fix::None),
        Status::Draft if user.is_service() => (false, "check-draft-service", Fix::Activate),
        Status::Draft => (false, "check-draft", Fix::SendInvitation),
        Status::Invited if expired.is_some() => (false, "check-invitation-expired", Fix::SendInvitation),
        Status::Invited => (false, "check-invited", Fix::SendInvitation),
        Status::Suspended if facts.by.is_some() => (false, "check-suspended-by", Fix::Activate),
        Status::Suspended => (false, "check-suspended", Fix::Activate),
        Status::Archived if facts.by.is_some() => (false, "check-archived-by", Fix::Restore),
        Status::Archived => (false, "check-archived", Fix::Restore),
    };
    let words = Words::new(key).with("date", expired.filter(|_| user.status == Status::Invited).unwrap_or(user.status_since));
    let words = match &facts.by {
        Some(by) if key.ends_with("-by") => words.with("by", by),
        _ => words,
    };
    let note = if ok { String::new() } else { user.status_reason.clone() };
    Check { note, ..Check::new(ok, words, fix) }
}

/// A role lets them use the pages: their own first, else one that came by a group or a grant. It is named to those who see
/// that way to it.
fn role(rights: &Rights, shows: &dyn Fn(&str) -> bool) -> Check {
    let held = || rights.held().iter().filter(|held| held.source != Source::Public);
    let (ok, held) = match (held().find(|held| held.role.app_access || held.role.admin_access), held().next()) {
        (Some(opens), _) => (true, opens),
        (None, Some(held)) => (false, held),
        (None, None) => return Check::new(false, Words::new("check-no-role"), Fix::ChangeRole),
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
    Check::new(ok, words, if ok { Fix::None } else { Fix::ChangeRole })
}

/// The networks that all roles which open the pages are bound to, where the reader sees them; and whether the last try came
/// from none of them.
fn networks(facts: &Facts<'_>) -> Option<Check> {
    let opens = || facts.rights.held().iter().map(|held| &held.role).filter(|role| role.app_access || role.admin_access);
    let seen = |role: &Arc<RoleRights>| effective::networks(role).filter(|_| facts.roles.shows(role.id, "ip_allow"));
    let networks: Vec<String> = opens().map(seen).collect::<Option<_>>()?;
    if networks.is_empty() {
        return None;
    }
    let refused = facts.attempts.first().filter(|attempt| attempt.outcome == "role");
    let is_outside = |address: IpAddr| !opens().any(|role| role.ip_allow.iter().any(|network| network.contains(&address)));
    let outside = refused.filter(|attempt| attempt.address.parse().is_ok_and(is_outside));
    Some(match outside {
        Some(attempt) => {
            let words = Words::new("check-outside-networks").with("address", &attempt.address).with("networks", networks.join(", "));
            Check::new(false, words, Fix::ChangeRole)
        }
        None => Check::good(Words::new("check-networks").with("networks", networks.join(", "))),
    })
}

/// `None` where one is set that counts no more: what blocks it says so.
fn password(user: &User, facts: &Facts<'_>) -> Option<Check> {
    Some(match (user.has_password, user.must_change_password) {
        (false, _) => Check::new(false, Words::new("check-no-password"), Fix::SetPassword),
        (true, _) if facts.lock.is_some_and(|lock| lock.is_for_good()) => return None,
        (true, _) if facts.is_outgrown => Check::new(false, Words::new("check-outgrown-password"), Fix::SetPassword),
        (true, true) if user.temporary_by.is_some() => Check::good(Words::new("check-temporary-password")),
        (true, true) => Check::good(Words::new("check-due-password")),
        (true, false) => Check::good(Words::new("check-password")),
    })
}
