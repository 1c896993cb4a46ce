//! The trail: one event for each change, a chain that shows every tampering, and never a secret.

use rolecall::audit::{Break, verify};
use rolecall::sql;

use crate::account::prefer;
use crate::browser::Browser;
use crate::house::{COOKIE, House, PASSWORD, Person};
use crate::invitations::{JOIN, invite, join};

async fn is_whole(house: &House) -> bool {
    verify(&house.app.db).await.expect("read").is_ok()
}

/// Every change there is a form for, with what the trail must say: exactly this, and nothing more.
async fn changes(house: &House, ada: &Browser) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut said = Vec::new();
    let mut seen = house.actions().await.len();
    let mut note = async |what: &'static str, wanted: &[&'static str]| {
        let actions = house.actions().await;
        assert_eq!(actions[seen..], *wanted, "{what}");
        seen = actions.len();
        said.push((what, wanted.to_vec()));
    };
    let mia = format!("/users/{}", house.mia().id);
    let ines = ada.post("/users/new", &[("email", "ines@north.example"), ("first_name", "Ines")]).await.is(303).location();
    note("create", &["user.create"]).await;
    ada.post(&format!("{ines}/invitation"), &[("act", "send")]).await.is(303);
    note("invite", &["invitation.send"]).await;
    ada.post(&format!("{ines}/invitation"), &[("act", "link")]).await.is(200);
    note("link", &["invitation.link"]).await;
    ada.post(&format!("{ines}/invitation"), &[("act", "save"), ("message", "Hello"), ("language", "en")]).await.is(303);
    note("other words", &["invitation.edit"]).await;
    ada.post(&format!("{ines}/invitation"), &[("act", "cancel")]).await.is(303);
    note("cancel", &["invitation.cancel"]).await;
    let version = ada.get(&format!("{mia}/details")).await.input("version");
    ada.post(&format!("{mia}/details"), &[("version", &version), ("first_name", "Mia"), ("title", "Editor")]).await.is(303);
    note("edit", &["user.edit"]).await;
    for (to, action) in
        [("suspended", "user.suspend"), ("active", "user.activate"), ("archived", "user.archive"), ("active", "user.restore")]
    {
        ada.post(&format!("{mia}/status"), &[("status", to)]).await.is(303);
        note(to, &[action]).await;
    }
    ada.post(&format!("{mia}/role"), &[("role", "")]).await.is(303);
    note("role", &["user.role"]).await;
    let member = house.people().member.to_string();
    ada.post(&format!("{mia}/grants"), &[("act", "add"), ("role", &member)]).await.is(303);
    note("grant", &["grant.add"]).await;
    let grant = ada.get(&format!("{mia}/access")).await.find(r#"name="id" value="([^"]+)""#).expect("a grant");
    ada.post(&format!("{mia}/grants"), &[("act", "end"), ("id", &grant)]).await.is(303);
    note("end of a grant", &["grant.end"]).await;
    ada.post(&format!("{mia}/password"), &[]).await.is(200);
    note("temporary password", &["password.temporary"]).await;
    ada.post(&format!("{ines}/delete"), &[("confirm", "ines@north.example")]).await.is(303);
    note("delete", &["user.delete"]).await;
    prefer(ada, &[("theme", "dark"), ("density", "compact")]).await.is(303);
    note("preferences", &["user.preferences"]).await;
    ada.post("/account/password", &[("present", PASSWORD), ("password", "my own long sentence")]).await.is(303);
    note("password", &["password.change"]).await;
    let link = invite(ada, house, "kim@north.example").await.remove(0);
    note("invite by form", &["user.create", "invitation.send"]).await;
    join(&house.browser(), &link).await.is(303);
    note("accept", &["invitation.accept"]).await;
    ada.get("/account").await.is(200);
    ada.post("/sign-out", &[]).await.is(303);
    note("sign out", &["session.end"]).await;
    house.browser_of(&house.bo()).await;
    note("sign in", &["session.open"]).await;
    said
}

