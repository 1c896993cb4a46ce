//! Every change to the fields that are added to users: permission, rule, write, audit, in one transaction.

use serde_json::Value;
use uuid::Uuid;

use super::forms::{NewField, Way};
use super::model::{Details, FieldRow, Sight};
use super::store::{self, NewRow, PermissionRow};
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Db, Write};
use crate::i18n::Words;
use crate::rules::{Action, Collection, Extent, MOST_FIELDS, Rule, Schema};
use crate::web::{Act, Error, Result};

/// The fields that whoever acts may see, in their order.
///
/// # Errors
/// When the database is away.
pub async fn all_seen(db: impl Ask, actor: &Actor) -> Result<Vec<Sight>> {
    Ok(store::all(db).await?.into_iter().filter_map(|field| Sight::of(actor, field).ok()).collect())
}

/// How many users have something in a field, counted no further than `most`.
///
/// # Errors
/// When the database is away.
pub async fn users_with(db: &Db, field: &FieldRow, most: u64) -> Result<i64> {
    Ok(store::users_with(db, &field.name, most).await?)
}

/// A field as far as whoever acts may see it.
///
/// # Errors
/// `NotFound`, the same for one that is not there and one that may not be seen.
pub async fn seen(db: impl Ask, actor: &Actor, id: Uuid) -> Result<Sight> {
    Sight::of(actor, store::find(db, id).await?.ok_or(Error::NotFound)?)
}

/// Adds a field behind the others. `is_own` opens it to everyone who may change their own record, which only an administrator
/// can say.
///
/// # Errors
/// `Lack`, `Prove`; `Invalid` when the name or label is taken; `Refused` when there are too many.
pub async fn create(db: &Db, actor: &Actor, new: &NewField, now: Moment) -> Result<Uuid> {
    let (mut write, actor) = actor.begin(db, now).await?;
    actor.require(Action::Create, Collection::Fields)?;
    let fields = store::all(&mut write).await?;
    let slots = 0..i64::try_from(MOST_FIELDS).unwrap_or(64);
    let slot = slots.into_iter().find(|slot| fields.iter().all(|field| field.slot != *slot));
    let slot = slot.ok_or_else(|| Words::new("refused-too-many-fields").with("max", MOST_FIELDS))?;
    if fields.iter().any(|field| field.name == new.name) {
        return Err(Error::Invalid(vec![("name", Words::new("error-field-name-taken").with("name", new.name.as_str()))]));
    }
    let id = Uuid::now_v7();
    let position = fields.iter().map(|field| field.position + 1).max().unwrap_or(0);
    let row = NewRow { id, slot, name: &new.name, takes: new.takes, details: &new.details, position, by: actor.id(), now };
    store::add(&mut write, &row).await.map_err(taken)?;
    let field = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_creation(Collection::Fields, &field, &[("name", true), ("label", true), ("options", true)])?;
    let event = Event::new("field.create", subject(&field))
        .set("name", &new.name)
        .set("label", &new.details.label)
        .set("takes", new.takes.name())
        .set("required", new.details.required)
        .set("choices", labels(&new.details));
    audit::record(&mut write, &actor, event, now).await?;
    let opens = new.is_own && actor.is_admin();
    if opens {
        open_to_owners(&mut write, &actor, &new.name, now).await?;
    }
    actor.require_proof(if opens { Act::Access } else { Act::Settings }, now)?;
    write.commit().await?;
    Ok(id)
}

/// Says something else of a field. Its name and type stay: rules, permissions and what people have in it rely on them.
///
/// # Errors
/// `NotFound`, `Lack`, `Prove`; `Invalid` when the label is taken; `Refused` when it has changed since `version`.
pub async fn edit(db: &Db, actor: &Actor, id: Uuid, version: i64, new: &Details, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let field = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    let old = field.details();
    let is_relabelled = old.label != new.label;
    let is_other = Details { label: new.label.clone(), ..old.clone() } != *new;
    let fields: Vec<&'static str> =
        [("label", is_relabelled), ("options", is_other)].into_iter().filter(|(_, is)| *is).map(|(f, _)| f).collect();
    Sight::of(&actor, field.clone())?.require_changes(&fields)?;
    if fields.is_empty() {
        return Ok(());
    }
    actor.require_change(Collection::Fields, &field, &field.with(new), &fields)?;
    if store::save(&mut write, id, version, new, actor.id(), now).await.map_err(taken)? == 0 {
        return Err(Words::new("refused-stale").into());
    }
    let event = Event::new("field.edit", subject(&field))
        .change("label", &old.label, &new.label)
        .change("help", &old.help, &new.help)
        .change("required", old.required, new.required)
        .change("initial", &old.initial, &new.initial)
        .change("choices", labels(&old), labels(new))
        .change("retired", old.retired, new.retired);
    audit::record(&mut write, &actor, event, now).await?;
    actor.require_proof(Act::Settings, now)?;
    write.commit().await?;
    Ok(())
}

