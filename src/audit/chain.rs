//! The chain: each event's hash covers the event and the hash before it, so nothing can be changed or cut out unseen. Its
//! head is signed with the server's key, so that nothing can be cut off or added to its end either.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::store::{self, EventRow, Head};
use crate::crypto::Keys;
use crate::db::{Db, Result};

/// Rows read at a time.
const BATCH: i64 = 1_000;

/// Where the trail is not what was written.
#[derive(Debug, PartialEq, Eq)]
pub enum Break {
    /// An event is missing before this number.
    Gap(i64),
    /// The event of this number was changed.
    Changed(i64),
    /// The signed head is not that of the event of this number, the last there is.
    End(i64),
}

/// The signature of the head: over the number of events and the hash of the last.
pub(super) fn sign(key: &[u8; 32], seq: i64, hash: &[u8]) -> Vec<u8> {
    Keys::new(*key).sign("head", &[&seq.to_be_bytes(), hash].concat()).to_vec()
}

/// Whether the chain ends with this number and hash, by the signed head.
pub(super) fn is_end(head: Option<&Head>, key: &[u8; 32], seq: i64, hash: &[u8]) -> bool {
    head.map_or(seq == 0, |head| head.seq == seq && head.signature == sign(key, seq, hash))
}

/// SHA-256 over the hash before and the event as canonical JSON (keys sorted, moments in microseconds).
pub(super) fn hash(before: &[u8], e: &EventRow) -> Vec<u8> {
    let event = json!([
        e.seq,
        e.id,
        e.at.timestamp_micros(),
        e.actor_kind,
        e.actor_id,
        e.actor_name,
        e.action,
        e.subject_kind,
        e.subject_id,
        e.subject_name,
        canonical(&e.changes),
        e.reason,
        e.address,
        e.agent,
        e.request_id
    ]);
    Sha256::new().chain_update(before).chain_update(event.to_string()).finalize().to_vec()
}

/// Objects as lists of their pairs, sorted by key: a database may keep them in an order of its own.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut pairs: Vec<(&String, Value)> = fields.iter().map(|(name, value)| (name, canonical(value))).collect();
            pairs.sort_by_key(|(name, _)| *name);
            json!(pairs)
        }
        Value::Array(list) => list.iter().map(canonical).collect(),
        plain => plain.clone(),
    }
}

/// Walks the whole chain; the number of events it holds, or the first break.
///
/// # Errors
/// When the database is away.
pub async fn verify(db: &Db) -> Result<std::result::Result<i64, Break>> {
    let (mut seq, mut before, mut is_grown) = (0, Vec::new(), false);
    loop {
        let events = store::links_after(db, seq, BATCH).await?;
        if events.is_empty() {
            let head = store::head(db).await?;
            if is_end(head.as_ref(), db.trail_key(), seq, &before) {
                return Ok(Ok(seq));
            }
            if head.is_some_and(|head| head.seq > seq) && !is_grown {
                // Something was recorded between the two looks: it must be there now.
                is_grown = true;
                continue;
            }
            return Ok(Err(Break::End(seq)));
        }
        is_grown = false;
        for event in events {
            if event.seq != seq + 1 {
                return Ok(Err(Break::Gap(event.seq)));
            }
            if hash(&before, &event) != event.hash {
                return Ok(Err(Break::Changed(event.seq)));
            }
            seq = event.seq;
            before = event.hash;
        }
    }
}
