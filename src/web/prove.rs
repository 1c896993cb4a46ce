//! Acts that ask whoever sits there to prove again who they are, and the page that asks without losing what was typed.

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};
use askama::Template;
use std::future::{Ready, ready};

use super::form::{Fields, Form, SECRETS, has_controls};
use super::{Error, Page, Swap, filters, html, next};

/// What the names of the page's own fields begin with: all others belong to the form that has to wait.
pub(super) const OWN: &str = "prove-";

/// The kinds of acts that ask for a fresh proof; one given for a kind counts for no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Roles, permissions, groups with roles, grants: who may do what.
    Access,
    Email,
    Password,
    TwoFactor,
    Sessions,
    Tokens,
    Settings,
    Export,
    Delete,
}

impl Act {
    pub const ALL: [Self; 9] = [
        Self::Access,
        Self::Email,
        Self::Password,
        Self::TwoFactor,
        Self::Sessions,
        Self::Tokens,
        Self::Settings,
        Self::Export,
        Self::Delete,
    ];

    /// As forms and sessions spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Email => "email",
            Self::Password => "password",
            Self::TwoFactor => "two-factor",
            Self::Sessions => "sessions",
            Self::Tokens => "tokens",
            Self::Settings => "settings",
            Self::Export => "export",
            Self::Delete => "delete",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Access => "prove-access",
            Self::Email => "prove-email",
            Self::Password => "prove-password",
            Self::TwoFactor => "prove-two-factor",
            Self::Sessions => "prove-sessions",
            Self::Tokens => "prove-tokens",
            Self::Settings => "prove-settings",
            Self::Export => "prove-export",
            Self::Delete => "prove-delete",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// What the page that asks for a proof posts: the proof, and the form that waits for it.
pub struct Proving {
    pub password: String,
    pub code: String,
    pub act: Act,
    /// Where the waiting form posts, or the page that waits.
    pub to: String,
    pub is_get: bool,
    waiting: Vec<(String, String)>,
}

impl FromRequest for Proving {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let fields = request.extensions().get::<Fields>().cloned().unwrap_or_default().0;
        ready(Self::read(fields))
    }
}

impl Proving {
    fn read(fields: Vec<(String, String)>) -> Result<Self, Error> {
        let is_plain = |(name, value): &(String, String)| name == "prove-password" || !has_controls(value);
        if !fields.iter().all(is_plain) {
            return Err(Error::Malformed("control characters"));
        }
        let (own, waiting): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| name.starts_with(OWN));
        let own =
            |wanted: &str| own.iter().find(|(name, _)| &name[OWN.len()..] == wanted).map(|(_, value)| value.clone()).unwrap_or_default();
        // Our own forms post to plain addresses; one in disguise could be this very page.
        let is_plain = |to: &String| !to.split('?').next().is_some_and(|path| path.contains('%') || path.starts_with("/account/prove"));
        let to = next::own_path(&own("to")).filter(is_plain).ok_or(Error::Malformed("proof"))?;
        let act = Act::from_name(&own("act")).ok_or(Error::Malformed("proof"))?;
        Ok(Self { password: own("password"), code: own("code"), act, to, is_get: !own("get").is_empty(), waiting: hidden(waiting) })
    }

    /// The page again, with what was wrong.
    #[must_use]
    pub fn rejected(self, page: &Page, is_swap: bool, form: Form, status: StatusCode) -> HttpResponse {
        ProvePage { page, act: self.act, to: self.to, is_get: self.is_get, waiting: self.waiting, form, is_swap }.answer(status)
    }
}

/// What is carried along unseen. A password is not: whoever typed it types it again.
fn hidden(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()) && !name.starts_with(OWN)).collect()
}

#[derive(Template)]
#[template(path = "errors/prove.html", blocks = ["dialog"])]
pub struct ProvePage<'a> {
    pub page: &'a Page,
    pub act: Act,
    pub to: String,
    pub is_get: bool,
    pub waiting: Vec<(String, String)>,
    pub form: Form,
    pub is_swap: bool,
}

impl ProvePage<'_> {
    fn title(&self) -> &'static str {
        self.act.title()
    }

    /// Whether a code of the reader's app proves it too.
    fn takes_codes(&self) -> bool {
        self.page.person.as_ref().is_some_and(|person| person.has_two_factor)
    }

    /// Where whoever gives up goes back to.
    fn back(&self) -> String {
        let back = self.waiting.iter().find(|(name, _)| name == "back").and_then(|(_, back)| next::local_path(back));
        back.unwrap_or_else(|| "/account/security".into())
    }

    fn answer(&self, status: StatusCode) -> HttpResponse {
        if !self.is_swap {
            return html(&self.page.reader, self, status);
        }
        let mut answer = html(&self.page.reader, &self.as_dialog(), status);
        for (name, value) in [("hx-retarget", "#dialog-slot"), ("hx-reswap", "innerHTML")] {
            answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        answer
    }
}

/// The answer to a form that asks for a proof first: the form waits in the page.
pub(super) fn ask(request: &HttpRequest, page: &Page, act: Act) -> HttpResponse {
    let fields = request.extensions().get::<Fields>().cloned().unwrap_or_default().0;
    let to = request.uri().to_string();
    let (is_swap, is_get) = (Swap::of(request), request.method() == Method::GET);
    ProvePage { page, act, to, is_get, waiting: hidden(fields), form: Form::default(), is_swap }.answer(StatusCode::UNAUTHORIZED)
}
