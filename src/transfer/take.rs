//! Taking rows of a table in: each user as the single acts would change them, or as a new one; a row that is wrong leaves no trace.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::columns::{self, Column, Names};
use super::plan::{Known as IfKnown, New, Plan};
use super::verdict::{Fate, Row, Verdict, said_of};
use super::wanted::{Known, Wanted};
use super::work::text_of;
use crate::access::Actor;
use crate::audit::{self, Event};
use crate::clock::Moment;
use crate::db::Write;
use crate::i18n::Words;
use crate::rules::{Action, Collection, Type};
use crate::users::store::{self, Key};
use crate::users::{NewDraft, Sight, User, Wish};
use crate::web::{App, Error, Result};
use crate::{groups, invitations, users};

/// Whoever takes people in, and how.
pub struct Intake<'a> {
    pub(super) app: &'a App,
    pub(super) actor: &'a Actor,
    pub(super) plan: &'a Plan,
    pub(super) known: Known,
    pub(super) columns: Vec<Column>,
    pub(super) now: Moment,
}

/// Somebody who is not there yet.
struct Fresh {
    /// Of the row's verdict.
    place: usize,
    draft: NewDraft,
    groups: Vec<Uuid>,
    end: Option<Moment>,
}

impl<'a> Intake<'a> {
    /// # Errors
    /// When the database is away.
    pub async fn open(app: &'a App, actor: &'a Actor, plan: &'a Plan, now: Moment) -> Result<Self> {
        let known = Known::read(&app.db, actor, now).await?;
        Ok(Self { app, actor, plan, known, columns: columns::open(actor), now })
    }

    /// Takes in some hundred rows inside a transaction. `earlier` are the keys of rows before them, with their lines. Says what became
    /// of each.
    ///
    /// # Errors
    /// When the database refuses or is away: then nothing of it may be kept.
    pub async fn take_in(&self, write: &mut Write, rows: &[Row], earlier: &HashMap<String, i64>) -> Result<Vec<Verdict>> {
        let wanted: Vec<Wanted<'_>> = rows.iter().map(|row| Wanted::of(self.plan, row)).collect();
        let mut keys: Vec<Key> = wanted.iter().filter_map(|want| want.key(self.plan.key).ok()).collect();
        keys.extend(wanted.iter().filter_map(|want| want.email().ok()).map(|email| Key::Email(email.key().to_owned())));
        let there: HashMap<Uuid, User> = store::find_all(&mut *write, keys).await?.into_iter().map(|user| (user.id, user)).collect();
        let by_email: HashMap<&str, Uuid> = there.values().map(|user| (user.email_key.as_str(), user.id)).collect();
        let names = Names::of(&self.known.groups);
        let mut lines: HashMap<String, i64> = HashMap::new();
        let (mut verdicts, mut events, mut fresh) = (Vec::with_capacity(rows.len()), Vec::new(), Vec::new());
        for want in &wanted {
            let mut verdict = Verdict {
                n: want.row.n,
                line: want.row.line,
                fate: Fate::Wrong,
                said: Vec::new(),
                user: None,
                is_roleless: false,
                name: want.cell("email").chars().take(254).collect(),
                key: String::new(),
            };
            match self.find(want, earlier, &mut lines, &mut verdict.key) {
                Err(words) => verdict.said.push(words),
                Ok(key) => {
                    let user = match &key {
                        Key::Id(id) => there.get(id),
                        Key::Email(email) => by_email.get(email.as_str()).and_then(|id| there.get(id)),
                    };
                    match user.and_then(|user| Some((user, self.sight_of(user, &key)?))) {
                        Some((user, sight)) => self.known(write, (user, sight), want, &names, &mut verdict, &mut events).await?,
                        None => self.unknown(want, &by_email, verdicts.len(), &mut verdict, &mut fresh)?,
                    }
                }
            }
            verdicts.push(verdict);
        }
        self.create(write, fresh, &mut verdicts).await?;
        audit::record_all(write, self.actor, events, self.now).await?;
        Ok(verdicts)
    }

    /// A user as far as whoever takes people in sees them, and only who sees by what they were looked for: a table is no way to find
    /// out who is there.
    fn sight_of(&self, user: &User, key: &Key) -> Option<Sight> {
        Sight::of(self.actor, user.clone()).ok().filter(|sight| matches!(key, Key::Id(_)) || sight.shows("email"))
    }

    /// Who is meant, unless an earlier row meant them too.
    fn find(
        &self,
        want: &Wanted<'_>,
        earlier: &HashMap<String, i64>,
        lines: &mut HashMap<String, i64>,
        key_text: &mut String,
    ) -> std::result::Result<Key, Words> {
        if want.is_too_long(self.plan) {
            return Err(Words::new("row-too-long"));
        }
        let key = want.key(self.plan.key)?;
        *key_text = text_of(&key);
        if let Some(line) = earlier.get(key_text).or_else(|| lines.get(key_text)) {
            return Err(Words::new("row-twice").with("line", *line));
        }
        lines.insert(key_text.clone(), want.row.line);
        Ok(key)
    }

