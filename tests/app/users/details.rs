//! Editing details: all of them, nothing else, and nobody's work is overwritten unseen.

use rolecall::sql;
use serde_json::json;

use crate::browser::Answer;
use crate::house::House;

const ALL: [(&str, &str); 8] = [
    ("first_name", "María José"),
    ("last_name", "O'Brien-Sørensen"),
    ("title", "Editor <in chief> & \"more\""),
    ("company", "Acme"),
    ("location", "Tromsø"),
    ("phone", "+47 77 00 00 00"),
    ("description", "Two lines,\r\nand <b>no</b> markup."),
    ("tags", "newsroom, on-call,, newsroom"),
];

#[tokio::test]
async fn every_detail_is_kept_as_it_was_typed() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let form = format!("/users/{}/details", mia.id);
    let page = ada.get(&form).await.is(200);
    let version = page.input("version");
    let fields: Vec<_> = ALL.into_iter().chain([("version", version.as_str())]).collect();
    let answer = ada.post(&form, &fields).await.leads_to(&format!("/users/{}", mia.id));
    let page = ada.follow(answer).await.is(200).says("Saved.").says("María José O'Brien-Sørensen").says("Editor <in chief> & \"more\"");
    assert!(!page.body.contains("<b>no</b>"), "markup of people is text");
    let user = house.user(&mia).await;
    assert_eq!(
        (user.title.as_str(), user.location.as_str(), user.phone.as_str()),
        ("Editor <in chief> & \"more\"", "Tromsø", "+47 77 00 00 00")
    );
    assert_eq!(user.description, "Two lines,\nand <b>no</b> markup.");
    assert_eq!(user.tags, json!(["newsroom", "on-call"]));
    assert_eq!((user.updated_by, user.email.as_str()), (Some(house.ada().id), "mia@acme.example"));
    let again = ada.get(&form).await.is(200);
    assert_eq!(again.input("tags"), "newsroom, on-call");
    // Saving what is stored already changes nothing, and leaves no event.
    let events = house.actions().await.len();
    let fields: Vec<_> = ALL.into_iter().chain([("version", "1")]).collect();
    ada.post(&form, &fields).await.is(303);
    assert_eq!(house.actions().await.len(), events);
}

#[tokio::test]
async fn details_are_edited_where_they_stand() {
    let house = House::new().await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    let (profile, form) = (format!("/users/{}", mia.id), format!("/users/{}/details", mia.id));
    let is_part = |page: &Answer| !page.body.contains("<!doctype") && page.body.matches("id=\"details\"").count() == 1;
    let page = ada.get(&form).swap().await.is(200);
    assert!(is_part(&page) && page.body.contains("hx-status:409"), "{}", page.body);
    let version = page.input("version");
    let wrong = ada.post(&form, &[("version", version.as_str()), ("title", &"x".repeat(201))]).swap().await.is(422);
    assert!(is_part(&wrong) && wrong.input("title").len() == 201);
    // Whoever was quicker is named in the same place.
    let quicker = ada.post(&form, &[("version", version.as_str()), ("title", "Editor")]).await.is(303);
    ada.follow(quicker).await.says("Saved.");
    let late = ada.post(&form, &[("version", version.as_str()), ("title", "Reporter")]).swap().await.is(409).says("Title is now “Editor”");
    assert!(is_part(&late) && late.input("title") == "Reporter");
    let version = late.input("version");
    let fields = [("version", version.as_str()), ("first_name", "Mina"), ("last_name", "Okafor"), ("title", "Reporter")];
    let saved = ada.post(&form, &fields).swap().await.is(200).says("Saved.").says("Reporter");
    assert!(is_part(&saved), "{}", saved.body);
    let identity = saved.find(r#"(?s)hx-target="\#identity".*?<h1><bdi>([^<]*)"#);
    assert_eq!(identity.as_deref(), Some("Mina Okafor"), "the head of the page follows");
    // Cancel: what stands there, in the place of the form; and by its address the whole page.
    assert!(is_part(&ada.get(&profile).swap().await.is(200).says("Reporter")));
    ada.get(&profile).await.is(200).says("Timeline").never_says("Saved.");
    let own = house.browser_of(&mia).await.get("/account").swap().await.is(200);
    assert!(is_part(&own));
}

#[tokio::test]
async fn the_second_to_save_sees_both_values() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let form = format!("/users/{}/details", house.mia().id);
    let (hers, his) = (ada.get(&form).await.input("version"), bo.get(&form).await.input("version"));
    ada.post(&form, &[("version", &hers), ("first_name", "Mia"), ("last_name", "Okafor"), ("title", "Editor")]).await.is(303);
    let fields = [("version", his.as_str()), ("first_name", "Mia"), ("last_name", "Okafor-Lund"), ("title", "Reporter")];
    let page = bo.post(&form, &fields).await.is(409).says("Ada Abara changed this record");
    assert_eq!((page.input("title").as_str(), page.input("last_name").as_str()), ("Reporter", "Okafor-Lund"), "what he typed stays");
    page.clone().says("Title is now “Editor”").says("Last name is now “Okafor”");
    assert_eq!(page.input("version"), house.user(&house.mia()).await.version.to_string(), "what is saved next counts as seen");
    assert_eq!(
        page.find_all("<li><a href=\"#([^\"]+)\""),
        ["last_name", "title"],
        "the summary leads to what can be changed, and nowhere else"
    );
    assert_eq!(house.user(&house.mia()).await.title, "Editor", "nothing was overwritten");
    // Having seen it, he may.
    let fields = [
        ("version", page.input("version")),
        ("first_name", "Mia".into()),
        ("last_name", "Okafor-Lund".into()),
        ("title", "Reporter".into()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    bo.post(&form, &fields).await.is(303);
    assert_eq!(house.user(&house.mia()).await.title, "Reporter");
}

#[tokio::test]
async fn a_change_of_tags_by_somebody_else_is_shown_too() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let form = format!("/users/{}/details", house.mia().id);
    let version = bo.get(&form).await.input("version");
    ada.get(&form).await;
    ada.post(&form, &[("version", &version), ("first_name", "Mia"), ("last_name", "Okafor"), ("tags", "newsroom")]).await.is(303);
    bo.post(&form, &[("version", &version), ("first_name", "Mia"), ("last_name", "Okafor"), ("tags", "sports")])
        .await
        .is(409)
        .says("Tags is now “newsroom”");
}

#[tokio::test]
async fn no_form_of_details_changes_anything_else() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    let form = format!("/users/{}/details", house.mia().id);
    let version = mia.get(&form).await.is(200).input("version");
    let admin = house.people().administrator.to_string();
    for (field, value) in [
        ("email", "other@acme.example"),
        ("status", "suspended"),
        ("role", &admin),
        ("role_id", &admin),
        ("kind", "service"),
        ("password_hash", "x"),
        ("must_change_password", "on"),
        ("expires_at", "2020-01-01T00:00:00Z"),
        ("email_verified_at", "2020-01-01T00:00:00Z"),
        ("created_by", &admin),
        ("theme", "dark"),
        ("id", &admin),
    ] {
        let fields = [("version", version.as_str()), ("first_name", "Mia"), (field, value)];
        mia.post(&form, &fields).await.is(400);
    }
    let user = house.user(&house.mia()).await;
    assert_eq!((user.version.to_string(), user.last_name.as_str(), user.theme.as_str()), (version, "Okafor", "auto"));
}

