//! What Rolecall keeps of whoever asks, as far as they may see it of themselves: never a secret, and nobody else's data.

use chrono::TimeDelta;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::access::{self, Actor, Source};
use crate::audit::{self, Event, EventRow, Side, Subject};
use crate::clock::Moment;
use crate::i18n::{self, Reader};
use crate::rules::{Action, Collection};
use crate::throttles::Limit;
use crate::users::{self, Activity, Sight};
use crate::views::{self, Share};
use crate::web::{Act, App, Device, Error, Result};
use crate::{items, security, tokens};

/// Of one account.
const DOWNLOADS: Limit = Limit { what: "download", most: 10, window: TimeDelta::hours(1) };
/// Events that are read at a time.
const BATCH: u64 = 500;
/// Events that are in it: the newest. What is in memory has a bound, whatever somebody did.
pub const MOST_EVENTS: usize = 10_000;
/// Items of other applications that are in it.
const MOST_ITEMS: i64 = 10_000;
/// Bytes of what they changed: in memory they are several times, as JSON, as a table and packed.
const MOST_CHANGES: usize = 8 * 1024 * 1024;

/// Everything, as the files say it.
#[derive(Serialize)]
pub struct Data {
    pub project: String,
    pub made_at: Moment,
    pub profile: Map<String, Value>,
    pub roles: Vec<HeldRole>,
    pub sessions: Vec<OpenSession>,
    pub tokens: Vec<Token>,
    pub devices: Vec<KnownDevice>,
    pub views: Vec<SavedView>,
    pub items: Vec<OwnItem>,
    pub activity: Vec<Happening>,
    /// Whether older events were left out.
    pub activity_is_cut: bool,
    /// A JPEG, in a file of its own.
    #[serde(skip)]
    pub picture: Option<Vec<u8>>,
}

#[derive(Serialize)]
pub struct HeldRole {
    pub role: String,
    /// "own", "group", "grant" or "public".
    pub through: &'static str,
    pub group: String,
    pub until: Option<Moment>,
}

#[derive(Serialize)]
pub struct OpenSession {
    pub device: String,
    pub agent: String,
    pub address: String,
    pub signed_in_at: Moment,
    pub last_seen_at: Moment,
    pub is_this: bool,
}

#[derive(Serialize)]
pub struct Token {
    pub name: String,
    pub scope: Value,
    pub enabled: bool,
    pub created_at: Moment,
    pub expires_at: Option<Moment>,
    pub last_used_at: Option<Moment>,
    pub last_used_from: String,
}

#[derive(Serialize)]
pub struct SavedView {
    pub name: String,
    /// As the address of a list spells it.
    pub query: String,
    pub is_shared: bool,
}

/// Something of another application.
#[derive(Serialize)]
pub struct OwnItem {
    pub kind: String,
    /// As the application calls it.
    pub id: String,
    pub label: String,
    pub url: String,
}

#[derive(Serialize)]
pub struct KnownDevice {
    pub first_seen_at: Moment,
    pub last_seen_at: Moment,
}

#[derive(Serialize)]
pub struct Happening {
    pub at: Moment,
    pub action: String,
    pub words: String,
    pub by: String,
    pub to: String,
    pub reason: String,
    pub address: String,
    pub changes: Value,
}

fn own_item(item: &items::Sight) -> OwnItem {
    OwnItem { kind: item.kind.clone(), id: item.external_id.clone(), label: item.label.clone(), url: item.url.clone() }
}

/// Says in the trail that whoever acts took their data along, and gathers it.
///
/// # Errors
/// `Prove`; `TooMany`; when the database refuses or is away.
pub async fn gather(app: &App, actor: &Actor, reader: &Reader, project: &str) -> Result<Data> {
    let (id, now) = (actor.id().ok_or(Error::SignIn)?, app.now());
    actor.require_proof(Act::Export, now)?;
    let (mut write, actor) = actor.begin(&app.db, now).await?;
    if let Err(wait) = DOWNLOADS.spend(&mut write, &id.to_string(), now).await? {
        return Err(Error::TooMany(wait));
    }
    audit::record(&mut write, &actor, Event::new("user.download", Subject::user(id, actor.name.clone())), now).await?;
    write.commit().await?;
    let user = users::seen(&app.db, &actor, id).await?;
    let (activity, activity_is_cut) = activity(app, &actor, &user, reader).await?;
    Ok(Data {
        project: project.to_owned(),
        made_at: now,
        profile: profile(app, &actor, &user).await?,
        roles: roles(&actor),
        sessions: sessions(app, &actor, id, reader).await?,
        tokens: tokens(app, &actor, id, now).await?,
        devices: access::device_times(&app.db, id)
            .await?
            .into_iter()
            .map(|(first, last)| KnownDevice { first_seen_at: first, last_seen_at: last })
            .collect(),
        views: views::of_user(&app.db, id)
            .await?
            .into_iter()
            .map(|view| SavedView { is_shared: view.share() != Share::Nobody, name: view.name, query: view.query })
            .collect(),
        items: items::owned_by(&app.db, &actor, id, MOST_ITEMS).await?.iter().map(own_item).collect(),
        activity,
        activity_is_cut,
        picture: users::picture(&app.db, id).await?,
    })
}

