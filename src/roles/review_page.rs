//! What a change of permissions would do, shown before it is done.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ThinData};
use askama::Template;
use uuid::Uuid;

use super::permission::{Change, Entry, Step};
use super::permission_forms::{ApplyForm, change_of};
use super::permission_pages::editable;
use super::record::{Sight, seen};
use super::wording::{Shown, Wording};
use super::{permission_actions, store};
use crate::access::Actor;
use crate::clock::Moment;
use crate::i18n::Words;
use crate::rules::{Action, Collection};
use crate::users::{self, store::Row};
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, filters, go, next};

/// One line of the review.
pub struct Line {
    pub before: Option<Shown>,
    pub after: Option<Shown>,
}

#[derive(Template)]
#[template(path = "roles/review.html")]
pub struct ReviewPage {
    pub page: Page,
    pub role: Sight,
    /// The one that the change was made from.
    pub version: i64,
    pub form: Form,
    pub lines: Vec<Line>,
    /// Users who have the role by any way.
    pub affected: i64,
    pub change: String,
    pub from: String,
    pub undo: String,
    /// Someone else was quicker.
    pub stale: Option<Stale>,
}

/// What someone else did in the meantime.
pub struct Stale {
    /// Who, and when, as far as the reader sees it.
    pub by: Option<Row>,
    pub at: Option<Moment>,
    /// What is stored now where the change is about to be made.
    pub now: Vec<Shown>,
}

impl Line {
    /// Either of the two says which right this is about.
    fn any(&self) -> Option<&Shown> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl ReviewPage {
    fn count(&self, is_of_kind: impl Fn(&Line) -> bool) -> i64 {
        i64::try_from(self.lines.iter().filter(|line| is_of_kind(line)).count()).unwrap_or(i64::MAX)
    }

    /// "+2 rights", "1 right changed": of each kind that there is.
    fn counts(&self) -> Vec<Words> {
        let added = self.count(|line| line.before.is_none());
        let removed = self.count(|line| line.after.is_none());
        let changed = self.count(|line| line.before.is_some() && line.after.is_some());
        let all = [
            (added, Words::new("review-n-added").with("n", added)),
            (removed, Words::new("review-n-removed").with("n", removed)),
            (changed, Words::new("review-n-changed").with("n", changed)),
        ];
        all.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect()
    }

    /// Where the way back leads.
    fn back(&self) -> String {
        let tail = if self.from.is_empty() { String::new() } else { format!("/{}", self.from) };
        format!("/roles/{}/permissions{tail}", self.role.id)
    }
}

/// A change to look at before it is made.
pub struct Proposal<'a> {
    pub change: &'a Change,
    /// Of the role, as it was made from.
    pub version: i64,
    pub from: &'a str,
    pub undo: &'a str,
}

/// The review of a change, against the permissions as they are now.
///
/// # Errors
/// When the database is away.
pub async fn draw(
    app: &App,
    actor: &Actor,
    page: Page,
    role: Sight,
    proposal: Proposal<'_>,
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    let current = store::permissions(&app.db, role.id).await?;
    let steps = proposal.change.steps(&current);
    let of_steps = || steps.iter().flat_map(|step| [&step.before, &step.after]).flatten();
    let wording = Wording::of(app, actor, &page, of_steps().chain(&current)).await?;
    let shown = |entry: &Option<Entry>| entry.as_ref().map(|entry| wording.shown(entry));
    let lines = steps.iter().map(|Step { before, after }| Line { before: shown(before), after: shown(after) });
    let is_stale = form.error("changes").is_some_and(|words| words.key == "refused-permissions-stale");
    let stale = if is_stale {
        let places: Vec<_> = of_steps().filter_map(Entry::place).collect();
        let now = current.iter().filter(|entry| entry.place().is_some_and(|place| places.contains(&place)));
        Some(Stale {
            by: users::store::these(&app.db, &actor.scope(Action::Read, Collection::Users), role.updated_by).await?.pop(),
            at: role.shows("updated_at").then_some(role.updated_at),
            now: now.map(|entry| wording.shown(entry)).collect(),
        })
    } else {
        None
    };
    let view = ReviewPage {
        stale,
        lines: lines.collect(),
        affected: store::effective_holders(&app.db, role.id, app.now()).await?,
        change: serde_json::to_string(proposal.change).map_err(|error| Error::Internal(error.to_string()))?,
        from: proposal.from.to_owned(),
        undo: proposal.undo.to_owned(),
        version: proposal.version,
        page: page.at(Nav::Roles),
        role,
        form,
    };
    Ok(web::page(&view.page, &view, status))
}

/// `POST /roles/{id}/permissions/apply`: what the review showed, or taking it back.
pub async fn apply(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<ApplyForm>,
) -> Result<HttpResponse> {
    editable(&app, &actor, *id).await?;
    let input = posted.check()?;
    // Only undoing and applying come here; a place to go back to is one of ours.
    let from = if input.from == "new" || Uuid::try_parse(&input.from).is_ok() { input.from.as_str() } else { "" };
    let change = change_of(actor.schema(), &input.change)?;
    match permission_actions::apply(&app.db, &actor, *id, input.version, &change, app.now()).await {
        Ok(steps) => {
            let role = seen(&app.db, &actor, *id).await?;
            web::leave(&session, notice(&role, &steps, input.undo == "on")?);
            Ok(go(&next::local_path(&input.back).unwrap_or_else(|| format!("/roles/{id}/permissions"))))
        }
        Err(Error::Refused(words)) => {
            let role = seen(&app.db, &actor, *id).await?;
            let form = Form::default().with(vec![("changes", words)]);
            let proposal = Proposal { change: &change, version: role.version, from, undo: &input.undo };
            draw(&app, &actor, page, role, proposal, form, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error),
    }
}

fn notice(role: &Sight, steps: &[Step], is_undo: bool) -> Result<Notice> {
    if steps.is_empty() {
        return Ok(Notice::ok("notice-permissions-same").with("role", &role.name));
    }
    let notice = Notice::ok(if is_undo { "notice-permissions-undone" } else { "notice-permissions-changed" }).with("role", &role.name);
    if is_undo {
        return Ok(notice);
    }
    let change = serde_json::to_string(&Change::undoing(steps)).map_err(|error| Error::Internal(error.to_string()))?;
    let version = role.version.to_string();
    Ok(notice.undo(format!("/roles/{}/permissions/apply", role.id), &[("version", &version), ("change", &change), ("undo", "on")]))
}
