//! An address that somebody has: nobody is told so who could not know, and nobody gets it.

use rolecall::sql;
use rolecall::users::Status;

use super::{NEW, address_of, ask, asked, desk, kim, newest_to, post, waiting};
use crate::browser::{Answer, Browser};
use crate::house::House;

/// What an answer tells: its status and headers, and what it says with the address and the moment left out.
fn told(answer: &Answer, email: &str) -> (u16, Vec<(String, String)>, String) {
    let own = ["date", "set-cookie", "content-length"];
    let headers = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned())).collect();
    let moment = regex::Regex::new(r"\d\d:\d\d|\((just now|\d+ minutes? ago)\)").expect("a pattern");
    (answer.status, headers, moment.replace_all(&answer.text().replace(email, "…"), "…").into_owned())
}

/// All that somebody sees who asks for an address, sends it again and lets it be.
async fn shown(house: &House, browser: &Browser, email: &str) -> Vec<(u16, Vec<(String, String)>, String)> {
    let mut answers = vec![told(&ask(browser, email).await, email)];
    for act in ["again", "cancel"] {
        for page in ["/account/email", "/account"] {
            answers.push(told(&browser.get(page).await, email));
        }
        // What has not left by the next act never does.
        house.mails().await;
        house.force("DELETE FROM throttles").await.expect("forgotten");
        answers.push(told(&browser.post("/account/email", &[("act", act)]).await, email));
    }
    answers.push(told(&browser.get("/account").await, email));
    answers
}

#[tokio::test]
async fn for_who_sees_nobody_a_taken_address_looks_like_a_free_one() {
    let house = House::new().await;
    let browser = house.browser_of(&kim(&house).await).await;
    // Until the timeline on their own page is full: from then on it tells the same after each.
    for email in ["one@acme.example", "two@acme.example"] {
        shown(&house, &browser, email).await;
    }
    let free = shown(&house, &browser, "free@acme.example").await;
    assert!(free.len() == 8 && [0, 3, 6].iter().all(|n| free[*n].0 == 303), "{free:?}");
    let mut mails = house.mails().await.len();
    assert_eq!(mails, 6);
    let mut taken = vec!["mia@acme.example".to_owned(), "MIA@acme.example".to_owned()];
    for status in Status::ALL {
        taken.push(house.add(&format!("{}@acme.example", status.name()), (status.name(), "One"), status, None).await.email);
    }
    for email in taken {
        assert_eq!(shown(&house, &browser, &email).await, free, "{email}");
        assert_eq!(house.mails().await.len(), mails, "{email}: a mail would tell its owner");
    }
    // And once more, to see that it is not the order.
    assert_eq!(shown(&house, &browser, "other@acme.example").await, free);
    mails += 2;
    assert_eq!(house.mails().await.len(), mails);
}

#[tokio::test]
async fn who_sees_whose_it_is_is_told() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ask(&ada, "Mia@acme.example").await.is(422).says("Mia Okafor has this one");
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    ask(&ada, &arno.email).await.is(422).says("Restore Arno Haas instead");
    let kim = kim(&house).await;
    for act in ["ask", "change"] {
        post(&ada, &kim, act, "mia@acme.example").await.is(422).says("Mia Okafor has this one");
    }
    assert!(waiting(&house).await.is_empty() && house.mails().await.is_empty());
    assert_eq!(address_of(&house, &kim).await, "kim@acme.example");
}

#[tokio::test]
async fn who_does_not_see_whose_it_is_only_learns_that_somebody_has_it() {
    let house = House::new().await;
    let mia = house.mia();
    let fits = serde_json::json!({"status": {"_eq": "active"}});
    let read = crate::access::permission("users", "read", fits.clone(), &["*"]);
    let tess = house.tess(&[read, crate::access::permission("users", "update", fits, &["email"])]).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let browser = house.browser_of(&tess).await;
    for act in ["ask", "change"] {
        post(&browser, &mia, act, &dana.email).await.is(422).says("Someone has this address already").never_says("Dana");
    }
    assert_eq!(address_of(&house, &mia).await, mia.email);
}

#[tokio::test]
async fn one_that_was_taken_meanwhile_is_a_dead_end_with_a_way_on() {
    let house = House::new().await;
    let kim = kim(&house).await;
    let browser = house.browser_of(&kim).await;
    let link = asked(&house, &browser, NEW).await;
    browser.get(&link).await.is(200);
    let nora = house.add_member(NEW, ("Nora", "North")).await;
    let mails = house.mails().await.len();
    let page = browser.post(&link, &[]).await.is(409).says("Somebody else has this address").never_says("Nora");
    assert!(page.body.contains("href=\"/account/email\""), "{}", page.body);
    browser.get(&link).await.is(409);
    assert_eq!((address_of(&house, &kim).await.as_str(), house.mails().await.len()), ("kim@acme.example", mails));
    assert!(!house.actions().await.contains(&"email.confirm".to_owned()));
    browser.get("/account").await.is(200);
    // Free again, it can be theirs after all.
    let tess = house.browser_of(&desk(&house).await).await;
    post(&tess, &nora, "change", "nora@north.example").await.is(303);
    browser.post(&link, &[]).await.leads_to("/account");
    assert_eq!(address_of(&house, &kim).await, NEW);
}

#[tokio::test]
async fn two_who_prove_the_same_address_at_once_do_not_both_get_it() {
    let house = House::new().await;
    let kim = kim(&house).await;
    let (one, two) = (house.browser_of(&kim).await, house.browser_of(&house.bo()).await);
    let first = asked(&house, &one, NEW).await;
    ask(&two, NEW).await.is(303);
    let second = newest_to(&house, NEW).await;
    assert_ne!(first, second);
    let (a, b) = tokio::join!(async { one.post(&first, &[]).await.status }, async { two.post(&second, &[]).await.status });
    assert!([(303, 409), (409, 303)].contains(&(a, b)), "{a} {b}");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = $1", NEW)).await, 1);
}
