//! The command line.

use std::error::Error as StdError;
use std::io::Read;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand};

use super::{demo, server, transfer};
use crate::access::Actor;
use crate::audit;
use crate::config::Config;
use crate::credentials::{self, Password};
use crate::crypto::Keys;
use crate::db;
use crate::i18n::{Language, Reader, Words};
use crate::setup::{self, Project};
use crate::transfer::How;
use crate::two_factor;
use crate::users::{self, Email};
use crate::web::{self, App, Error};

/// How long connections may take to end when the server stops.
const LAST_QUERIES: Duration = Duration::from_secs(2);

type Outcome<T = ()> = Result<T, Box<dyn StdError>>;

/// Rolecall, a self-hosted user directory.
#[derive(Parser)]
#[command(name = "rolecall", version, about)]
pub struct Cli {
    /// A TOML file with settings; the environment (ROLECALL_…) wins over it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages (what `rolecall` alone does).
    Serve,
    /// Check the settings and say what they come to; opens nothing.
    CheckConfig,
    /// Bring the database's schema up to date.
    Migrate,
    /// Make administrators, or let one back in.
    #[command(subcommand)]
    Admin(Admin),
    /// Fill the directory with made-up people.
    Demo {
        /// How many.
        #[arg(long)]
        users: usize,
        /// The same seed makes the same people.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write everyone to a file, or to standard output.
    Export {
        #[arg(long, value_enum, default_value = "csv")]
        format: transfer::Kind,
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Take users in from a CSV file: new ones as drafts, those who are there as their rows say.
    Import {
        file: PathBuf,
        /// Say what would happen, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Change those who are there (what it does anyway).
        #[arg(long, conflicts_with = "skip")]
        update: bool,
        /// Leave those who are there as they are.
        #[arg(long)]
        skip: bool,
        /// Invite new ones by mail.
        #[arg(long)]
        invite: bool,
        /// The role of new ones whose row names none. Without one nobody can sign in.
        #[arg(long, value_name = "NAME")]
        role: Option<String>,
    },
    /// The trail of every change.
    #[command(subcommand)]
    Audit(Audit),
}

#[derive(Subcommand)]
enum Admin {
    /// Add an active administrator.
    Create {
        #[arg(long)]
        email: String,
        #[arg(long, default_value = "")]
        name: String,
        /// Read the password from standard input; without it one is made and printed.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Print a one-time link to a new password, valid for 60 minutes.
    Recover {
        #[arg(long)]
        email: String,
        /// Turn their two-factor off too: the app is lost, and so are the recovery codes.
        #[arg(long)]
        without_two_factor: bool,
    },
}

#[derive(Subcommand)]
enum Audit {
    /// Prove that no event was changed or cut out.
    Verify,
}

impl Cli {
    /// Does what was asked.
    ///
    /// # Errors
    /// In plain words, for whoever typed the command.
    pub async fn run(self) -> Outcome {
        let command = self.command.unwrap_or(Command::Serve);
        let file = self.config.as_deref();
        if matches!(command, Command::Audit(_) | Command::Export { .. } | Command::Import { .. } | Command::Admin(Admin::Recover { .. })) {
            db::require_there(&Config::check(file)?.database_url)?;
        }
        let config = if matches!(command, Command::CheckConfig) { Config::check(file) } else { Config::load(file) }?;
        // What a command did is said where it is asked, and stands in the trail: a table of thousands would hide the rows that are wrong.
        let usual = if matches!(command, Command::Serve) { "info" } else { "warn" };
        log(config.log.as_deref().unwrap_or(usual))?;
        match command {
            Command::Serve => serve(config).await,
            Command::CheckConfig => {
                check(&config);
                Ok(())
            }
            Command::Migrate => {
                let db = db::open(&config.database_url, trail_key(&config)).await?;
                println!("The schema is up to date ({}).", db.name());
                db.close().await;
                Ok(())
            }
            Command::Admin(Admin::Create { email, name, password_stdin }) => {
                create_admin(open(config).await?, &email, &name, password_stdin).await
            }
            Command::Admin(Admin::Recover { email, without_two_factor }) => recover(open(config).await?, &email, without_two_factor).await,
            Command::Demo { users, seed } => demo::fill(&open(config).await?, users, seed).await,
            Command::Export { format, output } => {
                let app = open(config).await?;
                transfer::export(&app, format, output.as_deref()).await.map_err(|error| explain(&error))?;
                app.db.close().await;
                Ok(())
            }
            Command::Import { file, dry_run, update: _, skip, invite, role } => {
                let how = How { skips: skip, invites: invite, role: role.as_deref(), is_dry: dry_run };
                let app = open(config).await?;
                transfer::import(&app, &file, how).await.map_err(|error| explain(&error))?;
                app.db.close().await;
                Ok(())
            }
            Command::Audit(Audit::Verify) => verify(open(config).await?).await,
        }
    }
}

fn log(filter: &str) -> Outcome {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).map_err(|error| format!("ROLECALL_LOG: {error}"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .init();
    Ok(())
}

async fn open(config: Config) -> Outcome<App> {
    let db = db::open(&config.database_url, trail_key(&config)).await?;
    Ok(App::new(config, db))
}

/// What the head of the trail is signed with.
fn trail_key(config: &Config) -> [u8; 32] {
    Keys::new(config.secret_key).derive("trail")
}

async fn serve(config: Config) -> Outcome {
    db::hold_alone(&config.database_url)?;
    let listener = TcpListener::bind(config.listen).map_err(|error| format!("Cannot listen on {}: {error}", config.listen))?;
    let app = open(config).await?;
    if setup::is_open(&app.db).await? {
        println!("Set up Rolecall: {}/setup?code={}", app.config.public_url, setup::code_of(&app));
    }
    let metrics = server::start_metrics(&app)?;
    if let Some(metrics) = metrics {
        tokio::spawn(metrics);
    }
    let db = app.db.clone();
    web::press_assets();
    let running = server::start(app.clone(), listener)?;
    tracing::info!(listen = %app.config.listen, url = app.config.public_url, database = db.name(), "ready");
    running.wait().await?;
    // What is committed is on disk; a connection that does not end costs nothing but tidiness.
    let _ = tokio::time::timeout(LAST_QUERIES, db.close()).await;
    Ok(())
}

fn check(config: &Config) {
    let database = config.database_url.split_once(':').map_or("", |(kind, _)| kind);
    println!("The settings are valid.");
    println!("Serves {} on {}, data in {}, database {database}.", config.public_url, config.listen, config.data_dir.display());
    println!("Mail goes out {}, from {}.", config.mail_url, config.mail_from);
}

async fn create_admin(app: App, email: &str, name: &str, password_stdin: bool) -> Outcome {
    let email = Email::parse(email).map_err(|error| say(&Words::new(error.key())))?;
    let (first, last) = name.rsplit_once(' ').unwrap_or((name, ""));
    let typed = if password_stdin {
        let mut text = String::new();
        std::io::stdin().take(4096).read_to_string(&mut text)?;
        text.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        users::temporary_password()
    };
    let local = email.as_typed().split('@').next().unwrap_or_default();
    let password =
        Password::choose(&typed, credentials::password_min(&app.db).await?, &[first, last, local]).map_err(|words| say(&words))?;
    let hash = app.hash_pool.hash(password.expose()).await.map_err(|_| "busy")?;
    let now = app.now();
    let actor = Actor::cli();
    let mut write = app.db.write().await?;
    setup::set_up_project(&mut write, &actor, &Project::default(), now).await.map_err(|error| explain(&error))?;
    setup::create_admin(&mut write, &actor, &email, (first, last), &hash, now).await.map_err(|error| explain(&error))?;
    write.commit().await?;
    println!("{} is an administrator now.", email.as_typed());
    if !password_stdin {
        println!("Password: {typed}");
    }
    app.db.close().await;
    Ok(())
}

async fn recover(app: App, email: &str, without_two_factor: bool) -> Outcome {
    let email = Email::parse(email).map_err(|error| say(&Words::new(error.key())))?;
    let failed = |error| match error {
        Error::NotFound => "Nobody active has that address.".to_owned(),
        error => explain(&error),
    };
    if without_two_factor {
        two_factor::remove_by_command(&app, email.key()).await.map_err(failed)?;
    }
    let (user, link) = credentials::recovery_link(&app, email.key()).await.map_err(failed)?;
    println!("{link}");
    if without_two_factor {
        println!("Their two-factor is off. Where it was on, their sessions have ended, and they are told by mail.");
        println!("Where it is required of them, they set it up anew when they sign in next.");
    } else if two_factor::on_since(&app.db, user).await?.is_some() {
        println!("They use two-factor, and will be asked for a code. With --without-two-factor it is turned off.");
    }
    app.db.close().await;
    Ok(())
}

async fn verify(app: App) -> Outcome {
    match audit::verify(&app.db).await? {
        Ok(events) => println!("The trail is whole: {events} events."),
        Err(audit::Break::Gap(seq)) => return Err(format!("An event is missing before number {seq}.").into()),
        Err(audit::Break::End(seq)) => {
            let end = format!("The trail ends with event number {seq}, but was signed for another end.");
            return Err(format!("{end} Events are missing there, or were added without the secret key.").into());
        }
        Err(audit::Break::Changed(seq)) => return Err(format!("Event number {seq} was changed.").into()),
    }
    app.db.close().await;
    Ok(())
}

/// The command line speaks English.
pub(super) fn say(words: &Words) -> String {
    words.to(&Reader { language: Language::English, zone: chrono_tz::UTC, now: chrono::Utc::now() }).into_owned()
}

fn explain(error: &Error) -> String {
    match error {
        Error::Refused(words) => say(words),
        Error::Invalid(problems) => problems.iter().map(|(_, words)| say(words)).collect::<Vec<_>>().join(" "),
        error => error.to_string(),
    }
}
