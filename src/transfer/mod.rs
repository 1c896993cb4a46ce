//! Taking users out of a directory as a table, and into one.

mod columns;
mod export;
mod export_pages;
mod forms;
mod lists;

pub use export::{Format, begin, everyone, export};
pub use export_pages::{Exports, routes};
