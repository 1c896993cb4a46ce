//! The rule language, with rules that nobody would think of: memory and both databases agree, and proofs hold.

mod agree;
#[path = "../support/fresh.rs"]
mod fresh;
mod generate;
mod people;
mod proofs;
#[expect(dead_code, reason = "other tests need an app around their database")]
#[path = "../support/mod.rs"]
mod support;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Throws the same for the same seed, every time.
fn runner(seed: u8) -> TestRunner {
    let config = Config { cases: 1000, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}
