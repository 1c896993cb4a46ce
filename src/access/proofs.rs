//! Proofs: how long ago whoever sits at a session showed that they are its user.

use chrono::TimeDelta;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::Actor;
use super::actor::Seat;
use crate::clock::Moment;
use crate::db::Ask;
use crate::web::{Act, Error};

/// How long a proof counts (SECURITY: password or code within 10 minutes).
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// Signing in proves for every kind of act, a proof that was asked for proves for its own kind alone.
#[derive(Clone, Debug)]
pub struct Proofs {
    signed_in: Moment,
    given: Map<String, Value>,
}

impl Proofs {
    /// As a session keeps them.
    #[must_use]
    pub fn of(signed_in: Moment, given: Value) -> Self {
        let given = if let Value::Object(given) = given { given } else { Map::new() };
        Self { signed_in, given }
    }

    #[must_use]
    pub fn holds(&self, act: Act, now: Moment) -> bool {
        let given = self.given.get(act.name()).and_then(Value::as_str).and_then(|at| at.parse::<Moment>().ok());
        [Some(self.signed_in), given].into_iter().flatten().any(|at| at > now - FRESH && at <= now)
    }

    /// With one more.
    #[must_use]
    pub fn and(mut self, act: Act, now: Moment) -> Value {
        self.given.insert(act.name().into(), Value::String(now.to_rfc3339()));
        Value::Object(self.given)
    }
}

impl Actor {
    /// Asks for a fresh proof that whoever sits there is who signed in. Rolecall itself and its command line need none; a program
    /// with a token has none to give.
    ///
    /// # Errors
    /// `Error::Prove`: the page asks for it, and goes on with what was posted.
    pub fn require_proof(&self, act: Act, now: Moment) -> Result<(), Error> {
        match &self.seat {
            Some(Seat::Session { proofs, .. }) if proofs.holds(act, now) => Ok(()),
            Some(_) => Err(Error::Prove(act)),
            None => Ok(()),
        }
    }

    /// Asks for a fresh proof before somebody new is made an administrator; other roles for new people need none.
    ///
    /// # Errors
    /// As `require_proof`.
    pub fn require_proof_to_give(&self, role: Option<Uuid>, now: Moment) -> Result<(), Error> {
        let is_admin = role.and_then(|id| self.rights.catalogue.role(id)).is_some_and(|role| role.admin_access);
        if is_admin { self.require_proof(Act::Access, now) } else { Ok(()) }
    }

    /// Asks for a fresh proof before somebody gets a link that lets an administrator in, by whatever way they are one.
    ///
    /// # Errors
    /// As `require_proof`; when the database is away.
    pub async fn require_proof_to_let_in(&self, db: impl Ask, user: Uuid, now: Moment) -> Result<(), Error> {
        let rights = self.rights_of(db, user, now).await?;
        if rights.is_admin() { self.require_proof(Act::Access, now) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::clock::NEVER;

    #[test]
    fn a_proof_counts_for_its_kind_and_for_ten_minutes() {
        let start = NEVER + TimeDelta::days(20_000);
        let proofs = Proofs::of(start, json!({}));
        assert!(Act::ALL.into_iter().all(|act| proofs.holds(act, start + TimeDelta::minutes(9))));
        let later = start + TimeDelta::minutes(30);
        assert!(!Act::ALL.into_iter().any(|act| proofs.holds(act, later)));
        let proofs = Proofs::of(start, proofs.and(Act::Access, later));
        let holds = |now| Act::ALL.into_iter().filter(|act| proofs.holds(*act, now)).collect::<Vec<_>>();
        assert_eq!(holds(later + TimeDelta::minutes(9)), [Act::Access]);
        assert!(holds(later + TimeDelta::minutes(10)).is_empty());
        // A clock that was turned back makes no proof of what is still to come.
        assert!(holds(later - TimeDelta::minutes(1)).is_empty());
        assert!(!Proofs::of(start, json!({"access": "soon", "email": 7})).holds(Act::Email, later));
    }
}
