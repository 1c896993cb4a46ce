//! The list of groups.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ThinData;
use askama::Template;

use super::record::{Sight, Whole};
use crate::access::{self, Actor, RoleName};
use crate::rules::{Action, Collection};
use crate::users;
use crate::users::store::Row;
use crate::web::{self, App, Nav, Page, Result, filters};

#[derive(Template)]
#[template(path = "groups/list.html")]
pub struct ListPage {
    pub page: Page,
    /// Each with the roles it carries.
    pub groups: Vec<(Sight, Vec<RoleName>)>,
    pub may_create: bool,
    /// Of their owners.
    pub names: Vec<Row>,
}

impl ListPage {
    fn owner_of(&self, group: &Sight) -> Option<&Row> {
        self.names.iter().find(|name| Some(name.id) == group.owner_id)
    }
}

/// `GET /groups`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Groups)?;
    let roles = access::roles(&app.db).await?;
    let mut groups = Vec::new();
    for group in Whole::all(&app.db, &actor).await? {
        if let Ok(group) = Sight::of(&actor, group) {
            let roles = roles.iter().filter(|role| group.roles.contains(&role.id)).cloned().collect();
            groups.push((group, roles));
        }
    }
    let owners = groups.iter().filter_map(|(group, _)| group.owner_id);
    let names = users::store::these(&app.db, &actor.scope(Action::Read, Collection::Users), owners).await?;
    let view = ListPage { page: page.at(Nav::Groups), groups, names, may_create: actor.may(Action::Create, Collection::Groups) };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}
