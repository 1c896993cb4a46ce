//! Slowing down guesses: counters in the database, shared by all nodes, kept over restarts.
//!
//! An attempt is counted for its account before the password is looked at, so a hundred at once are a hundred, and taken back
//! when the password was right; one from a browser that the owner has signed in from is counted for that browser instead. Its
//! source is judged when the result is known: only failures count there, and whoever has too many is told no result. No
//! throttle ever changes a user's status.

mod guess;
mod limit;
mod store;

use std::net::IpAddr;

use chrono::TimeDelta;

use crate::access;
use crate::clock::Moment;
use crate::db::{Ask, Db, Result, Write};
use crate::web::Client;
use store::Throttle;

pub use guess::{Guess, clear, clear_all, clear_codes, follow, unlock};
pub use limit::Limit;

/// Wrong passwords, or wrong codes, per account before there is a wait.
const FREE: i64 = 5;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// From here on the password is of no use until it is reset, and codes are until two-factor is set up anew.
const DISABLED: i64 = 100;
/// Failures per source, over all accounts, in `SOURCE_WINDOW`.
const SOURCE_FAILURES: i64 = 20;
const SOURCE_WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Sign-in posts per source and minute.
const SOURCE_POSTS: i64 = 60;
const POSTS_WINDOW: TimeDelta = TimeDelta::minutes(1);
/// After a day without a try an account starts anew.
const FORGET: TimeDelta = TimeDelta::hours(24);

/// Refused without a look at the password; try again after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// The account waits since its last failure, for whoever tries it.
    Account { seconds: i64, since: Moment },
    /// Too much came from there, whatever account it was for.
    Source { seconds: i64 },
}

impl Wait {
    #[must_use]
    pub fn seconds(self) -> i64 {
        match self {
            Self::Account { seconds, .. } | Self::Source { seconds } => seconds,
        }
    }

    /// There were so many failures that waiting does not help.
    #[must_use]
    pub fn is_for_good(self) -> bool {
        // Far beyond it: a moment's difference between two clocks makes no wait endless.
        self.seconds() > 2 * LONGEST_WAIT
    }
}

/// An attempt that was let through and counts as a failure of its account until it is known to be none.
#[must_use]
pub struct Charge {
    /// Of the account, or of one device of its owner: whoever hammers the account does not keep them out.
    bucket: String,
    is_of_account: bool,
    /// In a row, this one among them.
    failures: i64,
    source: String,
    at: Moment,
}

/// Why an account waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    pub until: Moment,
    /// Wrong passwords, or wrong codes, in a row.
    pub failures: i64,
}

impl Lock {
    /// Whether waiting does not help any more.
    #[must_use]
    pub fn is_for_good(&self) -> bool {
        self.failures >= DISABLED
    }
}

/// The network a source counts as: one IPv4 address, or the /64 that an IPv6 customer has to themselves.
#[must_use]
pub fn source_of(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.to_string(),
        Ok(IpAddr::V6(ip)) => ip.segments()[..4].iter().map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":"),
        Err(_) => "unknown".into(),
    }
}

/// Seconds to wait after so many failures in a row: none before the free ones are spent, then 1, 2, 4 … 900.
fn wait_after(failures: i64) -> i64 {
    match failures {
        ..FREE => 0,
        DISABLED.. => 100 * 365 * 24 * 3600,
        n => 1_i64
            .checked_shl(u32::try_from(n - FREE).unwrap_or(u32::MAX))
            .filter(|wait| (1..LONGEST_WAIT).contains(wait))
            .unwrap_or(LONGEST_WAIT),
    }
}

/// An attempt that no wait is on for, as far as was read; nothing is counted yet.
#[must_use]
pub struct Approach(Charge);

/// Lets an attempt come near, unless a wait is on. Refusing only reads: a flood of refused attempts keeps no writer waiting, and takes
/// nobody's place in any line.
///
/// # Errors
/// When the database is away.
pub async fn approach(db: &Db, guess: Guess<'_>, client: &Client, now: Moment) -> Result<std::result::Result<Approach, Wait>> {
    let device = match guess {
        Guess::Password(email_key) => access::known_device(db, client, email_key, now).await?,
        Guess::Code(user) => access::known_device_of(db, client, user, now).await?,
    };
    let bucket = guess.bucket(device);
    let charge = Charge { bucket, is_of_account: device.is_none(), failures: 0, source: source_of(&client.address), at: now };
    Ok(charge.gate(db).await?.map(|_| Approach(charge)))
}

/// Lets an attempt through, and counts it, unless a wait is on.
///
/// # Errors
/// When the database refuses or is away.
pub async fn charge(db: &Db, guess: Guess<'_>, client: &Client, now: Moment) -> Result<std::result::Result<Charge, Wait>> {
    match approach(db, guess, client, now).await? {
        Ok(approach) => approach.charge(db, client).await,
        Err(wait) => Ok(Err(wait)),
    }
}

impl Approach {
    /// Counts it, unless a wait has come on meanwhile.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn charge(self, db: &Db, client: &Client) -> Result<std::result::Result<Charge, Wait>> {
        let mut charge = self.0;
        let now = charge.at;
        let mut write = db.write().await?;
        // Asked again where attempts come one at a time: of many at once only the free ones pass.
        let (failures, posts) = match charge.gate(&mut write).await? {
            Ok(counts) => counts,
            Err(wait) => return Ok(Err(wait)),
        };
        charge.failures = failures + 1;
        let until = now + TimeDelta::seconds(wait_after(charge.failures));
        let account = Throttle { bucket: charge.bucket.clone(), n: charge.failures, since: now, blocked_until: until };
        store::save_both(&mut write, account, one_more(&charge.posts(), posts, POSTS_WINDOW, now)).await?;
        write.commit().await?;
        if charge.failures == DISABLED {
            tracing::warn!(event = "authn_login_lock", failures = DISABLED, address = %client.address);
        }
        Ok(Ok(charge))
    }
}

