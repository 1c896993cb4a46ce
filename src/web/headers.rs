//! The headers of every answer: what a browser may do with our pages, and who may frame, sniff or refer to them.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, X_FRAME_OPTIONS};
use actix_web::middleware::Next;
use actix_web::web::ThinData;

use super::{App, Reply};

macro_rules! policy {
    ($more:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; ",
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; ",
            "require-trusted-types-for 'script'; trusted-types htmx",
            $more
        )
    };
}

const POLICY: &str = policy!("");
/// Of a page that shows another of ours in a frame.
const FRAMING: &str = policy!("; frame-src 'self'");
/// Of a mail in a frame: no script, nothing from elsewhere, no form, no way out.
const FRAMED: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

/// A page that shows a mail in a frame.
#[must_use]
pub fn framing(mut page: HttpResponse) -> HttpResponse {
    page.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMING));
    page
}

/// The HTML of a mail alone, for such a frame.
#[must_use]
pub fn framed(html: String) -> HttpResponse {
    let mut answer = HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html).secret();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    answer
}

const ALWAYS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ("x-frame-options", "DENY"),
    ("cache-control", "private, no-cache"),
];

/// Adds them where the handler has not said something stricter.
///
/// # Errors
/// Never of its own.
pub async fn security_headers<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, actix_web::Error> {
    let is_https = request.app_data::<ThinData<App>>().is_some_and(|app| app.config.is_https());
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        add(headers, name, value);
    }
    if is_https {
        add(headers, "strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    headers.append(HeaderName::from_static("vary"), HeaderValue::from_static("HX-Request-Type"));
    Ok(response)
}

fn add(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    let name = HeaderName::from_static(name);
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
