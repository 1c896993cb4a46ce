//! One administrator is always left whose rights do not end by themselves, whichever way two hands try to change that at once.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rolecall::access::Actor;
use rolecall::groups;
use rolecall::sql;
use rolecall::users::Status;
use uuid::Uuid;

use super::new_role;
use crate::forms::{Fields, borrowed};
use crate::house::{House, Person};

const ROUNDS: usize = 4;

/// Administrators who last, counted another way than the product does.
async fn lasting(house: &House) -> usize {
    let own = sql!(
        "SELECT u.email_key FROM users u JOIN roles r ON r.id = u.role_id WHERE r.admin_access AND u.status = 'active' AND u.expires_at IS NULL"
    );
    let granted = sql!(
        "SELECT u.email_key FROM grants g JOIN users u ON u.id = g.user_id JOIN roles r ON r.id = g.role_id
         WHERE r.admin_access AND u.status = 'active' AND u.expires_at IS NULL AND g.expires_at IS NULL"
    );
    let by_group = sql!(
        "SELECT u.email_key FROM team_members m JOIN users u ON u.id = m.user_id JOIN team_roles t ON t.team_id = m.team_id
         JOIN roles r ON r.id = t.role_id WHERE r.admin_access AND u.status = 'active' AND u.expires_at IS NULL"
    );
    let mut people = house.texts(own).await;
    people.extend(house.texts(granted).await);
    people.extend(house.texts(by_group).await);
    people.sort();
    people.dedup();
    people.len()
}

/// Only a member, but for a grant of the role of administrators.
async fn by_grant(house: &House, person: &Person, days: Option<i64>) -> String {
    let (id, until) = (Uuid::now_v7(), days.map(|days| house.now() + TimeDelta::days(days)));
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", person.id, house.people().member)).await.expect("written");
    let grant = sql!(
        "INSERT INTO grants (id, user_id, role_id, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        person.id,
        house.people().administrator,
        until,
        house.now()
    );
    house.app.db.run(grant).await.expect("written");
    id.to_string()
}

/// A second role of administrators, for Bo.
async fn chief(house: &House) -> Uuid {
    let chief = new_role(house, "Chief", &[]).await;
    house.app.db.run(sql!("UPDATE roles SET admin_access = app_access WHERE id = $1", chief)).await.expect("written");
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", house.bo().id, chief)).await.expect("written");
    chief
}

/// Where it posts, and what.
type Post = (String, Fields);

/// Both post at once; afterwards one administrator is left, and one of the two got through.
async fn at_once(house: &House, hers: Post, his: Post) {
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let (hers_fields, his_fields) = (borrowed(&hers.1), borrowed(&his.1));
    let answers = join_all([ada.post(&hers.0, &hers_fields).into_future(), bo.post(&his.0, &his_fields).into_future()]).await;
    let statuses: Vec<(u16, String)> = answers.iter().map(|answer| (answer.status, answer.location())).collect();
    assert_eq!(lasting(house).await, 1, "{} {} {statuses:?}", hers.0, his.0);
    let done = statuses.iter().filter(|(status, path)| *status == 303 && !path.starts_with("/sign-in")).count();
    assert_eq!(done, 1, "{statuses:?}");
}

fn end_of(person: &Person, grant: &str) -> Post {
    (format!("/users/{}/grants", person.id), vec![("act", "end".into()), ("id", grant.into())])
}

#[tokio::test]
async fn two_who_end_each_others_grant_leave_one() {
    for _ in 0..ROUNDS {
        let house = House::new().await;
        let (hers, his) = (by_grant(&house, &house.ada(), None).await, by_grant(&house, &house.bo(), None).await);
        at_once(&house, end_of(&house.bo(), &his), end_of(&house.ada(), &hers)).await;
    }
}

#[tokio::test]
async fn a_grant_that_ends_while_its_ender_is_suspended_leaves_one() {
    for status in ["suspended", "archived"] {
        for _ in 0..ROUNDS {
            let house = House::new().await;
            let his = by_grant(&house, &house.bo(), None).await;
            let suspend = (format!("/users/{}/status", house.ada().id), vec![("status", status.to_owned())]);
            at_once(&house, end_of(&house.bo(), &his), suspend).await;
        }
    }
}

#[tokio::test]
async fn two_who_take_the_rights_from_each_others_role_leave_one() {
    for what in ["edit", "delete"] {
        for _ in 0..ROUNDS {
            let house = House::new().await;
            let (chief, administrator) = (chief(&house).await, house.people().administrator);
            let post = |role: Uuid, name: &str| -> Post {
                let edit = [("version", "1"), ("name", name), ("description", ""), ("app_access", "on")].map(|(k, v)| (k, v.to_owned()));
                let delete = [("act", "suspend"), ("role", "")].map(|(k, v)| (k, v.to_owned()));
                (format!("/roles/{role}/{what}"), if what == "edit" { edit.into() } else { delete.into() })
            };
            at_once(&house, post(chief, "Chief"), post(administrator, "Administrator")).await;
        }
    }
}

/// Only a member, but for a group that carries the role of administrators.
async fn by_group(house: &House, person: &Person) -> Uuid {
    let details = groups::Details {
        name: format!("Keys of {}", person.name),
        roles: vec![house.people().administrator],
        ..groups::Details::default()
    };
    let group = groups::create(&house.app.db, &Actor::cli(), &details, house.now()).await.expect("made");
    groups::add_members(&house.app.db, &Actor::cli(), group, &[person.id], house.now()).await.expect("added");
    house.app.db.run(sql!("UPDATE users SET role_id = $2 WHERE id = $1", person.id, house.people().member)).await.expect("written");
    group
}

