//! Taking users out of a directory as a table, and into one.

mod actions;
mod change;
mod check_pages;
mod columns;
mod export;
mod export_pages;
mod forms;
mod import_pages;
mod lists;
mod operator;
mod plan;
mod store;
mod table;
mod take;
mod verdict;
mod wanted;
mod work;

pub use actions::forget;
pub use export::{Format, begin, everyone, export};
pub use export_pages::Exports;
pub use operator::{How, take_all};
pub use verdict::Fate;
pub use work::{APPLY, CHECK};

use actix_web::web::ServiceConfig;

/// The files that users go out as, and the pages that take them in.
pub fn routes(config: &mut ServiceConfig) {
    export_pages::routes(config);
    import_pages::routes(config);
}
