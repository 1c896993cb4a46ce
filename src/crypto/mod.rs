//! Secrets: the pool that hashes passwords, one-time secrets, sealed values and the keys they all come from.

mod hash_pool;
mod keys;
mod secret;

pub use hash_pool::{Busy, HashPool};
pub use keys::Keys;
pub use secret::{Secret, sha256};