#[tokio::test]
async fn a_telephone_number_is_kept_in_one_way_of_writing_and_can_be_dialled() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (mia, form) = (format!("/users/{}", house.mia().id), format!("/users/{}/details", house.mia().id));
    let save = async |phone: &str| {
        let version = house.user(&house.mia()).await.version.to_string();
        ada.post(&form, &[("version", &version), ("phone", phone)]).await
    };
    for (typed, kept, link) in [
        ("0049 (0)30-901820", "+49 30 901820", Some("tel:+49-30-901820")),
        ("4711", "4711", None),
        ("", "", None),
        ("+1 212 555 0123", "+1 212-555-0123", Some("tel:+1-212-555-0123")),
    ] {
        save(typed).await.leads_to(&mia);
        assert_eq!(house.user(&house.mia()).await.phone, kept);
        let page = ada.get(&mia).await.is(200);
        assert_eq!(page.find(r#"href="(tel:[^"]*)""#).as_deref(), link, "{typed}");
    }
    for wrong in ["030 901820", "call me", "+999 1234567", "javascript:alert(1)"] {
        let page = save(wrong).await.is(422).says("Enter the number with its country code");
        assert_eq!(page.input("phone"), wrong, "what was typed stays");
    }
    assert_eq!(house.user(&house.mia()).await.phone, "+1 212-555-0123");
}

#[tokio::test]
async fn limits_are_told_and_nothing_is_cut_off() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let form = format!("/users/{}/details", house.mia().id);
    let version = ada.get(&form).await.input("version");
    for (field, most) in [
        ("first_name", 100),
        ("last_name", 100),
        ("title", 100),
        ("company", 100),
        ("location", 100),
        ("phone", 50),
        ("description", 2000),
        ("tags", 500),
    ] {
        let fits = if field == "phone" { "+49 30 901820".to_owned() } else { "é".repeat(most) };
        let over = "é".repeat(most + 1);
        let page = ada.post(&form, &[("version", &version), (field, &over)]).await.is(422);
        assert!(page.body.contains(&format!("id=\"{field}-e\"")) && page.body.contains(&over), "{field}");
        let now = house.user(&house.mia()).await.version.to_string();
        ada.post(&form, &[("version", &now), (field, &fits)]).await.is(303);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM audit_events WHERE action = 'user.edit'")).await, 8);
}
