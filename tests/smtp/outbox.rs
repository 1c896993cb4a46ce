//! From the outbox to the letter box: what arrives, what does not, and what is shown of it.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use chrono::TimeDelta;
use rolecall::config::{MailUrl, Security};
use rolecall::crypto::Secret;
use rolecall::db::Ask;
use rolecall::mail::{self, Kind, State};
use rolecall::sql;
use rolecall::web::App;
use uuid::Uuid;

use super::server::{At, Mood, Server};
use super::support::database;
use super::{house, invitation, invite, message_id, row, send, settled, smtp, until};

#[tokio::test]
async fn a_mail_arrives_once_and_its_secret_is_forgotten() {
    let server = Server::start(&[]);
    let house = house(&server).await;
    let secret = Secret::random();
    let id = send(&house.app, invitation("ines@example.org", None, &secret, house.app.now())).await;
    let sealed = row(&house.app.db, id).await.secret.expect("kept while it waits");
    assert!(!sealed.windows(8).any(|part| part == &secret.bytes()[..8]), "the secret lies open");
    house.bell.ring();
    let row = until(&house.app, id, |row| row.state == "sent").await;
    assert_eq!((row.answer.as_str(), row.attempts, row.secret), ("250 2.0.0 queued as 42", 1, None));
    house.later();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let log = server.log();
    assert_eq!(log.mails.len(), 1);
    assert_eq!(log.mails[0].to, "RCPT TO:<ines@example.org>");
    let raw = log.mails[0].raw.replace("=\r\n", "");
    assert!(raw.contains(&format!("https://id.acme.example/accept/{}", secret.expose())), "{raw}");
}

#[tokio::test]
async fn a_mail_is_written_with_its_change_or_not_at_all() {
    let server = Server::start(&[]);
    let house = house(&server).await;
    let mut write = house.app.db.write().await.expect("a turn");
    let now = house.app.now();
    let mail = invitation("ines@example.org", None, &Secret::random(), now);
    mail::enqueue(&mut write, &house.app.keys, mail, now).await.expect("written");
    drop(write);
    house.bell.ring();
    tokio::time::sleep(Duration::from_millis(150)).await;
    let (n,): (i64,) = (&house.app.db).one(sql!("SELECT count(*) FROM outbox")).await.expect("counted");
    assert_eq!((n, server.log().connections), (0, 0));
}

#[tokio::test]
async fn the_mail_of_a_dead_link_does_not_leave() {
    let server = Server::start(&[Mood::Say(At::Mail, "451 later")]);
    let house = house(&server).await;
    let user = add_user(&house.app, "ines@example.org").await;
    let id = send(&house.app, invitation("ines@example.org", Some(user), &Secret::random(), house.app.now())).await;
    house.bell.ring();
    settled(&house.app, id, 1).await;
    let mut write = house.app.db.write().await.expect("a turn");
    assert_eq!(mail::void(&mut write, user, Kind::InvitationRequest).await.expect("written"), 0, "of another kind");
    assert_eq!(mail::void(&mut write, user, Kind::Invitation).await.expect("written"), 1);
    write.commit().await.expect("committed");
    let row = row(&house.app.db, id).await;
    assert_eq!((row.state.as_str(), row.secret), ("void", None));
    house.later();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(server.log().mails.is_empty());
}

