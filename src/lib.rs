//! Rolecall: a self-hosted user directory.
//!
//! The modules stand in order: each may use those above it, never those below. `tests/architecture.rs` reads this list.

pub mod access;
pub mod account;
pub mod audit;
pub mod clock;
pub mod config;
pub mod credentials;
pub mod crypto;
pub mod db;
pub mod i18n;
pub mod invitations;
pub mod links;
pub mod mail;
pub mod ops;
pub mod roles;
pub mod setup;
pub mod sign_in;
pub mod throttles;
pub mod users;
pub mod web;
