//! Users as programs see them.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, ThinData, get, resource};
use serde_json::{Map, Value, json};

use super::record::{Sight, seen};
use super::store;
use crate::access::{Actor, Source};
use crate::clock::Moment;
use crate::rules::{Action, Collection, Field, Kind, Record, Schema, Stored, number};
use crate::web::{App, Error, Result};

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/api/users/me").route(get().to(me)));
}

/// `GET /api/users/me`: whose token it is, as far as it may read them.
async fn me(app: ThinData<App>, actor: Actor) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Users)?;
    let id = actor.id().ok_or(Error::SignIn)?;
    let user = seen(&app.db, &actor, id).await?;
    let mut body = fields(actor.schema(), &user);
    if let Some(roles) = roles(&actor, &user) {
        body.insert("roles".into(), roles);
    }
    if user.shows("groups") {
        let named = store::groups(&app.db, &actor.scope(Action::Read, Collection::Groups), Some(id)).await?;
        let name = |id| named.iter().find(|group| group.id == id).map(|group| group.name.as_str());
        body.insert("groups".into(), user.groups.iter().map(|id| reference(*id, name(*id))).collect());
    }
    Ok(HttpResponse::Ok().json(body))
}

/// Every field of the record that is open, but for those that have no value of their own.
fn fields(schema: &Schema, user: &Sight) -> Map<String, Value> {
    let is_retired = |field: &Field| field.definition().is_some_and(|added| added.is_retired);
    let shown = schema.fields(Collection::Users).filter(move |field| field.kind != Kind::Opaque && !is_retired(field));
    let open = shown.filter(|field| user.shows_field(field));
    let value = |stored| match stored {
        Stored::Null => Value::Null,
        Stored::Text(text) => json!(text),
        Stored::Id(id) => json!(id),
        Stored::Moment(at) => moment(at),
        Stored::Flag(is_set) => json!(is_set),
        Stored::Day(day) => json!(day),
        Stored::Number(n) => number(n),
        Stored::List(texts) => json!(texts),
        Stored::Ids(ids) => json!(ids),
    };
    // Rules compare addresses in their canonical form; people write them as they do.
    // A service account has none that mail could go to.
    let email = || if user.kind == "service" { Value::Null } else { json!(user.email) };
    let one = |name| (name == "email").then(email);
    open.map(|field| (field.name.to_owned(), one(field.name).unwrap_or_else(|| value(user.value(field))))).collect()
}

/// RFC 3339 in UTC, to the second.
fn moment(at: Moment) -> Value {
    json!(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

fn reference(id: uuid::Uuid, name: Option<&str>) -> Value {
    name.map_or_else(|| json!({ "id": id }), |name| json!({ "id": id, "name": name }))
}

/// The roles they have at this moment, by the ways that are open; `None` where no way is.
fn roles(actor: &Actor, user: &Sight) -> Option<Value> {
    let ways = ["role", "groups", "grants"];
    if !ways.iter().any(|way| user.shows(way)) {
        return None;
    }
    let is_open = |source: &Source| match source {
        Source::Own => user.shows("role"),
        Source::Group { .. } => user.shows("groups"),
        Source::Grant { .. } => user.shows("grants"),
        Source::Public => false,
    };
    let mut roles: Vec<_> = actor.rights.held().iter().filter(|held| is_open(&held.source)).map(|held| &held.role).collect();
    roles.sort_by_key(|role| role.id);
    roles.dedup_by_key(|role| role.id);
    Some(roles.iter().map(|role| reference(role.id, Some(&role.name))).collect())
}
