//! The mail, sending again, copying the link, cancelling: the old link dies for good.

use chrono::TimeDelta;
use rolecall::sql;

use super::{fields, invite, join, post, with};
use crate::house::House;

#[tokio::test]
async fn the_mail_says_who_invites_whom_as_what_until_when() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = fields(&ada, &house, "Ines Sol <ines@north.example>").await;
    post(&ada, &with(&fields, "message", "Welcome <b>all</b>,\r\nsee you & yours")).await.is(200);
    let mails = house.mails().await;
    let [mail] = mails.as_slice() else { panic!("one mail, not {}", mails.len()) };
    assert!(mail.to.contains("ines@north.example") && mail.subject == "Ada Abara invited you to Acme", "{} {}", mail.to, mail.subject);
    for words in ["You will join as Member", "Welcome <b>all</b>", "see you & yours", "https://id.acme.example/accept/"] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    assert!(mail.html.contains("Welcome &#60;b&#62;all") && !mail.html.contains("<b>all"), "{}", mail.html);
    assert!(mail.raw.contains("Reply-To:") && mail.raw.contains("ada@acme.example"));
    let page = house
        .browser()
        .get(&mail.link())
        .await
        .is(200)
        .says("Ada Abara invited ines@north.example to join as Member")
        .says("Welcome <b>all</b>");
    assert_eq!((page.input("first_name"), page.input("last_name")), ("Ines".into(), "Sol".into()));
}

#[tokio::test]
async fn the_mail_is_in_the_language_that_was_chosen() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = fields(&ada, &house, "ines@north.example").await;
    post(&ada, &with(&fields, "language", "de")).await.is(200);
    let mail = house.mails().await.remove(0);
    assert!(mail.subject.contains("eingeladen") || mail.text.contains("Passwort"), "{} {}", mail.subject, mail.text);
    let page = house.browser().get(&mail.link()).header("accept-language", "de").await.is(200);
    assert!(page.body.contains("<html lang=\"de\""));
}

