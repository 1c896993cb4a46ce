//! Errors for programs: `application/problem+json`, as RFC 9457 says.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use serde_json::json;

use super::super::intake::Client;
use super::{Problem, log_refusal, problem_of};
use crate::i18n::{Language, Reader, Words};

/// Words every error answer that has no body yet as JSON, and lets nobody keep any answer.
///
/// # Errors
/// Never of its own: answers are answers.
pub async fn json_errors(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let mut response = match problem_of(&response) {
        None => response,
        Some(problem) => {
            let (request, response) = response.into_parts();
            log_refusal(&request, &problem);
            let mut answer = draw(&request, &problem);
            for name in [ALLOW, RETRY_AFTER] {
                for value in response.headers().get_all(&name) {
                    answer.headers_mut().append(name.clone(), value.clone());
                }
            }
            ServiceResponse::new(request, answer)
        }
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn draw(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let status = if problem.sign_in { StatusCode::UNAUTHORIZED } else { problem.status };
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Language::accepted);
    let reader = Reader { language: accepted.unwrap_or(Language::English), zone: chrono_tz::UTC, now: chrono::Utc::now() };
    let body = json!({
        // The status says what kind it is.
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": detail(problem, status, &reader),
        "request_id": request.extensions().get::<Client>().map(|client| client.request_id.clone()),
    });
    let mut response = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((WWW_AUTHENTICATE, "Bearer"));
    }
    response.content_type("application/problem+json").body(body.to_string())
}

fn detail(problem: &Problem, status: StatusCode, reader: &Reader) -> String {
    let words = match (&problem.lack, status) {
        (Some(lack), _) => Words::new("api-lack").with("permission", lack.words().to(reader)),
        (None, StatusCode::UNAUTHORIZED) => Words::new("api-unauthorized"),
        (None, StatusCode::NOT_FOUND) => Words::new("api-not-found"),
        (None, StatusCode::METHOD_NOT_ALLOWED) => Words::new("api-method"),
        (None, StatusCode::BAD_REQUEST) => Words::new("api-malformed"),
        (None, StatusCode::TOO_MANY_REQUESTS) => Words::new("api-too-many"),
        (None, _) => problem.text.clone(),
    };
    words.to(reader).into_owned()
}
