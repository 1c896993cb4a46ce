//! Deleting one's own account, where the settings let users do so.

use crate::access::Actor;
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::groups;
use crate::i18n::Words;
use crate::mail::Told;
use crate::users::{self, Email, User};
use crate::views;
use crate::web::{Act, Error, Result, both};

/// What is to become of what somebody answers for.
#[derive(Clone, Debug)]
pub enum Successor {
    /// Whoever has that address.
    Of(Email),
    Nobody,
}

/// What whoever leaves says of each kind; `None` where nothing was asked, or nothing was said.
#[derive(Clone, Debug, Default)]
pub struct Successors {
    pub groups: Option<Successor>,
    pub services: Option<Successor>,
    pub views: Option<Successor>,
}

/// What somebody answers for, by name.
#[derive(Debug, Default)]
pub struct Owned {
    pub groups: groups::Owned,
    pub services: Vec<String>,
    /// Those that others have too.
    pub views: Vec<String>,
}

/// What goes over to somebody else, or to nobody, when whoever acts leaves.
///
/// # Errors
/// `NotFound` where the settings do not let users delete themselves; when the database is away.
pub async fn owned(db: &Db, actor: &Actor) -> Result<Owned> {
    let id = actor.id().ok_or(Error::SignIn)?;
    if !users::store::project(db).await?.own_deletion {
        return Err(Error::NotFound);
    }
    Ok(Owned {
        groups: groups::Owned::read(db, actor, id).await?,
        services: users::services_of(db, id).await?,
        views: views::shared_by(db, id).await?,
    })
}

/// Deletes whoever acts for good, with everything that goes with a user, and tells them so.
///
/// # Errors
/// `NotFound` where the settings do not let users delete themselves; `Invalid` when what was typed is not what confirms it, and for
/// a successor who is missing or cannot be one; `Refused` when no administrator would be left; `Prove`.
pub async fn leave(db: &Db, actor: &Actor, typed: &str, successors: &Successors, now: Moment) -> Result<()> {
    let id = actor.id().ok_or(Error::SignIn)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    if !users::store::project(&mut write).await?.own_deletion {
        return Err(Error::NotFound);
    }
    let user = users::store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let confirmed = users::Sight::of(&actor, user.clone()).and_then(|seen| users::require_confirmed(&seen, typed));
    let owned = hand_over(&mut write, &actor, &user, successors, now).await;
    both(owned, confirmed)?;
    let was_admin = actor.rights_of(&mut write, id, now).await?.is_admin();
    users::tell(&mut write, id, Told::Deleted, &actor, now).await?;
    users::erase(&mut write, &actor, &user, now).await?;
    if was_admin {
        users::require_an_admin(&mut write, now).await?;
    }
    actor.require_proof(Act::Delete, now)?;
    write.commit().await?;
    Ok(())
}

/// Hands over what they answer for, or all that is wrong with how.
async fn hand_over(write: &mut Write, actor: &Actor, user: &User, successors: &Successors, now: Moment) -> Result<()> {
    let has_groups = !groups::Owned::read(&mut *write, actor, user.id).await?.is_empty();
    let has_services = !users::services_of(&mut *write, user.id).await?.is_empty();
    let groups = find(write, actor, successors.groups.as_ref(), has_groups, ["groups", "groups_to"], now).await;
    let services = find(write, actor, successors.services.as_ref(), has_services, ["services", "services_to"], now).await;
    let has_views = !views::shared_by(&mut *write, user.id).await?.is_empty();
    let to_views = find(write, actor, successors.views.as_ref(), has_views, ["views", "views_to"], now).await;
    let ((to_groups, to_services), to_views) = both(both(groups, services), to_views)?;
    if let Some(to) = to_views {
        views::hand_over(write, actor, (user.id, &user.name()), (to.id, &to.name()), users::name_key, now).await?;
    }
    let groups = groups::hand_over(write, actor, user, to_groups.as_ref(), now).await?;
    let services = users::hand_over_services(write, actor, user, to_services.as_ref(), now).await?;
    let refusals = [(groups, "groups_to"), (services, "services_to")].into_iter().filter(|(is_fine, _)| !is_fine);
    let refusals: Vec<_> = refusals.map(|(_, field)| (field, Words::new("error-successor-grows"))).collect();
    if refusals.is_empty() { Ok(()) } else { Err(Error::Invalid(refusals)) }
}

/// Who is to answer for one kind of things, if there are any; `None` is nobody.
async fn find(
    write: &mut Write,
    actor: &Actor,
    said: Option<&Successor>,
    has_any: bool,
    [field, address]: [&'static str; 2],
    now: Moment,
) -> Result<Option<User>> {
    match said.filter(|_| has_any) {
        None if has_any => {
            let key = match field {
                "groups" => "error-groups-to-nobody",
                "views" => "error-views-to-nobody",
                _ => "error-services-to-nobody",
            };
            Err(Error::Invalid(vec![(field, Words::new(key))]))
        }
        None | Some(Successor::Nobody) => Ok(None),
        Some(Successor::Of(email)) => users::find_successor(write, actor, email, address, now).await.map(Some),
    }
}