/// The fields of their record that they may read.
async fn profile(app: &App, actor: &Actor, user: &Sight) -> Result<Map<String, Value>> {
    let groups = if user.shows("groups") {
        let groups = users::store::groups(&app.db, &actor.scope(Action::Read, Collection::Groups), Some(user.id)).await?;
        groups.into_iter().map(|group| group.name).collect()
    } else {
        Vec::new()
    };
    let fields = [
        ("first_name", json!(user.first_name)),
        ("last_name", json!(user.last_name)),
        ("email", json!(user.email)),
        ("title", json!(user.title)),
        ("company", json!(user.company)),
        ("location", json!(user.location)),
        ("phone", json!(user.phone)),
        ("description", json!(user.description)),
        ("tags", json!(user.tag_list())),
        ("status", json!(user.status.name())),
        ("role", json!(user.role_name)),
        ("groups", json!(groups)),
        ("expires_at", json!(user.expires_at)),
        ("language", json!(user.language)),
        ("timezone", json!(user.timezone)),
        ("theme", json!(user.theme)),
        ("density", json!(user.density)),
        ("shortcuts", json!(user.shortcuts)),
        ("email_notifications", json!(user.email_notifications)),
        ("provider", json!(user.provider)),
        ("external_id", json!(user.external_id)),
        ("last_seen_at", json!(user.last_seen_at)),
        ("last_page", json!(user.last_page)),
        ("created_at", json!(user.created_at)),
        ("updated_at", json!(user.updated_at)),
    ];
    let mut profile: Map<String, Value> =
        fields.into_iter().filter(|(field, _)| user.shows(field)).map(|(field, value)| (field.to_owned(), value)).collect();
    if user.shows("status") {
        profile.insert("status_since".into(), json!(user.status_since));
        profile.insert("status_reason".into(), json!(user.status_reason));
    }
    if user.shows("email") {
        profile.insert("email_verified_at".into(), json!(user.email_verified_at));
    }
    for (field, _) in actor.schema().added().filter(|(field, _)| user.shows_field(field)) {
        profile.insert(field.name.into(), user.custom.get(field.name).cloned().unwrap_or_default());
    }
    // As the page of their security says it, whatever their role opens.
    profile.insert("id".into(), json!(user.id));
    profile.insert("two_factor".into(), json!(user.has_two_factor));
    profile.insert("password_changed_at".into(), json!(user.password_changed_at));
    Ok(profile)
}

/// The roles they hold and through what, as the page of their access says it.
fn roles(actor: &Actor) -> Vec<HeldRole> {
    let held = actor.rights.held().iter();
    held.map(|held| {
        let (through, group, until) = match &held.source {
            Source::Own => ("own", String::new(), None),
            Source::Group { name, .. } => ("group", name.clone(), None),
            Source::Grant { until, .. } => ("grant", String::new(), *until),
            Source::Public => ("public", String::new(), None),
        };
        HeldRole { role: held.role.name.clone(), through, group, until }
    })
    .collect()
}

async fn sessions(app: &App, actor: &Actor, id: Uuid, reader: &Reader) -> Result<Vec<OpenSession>> {
    let sessions = security::sessions(app, actor, id).await?.into_iter();
    Ok(sessions
        .map(|session| OpenSession {
            device: Device::of(&session.row.agent).words().to(reader).into_owned(),
            agent: session.row.agent,
            address: session.row.address,
            signed_in_at: session.row.created_at,
            last_seen_at: session.row.last_seen_at,
            is_this: session.is_this,
        })
        .collect())
}

async fn tokens(app: &App, actor: &Actor, id: Uuid, now: Moment) -> Result<Vec<Token>> {
    let card = tokens::Card::read(&app.db, actor, id, now).await?;
    let token = |row: &tokens::Sight| Token {
        name: row.name.clone(),
        scope: row.scope.clone(),
        enabled: row.enabled,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        last_used_from: row.last_used_from.clone(),
    };
    Ok(card.tokens.iter().map(token).collect())
}

/// The newest of their history, as its page shows it; and whether there is more.
async fn activity(app: &App, actor: &Actor, user: &Sight, reader: &Reader) -> Result<(Vec<Happening>, bool)> {
    let (activity, mut happenings, mut before) = (Activity::of(actor, user), Vec::new(), None);
    let mut left = MOST_CHANGES;
    loop {
        let (events, _, older) = activity.page(&app.db, actor, Side::All, before, BATCH).await?;
        for seen in events {
            match left.checked_sub(seen.event.changes.to_string().len()) {
                Some(rest) => left = rest,
                None => return Ok((happenings, true)),
            }
            happenings.push(happening(seen.event, reader));
        }
        if older.is_none() || happenings.len() >= MOST_EVENTS {
            return Ok((happenings, older.is_some()));
        }
        before = older;
    }
}

fn happening(event: EventRow, reader: &Reader) -> Happening {
    let words = i18n::text(reader.language, &audit::sentence(&event.action), None);
    Happening {
        at: event.at,
        words: words.trim_end_matches(':').to_owned(),
        action: event.action,
        by: event.actor_name,
        to: event.subject_name,
        reason: event.reason,
        address: event.address,
        changes: event.changes,
    }
}
