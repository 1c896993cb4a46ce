//! A row of the directory with what its cells say.

use uuid::Uuid;

use super::address::LIST;
use super::counts::Counts;
use super::model::Status;
use super::picking::Picks;
use super::store::{self, Row};
use crate::access::{Actor, RoleName};
use crate::clock::Moment;
use crate::i18n::Words;
use crate::mail;
use crate::rules::{Action, Collection};
use crate::web::{self, App, Page, Result};

/// A row and what its cells say.
pub struct RowView {
    pub row: Row,
    /// Whether ticking them leads anywhere.
    pub may_pick: bool,
    pub may_status: bool,
    pub may_role: bool,
    pub role: Option<RoleName>,
    pub mark: Option<Mark>,
    /// Where the list stands, for the way back.
    pub back: String,
}

/// A second line under the status.
pub struct Mark {
    pub tone: &'static str,
    pub icon: &'static str,
    pub words: Words,
}

impl RowView {
    /// The profile, which knows the list it was opened from.
    #[must_use]
    pub fn profile(&self) -> String {
        let id = self.row.id;
        if self.back == LIST { format!("{LIST}/{id}") } else { format!("{LIST}/{id}?back={}", web::in_query(&self.back)) }
    }
}

/// Rows with their roles and, for invited ones, what became of the mail.
pub async fn views(app: &App, actor: &Actor, page: &Page, counts: &Counts, rows: Vec<Row>) -> Result<Vec<RowView>> {
    let changes = actor.rights.fields(Action::Update, Collection::Users);
    let may_pick = Picks::of(actor).any();
    let is_invited = |row: &&Row| row.status == Status::Invited && row.shows("status");
    let invited: Vec<Uuid> = rows.iter().filter(is_invited).map(|row| row.id).collect();
    let deliveries = if invited.is_empty() { Vec::new() } else { mail::deliveries(&app.db, &invited).await? };
    let offers = actor.scope(Action::Read, Collection::Invitations);
    let ends = if invited.is_empty() { Vec::new() } else { store::invitation_ends(&app.db, &offers, &invited).await? };
    let sees_ends = offers.has_every_record() && offers.always_shows("expires_at");
    Ok(rows
        .into_iter()
        .map(|row| {
            let failed = deliveries.iter().any(|delivery| delivery.user_id == row.id && delivery.has_failed());
            let end = ends.iter().find(|(user, _)| *user == row.id).map(|(_, end)| *end);
            let is_over = end.map_or(sees_ends, |end| end <= *page.now());
            let mark = mark(&row, failed, is_over, *page.now()).filter(|_| row.shows("status"));
            RowView {
                role: counts.role(row.role_id).cloned(),
                mark,
                back: page.path.clone(),
                may_pick,
                may_status: changes.has("status"),
                may_role: changes.has("role"),
                row,
            }
        })
        .collect())
}

fn mark(row: &Row, mail_failed: bool, is_invitation_over: bool, now: Moment) -> Option<Mark> {
    if mail_failed {
        return Some(Mark { tone: "bad", icon: "bounced", words: Words::new("mark-mail-failed") });
    }
    if row.status == Status::Invited && is_invitation_over {
        return Some(Mark { tone: "bad", icon: "expired", words: Words::new("mark-expired") });
    }
    (row.status == Status::Active && row.expires_at.is_some_and(|end| end <= now)).then(|| Mark {
        tone: "warn",
        icon: "expired",
        words: Words::new("mark-past-end"),
    })
}
