//! Who is asking and what they may do: actors, rights, sessions. Every check of a right lives here.

mod actor;
mod presence;
mod rights;
mod roles;
mod sessions;
mod store;
mod visitor;

pub use actor::{Actor, Who};
pub use presence::Presence;
pub use rights::Right;
pub use roles::{RoleName, admin_to_ask, giveable_role, is_an_admin_left, least_privileged, roles};
pub use sessions::{end_session, end_sessions, end_sessions_of_role, enter, forget_ended, middleware, open_session};
pub use visitor::{SignedIn, Visitor, visit};
