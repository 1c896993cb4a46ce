//! Where rights come from, and what they are: the page says what the gate does, to those who may know.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{READS_TRAIL, group, join, new_role, permit};
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

fn path(person: &Person) -> String {
    format!("/users/{}/access", person.id)
}

async fn grant(house: &House, person: &Person, role: Uuid, days: i64) {
    let until = house.now() + TimeDelta::days(days);
    let grant = sql!(
        "INSERT INTO grants (id, user_id, role_id, expires_at, reason, created_at, created_by) VALUES ($1, $2, $3, $4, 'year-end', $5, $6)",
        Uuid::now_v7(),
        person.id,
        role,
        until,
        house.now(),
        house.ada().id
    );
    house.app.db.run(grant).await.expect("written");
}

/// The rows of the table: collection, action, which, fields, from.
fn rows(page: &Answer) -> Vec<Vec<String>> {
    let pattern = |text: &str| regex::Regex::new(text).expect("a pattern");
    let (cell, tag) = (pattern("(?s)<t[hd][^>]*>(.*?)</t[hd]>"), pattern("<[^>]+>"));
    let plain = |text: &str| tag.replace_all(text, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let rows = page.find_all(r#"(?s)<tr>(<th scope="row".*?)</tr>"#);
    rows.iter().map(|row| cell.captures_iter(row).map(|cell| plain(&cell[1])).collect()).collect()
}

/// The row of that right, if the page has it.
fn row<'a>(rows: &'a [Vec<String>], collection: &str, action: &str, which: &str) -> Option<&'a Vec<String>> {
    rows.iter().find(|row| row[0] == collection && row[1].split(", ").any(|one| one == action) && row[2] == which)
}

#[tokio::test]
async fn every_right_names_the_role_group_or_grant_it_comes_from() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let publisher = new_role(
        &house,
        "Publisher",
        &[("users", "read", json!({"groups": {"_in": ["$CURRENT_GROUPS"]}}), &["first_name", "last_name", "title"])],
    )
    .await;
    let auditor = new_role(&house, "Auditor", READS_TRAIL).await;
    let newsroom = group(&house, "Newsroom", &[publisher]).await;
    join(&house, newsroom, &house.mia()).await;
    grant(&house, &house.mia(), auditor, 10).await;
    house.force("UPDATE roles SET ip_allow = '[\"10.0.0.0/8\"]' WHERE name = 'Publisher'").await.expect("written");
    ada.post(&format!("/users/{}/role", house.mia().id), &[("role", "")]).await.is(303);
    ada.post(&format!("/users/{}/role", house.mia().id), &[("role", &house.people().member.to_string())]).await.is(303);

    let page = ada.get(&path(&house.mia())).await.is(200);
    let page = page.says("Own role, given by Ada Abara on").says("Through the group Newsroom. Change it on the group.");
    let page = page.says("Publisher counts only from 10.0.0.0/8.").says("by Ada Abara: year-end").says("End now");
    let page = page.says("No right at all: Groups, Invitations, Roles,").never_says("Everybody");
    assert!(page.body.contains(&format!("href=\"/groups/{newsroom}\"")) && page.body.contains(&format!("href=\"/roles/{auditor}\"")));
    let all = rows(&page);
    let of = |which: &str| row(&all, "Users", "Read", which).expect(which).clone();
    assert!(of("Own record")[4].contains("Role Member") && of("Own record")[4].contains("Publisher through group Newsroom"), "{all:?}");
    assert!(of("Groups include one of the signed-in user’s groups")[4].ends_with("Publisher through group Newsroom"), "{all:?}");
    assert!(row(&all, "Audit log", "Read", "Everything").expect("a row")[4].contains("Auditor until"), "{all:?}");
    assert!(of("Groups include one of the signed-in user’s groups")[3].ends_with("First name, Last name, Title"), "{all:?}");
    assert!(row(&all, "Users", "Change", "Own record").expect("a row")[3].contains("First name, Last name and 13 more"), "{all:?}");

    // By one way only.
    let one = ada.get(&format!("{}?from=group-{newsroom}", path(&house.mia()))).await.is(200).never_says("No right at all");
    assert!(
        rows(&one).iter().all(|row| row[4].ends_with("Publisher through group Newsroom"))
            && row(&rows(&one), "Audit log", "Read", "Everything").is_none()
    );
    assert_eq!(rows(&ada.get(&format!("{}?from=nowhere", path(&house.mia()))).await.is(200)), all, "a way that is none is no filter");
    ada.get(&format!("{}?form=role", path(&house.mia()))).await.is(400);
}

