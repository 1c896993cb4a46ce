//! Answers: a page, a fragment for a swap, or "go there".

use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::dev::{Payload, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use askama::Template;

use super::{Error, Page, public_part};
use crate::crypto::TOKEN_MARK;
use crate::i18n::Reader;

/// Whether htmx wants a fragment: exactly `HX-Request-Type: partial`. The Back button of htmx asks for a full page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Swap(pub bool);

impl Swap {
    #[must_use]
    pub fn of(request: &HttpRequest) -> bool {
        request.headers().get("HX-Request-Type").is_some_and(|value| value == "partial")
    }
}

impl FromRequest for Swap {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(Self::of(request))))
    }
}

/// An answer with more to say than its body.
pub trait Reply {
    /// For pages that show a secret: nothing keeps a copy, nothing refers.
    #[must_use]
    fn secret(self) -> Self;
}

impl Reply for HttpResponse {
    fn secret(mut self) -> Self {
        use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
        self.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        self.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        self
    }
}

/// A whole page.
pub fn page(page: &Page, template: &impl Template, status: StatusCode) -> HttpResponse {
    html(&page.reader, template, status)
}

/// Any template, in the words of its reader.
pub fn html(reader: &Reader, template: &impl Template, status: StatusCode) -> HttpResponse {
    match template.render_with_values(reader) {
        Ok(body) => HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body),
        Err(error) => {
            tracing::error!(%error, "a template did not render");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// There, and nowhere else: a page goes, and a swap must not put that page into a table.
#[must_use]
pub fn go_there(path: &str, is_swap: bool) -> HttpResponse {
    if is_swap { HttpResponse::NoContent().insert_header(("HX-Redirect", path)).finish() } else { go(path) }
}

/// 303: the action is done, look there. htmx follows with its own headers, so a swap gets the fragment.
#[must_use]
pub fn go(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

/// Whether a profile may name it, as a link: a page of ours that was shown, and none with a secret in its address.
#[must_use]
pub fn is_page(response: &ServiceResponse<BoxBody>, path: &str) -> bool {
    let (path, whole) = (path.split('?').next().unwrap_or_default(), path);
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // A mail in a frame is part of another page.
    let is_framed = response.request().headers().get("Sec-Fetch-Dest").is_some_and(|what| what == "iframe");
    // Where somebody goes on to may be such a link.
    let is_public = public_part(path) == path && !whole.contains(TOKEN_MARK) && !whole.contains("next=");
    !is_framed && is_public && response.status() == StatusCode::OK && kind.starts_with("text/html")
}
