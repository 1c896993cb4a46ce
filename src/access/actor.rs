//! Whoever acts: a signed-in user, the server itself, its command line. Actions ask it before they change anything.

use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use uuid::Uuid;

use super::{Right, Visitor, store};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::web::{Client, Error};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    User(Uuid),
    System,
    Cli,
}

#[derive(Clone, Debug)]
pub struct Actor {
    pub who: Who,
    /// As the trail names it.
    pub name: String,
    pub client: Client,
    admin: bool,
    /// The session they ask from.
    session: Option<Uuid>,
}

impl Actor {
    /// The command line: whoever may run it may do everything.
    #[must_use]
    pub fn cli() -> Self {
        Self { who: Who::Cli, name: "Command line".into(), client: Client::default(), admin: true, session: None }
    }

    #[must_use]
    pub fn system() -> Self {
        Self { who: Who::System, name: "Rolecall".into(), client: Client::default(), admin: true, session: None }
    }

    #[must_use]
    pub fn user(id: Uuid, name: String, admin: bool, client: Client) -> Self {
        Self { who: Who::User(id), name, client, admin, session: None }
    }

    /// Whoever sets up has no record yet: the trail names them, as the system, until they have one.
    #[must_use]
    pub fn setting_up(self) -> Self {
        Self { who: Who::System, ..self }
    }

    #[must_use]
    pub(super) fn in_session(self, session: Uuid) -> Self {
        Self { session: Some(session), ..self }
    }

    /// Begins to write, if whoever acts still may: their session, or their rights, may have ended while they waited for
    /// their turn.
    ///
    /// # Errors
    /// `Error::SignIn`; when the database is away.
    pub async fn begin(&self, db: &Db, now: Moment) -> Result<Write, Error> {
        let mut write = db.write().await?;
        if let Some(session) = self.session {
            let visitor = store::visitor(&mut write, session, now).await?;
            visitor.filter(|visitor| visitor.admin_access || !self.admin).ok_or(Error::SignIn)?;
        }
        Ok(write)
    }

    #[must_use]
    pub fn id(&self) -> Option<Uuid> {
        match self.who {
            Who::User(id) => Some(id),
            Who::System | Who::Cli => None,
        }
    }

    #[must_use]
    pub fn is(&self, user: Uuid) -> bool {
        self.id() == Some(user)
    }

    #[must_use]
    pub fn may(&self, _right: Right) -> bool {
        self.admin
    }

    /// # Errors
    /// `Error::Lack`, naming the missing right.
    pub fn require(&self, right: Right) -> Result<(), Error> {
        if self.may(right) { Ok(()) } else { Err(Error::Lack(right.lack())) }
    }

    /// Whether this record may be seen: everyone sees their own.
    ///
    /// # Errors
    /// `Error::NotFound`: to those who may not see it, it does not exist.
    pub fn require_sight_of(&self, user: Uuid) -> Result<(), Error> {
        if self.may(Right::ReadUsers) || self.is(user) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Whether the details of this record may be changed: everyone changes their own.
    ///
    /// # Errors
    /// `Error::NotFound` where the record may not even be seen.
    pub fn require_edit_of(&self, user: Uuid) -> Result<(), Error> {
        if self.may(Right::UpdateUsers) || self.is(user) { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// A handler that takes an `Actor` is for signed-in people only.
impl FromRequest for Actor {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = request.extensions().get::<Rc<Visitor>>().cloned();
        std::future::ready(visitor.and_then(|visitor| visitor.actor()).ok_or(Error::SignIn))
    }
}
