//! The check and the result of inviting: terms, people who are there already, and numbers that add up.

use rolecall::users::Status;

use super::{fields, post, with};
use crate::house::House;

#[tokio::test]
async fn the_check_names_the_terms_before_anything_is_sent() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let form = fields(&ada, &house, "ines@north.example, otto@north.example").await;
    let form = with(&with(&with(&form, "act", "check"), "language", "de"), "days", "3");
    let page = post(&ada, &form).await.is(200).says("Unless the list says otherwise: as Member, in Deutsch. The links work for 3 days.");
    let page = page.says("Send 2 invitations").says("See the mail");
    // The first mail as it will be read: in its own language, without a link that works.
    let mail = page.find(r"(?s)<details>.*?<pre[^>]*>(.*?)</pre>").expect("the mail");
    assert!(mail.contains("Ada Abara") && mail.contains("ines@north.example") && mail.contains("/accept/…"), "{mail}");
    let form = with(&with(&form, "role", ""), "days", "30");
    post(&ada, &form).await.is(200).says("Unless the list says otherwise: as No role, in Deutsch. The links work for 30 days.");
}

#[tokio::test]
async fn when_nothing_can_be_sent_the_way_on_is_the_list() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let form = fields(&ada, &house, "mia@acme.example, bob@@x").await;
    let page = post(&ada, &with(&form, "act", "check")).await.is(200).never_says("Send 0");
    let primary = page.find_all(r#"<button class="btn primary"[^>]*value="(\w+)""#);
    assert_eq!(primary, ["change"], "{}", page.text());
    let back = post(&ada, &with(&form, "act", "change")).await.is(200);
    assert!(back.body.contains(">mia@acme.example, bob@@x</textarea>"), "what was typed stays");
}

#[tokio::test]
async fn the_result_says_how_many_left_and_how_many_did_not() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (emails, says) in [
        ("ines@north.example, otto@north.example, mia@acme.example", "2 invitations are ready, 1 not made"),
        ("kim@north.example, bob@@x, kim@north.example", "1 invitation is ready, 2 not made"),
        ("lea@north.example", "1 invitation is ready"),
        ("mia@acme.example", "No invitation was sent"),
    ] {
        let page = post(&ada, &fields(&ada, &house, emails).await).await.is(200).says(says).never_says("delivered");
        assert_eq!(page.text().contains("not sent"), says.contains("not sent"), "{says}");
        assert_eq!(page.text().contains("Link made"), !says.starts_with("No"), "{says}");
    }
}

#[tokio::test]
async fn someone_archived_is_restored_from_the_check_and_the_list_stays() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = Some(house.people().member);
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, member).await;
    let form = with(&fields(&ada, &house, "arno@acme.example, ines@north.example").await, "act", "check");
    let page = post(&ada, &form).await.is(200).says("Restore");
    let id = page.find(r#"name="restore" value="([0-9a-f-]{36})""#).expect("offered");
    assert_eq!(id, arno.id.to_string());
    let mut restoring = with(&form, "act", "");
    restoring.push(("restore".into(), id));
    let page = post(&ada, &restoring).await.is(200).says("Arno Haas is restored.").says("Already active").says("Send 1 invitation");
    assert_eq!(house.status_of(&arno).await, "active");
    assert_eq!(page.input("emails"), "arno@acme.example, ines@north.example");
    // Arno alone is told, that he can sign in again.
    assert!(house.mails().await.iter().all(|mail| mail.to.contains(&arno.email)));
    // What is no user restores nobody, and a member nothing at all.
    for nobody in ["x", "0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7"] {
        let mut wrong = form.clone();
        wrong.push(("restore".into(), nobody.into()));
        assert!([400, 404].contains(&post(&ada, &wrong).await.status), "{nobody}");
    }
    let mia = house.browser_of(&house.mia()).await;
    post(&mia, &restoring).await.is(403);
    // One who is archived can be the whole list.
    let bea = house.add("bea@acme.example", ("Bea", "Haas"), Status::Draft, member).await;
    ada.post(&format!("/users/{}/status", bea.id), &[("status", "archived")]).await.is(303);
    let mut only = with(&fields(&ada, &house, "bea@acme.example").await, "act", "");
    only.push(("restore".into(), bea.id.to_string()));
    post(&ada, &only).await.is(200).says("Bea Haas is restored.").says("The draft becomes an invitation");
    assert!(house.mails().await.iter().all(|mail| mail.to.contains(&arno.email)), "restoring invites nobody by itself");
}

#[tokio::test]
async fn who_keeps_another_role_is_named_before_anything_is_sent() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let people = house.people();
    let boss = house.add("boss@acme.example", ("Iva", "Boss"), Status::Draft, Some(people.administrator)).await;
    house.add("zoe@acme.example", ("Zoe", "Hill"), Status::Draft, None).await;
    let form = with(&fields(&ada, &house, "boss@acme.example").await, "act", "");
    post(&ada, &form).await.is(200).says("Keeps the role Administrator").says("Send 1 invitation");
    assert_eq!(house.status_of(&boss).await, "draft", "one address alone is not sent unseen either");
    let both = with(&fields(&ada, &house, "boss@acme.example, zoe@acme.example, ines@north.example").await, "act", "check");
    let page = post(&ada, &both).await.is(200).says("Has no role, and gets none");
    assert_eq!(page.text().matches("Keeps the role").count(), 1);
    post(&ada, &with(&form, "act", "send")).await.is(200).says("Link made").never_says("the old link no longer works");
    assert_eq!(house.user(&boss).await.role_id, Some(people.administrator));
}

#[tokio::test]
async fn without_a_mail_server_nothing_claims_that_a_mail_was_delivered() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let hint = "No mail server is set: mails are only written to files";
    ada.get("/users/invite").await.is(200).says(hint);
    let form = fields(&ada, &house, "ines@north.example").await;
    let page = post(&ada, &with(&form, "act", "send")).await.is(200).says(hint);
    let profile = page.find(r#"href="(/users/[0-9a-f-]{36})""#).expect("a profile");
    house.mails().await;
    ada.get(&profile).await.is(200).says("written to a file").never_says("The mail server took the mail");
}
