//! What every page shows around its content: the project, the person, navigation, notices.

use std::borrow::Borrow;
use std::future::{Ready, ready};
use std::rc::Rc;

use actix_session::Session;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Moment;
use crate::i18n::{Language, Reader, Value, Words};

/// The fewest letters of a password where nobody has decided otherwise.
pub const PASSWORD_MIN: usize = 15;

/// Everything a page's frame needs; made once per request.
#[derive(Clone)]
pub struct Page {
    pub reader: Reader,
    pub project: String,
    /// Who is signed in.
    pub person: Option<Person>,
    pub theme: String,
    pub density: String,
    /// How they arranged the directory, as it is kept.
    pub arrangement: serde_json::Value,
    /// Whether keys of one letter do something.
    pub has_shortcuts: bool,
    /// The masked token for the hidden `csrf` field, new on every page.
    pub csrf: String,
    pub host: String,
    /// The fewest letters of a new password.
    pub password_min: usize,
    /// Path and query of the request, for `next` and for the way back.
    pub path: String,
    /// What the last action had to say.
    pub notice: Option<Notice>,
    pub nav: Nav,
    /// Whether the reader's language is their own choice: kept with their record or in their browser.
    pub is_language_chosen: bool,
    /// Mail is not being delivered, and the reader may see the outbox.
    pub mail_fails: bool,
}

#[derive(Clone)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    /// The hash of their picture, "" without one.
    pub avatar: String,
    pub has_two_factor: bool,
    /// What the main navigation leads to.
    pub opens: Vec<Nav>,
}

/// The entry of the main navigation that is current.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Nav {
    #[default]
    None,
    Users,
    Roles,
    Groups,
    Invitations,
    Audit,
    Outbox,
    Settings,
    Account,
}

/// A message that stays until it is dismissed, with the way back where there is one.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct Notice {
    pub tone: String,
    pub key: String,
    /// A name or number the message speaks of.
    pub args: Vec<(String, Value)>,
    pub undo: Option<Undo>,
    /// Where more is said.
    #[serde(default)]
    pub more: Option<String>,
}

/// The form that takes an action back: where it posts and what.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct Undo {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Notice {
    #[must_use]
    pub fn ok(key: &'static str) -> Self {
        Self { tone: "ok".into(), key: key.into(), args: Vec::new(), undo: None, more: None }
    }

    #[must_use]
    pub fn bad(words: &Words, reader: &Reader) -> Self {
        Self { tone: "bad".into(), key: "said".into(), args: vec![("text".into(), words.to(reader).into())], undo: None, more: None }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }

    #[must_use]
    pub fn more(mut self, address: String) -> Self {
        self.more = Some(address);
        self
    }

    #[must_use]
    pub fn undo(mut self, action: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        self.undo = Some(Undo { action: action.into(), fields });
        self
    }

    /// The sentence, for this reader.
    #[must_use]
    pub fn text(&self, reader: &Reader) -> String {
        Words::kept(&self.key, &self.args, reader).into_owned()
    }
}

impl Page {
    /// Whether its reader is this user.
    #[must_use]
    pub fn is_of(&self, user: impl Borrow<Uuid>) -> bool {
        self.person.as_ref().is_some_and(|person| person.id == *user.borrow())
    }

    #[must_use]
    pub fn now(&self) -> &Moment {
        &self.reader.now
    }

    #[must_use]
    pub fn at(mut self, nav: Nav) -> Self {
        self.nav = nav;
        self
    }

    /// In that language, unless the reader has chosen one.
    pub fn read_in(&mut self, language: Option<Language>) {
        if let (false, Some(language)) = (self.is_language_chosen, language) {
            self.reader.language = language;
        }
    }

    /// Whether that part of the navigation is open to the reader.
    #[must_use]
    pub fn opens(&self, nav: impl Borrow<Nav>) -> bool {
        self.person.as_ref().is_some_and(|person| person.opens.contains(nav.borrow()))
    }
}

impl Page {
    /// The frame when nothing is known but the request: errors before the visitor was found.
    #[must_use]
    pub fn bare(request: &HttpRequest) -> Self {
        let accepted = request.headers().get("accept-language").and_then(|value| value.to_str().ok()).and_then(Language::accepted);
        Self {
            reader: Reader { language: accepted.unwrap_or(Language::English), zone: chrono_tz::UTC, now: chrono::Utc::now() },
            project: "Rolecall".into(),
            person: None,
            theme: "auto".into(),
            density: "comfortable".into(),
            arrangement: serde_json::Value::Null,
            has_shortcuts: false,
            csrf: String::new(),
            host: String::new(),
            password_min: PASSWORD_MIN,
            path: String::new(),
            notice: None,
            nav: Nav::None,
            is_language_chosen: false,
            mail_fails: false,
        }
    }
}

/// The frame as the request's visitor gets it.
impl FromRequest for Page {
    type Error = super::Error;
    type Future = Ready<Result<Self, super::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let page = request.extensions().get::<Rc<Self>>().map(|page| Self::clone(page));
        ready(page.ok_or_else(|| super::Error::Internal("no page".into())))
    }
}

/// Leaves a notice for the next page of this browser.
pub fn leave(session: &Session, notice: Notice) {
    // Into memory; the middleware saves it with the session.
    let _ = session.insert("notice", notice);
}

/// 303 back to where a form stood, which says what is wrong with it: nothing of that page is lost.
#[must_use]
pub fn turn_back(session: &Session, page: &Page, problems: &[(&'static str, Words)], path: &str) -> HttpResponse {
    if let Some((_, words)) = problems.first() {
        leave(session, Notice::bad(words, &page.reader));
    }
    super::go(path)
}

/// 303 from a page that is not shown: what the last action had to say waits for the one that is.
#[must_use]
pub fn go_on(page: Page, session: &Session, path: &str) -> HttpResponse {
    if let Some(notice) = page.notice {
        leave(session, notice);
    }
    super::go(path)
}

/// What to call someone: their name, else the address.
#[must_use]
pub fn display_name(first: &str, last: &str, email: &str) -> String {
    match (first, last) {
        ("", "") => email.to_owned(),
        (name, "") | ("", name) => name.to_owned(),
        (first, last) => format!("{first} {last}"),
    }
}

/// The last digits of a key, for what has no other name to the reader: the first ones are a time that many share.
#[must_use]
pub fn short_key(id: Uuid) -> String {
    let text = id.to_string();
    format!("…{}", &text[text.len() - 8..])
}

/// The first letters of the first and last word, for a picture nobody has uploaded.
#[must_use]
pub fn initials(name: impl AsRef<str>) -> String {
    let name = name.as_ref();
    let mut words = name.split([' ', '@', '.']).filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back().filter(|_| !name.contains('@'));
    first.into_iter().chain(last).flat_map(char::to_uppercase).take(2).collect()
}

/// One of six colours, always the same for one person.
#[must_use]
pub fn tone(id: impl Borrow<Uuid>) -> u8 {
    id.borrow().as_bytes()[15] % 6 + 1
}
