//! What happened on each of the last days, as bars.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};

use crate::clock::Moment;
use crate::i18n::{Reader, Words};

/// The days it shows, today among them.
pub const DAYS: u64 = 90;
/// The height of the highest bar; a day without anything keeps a line.
const HEIGHT: usize = 32;
/// From one bar to the next.
const STEP: usize = 4;

/// Every day of the strip, the oldest first, and how many events it has.
pub struct Strip {
    days: Vec<(NaiveDate, usize)>,
    /// Whether more happened than is counted.
    pub is_cut: bool,
}

/// A day as it is drawn.
pub struct Bar {
    pub x: usize,
    pub y: usize,
    pub height: usize,
    /// From "0.2", nothing, to "1".
    pub opacity: &'static str,
}

/// The first day of it, for this reader.
fn first(reader: &Reader) -> Option<NaiveDate> {
    reader.day(&reader.now).checked_sub_days(Days::new(DAYS - 1))
}

/// When its first day began where the reader is.
#[must_use]
pub fn since(reader: &Reader) -> Moment {
    let midnight = first(reader).and_then(|day| reader.end_of(day.pred_opt()?)).map(|end| end + TimeDelta::seconds(1));
    midnight.unwrap_or(reader.now)
}

impl Strip {
    #[must_use]
    pub fn of(reader: &Reader, moments: &[Moment], is_cut: bool) -> Self {
        let days = first(reader).into_iter().flat_map(|first| first.iter_days().take(usize::try_from(DAYS).unwrap_or(0)));
        let mut counts: BTreeMap<NaiveDate, usize> = days.map(|day| (day, 0)).collect();
        for moment in moments {
            if let Some(count) = counts.get_mut(&reader.day(moment)) {
                *count += 1;
            }
        }
        Self { days: counts.into_iter().collect(), is_cut }
    }

    fn total(&self) -> usize {
        self.days.iter().map(|(_, count)| count).sum()
    }

    /// The day with the most, of several the newest.
    fn most(&self) -> Option<(NaiveDate, usize)> {
        self.days.iter().copied().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count)
    }

    /// "42 events in the last 90 days, most on 3 Nov 2026: 9."
    #[must_use]
    pub fn words(&self, reader: &Reader) -> Words {
        match self.most() {
            Some((day, most)) => Words::new("strip-words").with("n", self.total()).with("date", reader.date_of(day)).with("most", most),
            None => Words::new("strip-nothing"),
        }
    }

    /// The days that have some, the newest first: what the bars say, in words.
    #[must_use]
    pub fn busy(&self, reader: &Reader) -> Vec<(String, i64)> {
        let days = self.days.iter().rev().filter(|(_, count)| *count > 0);
        days.map(|(day, count)| (reader.date_of(*day), i64::try_from(*count).unwrap_or(i64::MAX))).collect()
    }

    #[must_use]
    pub fn bars(&self) -> Vec<Bar> {
        let most = self.most().map_or(1, |(_, most)| most);
        let bar = |(place, (_, count)): (usize, &(NaiveDate, usize))| {
            // Four steps, by the share of the busiest day; any event at all is seen.
            let step = (count * 4).div_ceil(most);
            let height = if step == 0 { 1 } else { step * HEIGHT / 4 };
            let opacity = ["0.3", "0.55", "0.7", "0.85", "1"][step.min(4)];
            Bar { x: place * STEP, y: HEIGHT - height, height, opacity }
        };
        self.days.iter().enumerate().map(bar).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::i18n::Language;

    fn reader(zone: Tz) -> Reader {
        Reader { language: Language::English, zone, now: "2026-11-20T12:00:00Z".parse().expect("a moment") }
    }

    #[test]
    fn a_day_begins_and_ends_where_the_reader_is() {
        let late: Moment = "2026-11-18T23:30:00Z".parse().expect("a moment");
        for (zone, day) in [(chrono_tz::UTC, "18"), (chrono_tz::Europe::Berlin, "19"), (chrono_tz::America::New_York, "18")] {
            let reader = reader(zone);
            assert_eq!(Strip::of(&reader, &[late], false).busy(&reader), [(format!("{day} Nov 2026"), 1)], "{zone}");
        }
    }

    #[test]
    fn ninety_days_are_counted_also_across_a_change_of_clocks() {
        let reader = reader(chrono_tz::Europe::Berlin);
        // 23 August begins at 22:00 UTC, in summer time; the clocks went back in October.
        assert_eq!(since(&reader).to_rfc3339(), "2026-08-22T22:00:00+00:00");
        let (first, before) = (since(&reader), since(&reader) - TimeDelta::seconds(1));
        let strip = Strip::of(&reader, &[before, first, reader.now, reader.now], false);
        assert_eq!(strip.busy(&reader), [("20 Nov 2026".to_owned(), 2), ("23 Aug 2026".to_owned(), 1)]);
        assert_eq!(strip.words(&reader).to(&reader), "3 events in the last 90 days, most on 20 Nov 2026: 2");
    }

    #[test]
    fn bars_grow_with_the_day_and_none_is_lost() {
        let reader = reader(chrono_tz::UTC);
        let days = [0, 1, 1].into_iter().chain(std::iter::repeat_n(2, 100));
        let moments: Vec<Moment> = days.map(|days| reader.now - TimeDelta::days(days)).collect();
        let bars = Strip::of(&reader, &moments, false).bars();
        assert_eq!(bars.len(), 90);
        let heights: Vec<usize> = bars.iter().rev().take(4).map(|bar| bar.height).collect();
        assert_eq!(heights, [8, 8, 32, 1]);
        assert!(bars.iter().all(|bar| bar.y + bar.height == HEIGHT));
    }
}
