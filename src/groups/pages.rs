//! The routes of groups, and the pages on which one is listed, seen, made, edited and deleted.

use std::borrow::Borrow;

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::forms::GroupForm;
use super::model::{Details, Group, is_privileged};
use super::{actions, members_page, store};
use crate::access::{self, Actor, Right, RoleName};
use crate::i18n::Words;
use crate::users::store::{Directory, Known, NameRow, Row};
use crate::users::{self, Filter, GroupFilter, NothingForm};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Problems, Result, filters, go};

/// Members on the page of a group; the directory has them all.
const FIRST_MEMBERS: u64 = 10;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/groups").route(get().to(list)))
        .service(resource("/groups/new").route(get().to(new)).route(post().to(create)))
        .service(resource("/groups/{id}").route(get().to(show)))
        .service(resource("/groups/{id}/edit").route(get().to(edit)).route(post().to(save)))
        .service(resource("/groups/{id}/members").route(get().to(members_page::show)).route(post().to(members_page::change)))
        .service(resource("/groups/{id}/delete").route(get().to(confirm_delete)).route(post().to(delete)));
}

#[derive(Template)]
#[template(path = "groups/list.html")]
pub struct ListPage {
    pub page: Page,
    /// Each with the roles it carries.
    pub groups: Vec<(Group, Vec<RoleName>)>,
    pub manages: bool,
}

#[derive(Template)]
#[template(path = "groups/group.html")]
pub struct GroupPage {
    pub page: Page,
    pub group: Group,
    pub roles: Vec<RoleName>,
    pub members: Vec<Row>,
    /// Of those who made and changed it.
    pub names: Vec<NameRow>,
    pub manages: bool,
}

#[derive(Template)]
#[template(path = "groups/form.html")]
pub struct FormPage {
    pub page: Page,
    pub form: Form,
    /// None yet for a new one.
    pub group: Option<Group>,
    /// The roles it could carry.
    pub roles: Vec<RoleName>,
    /// Who may well be the owner: addresses and names.
    pub owners: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "groups/delete.html")]
pub struct DeletePage {
    pub page: Page,
    pub group: Group,
    pub roles: Vec<RoleName>,
    pub form: Form,
}

impl GroupPage {
    fn name_of(&self, id: impl Borrow<Option<Uuid>>) -> Option<&NameRow> {
        self.names.iter().find(|name| Some(name.id) == *id.borrow())
    }

    fn is_privileged(&self) -> bool {
        is_privileged(&self.roles)
    }
}

async fn list(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Right::ReadGroups)?;
    let (roles, carried) = (access::roles(&app.db).await?, store::all_carried(&app.db).await?);
    let with_roles = |group: Group| {
        let is_carried = |role: &&RoleName| carried.contains(&(group.id, role.id));
        let roles = roles.iter().filter(is_carried).cloned().collect();
        (group, roles)
    };
    let groups = store::all(&app.db).await?.into_iter().map(with_roles).collect();
    let view = ListPage { page: page.at(Nav::Groups), groups, manages: actor.may(Right::ManageGroups) };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    actor.require(Right::ReadGroups)?;
    draw(&app, &actor, page, *id, StatusCode::OK).await
}

async fn find(app: &App, id: Uuid) -> Result<(Group, Vec<RoleName>)> {
    let group = store::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let carried = store::carried(&app.db, id).await?;
    Ok((group, access::roles(&app.db).await?.into_iter().filter(|role| carried.contains(&role.id)).collect()))
}

async fn first_members(app: &App, group: &Group) -> Result<Vec<Row>> {
    let filter = Filter { group: Some(GroupFilter::Is(group.id)), ..Filter::default() };
    let known = Known { others: group.members, members: Some(group.members) };
    Ok(Directory::open(&app.db, &filter, known, app.now()).await?.first(FIRST_MEMBERS).await?)
}

/// The page of a group.
pub(super) async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, status: StatusCode) -> Result<HttpResponse> {
    let (group, roles) = find(app, id).await?;
    let view = GroupPage {
        members: if actor.may(Right::ReadUsers) { first_members(app, &group).await? } else { Vec::new() },
        names: users::store::names(&app.db, [group.created_by, group.updated_by, None]).await?,
        manages: actor.may(Right::ManageGroups),
        page: page.at(Nav::Groups),
        group,
        roles,
    };
    Ok(web::page(&view.page, &view, status))
}