#[tokio::test]
async fn sending_again_kills_the_old_link_for_good() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let first = invite(&ada, &house, "ines@north.example").await.remove(0);
    let page = ada.get("/users?status=invited").await;
    let profile = page.find(r#"<a href="(/users/[0-9a-f-]{36})(?:[?][^"]*)?" id="n-"#).expect("listed");
    let answer = ada.post(&format!("{profile}/invitation"), &[("act", "send")]).await.leads_to(&profile);
    ada.follow(answer).await.says("A mail went out less than a minute ago");
    house.browser().get(&first).await.is(200);
    house.app.clock.advance(TimeDelta::seconds(61));
    let answer = ada.post(&format!("{profile}/invitation"), &[("act", "send")]).await.leads_to(&profile);
    ada.follow(answer).await.says("An invitation to ines@north.example is on its way");
    house.browser().get(&first).await.is(410).says("There is a newer invitation");
    let second = house.mails().await.pop().expect("a mail").link();
    assert_ne!(first, second);
    // Cancelled and invited again: neither of the old ones comes back to life.
    ada.post(&format!("{profile}/invitation"), &[("act", "cancel")]).await.leads_to(&profile);
    house.browser().get(&second).await.is(410).says("This invitation was cancelled");
    house.app.clock.advance(TimeDelta::seconds(61));
    let third = invite(&ada, &house, "ines@north.example").await.remove(0);
    let visitor = house.browser();
    visitor.get("/sign-in").await;
    for dead in [&first, &second] {
        visitor.get(dead).await.is(410);
        visitor.post(dead, &super::JOIN).await.is(410);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE status = 'invited'")).await, 1);
    join(&visitor, &third).await.leads_to("/");
}

#[tokio::test]
async fn the_link_to_copy_is_that_of_the_mail_while_it_is_known_else_a_new_one() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mailed = invite(&ada, &house, "ines@north.example").await.remove(0);
    house.mails().await;
    let profile = ada.get("/users?status=invited").await.find(r#"<a href="(/users/[0-9a-f-]{36})(?:[?][^"]*)?" id="n-"#).expect("listed");
    let copy = async || {
        let page = ada.post(&format!("{profile}/invitation"), &[("act", "link")]).await.is(200);
        assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
        page.find(r"https://id\.acme\.example(/accept/[\w-]+)").expect("shown")
    };
    assert_eq!(copy().await, mailed, "whoever has the mail can still use it");
    assert_eq!(copy().await, mailed);
    assert_eq!(house.actions().await.iter().filter(|action| *action == "invitation.link").count(), 2, "each look is in the trail");
    ada.get(&profile).await.never_says(&mailed);
    // Sealed by another key than this server's.
    house.app.db.run(sql!("UPDATE invitations SET secret = $1", vec![7_u8; 72])).await.expect("written");
    let copied = copy().await;
    assert_ne!(copied, mailed);
    house.browser().get(&mailed).await.is(410);
    house.browser().get(&copied).await.is(200);
    assert_eq!(house.mails().await.len(), 1, "no mail went out for it");
    // Nor is it known any longer than it works.
    ada.post(&format!("{profile}/invitation"), &[("act", "cancel")]).await.is(303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM invitations WHERE secret IS NOT NULL")).await, 0);
    let invited = invite(&ada, &house, "yara@north.example").await.remove(0);
    let yara = house.browser();
    join(&yara, &invited).await.leads_to("/");
    assert_eq!(house.number(sql!("SELECT count(*) FROM invitations WHERE secret IS NOT NULL")).await, 0);
}

#[tokio::test]
async fn only_drafts_and_invited_people_can_be_sent_one() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for status in rolecall::users::Status::ALL {
        let person = house.add(&format!("{}@acme.example", status.name()), (status.name(), ""), status, None).await;
        for act in ["send", "link"] {
            let answer = ada.post(&format!("/users/{}/invitation", person.id), &[("act", act)]).await;
            let may = ["draft", "invited"].contains(&status.name());
            let page = if answer.status == 303 { ada.follow(answer).await } else { answer.is(200) };
            assert_eq!(!page.text().contains("Only drafts and invited users"), may, "{status:?} {act}");
            house.app.clock.advance(TimeDelta::minutes(2));
        }
        let stored = house.status_of(&person).await;
        assert_eq!(stored, if status.name() == "draft" { "invited" } else { status.name() });
        // The clock has gone on for a while: nobody shall be idle.
        house.app.db.run(sql!("UPDATE sessions SET last_seen_at = $1", house.now())).await.expect("written");
    }
    ada.post(&format!("/users/{}/invitation", house.mia().id), &[("act", "nonsense")]).await.is(400);
}

#[tokio::test]
async fn archiving_or_a_temporary_password_kills_the_link_and_takes_the_mail_back() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (n, (what, fields)) in
        [("status", &[("status", "archived")][..]), ("status", &[("status", "draft")]), ("password", &[])].into_iter().enumerate()
    {
        let email = format!("user{n}@north.example");
        let link = invite(&ada, &house, &email).await.remove(0);
        let page = ada.get(&format!("/users?q={email}&status=invited")).await;
        let profile = page.find(r#"<a href="(/users/[0-9a-f-]{36})(?:[?][^"]*)?" id="n-"#).expect("listed");
        ada.post(&format!("{profile}/{what}"), fields).await;
        house.browser().get(&link).await.is(410).says("This invitation was cancelled");
        let visitor = house.browser();
        visitor.get("/sign-in").await;
        visitor.post(&link, &super::JOIN).await.is(410);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM links WHERE ended_at IS NULL")).await, 0);
}

#[tokio::test]
async fn the_role_can_change_before_acceptance_and_is_the_one_that_holds() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let profile = ada.get("/users?status=invited").await.find(r#"<a href="(/users/[0-9a-f-]{36})(?:[?][^"]*)?" id="n-"#).expect("listed");
    ada.post(&format!("{profile}/role"), &[("role", &house.people().administrator.to_string())]).await.is(303);
    let ines = house.browser();
    ines.get(&link).await.is(200).says("to join as Administrator");
    join(&ines, &link).await.leads_to("/");
    ines.get("/users").await.is(200);
}
