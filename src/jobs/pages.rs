//! The pages of jobs: how far one has come, what could not be done and why, and the file with what became of each.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::{Bytes, Path, Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use futures_util::stream;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::forms::ButtonForm;
use super::model::{Job, Outcome};
use super::store::{self, ItemRow};
use crate::access::Actor;
use crate::db;
use crate::i18n::{Reader, Words};
use crate::web::{self, App, Nav, Page, Posted, Reply, Result, Swap, filters, for_spreadsheets, go, next};

/// Rows on one page, and rows of the file that are in memory at a time.
const PER_PAGE: usize = 50;
const AT_A_TIME: i64 = 1_000;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/jobs").route(get().to(list)))
        .service(resource("/jobs/{id}").route(get().to(show)))
        .service(resource("/jobs/{id}/cancel").route(post().to(cancel)))
        .service(resource("/jobs/{id}/results.csv").route(get().to(results)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    before: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "jobs/list.html")]
pub struct ListPage {
    pub page: Page,
    pub jobs: Vec<Job>,
    pub is_first: bool,
    pub older: Option<Uuid>,
}

/// One more than a page holds: then there are more.
fn cut<T>(rows: &mut Vec<T>) -> bool {
    let has_more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    has_more
}

fn one_more() -> i64 {
    i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX)
}

/// `GET /jobs`: one's own; everybody's for administrators.
async fn list(app: ThinData<App>, actor: Actor, page: Page, address: Query<Address>) -> Result<HttpResponse> {
    let whose = if actor.is_admin() { None } else { Some(actor.id().unwrap_or_default()) };
    let mut jobs = store::newest(&app.db, whose, address.before, one_more()).await?;
    let has_more = cut(&mut jobs);
    let older = jobs.last().filter(|_| has_more).map(|job| job.id);
    let view = ListPage { page: page.at(Nav::Users), jobs, is_first: address.before.is_none(), older };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    after: Option<i64>,
}

#[derive(Template)]
#[template(path = "jobs/job.html", blocks = ["progress"])]
pub struct JobPage {
    pub page: Page,
    pub job: Job,
    /// Those that were not done.
    pub problems: Vec<ItemRow>,
    /// The one before the first of them.
    pub after: Option<i64>,
    pub next: Option<i64>,
    /// Whether it can be taken back, and there is something to take back.
    pub undoes: bool,
    pub is_swap: bool,
}

impl JobPage {
    fn title(&self) -> String {
        self.job.title.to(&self.page.reader).into_owned()
    }

    /// The address of this part of it.
    fn here(&self) -> String {
        let id = self.job.id;
        self.after.map_or_else(|| format!("/jobs/{id}"), |after| format!("/jobs/{id}?after={after}"))
    }

    fn progress(&self) -> Words {
        Words::new("job-progress").with("done", self.job.done).with("n", self.job.total)
    }

    fn outcome(item: &ItemRow) -> &'static str {
        Outcome::from_name(&item.outcome).map_or("item-waiting", Outcome::word)
    }

    fn reason(&self, item: &ItemRow) -> String {
        reason(item, &self.page.reader)
    }

    fn is_cancelling(&self) -> bool {
        self.job.cancel_asked_at.is_some()
    }
}

fn reason(item: &ItemRow, reader: &Reader) -> String {
    item.reason.as_ref().map(|said| said.to(reader).into_owned()).unwrap_or_default()
}

/// `GET /jobs/{id}`: the page, or its part that changes.
async fn show(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, id: Path<Uuid>, place: Query<Place>) -> Result<HttpResponse> {
    let job = actions::seen(&app.db, &actor, *id).await?;
    let mut problems = store::problems(&app.db, *id, place.after.unwrap_or(0), one_more()).await?;
    let has_more = cut(&mut problems);
    let next = problems.last().filter(|_| has_more).map(|item| item.n);
    let undoes = actions::undoes(&app.db, &job, page.now()).await?;
    let view = JobPage { page: page.at(Nav::Users), job, problems, after: place.after, next, undoes, is_swap: swap.0 };
    Ok(if swap.0 {
        web::html(&view.page.reader, &view.as_progress(), StatusCode::OK)
    } else {
        web::page(&view.page, &view, StatusCode::OK)
    })
}

/// `POST /jobs/{id}/cancel`: what is done stays done.
async fn cancel(app: ThinData<App>, actor: Actor, id: Path<Uuid>, posted: Posted<ButtonForm>) -> Result<HttpResponse> {
    let job = actions::cancel(&app.db, &actor, *id, app.now()).await?;
    Ok(go(&next::local_path(&posted.input().back).unwrap_or_else(|| format!("/jobs/{}", job.id))))
}

/// Where the file has come to, as it is read.
struct Reading {
    app: App,
    job: Uuid,
    reader: Reader,
    after: Option<i64>,
}

impl Reading {
    /// The next lines; the first ones stand under their heads.
    async fn next(self) -> db::Result<Option<(Bytes, Self)>> {
        let Some(after) = self.after else { return Ok(None) };
        let items = store::results(&self.app.db, self.job, after, AT_A_TIME).await?;
        let word = |key: &'static str| Words::new(key).to(&self.reader).into_owned();
        let heads = ["item-number", "user", "name", "item-outcome", "reason"].map(word);
        let rows = items.iter().map(|item| {
            let outcome = Outcome::from_name(&item.outcome).map_or("item-waiting", Outcome::word);
            let user = item.subject_id.map(|id| id.to_string()).unwrap_or_default();
            [item.n.to_string(), user, item.name.clone(), word(outcome), reason(item, &self.reader)]
        });
        let mut text = for_spreadsheets((after == 0).then_some(heads).into_iter().chain(rows));
        text.push_str("\r\n");
        let is_full = i64::try_from(items.len()).is_ok_and(|n| n == AT_A_TIME);
        let after = items.last().filter(|_| is_full).map(|item| item.n);
        Ok(Some((Bytes::from(text), Self { after, ..self })))
    }
}

/// `GET /jobs/{id}/results.csv`: what became of each, however many they are.
async fn results(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let job = actions::seen(&app.db, &actor, *id).await?;
    let reading = Reading { app: App::clone(&app), job: job.id, reader: page.reader, after: Some(0) };
    let mut answer =
        HttpResponse::Ok().content_type("text/csv; charset=utf-8").streaming(stream::try_unfold(reading, Reading::next)).secret();
    answer.headers_mut().insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"results.csv\""));
    Ok(answer)
}
