//! `/invitations`: who was invited and has not come yet, with what stands in the way; many sent again or cancelled at once.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::forms::{ManyAct, ManyForm};
use super::listed::{Listed, SETTLED, Shown, Sight};
use super::pending::{self, Outcome};
use super::store;
use crate::access::{Actor, Scope};
use crate::clock::Moment;
use crate::i18n::Words;
use crate::mail::{self, Bell, Delivery, State};
use crate::rules::{Action, Collection};
use crate::users;
use crate::web::{self, App, Form, Nav, Notice, Page, Posted, Result, filters, go, next};

/// Invitations on one page, and how far the tabs count.
const PER_PAGE: u64 = 50;
const COUNTED: u64 = 10_000;
const LIST: &str = "/invitations";

pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/invitations").route(get().to(list)).route(post().to(change)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    #[serde(default)]
    show: Shown,
    after: Option<Uuid>,
}

/// The tone, icon and word of how far an invitation got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub tone: &'static str,
    pub icon: &'static str,
    pub word: &'static str,
}

pub struct RowView {
    pub invitation: Sight,
    /// Whom it is for, where the reader sees them.
    pub user: Option<users::store::Row>,
    pub role: Option<String>,
    /// What keeps the mail, or kept it.
    pub trouble: Option<Words>,
    pub mark: Mark,
}

impl RowView {
    /// Whether it is called by a name rather than by its address.
    fn has_name(&self) -> bool {
        self.user.as_ref().is_some_and(users::store::Row::has_name)
    }

    /// Of one that is over it is the record of the user that says who may see their address, and their role.
    fn shows(&self, field: &str) -> bool {
        self.invitation.shows(field) && (self.invitation.is_open() || self.user.as_ref().is_some_and(|user| user.shows(field)))
    }

    /// What to call it.
    fn name(&self) -> String {
        match &self.user {
            Some(user) => user.name(),
            None if self.shows("email") => self.invitation.email.clone(),
            None => web::short_key(self.invitation.user_id),
        }
    }
}

#[derive(Template)]
#[template(path = "invitations/list.html")]
pub struct ListPage {
    pub page: Page,
    pub form: Form,
    pub rows: Vec<RowView>,
    pub shown: Shown,
    pub counts: Vec<(Shown, Option<i64>)>,
    pub after: Option<Uuid>,
    pub next: Option<Uuid>,
    pub may_invite: bool,
    pub may_cancel: bool,
    /// Why nothing was done for some of the last that were ticked.
    pub left: Vec<(String, Words)>,
    pub ticked: Vec<Uuid>,
}

impl ListPage {
    /// The tabs: where each leads, its word, and how many there are where that is said.
    fn tabs(&self) -> Vec<(String, &'static str, Option<i64>, bool)> {
        let address = |shown: Shown| if shown == Shown::default() { LIST.to_owned() } else { format!("{LIST}?show={}", shown.name()) };
        self.counts.iter().map(|(shown, n)| (address(*shown), shown.word(), *n, *shown == self.shown)).collect()
    }

    /// Whether there is anything to do about the ones that are shown.
    fn has_acts(&self) -> bool {
        (self.may_invite || self.may_cancel) && !matches!(self.shown, Shown::Accepted | Shown::Cancelled) && !self.rows.is_empty()
    }

    fn is_ticked(&self, row: &RowView) -> bool {
        self.ticked.contains(&row.invitation.user_id)
    }
}

async fn list(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    draw(&app, &actor, page, &address, Outcome::nothing(), (Form::default(), StatusCode::OK)).await
}

async fn draw(
    app: &App,
    actor: &Actor,
    page: Page,
    address: &Address,
    outcome: Outcome,
    (form, status): (Form, StatusCode),
) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Invitations)?;
    let scope = actor.scope(Action::Read, Collection::Invitations);
    let now = *page.now();
    let mut rows = store::list::page(&app.db, &scope, address.show, address.after, PER_PAGE + 1, now).await?;
    let has_more = rows.len() as u64 > PER_PAGE;
    rows.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let view = ListPage {
        next: rows.last().filter(|_| has_more).map(|row| row.id),
        rows: views(app, actor, rows, &now).await?,
        shown: address.show,
        counts: counts(app, &scope, now).await?,
        after: address.after,
        may_invite: actor.may(Action::Create, Collection::Invitations) || actor.may(Action::Update, Collection::Invitations),
        may_cancel: actor.may(Action::Delete, Collection::Invitations),
        ticked: outcome.ids,
        left: outcome.left,
        form,
        page: page.at(Nav::Invitations),
    };
    Ok(web::page(&view.page, &view, status))
}

/// The tabs, with how many each of the open ones has.
async fn counts(app: &App, scope: &Scope, now: Moment) -> Result<Vec<(Shown, Option<i64>)>> {
    let mut counts = Vec::new();
    for shown in Shown::ALL {
        let is_counted = !matches!(shown, Shown::Accepted | Shown::Cancelled);
        let n = if is_counted { Some(store::list::count(&app.db, scope, shown, COUNTED, now).await?) } else { None };
        counts.push((shown, n));
    }
    Ok(counts)
}