#[tokio::test]
async fn two_roles_of_a_group_are_told_apart_and_a_record_goes_without_fields() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let active = json!({"status": {"_eq": "active"}});
    let permissions = [("users", "delete", active, &["*"][..])];
    let first = new_role(&house, "Publisher", &permissions).await;
    let second = new_role(&house, "Winter edition", &permissions).await;
    join(&house, group(&house, "Newsroom", &[first, second]).await, &house.mia()).await;
    let all = rows(&ada.get(&path(&house.mia())).await.is(200));
    let gone = row(&all, "Users", "Delete", "Status is Active").expect("a row");
    assert_eq!(gone[3], "–");
    assert_eq!(gone[4], "Publisher through group Newsroom Winter edition through group Newsroom");
}

#[tokio::test]
async fn every_page_of_a_profile_has_the_actions_that_are_the_readers() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for tab in ["", "/access"] {
        let page = ada.get(&format!("/users/{}{tab}", house.mia().id)).await.is(200).says("Suspend…").says("Archive");
        assert!(page.body.contains(r#"popovertarget="actions""#), "{tab}");
    }
    // What one may not do is not offered, and nobody is said to be alone with what others see too.
    let reads = new_role(&house, "Reads all", &[("users", "read", json!({}), &["*"])]).await;
    let reader = house.browser_of(&house.add("rea@acme.example", ("Rea", "Der"), Status::Active, Some(reads)).await).await;
    for tab in ["", "/access"] {
        let page = reader.get(&format!("/users/{}{tab}", house.mia().id)).await.is(200).never_says("Suspend…");
        assert!(!page.text().contains("Only administrators"), "{tab}");
    }
}

#[tokio::test]
async fn whoever_may_everything_and_whoever_has_no_role_read_so() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Active, None).await;
    let bo = ada.get(&path(&house.bo())).await.is(200).says("An administrator may do everything, on every record.");
    assert!(rows(&bo).is_empty());
    ada.get(&path(&kim)).await.is(200).says("The rights of Public").says("No right at all.");
    permit(&house, house.people().public, &[("roles", "read", json!({}), &["name"])]).await;
    let page = ada.get(&path(&kim)).await.is(200);
    assert!(row(&rows(&page), "Roles", "Read", "Everything").is_some_and(|row| row[3].ends_with("Name") && row[4].ends_with("Everybody")));
    // Those with a role have it instead.
    assert!(row(&rows(&ada.get(&path(&house.mia())).await), "Roles", "Read", "Everything").is_none());
}

#[tokio::test]
async fn each_part_shows_only_where_its_field_is_open() {
    let house = House::new().await;
    let (auditor, publisher) = (new_role(&house, "Auditor", READS_TRAIL).await, new_role(&house, "Publisher", &[]).await);
    join(&house, group(&house, "Newsroom", &[publisher]).await, &house.mia()).await;
    grant(&house, &house.mia(), auditor, 10).await;
    for (field, says, hides) in [
        ("role", "Role Member", &["Newsroom", "Auditor"][..]),
        ("groups", "Publisher through group Newsroom", &["Role Member", "Auditor"]),
        ("grants", "Auditor until", &["Role Member", "Newsroom"]),
    ] {
        let of_people = ("users", "read", json!({}), &["first_name", "last_name", field][..]);
        let reads = new_role(&house, &format!("Reads {field}"), &[of_people, ("roles", "read", json!({}), &["permissions"])]).await;
        let reader = house.add(&format!("{field}@acme.example"), ("Rea", "Der"), Status::Active, Some(reads)).await;
        let reader = house.browser_of(&reader).await;
        let page = reader.get(&path(&house.mia())).await.is(200).says(says).says("Not everything is shown").never_says("No right at all");
        for hidden in hides {
            assert!(!page.text().contains(hidden), "{field}: {}", page.text());
        }
        reader.get(&format!("/users/{}", house.mia().id)).await.is(200).says("Access");
    }
    let reads = new_role(&house, "Reads names", &[("users", "read", json!({}), &["first_name", "last_name"])]).await;
    let reader = house.browser_of(&house.add("names@acme.example", ("Na", "Mes"), Status::Active, Some(reads)).await).await;
    reader.get(&path(&house.mia())).await.is(403).says("Users: Read – Role");
    reader.get(&format!("/users/{}", house.mia().id)).await.is(200).never_says("/access");
    // One's own is one's own.
    let mia = house.browser_of(&house.mia()).await;
    mia.get(&path(&house.mia())).await.leads_to("/account/access");
    mia.get("/account/access").await.is(200).says("Group Newsroom").says("Auditor until").says("Role Member").never_says("Change role");
    mia.get(&path(&house.ada())).await.is(404);
}

