//! Access ends at the next request: for pages, and for fragments, where a sign-in page must not land in a table.

use chrono::TimeDelta;
use rolecall::sql;

use crate::browser::Browser;
use crate::house::{House, Person};

/// The door is shut, for a page, for a fragment, and for a form.
async fn is_out(browser: &Browser, why: &str) {
    let page = browser.copy().get("/users?status=active").await;
    assert_eq!((page.status, page.location().as_str()), (303, "/sign-in?next=%2Fusers%3Fstatus%3Dactive"), "{why}");
    let window = browser.copy();
    window.get("/users?q=x").await.is(303);
    let swap = window.get("/users?q=xy").swap().await;
    assert_eq!((swap.status, swap.header("hx-redirect"), swap.body.as_str()), (401, "/sign-in?next=%2Fusers%3Fq%3Dx", ""), "{why}");
    let form = browser.copy().post("/users/new", &[("email", "late@acme.example")]).await;
    assert!(form.status == 403 || form.location() == "/sign-in", "{why}: {}", form.status);
}

#[tokio::test]
async fn whatever_takes_the_right_away_takes_the_page_away() {
    let house = House::new().await;
    let people = house.people().clone();
    let ada = house.browser_of(&house.ada()).await;
    let (administrator, member) = (people.administrator.to_string(), people.member.to_string());
    let change = async |person: &Person, what: &str, fields: &[(&str, &str)]| {
        ada.post(&format!("/users/{}/{what}", person.id), fields).await.is(if what == "password" { 200 } else { 303 })
    };
    for (why, what, field) in [
        ("suspended", "status", ("status", "suspended")),
        ("archived", "status", ("status", "archived")),
        ("no role", "role", ("role", "")),
        ("no administrator any more", "role", ("role", member.as_str())),
        ("a temporary password", "password", ("", "")),
    ] {
        let email = format!("{}@acme.example", why.replace(' ', "."));
        let zoe = house.add(&email, ("Zoe", why), rolecall::users::Status::Active, Some(people.administrator)).await;
        let (desk, phone) = (house.browser_of(&zoe).await, house.browser_of(&zoe).await);
        desk.get("/users").await.is(200);
        change(&zoe, what, if field.0.is_empty() { &[] } else { std::slice::from_ref(&field) }).await;
        is_out(&desk, why).await;
        is_out(&phone, why).await;
        // Becoming active again, or an administrator again, revives no session.
        match what {
            "status" if field.1 == "suspended" => drop(change(&zoe, "status", &[("status", "active")]).await),
            "status" => drop(change(&zoe, "status", &[("status", "active")]).await),
            "role" => drop(change(&zoe, "role", &[("role", &administrator)]).await),
            _ => {}
        }
        is_out(&desk, why).await;
    }
}

#[tokio::test]
async fn deletion_and_an_end_date_end_access_too() {
    let house = House::new().await;
    let admin = Some(house.people().administrator);
    let ada = house.browser_of(&house.ada()).await;
    let zoe = house.add("zoe@acme.example", ("Zoe", "Lind"), rolecall::users::Status::Active, admin).await;
    let browser = house.browser_of(&zoe).await;
    ada.post(&format!("/users/{}/status", zoe.id), &[("status", "archived")]).await.is(303);
    ada.post(&format!("/users/{}/delete", zoe.id), &[("confirm", "zoe@acme.example")]).await.leads_to("/users");
    is_out(&browser, "deleted").await;
    let max = house.add("max@acme.example", ("Max", "Lind"), rolecall::users::Status::Active, admin).await;
    let browser = house.browser_of(&max).await;
    let end = house.now() + TimeDelta::minutes(10);
    house.app.db.run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", max.id, end)).await.expect("written");
    browser.get("/users").await.is(200);
    house.app.clock.advance(TimeDelta::minutes(11));
    is_out(&browser, "past the end date").await;
    assert_eq!(house.status_of(&max).await, "active", "no sweep was needed");
}

#[tokio::test]
async fn a_role_that_loses_the_pages_shuts_its_members_out() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    house.force("UPDATE roles SET app_access = (1 = 0) WHERE name = 'Member'").await.expect("written");
    mia.get("/account").await.leads_to("/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn an_hour_without_a_click_is_the_end_and_a_click_is_not() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let seen = async || house.user(&house.ada()).await.last_seen_at;
    for _ in 0..2 {
        house.app.clock.advance(TimeDelta::minutes(45));
        let now = house.now();
        ada.get("/users").await.is(200);
        // Sightings are written a moment later.
        house.until("the click counts", async || seen().await >= now).await;
    }
    is_out(&bo, "idle").await;
    house.app.clock.advance(TimeDelta::minutes(61));
    is_out(&ada, "idle").await;
}

#[tokio::test]
async fn polling_is_no_click() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.app.clock.advance(TimeDelta::minutes(45));
    ada.get("/users").swap().await.is(200);
    // A sighting of somebody else is written after any of Ada's would have been.
    let now = house.now();
    house.browser_of(&house.bo()).await;
    house.until("sightings are written", async || house.user(&house.bo()).await.last_seen_at >= now).await;
    house.app.clock.advance(TimeDelta::minutes(30));
    is_out(&ada, "only polled").await;
}

#[tokio::test]
async fn a_day_is_the_end_however_busy() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.app.clock.advance(TimeDelta::hours(24));
    // As if the last click had been a moment ago.
    house.app.db.run(sql!("UPDATE sessions SET last_seen_at = $1", house.now())).await.expect("written");
    is_out(&ada, "a day").await;
    assert_eq!(house.number(sql!("SELECT count(*) FROM sessions")).await, 1, "no sweep was needed");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_renews_this_one() {
    let house = House::new().await;
    let (desk, phone) = (house.browser_of(&house.ada()).await, house.browser_of(&house.ada()).await);
    let thief = desk.copy();
    let new = "another sentence altogether";
    desk.post("/account/password", &[("present", "not the present one"), ("password", new)]).await.is(422);
    phone.get("/account").await.is(200);
    desk.post("/account/password", &[("present", crate::house::PASSWORD), ("password", new)]).await.leads_to("/account");
    desk.get("/account").await.is(200);
    is_out(&phone, "password changed").await;
    is_out(&thief, "the key was renewed").await;
}

#[tokio::test]
async fn how_long_idle_is_too_long_is_a_setting_with_bounds() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    for wrong in ["session_idle_minutes = 4", "session_idle_minutes = 1441", "session_max_minutes = 59", "session_max_minutes = 10081"] {
        assert!(house.force(&format!("UPDATE settings SET {wrong}")).await.is_err(), "{wrong}");
    }
    house.force("UPDATE settings SET session_idle_minutes = 90").await.expect("written");
    house.app.clock.advance(TimeDelta::minutes(61));
    ada.get("/users").await.is(200);
    house.force("UPDATE settings SET session_idle_minutes = 15").await.expect("written");
    is_out(&bo, "idle for longer than a quarter of an hour").await;
}
