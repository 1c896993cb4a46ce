//! The page of one user: for administrators at `/users/{id}`, for oneself at `/account`.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use url::form_urlencoded;
use uuid::Uuid;

use super::activity::Activity;
use super::acts::Acts;
use super::address::LIST;
use super::can_sign_in::{Check, Fix, Verdict};
use super::custom::{self, Fact};
use super::model::Status;
use super::phone;
use super::record::Sight;
use super::store::{self, AttemptRow, GrantRow, GroupRow, InvitationRow, Row};
use crate::access::Actor;
use crate::audit;
use crate::i18n::Words;
use crate::links::{self, PendingEmail};
use crate::mail;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Nav, Page, Result, Swap, filters, go, next};

/// Events that are shown.
const HAPPENINGS: u64 = 5;

#[derive(Template)]
#[template(path = "users/profile.html", blocks = ["details"])]
#[expect(clippy::struct_excessive_bools, reason = "what a page shows, each by itself")]
pub struct ProfilePage {
    pub page: Page,
    pub user: Sight,
    pub is_own: bool,
    pub acts: Acts,
    pub checks: Vec<Check>,
    pub attempts: Vec<AttemptRow>,
    pub happenings: Vec<Happening>,
    pub invitation: Option<InvitationRow>,
    /// The address that is to be theirs once it is proven.
    pub pending: Option<PendingEmail>,
    /// What became of the mail with the invitation, for who manages it.
    pub delivery: Option<Words>,
    pub names: Vec<Row>,
    /// What they have in added fields.
    pub added: Vec<Fact>,
    pub changes_details: bool,
    /// Whether the reader has a list of those with a tag.
    pub lists_tags: bool,
    /// Those that the reader sees.
    pub groups: Vec<GroupRow>,
    pub moves_groups: bool,
    pub grants: Vec<GrantRow>,
    /// The list it was opened from.
    pub list: String,
    /// Whether it is only the card of details.
    pub is_swap: bool,
}

/// What became of them lately.
pub struct Happening {
    event: audit::EventRow,
}

impl Happening {
    /// The group they came into or left.
    fn group(&self) -> Option<&str> {
        let change = &self.event.changes["group"];
        change["to"].as_str().or(change["from"].as_str())
    }
}

/// The list that an address names as `back`, as it was searched, filtered and turned; the plain one for any other.
fn list_of(path: &str) -> String {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let back = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "back");
    let list = back.and_then(|(_, back)| next::local_path(&back));
    list.filter(|list| list.split('?').next() == Some(LIST)).unwrap_or_else(|| LIST.into())
}

impl ProfilePage {
    fn name_of(&self, id: &Option<Uuid>) -> Option<&Row> {
        self.names.iter().find(|name| Some(name.id) == *id)
    }

    /// Who moved them to their status, "" when nobody did or it is not known.
    fn standing_by(&self) -> String {
        self.name_of(&self.user.status_by).map_or_else(String::new, Row::name)
    }

    /// "No, because Ines is suspended. Activate to let them in."
    fn answer(&self) -> Words {
        let name = self.user.short_name();
        match self.checks.iter().find(|check| !check.ok) {
            None if self.user.is_service() => Words::new("can-yes-service").with("name", name),
            None => Words::new("can-yes").with("name", name),
            Some(check) => {
                let (key, gets) = why_not(check.words.key);
                let args = check.words.args.iter().filter(|(arg, _)| gets.contains(arg)).cloned().collect();
                Words { key, args }.with("name", name)
            }
        }
    }

    /// The icon beside the answer: never a tick when something is in the way.
    fn sign(&self) -> &'static str {
        if self.user.status == Status::Active && !self.can() { "stop" } else { self.user.status.name() }
    }

    /// Whether what would help is the reader's to do.
    fn fixes(&self, fix: &Fix) -> bool {
        match fix {
            Fix::None => false,
            Fix::Activate | Fix::Restore => self.user.changes("status"),
            Fix::SendInvitation => self.acts.invites,
            Fix::ChangeRole => self.user.changes("role"),
            Fix::ChangeEnd => self.user.changes("expires_at"),
            Fix::MakeToken => self.acts.security,
            Fix::SetPassword | Fix::Unlock => self.user.sets("password"),
            Fix::ResetTwoFactor => self.user.changes("two_factor"),
        }
    }

    /// The details that the reader sees, with a line each: label and value.
    fn facts(&self) -> Vec<(&'static str, &str)> {
        let facts = [
            ("title", "job-title", &self.user.title),
            ("company", "company", &self.user.company),
            ("location", "location", &self.user.location),
        ];
        let shown = facts.into_iter().filter(|(field, ..)| self.user.shows(field));
        shown.map(|(_, label, value)| (label, value.as_str())).collect()
    }

    fn phone_link(&self) -> Option<String> {
        phone::link(&self.user.phone)
    }

    fn can(&self) -> bool {
        self.checks.iter().all(|check| check.ok)
    }

    fn invitation_state(&self) -> Option<Words> {
        let invitation = self.invitation.as_ref()?;
        let words = |key, moment| Words::new(key).with("date", moment);
        Some(match (invitation.accepted_at, invitation.cancelled_at) {
            (Some(at), _) => words("invitation-accepted", at),
            (None, Some(at)) => words("invitation-cancelled", at),
            (None, None) if invitation.expires_at <= *self.page.now() => words("invitation-expired", invitation.expires_at),
            (None, None) => words("invitation-pending", invitation.expires_at),
        })
    }

    /// The tone, icon and word of an attempt to sign in.
    fn outcome(outcome: &str) -> (&'static str, &'static str, &'static str) {
        match outcome {
            "ok" => ("ok", "check", "attempt-ok"),
            "password" => ("warn", "warn", "attempt-password"),
            "pending" => ("", "key", "attempt-pending"),
            "code" => ("warn", "warn", "attempt-code"),
            "throttled" => ("warn", "locked", "attempt-throttled"),
            "status" => ("bad", "stop", "attempt-status"),
            "outgrown" => ("bad", "stop", "attempt-outgrown"),
            _ => ("bad", "stop", "attempt-role"),
        }
    }
}

