//! Who and what the pages show: names, addresses and roles that are hard to fit in, links in every state.

use rolecall::access::Actor;
use rolecall::links::{self, Purpose};
use rolecall::users::{Email, Status};
use rolecall::{credentials, groups, sql};
use serde_json::json;
use uuid::Uuid;

use crate::house::{ADA, House};

/// Names, addresses and roles that break what was made for "Ada Abara".
pub(super) struct People {
    pub(super) ada: Uuid,
    pub(super) role: Uuid,
    pub(super) long: Uuid,
    pub(super) draft: Uuid,
    pub(super) invited: Uuid,
    pub(super) suspended: Uuid,
    pub(super) archived: Uuid,
    pub(super) right_to_left: Uuid,
}

impl People {
    pub(super) async fn unkind(house: &House) -> Self {
        let role = house.add_role("Donaudampfschifffahrtsgesellschaftskapitaensstellvertretung").await;
        let address =
            "an-address-with-sixty-letters-in-front-of-the-sign-is-rare-x@a-long-name-of-a-department.a-long-name-of-a-company.example";
        let long = house.add(address, &"Wolfeschlegelsteinhausen".repeat(3)[..60], &"Bergerdorff".repeat(6)[..60]).await;
        set_role(house, long, role).await;
        house.add("zz@acme.example", "Zacharias", "Zürn").await;
        let right_to_left = house.add("nour@acme.example", "نور الهدى", "عبد الرحمن بن محمد").await;
        house.add("noa@acme.example", "נועה", "בן-דוד").await;
        house.add("han@acme.example", "", "欧阳娜娜").await;
        let draft = house.add_draft("draft@acme.example", "", "", Some(role)).await;
        let suspended = house.add("suspended@acme.example", "Sue", "Spended").await;
        house.move_to(suspended, Status::Suspended).await;
        let archived = house.add("archived@acme.example", "Archie", "Ved").await;
        house.move_to(archived, Status::Archived).await;
        let invited = house.add_draft("invited@acme.example", "", "", None).await;
        invite(house, invited, "You know why.\nSee you on Monday!").await;
        Self { ada: house.id_of(ADA).await, role, long, draft, invited, suspended, archived, right_to_left }
    }
}

/// A group of all that is hard to fit in, and one of nobody.
pub(super) async fn groups(house: &House, people: &People) -> (Uuid, Uuid) {
    let (db, cli, now) = (&house.app.db, Actor::cli(), house.app.now());
    let owner = rolecall::users::store::find(db, people.long).await.expect("read").expect("there");
    let full = groups::Details {
        name: "Rindfleischetikettierungsueberwachungsaufgabenuebertragung".into(),
        description: "Verantwortlich ".repeat(33),
        owner: Email::parse(&owner.email).ok(),
        roles: vec![people.role, house.role("Administrator").await],
    };
    let full = groups::create(db, &cli, &full, now).await.expect("made");
    let members = [people.long, people.draft, people.invited, people.suspended, people.right_to_left, people.archived];
    groups::add_members(db, &cli, full, &members, now).await.expect("added");
    let empty = groups::Details { name: "Empty".into(), ..groups::Details::default() };
    (full, groups::create(db, &cli, &empty, now).await.expect("made"))
}

