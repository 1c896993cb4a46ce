//! Whoever acts: a signed-in user, the server itself, its command line. Actions ask it before they change anything.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use uuid::Uuid;

use super::catalogue::Catalogue;
use super::{Fields, Proofs, Rights, Scope, Visitor, store};
use crate::clock::Moment;
use crate::db::{self, Ask, Db};
use crate::i18n::Words;
use crate::rules::{Action, Collection, Field, Record, Schema};
use crate::web::{Client, Error, Lack};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    User(Uuid),
    /// A program that has a token of this user.
    Token(Uuid),
    System,
    Cli,
    /// Not signed in; sees what the public role lets them see.
    Stranger,
}

#[derive(Clone, Debug)]
pub struct Actor {
    pub who: Who,
    /// As the trail names it.
    pub name: String,
    pub client: Client,
    /// What they may do: at the beginning of the request, or of the transaction that `begin` opened.
    pub rights: Arc<Rights>,
    /// Where they ask from.
    pub(super) seat: Option<Seat>,
}

#[derive(Clone, Debug)]
pub(super) enum Seat {
    /// A session, and what whoever sits there has proved.
    Session {
        id: Uuid,
        proofs: Proofs,
    },
    Token(Uuid),
}

impl Actor {
    /// The command line: whoever may run it may do everything.
    #[must_use]
    pub fn cli() -> Self {
        Self::rolecall(Who::Cli, "Command line".into(), Client::default())
    }

