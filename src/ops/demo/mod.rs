//! A directory full of made-up people, for a first look and for measuring.

mod fields;
mod groups;
mod names;
mod people;
mod store;

use std::collections::HashMap;
use std::error::Error;
use std::time::Instant;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::access::{self, Actor};
use crate::audit::{self, Event, Subject};
use crate::clock::{Moment, NEVER};
use crate::rules::{Rule, Schema};
use crate::setup::{self, Project};
use crate::users::{self, Email, Status};
use crate::web::App;
use people::{People, Person, ROLES, Standing};

/// People written in one statement and transaction: 31 values each, and a statement takes 32,766 on SQLite.
const BATCH: usize = 1_000;

/// Adds `count` people. On an empty database it sets the project up first, with an administrator of its own. Everyone gets
/// the same password, made anew and printed: hashing one per person would take an hour.
///
/// # Errors
/// When the database refuses or is away.
pub async fn fill(app: &App, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let now = app.now();
    let actor = Actor::cli();
    let password = users::temporary_password();
    let hash = app.hash_pool.hash(&password).await.map_err(|_| "busy")?;
    let mut write = app.db.write().await?;
    let project = Project { name: "Acme".into(), ..Project::default() };
    let words = |error: crate::web::Error| error.to_string();
    let is_new = setup::set_up_project(&mut write, &actor, &project, now).await.map_err(words)?;
    if is_new {
        store::ask_nobody_for_two_factor(&mut write).await?;
        let email = Email::parse("admin@acme.example").map_err(|_| "address")?;
        setup::create_admin(&mut write, &actor, &email, ("Ada", "Abara"), &hash, now).await.map_err(words)?;
    }
    let mut roles = store::roles(&mut write).await?;
    for role in ROLES {
        if !roles.contains_key(role.name) {
            let id = Uuid::now_v7();
            store::add_role(&mut write, id, role.name, role.description, role.admin_access, role.app_access, now).await?;
            if role.app_access {
                access::add_preset(&mut write, id).await?;
            }
            for (on, action, rule, fields) in role.permissions {
                let rule = Rule::parse(&Schema::default(), *on, rule).map_err(|problem| problem.place)?;
                access::add_permission(&mut write, id, *on, *action, &rule, fields).await?;
            }
            roles.insert(role.name.to_owned(), id);
        }
    }
    let inviter = store::an_admin(&mut write).await?;
    store::add_fields(&mut write, &fields::FIELDS, now).await?;
    let schema = access::Catalogue::read(&mut write, 0).await?.schema.clone();
    write.commit().await?;
    let mut added = 0;
    let mut people = (0..).zip(People::new(seed).take(count)).peekable();
    while people.peek().is_some() {
        let mut write = app.db.write().await?;
        let rows: Vec<_> = people.by_ref().take(BATCH).map(|(n, person)| row(person, n, &schema, &roles, &hash, now, inviter)).collect();
        added += store::add(&mut write, rows).await?;
        write.commit().await?;
    }
    let mut write = app.db.write().await?;
    for group in groups::GROUPS {
        store::add_group(&mut write, group, inviter, now).await?;
    }
    let event = Event::new("demo.fill", Subject::settings()).set("people", added);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    store::analyze(&app.db).await?;
    app.db.close().await;
    match added {
        0 => println!("Everybody was there already: nobody was added, and their password is the one that was printed then."),
        1 => println!("1 person. Their password: {password}"),
        _ if is_new => println!("{added} people in {:.1} s. Everyone's password: {password}", started.elapsed().as_secs_f64()),
        _ => println!("{added} people in {:.1} s. Their password: {password}", started.elapsed().as_secs_f64()),
    }
    if is_new {
        println!("Sign in as admin@acme.example. Nobody is asked for two-factor here, unlike in a directory of your own.");
    }
    Ok(())
}

fn row(person: Person, n: u64, schema: &Schema, roles: &HashMap<String, Uuid>, hash: &str, now: Moment, inviter: Uuid) -> store::PersonRow {
    let days_ago = |days: u32| now - TimeDelta::days(i64::from(days));
    let status = match person.status {
        Standing::Draft => Status::Draft,
        Standing::Invited => Status::Invited,
        Standing::Active => Status::Active,
        Standing::Suspended => Status::Suspended,
        Standing::Archived => Status::Archived,
    };
    let has_password = !matches!(status, Status::Draft | Status::Invited);
    let custom = fields::values(&person, n, now.date_naive());
    let tags: Vec<String> = person.tags.iter().map(|tag| (*tag).to_owned()).collect();
    let details = users::Details {
        first_name: person.first_name,
        last_name: person.last_name,
        title: person.title.into(),
        company: person.company.into(),
        location: person.location.into(),
        phone: person.phone,
        description: person.description,
        tags,
        custom,
    };
    let keys = details.keys(&person.email);
    let sort_keys = users::sort_keys(schema, &details);
    store::PersonRow {
        id: Uuid::now_v7(),
        email_key: Email::parse(&person.email).map_or_else(|_| person.email.to_lowercase(), |email| email.key().to_owned()),
        email: person.email,
        details,
        keys,
        sort_keys,
        status,
        status_since: days_ago(person.status_days_ago),
        reason: person.reason.unwrap_or_default(),
        role: person.role.and_then(|role| roles.get(ROLES[role].name).copied()),
        hash: has_password.then(|| hash.to_owned()),
        language: person.language,
        timezone: person.timezone,
        created_at: days_ago(person.created_days_ago),
        last_seen_at: person.last_seen_minutes_ago.map_or(NEVER, |minutes| now - TimeDelta::minutes(i64::from(minutes))),
        invited_at: person.invited_days_ago.map(days_ago),
        inviter,
    }
}
