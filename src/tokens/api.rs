//! The way in for programs: `Authorization: Bearer rcl_…`, under `/api/` and nowhere else.

use actix_web::HttpMessage;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use actix_web::middleware::Next;
use actix_web::web::ThinData;

use super::refused;
use crate::access::{self, Actor, Presence, Remembered};
use crate::crypto::Token;
use crate::web::{App, Client, Error, Result};

/// Lets through whoever has a token that works. All others get one and the same answer, whatever is wrong with theirs.
///
/// # Errors
/// Never: refusals are answers.
pub async fn admit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match actor_of(&request).await {
        Ok(actor) => {
            request.extensions_mut().insert(actor);
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(error) => Ok(request.error_response(error)),
    }
}

async fn actor_of(request: &ServiceRequest) -> Result<Actor> {
    // Whatever is no token, or not the one that was meant, is told without a look at the database.
    let token = token_of(request.headers()).ok_or(Error::SignIn)?;
    let app = request.app_data::<ThinData<App>>();
    let (remembered, presence) = (request.app_data::<ThinData<Remembered>>(), request.app_data::<ThinData<Presence>>());
    let (Some(app), Some(remembered), Some(presence)) = (app, remembered, presence) else { return Err(Error::Internal("no app".into())) };
    let (client, now) = (request.extensions().get::<Client>().cloned().unwrap_or_default(), app.now());
    match access::actor_of_token(&app.db, remembered, presence, &token, client.clone(), now).await? {
        Some(actor) => Ok(actor),
        None => Err(refused::count(&app.db, &token, &client, now).await?),
    }
}

/// The one token of a request, RFC 6750 §2.1.
fn token_of(headers: &HeaderMap) -> Option<Token> {
    let mut said = headers.get_all(AUTHORIZATION);
    let (one, None) = (said.next()?, said.next()) else { return None };
    let (scheme, token) = one.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { Token::parse(token.trim_matches(' ')) } else { None }
}
