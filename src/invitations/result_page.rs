//! What became of a list: per address, with the links to copy.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::offer::Sent;
use super::offered;
use super::outcome::{Line, Outcome};
use crate::access::Actor;
use crate::i18n;
use crate::mail;
use crate::web::{self, App, Nav, Page, Reply, Result, filters};

#[derive(Template)]
#[template(path = "invitations/result.html")]
pub struct ResultPage {
    pub page: Page,
    pub results: Vec<(Line, Option<Sent>)>,
    pub sent: i64,
    /// The form came a second time.
    pub is_repeat: bool,
    /// Addresses that got none.
    pub rest: i64,
    pub bounds: Option<String>,
    pub to_files: bool,
    /// Mail is not being delivered.
    pub is_held: bool,
}

impl ResultPage {
    /// The list as a file that is in the page: nothing of it is kept, and links are shown once.
    fn file(&self) -> String {
        let word = |key| i18n::text(self.page.reader.language, key, None).into_owned();
        let head = ["address", "name", "outcome", "role", "groups", "link"].map(word);
        let rows = self.results.iter().map(|(line, sent)| {
            let made = if self.to_files { "link-made" } else { "in-the-outbox" };
            let outcome = if sent.is_some() { made } else { line.outcome.key() };
            let given = |text: String| if sent.is_some() { text } else { String::new() };
            [
                line.entry.shown().into_owned(),
                line.entry.shown_name(),
                word(outcome),
                given(line.role.clone().unwrap_or_default()),
                given(line.groups.join("; ")),
                sent.as_ref().map(|sent| sent.link.clone()).unwrap_or_default(),
            ]
        });
        let table = web::for_spreadsheets(std::iter::once(head).chain(rows));
        format!("data:text/csv;charset=utf-8,%EF%BB%BF{}", utf8_percent_encode(&table, NON_ALPHANUMERIC))
    }
}

pub async fn draw(app: &App, actor: &Actor, page: Page, results: Vec<(Line, Option<Sent>)>, is_repeat: bool) -> Result<HttpResponse> {
    let sent = i64::try_from(results.iter().filter(|(_, sent)| sent.is_some()).count()).unwrap_or(0);
    let rest = i64::try_from(results.len()).unwrap_or(0) - sent;
    let bounds = offered::bounds(&app.db, actor, &page.reader).await?;
    let to_files = app.config.mail_url.is_folder();
    let is_held = mail::health(&app.db).await?.is_failing();
    let view = ResultPage { page: page.at(Nav::Users), results, sent, is_repeat, rest, bounds, to_files, is_held };
    Ok(web::page(&view.page, &view, StatusCode::OK).secret())
}
