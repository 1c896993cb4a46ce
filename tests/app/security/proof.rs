//! Acts of consequence ask whoever sits there to prove anew who they are, and lose nothing of what was typed.

use chrono::TimeDelta;
use rolecall::sql;

use super::{post_proved, prove, wait};
use crate::forms::{Target, borrowed, fields};
use crate::house::{COOKIE, House, PASSWORD};
use crate::routes::routes;

/// Every form that asks a session of eleven minutes for a proof. The others are of less consequence, or ask for a password
/// themselves.
const ASK: &[&str] = &[
    "/account/data",
    "/account/delete",
    "/account/email",
    "/account/two-factor",
    "/groups/new",
    "/groups/{id}/edit",
    "/roles/new",
    "/roles/{id}/copy",
    "/roles/{id}/delete",
    "/roles/{id}/edit",
    "/roles/{id}/permissions/apply",
    "/roles/{id}/users",
    "/settings",
    "/settings/fields/new",
    "/settings/fields/{id}",
    "/settings/fields/{id}/delete",
    "/settings/invitations",
    "/settings/mail",
    "/settings/mail/test",
    "/users/export.csv",
    "/users/export.json",
    "/users/{id}/compromised",
    "/users/{id}/delete",
    "/users/{id}/email",
    "/users/{id}/grants",
    "/users/{id}/password",
    "/users/{id}/role",
];

#[tokio::test]
async fn every_form_of_consequence_asks_for_a_proof_and_no_other_does() {
    let mut asked = Vec::new();
    for route in routes().into_iter().filter(|route| route.method == "POST" && !route.is_outside()) {
        let house = House::new().await;
        let target = Target::of(&house).await;
        house.app.db.run(sql!("UPDATE settings SET own_deletion = $1", true)).await.expect("written");
        let ada = house.browser_of(&house.ada()).await;
        let posted = fields(&route.path, &target).expect("a form");
        wait(&house);
        ada.get("/users").await.is(200);
        let (path, before) = (target.fill(&route.path), house.actions().await.len());
        let answer = ada.post(&path, &borrowed(&posted)).await;
        if answer.status == 401 {
            assert_eq!(house.actions().await.len(), before, "{path} did something all the same");
            asked.push(route.path.clone());
            // And with the proof it is done.
            assert_eq!(prove(&ada, &answer, PASSWORD).await.is(307).location(), path);
            if path == "/account/two-factor" {
                // Done by a code, which only a phone knows.
                continue;
            }
            let answer = ada.post(&path, &borrowed(&posted)).await;
            assert!(answer.status < 400 && house.actions().await.len() > before, "{path} answers {}", answer.status);
        }
    }
    assert_eq!(asked, ASK);
}

#[tokio::test]
async fn who_signed_in_a_moment_ago_is_not_asked() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.app.clock.advance(TimeDelta::minutes(9));
    let role = format!("/users/{}/role", house.mia().id);
    ada.post(&role, &[("role", ""), ("back", "/users")]).await.leads_to("/users");
}

#[tokio::test]
async fn the_form_waits_and_is_posted_as_it_was() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let administrator = house.people().administrator.to_string();
    let path = format!("/users/{}/role", house.mia().id);
    let back = format!("/users/{}?back=%2Fusers%3Fq%3D%C3%85sa", house.mia().id);
    wait(&house);
    let asked = ada.post(&path, &[("role", &administrator), ("back", &back)]).await.is(401).says("Prove that it is you");
    assert_eq!((asked.input("role"), asked.input("back"), asked.input("prove-to")), (administrator.clone(), back.clone(), path.clone()));
    // A wrong one changes nothing and keeps everything.
    let asked = prove(&ada, &asked, "incorrect horse battery staple").await.is(422).says("That is not your password");
    assert_eq!((asked.input("role"), asked.input("prove-to")), (administrator.clone(), path.clone()));
    assert_eq!(house.user(&house.mia()).await.role_id, Some(house.people().member));
    assert_eq!(prove(&ada, &asked, PASSWORD).await.is(307).location(), path);
    ada.post(&path, &[("role", &administrator), ("back", &back)]).await.is(303).leads_to(&back);
    assert_eq!(house.user(&house.mia()).await.role_id, Some(house.people().administrator));
}

