//! The page behind an invitation's link: join, or why not and what next.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::accept::{self, Dead, Found, Open};
use super::forms::{AcceptForm, AskForm};
use super::store::InvitationRow;
use crate::access::Visitor;
use crate::credentials::Password;
use crate::crypto::Secret;
use crate::i18n::Language;
use crate::mail::Bell;
use crate::rules::Type;
use crate::users::User;
use crate::users::custom::{self, Added};
use crate::web::{self, App, Client, Error, Extended, Form, Notice, Page, Posted, Reply, Result, both, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/accept/{token}").route(get().to(show)).route(post().to(join)))
        .service(resource("/accept/{token}/ask").route(post().to(ask)));
}

#[derive(Template)]
#[template(path = "invitations/accept.html")]
pub struct AcceptPage {
    pub page: Page,
    pub token: String,
    pub form: Form,
    pub user: User,
    pub invitation: InvitationRow,
    /// Added fields that have to be filled in.
    pub wanted: Vec<Added>,
    /// Somebody else is signed in on this browser.
    pub other: Option<String>,
}

#[derive(Template)]
#[template(path = "invitations/dead.html")]
pub struct DeadPage {
    pub page: Page,
    pub token: String,
    pub dead: Dead,
    pub has_asked: bool,
}

fn draw_dead(page: Page, token: &str, dead: Dead, has_asked: bool) -> HttpResponse {
    let status = match (dead, has_asked) {
        (_, true) => StatusCode::OK,
        (Dead::Unknown, _) => StatusCode::NOT_FOUND,
        _ => StatusCode::GONE,
    };
    let view = DeadPage { page, token: token.to_owned(), dead, has_asked };
    web::page(&view.page, &view, status).secret()
}

/// What the link is, with the page in the language of its mail.
async fn find(app: &App, page: &mut Page, token: &str) -> Result<Found> {
    let found = match Secret::parse(token) {
        Some(secret) => accept::find(&app.db, &secret, app.now()).await?,
        None => Found::Dead(Dead::Unknown, None),
    };
    page.read_in(found.language());
    Ok(found)
}

/// Looking uses nothing up, however often: mail scanners open links too. That somebody looked is noted once, for whoever invited.
async fn show(app: ThinData<App>, mut visitor: Visitor, token: Path<String>) -> Result<HttpResponse> {
    match find(&app, &mut visitor.page, &token).await? {
        Found::Dead(dead, _) => Ok(draw_dead(visitor.page, &token, dead, false)),
        Found::Open(open) => {
            let Open { user, invitation, .. } = *open;
            // A colleague who tries the link is not the one it is for.
            if invitation.opened_at.is_none() && visitor.signed_in.is_none() {
                accept::note_opened(&app, user.id).await;
            }
            let form = Form::of([("first_name", user.first_name.clone()), ("last_name", user.last_name.clone())]);
            let wanted = accept::wanted(&app.db, &user, app.now()).await?;
            Ok(draw(visitor, token.into_inner(), form, (user, invitation, wanted), StatusCode::OK))
        }
    }
}

fn draw(
    visitor: Visitor,
    token: String,
    form: Form,
    (user, invitation, wanted): (User, InvitationRow, Vec<Added>),
    status: StatusCode,
) -> HttpResponse {
    let other = visitor.signed_in.map(|signed_in| signed_in.name);
    let view = AcceptPage { page: visitor.page, token, form, user, invitation, wanted, other };
    web::page(&view.page, &view, status).secret()
}

async fn join(
    app: ThinData<App>,
    mut visitor: Visitor,
    client: Client,
    session: Session,
    token: Path<String>,
    posted: Extended<AcceptForm>,
) -> Result<HttpResponse> {
    let (user, invitation) = match find(&app, &mut visitor.page, &token).await? {
        Found::Open(open) => (open.user, open.invitation),
        Found::Dead(dead, _) => return Ok(draw_dead(visitor.page, &token, dead, false)),
    };
    let input = posted.input();
    let local = user.email.split('@').next().unwrap_or_default();
    let context = [visitor.page.project.as_str(), &visitor.page.host, local, &input.first_name, &input.last_name];
    let choose = |input: &AcceptForm| Password::choose(&input.password, visitor.page.password_min, &context);
    let wanted = accept::wanted(&app.db, &user, app.now()).await?;
    let read = |input: &AcceptForm| {
        let given = custom::given(wanted.iter().copied(), &posted.added, &user.custom, true).map_err(Error::Invalid);
        both(choose(input).map_err(|words| Error::Invalid(vec![("password", words)])), given)
    };
    let (password, given) = match posted.typed(read) {
        Ok(typed) => typed,
        Err(error) => {
            let form = posted.rejected(error)?;
            return Ok(draw(visitor, token.into_inner(), form, (user, invitation, wanted), StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let secret = Secret::parse(&token).ok_or(Error::NotFound)?;
    let names = (input.first_name.as_str(), input.last_name.as_str());
    // Whoever is signed in here reads in a language of their own, which is not the invitee's choice.
    let theirs = visitor.signed_in.and_then(|_| Language::from_tag(&invitation.language));
    let language = theirs.unwrap_or(visitor.page.reader.language);
    match accept::accept(&app, &secret, names, &given, language, &password, &client).await? {
        Ok(key) => {
            crate::access::enter(&session, &key);
            web::leave(&session, Notice::ok("notice-joined").with("project", visitor.page.project));
            Ok(go("/"))
        }
        Err(dead) => Ok(draw_dead(visitor.page, &token, dead, false)),
    }
}

/// "Ask for a new invitation": the inviter gets a mail.
async fn ask(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    mut page: Page,
    client: Client,
    token: Path<String>,
    _: Posted<AskForm>,
) -> Result<HttpResponse> {
    page.path = format!("/accept/{token}");
    match find(&app, &mut page, &token).await? {
        Found::Dead(dead @ (Dead::Expired { user, .. } | Dead::Outgrown { user }), _) => {
            accept::ask_again(&app, user, &client).await?;
            bell.ring();
            Ok(draw_dead(page, &token, dead, true))
        }
        Found::Dead(dead, _) => Ok(draw_dead(page, &token, dead, false)),
        Found::Open(_) => Ok(go(&page.path)),
    }
}
