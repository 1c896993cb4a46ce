//! Tokens that do not work: counted by where they come from.

use chrono::TimeDelta;

use crate::clock::Moment;
use crate::crypto::Token;
use crate::db::Db;
use crate::throttles::{Limit, source_of};
use crate::web::{Client, Error, Result};

/// As many as wrong passwords. Tokens that work are let in all the same: nobody guesses 256 bits, and a program that goes on
/// with an old one must not lock out those beside it.
const PER_SOURCE: Limit = Limit { what: "token/source", most: 20, window: TimeDelta::minutes(10) };

/// Counts one more token that opens nothing; what it is refused with.
///
/// # Errors
/// When the database refuses or is away.
pub(super) async fn count(db: &Db, token: &Token, client: &Client, now: Moment) -> Result<Error> {
    let source = source_of(&client.address);
    // A flood only reads.
    if let Some(wait) = PER_SOURCE.wait(db, &source, now).await? {
        return Ok(Error::TooMany(wait));
    }
    let mut write = db.write().await?;
    let spent = PER_SOURCE.spend(&mut write, &source, now).await?;
    write.commit().await?;
    // Its checksum is right: it worked once, or was made up by somebody who knows how they look.
    tracing::warn!(event = "authn_token_reuse", token = token.prefix(), address = %client.address, request = %client.request_id);
    Ok(spent.err().map_or(Error::SignIn, Error::TooMany))
}
