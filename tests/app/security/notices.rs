//! People are told by mail what happened to their account: so they notice what was not theirs to cause.

use rolecall::sql;
use rolecall::users::Status;

use crate::house::{House, PASSWORD};
use crate::mail::Mail;

const MIA: &str = "\"Mia Okafor\" <mia@acme.example>";

/// The only mail there is.
async fn only(house: &House) -> Mail {
    let mut mails = house.mails().await;
    assert_eq!(mails.len(), 1, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
    mails.remove(0)
}

#[tokio::test]
async fn a_changed_password_is_told_with_the_moment_the_place_and_the_device() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let fields = [("present", PASSWORD), ("password", "my own long sentence")];
    mia.post("/account/password", &fields).header("user-agent", agent).await.is(303);
    let mail = only(&house).await;
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), (MIA, "Your Acme password was changed"));
    for part in ["127.0.0.1", "Firefox on Linux", "(CE", "https://id.acme.example/account/security", "not you"] {
        assert!(mail.text.contains(part) && mail.html.contains(part), "{part}: {}", mail.text);
    }
    assert!(!mail.raw.contains("my own long sentence"));
}

#[tokio::test]
async fn a_link_to_a_new_password_and_a_temporary_one_are_told_when_they_are_used_and_given() {
    let house = House::new().await;
    let (_, link) = rolecall::credentials::recovery_link(&house.app, "mia@acme.example").await.expect("made");
    let link = link.strip_prefix(crate::house::PUBLIC_URL).expect("ours").to_owned();
    let browser = house.browser();
    browser.get(&link).await.is(200);
    browser.post(&link, &[("password", "my own long sentence")]).await.is(200);
    assert_eq!(only(&house).await.subject, "Your Acme password was changed");
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let mails = house.mails().await;
    let told = &mails[1];
    assert_eq!(told.to, MIA);
    assert!(told.text.contains("temporary password") && told.text.contains("Done by Ada Abara"), "{}", told.text);
    // Nobody tells a draft of what they never had.
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    ada.post(&format!("/users/{}/password", dana.id), &[]).await.is(200);
    assert_eq!(house.mails().await.len(), 2);
}

#[tokio::test]
async fn role_and_status_are_told_in_the_words_of_the_reader_unless_they_want_none() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    house.app.db.run(sql!("UPDATE users SET language = 'de' WHERE id = $1", mia.id)).await.expect("written");
    let (role, status) = (format!("/users/{}/role", mia.id), format!("/users/{}/status", mia.id));
    let administrator = house.people().administrator.to_string();
    ada.post(&role, &[("role", &administrator), ("back", "/users")]).await.is(303);
    ada.post(&status, &[("status", "suspended"), ("reason", "for a while"), ("back", "/users")]).await.is(303);
    ada.post(&status, &[("status", "active"), ("back", "/users")]).await.is(303);
    let mails = house.mails().await;
    let texts: Vec<&str> = mails.iter().map(|mail| mail.text.as_str()).collect();
    assert!(mails.iter().all(|mail| mail.to == MIA && mail.subject == "Ihr Zugang zu Acme hat sich geändert"));
    assert!(texts[0].contains("Ihre Rolle ist jetzt Administrator"), "{}", texts[0]);
    assert!(texts[1].contains("gesperrt") && !texts[1].contains("for a while") && !texts[1].contains("https://"), "{}", texts[1]);
    assert!(texts[2].contains("wieder anmelden"), "{}", texts[2]);
    // Of these nobody needs to hear; of their password they do.
    house.app.db.run(sql!("UPDATE users SET email_notifications = $2 WHERE id = $1", mia.id, false)).await.expect("written");
    ada.post(&role, &[("role", ""), ("back", "/users")]).await.is(303);
    ada.post(&status, &[("status", "archived"), ("back", "/users")]).await.is(303);
    assert_eq!(house.mails().await.len(), 3);
    ada.post(&status, &[("status", "active"), ("back", "/users")]).await.is(303);
    ada.post(&format!("/users/{}/password", mia.id), &[]).await.is(200);
    assert_eq!(house.mails().await.len(), 4);
}

#[tokio::test]
async fn a_grant_is_told_with_its_end_and_an_invitation_keeps_its_own_state() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    let administrator = house.people().administrator.to_string();
    let fields = [("act", "add"), ("role", administrator.as_str()), ("until", "2031-05-04"), ("reason", "")];
    ada.post(&format!("/users/{}/grants", mia.id), &fields).await.is(303);
    let mail = only(&house).await;
    assert!(mail.text.contains("Administrator until") && mail.text.contains("2031"), "{}", mail.text);
    ada.get(&format!("/users/{}", mia.id)).await.is(200).never_says("delivered");
}
