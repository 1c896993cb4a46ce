//! The pages of tokens: those of a user, a new one, and what is done to one.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::card::Card;
use super::forms::{Act, ActForm, DAYS, TokenForm};
use super::model::Sight;
use crate::access::{Actor, Rights};
use crate::i18n::{self, Words};
use crate::rules::{Action, Collection};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Reply, Result, filters, go};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users/{id}/tokens").route(get().to(list)).route(post().to(make)))
        .service(resource("/users/{id}/tokens/new").route(get().to(new)))
        .service(resource("/users/{id}/tokens/{token}").route(get().to(confirm)).route(post().to(act)));
}

#[derive(Template)]
#[template(path = "tokens/list.html")]
pub struct ListPage {
    pub page: Page,
    pub card: Card,
}

#[derive(Template)]
#[template(path = "tokens/new.html")]
pub struct NewPage {
    pub page: Page,
    pub card: Card,
    pub form: Form,
    pub rights: Rights,
}

#[derive(Template)]
#[template(path = "tokens/confirm.html")]
pub struct ConfirmPage {
    pub page: Page,
    pub card: Card,
    pub token: Sight,
    pub act: Act,
    /// Why it was refused.
    pub refusal: Option<Words>,
}

impl NewPage {
    /// The collections that its user may do something with, and what.
    fn rows(&self) -> Vec<(Collection, Vec<Action>)> {
        let row = |on| (on, Action::ALL.into_iter().filter(|action| self.rights.may(*action, on)).collect::<Vec<_>>());
        Collection::ALL.into_iter().map(row).filter(|(_, actions)| !actions.is_empty()).collect()
    }

    fn ends(&self) -> Vec<(String, String)> {
        let days = |n: i64| (n.to_string(), Words::new("token-days").with("n", n).to(&self.page.reader).into_owned());
        let word = |value: &str, key| (value.to_owned(), i18n::text(self.page.reader.language, key, None).into_owned());
        DAYS.into_iter().map(days).chain([word("date", "token-ends-date"), word("never", "token-ends-never")]).collect()
    }

    /// Whether that answer to what it may do is the chosen one.
    fn is_chosen(&self, may: &str) -> bool {
        self.form.value("may") == may
    }
}

impl ConfirmPage {
    fn title(&self) -> Words {
        let key = match self.act {
            Act::Regenerate => "renew-token",
            Act::Revoke => "revoke-token",
            Act::Enable => "enable-token",
        };
        Words { key, args: Vec::new() }.with("token", &self.token.name)
    }

    fn text(&self) -> &'static str {
        match self.act {
            Act::Regenerate => "renew-token-text",
            Act::Revoke => "revoke-token-text",
            Act::Enable => "enable-token-text",
        }
    }

    fn verb(&self) -> (&'static str, &'static str) {
        match self.act {
            Act::Regenerate => ("regenerate", "renew"),
            Act::Revoke => ("revoke", "revoke"),
            Act::Enable => ("enable", "enable"),
        }
    }
}

fn at(page: Page, card: &Card) -> Page {
    page.at(if card.is_own { Nav::Account } else { Nav::Users })
}

async fn list(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let card = Card::read(&app.db, &actor, *id, app.now()).await?;
    let view = ListPage { page: at(page, &card), card };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn new(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let form = Form::of([("may", "read"), ("ends", "90")]);
    draw_new(&app, &actor, page, *id, form, StatusCode::OK).await
}

async fn draw_new(app: &App, actor: &Actor, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let card = Card::read(&app.db, actor, id, app.now()).await?;
    if !card.makes {
        card.holder.require_hand(actor)?;
        return Err(Error::Lack(Lack::of(Action::Create, Collection::Tokens)));
    }
    let rights = actor.rights_of(&app.db, id, app.now()).await?;
    let view = NewPage { page: at(page, &card), card, form, rights };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /users/{id}/tokens`: the one page that shows the secret.
async fn make(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, posted: Posted<TokenForm>) -> Result<HttpResponse> {
    let made = match posted.typed(|input| input.token(&page.reader)) {
        Ok(new) => actions::make(&app.db, &actor, *id, new, app.now()).await,
        Err(error) => Err(error),
    };
    let (problems, status) = match made {
        Ok(made) => return hand_over(&app, &actor, page, *id, made).await,
        Err(Error::Refused(words)) => (vec![("right", words)], StatusCode::CONFLICT),
        Err(Error::Invalid(problems)) => (problems, StatusCode::UNPROCESSABLE_ENTITY),
        Err(error) => return Err(error),
    };
    draw_new(&app, &actor, page, *id, posted.form.clone().wrong(problems), status).await
}

async fn hand_over(app: &App, actor: &Actor, page: Page, id: Uuid, made: actions::Made) -> Result<HttpResponse> {
    let mut card = Card::read(&app.db, actor, id, app.now()).await?;
    card.made = Some(made);
    let view = ListPage { page: at(page, &card), card };
    Ok(web::page(&view.page, &view, StatusCode::OK).secret())
}

async fn confirm(app: ThinData<App>, actor: Actor, page: Page, ids: Path<(Uuid, Uuid)>, asked: Query<ActForm>) -> Result<HttpResponse> {
    draw_confirm(&app, &actor, page, *ids, asked.act, None).await
}

async fn draw_confirm(app: &App, actor: &Actor, page: Page, ids: (Uuid, Uuid), act: Act, refusal: Option<Words>) -> Result<HttpResponse> {
    let card = Card::read(&app.db, actor, ids.0, app.now()).await?;
    let token = card.tokens.iter().find(|token| token.id == ids.1).cloned().ok_or(Error::NotFound)?;
    let status = if refusal.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let view = ConfirmPage { page: at(page, &card), card, token, act, refusal };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /users/{id}/tokens/{token}`
async fn act(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    ids: Path<(Uuid, Uuid)>,
    posted: Posted<ActForm>,
) -> Result<HttpResponse> {
    let ((user, id), act, now) = (*ids, posted.input().act, app.now());
    let done = match act {
        Act::Regenerate => match actions::regenerate(&app.db, &actor, user, id, now).await {
            Ok(made) => return hand_over(&app, &actor, page, user, made).await,
            Err(error) => Err(error),
        },
        Act::Revoke => {
            actions::revoke(&app.db, &actor, user, id, now).await.map(|name| Notice::ok("notice-token-revoked").with("token", name))
        }
        Act::Enable => {
            actions::enable(&app.db, &actor, user, id, now).await.map(|name| Notice::ok("notice-token-enabled").with("token", name))
        }
    };
    match done {
        Ok(notice) => {
            web::leave(&session, notice);
            Ok(go(&Card::read(&app.db, &actor, user, now).await?.home()))
        }
        Err(Error::Refused(words)) => draw_confirm(&app, &actor, page, *ids, act, Some(words)).await,
        Err(error) => Err(error),
    }
}
