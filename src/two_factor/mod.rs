//! Two-factor: a code of an authenticator app after the password, and recovery codes for when the app is lost.

mod actions;
mod card;
mod forms;
mod pages;
mod qr;
mod recovery;
mod reset_pages;
mod seed;
mod store;
mod using;

use actix_web::web::ServiceConfig;

pub use actions::remove_by_command;
pub use card::Card;
pub use recovery::RecoveryCode;
pub use using::{Typed, codes_left, on_since, spend};

pub fn routes(config: &mut ServiceConfig) {
    pages::routes(config);
    reset_pages::routes(config);
}
