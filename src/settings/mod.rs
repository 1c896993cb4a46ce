//! What an administrator decides for the whole project.

mod actions;
mod forms;
mod mail_forms;
mod mail_pages;
mod model;
mod pages;
mod store;

pub use mail_pages::{KindPage, MailPage};
pub use model::{Settings, SignInRules};
pub use pages::{SettingsPage, routes};
