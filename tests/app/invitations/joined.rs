//! Invited into groups: at once, for everyone or by row, and never beyond what whoever invites may give.

use rolecall::access::Actor;
use rolecall::groups;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::{fields, post, with};
use crate::access::permission;
use crate::house::House;

/// A group that carries these roles.
pub async fn group(house: &House, name: &str, roles: &[Uuid]) -> Uuid {
    let details = groups::Details { name: name.into(), roles: roles.to_vec(), ..groups::Details::default() };
    groups::create(&house.app.db, &Actor::cli(), &details, house.now()).await.expect("made")
}

async fn members(house: &House, group: Uuid) -> Vec<String> {
    let members = "SELECT u.email FROM team_members m JOIN users u ON u.id = m.user_id WHERE m.team_id = $1 ORDER BY u.email";
    house.texts(sql!(members, group)).await
}

#[tokio::test]
async fn everyone_on_the_list_is_a_member_at_once() {
    let house = House::new().await;
    let (crew, staff) = (group(&house, "Crew", &[]).await, group(&house, "Staff", &[]).await);
    house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let ada = house.browser_of(&house.ada()).await;
    // The page of the group leads to the form with it chosen.
    let page = ada.get(&format!("/groups/{crew}")).await.is(200);
    assert!(page.body.contains(&format!("/users/invite?group={crew}")));
    let page = ada.get(&format!("/users/invite?group={crew}")).await.is(200);
    assert!(page.body.contains(&format!("value=\"{crew}\" checked")) && !page.body.contains(&format!("value=\"{staff}\" checked")));
    let mut form = fields(&ada, &house, "ines@north.example, dana@acme.example").await;
    form.push(("groups".into(), crew.to_string()));
    let check = post(&ada, &with(&form, "act", "check")).await.is(200).says("They become members of: Crew");
    assert!(check.body.contains(&format!("name=\"groups\" value=\"{crew}\"")));
    post(&ada, &form).await.is(200).says("2 invitations are ready").says("Member , Crew");
    assert_eq!(members(&house, crew).await, ["dana@acme.example", "ines@north.example"]);
    // Who is invited again comes into another one too.
    house.app.clock.advance(chrono::TimeDelta::minutes(2));
    let mut again = fields(&ada, &house, "ines@north.example").await;
    again.extend([("groups".into(), crew.to_string()), ("groups".into(), staff.to_string())]);
    post(&ada, &again).await.is(200).says("1 invitation is ready");
    assert_eq!((members(&house, staff).await, members(&house, crew).await.len()), (vec!["ines@north.example".to_owned()], 2));
    // A group that is none.
    let mut wrong = fields(&ada, &house, "kim@north.example").await;
    wrong.push(("groups".into(), Uuid::nil().to_string()));
    for act in ["check", "send"] {
        post(&ada, &with(&wrong, "act", act)).await.is(422).says("Choose groups from the list");
    }
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn who_invites_takes_people_into_no_group_that_is_not_theirs_to_fill() {
    let house = House::new().await;
    let people = house.people();
    let (crew, admins) = (group(&house, "Crew", &[]).await, group(&house, "Admins", &[people.administrator]).await);
    let everything = |collection, action| permission(collection, action, json!({}), &["*"]);
    let inviting = [everything("invitations", "create"), everything("invitations", "read"), everything("users", "read")];
    let moving = [everything("groups", "read"), everything("groups", "update")];
    let plain = house.role("Inviter", &inviting).await;
    let filling = house.role("Filler", &[&inviting[..], &moving[..]].concat()).await;
    for (n, role, fills) in [(0, plain, false), (1, filling, true)] {
        let tess = house.add(&format!("tess{n}@acme.example"), ("Tess", "Tran"), Status::Active, Some(role)).await;
        let tess = house.browser_of(&tess).await;
        let page = tess.get("/users/invite").await.is(200);
        assert_eq!(page.body.contains(&crew.to_string()), fills, "{n}");
        assert!(!page.body.contains(&admins.to_string()), "{n}: what it carries is more than theirs");
        assert_eq!(tess.get(&format!("/groups/{crew}")).await.body.contains("/users/invite?group="), fills, "{n}");
        let mut form = fields(&tess, &house, &format!("ines{n}@north.example")).await;
        form = with(&form, "role", "");
        for (group, may) in [(admins, false), (crew, fills)] {
            let mut form = form.clone();
            form.push(("groups".into(), group.to_string()));
            post(&tess, &form).await.is(if may { 200 } else { 422 });
            assert_eq!(members(&house, group).await.len(), usize::from(may), "{n}");
        }
        // Nor by the column of a table.
        let table = format!("email,groups,role\nkim{n}@north.example,Admins,\nyara{n}@north.example,,Administrator");
        let page = post(&tess, &fields(&tess, &house, &table).await).await.is(200).says("No invitation was sent");
        page.says("There is no group “Admins”").says("There is no role “Administrator”");
    }
    assert!(members(&house, admins).await.is_empty());
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email LIKE 'kim%' OR email LIKE 'yara%'")).await, 0);
}

#[tokio::test]
async fn a_group_with_roles_asks_for_a_proof_and_the_list_waits() {
    let house = House::new().await;
    let editor = house.role("Editor", &[]).await;
    let (plain, editors) = (group(&house, "Crew", &[]).await, group(&house, "Editors", &[editor]).await);
    let ada = house.browser_of(&house.ada()).await;
    house.app.clock.advance(chrono::TimeDelta::minutes(11));
    for (group, status) in [(plain, 200), (editors, 401)] {
        let mut form = fields(&ada, &house, &format!("ines.{group}@north.example")).await;
        form.push(("groups".into(), group.to_string()));
        post(&ada, &form).await.is(status);
        assert_eq!(members(&house, group).await.len(), usize::from(status == 200));
    }
    // Administrators by a column of a table too.
    let table = "email,role\nkim@north.example,administrator";
    let form = fields(&ada, &house, table).await;
    assert_eq!(post(&ada, &form).await.is(401).input("emails"), table);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email = 'kim@north.example'")).await, 0);
}
