//! The door every request comes through: who asks, how much they may send, and whether it came from our own pages.

use std::net::IpAddr;
use std::time::Instant;

use actix_session::SessionExt;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, ORIGIN, USER_AGENT};
use actix_web::middleware::Next;
use actix_web::web::ThinData;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::body::{Body, Room};
use super::form::Fields;
use super::{App, Error, csrf, known, upload};
use crate::config::Config;
use crate::crypto::{Secret, TOKEN_MARK};

/// The longest address that is read.
const LONGEST_URI: usize = 8_000;
/// Forms for strangers, who have no session that could be over.
const DOOR: [&str; 7] = ["/sign-in", "/forgot-password", "/reset/", "/accept/", "/setup", "/language", "/check-password"];
/// Bytes of a form: a stranger's, one of somebody signed in, and their list of addresses to invite.
const LARGEST_AT_THE_DOOR: usize = 16 * 1024;
const LARGEST_FORM: usize = 64 * 1024;
const LARGEST_LIST: usize = 1024 * 1024;
/// Bytes of a picture, and of the form around it.
pub const LARGEST_PICTURE: usize = 1024 * 1024;
const AROUND_A_FILE: usize = 16 * 1024;
/// Bytes of a table of users.
pub const LARGEST_TABLE: usize = 16 * 1024 * 1024;
/// Bytes that a form with a file may have too many and still be answered: they are let go as they come.
const LET_GO: usize = 32 * 1024 * 1024;
const MOST_FIELDS: usize = 2_000;

/// Who asks: for the trail, the log and the throttles.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The nearest address that is not a trusted proxy.
    pub address: String,
    /// The browser as it names itself, at most 200 letters.
    pub agent: String,
    pub request_id: String,
    /// The SHA-256 of what the browser is known by, if it says so.
    pub device: Option<Vec<u8>>,
}

impl FromRequest for Client {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(request.extensions().get::<Self>().cloned().unwrap_or_default()))
    }
}

/// Names the request, logs it, and lets through only what is well formed and, where it may change things, ours.
///
/// # Errors
/// Never: refusals are answers.
pub async fn intake<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let entry = Entry::of(&request);
    let response = match admit(&mut request).await {
        // The form keeps its room until it is answered.
        Ok(_room) => next.call(request).await?.map_into_boxed_body(),
        Err(error) => request.error_response(error),
    };
    Ok(entry.logged(response))
}

/// The door for programs. They have no forms and no session, and nothing there reads a body.
///
/// # Errors
/// Never: refusals are answers.
pub async fn api_intake<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let entry = Entry::of(&request);
    let response = match admit_address(&request) {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(error) => request.error_response(error),
    };
    Ok(entry.logged(response))
}

/// A request that has come in: it has a name, and will be logged.
struct Entry {
    started: Instant,
    method: Method,
    path: String,
    id: String,
}

impl Entry {
    fn of(request: &ServiceRequest) -> Self {
        let client = identify(request);
        let id = client.request_id.clone();
        request.extensions_mut().insert(client);
        Self { started: Instant::now(), method: request.method().clone(), path: request.path().to_owned(), id }
    }

    fn logged(self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        tracing::info!(
            request = %self.id,
            method = %self.method,
            path = public_part(&self.path),
            status = response.status().as_u16(),
            micros = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX),
            "request"
        );
        response
    }
}

/// A path as logs and records may hold it: the secret of a one-time link is left out, and a token that somebody put there.
#[must_use]
pub fn public_part(path: &str) -> &str {
    // A first part in disguise ("/%61ccept/…") is routed like the plain one, and left out whole.
    if path.split('/').nth(1).is_some_and(|first| first.contains('%')) {
        return "/";
    }
    for prefix in ["/accept/", "/reset/", "/email/"] {
        if path.starts_with(prefix) {
            return prefix;
        }
    }
    path.split(TOKEN_MARK).next().unwrap_or(path)
}

fn identify(request: &ServiceRequest) -> Client {
    let config = request.app_data::<ThinData<App>>().map(|app| app.config.clone());
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let device = config.as_ref().and_then(|config| request.cookie(known::name(config)));
    let address = match (&config, peer) {
        (Some(config), Some(peer)) => Some(nearest_stranger(config, peer, request.headers())),
        (_, peer) => peer,
    };
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    Client {
        address: address.map(|ip| ip.to_string()).unwrap_or_default(),
        agent: agent.chars().filter(|c| !c.is_control()).take(200).collect(),
        request_id: Uuid::now_v7().to_string(),
        device: device.and_then(|cookie| Secret::parse(cookie.value())).map(|key| key.hash()),
    }
}

