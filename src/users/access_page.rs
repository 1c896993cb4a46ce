//! The page of what somebody may do, and where they have it from: at `/users/{id}/access`, for oneself at `/account/access`.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::Status;
use super::acts::Acts;
use super::effective::{self, Through, networks};
use super::record::{Sight, WAYS};
use super::rule_names::RuleNames;
use super::store::{self, GivenRow, GrantRow, Row};
use super::ways;
use crate::access::{Actor, Held, Rights, RoleRights, SeenRoles, Source};
use crate::i18n::Words;
use crate::rules::{self, Action, Collection, Rule};
use crate::web::{self, App, Error, Lack, Nav, Page, Result, filters, go};

#[derive(Template)]
#[template(path = "users/access.html")]
#[expect(clippy::struct_excessive_bools, reason = "what the reader sees and may do, one by one")]
pub struct AccessPage {
    pub page: Page,
    pub user: Sight,
    pub acts: Acts,
    pub is_own: bool,
    /// Whether every way to a role is open to the reader.
    pub sees_all: bool,
    /// The ways that are.
    pub rights: Rights,
    /// What the reader sees of roles.
    pub roles: SeenRoles,
    /// Who gave their own role.
    pub given: Option<GivenRow>,
    pub grants: Vec<GrantRow>,
    /// Of those who granted.
    pub names: Vec<Row>,
    pub parts: Vec<Part>,
    /// The only way that is asked for.
    pub from: String,
    /// Who moved them to their status.
    pub by: String,
    pub may_change_role: bool,
    pub may_grant: bool,
    pub opens_groups: bool,
}

/// The rights on one collection.
pub struct Part {
    pub collection: Collection,
    pub rows: Vec<RightView>,
}

/// A right as it is read.
pub struct RightView {
    pub actions: String,
    pub which: String,
    pub fields: String,
    /// The others, and how many.
    pub more: (String, i64),
    pub from: Vec<(Source, Arc<str>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Only what comes by this way.
    #[serde(default)]
    from: String,
}

impl AccessPage {
    fn own(&self) -> Option<&Held> {
        self.rights.held().iter().find(|held| held.source == Source::Own)
    }

    fn public(&self) -> Option<&Held> {
        self.rights.held().iter().find(|held| held.source == Source::Public).filter(|_| self.sees_all)
    }

    fn groups(&self) -> Vec<Through<'_>> {
        effective::groups(&self.held().collect::<Vec<_>>())
    }

    /// The roles whose ways are open to the reader.
    fn held(&self) -> impl Iterator<Item = &Held> {
        self.rights.held().iter().filter(|held| self.is_own || self.shows(&held.source))
    }

    fn shows(&self, source: &Source) -> bool {
        match source {
            Source::Own => self.user.shows("role"),
            Source::Group { .. } => self.user.shows("groups"),
            Source::Grant { .. } => self.user.shows("grants"),
            Source::Public => self.sees_all,
        }
    }

    /// Whether this field of a role is for the reader: one's own rights always are.
    fn opens(&self, role: &RoleRights, field: &str) -> bool {
        self.is_own || self.roles.shows(role.id, field)
    }

    /// Whether anything is left out.
    fn hides(&self) -> bool {
        let is_open = |held: &Held| ["permissions", "ip_allow"].iter().all(|field| self.opens(&held.role, field));
        !self.sees_all || !self.held().all(is_open)
    }

    /// The roles by the way that is asked for, or by all, of which the reader sees what they open.
    fn chosen(&self) -> Vec<&Held> {
        let is_asked = |held: &&Held| self.from.is_empty() || ways::key(&held.source) == self.from;
        self.held().filter(is_asked).filter(|held| self.opens(&held.role, "permissions")).collect()
    }

    fn is_admin(&self) -> bool {
        self.chosen().iter().any(|held| held.role.admin_access)
    }

    fn has_from(&self, from: &str) -> bool {
        self.from == from
    }

    /// The ways to choose from: how addresses spell each, and what it is called.
    fn ways(&self) -> Vec<(String, String)> {
        let mut ways: Vec<(String, String)> =
            self.held().map(|held| (ways::key(&held.source), ways::choice(&held.source, &held.role.name, &self.page.reader))).collect();
        ways.dedup();
        ways
    }

    fn way(&self, source: &Source, role: &str) -> String {
        ways::words(source, role, &self.page.reader)
    }