/// What a source did in the window that is still open.
fn within(row: Option<Throttle>, window: TimeDelta, now: Moment) -> Option<Throttle> {
    row.filter(|row| row.since > now - window)
}

/// One more, in a window that begins with the first.
fn one_more(bucket: &str, row: Option<Throttle>, window: TimeDelta, now: Moment) -> Throttle {
    let (n, since) = row.map_or((0, now), |row| (row.n, row.since));
    Throttle { bucket: bucket.to_owned(), n: n + 1, since, blocked_until: since + window }
}

impl Charge {
    /// Failures of the account in a row, if this is one more; `None` where its owner has signed in from there before.
    #[must_use]
    pub fn failures_of_account(&self) -> Option<i64> {
        self.is_of_account.then_some(self.failures)
    }

    fn posts(&self) -> String {
        format!("posts/{}", self.source)
    }

    fn failures_of_source(&self) -> String {
        format!("source/{}", self.source)
    }

    /// How many more are free, if this one is wrong.
    #[must_use]
    pub fn left(&self) -> i64 {
        (FREE - self.failures).max(0)
    }

    /// The failures of the account and the posts of the source so far, if neither makes wait.
    async fn gate(&self, db: impl Ask) -> Result<std::result::Result<(i64, Option<Throttle>), Wait>> {
        let now = self.at;
        let buckets = [self.bucket.as_str(), &self.failures_of_source(), &self.posts()];
        let [account, source, posts] = store::find_three(db, buckets).await?;
        let account = account.filter(|row| row.n >= DISABLED || row.since > now - FORGET);
        if let Some(row) = &account
            && row.blocked_until > now
        {
            return Ok(Err(Wait::Account { seconds: seconds(row.blocked_until, now), since: row.since }));
        }
        if let Err(wait) = self.gate_of_source(source, now) {
            return Ok(Err(wait));
        }
        let posts = within(posts, POSTS_WINDOW, now);
        if let Some(row) = posts.as_ref().filter(|row| row.n >= SOURCE_POSTS && self.is_of_account) {
            return Ok(Err(Wait::Source { seconds: seconds(row.since + POSTS_WINDOW, now) }));
        }
        Ok(Ok((account.map_or(0, |row| row.n), posts)))
    }

    /// The failures of the source so far, if they do not make it wait. A device that is known waits for its own alone: others of
    /// the same office, or behind the same provider, keep nobody out of it.
    fn gate_of_source(&self, failures: Option<Throttle>, now: Moment) -> std::result::Result<Option<Throttle>, Wait> {
        match within(failures, SOURCE_WINDOW, now) {
            Some(row) if row.n >= SOURCE_FAILURES && self.is_of_account => {
                Err(Wait::Source { seconds: seconds(row.since + SOURCE_WINDOW, now) })
            }
            row => Ok(row),
        }
    }

    /// The password or the code was looked at. Right: the account starts anew, and the source is charged nothing, however many sign in
    /// from there. Wrong: the source has one failure more. A source that has failed too often meanwhile learns neither.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn settle(&self, write: &mut Write, is_right: bool, now: Moment) -> Result<std::result::Result<(), Wait>> {
        let failures = store::find(&mut *write, &self.failures_of_source()).await?;
        let failures = match self.gate_of_source(failures, now) {
            Ok(failures) => failures,
            Err(wait) => {
                store::take_back(write, &self.bucket, self.at).await?;
                return Ok(Err(wait));
            }
        };
        if is_right {
            store::forget(write, &self.bucket).await?;
        } else {
            store::save(write, one_more(&self.failures_of_source(), failures, SOURCE_WINDOW, now)).await?;
        }
        Ok(Ok(()))
    }

    /// Nobody looked at it: the attempt is taken back, with the wait it brought, and nothing else.
    ///
    /// # Errors
    /// When the database refuses or is away.
    pub async fn take_back(self, db: &Db) -> Result<()> {
        let mut write = db.write().await?;
        store::take_back(&mut write, &self.bucket, self.at).await?;
        write.commit().await
    }
}

/// Whole seconds until then, rounded up: whoever comes back after so many need not wait again.
fn seconds(until: Moment, now: Moment) -> i64 {
    ((until - now).num_milliseconds().saturating_add(999) / 1000).max(1)
}

/// Why an account waits, if it does: elsewhere than on the devices of its owner.
///
/// # Errors
/// When the database is away.
pub async fn lock_of(db: impl Ask, guess: Guess<'_>, now: Moment) -> Result<Option<Lock>> {
    let row = store::find(db, &guess.bucket(None)).await?.filter(|row| row.blocked_until > now);
    Ok(row.map(|row| Lock { until: row.blocked_until, failures: row.n }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_free_then_the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (1..=16).map(wait_after).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(wait_after(99), 900);
        assert!(wait_after(100) > 10 * 365 * 24 * 3600);
    }

    #[test]
    fn an_ipv6_customer_is_one_source() {
        assert_eq!(source_of("2001:db8:1:2:aaaa::1"), source_of("2001:db8:1:2:bbbb::2"));
        assert_ne!(source_of("2001:db8:1:2::1"), source_of("2001:db8:1:3::1"));
        assert_ne!(source_of("192.0.2.1"), source_of("192.0.2.2"));
    }
}
