//! One administrator is always left, also when two hands are at work at the same moment.

use futures_util::future::join_all;
use rolecall::sql;
use rolecall::users::Status;

use crate::house::House;

/// Active administrators, as the database has them.
async fn left(house: &House) -> i64 {
    house.number(sql!("SELECT count(*) FROM users u JOIN roles r ON r.id = u.role_id WHERE r.admin_access AND u.status = 'active'")).await
}

#[tokio::test]
async fn two_who_take_each_other_down_at_once_leave_one() {
    for (what, field) in
        [("status", ("status", "suspended")), ("status", ("status", "archived")), ("role", ("role", "")), ("role", ("role", "member"))]
    {
        let house = House::new().await;
        let member = house.people().member.to_string();
        let field = (field.0, if field.1 == "member" { member.as_str() } else { field.1 });
        let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
        let (hers, his) = (format!("/users/{}/{what}", house.bo().id), format!("/users/{}/{what}", house.ada().id));
        let fields = [field];
        let answers = join_all([ada.post(&hers, &fields).into_future(), bo.post(&his, &fields).into_future()]).await;
        assert_eq!(left(&house).await, 1, "{field:?}");
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(
            answers.iter().filter(|answer| answer.status == 303 && !answer.location().starts_with("/sign-in")).count(),
            1,
            "{statuses:?}"
        );
    }
}

#[tokio::test]
async fn many_who_take_everyone_down_at_once_leave_one() {
    let house = House::new().await;
    let mut people = vec![house.ada(), house.bo()];
    for n in 0..3 {
        people
            .push(house.add(&format!("admin{n}@acme.example"), ("Admin", "Too"), Status::Active, Some(house.people().administrator)).await);
    }
    let browsers = join_all(people.iter().map(|person| house.browser_of(person))).await;
    let suspend = async |by: usize, whom: usize| {
        browsers[by].post(&format!("/users/{}/status", people[whom].id), &[("status", "suspended")]).await.status
    };
    let answers = join_all((0..25).map(|n| suspend(n / 5, n % 5))).await;
    assert_eq!(left(&house).await, 1, "{answers:?}");
    assert!(answers.iter().all(|status| *status < 500), "{answers:?}");
}

#[tokio::test]
async fn the_last_one_cannot_be_taken_down_by_the_command_line_either() {
    let house = House::new().await;
    house.force("UPDATE users SET status = 'suspended' WHERE email_key = 'bo@acme.example'").await.expect("written");
    let (ada, now) = (house.ada().id, house.now());
    let cli = rolecall::access::Actor::cli();
    let refused = rolecall::users::change_status(&house.app.db, &cli, ada, Status::Suspended, "", now).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("refused-last-admin")));
    let refused = rolecall::users::change_role(&house.app.db, &cli, ada, None, now).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("refused-last-admin")));
    assert_eq!(left(&house).await, 1);
}

#[tokio::test]
async fn someone_past_their_end_date_does_not_count_as_left() {
    let house = House::new().await;
    let yesterday = house.now() - chrono::TimeDelta::days(1);
    house.app.db.run(sql!("UPDATE users SET expires_at = $1 WHERE email_key = 'bo@acme.example'", yesterday)).await.expect("written");
    let refused =
        rolecall::users::change_status(&house.app.db, &rolecall::access::Actor::cli(), house.ada().id, Status::Archived, "", house.now())
            .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn an_administrator_who_cannot_sign_in_is_not_the_one_that_is_left() {
    let house = House::new().await;
    let (ada, bo, cli) = (house.ada(), house.bo(), rolecall::access::Actor::cli());
    let suspend = async || rolecall::users::change_status(&house.app.db, &cli, ada.id, Status::Suspended, "", house.now()).await;
    let password = house.texts(sql!("SELECT password_hash FROM users WHERE id = $1", bo.id)).await.remove(0);
    for without in ["password_hash = NULL", "expires_at = created_at", "status = 'suspended'"] {
        house.force(&format!("UPDATE users SET {without} WHERE email = 'bo@acme.example'")).await.expect("written");
        assert!(suspend().await.is_err(), "{without}");
        let back =
            sql!("UPDATE users SET password_hash = $2, expires_at = NULL, status = 'active' WHERE id = $1", bo.id, password.as_str());
        house.app.db.run(back).await.expect("written");
    }
    suspend().await.expect("Bo is left");
}