#[tokio::test]
async fn every_change_leaves_its_event_in_a_whole_chain() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    assert!(changes(&house, &ada).await.len() > 15);
    assert!(is_whole(&house).await);
}

#[tokio::test]
async fn what_changes_nothing_leaves_nothing() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = format!("/users/{}", house.mia().id);
    let before = house.actions().await;
    for path in ["/users", "/audit", "/account", "/users/new", "/users/invite", &mia, "/nowhere"] {
        ada.get(path).await;
    }
    let version = ada.get("/account/preferences").await.is(200).input("version");
    for (path, fields) in [
        ("/users/new".to_owned(), vec![("email", "mia@acme.example")]),
        (format!("{mia}/status"), vec![("status", "active")]),
        (format!("{mia}/status"), vec![("status", "draft")]),
        (format!("{mia}/role"), vec![("role", "x")]),
        (format!("{mia}/delete"), vec![("confirm", "mia@acme.example")]),
        (format!("{mia}/invitation"), vec![("act", "send")]),
        ("/account/preferences".to_owned(), vec![("version", &version), ("theme", "auto"), ("shortcuts", "on")]),
        ("/account/password".to_owned(), vec![("present", PASSWORD), ("password", "short")]),
        ("/users/invite".to_owned(), vec![("emails", "bob@@x")]),
    ] {
        ada.post(&path, &fields).await;
    }
    assert_eq!(house.actions().await, before);
}

#[tokio::test]
async fn whatever_is_tampered_with_shows() {
    // An administrator of the database can switch off what guards the table; the chain remains.
    let unlock = async |house: &House| match house.app.db.name() {
        "SQLite" => {
            for trigger in house.texts(sql!("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'")).await {
                house.force(&format!("DROP TRIGGER {trigger}")).await.expect("dropped");
            }
        }
        _ => house.force("ALTER TABLE audit_events DISABLE TRIGGER ALL").await.expect("disabled"),
    };
    for (statement, wanted) in [
        ("UPDATE audit_events SET action = 'user.edit' WHERE seq = 3", Break::Changed(3)),
        ("UPDATE audit_events SET actor_name = 'Eve' WHERE seq = 4", Break::Changed(4)),
        ("UPDATE audit_events SET at = (SELECT at FROM audit_events WHERE seq = 1) WHERE seq = 7", Break::Changed(7)),
        ("UPDATE audit_events SET subject_name = '' WHERE seq = 5", Break::Changed(5)),
        ("UPDATE audit_events SET reason = 'x' WHERE seq = 6", Break::Changed(6)),
        ("UPDATE audit_events SET changes = '{}' WHERE seq = 5", Break::Changed(5)),
        ("UPDATE audit_events SET address = '192.0.2.1' WHERE seq = 2", Break::Changed(2)),
        ("DELETE FROM audit_events WHERE seq = 2", Break::Gap(3)),
        ("DELETE FROM audit_events WHERE seq = 1", Break::Gap(2)),
        ("DELETE FROM audit_events WHERE seq > 5", Break::End(5)),
        ("DELETE FROM audit_events", Break::End(0)),
    ] {
        let house = House::new().await;
        assert!(is_whole(&house).await);
        assert!(house.force(statement).await.is_err(), "the database refuses: {statement}");
        assert!(is_whole(&house).await);
        unlock(&house).await;
        house.force(statement).await.expect(statement);
        assert_eq!(verify(&house.app.db).await.expect("read"), Err(wanted), "{statement}");
    }
}

#[tokio::test]
async fn an_end_that_the_server_did_not_sign_shows() {
    let house = House::new().await;
    let last = house.number(sql!("SELECT max(seq) FROM audit_events")).await;
    // Someone with the database, but without the key, can neither take the head along nor go without it.
    for statement in ["UPDATE audit_head SET seq = seq - 1", "UPDATE audit_head SET seq = seq + 2", "DELETE FROM audit_head"] {
        house.force(statement).await.expect(statement);
        assert_eq!(verify(&house.app.db).await.expect("read"), Err(Break::End(last)), "{statement}");
    }
    // The next event does not cover it up.
    house.browser_of(&house.mia()).await;
    assert_eq!(verify(&house.app.db).await.expect("read"), Err(Break::End(last + 1)));
}

