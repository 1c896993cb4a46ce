//! Everyone whom a list shows, on whatever page: what "all that match" means.

use super::address::LIST;
use super::columns::{fit, open};
use super::counts::Counts;
use super::filtering::Asker;
use super::model::Status;
use super::state::State;
use super::store::Directory;
use crate::access::Actor;
use crate::clock::Moment;
use crate::db::{Db, Query};
use crate::i18n::Reader;
use crate::web::{Error, Result};

/// All users of a list.
pub struct Matching {
    /// Its address, from the first page on.
    pub list: String,
    pub n: i64,
    /// How many have each status, where the reader sees it.
    pub statuses: Vec<(Status, i64)>,
    /// Finds their ids.
    pub ids: Query,
}

impl Matching {
    /// Reads the address of a list as its page does: what the reader may not ask, they may not ask here.
    ///
    /// # Errors
    /// `Lack`; `Malformed` for what is no list's address: it must not mean everybody.
    pub async fn of(db: &Db, actor: &Actor, reader: &Reader, list: &str, now: Moment) -> Result<Self> {
        let scope = open(actor)?;
        let path = list.split('?').next().unwrap_or_default();
        if path != LIST {
            return Err(Error::Malformed("list"));
        }
        let state = State::read_path(list, &Asker { actor, reader })?;
        fit(&state, scope.beyond_own().fields())?;
        let counts = Counts::read(db, actor).await?;
        let directory = Directory::open(db, &state.filter, &scope, counts.matching(&state.filter), now).await?;
        let (n, statuses) = (directory.count_all().await?, directory.count_by_status().await?);
        Ok(Self { list: state.first(), n, statuses, ids: directory.ids() })
    }
}
