//! Whoever acts, asked again: before they write, and while something takes long.

use std::sync::Arc;

use uuid::Uuid;

use super::actor::{Actor, Seat};
use super::catalogue::Catalogue;
use super::{Limits, Proofs, Rights, store};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::web::Error;

impl Actor {
    /// Begins to write, if whoever acts still may: their session, their token or their rights may have ended while they waited for
    /// their turn. The actor that comes back has the rights of this moment.
    ///
    /// # Errors
    /// `Error::SignIn`; when the database is away.
    pub async fn begin(&self, db: &Db, now: Moment) -> Result<(Write, Self), Error> {
        let mut write = db.write().await?;
        let actor = self.still(&mut write, now).await?;
        Ok((write, actor))
    }

    /// The same actor with the rights of this moment, if they still may ask at all: something that takes long asks again and again.
    ///
    /// # Errors
    /// `Error::SignIn`; when the database is away.
    pub async fn still(&self, mut db: impl Ask, now: Moment) -> Result<Self, Error> {
        let Some(id) = self.id() else { return Ok(self.clone()) };
        let (rights, seat) = match self.seat {
            None => return Ok(self.clone()),
            Some(Seat::Token(token)) => {
                let row = store::tokens::bearer_of(&mut db, token, now).await?.ok_or(Error::SignIn)?;
                let rights = self.rights_now(&mut db, id, row.rights_version, now).await?;
                (rights.limited_to(Limits::stored(&row.scope)), Seat::Token(token))
            }
            Some(Seat::Session { id: session, .. }) => {
                let row = store::visitor(&mut db, session, now).await?.ok_or(Error::SignIn)?;
                let rights = self.rights_now(&mut db, id, row.project.rights_version, now).await?;
                if !rights.may_use_pages() {
                    return Err(Error::SignIn);
                }
                (rights, Seat::Session { id: session, proofs: Proofs::of(row.proved_at, row.proofs) })
            }
        };
        Ok(Self { rights: Arc::new(rights), seat: Some(seat), ..self.clone() })
    }

    /// Their rights as they are at this moment.
    async fn rights_now(&self, mut db: impl Ask, id: Uuid, version: i64, now: Moment) -> db::Result<Rights> {
        let known = &self.rights.catalogue;
        let catalogue = if known.version == version { known.clone() } else { Catalogue::read(&mut db, version).await? };
        Rights::of(db, id, catalogue, Some(&self.client.address), now).await
    }
}
