//! Items: what other applications have registered as belonging to a user, so that it is handed over when the user goes.

mod actions;
mod handover;
mod model;
mod store;

pub use actions::{register, remove};
pub use handover::{hand_over, owned_by};
pub use model::{Item, NewItem, Sight};
