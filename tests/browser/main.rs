//! Rolecall in a real browser, as people meet it: with JavaScript and without, wide and narrow, light and dark.
//!
//! `ROLECALL_TEST_CHROMIUM` and `ROLECALL_TEST_CHROMEDRIVER` say which browser and driver to use; with
//! `ROLECALL_TEST_PICTURES` set to a folder, a test that waits in vain leaves a picture there.

mod chromium;
mod controls;
mod dialogs;
mod directory;
mod house;
mod matrix;
mod pages;
#[expect(dead_code, reason = "the other suite looks at what was scanned")]
#[path = "../support/phone.rs"]
mod phone;
mod profile;
mod proofs;
mod story;
mod strangers;
#[expect(dead_code, reason = "other suites use more of it")]
#[path = "../support/mod.rs"]
mod support;
mod two_factor;
