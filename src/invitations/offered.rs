//! An invitation as rules compare it: whom it is for, what it offers, who made it.

use uuid::Uuid;

use super::store::InvitationRow;
use super::terms::Terms;
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::Reader;
use crate::rules::{self, Action, Collection, Field, Record, Rule, Stored};
use crate::users::{RuleNames, User};
use crate::web::Result;

pub(super) struct Offered<'a> {
    pub email_key: &'a str,
    pub role: Option<Uuid>,
    pub user: Option<Uuid>,
    pub message: &'a str,
    pub language: &'a str,
    pub by: Option<Uuid>,
    pub sent_at: Moment,
    pub expires_at: Moment,
}

impl<'a> Offered<'a> {
    /// An offer on these terms, to nobody yet.
    pub fn of(terms: &'a Terms, now: Moment) -> Self {
        Self {
            email_key: "",
            role: None,
            user: None,
            message: &terms.message,
            language: terms.language.tag(),
            by: None,
            sent_at: now,
            expires_at: now + chrono::TimeDelta::days(terms.days),
        }
    }

    /// The offer that a user has.
    pub fn pending(user: &'a User, row: &'a InvitationRow) -> Self {
        Self {
            email_key: &user.email_key,
            role: user.role_id,
            user: Some(user.id),
            message: &row.message,
            language: &row.language,
            by: row.invited_by,
            sent_at: row.sent_at,
            expires_at: row.expires_at,
        }
    }

    /// Whether the action is open on it, with the fields that an offer always has.
    pub fn is_open_to(&self, actor: &Actor, action: Action) -> bool {
        let open = actor.rights.on(action, Collection::Invitations, self);
        let says = [("email", true), ("role", self.role.is_some()), ("message", !self.message.is_empty())];
        let is_given = |open: crate::access::Fields| says.iter().all(|(field, is_said)| !is_said || open.has(field));
        open.is_some_and(|open| action == Action::Delete || is_given(open))
    }
}

/// The terms on which the reader may make offers, in words; `None` where any will do.
///
/// # Errors
/// When the database is away.
pub(super) async fn bounds(db: &Db, actor: &Actor, reader: &Reader) -> Result<Option<String>> {
    let rules: Vec<&Rule> = actor.rights.permissions(Action::Create, Collection::Invitations).map(|(_, one)| &one.rule).collect();
    if actor.is_admin() || rules.iter().any(|rule| rule.is_everything()) {
        return Ok(None);
    }
    let role = |id| actor.rights.catalogue.role(id).map(|role| (id, role.name.clone()));
    let roles = rules.iter().flat_map(|rule| rule.ids()).filter_map(role).collect();
    let names = RuleNames::read(db, actor, roles, rules.iter().copied()).await?;
    let either = Rule::Any(rules.into_iter().cloned().collect()).normalised();
    Ok(Some(rules::describe(&either, reader, &|id| names.name_of(id))))
}

impl Record for Offered<'_> {
    fn value(&self, field: &'static Field) -> Stored {
        let text = |text: &str| if text.is_empty() { Stored::Null } else { Stored::Text(text.to_owned()) };
        let id = |id: Option<Uuid>| id.map_or(Stored::Null, Stored::Id);
        match field.name {
            "email" => text(self.email_key),
            "role" => id(self.role),
            "user" => id(self.user),
            "message" => text(self.message),
            "language" => text(self.language),
            "invited_by" => id(self.by),
            "sent_at" => Stored::Moment(self.sent_at),
            "expires_at" => Stored::Moment(self.expires_at),
            _ => Stored::Null,
        }
    }
}
