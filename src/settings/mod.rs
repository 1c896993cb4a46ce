//! What an administrator decides for the whole project.

mod actions;
mod forms;
mod invitations;
mod invitations_page;
mod mail_forms;
mod mail_pages;
mod model;
mod pages;
mod section;
mod section_page;
mod store;

pub use invitations::InvitationRules;
pub use invitations_page::InvitationSettingsPage;
pub use mail_pages::{KindPage, MailPage};
pub use model::{Settings, SignInRules, Tabs, tabs_of};
pub use pages::{SettingsPage, routes};