#[tokio::test]
async fn a_dialog_asks_in_a_dialog() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let path = format!("/users/{}/role", house.mia().id);
    wait(&house);
    let asked = ada.post(&path, &[("role", ""), ("back", "/users")]).swap().await.is(401).says("Prove that it is you");
    assert_eq!((asked.header("hx-retarget"), asked.header("hx-reswap")), ("#dialog-slot", "innerHTML"));
    assert!(asked.body.contains("<dialog") && !asked.body.contains("<html"), "{}", asked.body);
}

#[tokio::test]
async fn a_proof_counts_for_its_kind_in_its_session_for_ten_minutes() {
    let house = House::new().await;
    let (ada, other) = (house.browser_of(&house.ada()).await, house.browser_of(&house.ada()).await);
    let dana = Target::of(&house).await.user;
    let role = format!("/users/{}/role", house.mia().id);
    wait(&house);
    post_proved(&ada, &role, &[("role", ""), ("back", "/users")]).await.leads_to("/users");
    let member = house.people().member.to_string();
    // Another act of the same kind goes on, one of another kind does not, and nor does another browser of the same person.
    ada.post(&role, &[("role", &member), ("back", "/users")]).await.leads_to("/users");
    ada.post(&format!("/users/{dana}/password"), &[]).await.is(401);
    other.post(&role, &[("role", ""), ("back", "/users")]).await.is(401);
    wait(&house);
    ada.post(&role, &[("role", ""), ("back", "/users")]).await.is(401);
}

#[tokio::test]
async fn a_proof_gives_the_session_a_new_key() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let thief = ada.copy();
    let before = ada.cookie(COOKIE);
    wait(&house);
    thief.get("/users").await.is(200);
    let role = format!("/users/{}/role", house.mia().id);
    // The forms of pages that are still open work on.
    post_proved(&ada, &role, &[("role", ""), ("back", "/users")]).await.leads_to("/users");
    assert_ne!(ada.cookie(COOKIE), before);
    thief.get("/users").await.leads_to("/sign-in?next=%2Fusers");
    ada.get("/users").await.is(200);
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions WHERE user_id = $1", house.ada().id)).await, 1);
}

#[tokio::test]
async fn guessing_at_a_proof_is_as_slow_as_at_sign_in() {
    let house = House::new().await;
    let thief = house.browser_of(&house.ada()).await;
    wait(&house);
    let asked = thief.post(&format!("/users/{}/role", house.mia().id), &[("role", ""), ("back", "/users")]).await.is(401);
    for n in 0..8 {
        if n == 5 {
            house.app.clock.advance(TimeDelta::seconds(-60));
        }
        prove(&thief, &asked, "incorrect horse battery staple").await.is(if n < 5 { 422 } else { 429 });
    }
    prove(&thief, &asked, PASSWORD).await.is(429);
}

#[tokio::test]
async fn a_proof_leads_nowhere_else() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for to in ["https://evil.example/", "//evil.example", "/\\evil.example", "", "users", "/account/prove"] {
        let fields = [("prove-act", "access"), ("prove-to", to), ("prove-password", PASSWORD)];
        ada.post("/account/prove", &fields).await.is(400);
    }
    ada.post("/account/prove", &[("prove-act", "anything"), ("prove-to", "/users"), ("prove-password", PASSWORD)]).await.is(400);
    let stranger = house.browser();
    stranger.get("/sign-in").await.is(200);
    stranger
        .post("/account/prove", &[("prove-act", "access"), ("prove-to", "/users"), ("prove-password", PASSWORD)])
        .await
        .leads_to("/sign-in");
}

