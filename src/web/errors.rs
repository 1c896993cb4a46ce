//! What can go wrong, once for the whole app: a kind and words, worded and drawn at the edge.

mod away;
mod json;

pub use json::json_errors;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, LOCATION, RETRY_AFTER, SET_COOKIE};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use askama::Template;
use thiserror::Error;

use super::form::Problems;
use super::intake::Client;
use super::lack::Lack;
use super::layout::Page;
use super::prove::{self, Act};
use super::{filters, html, next, reply::Swap};
use crate::crypto::Busy;
use crate::db;
use crate::i18n::Words;

#[derive(Debug, Error)]
pub enum Error {
    #[error("not signed in")]
    SignIn,
    /// Missing, or not for this person: the same to them.
    #[error("not found")]
    NotFound,
    #[error("lacks {0:?}")]
    Lack(Lack),
    /// They must prove again who they are, before they do something of this kind.
    #[error("not proved for {0:?}")]
    Prove(Act),
    /// A rule of the domain says no.
    #[error("refused: {}", .0.key)]
    Refused(Words),
    /// The form is wrong; the page that drew it draws it again.
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    #[error("malformed: {0}")]
    Malformed(&'static str),
    #[error("not from our own pages")]
    Forged,
    #[error("too large")]
    TooLarge,
    #[error("wrong type")]
    WrongType,
    #[error("too slow")]
    TooSlow,
    #[error("too many, for {0} s")]
    TooMany(i64),
    #[error("busy")]
    Busy,
    #[error("database: {0}")]
    Database(#[from] db::Error),
    #[error("{0}")]
    Internal(String),
}

impl From<Busy> for Error {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl From<Words> for Error {
    fn from(words: Words) -> Self {
        Self::Refused(words)
    }
}

/// What the error page needs; left in the response by `error_response` and drawn by `error_pages`.
#[derive(Clone)]
struct Problem {
    status: StatusCode,
    title: &'static str,
    text: Words,
    lack: Option<Lack>,
    /// Who can grant what is lacking, where that is known.
    who: Vec<String>,
    sign_in: bool,
    prove: Option<Act>,
    /// It did not come from our own pages.
    is_forged: bool,
}

impl Problem {
    fn new(status: StatusCode, title: &'static str, text: &'static str) -> Self {
        Self { status, title, text: Words::new(text), lack: None, who: Vec::new(), sign_in: false, prove: None, is_forged: false }
    }

    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::new(status, "problem-not-found", "problem-not-found-text"),
            StatusCode::METHOD_NOT_ALLOWED => Self::new(status, "problem-method", "problem-method-text"),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(status, "problem-too-large", "problem-too-large-text"),
            status if status.is_client_error() => Self::new(status, "problem-malformed", "problem-malformed-text"),
            status => Self::new(status, "problem-internal", "problem-internal-text"),
        }
    }
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        match error {
            Error::SignIn => Self { sign_in: true, ..Self::new(StatusCode::SEE_OTHER, "problem-sign-in", "problem-sign-in-text") },
            Error::Prove(act) => Self { prove: Some(*act), ..Self::new(StatusCode::UNAUTHORIZED, "prove", "prove-lead") },
            Error::NotFound => Self::of_status(StatusCode::NOT_FOUND),
            Error::Lack(lack) => Self { lack: Some(*lack), ..Self::new(StatusCode::FORBIDDEN, "problem-lack", "problem-lack-text") },
            Error::Refused(words) => Self { text: words.clone(), ..Self::new(StatusCode::CONFLICT, "problem-refused", "problem-refused") },
            Error::Invalid(problems) => Self {
                text: problems.first().map_or_else(|| Words::new("problem-malformed-text"), |(_, words)| words.clone()),
                ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "problem-invalid", "problem-malformed-text")
            },
            Error::Malformed(_) => Self::of_status(StatusCode::BAD_REQUEST),
            Error::Forged => Self { is_forged: true, ..Self::new(StatusCode::FORBIDDEN, "problem-forged", "problem-forged-text") },
            Error::TooLarge => Self::of_status(StatusCode::PAYLOAD_TOO_LARGE),
            Error::WrongType => Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "problem-type", "problem-type-text"),
            Error::TooSlow => Self::new(StatusCode::REQUEST_TIMEOUT, "problem-slow", "problem-slow-text"),
            Error::TooMany(_) => Self::new(StatusCode::TOO_MANY_REQUESTS, "problem-too-many", "problem-too-many-text"),
            Error::Busy => Self::new(StatusCode::SERVICE_UNAVAILABLE, "problem-busy", "problem-busy-text"),
            Error::Database(error) if away::is_away(error) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "problem-away", "problem-away-text")
            }
            Error::Database(_) | Error::Internal(_) => Self::of_status(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        Problem::from(self).status
    }

    fn error_response(&self) -> HttpResponse {
        let problem = Problem::from(self);
        if problem.status.is_server_error() {
            tracing::error!(error = %self, "request failed");
        }
        let mut response = HttpResponse::build(problem.status);
        match self {
            Self::TooMany(seconds) => drop(response.insert_header((RETRY_AFTER, seconds.to_string()))),
            _ if problem.status == StatusCode::SERVICE_UNAVAILABLE => drop(response.insert_header((RETRY_AFTER, "5"))),
            _ => {}
        }
        let mut response = response.finish();
        response.extensions_mut().insert(problem);
        response
    }
}