    fn icon(source: &Source) -> &'static str {
        ways::icon(source)
    }

    /// Where a way leads, for those who may go there.
    fn link(&self, source: &Source, role: &str) -> Option<String> {
        match source {
            Source::Group { id, .. } => self.opens_groups.then(|| format!("/groups/{id}")),
            _ if !self.page.opens(Nav::Roles) => None,
            _ => {
                let held = self.rights.held().iter().find(|held| held.source == *source && *held.role.name == *role);
                held.map(|held| format!("/roles/{}", held.role.id))
            }
        }
    }

    /// "Own role, given by Ada Abara on 12 Jan 2024."
    fn own_role(&self) -> Words {
        let reader = &self.page.reader;
        match &self.given {
            None => Words::new("own-role"),
            Some(given) if given.actor_kind == "cli" => {
                let by = Words::new("command-line").to(reader);
                Words::new("own-role-given").with("name", by).with("date", reader.date(&given.at))
            }
            Some(given) => Words::new("own-role-given").with("name", &given.actor_name).with("date", reader.date(&given.at)),
        }
    }

    /// Who granted it, "" when it is not known.
    fn granted_by(&self, grant: &GrantRow) -> String {
        self.names.iter().find(|name| Some(name.id) == grant.created_by).map_or_else(String::new, Row::name)
    }

    fn granted(&self, grant: &GrantRow) -> Words {
        let by = self.granted_by(grant);
        match (grant.expires_at, by.is_empty()) {
            (Some(until), false) => Words::new("granted-until-by").with("date", self.page.reader.date(&until)).with("name", by),
            (Some(until), true) => Words::new("granted-until").with("date", self.page.reader.date(&until)),
            (None, false) => Words::new("granted-by").with("name", by),
            (None, true) => Words::new("granted"),
        }
    }

    fn networks(&self, role: &RoleRights) -> Option<String> {
        networks(role).filter(|_| self.opens(role, "ip_allow"))
    }

    fn networks_of(&self, grant: &GrantRow) -> Option<String> {
        self.rights.catalogue.role(grant.role_id).and_then(|role| self.networks(role))
    }

    /// The collections without any right, where all ways are looked at.
    fn without(&self) -> Option<String> {
        let none = Collection::ALL.into_iter().filter(|on| self.parts.iter().all(|part| part.collection != *on));
        let names: Vec<String> = none.map(|on| Words::new(on.word()).to(&self.page.reader).into_owned()).collect();
        (!self.hides() && self.from.is_empty() && !names.is_empty()).then(|| names.join(", "))
    }
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/access"));
    }
    draw(&app, &actor, page, *id, &address.from).await
}

pub async fn show_own(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    draw(&app, &actor, page, id, &address.from).await
}

/// Whether the reader sees anything of where somebody's rights come from.
pub(super) fn is_open(user: &Sight) -> bool {
    WAYS.iter().any(|way| user.shows(way))
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, from: &str) -> Result<HttpResponse> {
    let (user, is_own, now) = (super::seen(&app.db, actor, id).await?, actor.is(id), app.now());
    if !is_own && !is_open(&user) {
        return Err(Error::Lack(Lack::of(Action::Read, Collection::Users).field("role")));
    }
    let rights = actor.rights_of(&app.db, id, now).await?;
    let scope = actor.scope(Action::Read, Collection::Users);
    let is_other = !is_own && actor.require_to_manage(&rights).is_ok();
    let grants = if is_own || user.shows("grants") { store::grants(&app.db, id, now).await? } else { Vec::new() };
    let given = store::role_given(&app.db, &actor.scope(Action::Read, Collection::Audit), id).await?;
    let people = grants.iter().filter_map(|grant| grant.created_by).chain(user.status_by);
    let mut view = AccessPage {
        sees_all: is_own || WAYS.iter().all(|way| user.shows(way)),
        given: given.filter(|given| user.role_name.as_deref() == given.changes["role"]["to"].as_str() && !given.actor_name.is_empty()),
        names: store::these(&app.db, &scope, people).await?,
        may_change_role: is_other && user.changes("role"),
        may_grant: is_other && user.changes("grants"),
        opens_groups: actor.rights.may_beyond_own(Action::Read, Collection::Groups),
        parts: Vec::new(),
        from: String::new(),
        by: String::new(),
        page: page.at(if is_own { Nav::Account } else { Nav::Users }),
        roles: SeenRoles::read(&app.db, actor).await?,
        acts: Acts::of(actor, &user),
        user,
        is_own,
        rights,
        grants,
    };
    view.by = view.names.iter().find(|name| Some(name.id) == view.user.status_by).map_or_else(String::new, Row::name);
    if view.held().any(|held| ways::key(&held.source) == from) {
        from.clone_into(&mut view.from);
    }
    view.parts = parts(app, actor, &view).await?;
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn parts(app: &App, actor: &Actor, view: &AccessPage) -> Result<Vec<Part>> {
    let chosen = view.chosen();
    let rights: Vec<_> = Collection::ALL.into_iter().map(|on| (on, effective::rights(actor.schema(), &chosen, on))).collect();
    let rules = || rights.iter().flat_map(|(_, rights)| rights).map(|right| &right.rule);
    let is_held = |role: &RoleRights| view.held().any(|held| held.role.id == role.id);
    let named = |role: &&Arc<RoleRights>| view.roles.shows(role.id, "name") || is_held(role);
    let role = |id: Uuid| view.rights.catalogue.role(id).filter(named).map(|role| (id, role.name.clone()));
    let roles = rules().flat_map(Rule::ids).filter_map(role).collect();
    let names = RuleNames::read(&app.db, actor, roles, rules()).await?;
    let own = |id: Uuid| view.groups().into_iter().find(|group| group.id == id).map(|group| group.name.to_owned());
    let name_of = |id: Uuid| names.name_of(id).or_else(|| own(id));
    let reader = &view.page.reader;
    let part = |(collection, rights): (Collection, Vec<effective::Right>)| Part {
        collection,
        rows: rights
            .into_iter()
            .map(|right| {
                let actions: Vec<String> = right.actions.iter().map(|action| Words::new(action.word()).to(reader).into_owned()).collect();
                // A record goes as a whole: its fields are nothing to choose.
                let (fields, more) = match right.actions[..] {
                    [Action::Delete] => ("–".to_owned(), (String::new(), 0)),
                    _ => effective::named(actor.schema(), collection, right.fields, reader),
                };
                RightView {
                    actions: actions.join(", "),
                    which: rules::describe(&right.rule, reader, &name_of),
                    fields,
                    more,
                    from: right.from,
                }
            })
            .collect(),
    };
    Ok(rights.into_iter().filter(|(_, rights)| !rights.is_empty()).map(part).collect())
}
