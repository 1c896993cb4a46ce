//! The routes of groups, and the pages on which one is seen, made, edited and deleted.

use std::borrow::Borrow;

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::forms::GroupForm;
use super::model::Typed;
use super::record::{Sight, joinable, require_members, seen};
use super::{actions, list_page, members_page, of_user_page, store};
use crate::access::{self, Actor, RoleName};
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::store::{Directory, Row};
use crate::users::{self, Counts, Filter, GroupFilter, NothingForm};
use crate::web::{self, App, Error, Form, Lack, Nav, Notice, Page, Posted, Problems, Result, filters, go};

/// Members on the page of a group; the directory has them all.
const FIRST_MEMBERS: u64 = 10;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/groups").route(get().to(list_page::show)))
        .service(resource("/groups/new").route(get().to(new)).route(post().to(create)))
        .service(resource("/groups/{id}").route(get().to(show)))
        .service(resource("/groups/{id}/edit").route(get().to(edit)).route(post().to(save)))
        .service(resource("/groups/{id}/members").route(get().to(members_page::show)).route(post().to(members_page::change)))
        .service(resource("/users/{id}/groups").route(get().to(of_user_page::show)).route(post().to(of_user_page::save)))
        .service(resource("/groups/{id}/delete").route(get().to(confirm_delete)).route(post().to(delete)));
}

#[derive(Template)]
#[template(path = "groups/group.html")]
#[expect(clippy::struct_excessive_bools, reason = "what a page shows, each by itself")]
pub struct GroupPage {
    pub page: Page,
    pub group: Sight,
    pub roles: Vec<RoleName>,
    pub members: Vec<Row>,
    /// What stands in place of members where none is shown.
    pub without_members: &'static str,
    /// Of its owner, and of those who made and changed it.
    pub names: Vec<Row>,
    /// Whether the reader sees who is in it.
    pub shows_members: bool,
    pub moves_members: bool,
    /// New people can be invited into it.
    pub invites: bool,
    pub ends_sessions: bool,
}

#[derive(Template)]
#[template(path = "groups/form.html")]
pub struct FormPage {
    pub page: Page,
    pub form: Form,
    /// None yet for a new one.
    pub group: Option<Sight>,
    /// The roles it could carry, each with whether that is the reader's to decide.
    pub roles: Vec<(RoleName, bool)>,
    /// Who may well be the owner: addresses and names.
    pub owners: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "groups/delete.html")]
pub struct DeletePage {
    pub page: Page,
    pub group: Sight,
    pub roles: Vec<RoleName>,
    pub form: Form,
}

impl GroupPage {
    fn name_of(&self, id: impl Borrow<Option<Uuid>>) -> Option<&Row> {
        self.names.iter().find(|name| Some(name.id) == *id.borrow())
    }
}

impl FormPage {
    /// Whether the form has that field.
    fn has(&self, field: &str) -> bool {
        self.group.as_ref().is_none_or(|group| group.offers(field))
    }
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    draw(&app, &actor, page, *id, StatusCode::OK).await
}

/// The group as the reader sees it, with the roles it carries.
async fn find(app: &App, actor: &Actor, id: Uuid) -> Result<(Sight, Vec<RoleName>)> {
    let group = seen(&app.db, actor, id).await?;
    let roles = access::roles(&app.db).await?.into_iter().filter(|role| group.roles.contains(&role.id)).collect();
    Ok((group, roles))
}

/// Whom the reader sees of its members.
async fn first_members(app: &App, actor: &Actor, group: &Sight) -> Result<Vec<Row>> {
    let scope = actor.scope(Action::Read, Collection::Users);
    if !(group.shows("members") && scope.fields().has("groups")) {
        return Ok(Vec::new());
    }
    let filter = Filter { group: Some(GroupFilter::Is(group.id)), ..Filter::default() };
    let known = Counts::read(&app.db, actor).await?.matching(&filter);
    Ok(Directory::open(&app.db, &filter, &scope, known, app.now()).await?.first(FIRST_MEMBERS).await?)
}

/// The page of a group.
pub(super) async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, status: StatusCode) -> Result<HttpResponse> {
    let (group, roles) = find(app, actor, id).await?;
    let scope = actor.scope(Action::Read, Collection::Users);
    let has_anybody = store::has_anybody(&app.db, id).await?;
    let people = [group.owner_id, group.created_by, group.updated_by].into_iter().flatten();
    let view = GroupPage {
        members: first_members(app, actor, &group).await?,
        without_members: match group.size() {
            Some(0) if has_anybody => "group-archived-members",
            Some(0) => "group-without-members",
            _ => "group-hidden-members",
        },
        names: users::store::these(&app.db, &scope, people).await?,
        shows_members: group.shows("members") && scope.fields().has("groups"),
        moves_members: require_members(actor, &group).is_ok(),
        invites: actor.may(Action::Create, Collection::Invitations)
            && joinable(&app.db, actor).await?.iter().any(|known| known.id == group.id),
        ends_sessions: actor.may(Action::Delete, Collection::Sessions),
        page: page.at(Nav::Groups),
        group,
        roles,
    };
    Ok(web::page(&view.page, &view, status))
}

async fn new(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Groups)?;
    draw_form(&app, &actor, page, None, Form::default(), StatusCode::OK).await
}

