//! What stands in the cells of a list, where a column is none of those that every row brings along.

use std::collections::HashMap;

use uuid::Uuid;

use super::arrangement::Arrangement;
use super::counts::Counts;
use super::custom;
use super::record::{Sight, seen_all};
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::{Language, Reader};
use crate::rules::{self, Field, Kind, Record, Stored};
use crate::web::Result;

/// Columns whose cells are drawn from the row itself.
const OWN: [&str; 4] = ["email", "status", "role", "last_seen_at"];

/// Letters of a cell; the profile has the rest.
const LETTERS: usize = 120;

/// What a cell says.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Drawn from the row: the address, the status, the role, when they were there last.
    Own,
    /// The reader may not see it of this user.
    Hidden,
    Empty,
    Text(String),
    Moment(Moment),
    Tags(Vec<String>),
}

impl Cell {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// The cells of these users in the columns of a list, by their ids.
///
/// # Errors
/// When the database is away.
pub async fn cells(
    db: &Db,
    actor: &Actor,
    reader: &Reader,
    counts: &Counts,
    shown: &Arrangement,
    users: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Cell>>> {
    let is_own = |field: &&Field| OWN.contains(&field.name);
    if shown.columns.iter().all(is_own) {
        return Ok(users.iter().map(|id| (*id, vec![Cell::Own; shown.columns.len()])).collect());
    }
    let seen = seen_all(db, actor, users).await?;
    let cell = |user: &Sight, field: &'static Field| if is_own(&field) { Cell::Own } else { cell(user, field, counts, reader) };
    Ok(seen.iter().map(|user| (user.id, shown.columns.iter().map(|field| cell(user, field)).collect())).collect())
}

fn cell(user: &Sight, field: &'static Field, counts: &Counts, reader: &Reader) -> Cell {
    if !user.shows_field(field) {
        return Cell::Hidden;
    }
    if let Some(added) = field.definition() {
        return text(custom::shown_as(added, user.custom.get(field.name), reader));
    }
    match (field.name, user.value(field)) {
        ("tags", Stored::List(tags)) if !tags.is_empty() => Cell::Tags(tags),
        ("groups", Stored::Ids(ids)) => {
            let names = ids.into_iter().filter_map(|id| counts.group(id)).map(|group| group.name.as_str());
            text(names.collect::<Vec<_>>().join(", "))
        }
        ("language", Stored::Text(tag)) => {
            let name = Language::OFFERED.iter().find(|(language, _)| language.tag() == tag).map(|(_, name)| (*name).to_owned());
            text(name.unwrap_or(tag))
        }
        (_, Stored::Text(word)) if matches!(field.kind, Kind::Choice(_)) => {
            text(rules::options(reader, field).into_iter().find(|(value, _)| *value == word).map_or(word.clone(), |(_, said)| said))
        }
        (_, Stored::Text(plain)) => text(plain),
        (_, Stored::Moment(at)) => Cell::Moment(at),
        (_, Stored::Flag(yes)) => {
            text(rules::options(reader, field).into_iter().nth(usize::from(!yes)).map_or(String::new(), |(_, said)| said))
        }
        (_, Stored::Id(id)) => text(id.to_string()),
        _ => Cell::Empty,
    }
}

/// So much of a long text as a cell has room for.
fn text(text: String) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    let short: String = text.chars().take(LETTERS).collect();
    Cell::Text(if short.len() < text.len() { format!("{}…", short.trim_end()) } else { text })
}
