//! Who is in a group: taking many in at once, and taking them out.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::record::{Sight, require_members, seen};
use super::{membership, pages};
use crate::access::Actor;
use crate::users::{self, Act, Choice, ChosenForm, Filter, GroupFilter};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go, next};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "groups/members.html")]
pub struct MembersPage {
    pub page: Page,
    pub group: Sight,
    pub form: Form,
    /// Users who are not in it.
    pub choice: Choice,
}

/// `GET /groups/{id}/members`: users who may be added.
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    draw(&app, &actor, page, *id, (&address.q, &[]), Form::default(), StatusCode::OK).await
}

/// With what was searched for, and who is ticked.
async fn draw(
    app: &App,
    actor: &Actor,
    page: Page,
    id: Uuid,
    (q, ticked): (&str, &[Uuid]),
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    let group = seen(&app.db, actor, id).await?;
    require_members(actor, &group)?;
    let filter = Filter { group: Some(GroupFilter::Not(id)), ..Filter::default() };
    let choice = Choice::read(&app.db, actor, filter, q, ticked, app.now()).await?;
    let view = MembersPage { page: page.at(Nav::Groups), group, form, choice };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /groups/{id}/members`: takes the ticked users in or out, or searches for more of them.
pub async fn change(
    app: ThinData<App>,
    actor: Actor,
    mut page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<ChosenForm>,
) -> Result<HttpResponse> {
    require_members(&actor, &seen(&app.db, &actor, *id).await?)?;
    let input = posted.check()?;
    let outcome = match (input.chosen(), input.act) {
        (Ok(ticked), Act::Search) => {
            return draw(&app, &actor, page, *id, (&input.q, ticked), posted.form.clone(), StatusCode::OK).await;
        }
        (Ok(ids), Act::Add) => membership::add_members(&app.db, &actor, *id, ids, app.now()).await,
        (Ok(ids), Act::Remove) => membership::remove_members(&app.db, &actor, *id, ids, app.now()).await,
        (Err(error), _) => Err(error),
    };
    let (words, status) = match outcome {
        Ok((group, changed)) => {
            web::leave(&session, notice(&group, input.act, &changed));
            return Ok(go(&next::local_path(&input.back).unwrap_or_else(|| format!("/groups/{id}"))));
        }
        Err(Error::Refused(words)) => (words, StatusCode::CONFLICT),
        Err(Error::Invalid(problems)) => match problems.into_iter().next() {
            Some((_, words)) => (words, StatusCode::UNPROCESSABLE_ENTITY),
            None => return Err(Error::Malformed("members")),
        },
        Err(error) => return Err(error),
    };
    if input.act == Act::Remove {
        page.notice = Some(Notice::bad(&words, &page.reader));
        return pages::draw(&app, &actor, page, *id, status).await;
    }
    let form = Form::default().with(vec![("id", words)]);
    draw(&app, &actor, page, *id, (&input.q, &input.id), form, status).await
}

/// What happened, and the way back for exactly those it happened to.
fn notice(group: &Sight, act: Act, changed: &[users::Sight]) -> Notice {
    let (one, many, back) = match act {
        Act::Remove => ("notice-member-removed", "notice-members-removed", "add"),
        Act::Add | Act::Search => ("notice-member-added", "notice-members-added", "remove"),
    };
    let notice = match changed {
        [user] => Notice::ok(one).with("name", user.name()),
        users => Notice::ok(many).with("n", users.len()),
    };
    let notice = notice.with("group", &group.name);
    if changed.is_empty() {
        return notice;
    }
    let ids: Vec<String> = changed.iter().map(|user| user.id.to_string()).collect();
    let fields: Vec<(&str, &str)> = std::iter::once(("act", back)).chain(ids.iter().map(|id| ("id", id.as_str()))).collect();
    notice.undo(format!("/groups/{}/members", group.id), &fields)
}
