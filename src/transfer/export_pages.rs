//! The file with the users of a list, as it is made.

use std::sync::Arc;
use std::time::Duration;

use actix_session::Session;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::{Bytes, ServiceConfig, ThinData, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use url::form_urlencoded;
use uuid::Uuid;

use super::export::{self, Format, Which, export};
use super::forms::ExportForm;
use crate::access::Actor;
use crate::users::{self, Asker, LIST, MOST_CHOSEN, State};
use crate::web::{self, App, Error, Page, Posted, Reply, Result, next};

/// How long a reader may take for a piece: who takes none keeps others from theirs.
const PATIENCE: Duration = Duration::from_mins(1);

/// The exports that this process has under way: two at most. Clones share them.
#[derive(Clone)]
pub struct Exports(Arc<Semaphore>);

impl Default for Exports {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users/export.csv").route(get().to(csv)).route(post().to(chosen_csv)))
        .service(resource("/users/export.json").route(get().to(json)).route(post().to(chosen_json)));
}

async fn csv(app: ThinData<App>, exports: ThinData<Exports>, actor: Actor, page: Page, request: HttpRequest) -> Result<HttpResponse> {
    listed(&app, &exports, &actor, &page, request.query_string(), Format::Csv).await
}

async fn json(app: ThinData<App>, exports: ThinData<Exports>, actor: Actor, page: Page, request: HttpRequest) -> Result<HttpResponse> {
    listed(&app, &exports, &actor, &page, request.query_string(), Format::Json).await
}

async fn chosen_csv(
    app: ThinData<App>,
    exports: ThinData<Exports>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<ExportForm>,
) -> Result<HttpResponse> {
    picked(&app, &exports, &actor, &page, &session, posted.input(), Format::Csv).await
}

async fn chosen_json(
    app: ThinData<App>,
    exports: ThinData<Exports>,
    actor: Actor,
    page: Page,
    session: Session,
    posted: Posted<ExportForm>,
) -> Result<HttpResponse> {
    picked(&app, &exports, &actor, &page, &session, posted.input(), Format::Json).await
}

/// Those who are ticked in a list.
async fn picked(
    app: &App,
    exports: &Exports,
    actor: &Actor,
    page: &Page,
    session: &Session,
    input: &ExportForm,
    format: Format,
) -> Result<HttpResponse> {
    users::open(actor)?;
    match input.ids() {
        Ok(ids) => chosen(app, exports, actor, page, ids, format).await,
        Err(Error::Invalid(problems)) => {
            let list = next::local_path(&input.list).unwrap_or_else(|| LIST.into());
            Ok(web::turn_back(session, page, &problems, &list))
        }
        Err(error) => Err(error),
    }
}

/// The users of the list of that query, in its order; or those whose ids are in it.
async fn listed(app: &App, exports: &Exports, actor: &Actor, page: &Page, query: &str, format: Format) -> Result<HttpResponse> {
    let scope = users::open(actor)?;
    let (ids, rest): (Vec<_>, Vec<_>) = form_urlencoded::parse(query.as_bytes()).partition(|(name, _)| name == "id");
    if !ids.is_empty() {
        let ids = ids.iter().map(|(_, id)| id.parse().map_err(|_| Error::Malformed("id"))).collect::<Result<Vec<Uuid>>>()?;
        return if rest.is_empty() { chosen(app, exports, actor, page, ids, format).await } else { Err(Error::Malformed("query")) };
    }
    let state = State::read_path(&format!("{LIST}?{query}"), &Asker::of(actor, page))?;
    users::fit(&state, scope.beyond_own().fields())?;
    let (_, filter) = state.exported(LIST);
    let which = Which::Listed { filter: Box::new(state.filter), sort: state.sort };
    answer(app, exports, actor, page, which, &filter, format).await
}

/// The users of a selection; those whom the reader does not see are not in it.
async fn chosen(app: &App, exports: &Exports, actor: &Actor, page: &Page, ids: Vec<Uuid>, format: Format) -> Result<HttpResponse> {
    users::open(actor)?;
    if ids.is_empty() || ids.len() > MOST_CHOSEN {
        return Err(Error::Malformed("too many users, or none"));
    }
    let said = format!("id: {}", ids.len());
    answer(app, exports, actor, page, Which::These(ids), &said, format).await
}

async fn answer(
    app: &App,
    exports: &Exports,
    actor: &Actor,
    page: &Page,
    which: Which,
    filter: &str,
    format: Format,
) -> Result<HttpResponse> {
    let turn = Arc::clone(&exports.0).try_acquire_owned().map_err(|_| Error::Busy)?;
    let actor = export::begin(app, actor, format, filter).await?;
    let (sender, pieces) = mpsc::channel(1);
    actix_web::rt::spawn(make(app.clone(), actor, which, format, sender, turn));
    let pieces = stream::unfold(pieces, async |mut pieces| Some((pieces.recv().await?, pieces)));
    let kind = if format == Format::Csv { "text/csv; charset=utf-8" } else { "application/json" };
    let mut answer = HttpResponse::Ok().content_type(kind).streaming(Box::pin(pieces)).secret();
    let file = format!("attachment; filename=\"{}\"", name(page, format));
    let file = HeaderValue::try_from(file).map_err(|error| Error::Internal(error.to_string()))?;
    answer.headers_mut().insert(CONTENT_DISPOSITION, file);
    Ok(answer)
}

/// The project and the day: "acme-users-2026-03-01.csv".
fn name(page: &Page, format: Format) -> String {
    let day = page.reader.now.with_timezone(&page.reader.zone).format("%Y-%m-%d");
    let letters: String = users::fold(&page.project).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = letters.split_whitespace().chain(["users"]).collect();
    format!("{}-{day}.{}", words.join("-"), format.name())
}

/// What is on its way to the reader; an error breaks the answer off, so that nobody takes half of it for the whole.
async fn make(app: App, actor: Actor, which: Which, format: Format, sender: Sender<Result<Bytes>>, _turn: OwnedSemaphorePermit) {
    let send = async |piece: Vec<u8>| {
        let sent = timeout(PATIENCE, sender.send(Ok(piece.into()))).await;
        if matches!(sent, Ok(Ok(()))) { Ok(()) } else { Err(Error::TooSlow) }
    };
    if let Err(error) = export(&app, actor, &which, format, send).await {
        tracing::warn!(%error, "an export broke off");
        let _ = timeout(PATIENCE, sender.send(Err(error))).await;
    }
}
