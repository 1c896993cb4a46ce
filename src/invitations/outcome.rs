//! What becomes of each address: looked at before anything is sent, and again while it is.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use uuid::Uuid;

use super::addresses::Entry;
use super::domains;
use super::offered::Offered;
use super::store::{self, KnownRow};
use super::terms::{Choices, Fault, Terms};
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::Ask;
use crate::i18n::Language;
use crate::rules::{Action, Collection};
use crate::users::{self, Email, Picks, Sight, Status, User};
use crate::web::{Error, Lack, Result};

/// Between two mails to the same person.
pub(super) const PAUSE: TimeDelta = TimeDelta::seconds(60);

/// What will happen, or happened, to one address.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Invite,
    /// Already invited at that moment: gets a new link, the old one dies.
    Again(Uuid, Moment),
    /// Sent a moment ago; nothing is sent now.
    TooSoon(Uuid),
    /// A draft that becomes invited.
    Draft(Uuid),
    Active(Uuid),
    Suspended(Uuid),
    Archived(Uuid),
    Wrong(&'static str),
    Twice,
    /// Somebody whom the one who asks may not see has that address.
    Hidden,
    /// The one who asks may not invite that address on these terms.
    NotTheirs,
    /// Addresses there are not invited here.
    Domain,
    /// Its columns say what cannot be done.
    Unfit,
}

impl Outcome {
    /// Whether a mail goes out.
    #[must_use]
    pub fn sends(&self) -> bool {
        matches!(self, Self::Invite | Self::Again(..) | Self::Draft(_))
    }

    /// The word for it, in a list of results.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Invite | Self::Draft(_) => "will-be-invited",
            Self::Again(..) => "gets-new-link",
            Self::TooSoon(_) => "sent-just-now",
            Self::Active(_) => "already-active",
            Self::Suspended(_) => "status-suspended",
            Self::Archived(_) => "status-archived",
            Self::Wrong(key) => key,
            Self::Twice => "twice",
            Self::Hidden => "address-in-use",
            Self::NotTheirs => "not-yours-to-invite",
            Self::Domain => "domain-not-allowed",
            Self::Unfit => "row-unfit",
        }
    }

    /// Who has the address, as far as whoever asked may know.
    #[must_use]
    pub fn user(&self) -> Option<Uuid> {
        match self {
            Self::Again(id, _) | Self::TooSoon(id) | Self::Draft(id) | Self::Active(id) | Self::Suspended(id) | Self::Archived(id) => {
                Some(*id)
            }
            Self::Invite | Self::Wrong(_) | Self::Twice | Self::Hidden | Self::NotTheirs | Self::Domain | Self::Unfit => None,
        }
    }

    /// Whether no link went to them before.
    #[must_use]
    pub fn is_first(&self) -> bool {
        matches!(self, Self::Invite | Self::Draft(_))
    }
}

/// An address and its outcome.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place in the list, from 0 on.
    pub row: usize,
    pub entry: Entry,
    pub outcome: Outcome,
    /// What is wrong with its columns.
    pub faults: Vec<Fault>,
    /// What it is offered, with the names of role and groups.
    pub terms: Terms,
    pub role: Option<String>,
    pub groups: Vec<String>,
    /// The role of their own, where it stays and is another than the one that is offered; "" is none.
    pub keeps: Option<String>,
}

impl Line {
    /// What the language of its mail is called, where its row says one.
    #[must_use]
    pub fn language(&self) -> Option<&'static str> {
        let offered = Language::OFFERED.iter().find(|(language, _)| *language == self.terms.language);
        offered.filter(|_| !self.entry.language.is_empty()).map(|(_, name)| *name)
    }

    /// Whether a mail goes out, with nothing in it but what was asked for.
    #[must_use]
    pub fn goes_as_asked(&self) -> bool {
        self.outcome.sends() && self.keeps.is_none()
    }
}

