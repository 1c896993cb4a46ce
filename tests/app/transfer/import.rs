//! A table taken in: chosen, its columns said, looked at, applied.

use rolecall::sql;
use rolecall::users::{Status, Typed};
use serde_json::json;

use super::table;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

pub async fn upload(browser: &Browser, bytes: &[u8]) -> Answer {
    browser.get("/users/import").await.is(200);
    let mut body = format!("--edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n", browser.csrf()).into_bytes();
    body.extend_from_slice(
        b"--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"u.csv\"\r\ncontent-type: text/csv\r\n\r\n",
    );
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    browser.post("/users/import", &[]).body(body).header("content-type", "multipart/form-data; boundary=edge").await
}

/// What the page of columns has chosen.
fn chosen(page: &Answer) -> Vec<String> {
    let selects = page.find_all(r#"(?s)<select class="field" name="column"[^>]*>(.*?)</select>"#);
    let of = |select: &String| {
        let found = regex::Regex::new(r#"<option value="([^"]*)" selected"#).expect("a pattern");
        found.captures(select).map_or(String::new(), |found| found[1].to_owned())
    };
    selects.iter().map(of).collect()
}

/// Uploads it, takes the columns as they are guessed with these answers, and shows what would happen.
pub async fn check(browser: &Browser, text: &str, answers: &[(&str, &str)]) -> Answer {
    let answer = upload(browser, text.as_bytes()).await.is(303);
    let page = browser.follow(answer.clone()).await.is(200);
    let home = answer.location().trim_end_matches("/columns").to_owned();
    let columns = chosen(&page);
    let mut fields: Vec<(&str, &str)> = columns.iter().map(|column| ("column", column.as_str())).collect();
    for (name, usual) in [("key", "email"), ("known", "update"), ("new", "draft"), ("role", ""), ("empty", "keep")] {
        fields.push((name, answers.iter().find(|(known, _)| *known == name).map_or(usual, |(_, answer)| *answer)));
    }
    browser.post(&home, &fields).await.leads_to(&home);
    browser.get(&home).await.is(200)
}

pub async fn apply(browser: &Browser, page: &Answer) -> Answer {
    let path = page.find(r#"action="(/users/import/[^"]+/apply)""#).expect("a button");
    let answer = browser.post(&path, &[]).await.is(303);
    browser.follow(answer).await.is(200)
}

/// What is said of each row: line, outcome and why.
pub fn rows(page: &Answer) -> Vec<String> {
    let rows = page.find_all(r#"(?s)<tr id="r-\d+">(.*?)</tr>"#);
    let tags = regex::Regex::new(r"<[^>]*>").expect("a pattern");
    rows.iter().map(|row| tags.replace_all(row, " ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Uploads, looks and applies.
pub async fn import(browser: &Browser, text: &str, answers: &[(&str, &str)]) -> Answer {
    let page = check(browser, text, answers).await;
    apply(browser, &page).await
}

pub async fn person(house: &House, email: &str) -> Person {
    let (id,): (uuid::Uuid,) =
        rolecall::db::Ask::one(&mut &house.app.db, sql!("SELECT id FROM users WHERE email_key = $1", email)).await.expect("there");
    Person { id, email: email.into(), name: String::new() }
}

#[tokio::test]
async fn new_ones_are_drafts_and_those_who_are_there_are_changed() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let text =
        "E-Mail;Vorname;Nachname;Position;Schuhgröße;Status\nines@x.test;Ines;Sol;Cook;38;active\nMIA@acme.example;Mia;Okafor;Editor;;";
    let page = check(&ada, text, &[]).await;
    assert_eq!(rows(&page), ["2 Ines Sol New", "3 Mia Okafor Changed Changes: title"], "{}", page.text());
    page.says("1 user would be added, 1 changed");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'ines@x.test'")).await, 0, "nothing changed yet");
    let before = house.actions().await.len();
    let page = check(&ada, text, &[]).await;
    apply(&ada, &page).await.says("1 user was added, 1 changed");
    let ines = house.user(&person(&house, "ines@x.test").await).await;
    assert_eq!((ines.status, ines.title.as_str(), ines.name().as_str()), (Status::Draft, "Cook", "Ines Sol"));
    assert_eq!(house.user(&house.mia()).await.title, "Editor");
    let mut done = house.actions().await[before..].to_vec();
    done.sort();
    assert_eq!(done, ["user.create", "user.edit"]);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    // Once more, and nothing is left to do.
    let page = check(&ada, text, &[]).await.never_says("id=\"apply\"");
    assert_eq!(rows(&page), ["2 Ines Sol Nothing to change", "3 Mia Okafor Nothing to change"]);
}

#[tokio::test]
async fn columns_are_guessed_and_remembered_and_what_is_left_is_said() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let text = "Mail,Given name,Shoe size,Job title,Vorname\nines@x.test,Ines,38,Cook,Twice";
    let answer = upload(&ada, text.as_bytes()).await.is(303);
    let page = ada.follow(answer).await.says("Not imported: Shoe size, Vorname").says("Cook");
    assert_eq!(chosen(&page), ["email", "first_name", "", "title", ""]);
    let home = page.find(r#"action="(/users/import/[^"]+)""#).expect("a form");
    let how = [("key", "email"), ("known", "update"), ("new", "draft"), ("role", ""), ("empty", "keep")];
    let post = async |columns: [&'static str; 5]| {
        let fields: Vec<(&str, &str)> = columns.iter().map(|column| ("column", *column)).chain(how).collect();
        ada.post(&home, &fields).await
    };
    post(["", "first_name", "", "title", ""]).await.is(422).says("No column says who is meant");
    post(["email", "title", "", "title", ""]).await.is(422).says("Title is chosen for two columns");
    post(["email", "password", "", "title", ""]).await.is(422);
    post(["email", "first_name", "location", "", ""]).await.leads_to(&home);
    // The next table of the same headers begins with that.
    let answer = upload(&ada, text.as_bytes()).await.is(303);
    assert_eq!(chosen(&ada.follow(answer).await), ["email", "first_name", "location", "", ""]);
}

#[tokio::test]
async fn each_wrong_row_says_why_and_the_others_go_on() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    crate::fields::add_all(&ada).await;
    ada.get("/settings/fields/new").await.is(200);
    ada.post("/settings/fields/new", &[("label", "Locker"), ("takes", "number"), ("required", "on")]).await.is(303);
    let head = "email,first_name,phone,role,groups,status,language,custom.floor,custom.hours,custom.locker";
    let long = "x".repeat(101);
    let rows_ = [
        "not an address,,,,,,,,,1",
        "a@x.test,A,call me,,,,,,,1",
        "b@x.test,B,,Emperor,,,,,,1",
        "c@x.test,C,,,Nobodies,,,,,1",
        "d@x.test,D,,,,,xx,,,1",
        "e@x.test,E,,,,,,cellar,,1",
        "f@x.test,F,,,,,,,many,1",
        &format!("g@x.test,{long},,,,,,,,1"),
        "h@x.test,H,,,,,,,,",
        "i@x.test,I,,,,,,First floor,\"'-5\",1",
        "I@X.test,I,,,,,,,,1",
        "j@x.test,J,,,,,,,,1,surplus",
        "k@x.test,Kim \u{fffd},,,,,,,,1",
        "mia@acme.example,Mia,,,,invited,,,,",
        "l@x.test,Lu,,,,bogus,,,,1",
    ];
    let page = check(&ada, &format!("{head}\n{}", rows_.join("\n")), &[]).await;
    let said = rows(&page);
    for (n, why) in [
        (0, "Wrong"),
        (1, "country code"),
        (2, "Emperor"),
        (3, "Nobodies"),
        (4, "Wrong"),
        (5, "Wrong"),
        (6, "Wrong"),
        (7, "100"),
        (8, "Enter something for Locker"),
        (9, "New"),
        (10, "The same user as in line 11"),
        (11, "More cells than headers"),
        (12, "letters that cannot be read"),
        (13, "Wrong"),
        (14, "Choose a status"),
    ] {
        assert!(said[n].contains(why), "{}: {}", rows_[n], said[n]);
        assert!(n == 9 || said[n].contains("Wrong"), "{}", said[n]);
    }
    let file = ada.get(&format!("{}/rows.csv", page.find(r#"action="(/users/import/[^"]+)/apply""#).expect("a button"))).await.is(200);
    assert_eq!(table(&file).1.len(), rows_.len());
    let wrong = page.find(r#"href="(/users/import/[^"]+\?show=wrong)""#).expect("a tab");
    assert_eq!(rows(&ada.get(&wrong).await.is(200)).len(), rows_.len() - 1);
    apply(&ada, &page).await.says("Emperor");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key LIKE '%@x.test'")).await, 1);
    let there = house.user(&person(&house, "i@x.test").await).await;
    assert_eq!((&there.custom["floor"], &there.custom["hours"]), (&json!("first_floor"), &json!(-5)));
}

#[tokio::test]
async fn roles_groups_and_status_change_as_by_hand() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let cli = rolecall::access::Actor::cli();
    for name in ["Crew", "Staff"] {
        let group = rolecall::groups::Details { name: name.into(), ..rolecall::groups::Details::default() };
        let id = rolecall::groups::create(&house.app.db, &cli, &group, house.now()).await.expect("made");
        if name == "Crew" {
            rolecall::groups::add_members(&house.app.db, &cli, id, &[mia.id], house.now()).await.expect("joined");
        }
    }
    let her = house.browser_of(&mia).await;
    let before = house.actions().await.len();
    import(&ada, "email,role,groups,status\nmia@acme.example,administrator,Staff,Suspended", &[]).await;
    let user = house.user(&mia).await;
    assert_eq!((user.status, user.role_name.as_deref(), user.groups.len()), (Status::Suspended, Some("Administrator"), 1));
    let done = house.actions().await[before..].to_vec();
    assert_eq!(done, ["user.role", "group.add", "group.remove", "user.suspend"]);
    her.get("/account").await.is(303);
    // An end date is a moment, or a day where the project is.
    let table = "email,expires_at\nmia@acme.example,2099-06-30\nzoe@x.test,2099-12-31T12:00:00Z\nyara@x.test,2001-01-01";
    let page = check(&ada, table, &[]).await;
    assert!(rows(&page)[2].contains("Wrong"), "{:?}", rows(&page));
    apply(&ada, &page).await;
    let end = async |person: &Person| house.user(person).await.expires_at.expect("an end").to_rfc3339();
    assert_eq!(end(&mia).await, "2099-06-30T21:59:59+00:00");
    assert_eq!(end(&person(&house, "zoe@x.test").await).await, "2099-12-31T12:00:00+00:00");
    // Nobody becomes active who was never let in.
    house.add("ines@x.test", ("Ines", ""), Status::Invited, None).await;
    let page = check(&ada, "email,status\nines@x.test,active", &[]).await;
    assert!(rows(&page)[0].contains("Nothing to change"), "{:?}", rows(&page));
    import(&ada, "email,status\nines@x.test,archived", &[]).await;
    assert_eq!(house.user(&person(&house, "ines@x.test").await).await.status, Status::Archived);
}

#[tokio::test]
async fn one_does_not_demote_oneself_nor_the_last_administrator() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let table = "email,role,status\nada@acme.example,Member,\nbo@acme.example,Member,\n";
    let page = check(&ada, table, &[]).await;
    let said = rows(&page);
    assert!(said[0].contains("Wrong") && said[1].contains("Changed"), "{said:?}");
    apply(&ada, &page).await;
    assert_eq!(house.user(&house.ada()).await.role_name.as_deref(), Some("Administrator"));
    assert_eq!(house.user(&house.bo()).await.role_name.as_deref(), Some("Member"));
    let page = check(&ada, "email,status\nada@acme.example,suspended", &[]).await;
    assert!(rows(&page)[0].contains("Wrong"), "{:?}", rows(&page));
}

#[tokio::test]
async fn new_ones_get_the_role_that_is_chosen_where_their_row_names_none() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (member, people) = (house.people().member, house.people());
    // Offered is the least that lets anybody in, unless the table has a column for it.
    let offered = async |text: &str| {
        let answer = upload(&ada, text.as_bytes()).await.is(303);
        let page = ada.follow(answer).await.is(200);
        page.find(r#"(?s)<select[^>]*id="role".*?<option value="([^"]*)" selected>"#).expect("chosen")
    };
    assert_eq!(offered("email\nines@x.test").await, member.to_string());
    assert_eq!(offered("email,role\nines@x.test,").await, "");
    let role = member.to_string();
    let page = check(&ada, "email,role\nines@x.test,\nyara@x.test,Administrator\nmia@acme.example,\n", &[("role", &role)]).await;
    apply(&ada, &page).await.says("2 users were added");
    assert_eq!(house.user(&person(&house, "ines@x.test").await).await.role_id, Some(member));
    assert_eq!(house.user(&person(&house, "yara@x.test").await).await.role_id, Some(people.administrator));
    // Without one it is said that they cannot sign in.
    let page = check(&ada, "email\nzoe@x.test", &[("new", "invite")]).await;
    assert_eq!(rows(&page), ["2 zoe@ x.test New Without a role they cannot sign in."]);
    // One that has gone since is none, and not the next best.
    let cook = house.role("Cook", &[]).await;
    let page = check(&ada, "email\nzoe@x.test", &[("role", &cook.to_string())]).await.says("New users get the role Cook");
    let home = page.find(r#"action="(/users/import/[^"]+)/apply""#).expect("a button");
    house.app.db.run(sql!("DELETE FROM roles WHERE id = $1", cook)).await.expect("written");
    let columns = ada.get(&format!("{home}/columns")).await.is(200);
    let options = columns.find(r#"(?s)<select[^>]*id="role"[^>]*>(.*?)</select>"#).expect("to choose from");
    assert!(options.starts_with("<option value=\"\">No role") && !options.contains("selected"), "a browser takes the first: {options}");
    apply(&ada, &ada.get(&home).await).await.says("0 users were added, 0 changed, 1 wrong");
    // One that nobody may give, or that is none.
    for wrong in [uuid::Uuid::now_v7().to_string(), "x".into()] {
        let answer = upload(&ada, b"email\nzoe@x.test").await.is(303);
        let home = answer.location().trim_end_matches("/columns").to_owned();
        let fields = [("column", "email"), ("key", "email"), ("known", "update"), ("new", "draft"), ("role", &wrong), ("empty", "keep")];
        ada.post(&home, &fields).await.is(422).says("Choose a role");
    }
}

#[tokio::test]
async fn invitations_go_out_as_single_ones_do() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let page = check(&ada, "email,first_name,role,title\nines@x.test,Ines,Member,Cook\nmia@acme.example,Mia,,", &[("new", "invite")]).await;
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 0, "nothing is sent by looking");
    apply(&ada, &page).await;
    let ines = house.user(&person(&house, "ines@x.test").await).await;
    assert_eq!((ines.status, ines.title.as_str(), ines.role_name.as_deref()), (Status::Invited, "Cook", Some("Member")));
    let mails = house.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("/accept/"), "{}", mails[0].text);
}

#[tokio::test]
async fn those_who_are_there_can_be_left_out_and_so_can_the_others() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let table = "email,title\nines@x.test,Cook\nmia@acme.example,Editor";
    let said = rows(&check(&ada, table, &[("known", "skip")]).await);
    assert!(said[0].contains("New") && said[1].contains("Is there already"), "{said:?}");
    let said = rows(&check(&ada, table, &[("new", "skip")]).await);
    assert!(said[0].contains("Is not there") && said[1].contains("Changed"), "{said:?}");
    house.describe(&house.mia(), Typed { title: Some("Editor".into()), ..Typed::default() }).await;
    let said = rows(&check(&ada, "email,title\nmia@acme.example,", &[]).await);
    assert!(said[0].contains("Nothing to change"), "{said:?}");
    import(&ada, "email,title\nmia@acme.example,", &[("empty", "clear")]).await;
    assert_eq!(house.user(&house.mia()).await.title, "");
}

#[tokio::test]
async fn a_file_is_read_however_it_was_written_or_refused_in_words() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (file, expected) in [
        (&b"\xef\xbb\xbfemail,first_name\na@x.test,J\xc3\xbcrgen"[..], "Jürgen"),
        (b"email;first_name\r\na@x.test;\"J\xc3\xbcrgen; \"\"x\"\"\"", "Jürgen; &#34;x&#34;"),
        (b"email\tfirst_name\na@x.test\tJ\xfcrgen", "Jürgen"),
        (b"\xff\xfee\0m\0a\0i\0l\0,\0n\0\n\0a\0,\0\xfc\0", "ü"),
    ] {
        let answer = upload(&ada, file).await.is(303);
        let page = ada.follow(answer).await.is(200);
        assert!(page.body.contains(expected), "{}", page.body);
    }
    let many = format!("email\n{}", "a@x.test\n".repeat(100_001));
    let huge = vec![b'x'; 17 * 1024 * 1024];
    let (cell, head) = (format!("email,groups\na@x.test,{}", "A;".repeat(5_001)), format!("email,{}\na@x.test,b", "x".repeat(201)));
    for (file, why) in [
        (&b""[..], "Choose a file"),
        (b"\n\n", "The file is empty"),
        (b"email,first_name\n,,\n", "There is no row"),
        (b"PK\x03\x04\x00\x00", "This is no table"),
        (many.as_bytes(), "more than 100,000 rows"),
        (cell.as_bytes(), "more than 10,000 letters"),
        (head.as_bytes(), "more than 200 letters"),
        (&huge, "larger than 16 MiB"),
    ] {
        upload(&ada, file).await.is(422).says(why);
    }
}
