//! One page of settings after the other: each is read and changed in the same way.

use super::invitations::InvitationRules;
use super::model::{Settings, Sight, SignInRules};
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::i18n::Words;
use crate::mail::Sender;
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Result};

/// What stands on one page of settings, and is saved as a whole.
pub(super) trait Section: PartialEq {
    /// The field that rights to it go by.
    const FIELD: &'static str;

    fn of(settings: &Settings) -> &Self;

    /// What the trail says of a change.
    fn changed(&self, new: &Self, event: Event) -> Event;

    async fn save(&self, write: &mut Write, now: Moment) -> db::Result<()>;
}

impl Section for SignInRules {
    const FIELD: &'static str = "sign_in";

    fn of(settings: &Settings) -> &Self {
        &settings.sign_in
    }

    fn changed(&self, new: &Self, event: Event) -> Event {
        event
            .change("password_min", self.password_min, new.password_min)
            .change("two_factor", &self.two_factor, &new.two_factor)
            .change("suspend_after", self.suspend_after, new.suspend_after)
            .change("session_idle_minutes", self.session_idle_minutes, new.session_idle_minutes)
            .change("session_max_minutes", self.session_max_minutes, new.session_max_minutes)
            .change("sessions_per_user", self.sessions_per_user, new.sessions_per_user)
            .change("own_deletion", self.own_deletion, new.own_deletion)
    }

    async fn save(&self, write: &mut Write, now: Moment) -> db::Result<()> {
        store::save_sign_in(write, self, now).await
    }
}

impl Section for InvitationRules {
    const FIELD: &'static str = "invitations";

    fn of(settings: &Settings) -> &Self {
        &settings.invitations
    }

    fn changed(&self, new: &Self, event: Event) -> Event {
        event.change("invitation_days", self.invitation_days, new.invitation_days).change(
            "allowed_domains",
            &self.allowed_domains,
            &new.allowed_domains,
        )
    }

    async fn save(&self, write: &mut Write, now: Moment) -> db::Result<()> {
        store::save_invitations(write, self, now).await
    }
}

impl Section for Sender {
    const FIELD: &'static str = "mail";

    fn of(settings: &Settings) -> &Self {
        &settings.mail
    }

    fn changed(&self, new: &Self, event: Event) -> Event {
        event.change("mail_from", &self.mail_from, &new.mail_from).change("mail_reply_to", &self.mail_reply_to, &new.mail_reply_to)
    }

    async fn save(&self, write: &mut Write, now: Moment) -> db::Result<()> {
        store::save_mail(write, self, now).await
    }
}

/// The settings, for whoever may see this page of them.
///
/// # Errors
/// `Lack` for who may not.
pub(super) async fn seen<S: Section>(db: impl Ask, actor: &Actor) -> Result<Sight> {
    actor.require(Action::Read, Collection::Settings)?;
    let settings = Sight::of(actor, store::find(db).await?.ok_or(Error::NotFound)?)?;
    settings.require_shown(&[S::FIELD])?;
    Ok(settings)
}

/// Changes what this page says, from now on. What is as it was is saved by nobody.
///
/// # Errors
/// `Lack`; `Prove`; `Refused` when the settings have changed since `version`.
pub(super) async fn save<S: Section>(db: &Db, actor: &Actor, version: i64, new: &S, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let settings = seen::<S>(&mut write, &actor).await?;
    settings.require_changes(&[S::FIELD])?;
    let old = S::of(&settings);
    if old == new {
        return Ok(());
    }
    if settings.version != version {
        return Err(Words::new("refused-stale").into());
    }
    actor.require_proof(Act::Settings, now)?;
    new.save(&mut write, now).await?;
    let event = old.changed(new, Event::new("settings.edit", Subject::settings()));
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}
