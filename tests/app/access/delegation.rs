//! Delegation never grows: whatever delegated managers do, nobody ends up with a right that none of them had.

use std::collections::BTreeSet;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rolecall::access::{self, Rights};
use rolecall::groups;
use rolecall::rules::{Action, Collection, Extent};
use rolecall::sql;
use rolecall::users::{Status, User};
use serde_json::json;
use uuid::Uuid;

use super::permission;
use crate::browser::Browser;
use crate::house::{House, Person};

/// One thing somebody may do: an action, to whom or what, and on which field.
type Reach = BTreeSet<(Action, String, &'static str)>;

/// What somebody's permissions open, on people as they were in the beginning. They are asked record by record: what rules
/// imply has no part in it. One's own record is the same thing for everyone.
fn reach(rights: &Rights, people: &[User]) -> Reach {
    let mut reach = Reach::new();
    // Who cannot even sign in reaches nothing.
    if !rights.may_use_pages() {
        return reach;
    }
    if rights.is_admin() {
        reach.insert((Action::Update, "everything".into(), "*"));
    }
    for (action, on) in Action::ALL.into_iter().flat_map(|action| Collection::ALL.map(|on| (action, on))) {
        for (_, permission) in rights.permissions(action, on) {
            let fields = || std::iter::once("-").chain(permission.fields.names(&rolecall::rules::Schema::default()));
            if on != Collection::Users {
                reach.extend(fields().map(|field| (action, on.name().to_owned(), field)));
            } else if permission.rule.extent(on) == Extent::Own {
                reach.extend(fields().map(|field| (action, "oneself".to_owned(), field)));
            } else {
                let records = people.iter().filter(|record| permission.rule.holds(*record, &rights.who));
                reach.extend(records.flat_map(|record| fields().map(|field| (action, record.email.clone(), field))));
            }
        }
    }
    reach
}

struct World {
    house: House,
    managers: Vec<(Person, Browser)>,
    people: Vec<Person>,
    roles: Vec<Uuid>,
    groups: Vec<Uuid>,
}

async fn world() -> World {
    let house = House::new().await;
    let all = || json!({});
    let writer = house.role("Writer", &[permission("users", "update", json!({"company": {"_eq": "Acme"}}), &["title"])]).await;
    let auditor = house.role("Auditor", &[permission("audit", "read", all(), &["*"])]).await;
    // Rights that lie idle: nobody signs in with them.
    let mailer = house.role("Mailer", &[permission("outbox", "read", all(), &["*"])]).await;
    let bare = house.role("Bare", &[]).await;
    let close = sql!("UPDATE roles SET app_access = $3 WHERE id IN ($1, $2)", mailer, bare, false);
    house.app.db.run(close).await.expect("written");
    // What a colleague may do depends on the groups they are in.
    let colleague =
        house.role("Colleague", &[permission("users", "update", json!({"groups": {"_in": "$CURRENT_GROUPS"}}), &["phone"])]).await;
    let lead = house
        .role(
            "Lead",
            &[
                permission("users", "read", all(), &["*"]),
                permission(
                    "users",
                    "update",
                    json!({"groups": {"_in": "$CURRENT_GROUPS"}}),
                    &["role", "phone", "status", "password", "groups"],
                ),
                permission("users", "update", json!({"company": {"_eq": "Acme"}}), &["title", "role"]),
                permission("users", "create", all(), &["*"]),
                permission("groups", "read", all(), &["*"]),
                permission("groups", "create", all(), &["*"]),
                permission("groups", "update", json!({"owner": {"_eq": "$CURRENT_USER"}}), &["*"]),
                permission("groups", "delete", json!({"owner": {"_eq": "$CURRENT_USER"}}), &[]),
                permission("invitations", "create", all(), &["*"]),
                permission("roles", "read", all(), &["*"]),
                permission("roles", "create", all(), &["*"]),
                permission("roles", "update", all(), &["*"]),
            ],
        )
        .await;
    let desk = house
        .role(
            "Desk",
            &[
                permission("users", "read", all(), &["*"]),
                permission("users", "update", json!({"status": {"_in": ["active", "suspended"]}}), &["status", "password", "role"]),
                permission("audit", "read", all(), &["*"]),
                permission("groups", "read", all(), &["*"]),
                permission("groups", "update", all(), &["members"]),
            ],
        )
        .await;
    let mut managers = Vec::new();
    for (first, role) in [("Lea", lead), ("Leo", lead), ("Dee", desk)] {
        let person = house.add(&format!("{first}@acme.example").to_lowercase(), (first, "Manager"), Status::Active, Some(role)).await;
        let browser = house.browser_of(&person).await;
        managers.push((person, browser));
    }
    let mut people = vec![house.ada(), house.mia()];
    for (n, role) in [Some(writer), Some(colleague), Some(auditor), None, Some(mailer)].into_iter().enumerate() {
        people.push(house.add(&format!("p{n}@acme.example"), ("P", &n.to_string()), Status::Active, role).await);
    }
    people.extend(managers.iter().map(|(person, _)| person.clone()));
    let mut groups = Vec::new();
    let cli = access::Actor::cli();
    for (n, (owner, carried)) in
        [(0, vec![writer]), (1, vec![auditor]), (0, vec![]), (1, vec![colleague]), (0, vec![bare])].into_iter().enumerate()
    {
        let owner = managers[owner].0.email.parse_email();
        let details = groups::Details { name: format!("G{n}"), owner: Some(owner), roles: carried, ..groups::Details::default() };
        let id = groups::create(&house.app.db, &cli, &details, house.now()).await.expect("made");
        let members = [people[2 + n % 5].id, managers[n % 3].0.id];
        groups::add_members(&house.app.db, &cli, id, &members, house.now()).await.expect("added");
        groups.push(id);
    }
    let administrator = house.people().administrator;
    let roles = vec![writer, auditor, colleague, lead, desk, administrator, house.people().member, mailer, bare];
    World { house, managers, people, roles, groups }
}

trait ParseEmail {
    fn parse_email(&self) -> rolecall::users::Email;
}

impl ParseEmail for String {
    fn parse_email(&self) -> rolecall::users::Email {
        rolecall::users::Email::parse(self).expect("an address")
    }
}

impl World {
    /// Everybody there is, with what they may do now.
    async fn reaches(&self, people: &[User]) -> Vec<(Uuid, Reach)> {
        let ids: Vec<(Uuid,)> = rolecall::db::Ask::all(&mut &self.house.app.db, sql!("SELECT id FROM users")).await.expect("read");
        let mut all = Vec::new();
        for (id,) in ids {
            let rights = access::rights_of(&self.house.app.db, id, None, self.house.now()).await.expect("read");
            all.push((id, reach(&rights, people)));
        }
        all
    }

    /// A manager does something, wisely or not. Returns whether it was let through.
    async fn step(&mut self, random: &mut StdRng, n: usize) -> (String, bool) {
        let pick = |random: &mut StdRng, ids: &[Uuid]| ids[random.random_range(0..ids.len())];
        let who = random.random_range(0..self.managers.len());
        let (person, browser) = &self.managers[who];
        let whom = self.people[random.random_range(0..self.people.len())].clone();
        let role_id = pick(random, &self.roles);
        let role = role_id.to_string();
        let group = pick(random, &self.groups);
        let (id, member) = (whom.id, whom.id.to_string());
        let what = random.random_range(0..10);
        let answer = match what {
            0 => browser.post(&format!("/users/{id}/role"), &[("role", &role)]).await,
            1 => browser.post(&format!("/users/{id}/password"), &[]).await,
            2 => browser.post(&format!("/users/{id}/status"), &[("status", "suspended")]).await,
            3 => browser.post(&format!("/groups/{group}/members"), &[("act", "add"), ("id", &member)]).await,
            4 => browser.post(&format!("/groups/{group}/members"), &[("act", "remove"), ("id", &member)]).await,
            5 => {
                let version = self.house.number(sql!("SELECT version FROM teams WHERE id = $1", group)).await.to_string();
                let form = [("version", version.as_str()), ("roles", "on"), ("role", &role), ("owner", &person.email)];
                browser.post(&format!("/groups/{group}/edit"), &form).await
            }
            6 => {
                let email = format!("new{n}@acme.example");
                browser.post("/users/new", &[("email", &email), ("role", &role), ("temporary", "on")]).await
            }
            7 => {
                let (emails, key) = (format!("inv{n}@acme.example"), Uuid::now_v7().to_string());
                let form =
                    [("emails", emails.as_str()), ("role", &role), ("language", "en"), ("days", "7"), ("form_key", &key), ("act", "send")];
                browser.post("/users/invite", &form).await
            }
            8 => {
                let version = self.house.number(sql!("SELECT version FROM roles WHERE id = $1", role_id)).await.to_string();
                let name = self.house.texts(sql!("SELECT name FROM roles WHERE id = $1", role_id)).await;
                let form = [("version", version.as_str()), ("name", &name[0]), ("app_access", "on")];
                browser.post(&format!("/roles/{role}/edit"), &form).await
            }
            _ => {
                let name = format!("R{n}");
                let admin = if random.random_bool(0.5) { "on" } else { "" };
                browser.post("/roles/new", &[("name", &name), ("admin_access", admin), ("app_access", "on")]).await
            }
        };
        // The managers themselves may have lost their session to another.
        let done =
            answer.status == 303 || (answer.status == 200 && (what == 1 || what == 6 || (what == 7 && answer.body.contains("/accept/"))));
        (format!("step {n}: {} did {what} to {} with role {role}, group {group}: {}", person.name, whom.name, answer.status), done)
    }
}

#[tokio::test]
async fn nobodys_reach_grows_by_what_delegated_managers_do() {
    let mut done = [0; 10];
    for seed in 0..6 {
        let mut random = StdRng::seed_from_u64(seed);
        let mut world = world().await;
        let mut people = Vec::new();
        for person in &world.people {
            people.push(world.house.user(person).await);
        }
        let first = world.reaches(&people).await;
        let managers: Reach = first
            .iter()
            .filter(|(id, _)| world.managers.iter().any(|(manager, _)| manager.id == *id))
            .flat_map(|(_, reach)| reach.clone())
            .collect();
        for n in 0..60 {
            let (step, was_done) = world.step(&mut random, n).await;
            if !was_done {
                continue;
            }
            let kind: usize = step.split("did ").nth(1).and_then(|rest| rest[..1].parse().ok()).expect("a kind");
            done[kind] += 1;
            for (id, now) in world.reaches(&people).await {
                let before = first.iter().find(|(known, _)| *known == id).map(|(_, reach)| reach.clone()).unwrap_or_default();
                let grown: Vec<_> = now.iter().filter(|one| !before.contains(one) && !managers.contains(one)).collect();
                assert!(grown.is_empty(), "seed {seed}, {step}: {id} got {grown:?}");
            }
        }
        assert!(!people.is_empty());
    }
    // What is always refused proves nothing.
    assert!(done.iter().filter(|n| **n > 0).count() >= 8, "{done:?}");
    assert!(done.iter().sum::<usize>() > 40, "{done:?}");
}