/// Looks at each address; changes nothing.
///
/// # Errors
/// `Lack`; `Invalid` for groups that nobody may be taken into; when the database is away.
pub async fn check(mut db: impl Ask, actor: &Actor, entries: Vec<Entry>, terms: &Terms, now: Moment) -> Result<Vec<Line>> {
    actor.require(Action::Create, Collection::Invitations)?;
    if terms.until.is_some() && !Picks::of(actor).end {
        return Err(Error::Lack(Lack::of(Action::Update, Collection::Users).field("expires_at")));
    }
    let form = &terms.clone().or(&actor.rights.defaults(Collection::Invitations));
    let choices = Choices::read(&mut db, actor).await?;
    choices.require_groups(form)?;
    let keys = entries.iter().filter_map(|entry| entry.email.as_ref().ok()).map(|email| email.key().to_owned()).collect();
    let known: HashMap<String, KnownRow> =
        store::known(&mut db, keys).await?.into_iter().map(|known| (known.email_key.clone(), known)).collect();
    let mut seen = HashSet::new();
    let mut lines = Vec::with_capacity(entries.len());
    for (row, entry) in entries.into_iter().enumerate() {
        let (terms, faults) = choices.terms_of(&entry, form);
        let (mut outcome, keeps) = match &entry.email {
            Err(error) => (Outcome::Wrong(error.key()), None),
            Ok(email) if !seen.insert(email.key().to_owned()) => (Outcome::Twice, None),
            Ok(email) => outcome_of(&mut db, actor, email, known.get(email.key()), &terms, now).await?,
        };
        if outcome.sends() {
            if !entry.email.as_ref().is_ok_and(|email| domains::allow(&choices.domains, email)) {
                outcome = Outcome::Domain;
            } else if !faults.is_empty() {
                outcome = Outcome::Unfit;
            }
        }
        let role = choices.role(&terms).filter(|_| outcome == Outcome::Invite);
        lines.push(Line { row, groups: choices.groups(&terms), role, entry, outcome, faults, terms, keeps });
    }
    Ok(lines)
}

/// What becomes of an address when it is offered that role, and the role that it keeps instead.
async fn outcome_of(
    mut db: impl Ask,
    actor: &Actor,
    email: &Email,
    known: Option<&KnownRow>,
    terms: &Terms,
    now: Moment,
) -> Result<(Outcome, Option<String>)> {
    let Some(user) = known else {
        let offer = Offered { email_key: email.key(), role: terms.role, by: actor.id(), ..Offered::of(terms, now) };
        let outcome = if offer.is_open_to(actor, Action::Create) { Outcome::Invite } else { Outcome::NotTheirs };
        return Ok((outcome, None));
    };
    let mut shows_role = true;
    if !actor.is_admin() {
        let record = users::store::find(&mut db, user.id).await?.ok_or(Error::NotFound)?;
        let Ok(sight) = Sight::of(actor, record.clone()) else { return Ok((Outcome::Hidden, None)) };
        if !(sight.shows("email") && sight.shows("status")) {
            return Ok((Outcome::Hidden, None));
        }
        if matches!(user.status, Status::Invited | Status::Draft) && !may_offer(&mut db, actor, &record, terms, now).await? {
            return Ok((Outcome::NotTheirs, None));
        }
        shows_role = sight.shows("role");
    }
    let outcome = match (user.status, user.sent_at) {
        (Status::Invited | Status::Draft, Some(sent)) if sent > now - PAUSE => Outcome::TooSoon(user.id),
        (Status::Invited, sent) => Outcome::Again(user.id, sent.unwrap_or(now)),
        (Status::Draft, _) => Outcome::Draft(user.id),
        (Status::Active, _) => Outcome::Active(user.id),
        (Status::Suspended, _) => Outcome::Suspended(user.id),
        (Status::Archived, _) => Outcome::Archived(user.id),
    };
    Ok((outcome, (shows_role && user.role_id != terms.role).then(|| user.role_name.clone().unwrap_or_default())))
}

/// Whether the gate lets an offer to this user through, and what they may do is no more than whoever offers may: a link is
/// all it takes to become them.
async fn may_offer(mut db: impl Ask, actor: &Actor, user: &User, terms: &Terms, now: Moment) -> Result<bool> {
    match require_offer(&mut db, actor, user, terms, now).await {
        Ok(()) => Ok(true),
        Err(Error::Lack(_) | Error::Refused(_) | Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Asks the gate about an offer to this user: a first one is created, a pending one changed.
pub(super) async fn require_offer(mut db: impl Ask, actor: &Actor, user: &User, terms: &Terms, now: Moment) -> Result<()> {
    let pending = store::find(&mut db, user.id).await?.filter(|_| user.status == Status::Invited);
    let fresh = Offered { email_key: &user.email_key, role: user.role_id, by: actor.id(), user: Some(user.id), ..Offered::of(terms, now) };
    let action = if pending.is_some() { Action::Update } else { Action::Create };
    let before = pending.as_ref().map(|pending| Offered::pending(user, pending));
    if !(fresh.is_open_to(actor, action) && before.is_none_or(|before| before.is_open_to(actor, action))) {
        return Err(Error::Lack(Lack::of(action, Collection::Invitations)));
    }
    users::require_to_manage(&mut db, actor, user.id, now).await
}
