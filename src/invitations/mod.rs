//! Invitations: many addresses at once, the mail with its link, accepting, and every way a link can be dead.

mod accept;
mod accept_pages;
mod actions;
mod addresses;
mod forms;
mod offered;
mod outcome;
mod pages;
mod store;

use actix_web::web::ServiceConfig;

/// The pages of inviting and of accepting.
pub fn routes(config: &mut ServiceConfig) {
    pages::routes(config);
    accept_pages::routes(config);
}
