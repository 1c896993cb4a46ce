//! The page of the settings of invitations.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ThinData;
use askama::Template;

use super::invitations::{InvitationRules, InvitationRulesForm};
use super::model::{Sight, Tabs, tabs};
use super::section::seen;
use super::section_page::{self, Again};
use crate::access::Actor;
use crate::web::{self, App, Form, Nav, Page, Posted, Result, filters, go};

#[derive(Template)]
#[template(path = "settings/invitations.html")]
pub struct InvitationSettingsPage {
    pub page: Page,
    pub rules: InvitationRules,
    pub may_change: bool,
    pub tabs: Tabs,
    pub form: Form,
}

/// `GET /settings/invitations`.
pub async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let settings = seen::<InvitationRules>(&app.db, &actor).await?;
    let form = Form::of([
        ("version", settings.version.to_string()),
        ("invitation_days", settings.invitations.invitation_days.to_string()),
        ("allowed_domains", settings.invitations.allowed_domains.clone()),
    ]);
    Ok(draw(&actor, page, &settings, form, StatusCode::OK))
}

fn draw(actor: &Actor, page: Page, settings: &Sight, form: Form, status: StatusCode) -> HttpResponse {
    let view = InvitationSettingsPage {
        page: page.at(Nav::Settings),
        rules: settings.invitations.clone(),
        may_change: settings.changes("invitations"),
        tabs: tabs(actor, Some(settings)),
        form,
    };
    web::page(&view.page, &view, status)
}

/// `POST /settings/invitations`.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<InvitationRulesForm>,
) -> Result<HttpResponse> {
    Ok(match section_page::change(&app, &actor, &page, &session, &posted).await? {
        Some(Again { settings, form, status }) => draw(&actor, page, &settings, form, status),
        None => go("/settings/invitations"),
    })
}
