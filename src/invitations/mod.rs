//! Invitations: many addresses at once, the mail with its link, accepting, and every way a link can be dead.

mod accept;
mod accept_pages;
mod actions;
mod addresses;
mod check_page;
pub mod domains;
mod forms;
mod invite_page;
mod offer;
mod offered;
mod outcome;
mod pages;
mod result_page;
mod send;
mod store;
mod table;
mod terms;

pub use forms::MOST_DAYS;

use actix_web::web::ServiceConfig;

/// The pages of inviting and of accepting.
pub fn routes(config: &mut ServiceConfig) {
    invite_page::routes(config);
    pages::routes(config);
    accept_pages::routes(config);
}
