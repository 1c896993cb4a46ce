//! The page of the settings of invitations.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ThinData;
use askama::Template;

use super::invitations::{InvitationRules, InvitationRulesForm, save, seen};
use super::model::{Sight, Tabs, tabs};
use crate::access::Actor;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Problems, Result, filters, go};

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
    let settings = seen(&app.db, &actor).await?;
    let form = Form::of([
        ("version", settings.version.to_string()),
        ("invitation_days", settings.invitations.invitation_days.to_string()),
        ("allowed_domains", settings.invitations.allowed_domains.clone()),
    ]);
    Ok(draw(page, &settings, form, StatusCode::OK))
}

fn draw(page: Page, settings: &Sight, form: Form, status: StatusCode) -> HttpResponse {
    let view = InvitationSettingsPage {
        page: page.at(Nav::Settings),
        rules: settings.invitations.clone(),
        may_change: settings.changes("invitations"),
        tabs: tabs(settings),
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
    let settings = seen(&app.db, &actor).await?;
    settings.require_changes(&["invitations"])?;
    let outcome = match posted.typed(InvitationRulesForm::rules) {
        Ok(rules) => save(&app.db, &actor, posted.input().version, &rules, app.now()).await.map_err(|error| (error, Some(rules))),
        Err(error) => Err((error, None)),
    };
    let (form, status) = match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-saved"));
            return Ok(go("/settings/invitations"));
        }
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Err((Error::Refused(words), Some(rules))) => {
            let settings = seen(&app.db, &actor).await?;
            let form = posted.form.clone().set("version", settings.version.to_string());
            (form.with(differences(words, &settings.invitations, &rules)), StatusCode::CONFLICT)
        }
        Err((error, _)) => (posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    };
    Ok(draw(page, &settings, form, status))
}

fn differences(words: crate::i18n::Words, stored: &InvitationRules, typed: &InvitationRules) -> Problems {
    let of = |rules: &InvitationRules| (rules.invitation_days.to_string(), rules.allowed_domains.replace('\n', ", "));
    let ((days, domains), (typed_days, typed_domains)) = (of(stored), of(typed));
    let fields = [("invitation_days", "invitation-days", days, typed_days), ("allowed_domains", "allowed-domains", domains, typed_domains)];
    web::overtaken(words, fields)
}