/// A check that failed, as the answer and what to do about it, and what of the check's values it names.
fn why_not(check: &str) -> (&'static str, &'static [&'static str]) {
    match check {
        "check-suspended" | "check-suspended-by" => ("can-no-suspended", &[]),
        "check-archived" | "check-archived-by" => ("can-no-archived", &[]),
        "check-invited" => ("can-no-invited", &[]),
        "check-invitation-expired" => ("can-no-invitation", &["date"]),
        "check-draft" => ("can-no-draft", &[]),
        "check-draft-service" => ("can-no-draft-service", &[]),
        "check-tokens" => ("can-no-tokens", &[]),
        "check-no-role" => ("can-no-role", &[]),
        "check-role-without-pages" => ("can-no-pages", &["role"]),
        "check-some-role-without-pages" => ("can-no-pages-somehow", &[]),
        "check-outside-networks" => ("can-no-outside", &["address", "networks"]),
        "check-no-password" => ("can-no-password", &[]),
        "check-outgrown-password" => ("can-no-outgrown", &[]),
        "check-locked" => ("can-no-locked", &["date", "n"]),
        "check-disabled" => ("can-no-disabled", &["n"]),
        "check-codes-locked" => ("can-no-codes-locked", &["date", "n"]),
        "check-codes-disabled" => ("can-no-codes-disabled", &["n"]),
        _ => ("can-no-past-end", &["date"]),
    }
}

/// One's own record lives at `/account`.
#[must_use]
pub fn home_of(actor: &Actor, id: Uuid) -> String {
    if actor.is(id) { "/account".into() } else { format!("/users/{id}") }
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, id: Path<Uuid>) -> Result<HttpResponse> {
    if actor.is(*id) && !swap.0 {
        return Ok(go(&home_of(&actor, *id)));
    }
    draw(&app, &actor, page, swap, *id).await
}

/// The profile as this viewer may see it; for a swap, its details alone, with what the page has to say.
///
/// # Errors
/// `NotFound` when there is no such user, or none for this viewer.
pub async fn draw(app: &App, actor: &Actor, page: Page, swap: Swap, id: Uuid) -> Result<HttpResponse> {
    let now = app.now();
    let Verdict { user, checks, attempts, invitation } = Verdict::read(&app.db, actor, id, now).await?;
    let is_own = actor.is(id);
    let delivery = mail::deliveries(&app.db, &[id]).await?.pop();
    let scope = actor.scope(Action::Read, Collection::Users);
    let view = ProfilePage {
        is_own,
        acts: Acts::of(actor, &user),
        checks,
        attempts,
        happenings: Activity::of(actor, &user)
            .newest(&app.db, actor, HAPPENINGS)
            .await?
            .into_iter()
            .map(|event| Happening { event })
            .collect(),
        invitation,
        pending: if user.shows("email") { links::pending_email(&app.db, id, now).await? } else { None },
        delivery: delivery
            .filter(|_| !is_own && user.shows("status") && user.status == Status::Invited)
            .map(|delivery| delivery.words(app.config.mail_url.is_folder())),
        names: store::these(&app.db, &scope, [user.created_by, user.updated_by, user.status_by, user.owner_id].into_iter().flatten())
            .await?,
        groups: if user.shows("groups") {
            store::groups(&app.db, &actor.scope(Action::Read, Collection::Groups), Some(id)).await?
        } else {
            Vec::new()
        },
        added: custom::facts(actor.schema(), &user, &page.reader),
        changes_details: user.changes_details(actor.schema()),
        lists_tags: scope.beyond_own().fields().has("tags"),
        moves_groups: Acts::of(actor, &user).moves_groups,
        grants: if user.shows("grants") { store::grants(&app.db, id, now).await? } else { Vec::new() },
        list: list_of(&page.path),
        is_swap: swap.0,
        page: page.at(if is_own { Nav::Account } else { Nav::Users }),
        user,
    };
    Ok(if swap.0 { web::html(&view.page.reader, &view.as_details(), StatusCode::OK) } else { web::page(&view.page, &view, StatusCode::OK) })
}