async fn draw_form(app: &App, actor: &Actor, page: Page, group: Option<Sight>, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let scope = actor.scope(Action::Read, Collection::Users);
    let mut owners = users::store::these(&app.db, &scope, actor.id()).await?;
    if let Some(group) = &group {
        owners.extend(first_members(app, actor, group).await?.into_iter().filter(|member| !actor.is(member.id)));
    }
    let owners = owners.into_iter().filter(|user| user.shows("email")).map(|user| (user.email.clone(), user.name())).collect();
    let carries = |role: &RoleName| group.as_ref().is_some_and(|group| group.roles.contains(&role.id));
    let roles = access::roles(&app.db).await?.into_iter().filter(RoleName::can_be_given);
    let roles = roles.map(|role| (actor.gives(role.id), role)).filter(|(gives, role)| *gives || carries(role));
    let roles = roles.map(|(gives, role)| (role, gives)).collect();
    let view = FormPage { page: page.at(Nav::Groups), form, group, roles, owners };
    Ok(web::page(&view.page, &view, status))
}

async fn create(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<GroupForm>) -> Result<HttpResponse> {
    actor.require(Action::Create, Collection::Groups)?;
    let outcome = match actions::with_owner(&app.db, &actor, posted.typed(GroupForm::details), posted.input().owner(), None).await {
        Ok(details) => actions::create(&app.db, &actor, &details, app.now()).await.map(|id| (id, details.name)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok((id, name)) => {
            web::leave(&session, Notice::ok("notice-group-created").with("group", name));
            Ok(go(&format!("/groups/{id}")))
        }
        Err(error) => draw_form(&app, &actor, page, None, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn edit(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let (group, roles) = editable(&app, &actor, *id).await?;
    let fields = [
        ("version", group.version.to_string()),
        ("name", group.name.clone()),
        ("description", group.description.clone()),
        ("owner", group.owner_email().to_owned()),
    ];
    let form = Form::of(fields.into_iter().chain(roles.iter().map(|role| ("role", role.id.to_string()))));
    draw_form(&app, &actor, page, Some(group), form, StatusCode::OK).await
}

/// A group of which there is something in the form that the reader may change.
async fn editable(app: &App, actor: &Actor, id: Uuid) -> Result<(Sight, Vec<RoleName>)> {
    let (group, roles) = find(app, actor, id).await?;
    if group.is_editable() { Ok((group, roles)) } else { Err(Error::Lack(Lack::of(Action::Update, Collection::Groups))) }
}

async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<GroupForm>,
) -> Result<HttpResponse> {
    let (group, _) = editable(&app, &actor, *id).await?;
    let outcome = match actions::with_owner(&app.db, &actor, posted.typed(GroupForm::typed), posted.input().owner(), group.owner_id).await {
        Ok(typed) => actions::edit(&app.db, &actor, *id, posted.input().version, &typed, app.now()).await.map_err(|e| (e, typed)),
        Err(error) => Err((error, Typed::default())),
    };
    let Err((error, typed)) = outcome else {
        web::leave(&session, Notice::ok("notice-saved"));
        return Ok(go(&format!("/groups/{id}")));
    };
    let (group, roles) = find(&app, &actor, *id).await?;
    let (form, status) = match error {
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Error::Refused(words) if words.key == "refused-stale" => {
            let last = (group.updated_by, group.updated_at);
            let words = users::quicker(&app.db, &actor, &|_| group.shows("updated_at"), last, words).await?;
            let form = posted.form.clone().set("version", group.version.to_string());
            (form.with(differences(&app, &group, &roles, &typed, words).await?), StatusCode::CONFLICT)
        }
        Error::Refused(words) => (posted.form.clone().with(vec![("role", words)]), StatusCode::CONFLICT),
        error => (posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    };
    draw_form(&app, &actor, page, Some(group), form, status).await
}

/// Each field whose stored value is another than the typed one, with the stored one.
async fn differences(app: &App, group: &Sight, roles: &[RoleName], typed: &Typed, words: Words) -> Result<Problems> {
    let all = access::roles(&app.db).await?;
    let names = |is_carried: &dyn Fn(&RoleName) -> bool| {
        all.iter().filter(|role| is_carried(role)).map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let or = |typed: &Option<String>, stored: &str| typed.clone().unwrap_or_else(|| stored.to_owned());
    let carried = typed.roles.as_ref().unwrap_or(&group.roles);
    let fields = [
        ("name", "name", group.name.clone(), or(&typed.name, &group.name)),
        ("description", "description", group.description.clone(), or(&typed.description, &group.description)),
        ("owner", "owner", group.owner_email().to_owned(), or(&typed.owner, group.owner_email())),
        ("role", "roles", names(&|role| roles.contains(role)), names(&|role| carried.contains(&role.id))),
    ];
    Ok(web::overtaken(words, fields))
}

async fn confirm_delete(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    deletable(&app, &actor, *id).await?;
    draw_delete(&app, &actor, page, *id, Form::default(), StatusCode::OK).await
}

/// A group that the reader may delete.
async fn deletable(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    if seen(&app.db, actor, id).await?.deletes { Ok(()) } else { Err(Error::Lack(Lack::of(Action::Delete, Collection::Groups))) }
}

async fn draw_delete(app: &App, actor: &Actor, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let (group, roles) = find(app, actor, id).await?;
    let view = DeletePage { page: page.at(Nav::Groups), group, roles, form };
    Ok(web::page(&view.page, &view, status))
}

async fn delete(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    _: Posted<NothingForm>,
) -> Result<HttpResponse> {
    deletable(&app, &actor, *id).await?;
    match actions::delete(&app.db, &actor, *id, app.now()).await {
        Ok(group) => {
            web::leave(&session, Notice::ok("notice-group-deleted").with("group", &group.name).with("n", group.size().unwrap_or_default()));
            Ok(go("/groups"))
        }
        Err(Error::Refused(words)) => {
            let form = Form::default().with(vec![("confirm", words)]);
            draw_delete(&app, &actor, page, *id, form, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error),
    }
}
