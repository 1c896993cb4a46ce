//! The same change of many users at once: those who are ticked, or all that match, each judged as one alone would be.

mod actions;
mod forms;
mod model;
mod pages;
mod work;

pub use actions::BACK;
pub use model::Act;
pub use pages::routes;
pub use work::Bulk;
