//! Creating by hand: a draft, or active with a temporary password; and one address is one person.

use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;

use crate::house::House;

#[tokio::test]
async fn an_address_is_enough_for_a_draft() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get("/users/new").await.is(200);
    let answer = ada.post("/users/new", &[("email", "Ines@North.example"), ("first_name", ""), ("last_name", ""), ("role", "")]).await;
    let profile = answer.location();
    let page = ada.follow(answer).await.is(200).says("The draft was created").says("Draft").says("Ines@North.example").says("Has no role");
    assert!(page.text().contains("No, because Ines@North.example has not been invited yet"));
    ada.get(&profile).await.never_says("The draft was created");
    assert_eq!(house.texts(sql!("SELECT email_key FROM users WHERE status = 'draft'")).await, ["ines@north.example"]);
    assert!(house.mails().await.is_empty());
}

#[tokio::test]
async fn a_temporary_password_is_shown_once_and_makes_active() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let member = house.people().member.to_string();
    let fields = [("email", "ines@north.example"), ("first_name", "Ines"), ("last_name", "Sol"), ("role", &member), ("temporary", "on")];
    let page = ada.post("/users/new", &fields).await.is(200).says("This is shown once");
    let password = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown");
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    let profile = page.find(r#"href="(/users/[0-9a-f-]{36})""#).expect("a way on");
    ada.get(&profile).await.says("Temporary password set").never_says(&password);
    let ines = house.browser();
    ines.get("/sign-in").await.is(200);
    let answer = ines.post("/sign-in", &[("email", "ines@north.example"), ("password", &password)]).await.is(303);
    ines.follow(answer).await.is(200).says("Choose your own to go on");
}

#[tokio::test]
async fn a_temporary_password_that_lets_nobody_in_says_why() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = [("email", "ines@north.example"), ("first_name", "Ines"), ("role", ""), ("temporary", "on")];
    let page = ada.post("/users/new", &fields).await.is(200).says("No, because Ines has no role").never_says("Sign-in with");
    let role = page.find(r#"href="(/users/[0-9a-f-]{36}/role)""#).expect("the way to mend it");
    ada.post(&role, &[("role", &house.people().member.to_string())]).await.is(303);
    let page = ada.post(&role.replace("/role", "/password"), &[]).await.is(200);
    page.says("Sign-in with ines@north.example").never_says("has no role");
}

#[tokio::test]
async fn one_address_is_one_person_however_it_is_written() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.add("kim@bücher.example", ("Kim", "Lee"), Status::Suspended, None).await;
    house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    for (typed, says) in [
        ("mia@acme.example", "Choose another address: Mia Okafor has this one"),
        ("  MIA@ACME.example ", "Mia Okafor has this one"),
        ("kim@BÜCHER.example", "Kim Lee has this one"),
        ("kim@xn--bcher-kva.example", "Kim Lee has this one"),
        ("kim@bu\u{308}cher.example", "Kim Lee has this one"),
        ("Arno@acme.example", "Restore Arno Haas instead"),
    ] {
        let page = ada.post("/users/new", &[("email", typed), ("first_name", "Other")]).await.is(422).says(says);
        assert_eq!(page.input("first_name"), "Other", "{typed}: what was typed stays");
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 5);
}

#[tokio::test]
async fn a_look_alike_is_somebody_else_or_nobody() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for typed in
        ["mía@acme.example", "ｍia@acme.example", "m\u{131}a@acme.example", "мia@acme.example", "mia@acmé.example", "mia@acme.example."]
    {
        let status = ada.post("/users/new", &[("email", typed)]).await.status;
        assert!([303, 422].contains(&status), "{typed}: {status}");
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'mia@acme.example'")).await, 1);
    assert_eq!(house.user(&house.mia()).await.first_name, "Mia");
}

#[tokio::test]
async fn of_fifty_at_once_with_one_address_one_is_created() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let answers = join_all((0..50).map(async |n| {
        let email = if n % 2 == 0 { "ines@north.example" } else { "INES@North.Example" };
        ada.post("/users/new", &[("email", email)]).await.status
    }))
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [303, 422].contains(status)), "{answers:?}");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "user.create").count(), 4);
}

#[tokio::test]
async fn what_is_not_an_address_or_a_role_is_told_beside_its_field() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let public = house.people().public.to_string();
    for (field, value, says) in [
        ("email", "", "Enter an e-mail address"),
        ("email", "ada", "a name before the @"),
        ("email", "bob@@x", "Keep one @"),
        ("email", "a b@acme.example", "Remove spaces"),
        ("email", "\"a b\"@acme.example", "Remove spaces"),
        ("email", "ada@127.0.0.1", "Correct the part after the @"),
        ("email", "ada@-acme.example", "Correct the part after the @"),
        ("email", &format!("{}@acme.example", "a".repeat(65)), "Enter a shorter address"),
        ("role", "not-an-id", "Choose a role from the list"),
        ("role", "0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", "Choose a role from the list"),
        ("role", &public, "Choose a role from the list"),
        ("first_name", &"ö".repeat(101), "Use at most 100 characters"),
    ] {
        let mut fields = vec![("email", "new@acme.example"), (field, value)];
        if field == "email" {
            fields.remove(0);
        }
        let page = ada.post("/users/new", &fields).await.is(422).says(says);
        assert!(page.body.contains(&format!("id=\"{field}-e\"")), "{field} {value}");
    }
    ada.post("/users/new", &[("email", &format!("{}@acme.example", "b".repeat(64))), ("first_name", &"ö".repeat(100))]).await.is(303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 4);
}

#[tokio::test]
async fn the_form_starts_with_the_least_privileged_role() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let chosen = |page: &crate::browser::Answer| page.find(r#"<option value="([^"]*)" selected>"#);
    assert_eq!(chosen(&ada.get("/users/new").await), Some(house.people().member.to_string()));
    let asked = house.people().administrator.to_string();
    assert_eq!(chosen(&ada.get(&format!("/users/new?role={asked}")).await), Some(asked));
}

#[tokio::test]
async fn an_address_that_is_known_leads_to_its_person() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, Some(house.people().member)).await;
    let mia = house.mia();
    let page = ada.post("/users/new", &[("email", "MIA@acme.example")]).await.is(422).says("Open profile");
    assert!(page.body.contains(&format!("href=\"/users/{}\"", mia.id)) && !page.body.contains("id=\"restore\""), "{}", page.text());
    let page = ada.post("/users/new", &[("email", "arno@acme.example")]).await.is(422).says("Restore");
    let way = page.find(r#"<form id="restore" method="post" action="([^"]+)""#).expect("a way back");
    let to = page.find(r#"<button class="btn small" form="restore" name="status" value="(\w+)""#).expect("a button");
    let answer = ada.post(&way, &[("status", &to)]).await.leads_to(&format!("/users/{}", arno.id));
    ada.follow(answer).await.is(200).says("Arno Haas is restored.");
    assert_eq!(house.status_of(&arno).await, "active");
    // Another mistake leads nowhere.
    let page = ada.post("/users/new", &[("email", "new@acme.example"), ("role", "x")]).await.is(422).never_says("Open profile");
    assert!(!page.body.contains("id=\"restore\""));
}
