//! Service accounts: users for programs, which never sign in and have tokens alone, and the person who answers for each.

use uuid::Uuid;

use super::actions::{NewUser, insert};
use super::model::{Status, User};
use super::record::{Sight, require_to_manage};
use super::{Email, store};
use crate::access::{Actor, Rights};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Ask, Db};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::web::{Act, Error, Result};

pub struct NewService {
    pub name: String,
    pub role: Option<Uuid>,
    /// The address of whoever answers for it.
    pub owner: Email,
}

/// Every user has an address, and no two the same: that of a service account is a key of its own, in a domain where no mail ever goes
/// (RFC 2606). It is shown nowhere.
fn address() -> Result<Email> {
    Email::parse(&format!("{}@service.invalid", Uuid::now_v7())).map_err(|error| Error::Internal(error.key().into()))
}

/// Creates a service account: active at once, where whoever acts may set the status, else a draft.
///
/// # Errors
/// `Lack`; `Invalid` for an owner who is not there or a role that cannot be given; `Refused` for a role that opens more than whoever
/// acts may.
pub async fn create(db: &Db, actor: &Actor, new: NewService, now: Moment) -> Result<Uuid> {
    actor.require(Action::Create, Collection::Users)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let owner = find_owner(&mut write, &actor, &new.owner, None).await?;
    let is_active = actor.rights.fields(Action::Create, Collection::Users).has("status");
    let status = if is_active { Status::Active } else { Status::Draft };
    let defaults = actor.rights.defaults(Collection::Users);
    let email = address()?;
    let user = NewUser { email, first_name: new.name, last_name: String::new(), role: new.role, temporary_password: None };
    let (id, event) = insert(&mut write, &actor, &user, &defaults, status, None, now).await?;
    store::make_service(&mut write, id, owner.id).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let is_given_role = new.role.is_some() && new.role != actor.rights.default_role(Collection::Users);
    let given = [("first_name", true), ("owner", true), ("role", is_given_role), ("status", is_active)];
    actor.require_creation(Collection::Users, &user, &given)?;
    actor.require_to_give(&Rights::none(), &actor.rights_of(&mut write, id, now).await?)?;
    actor.require_proof_to_give(new.role, now)?;
    audit::record(&mut write, &actor, event.set("kind", "service").set("owner", owner.name()), now).await?;
    write.commit().await?;
    Ok(id)
}

/// Makes somebody else answer for a service account. Returns it as far as whoever acts sees it.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` for an owner who is not there; `Refused` for a person, and for one that has more than whoever acts;
/// `Prove`.
pub async fn change_owner(db: &Db, actor: &Actor, id: Uuid, owner: &Email, now: Moment) -> Result<Sight> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    Sight::of(&actor, user.clone())?.require_changes(&["owner"])?;
    if !user.is_service() {
        return Err(Words::new("refused-person-owned").into());
    }
    let owner = find_owner(&mut write, &actor, owner, user.owner_id).await?;
    let after = User { owner_id: Some(owner.id), ..user.clone() };
    actor.require_change(Collection::Users, &user, &after, &["owner"])?;
    require_to_manage(&mut write, &actor, id, now).await?;
    if user.owner_id != after.owner_id {
        actor.require_proof(Act::Access, now)?;
        let before = match user.owner_id {
            Some(before) => store::find(&mut write, before).await?.map(|before| before.name()),
            None => None,
        };
        store::save_owner(&mut write, id, after.owner_id, actor.id(), now).await?;
        let event = Event::new("user.owner", Subject::user(id, user.name())).change("owner", before, Some(owner.name()));
        audit::record(&mut write, &actor, event, now).await?;
        write.commit().await?;
    }
    Sight::of(&actor, after)
}

/// Somebody who is to answer for something: whoever does already, or a person who is not archived and whom whoever acts sees by
/// that address.
///
/// # Errors
/// `Invalid` where there is none; when the database is away.
pub async fn find_owner(db: impl Ask, actor: &Actor, email: &Email, before: Option<Uuid>) -> Result<User> {
    let owner = store::find_by_email(db, email.key()).await?;
    let sees = |owner: &User| Sight::of(actor, owner.clone()).is_ok_and(|owner| owner.shows("email"));
    let fits = |owner: &User| owner.status != Status::Archived && !owner.is_service() && sees(owner);
    owner
        .filter(|owner| before == Some(owner.id) || fits(owner))
        .ok_or_else(|| Error::Invalid(vec![("owner", Words::new("error-owner-unknown"))]))
}
