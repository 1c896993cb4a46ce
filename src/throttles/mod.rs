//! Slowing down guesses: counters in the database, shared by all nodes, kept over restarts.
//!
//! An attempt is counted before the password is looked at, so a hundred at once are a hundred, and taken back when the
//! password was right. No throttle ever changes a user's status.

mod store;

use std::net::IpAddr;

use chrono::TimeDelta;

use crate::clock::Moment;
use crate::db::{Ask, Result, Write};

/// Wrong passwords per account before there is a wait.
const FREE: i64 = 5;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// From here on the password is of no use until it is reset.
const DISABLED: i64 = 100;
/// Failures per source, over all accounts, in `SOURCE_WINDOW`.
const SOURCE_FAILURES: i64 = 20;
const SOURCE_WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Sign-in posts per source and minute.
const SOURCE_POSTS: i64 = 60;
/// After a day without a try an account starts anew.
const FORGET: TimeDelta = TimeDelta::hours(24);

/// Refused without a look at the password; try again after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub i64);

/// The network a source counts as: one IPv4 address, or the /64 that an IPv6 customer has to themselves.
fn source_of(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.to_string(),
        Ok(IpAddr::V6(ip)) => ip.segments()[..4].iter().map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":"),
        Err(_) => "unknown".into(),
    }
}

fn account_bucket(email_key: &str) -> String {
    format!("password/{email_key}")
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

/// Counts an attempt as failed, unless a wait is on.
///
/// # Errors
/// When the database refuses or is away.
pub async fn charge(write: &mut Write, email_key: &str, address: &str, now: Moment) -> Result<std::result::Result<(), Wait>> {
    let source = source_of(address);
    let account = account_bucket(email_key);
    for (bucket, most, window) in
        [(format!("posts/{source}"), SOURCE_POSTS, TimeDelta::minutes(1)), (format!("source/{source}"), SOURCE_FAILURES, SOURCE_WINDOW)]
    {
        if let Some(wait) = charge_window(write, bucket, most, window, now).await? {
            return Ok(Err(wait));
        }
    }
    let row = store::find(&mut *write, &account).await?.filter(|row| row.n >= DISABLED || row.since > now - FORGET);
    if let Some(row) = &row
        && row.blocked_until > now
    {
        return Ok(Err(Wait((row.blocked_until - now).num_seconds().max(1))));
    }
    let failures = row.map_or(0, |row| row.n) + 1;
    store::save(write, &account, failures, now, now + TimeDelta::seconds(wait_after(failures))).await?;
    Ok(Ok(()))
}

/// A counter that starts anew when its window is over.
async fn charge_window(write: &mut Write, bucket: String, most: i64, window: TimeDelta, now: Moment) -> Result<Option<Wait>> {
    let row = store::find(&mut *write, &bucket).await?.filter(|row| row.since > now - window);
    let (count, since) = row.map_or((0, now), |row| (row.n, row.since));
    if count >= most {
        return Ok(Some(Wait((since + window - now).num_seconds().max(1))));
    }
    store::save(write, &bucket, count + 1, since, since + window).await?;
    Ok(None)
}

/// The password was right: the account starts anew, and the source has one failure less.
///
/// # Errors
/// When the database refuses or is away.
pub async fn refund(write: &mut Write, email_key: &str, address: &str) -> Result<()> {
    store::forget(write, &account_bucket(email_key)).await?;
    store::lower(write, &format!("source/{}", source_of(address))).await
}

/// Nobody looked at the password: the attempt is taken back, and nothing else.
///
/// # Errors
/// When the database refuses or is away.
pub async fn uncharge(write: &mut Write, email_key: &str, address: &str) -> Result<()> {
    store::lower(write, &account_bucket(email_key)).await?;
    store::lower(write, &format!("source/{}", source_of(address))).await
}

/// The account has a new password, or is gone: what was guessed before does not count any more.
///
/// # Errors
/// When the database refuses or is away.
pub async fn clear(write: &mut Write, email_key: &str) -> Result<()> {
    store::forget(write, &account_bucket(email_key)).await
}

/// Until when an account waits, if it does.
///
/// # Errors
/// When the database is away.
pub async fn locked_until(db: impl Ask, email_key: &str, now: Moment) -> Result<Option<Moment>> {
    Ok(store::find(db, &account_bucket(email_key)).await?.map(|row| row.blocked_until).filter(|until| *until > now))
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
