//! Passwords: the rules they keep, changing one's own, choosing a new one by a link.

mod actions;
mod check_pages;
mod compromised;
mod compromised_pages;
mod forgot;
mod forgot_pages;
mod forms;
mod pages;
mod password;
mod proof;
mod proof_page;
mod store;

pub use actions::{change_own, password_min, recovery_link};
pub use pages::routes;
pub use password::Password;
pub use store::{Credentials, find as find_credentials, find_by_id as find_credentials_of};
