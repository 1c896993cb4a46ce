//! One mail, a week before somebody's access ends.

use chrono::TimeDelta;

use super::model::User;
use super::store::{self, ProjectRow};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::mail::{self, EndWarning, Letter, Mail, Receiver};
use crate::web::{App, Result};

/// How long before the end.
const BEFORE: TimeDelta = TimeDelta::days(7);
/// An end that was set later than that, or nearer, comes without a word.
const LATEST: TimeDelta = TimeDelta::days(1);
/// Written in one transaction, so that nobody else waits long to write.
const BATCH: i64 = 100;

/// Warns everyone active whose access ends soon and who wants to hear of such things, once for each end date: another date is told
/// of again. On several nodes exactly one writes each. Returns how many.
///
/// # Errors
/// When the database refuses or is away; the rest is written by the next turn.
pub async fn warn_of_ends(app: &App, now: Moment) -> Result<usize> {
    let (from, to) = (now + LATEST, now + BEFORE);
    let mut written = 0;
    loop {
        if store::ending(&app.db, from, to, 1).await?.is_empty() {
            return Ok(written);
        }
        let mut write = app.db.write().await?;
        let ids = store::ending(&mut write, from, to, BATCH).await?;
        store::warned(&mut write, &ids).await?;
        let project = store::project(&mut write).await?;
        let users = store::find_all(&mut write, ids.into_iter().map(store::Key::Id)).await?;
        mail::enqueue_all(&mut write, &app.keys, users.iter().filter_map(|user| letter(&project, user)), now).await?;
        written += users.len();
        let event = |user: &User| Event::new("user.warn", Subject::user(user.id, user.name())).set("expires_at", user.expires_at);
        audit::record_all(&mut write, &Actor::system(), users.iter().map(event).collect::<Vec<_>>(), now).await?;
        write.commit().await?;
    }
}

fn letter(project: &ProjectRow, user: &User) -> Option<Mail> {
    let receiver = Receiver {
        id: user.id,
        address: &user.email,
        name: user.name(),
        languages: [&user.language, &project.default_language],
        zones: [&user.timezone, &project.default_timezone],
    };
    let warning = EndWarning { project: project.project_name.clone(), expires_at: user.expires_at? };
    Some(Mail::to_user(receiver, Letter::EndWarning(warning)))
}
