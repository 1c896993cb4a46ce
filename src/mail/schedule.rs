//! When a mail that could not be delivered is tried again.

use chrono::TimeDelta;

use crate::clock::Moment;

const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);
/// How long nothing is tried after the mail server has refused our sign-in for the first time.
const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(5);
/// A mail is given up this long after it was written, or after the last pause ended if that was later, but never without a last try then.
pub(super) const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// The next try after the given number of them: 30 s, 1 min, 2 min … 1 h, each a quarter shorter or longer by `dice`
/// (0 to 1000), so that mails that failed together do not come back together. `None` is giving up.
pub(super) fn next_try(attempts: i64, created_at: Moment, now: Moment, dice: i32) -> Option<Moment> {
    let end = created_at + PATIENCE;
    (now < end).then(|| (now + doubled(FIRST_WAIT, attempts, dice)).min(end))
}

/// How long nothing is tried after so many refused sign-ins in a row: 5 min, 10 min … 1 h, spread in the same way.
pub(super) fn pause(refusals: i64, dice: i32) -> TimeDelta {
    doubled(FIRST_PAUSE, refusals, dice)
}

fn doubled(first: TimeDelta, times: i64, dice: i32) -> TimeDelta {
    let doublings = u32::try_from(times - 1).unwrap_or(0).min(16);
    (first * 2_i32.pow(doublings)).min(LONGEST_WAIT) * (750 + dice.clamp(0, 1000) / 2) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::NEVER;

    #[test]
    fn waits_double_up_to_an_hour() {
        let wait = |attempts| (next_try(attempts, NEVER, NEVER, 500).expect("not given up") - NEVER).num_seconds();
        assert_eq!([1, 2, 3, 4, 7, 8, 60].map(wait), [30, 60, 120, 240, 1920, 3600, 3600]);
    }

    #[test]
    fn jitter_spreads_by_a_quarter_either_way() {
        let wait = |dice| (next_try(2, NEVER, NEVER, dice).expect("not given up") - NEVER).num_seconds();
        assert_eq!([wait(0), wait(1000)], [45, 75]);
    }

    #[test]
    fn the_last_try_is_a_day_after_the_first() {
        let day = NEVER + PATIENCE;
        assert_eq!(next_try(30, NEVER, day - TimeDelta::minutes(1), 500), Some(day));
        assert_eq!(next_try(31, NEVER, day, 500), None);
        assert_eq!(next_try(1, NEVER, day + TimeDelta::days(3), 500), None);
    }
}
