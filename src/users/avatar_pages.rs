//! The page of a user's picture, and the picture itself.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::web::{Path, ThinData};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use uuid::Uuid;

use super::avatar::LARGEST;
use super::forms::{AvatarAct, AvatarForm};
use super::pages::changeable;
use super::profile_page::home_of;
use super::record::{Sight, seen};
use super::{avatar_acts, store};
use crate::access::Actor;
use crate::db::{self, Db};
use crate::i18n::Words;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Result, Upload, filters, go};

/// A browser keeps it, and asks each time whether it is still there for whoever looks.
const KEPT: &str = "private, no-cache";

#[derive(Template)]
#[template(path = "users/avatar.html")]
pub struct AvatarPage {
    pub page: Page,
    pub user: Sight,
    pub form: Form,
    pub title: Words,
    /// The profile: one's own lives elsewhere.
    pub back: String,
    /// Kilobytes of the largest file.
    pub most: usize,
}

impl AvatarPage {
    /// The parts to choose from, with their words.
    fn crops() -> [(&'static str, &'static str); 3] {
        [("start", "crop-start"), ("middle", "crop-middle"), ("end", "crop-end")]
    }
}

pub async fn show(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    let user = changeable(&app, &actor, *id, "avatar").await?;
    Ok(draw(&actor, page, user, Form::of([("crop", "middle")]), StatusCode::OK))
}

fn draw(actor: &Actor, page: Page, user: Sight, form: Form, status: StatusCode) -> HttpResponse {
    let (title, back) = (Words::new("picture-of").with("name", user.name()), home_of(actor, user.id));
    let nav = if actor.is(user.id) { Nav::Account } else { Nav::Users };
    let view = AvatarPage { page: page.at(nav), user, form, title, back, most: LARGEST / 1024 };
    web::page(&view.page, &view, status)
}

pub async fn save(
    app: ThinData<App>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<AvatarForm>,
    file: Upload,
) -> Result<HttpResponse> {
    let user = changeable(&app, &actor, *id, "avatar").await?;
    let input = posted.input();
    let outcome = match input.act {
        AvatarAct::Remove => avatar_acts::remove(&app.db, &actor, *id, app.now()).await,
        AvatarAct::Save => match avatar_acts::take_in(&app, &actor, file, input.crop).await {
            Ok(picture) => avatar_acts::set(&app.db, &actor, *id, &picture, app.now()).await,
            Err(error) => Err(error),
        },
    };
    match outcome {
        Ok(()) => {
            web::leave(&session, Notice::ok(if input.act == AvatarAct::Save { "notice-saved" } else { "picture-removed" }));
            Ok(go(&home_of(&actor, *id)))
        }
        Err(error) => Ok(draw(&actor, page, user, posted.rejected(error)?, StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// The picture of somebody, a JPEG, for a page of another slice that may show it.
///
/// # Errors
/// When the database is away.
pub async fn picture(db: &Db, user: Uuid) -> db::Result<Option<Vec<u8>>> {
    Ok(store::avatar(db, user).await?.map(|(_, image)| image))
}

/// To those who may see it, and to whom it is of: their own pages show it in the frame.
pub async fn image(app: ThinData<App>, actor: Actor, request: HttpRequest, path: Path<(Uuid, String)>) -> Result<HttpResponse> {
    let (id, hash) = path.into_inner();
    let is_open = actor.is(id) || seen(&app.db, &actor, id).await?.shows("avatar");
    let kept = if is_open { store::avatar(&app.db, id).await? } else { None };
    let (_, image) = kept.filter(|(kept, _)| *kept == hash).ok_or(Error::NotFound)?;
    // Its address is that of these very bytes, and so is its tag.
    let tag = format!("\"{hash}\"");
    let kept = request.headers().get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    let is_kept = kept.split(',').any(|kept| kept.trim().trim_start_matches("W/") == tag);
    let mut answer = if is_kept { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((CACHE_CONTROL, KEPT)).insert_header((ETAG, tag));
    Ok(if is_kept { answer.finish() } else { answer.content_type("image/jpeg").body(image) })
}
