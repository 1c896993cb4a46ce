//! Signing in and out: the password, the second step, the session.

mod actions;
mod code_pages;
mod forms;
mod pages;
mod second_step;
mod store;

use actix_web::web::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    pages::routes(config);
    code_pages::routes(config);
}
