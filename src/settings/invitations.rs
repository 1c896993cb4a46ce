//! Whom invitations may go to, and how long they last.

use serde::Deserialize;
use sqlx::FromRow;
use validator::Validate;

use super::model::Sight;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Db};
use crate::i18n::{Value, Words};
use crate::invitations::{MOST_DAYS, domains};
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Result, both};

#[derive(FromRow, Clone, Debug, PartialEq, Eq)]
pub struct InvitationRules {
    /// How long a link works, where the form says nothing else.
    pub invitation_days: i64,
    /// One to a line, as addresses are compared; "" is any.
    pub allowed_domains: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct InvitationRulesForm {
    pub version: i64,
    pub invitation_days: String,
    pub allowed_domains: String,
}

impl InvitationRulesForm {
    /// # Errors
    /// `Invalid` for what is no number of days, or no domain.
    pub fn rules(&self) -> Result<InvitationRules> {
        let days = self.invitation_days.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days)).ok_or_else(|| {
            let field = Value::Message("invitation-days".to_owned());
            let words = Words::new("error-number").with("field", field).with("min", 1_i64).with("max", MOST_DAYS);
            Error::Invalid(vec![("invitation_days", words)])
        });
        let (invitation_days, allowed_domains) = both(days, domains::tidy(&self.allowed_domains))?;
        Ok(InvitationRules { invitation_days, allowed_domains })
    }
}

/// The settings, as far as whoever acts may see them.
///
/// # Errors
/// `Lack` for who may not see those of invitations.
pub async fn seen(db: impl Ask, actor: &Actor) -> Result<Sight> {
    actor.require(Action::Read, Collection::Settings)?;
    let settings = Sight::of(actor, store::find(db).await?.ok_or(Error::NotFound)?)?;
    settings.require_shown(&["invitations"])?;
    Ok(settings)
}

/// Changes what counts for invitations from now on; those that were sent stay as they are.
///
/// # Errors
/// `Lack`; `Prove`; `Refused` when the settings have changed since `version`.
pub async fn save(db: &Db, actor: &Actor, version: i64, new: &InvitationRules, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let settings = seen(&mut write, &actor).await?;
    settings.require_changes(&["invitations"])?;
    let old = &settings.invitations;
    if old == new {
        return Ok(());
    }
    if settings.version != version {
        return Err(Words::new("refused-stale").into());
    }
    actor.require_proof(Act::Settings, now)?;
    store::save_invitations(&mut write, new, now).await?;
    let event = Event::new("settings.edit", Subject::settings())
        .change("invitation_days", old.invitation_days, new.invitation_days)
        .change("allowed_domains", old.allowed_domains.as_str(), new.allowed_domains.as_str());
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}
