//! What users have in the fields that a directory has added: read from what was typed, compared, shown.

use serde_json::{Map, Value};

use super::record::Sight;
use crate::audit::Event;
use crate::i18n::{Reader, Words};
use crate::rules::{self, Definition, Field, Schema, Stored, Type};
use crate::web::{Form, Problems};

/// Letters of a text, and of a long one.
const LETTERS: usize = 200;
const LONG: usize = 2_000;
const ADDRESS: usize = 500;

/// What somebody has in each added field, by its name; what is empty is not there.
pub type Values = Map<String, Value>;

/// A field that was added, and what it is.
pub type Added = (&'static Field, &'static Definition);

/// Values that a form sent: `Null` takes one away.
pub type Given = Vec<(&'static Field, Value)>;

/// As rules compare it.
pub(super) fn stored(value: Option<&Value>, definition: &Definition) -> Stored {
    let Some(value) = value else { return Stored::Null };
    let found = match definition.takes {
        Type::Number => value.as_f64().map(Stored::Number),
        Type::Flag => value.as_bool().map(Stored::Flag),
        Type::Day => value.as_str().and_then(rules::day).map(Stored::Day),
        Type::Picks => Some(Stored::List(texts(value).map(str::to_owned).collect())),
        Type::Text | Type::LongText | Type::Pick | Type::Url => value.as_str().map(|text| Stored::Text(text.to_owned())),
    };
    found.unwrap_or(Stored::Null)
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// What was typed as a value of the field; `Null` for nothing. What somebody has already stays theirs, offered or not.
///
/// # Errors
/// What is wrong with it.
pub fn read(definition: &Definition, typed: &[&str], old: Option<&Value>) -> Result<Value, Words> {
    let text = typed.iter().find(|text| !text.is_empty()).copied().unwrap_or_default();
    let picked = |value: &str| {
        let has = old.is_some_and(|old| old.as_str() == Some(value) || texts(old).any(|one| one == value));
        definition.choice(value).filter(|choice| has || !choice.is_retired).map(|choice| Value::from(choice.value.as_str()))
    };
    let short = |most: usize| {
        if text.chars().count() > most { Err(Words::new("error-too-long").with("max", most)) } else { Ok(Value::from(text)) }
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match definition.takes {
        Type::Text if text.contains('\n') => Err(Words::new("error-one-line")),
        Type::Text => short(LETTERS),
        Type::LongText => short(LONG),
        Type::Number => number(text).map(rules::number).ok_or_else(|| Words::new("error-custom-number")),
        Type::Flag => match text {
            "yes" => Ok(Value::Bool(true)),
            "no" => Ok(Value::Bool(false)),
            _ => Err(Words::new("error-custom-flag")),
        },
        Type::Day => rules::day(text).map(|day| day.to_string().into()).ok_or_else(|| Words::new("error-custom-day")),
        Type::Pick => picked(text).ok_or_else(|| Words::new("error-custom-choice")),
        Type::Picks => {
            // In the order of the choices: ticking them in another one changes nothing.
            let typed = || typed.iter().filter(|one| !one.is_empty());
            if typed().any(|one| picked(one).is_none()) {
                return Err(Words::new("error-custom-choice"));
            }
            Ok(definition
                .choices
                .iter()
                .filter(|choice| typed().any(|one| *one == choice.value))
                .map(|choice| choice.value.as_str())
                .collect())
        }
        Type::Url => {
            web_address(text).map_or_else(|| Err(Words::new("error-custom-url")), |address| short(ADDRESS).map(|_| address.into()))
        }
    }
}

/// An address of the web as browsers read it: written out in full, without a name before the host to take for it.
fn web_address(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let is_whole = lower.starts_with("https://") || lower.starts_with("http://");
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c == '\\');
    let address = url::Url::parse(text).ok().filter(|address| is_whole && is_plain && address.has_host())?;
    (address.username().is_empty() && address.password().is_none()).then(|| address.into())
}

/// "1234.5" or "1234,5". What stands before three digits may part thousands: nobody guesses, and four decimals say it plainly.
pub(super) fn number(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if decimals.len() == 3 && !whole.trim_start_matches(['-', '0']).is_empty() {
        return None;
    }
    let is_plain = text.strip_prefix('-').unwrap_or(text).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    text.replace(',', ".").parse().ok().filter(|n: &f64| is_plain && rules::is_exact(*n))
}

/// As its control shows it, one text for each value.
#[must_use]
pub fn typed(value: Option<&Value>) -> Vec<String> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Bool(yes)) => vec![if *yes { "yes" } else { "no" }.into()],
        Some(Value::Array(_)) => value.into_iter().flat_map(texts).map(str::to_owned).collect(),
        Some(Value::String(text)) => vec![text.clone()],
        Some(other) => {
            let text = other.to_string();
            // With three decimals it would be read as thousands.
            vec![if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) { text + "0" } else { text }]
        }
    }
}

