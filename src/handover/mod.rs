//! Handover: what users answer for, who takes it over, and deleting them once that is said.

mod actions;
mod forms;
mod model;
mod owned;
mod pages;
mod store;

pub use actions::{decide, delete_all, hand_over_as_said};
pub use forms::HandoverForm;
pub use model::{Heirs, Kind, Successors};
pub use owned::{Owned, Whom, counts_of, owned_by};
pub use pages::routes;
