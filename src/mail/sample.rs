//! Every mail with made-up contents, to look at before anybody gets one.

use chrono::TimeDelta;
use chrono_tz::Tz;
use uuid::Uuid;

use super::letter::{Bounced, Digest, EmailChange, EndWarning, Invitation, InvitationRequest, Kind, Letter, Mail, Reset, Test};
use super::message::{Preview, look_at};
use super::render::Setting;
use super::sender::Sender;
use super::told::{Notice, Told};
use super::trial::server_of;
use crate::clock::Moment;
use crate::config::Config;
use crate::crypto::Secret;
use crate::i18n::{self, Language, Reader};

const INVITEE: &str = "Ines Ortega";
const ADDRESS: &str = "ines@example.org";
const INVITER: &str = "Ada Abara";
const INVITERS: &str = "ada@example.org";
/// Of the block that is for examples, RFC 5737.
const FROM: &str = "192.0.2.7";

/// A mail that nobody has written yet, as its receiver will read it, but for the secret of its link; `None` when it cannot be put
/// into words.
#[must_use]
pub fn sketch(mail: &Mail, config: &Config, now: Moment) -> Option<Preview> {
    let setting = Setting {
        public_url: &config.public_url,
        to_address: &mail.to_address,
        may_reply: !mail.reply_to.is_empty(),
        reader: Reader { language: mail.language, zone: mail.zone, now },
    };
    let blank = Secret::from([0; 32]);
    let shown = look_at(&mail.letter, &setting, &config.mail_from, Some(mail.reply_to.clone()), &blank);
    shown.inspect_err(|error| tracing::error!(%error, "a mail could not be shown")).ok()
}

/// A mail of that kind and language, as somebody made up would get it now; `None` when it cannot be put into words.
#[must_use]
pub fn sample(kind: Kind, language: Language, zone: Tz, project: &str, sender: &Sender, config: &Config, now: Moment) -> Option<Preview> {
    let blank = Secret::from([0; 32]);
    let project = project.to_owned();
    let letter = match kind {
        Kind::Invitation | Kind::InvitationReminder => {
            let is_reminder = kind == Kind::InvitationReminder;
            let invitation = Invitation {
                project,
                inviter: INVITER.into(),
                role: Some("Editor".into()),
                message: i18n::text(language, "mail-sample-message", None).into_owned(),
                expires_at: now + TimeDelta::days(if is_reminder { 2 } else { 7 }),
            };
            if is_reminder { Letter::InvitationReminder(invitation, blank.clone()) } else { Letter::Invitation(invitation, blank.clone()) }
        }
        Kind::InvitationRequest => {
            Letter::InvitationRequest(InvitationRequest { project, name: INVITEE.into(), email: ADDRESS.into(), user: Uuid::nil() })
        }
        Kind::Reset => Letter::Reset(
            Reset { project, sender: None, asked_at: now, asked_from: FROM.into(), expires_at: now + TimeDelta::hours(1) },
            blank.clone(),
        ),
        Kind::EmailChange => Letter::EmailChange(
            EmailChange { project, sender: None, asked_at: now, asked_from: FROM.into(), expires_at: now + TimeDelta::days(1) },
            blank.clone(),
        ),
        Kind::EndWarning => Letter::EndWarning(EndWarning { project, expires_at: now + TimeDelta::days(7) }),
        Kind::Notice => {
            let told = Told::PasswordChanged;
            Letter::Notice(Notice { project, told, at: now, by: None, from: FROM.into(), agent: String::new() })
        }
        Kind::Digest => {
            let answer = "550 5.1.1 No such user here".to_owned();
            let one = Bounced { user: None, name: INVITEE.into(), address: ADDRESS.into(), answer };
            Letter::Digest(Digest { project, total: 1, bounced: vec![one] })
        }
        Kind::Test => Letter::Test(Test { project, sender: INVITER.into(), server: server_of(config), at: now }),
    };
    // Those go to whoever invited.
    let may_reply = matches!(kind, Kind::Invitation | Kind::InvitationReminder);
    let setting = Setting { public_url: &config.public_url, to_address: ADDRESS, may_reply, reader: Reader { language, zone, now } };
    let reply_to = if may_reply { INVITERS } else { &sender.mail_reply_to };
    let shown = look_at(&letter, &setting, sender.from(config), Some(reply_to.to_owned()), &blank);
    shown.inspect_err(|error| tracing::error!(kind = kind.name(), %error, "a mail could not be shown")).ok()
}
