//! Sessions as rows behind actix-session's store: they can be seen, ended, and hold on every node at the next request.
//!
//! The cookie holds a 256-bit key, the row its SHA-256. Someone who is not signed in has no row: their key is a random
//! seed for the form token, and lives in the signed cookie only.

use std::collections::HashMap;

use actix_session::config::{BrowserSession, CookieContentSecurity, SessionLifecycle};
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_session::{Session, SessionMiddleware};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Key, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::web::ThinData;
use serde_json::Value;
use uuid::Uuid;

use super::devices::KNOWN;
use super::{Entry, store};
use crate::crypto::Secret;
use crate::db;
use crate::web::{App, device_cookie, is_at_the_door};

type State = HashMap<String, String>;

/// Entries of the state that are not kept in the row's data.
const DERIVED: [&str; 5] = ["csrf", "session", "key", "device", "fault"];
/// Before the key of a browser that is not signed in.
const ANONYMOUS: &str = "anonymous.";

/// Where the key lives in a browser; the second on plain http at a loopback address.
pub(super) const COOKIE: &str = "__Host-rolecall";
pub(super) const PLAIN_COOKIE: &str = "rolecall";

/// The store that actix-session asks.
pub struct Rows(App);

fn is_kept(name: &str) -> bool {
    !DERIVED.contains(&name)
}

impl Rows {
    async fn keep(&self, secret: &Secret, state: State) -> db::Result<u64> {
        let data = state.into_iter().filter(|(name, _)| is_kept(name));
        let data = data.filter_map(|(name, value)| Some((name, serde_json::from_str(&value).ok()?))).collect();
        store::save_data(&self.0.db, secret.hash(), Value::Object(data)).await
    }
}

impl SessionStore for Rows {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        if let Some(seed) = key.as_ref().strip_prefix(ANONYMOUS).and_then(Secret::parse) {
            return Ok(Some(State::from([("csrf".into(), to_json(&self.0.keys.sign("csrf", seed.bytes())))])));
        }
        let Some(secret) = Secret::parse(key.as_ref()) else { return Ok(None) };
        let row = match store::session(&self.0.db, secret.hash(), self.0.now()).await {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(None),
            // Answered by `visit` with a page; an error here would end as a bare line.
            Err(error) => return Ok(Some(State::from([("fault".into(), to_json(&error.to_string()))]))),
        };
        let mut state = State::from([
            // Of the session, not of its key: the key is renewed while a page with forms stays where it is.
            ("csrf".to_owned(), to_json(&self.0.keys.sign("csrf", row.id.as_bytes()))),
            ("session".to_owned(), to_json(&row.id)),
        ]);
        if let Value::Object(data) = row.data {
            state.extend(data.into_iter().map(|(name, value)| (name, value.to_string())));
        }
        Ok(Some(state))
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let key = match state.get("key").and_then(|key| serde_json::from_str::<String>(key).ok()) {
            // The row was written in the transaction that signed in, but for what is left for the next page.
            Some(key) => {
                if let (Some(secret), true) = (Secret::parse(&key), state.keys().any(|name| is_kept(name))) {
                    self.keep(&secret, state).await.map_err(|error| SaveError::Other(anyhow_of(&error)))?;
                }
                key
            }
            None => match state.get("seed").and_then(|seed| serde_json::from_str::<String>(seed).ok()) {
                Some(seed) => format!("{ANONYMOUS}{seed}"),
                None => format!("{ANONYMOUS}{}", Secret::random().expose()),
            },
        };
        key.try_into().map_err(|error| SaveError::Other(anyhow_of(&error)))
    }

    async fn update(&self, key: SessionKey, state: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        if let Some(secret) = Secret::parse(key.as_ref()) {
            self.keep(&secret, state).await.map_err(|error| UpdateError::Other(anyhow_of(&error)))?;
        }
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        if let Some(secret) = Secret::parse(key.as_ref()) {
            store::delete_session(&self.0.db, secret.hash()).await?;
        }
        Ok(())
    }
}

fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn anyhow_of(error: &impl std::fmt::Display) -> anyhow::Error {
    anyhow::anyhow!("{error}")
}

/// The cookie: `__Host-rolecall`, or `rolecall` on plain http at a loopback address.
#[must_use]
pub fn middleware(app: &App) -> SessionMiddleware<Rows> {
    let is_https = app.config.is_https();
    let (signing, more) = (app.keys.derive("cookie-1"), app.keys.derive("cookie-2"));
    SessionMiddleware::builder(Rows(app.clone()), Key::from(&[signing, more].concat()))
        .cookie_name(if is_https { COOKIE } else { PLAIN_COOKIE }.to_owned())
        .cookie_secure(is_https)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(SessionLifecycle::BrowserSession(BrowserSession::default()))
        .build()
}

/// Hands the key of a session that has been opened to the browser, in place of whatever it had.
pub fn enter(session: &Session, entry: &Entry) {
    session.clear();
    session.renew();
    // Into memory; the middleware puts it into the cookie.
    let _ = session.insert("key", entry.key.expose());
    if let Some(device) = &entry.device {
        let _ = session.insert("device", device.expose());
    }
}

/// What the browser is known by goes into a cookie of its own, which outlives the session.
pub(super) fn hand_out<B>(session: &Session, response: &mut ServiceResponse<B>) {
    let app = response.request().app_data::<ThinData<App>>().cloned();
    if let (Some(key), Some(app)) = (session.remove_as::<String>("device").and_then(Result::ok), app) {
        let days = KNOWN.num_days();
        // Of letters and digits: it can always be written.
        let _ = response.response_mut().add_cookie(&device_cookie(&app, key, days));
    }
}

/// The session of this browser, open or not: one whose second step is due has a stranger as its visitor.
#[must_use]
pub fn waiting_session(session: &Session) -> Option<Uuid> {
    session.get("session").ok().flatten()
}

/// A key came that is none any more. It may have been renewed while this request was under way: the browser then has another
/// already, which an answer without a form for strangers leaves alone.
pub(super) fn is_key_unknown(request: &ServiceRequest, session: &Session) -> bool {
    let has_cookie = [COOKIE, PLAIN_COOKIE].iter().any(|name| request.cookie(name).is_some());
    has_cookie && session.entries().is_empty() && !is_at_the_door(request.path())
}
