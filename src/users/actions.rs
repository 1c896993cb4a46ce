//! Every change to a user: permission, rule, write, audit and whatever must end with it, in one transaction.

use uuid::Uuid;

use super::model::{Status, User};
use super::role::{giveable, require_an_admin};
use super::store::{self, DetailsRow, NewRow, StatusChange};
use super::{Email, Step, fold};
use crate::access::{self, Actor, Right};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::crypto::HashPool;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::web::{Error, Result, display_name};
use crate::{links, mail, throttles};

/// The part of a record that its owner may change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    pub first_name: String,
    pub last_name: String,
    pub title: String,
    pub company: String,
    pub location: String,
    pub phone: String,
    pub description: String,
    pub tags: Vec<String>,
}

pub struct NewUser {
    pub email: Email,
    pub first_name: String,
    pub last_name: String,
    pub role: Option<Uuid>,
    /// With one the user is active at once, and must change it at the first sign-in.
    pub temporary_password: Option<String>,
}

impl Details {
    fn of(user: &User) -> Self {
        Self {
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            title: user.title.clone(),
            company: user.company.clone(),
            location: user.location.clone(),
            phone: user.phone.clone(),
            description: user.description.clone(),
            tags: user.tag_list().into_iter().map(str::to_owned).collect(),
        }
    }

    /// The folded name that lists sort by, and the folded text that search looks at.
    #[must_use]
    pub fn keys(&self, email: &str) -> (String, String) {
        let name = display_name(&self.first_name, &self.last_name, email);
        let text = [name.as_str(), email, &self.title, &self.company, &self.tags.join(" ")].join(" ");
        (fold(&name), fold(text.trim()))
    }
}

/// Creates a user by hand: a draft, or active with a temporary password.
///
/// # Errors
/// `Lack`; `Invalid` when the address is taken or the role cannot be given.
pub async fn create(db: &Db, pool: &HashPool, actor: &Actor, new: NewUser, now: Moment) -> Result<Uuid> {
    actor.require(Right::CreateUsers)?;
    let hash = match &new.temporary_password {
        Some(password) => Some(pool.hash(password).await?),
        None => None,
    };
    let status = if hash.is_some() { Status::Active } else { Status::Draft };
    let mut write = actor.begin(db, now).await?;
    let id = add(&mut write, actor, &new, status, hash, now).await?;
    write.commit().await?;
    Ok(id)
}

/// Adds a user who is being invited, inside the invitation's own transaction.
///
/// # Errors
/// As `create`.
pub async fn invite_as(write: &mut Write, actor: &Actor, new: &NewUser, now: Moment) -> Result<Uuid> {
    actor.require(Right::Invite)?;
    add(write, actor, new, Status::Invited, None, now).await
}

/// Adds an active user with a hashed password, inside another transaction: set-up and the command line.
///
/// # Errors
/// As `create`.
pub async fn create_active(write: &mut Write, actor: &Actor, new: &NewUser, hash: &str, now: Moment) -> Result<Uuid> {
    actor.require(Right::CreateUsers)?;
    add(write, actor, new, Status::Active, Some(hash.to_owned()), now).await
}

async fn add(write: &mut Write, actor: &Actor, new: &NewUser, status: Status, hash: Option<String>, now: Moment) -> Result<Uuid> {
    let role = match new.role {
        Some(id) => Some(giveable(write, id).await?),
        None => None,
    };
    let id = Uuid::now_v7();
    let details = Details { first_name: new.first_name.clone(), last_name: new.last_name.clone(), ..Details::default() };
    let (name_key, search_text) = details.keys(new.email.as_typed());
    let row = NewRow {
        id,
        status,
        email: new.email.as_typed().to_owned(),
        email_key: new.email.key().to_owned(),
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        name_key,
        search_text,
        role_id: new.role,
        must_change_password: new.temporary_password.is_some(),
        password_hash: hash,
        by: actor.id(),
        now,
    };
    if store::add(write, row).await? == 0 {
        return Err(taken(write, new.email.key()).await?);
    }
    // Whatever was guessed at before there was anybody of that address.
    throttles::clear(write, new.email.key()).await?;
    let name = display_name(&new.first_name, &new.last_name, new.email.as_typed());
    let event = Event::new("user.create", Subject::user(id, name))
        .set("email", new.email.as_typed())
        .set("status", status.name())
        .set("role", role.map(|role| role.name));
    audit::record(write, actor, event, now).await?;
    Ok(id)
}

/// Names whose address it is, so that the form can lead there.
async fn taken(write: &mut Write, key: &str) -> Result<Error> {
    let words = match store::find_by_email(&mut *write, key).await? {
        Some(user) if user.status == Status::Archived => Words::new("error-email-archived").with("name", user.name()),
        Some(user) => Words::new("error-email-taken").with("name", user.name()),
        None => Words::new("error-email-taken").with("name", key),
    };
    Ok(Error::Invalid(vec![("email", words)]))
}

/// Changes the status by hand. Saying what already is true changes nothing and is no error: a double click is harmless.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` by the rules of status or because no administrator would be left.
pub async fn change_status(db: &Db, actor: &Actor, id: Uuid, to: Status, reason: &str, now: Moment) -> Result<User> {
    actor.require(Right::UpdateUsers)?;
    let mut write = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    if user.status != to {
        user.may_become(to, actor.id()).map_err(|refusal| Error::Refused(refusal.into()))?;
        move_to(&mut write, actor, &user, to, reason, now).await?;
        require_an_admin(&mut write, user.role_is_admin, now).await?;
        write.commit().await?;
    }
    Ok(user)
}

