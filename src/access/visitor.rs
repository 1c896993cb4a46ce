//! The visitor of a request: someone signed in, as their record is at this moment, or a stranger.

use std::rc::Rc;
use std::sync::Arc;

use actix_session::{Session, SessionExt};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::middleware::Next;
use actix_web::web::ThinData;
use actix_web::{FromRequest, HttpMessage, HttpRequest, ResponseError};
use uuid::Uuid;

use super::sessions::{hand_out, is_key_unknown};
use super::{Actor, Catalogue, Presence, Proofs, Remembered, Rights, navigation, store};
use crate::clock::Moment;
use crate::crypto::Secret;
use crate::i18n::{Language, Reader, zone};
use crate::mail::Signal;
use crate::rules::{Action, Collection};
use crate::web::{App, Client, Error, Nav, Notice, PASSWORD_MIN, Page, Person, Result, Swap, chosen_language, csrf, is_page, next};

/// Where a stranger chooses the language.
const LANGUAGE: &str = "/language";
/// Administrators who are named where a permission is missing.
const GRANTERS: i64 = 3;
/// Where a password is looked at while it is chosen.
const CHECK: &str = "/check-password";
/// The one page of someone who must change their password.
const MUST_CHANGE: &str = "/account/password";
/// The one page of someone who must set up two-factor.
const MUST_ENROL: &str = "/account/two-factor";

/// Pictures are part of a page, whose notice they leave to it.
const PICTURES: &str = "/avatar/";

/// Whoever made the request, and the frame of the page they get.
pub struct Visitor {
    pub page: Page,
    pub signed_in: Option<SignedIn>,
    /// Whether set-up is done.
    pub is_set_up: bool,
    rights: Arc<Rights>,
    client: Client,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what is due, one by one")]
pub struct SignedIn {
    pub session: Uuid,
    pub user: Uuid,
    pub name: String,
    pub email: String,
    pub must_change_password: bool,
    pub has_temporary_password: bool,
    pub has_two_factor: bool,
    /// Two-factor is asked of them, and they have not set it up.
    pub must_enrol: bool,
    pub proofs: Proofs,
}

impl Visitor {
    /// Who acts: nobody but the signed-in, unless they only look and something is open to everyone.
    #[must_use]
    pub fn actor(&self, looks: bool) -> Option<Actor> {
        let Some(signed_in) = &self.signed_in else {
            return (looks && !self.rights.is_nothing()).then(|| Actor::stranger(self.client.clone(), self.rights.clone()));
        };
        let actor = Actor::user(signed_in.user, signed_in.name.clone(), self.client.clone());
        Some(actor.in_session(signed_in.session, signed_in.proofs.clone(), self.rights.clone()))
    }

    /// What roles may do, as of this request.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.rights.catalogue
    }
}

/// Finds out who asks, before any page does.
///
/// # Errors
/// Never: a database that is away is an answer.
pub async fn visit<B: MessageBody + 'static>(
    request: ServiceRequest,
    service: Next<B>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match find(&request).await {
        Ok(visitor) => {
            let (elsewhere, session) = (way(&visitor, &request), request.get_session());
            request.extensions_mut().insert(Rc::new(visitor.page.clone()));
            request.extensions_mut().insert(Rc::new(visitor));
            let mut response = match elsewhere {
                Some(path) => {
                    let answer = crate::web::go_there(path, Swap::of(request.request()));
                    request.into_response(answer).map_into_boxed_body()
                }
                None => service.call(request).await?.map_into_boxed_body(),
            };
            hand_out(&session, &mut response);
            let is_stranger = response.request().extensions().get::<Rc<Visitor>>().is_some_and(|visitor| visitor.signed_in.is_none());
            if is_stranger && crate::web::is_lack(response.response()) {
                // More may be open to them once it is known who they are.
                return Ok(ServiceResponse::new(response.into_parts().0, Error::SignIn.error_response()));
            }
            let response = with_granters(response).await;
            note(&response);
            Ok(response)
        }
        Err(error) => Ok(request.error_response(error)),
    }
}

