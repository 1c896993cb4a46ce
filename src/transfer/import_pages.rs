//! Choosing a file with users, and saying what its columns are.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, ThinData, get, post, resource};
use askama::Template;
use uuid::Uuid;

use super::forms::{NothingForm, PlanForm};
use super::plan::{NewRole, Plan, Target, targets};
use super::store::{self, Import};
use super::table::{self, MOST_ROWS};
use super::wanted::first_roles;
use super::{actions, check_pages};
use crate::access::{Actor, RoleName, least_privileged};
use crate::i18n::{Words, text};
use crate::jobs::Bell;
use crate::rules::Collection;
use crate::users::role_options;
use crate::web::{self, App, Error, Form, LARGEST_TABLE, Nav, Notice, Page, Posted, Result, Upload, filters, go, text_of};

/// Rows whose cells are shown beside the columns.
const SAMPLES: i64 = 3;
/// Letters of a cell that are shown.
const SHOWN: usize = 60;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/users/import").route(get().to(choose)).route(post().to(upload)))
        .service(resource("/users/import/{id}").route(get().to(check_pages::show)).route(post().to(check)))
        .service(resource("/users/import/{id}/columns").route(get().to(columns)))
        .service(resource("/users/import/{id}/apply").route(post().to(check_pages::apply)))
        .service(resource("/users/import/{id}/rows.csv").route(get().to(check_pages::file)));
}

#[derive(Template)]
#[template(path = "transfer/upload.html")]
pub struct UploadPage {
    pub page: Page,
    pub form: Form,
}

impl UploadPage {
    fn rows() -> i64 {
        i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)
    }

    fn megabytes() -> i64 {
        i64::try_from(LARGEST_TABLE / (1024 * 1024)).unwrap_or(i64::MAX)
    }
}

/// A column of the file, with cells under it and what it is taken for.
pub struct Chosen {
    pub header: String,
    pub samples: Vec<String>,
    pub name: String,
}

#[derive(Template)]
#[template(path = "transfer/columns.html")]
pub struct ColumnsPage {
    pub page: Page,
    pub import: Import,
    pub chosen: Vec<Chosen>,
    pub targets: Vec<Target>,
    /// What new ones may come with; none where that is nobody's to choose.
    pub roles: Vec<(String, String)>,
    pub form: Form,
}

