//! Choosing a new password by a link.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;

use super::forms::ResetForm;
use super::password::Password;
use super::{actions, check_pages, compromised_pages, forgot_pages, proof_page};
use crate::crypto::Secret;
use crate::web::{self, App, Client, Error, Form, Page, Posted, Reply, Result, filters};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/forgot-password").route(get().to(forgot_pages::show)).route(post().to(forgot_pages::ask)))
        .service(resource("/check-password").route(post().to(check_pages::check)))
        .service(resource("/account/prove").route(post().to(proof_page::post)))
        .service(
            resource("/users/{id}/compromised").route(get().to(compromised_pages::show)).route(post().to(compromised_pages::take_away)),
        )
        .service(resource("/users/{id}/reset").route(post().to(forgot_pages::send)))
        .service(resource("/reset/{token}").route(get().to(show)).route(post().to(reset)));
}

#[derive(Template)]
#[template(path = "credentials/reset.html")]
pub struct ResetPage {
    pub page: Page,
    pub token: String,
    pub form: Form,
    pub state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Open,
    Done,
    Dead,
}

fn draw(page: Page, token: String, form: Form, state: State, status: StatusCode) -> HttpResponse {
    let view = ResetPage { page, token, form, state };
    web::page(&view.page, &view, status).secret()
}

/// Looking changes nothing: mail scanners open links too.
async fn show(app: ThinData<App>, page: Page, token: Path<String>) -> Result<HttpResponse> {
    let found = match Secret::parse(&token) {
        Some(secret) => actions::find_by_link(&app, &secret).await?,
        None => None,
    };
    let state = if found.is_some() { State::Open } else { State::Dead };
    let status = if state == State::Open { StatusCode::OK } else { StatusCode::GONE };
    Ok(draw(page, token.into_inner(), Form::default(), state, status))
}

async fn reset(app: ThinData<App>, page: Page, client: Client, token: Path<String>, posted: Posted<ResetForm>) -> Result<HttpResponse> {
    let token = token.into_inner();
    let found = match Secret::parse(&token) {
        Some(secret) => actions::find_by_link(&app, &secret).await?.map(|user| (secret, user)),
        None => None,
    };
    let Some((secret, user)) = found else {
        return Ok(draw(page, token, Form::default(), State::Dead, StatusCode::GONE));
    };
    let context = [page.project.as_str(), &page.host, user.local_part(), &user.first_name, &user.last_name];
    let password = match Password::choose(&posted.input().password, page.password_min, &context) {
        Ok(password) => password,
        Err(words) => {
            let form = posted.form.clone().with(vec![("password", words)]);
            return Ok(draw(page, token, form, State::Open, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match actions::reset(&app, &secret, &password, &client).await {
        Ok(()) => Ok(draw(page, token, Form::default(), State::Done, StatusCode::OK)),
        Err(Error::NotFound) => Ok(draw(page, token, Form::default(), State::Dead, StatusCode::GONE)),
        Err(error) => Err(error),
    }
}
