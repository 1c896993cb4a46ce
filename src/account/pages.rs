//! The pages of one's own account.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::forms::PasswordForm;
use super::{data_page, leave_page, preferences_page};
use crate::access::{self, Actor, SignedIn};
use crate::clock::Moment;
use crate::credentials::{self, Password};
use crate::users::{self, Sight};
use crate::web::{self, Act, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, Swap, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/account").route(get().to(show)))
        .service(resource("/account/access").route(get().to(users::show_own_access)))
        .service(resource("/account/activity").route(get().to(users::show_own_activity)))
        .service(resource("/account/data").route(get().to(data_page::show)).route(post().to(data_page::download)))
        .service(resource("/account/preferences").route(get().to(preferences_page::show_own)).route(post().to(preferences_page::save_own)))
        .service(resource("/users/{id}/preferences").route(get().to(preferences_page::show)).route(post().to(preferences_page::save)))
        .service(resource("/account/delete").route(get().to(leave_page::show)).route(post().to(leave_page::leave)))
        .service(resource("/account/password").route(get().to(password)).route(post().to(change_password)));
}

#[derive(Template)]
#[template(path = "account/password.html")]
pub struct PasswordPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    /// A temporary password has to go before anything else.
    pub is_due: bool,
    pub asks_present: bool,
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, swap: Swap) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    users::draw_profile(&app, &actor, page, swap, id).await
}

/// Whose account it is.
async fn person(app: &App, actor: &Actor) -> Result<Sight> {
    users::seen(&app.db, actor, actor.id().ok_or(Error::SignIn)?).await
}

/// After a temporary password it was typed a moment ago; else it is asked for.
fn asks_present(signed_in: &SignedIn, now: Moment) -> bool {
    !(signed_in.has_temporary_password && signed_in.proofs.holds(Act::Password, now))
}

async fn password(app: ThinData<App>, actor: Actor, signed_in: SignedIn, page: Page) -> Result<HttpResponse> {
    draw_password(&app, page, &actor, &signed_in, Form::default(), StatusCode::OK).await
}

async fn draw_password(app: &App, page: Page, actor: &Actor, signed_in: &SignedIn, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let asks_present = asks_present(signed_in, app.now());
    let user = person(app, actor).await?;
    let view = PasswordPage { page: page.at(Nav::Account), user, form, is_due: signed_in.must_change_password, asks_present };
    Ok(web::page(&view.page, &view, status).secret())
}

async fn change_password(
    app: ThinData<App>,
    actor: Actor,
    signed_in: SignedIn,
    page: Page,
    session: Session,
    posted: Posted<PasswordForm>,
) -> Result<HttpResponse> {
    let input = posted.input();
    let present = asks_present(&signed_in, app.now()).then_some(input.present.as_str());
    let local = signed_in.email.split('@').next().unwrap_or_default();
    let outcome = match Password::choose(&input.password, page.password_min, &[&page.project, &page.host, &signed_in.name, local]) {
        Ok(new) => credentials::change_own(&app, &actor, present, &new).await,
        Err(words) => Err(Error::Invalid(vec![("password", words)])),
    };
    match outcome {
        Ok(key) => {
            access::enter(&session, &key);
            web::leave(&session, Notice::ok("password-changed"));
            Ok(go("/account"))
        }
        Err(error) => {
            let form = posted.rejected(error)?;
            draw_password(&app, page, &actor, &signed_in, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}
