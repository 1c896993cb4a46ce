//! The directory: everyone, their details, their status and role.

mod actions;
mod address;
mod can_sign_in;
mod choice;
mod counts;
mod details_page;
mod directory;
mod directory_page;
mod email;
mod fold;
mod forms;
mod model;
mod pages;
mod profile_page;
mod role;
mod standing_pages;
mod step;
pub mod store;

pub use actions::{
    Details, NewUser, activate, change_status, create, create_active, delete, edit, invite_as, set_temporary_password, temporary_password,
};
pub use address::{Address, PER_PAGE, State};
pub use choice::{Choice, MOST_CHOSEN};
pub use counts::Counts;
pub use directory::{By, Filter, GroupFilter, RoleFilter, Seen};
pub use directory_page::seen_words;
pub use email::{Email, EmailError};
pub use fold::{fold, name_key};
pub use forms::{Act, ChosenForm, NothingForm, role_of};
pub use model::{Status, User};
pub use pages::{role_options, routes};
pub use profile_page::draw as draw_profile;
pub use role::change_role;
pub(crate) use role::{empty_role, give_role, require_an_admin};
pub use standing_pages::status_notice;
pub use step::Step;
