//! One reminder, two days before an invitation ends, with the same link.

use chrono::TimeDelta;

use super::offer::Offering;
use super::sealed::live_secret;
use super::store;
use super::terms::Terms;
use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::i18n::Language;
use crate::mail::{self, Letter};
use crate::users::{self, Status};
use crate::web::{App, Result};

/// How long before the end. Invitations that last no longer get none.
const BEFORE: TimeDelta = TimeDelta::days(2);
/// Written in one transaction, so that nobody else waits long to write.
const BATCH: i64 = 100;

/// Reminds everyone whose invitation ends soon, once: whose mail was delivered, and whose link still works. On several nodes exactly one
/// writes each. Returns how many.
///
/// # Errors
/// When the database refuses or is away; the rest is written by the next turn.
pub async fn remind(app: &App, now: Moment) -> Result<usize> {
    let mut written = 0;
    loop {
        if store::due_reminders(&app.db, now, now + BEFORE, 1).await?.is_empty() {
            return Ok(written);
        }
        let mut write = app.db.write().await?;
        let settings = store::settings(&mut write).await?;
        let mut events = Vec::new();
        for id in store::due_reminders(&mut write, now, now + BEFORE, BATCH).await? {
            store::reminded(&mut write, id, now).await?;
            let user = users::store::find(&mut write, id).await?.filter(|user| user.status == Status::Invited && !user.is_past_end(now));
            let (Some(user), Some(row)) = (user, store::find(&mut write, id).await?) else { continue };
            let Some(secret) = live_secret(&mut write, &app.keys, id, &row, now).await? else { continue };
            // Its page would refuse it: whoever made it may give less by now.
            if row.expires_at - row.sent_at <= BEFORE || !access::still_covers(&mut write, row.invited_by, id, None, now).await? {
                continue;
            }
            let reply_to = match row.invited_by {
                Some(inviter) => users::store::find(&mut write, inviter).await?.map(|inviter| inviter.email).unwrap_or_default(),
                None => String::new(),
            };
            let language = Language::from_tag(&row.language).unwrap_or(Language::English);
            let (message, days) = (row.message, settings.invitation_days);
            let terms = Terms { role: user.role_id, groups: Vec::new(), message, language, days, until: None };
            let letter = |letter| Letter::InvitationReminder(letter, secret);
            let mail = Offering::known(&user, true, &terms).mail(&settings, &row.invited_by_name, &reply_to, row.expires_at, letter);
            mail::enqueue(&mut write, &app.keys, mail, now).await?;
            events.push(Event::new("invitation.remind", Subject::user(id, user.name())));
        }
        written += events.len();
        audit::record_all(&mut write, &Actor::system(), events, now).await?;
        write.commit().await?;
    }
}
