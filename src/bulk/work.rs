//! Doing it: the users of one chunk through the very rules of each act.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Act, Order};
use crate::groups;
use crate::handover;
use crate::invitations;
use crate::jobs::{Doing, Done, Item, Outcome, Turn, Work};
use crate::security;
use crate::users::{self, Fate, Status, Wish};
use crate::web::{Error, Result, short_key};

/// The kind of job.
pub struct Bulk;

impl Bulk {
    pub const KIND: &str = "bulk";
}

impl Work for Bulk {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    fn take<'a>(&'a self, turn: Turn<'a>) -> Doing<'a> {
        Box::pin(take(turn))
    }
}

async fn take(mut turn: Turn<'_>) -> Result<Vec<Done>> {
    let order: Order = serde_json::from_value(turn.job.payload.clone()).map_err(|error| Error::Internal(error.to_string()))?;
    let (there, gone): (Vec<&Item>, Vec<&Item>) = turn.items.iter().partition(|item| item.subject_id.is_some());
    let fates = do_all(&mut turn, &order, &there).await?;
    let mut done: Vec<Done> = there.iter().zip(fates).map(|(item, fate)| record(order.act, item, fate)).collect();
    done.extend(gone.into_iter().map(lost));
    Ok(done)
}

/// Each with what is wanted of it: `one` says what that is where it is the same for all. What is taken back goes from what it became
/// to what it was.
fn wishes<F: DeserializeOwned, T: DeserializeOwned + Clone>(order: &Order, items: &[&Item], one: &T) -> Result<Vec<Wish<F, T>>> {
    #[derive(Deserialize)]
    struct Back<F, T> {
        from: T,
        to: F,
    }
    let wish = |item: &&Item| {
        let id = item.subject_id.unwrap_or_default();
        if !order.is_back {
            return Ok(Wish { id, from: None, to: one.clone() });
        }
        let wanted = item.wanted.clone().unwrap_or_default();
        let Back { from, to } = serde_json::from_value::<Back<F, T>>(wanted).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Wish { id, from: Some(to), to: from })
    };
    items.iter().map(wish).collect()
}

async fn do_all(turn: &mut Turn<'_>, order: &Order, items: &[&Item]) -> Result<Vec<Fate>> {
    let (actor, now) = (turn.actor, turn.now);
    let write = &mut *turn.write;
    match order.act {
        Act::Suspend | Act::Activate | Act::Archive | Act::Restore => {
            let wishes = wishes::<Status, Option<Status>>(order, items, &order.act.status())?;
            users::change_status_of_all(write, actor, &wishes, &order.reason, now).await
        }
        Act::Role => users::change_role_of_all(write, actor, &wishes(order, items, &order.role)?, now).await,
        Act::Join | Act::Leave => {
            let wishes = wishes(order, items, &(order.act == Act::Join))?;
            groups::move_all(write, actor, order.group.unwrap_or_default(), &wishes, now).await
        }
        Act::End => users::change_end_of_all(write, actor, &wishes(order, items, &order.until)?, now).await,
        Act::Sessions => {
            let ids: Vec<Uuid> = items.iter().filter_map(|item| item.subject_id).collect();
            security::end_of_all(write, actor, &ids, now).await
        }
        Act::Delete => {
            let ids: Vec<Uuid> = items.iter().filter_map(|item| item.subject_id).collect();
            handover::delete_all(write, actor, &ids, &order.heirs, now).await
        }
        Act::Resend => {
            let mut fates = Vec::with_capacity(items.len());
            for id in items.iter().filter_map(|item| item.subject_id) {
                fates.push(match invitations::send_in(write, turn.app, actor, id, true, now).await {
                    Ok((user, _)) => Fate::done(&user, Value::Null, json!("sent")),
                    Err(error) => {
                        let user = users::seen(&mut *write, actor, id).await.ok();
                        Fate::left(id, user.as_ref(), error)?
                    }
                });
            }
            Ok(fates)
        }
    }
}

fn record(act: Act, item: &Item, fate: Fate) -> Done {
    let is_gone = act == Act::Delete && fate.outcome.is_ok();
    let (n, subject, name) = (item.n, item.subject_id.filter(|_| !is_gone), fate.name);
    match fate.outcome {
        Ok([from, to]) => Done { n, subject, name, outcome: Outcome::Done, reason: None, changed: Some(json!({ "from": from, "to": to })) },
        Err(words) => Done { n, subject, name, outcome: Outcome::Skipped, reason: Some(words.into()), changed: None },
    }
}

/// An id that was nobody's whom whoever asked could see.
fn lost(item: &Item) -> Done {
    let id = item.wanted.as_ref().and_then(Value::as_str).and_then(|id| id.parse().ok());
    let reason = Some(crate::i18n::Words::new("item-not-there").into());
    Done { n: item.n, subject: None, name: id.map(short_key).unwrap_or_default(), outcome: Outcome::Skipped, reason, changed: None }
}
