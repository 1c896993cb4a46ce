//! What is created starts with the values that the permission gives, where whoever creates it says nothing.

use rolecall::sql;
use serde_json::json;
use uuid::Uuid;

use super::permission;
use crate::house::House;

async fn set_defaults(house: &House, on: &str, defaults: serde_json::Value) {
    let update = "UPDATE permissions SET defaults = $2 WHERE collection = $1 AND action = 'create'";
    house.app.db.run(sql!(update, on, defaults)).await.expect("written");
}

#[tokio::test]
async fn a_new_user_starts_with_the_defaults_and_no_more_than_their_maker_may_give() {
    let house = House::new().await;
    let member = house.people().member.to_string();
    let north = json!({"company": {"_eq": "North"}});
    let create = permission("users", "create", north, &["email", "first_name", "last_name", "role"]);
    let tess = house.tess(&[permission("users", "read", json!({}), &["*"]), create]).await;
    let tess = house.browser_of(&tess).await;
    // Nothing says that they are at North: the rule keeps them out.
    let form = [("email", "ines@north.example"), ("first_name", "Ines"), ("last_name", "")];
    tess.post("/users/new", &form).await.is(403);
    set_defaults(&house, "users", json!({"company": "North", "tags": ["new"], "language": "de", "role": member, "last_name": "Sol"})).await;
    tess.post("/users/new", &form).await.is(303);
    let user = rolecall::users::store::find_by_email(&house.app.db, "ines@north.example").await.expect("read").expect("there");
    assert_eq!((user.first_name.as_str(), user.last_name.as_str(), user.company.as_str()), ("Ines", "Sol", "North"));
    assert_eq!((user.tag_list(), user.language.as_str(), user.role_id), (vec!["new"], "de", Some(house.people().member)));
    tess.get("/users?q=north").await.is(200).says("Ines Sol");
    // The form offers it.
    assert!(tess.get("/users/new").await.is(200).body.contains(&format!(r#"value="{member}" selected"#)));
    // What is said goes before what is not; so does that there is to be no role.
    let form = [("email", "nora@north.example"), ("first_name", "Nora"), ("last_name", "Ruiz"), ("role", "")];
    tess.post("/users/new", &form).await.is(303);
    let nora = rolecall::users::store::find_by_email(&house.app.db, "nora@north.example").await.expect("read").expect("there");
    assert_eq!(nora.role_id, None);
    let form = [("email", "olga@north.example"), ("first_name", "Olga"), ("last_name", "Ruiz"), ("role", &member)];
    tess.post("/users/new", &form).await.is(303);
    // A default is no way to more than one has.
    set_defaults(&house, "users", json!({"company": "North", "role": house.people().administrator})).await;
    let form = [("email", "pia@north.example"), ("first_name", ""), ("last_name", "")];
    assert!(tess.post("/users/new", &form).await.status != 303);
    let names = house.texts(sql!("SELECT last_name FROM users WHERE email LIKE '%north.example' ORDER BY email")).await;
    assert_eq!(names, ["Sol", "Ruiz", "Ruiz"]);
}

#[tokio::test]
async fn an_invitation_offers_the_default_role_and_says_the_default_message() {
    let house = House::new().await;
    let tess = house.tess(&[permission("invitations", "create", json!({}), &["email", "role", "message", "language"])]).await;
    let tess = house.browser_of(&tess).await;
    set_defaults(&house, "invitations", json!({"role": house.people().member, "message": "See you on Monday."})).await;
    let key = Uuid::now_v7().to_string();
    let form = [("emails", "ines@north.example"), ("language", "en"), ("days", "7"), ("form_key", &key), ("act", "send")];
    tess.post("/users/invite", &form).await.is(200).says("/accept/");
    let mails = house.mails().await;
    assert!(mails[0].text.contains("See you on Monday."), "{}", mails[0].text);
    let roles = house.texts(sql!("SELECT r.name FROM users u JOIN roles r ON r.id = u.role_id WHERE u.email = 'ines@north.example'")).await;
    assert_eq!(roles, ["Member"]);
}
