//! A letter in words: subject, text and HTML in the receiver's language and zone.

use askama::Template;

use super::letter::{Digest, EmailChange, EndWarning, InvitationRequest, Letter, Reset, Test};
use super::plain;
use crate::clock::Moment;
use crate::i18n::{Reader, Value, Words};
use crate::web::{Device, filters};

pub(super) struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What surrounds every letter.
struct Frame {
    lang: &'static str,
    project: String,
    /// The public address without its scheme, for the signature.
    host: String,
}

/// One struct per template, each showing the same `m`.
macro_rules! letter {
    ($name:ident, $subject:tt, $text:tt, $html:tt) => {
        impl $name {
            fn render(&self, reader: &Reader) -> askama::Result<Rendered> {
                #[derive(Template)]
                #[template(path = $subject)]
                struct Subject<'a> {
                    m: &'a $name,
                }
                #[derive(Template)]
                #[template(path = $text)]
                struct Text<'a> {
                    m: &'a $name,
                }
                #[derive(Template)]
                #[template(path = $html)]
                struct Html<'a> {
                    m: &'a $name,
                }
                Ok(Rendered {
                    subject: Subject { m: self }.render_with_values(reader)?,
                    text: Text { m: self }.render_with_values(reader)?,
                    html: Html { m: self }.render_with_values(reader)?,
                })
            }
        }
    };
}

struct InvitationView {
    frame: Frame,
    /// Once more, shortly before it ends.
    is_reminder: bool,
    inviter: String,
    role: Option<String>,
    message: Vec<String>,
    expires_at: Moment,
    to: String,
    link: String,
    may_reply: bool,
}
letter!(InvitationView, "mail/invitation/subject.txt", "mail/invitation/body.txt", "mail/invitation/body.html");

struct InvitationRequestView {
    frame: Frame,
    name: String,
    email: String,
    link: String,
}
letter!(
    InvitationRequestView,
    "mail/invitation_request/subject.txt",
    "mail/invitation_request/body.txt",
    "mail/invitation_request/body.html"
);

struct ResetView {
    frame: Frame,
    sender: Option<String>,
    asked_at: Moment,
    asked_from: String,
    expires_at: Moment,
    link: String,
}
letter!(ResetView, "mail/reset/subject.txt", "mail/reset/body.txt", "mail/reset/body.html");

struct EmailChangeView {
    frame: Frame,
    sender: Option<String>,
    asked_at: Moment,
    asked_from: String,
    expires_at: Moment,
    to: String,
    link: String,
}
letter!(EmailChangeView, "mail/email_change/subject.txt", "mail/email_change/body.txt", "mail/email_change/body.html");

struct EndWarningView {
    frame: Frame,
    expires_at: Moment,
    link: String,
}
letter!(EndWarningView, "mail/end_warning/subject.txt", "mail/end_warning/body.txt", "mail/end_warning/body.html");

struct NoticeView {
    frame: Frame,
    subject: &'static str,
    words: Words,
    by: Option<String>,
    at: Moment,
    from: String,
    device: Option<Words>,
    is_about_security: bool,
    advice: &'static str,
    has_link: bool,
    link: String,
}
letter!(NoticeView, "mail/notice/subject.txt", "mail/notice/body.txt", "mail/notice/body.html");

struct DigestView {
    frame: Frame,
    total: i64,
    /// Name and address, and what the server said.
    bounced: Vec<(String, Words)>,
    /// How many more there are.
    more: i64,
    link: String,
}
letter!(DigestView, "mail/digest/subject.txt", "mail/digest/body.txt", "mail/digest/body.html");

struct TestView {
    frame: Frame,
    sender: String,
    server: String,
    at: Moment,
    link: String,
}
letter!(TestView, "mail/test/subject.txt", "mail/test/body.txt", "mail/test/body.html");

/// Everything a letter needs besides itself.
pub(super) struct Setting<'a> {
    /// Every link starts with it.
    pub public_url: &'a str,
    pub to_address: &'a str,
    /// Whether an answer reaches the person who caused the mail.
    pub may_reply: bool,
    pub reader: Reader,
}

