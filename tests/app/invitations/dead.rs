//! Links that work no more say why, and offer the way on.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::sql;

use super::{invite, join};
use crate::house::House;

#[tokio::test]
async fn a_used_link_leads_to_sign_in() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    join(&house.browser(), &link).await.leads_to("/");
    let page = house.browser().get(&link).await.is(410).says("This invitation was used");
    assert!(page.body.contains("href=\"/sign-in\"") && page.header("cache-control") == "no-store");
}

#[tokio::test]
async fn what_was_never_a_link_is_unknown() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "ines@north.example").await.remove(0);
    let token = link.trim_start_matches("/accept/").to_owned();
    let mut bent = token.clone();
    bent.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
    let visitor = house.browser();
    visitor.get("/sign-in").await;
    for wrong in
        [&token[..42], &token[1..], &bent, &format!("{token}A"), &format!("{token}="), "x", "%00", "%F0%9F%98%80", &"A".repeat(3_000)]
    {
        visitor.get(&format!("/accept/{wrong}")).await.is(404).says("This link does not work");
        visitor.post(&format!("/accept/{wrong}"), &super::JOIN).await.is(404);
        visitor.post(&format!("/accept/{wrong}/ask"), &[]).await.is(404);
    }
    visitor.get(&format!("/reset/{token}")).await.is(410);
    visitor.get(&link).await.is(200);
}

#[tokio::test]
async fn an_expired_link_asks_the_inviter_for_another_once_an_hour() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let link = invite(&ada, &house, "Ines Sol <ines@north.example>").await.remove(0);
    let ask = format!("{link}/ask");
    let ines = house.browser();
    ines.get(&link).await.is(200);
    ines.post(&ask, &[]).await.leads_to(&link);
    house.app.clock.advance(TimeDelta::days(7));
    ines.get(&link).await.is(410).says("This invitation has ended").says("Ask for a new invitation");
    ines.post(&link, &super::JOIN).await.is(410).says("This invitation has ended");
    assert_eq!(house.mails().await.len(), 1);
    let copies: Vec<_> = (0..8).map(|_| ines.copy()).collect();
    for answer in join_all(copies.iter().map(|copy| copy.post(&ask, &[]).into_future())).await {
        answer.is(200).says("Your request is on its way");
    }
    let mails = house.mails().await;
    assert_eq!(mails.len(), 2, "one question");
    let mail = &mails[1];
    assert!(
        mail.to.contains("ada@acme.example") && mail.subject == "Ines Sol asks for a new invitation to Acme",
        "{} {}",
        mail.to,
        mail.subject
    );
    let found = regex::Regex::new(r"https://id\.acme\.example(/users/[0-9a-f-]{36})").expect("a pattern");
    let profile = found.captures(&mail.text).expect("a link to the profile")[1].to_owned();
    house.app.clock.advance(TimeDelta::minutes(59));
    ines.post(&ask, &[]).await.is(200);
    assert_eq!(house.mails().await.len(), 2);
    house.app.clock.advance(TimeDelta::minutes(2));
    ines.post(&ask, &[]).await.is(200);
    assert_eq!(house.mails().await.len(), 3);
    // The inviter sends another, and that one works.
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&profile).await.is(200).says("Expired on");
    ada.post(&format!("{profile}/invitation"), &[("act", "send")]).await.leads_to(&profile);
    let fresh = house.mails().await.pop().expect("a mail").link();
    join(&ines, &fresh).await.leads_to("/");
}

#[tokio::test]
async fn who_may_not_invite_any_more_is_not_asked_but_another_administrator() {
    for way in ["role", "status"] {
        let house = House::new().await;
        let (ada, bo) = (house.browser_of(&house.ada()).await, house.bo());
        let link = invite(&house.browser_of(&bo).await, &house, "ines@north.example").await.remove(0);
        let value = if way == "role" { house.people().member.to_string() } else { "suspended".to_owned() };
        ada.post(&format!("/users/{}/{way}", bo.id), &[(way, &value)]).await.is(303);
        house.mails().await;
        house.app.clock.advance(TimeDelta::days(8));
        let ines = house.browser();
        ines.get(&link).await.is(410);
        ines.post(&format!("{link}/ask"), &[]).await.is(200);
        let mails = house.mails().await;
        // Bo was told, and Ada is asked.
        assert_eq!(mails.len(), 3, "{way}");
        assert!(mails[1].to.contains(&bo.email) && mails[2].to.contains("ada@acme.example"), "{way}: {}", mails[2].to);
        assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'invitation.ask'")).await, 1);
    }
}

#[tokio::test]
async fn the_days_that_were_chosen_count() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (days, email) in [(3, "a@north.example"), (30, "b@north.example")] {
        let fields = super::with(&super::fields(&ada, &house, email).await, "days", &days.to_string());
        let link = super::links(&super::post(&ada, &fields).await.is(200)).remove(0);
        house.app.clock.advance(TimeDelta::days(days) - TimeDelta::minutes(5));
        house.browser().get(&link).await.is(200);
        house.app.clock.advance(TimeDelta::minutes(6));
        house.browser().get(&link).await.is(410).says("This invitation has ended");
        // Time may jump back: what ended for good stays so, and an open link is open again.
        house.app.clock.advance(-TimeDelta::days(days));
    }
}
