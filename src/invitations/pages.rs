//! The buttons of an invitation on a profile.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::forms::InvitationForm;
use crate::access::Actor;
use crate::mail::Bell;
use crate::users;
use crate::web::{self, App, Error, Nav, Notice, Page, Posted, Reply, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/users/{id}/invitation").route(post().to(act)));
}

#[derive(Template)]
#[template(path = "invitations/link.html")]
pub struct LinkPage {
    pub page: Page,
    pub id: Uuid,
    pub name: String,
    pub link: String,
}

/// Send again, make a link, cancel.
async fn act(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<InvitationForm>,
) -> Result<HttpResponse> {
    users::seen(&app.db, &actor, *id).await?;
    let home = format!("/users/{id}");
    let outcome = match posted.input().act.as_str() {
        "send" => actions::send_to(&app, &actor, *id, true).await.map(|(user, _)| Notice::ok("notice-invited").with("name", user.name())),
        "link" => match actions::send_to(&app, &actor, *id, false).await {
            Ok((user, sent)) => {
                let view = LinkPage { page: page.at(Nav::Users), id: *id, name: user.name(), link: sent.link };
                return Ok(web::page(&view.page, &view, StatusCode::OK).secret());
            }
            Err(error) => Err(error),
        },
        "cancel" => {
            let cancelled = actions::cancel(&app, &actor, *id).await;
            cancelled.map(|user| Notice::ok("notice-cancelled").with("name", user.name()))
        }
        _ => return Err(Error::Malformed("act")),
    };
    match outcome {
        Ok(notice) => {
            bell.ring();
            web::leave(&session, notice);
        }
        Err(Error::Refused(words)) => web::leave(&session, Notice::bad(&words, &page.reader)),
        Err(error) => return Err(error),
    }
    Ok(go(&home))
}
