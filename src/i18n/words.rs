//! A message by its key and arguments: what code carries until a page or a mail words it.

use std::borrow::Cow;

use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::{Deserialize, Serialize};

use super::{Reader, catalogue};
use crate::clock::Moment;

#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub key: &'static str,
    pub args: Vec<(&'static str, Value)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Text(String),
    Number(i64),
    /// Worded in the reader's zone: day and clock.
    Moment(Moment),
    /// A key of the catalogue, worded for the reader; any other text stands as it is.
    Message(String),
}

/// A message as a database keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    args: Vec<(String, Value)>,
}

impl From<Words> for Said {
    fn from(words: Words) -> Self {
        Self { key: words.key.to_owned(), args: words.args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
    }
}

impl Said {
    /// The sentence, for this reader.
    #[must_use]
    pub fn to(&self, reader: &Reader) -> Cow<'static, str> {
        Words::kept(&self.key, &self.args, reader)
    }
}

impl Words {
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The sentence, for this reader.
    #[must_use]
    pub fn to(&self, reader: &Reader) -> Cow<'static, str> {
        if self.args.is_empty() {
            return catalogue::text(reader.language, self.key, None);
        }
        let mut args = FluentArgs::new();
        for (name, value) in &self.args {
            args.set(*name, value.to(reader));
        }
        catalogue::text(reader.language, self.key, Some(&args))
    }

    /// The sentence of a key that was kept with its arguments, such as a notice's.
    #[must_use]
    pub fn kept(key: &str, args: &[(String, Value)], reader: &Reader) -> Cow<'static, str> {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(name.as_str(), value.to(reader));
        }
        catalogue::text(reader.language, key, Some(&fluent))
    }

    /// The sentence as HTML: the message may hold tags, the values are escaped.
    #[must_use]
    pub fn to_html(&self, reader: &Reader) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        for (name, value) in &self.args {
            args.set(
                *name,
                match value.to(reader) {
                    FluentValue::String(text) => FluentValue::from(escape(&text)),
                    other => other,
                },
            );
        }
        catalogue::text(reader.language, self.key, Some(&args))
    }
}

impl Value {
    fn to(&self, reader: &Reader) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Number(n) => FluentValue::from(*n),
            Self::Moment(moment) => FluentValue::from(reader.date_time(moment)),
            Self::Message(key) => FluentValue::from(catalogue::text(reader.language, key, None)),
        }
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<&&str> for Value {
    fn from(text: &&str) -> Self {
        Self::Text((*text).to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<&&String> for Value {
    fn from(text: &&String) -> Self {
        Self::Text((*text).clone())
    }
}
impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}
impl From<&i64> for Value {
    fn from(n: &i64) -> Self {
        Self::Number(*n)
    }
}
impl From<usize> for Value {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::Moment(moment)
    }
}
impl From<&Moment> for Value {
    fn from(moment: &Moment) -> Self {
        Self::Moment(*moment)
    }
}
impl From<Tz> for Value {
    fn from(zone: Tz) -> Self {
        Self::Text(zone.name().to_owned())
    }
}