#[tokio::test]
async fn the_newest_mail_of_each_user_is_shown() {
    let server = Server::start(&[Mood::Say(At::Rcpt, "550 5.1.1 No such user")]);
    let house = house(&server).await;
    let ines = add_user(&house.app, "i@x.org").await;
    let jo = add_user(&house.app, "j@x.org").await;
    let kim = add_user(&house.app, "k@x.org").await;
    let first = send(&house.app, invitation("i@x.org", Some(ines), &Secret::random(), house.app.now())).await;
    house.bell.ring();
    settled(&house.app, first, 1).await;
    let shown = mail::deliveries(&house.app.db, &[ines, jo]).await.expect("read");
    assert_eq!(shown.len(), 1);
    assert_eq!((shown[0].user_id, shown[0].state, shown[0].kind), (ines, State::Failed, Kind::Invitation));
    assert_eq!((shown[0].answer.as_str(), shown[0].sent_at), ("550 5.1.1 No such user", None));
    house.app.clock.advance(TimeDelta::minutes(1));
    for (user, to) in [(ines, "i@x.org"), (jo, "j@x.org")] {
        let id = send(&house.app, invitation(to, Some(user), &Secret::random(), house.app.now())).await;
        house.bell.ring();
        until(&house.app, id, |row| row.state == "sent").await;
    }
    let mut shown = mail::deliveries(&house.app.db, &[ines, jo, kim]).await.expect("read");
    shown.sort_by_key(|delivery| delivery.user_id != ines);
    assert_eq!(shown.iter().map(|d| (d.user_id, d.state)).collect::<Vec<_>>(), [(ines, State::Sent), (jo, State::Sent)]);
    assert!(shown.iter().all(|delivery| delivery.sent_at.is_some()));
    assert!(mail::deliveries(&house.app.db, &[]).await.expect("read").is_empty());
}

#[tokio::test]
async fn links_and_headers_follow_the_public_address() {
    let server = Server::start(&[]);
    let database = database().await;
    let db = database.open().await;
    let app = database.app_on(db, smtp(&server, Security::None), "https://people.example.net:8443");
    let worker = mail::start(app.clone());
    let id = invite(&app, "ines@example.org").await;
    until(&app, id, |row| row.state == "sent").await;
    worker.stop().await;
    let raw = server.log().mails[0].raw.replace("=\r\n", "");
    assert_eq!(message_id(&raw), format!("<{id}@people.example.net>"));
    assert_eq!(raw.matches("https://").count(), 4, "one in the text, three in the HTML");
    assert_eq!(raw.matches("https://people.example.net:8443/accept/").count(), 4);
}

#[tokio::test]
async fn mail_in_a_folder_is_private_whole_and_written_once() {
    let database = database().await;
    let folder = database.folder.join("mail");
    // A file stands where the folder should be: the disk says no.
    std::fs::write(&folder, "in the way").expect("written");
    let app = database.app(MailUrl::Folder(folder.clone())).await;
    let worker = mail::start(app.clone());
    let id = invite(&app, "ines@example.org").await;
    worker.bell().ring();
    assert_eq!(settled(&app, id, 1).await.state, "waiting");
    std::fs::remove_file(&folder).expect("removed");
    app.clock.advance(TimeDelta::hours(1));
    worker.bell().ring();
    let row = until(&app, id, |row| row.state == "sent").await;
    let files: Vec<_> = std::fs::read_dir(&folder).expect("the folder").map(|file| file.expect("a file").path()).collect();
    let [file] = files.as_slice() else { panic!("one file, not {files:?}") };
    assert_eq!(file.file_name().expect("a name").to_string_lossy(), row.answer);
    assert!(row.answer.ends_with(&format!("Z-{id}.eml")));
    assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(folder.metadata().expect("there").permissions().mode() & 0o777, 0o700);
    let raw = std::fs::read_to_string(file).expect("text");
    assert!(mailparse::parse_mail(raw.as_bytes()).is_ok_and(|mail| mail.subparts.len() == 2));
    // Tried again after a crash: the file stays as it was.
    std::fs::write(file, "marked").expect("written");
    app.db
        .run(sql!("UPDATE outbox SET state = 'waiting', secret = $2 WHERE id = $1", id, app.keys.seal(&format!("outbox/{id}"), &[1; 32])))
        .await
        .expect("waiting again");
    worker.bell().ring();
    until(&app, id, |row| row.state == "sent" && row.attempts == 3).await;
    assert_eq!(std::fs::read_to_string(file).expect("text"), "marked");
    worker.stop().await;
}

async fn add_user(app: &App, email: &str) -> Uuid {
    let (id, now) = (Uuid::now_v7(), app.now());
    let mut write = app.db.write().await.expect("a turn");
    write
        .run(sql!(
            "INSERT INTO users (id, status, status_since, email, email_key, name_key, search_text, created_at, updated_at)
             VALUES ($1, 'invited', $2, $3, $3, $3, $3, $2, $2)",
            id,
            now,
            email
        ))
        .await
        .expect("written");
    write.commit().await.expect("committed");
    id
}