/// The right-most address of `X-Forwarded-For` that no trusted proxy has; what stands left of it anyone can write.
fn nearest_stranger(config: &Config, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let is_trusted = |ip: &IpAddr| config.trusted_proxies.iter().any(|net| net.contains(ip));
    if !is_trusted(&peer) {
        return peer;
    }
    let hops = headers.get_all("x-forwarded-for").filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",");
    let mut nearest = peer;
    for hop in hops.rsplit(',').map(str::trim).take(32) {
        let Ok(ip) = hop.parse::<IpAddr>() else { break };
        nearest = ip.to_canonical();
        if !is_trusted(&nearest) {
            break;
        }
    }
    nearest
}

/// HEAD is answered as GET; the server leaves the body out.
///
/// # Errors
/// Never of its own.
pub async fn head_as_get<B: MessageBody>(mut request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

/// Whether forms for strangers are there.
#[must_use]
pub fn is_at_the_door(path: &str) -> bool {
    DOOR.iter().any(|door| path.starts_with(door))
}

fn admit_address(request: &ServiceRequest) -> Result<(), Error> {
    if request.uri().to_string().len() > LONGEST_URI { Err(Error::Malformed("address too long")) } else { Ok(()) }
}

async fn admit(request: &mut ServiceRequest) -> Result<Option<OwnedSemaphorePermit>, Error> {
    admit_address(request)?;
    if request.method() != Method::POST {
        // Reading; or what the router answers with 405, naming what it allows.
        return Ok(None);
    }
    if !is_from_our_pages(request) {
        return Err(Error::Forged);
    }
    let has_session = request.get_session().contains_key("session");
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let upload = upload::Kind::at(request.path()).filter(|_| kind == "multipart/form-data" && has_session);
    if upload.is_none() && kind != "application/x-www-form-urlencoded" {
        return Err(Error::WrongType);
    }
    let largest = match request.path() {
        _ if !has_session => LARGEST_AT_THE_DOOR,
        _ if upload == Some(upload::Kind::Picture) => LARGEST_PICTURE + AROUND_A_FILE,
        _ if upload == Some(upload::Kind::Table) => LARGEST_TABLE + AROUND_A_FILE,
        path if path.starts_with("/users/invite") => LARGEST_LIST,
        // Rules, and what a review carries of them.
        path if path.starts_with("/roles/") && path.contains("/permissions") => LARGEST_LIST,
        // It carries the form that waits.
        "/account/prove" => LARGEST_LIST,
        _ => LARGEST_FORM,
    };
    let room = request.app_data::<ThinData<Room>>().map(|room| room.0.clone()).ok_or_else(|| Error::Internal("no room".into()))?;
    let has_file = upload.is_some_and(|kind| kind != upload::Kind::List);
    let most = if has_file { largest + LET_GO } else { largest };
    let Body { bytes: body, size, room } =
        Body::read(request.take_payload(), largest, most, room.of(has_session, upload == Some(upload::Kind::Table))).await?;
    let (Fields(fields), picture) = if let Some(kind) = upload {
        upload::read(request.headers(), body.freeze(), size, kind, MOST_FIELDS + 1).await?
    } else {
        let fields = url::form_urlencoded::parse(&body).take(MOST_FIELDS + 1).map(|(n, v)| (n.into(), v.into()));
        (Fields(fields.collect()), upload::Upload::default())
    };
    if fields.len() > MOST_FIELDS {
        return Err(Error::Malformed("too many fields"));
    }
    if request.get_session().contains_key("fault") {
        return Err(Error::Database(crate::db::Error::PoolTimedOut));
    }
    if !has_token(request, &fields) {
        // The session that the page was drawn for is over: they sign in, and come back to it.
        return Err(if has_session || is_at_the_door(request.path()) { Error::Forged } else { Error::SignIn });
    }
    request.extensions_mut().insert(Fields(fields));
    request.extensions_mut().insert(picture);
    Ok(room)
}

/// `Sec-Fetch-Site: same-origin`; browsers without it must name our origin.
fn is_from_our_pages(request: &ServiceRequest) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        site == "same-origin"
    } else {
        let ours = request.app_data::<ThinData<App>>().map(|app| app.config.public_url.clone());
        header(ORIGIN.as_str()).is_some_and(|origin| ours.as_deref() == Some(origin))
    }
}

/// The `csrf` field, or the header for scripts, is this browser's token.
fn has_token(request: &ServiceRequest, fields: &[(String, String)]) -> bool {
    let session = request.get_session();
    let Some(token) = session.get::<[u8; 32]>("csrf").ok().flatten() else { return false };
    let header = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok());
    let field = fields.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
    field.or(header).is_some_and(|field| csrf::is_valid(field, &token))
}
