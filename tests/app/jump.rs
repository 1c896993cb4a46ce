//! Jumping to a user, a role, a group or a page: whoever sees it in its list finds it here, and nobody else.

use serde_json::json;

use crate::access::permission;
use crate::groups::group;
use crate::house::House;

#[tokio::test]
async fn everything_is_found_by_a_part_of_its_name() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Mine crew")]).await;
    ada.get("/jump").await.is(200).says("Audit log").says("Your account").never_says("Mia Okafor");
    let page = ada.get("/jump?q=mi").await.is(200).says("Mia Okafor").says("mia@acme.example").says("Administrator").says("Mine crew");
    for address in [format!("/users/{}", house.mia().id), format!("/roles/{}", house.people().administrator), crew] {
        assert!(page.body.contains(&format!("href=\"{address}\"")), "{address}");
    }
    ada.get("/jump?q=okafor").await.leads_to(&format!("/users/{}", house.mia().id));
    ada.get("/jump?q=OUTB").await.leads_to("/outbox");
    ada.get("/jump?q=nobody+of+that+name").await.is(200).says("Nothing of that name");
}

#[tokio::test]
async fn typing_brings_the_results_alone() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let typing = ada.get("/jump?q=okafor").header("hx-request-type", "partial").header("hx-source", "input#jump-q").await.is(200);
    assert!(typing.body.trim_start().starts_with("<div id=\"jump-results\"") && typing.body.contains("Mia Okafor"), "{}", typing.body);
    let dialog = ada.get("/jump").header("hx-request-type", "partial").header("hx-source", "a#jump").await.is(200);
    assert!(dialog.body.trim_start().starts_with("<dialog") && !dialog.body.contains("<!doctype"));
}

#[tokio::test]
async fn nobody_finds_what_is_not_theirs_to_see() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    group(&ada, &[("name", "Crew of Bo")]).await;
    let mia = house.browser_of(&house.mia()).await;
    for q in ["bo", "lindqvist", "administrator", "crew", "mia", "outbox", "settings"] {
        let page = mia.get(&format!("/jump?q={q}")).await.is(200);
        page.never_says("Lindqvist").never_says("Administrator").never_says("Crew of").never_says("Outbox").never_says("Settings");
    }
    // What somebody does not see of a user, finds nobody.
    let names = permission("users", "read", json!({}), &["first_name", "last_name"]);
    let tess = house.browser_of(&house.tess(&[names]).await).await;
    tess.get("/jump?q=lindqvist").await.leads_to(&format!("/users/{}", house.bo().id));
    tess.get("/jump?q=bo%40acme").await.is(200).says("Nothing of that name");
    let stranger = house.browser();
    stranger.get("/jump?q=bo").await.leads_to("/sign-in?next=%2Fjump%3Fq%3Dbo");
}
