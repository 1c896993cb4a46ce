//! Groups: sets of users that carry roles, who answers for them, and who is in them.

mod actions;
mod crowd;
mod forms;
mod handover;
mod list_page;
mod members_page;
mod membership;
mod model;
mod of_user_page;
mod pages;
mod record;
mod store;

pub use actions::{create, delete, edit};
pub use crowd::{move_all, require_proof_to_move};
pub use handover::{hand_over, owned_by};
pub use membership::{add_members, remove_members, take_in, take_out};
pub use model::{Details, Group};
pub use pages::routes;
pub use record::{Sight, all_seen, joinable, require_members, seen};
