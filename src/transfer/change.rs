//! What a row says of somebody that is not so yet, and making it so by the acts that there are for it.

use uuid::Uuid;

use super::columns::Names;
use super::plan::{Empty, NewRole};
use super::take::Intake;
use super::wanted::{Wanted, preferences, status, typed};
use crate::account;
use crate::audit::Event;
use crate::clock::Moment;
use crate::db::Write;
use crate::groups;
use crate::i18n::Words;
use crate::rules::Collection;
use crate::users::{self, Details, Email, NewDraft, NewUser, Sight, Status, User, Wish, custom};
use crate::web::Result;

/// Fields with acts of their own; all others are details.
const ACTS: [&str; 8] = ["email", "id", "status", "role", "groups", "expires_at", "language", "timezone"];

/// Cells that say something new, by the names of their fields.
pub type Changed<'a> = Vec<(&'a str, &'a str)>;

fn find<'a>(changed: &Changed<'a>, name: &str) -> Option<&'a str> {
    changed.iter().find(|(known, _)| *known == name).map(|(_, text)| text.trim())
}

/// Whether nobody has come in as them yet: as with new ones, no table makes them active.
fn is_never_in(user: &Sight) -> bool {
    !user.has_password && matches!(user.status, Status::Draft | Status::Invited)
}

