//! Taking a table in from the command line: as it is guessed, and in one go.

use std::collections::HashMap;

use chrono_tz::UTC;

use super::plan::{Known as IfKnown, New, NewRole, Plan, targets};
use super::table;
use super::take::Intake;
use super::verdict::{Fate, Row, Verdict};
use super::wanted::Known;
use crate::access::Actor;
use crate::i18n::{Language, Reader};
use crate::web::{App, Error, Result};

/// Rows of one transaction.
const AT_A_TIME: usize = 500;

/// How whoever typed the command wants it.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// Those who are there are left out.
    pub skips: bool,
    /// New ones are invited.
    pub invites: bool,
    /// What new ones get whose row names no role.
    pub role: Option<&'a str>,
    /// Nothing lasts.
    pub is_dry: bool,
}

/// What became of a table.
#[derive(Default)]
pub struct Taken {
    pub fates: Vec<Fate>,
    /// Rows that were wrong.
    pub wrong: Vec<Verdict>,
    /// How many are invited who cannot sign in, since nothing gives them a role.
    pub without_role: usize,
    /// Headers of columns that were not taken in.
    pub left: Vec<String>,
}

/// # Errors
/// `Refused` for what is no table; when the database refuses or is away: rows before that are taken in.
pub async fn take_all(app: &App, text: &str, how: How<'_>) -> Result<Taken> {
    let actor = Actor::operator(&app.db).await?;
    let table = table::read(text).map_err(Error::from)?;
    let reader = Reader { language: Language::English, zone: UTC, now: app.now() };
    let mut plan = Plan::guess(&table.headers, &targets(&actor, &reader), &[], NewRole::Usual);
    if how.skips {
        plan.known = IfKnown::Skip;
    }
    if how.invites {
        plan.new = New::Invite;
    }
    if let Some(name) = how.role {
        plan.role = Known::read(&app.db, &actor, app.now()).await?.role(name)?.map_or(NewRole::Nothing, NewRole::Is);
    }
    if plan.place(plan.key.name()).is_none() {
        return Err(crate::i18n::Words::new("import-no-key").into());
    }
    let left = table.headers.iter().zip(&plan.columns).filter(|(_, name)| name.is_empty()).map(|(header, _)| header.clone());
    let mut taken = Taken { left: left.collect(), ..Taken::default() };
    let (mut lines, mut keys, mut n) = (table.lines(), HashMap::new(), 0);
    loop {
        let rows = lines.by_ref().take(AT_A_TIME).map(|line| {
            n += 1;
            Row { n, line: line.number, cells: line.cells }
        });
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() {
            return Ok(taken);
        }
        let now = app.now();
        let mut write = app.db.write().await?;
        let verdicts = Intake::open(app, &actor, &plan, now).await?.take_in(&mut write, &rows, &keys).await?;
        if !how.is_dry {
            write.commit().await?;
        }
        for verdict in verdicts {
            keys.entry(verdict.key.clone()).or_insert(verdict.line);
            taken.fates.push(verdict.fate);
            taken.without_role += usize::from(verdict.fate == Fate::Create && verdict.is_roleless);
            if verdict.fate == Fate::Wrong {
                taken.wrong.push(verdict);
            }
        }
    }
}
