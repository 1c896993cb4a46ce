//! One's own two-factor: setting it up, the recovery codes, turning it off.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, HeaderValue};
use actix_web::web::{Query, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use serde::Deserialize;

use super::actions::{self, Made, Which};
use super::forms::{CodeForm, FileForm, NothingForm};
use super::qr::Drawing;
use super::recovery::{IN_A_SET, RecoveryCode};
use super::seed::Seed;
use super::{store, using};
use crate::access::{self, Actor, Need, SignedIn};
use crate::clock::Moment;
use crate::web::{self, App, Error, Form, Nav, Notice, Page, Posted, Reply, Result, filters, go, next};

/// Where whoever has nowhere else to go lands.
const HOME: &str = "/account/security";

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/account/two-factor").route(get().to(show)).route(post().to(enable)))
        .service(resource("/account/two-factor/app").route(get().to(show_other)).route(post().to(replace)))
        .service(resource("/account/two-factor/codes").route(post().to(make_codes)))
        .service(resource("/account/two-factor/file").route(post().to(file)))
        .service(resource("/account/two-factor/off").route(post().to(disable)));
}

#[derive(Template)]
#[template(path = "two_factor/enrol.html")]
pub struct EnrolPage {
    pub page: Page,
    pub form: Form,
    /// `None` where the names are too long for one: then the key is typed.
    pub qr: Option<Drawing>,
    /// What the QR code says, for an app on the device itself.
    pub address: Option<String>,
    pub key: String,
    pub needs: Vec<Need>,
    /// Nothing else is open before it is done.
    pub is_due: bool,
    /// It takes the place of the app before.
    pub is_other: bool,
}

impl EnrolPage {
    fn title(&self) -> &'static str {
        if self.is_other { "set-up-other-app" } else { "set-up-two-factor" }
    }
}

#[derive(Template)]
#[template(path = "two_factor/on.html")]
pub struct OnPage {
    pub page: Page,
    pub since: Moment,
    pub codes_left: i64,
    pub needs: Vec<Need>,
    /// Where signing in was on the way to.
    pub next: String,
}

#[derive(Template)]
#[template(path = "two_factor/codes.html")]
pub struct CodesPage {
    pub page: Page,
    pub codes: Vec<String>,
    /// They came with two-factor itself.
    pub is_new: bool,
    pub next: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    next: String,
}

async fn show(app: ThinData<App>, actor: Actor, signed_in: SignedIn, page: Page, wanted: Query<Wanted>) -> Result<HttpResponse> {
    if let Some(seed) = actions::offer(&app, &actor, Which::First, app.now()).await? {
        return draw_enrol(&app, &signed_in, page, (Which::First, &seed), Form::default(), StatusCode::OK).await;
    }
    let view = OnPage {
        since: using::on_since(&app.db, signed_in.user).await?.ok_or(Error::SignIn)?,
        codes_left: store::codes_left(&app.db, signed_in.user).await?,
        needs: access::two_factor_needs(&app.db, signed_in.user, app.now()).await?,
        next: next::local_path(&wanted.next).unwrap_or_default(),
        page: page.at(Nav::Account),
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

async fn show_other(app: ThinData<App>, actor: Actor, signed_in: SignedIn, page: Page) -> Result<HttpResponse> {
    match actions::offer(&app, &actor, Which::Other, app.now()).await? {
        Some(seed) => draw_enrol(&app, &signed_in, page, (Which::Other, &seed), Form::default(), StatusCode::OK).await,
        None => Ok(go("/account/two-factor")),
    }
}

async fn draw_enrol(
    app: &App,
    signed_in: &SignedIn,
    page: Page,
    (which, seed): (Which, &Seed),
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    let address = seed.address(&page.project, &signed_in.email);
    let view = EnrolPage {
        qr: address.as_deref().and_then(Drawing::of),
        address,
        key: seed.in_groups(),
        needs: access::two_factor_needs(&app.db, signed_in.user, app.now()).await?,
        is_due: signed_in.must_enrol,
        is_other: which == Which::Other,
        form,
        page: page.at(Nav::Account),
    };
    Ok(web::page(&view.page, &view, status).secret())
}

async fn enable(
    app: ThinData<App>,
    actor: Actor,
    signed_in: SignedIn,
    page: Page,
    session: Session,
    posted: Posted<CodeForm>,
) -> Result<HttpResponse> {
    turn_on(&app, &actor, &signed_in, page, &session, Which::First, posted).await
}

async fn replace(
    app: ThinData<App>,
    actor: Actor,
    signed_in: SignedIn,
    page: Page,
    session: Session,
    posted: Posted<CodeForm>,
) -> Result<HttpResponse> {
    turn_on(&app, &actor, &signed_in, page, &session, Which::Other, posted).await
}

async fn turn_on(
    app: &App,
    actor: &Actor,
    signed_in: &SignedIn,
    page: Page,
    session: &Session,
    which: Which,
    posted: Posted<CodeForm>,
) -> Result<HttpResponse> {
    match actions::enable(app, actor, which, &posted.input().code).await {
        Ok(made) => Ok(draw_codes(page, session, made, true, if signed_in.must_enrol { "/" } else { HOME })),
        // Done already: the page with the codes was loaded anew, and they are shown once.
        Err(Error::Refused(_)) => Ok(go("/account/two-factor")),
        Err(error) => {
            let form = posted.rejected(error)?;
            let seed = actions::offer(app, actor, which, app.now()).await?.ok_or(Error::NotFound)?;
            draw_enrol(app, signed_in, page, (which, &seed), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn make_codes(app: ThinData<App>, actor: Actor, page: Page, session: Session, _: Posted<NothingForm>) -> Result<HttpResponse> {
    let made = actions::make_codes(&app, &actor).await?;
    Ok(draw_codes(page, &session, made, false, HOME))
}

/// Shown this once. The session keeps its forms' token with its new key, so the page can post the codes for the file.
fn draw_codes(page: Page, session: &Session, made: Made, is_new: bool, next: &str) -> HttpResponse {
    access::enter(session, &made.key);
    let codes = made.codes.iter().map(RecoveryCode::shown).collect();
    let view = CodesPage { page: page.at(Nav::Account), codes, is_new, next: next.to_owned() };
    web::page(&view.page, &view, StatusCode::OK).secret()
}

/// The codes as a text file, for browsers without scripts too. Nothing keeps them in the clear, so the page sends them; what is
/// no code of whoever asks is no file of ours.
async fn file(app: ThinData<App>, signed_in: SignedIn, page: Page, posted: Posted<FileForm>) -> Result<HttpResponse> {
    let mut lines = format!("{}, {}\n\n", page.project, signed_in.email);
    for typed in posted.input().codes.iter().take(IN_A_SET) {
        let code = RecoveryCode::parse(typed).ok_or(Error::Malformed("codes"))?;
        if !store::is_open_code(&app.db, signed_in.user, code.hash(&app.keys, signed_in.user)).await? {
            return Err(Error::Malformed("codes"));
        }
        lines.push_str(&code.shown());
        lines.push('\n');
    }
    let mut answer = HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(lines).secret();
    let name = HeaderValue::from_static("attachment; filename=\"recovery-codes.txt\"");
    answer.headers_mut().insert(CONTENT_DISPOSITION, name);
    Ok(answer)
}

async fn disable(app: ThinData<App>, actor: Actor, session: Session, _: Posted<NothingForm>) -> Result<HttpResponse> {
    let key = actions::disable(&app, &actor).await?;
    access::enter(&session, &key);
    web::leave(&session, Notice::ok("notice-two-factor-off"));
    Ok(go(HOME))
}
