//! Changing what a role may do: permission, rule, write, audit, in one transaction.

use uuid::Uuid;

use super::actions::{add_row, rights};
use super::permission::{Change, Entry, Step};
use super::record::Sight;
use super::store;
use crate::access::{self, Actor, RoleRights};
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{Act, Error, Result};

/// Permissions of one role; what nobody can oversee is no permission but a mistake.
pub const MOST: usize = 200;

/// Carries out a change of the permissions of a role. Its holders have them with their next request. Returns what was done.
///
/// # Errors
/// `Lack`, `NotFound`; `Refused` when the role has changed since `version`, for more than whoever acts has, or when they would
/// take their own right to do this away.
pub async fn apply(db: &Db, actor: &Actor, id: Uuid, version: i64, change: &Change, now: Moment) -> Result<Vec<Step>> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let role = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_on(Action::Update, Collection::Roles, &role, &["permissions"])?;
    // A field may have gone since it was read: what nobody understands now could mean something later.
    if change.put.iter().any(|entry| entry.clone().checked(actor.schema()).is_none()) {
        return Err(Words::new("refused-permissions-stale").into());
    }
    let steps = change.steps(&store::permissions(&mut write, id).await?);
    if steps.is_empty() {
        return Ok(steps);
    }
    let before = rights(&mut write, id).await?;
    if store::touch(&mut write, id, version, actor.id(), now).await? == 0 {
        return Err(Words::new("refused-permissions-stale").into());
    }
    carry_out(&mut write, id, &steps).await?;
    if store::permissions(&mut write, id).await?.len() > MOST {
        return Err(Words::new("refused-too-many-permissions").with("max", MOST).into());
    }
    let after = rights(&mut write, id).await?;
    actor.require_change_of(before.as_deref(), after.as_deref())?;
    if let Some(after) = after {
        require_defaults(&actor, &after, &steps)?;
    }
    require_own(&mut write, &actor, now).await?;
    users::require_an_admin(&mut write, now).await?;
    let said = |entry: &Option<Entry>| entry.as_ref().map(Entry::trail);
    let befores: Vec<String> = steps.iter().filter_map(|step| said(&step.before)).collect();
    let afters: Vec<String> = steps.iter().filter_map(|step| said(&step.after)).collect();
    let event = Event::new("role.permissions", Subject::role(id, &role.name)).change("permissions", befores, afters);
    audit::record(&mut write, &actor, event, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok(steps)
}

async fn carry_out(write: &mut Write, role: Uuid, steps: &[Step]) -> Result<()> {
    for step in steps {
        match (&step.before, &step.after) {
            (Some(_), Some(after)) => store::change_permission(write, role, after).await?,
            (None, Some(after)) => store::add_permission(write, role, after).await?,
            (Some(before), None) => store::delete_permission(write, role, before.id).await?,
            (None, None) => 0,
        };
    }
    Ok(())
}

/// What new records start with is given too: whoever says so has the permission themselves.
fn require_defaults(actor: &Actor, after: &RoleRights, steps: &[Step]) -> Result<()> {
    let changed = |id: Uuid| {
        let step = steps.iter().find(|step| step.after.as_ref().is_some_and(|entry| entry.id == id));
        step.is_some_and(|step| step.before.as_ref().map(|entry| &entry.defaults) != step.after.as_ref().map(|entry| &entry.defaults))
    };
    let permissions: Vec<_> = after.permissions.iter().filter(|one| changed(one.id)).cloned().collect();
    for role in permissions.iter().filter_map(|one| one.defaults.get("role")?.as_str()?.parse().ok()) {
        actor.rights.catalogue.role(role).map_or(Ok(()), |role| actor.require_reach(role))?;
    }
    actor.require_reach(&RoleRights { permissions, ..after.clone() })
}

/// Nobody takes their own right to change permissions away.
pub(super) async fn require_own(write: &mut Write, actor: &Actor, now: Moment) -> Result<()> {
    let Some(id) = actor.id() else { return Ok(()) };
    let own = access::rights_from(&mut *write, id, &actor.client.address, None, now).await?;
    let may = |rights: &access::Rights| rights.fields(Action::Update, Collection::Roles).has("permissions");
    if may(&actor.rights) && !may(&own) { Err(Words::new("refused-own-rights").into()) } else { Ok(()) }
}

/// Makes a role like another one, with everything that one may do.
///
/// # Errors
/// `Lack`, `NotFound`; `Invalid` when the name is taken; `Refused` for more than whoever acts has.
pub async fn copy(db: &Db, actor: &Actor, from: Uuid, name: &str, now: Moment) -> Result<Uuid> {
    actor.require(Action::Create, Collection::Roles)?;
    let (mut write, actor) = actor.begin(db, now).await?;
    let role = store::find(&mut write, from).await?.ok_or(Error::NotFound)?;
    let sight = Sight::of(&actor, role.clone())?;
    if !sight.shows("permissions") {
        return Err(Error::NotFound);
    }
    sight.require_copyable()?;
    let new = super::Details { name: name.to_owned(), ..role.details() };
    let understood = |entry: &Entry| entry.permission(actor.schema()).is_some();
    let entries = store::permissions(&mut write, from).await?.into_iter().filter(understood);
    let entries: Vec<Entry> = entries.map(|entry| Entry { id: Uuid::now_v7(), ..entry }).collect();
    let id = Uuid::now_v7();
    add_row(&mut write, &actor, id, &new, !entries.is_empty(), now).await?;
    for entry in &entries {
        store::add_permission(&mut write, id, entry).await?;
    }
    actor.require_change_of(None, rights(&mut write, id).await?.as_deref())?;
    let event = super::actions::created(id, &new).set("permissions", entries.iter().map(Entry::trail).collect::<Vec<_>>());
    audit::record(&mut write, &actor, event, now).await?;
    actor.require_proof(Act::Access, now)?;
    write.commit().await?;
    Ok(id)
}
