//! A letter as it travels: headers and the two bodies of an RFC 5322 message.

use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Mime, MultiPart, SinglePart};
use url::Url;
use uuid::Uuid;

use super::letter::Letter;
use super::outbox::place;
use super::plain;
use super::render::{Setting, render};
use super::sender::Sender;
use super::store::{self, Row};
use crate::clock::Moment;
use crate::config::Config;
use crate::crypto::{Keys, Secret};
use crate::db::{self, Db};
use crate::i18n::{Language, Reader, zone};

/// Ready to be handed over.
pub(super) struct Message {
    pub id: Uuid,
    /// When it was written; the same at every try, like all the rest of it.
    pub at: Moment,
    pub from: Address,
    pub to: Address,
    pub bytes: Vec<u8>,
}

/// Why an outbox row cannot become a message; `key` is the reason in the catalogue.
pub(super) struct Unreadable {
    pub key: &'static str,
    /// Another node may know how: a newer version while all nodes are being replaced.
    pub may_pass: bool,
}

/// Writes the message of an outbox row.
pub(super) fn write(row: &Row, config: &Config, sender: &Sender, keys: &Keys) -> Result<Message, Unreadable> {
    let never = |key| Unreadable { key, may_pass: false };
    let secret = match &row.secret {
        None => None,
        Some(sealed) => Some(open(keys, row.id, sealed).ok_or(never("mail-answer-key"))?),
    };
    let letter = Letter::read(&row.kind, row.data.clone(), secret).ok_or(Unreadable { key: "mail-answer-unknown", may_pass: true })?;
    let to = address(&row.to_address).ok_or(never("mail-answer-address"))?;
    let reply_to = reply_to(row).or_else(|| sender.reply_to());
    let setting = setting(row, config);
    let broken = |error: &dyn std::fmt::Display| {
        tracing::error!(mail = %row.id, kind = %row.kind, %error, "a mail could not be written");
        never("mail-answer-broken")
    };
    let words = render(&letter, &setting).map_err(|error| broken(&error))?;
    let from: Mailbox = sender.from(config).parse().map_err(|error| broken(&error))?;
    let mut builder = Mime::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(plain::line(&row.to_name)).filter(|name| !name.is_empty()), to.clone()))
        .subject(plain::line(&words.subject))
        .date(row.created_at.into())
        .message_id(Some(format!("<{}@{}>", row.id, host(&config.public_url))))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into()));
    if let Some(reply_to) = reply_to {
        builder = builder.reply_to(reply_to.into());
    }
    let bodies = MultiPart::alternative()
        // The same at every try; "=_" stands in no quoted-printable text, so nothing a body says can end it.
        .boundary(format!("=_{}", row.id.simple()))
        .singlepart(body(ContentType::TEXT_PLAIN, words.text))
        .singlepart(body(ContentType::TEXT_HTML, words.html));
    let mime = builder.multipart(bodies).map_err(|error| broken(&error))?;
    Ok(Message { id: row.id, at: row.created_at, from: from.email, to, bytes: mime.formatted() })
}

/// Whether what it offers has ended meanwhile: a dead link is worse than none.
pub(super) fn is_late(row: &Row, now: Moment) -> bool {
    let ends = row.data.get("expires_at").and_then(|ends| ends.as_str()).and_then(|ends| ends.parse::<Moment>().ok());
    ends.is_some_and(|ends| ends <= now)
}

/// Letters beyond ASCII in a header ask for a server that knows them: only the receiver's own address may.
fn reply_to(row: &Row) -> Option<Address> {
    address(&row.reply_to).filter(|address| address.to_string().is_ascii())
}

fn setting<'a>(row: &'a Row, config: &'a Config) -> Setting<'a> {
    Setting {
        public_url: &config.public_url,
        to_address: &row.to_address,
        may_reply: reply_to(row).is_some(),
        reader: Reader {
            language: Language::from_tag(&row.language).unwrap_or(Language::English),
            zone: zone(&row.timezone).unwrap_or(chrono_tz::UTC),
            now: row.created_at,
        },
    }
}

/// The secret of a mail's link.
pub(super) fn open(keys: &Keys, id: Uuid, sealed: &[u8]) -> Option<Secret> {
    keys.open(&place(id), sealed).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Secret::from)
}

/// A mail in words, as its receiver reads it, but for the secret of its link.
pub struct Preview {
    pub from: String,
    pub reply_to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub language: &'static str,
}

/// What stands in a preview for the secret of a link.
const HIDDEN: &str = "…";

/// A look at a mail of the outbox; `None` where there is none, or this version cannot read it.
///
/// # Errors
/// When the database is away.
pub async fn preview(db: &Db, config: &Config, id: Uuid) -> db::Result<Option<Preview>> {
    let Some(row) = store::find(db, id).await? else { return Ok(None) };
    let blank = Secret::from([0; 32]);
    let Some(letter) = Letter::read(&row.kind, row.data.clone(), Some(blank.clone())) else { return Ok(None) };
    let sender = store::health::sender(db).await?;
    let setting = setting(&row, config);
    let reply_to = reply_to(&row).or_else(|| sender.reply_to());
    let shown = look_at(&letter, &setting, sender.from(config), reply_to.map(|address| address.to_string()), &blank);
    Ok(shown.inspect_err(|error| tracing::error!(mail = %row.id, kind = %row.kind, %error, "a mail could not be shown")).ok())
}

/// A letter in words, without the secret of its link.
pub(super) fn look_at(
    letter: &Letter,
    setting: &Setting<'_>,
    from: &str,
    reply_to: Option<String>,
    secret: &Secret,
) -> askama::Result<Preview> {
    let rendered = render(letter, setting)?;
    let hide = |text: String| text.replace(&secret.expose(), HIDDEN);
    Ok(Preview {
        from: from.to_owned(),
        reply_to: reply_to.unwrap_or_default(),
        subject: plain::line(&rendered.subject),
        text: hide(rendered.text),
        html: hide(rendered.html),
        language: setting.reader.language.tag(),
    })
}

fn body(kind: ContentType, text: String) -> SinglePart {
    SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(text)
}

/// An address as SMTP takes it: nothing but one address, the domain in ASCII.
pub(super) fn address(text: &str) -> Option<Address> {
    let (local, domain) = text.rsplit_once('@')?;
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    Address::new(local, idna::domain_to_ascii(domain).ok()?).ok()
}

/// The right side of the Message-ID.
fn host(public_url: &str) -> String {
    Url::parse(public_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| "localhost".into())
}

#[cfg(test)]
mod tests;