    /// The same with the fields there are, also those that were added.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn operator(mut db: &Db) -> db::Result<Self> {
        let mut rights = Rights::rolecall();
        let version = store::rights_version(db).await?;
        rights.catalogue = Catalogue::read(&mut db, version).await?;
        Ok(Self { rights: Arc::new(rights), ..Self::cli() })
    }

    #[must_use]
    pub fn system() -> Self {
        Self::rolecall(Who::System, "Rolecall".into(), Client::default())
    }

    /// Whoever sets up has no record yet: the trail names them, as the system, until they have one.
    #[must_use]
    pub fn setting_up(name: String, client: Client) -> Self {
        Self::rolecall(Who::System, name, client)
    }

    fn rolecall(who: Who, name: String, client: Client) -> Self {
        Self { who, name, client, rights: Arc::new(Rights::rolecall()), seat: None }
    }

    /// Somebody who has proved who they are, by a password or a link, and does nothing but what the proof is for.
    #[must_use]
    pub fn user(id: Uuid, name: String, client: Client) -> Self {
        Self { who: Who::User(id), name, client, rights: Arc::new(Rights::none()), seat: None }
    }

    /// Whoever is not signed in.
    #[must_use]
    pub(super) fn stranger(client: Client, rights: Arc<Rights>) -> Self {
        Self { who: Who::Stranger, name: String::new(), client, rights, seat: None }
    }

    #[must_use]
    pub(super) fn in_session(self, session: Uuid, proofs: Proofs, rights: Arc<Rights>) -> Self {
        Self { seat: Some(Seat::Session { id: session, proofs }), rights, ..self }
    }

    #[must_use]
    pub(super) fn with_token(user: Uuid, name: String, client: Client, token: Uuid, rights: Arc<Rights>) -> Self {
        Self { who: Who::Token(user), name, client, rights, seat: Some(Seat::Token(token)) }
    }

    /// The session they ask from.
    #[must_use]
    pub fn session(&self) -> Option<Uuid> {
        match self.seat {
            Some(Seat::Session { id, .. }) => Some(id),
            _ => None,
        }
    }

    /// The rights of somebody else, from wherever they ask.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn rights_of(&self, db: impl Ask, user: Uuid, now: Moment) -> db::Result<Rights> {
        super::rights_of(db, user, Some(&self.rights.catalogue), now).await
    }

    #[must_use]
    pub fn id(&self) -> Option<Uuid> {
        match self.who {
            Who::User(id) | Who::Token(id) => Some(id),
            Who::System | Who::Cli | Who::Stranger => None,
        }
    }

    #[must_use]
    pub fn is(&self, user: Uuid) -> bool {
        self.id() == Some(user)
    }

    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.rights.is_admin()
    }

    /// The fields there are, also those that were added.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.rights.catalogue.schema
    }

    /// Whether there can be a record that this action is open on.
    #[must_use]
    pub fn may(&self, action: Action, on: Collection) -> bool {
        self.rights.may(action, on)
    }

    /// # Errors
    /// `Error::Lack`, naming the missing permission.
    pub fn require(&self, action: Action, on: Collection) -> Result<(), Error> {
        if self.may(action, on) { Ok(()) } else { Err(Error::Lack(Lack::of(action, on))) }
    }

    /// The records that the action is open on, for a query.
    #[must_use]
    pub fn scope(&self, action: Action, on: Collection) -> Scope {
        self.rights.scope(action, on)
    }

    /// The fields of this record that they may see.
    ///
    /// # Errors
    /// `Error::NotFound`: to those who may not see it, it does not exist.
    pub fn sight_of(&self, on: Collection, record: &impl Record) -> Result<Fields, Error> {
        self.rights.on(Action::Read, on, record).ok_or(Error::NotFound)
    }

    /// Whether the action is open on this record, and on these fields of it.
    ///
    /// # Errors
    /// `Error::NotFound` for a record they may not even see; `Error::Lack`, naming the missing permission.
    pub fn require_on(&self, action: Action, on: Collection, record: &impl Record, fields: &[&'static str]) -> Result<(), Error> {
        self.sight_of(on, record)?;
        let lack = Lack::of(action, on);
        let open = self.rights.on(action, on, record).ok_or(Error::Lack(lack))?;
        match fields.iter().find(|field| !open.has(field)) {
            Some(field) => Err(Error::Lack(lack.field(field))),
            None => Ok(()),
        }
    }

    /// Asks the gate whether these fields of a record may change from how they are to how they would be: the record must be open
    /// before and after, so that nobody moves it to where they may do more, or out of their own reach.
    ///
    /// # Errors
    /// As `require_on`; `Error::Refused` for what would lie out of reach.
    pub fn require_change(&self, on: Collection, before: &impl Record, after: &impl Record, fields: &[&'static str]) -> Result<(), Error> {
        self.require_on(Action::Update, on, before, fields)?;
        let open = self.rights.on(Action::Update, on, after);
        let is_open = open.is_some_and(|open| fields.iter().all(|field| open.has(field)));
        if is_open { Ok(()) } else { Err(Words::new("refused-out-of-reach").into()) }
    }

    /// The same for added fields, of a record that was asked about before: they must be open on it afterwards too.
    ///
    /// # Errors
    /// `Error::Refused` for what would lie out of reach.
    pub fn require_reach_of(
        &self,
        on: Collection,
        after: &impl Record,
        added: impl IntoIterator<Item = &'static Field>,
    ) -> Result<(), Error> {
        let open = self.rights.on(Action::Update, on, after).unwrap_or(Fields::none(on));
        if added.into_iter().all(|field| open.has_field(field)) { Ok(()) } else { Err(Words::new("refused-out-of-reach").into()) }
    }

    /// Asks the gate about a record that has just been added in this transaction, which ends without a trace if it may not be:
    /// the record as a whole, and each field that was given.
    ///
    /// # Errors
    /// `Error::Lack`, naming the field.
    pub fn require_creation(&self, on: Collection, record: &impl Record, given: &[(&'static str, bool)]) -> Result<(), Error> {
        let lack = Lack::of(Action::Create, on);
        let open = self.rights.on(Action::Create, on, record).ok_or(Error::Lack(lack))?;
        match given.iter().find(|(field, is_given)| *is_given && !open.has(field)) {
            Some((field, _)) => Err(Error::Lack(lack.field(field))),
            None => Ok(()),
        }
    }
}

impl Actor {
    /// The same for added fields.
    ///
    /// # Errors
    /// `Error::Lack`, naming the field.
    pub fn require_creation_with(
        &self,
        on: Collection,
        record: &impl Record,
        added: impl IntoIterator<Item = &'static Field>,
    ) -> Result<(), Error> {
        let open = self.rights.on(Action::Create, on, record).unwrap_or(Fields::none(on));
        match added.into_iter().find(|field| !open.has_field(field)) {
            Some(field) => Err(Error::Lack(Lack::of(Action::Create, on).on_field(field))),
            None => Ok(()),
        }
    }
}

/// A handler that takes an `Actor` is for signed-in people, and to look at for strangers where the public role opens something.
impl FromRequest for Actor {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Where programs ask, nobody looks for a session.
        if let Some(actor) = request.extensions().get::<Self>() {
            return std::future::ready(Ok(actor.clone()));
        }
        let visitor = request.extensions().get::<Rc<Visitor>>().cloned();
        let looks = request.method() == Method::GET;
        std::future::ready(visitor.and_then(|visitor| visitor.actor(looks)).ok_or(Error::SignIn))
    }
}
