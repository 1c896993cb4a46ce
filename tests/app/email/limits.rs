//! Mails about a new address have limits: for each user, and to each address.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::users::Status;

use super::{NEW, ask, kim, post, refused};
use crate::house::House;

#[tokio::test]
async fn one_user_causes_three_in_an_hour_and_one_in_a_minute() {
    let house = House::new().await;
    let kim = kim(&house).await;
    let browser = house.browser_of(&kim).await;
    ask(&browser, "one@north.example").await.is(303);
    refused(&browser, ask(&browser, "two@north.example").await, "less than a minute ago").await;
    refused(&browser, browser.post("/account/email", &[("act", "again")]).await, "less than a minute ago").await;
    for email in ["two@north.example", "three@north.example"] {
        house.app.clock.advance(TimeDelta::seconds(61));
        ask(&browser, email).await.is(303);
    }
    house.app.clock.advance(TimeDelta::seconds(61));
    refused(&browser, ask(&browser, "four@north.example").await, "Enough mails").await;
    assert_eq!(house.mails().await.len(), 3);
    // An administrator who asks for the proof of the same user's counts there too.
    let ada = house.browser_of(&house.ada()).await;
    refused(&ada, post(&ada, &kim, "ask", "four@north.example").await, "Enough mails").await;
    post(&ada, &house.mia(), "ask", "four@north.example").await.is(303);
    assert_eq!(house.mails().await.len(), 4);
}

#[tokio::test]
async fn many_users_do_not_flood_one_address() {
    let house = House::new().await;
    let role = house.user(&kim(&house).await).await.role_id;
    for n in 0..4 {
        let person = house.add(&format!("user{n}@acme.example"), ("User", "N"), Status::Active, role).await;
        let browser = house.browser_of(&person).await;
        let answer = ask(&browser, NEW).await.is(303);
        if n == 3 {
            refused(&browser, answer, "Enough mails").await;
        }
    }
    assert_eq!(house.mails().await.len(), 3);
}

#[tokio::test]
async fn twenty_at_once_are_one_mail() {
    let house = House::new().await;
    let browser = house.browser_of(&kim(&house).await).await;
    browser.get("/account/email").await.is(200);
    let windows: Vec<_> = (0..20).map(|_| browser.copy()).collect();
    let answers = join_all(windows.iter().map(async |window| ask(window, NEW).await.status)).await;
    assert!(answers.iter().all(|status| *status == 303), "{answers:?}");
    assert_eq!(house.mails().await.len(), 1);
}

#[tokio::test]
async fn an_address_that_is_changed_at_once_floods_nobody_either() {
    let house = House::new().await;
    let (kim, mia) = (kim(&house).await, house.mia());
    let ada = house.browser_of(&house.ada()).await;
    let change = async |person, email| post(&ada, person, "change", email).await;
    change(&kim, NEW).await.is(303);
    refused(&ada, change(&kim, "two@north.example").await, "less than a minute ago").await;
    house.app.clock.advance(TimeDelta::seconds(61));
    // What goes to the one before counts there too.
    change(&kim, "two@north.example").await.is(303);
    change(&mia, NEW).await.is(303);
    house.app.clock.advance(TimeDelta::seconds(61));
    refused(&ada, change(&mia, "three@north.example").await, "Enough mails").await;
    assert_eq!(house.mails().await.iter().filter(|mail| mail.to.contains(NEW)).count(), 3);
    // Where nobody is told, it is changed as often as need be.
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    for email in ["dana1@north.example", "dana2@north.example", "dana3@north.example", "dana4@north.example"] {
        change(&dana, email).await.is(303);
        assert_eq!(house.user(&dana).await.email, email);
    }
}