/// What the page says somebody may do, as the gate would see it asked.
async fn outcomes(house: &House, ada: &Browser, person: &Person) -> Vec<(&'static str, bool, bool)> {
    let page = ada.get(&path(person)).await.is(200);
    let all = rows(&page);
    let is_admin = page.text().contains("An administrator may do everything");
    let says = |collection: &str, action: &str, which: &[&str], field: &str| {
        let open = which.iter().filter_map(|which| row(&all, collection, action, which));
        is_admin || open.into_iter().any(|row| field.is_empty() || row[3].ends_with("All") || row[3].contains(field))
    };
    let browser = house.browser_of(person).await;
    let other = format!("/users/{}", house.bo().id);
    let does = async |path: &str| browser.get(path).await.status == 200;
    // A form of details shows the fields that are open; saving the one that is not is refused.
    let form = format!("{other}/details");
    let version = house.user(&house.bo()).await.version.to_string();
    let save = async |field: &'static str| {
        let fields = [("version", version.as_str()), (field, if field == "phone" { "4711" } else { person.email.as_str() })];
        let answer = browser.post(&form, &fields).await;
        answer.status == 303 || answer.status == 409
    };
    let others = ["Everything", "Status is Active"];
    vec![
        ("read another", says("Users", "Read", &others, ""), does(&other).await),
        ("change the phone of another", says("Users", "Change", &others, "Phone"), save("phone").await),
        ("change the title of another", says("Users", "Change", &others, "Title"), save("title").await),
        ("change the status of another", says("Users", "Change", &others, "Status"), does(&format!("{other}/status")).await),
        ("grant to another", says("Users", "Change", &others, "Extra roles"), does(&format!("{other}/grants/new")).await),
        ("create", says("Users", "Create", &others, ""), does("/users/new").await),
        ("invite", says("Invitations", "Create", &["Everything"], ""), does("/users/invite").await),
        ("read roles", says("Roles", "Read", &["Everything"], ""), does("/roles").await),
        ("create roles", says("Roles", "Create", &["Everything"], ""), does("/roles/new").await),
        ("read the trail", says("Audit log", "Read", &["Everything"], ""), does("/audit").await),
    ]
}

#[tokio::test]
async fn the_page_says_what_the_gate_does() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let active = json!({"status": {"_eq": "active"}});
    let roles = [
        new_role(&house, "Trail", READS_TRAIL).await,
        new_role(&house, "Reader", &[("users", "read", active.clone(), &["*"]), ("roles", "read", json!({}), &["*"])]).await,
        new_role(
            &house,
            "Clerk",
            &[
                ("users", "read", json!({}), &["*"]),
                ("users", "update", active.clone(), &["phone", "title", "status"]),
                ("users", "create", json!({}), &["*"]),
                ("invitations", "create", json!({}), &["*"]),
            ],
        )
        .await,
        new_role(&house, "Granter", &[("users", "read", json!({}), &["*"]), ("users", "update", json!({}), &["grants", "phone"])]).await,
        new_role(
            &house,
            "Archive",
            &[("users", "read", json!({"status": {"_eq": "archived"}}), &["*"]), ("roles", "create", json!({}), &["*"])],
        )
        .await,
    ];
    let (mut yes, mut no) = (0, 0);
    for n in 0..9 {
        let own = if n < roles.len() { Some(roles[n]) } else { Some(house.people().member) };
        let person = house.add(&format!("p{n}@acme.example"), ("Person", "Of"), Status::Active, own).await;
        match n {
            6 => join(&house, group(&house, "Newsroom", &[roles[0], roles[2]]).await, &person).await,
            7 => grant(&house, &person, roles[3], 10).await,
            8 => {
                grant(&house, &person, roles[1], 10).await;
                grant(&house, &person, roles[2], -10).await;
            }
            _ => {}
        }
        for (what, says, does) in outcomes(&house, &ada, &person).await {
            assert_eq!(says, does, "{n} {what}: the page says {says}, the gate {does}");
            if does { yes += 1 } else { no += 1 }
        }
    }
    assert!(yes > 20 && no > 20, "{yes} {no}");
    let admin = house.add("admin@acme.example", ("Admin", "Too"), Status::Active, Some(house.people().administrator)).await;
    assert!(outcomes(&house, &ada, &admin).await.into_iter().all(|(_, says, does)| says && does));
}