#[tokio::test]
async fn an_end_that_another_server_signed_shows() {
    let house = House::new().await;
    let last = house.number(sql!("SELECT max(seq) FROM audit_events")).await;
    let stranger = rolecall::db::open(&house.app.config.database_url, [8; 32]).await.expect("opens");
    assert_eq!(verify(&stranger).await.expect("read"), Err(Break::End(last)));
    stranger.close().await;
}

#[tokio::test]
async fn no_secret_is_written_anywhere_it_could_be_read() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mut canaries = vec![PASSWORD.to_owned(), JOIN[3].1.to_owned(), "the canary of a wrong password".into(), ada.csrf()];
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    canaries.push(link.rsplit('/').next().expect("a token").to_owned());
    let (_, reset) = rolecall::credentials::recovery_link(&house.app, "bo@acme.example").await.expect("made");
    canaries.push(reset.rsplit('/').next().expect("a token").to_owned());
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    canaries.push(page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once"));
    join(&house.browser(), &link).await.is(303);
    let eve = house.browser();
    eve.get("/sign-in").await;
    eve.post("/sign-in", &[("email", "ada@acme.example"), ("password", &canaries[2])]).await.is(422);
    let reset = reset.strip_prefix(crate::house::PUBLIC_URL).expect("our address");
    eve.get(reset).await.is(200);
    eve.post(reset, &[("password", "another canary in a mine")]).await.is(200);
    canaries.push("another canary in a mine".into());
    let cookie = ada.cookie(COOKIE).expect("a cookie");
    canaries.push(percent_encoding::percent_decode_str(&cookie).decode_utf8_lossy()[44..].to_owned());
    ada.get("/users").await.is(200);
    let mut kept = String::new();
    for table in ["audit_events", "outbox", "attempts", "throttles", "sessions", "users", "invitations", "links", "form_keys", "settings"] {
        kept.push_str(&dump(&house, table).await);
    }
    let mut scanned = 0;
    for canary in &canaries {
        assert!(canary.len() > 10 && !kept.contains(canary.as_str()), "{canary} was written down");
        scanned += 1;
    }
    assert!(scanned >= 8 && kept.contains("ines@north.example") && kept.contains("session.open"));
}

/// A whole table as text.
pub async fn dump(house: &House, table: &str) -> String {
    let query: &'static str = match house.app.db.name() {
        "SQLite" => {
            let columns = house.texts(sql!("SELECT name FROM pragma_table_info($1)", table)).await;
            // Ids are bytes: as digits, too.
            let part =
                |name: &String| format!("coalesce(CAST({name} AS text), '') || iif(typeof({name}) = 'blob', ' ' || hex({name}), '')");
            let parts = columns.iter().map(part).collect::<Vec<_>>().join(" || ' ' || ");
            format!("SELECT {parts} FROM {table}").leak()
        }
        _ => format!("SELECT CAST(t AS text) FROM {table} t").leak(),
    };
    let rows: Result<Vec<(Vec<u8>,)>, _> = rolecall::db::Ask::all(&mut &house.app.db, sql!(query)).await;
    match rows {
        Ok(rows) => rows.iter().map(|(bytes,)| String::from_utf8_lossy(bytes).into_owned()).collect::<Vec<_>>().join("\n"),
        Err(_) => house.texts(sql!(query)).await.join("\n"),
    }
}