#[tokio::test]
async fn making_somebody_an_administrator_by_creating_or_inviting_them_asks_too() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (administrator, member) = (house.people().administrator.to_string(), house.people().member.to_string());
    let new = |email: &'static str, role: &str| {
        vec![
            ("email", email.to_owned()),
            ("first_name", "N".into()),
            ("last_name", "E".into()),
            ("role", role.into()),
            ("temporary", String::new()),
        ]
    };
    wait(&house);
    ada.post("/users/new", &borrowed(&new("one@acme.example", &member))).await.is(303);
    ada.post("/users/new", &borrowed(&new("two@acme.example", &administrator))).await.is(401);
    for (email, role, status) in [("three@acme.example", &member, 200), ("four@acme.example", &administrator, 401)] {
        let key = ada.get("/users/invite").await.is(200).input("form_key");
        let fields = [
            ("emails", email),
            ("role", role.as_str()),
            ("days", "7"),
            ("language", "en"),
            ("message", ""),
            ("form_key", &key),
            ("act", "send"),
        ];
        ada.post("/users/invite", &fields).await.is(status);
    }
    let there = house.texts(sql!("SELECT email FROM users WHERE email LIKE 'two@%' OR email LIKE 'four@%'")).await;
    assert!(there.is_empty(), "{there:?}");
}

#[tokio::test]
async fn who_is_in_a_group_with_roles_is_asked_about_and_of_one_without_is_not() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (administrator, mia) = (house.people().administrator.to_string(), house.mia().id.to_string());
    let plain = ada.post("/groups/new", &[("name", "Choir")]).await.is(303).location();
    let mighty = ada.post("/groups/new", &[("name", "Board"), ("role", &administrator)]).await.is(303).location();
    wait(&house);
    let add = [("act", "add"), ("id", mia.as_str()), ("q", ""), ("back", "/groups")];
    ada.post(&format!("{plain}/members"), &add).await.is(303);
    post_proved(&ada, &format!("{mighty}/members"), &add).await.is(303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM team_members WHERE user_id = $1", house.mia().id)).await, 2);
}

#[tokio::test]
async fn who_has_to_wait_keeps_the_form_in_pages_and_dialogs() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let administrator = house.people().administrator.to_string();
    let path = format!("/users/{}/role", house.mia().id);
    wait(&house);
    let asked = ada.post(&path, &[("role", &administrator), ("back", "/users")]).await.is(401);
    for _ in 0..5 {
        prove(&ada, &asked, "incorrect horse battery staple").await.is(422);
    }
    house.app.clock.advance(TimeDelta::seconds(-60));
    let waits = prove(&ada, &asked, PASSWORD).await.is(429).says("Too many tries");
    assert!(waits.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert_eq!((waits.input("role"), waits.input("prove-to")), (administrator, path.clone()));
    let fields = [("prove-act", "access"), ("prove-to", path.as_str()), ("prove-password", PASSWORD), ("role", "")];
    let waits = ada.post("/account/prove", &fields).swap().await.is(429);
    assert!(waits.body.contains("<dialog") && waits.body.contains("prove-form"), "{}", waits.body);
}

#[tokio::test]
async fn what_waits_leads_no_browser_astray() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = |to: &'static str, back: &'static str| {
        [("prove-act", "access"), ("prove-to", to), ("prove-password", "not it at all"), ("back", back)]
    };
    for to in ["/account/%70rove", "/%61ccount/prove", "/account/prove?x=1"] {
        ada.post("/account/prove", &fields(to, "/users")).await.is(400);
    }
    let page = ada.post("/account/prove", &fields("/users/new", "javascript:alert(1)")).await.is(422);
    assert!(!page.body.contains("href=\"javascript:"), "{}", page.body);
}

#[tokio::test]
async fn a_request_under_way_with_the_key_before_signs_nobody_out() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let late = ada.copy();
    wait(&house);
    ada.get("/users").await.is(200);
    post_proved(&ada, &format!("/users/{}/role", house.mia().id), &[("role", ""), ("back", "/users")]).await.is(303);
    let answer = late.get("/users").await.is(303);
    assert!(answer.cookies().is_empty(), "the browser has another key by now: {:?}", answer.cookies());
    // At the door, where forms for strangers are, it gets one of its own.
    assert!(!late.get("/sign-in").await.is(200).cookies().is_empty());
}
