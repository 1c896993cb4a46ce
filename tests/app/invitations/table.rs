//! Lists with columns: what each row says, what is wrong with it, putting it right, and files.

use rolecall::sql;

use super::{fields, links, post, with};
use crate::browser::{Answer, Browser};
use crate::house::House;
use crate::invitations::joined::group;

const TABLE: &str = "Rolle;E-Mail;Vorname;Nachname;Gruppen;Sprache
Editor;ines@north.example;Ines;Sol;Crew|Staff;de
;otto@north.example;Otto;;;
editor;kim@north.example;;;CREW;Englisch";

async fn people(house: &House) {
    house.role("Editor", &[]).await;
    group(house, "Crew", &[]).await;
    group(house, "Staff", &[]).await;
}

/// Posts the form as browsers do that send a file along.
async fn upload(browser: &Browser, fields: &[(String, String)], file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([("csrf", browser.csrf().as_str())]) {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    let request = browser.post("/users/invite", &[]).body(body);
    request.header("content-type", "multipart/form-data; boundary=edge").await
}

async fn members(house: &House, group: &str) -> Vec<String> {
    let members = "SELECT u.email FROM team_members m JOIN users u ON u.id = m.user_id JOIN teams t ON t.id = m.team_id
                   WHERE t.name = $1 ORDER BY u.email";
    house.texts(sql!(members, group)).await
}

#[tokio::test]
async fn each_row_has_its_own_name_role_groups_and_language() {
    let house = House::new().await;
    people(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let form = fields(&ada, &house, TABLE).await;
    let check = post(&ada, &with(&form, "act", "check"))
        .await
        .is(200)
        .says("3 of 3 will get a mail")
        .says("Ines Sol")
        .says("Editor , Crew , Staff");
    assert_eq!(check.input("emails"), TABLE, "the table itself goes on");
    let result = post(&ada, &with(&form, "emails", &check.input("emails"))).await.is(200).says("3 invitations are ready");
    assert_eq!(links(&result).len(), 3);
    result.says("Editor , Crew , Staff , Deutsch");
    for (email, role, name) in
        [("ines@north.example", "Editor", "Ines Sol"), ("otto@north.example", "Member", "Otto "), ("kim@north.example", "Editor", " ")]
    {
        let row =
            "SELECT r.name || '/' || u.first_name || ' ' || u.last_name FROM users u JOIN roles r ON r.id = u.role_id WHERE u.email = $1";
        assert_eq!(house.texts(sql!(row, email)).await, [format!("{role}/{name}")]);
    }
    assert_eq!(members(&house, "Crew").await, ["ines@north.example", "kim@north.example"]);
    assert_eq!(members(&house, "Staff").await, ["ines@north.example"]);
    let languages = "SELECT i.language FROM invitations i JOIN users u ON u.id = i.user_id ORDER BY u.email";
    assert_eq!(house.texts(sql!(languages)).await, ["de", "en", "en"]);
    let subjects: Vec<String> = house.mails().await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.iter().filter(|subject| subject.starts_with("Einladung")).count(), 1, "{subjects:?}");
    let actions = house.actions().await;
    assert_eq!(actions.iter().filter(|action| *action == "group.add").count(), 3);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn what_is_wrong_stands_in_its_row_and_is_put_right_there() {
    let house = House::new().await;
    people(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let table = "email,name,role,groups,language\nbob@@x,Bob Berg,,,\nines@north.example,Ines,Edtor,Crew|Crw,tlh\notto@north.example,Otto,,,\nkim@x,,,,";
    let form = fields(&ada, &house, table).await;
    let check = post(&ada, &with(&form, "act", "check")).await.is(200).says("2 of 4 will get a mail");
    for says in
        ["Keep one @", "There is no role “Edtor” that you can give", "There is no group “Crw”", "“tlh” is no language", "Check again"]
    {
        check.clone().says(says);
    }
    // Left as it is, it is not sent: those that are fine go out.
    let mut fixing = with(&with(&form, "act", "check"), "emails", &check.input("emails"));
    for (at, fix) in [("0 email", "bob@north.example"), ("1 role", "Editor"), ("1 groups", "Crew"), ("1 language", "Deutsch")] {
        assert!(check.body.contains(&format!("name=\"at\" value=\"{at}\"")), "{at}");
        fixing.push(("at".into(), at.into()));
        fixing.push(("fix".into(), fix.into()));
    }
    // Pressed "Send" with corrections in the fields: they are looked at first, and nothing has gone out.
    let again = post(&ada, &with(&fixing, "act", "send")).await.is(200).says("4 of 4 will get a mail").says("Send 4 invitations");
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 0);
    // One can be left out at the same time.
    let mut dropping = with(&fixing, "act", "");
    dropping.push(("drop".into(), "kim@x".into()));
    let fewer = post(&ada, &dropping).await.is(200).says("3 of 3 will get a mail");
    assert!(!fewer.input("emails").contains("kim@x") && fewer.input("emails").contains("bob@north.example"));
    let form = with(&with(&fixing, "emails", &again.input("emails")), "act", "send");
    let form: Vec<_> = form.into_iter().filter(|(name, _)| name != "at" && name != "fix").collect();
    post(&ada, &form).await.is(200).says("4 invitations are ready");
    assert_eq!(members(&house, "Crew").await, ["ines@north.example"]);
    assert_eq!(house.texts(sql!("SELECT last_name FROM users WHERE email = 'bob@north.example'")).await, ["Berg"]);
}

#[tokio::test]
async fn rows_that_are_wrong_are_not_sent_and_the_others_are() {
    let house = House::new().await;
    people(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let table = "email,role\nines@north.example,Edtor\notto@north.example,Editor";
    let result = post(&ada, &fields(&ada, &house, table).await).await.is(200).says("1 invitation is ready, 1 not made");
    result.says("Needs fixing: not sent").says("There is no role “Edtor”");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email = 'ines@north.example'")).await, 0);
}

#[tokio::test]
async fn a_file_is_a_list_like_one_that_is_typed() {
    let house = House::new().await;
    people(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let form = with(&fields(&ada, &house, "").await, "act", "check");
    let check = upload(&ada, &form, TABLE.replace('\n', "\r\n").as_bytes()).await.is(200).says("3 of 3 will get a mail");
    assert_eq!(check.input("emails"), TABLE);
    // As spreadsheets on Windows save it.
    let check = upload(&ada, &form, b"E-Mail;Name\nj@north.example;J\xfcrgen Gro\xdf\nk@north.example;").await.is(200);
    check.says("Jürgen Groß").says("2 of 2");
    // Both are one list, and one address alone is still looked at.
    let both = upload(&ada, &with(&form, "emails", "otto@north.example"), b"email,role\nines@north.example,Editor").await.is(200);
    both.clone().says("2 of 2 will get a mail");
    assert!(both.input("emails").contains("otto@north.example"));
    upload(&ada, &with(&form, "act", "send"), TABLE.as_bytes()).await.is(200).says("Send 3 invitations");
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 0, "a file is looked at before it is sent");
    upload(&ada, &form, b"PK\x03\x04\0\0").await.is(422).says("This file is no text");
    upload(&ada, &form, "x".repeat(1_100_000).as_bytes()).await.is(413);
    // Nowhere else, and for nobody else.
    let body = "--edge\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nx\r\n--edge--\r\n";
    for path in ["/users/new", "/settings", "/sign-in"] {
        let request = ada.post(path, &[]).body(body).header("content-type", "multipart/form-data; boundary=edge");
        request.await.is(415);
    }
    let stranger = house.browser();
    let request = stranger.post("/users/invite", &[]).body(body).header("content-type", "multipart/form-data; boundary=edge");
    request.await.is(415);
    let mia = house.browser_of(&house.mia()).await;
    mia.get("/account").await.is(200);
    upload(&mia, &form, TABLE.as_bytes()).await.is(403);
}

#[tokio::test]
async fn the_result_can_be_kept_as_a_table_that_no_spreadsheet_runs() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let table = "email,name\nines@north.example,=HYPERLINK(1) x\n+@x@,\nmia@acme.example,Mia";
    let result = post(&ada, &fields(&ada, &house, table).await).await.is(200).says("Download the list");
    let file = result.find(r#"href="data:text/csv;charset=utf-8,([^"]+)""#).expect("a file");
    let file = percent_encoding::percent_decode_str(&file).decode_utf8().expect("text").into_owned();
    let link = links(&result).remove(0);
    for part in [
        r#""Address","Name","Outcome","Role","Groups","Link""#,
        r#""ines@north.example","'=HYPERLINK(1) x","Link made","Member","","http"#,
        &link,
        r#""'+@x@""#,
    ] {
        assert!(file.contains(part), "{part}: {file}");
    }
    assert!(file.contains(r#""mia@acme.example","Mia","Already active","","","""#), "{file}");
}
