//! What a row of a table wants of somebody: its cells as forms would have them.

use std::collections::HashMap;

use uuid::Uuid;

use super::lists::parted;
use super::plan::{Key, Plan};
use super::verdict::Row;
use crate::access::{self, Actor, RoleName};
use crate::account::{PreferencesForm, TypedPreferences};
use crate::clock::Moment;
use crate::i18n::{Language, Reader, Words, text, zone};
use crate::rules::{Action, Collection, INPUT};
use crate::users::store::{self, GroupRow};
use crate::users::{self, Cells, Email, Status, name_key};
use crate::web::{Error, NO_LETTER, Result, fill, undone};

/// A row as it is read: what stands in the columns that are taken in.
pub struct Wanted<'a> {
    pub row: &'a Row,
    cells: Vec<(&'a str, String)>,
}

impl<'a> Wanted<'a> {
    #[must_use]
    pub fn of(plan: &'a Plan, row: &'a Row) -> Self {
        let cells = plan.columns.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let cell = |place: usize| row.cells.get(place).map_or("", |cell| undone(cell)).to_owned();
        Self { row, cells: cells.map(|(place, name)| (name.as_str(), cell(place))).collect() }
    }

    #[must_use]
    pub fn cells(&self) -> &[(&'a str, String)] {
        &self.cells
    }

    #[must_use]
    pub fn cell(&self, name: &str) -> &str {
        self.cells.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text.trim())
    }

    /// By what they are looked for. Who has no address, as programs have none, is looked for by the key.
    ///
    /// # Errors
    /// In words, where the row says nobody.
    pub fn key(&self, by: Key) -> std::result::Result<store::Key, Words> {
        if by == Key::Id || (self.cell("email").is_empty() && !self.cell("id").is_empty()) {
            return self.cell("id").parse().map(store::Key::Id).map_err(|_| Words::new("row-no-id"));
        }
        self.email().map(|email| store::Key::Email(email.key().to_owned()))
    }

    /// # Errors
    /// In words, where it is none.
    pub fn email(&self) -> std::result::Result<Email, Words> {
        Email::parse(self.cell("email")).map_err(|error| Words::new(error.key()))
    }

    /// Whether there are cells that no column has a name for.
    #[must_use]
    pub fn is_too_long(&self, plan: &Plan) -> bool {
        self.row.cells.iter().skip(plan.columns.len()).any(|cell| !cell.trim().is_empty())
    }
}

/// The roles that whoever takes people in may give.
///
/// # Errors
/// When the database is away.
async fn roles_of(db: &crate::db::Db, actor: &Actor) -> crate::db::Result<Vec<RoleName>> {
    Ok(access::roles(db).await?.into_iter().filter(|role| role.can_be_given() && actor.gives(role.id)).collect())
}

/// Those of them that new ones may come with.
///
/// # Errors
/// When the database is away.
pub async fn first_roles(db: &crate::db::Db, actor: &Actor) -> crate::db::Result<Vec<RoleName>> {
    let may = Collection::Users.field("role").is_some_and(|field| actor.rights.fields(Action::Create, Collection::Users).has_field(field));
    if may { roles_of(db, actor).await } else { Ok(Vec::new()) }
}

/// The names that cells speak of.
pub struct Known {
    pub groups: Vec<GroupRow>,
    /// By their names as names are compared: a table asks for them row by row.
    group_keys: HashMap<String, Uuid>,
    roles: HashMap<String, Uuid>,
    /// Where days end.
    reader: Reader,
}

