//! How delivery as a whole fares: whether mail leaves, and the pause after the mail server refused our sign-in.
//!
//! A provider locks an account that keeps on trying a wrong password, so a refused sign-in stops every mail on every node, not
//! only the one that met it. When the pause is over one mail is tried alone; the others follow when it was let in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::FromRow;

use super::schedule;
use crate::clock::{Moment, NEVER};

/// So many tries in a row without success, and mail counts as failing.
const MANY: i64 = 3;

/// The one row that all nodes share.
#[derive(FromRow, Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Tries in a row that brought no mail away.
    pub(super) failures: i64,
    /// Sign-ins in a row that were refused.
    pub(super) refusals: i64,
    pub(super) paused_until: Moment,
    /// The server's words at the last of them.
    pub answer: String,
    /// When the last pause ended.
    pub(super) resumed_at: Moment,
}

/// What one try told of delivery as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Delivered,
    /// The server let us in and did not take the mail. One that is tried again and again `counts` once.
    LetIn {
        counts: bool,
    },
    /// It was not reached, or broke off before there was talk of the mail.
    Away,
    /// It refused our sign-in, in these words.
    Barred(String),
}

impl Health {
    /// Whether mail is not being delivered.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.refusals > 0 || self.failures >= MANY
    }

    /// Until when nothing is tried, if there is such a pause.
    #[must_use]
    pub fn pause(&self, now: Moment) -> Option<Moment> {
        (self.paused_until > now).then_some(self.paused_until)
    }

    /// Whether the next mail goes alone: nobody knows yet whether it is let in.
    pub(super) fn is_on_trial(&self) -> bool {
        self.refusals > 0
    }

    /// The same after a try whose lease lasts until then. Of several mails that were refused together only one makes the pause longer.
    pub(super) fn after(&self, told: &Verdict, leased_until: Moment, now: Moment, dice: i32) -> Self {
        match told {
            Verdict::Delivered => Self { failures: 0, ..self.resumed(now) },
            Verdict::LetIn { counts } => Self { failures: self.failures + i64::from(*counts), ..self.resumed(now) },
            Verdict::Away => {
                // The mail that went alone gives its turn to the next one.
                let is_its = self.paused_until == leased_until;
                Self { failures: self.failures + 1, paused_until: if is_its { NEVER } else { self.paused_until }, ..self.clone() }
            }
            Verdict::Barred(answer) if self.paused_until <= now || self.paused_until == leased_until => Self {
                failures: self.failures + 1,
                refusals: self.refusals + 1,
                paused_until: now + schedule::pause(self.refusals + 1, dice),
                answer: answer.clone(),
                ..self.clone()
            },
            Verdict::Barred(_) => Self { failures: self.failures + 1, ..self.clone() },
        }
    }

    /// Without a pause: the server has let us in.
    fn resumed(&self, now: Moment) -> Self {
        let resumed_at = if self.is_on_trial() { now } else { self.resumed_at };
        Self { refusals: 0, paused_until: NEVER, answer: String::new(), resumed_at, ..self.clone() }
    }

    /// With the pause lifted by a person. What was refused stays refused until a sign-in is let in.
    pub(super) fn lifted(&self, now: Moment) -> Self {
        Self { paused_until: NEVER, resumed_at: now, ..self.clone() }
    }
}

/// Whether mail is failing, as this node saw it within the last seconds: pages ask it, and cost the database nothing.
#[derive(Clone, Default)]
pub struct Signal(Arc<AtomicBool>);

impl Signal {
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Takes note, and says it where it is news.
    pub(super) fn set(&self, health: &Health) {
        let is_on = health.is_failing();
        match (self.0.swap(is_on, Ordering::Relaxed), is_on) {
            (false, true) => tracing::warn!(event = "mail_failing", failures = health.failures, "mail is not being delivered"),
            (true, false) => tracing::info!(event = "mail_delivered_again", "mail is being delivered again"),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const FINE: Health = Health { failures: 0, refusals: 0, paused_until: NEVER, answer: String::new(), resumed_at: NEVER };

    fn now() -> Moment {
        NEVER + TimeDelta::days(10_000)
    }

    fn after(health: &Health, told: &Verdict) -> Health {
        health.after(told, now() + TimeDelta::minutes(3), now(), 500)
    }

    fn barred() -> Verdict {
        Verdict::Barred("535 no".into())
    }

    #[test]
    fn three_in_a_row_are_failing_and_one_success_ends_it() {
        let twice = after(&after(&FINE, &Verdict::Away), &Verdict::LetIn { counts: true });
        assert!(!twice.is_failing() && !after(&twice, &Verdict::LetIn { counts: false }).is_failing());
        let thrice = after(&twice, &Verdict::Away);
        assert!(thrice.is_failing() && after(&thrice, &Verdict::Delivered) == FINE);
    }

    #[test]
    fn a_refused_sign_in_pauses_for_longer_each_time_and_never_beyond_an_hour() {
        let mut health = FINE;
        let mut waits = Vec::new();
        for _ in 0..6 {
            health = after(&Health { paused_until: NEVER, ..health }, &barred());
            waits.push((health.paused_until - now()).num_minutes());
            assert!(health.is_failing() && health.answer == "535 no");
        }
        assert_eq!(waits, [5, 10, 20, 40, 60, 60]);
    }

    #[test]
    fn mails_that_are_refused_together_are_one_refusal() {
        let first = after(&FINE, &barred());
        let second = after(&first, &barred());
        assert_eq!((second.refusals, second.paused_until), (1, first.paused_until));
        // The one on trial had the pause to itself.
        let trial = Health { paused_until: now() + TimeDelta::minutes(3), ..first };
        assert_eq!(after(&trial, &barred()).refusals, 2);
        let away = after(&trial, &Verdict::Away);
        assert_eq!((away.refusals, away.pause(now())), (1, None), "nothing was said of the sign-in: the next mail is on trial");
    }

    #[test]
    fn being_let_in_ends_the_pause_whatever_becomes_of_the_mail() {
        let paused = after(&FINE, &barred());
        for told in [Verdict::Delivered, Verdict::LetIn { counts: true }] {
            let health = after(&paused, &told);
            assert_eq!((health.refusals, health.pause(now()), health.resumed_at), (0, None, now()));
        }
        assert_eq!(after(&FINE, &Verdict::Delivered), FINE, "nothing to write down");
        let lifted = paused.lifted(now());
        assert!(lifted.pause(now()).is_none() && lifted.is_failing(), "until a mail was let in");
    }
}