async fn views(app: &App, actor: &Actor, rows: Vec<Listed>, now: &Moment) -> Result<Vec<RowView>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.user_id).collect();
    let deliveries = mail::deliveries(&app.db, &ids).await?;
    let people = users::store::these(&app.db, &actor.scope(Action::Read, Collection::Users), ids).await?;
    let view = |row: Listed| {
        let delivery = deliveries.iter().find(|delivery| delivery.user_id == row.user_id && delivery.created_at >= row.sent_at);
        let user = people.iter().find(|user| user.id == row.user_id).cloned();
        let invitation = Sight::of(actor, row).ok()?;
        let role = invitation.role_id.and_then(|role| actor.rights.catalogue.role(role)).map(|role| role.name.clone());
        let is_in_trouble = delivery.is_some_and(|delivery| !delivery.answer.is_empty() && delivery.state != State::Sent);
        let (words, mark) = judge(app, &invitation, delivery, now);
        Some(RowView { user, role, trouble: words.filter(|_| is_in_trouble), mark, invitation })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

/// What became of the mail, as far as the reader may know, and the mark of it all.
///
/// # Errors
/// When the database is away.
pub(super) async fn standing(app: &App, invitation: &Sight, now: &Moment) -> Result<(Option<Words>, Mark)> {
    let deliveries = mail::deliveries(&app.db, &[invitation.user_id]).await?;
    let delivery = deliveries.iter().find(|delivery| delivery.created_at >= invitation.sent_at);
    Ok(judge(app, invitation, delivery, now))
}

fn judge(app: &App, invitation: &Sight, delivery: Option<&Delivery>, now: &Moment) -> (Option<Words>, Mark) {
    // What the server said names the address.
    let delivery = delivery.filter(|_| invitation.shows("email") && invitation.shows("sent_at") && invitation.is_open());
    let mark = mark(invitation, delivery.is_some_and(Delivery::has_failed), now);
    (delivery.map(|delivery| delivery.words(app.config.mail_url.is_folder())), mark)
}

fn mark(invitation: &Sight, has_bounced: bool, now: &Moment) -> Mark {
    let (tone, icon, word) = if invitation.accepted_at.is_some() {
        ("ok", "check", "invitation-is-accepted")
    } else if invitation.cancelled_at.is_some() {
        ("", "x", "invitation-is-cancelled")
    } else if invitation.is_blurred {
        ("", "send", "invitation-is-over")
    } else if has_bounced {
        ("bad", "bounced", "mark-mail-failed")
    } else if invitation.shows("expires_at") && invitation.expires_at <= *now {
        ("bad", "expired", "mark-expired")
    } else if invitation.opened_at.is_some() {
        ("", "check", "invitation-is-opened")
    } else if invitation.shows("opened_at") && invitation.shows("sent_at") && invitation.sent_at <= *now - SETTLED {
        ("warn", "warn", "invitation-is-unopened")
    } else {
        ("", "invited", "status-invited")
    };
    Mark { tone, icon, word }
}

/// Sends the ticked ones again, or cancels them.
async fn change(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    mut page: Page,
    session: Session,
    posted: Posted<ManyForm>,
) -> Result<HttpResponse> {
    actor.require(Action::Read, Collection::Invitations)?;
    let input = posted.input();
    let address = Address { show: input.show, after: input.after };
    if input.id.is_empty() || input.id.len() as u64 > PER_PAGE {
        let form = Form::default().with(vec![("id", Words::new("error-choose-invitation"))]);
        return draw(&app, &actor, page, &address, Outcome::nothing(), (form, StatusCode::UNPROCESSABLE_ENTITY)).await;
    }
    let outcome = pending::do_many(&app, &actor, &input.id, input.act).await?;
    bell.ring();
    let key = match input.act {
        ManyAct::Send => "notice-invitations-sent",
        ManyAct::Cancel => "notice-invitations-cancelled",
        ManyAct::Reopen => "notice-invitations-reopened",
    };
    let notice = Notice::ok(key).with("n", outcome.done.len());
    let notice = if input.act == ManyAct::Cancel { with_undo(notice, &actor, &outcome.done, input.show) } else { notice };
    if outcome.left.is_empty() {
        web::leave(&session, notice);
        let after = input.after.map(|after| format!("&after={after}")).unwrap_or_default();
        let list = format!("{LIST}?show={}{after}", input.show.name());
        return Ok(go(&next::local_path(&input.back).unwrap_or(list)));
    }
    let is_any_done = !outcome.done.is_empty();
    page.notice = is_any_done.then_some(notice);
    let status = if is_any_done { StatusCode::OK } else { StatusCode::CONFLICT };
    draw(&app, &actor, page, &address, outcome, (Form::default(), status)).await
}

/// The way back for exactly those that were cancelled, for who may take it.
pub(super) fn with_undo(notice: Notice, actor: &Actor, ids: &[Uuid], show: Shown) -> Notice {
    if ids.is_empty() || !actor.may(Action::Read, Collection::Invitations) {
        return notice;
    }
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    let fields = [("act", "reopen"), ("show", show.name())].into_iter().chain(ids.iter().map(|id| ("id", id.as_str())));
    notice.undo(LIST, &fields.collect::<Vec<_>>())
}
