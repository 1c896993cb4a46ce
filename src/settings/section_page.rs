//! What the pages of settings have in common: one form, posted whole.

use actix_session::Session;
use actix_web::http::StatusCode;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::model::Sight;
use super::section::{self, Section, seen};
use crate::access::Actor;
use crate::web::{self, App, Error, Form, Notice, Page, Posted, Result};

/// What the form of a section posts.
pub(super) trait SectionForm: DeserializeOwned + Validate {
    type Section: Section;

    /// That of the settings as they were when the form was drawn.
    fn version(&self) -> i64;

    /// # Errors
    /// `Invalid`.
    fn typed(&self) -> Result<Self::Section>;

    /// Each field, its label, and what it says, as the reader would put it.
    fn told(section: &Self::Section, page: &Page) -> Vec<(&'static str, &'static str, String)>;
}

/// The page once more.
pub(super) struct Again {
    pub settings: Sight,
    pub form: Form,
    pub status: StatusCode,
}

/// Saves what was posted; `None` once it is, else the form as it goes back.
///
/// # Errors
/// `Lack`; `Prove`.
pub(super) async fn change<F: SectionForm>(
    app: &App,
    actor: &Actor,
    page: &Page,
    session: &Session,
    posted: &Posted<F>,
) -> Result<Option<Again>> {
    let settings = seen::<F::Section>(&app.db, actor).await?;
    settings.require_changes(&[F::Section::FIELD])?;
    let outcome = match posted.typed(F::typed) {
        Ok(typed) => section::save(&app.db, actor, posted.input().version(), &typed, app.now()).await.map_err(|error| (error, Some(typed))),
        Err(error) => Err((error, None)),
    };
    match outcome {
        Ok(()) => {
            web::leave(session, Notice::ok("notice-saved"));
            Ok(None)
        }
        // Someone else was quicker: what was typed stays, what is stored now is named beside each field.
        Err((Error::Refused(words), Some(typed))) => {
            let settings = seen::<F::Section>(&app.db, actor).await?;
            let (stored, typed) = (F::told(F::Section::of(&settings), page), F::told(&typed, page));
            let fields = stored.into_iter().zip(typed).map(|((field, label, stored), (.., typed))| (field, label, stored, typed));
            let form = posted.form.clone().set("version", settings.version.to_string()).with(web::overtaken(words, fields));
            Ok(Some(Again { settings, form, status: StatusCode::CONFLICT }))
        }
        Err((error, _)) => Ok(Some(Again { settings, form: posted.rejected(error)?, status: StatusCode::UNPROCESSABLE_ENTITY })),
    }
}