impl Intake<'_> {
    /// The cells in which the row says something else than what somebody has. What an export says of them is nothing new, whatever
    /// forms would make of it.
    pub(super) fn changed<'a>(&self, user: &Sight, want: &'a Wanted<'_>, names: &Names) -> Changed<'a> {
        let is_new = |name: &str, text: &str| {
            if name == "id" || (text.trim().is_empty() && self.plan.empty == Empty::Keep) {
                return false;
            }
            if name == "status" && is_never_in(user) {
                return status(text).map_or(true, |to| to == Status::Archived);
            }
            if name == "email" {
                return Email::parse(text).is_ok_and(|email| email.key() != user.email_key) && !user.is_service();
            }
            let column = self.columns.iter().find(|column| column.name == name);
            let value = column.and_then(|column| Some((column, column.value(user, names)?)));
            value.is_none_or(|(column, value)| {
                let now = column.cell(&value);
                now != text && now.trim() != text.trim() && !self.is_same(user, name, text.trim())
            })
        };
        want.cells().iter().filter(|(name, text)| is_new(name, text)).map(|(name, text)| (*name, text.as_str())).collect()
    }

    /// Whether a cell says in other words what somebody has, whom the reader sees in that field.
    fn is_same(&self, user: &Sight, name: &str, cell: &str) -> bool {
        match name {
            "role" => self.known.role(cell).is_ok_and(|role| role == user.role_id),
            "groups" => self.known.groups(cell).is_ok_and(|groups| {
                let mut now: Vec<Uuid> = user.groups.iter().copied().filter(|group| self.sees_group(*group)).collect();
                now.sort_unstable();
                now == groups
            }),
            "status" => status(cell).is_ok_and(|to| to == user.status),
            "expires_at" => self.known.end(cell).is_ok_and(|end| end == user.expires_at),
            name if ACTS.contains(&name) => false,
            name => {
                let cells = typed([(name, cell)], |name| self.holds_several(name));
                let typed = cells.and_then(|cells| users::typed(self.actor, cells, &user.custom));
                typed.is_ok_and(|typed| typed.over(&Details::of(user)) == Details::of(user))
            }
        }
    }

    fn sees_group(&self, group: Uuid) -> bool {
        self.known.groups.iter().any(|known| known.id == group)
    }

    /// Makes it so. Returns the events that are still to be recorded.
    pub(super) async fn change(&self, write: &mut Write, user: &User, sight: &Sight, changed: &Changed<'_>) -> Result<Vec<Event>> {
        let (actor, now) = (self.actor, self.now);
        let (mut events, mut version) = (Vec::new(), user.version);
        if find(changed, "email").is_some() {
            return Err(Words::new("row-other-email").into());
        }
        let (language, timezone) = (find(changed, "language"), find(changed, "timezone"));
        if language.is_some() || timezone.is_some() {
            let chosen = preferences(language, timezone)?;
            events.extend(account::save_preferences_in(write, actor, user, version, &chosen, now).await?);
            version += i64::from(!events.is_empty());
        }
        let details: Changed<'_> = changed.iter().filter(|(name, _)| !ACTS.contains(name)).copied().collect();
        if !details.is_empty() {
            let details = users::typed(actor, typed(details, |name| self.holds_several(name))?, &user.custom)?;
            events.extend(users::edit_in(write, actor, user, version, &details, now).await?);
        }
        if let Some(role) = find(changed, "role") {
            sight.require_changes(&["role"])?;
            let role = self.known.role(role)?;
            let user = self.again(write, user.id).await?;
            users::change_role_in(write, actor, &user, role, now).await?;
        }
        if let Some(cell) = find(changed, "groups") {
            self.move_to(write, sight, &self.known.groups(cell)?).await?;
        }
        if let Some(cell) = find(changed, "expires_at") {
            self.end(write, vec![Wish { id: user.id, from: None, to: self.known.end(cell)? }]).await?;
        }
        if let Some(cell) = find(changed, "status") {
            sight.require_changes(&["status"])?;
            let user = self.again(write, user.id).await?;
            users::change_status_in(write, actor, &user, status(cell)?, "", now).await?;
        }
        Ok(events)
    }

    /// Into these groups, and out of the others that whoever takes them in sees.
    async fn move_to(&self, write: &mut Write, user: &Sight, groups: &[Uuid]) -> Result<()> {
        user.require_shown(&["groups"])?;
        let is_seen = |group: &&Uuid| self.sees_group(**group);
        let into: Vec<Uuid> = groups.iter().filter(|group| !user.groups.contains(group)).copied().collect();
        let out_of: Vec<Uuid> = user.groups.iter().filter(is_seen).filter(|group| !groups.contains(group)).copied().collect();
        for group in into {
            groups::take_in(write, self.actor, group, &[user.id], self.now).await?;
        }
        for group in out_of {
            groups::take_out(write, self.actor, group, &[user.id], self.now).await?;
        }
        Ok(())
    }

    /// Somebody new as a row has them, the groups they come into, and their end. Their status is the one that new people have.
    pub(super) fn draft(&self, want: &Wanted<'_>) -> Result<(NewDraft, Vec<Uuid>, Option<Moment>)> {
        let email = want.email().map_err(crate::web::Error::from)?;
        if !want.cell("status").is_empty() {
            status(want.cell("status"))?;
        }
        let initial = custom::initial(self.actor.schema());
        let is_asked = |name: &str| {
            let required = self.actor.schema().added().find(|(_, added)| added.input == name && added.is_required);
            required.is_some_and(|(field, _)| !initial.contains_key(field.name))
        };
        let details = want.cells().iter().filter(|(name, text)| !ACTS.contains(name) && (!text.trim().is_empty() || is_asked(name)));
        let details = details.map(|(name, text)| (*name, text.as_str()));
        let typed = users::typed(self.actor, typed(details, |name| self.holds_several(name))?, &initial)?;
        let role = match want.cell("role") {
            "" => match self.plan.role {
                NewRole::Is(id) => Some(self.known.require_role(id)?),
                NewRole::Nothing => None,
                NewRole::Usual => self.actor.rights.default_role(Collection::Users),
            },
            cell => self.known.role(cell)?,
        };
        let given = |name| Some(want.cell(name)).filter(|text| !text.is_empty());
        let chosen = preferences(given("language"), given("timezone"))?;
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        let (first_name, last_name) = (name(&typed.first_name), name(&typed.last_name));
        let user = NewUser { email, first_name, last_name, role, temporary_password: None };
        let (language, timezone) = (chosen.language.unwrap_or_default(), chosen.timezone.unwrap_or_default());
        let (groups, end) = (self.known.groups(want.cell("groups"))?, self.known.end(want.cell("expires_at"))?);
        Ok((NewDraft { user, typed, language, timezone }, groups, end))
    }
}