/// A page that says which permission is missing also says who can grant it.
async fn with_granters(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    if !crate::web::is_lack(response.response()) {
        return response;
    }
    if let Some(app) = response.request().app_data::<ThinData<App>>().cloned() {
        // Without names the page says "an administrator".
        let names = super::admin_names(&app.db, GRANTERS, app.now()).await.unwrap_or_default();
        crate::web::name_granters(response.response_mut(), names);
    }
    response
}

/// Notes when somebody was last seen, and on which page. Polling is no activity.
fn note(response: &ServiceResponse<BoxBody>) {
    let request = response.request();
    let visitor = request.extensions().get::<Rc<Visitor>>().cloned();
    let (Some(visitor), Some(presence)) = (visitor, request.app_data::<ThinData<Presence>>()) else { return };
    if let Some(who) = visitor.signed_in.as_ref().filter(|_| request.method() == Method::GET && !Swap::of(request)) {
        let path = next::local_path(&visitor.page.path).filter(|path| is_page(response, path));
        presence.saw(who.session, who.user, path.as_deref(), *visitor.page.now());
    }
}

/// Where a visitor must go first: set-up while it is open, a new password while one is due, then two-factor where it is.
fn way(visitor: &Visitor, request: &ServiceRequest) -> Option<&'static str> {
    let path = request.path();
    if !visitor.is_set_up {
        return (!["/setup", LANGUAGE, CHECK].contains(&path)).then_some("/setup");
    }
    let signed_in = visitor.signed_in.as_ref()?;
    let (due, others): (_, &[&str]) = match signed_in {
        SignedIn { must_change_password: true, .. } => (MUST_CHANGE, &["/sign-out", CHECK]),
        SignedIn { must_enrol: true, .. } => (MUST_ENROL, &["/sign-out", LANGUAGE, "/account/prove"]),
        _ => return None,
    };
    (path != due && !others.contains(&path)).then_some(due)
}

async fn find(request: &ServiceRequest) -> Result<Visitor> {
    let app = request.app_data::<ThinData<App>>().ok_or_else(|| Error::Internal("no app".into()))?;
    let session = request.get_session();
    if let Ok(Some(fault)) = session.get::<String>("fault") {
        tracing::error!(fault, "the session could not be read");
        return Err(Error::Database(crate::db::Error::PoolTimedOut));
    }
    let now = app.now();
    let client = request.extensions().get::<Client>().cloned().unwrap_or_default();
    let row = match session.get::<Uuid>("session").ok().flatten() {
        Some(id) => store::visitor(&app.db, id, now).await?,
        None => None,
    };
    let rights = match &row {
        Some(row) => rights_now(request, app, row, &client, now).await?,
        None => Rights::none(),
    };
    let row = row.filter(|_| rights.may_use_pages());
    let project = match &row {
        Some(row) => Some(row.project.clone()),
        None => store::project(&app.db).await?,
    };
    let rights = match (&row, &project) {
        (None, Some(project)) => Rights::of_strangers(catalogue(request, app, project.rights_version).await?, now),
        _ => rights,
    };
    let mut page = frame(request, app, now, row.as_ref(), project.as_ref());
    if let Some(person) = &mut page.person {
        person.opens = navigation::opens(&rights);
    }
    let sees_mails = page.opens(Nav::Outbox) && rights.fields(Action::Read, Collection::Outbox).has("state");
    page.mail_fails = sees_mails && request.app_data::<ThinData<Signal>>().is_some_and(|signal| signal.is_on());
    page.csrf = csrf::mask(&if is_key_unknown(request, &session) { rand::random() } else { token(&session, app) });
    // Looked at before it is taken: taking marks the session as changed, and a page view would write to the database.
    let is_page = !Swap::of(request.request()) && !request.path().contains(PICTURES);
    if row.is_some() && is_page && session.entries().contains_key("notice") {
        page.notice = session.remove_as::<Notice>("notice").and_then(std::result::Result::ok);
    }
    let signed_in = row.map(|row| SignedIn {
        session: row.session_id,
        user: row.id,
        name: page.person.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
        email: row.email,
        must_change_password: row.must_change_password,
        has_temporary_password: row.has_temporary_password,
        must_enrol: !row.has_two_factor && !rights.needs_two_factor(&row.project.two_factor).is_empty(),
        has_two_factor: row.has_two_factor,
        proofs: Proofs::of(row.proved_at, row.proofs),
    });
    Ok(Visitor { page, signed_in, is_set_up: project.is_some(), rights: Arc::new(rights), client })
}

