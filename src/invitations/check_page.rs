//! What will happen to each address, and putting right what is wrong with it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::TimeDelta;

use super::addresses::Part;
use super::outcome::{Line, Outcome};
use super::terms::{Choices, Terms};
use super::{offered, store};
use crate::access::Actor;
use crate::crypto::Secret;
use crate::i18n::{self, Language, Words};
use crate::mail::{self, Invitation, Letter, Mail, Preview};
use crate::users;
use crate::web::{self, App, Form, Nav, Page, Result, filters};

/// Fields that put rows right, in one page: a form holds twice as many.
const MOST_FIXES: usize = 800;
/// Letters of what is put right by hand rather than left out.
const LONGEST_FIX: usize = 254;

#[derive(Template)]
#[template(path = "invitations/check.html")]
pub struct CheckPage {
    pub page: Page,
    pub form: Form,
    /// With the parts of each that can be put right.
    pub lines: Vec<(Line, Vec<Part>)>,
    pub sending: i64,
    /// Role, language and how long the links work.
    pub terms: Words,
    /// When their access ends.
    pub until: Option<Words>,
    /// What everyone becomes a member of.
    pub joined: Vec<(String, String)>,
    pub roles: Vec<String>,
    pub bounds: Option<String>,
    pub to_files: bool,
    /// The first mail that would go out.
    pub mail: Option<Preview>,
    /// It was to be sent, and had been changed.
    pub is_changed: bool,
}

impl CheckPage {
    fn has_fixes(&self) -> bool {
        self.lines.iter().any(|(_, parts)| !parts.is_empty())
    }

    fn label(part: &Part) -> &'static str {
        match part {
            Part::Email => "address",
            Part::Role => "role",
            Part::Groups => "groups",
            Part::Language => "language",
        }
    }

    /// What stands in the field for a part; a list of choices begins with none of them.
    fn options(&self, part: &Part) -> Vec<&str> {
        match part {
            Part::Role => self.roles.iter().map(String::as_str).collect(),
            Part::Language => Language::OFFERED.iter().map(|(_, name)| *name).collect(),
            Part::Email | Part::Groups => Vec::new(),
        }
    }
}

pub async fn draw(app: &App, actor: &Actor, page: Page, form: Form, lines: Vec<Line>, terms: &Terms) -> Result<HttpResponse> {
    let sending = i64::try_from(lines.iter().filter(|line| line.outcome.sends()).count()).unwrap_or(0);
    let choices = Choices::read(&app.db, actor).await?;
    let role = choices.role(terms).unwrap_or_else(|| i18n::text(page.reader.language, "no-role", None).into_owned());
    let language = Language::OFFERED.iter().find(|(language, _)| *language == terms.language).map_or("", |(_, name)| name);
    let words = Words::new("invite-terms").with("role", role).with("language", language).with("days", terms.days);
    let joined = choices.groups.iter().filter(|group| terms.groups.contains(&group.id));
    let mail = mail_of(app, actor, &page, &lines).await?;
    let view = CheckPage {
        mail,
        form: form.clone().set("role", terms.role.map(|role| role.to_string()).unwrap_or_default()),
        lines: with_fixes(lines),
        sending,
        terms: words,
        until: terms.until.map(|until| Words::new("invite-until-terms").with("date", page.reader.date(&until))),
        joined: joined.map(|group| (group.id.to_string(), group.name.clone())).collect(),
        roles: choices.roles.into_iter().map(|role| role.name).collect(),
        bounds: offered::bounds(&app.db, actor, &page.reader).await?,
        page: page.at(Nav::Users),
        to_files: app.config.mail_url.is_folder(),
        is_changed: form.value("act") == "send",
    };
    Ok(web::page(&view.page, &view, StatusCode::OK))
}

/// The first of the mails that would go out, as it will be read.
async fn mail_of(app: &App, actor: &Actor, page: &Page, lines: &[Line]) -> Result<Option<Preview>> {
    let Some((line, email)) = lines.iter().find(|line| line.outcome.sends()).and_then(|line| Some((line, line.entry.email.as_ref().ok()?)))
    else {
        return Ok(None);
    };
    let inviter = match actor.id() {
        Some(id) => Some(users::seen(&app.db, actor, id).await?),
        None => None,
    };
    let now = app.now();
    let invitation = Invitation {
        project: page.project.clone(),
        inviter: actor.name.clone(),
        role: line.role.clone(),
        message: line.terms.message.clone(),
        expires_at: now + TimeDelta::days(line.terms.days),
    };
    let settings = store::settings(&app.db).await?;
    let mail = Mail {
        to_address: email.as_typed().to_owned(),
        to_name: String::new(),
        reply_to: inviter.map(|inviter| inviter.email.clone()).unwrap_or_default(),
        language: line.terms.language,
        zone: i18n::zone(&settings.default_timezone).unwrap_or(chrono_tz::UTC),
        user: None,
        letter: Letter::Invitation(invitation, Secret::from([0; 32])),
    };
    Ok(mail::sketch(&mail, &app.config, now))
}

/// What needs a look comes first.
fn with_fixes(mut lines: Vec<Line>) -> Vec<(Line, Vec<Part>)> {
    lines.sort_by_key(|line| match line.outcome {
        Outcome::Wrong(_) | Outcome::Domain | Outcome::Unfit => 0,
        Outcome::Archived(_) | Outcome::Suspended(_) | Outcome::Hidden | Outcome::NotTheirs => 1,
        Outcome::Invite | Outcome::Draft(_) => 2,
        Outcome::Again(..) | Outcome::TooSoon(_) => 3,
        Outcome::Active(_) => 4,
        Outcome::Twice => 5,
    });
    let mut left = MOST_FIXES;
    let mut fixes = |line: Line| {
        let parts = parts(&line);
        let parts = if parts.len() > left { Vec::new() } else { parts };
        left -= parts.len();
        (line, parts)
    };
    lines.into_iter().map(&mut fixes).collect()
}

/// The parts of a row that keep it from being sent.
fn parts(line: &Line) -> Vec<Part> {
    let address = matches!(line.outcome, Outcome::Wrong(_) | Outcome::Domain).then_some(Part::Email);
    let columns = line.faults.iter().map(|fault| fault.part).filter(|_| address.is_some() || line.outcome == Outcome::Unfit);
    let parts = address.into_iter().chain(columns);
    parts.filter(|part| line.entry.part(part).len() <= LONGEST_FIX).collect()
}
