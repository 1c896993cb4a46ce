//! Every change to a user: permission, rule, write, audit and whatever must end with it, in one transaction.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::custom::{self, Given};
use super::grants::require_ahead;
use super::model::{Status, User};
use super::moving::{move_all, move_to, tell_moved};
use super::record::{Sight, require_to_manage, seen_at};
use super::role::{giveable, require_an_admin};
use super::store::{self, NewRow, StatusChange};
use super::{Details, Email, Typed, sort_keys};
use crate::access::{Actor, Rights};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::HashPool;
use crate::db::{Ask, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::throttles;
use crate::web::{Error, Result, display_name};

#[derive(Clone)]
pub struct NewUser {
    pub email: Email,
    pub first_name: String,
    pub last_name: String,
    pub role: Option<Uuid>,
    /// With one the user is active at once, and must change it at the first sign-in.
    pub temporary_password: Option<String>,
}

/// Creates a user by hand: a draft, or active with a temporary password.
///
/// # Errors
/// `Lack`; `Invalid` when the address is taken or the role cannot be given, and for an end that has passed.
pub async fn create(db: &Db, pool: &HashPool, actor: &Actor, new: NewUser, until: Option<Moment>, now: Moment) -> Result<Uuid> {
    actor.require(Action::Create, Collection::Users)?;
    let hash = match &new.temporary_password {
        Some(password) => Some(pool.hash(password).await?),
        None => None,
    };
    let status = if hash.is_some() { Status::Active } else { Status::Draft };
    let (mut write, actor) = actor.begin(db, now).await?;
    let defaults = actor.rights.defaults(Collection::Users);
    require_ahead(until, now)?;
    let (id, event) = insert(&mut write, &actor, &new, &defaults, status, hash, now).await?;
    if until.is_some() {
        store::save_ends(&mut write, &[id], until, actor.id(), now).await?;
    }
    audit::record(&mut write, &actor, event.set("expires_at", until), now).await?;
    let others = [("expires_at", until.is_some())];
    require_created_with(&mut write, &actor, &new, &Typed::default(), &others, id, now).await?;
    actor.require_proof_to_give(new.role, now)?;
    write.commit().await?;
    Ok(id)
}

/// Asks the gate about a user who has just been added in this transaction, which ends without a trace if they may not be: the
/// record as a whole, each field that was given, `others` beside the details, and what it may do.
pub(super) async fn require_created_with(
    write: &mut Write,
    actor: &Actor,
    new: &NewUser,
    typed: &Typed,
    others: &[(&'static str, bool)],
    id: Uuid,
    now: Moment,
) -> Result<()> {
    if actor.is_admin() {
        return Ok(());
    }
    let own = typed.fields().into_iter().map(|field| (field, true));
    let given = [
        ("email", true),
        ("first_name", !new.first_name.is_empty()),
        ("last_name", !new.last_name.is_empty()),
        ("role", new.role.is_some() && new.role != actor.rights.default_role(Collection::Users)),
        ("password", new.temporary_password.is_some()),
    ];
    let given: Vec<(&str, bool)> = given.into_iter().chain(own).chain(others.iter().copied()).collect();
    let user = store::find(&mut *write, id).await?.ok_or(Error::NotFound)?;
    actor.require_creation(Collection::Users, &user, &given)?;
    actor.require_creation_with(Collection::Users, &user, typed.added())?;
    actor.require_to_give(&Rights::none(), &actor.rights_of(write, id, now).await?)
}

/// Adds an active user with a hashed password, inside another transaction: set-up and the command line, which may.
///
/// # Errors
/// As `create`.
pub async fn create_active(write: &mut Write, actor: &Actor, new: &NewUser, hash: &str, now: Moment) -> Result<Uuid> {
    let (id, event) = insert(write, actor, new, &Map::new(), Status::Active, Some(hash.to_owned()), now).await?;
    audit::record(write, actor, event, now).await?;
    Ok(id)
}

/// Adds a user, and leaves the event to whoever has more to say of them.
pub(super) async fn insert(
    write: &mut Write,
    actor: &Actor,
    new: &NewUser,
    defaults: &Map<String, Value>,
    status: Status,
    hash: Option<String>,
    now: Moment,
) -> Result<(Uuid, Event)> {
    let role = match new.role {
        Some(id) => Some(giveable(write, id).await?),
        None => None,
    };
    let (row, event) = row_of(actor, new, role.as_ref().map(|role| role.name.as_str()), defaults, status, hash, now);
    let id = row.id;
    if store::add(write, vec![row]).await? == 0 {
        return Err(taken(&mut *write, actor, new.email.key()).await?);
    }
    // Whatever was guessed at before there was anybody of that address.
    throttles::clear(write, new.email.key()).await?;
    Ok((id, event))
}

/// A user to add, and the event of it.
pub(super) fn row_of(
    actor: &Actor,
    new: &NewUser,
    role: Option<&str>,
    defaults: &Map<String, Value>,
    status: Status,
    hash: Option<String>,
    now: Moment,
) -> (NewRow, Event) {
    let id = Uuid::now_v7();
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let names = Typed { first_name: given(&new.first_name), last_name: given(&new.last_name), ..Typed::default() };
    let details = names.over(&Details::by_default(defaults, actor.schema()));
    let text = |field: &str| defaults.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = display_name(&details.first_name, &details.last_name, new.email.as_typed());
    let event = Event::new("user.create", Subject::user(id, name))
        .set("email", new.email.as_typed())
        .set("status", status.name())
        .set("role", role);
    let row = NewRow {
        id,
        status,
        email: new.email.as_typed().to_owned(),
        email_key: new.email.key().to_owned(),
        language: text("language"),
        timezone: text("timezone"),
        keys: details.keys(new.email.as_typed()),
        sort_keys: sort_keys::keys(actor.schema(), &details),
        details,
        role_id: new.role,
        must_change_password: new.temporary_password.is_some(),
        password_hash: hash,
        by: actor.id(),
        now,
    };
    (row, event)
}

/// Why somebody past their end date is not let in; to who may not read the date, no more than that it cannot be.
pub(super) fn past_end(actor: &Actor, user: &User) -> Error {
    let reads = actor.rights.on(Action::Read, Collection::Users, user);
    Words::new(if reads.is_some_and(|reads| reads.has("expires_at")) { "refused-past-end" } else { "refused-status" }).into()
}

/// Names whose address it is, so that the form can lead there; to those who may not see them, nobody.
///
/// # Errors
/// When the database is away.
pub async fn taken(db: impl Ask, actor: &Actor, key: &str) -> Result<Error> {
    let user = seen_at(db, actor, key).await?;
    let words = match user {
        Some(user) if user.shows("status") && user.status == Status::Archived => {
            Words::new("error-email-archived").with("name", user.name())
        }
        Some(user) => Words::new("error-email-taken").with("name", user.name()),
        None => Words::new("error-email-taken-by-someone"),
    };
    Ok(Error::Invalid(vec![("email", words)]))
}

/// Changes the status by hand. Saying what already is true changes nothing and is no error: a double click is harmless. Returns
/// the user as they were, as far as whoever acts may see them.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` by the rules of status or because no administrator would be left.
pub async fn change_status(db: &Db, actor: &Actor, id: Uuid, to: Status, reason: &str, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    if change_status_in(&mut write, &actor, &user, to, reason, now).await? {
        write.commit().await?;
    }
    Sight::of(&actor, user)
}

/// The same inside another transaction. Returns whether it is another status.
///
/// # Errors
/// As `change_status`.
pub async fn change_status_in(write: &mut Write, actor: &Actor, user: &User, to: Status, reason: &str, now: Moment) -> Result<bool> {
    require_to_become(actor, user, to, now)?;
    if user.status == to {
        return Ok(false);
    }
    require_to_manage(&mut *write, actor, user.id, now).await?;
    let moves = vec![(user.clone(), to)];
    move_all(&mut *write, actor, &moves, reason, now).await?;
    require_an_admin(&mut *write, now).await?;
    tell_moved(write, actor, moves, now).await?;
    Ok(true)
}

/// Asks the gate and the table of status whether somebody may become that by hand, as far as it does not lie with what they may do.
pub(super) fn require_to_become(actor: &Actor, user: &User, to: Status, now: Moment) -> Result<()> {
    actor.require_change(Collection::Users, user, &User { status: to, ..user.clone() }, &["status"])?;
    if user.status == to {
        return Ok(());
    }
    // The next sweep would suspend them again.
    if to == Status::Active && user.is_past_end(now) {
        return Err(past_end(actor, user));
    }
    user.may_become(to, actor.id()).map_err(|refusal| Error::Refused(refusal.into()))
}

/// Withdraws what somebody was invited to, in a transaction of another slice, which asks the gate.
///
/// # Errors
/// `Refused` for who is not invited.
pub async fn uninvite(write: &mut Write, actor: &Actor, user: &User, now: Moment) -> Result<()> {
    if user.status != Status::Invited {
        return Err(Words::new("refused-status").into());
    }
    move_to(write, actor, user, Status::Draft, "", now).await
}

/// Makes someone active in a transaction of another slice: their own acceptance, in the language they read it in.
///
/// # Errors
/// When the database refuses or is away.
pub async fn activate(
    write: &mut Write,
    actor: &Actor,
    user: &User,
    names: (&str, &str),
    given: &Given,
    language: &str,
    now: Moment,
) -> Result<()> {
    let old = Details::of(user);
    let custom = custom::over(&old.custom, given);
    let details = Details { first_name: names.0.to_owned(), last_name: names.1.to_owned(), custom, ..old };
    let active = StatusChange { to: Status::Active, before: None, reason: "", by: actor.id(), now };
    store::save_statuses(write, &[user.id], active).await?;
    store::save_accepted(write, user.id, &details, language, details.keys(&user.email), now).await?;
    store::save_keys(write, user.id, sort_keys::keys(actor.schema(), &details)).await?;
    let event = Event::new("invitation.accept", Subject::user(user.id, display_name(names.0, names.1, &user.email)))
        .change("status", user.status.name(), Status::Active.name())
        .change("first_name", user.first_name.as_str(), names.0)
        .change("last_name", user.last_name.as_str(), names.1)
        .change("language", user.language.as_str(), language);
    let event = custom::changes(event, given, &user.custom, &details.custom);
    audit::record(write, actor, event, now).await?;
    Ok(())
}
