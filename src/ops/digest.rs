//! Once a day administrators hear which invitations have bounced, if any have.

use chrono::TimeDelta;

use super::store;
use crate::access;
use crate::clock::Moment;
use crate::mail::{self, Digest, Letter, Mail, Receiver};
use crate::users;
use crate::web::{App, Result};

const EVERY: TimeDelta = TimeDelta::hours(24);
/// Named in one digest; the others stand in the outbox.
const NAMED: i64 = 50;

/// Writes to every administrator who can sign in and wants to be told, of what failed for good since the last digest. Whichever node
/// comes first does it; a digest that fails is no invitation, and so makes none.
///
/// # Errors
/// When the database refuses or is away.
pub async fn write(app: &App, now: Moment) -> Result<()> {
    // Most of the time only this is asked, and nobody waits for it.
    if store::last_digest(&app.db).await? > now - EVERY {
        return Ok(());
    }
    let mut write = app.db.write().await?;
    let since = store::last_digest(&mut write).await?;
    if since > now - EVERY {
        return Ok(());
    }
    store::save_digest(&mut write, now).await?;
    let total = store::count_bounced(&mut write, since, now).await?;
    if total > 0 {
        let project = users::store::project(&mut write).await?;
        let bounced = store::bounced(&mut write, since, now, NAMED).await?;
        let digest = Digest { project: project.project_name.clone(), total, bounced };
        for admin in access::admins_to_tell(&mut write, now).await? {
            let Some(user) = users::store::find(&mut write, admin).await?.filter(|user| user.email_notifications) else { continue };
            let receiver = Receiver {
                id: user.id,
                address: &user.email,
                name: user.name(),
                languages: [&user.language, &project.default_language],
                zones: [&user.timezone, &project.default_timezone],
            };
            mail::enqueue(&mut write, &app.keys, Mail::to_user(receiver, Letter::Digest(digest.clone())), now).await?;
        }
    }
    write.commit().await?;
    Ok(())
}