async fn new(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Right::ManageGroups)?;
    draw_form(&app, &actor, page, None, Form::default(), StatusCode::OK).await
}

async fn draw_form(app: &App, actor: &Actor, page: Page, group: Option<Group>, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let mut owners = Vec::new();
    if let Some(id) = actor.id() {
        owners.extend(users::store::one(&app.db, id).await?);
    }
    if let Some(group) = &group {
        owners.extend(first_members(app, group).await?.into_iter().filter(|member| !actor.is(member.id)));
    }
    let owners = owners.into_iter().map(|user| (user.email.clone(), user.name())).collect();
    let roles = access::roles(&app.db).await?.into_iter().filter(RoleName::can_be_given).collect();
    let view = FormPage { page: page.at(Nav::Groups), form, group, roles, owners };
    Ok(web::page(&view.page, &view, status))
}

async fn create(app: ThinData<App>, actor: Actor, page: Page, session: Session, posted: Posted<GroupForm>) -> Result<HttpResponse> {
    actor.require(Right::ManageGroups)?;
    let outcome = match posted.check().and_then(GroupForm::details) {
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
    actor.require(Right::ManageGroups)?;
    let (group, roles) = find(&app, *id).await?;
    let fields = [
        ("version", group.version.to_string()),
        ("name", group.name.clone()),
        ("description", group.description.clone()),
        ("owner", group.owner_email().to_owned()),
    ];
    let form = Form::of(fields.into_iter().chain(roles.iter().map(|role| ("role", role.id.to_string()))));
    draw_form(&app, &actor, page, Some(group), form, StatusCode::OK).await
}

async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<GroupForm>,
) -> Result<HttpResponse> {
    actor.require(Right::ManageGroups)?;
    let outcome = match posted.check().and_then(GroupForm::details) {
        Ok(details) => actions::edit(&app.db, &actor, *id, posted.input().version, &details, app.now()).await.map_err(|e| (e, details)),
        Err(error) => Err((error, Details::default())),
    };
    let Err((error, typed)) = outcome else {
        web::leave(&session, Notice::ok("notice-saved"));
        return Ok(go(&format!("/groups/{id}")));
    };
    let (group, roles) = find(&app, *id).await?;
    let (form, status) = match error {
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Error::Refused(words) if words.key == "refused-stale" => {
            let form = posted.form.clone().set("version", group.version.to_string());
            (form.with(differences(&app, &group, &roles, &typed, words).await?), StatusCode::CONFLICT)
        }
        Error::Refused(words) => (posted.form.clone().with(vec![("role", words)]), StatusCode::CONFLICT),
        error => (posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY),
    };
    draw_form(&app, &actor, page, Some(group), form, status).await
}

/// Each field whose stored value is another than the typed one, with the stored one.
async fn differences(app: &App, group: &Group, roles: &[RoleName], typed: &Details, words: Words) -> Result<Problems> {
    let all = access::roles(&app.db).await?;
    let names = |is_carried: &dyn Fn(&RoleName) -> bool| {
        all.iter().filter(|role| is_carried(role)).map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let owner = typed.owner.as_ref().map(|email| email.as_typed().to_owned()).unwrap_or_default();
    let fields = [
        ("name", "name", group.name.clone(), typed.name.clone()),
        ("description", "description", group.description.clone(), typed.description.clone()),
        ("owner", "owner", group.owner_email().to_owned(), owner),
        ("role", "roles", names(&|role| roles.contains(role)), names(&|role| typed.roles.contains(&role.id))),
    ];
    Ok(web::overtaken(words, fields))
}

async fn confirm_delete(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    actor.require(Right::ManageGroups)?;
    draw_delete(&app, page, *id, Form::default(), StatusCode::OK).await
}

async fn draw_delete(app: &App, page: Page, id: Uuid, form: Form, status: StatusCode) -> Result<HttpResponse> {
    let (group, roles) = find(app, id).await?;
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
    actor.require(Right::ManageGroups)?;
    match actions::delete(&app.db, &actor, *id, app.now()).await {
        Ok(group) => {
            web::leave(&session, Notice::ok("notice-group-deleted").with("group", &group.name).with("n", group.members));
            Ok(go("/groups"))
        }
        Err(Error::Refused(words)) => {
            let form = Form::default().with(vec![("confirm", words)]);
            draw_delete(&app, page, *id, form, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error),
    }
}