/// A table of users of Ada's that was looked at: its address.
pub(super) async fn import(house: &House, ada: Uuid) -> String {
    let (id, job, now) = (Uuid::now_v7(), Uuid::now_v7(), house.app.now());
    let headers = json!(["email", "first_name", "Schuhgrößenbezeichnungsspaltenüberschrift".repeat(3)]);
    let plan = json!({ "columns": ["email", "first_name", ""], "key": "email", "known": "update", "new": "draft", "empty": "keep" });
    let title = json!({ "key": "jobs" });
    let long = "an-address-with-sixty-letters-in-front-of-the-sign-is-rare-x@a-long-name-of-a-department.example";
    let row = "INSERT INTO import_rows (import_id, n, line, cells, key, fate, said, name) VALUES ($1, $2, $3, $4, $5, $6, $7, $5)";
    for statement in [
        sql!(
            "INSERT INTO jobs (id, kind, state, title, asked_by, asked_by_name, payload, total, done, created_at, ended_at)
             VALUES ($1, 'import.check', 'done', $2, $3, 'Ada Abara', $4, 2, 2, $5, $5)",
            job,
            title,
            ada,
            json!({ "import": id }),
            now
        ),
        sql!(
            "INSERT INTO imports (id, user_id, headers, total, plan, checked_by, created_at) VALUES ($1, $2, $3, 2, $4, $5, $6)",
            id,
            ada,
            headers,
            plan,
            job,
            now
        ),
        sql!(row, id, 1, 2, json!([long, "Ines", "38"]), long, "create", json!([])),
        sql!(row, id, 2, 3, json!(["x", "Bo", "نور"]), "x", "wrong", json!([{ "key": "error-email-no-at" }])),
    ] {
        house.app.db.run(statement).await.expect("written");
    }
    format!("/users/import/{id}")
}

async fn set_role(house: &House, id: Uuid, role: Uuid) {
    rolecall::users::change_role(&house.app.db, &rolecall::access::Actor::cli(), id, Some(role), house.app.now()).await.expect("changed");
}

/// An offer, without a link.
async fn invite(house: &House, id: Uuid, message: &str) {
    let now = house.app.now();
    let sent = now - chrono::TimeDelta::days(2);
    let ends = now + chrono::TimeDelta::days(5);
    let ada = house.id_of(ADA).await;
    for statement in [
        sql!("UPDATE users SET status = 'invited' WHERE id = $1", id),
        sql!(
            "INSERT INTO invitations (id, user_id, invited_by, invited_by_name, message, language, sent_at, expires_at, created_at)
             VALUES ($1, $2, $3, 'Ada Abara', $4, 'en', $5, $6, $5)",
            Uuid::now_v7(),
            id,
            ada,
            message,
            sent,
            ends
        ),
    ] {
        house.app.db.run(statement).await.expect("written");
    }
}

/// An invitation in every state a link can be in.
pub(super) struct Links {
    pub(super) open: String,
    pub(super) used: String,
    pub(super) replaced: String,
    pub(super) cancelled: String,
    pub(super) expired: String,
    pub(super) reset: String,
}

impl Links {
    pub(super) async fn make(house: &House) -> Self {
        let mut paths = Vec::new();
        for (n, lasts) in [7, 7, 7, 7, -1].into_iter().enumerate() {
            let id = house.add_draft(&format!("guest{n}@acme.example"), "", "", None).await;
            invite(house, id, "See you on Monday!").await;
            let now = house.app.now();
            let mut write = house.app.db.write().await.expect("a turn");
            let lasts = chrono::TimeDelta::days(lasts);
            let secret = links::make(&mut write, Purpose::Invitation, id, lasts, now).await.expect("a link");
            match n {
                1 => {
                    let link = links::find(&mut write, Purpose::Invitation, &secret, now).await.expect("read").expect("the link");
                    assert!(links::spend(&mut write, &link, now).await.expect("written"));
                }
                2 => drop(links::make(&mut write, Purpose::Invitation, id, lasts, now).await.expect("a newer link")),
                3 => links::cancel(&mut write, Purpose::Invitation, id, now).await.expect("cancelled"),
                _ => {}
            }
            write.commit().await.expect("committed");
            paths.push(format!("/accept/{}", secret.expose()));
        }
        house.add("forgetful@acme.example", "Fay", "Getful").await;
        let (_, reset) = credentials::recovery_link(&house.app, "forgetful@acme.example").await.expect("a link");
        let mut paths = paths.into_iter();
        let mut next = || paths.next().expect("five links");
        Self { open: next(), used: next(), replaced: next(), cancelled: next(), expired: next(), reset }
    }
}
