//! Many users at once, as rows of a table have them: their fields read as forms read them, and drafts added together.

use uuid::Uuid;

use super::actions::{NewUser, require_created_with, row_of};
use super::custom::{self, Values};
use super::forms::DetailsForm;
use super::model::Status;
use super::role::giveable;
use super::{Typed, fold, sort_keys, store};
use crate::access::{Actor, RoleName};
use crate::audit::{self, Event};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Definition, INPUT, Type};
use crate::throttles;
use crate::web::{Error, Result, both, fill, tidy};

/// What a table says of somebody: the names of controls, and what would be typed into them; several values for several choices.
pub type Cells = Vec<(String, String)>;

/// Details and added fields as a table has them, asked what the form asks. `old` is what somebody has now.
///
/// # Errors
/// `Invalid` with everything that is wrong; `Malformed` for letters that no form takes.
pub fn typed(actor: &Actor, cells: Cells, old: &Values) -> Result<Typed> {
    let (added, mut own): (Cells, Cells) = cells.into_iter().partition(|(name, _)| name.starts_with(INPUT));
    own.push(("version".into(), "0".into()));
    let added: Cells = added.into_iter().map(|(name, text)| (name, tidy(&text))).collect();
    let there = actor.schema().added().filter(|(_, field)| added.iter().any(|(name, _)| *name == field.input));
    let chosen: Cells = added.iter().map(|(name, text)| (name.clone(), choice(actor, name, text))).collect();
    let given = custom::given(there, &chosen, old, false).map_err(Error::Invalid);
    let form = fill::<DetailsForm>(own).and_then(|form| form.typed());
    both(form, given).map(|(typed, custom)| Typed { custom, ..typed })
}

/// A choice by its value, or by what it is called; yes and no in the words of spreadsheets too.
fn choice(actor: &Actor, name: &str, text: &str) -> String {
    let Some((_, field)) = actor.schema().added().find(|(_, field)| field.input == name) else { return text.to_owned() };
    let said: &str = match field.takes {
        Type::Flag => match fold(text).as_str() {
            "true" | "ja" | "1" => "yes",
            "false" | "nein" | "0" => "no",
            _ => text,
        },
        Type::Pick | Type::Picks => called(field, text).unwrap_or(text),
        _ => text,
    };
    said.to_owned()
}

fn called<'a>(field: &'a Definition, text: &str) -> Option<&'a str> {
    let by_value = field.choice(text).map(|choice| choice.value.as_str());
    by_value.or_else(|| field.choices.iter().find(|choice| fold(&choice.label) == fold(text)).map(|choice| choice.value.as_str()))
}

/// Somebody to add as a draft.
pub struct NewDraft {
    pub user: NewUser,
    pub typed: Typed,
    /// "" is the project's.
    pub language: String,
    pub timezone: String,
}

/// Adds drafts inside another transaction, which ends without a trace if one of them may not be added. Returns their ids, in their
/// order.
///
/// # Errors
/// As `create`.
pub async fn create_drafts(write: &mut Write, actor: &Actor, new: &[&NewDraft], now: Moment) -> Result<Vec<Uuid>> {
    actor.require(Action::Create, Collection::Users)?;
    let defaults = actor.rights.defaults(Collection::Users);
    let mut roles: Vec<RoleName> = Vec::new();
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    for draft in new {
        if let Some(id) = draft.user.role.filter(|id| roles.iter().all(|role| role.id != *id)) {
            roles.push(giveable(write, id).await?);
        }
        let role = roles.iter().find(|role| Some(role.id) == draft.user.role).map(|role| role.name.as_str());
        let (mut row, event) = row_of(actor, &draft.user, role, &defaults, Status::Draft, None, now);
        row.details = draft.typed.over(&row.details);
        row.keys = row.details.keys(&row.email);
        row.sort_keys = sort_keys::keys(actor.schema(), &row.details);
        for (own, given) in [(&mut row.language, &draft.language), (&mut row.timezone, &draft.timezone)] {
            if !given.is_empty() {
                own.clone_from(given);
            }
        }
        events.push(told(event, draft));
        rows.push(row);
    }
    let (ids, n): (Vec<Uuid>, _) = (rows.iter().map(|row| row.id).collect(), rows.len() as u64);
    let keys: Vec<&str> = rows.iter().map(|row| row.email_key.as_str()).collect();
    throttles::clear_all(write, keys.into_iter()).await?;
    if store::add(write, rows).await? < n {
        return Err(Error::Invalid(vec![("email", Words::new("error-email-taken-by-someone"))]));
    }
    for (id, draft) in ids.iter().zip(new) {
        let others = [("language", !draft.language.is_empty()), ("timezone", !draft.timezone.is_empty())];
        require_created_with(write, actor, &draft.user, &draft.typed, &others, *id, now).await?;
    }
    audit::record_all(write, actor, events, now).await?;
    Ok(ids)
}

/// The event with all that was given.
fn told(event: Event, draft: &NewDraft) -> Event {
    let t = &draft.typed;
    let texts = [
        ("first_name", &t.first_name),
        ("last_name", &t.last_name),
        ("title", &t.title),
        ("company", &t.company),
        ("location", &t.location),
        ("phone", &t.phone),
        ("description", &t.description),
    ];
    let given = texts.into_iter().filter_map(|(field, text)| Some((field, text.as_deref().filter(|text| !text.is_empty())?)));
    let event = given.fold(event, |event, (field, text)| event.set(field, text));
    let event = if let Some(tags) = t.tags.as_ref().filter(|tags| !tags.is_empty()) { event.set("tags", tags) } else { event };
    let event = custom::changes(event, &t.custom, &Values::new(), &custom::over(&Values::new(), &t.custom));
    let own = [("language", &draft.language), ("timezone", &draft.timezone)];
    own.into_iter().filter(|(_, text)| !text.is_empty()).fold(event, |event, (field, text)| event.set(field, text))
}
