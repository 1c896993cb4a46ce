//! Time zones: by name, to choose from, and as people type them.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::clock::Moment;

/// An IANA zone by name; `None` for anything else.
#[must_use]
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// Those with a place's name.
fn offered() -> impl Iterator<Item = Tz> {
    let is_place = |zone: &Tz| zone.name().contains('/') && !zone.name().starts_with("Etc/") && !zone.name().starts_with("US/");
    std::iter::once(Tz::UTC).chain(TZ_VARIANTS.into_iter().filter(is_place))
}

/// Every zone with a place's name, for a list to choose from; the value and the word for it.
#[must_use]
pub fn zones() -> Vec<(String, String)> {
    offered().map(|zone| (zone.name().to_owned(), readable(zone))).collect()
}

/// The same, each with how far it is from UTC at that moment.
#[must_use]
pub fn zones_at(now: &Moment) -> Vec<(String, String)> {
    let label = |zone: Tz| format!("{}{MARK}{}", readable(zone), now.with_timezone(&zone).format("%:z"));
    offered().map(|zone| (zone.name().to_owned(), label(zone))).collect()
}

/// Between the name of a zone and its distance.
const MARK: &str = ", UTC";

fn readable(zone: Tz) -> String {
    zone.name().replace('_', " ")
}

/// The zone that somebody typed: its name in whatever letters, as the list words it, or its place alone where there is but one.
#[must_use]
pub fn zone_typed(text: &str) -> Option<Tz> {
    let plain = |text: &str| text.replace('_', " ").to_lowercase();
    let typed = plain(text.rsplit_once(MARK).map_or(text, |(name, _)| name));
    let is_named = |zone: &Tz| plain(zone.name()) == typed;
    let is_there = |zone: &Tz| zone.name().rsplit('/').next().is_some_and(|place| plain(place) == typed);
    let mut places = offered().filter(is_there);
    let only = places.next().filter(|_| places.next().is_none());
    offered().find(is_named).or(only).or_else(|| TZ_VARIANTS.into_iter().find(is_named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_however_it_is_typed() {
        for (typed, name) in [
            ("Europe/Oslo", "Europe/Oslo"),
            ("europe/oslo", "Europe/Oslo"),
            ("Oslo", "Europe/Oslo"),
            ("america/new york", "America/New_York"),
            ("New York", "America/New_York"),
            ("America/New York, UTC-05:00", "America/New_York"),
            ("utc", "UTC"),
            ("Singapore", "Asia/Singapore"),
            ("etc/gmt+5", "Etc/GMT+5"),
        ] {
            assert_eq!(zone_typed(typed).map(Tz::name), Some(name), "{typed}");
        }
        // There is an Indianapolis under America and one under Indiana.
        for wrong in ["", "Mars/Olympus", "Indianapolis", "Europe", "Europe/", "../../etc/passwd", ", UTC"] {
            assert_eq!(zone_typed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_list_says_how_far_each_is_from_utc() {
        let now = "2026-11-20T12:00:00Z".parse().expect("a moment");
        let zones = zones_at(&now);
        let label = |name: &str| zones.iter().find(|(known, _)| known == name).map(|(_, label)| label.as_str());
        assert_eq!(label("Europe/Oslo"), Some("Europe/Oslo, UTC+01:00"));
        assert_eq!(label("America/New_York"), Some("America/New York, UTC-05:00"));
        assert_eq!(label("Asia/Kathmandu"), Some("Asia/Kathmandu, UTC+05:45"));
        assert_eq!(zones.len(), super::zones().len());
    }
}
