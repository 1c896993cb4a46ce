//! The matrix of a role's permissions: what is stored, what is ticked, and which of its rows are in sight.

use serde::Deserialize;
use uuid::Uuid;
use validator::Validate;

use super::permission::{Change, Entry, Reach, readable};
use super::wording::{Shown, Wording};
use crate::rules::{Action, Collection, Schema};
use crate::users::fold;
use crate::web::{Error, Result};

pub type Place = (Collection, Action);

/// The rows, by what they are about.
const SECTIONS: [(&str, &[Collection]); 3] = [
    ("section-people", &[Collection::Users, Collection::Groups, Collection::Invitations, Collection::Roles]),
    ("section-own", &[Collection::Sessions, Collection::Tokens, Collection::Views, Collection::Items]),
    ("section-running", &[Collection::Fields, Collection::Settings, Collection::Audit, Collection::Outbox]),
];

/// The rows to choose from.
pub const SHOWS: [(&str, &str); 3] = [("", "all-rows"), ("set", "only-what-is-set"), ("changed", "only-changed")];

/// Which rows to look at: also an address.
#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// The row that stands open.
    #[serde(default)]
    pub open: String,
    /// "set" or "changed" rows; all without either.
    #[serde(default)]
    pub show: String,
    /// Part of the name of a row.
    #[serde(default)]
    pub q: String,
    /// The button: "open-users", "show-set", "all-users", "none-read", "filter".
    #[serde(default)]
    pub act: String,
}

/// Which cells are ticked of which rows, or what the review carried.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct MatrixForm {
    pub version: i64,
    #[serde(default)]
    pub row: Vec<String>,
    /// "users.read"
    #[serde(default)]
    pub cell: Vec<String>,
    /// A permission to take out, whatever is ticked.
    #[serde(default)]
    pub remove: Option<Uuid>,
    #[serde(default)]
    pub open: String,
    #[serde(default)]
    pub show: String,
    #[serde(default)]
    pub q: String,
    /// The button, as of a view; the review without one.
    #[serde(default)]
    pub act: String,
    /// Back from the review.
    #[serde(default)]
    pub change: String,
}

pub struct Cell {
    pub action: Action,
    /// What is stored.
    pub reach: Reach,
    pub is_ticked: bool,
}

pub struct Row {
    pub collection: Collection,
    pub cells: Vec<Cell>,
    /// What is in it, where it stands open.
    pub permissions: Vec<Shown>,
    pub is_open: bool,
}

impl View {
    /// As the pressed button leaves it.
    #[must_use]
    pub fn pressed(mut self) -> Self {
        match self.act.split_once('-') {
            Some(("open", row)) => self.open = if self.open == row { String::new() } else { row.to_owned() },
            Some(("show", rows)) => rows.clone_into(&mut self.show),
            _ => {}
        }
        self
    }

    /// The id of the pressed button: the one that ticks a row now may take its ticks out next.
    #[must_use]
    pub fn pressed_id(&self) -> String {
        match self.act.split_once('-') {
            Some(("all" | "none", name)) => format!("tick-{name}"),
            _ => self.act.clone(),
        }
    }

    fn shows(&self, row: &Row, wording: &Wording) -> bool {
        let is_meant = match self.show.as_str() {
            "set" => row.cells.iter().any(|cell| cell.is_ticked || cell.reach != Reach::None),
            "changed" => row.is_changed(),
            _ => true,
        };
        is_meant && fold(&wording.word(row.collection.word())).contains(&fold(self.q.trim()))
    }

    /// The rows in sight by their sections, and those that are not.
    #[must_use]
    pub fn split(&self, rows: Vec<Row>, wording: &Wording) -> (Vec<(&'static str, Vec<Row>)>, Vec<Row>) {
        let (mut seen, rest): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| self.shows(row, wording));
        let sections = SECTIONS.map(|(word, list)| (word, seen.extract_if(.., |row| list.contains(&row.collection)).collect::<Vec<_>>()));
        (sections.into_iter().filter(|(_, rows)| !rows.is_empty()).collect(), rest)
    }
}

impl Cell {
    pub fn is_changed(&self) -> bool {
        self.is_ticked == (self.reach == Reach::None)
    }

