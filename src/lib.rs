//! Rolecall: a self-hosted user directory.
//!
//! The modules stand in order: each may use those above it, never those below. `tests/architecture.rs` reads this list.

pub mod clock;
pub mod config;
pub mod db;
pub mod crypto;
pub mod i18n;
pub mod rules;
pub mod web;
pub mod mail;
pub mod access;
pub mod audit;
pub mod jobs;
pub mod links;
pub mod throttles;
pub mod views;
pub mod users;
pub mod groups;
pub mod items;
pub mod two_factor;
pub mod credentials;
pub mod email_change;
pub mod tokens;
pub mod invitations;
pub mod handover;
pub mod sign_in;
pub mod security;
pub mod account;
pub mod roles;
pub mod settings;
pub mod fields;
pub mod bulk;
pub mod jump;
pub mod outbox;
pub mod transfer;
pub mod setup;
pub mod ops;
