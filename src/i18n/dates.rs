//! Moments and numbers as people of a language write them: Unicode CLDR through ICU4X.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use icu_datetime::fieldsets::{YMD, YMDE, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::{DateTimeFormatter, options::Length};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::{Locale, locale};

use super::{Language, Reader};
use crate::clock::{Moment, NEVER};

struct Formats {
    day: DateTimeFormatter<YMD>,
    day_and_clock: DateTimeFormatter<YMDT>,
    weekday: DateTimeFormatter<YMDE>,
    number: DecimalFormatter,
    /// Without groups: what it counts is not known, it may be a number by name.
    plain: DecimalFormatter,
}

static ENGLISH: LazyLock<Formats> = LazyLock::new(|| Formats::of(&locale!("en-GB")));
static GERMAN: LazyLock<Formats> = LazyLock::new(|| Formats::of(&locale!("de")));

impl Formats {
    fn of(locale: &Locale) -> Self {
        const DATA: &str = "the data of every offered language is compiled in";
        Self {
            day: DateTimeFormatter::try_new(locale.into(), YMD::medium()).expect(DATA),
            day_and_clock: DateTimeFormatter::try_new(locale.into(), YMD::medium().with_time_hm()).expect(DATA),
            weekday: DateTimeFormatter::try_new(locale.into(), YMDE::for_length(Length::Long)).expect(DATA),
            number: DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).expect(DATA),
            plain: DecimalFormatter::try_new(locale.into(), GroupingStrategy::Never.into()).expect(DATA),
        }
    }

    fn for_language(language: Language) -> &'static Self {
        match language {
            Language::German => &GERMAN,
            Language::English | Language::Pseudo => &ENGLISH,
        }
    }
}

/// A whole number with its groups: 24,391.
pub(super) fn number(language: Language, n: i64) -> String {
    Formats::for_language(language).number.format(&n.into()).to_string()
}

impl Reader {
    #[must_use]
    pub fn number(&self, n: i64) -> String {
        number(self.language, n)
    }

    /// A number to four decimals, without groups: 1234.5.
    #[must_use]
    pub fn decimal(&self, n: f64) -> String {
        let n: icu_decimal::input::Decimal = n.to_string().parse().unwrap_or_default();
        Formats::for_language(self.language).plain.format(&n).to_string()
    }

    /// "20 Nov 2026".
    #[must_use]
    pub fn date(&self, moment: &Moment) -> String {
        Formats::for_language(self.language).day.format(&self.local(moment)).to_string()
    }

    /// The day it is where the reader is.
    #[must_use]
    pub fn day(&self, moment: &Moment) -> NaiveDate {
        moment.with_timezone(&self.zone).date_naive()
    }

    /// "20 Nov 2026", of a day of the reader's.
    #[must_use]
    pub fn date_of(&self, day: NaiveDate) -> String {
        let clock = |n: u32| u8::try_from(n).unwrap_or(0);
        let day = Date::try_new_iso(day.year(), clock(day.month()), clock(day.day())).expect("a date of chrono is one of ICU4X");
        Formats::for_language(self.language).day.format(&day).to_string()
    }

    /// "20 Nov 2026, 14:05".
    #[must_use]
    pub fn date_time(&self, moment: &Moment) -> String {
        Formats::for_language(self.language).day_and_clock.format(&self.local(moment)).to_string()
    }

    /// "Friday 20 November 2026, 14:05 (CET)": for mails, where nobody can ask which zone was meant.
    #[must_use]
    pub fn date_in_full(&self, moment: &Moment) -> String {
        let local = moment.with_timezone(&self.zone);
        let day = Formats::for_language(self.language).weekday.format(&self.local(moment)).to_string();
        format!("{day}, {} ({})", local.format("%H:%M"), local.format("%Z"))
    }

    /// The zone's short name at that moment: "CET".
    #[must_use]
    pub fn zone_name(&self, moment: &Moment) -> String {
        moment.with_timezone(&self.zone).format("%Z").to_string()
    }

    fn local(&self, moment: &Moment) -> DateTime<icu_calendar::Iso> {
        let local = moment.with_timezone(&self.zone);
        let clock = |n: u32| u8::try_from(n).unwrap_or(0);
        DateTime {
            date: Date::try_new_iso(local.year(), clock(local.month()), clock(local.day())).expect("a date of chrono is one of ICU4X"),
            time: Time::try_new(clock(local.hour()), clock(local.minute()), 0, 0).expect("a clock of chrono is one of ICU4X"),
        }
    }

    /// The last second of a day where the reader is; `None` for a day beyond all calendars.
    #[must_use]
    pub fn end_of(&self, day: NaiveDate) -> Option<Moment> {
        let midnight = day.succ_opt()?.and_time(NaiveTime::MIN);
        let local = midnight - TimeDelta::seconds(1);
        // Where the clocks skip that second, the day ends when they do.
        let end = self.zone.from_local_datetime(&local).latest().or_else(|| self.zone.from_local_datetime(&midnight).earliest())?;
        Some(end.with_timezone(&Utc))
    }

    /// Whether the moment stands for "never".
    #[must_use]
    pub fn is_never(&self, moment: &Moment) -> bool {
        *moment == NEVER
    }
}