/// As the trail keeps it: choices by what they are called at that time.
#[must_use]
pub fn told(definition: &Definition, value: &Value) -> Value {
    match definition.takes {
        Type::Pick => value.as_str().map_or_else(|| value.clone(), |one| definition.called(one).into()),
        Type::Picks => texts(value).map(|one| definition.called(one)).collect(),
        _ => value.clone(),
    }
}

/// The event with what became of the fields that were given.
pub(super) fn changes(event: Event, given: &Given, old: &Values, new: &Values) -> Event {
    let given = given.iter().filter_map(|(field, _)| Some((field.name, field.definition()?)));
    given.fold(event, |event, (name, definition)| {
        let told = |values: &Values| values.get(name).map(|value| told(definition, value));
        event.change(&definition.input, told(old), told(new))
    })
}

/// A field of somebody as their profile shows it.
pub struct Fact {
    pub label: &'static str,
    pub value: String,
    pub is_address: bool,
}

/// The added fields that a reader sees of somebody.
#[must_use]
pub fn facts(schema: &Schema, user: &Sight, reader: &Reader) -> Vec<Fact> {
    let shown = schema.added().filter(|(field, _)| user.shows_field(field));
    let fact = |(field, definition): (&Field, &'static Definition)| Fact {
        label: &definition.label,
        value: shown_as(definition, user.custom.get(field.name), reader),
        is_address: definition.takes == Type::Url && user.custom.get(field.name).and_then(Value::as_str).and_then(web_address).is_some(),
    };
    shown.map(fact).collect()
}

/// A value in words.
#[must_use]
pub fn shown_as(definition: &Definition, value: Option<&Value>, reader: &Reader) -> String {
    let word = |key: &'static str| Words::new(key).to(reader).into_owned();
    match stored(value, definition) {
        Stored::Flag(yes) => word(if yes { "flag-on" } else { "flag-off" }),
        Stored::Day(day) => reader.date_of(day),
        Stored::Number(n) => reader.decimal(n),
        Stored::List(list) => list.iter().map(|one| definition.called(one)).collect::<Vec<_>>().join(", "),
        Stored::Text(text) if definition.takes == Type::Pick => definition.called(&text).to_owned(),
        Stored::Text(text) => text,
        _ => String::new(),
    }
}

/// The controls of these fields that a form had, and what was typed into them; what somebody has now may stay. A form that must
/// have all of them is wrong without one that is required.
///
/// # Errors
/// Every wrong field; an empty one where something is required is wrong too.
pub fn given(
    fields: impl IntoIterator<Item = Added>,
    typed: &[(String, String)],
    old: &Values,
    must_have_all: bool,
) -> Result<Given, Problems> {
    let (mut given, mut problems) = (Given::new(), Problems::new());
    for (field, definition) in fields {
        let texts: Vec<&str> = typed.iter().filter(|(name, _)| *name == definition.input).map(|(_, text)| text.as_str()).collect();
        if texts.is_empty() && !must_have_all {
            continue;
        }
        match read(definition, &texts, old.get(field.name)) {
            Ok(Value::Null) if definition.is_required => {
                problems.push((definition.input.as_str(), Words::new("error-required").with("field", definition.label.as_str())));
            }
            Ok(value) => given.push((field, value)),
            Err(words) => problems.push((definition.input.as_str(), words)),
        }
    }
    if problems.is_empty() { Ok(given) } else { Err(problems) }
}

/// The values with these in their place.
#[must_use]
pub fn over(old: &Values, given: &Given) -> Values {
    let mut values = old.clone();
    for (field, value) in given {
        if value.is_null() {
            values.remove(field.name);
        } else {
            values.insert(field.name.to_owned(), value.clone());
        }
    }
    values
}

/// What new users have.
#[must_use]
pub fn initial(schema: &Schema) -> Values {
    let value = |definition: &Definition| {
        let typed: Vec<&str> =
            if definition.takes == Type::Picks { definition.default.lines().collect() } else { vec![&definition.default] };
        read(definition, &typed, None).ok().filter(|value| !value.is_null())
    };
    schema.added().filter_map(|(field, definition)| Some((field.name.to_owned(), value(definition)?))).collect()
}

/// A form with what somebody has in these fields.
#[must_use]
pub fn filled(form: Form, schema: &Schema, values: &Values) -> Form {
    schema.added().fold(form, |form, (field, definition)| {
        typed(values.get(field.name)).into_iter().fold(form, |form, text| form.and(&definition.input, text))
    })
}

/// Each added field that holds something else by now than what was typed, with what it holds.
#[must_use]
pub fn differences(values: &Values, typed: &Given, reader: &Reader) -> Problems {
    let differing = typed.iter().filter(|(field, value)| values.get(field.name).unwrap_or(&Value::Null) != value);
    let problem = |definition: &'static Definition, value: Option<&Value>| {
        let words = Words::new(if value.is_some() { "error-field-now" } else { "error-field-nothing" });
        let words = words.with("field", definition.label.as_str()).with("value", shown_as(definition, value, reader));
        (definition.input.as_str(), words)
    };
    differing.filter_map(|(field, _)| Some(problem(field.definition()?, values.get(field.name)))).collect()
}
