//! Forms: what was typed, what is wrong with it, and the typed input that an action takes.

use std::borrow::Cow;
use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use unicode_normalization::UnicodeNormalization;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::{Error, prove};
use crate::i18n::{Value, Words, turns};
use crate::rules::INPUT;

/// Fields and what is wrong with each, in the order of the form.
pub type Problems = Vec<(&'static str, Words)>;

/// What to say when someone else was quicker: `words` on top, and beside each field whose stored value is another than the typed
/// one, what is stored now. Fields come as name, label, stored, typed.
pub fn overtaken(words: Words, fields: impl IntoIterator<Item = (&'static str, &'static str, String, String)>) -> Problems {
    let differing = fields.into_iter().filter(|(.., stored, typed)| stored != typed);
    let differing = differing.map(|(name, label, stored, _)| {
        let words = Words::new(if stored.is_empty() { "error-field-nothing" } else { "error-field-now" });
        (name, words.with("field", Value::Message(label.into())).with("value", stored))
    });
    std::iter::once(("version", words)).chain(differing).collect()
}

/// Both, or everything that is wrong with either.
///
/// # Errors
/// As either has; one that is not about fields goes first.
pub fn both<A, B>(one: Result<A, Error>, other: Result<B, Error>) -> Result<(A, B), Error> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Error::Invalid(one)), Err(Error::Invalid(other))) => Err(Error::Invalid(one.into_iter().chain(other).collect())),
        (Err(Error::Invalid(_)) | Ok(_), Err(error)) | (Err(error), _) => Err(error),
    }
}

/// The fields of a request's body, as the guard read them.
#[derive(Clone, Default)]
pub(super) struct Fields(pub Vec<(String, String)>);

/// Typed input of one form: `#[serde(deny_unknown_fields)]`, so that nothing is bound that the form does not offer.
pub trait Input: DeserializeOwned + Validate {}
impl<T: DeserializeOwned + Validate> Input for T {}

/// A form to draw: values by name, errors by name.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(Cow<'static, str>, String)>,
    pub errors: Problems,
}

impl Form {
    #[must_use]
    pub fn of<V: Into<String>>(values: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        Self { values: values.into_iter().map(|(name, value)| (name.into(), value.into())).collect(), errors: Vec::new() }
    }

    /// With one more value.
    #[must_use]
    pub fn and(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// All values of that name, in their order.
    pub fn values(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box or option of that value is chosen.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    #[must_use]
    pub fn error(&self, name: &str) -> Option<&Words> {
        self.errors.iter().find(|(n, _)| *n == name).map(|(_, words)| words)
    }

    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }

    #[must_use]
    pub fn with(mut self, problems: Problems) -> Self {
        self.errors.extend(problems);
        self
    }

    /// With these problems, and no others, in the order of what was typed.
    #[must_use]
    pub fn wrong(self, mut errors: Problems) -> Self {
        errors.sort_by_key(|(field, _)| self.values.iter().position(|(name, _)| name == field).unwrap_or(usize::MAX));
        Self { errors, ..self }
    }

    /// Another value than the one typed: a token drawn anew, a list after one was left out.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.retain(|(n, _)| n != name);
        self.values.push((name.into(), value.into()));
        self
    }
}

/// A posted form: the input if it can be read, and the form to draw again. Passwords are never drawn again.
pub struct Posted<T> {
    pub form: Form,
    input: T,
}

impl<T: Input> Posted<T> {
    /// The input, or what is wrong with it.
    ///
    /// # Errors
    /// `Error::Invalid` with every wrong field.
    pub fn check(&self) -> Result<&T, Error> {
        if self.form.is_valid() { Ok(&self.input) } else { Err(Error::Invalid(self.form.errors.clone())) }
    }

    /// What `read` makes of the input.
    ///
    /// # Errors
    /// `Error::Invalid` with every wrong field, and with what `read` finds besides.
    pub fn typed<'a, U>(&'a self, read: impl FnOnce(&'a T) -> Result<U, Error>) -> Result<U, Error> {
        both(self.check(), read(&self.input)).map(|(_, typed)| typed)
    }

    /// The input as typed, valid or not.
    pub fn input(&self) -> &T {
        &self.input
    }

    /// The form as it goes back with what the action found; any other error stays one.
    ///
    /// # Errors
    /// Whatever is not about the fields.
    pub fn rejected(&self, error: Error) -> Result<Form, Error> {
        match error {
            Error::Invalid(problems) => Ok(self.form.clone().wrong(problems)),
            other => Err(other),
        }
    }
}

