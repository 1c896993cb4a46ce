//! The form of status: nothing harsh is ticked beforehand, and its title and button say what will happen.

use rolecall::users::Status;

use crate::house::House;

#[tokio::test]
async fn nothing_is_ticked_until_somebody_does() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let status = format!("/users/{}/status", house.mia().id);
    for path in [status.clone(), format!("{status}?to=nonsense"), format!("{status}?to=invited")] {
        let page = ada.get(&path).await.is(200).says("Change status of Mia Okafor").says("Suspended").says("Archived");
        let radios = page.find_all(r#"(<input type="radio"[^>]*>)"#);
        assert!(radios.len() == 2 && radios.iter().all(|radio| !radio.contains("checked") && radio.contains("required")), "{radios:?}");
    }
    for nothing in [&[("reason", "contract ended")][..], &[("status", ""), ("reason", "contract ended")]] {
        let page = ada.post(&status, nothing).await.is(422).says("Choose a status from the list");
        assert_eq!(page.input("reason"), "contract ended", "what was typed stays");
        assert!(page.body.contains("href=\"#status\"") && page.body.contains("id=\"status\"") && page.body.contains("id=\"status-e\""));
    }
    // Once ticked it stays so.
    let page = ada.post(&status, &[("status", "archived"), ("reason", &"x".repeat(501))]).await.is(422);
    assert_eq!(page.find_all(r#"<input type="radio"[^>]*value="(\w+)" checked"#), ["archived"]);
    assert_eq!(house.status_of(&house.mia()).await, "active");
}

#[tokio::test]
async fn a_step_that_was_asked_for_is_its_own_form_with_its_own_verb() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (from, to, title, verb) in [
        (Status::Active, "suspended", "Suspend", "Suspend"),
        (Status::Active, "archived", "Archive", "Archive"),
        (Status::Suspended, "active", "Activate", "Activate"),
        (Status::Invited, "draft", "Cancel the invitation of", "Cancel invitation"),
        // The only way there is needs no asking.
        (Status::Archived, "", "Restore", "Restore"),
    ] {
        let email = format!("{}-{to}@acme.example", from.name());
        let person = house.add(&email, (from.name(), "Reed"), from, None).await;
        let status = format!("/users/{}/status", person.id);
        let title = format!("{title} {} Reed", from.name());
        for page in [ada.get(&format!("{status}?to={to}")).await, ada.get(&format!("{status}?to={to}")).swap().await] {
            let page = page.is(200).says(&title);
            assert!(!page.body.contains("type=\"radio\""), "{title}");
            let button = page.find(r#"<button class="btn primary">.*?</svg>([^<]+)</button>"#);
            assert_eq!(button.as_deref(), Some(verb), "{title}");
            let wanted = page.input("status");
            assert!(to.is_empty() || wanted == to, "{title}: {wanted}");
        }
        let wanted = ada.get(&format!("{status}?to={to}")).await.input("status");
        // What is wrong with the reason is said in the same form.
        ada.post(&status, &[("status", &wanted), ("to", &wanted), ("reason", &"x".repeat(501))]).await.is(422).says(&title);
        let answer = ada.post(&status, &[("status", &wanted), ("reason", "because")]).await.is(303);
        ada.follow(answer).await.is(200);
        assert_eq!(house.status_of(&person).await, wanted);
    }
}

#[tokio::test]
async fn a_refusal_stands_in_the_form_beside_what_was_asked_for() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let own = format!("/users/{}/status", house.ada().id);
    let page =
        ada.post(&own, &[("status", "suspended"), ("to", "suspended"), ("reason", "holiday")]).await.is(409).says("Suspend Ada Abara");
    let page = page.says("You cannot suspend, archive or delete yourself");
    assert_eq!((page.input("status").as_str(), page.input("reason").as_str()), ("suspended", "holiday"));
    assert!(page.body.contains("id=\"status-e\"") && page.body.contains("<title>Error: "));
}

#[tokio::test]
async fn what_a_step_means_for_this_person_is_said() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let draft = house.add("dora@acme.example", ("Dora", "Draft"), Status::Draft, None).await;
    let invited = house.add("ines@acme.example", ("Ines", "Sol"), Status::Invited, None).await;
    let form = async |id: uuid::Uuid| ada.get(&format!("/users/{id}/status")).await.is(200);
    house.force("UPDATE users SET password_hash = NULL WHERE status = 'draft'").await.expect("written");
    form(draft.id).await.says("May sign in as soon as a password is set");
    form(invited.id).await.says("The invitation is cancelled and its link dies");
    form(house.mia().id).await.never_says("as soon as a password is set");
}
