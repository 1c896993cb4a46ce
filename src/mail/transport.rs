//! The way out of the house: a folder or an SMTP server, and what either says.

use std::time::Duration;

use tokio::sync::watch;

use super::folder;
use super::message::Message;
use super::smtp::Smtp;
use crate::config::{Config, MailUrl};

/// What became of one try, with the words to show: the server's own, or a key of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Sent(String),
    /// Not now: try again.
    Later(String),
    /// Refused for good.
    Never(String),
    /// The server refused our sign-in, so nothing was said about the mail.
    Barred(String),
}

/// How far a try has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The mail is put into words.
    #[default]
    Write,
    Connect,
    Tls,
    SignIn,
    /// From here on the server has let us in.
    From,
    To,
    Text,
}

/// Where a try notes how far it has come, for whoever asks when it is over.
pub(super) type Steps = watch::Sender<Step>;

/// How long a mail server may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until the connection stands.
    pub connect: Duration,
    /// For each answer before the mail itself has been handed over.
    pub command: Duration,
    /// For everything together.
    pub mail: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), command: Duration::from_secs(30), mail: Duration::from_mins(1) }
    }
}

pub(super) enum Transport {
    Folder(std::path::PathBuf),
    Smtp(Box<Smtp>),
}

impl Transport {
    pub(super) fn new(config: &Config, patience: Patience) -> Self {
        match &config.mail_url {
            MailUrl::Folder(folder) => Self::Folder(folder.clone()),
            MailUrl::Smtp { host, port, security, credentials } => {
                Self::Smtp(Box::new(Smtp::new(host.clone(), *port, *security, credentials.clone(), patience)))
            }
        }
    }

    pub(super) async fn send(&self, message: Message, steps: &Steps) -> Outcome {
        match self {
            Self::Folder(folder) => {
                steps.send_replace(Step::Text);
                let folder = folder.clone();
                match tokio::task::spawn_blocking(move || folder::put(&folder, &message)).await {
                    Ok(Ok(name)) => Outcome::Sent(name),
                    Ok(Err(error)) => Outcome::Later(error.to_string()),
                    Err(error) => Outcome::Later(error.to_string()),
                }
            }
            Self::Smtp(smtp) => smtp.send(&message, steps).await,
        }
    }

    /// Ends connections that have not been used for a while, or all of them.
    pub(super) async fn tidy(&self, all: bool) {
        if let Self::Smtp(smtp) = self {
            smtp.tidy(all).await;
        }
    }
}
