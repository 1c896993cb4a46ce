//! Secrets: the pool that hashes passwords, one-time secrets, sealed values and the keys they all come from.

mod hash_pool;
mod keys;
mod secret;
mod token;

pub use hash_pool::{Busy, HashPool, Place};
pub use keys::Keys;
pub use secret::{Secret, sha256};
pub use token::{TOKEN_MARK, Token};
