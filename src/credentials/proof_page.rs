//! The page that asks somebody to prove anew who they are, where it was not right.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, LOCATION, RETRY_AFTER};
use actix_web::web::ThinData;

use super::proof::prove;
use crate::access::{self, Actor};
use crate::i18n::Words;
use crate::web::{App, Error, Form, Page, Proving, Result, Swap, go};

/// `POST /account/prove`: with the proof kept, the form that waited is posted as it was.
pub async fn post(app: ThinData<App>, actor: Actor, page: Page, session: Session, swap: Swap, proving: Proving) -> Result<HttpResponse> {
    match prove(&app, &actor, &proving).await {
        Ok(key) => {
            access::enter(&session, &key);
            Ok(if proving.is_get {
                go(&proving.to)
            } else {
                // 307: the browser, or htmx, posts the same fields there.
                HttpResponse::TemporaryRedirect().insert_header((LOCATION, proving.to)).finish()
            })
        }
        Err(Error::Invalid(problems)) => {
            Ok(proving.rejected(&page, swap.0, Form::default().with(problems), StatusCode::UNPROCESSABLE_ENTITY))
        }
        // The form waits with them.
        Err(Error::TooMany(seconds)) => {
            let form = Form::default().with(vec![("prove-password", Words::new("sign-in-wait"))]);
            let mut answer = proving.rejected(&page, swap.0, form, StatusCode::TOO_MANY_REQUESTS);
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(answer)
        }
        Err(error) => Err(error),
    }
}
