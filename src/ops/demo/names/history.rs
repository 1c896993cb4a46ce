//! What happened to a made-up person when: first day, status and last visit, agreeing with each other.

use super::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    Draft,
    Invited,
    Active,
    Suspended,
    Archived,
}

/// How many of ten thousand people.
pub const STANDINGS: &[(Standing, u32)] =
    &[(Standing::Active, 9280), (Standing::Draft, 20), (Standing::Invited, 150), (Standing::Suspended, 250), (Standing::Archived, 300)];

/// Ages in days, but for the last visit in minutes.
pub struct History {
    pub created: u32,
    /// When the status began.
    pub status: u32,
    pub seen: Option<u32>,
    pub invited: Option<u32>,
}

const DAY: u32 = 24 * 60;

/// New people keep coming: the nearer to today, the more.
const OLDEST: u32 = 2900;

impl History {
    pub fn of(dice: &mut Dice, status: Standing) -> Self {
        match status {
            Standing::Draft => {
                let created = dice.small(60);
                Self { created, status: created, seen: None, invited: None }
            }
            Standing::Invited => Self::invited(dice),
            Standing::Active => {
                let created = 1 + dice.small(OLDEST);
                let accepted = created - dice.small(7).min(created);
                let seen = active_last_seen(dice, accepted * DAY);
                Self { created, status: accepted, seen, invited: None }
            }
            Standing::Suspended => Self::ended(dice, 400),
            Standing::Archived => Self::ended(dice, 1500),
        }
    }

    /// A third have let a week go by, so their link has expired; some were sent a second one.
    fn invited(dice: &mut Dice) -> Self {
        let invited = if dice.chance(650) { dice.below(7) } else { 7 + dice.small(60) };
        let created = if dice.chance(200) { invited + 2 + dice.below(30) } else { invited };
        Self { created, status: created, seen: None, invited: Some(invited) }
    }

    /// Suspended or archived within so many days, and not seen since.
    fn ended(dice: &mut Dice, within: u32) -> Self {
        let created = 2 + dice.small(OLDEST);
        let status = 1 + dice.small((created - 1).min(within));
        let before = (created - status) * DAY;
        let absent = dice.small(before.min(30 * DAY));
        let seen = dice.chance(920).then_some(status * DAY + absent);
        Self { created, status, seen, invited: None }
    }
}

/// In minutes: most today or this week, few not for a quarter, some never. Not before their start.
fn active_last_seen(dice: &mut Dice, start: u32) -> Option<u32> {
    let seen = match dice.below(1000) {
        0..400 => dice.small(DAY),
        400..700 => DAY + dice.below(6 * DAY),
        700..850 => 7 * DAY + dice.small(23 * DAY),
        850..920 => 30 * DAY + dice.small(60 * DAY),
        920..976 => 90 * DAY + dice.small(start.saturating_sub(90 * DAY)),
        _ => return None,
    };
    Some(if seen < start { seen } else { dice.below(start) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_when_agrees() {
        let dice = &mut Dice::new(7, 0);
        for (status, _) in STANDINGS.iter().cycle().take(20_000).copied() {
            let History { created, status: since, seen, invited } = History::of(dice, status);
            let visits = match status {
                Standing::Active => 0..=since * DAY,
                _ => since * DAY..=created * DAY,
            };
            assert!(since <= created);
            assert!(seen.is_none_or(|seen| visits.contains(&seen)), "{status:?} {seen:?}");
            assert_eq!(invited.is_some(), status == Standing::Invited);
            assert!(invited.is_none_or(|days| days <= created));
        }
    }
}