/// A posted form that has controls of added fields beside its own.
pub struct Extended<T> {
    posted: Posted<T>,
    /// Their names and values, as typed.
    pub added: Vec<(String, String)>,
}

impl<T> Deref for Extended<T> {
    type Target = Posted<T>;

    fn deref(&self) -> &Posted<T> {
        &self.posted
    }
}

impl<T: Input> FromRequest for Extended<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let fields = request.extensions().get::<Fields>().cloned().unwrap_or_default();
        let (added, own) = fields.0.into_iter().partition(|(name, _)| name.starts_with(INPUT));
        let added: Vec<(String, String)> = Vec::into_iter(added).map(|(name, value)| (name, tidy(&value))).collect();
        if added.iter().any(|(_, value)| has_controls(value)) {
            return ready(Err(Error::Malformed("control characters")));
        }
        ready(read(Fields(own)).map(|mut posted: Posted<T>| {
            posted.form.values.extend(added.iter().map(|(name, value)| (name.clone().into(), value.clone())));
            Self { posted, added }
        }))
    }
}

impl<T: Input> FromRequest for Posted<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let fields = request.extensions().get::<Fields>().cloned().unwrap_or_default();
        ready(read(fields))
    }
}

/// The input of a form whose fields come from elsewhere: a row of a table is read as the form would be.
///
/// # Errors
/// `Invalid` with every wrong field; `Malformed` for fields that the form does not have.
pub fn fill<T: Input>(fields: Vec<(String, String)>) -> Result<T, Error> {
    let posted = read::<T>(Fields(fields))?;
    posted.check()?;
    Ok(posted.input)
}

/// Never drawn again. A password is also left exactly as typed.
pub(super) const SECRETS: [&str; 4] = ["password", "present", "code", "csrf"];
const PASSWORDS: [&str; 2] = ["password", "present"];

fn read<T: Input>(Fields(fields): Fields) -> Result<Posted<T>, Error> {
    let mut is_plain = true;
    let fields: Vec<(String, String)> = fields
        .into_iter()
        .filter(|(name, _)| name != "csrf" && !name.starts_with(prove::OWN))
        .map(|(name, value)| if PASSWORDS.contains(&name.as_str()) { (name, value) } else { (name, tidy(&value)) })
        .collect();
    let mut encoded = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in &fields {
        is_plain &= PASSWORDS.contains(&name.as_str()) || !has_controls(value);
        encoded.append_pair(name, value);
    }
    if !is_plain {
        return Err(Error::Malformed("control characters"));
    }
    let input: T = serde_html_form::from_str(&encoded.finish()).map_err(|error| {
        tracing::info!(%error, "a form did not fit");
        Error::Malformed("form")
    })?;
    let errors = input.validate().err().map(worded).unwrap_or_default();
    let values =
        fields.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).map(|(name, value)| (name.into(), value)).collect();
    Ok(Posted { form: Form { values, errors }, input })
}

/// Whether there is anything in it that no text field of a browser sends.
pub(super) fn has_controls(value: &str) -> bool {
    value.replace("\r\n", "\n").chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Composed (NFC), without spaces around, with plain line ends, and without marks that turn the text around them. Where
/// composing would turn a look-alike into an ASCII letter (the Kelvin sign into a K), the text stays as typed, for the field's
/// own rules to judge.
#[must_use]
pub fn tidy(value: &str) -> String {
    let typed: String = value.replace("\r\n", "\n").chars().filter(|c| !turns(*c)).collect();
    let typed = typed.trim().to_owned();
    let composed: String = typed.nfc().collect();
    let ascii = |text: &str| text.bytes().filter(u8::is_ascii_alphanumeric).count();
    if ascii(&composed) > ascii(&typed) { typed } else { composed }
}

/// `validator`'s codes are keys of the catalogue; its parameters are the arguments.
fn worded(errors: ValidationErrors) -> Problems {
    let mut problems = Problems::new();
    for (field, kind) in errors.into_errors() {
        let ValidationErrorsKind::Field(errors) = kind else { continue };
        let Some(error) = errors.into_iter().next() else { continue };
        let (Cow::Borrowed(field), Cow::Borrowed(key)) = (field, error.code) else { continue };
        let max = error.params.get("max").and_then(serde_json::Value::as_i64);
        let words = Words::new(key);
        problems.push((
            field,
            match max {
                Some(max) => words.with("max", max),
                None => words,
            },
        ));
    }
    problems.sort_by_key(|(field, _)| *field);
    problems
}
