//! Ending the wait of an account, and having its password changed at the next sign-in.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::web::{Path, ThinData};
use uuid::Uuid;

use super::forms::{MustChangeForm, NothingForm};
use super::{guessed, password};
use crate::access::Actor;
use crate::web::{self, App, Error, Notice, Page, Posted, Result, go};

/// `POST /users/{id}/unlock`
pub async fn unlock(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    _: Posted<NothingForm>,
) -> Result<HttpResponse> {
    let notice = match guessed::unlock(&app.db, &actor, *id, app.now()).await {
        Ok(name) => Notice::ok("notice-unlocked").with("name", name),
        Err(Error::Refused(words)) => Notice::bad(&words, &page.reader),
        Err(error) => return Err(error),
    };
    web::leave(&session, notice);
    Ok(go(&format!("/users/{id}")))
}

/// `POST /users/{id}/must-change`
pub async fn must_change(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<MustChangeForm>,
) -> Result<HttpResponse> {
    let must = posted.input().must_change == "on";
    let notice = match password::set_must_change(&app.db, &actor, *id, must, app.now()).await {
        Ok(()) => Notice::ok("notice-saved"),
        Err(Error::Refused(words)) => Notice::bad(&words, &page.reader),
        Err(error) => return Err(error),
    };
    web::leave(&session, notice);
    Ok(go(&format!("/users/{id}/security")))
}