impl Known {
    /// What whoever takes people in sees of groups, and the roles they may give.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(db: &crate::db::Db, actor: &Actor, now: Moment) -> Result<Self> {
        let groups = store::groups(db, &actor.scope(Action::Read, Collection::Groups), None).await?;
        let roles = roles_of(db, actor).await?;
        let group_keys = groups.iter().map(|group| (name_key(&group.name), group.id)).collect();
        let roles = roles.into_iter().map(|role| (name_key(&role.name), role.id)).collect();
        let zone = zone(&store::project(db).await?.default_timezone).unwrap_or(chrono_tz::UTC);
        Ok(Self { groups, group_keys, roles, reader: Reader { language: Language::English, zone, now } })
    }

    /// # Errors
    /// `Refused`
    pub fn role(&self, cell: &str) -> Result<Option<Uuid>> {
        if cell.is_empty() {
            return Ok(None);
        }
        let role = self.roles.get(&name_key(cell)).copied();
        role.map(Some).ok_or_else(|| Words::new("row-role-unknown").with("name", short(cell)).into())
    }

    /// Of the plan: it may not be given any more by the time that rows are taken in.
    ///
    /// # Errors
    /// `Refused`
    pub fn require_role(&self, id: Uuid) -> Result<Uuid> {
        if self.roles.values().any(|known| *known == id) { Ok(id) } else { Err(Words::new("error-role-unknown").into()) }
    }

    /// The moment of an end date: a day ends where the project is.
    ///
    /// # Errors
    /// `Refused`
    pub fn end(&self, cell: &str) -> Result<Option<Moment>> {
        if cell.is_empty() {
            return Ok(None);
        }
        users::end_of(cell, &self.reader).map(Some).ok_or_else(|| Words::new("error-until-unknown").into())
    }

    /// # Errors
    /// `Refused` for a name that no group has that they see.
    pub fn groups(&self, cell: &str) -> Result<Vec<Uuid>> {
        let find = |name: &String| {
            let group = self.group_keys.get(&name_key(name)).copied();
            group.ok_or_else(|| Words::new("row-group-unknown").with("name", short(name)).into())
        };
        let mut groups: Vec<Uuid> = parted(cell).iter().map(find).collect::<Result<_>>()?;
        groups.sort_unstable();
        groups.dedup();
        if groups.len() > MOST_GROUPS { Err(Words::new("row-too-long").into()) } else { Ok(groups) }
    }
}

/// Groups of one row: each is looked at by itself.
const MOST_GROUPS: usize = 100;

/// Names are short; what stands in their place may be anything.
fn short(name: &str) -> String {
    name.chars().take(120).collect()
}

/// # Errors
/// `Refused` for what is no status.
pub fn status(cell: &str) -> Result<Status> {
    let key = name_key(cell);
    let is_called = |status: &Status| Language::OFFERED.iter().any(|(language, _)| name_key(&text(*language, status.word(), None)) == key);
    let status = Status::from_name(cell).or_else(|| Status::ALL.into_iter().find(is_called));
    status.ok_or_else(|| Words::new("error-status-unknown").into())
}

/// # Errors
/// `Invalid` for a language or a zone that is none.
pub fn preferences(language: Option<&str>, timezone: Option<&str>) -> Result<TypedPreferences> {
    let given = [("language", language), ("timezone", timezone)].into_iter().filter_map(|(name, text)| Some((name.into(), text?.into())));
    let fields = std::iter::once(("version".to_owned(), "0".to_owned())).chain(given).collect();
    fill::<PreferencesForm>(fields)?.typed()
}

/// Cells of details and added fields as their controls would have them: several values for what holds several.
///
/// # Errors
/// `Malformed` for letters that are none.
pub fn typed<'a>(cells: impl IntoIterator<Item = (&'a str, &'a str)>, holds_several: impl Fn(&str) -> bool) -> Result<Cells> {
    let mut typed = Cells::new();
    for (name, text) in cells {
        if text.contains(NO_LETTER) {
            return Err(Error::Malformed("letters"));
        }
        if name == "tags" {
            typed.push((name.into(), parted(text).join(",")));
        } else if name.starts_with(INPUT) && holds_several(name) {
            let values = parted(text);
            // Emptied is something that is said, too.
            let none = values.is_empty().then(String::new);
            typed.extend(values.into_iter().chain(none).map(|value| (name.to_owned(), value)));
        } else {
            typed.push((name.into(), text.into()));
        }
    }
    Ok(typed)
}
