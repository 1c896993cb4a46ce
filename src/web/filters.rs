//! Askama's custom filters: words of the catalogue, moments and numbers for the reader, addresses of assets.
//!
//! `"key"|t`, with arguments `"key"|t1("name", value)`; `h1`, `h2` for messages that hold tags (their values are escaped).

#![expect(clippy::inline_always, reason = "what the attribute of askama writes")]

use std::borrow::{Borrow, Cow};

use askama::filters::Safe;
use askama::{Result, Values, get_value};

use super::assets;
use crate::clock::Moment;
use crate::i18n::{self, Reader, Value, Words};

/// A message, however many references deep a template holds it.
pub trait Worded {
    fn words(&self) -> &Words;
}

impl Worded for Words {
    fn words(&self) -> &Words {
        self
    }
}

impl<T: Worded> Worded for &T {
    fn words(&self) -> &Words {
        (**self).words()
    }
}

fn reader(values: &dyn Values) -> Result<&Reader> {
    get_value::<Reader>(values, "reader")
}

#[askama::filter_fn]
pub fn t(key: &str, values: &dyn Values) -> Result<Cow<'static, str>> {
    Ok(i18n::text(reader(values)?.language, key, None))
}

#[askama::filter_fn]
pub fn t1<V: Into<Value>>(key: &'static str, values: &dyn Values, name: &'static str, value: V) -> Result<Cow<'static, str>> {
    Ok(Words::new(key).with(name, value).to(reader(values)?))
}

#[askama::filter_fn]
pub fn t2<V: Into<Value>, W: Into<Value>>(
    key: &'static str,
    values: &dyn Values,
    name: &'static str,
    value: V,
    name2: &'static str,
    value2: W,
) -> Result<Cow<'static, str>> {
    Ok(Words::new(key).with(name, value).with(name2, value2).to(reader(values)?))
}

#[askama::filter_fn]
pub fn t3<V: Into<Value>, W: Into<Value>, X: Into<Value>>(
    key: &'static str,
    values: &dyn Values,
    name: &'static str,
    value: V,
    name2: &'static str,
    value2: W,
    name3: &'static str,
    value3: X,
) -> Result<Cow<'static, str>> {
    Ok(Words::new(key).with(name, value).with(name2, value2).with(name3, value3).to(reader(values)?))
}

#[askama::filter_fn]
pub fn h1<V: Into<Value>>(key: &'static str, values: &dyn Values, name: &'static str, value: V) -> Result<Safe<Cow<'static, str>>> {
    Ok(Safe(Words::new(key).with(name, value).to_html(reader(values)?)))
}

#[askama::filter_fn]
pub fn h2<V: Into<Value>, W: Into<Value>>(
    key: &'static str,
    values: &dyn Values,
    name: &'static str,
    value: V,
    name2: &'static str,
    value2: W,
) -> Result<Safe<Cow<'static, str>>> {
    Ok(Safe(Words::new(key).with(name, value).with(name2, value2).to_html(reader(values)?)))
}

#[askama::filter_fn]
pub fn h3<V: Into<Value>, W: Into<Value>, X: Into<Value>>(
    key: &'static str,
    values: &dyn Values,
    name: &'static str,
    value: V,
    name2: &'static str,
    value2: W,
    name3: &'static str,
    value3: X,
) -> Result<Safe<Cow<'static, str>>> {
    Ok(Safe(Words::new(key).with(name, value).with(name2, value2).with(name3, value3).to_html(reader(values)?)))
}

/// A message that carries its own arguments.
#[askama::filter_fn]
pub fn say<W: Worded>(words: W, values: &dyn Values) -> Result<Cow<'static, str>> {
    Ok(words.words().to(reader(values)?))
}

/// 24391 → "24,391".
#[askama::filter_fn]
pub fn n<N: Borrow<i64>>(number: N, values: &dyn Values) -> Result<String> {
    Ok(reader(values)?.number(*number.borrow()))
}

/// "20 Nov 2026".
#[askama::filter_fn]
pub fn date(moment: &Moment, values: &dyn Values) -> Result<String> {
    Ok(reader(values)?.date(moment))
}

/// "20 Nov 2026, 14:05".
#[askama::filter_fn]
pub fn date_time(moment: &Moment, values: &dyn Values) -> Result<String> {
    Ok(reader(values)?.date_time(moment))
}

/// "Friday 20 November 2026, 14:05 (CET)".
#[askama::filter_fn]
pub fn date_in_full(moment: &Moment, values: &dyn Values) -> Result<String> {
    Ok(reader(values)?.date_in_full(moment))
}

/// "CET".
#[askama::filter_fn]
pub fn zone(moment: &Moment, values: &dyn Values) -> Result<String> {
    Ok(reader(values)?.zone_name(moment))
}

/// How long ago, in the largest whole unit.
#[askama::filter_fn]
pub fn ago(moment: &Moment, values: &dyn Values) -> Result<Cow<'static, str>> {
    let reader = reader(values)?;
    let minutes = (reader.now - *moment).num_minutes().max(0);
    let words = match minutes {
        0 => Words::new("ago-now"),
        1..60 => Words::new("ago-minutes").with("n", minutes),
        60..1440 => Words::new("ago-hours").with("n", minutes / 60),
        _ => Words::new("ago-days").with("n", minutes / 1440),
    };
    Ok(words.to(reader))
}

/// For `<time datetime>`: RFC 3339 in UTC.
#[askama::filter_fn]
pub fn iso(moment: &Moment, _values: &dyn Values) -> Result<String> {
    Ok(moment.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[askama::filter_fn]
pub fn asset(name: &str, _values: &dyn Values) -> Result<&'static str> {
    Ok(assets::address(name))
}

/// An e-mail address, or a name that may be one, which may break after the @.
#[askama::filter_fn]
pub fn breakable<S: AsRef<str>>(email: S, _values: &dyn Values) -> Result<Safe<String>> {
    let escaped = |part: &str| askama::filters::escape(part, askama::filters::Html).map(|e| e.to_string());
    Ok(Safe(match email.as_ref().rsplit_once('@') {
        Some((local, domain)) => format!("{}@<wbr>{}", escaped(local)?, escaped(domain)?),
        None => escaped(email.as_ref())?,
    }))
}

/// A value inside a query of an address.
#[askama::filter_fn]
pub fn query(text: &str, _values: &dyn Values) -> Result<String> {
    Ok(super::in_query(text))
}