/// Whether the answer says that a permission is missing.
#[must_use]
pub fn is_lack(response: &HttpResponse) -> bool {
    response.extensions().get::<Problem>().is_some_and(|problem| problem.lack.is_some())
}

/// Names those who can grant it, on the page that is drawn of such an answer.
pub fn name_granters(response: &mut HttpResponse, who: Vec<String>) {
    if let Some(problem) = response.extensions_mut().get_mut::<Problem>() {
        problem.who = who;
    }
}

#[derive(Template)]
#[template(path = "errors/page.html")]
struct ErrorPage<'a> {
    page: &'a Page,
    problem: &'a Problem,
    reference: &'a str,
}

/// The same for someone who is not signed in.
#[derive(Template)]
#[template(path = "errors/door.html")]
struct ErrorDoor<'a> {
    page: &'a Page,
    problem: &'a Problem,
    reference: &'a str,
}

#[derive(Template)]
#[template(path = "errors/problem.swap.html")]
struct ErrorSwap<'a> {
    problem: &'a Problem,
    reference: &'a str,
}

/// Draws a page, or a fragment for a swap, for every error answer that has no body yet.
///
/// # Errors
/// Never of its own: answers are answers.
pub async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(problem) = problem_of(&response) else { return Ok(response) };
    let (request, response) = response.into_parts();
    log_refusal(&request, &problem);
    let mut answer = if problem.sign_in { to_sign_in(&request) } else { draw(&request, &problem) };
    for name in [ALLOW, RETRY_AFTER, SET_COOKIE] {
        for value in response.headers().get_all(&name) {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(ServiceResponse::new(request, answer))
}

/// What an error answer that has no body yet is about.
fn problem_of(response: &ServiceResponse<BoxBody>) -> Option<Problem> {
    let status = response.status();
    let is_bare = status.is_client_error() || status.is_server_error();
    let has_body = !matches!(response.response().body().size(), BodySize::None | BodySize::Sized(0));
    let problem = response.response().extensions().get::<Problem>().cloned();
    problem.or_else(|| (is_bare && !has_body).then(|| Problem::of_status(status)))
}

/// For whatever watches logs: who was refused, from where, and which permission they lack.
fn log_refusal(request: &HttpRequest, problem: &Problem) {
    if problem.lack.is_none() && !problem.is_forged {
        return;
    }
    let lacks = problem.lack.map(|lack| format!("{}.{}", lack.on.name(), lack.action.name()));
    let extensions = request.extensions();
    let client = extensions.get::<Client>();
    let user = extensions.get::<std::rc::Rc<Page>>().and_then(|page| page.person.as_ref()).map(|person| person.id);
    tracing::warn!(
        event = "authz_fail",
        lacks = lacks.as_deref().unwrap_or("a form of ours"),
        user = %user.unwrap_or_default(),
        address = client.map_or("", |client| &client.address),
        request = client.map_or("", |client| &client.request_id)
    );
}

fn draw(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let reference = request.extensions().get::<Client>().map(|client| client.request_id.clone()).unwrap_or_default();
    let page = request.extensions().get::<std::rc::Rc<Page>>().cloned();
    let page = page.unwrap_or_else(|| std::rc::Rc::new(Page::bare(request)));
    if let Some(act) = problem.prove {
        return prove::ask(request, &page, act);
    }
    if Swap::of(request) {
        html(&page.reader, &ErrorSwap { problem, reference: &reference }, problem.status)
    } else if page.person.is_none() {
        html(&page.reader, &ErrorDoor { page: &page, problem, reference: &reference }, problem.status)
    } else {
        html(&page.reader, &ErrorPage { page: &page, problem, reference: &reference }, problem.status)
    }
}

/// A page goes to sign-in and comes back; a swap must not put the sign-in page into a table.
fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    let page = |header: &str| {
        let url = url::Url::parse(request.headers().get(header)?.to_str().ok()?).ok()?;
        Some(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
    };
    let wanted = match request.method() {
        _ if Swap::of(request) => page("HX-Current-URL"),
        &actix_web::http::Method::GET => Some(request.uri().to_string()),
        // Browsers name it to our own pages only.
        _ => page("Referer"),
    };
    let address = next::to_sign_in(wanted.as_deref().unwrap_or_default());
    if Swap::of(request) {
        HttpResponse::Unauthorized().insert_header(("HX-Redirect", address)).finish()
    } else {
        HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
    }
}