impl ColumnsPage {
    /// The headers of the columns that are not taken in.
    fn left(&self) -> String {
        self.chosen.iter().filter(|column| column.name.is_empty()).map(|column| column.header.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn options(&self, words: &[(&str, &'static str)]) -> Vec<(String, String)> {
        let said = |key: &'static str| text(self.page.reader.language, key, None).into_owned();
        words.iter().map(|(value, key)| ((*value).to_owned(), said(key))).collect()
    }

    fn keys(&self) -> Vec<(String, String)> {
        self.options(&[("email", "email"), ("id", "import-key-id")])
    }

    fn known(&self) -> Vec<(String, String)> {
        self.options(&[("update", "import-update"), ("skip", "import-skip")])
    }

    fn others(&self) -> Vec<(String, String)> {
        self.options(&[("draft", "import-draft"), ("invite", "import-invite"), ("skip", "import-skip")])
    }

    fn empty(&self) -> Vec<(String, String)> {
        self.options(&[("keep", "import-keep"), ("clear", "import-clear")])
    }
}

async fn choose(actor: Actor, page: Page) -> Result<HttpResponse> {
    actions::require(&actor)?;
    let view = UploadPage { page: page.at(Nav::Users), form: Form::default() };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// `POST /users/import`
async fn upload(app: ThinData<App>, actor: Actor, page: Page, upload: Upload, _: Posted<NothingForm>) -> Result<HttpResponse> {
    actions::require(&actor)?;
    let text = if upload.size > LARGEST_TABLE {
        Err(Words::new("import-too-large").with("n", UploadPage::megabytes()))
    } else if upload.size == 0 {
        Err(Words::new("import-choose"))
    } else {
        Ok(text_of(&upload.bytes))
    };
    drop(upload);
    let kept = match &text {
        Ok(text) => match table::read(text) {
            Ok(table) => Ok(actions::upload(&app, &actor, &table).await?),
            Err(words) => Err(words),
        },
        Err(words) => Err(words.clone()),
    };
    match kept {
        Ok(id) => Ok(go(&format!("/users/import/{id}/columns"))),
        Err(words) => {
            let view = UploadPage { page: page.at(Nav::Users), form: Form::default().with(vec![("file", words)]) };
            Ok(web::page(&view.page, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

async fn columns(app: ThinData<App>, actor: Actor, page: Page, id: Path<Uuid>) -> Result<HttpResponse> {
    actions::require(&actor)?;
    let import = actions::seen(&app.db, &actor, *id).await?;
    let plan = if let Some(plan) = import.plan() {
        plan.clone()
    } else {
        let before = store::last_choices(&app.db, import.user_id).await?;
        let role = usual_role(&actor, &first_roles(&app.db, &actor).await?);
        Plan::guess(&import.headers, &targets(&actor, &page.reader), &before, role)
    };
    draw(&app, &actor, page, import, plan.columns.clone(), plan.form(), StatusCode::OK).await
}

/// `POST /users/import/{id}`: the columns are said, and every row is looked at.
async fn check(
    app: ThinData<App>,
    bell: ThinData<Bell>,
    actor: Actor,
    page: Page,
    session: Session,
    id: Path<Uuid>,
    posted: Posted<PlanForm>,
) -> Result<HttpResponse> {
    actions::require(&actor)?;
    let import = actions::seen(&app.db, &actor, *id).await?;
    let roles = first_roles(&app.db, &actor).await?;
    match Plan::of(posted.input(), import.headers.len(), &targets(&actor, &page.reader), &roles) {
        Ok(plan) => match actions::check(&app, &bell, &actor, *id, &plan).await {
            Err(Error::Refused(words)) => {
                web::leave(&session, Notice::bad(&words, &page.reader));
                Ok(go(&format!("/users/import/{id}")))
            }
            outcome => outcome.map(|()| go(&format!("/users/import/{id}"))),
        },
        Err(error) => {
            let form = posted.rejected(error)?;
            draw(&app, &actor, page, import, posted.input().column.clone(), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What forms that add people offer first: the role that whoever adds them gives anyway, else the least that lets anybody in.
fn usual_role(actor: &Actor, roles: &[RoleName]) -> NewRole {
    let id = match actor.rights.default_role(Collection::Users) {
        Some(id) => Some(id).filter(|id| roles.iter().any(|role| role.id == *id)),
        None => least_privileged(roles).map(|role| role.id),
    };
    id.map_or(NewRole::Usual, NewRole::Is)
}

async fn draw(
    app: &App,
    actor: &Actor,
    page: Page,
    import: Import,
    columns: Vec<String>,
    form: Form,
    status: StatusCode,
) -> Result<HttpResponse> {
    let rows = store::rows(&app.db, import.id, 1, SAMPLES).await?;
    let sample = |place: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(place)).filter(|cell| !cell.is_empty());
        cells.map(|cell| cell.chars().take(SHOWN).collect()).collect()
    };
    let chosen = import.headers.iter().enumerate().map(|(place, header)| Chosen {
        header: header.clone(),
        samples: sample(place),
        name: columns.get(place).cloned().unwrap_or_default(),
    });
    let (chosen, targets, roles) = (chosen.collect(), targets(actor, &page.reader), first_roles(&app.db, actor).await?);
    let roles = if roles.is_empty() { Vec::new() } else { role_options(&page, actor, &roles, "no-role") };
    let view = ColumnsPage { page: page.at(Nav::Users), import, chosen, targets, roles, form };
    Ok(web::page(&view.page, &view, status))
}