    /// What becomes of somebody who is there.
    async fn known(
        &self,
        write: &mut Write,
        (user, sight): (&User, Sight),
        want: &Wanted<'_>,
        names: &Names,
        verdict: &mut Verdict,
        events: &mut Vec<Event>,
    ) -> Result<()> {
        (verdict.user, verdict.name) = (Some(user.id), sight.name());
        if self.plan.known == IfKnown::Skip {
            verdict.fate = Fate::Skip;
            verdict.said.push(Words::new("row-is-there"));
            return Ok(());
        }
        let changed = self.changed(&sight, want, names);
        if changed.is_empty() {
            verdict.fate = Fate::Same;
            return Ok(());
        }
        let mark = write.mark().await?;
        match self.change(write, user, &sight, &changed).await {
            Ok(done) => {
                write.keep(mark).await?;
                verdict.fate = Fate::Update;
                events.extend(done);
                let headers: Vec<&str> = changed.iter().map(|(name, _)| *name).collect();
                verdict.said.push(Words::new("row-changes").with("fields", headers.join(", ")));
            }
            Err(error) => {
                write.undo(mark).await?;
                verdict.said = said_of(error)?;
            }
        }
        Ok(())
    }

    /// What becomes of somebody who is not there: they are added with the others, behind those who are.
    fn unknown(
        &self,
        want: &Wanted<'_>,
        by_email: &HashMap<&str, Uuid>,
        place: usize,
        verdict: &mut Verdict,
        fresh: &mut Vec<Fresh>,
    ) -> Result<()> {
        if self.plan.new == New::Skip {
            verdict.fate = Fate::Skip;
            verdict.said.push(Words::new("row-not-there"));
            return Ok(());
        }
        // Before anything is said of the address: who adds nobody learns nothing of it.
        let draft = self.actor.require(Action::Create, Collection::Users).and_then(|()| self.draft(want));
        match draft {
            Ok((draft, groups, end)) => {
                let key = draft.user.email.key();
                let is_taken = by_email.contains_key(key) || fresh.iter().any(|other: &Fresh| other.draft.user.email.key() == key);
                verdict.name = crate::web::display_name(&draft.user.first_name, &draft.user.last_name, draft.user.email.as_typed());
                if is_taken {
                    verdict.said.push(Words::new("address-in-use"));
                } else {
                    verdict.is_roleless = draft.user.role.is_none() && groups.is_empty() && self.plan.new == New::Invite;
                    if verdict.is_roleless {
                        verdict.said.push(Words::new("row-no-role"));
                    }
                    fresh.push(Fresh { place, draft, groups, end });
                }
            }
            Err(error) => verdict.said = said_of(error)?,
        }
        Ok(())
    }

    /// Adds all of them: together, where nothing can be wrong with one of them that is not known by now, else one by one.
    async fn create(&self, write: &mut Write, fresh: Vec<Fresh>, verdicts: &mut [Verdict]) -> Result<()> {
        if fresh.is_empty() {
            return Ok(());
        }
        if self.actor.is_admin() && self.plan.new == New::Draft {
            let mark = write.mark().await?;
            match self.add(write, &fresh).await {
                Ok(ids) => {
                    write.keep(mark).await?;
                    for (one, id) in fresh.iter().zip(ids) {
                        (verdicts[one.place].fate, verdicts[one.place].user) = (Fate::Create, Some(id));
                    }
                    return Ok(());
                }
                Err(error) => {
                    write.undo(mark).await?;
                    said_of(error)?;
                }
            }
        }
        for one in fresh {
            let place = one.place;
            let mark = write.mark().await?;
            match self.add(write, std::slice::from_ref(&one)).await {
                Ok(ids) => {
                    write.keep(mark).await?;
                    (verdicts[place].fate, verdicts[place].user) = (Fate::Create, ids.first().copied());
                }
                Err(error) => {
                    write.undo(mark).await?;
                    verdicts[place].said = said_of(error)?;
                }
            }
        }
        Ok(())
    }

    async fn add(&self, write: &mut Write, fresh: &[Fresh]) -> Result<Vec<Uuid>> {
        let drafts: Vec<&NewDraft> = fresh.iter().map(|one| &one.draft).collect();
        let ids = users::create_drafts(write, self.actor, &drafts, self.now).await?;
        let mut members: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for (one, id) in fresh.iter().zip(&ids) {
            for group in &one.groups {
                members.entry(*group).or_default().push(*id);
            }
        }
        for (group, users) in members {
            groups::take_in(write, self.actor, group, &users, self.now).await?;
        }
        let ends = fresh.iter().zip(&ids).filter_map(|(one, id)| Some(Wish { id: *id, from: None, to: Some(one.end?) }));
        self.end(write, ends.collect()).await?;
        if self.plan.new == New::Invite {
            for id in &ids {
                invitations::send_in(write, self.app, self.actor, *id, true, self.now).await?;
            }
        }
        Ok(ids)
    }

    /// Gives these their end dates, or takes them away.
    pub(super) async fn end(&self, write: &mut Write, wishes: Vec<Wish<Option<Moment>, Option<Moment>>>) -> Result<()> {
        for fate in users::change_end_of_all(write, self.actor, &wishes, self.now).await? {
            fate.outcome.map_err(Error::from)?;
        }
        Ok(())
    }

    /// Whether a field holds several values.
    pub(super) fn holds_several(&self, name: &str) -> bool {
        self.actor.schema().added().any(|(_, added)| added.input == name && added.takes == Type::Picks)
    }

    /// A user of now, after one act and before the next: what may be done to them may have changed with it.
    pub(super) async fn again(&self, write: &mut Write, id: Uuid) -> Result<User> {
        store::find(write, id).await?.ok_or(Error::NotFound)
    }
}
