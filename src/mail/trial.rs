//! A test mail: sent at once and beside the outbox, so that whoever set mail up sees what the server says to it.

use std::time::Duration;

use uuid::Uuid;

use super::health::Verdict;
use super::letter::Mail;
use super::message;
use super::outbox::row_of;
use super::store::health;
use super::transport::{Outcome, Patience, Step, Steps, Transport};
use crate::clock::NEVER;
use crate::config::{Config, MailUrl};
use crate::db;
use crate::web::App;

/// Somebody waits before the page: together with the goodbye less than 15 s.
const PATIENCE: Patience = Patience { connect: Duration::from_secs(5), command: Duration::from_secs(5), mail: Duration::from_secs(12) };

/// What became of a test mail.
pub struct Trial {
    /// How far it came, and where it failed unless it was sent.
    pub step: Step,
    pub is_sent: bool,
    /// The server's own words, or a key of the catalogue; the name of the file where mails are files.
    pub answer: String,
}

/// Sends a mail now. Whoever sees one leave has repaired what was broken: it ends a pause.
///
/// # Errors
/// When the database is away; what the mail server says is none.
pub async fn try_out(app: &App, mail: Mail) -> db::Result<Trial> {
    let row = row_of(Uuid::now_v7(), mail, None, app.now());
    let (sender, steps) = (health::sender(&app.db).await?, Steps::default());
    let transport = Transport::new(&app.config, PATIENCE);
    let outcome = match message::write(&row, &app.config, &sender, &app.keys) {
        Ok(message) => transport.send(message, &steps).await,
        Err(reason) => Outcome::Never(reason.key.into()),
    };
    transport.tidy(true).await;
    let step = *steps.borrow();
    let (is_sent, answer) = match outcome {
        Outcome::Sent(answer) => (true, answer),
        Outcome::Later(answer) | Outcome::Never(answer) | Outcome::Barred(answer) => (false, answer),
    };
    tracing::info!(event = "mail_tried_out", is_sent, ?step);
    if is_sent {
        let mut write = app.db.write().await?;
        let after = health::find(&mut write).await?.after(&Verdict::Delivered, NEVER, app.now(), 0);
        health::save(&mut write, &after).await?;
        write.commit().await?;
    }
    Ok(Trial { step, is_sent, answer })
}

/// Who takes our mails, in a word.
#[must_use]
pub fn server_of(config: &Config) -> String {
    match &config.mail_url {
        MailUrl::Folder(folder) => folder.display().to_string(),
        MailUrl::Smtp { host, port, .. } => format!("{host}:{port}"),
    }
}
