//! The page of one's own data, and the file with it.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::ThinData;
use actix_web::{HttpResponse, web as actix};
use askama::Template;

use super::archive;
use super::data::{self, MOST_EVENTS};
use super::forms::NothingForm;
use crate::access::Actor;
use crate::users::{self, Sight};
use crate::web::{self, App, Error, Nav, Page, Posted, Reply, Result, filters};

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
    let data = data::gather(&app, &actor, &page.reader, &page.project).await?;
    // Packing takes a while, which others do not wait for.
    let packed = actix::block(move || archive::pack(&data)).await;
    let Ok(Ok(bytes)) = packed else {
        return Err(Error::Internal("the file of somebody's data was not packed".into()));
    };
    let mut answer = HttpResponse::Ok().content_type("application/zip").body(bytes).secret();
    answer.headers_mut().insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"my-data.zip\""));
    Ok(answer)
}
