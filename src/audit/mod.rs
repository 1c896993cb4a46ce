//! The trail: one event for every change, in the change's own transaction, chained so that a gap or an edit shows.

mod chain;
mod event;
mod log;
mod pages;
mod store;
mod view;

pub use chain::{Break, verify};
pub use event::{Changes, Event, Subject};
pub use store::{EventRow, MOST_COUNTED, Side, Whose, changes_to, history, moments};
pub use view::{EventView, icon, sentence};

use uuid::Uuid;

use crate::access::{Actor, Who};
use crate::clock::Moment;
use crate::db::{self, Write};

pub use pages::routes;

/// Events written by one statement.
const BATCH: usize = 500;

/// Records an event as the newest link of the chain.
///
/// # Errors
/// When the database refuses or is away; the change must then not be committed.
pub async fn record(write: &mut Write, actor: &Actor, event: Event, now: Moment) -> db::Result<()> {
    record_all(write, actor, [event], now).await
}

/// Records the events of a change to many, in their order, many to a statement.
///
/// # Errors
/// When the database refuses or is away; the change must then not be committed.
pub async fn record_all(write: &mut Write, actor: &Actor, events: impl IntoIterator<Item = Event>, now: Moment) -> db::Result<()> {
    let (mut seq, mut before, head) = store::end(&mut *write).await?;
    // An end that is not the signed one stays so for whoever looks: signing on would cover up what happened to it.
    let is_whole = chain::is_end(head.as_ref(), write.trail_key(), seq, &before);
    let mut rows = Vec::new();
    for event in events {
        seq += 1;
        log::say(write, actor, &event);
        let mut row = row(actor, event, seq, now);
        row.hash = chain::hash(&before, &row);
        before.clone_from(&row.hash);
        rows.push(row);
        if rows.len() == BATCH {
            store::add(write, std::mem::take(&mut rows)).await?;
        }
    }
    store::add(write, rows).await?;
    if !is_whole {
        tracing::error!(event = "audit_end_broken", "the trail does not end as it was signed: see `rolecall audit verify`");
        return Ok(());
    }
    let signature = chain::sign(write.trail_key(), seq, &before);
    store::save_head(write, store::Head { seq, signature }).await
}

fn row(actor: &Actor, event: Event, seq: i64, now: Moment) -> store::EventRow {
    let (actor_kind, actor_id) = match actor.who {
        Who::User(id) => ("user", Some(id)),
        Who::Token(id) => ("token", Some(id)),
        Who::System => ("system", None),
        Who::Cli => ("cli", None),
        Who::Stranger => ("visitor", None),
    };
    store::EventRow {
        seq,
        id: Uuid::now_v7(),
        at: now,
        actor_kind: actor_kind.into(),
        actor_id,
        actor_name: actor.name.clone(),
        action: event.action.into(),
        subject_kind: event.subject.kind.into(),
        subject_id: event.subject.id,
        subject_name: event.subject.name,
        changes: event.changes.into_json(),
        reason: event.reason,
        address: actor.client.address.clone(),
        agent: actor.client.agent.clone(),
        request_id: actor.client.request_id.clone(),
        hash: Vec::new(),
        parts: String::new(),
    }
}
