//! The language that someone who is not signed in has chosen: a cookie of theirs, and nothing here remembers it.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::App;
use crate::i18n::Language;

fn name(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-language" } else { "language" }
}

#[must_use]
pub fn chosen_language(request: &HttpRequest, app: &App) -> Option<Language> {
    request.cookie(name(app)).and_then(|cookie| Language::from_tag(cookie.value()))
}

/// The cookie that keeps the choice for a year.
#[must_use]
pub fn language_cookie(app: &App, language: Language) -> Cookie<'static> {
    Cookie::build(name(app), language.tag())
        .path("/")
        .secure(app.config.is_https())
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish()
}
