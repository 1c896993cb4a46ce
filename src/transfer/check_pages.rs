//! What would become of every row of a table, and what has: how far that has come, the rows one by one, and the button that takes them
//! in or back.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::{Bytes, Path, Query, ThinData};
use askama::Template;
use futures_util::stream;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::forms::NothingForm;
use super::plan::New;
use super::store::{self, Import, Judged};
use super::verdict::Fate;
use super::wanted::first_roles;
use crate::access::Actor;
use crate::db;
use crate::i18n::{Reader, Words};
use crate::jobs::{self, Bell, Job, State};
use crate::web::{self, App, Error, MARK, Nav, Page, Piece, Posted, Reply, Result, Swap, filters, go};

/// Rows on one page, and rows of the file that are in memory at a time.
const PER_PAGE: usize = 50;
const AT_A_TIME: i64 = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Rows of that fate alone.
    #[serde(default)]
    show: String,
    after: Option<i64>,
}

#[derive(Template)]
#[template(path = "transfer/check.html", blocks = ["progress"])]
pub struct CheckPage {
    pub page: Page,
    pub import: Import,
    /// The job that looks at the rows, or takes them in.
    pub job: Job,
    /// Whether that can be taken back.
    pub undoes: bool,
    /// What new ones get whose row names none.
    pub role: Option<String>,
    pub counts: Vec<(String, i64)>,
    pub rows: Vec<Judged>,
    pub shown: Option<Fate>,
    pub is_first: bool,
    pub next: Option<i64>,
    pub is_swap: bool,
}

impl CheckPage {
    fn number(&self, fate: Fate) -> i64 {
        self.counts.iter().find(|(name, _)| name == fate.name()).map_or(0, |(_, n)| *n)
    }

    /// Whether the rows are, or were, taken in.
    fn is_applied(&self) -> bool {
        self.import.applied_by.is_some()
    }

    /// What would become of the rows, or has.
    fn outcome(&self) -> Words {
        let [create, update, wrong] = [Fate::Create, Fate::Update, Fate::Wrong].map(|fate| self.number(fate));
        if self.is_applied() {
            Words::new("import-did").with("create", create).with("update", update).with("wrong", wrong)
        } else {
            Words::new("import-would").with("create", create).with("update", update).with("wrong", wrong)
        }
    }

    fn address(&self, fate: Option<Fate>) -> String {
        let query = fate.map(|fate| format!("?show={}", fate.name())).unwrap_or_default();
        format!("/users/import/{}{query}", self.import.id)
    }

    /// Address, word, how many, whether it is the one that is shown.
    fn tabs(&self) -> Vec<(String, &'static str, i64, bool)> {
        let all = (self.address(None), "all", self.import.total, self.shown.is_none());
        let some = Fate::ALL.into_iter().filter(|fate| self.number(*fate) > 0 || self.shown == Some(*fate));
        let tab = |fate: Fate| (self.address(Some(fate)), fate.word(), self.number(fate), self.shown == Some(fate));
        std::iter::once(all).chain(some.map(tab)).collect()
    }

    fn address_after(&self, after: &i64) -> String {
        let address = self.address(self.shown);
        format!("{address}{}after={after}", if address.contains('?') { '&' } else { '?' })
    }

    /// Users who would be other than they are.
    fn changes(&self) -> i64 {
        self.number(Fate::Create) + self.number(Fate::Update)
    }

    fn progress(&self) -> Words {
        Words::new("job-progress").with("done", self.job.done).with("n", self.job.total)
    }

    /// Whether every row was taken: not those of who could not sign in any more by then.
    fn is_whole(&self) -> bool {
        self.job.state == State::Done && Fate::ALL.into_iter().map(|fate| self.number(fate)).sum::<i64>() == self.import.total
    }

    /// How it has ended.
    fn ending(&self) -> Words {
        match (self.is_whole(), self.is_applied()) {
            (true, _) => self.outcome(),
            (false, true) => Words::new("import-cut"),
            (false, false) => Words::new("import-broke-off"),
        }
    }

    fn said(&self, row: &Judged) -> String {
        said(row, &self.page.reader)
    }

    fn tone(fate: &Fate) -> (&'static str, &'static str) {
        match fate {
            Fate::Create => ("ok", "plus"),
            Fate::Update => ("key", "edit"),
            Fate::Same | Fate::Skip => ("", "check"),
            Fate::Wrong => ("bad", "warn"),
        }
    }
}