/// Writes a status, and ends with it what must not outlive it.
async fn move_to(write: &mut Write, actor: &Actor, user: &User, to: Status, reason: &str, now: Moment) -> Result<()> {
    let before = (to == Status::Archived).then_some(user.status);
    store::save_status(write, StatusChange { id: user.id, to, before, reason, by: actor.id(), now }).await?;
    if to != Status::Active {
        access::end_sessions(write, user.id, None).await?;
        store::refuse_tokens(write, user.id).await?;
    }
    if matches!(user.status, Status::Invited | Status::Active) {
        links::cancel_all(write, user.id, now).await?;
        mail::void(write, user.id, mail::Kind::Invitation).await?;
        store::cancel_invitation(write, user.id, now).await?;
    }
    let event = Event::new(Step::of(user.status, to).action(), Subject::user(user.id, user.name())).because(reason).change(
        "status",
        user.status.name(),
        to.name(),
    );
    audit::record(write, actor, event, now).await?;
    Ok(())
}

/// Makes someone active in a transaction of another slice: their own acceptance, in the language they read it in.
///
/// # Errors
/// When the database refuses or is away.
pub async fn activate(write: &mut Write, actor: &Actor, user: &User, names: (&str, &str), language: &str, now: Moment) -> Result<()> {
    let details = Details { first_name: names.0.to_owned(), last_name: names.1.to_owned(), ..Details::of(user) };
    store::save_status(write, StatusChange { id: user.id, to: Status::Active, before: None, reason: "", by: actor.id(), now }).await?;
    store::save_accepted(write, user.id, names, language, details.keys(&user.email), now).await?;
    let event = Event::new("invitation.accept", Subject::user(user.id, display_name(names.0, names.1, &user.email)))
        .change("status", user.status.name(), Status::Active.name())
        .change("first_name", user.first_name.as_str(), names.0)
        .change("last_name", user.last_name.as_str(), names.1)
        .change("language", user.language.as_str(), language);
    audit::record(write, actor, event, now).await?;
    Ok(())
}

/// Saves the details of a record.
///
/// # Errors
/// `NotFound` where it may not be seen; `Refused` when it has changed since `version`.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, details: &Details, now: Moment) -> Result<()> {
    actor.require_edit_of(id)?;
    let mut write = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let old = Details::of(&user);
    if old == *details {
        return Ok(());
    }
    let (name_key, search_text) = details.keys(&user.email);
    let row = DetailsRow { id, version, details, name_key, search_text, by: actor.id(), now };
    if store::save_details(&mut write, row).await? == 0 {
        return Err(Words::new("refused-stale").into());
    }
    let event = Event::new("user.edit", Subject::user(id, user.name()))
        .change("first_name", &old.first_name, &details.first_name)
        .change("last_name", &old.last_name, &details.last_name)
        .change("title", &old.title, &details.title)
        .change("company", &old.company, &details.company)
        .change("location", &old.location, &details.location)
        .change("phone", &old.phone, &details.phone)
        .change("description", &old.description, &details.description)
        .change("tags", &old.tags, &details.tags);
    audit::record(&mut write, actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Deletes an archived user for good, and every trace of theirs. The trail keeps the name, and so do invitations they
/// sent: they say who invited.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` when not archived, oneself, or the address typed is another.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, typed: &str, now: Moment) -> Result<String> {
    actor.require(Right::DeleteUsers)?;
    let mut write = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    if actor.is(id) {
        return Err(Words::new("refused-own-account").into());
    }
    if !matches!(user.status, Status::Archived | Status::Draft) {
        return Err(Words::new("refused-delete-unarchived").into());
    }
    if typed.trim().to_lowercase() != user.email.to_lowercase() {
        return Err(Error::Invalid(vec![("confirm", Words::new("error-confirm-email").with("email", &user.email))]));
    }
    store::delete(&mut write, id).await?;
    store::delete_attempts(&mut write, &user.email_key).await?;
    mail::forget(&mut write, id, &user.email).await?;
    throttles::clear(&mut write, &user.email_key).await?;
    let event = Event::new("user.delete", Subject::user(id, user.name())).change("email", Some(user.email.as_str()), None);
    audit::record(&mut write, actor, event, now).await?;
    write.commit().await?;
    Ok(user.name())
}

/// Gives a temporary password, which must be changed at the first sign-in. A draft or invited user becomes active with it.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` for suspended and archived users and for oneself.
pub async fn set_temporary_password(db: &Db, pool: &HashPool, actor: &Actor, id: Uuid, password: &str, now: Moment) -> Result<()> {
    actor.require(Right::UpdateUsers)?;
    if actor.is(id) {
        return Err(Words::new("refused-own-account").into());
    }
    let hash = pool.hash(password).await?;
    let mut write = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    match user.status {
        Status::Suspended | Status::Archived => return Err(Words::new("refused-password-status").into()),
        Status::Draft | Status::Invited => move_to(&mut write, actor, &user, Status::Active, "", now).await?,
        Status::Active => links::cancel_all(&mut write, id, now).await?,
    }
    store::save_password(&mut write, id, &hash, true, now).await?;
    throttles::clear(&mut write, &user.email_key).await?;
    access::end_sessions(&mut write, id, None).await?;
    audit::record(&mut write, actor, Event::new("password.temporary", Subject::user(id, user.name())), now).await?;
    write.commit().await?;
    Ok(())
}

/// Sixteen letters and digits that read alike in every typeface, in groups of four: 77 bits.
#[must_use]
pub fn temporary_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut out = String::with_capacity(19);
    for i in 0..16 {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        out.push(char::from(LETTERS[rand::random_range(0..LETTERS.len())]));
    }
    out
}