/// Moves a field one place up or down, if it is not there already.
///
/// # Errors
/// `NotFound`, `Lack`.
pub async fn put(db: &Db, actor: &Actor, id: Uuid, way: Way, now: Moment) -> Result<()> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let mut fields = store::all(&mut write).await?;
    let at = fields.iter().position(|field| field.id == id).ok_or(Error::NotFound)?;
    let field = fields[at].clone();
    Sight::of(&actor, field.clone())?.require_changes(&["options"])?;
    let to = if way == Way::Up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < fields.len()) };
    let Some(to) = to else { return Ok(()) };
    fields.swap(at, to);
    for (position, field) in (0..).zip(&fields) {
        store::put_at(&mut write, field.id, position).await?;
    }
    let event = Event::new("field.move", subject(&field)).change("position", at + 1, to + 1);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Deletes a field with what everybody has in it, and takes it out of the permissions that open it.
///
/// # Errors
/// `NotFound`, `Lack`, `Prove`; `Refused` while a rule asks for it, naming the roles.
pub async fn delete(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<FieldRow> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let field = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    actor.require_on(Action::Delete, Collection::Fields, &field, &[])?;
    let permissions = store::permissions(&mut write).await?;
    let roles = asking(&permissions, actor.schema(), &field.name);
    if !roles.is_empty() {
        let words = if actor.is_admin() {
            Words::new("refused-field-in-rules").with("roles", roles.join(", "))
        } else {
            Words::new("refused-field-in-some-rule")
        };
        return Err(words.into());
    }
    for permission in permissions {
        let names = names(&permission.fields);
        let kept: Vec<String> = names.iter().filter(|name| **name != field.name).cloned().collect();
        if kept.len() < names.len() {
            reopen(&mut write, &actor, &permission, &names, &kept, now).await?;
        }
    }
    let people = store::forget(&mut write, db, &field).await?;
    store::delete(&mut write, id).await?;
    let event = Event::new("field.delete", subject(&field)).set("name", &field.name).set("people", people);
    audit::record(&mut write, &actor, event, now).await?;
    actor.require_proof(Act::Delete, now)?;
    write.commit().await?;
    Ok(field)
}

/// Opens a field to whoever may change their own record, wherever a role says field by field what of it.
async fn open_to_owners(write: &mut Write, actor: &Actor, name: &str, now: Moment) -> Result<()> {
    for permission in store::permissions(&mut *write).await? {
        let rule = Rule::read(actor.schema(), Collection::Users, &permission.rule);
        let is_own = rule.is_some_and(|rule| rule.extent(Collection::Users) == Extent::Own);
        let names = names(&permission.fields);
        if permission.action != Action::Update.name() || !is_own || names.iter().any(|known| known == "*" || known == name) {
            continue;
        }
        let opened: Vec<String> = names.iter().cloned().chain([name.to_owned()]).collect();
        reopen(write, actor, &permission, &names, &opened, now).await?;
    }
    Ok(())
}

/// Gives a permission other fields than it had; without any there is nothing left of it.
async fn reopen(
    write: &mut Write,
    actor: &Actor,
    permission: &PermissionRow,
    before: &[String],
    after: &[String],
    now: Moment,
) -> Result<()> {
    store::save_fields(write, permission, after, actor.id(), now).await?;
    let event = Event::new("role.permissions", Subject::role(permission.role_id, &permission.role_name));
    audit::record(write, actor, event.change("permissions", told(permission, before), told(permission, after)), now).await?;
    Ok(())
}

/// The roles with a rule that asks for the field.
#[must_use]
pub fn asking(permissions: &[PermissionRow], schema: &Schema, name: &str) -> Vec<String> {
    let asks = |permission: &&PermissionRow| Rule::read(schema, Collection::Users, &permission.rule).is_some_and(|rule| rule.asks(name));
    let mut roles: Vec<String> = permissions.iter().filter(asks).map(|permission| permission.role_name.clone()).collect();
    roles.dedup();
    roles
}

/// As the trail of roles says it.
fn told(permission: &PermissionRow, fields: &[String]) -> Vec<String> {
    if fields.is_empty() {
        return Vec::new();
    }
    vec![format!("users.{} {} {}", permission.action, permission.rule, serde_json::json!(fields))]
}

fn names(fields: &Value) -> Vec<String> {
    fields.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn labels(details: &Details) -> Vec<&str> {
    details.choices.iter().filter(|choice| !choice.is_retired).map(|choice| choice.label.as_str()).collect()
}

fn subject(field: &FieldRow) -> Subject {
    Subject::field(field.id, &field.label)
}

fn taken(error: db::Error) -> Error {
    if db::is_taken(&error) { Error::Invalid(vec![("label", Words::new("error-field-taken"))]) } else { error.into() }
}
