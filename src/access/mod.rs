//! Who is asking and what they may do: actors, rights, sessions. Every check of a right lives here.

mod actor;
mod presence;
mod rights;
mod sessions;
mod store;
mod visitor;

pub use actor::{Actor, Who};
pub use presence::Presence;
pub use rights::Right;
pub use sessions::{Rows, end_sessions, middleware, open_session};
pub use visitor::{SignedIn, Visitor, visit};
