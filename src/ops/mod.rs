//! Running Rolecall: the server, its commands, its health.

pub mod cli;
pub mod demo;
pub mod digest;
mod health;
pub mod housekeeping;
mod metrics;
pub mod server;
mod store;
mod transfer;
