//! A code lets in once, its own user, in its own time: however often, wherever and by however many it is sent.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::sql;

use super::{enrol, is_in, mia_with_phone, next_code, pending, post_code, post_recovery};
use crate::browser::{Answer, Browser};
use crate::house::House;
use crate::nodes::Node;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    App,
    Recovery,
}

const KINDS: [Kind; 2] = [Kind::App, Kind::Recovery];

async fn post(browser: &Browser, kind: Kind, code: &str) -> Answer {
    match kind {
        Kind::App => post_code(browser, code).await,
        Kind::Recovery => post_recovery(browser, code).await,
    }
}

#[tokio::test]
async fn twice_is_once_too_often() {
    for kind in KINDS {
        let house = House::new().await;
        let (_, phone, codes) = mia_with_phone(&house).await;
        let code = if kind == Kind::App { next_code(&house, &phone) } else { codes[3].clone() };
        let (desk, phone_browser) = (pending(&house, &house.mia()).await, pending(&house, &house.mia()).await);
        post(&desk, kind, &code).await.is(303);
        assert!(is_in(&desk).await, "{kind:?}");
        post(&phone_browser, kind, &code).await.is(422).says("wrong or was used");
        assert!(!is_in(&phone_browser).await, "{kind:?}");
        // In the same browser once more: it is in already, and nothing is due.
        let window = desk.copy();
        window.get("/sign-in/code").await.leads_to("/");
        post(&window, kind, &code).await.leads_to("/sign-in");
        assert!(is_in(&desk).await);
        // Other forms of the same code, and another's of the same kind.
        post(&phone_browser, kind, &code.to_lowercase().replace('-', " ")).await.is(422);
        let other = if kind == Kind::App { next_code(&house, &phone) } else { codes[4].to_lowercase().replace('-', " ") };
        post(&phone_browser, kind, &other).await.is(303);
        assert_eq!(
            house.number(sql!("SELECT count(*) FROM recovery_codes WHERE used_at IS NOT NULL")).await,
            if kind == Kind::App { 0 } else { 2 }
        );
    }
}

#[tokio::test]
async fn the_code_that_turned_it_on_signs_nobody_in() {
    let house = House::new().await;
    let (_, phone, _) = mia_with_phone(&house).await;
    post_code(&pending(&house, &house.mia()).await, &phone.code(house.now())).await.is(422);
}

#[tokio::test]
async fn of_fifty_at_once_on_two_nodes_one_gets_in_and_nobody_is_locked_out() {
    for kind in KINDS {
        let house = House::new().await;
        let node = Node::of(&house).await;
        let (_, phone, codes) = mia_with_phone(&house).await;
        let code = if kind == Kind::App { next_code(&house, &phone) } else { codes[0].clone() };
        let browsers = [pending(&house, &house.mia()).await, pending(&house, &house.mia()).await];
        let there = node.browser(&house, &browsers[1]);
        there.get("/sign-in/code").await.is(200);
        let windows: Vec<Browser> = (0..50).map(|n| if n % 2 == 0 { browsers[0].copy() } else { there.copy() }).collect();
        let answers = join_all(windows.iter().map(async |window| post(window, kind, &code).await)).await;
        let inside = join_all(windows.iter().map(is_in)).await;
        assert_eq!(
            inside.iter().filter(|is_in| **is_in).count(),
            1,
            "{kind:?}: {:?}",
            answers.iter().map(|a| a.status).collect::<Vec<_>>()
        );
        assert_eq!(house.number(sql!("SELECT count(*) FROM sessions WHERE second_step <> ''")).await, 1);
        // Whoever was right and late waits for a moment at most.
        house.app.clock.advance(TimeDelta::minutes(16));
        post_code(&pending(&house, &house.mia()).await, &phone.code(house.now())).await.is(303);
    }
}

#[tokio::test]
async fn a_restart_makes_no_used_code_new() {
    let house = House::new().await;
    let (_, phone, codes) = mia_with_phone(&house).await;
    let code = next_code(&house, &phone);
    post_code(&pending(&house, &house.mia()).await, &code).await.is(303);
    post_recovery(&pending(&house, &house.mia()).await, &codes[0]).await.is(303);
    let (one, two) = (pending(&house, &house.mia()).await, pending(&house, &house.mia()).await);
    // Another process with the same key, on the same database.
    let node = Node::of(&house).await;
    for (browser, kind, code) in [(&one, Kind::App, &code), (&two, Kind::Recovery, &codes[0])] {
        let there = node.browser(&house, browser);
        there.get("/sign-in/code").await.is(200);
        post(&there, kind, code).await.is(422);
    }
    // Nor does a clock that is turned back: the steps before are behind it.
    house.app.clock.advance(TimeDelta::seconds(-30));
    house.force("DELETE FROM throttles").await.expect("a wait may be on, for as long as the clock has jumped");
    let there = node.browser(&house, &pending(&house, &house.mia()).await);
    there.get("/sign-in/code").await.is(200);
    post_code(&there, &phone.code(house.now())).await.is(422);
}

#[tokio::test]
async fn another_users_a_cut_a_late_and_an_old_one_are_none() {
    let house = House::new().await;
    let (mia_browser, phone, codes) = mia_with_phone(&house).await;
    let bo_browser = house.browser_of(&house.bo()).await;
    let (bos, bos_codes) = enrol(&house, &bo_browser).await;
    let mut tried = 0;
    let mut refused = async |kind, code: &str, why: &str| {
        let browser = pending(&house, &house.mia()).await;
        let answer = post(&browser, kind, code).await;
        assert_eq!(answer.status, 422, "{why}: {}", answer.text());
        assert!(!is_in(&browser).await, "{why}");
        // Some are free each day: what is tested here is the code.
        tried += 1;
        if tried % 4 == 0 {
            house.app.clock.advance(TimeDelta::hours(25));
        }
    };
    refused(Kind::App, &next_code(&house, &bos), "Bo's").await;
    refused(Kind::Recovery, &bos_codes[0], "Bo's").await;
    refused(Kind::Recovery, &codes[0][..18], "cut short").await;
    let code = next_code(&house, &phone);
    refused(Kind::App, &code[..5], "cut short").await;
    refused(Kind::App, &format!("{code}0"), "too long").await;
    refused(Kind::Recovery, &format!("{}0", codes[0]), "too long").await;
    refused(Kind::App, &codes[0], "a recovery code in the place of one of the app").await;
    refused(Kind::Recovery, &code, "the other way round").await;
    refused(Kind::App, "", "nothing").await;
    refused(Kind::Recovery, "' OR 1=1 --", "nonsense").await;
    let late = phone.code(house.now());
    house.app.clock.advance(TimeDelta::seconds(61));
    refused(Kind::App, &late, "a minute late").await;
    let early = phone.code(house.now() + TimeDelta::seconds(61));
    refused(Kind::App, &early, "a minute early").await;
    // After a change: of an app that was turned off, and of a set before.
    house.app.clock.advance(TimeDelta::hours(25));
    drop(mia_browser);
    let browser = pending(&house, &house.mia()).await;
    post_recovery(&browser, &codes[9]).await.is(303);
    browser.get("/account").await.is(200);
    browser.post("/account/two-factor/off", &[]).await.is(303);
    enrol(&house, &browser).await;
    refused(Kind::App, &next_code(&house, &phone), "of the app before").await;
    refused(Kind::Recovery, &codes[0], "of the set before").await;
}
