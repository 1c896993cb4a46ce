//! No step is skipped or taken out of its order, and whoever may not sign in any more does not by a code either.

use chrono::TimeDelta;
use rolecall::sql;

use super::{is_in, mia_with_phone, next_code, pending, post_code, post_recovery};
use crate::forms::{Target, borrowed, fields};
use crate::house::{COOKIE, House, PASSWORD};
use crate::routes::routes;

#[tokio::test]
async fn signing_in_takes_the_password_and_the_code_and_goes_where_it_was_going() {
    let house = House::new().await;
    let (_, phone, codes) = mia_with_phone(&house).await;
    let browser = house.browser();
    browser.get("/account/preferences").await.leads_to("/sign-in?next=%2Faccount%2Fpreferences");
    let stranger = browser.cookie(COOKIE);
    browser.get("/sign-in?next=%2Faccount%2Fpreferences").await.is(200);
    let fields = [("email", "mia@acme.example"), ("password", PASSWORD), ("next", "/account/preferences")];
    let way = browser.post("/sign-in", &fields).await.leads_to("/sign-in/code?next=%2Faccount%2Fpreferences");
    let due = browser.cookie(COOKIE);
    let page = browser.follow(way).await.is(200).says("Signing in as mia@acme.example");
    assert_eq!(page.find(r#"<a href="([^"]+)">Start over"#).as_deref(), Some("/sign-in?next=%2Faccount%2Fpreferences"));
    let other = page.find(r#"<a href="([^"]+)">Use a recovery code"#).expect("the other way");
    for attribute in ["inputmode=\"numeric\"", "autocomplete=\"one-time-code\""] {
        assert!(page.body.contains(attribute), "{attribute}");
    }
    browser.get(&other).await.is(200).says("Recovery code");
    browser.get("/sign-in/code?next=%2Faccount%2Fpreferences").await.is(200);
    let code = next_code(&house, &phone);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    browser.post("/sign-in/code", &[("code", &spaced), ("next", "/account/preferences")]).await.leads_to("/account/preferences");
    let open = browser.cookie(COOKIE);
    assert!(stranger != due && due != open, "a new key with each step");
    browser.get("/account/preferences").await.is(200);
    // The key of the step between opens nothing, and the session says how it was opened.
    let before = house.browser();
    before.set_cookie(COOKIE, &due.expect("a cookie"));
    assert!(!is_in(&before).await);
    browser.get("/account/security").await.is(200).says("Password and code from an app");
    // By a recovery code: what is left, new ones, and the way on.
    let desk = pending(&house, &house.mia()).await;
    let way = desk.post("/sign-in/code", &[("code", &codes[0]), ("with", "recovery"), ("next", "/account/access")]).await;
    let page = desk.follow(way.leads_to("/account/two-factor?next=%2Faccount%2Faccess")).await.is(200);
    assert!(page.clone().says("9 are left").says("Make new codes").body.contains("href=\"/account/access\">Continue"));
    desk.get("/account/security").await.says("Password and recovery code");
    let actions = house.actions().await;
    assert_eq!(actions.iter().filter(|action| *action == "session.open").count(), 3, "{actions:?}");
    assert_eq!(actions.iter().filter(|action| *action == "two_factor.recover").count(), 1);
    assert!(house.mails().await.iter().any(|mail| mail.to.contains("mia@acme.example") && mail.text.contains('9')), "told by mail");
}

#[tokio::test]
async fn a_pending_sign_in_is_a_stranger_everywhere() {
    let house = House::new().await;
    mia_with_phone(&house).await;
    let target = Target::of(&house).await;
    let before = house.number(sql!("SELECT count(*) FROM audit_events")).await;
    let (browser, stranger) = (pending(&house, &house.mia()).await, house.browser());
    let mut asked = 0;
    // Of the routes of everybody, those that a stranger may use lead on by themselves: they are tried in their own tests.
    let routes = routes().into_iter().filter(|route| {
        !route.is_outside() && !["/sign-in", "/sign-in/code", "/forgot-password", "/language"].contains(&route.path.as_str())
    });
    for route in routes {
        let path = target.fill(&route.path);
        stranger.get("/sign-in").await.is(200);
        browser.get("/sign-in/code").await.is(200);
        let (theirs, ours) = if route.method == "GET" {
            (stranger.get(&path).await, browser.get(&path).await)
        } else {
            let fields = fields(&route.path, &target).expect("a row in forms.rs");
            (stranger.post(&path, &borrowed(&fields)).await, browser.post(&path, &borrowed(&fields)).await)
        };
        assert_eq!((ours.status, ours.location()), (theirs.status, theirs.location()), "{route:?}");
        asked += 1;
    }
    assert!(asked > 60, "{asked}");
    let swap = browser.get("/account").swap().await;
    assert_eq!((swap.status, swap.header("hx-redirect").starts_with("/sign-in")), (401, true));
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events")).await - before, 0, "and nothing was done");
}

#[tokio::test]
async fn a_code_without_a_password_before_it_is_nothing() {
    let house = House::new().await;
    let (mia, phone, codes) = mia_with_phone(&house).await;
    let eve = house.browser();
    eve.get("/sign-in/code").await.leads_to("/sign-in");
    eve.get("/sign-in/code?with=recovery&next=%2Faccount").await.leads_to("/sign-in?next=%2Faccount");
    eve.get("/sign-in").await.is(200);
    let code = next_code(&house, &phone);
    post_code(&eve, &code).await.leads_to("/sign-in");
    post_recovery(&eve, &codes[0]).await.leads_to("/sign-in");
    // After a wrong password, and with the password of somebody else.
    eve.post("/sign-in", &[("email", "mia@acme.example"), ("password", "incorrect horse battery")]).await.is(422);
    post_code(&eve, &code).await.leads_to("/sign-in");
    let bo = house.browser_of(&house.bo()).await;
    post_code(&bo, &code).await.leads_to("/sign-in");
    bo.get("/account").await.is(200).says("Bo Lindqvist");
    // In a session that is open already nothing is due; a link does not count as the first step.
    mia.get("/sign-in/code").await.leads_to("/");
    post_code(&mia, &code).await.leads_to("/sign-in");
    // And the code is still good: nobody has looked at it.
    post_code(&pending(&house, &house.mia()).await, &code).await.leads_to("/");
}

#[tokio::test]
async fn ten_minutes_are_all_there_is_and_starting_over_is_always_open() {
    let house = House::new().await;
    let (_, phone, _) = mia_with_phone(&house).await;
    let browser = pending(&house, &house.mia()).await;
    house.app.clock.advance(TimeDelta::minutes(10));
    let late = browser.copy();
    let answer = post_code(&late, &phone.code(house.now())).await;
    assert!(answer.status == 403 || answer.location() == "/sign-in", "{}", answer.text());
    assert!(!is_in(&late).await);
    browser.get("/sign-in/code").await.leads_to("/sign-in");
    // Somebody else starts over in the same browser.
    let browser = pending(&house, &house.mia()).await;
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", "bo@acme.example"), ("password", PASSWORD)]).await.leads_to("/");
    browser.get("/account").await.is(200).says("Bo Lindqvist");
    assert_eq!(
        house
            .number(sql!(
                "SELECT count(*) FROM sessions WHERE user_id = $1 AND stage = 'code' AND ends_at > $2",
                house.mia().id,
                house.now()
            ))
            .await,
        0
    );
}

#[tokio::test]
async fn who_may_not_sign_in_any_more_does_not_by_a_code() {
    for recovery in [false, true] {
        for (why, change) in [
            ("draft", "status = 'draft'"),
            ("invited", "status = 'invited'"),
            ("suspended", "status = 'suspended'"),
            ("archived", "status = 'archived'"),
            ("past the end date", "expires_at = '2020-01-01T00:00:00Z'"),
            ("no role", "role_id = NULL"),
            ("a role without pages", "role_id = (SELECT id FROM roles WHERE built_in = 'public')"),
            ("a service account", "kind = 'service'"),
        ] {
            let house = House::new().await;
            let (_, phone, codes) = mia_with_phone(&house).await;
            let browser = pending(&house, &house.mia()).await;
            house.force(&format!("UPDATE users SET {change} WHERE email_key = 'mia@acme.example'")).await.expect("written");
            let answer =
                if recovery { post_recovery(&browser, &codes[0]).await } else { post_code(&browser, &next_code(&house, &phone)).await };
            assert_eq!(answer.location(), "/sign-in", "{why}: {}", answer.text());
            assert!(!is_in(&browser).await, "{why}");
            assert_eq!(house.number(sql!("SELECT count(*) FROM recovery_codes WHERE used_at IS NOT NULL")).await, 0, "{why}");
            // Becoming right again revives nothing.
            let again = "status = 'active', expires_at = NULL, kind = 'person', role_id = (SELECT id FROM roles WHERE name = 'Member')";
            house.force(&format!("UPDATE users SET {again} WHERE email_key = 'mia@acme.example'")).await.expect("written");
            if !["draft", "invited", "suspended", "archived", "past the end date"].contains(&why) {
                browser.get("/sign-in/code").await.leads_to("/sign-in");
            }
        }
    }
}

#[tokio::test]
async fn what_ends_sessions_ends_those_that_wait_for_a_code() {
    for (why, path, fields) in [
        ("suspended and back", "status", vec![("status", "suspended")]),
        ("a temporary password", "password", vec![]),
        ("two-factor removed", "two-factor", vec![("reason", "")]),
        ("another role", "role", vec![("role", "")]),
    ] {
        let house = House::new().await;
        let (_, phone, _) = mia_with_phone(&house).await;
        let browser = pending(&house, &house.mia()).await;
        let ada = house.browser_of(&house.ada()).await;
        let answer = ada.post(&format!("/users/{}/{path}", house.mia().id), &fields).await;
        assert!([200, 303].contains(&answer.status), "{why}: {}", answer.text());
        if path == "status" {
            ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "active")]).await.is(303);
        }
        browser.get("/sign-in/code").await.leads_to("/sign-in");
        let answer = post_code(&browser, &next_code(&house, &phone)).await;
        assert!(answer.status == 403 || answer.location() == "/sign-in", "{why}");
        assert!(!is_in(&browser).await, "{why}");
    }
}

#[tokio::test]
async fn whoever_is_let_in_by_a_link_or_an_invitation_still_owes_the_code() {
    let house = House::new().await;
    mia_with_phone(&house).await;
    // A new password signs nobody in; the next sign-in asks for the code.
    let (_, link) = rolecall::credentials::recovery_link(&house.app, "mia@acme.example").await.expect("made");
    let link = link.strip_prefix(crate::house::PUBLIC_URL).expect("our address").to_owned();
    let browser = house.browser();
    browser.get(&link).await.is(200);
    browser.post(&link, &[("password", "my own long sentence")]).await.is(200);
    assert!(!is_in(&browser).await);
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", "mia@acme.example"), ("password", "my own long sentence")]).await.leads_to("/sign-in/code");
    assert!(!is_in(&browser).await);
    // A temporary password too: the code comes first, then the change.
    let ada = house.browser_of(&house.ada()).await;
    let page = ada.post(&format!("/users/{}/password", house.mia().id), &[]).await.is(200);
    let temporary = page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once");
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    browser.post("/sign-in", &[("email", "mia@acme.example"), ("password", &temporary)]).await.leads_to("/sign-in/code");
    assert!(!is_in(&browser).await);
}
