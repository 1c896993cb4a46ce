//! Users of a list, or of a selection, page by page: however many there are, one page of them is in memory.

use std::result::Result as StdResult;

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::columns::{self, Column, Names};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::rules::{Action, Collection};
use crate::users::store::Directory;
use crate::users::{self, Counts, Filter, From, Sight, Status};
use crate::web::{Act, App, Error, MARK, Piece, Result};

/// Users that are read at a time; of those whose order cannot be walked, each page is found among all of them, so it is larger.
const PER_PAGE: u64 = 1_000;
const PER_SORTED_PAGE: u64 = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

impl Format {
    /// As addresses end.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Which users, in which order.
pub enum Which {
    Listed { filter: Box<Filter>, sort: users::Sort },
    These(Vec<Uuid>),
}

impl Which {
    fn sort(&self) -> users::Sort {
        match self {
            Self::Listed { sort, .. } => *sort,
            Self::These(_) => users::Sort::default(),
        }
    }
}

/// Everyone, archived ones too.
#[must_use]
pub fn everyone() -> Which {
    let filter = Filter { statuses: Status::ALL.to_vec(), ..Filter::default() };
    Which::Listed { filter: Box::new(filter), sort: users::Sort::default() }
}

/// Says in the trail that whoever acts takes these users along: `filter` is the query of the list.
///
/// # Errors
/// `Lack`; `Prove`; when the database refuses or is away.
pub async fn begin(app: &App, actor: &Actor, format: Format, filter: &str) -> Result<Actor> {
    users::open(actor)?;
    let now = app.now();
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    actor.require_proof(Act::Export, now)?;
    let event = Event::new("users.export", Subject::users()).set("format", format.name()).set("filter", filter);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(actor)
}

/// What is under way: the page that was read last, and where the next begins.
struct Reading<'a> {
    app: &'a App,
    actor: Actor,
    which: &'a Which,
    directory: Directory<'a>,
    counts: &'a Counts,
    per: u64,
}

impl Reading<'_> {
    /// The users from there on, and where others follow.
    async fn page(&mut self, from: &From) -> Result<(Vec<Sight>, Option<From>)> {
        // Rights may end while it is on its way: a download takes as long as it takes.
        let actor = self.actor.still(&self.app.db, self.app.now()).await?;
        if !actor.rights.is_as(&self.actor.rights) {
            return Err(Error::SignIn);
        }
        let (ids, next) = match self.which {
            Which::These(ids) => (ids.clone(), None),
            Which::Listed { sort, .. } => {
                let listing = self.directory.page(*sort, from, self.per, &self.counts.names).await?;
                (listing.rows.iter().map(|row| row.id).collect(), listing.next.map(From::After))
            }
        };
        Ok((users::seen_all(&self.app.db, &actor, &ids).await?, next))
    }
}

/// Hands over these users as a table or a list, in pieces. Returns how many there were.
///
/// # Errors
/// As `piece`; `SignIn` when whoever acts may not go on; when the database is away.
pub async fn export(
    app: &App,
    actor: Actor,
    which: &Which,
    format: Format,
    mut piece: impl AsyncFnMut(Vec<u8>) -> Result<()>,
) -> Result<u64> {
    let scope = actor.scope(Action::Read, Collection::Users);
    let counts = Counts::read(&app.db, &actor).await?;
    let (columns, names) = (columns::open(&actor), Names::of(&counts.groups));
    let nobody = Filter::default();
    let filter = if let Which::Listed { filter, .. } = which { filter } else { &nobody };
    let directory = Directory::open(&app.db, filter, &scope, counts.matching(filter), app.now()).await?;
    let per = if directory.shows_order(which.sort().by) { PER_PAGE } else { PER_SORTED_PAGE };
    let mut reading = Reading { app, actor, which, directory, counts: &counts, per };
    piece(head(&columns, format)).await?;
    let (mut users, mut next) = reading.page(&From::Start).await?;
    let mut n = 0;
    loop {
        let bytes = body(&columns, &names, &users, format, n == 0);
        n += users.len() as u64;
        let Some(from) = next else {
            piece(bytes).await?;
            break;
        };
        piece(bytes).await?;
        (users, next) = reading.page(&from).await?;
    }
    if format == Format::Json {
        piece(b"\n]\n".to_vec()).await?;
    }
    Ok(n)
}

fn head(columns: &[Column], format: Format) -> Vec<u8> {
    if format == Format::Json {
        return b"[".to_vec();
    }
    let mut table = Piece::default();
    table.row(columns.iter().map(|column| column.name));
    [MARK.as_bytes(), &table.finish()].concat()
}

fn body(columns: &[Column], names: &Names<'_>, users: &[Sight], format: Format, is_first: bool) -> Vec<u8> {
    if format == Format::Csv {
        let mut table = Piece::default();
        for user in users {
            table.row(columns.iter().map(|column| {
                let value = column.value(user, names).unwrap_or_default();
                column.cell(&value).into_owned()
            }));
        }
        return table.finish();
    }
    let mut list = Vec::with_capacity(users.len() * 512);
    for (n, user) in users.iter().enumerate() {
        list.extend_from_slice(if is_first && n == 0 { b"\n" } else { b",\n" });
        // Into memory: nothing can go wrong.
        let _ = serde_json::to_writer(&mut list, &Shown { columns, names, user });
    }
    list
}

/// Somebody as an object: what the reader may not see is not in it.
struct Shown<'a> {
    columns: &'a [Column],
    names: &'a Names<'a>,
    user: &'a Sight,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> StdResult<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().filter_map(|column| Some((column.name, column.value(self.user, self.names)?))))
    }
}
