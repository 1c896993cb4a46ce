//! The one row of settings.

use super::invitations::InvitationRules;
use super::model::{Settings, SignInRules};
use crate::clock::Moment;
use crate::db::{Ask, Result, Write};
use crate::mail::Sender;
use crate::sql;

pub(super) async fn find(mut db: impl Ask) -> Result<Option<Settings>> {
    db.first(sql!(
        "SELECT project_name, password_min, two_factor, suspend_after, session_idle_minutes, session_max_minutes, sessions_per_user,
                own_deletion, invitation_days, allowed_domains, mail_from, mail_reply_to, version
         FROM settings"
    ))
    .await
}

pub(super) async fn save_sign_in(write: &mut Write, rules: &SignInRules, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE settings SET password_min = $1, two_factor = $2, suspend_after = $3, session_idle_minutes = $4, session_max_minutes = $5,
                                 sessions_per_user = $6, own_deletion = $7, version = version + 1, updated_at = $8",
            rules.password_min,
            rules.two_factor.as_str(),
            rules.suspend_after,
            rules.session_idle_minutes,
            rules.session_max_minutes,
            rules.sessions_per_user,
            rules.own_deletion,
            now
        ))
        .await?;
    Ok(())
}

pub(super) async fn save_invitations(write: &mut Write, rules: &InvitationRules, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE settings SET invitation_days = $1, allowed_domains = $2, version = version + 1, updated_at = $3",
            rules.invitation_days,
            rules.allowed_domains.as_str(),
            now
        ))
        .await?;
    Ok(())
}

pub(super) async fn save_mail(write: &mut Write, sender: &Sender, now: Moment) -> Result<()> {
    write
        .run(sql!(
            "UPDATE settings SET mail_from = $1, mail_reply_to = $2, version = version + 1, updated_at = $3",
            sender.mail_from.as_str(),
            sender.mail_reply_to.as_str(),
            now
        ))
        .await?;
    Ok(())
}