#[tokio::test]
async fn two_who_take_the_rights_from_each_others_group_leave_one() {
    for what in ["members", "edit", "delete"] {
        for _ in 0..ROUNDS {
            let house = House::new().await;
            let (hers, his) = (by_group(&house, &house.ada()).await, by_group(&house, &house.bo()).await);
            let post = |group: Uuid, person: &Person| -> Post {
                let fields: Fields = match what {
                    "members" => vec![("act", "remove".into()), ("id", person.id.to_string())],
                    "edit" => vec![("version", "1".into()), ("roles", "on".into())],
                    _ => Vec::new(),
                };
                (format!("/groups/{group}/{what}"), fields)
            };
            at_once(&house, post(his, &house.bo()), post(hers, &house.ada())).await;
        }
    }
}

#[tokio::test]
async fn the_group_of_the_one_that_is_left_keeps_them_and_its_role() {
    let house = House::new().await;
    let group = by_group(&house, &house.ada()).await;
    house
        .app
        .db
        .run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", house.bo().id, house.now() + TimeDelta::days(9)))
        .await
        .expect("written");
    let bo = house.browser_of(&house.bo()).await;
    let id = house.ada().id.to_string();
    for (what, fields) in
        [("members", vec![("act", "remove"), ("id", id.as_str())]), ("edit", vec![("version", "1"), ("roles", "on")]), ("delete", vec![])]
    {
        bo.post(&format!("/groups/{group}/{what}"), &fields)
            .await
            .is(409)
            .says("This would leave nobody who can administer the directory.");
    }
    assert_eq!(lasting(&house).await, 1);
}

#[tokio::test]
async fn somebody_who_is_one_for_a_while_is_not_the_one_that_is_left() {
    let house = House::new().await;
    let ends = by_grant(&house, &house.bo(), Some(10)).await;
    let bo = house.browser_of(&house.bo()).await;
    let ada = format!("/users/{}", house.ada().id);
    for (what, field) in [("role", ("role", "")), ("status", ("status", "suspended")), ("status", ("status", "archived"))] {
        bo.post(&format!("{ada}/{what}"), &[field]).await.is(409).says("This would leave nobody who can administer the directory.");
    }
    assert_eq!(lasting(&house).await, 1);
    // Ended early or late, nothing is lost.
    house.browser_of(&house.ada()).await.post(&end_of(&house.bo(), &ends).0, &[("act", "end"), ("id", &ends)]).await.is(303);
    assert_eq!(lasting(&house).await, 1);
}

#[tokio::test]
async fn the_grant_of_the_one_that_is_left_is_not_ended() {
    for _ in 0..ROUNDS {
        let house = House::new().await;
        let (hers, _) = (by_grant(&house, &house.ada(), None).await, by_grant(&house, &house.bo(), Some(10)).await);
        let bo = house.browser_of(&house.bo()).await;
        let (path, fields) = end_of(&house.ada(), &hers);
        let fields = borrowed(&fields);
        let answers = join_all([bo.post(&path, &fields).into_future(), bo.post(&path, &fields).into_future()]).await;
        for answer in answers {
            answer.is(409).says("This would leave nobody who can administer the directory.");
        }
        assert_eq!(lasting(&house).await, 1);
    }
}

#[tokio::test]
async fn a_role_that_goes_takes_no_last_administrator_with_it_who_had_it_by_a_grant() {
    let house = House::new().await;
    let chief = chief(&house).await;
    // Bo is one for a while by his own role; Ada, who lasts, is one only by a grant of the other.
    house
        .app
        .db
        .run(sql!("UPDATE users SET expires_at = $2 WHERE id = $1", house.bo().id, house.now() + TimeDelta::days(9)))
        .await
        .expect("written");
    by_grant(&house, &house.ada(), None).await;
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Active, Some(house.people().member)).await;
    let auditor = new_role(&house, "Auditor", super::READS_TRAIL).await;
    for person in [&kim, &house.ada()] {
        let grant = sql!(
            "INSERT INTO grants (id, user_id, role_id, created_at) VALUES ($1, $2, $3, $4)",
            Uuid::now_v7(),
            person.id,
            auditor,
            house.now()
        );
        house.app.db.run(grant).await.expect("written");
    }
    let bo = house.browser_of(&house.bo()).await;
    for (act, role) in [("suspend", String::new()), ("move", chief.to_string())] {
        let fields = [("act", act), ("role", role.as_str())];
        let answer = bo.post(&format!("/roles/{}/delete", house.people().administrator), &fields).await;
        assert!(answer.text().contains("This would leave nobody"), "{act}: {}", answer.text());
    }
    assert_eq!(lasting(&house).await, 1);
    // Any other role goes with its grants, and the trail says whose.
    let kims = house.browser_of(&kim).await;
    kims.get("/audit").await.is(200);
    bo.post(&format!("/roles/{auditor}/delete"), &[("act", "suspend"), ("role", "")]).await.is(303);
    kims.get("/audit").await.leads_to("/sign-in?next=%2Faudit");
    assert_eq!(house.status_of(&kim).await, "active");
    let ended = sql!("SELECT subject_name FROM audit_events WHERE action = 'grant.end' ORDER BY subject_name");
    assert_eq!(house.texts(ended).await, ["Ada Abara", "Kim Lee"]);
}
