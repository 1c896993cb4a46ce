//! Accepting: looking changes nothing, one wins, and only the invitee decides the password.

use futures_util::future::join_all;
use rolecall::sql;

use super::{JOIN, invite, join};
use crate::house::House;

#[tokio::test]
async fn an_invitee_joins_is_signed_in_and_shows_as_active() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "Ines <Ines@North.example>").await.remove(0);
    let ines = house.browser();
    let page = ines.get(&link).await.is(200).says("Join Acme");
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    let answer = ines.post(&link, &JOIN).await.leads_to("/");
    ines.follow(answer).await.is(200).says("Ines Sol").says("Ines@North.example").says("Verified");
    ada.get("/users").await.says("Ines Sol");
    let user = rolecall::users::store::find_by_email(&house.app.db, "ines@north.example").await.expect("read").expect("there");
    assert_eq!((user.status.name(), user.role_name.as_deref(), user.email.as_str()), ("active", Some("Member"), "Ines@North.example"));
    let later = house.browser();
    later.get("/sign-in").await;
    later.post("/sign-in", &[("email", "ines@north.example"), ("password", "my own long sentence")]).await.leads_to("/");
}

#[tokio::test]
async fn mail_scanners_may_look_as_often_as_they_like() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let before = house.actions().await.len();
    for _ in 0..10 {
        house.browser().get(&link).await.is(200);
        let head = house.browser().request("HEAD", &link).await.is(200);
        assert_eq!((head.body.as_str(), head.header("cache-control")), ("", "no-store"));
    }
    assert_eq!(house.actions().await.len(), before);
    join(&house.browser(), &link).await.leads_to("/");
}

#[tokio::test]
async fn of_fifty_who_accept_at_once_one_wins() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let visitor = house.browser();
    visitor.get(&link).await.is(200);
    let browsers: Vec<_> = (0..50).map(|_| visitor.copy()).collect();
    let answers = join_all(browsers.iter().enumerate().map(async |(n, browser)| {
        let password = format!("my own long sentence {n}");
        browser.post(&link, &[("first_name", "Ines"), ("last_name", "Sol"), ("password", &password)]).await
    }))
    .await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 410).count(), 49, "{statuses:?}");
    assert_eq!(house.actions().await.iter().filter(|action| *action == "invitation.accept").count(), 1);
    assert_eq!(
        house
            .number(sql!("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email_key = 'ines@north.example'"))
            .await,
        1
    );
    let winner = statuses.iter().position(|status| *status == 303).expect("a winner");
    browsers[winner].get("/account").await.is(200);
    let later = house.browser();
    later.get("/sign-in").await;
    let fields = [("email", "ines@north.example".to_owned()), ("password", format!("my own long sentence {winner}"))];
    later.post("/sign-in", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await.leads_to("/");
}

#[tokio::test]
async fn a_poor_password_is_refused_with_its_reason_and_the_link_lives_on() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines.castellanos@north.example").await.remove(0);
    let ines = house.browser();
    ines.get(&link).await.is(200);
    for (password, says) in [
        ("", "Use at least 15 characters"),
        ("fourteen chars", "Use at least 15 characters"),
        (&"correct horse ".repeat(19), "Use at most 256 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", "this repeats or counts"),
        ("123456789012345678", "this repeats or counts"),
        ("Ines-Castellanos-1990", "this is made of your name"),
        ("castellanos.castellanos", "this is made of your name"),
        ("Acme-Acme-Acme-2026", "this is made of your name"),
        ("id.acme.example/2026", "this is made of your name"),
        ("a nul\0 in the middle of it", "Remove the invisible character"),
    ] {
        let fields = [("first_name", "Ines"), ("last_name", "Castellanos"), ("password", password)];
        let page = ines.post(&link, &fields).await.is(422).says(says);
        assert!(page.input("last_name") == "Castellanos" && (password.is_empty() || !page.body.contains(password)), "{password}");
    }
    ines.post(&link, &[("first_name", &"x".repeat(101)), ("password", "my own long sentence")])
        .await
        .is(422)
        .says("Use at most 100 characters");
    ines.post(&link, &[("first_name", "Ines"), ("password", "пятнадцать букв")]).await.leads_to("/");
}

#[tokio::test]
async fn nothing_but_names_and_a_password_can_be_chosen() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = house.browser();
    ines.get(&link).await.is(200);
    let admin = house.people().administrator.to_string();
    for (field, value) in [("role", admin.as_str()), ("status", "active"), ("id", &admin), ("must_change_password", "")] {
        ines.post(&link, &[&JOIN[..], &[(field, value)]].concat()).await.is(400);
    }
    // The address is the invitation's, whatever a browser fills in.
    ines.post(&link, &[("email", "ada@acme.example"), ("password", "my own long sentence"), ("first_name", "Ines")]).await.leads_to("/");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'ines@north.example' AND status = 'active'")).await, 1);
    ines.get("/users").await.is(403);
}

#[tokio::test]
async fn someone_else_who_is_signed_in_is_warned_and_becomes_the_invitee() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let page = ada.get(&link).await.is(200).says("You are signed in as Ada Abara");
    // Signing out there comes back to the invitation, and nobody is signed in any more.
    let leaving = ada.copy();
    let answer = leaving.post("/sign-out", &[("next", &page.input("next"))]).await.leads_to(&link);
    leaving.follow(answer).await.is(200).says("Join Acme").never_says("Ada Abara is signed in").never_says("You are signed in");
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&link).await.is(200);
    let window = ada.copy();
    window.post(&link, &JOIN).await.leads_to("/");
    window.get("/account").await.is(200).says("Ines Sol").never_says("ada@acme.example");
    window.get("/users").await.is(403);
}

#[tokio::test]
async fn who_came_in_meanwhile_by_another_way_keeps_their_password() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let ines = house.browser();
    ines.get(&link).await.is(200);
    let profile = ada.get("/users?status=invited").await.find(r#"<a href="(/users/[0-9a-f-]{36})(?:[?][^"]*)?" id="n-"#).expect("listed");
    ada.post(&format!("{profile}/password"), &[]).await.is(200);
    ada.post(&format!("{profile}/status"), &[("status", "suspended")]).await.is(303);
    ines.post(&link, &JOIN).await.is(410);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'ines@north.example' AND status = 'suspended'")).await, 1);
}
