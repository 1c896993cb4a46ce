//! The page of one's own data, and the file with it.

use std::result::Result as StdResult;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::ThinData;
use actix_web::{HttpResponse, web as actix};
use askama::Template;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::archive;
use super::data::{self, MOST_EVENTS};
use super::forms::NothingForm;
use crate::access::Actor;
use crate::users::{self, Sight};
use crate::web::{self, App, Error, Nav, Page, Posted, Reply, Result, filters};

/// One at a time is gathered and packed, of this process.
static PACKING: Semaphore = Semaphore::const_new(1);
/// How long others wait for their turn.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Template)]
#[template(path = "account/data.html")]
pub struct DataPage {
    pub page: Page,
    pub user: Sight,
}

impl DataPage {
    fn most() -> i64 {
        i64::try_from(MOST_EVENTS).unwrap_or(i64::MAX)
    }
}

/// `GET /account/data`
pub async fn show(app: ThinData<App>, actor: Actor, page: Page) -> Result<HttpResponse> {
    let user = users::seen(&app.db, &actor, actor.id().ok_or(Error::SignIn)?).await?;
    let view = DataPage { page: page.at(Nav::Account), user };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `POST /account/data`
pub async fn download(app: ThinData<App>, actor: Actor, page: Page, _: Posted<NothingForm>) -> Result<HttpResponse> {
    let turn = timeout(PATIENCE, PACKING.acquire()).await.ok().and_then(StdResult::ok).ok_or(Error::Busy)?;
    let data = data::gather(&app, &actor, &page.reader, &page.project).await?;
    // Packing takes a while, which others do not wait for; it goes on where nobody waits for it any more, and so does its turn.
    let packed = actix::block(move || {
        let _turn = turn;
        archive::pack(&data)
    })
    .await;
    let Ok(Ok(bytes)) = packed else {
        return Err(Error::Internal("the file of somebody's data was not packed".into()));
    };
    let mut answer = HttpResponse::Ok().content_type("application/zip").body(bytes).secret();
    answer.headers_mut().insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"my-data.zip\""));
    Ok(answer)
}
