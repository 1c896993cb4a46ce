//! Users of a list, or of a selection, page by page: however many there are, one page of them is in memory.

use std::pin::pin;
use std::result::Result as StdResult;
use std::sync::Arc;

use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use serde::{Serialize, Serializer};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::columns::{self, Column, Names};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::rules::{Action, Collection};
use crate::users::store::Directory;
use crate::users::{self, Counts, Filter, From, Sight, Status};
use crate::web::{Act, App, Error, MARK, Piece, Result};

/// Users that are found at a time; of those whose order cannot be walked, each page is found among all of them, so it is larger.
const PER_PAGE: u64 = 1_000;
const PER_SORTED_PAGE: u64 = 10_000;
/// Users that are written together, and how many such pieces are under way.
const TOGETHER: usize = 400;
const AHEAD: usize = 3;

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

/// Who takes them along, and how they are written.
struct Export<'a> {
    app: &'a App,
    actor: Actor,
    format: Format,
    shape: Arc<(Vec<Column>, Names)>,
}

impl Export<'_> {
    /// These users, written: while others of the list are looked for, on a core of its own.
    async fn written(&self, ids: Vec<Uuid>) -> Result<(u64, Vec<u8>)> {
        // Rights may end while it is on its way: a download takes as long as it takes.
        let actor = self.actor.still(&self.app.db, self.app.now()).await?;
        if !actor.rights.is_as(&self.actor.rights) {
            return Err(Error::SignIn);
        }
        let users = users::seen_all(&self.app.db, &actor, &ids).await?;
        let (shape, format, n) = (Arc::clone(&self.shape), self.format, users.len() as u64);
        let bytes = spawn_blocking(move || body(&shape.0, &shape.1, &users, format)).await;
        Ok((n, bytes.map_err(|error| Error::Internal(error.to_string()))?))
    }
}

/// The ids of a list in its order, or those of a selection, as many together as are written together.
fn found<'a>(which: &'a Which, directory: &'a Directory<'_>, counts: &'a Counts) -> impl Stream<Item = Result<Vec<Uuid>>> + 'a {
    let per = if directory.shows_order(which.sort().by) { PER_PAGE } else { PER_SORTED_PAGE };
    let pages = stream::try_unfold(Some(From::Start), move |from| async move {
        let Some(from) = from else { return Ok(None) };
        let (ids, next) = match which {
            Which::These(ids) => (ids.clone(), None),
            Which::Listed { sort, .. } => {
                let (ids, next) = directory.ids_of_page(*sort, &from, per, &counts.names).await?;
                (ids, next.map(From::After))
            }
        };
        let few: Vec<Result<Vec<Uuid>>> = ids.chunks(TOGETHER).map(|ids| Ok(ids.to_vec())).collect();
        Ok::<_, Error>(Some((stream::iter(few), next)))
    });
    pages.try_flatten()
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
    let nobody = Filter::default();
    let filter = if let Which::Listed { filter, .. } = which { filter } else { &nobody };
    let directory = Directory::open(&app.db, filter, &scope, counts.matching(filter), app.now()).await?;
    let shape = Arc::new((columns::open(&actor), Names::of(&counts.groups)));
    piece(head(&shape.0, format)).await?;
    let export = Export { app, actor, format, shape };
    let written = found(which, &directory, &counts).map(|ids| async { export.written(ids?).await });
    // In their order, whichever is ready first. Nothing is read while nobody takes what is there.
    let mut written = pin!(written.buffered(AHEAD));
    let mut all = 0;
    while let Some((n, mut bytes)) = written.try_next().await? {
        if format == Format::Json && all == 0 && n > 0 {
            // Before the first of all stands no comma.
            bytes.remove(0);
        }
        all += n;
        piece(bytes).await?;
    }
    if format == Format::Json {
        piece(b"\n]\n".to_vec()).await?;
    }
    Ok(all)
}

fn head(columns: &[Column], format: Format) -> Vec<u8> {
    if format == Format::Json {
        return b"[".to_vec();
    }
    let mut table = Piece::default();
    table.row(columns.iter().map(|column| column.name));
    [MARK.as_bytes(), &table.finish()].concat()
}

fn body(columns: &[Column], names: &Names, users: &[Sight], format: Format) -> Vec<u8> {
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
    for user in users {
        list.extend_from_slice(b",\n");
        // Into memory: nothing can go wrong.
        let _ = serde_json::to_writer(&mut list, &Shown { columns, names, user });
    }
    list
}

/// Somebody as an object: what the reader may not see is not in it.
struct Shown<'a> {
    columns: &'a [Column],
    names: &'a Names,
    user: &'a Sight,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> StdResult<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().filter_map(|column| Some((column.name, column.value(self.user, self.names)?))))
    }
}
