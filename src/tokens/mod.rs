//! API tokens: what programs prove with whose rights they act, made once, limited, and ended at any moment.

mod actions;
mod api;
mod card;
mod forms;
mod model;
mod pages;
mod refused;
mod store;

pub use actions::{Made, NewToken, enable, make, regenerate, revoke};
pub use api::admit;
pub use card::Card;
pub use model::{Holder, Sight, TokenRow};
pub use pages::routes;