async fn catalogue(request: &ServiceRequest, app: &App, version: i64) -> Result<Arc<Catalogue>> {
    let remembered = request.app_data::<ThinData<Remembered>>().ok_or_else(|| Error::Internal("no memory of roles".into()))?;
    Ok(remembered.at(&app.db, version).await?)
}

/// What they may do at this moment: their roles are read, what each may do is remembered until it changes.
async fn rights_now(request: &ServiceRequest, app: &App, row: &store::VisitorRow, client: &Client, now: Moment) -> Result<Rights> {
    let catalogue = catalogue(request, app, row.project.rights_version).await?;
    Ok(Rights::of(&app.db, row.id, catalogue, Some(&client.address), now).await?)
}

/// The token under the mask: the session's own, or that of a seed the browser gets with this answer.
fn token(session: &Session, app: &App) -> [u8; 32] {
    if let Ok(Some(token)) = session.get("csrf") {
        return token;
    }
    let seed = Secret::random();
    // Into memory; the middleware puts it into the cookie.
    let _ = session.insert("seed", seed.expose());
    app.keys.sign("csrf", seed.bytes())
}

fn frame(request: &ServiceRequest, app: &App, now: Moment, row: Option<&store::VisitorRow>, project: Option<&store::ProjectRow>) -> Page {
    let asked = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Language::accepted);
    let default = project.and_then(|project| Language::from_tag(&project.default_language));
    let chosen = chosen_language(request.request(), app);
    let language = match row {
        Some(row) => Language::from_tag(&row.language),
        None => chosen.or(asked),
    };
    let their_zone = row.and_then(|row| zone(&row.timezone)).or_else(|| project.and_then(|project| zone(&project.default_timezone)));
    Page {
        reader: Reader {
            language: language.or(default).or(asked).unwrap_or(Language::English),
            zone: their_zone.unwrap_or(chrono_tz::UTC),
            now,
        },
        project: project.map_or_else(|| "Rolecall".to_owned(), |project| project.project_name.clone()),
        person: row.map(person),
        theme: row.map_or_else(|| "auto".into(), |row| row.theme.clone()),
        density: row.map_or_else(|| "comfortable".into(), |row| row.density.clone()),
        arrangement: row.map_or(serde_json::Value::Null, |row| row.arrangement.clone()),
        has_shortcuts: row.is_some_and(|row| row.shortcuts),
        csrf: String::new(),
        host: app.config.public_url.split_once("://").map_or("", |(_, host)| host).to_owned(),
        password_min: project.and_then(|project| usize::try_from(project.password_min).ok()).unwrap_or(PASSWORD_MIN),
        path: request.uri().to_string(),
        notice: None,
        nav: Nav::None,
        is_language_chosen: row.is_some() || chosen.is_some(),
        mail_fails: false,
    }
}

fn person(row: &store::VisitorRow) -> Person {
    let name = crate::web::display_name(&row.first_name, &row.last_name, &row.email);
    Person { id: row.id, has_two_factor: row.has_two_factor, avatar: row.avatar.clone(), opens: Vec::new(), name }
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = request.extensions().get::<Rc<Self>>().cloned();
        std::future::ready(visitor.ok_or_else(|| Error::Internal("no visitor".into())).map(|visitor| Self {
            page: visitor.page.clone(),
            signed_in: visitor.signed_in.clone(),
            is_set_up: visitor.is_set_up,
            rights: visitor.rights.clone(),
            client: visitor.client.clone(),
        }))
    }
}

/// The frame of the page, for signed-in people only: taking it closes a handler to strangers.
impl FromRequest for SignedIn {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = request.extensions().get::<Rc<Visitor>>().cloned();
        std::future::ready(visitor.and_then(|visitor| visitor.signed_in.clone()).ok_or(Error::SignIn))
    }
}
