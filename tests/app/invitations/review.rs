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
    let page = post(&ada, &form).await.is(200).says("They are invited as Member, in Deutsch. The links work for 3 days.");
    page.says("Send 2 invitations");
    let form = with(&with(&form, "role", ""), "days", "30");
    post(&ada, &form).await.is(200).says("They are invited as No role, in Deutsch. The links work for 30 days.");
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
        ("ines@north.example, otto@north.example, mia@acme.example", "2 invitations are on their way, 1 not sent"),
        ("kim@north.example, bob@@x, kim@north.example", "1 invitation is on its way, 2 not sent"),
        ("lea@north.example", "1 invitation is on its way"),
        ("mia@acme.example", "No invitation was sent"),
    ] {
        let page = post(&ada, &fields(&ada, &house, emails).await).await.is(200).says(says).never_says("delivered");
        assert_eq!(page.text().contains("not sent"), says.contains("not sent"), "{says}");
        assert_eq!(page.text().contains("Mail queued"), !says.starts_with("No"), "{says}");
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
    assert!(house.mails().await.is_empty());
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
    assert!(house.mails().await.is_empty(), "restoring sends nothing by itself");
}
