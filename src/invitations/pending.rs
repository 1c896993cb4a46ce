//! What can be done about invitations that were sent: copy the link, change the words, send many again or cancel them.

use uuid::Uuid;

use super::actions;
use super::forms::ManyAct;
use super::offered::Offered;
use super::sealed::{link_of, live_secret};
use super::store::{self, InvitationRow};
use super::undo;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::{Language, Words};
use crate::rules::{Action, Collection};
use crate::users::{self, Sight, Status, User};
use crate::web::{App, Error, Lack, Result};

/// A link to hand over.
pub struct Handed {
    pub user: Sight,
    pub link: String,
    /// The one that was mailed; else it is new, and that one works no more.
    pub is_the_same: bool,
}

/// The link of an invitation, for those who hand it over themselves: the one that was sent where it still works, else a new one.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for users who cannot be invited.
pub async fn copy_link(app: &App, asking: &Actor, id: Uuid) -> Result<Handed> {
    let now = app.now();
    let (mut write, actor) = asking.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, user.clone())?;
    // Which of the two it is tells how things stand: that must be theirs to know.
    seen.require_shown(&["status"])?;
    if let Some(row) = store::find(&mut write, id).await?.filter(|_| user.status == Status::Invited)
        && let Some(secret) = live_secret(&mut write, &app.keys, id, &row, now).await?
        && access::still_covers(&mut write, row.invited_by, id, None, now).await?
    {
        require_change(&mut write, &actor, &user, &row, now).await?;
        actor.require_proof_to_let_in(&mut write, id, now).await?;
        let event = Event::new("invitation.link", Subject::user(id, user.name()));
        audit::record(&mut write, &actor, event, now).await?;
        write.commit().await?;
        return Ok(Handed { user: seen, link: link_of(app, &secret), is_the_same: true });
    }
    drop(write);
    let (user, sent) = actions::send_to(app, asking, id, false).await?;
    Ok(Handed { user, link: sent.link, is_the_same: false })
}

/// Whether the invitation is theirs to change, and its user no more than they are: a link is all it takes to become them.
async fn require_change(write: &mut Write, actor: &Actor, user: &User, row: &InvitationRow, now: Moment) -> Result<()> {
    if !Offered::pending(user, row).is_open_to(actor, Action::Update) {
        return Err(Error::Lack(Lack::of(Action::Update, Collection::Invitations)));
    }
    users::require_to_manage(write, actor, user.id, now).await
}

/// Says it in other words from now on: on the page behind the link, in a reminder, and when it is sent again.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` where none is open.
pub async fn change_words(app: &App, actor: &Actor, id: Uuid, message: &str, language: Language) -> Result<Sight> {
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let seen = Sight::of(&actor, user.clone())?;
    actor.require(Action::Update, Collection::Invitations)?;
    seen.require_shown(&["status"])?;
    let row = store::find(&mut write, id).await?.filter(|_| user.status == Status::Invited);
    let row = row.ok_or_else(|| Error::from(Words::new("refused-invitation-closed")))?;
    // Nobody says anything in somebody else's name: whoever changes the words is the one who invites from now on.
    let by = actor.id().map_or((row.invited_by, &row.invited_by_name), |id| (Some(id), &actor.name));
    let after = InvitationRow {
        message: message.to_owned(),
        language: language.tag().to_owned(),
        invited_by: by.0,
        invited_by_name: by.1.clone(),
        ..row.clone()
    };
    let (before, now_says) = (Offered::pending(&user, &row), Offered::pending(&user, &after));
    actor.require_change(Collection::Invitations, &before, &now_says, &["message", "language"])?;
    users::require_to_manage(&mut write, &actor, id, now).await?;
    if (&row.message, &row.language) != (&after.message, &after.language) {
        store::save_words(&mut write, id, &after).await?;
        let event = Event::new("invitation.edit", Subject::user(id, user.name()))
            .change("message", &row.message, &after.message)
            .change("language", &row.language, &after.language)
            .change("invited_by", row.invited_by, after.invited_by);
        audit::record(&mut write, &actor, event, now).await?;
        write.commit().await?;
    }
    Ok(seen)
}

/// What became of them: whom it was done for, and why not for the others, each by the name that the reader knows.
pub struct Outcome {
    pub done: Vec<Uuid>,
    pub left: Vec<(String, Words)>,
    /// Those that are left.
    pub ids: Vec<Uuid>,
}

impl Outcome {
    /// Of nobody.
    #[must_use]
    pub fn nothing() -> Self {
        Self { done: Vec::new(), left: Vec::new(), ids: Vec::new() }
    }
}

/// Sends again, or cancels, one after the other: what cannot be done for one stops none of the others.
///
/// # Errors
/// `Prove`, before anything is done; when the database refuses or is away: those before it are done then.
pub async fn do_many(app: &App, actor: &Actor, ids: &[Uuid], what: ManyAct) -> Result<Outcome> {
    if what != ManyAct::Cancel {
        require_proof_for_many(app, actor, ids).await?;
    }
    let mut outcome = Outcome::nothing();
    for id in ids {
        let done = match what {
            ManyAct::Send => actions::send_to(app, actor, *id, true).await.map(|_| ()),
            ManyAct::Cancel => actions::cancel(app, actor, *id).await.map(|_| ()),
            ManyAct::Reopen => undo::reopen(app, actor, *id).await,
        };
        let words = match done {
            Ok(()) => {
                outcome.done.push(*id);
                continue;
            }
            Err(Error::Refused(words)) => words,
            Err(Error::Lack(_) | Error::NotFound) => Words::new("not-yours-to-change"),
            Err(error) => return Err(error),
        };
        let name = users::seen(&app.db, actor, *id).await.map_or_else(|_| crate::web::short_key(*id), |user| user.name());
        outcome.left.push((name, words));
        outcome.ids.push(*id);
    }
    Ok(outcome)
}

/// Asks for the proof that some of them need before the first is sent: else these would be sent once more with it.
async fn require_proof_for_many(app: &App, actor: &Actor, ids: &[Uuid]) -> Result<()> {
    let now = app.now();
    for id in ids {
        // That somebody needs it tells what they may: of those who are not the actor's to manage nothing is told.
        match users::require_to_manage(&app.db, actor, *id, now).await {
            Ok(()) => actor.require_proof_to_let_in(&app.db, *id, now).await?,
            Err(Error::Refused(_) | Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
