//! A member has their own record, and for them nobody else exists.

use rolecall::users::Status;
use uuid::Uuid;

use crate::house::House;

#[tokio::test]
async fn other_people_do_not_exist_for_a_member() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    let varying = regex::Regex::new(r#"(value|name)="[^"]*"|[0-9a-f-]{36}"#).expect("a pattern");
    for what in ["", "/access", "/details", "/status", "/role", "/grants/new", "/password", "/delete"] {
        let missing = mia.get(&format!("/users/{}{what}", Uuid::now_v7())).await.is(404);
        for person in [house.ada(), arno.clone()] {
            let forbidden =
                mia.get(&format!("/users/{}{what}", person.id)).await.is(404).never_says(&person.name).never_says(&person.email);
            let plain = |answer: &crate::browser::Answer| varying.replace_all(&answer.body, "").into_owned();
            assert_eq!(plain(&missing), plain(&forbidden), "{what}: missing and forbidden look alike");
        }
    }
    for what in ["/details", "/status", "/role", "/grants", "/password", "/delete", "/invitation"] {
        for id in [house.ada().id, arno.id, Uuid::now_v7()] {
            let fields: &[(&str, &str)] = match what {
                "/details" => &[("version", "1"), ("first_name", "X")],
                "/status" => &[("status", "archived")],
                "/invitation" => &[("act", "send")],
                "/grants" => &[("act", "end"), ("id", "0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7")],
                _ => &[],
            };
            mia.post(&format!("/users/{id}{what}"), fields).await.is(404);
        }
    }
    assert_eq!(house.user(&house.ada()).await.first_name, "Ada");
}

#[tokio::test]
async fn the_pages_of_administrators_name_the_missing_right_and_who_can_grant_it() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    for (path, right) in [
        ("/users", "Users: Read"),
        ("/users?q=ada", "Users: Read"),
        ("/users/new", "Users: Create"),
        ("/users/invite", "Invitations: Create"),
        ("/audit", "Audit log: Read"),
    ] {
        mia.get(path).await.is(403).says(right).says("Ada Abara").never_says("bo@acme.example");
        let swap = mia.get(path).swap().await.is(403);
        assert!(!swap.body.contains("<html"), "{path}");
    }
    mia.post("/users/new", &[("email", "x@acme.example")]).await.is(403);
    mia.post("/users/invite", &[("emails", "x@acme.example")]).await.is(403);
    mia.post("/users/invite/check", &[("emails", "ada@acme.example")]).await.is(403).never_says("1 address");
}

#[tokio::test]
async fn ones_own_record_is_at_ones_account_and_can_be_edited() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let own = format!("/users/{}", house.mia().id);
    mia.get(&own).await.leads_to("/account");
    let page = mia.get("/account").await.is(200).says("Mia Okafor").never_says("Can they sign in?").never_says("Administration");
    assert!(!page.body.contains("href=\"/users\"") && !page.body.contains("href=\"/audit\""), "no way to what is not theirs");
    let version = mia.get(&format!("{own}/details")).await.is(200).input("version");
    let fields = [("version", version.as_str()), ("first_name", "Mia"), ("last_name", "Okafor"), ("phone", "4711")];
    mia.post(&format!("{own}/details"), &fields).await.leads_to("/account");
    assert_eq!(house.user(&house.mia()).await.phone, "4711");
    for what in ["/status", "/role", "/password", "/delete"] {
        mia.get(&format!("{own}{what}")).await.is(403);
    }
}

#[tokio::test]
async fn an_administrators_own_record_is_at_their_account_too() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/users/{}", house.ada().id)).await.leads_to("/account");
    ada.get("/account").await.is(200).never_says("Can they sign in?");
}
