//! The language of those who are not signed in: of their invitation, of their browser, or the one they chose.

use chrono::TimeDelta;

use crate::browser::Answer;
use crate::house::House;
use crate::invitations::{JOIN, invite_in};

#[track_caller]
fn reads(page: &Answer, language: &str) {
    assert!(page.body.contains(&format!("<html lang=\"{language}\"")), "not {language}: {}", page.text());
}

#[tokio::test]
async fn an_invitation_is_answered_in_the_language_of_its_mail_dead_or_alive() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = invite_in(&ada, &house, "ines@north.example, otto@north.example, kim@north.example, lea@north.example", "de").await;
    let [used, replaced, cancelled, expired] = links.try_into().expect("four");
    let stranger = house.browser();
    reads(&stranger.get(&used).header("accept-language", "en").await.is(200), "de");
    reads(&stranger.post(&used, &[("password", "short")]).await.is(422).says("Mindestens 15 Zeichen"), "de");
    stranger.copy().post(&used, &JOIN).await.is(303);
    let profiles = ada.get("/users?status=invited&sort=email").await.find_all(r#"<a href="(/users/[0-9a-f-]{36})[^"]*" id="n-"#);
    let profile = async |email: &str| {
        for profile in &profiles {
            if ada.get(profile).await.text().contains(email) {
                return profile.clone();
            }
        }
        panic!("no profile of {email}");
    };
    ada.post(&format!("{}/invitation", profile("otto@").await), &[("act", "link")]).await.is(200);
    ada.post(&format!("{}/invitation", profile("kim@").await), &[("act", "cancel")]).await.is(303);
    house.app.clock.advance(TimeDelta::days(8));
    for link in [&used, &replaced, &cancelled, &expired] {
        reads(&stranger.get(link).header("accept-language", "en").await.is(410), "de");
    }
    reads(&stranger.post(&format!("{expired}/ask"), &[]).await.is(200), "de");
    // Nobody knows what this one was: the browser's own.
    reads(&stranger.get("/accept/x").header("accept-language", "en").await.is(404), "en");
}

#[tokio::test]
async fn who_joined_reads_on_in_the_language_of_the_invitation() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let links = invite_in(&ada, &house, "ines@north.example, otto@north.example", "de").await;
    let ines = house.browser();
    ines.get(&links[0]).await.is(200);
    let answer = ines.post(&links[0], &JOIN).await.leads_to("/");
    let page = ines.follow(answer).await.is(200).says("Willkommen bei Acme");
    reads(&page, "de");
    ines.get("/account").await.never_says("Willkommen bei Acme");
    // The words of whoever is signed in there are their own, not the invitee's.
    let (window, otto) = (ada.copy(), [("first_name", "Otto"), ("password", "my own long sentence")]);
    reads(&window.get(&links[1]).await.is(200), "en");
    let answer = window.post(&links[1], &otto).await.leads_to("/");
    reads(&window.follow(answer).await.is(200), "de");
    let ada = house.browser_of(&house.ada()).await;
    let english = invite_in(&ada, &house, "kim@north.example", "en").await.remove(0);
    let kim = house.browser();
    kim.get(&english).await.is(200);
    kim.post(&english, &[("password", "my own long sentence")]).await.is(303);
    assert_eq!(
        house.texts(rolecall::sql!("SELECT language FROM users WHERE email_key = 'kim@north.example'")).await,
        [""],
        "as the project"
    );
}

#[tokio::test]
async fn a_stranger_chooses_a_language_and_stays_where_they_are() {
    let house = House::new().await;
    let eve = house.browser();
    let ada = house.browser_of(&house.ada()).await;
    let link = invite_in(&ada, &house, "ines@north.example", "en").await.remove(0);
    for path in ["/sign-in?next=%2Fusers%3Fq%3Da", &link, "/nowhere", "/reset/x", "/accept/x"] {
        for language in ["de", "en"] {
            let page = eve.get(path).await;
            assert_eq!(page.input("back"), path);
            assert!(page.body.contains(&format!("name=\"language\" value=\"{language}\"")) || language == "de", "{}", page.text());
            let answer = eve.post("/language", &[("language", language), ("back", path)]).await.leads_to(path);
            assert_eq!(answer.header("cache-control"), "no-store");
            let cookie = answer.cookies().into_iter().find(|cookie| cookie.contains("language=")).expect("kept");
            for part in ["__Host-language=", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/", "; Max-Age=31536000"] {
                assert!(cookie.contains(part), "{part} in {cookie}");
            }
            reads(&eve.get(path).header("accept-language", "en").await, language);
        }
    }
    // After a wrong password too.
    let next = [("email", "ada@acme.example"), ("password", "wrong"), ("next", "/users?q=a")];
    assert_eq!(eve.post("/sign-in", &next).await.is(422).input("back"), "/sign-in?next=%2Fusers%3Fq%3Da");
    // Whoever is signed in has chosen in their preferences.
    eve.post("/language", &[("language", "de"), ("back", "/sign-in")]).await.is(303);
    eve.post("/sign-in", &[("email", "ada@acme.example"), ("password", crate::house::PASSWORD)]).await.is(303);
    reads(&eve.get("/users").await.is(200), "en");
}

#[tokio::test]
async fn a_choice_of_language_leads_nowhere_else_and_knows_only_ours() {
    let house = House::new().await;
    let eve = house.browser();
    eve.get("/sign-in").await;
    for back in ["https://evil.example/", "//evil.example", "/\\evil.example", "", "javascript:alert(1)"] {
        eve.post("/language", &[("language", "de"), ("back", back)]).await.leads_to("/sign-in");
    }
    for language in ["tlh", "", "de; Domain=evil.example"] {
        let answer = eve.post("/language", &[("language", language), ("back", "/sign-in")]).await.is(400);
        assert!(!answer.cookies().iter().any(|cookie| cookie.contains("language")), "{language}");
    }
    eve.post("/language", &[("language", "de")]).without_csrf().await.is(403);
    eve.set_cookie("__Host-language", "tlh");
    reads(&eve.get("/sign-in").header("accept-language", "de").await.is(200), "de");
}

#[tokio::test]
async fn set_up_can_be_read_in_either_language_before_anything_else() {
    let house = House::empty().await;
    let ada = house.browser();
    let path = "/setup?code=X";
    reads(&ada.get(path).header("accept-language", "de").await.is(200), "de");
    let cookie = ada.post("/language", &[("language", "en"), ("back", path)]).await.leads_to(path).cookies();
    assert!(cookie.iter().any(|cookie| cookie.starts_with("__Host-language=en;")), "{cookie:?}");
    reads(&ada.get(path).header("accept-language", "de").await.is(200), "en");
}
