//! What becomes of a row of a table, or would.

use uuid::Uuid;

use crate::i18n::Words;
use crate::web::{Error, Result};

/// A row of a table that is taken in.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number, from 1.
    pub n: i64,
    /// Where it begins in the file, from 1.
    pub line: i64,
    pub cells: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Create,
    Update,
    /// They are as the row says.
    Same,
    /// Left out, as it was asked for.
    Skip,
    Wrong,
}

impl Fate {
    pub const ALL: [Self; 5] = [Self::Create, Self::Update, Self::Same, Self::Skip, Self::Wrong];

    /// As the database and addresses spell it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Same => "same",
            Self::Skip => "skip",
            Self::Wrong => "wrong",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }

    /// The key of its word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Create => "row-create",
            Self::Update => "row-update",
            Self::Same => "row-same",
            Self::Skip => "row-skip",
            Self::Wrong => "row-wrong",
        }
    }
}

impl TryFrom<String> for Fate {
    type Error = String;

    fn try_from(name: String) -> std::result::Result<Self, String> {
        Self::from_name(&name).ok_or(name)
    }
}

#[derive(Clone, Debug)]
pub struct Verdict {
    pub n: i64,
    pub line: i64,
    pub fate: Fate,
    /// What changes, or why not.
    pub said: Vec<Words>,
    pub user: Option<Uuid>,
    /// Whether they are invited, and nothing gives them a role.
    pub is_roleless: bool,
    /// As whoever takes them in calls them.
    pub name: String,
    /// What they were looked for by: a second row of it is wrong.
    pub key: String,
}

/// What is wrong with a row, in words.
///
/// # Errors
/// Whatever is not about the row.
pub fn said_of(error: Error) -> Result<Vec<Words>> {
    match error {
        Error::Refused(words) => Ok(vec![words]),
        Error::Invalid(problems) => Ok(problems.into_iter().map(|(_, words)| words).collect()),
        Error::Lack(lack) => Ok(vec![Words::new("row-lack"), lack.words()]),
        Error::NotFound => Ok(vec![Words::new("not-yours-to-change")]),
        Error::Malformed(_) => Ok(vec![Words::new("row-letters")]),
        error => Err(error),
    }
}
