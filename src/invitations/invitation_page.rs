//! The page of one invitation: how far it got, its words, its link; and the buttons that a profile has for it.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::forms::{Act, InvitationForm};
use super::listed::{Shown, Sight};
use super::pending::{self, Handed};
use super::{actions, list_page, store};
use crate::access::Actor;
use crate::i18n::{Language, Words};
use crate::mail::Bell;
use crate::rules::{Action, Collection};
use crate::users;
use crate::users::store::GroupRow;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, filters, go, next};

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/users/{id}/invitation").route(get().to(show)).route(post().to(act)));
}

#[derive(Template)]
#[template(path = "invitations/link.html")]
pub struct LinkPage {
    pub page: Page,
    /// Where the button stood.
    pub back: String,
    pub name: String,
    pub link: String,
    pub is_the_same: bool,
}

#[derive(Template)]
#[template(path = "invitations/invitation.html")]
pub struct InvitationPage {
    pub page: Page,
    pub form: Form,
    pub user: users::Sight,
    pub invitation: Sight,
    pub role: Option<String>,
    /// What became of the mail.
    pub delivery: Option<Words>,
    pub mark: list_page::Mark,
    pub languages: Vec<(String, String)>,
    pub groups: Vec<GroupRow>,
    pub moves_groups: bool,
    pub may_invite: bool,
}

impl InvitationPage {
    /// Whether its words are the reader's to change.
    fn may_change(&self) -> bool {
        self.is_pending() && ["message", "language"].iter().all(|field| self.invitation.changes(field))
    }

    /// Of one that is over it is the record of the user that says who may see their address, and their role.
    fn shows(&self, field: &str) -> bool {
        self.invitation.shows(field) && (self.invitation.is_open() || self.user.shows(field))
    }

    /// Whether its link works no more, as far as the reader may know.
    fn is_over(&self) -> bool {
        self.invitation.shows("expires_at") && self.invitation.expires_at <= *self.page.now()
    }

    fn is_pending(&self) -> bool {
        self.invitation.is_open() && self.user.status == users::Status::Invited
    }
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    draw(&app, &actor, page, *id, None, StatusCode::OK).await
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, form: Option<Form>, status: StatusCode) -> Result<HttpResponse> {
    let user = users::seen(&app.db, actor, id).await?;
    let row = store::list::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let invitation = Sight::of(actor, row)?;
    let (delivery, mark) = list_page::standing(app, &invitation, page.now()).await?;
    let acts = users::Acts::of(actor, &user);
    let view = InvitationPage {
        groups: users::store::groups(&app.db, &actor.scope(Action::Read, Collection::Groups), Some(id)).await?,
        moves_groups: acts.moves_groups,
        form: form.unwrap_or_else(|| Form::of([("message", invitation.message.clone()), ("language", invitation.language.clone())])),
        role: invitation.role_id.and_then(|role| actor.rights.catalogue.role(role)).map(|role| role.name.clone()),
        languages: Language::OFFERED.iter().map(|(language, name)| (language.tag().to_owned(), (*name).to_owned())).collect(),
        may_invite: acts.invites,
        delivery,
        mark,
        user,
        invitation,
        page: page.at(Nav::Invitations),
    };
    Ok(web::page(&view.page, &view, status))
}

/// Send again, copy the link, cancel, say it in other words.
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
    let act = posted.input().act;
    let home = match act {
        Act::Save | Act::Resend => format!("/users/{id}/invitation"),
        Act::Send | Act::Link | Act::Cancel => next::local_path(&posted.input().back).unwrap_or_else(|| format!("/users/{id}")),
    };
    let outcome = match act {
        Act::Link => match pending::copy_link(&app, &actor, *id).await {
            Ok(Handed { user, link, is_the_same }) => {
                let view = LinkPage { page: page.at(Nav::Users), back: home, name: user.name(), link, is_the_same };
                return Ok(web::page(&view.page, &view, StatusCode::OK).secret());
            }
            Err(error) => Err(error),
        },
        Act::Send => send(&app, &actor, *id).await,
        Act::Cancel => actions::cancel(&app, &actor, *id).await.map(|user| {
            let notice = Notice::ok("notice-cancelled").with("name", user.name());
            list_page::with_undo(notice, &actor, &[*id], Shown::default())
        }),
        Act::Save | Act::Resend => {
            let language = match posted.typed(InvitationForm::language) {
                Ok(language) => language,
                Err(error) => {
                    let form = posted.rejected(error)?;
                    return draw(&app, &actor, page, *id, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await;
                }
            };
            match pending::change_words(&app, &actor, *id, &posted.input().message, language).await {
                Ok(_) if act == Act::Resend => send(&app, &actor, *id).await,
                Ok(user) => Ok(Notice::ok("notice-invitation-saved").with("name", user.name())),
                Err(error) => Err(error),
            }
        }
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

async fn send(app: &App, actor: &Actor, id: Uuid) -> Result<Notice> {
    let (user, _) = actions::send_to(app, actor, id, true).await?;
    Ok(Notice::ok("notice-invited").with("name", user.name()))
}