#[tokio::test]
async fn the_page_lists_the_newest_first_filters_and_goes_on() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    for n in 0..60 {
        let to = if n % 2 == 0 { "suspended" } else { "active" };
        ada.post(&format!("/users/{}/status", mia.id), &[("status", to), ("reason", &format!("round {n}."))]).await.is(303);
    }
    let page = ada.get("/audit").await.is(200).says("round 59.").never_says("round 9.");
    let older = page.find(r#"href="(/audit\?[^"]*before=\d+)""#).expect("older ones");
    ada.get(&older).await.is(200).says("round 9.").says("Directory set up").never_says("round 59.");
    let of_bo = ada.get(&format!("/audit?user={}", house.bo().id)).await.is(200).says("Bo Lindqvist");
    assert!(!of_bo.text().contains("round"), "only what concerns Bo");
    let of_mia = ada.get(&format!("/audit?user={}", mia.id)).await.is(200).says("round 59.");
    let older = of_mia.find(r#"href="(/audit\?[^"]*before=\d+[^"]*)""#).expect("older ones");
    assert!(older.contains(&mia.id.to_string()), "the filter goes along: {older}");
    for wrong in ["user=x", "before=x", "before=99999999999999999999", "x=y"] {
        ada.get(&format!("/audit?{wrong}")).await.is(400);
    }
    for odd in ["before=-1", "before=0", "before=1"] {
        ada.get(&format!("/audit?{odd}")).await.is(200);
    }
}

#[tokio::test]
async fn an_event_is_told_in_the_words_of_the_forms() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia().id;
    ada.post("/roles/new", &[("name", "Editor"), ("app_access", "on")]).await.is(303);
    ada.post(&format!("/users/{mia}/status"), &[("status", "suspended")]).await.is(303);
    prefer(&ada, &[("theme", "dark"), ("density", "compact"), ("language", "de"), ("timezone", "Europe/Berlin")]).await.is(303);
    let page = ada.get("/audit").await.is(200).says("Einstellungen geändert").never_says("Einstellungen geändert:");
    page.says("Rolle angelegt: Editor").says("Gesperrt: Mia Okafor").says("Darf diese Seiten nutzen Ja").says("Status Aktiv Gesperrt");
    prefer(&ada, &[("theme", "auto"), ("density", "comfortable"), ("language", "en"), ("timezone", "UTC")]).await.is(303);
    let page = ada.get(&format!("/audit?user={mia}")).await.is(200).says("User: Mia Okafor").says("Suspended: Mia Okafor");
    page.never_says("suspended</").never_says("active</");
    let page = ada.get("/audit").await.is(200).says("Theme Dark Like my device").says("Language Deutsch English");
    let page = page.says("May use these pages Yes").says("Can manage everyone No").never_says("app_access");
    // One's own deeds name nobody twice.
    page.never_says(">true<").says("Ada Abara Preferences changed").never_says("Preferences changed: Ada");
    let nobody = ada.get(&format!("/audit?user={}", uuid::Uuid::nil())).await.is(200);
    nobody.says("Only one user");
}

#[tokio::test]
async fn an_event_names_who_did_it_from_where_even_after_they_are_gone() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let zoe: Person =
        house.add("zoe@acme.example", ("Zoe", "Lind"), rolecall::users::Status::Active, Some(house.people().administrator)).await;
    let browser = house.browser_of(&zoe).await;
    browser.post(&format!("/users/{}/status", house.mia().id), &[("status", "suspended")]).header("user-agent", "Lynx/2.9").await.is(303);
    ada.post(&format!("/users/{}/status", zoe.id), &[("status", "archived")]).await.is(303);
    ada.post(&format!("/users/{}/delete", zoe.id), &[("confirm", "zoe@acme.example")]).await.is(303);
    let row = house
        .texts(sql!(
            "SELECT actor_name || '|' || address || '|' || agent || '|' || subject_name FROM audit_events WHERE action = 'user.suspend'"
        ))
        .await;
    assert_eq!(row, ["Zoe Lind|127.0.0.1|Lynx/2.9|Mia Okafor"]);
    ada.get("/audit").await.says("Zoe Lind").says("Suspended: Mia Okafor");
    assert!(is_whole(&house).await);
}
