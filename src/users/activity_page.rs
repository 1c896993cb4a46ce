//! The page of what happened to somebody and what they did: at `/users/{id}/activity`, for oneself at `/account/activity`.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ThinData};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::activity::{Activity, Seen};
use super::acts::Acts;
use super::model::Status;
use super::record::Sight;
use super::store::Row;
use super::strip::{self, Strip};
use crate::access::Actor;
use crate::audit::{EventView, MOST_COUNTED, Side};
use crate::clock::NEVER;
use crate::i18n::Reader;
use crate::rules::Schema;
use crate::web::{self, App, Error, Nav, Page, Result, filters, go};

/// Events on one page.
const PER_PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "users/activity.html")]
pub struct ActivityPage {
    pub page: Page,
    pub user: Sight,
    pub acts: Acts,
    pub is_own: bool,
    pub strip: Strip,
    pub days: Vec<Day>,
    /// The others whom the events name, as far as the reader sees them.
    pub people: Vec<Row>,
    pub side: Side,
    pub is_first: bool,
    /// The number to go on from.
    pub older: Option<i64>,
}

/// The events of one day.
pub struct Day {
    /// None where the reader may not know when.
    pub day: Option<NaiveDate>,
    pub events: Vec<Entry>,
}

pub struct Entry {
    pub view: EventView,
    pub is_in_trail: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    side: Option<String>,
    before: Option<i64>,
}

impl ActivityPage {
    /// The sides to choose from: how addresses spell each, its word, and whether it is the one that is shown.
    fn sides(&self) -> [(&'static str, &'static str, bool); 3] {
        SIDES.map(|(side, name, [word, own])| (name, if self.is_own { own } else { word }, side == self.side))
    }

    fn path(&self) -> String {
        if self.is_own { "/account/activity".into() } else { format!("/users/{}/activity", self.user.id) }
    }

    /// Where the same side stands, from that number on.
    fn from(&self, before: Option<&i64>) -> String {
        let side = SIDES.iter().find(|(side, ..)| *side == self.side).map_or("", |(_, name, _)| name);
        let parts = [Some(side).filter(|side| !side.is_empty()).map(|side| format!("side={side}")), before.map(|n| format!("before={n}"))];
        let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
        if query.is_empty() { self.path() } else { format!("{}?{query}", self.path()) }
    }

    /// Whether there is a profile of somebody else that the reader may open.
    fn opens(&self, id: &Option<Uuid>) -> bool {
        self.people.iter().any(|row| Some(row.id) == *id)
    }

    fn most() -> i64 {
        i64::try_from(MOST_COUNTED).unwrap_or(i64::MAX)
    }
}

/// How addresses spell them, and their words: of others, and of oneself.
const SIDES: [(Side, &str, [&str; 2]); 3] =
    [(Side::All, "", ["all", "all"]), (Side::To, "to", ["done-to-them", "done-to-you"]), (Side::By, "by", ["done-by-them", "done-by-you"])];

impl Day {
    fn heading(&self, reader: &Reader) -> Option<String> {
        self.day.map(|day| reader.date_of(day))
    }
}

impl Entry {
    /// Whom it was done to, where that is not whose history it is.
    fn whom(&self, user: &Uuid) -> Option<&str> {
        let event = &self.view.event;
        Some(event.subject_name.as_str()).filter(|name| !name.is_empty() && event.subject_id != Some(*user))
    }

    /// The page of the trail that begins with it.
    fn permalink(&self) -> String {
        let seq = self.view.event.seq;
        format!("/audit?before={}#e-{seq}", seq.saturating_add(1))
    }

    fn has_time(&self) -> bool {
        self.view.event.at != NEVER
    }
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>, address: Query<Address>) -> Result<HttpResponse> {
    if actor.is(*id) {
        return Ok(go("/account/activity"));
    }
    draw(&app, &actor, page, *id, &address).await
}

pub async fn show_own(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    let id = actor.id().ok_or(Error::SignIn)?;
    draw(&app, &actor, page, id, &address).await
}

async fn draw(app: &App, actor: &Actor, page: Page, id: Uuid, address: &Address) -> Result<HttpResponse> {
    let (user, is_own) = (super::seen(&app.db, actor, id).await?, actor.is(id));
    let acts = Acts::of(actor, &user);
    if !is_own && !acts.activity {
        return Err(Error::NotFound);
    }
    let asked = address.side.as_deref().unwrap_or_default();
    let side = SIDES.iter().find(|(_, name, _)| *name == asked).map(|(side, ..)| *side).ok_or(Error::Malformed("side"))?;
    let activity = Activity::of(actor, &user);
    let (events, people, older) = activity.page(&app.db, actor, side, address.before, PER_PAGE).await?;
    let (moments, is_cut) = activity.moments(&app.db, side, strip::since(&page.reader)).await?;
    let view = ActivityPage {
        is_own,
        acts,
        strip: Strip::of(&page.reader, &moments, is_cut),
        days: days(events, &page.reader, actor.schema()),
        people,
        side,
        is_first: address.before.is_none(),
        older,
        page: page.at(if is_own { Nav::Account } else { Nav::Users }),
        user,
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// The events by the days of the reader's zone, in their order.
fn days(events: Vec<Seen>, reader: &Reader, schema: &Schema) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for seen in events {
        let day = Some(seen.event.at).filter(|at| *at != NEVER).map(|at| reader.day(&at));
        let entry = Entry { view: EventView::of(seen.event, reader, schema), is_in_trail: seen.is_in_trail };
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.events.push(entry),
            None => days.push(Day { day, events: vec![entry] }),
        }
    }
    days
}
