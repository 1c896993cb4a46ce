//! Who is asking and what they may do: actors, rights, sessions. Every check of a right lives here.

mod actor;
mod bearer;
mod catalogue;
mod devices;
mod entrance;
mod fields;
mod holdings;
mod later;
mod limits;
mod navigation;
mod need;
mod preset;
mod proofs;
mod presence;
mod reach;
mod rights;
mod roles;
mod sessions;
mod sight;
mod store;
mod turn;
mod visitor;

pub use actor::{Actor, Who};
pub use bearer::actor_of_token;
pub use catalogue::{Catalogue, Permission, Remembered, RoleRights, takes_default};
pub use devices::{Entry, device_times, devices_of, forget_devices, forget_unseen_devices, known_device, known_device_of};
pub use entrance::{
    Holders, SecondStep, SessionRow, end_session, end_sessions, end_sessions_of, end_sessions_of_role, forget_ended, keep_proof,
    open_pending, open_session, pending, second_step_of, sessions_of, signed_in,
};
pub use fields::Fields;
pub use holdings::{AdminsLeft, Holdings};
pub use limits::{Limits, pair_of};
pub use need::{Need, two_factor_needs};
pub use presence::Presence;
pub use preset::{add_permission, add_preset};
pub use proofs::Proofs;
pub use reach::{Excess, still_covers};
pub use rights::{Held, Rights, Source, rights_from, rights_of};
pub use roles::{
    RoleName, SeenRoles, admin_names, admin_to_ask, admins_to_tell, admins_without_two_factor, giveable_role, is_an_admin_left,
    is_last_admin, least_privileged, roles,
};
pub use sessions::{enter, middleware, waiting_session};
pub use sight::{Conceal, Sight};
pub use store::{HolderGrant, HolderGroup, NameRow, OtherHolders, Scope, other_holders};
pub use visitor::{SignedIn, Visitor, visit};
