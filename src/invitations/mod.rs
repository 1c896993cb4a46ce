//! Invitations: many addresses at once, the mail with its link, accepting, every way a link can be dead, and what is still pending.

mod accept;
mod accept_pages;
mod actions;
mod addresses;
mod check_page;
pub mod domains;
mod forms;
mod handover;
mod invitation_page;
mod invite_page;
mod list_page;
mod listed;
mod offer;
mod offered;
mod outcome;
mod pasted;
mod pending;
mod reminders;
mod result_page;
mod sealed;
mod send;
mod store;
mod table;
mod terms;
mod undo;

pub use forms::MOST_DAYS;

use actix_web::web::ServiceConfig;

pub use accept::is_open;
pub use actions::send_in;
pub use handover::{hand_over, sent_by};
pub use reminders::remind;

/// The pages of inviting, of what is pending, and of accepting.
pub fn routes(config: &mut ServiceConfig) {
    invite_page::routes(config);
    list_page::routes(config);
    invitation_page::routes(config);
    accept_pages::routes(config);
}
