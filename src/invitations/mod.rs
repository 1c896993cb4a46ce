//! Invitations: many addresses at once, the mail with its link, accepting, every way a link can be dead, and what is still pending.

mod accept;
mod accept_pages;
mod actions;
mod addresses;
mod forms;
mod invitation_page;
mod letter;
mod list_page;
mod listed;
mod offered;
mod outcome;
mod pages;
mod pending;
mod reminders;
mod store;

use actix_web::web::ServiceConfig;

pub use reminders::remind;

/// The pages of inviting, of what is pending, and of accepting.
pub fn routes(config: &mut ServiceConfig) {
    pages::routes(config);
    list_page::routes(config);
    invitation_page::routes(config);
    accept_pages::routes(config);
}