    /// What a tick stands for.
    pub fn ticked_reach(&self) -> Reach {
        if self.reach == Reach::None { Reach::All } else { self.reach }
    }
}

impl Row {
    pub fn is_changed(&self) -> bool {
        self.cells.iter().any(Cell::is_changed)
    }

    pub fn is_all_ticked(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_ticked)
    }

    pub fn tick_row(&self) -> String {
        tick(self.is_all_ticked(), self.collection.name())
    }

    /// Those of one cell.
    pub fn of(&self, action: &Action) -> Vec<&Shown> {
        self.permissions.iter().filter(|shown| shown.action == Some(*action)).collect()
    }
}

/// The button that ticks all of a row or column, or takes the ticks out of a full one.
pub fn tick(is_full: bool, name: &str) -> String {
    format!("{}-{name}", if is_full { "none" } else { "all" })
}

/// All rows, with these cells ticked.
pub fn rows(stored: &[Entry], ticked: &[Place], view: &View, wording: &Wording) -> Vec<Row> {
    let row = |collection: Collection| {
        let is_open = view.open == collection.name();
        let here = || readable(&wording.schema, stored).filter(|(_, one)| one.collection == collection);
        let cell = |action| Cell {
            action,
            reach: Reach::of(&wording.schema, stored, collection, action),
            is_ticked: ticked.contains(&(collection, action)),
        };
        Row {
            collection,
            cells: Action::ALL.map(cell).into(),
            permissions: here().filter(|_| is_open).map(|(entry, _)| wording.shown(entry)).collect(),
            is_open,
        }
    };
    SECTIONS.iter().flat_map(|(_, list)| *list).copied().map(row).collect()
}

/// The cells that hold something.
pub fn filled(schema: &Schema, entries: &[Entry]) -> Vec<Place> {
    readable(schema, entries).map(|(_, one)| (one.collection, one.action)).collect()
}

impl MatrixForm {
    #[must_use]
    pub fn view(&self) -> View {
        View { open: self.open.clone(), show: self.show.clone(), q: self.q.clone(), act: self.act.clone() }
    }

    /// # Errors
    /// `Malformed` for rows and cells that are not in the matrix.
    fn read(&self) -> Result<(Vec<Collection>, Vec<Place>)> {
        let rows = self.row.iter().map(|name| Collection::from_name(name)).collect::<Option<Vec<_>>>();
        let cell = |name: &String| {
            let (on, action) = name.split_once('.')?;
            Collection::from_name(on).zip(Action::from_name(action))
        };
        let ticked = self.cell.iter().map(cell).collect::<Option<Vec<_>>>();
        rows.zip(ticked).ok_or(Error::Malformed("cells"))
    }

    /// What the ticks amount to.
    ///
    /// # Errors
    /// `Malformed` for rows and cells that are not in the matrix.
    pub fn change(&self, schema: &Schema, stored: &[Entry]) -> Result<Change> {
        let (rows, ticked) = self.read()?;
        let mut change = Change::of_cells(schema, stored, &rows, &ticked);
        change.remove.extend(self.remove);
        Ok(change)
    }

    /// The cells that are ticked once the button has done its part. Rows that were not sent are as they are stored.
    ///
    /// # Errors
    /// `Malformed` for rows and cells that are not in the matrix.
    pub fn ticks(&self, stored: &[Entry], wording: &Wording) -> Result<Vec<Place>> {
        let (sent, mut ticked) = self.read()?;
        ticked.extend(filled(&wording.schema, stored).into_iter().filter(|(collection, _)| !sent.contains(collection)));
        let Some((all @ ("all" | "none"), name)) = self.act.split_once('-') else { return Ok(ticked) };
        let view = self.view();
        for row in rows(stored, &ticked, &view, wording).into_iter().filter(|row| view.shows(row, wording)) {
            let meant = |action: &Action| row.collection.name() == name || action.name() == name;
            let cells = Action::ALL.into_iter().filter(meant).map(|action| (row.collection, action));
            if all == "all" {
                ticked.extend(cells);
            } else {
                let cells: Vec<Place> = cells.collect();
                ticked.retain(|cell| !cells.contains(cell));
            }
        }
        Ok(ticked)
    }
}
