//! The cookie that a browser is known by: it opens nothing, and says nothing of anybody.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::App;
use crate::config::Config;

/// Its name; without the prefix on plain http at a loopback address.
const NAME: &str = "__Host-rolecall-device";

pub(super) fn name(config: &Config) -> &'static str {
    if config.is_https() { NAME } else { NAME.trim_start_matches("__Host-") }
}

#[must_use]
pub fn device_cookie(app: &App, key: String, days: i64) -> Cookie<'static> {
    Cookie::build(name(&app.config), key)
        .path("/")
        .secure(app.config.is_https())
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(days))
        .finish()
}
