//! Saving the list as it stands under a name; changing and deleting what was saved.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use uuid::Uuid;

use super::address::LIST;
use super::columns::open;
use super::filtering::Asker;
use super::fold::name_key;
use super::list_forms::{BackQuery, ViewForm};
use super::state::State;
use crate::access::{self, Actor, RoleName};
use crate::i18n::{self, Words};
use crate::rules::{Action, Collection};
use crate::views::{self, Saved, Share, View};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, Swap, filters};

#[derive(Template)]
#[template(path = "users/view.html", blocks = ["dialog"])]
pub struct ViewPage {
    pub page: Page,
    pub form: Form,
    /// None yet for a new one.
    pub view: Option<View>,
    /// With whom it can be shared; nothing to choose for who may not share.
    pub shares: Vec<(String, String)>,
    pub may_delete: bool,
    pub is_swap: bool,
    /// The list it is about.
    pub back: String,
}

impl ViewPage {
    fn action(&self) -> String {
        self.view.as_ref().map_or_else(|| "/views/new".into(), |view| format!("/views/{}", view.id))
    }

    fn title(&self) -> &'static str {
        if self.view.is_some() { "edit-view" } else { "save-view" }
    }
}

/// `GET /views/new?back={list}`
pub async fn new(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, back: Query<BackQuery>) -> Result<HttpResponse> {
    open(&actor)?;
    let back = list(&actor, &page, &back.back).address();
    draw(&app, &actor, (page, swap), None, Form::default(), back, StatusCode::OK).await
}

/// `GET /views/{id}`
pub async fn show(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    swap: Swap,
    id: Path<Uuid>,
    back: Query<BackQuery>,
) -> Result<HttpResponse> {
    open(&actor)?;
    let view = views::find(&app.db, &actor, *id).await?;
    let form = Form::of([("name", view.name.clone()), ("share", view.share().name()), ("version", view.version.to_string())]);
    let back = if back.back.is_empty() { view.address() } else { list(&actor, &page, &back.back).address() };
    draw(&app, &actor, (page, swap), Some(view), form, back, StatusCode::OK).await
}

/// The list that an address says.
fn list(actor: &Actor, page: &Page, back: &str) -> State {
    State::of_path(back, &Asker::of(actor, page)).first_page()
}

async fn draw(
    app: &App,
    actor: &Actor,
    (page, swap): (Page, Swap),
    view: Option<View>,
    form: Form,
    back: String,
    status: StatusCode,
) -> Result<HttpResponse> {
    let action = if view.is_some() { Action::Update } else { Action::Create };
    let is_own = view.as_ref().is_none_or(|view| actor.is(view.user_id));
    let shares = if actor.may(action, Collection::Views) { shares(&page, actor, &access::roles(&app.db).await?) } else { Vec::new() };
    let may_delete = view.is_some() && (is_own || actor.may(Action::Delete, Collection::Views));
    let view = ViewPage { page: page.at(Nav::Users), form, view, shares, may_delete, is_swap: swap.0, back };
    Ok(if swap.0 { web::html(&view.page.reader, &view.as_dialog(), status) } else { web::page(&view.page, &view, status) })
}

fn shares(page: &Page, actor: &Actor, roles: &[RoleName]) -> Vec<(String, String)> {
    let word = |key| i18n::text(page.reader.language, key, None).into_owned();
    let with = |role: &RoleName| Words::new("view-shared-role").with("role", &role.name).to(&page.reader).into_owned();
    let held = |role: &&RoleName| actor.is_admin() || actor.rights.held().iter().any(|held| held.role.id == role.id);
    let roles = roles.iter().filter(|role| role.can_be_given()).filter(held).map(|role| (Share::Role(role.id).name(), with(role)));
    [(Share::Nobody, "view-shared-nobody"), (Share::Everyone, "view-shared-all")]
        .into_iter()
        .map(|(share, key)| (share.name(), word(key)))
        .chain(roles)
        .collect()
}

/// `POST /views/new`
pub async fn create(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    swap: Swap,
    posted: Posted<ViewForm>,
) -> Result<HttpResponse> {
    open(&actor)?;
    let list = list(&actor, &page, &posted.input().back);
    let saved = match saved(&posted, &list.saved_query()) {
        Ok(typed) => views::save(&app.db, &actor, &typed.as_saved(), app.now()).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(id) => {
            web::leave(&session, Notice::ok("notice-view-saved").with("name", posted.input().name.trim()));
            Ok(web::go_there(&State { view: Some(id), ..list }.address(), swap.0))
        }
        Err(error) => {
            let form = posted.rejected(error)?;
            draw(&app, &actor, (page, swap), None, form, list.address(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// `POST /views/{id}`: what it is called and with whom it is shared, the list as it stands now, or that it goes.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    swap: Swap,
    id: Path<Uuid>,
    posted: Posted<ViewForm>,
) -> Result<HttpResponse> {
    open(&actor)?;
    let (view, input) = (views::find(&app.db, &actor, *id).await?, posted.input());
    let list = list(&actor, &page, &input.back);
    if input.act == "delete" {
        let view = views::delete(&app.db, &actor, *id, app.now()).await?;
        let address = format!("{LIST}?{}", view.query);
        let undo = [("name", view.name.as_str()), ("share", &view.share().name()), ("back", &address)];
        web::leave(&session, Notice::ok("notice-view-deleted").with("name", view.name.as_str()).undo("/views/new", &undo));
        return Ok(web::go_there(LIST, swap.0));
    }
    let outcome = if input.act == "update" {
        let typed = Typed { name: view.name.clone(), query: list.saved_query(), share: view.share() };
        views::edit(&app.db, &actor, *id, view.version, &typed.as_saved(), app.now()).await
    } else {
        match saved(&posted, &view.query) {
            Ok(typed) => {
                // Who may not share has nothing to choose: it stays as it is.
                let share = if posted.input().share.is_none() { view.share() } else { typed.share };
                views::edit(&app.db, &actor, *id, input.version, &Typed { share, ..typed }.as_saved(), app.now()).await
            }
            Err(error) => Err(error),
        }
    };
    match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok("notice-saved"));
            let view = views::find(&app.db, &actor, *id).await?;
            Ok(web::go_there(&view.address(), swap.0))
        }
        Err(Error::Refused(words)) if words.key == "refused-stale" => {
            let form = posted.form.clone().set("version", view.version.to_string()).with(vec![("version", words)]);
            draw(&app, &actor, (page, swap), Some(view), form, list.address(), StatusCode::CONFLICT).await
        }
        Err(error) => {
            let form = posted.rejected(error)?;
            draw(&app, &actor, (page, swap), Some(view), form, list.address(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

struct Typed {
    name: String,
    query: String,
    share: Share,
}

impl Typed {
    fn as_saved(&self) -> Saved<'_> {
        Saved { name: &self.name, key: name_key(&self.name), query: &self.query, share: self.share }
    }
}

fn saved(posted: &Posted<ViewForm>, query: &str) -> Result<Typed> {
    let input = posted.check()?;
    let name = input.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name_key(&name).is_empty() {
        return Err(Error::Invalid(vec![("name", Words::new("error-view-nameless"))]));
    }
    let share = Share::from_name(input.share.as_deref().unwrap_or_default());
    let share = share.ok_or_else(|| Error::Invalid(vec![("share", Words::new("error-choose"))]))?;
    Ok(Typed { name, query: query.to_owned(), share })
}
