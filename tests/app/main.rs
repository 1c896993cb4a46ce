//! Rolecall as people and browsers meet it: a real server on port 0, on either database, walked through over HTTP. The
//! modules mirror the addresses.

mod browser;
mod house;
mod mail;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "../smtp/server.rs"]
mod mail_server;
#[path = "../support/phone.rs"]
mod phone;
#[path = "../support/pictures.rs"]
mod pictures;
#[path = "../support/mod.rs"]
mod support;

mod access;
mod account;
mod audit;
mod bad_input;
mod bulk;
mod data;
mod delivery;
mod digest;
mod email;
mod fields;
mod forgot;
mod forms;
mod groups;
mod handover;
mod headers;
mod invitations;
mod language;
mod jump;
mod leaving;
mod mail_settings;
mod new_passwords;
pub mod nodes;
mod outbox;
mod preferences;
mod proxies;
mod roles;
mod raw;
mod routes;
mod secrets;
mod security;
mod settings;
mod setup;
mod sign_in;
mod tokens;
mod transfer;
mod two_factor;
mod users;
mod words;