fn said(row: &Judged, reader: &Reader) -> String {
    row.said.iter().flat_map(|said| said.0.iter()).map(|said| said.to(reader).into_owned()).collect::<Vec<_>>().join(" ")
}

/// `GET /users/import/{id}`: the page, or its part that changes.
pub async fn show(app: ThinData<App>, actor: Actor, page: Page, swap: Swap, id: Path<Uuid>, place: Query<Place>) -> Result<HttpResponse> {
    actions::require(&actor)?;
    let import = actions::seen(&app.db, &actor, *id).await?;
    let Some(job) = import.applied_by.or(import.checked_by) else { return Ok(go(&format!("/users/import/{id}/columns"))) };
    let shown = match place.show.as_str() {
        "" => None,
        name => Some(Fate::from_name(name).ok_or(Error::Malformed("show"))?),
    };
    let job = jobs::seen(&app.db, &actor, job).await?;
    let most = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let is_done = job.state == State::Done;
    let mut rows = if is_done { store::judged(&app.db, *id, shown, place.after.unwrap_or(0), most).await? } else { Vec::new() };
    let has_more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| has_more).map(|row| row.n);
    let counts = if job.is_over() { store::counts(&app.db, *id).await? } else { Vec::new() };
    let undoes = jobs::undoes(&app.db, &job, page.now()).await?;
    let roles = first_roles(&app.db, &actor).await?;
    let given = import.plan().filter(|plan| plan.new != New::Skip).and_then(|plan| plan.role.id());
    let role = roles.into_iter().find(|role| Some(role.id) == given).map(|role| role.name);
    let (page, is_first) = (page.at(Nav::Users), place.after.is_none());
    let view = CheckPage { page, import, job, undoes, role, counts, rows, shown, is_first, next, is_swap: swap.0 };
    Ok(if swap.0 {
        web::html(&view.page.reader, &view.as_progress(), StatusCode::OK)
    } else {
        web::page(&view.page, &view, StatusCode::OK)
    })
}

/// `POST /users/import/{id}/apply`
pub async fn apply(app: ThinData<App>, bell: ThinData<Bell>, actor: Actor, id: Path<Uuid>, _: Posted<NothingForm>) -> Result<HttpResponse> {
    actions::apply(&app, &bell, &actor, *id).await?;
    Ok(go(&format!("/users/import/{id}")))
}

/// Where the file has come to, as it is read.
struct Reading {
    app: App,
    import: Uuid,
    reader: Reader,
    after: Option<i64>,
}

impl Reading {
    /// The next lines; the first ones stand under their heads.
    async fn next(self) -> db::Result<Option<(Bytes, Self)>> {
        let Some(after) = self.after else { return Ok(None) };
        let rows = store::judged(&self.app.db, self.import, None, after, AT_A_TIME).await?;
        let word = |key: &'static str| Words::new(key).to(&self.reader).into_owned();
        let mut table = Piece::default();
        if after == 0 {
            table.row(["import-line", "name", "outcome", "import-said", "user"].map(word));
        }
        for row in &rows {
            let user = row.user_id.map(|id| id.to_string()).unwrap_or_default();
            table.row([row.line.to_string(), row.name.clone(), word(row.fate.word()), said(row, &self.reader), user]);
        }
        let mark = if after == 0 { MARK } else { "" };
        let bytes = [mark.as_bytes(), &table.finish()].concat();
        let is_full = i64::try_from(rows.len()).is_ok_and(|n| n == AT_A_TIME);
        let after = rows.last().filter(|_| is_full).map(|row| row.n);
        Ok(Some((Bytes::from(bytes), Self { after, ..self })))
    }
}

/// `GET /users/import/{id}/rows.csv`: every row, with what would become of it.
pub async fn file(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    actions::require(&actor)?;
    let import = actions::seen(&app.db, &actor, *id).await?;
    let reading = Reading { app: App::clone(&app), import: import.id, reader: page.reader, after: Some(0) };
    let rows = stream::try_unfold(reading, Reading::next);
    let mut answer = HttpResponse::Ok().content_type("text/csv; charset=utf-8").streaming(rows).secret();
    answer.headers_mut().insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"rows.csv\""));
    Ok(answer)
}
