//! One's own account: the profile, preferences, the password, one's data.

mod actions;
mod archive;
mod data;
mod data_page;
mod forms;
mod leave_page;
mod leaving;
mod model;
mod pages;
mod preferences_page;
mod store;

pub use actions::save_in as save_preferences_in;
pub use forms::PreferencesForm;
pub use model::Typed as TypedPreferences;
pub use pages::routes;