/// Words the letter. All that people typed is made plain first; what is HTML is escaped by its template.
pub(super) fn render(letter: &Letter, setting: &Setting<'_>) -> askama::Result<Rendered> {
    let frame = |project: &str| Frame {
        lang: setting.reader.language.tag(),
        project: plain::line(project),
        host: setting.public_url.split_once("://").map_or(setting.public_url, |(_, host)| host).to_owned(),
    };
    match letter {
        Letter::Invitation(invitation, secret) | Letter::InvitationReminder(invitation, secret) => InvitationView {
            frame: frame(&invitation.project),
            is_reminder: matches!(letter, Letter::InvitationReminder(..)),
            inviter: plain::line(&invitation.inviter),
            role: invitation.role.as_deref().map(plain::line),
            message: plain::lines(&invitation.message),
            expires_at: invitation.expires_at,
            to: plain::line(setting.to_address),
            link: format!("{}/accept/{}", setting.public_url, secret.expose()),
            may_reply: setting.may_reply,
        }
        .render(&setting.reader),
        Letter::InvitationRequest(InvitationRequest { project, name, email, user }) => InvitationRequestView {
            frame: frame(project),
            name: plain::line(name),
            email: plain::line(email),
            link: format!("{}/users/{user}", setting.public_url),
        }
        .render(&setting.reader),
        Letter::Notice(notice) => NoticeView {
            frame: frame(&notice.project),
            subject: notice.told.subject(),
            words: plain::words(notice.told.words()),
            by: notice.by.as_deref().map(plain::line),
            at: notice.at,
            from: plain::line(&notice.from),
            device: (!notice.agent.is_empty()).then(|| Device::of(&notice.agent).words()),
            is_about_security: notice.told.is_about_security(),
            advice: notice.told.advice(),
            has_link: !notice.told.shuts_out(),
            link: format!(
                "{}{}",
                setting.public_url,
                if notice.told.is_about_security() { "/account/security" } else { "/account/access" }
            ),
        }
        .render(&setting.reader),
        Letter::Reset(Reset { project, sender, asked_at, asked_from, expires_at }, secret) => ResetView {
            frame: frame(project),
            sender: sender.as_deref().map(plain::line),
            asked_at: *asked_at,
            asked_from: plain::line(asked_from),
            expires_at: *expires_at,
            link: format!("{}/reset/{}", setting.public_url, secret.expose()),
        }
        .render(&setting.reader),
        Letter::EmailChange(EmailChange { project, sender, asked_at, asked_from, expires_at }, secret) => EmailChangeView {
            frame: frame(project),
            sender: sender.as_deref().map(plain::line),
            asked_at: *asked_at,
            asked_from: plain::line(asked_from),
            expires_at: *expires_at,
            to: plain::line(setting.to_address),
            link: format!("{}/email/{}", setting.public_url, secret.expose()),
        }
        .render(&setting.reader),
        Letter::EndWarning(EndWarning { project, expires_at }) => {
            EndWarningView { frame: frame(project), expires_at: *expires_at, link: format!("{}/account", setting.public_url) }
                .render(&setting.reader)
        }
        Letter::Digest(digest) => digest_view(digest, frame(&digest.project), setting).render(&setting.reader),
        Letter::Test(Test { project, sender, server, at }) => TestView {
            frame: frame(project),
            sender: plain::line(sender),
            server: plain::line(server),
            at: *at,
            link: format!("{}/settings/mail", setting.public_url),
        }
        .render(&setting.reader),
    }
}

fn digest_view(Digest { total, bounced, .. }: &Digest, frame: Frame, setting: &Setting<'_>) -> DigestView {
    let line = |name: &str, address: &str| if name == address { plain::line(address) } else { plain::line(&format!("{name} <{address}>")) };
    let words = |answer: &str| Words::new("said").with("text", Value::Message(plain::line(answer)));
    DigestView {
        frame,
        total: *total,
        more: total - i64::try_from(bounced.len()).unwrap_or(*total),
        bounced: bounced.iter().map(|one| (line(&one.name, &one.address), words(&one.answer))).collect(),
        link: format!("{}/outbox?state=failed", setting.public_url),
    }
}
