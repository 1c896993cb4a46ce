//! A token never opens more than its user may: rights of several kinds, limits of every kind, every action on every collection.

use rolecall::access::{Actor, Limits, Presence, Remembered, actor_of_token};
use rolecall::crypto::Token;
use rolecall::rules::{Action, Collection};
use rolecall::sql;
use rolecall::users::{self, Typed};
use rolecall::web::{Client, Error};
use serde_json::json;

use super::own_tokens;
use crate::access::permission;
use crate::house::{House, Person};

/// A token with these limits, put there behind the back of every action.
async fn token(house: &House, person: &Person, limits: Limits) -> Token {
    let token = Token::random();
    let row = sql!(
        "INSERT INTO tokens (id, user_id, name, prefix, secret_hash, scope, created_at) VALUES ($1, $2, 'Robot', 'rcl_', $3, $4, $5)",
        uuid::Uuid::now_v7(),
        person.id,
        token.hash(),
        limits.to_stored(),
        house.now()
    );
    house.app.db.run(row).await.expect("written");
    token
}

async fn program(house: &House, person: &Person, limits: Limits) -> Actor {
    let token = token(house, person, limits).await;
    let (remembered, presence) = (Remembered::default(), Presence::start(house.app.db.clone()));
    let client = Client { address: "192.0.2.7".into(), ..Client::default() };
    actor_of_token(&house.app.db, &remembered, &presence, &token, client, house.now()).await.expect("read").expect("it works")
}

fn limits() -> Vec<Limits> {
    use Action::{Create, Delete, Read, Update};
    let mut limits = vec![Limits::Everything, Limits::Reading, Limits::nothing()];
    limits.extend(Collection::ALL.map(|on| Limits::only([(on, Read)])));
    limits.push(Limits::only([(Collection::Users, Read), (Collection::Users, Update), (Collection::Groups, Create)]));
    limits.push(Limits::only([(Collection::Users, Delete), (Collection::Tokens, Create)]));
    limits
}

#[tokio::test]
async fn rights_and_limits_both_count() {
    let house = House::new().await;
    let wide = ["create", "read", "update", "delete"].map(|action| permission("users", action, json!({}), &["first_name", "title"]));
    let tess = house.tess(&[own_tokens(), wide.to_vec()].concat()).await;
    let records = [house.user(&tess).await, house.user(&house.ada()).await];
    let mut compared = 0;
    for person in [tess, house.mia(), house.ada()] {
        let user = rolecall::access::rights_of(&house.app.db, person.id, None, house.now()).await.expect("read");
        for limits in limits() {
            let program = program(&house, &person, limits).await;
            let rights = &program.rights;
            for (on, action) in Collection::ALL.into_iter().flat_map(|on| Action::ALL.map(|action| (on, action))) {
                let (may, has) = (user.may(action, on), limits.has(action, on));
                assert_eq!(program.may(action, on), may && has, "{limits:?} {action:?} {on:?}");
                assert_eq!(rights.may_beyond_own(action, on), user.may_beyond_own(action, on) && has);
                assert!(rights.fields(action, on).is_within(user.fields(action, on)));
                let scope = program.scope(action, on);
                assert_eq!(scope.is_nothing(), !(may && has), "{limits:?} {action:?} {on:?}");
                assert!(scope.fields().is_within(user.scope(action, on).fields()));
                compared += 1;
            }
            for (record, action) in records.iter().flat_map(|record| Action::ALL.map(|action| (record, action))) {
                let (program, user) = (rights.on(action, Collection::Users, record), user.on(action, Collection::Users, record));
                assert_eq!(program, user.filter(|_| limits.has(action, Collection::Users)), "{limits:?} {action:?}");
            }
            assert_eq!(program.is_admin(), user.is_admin() && limits.is_everything());
            assert!(rights.beyond(&[&user]).is_none(), "{limits:?}");
        }
    }
    assert!(compared > 2000, "{compared}");
}

#[tokio::test]
async fn an_administrators_token_for_reading_changes_nothing() {
    let house = House::new().await;
    let (ada, mia) = (house.ada(), house.mia());
    let version = house.user(&mia).await.version;
    let typed = Typed { title: Some("Editor".into()), ..Typed::default() };
    let reader = program(&house, &ada, Limits::Reading).await;
    let refused = users::edit(&house.app.db, &reader, mia.id, version, &typed, house.now()).await;
    assert!(matches!(refused, Err(Error::Lack(_))), "{refused:?}");
    let status = users::change_status(&house.app.db, &reader, mia.id, users::Status::Suspended, "", house.now()).await;
    assert!(matches!(status, Err(Error::Lack(_))));
    let full = program(&house, &ada, Limits::Everything).await;
    users::edit(&house.app.db, &full, mia.id, version, &typed, house.now()).await.expect("changed");
    let trail =
        house.texts(sql!("SELECT actor_kind || ' ' || actor_name || ' ' || address FROM audit_events ORDER BY seq DESC LIMIT 1")).await;
    assert_eq!(trail, ["token Ada Abara (Robot) 192.0.2.7"]);
}

#[tokio::test]
async fn a_token_that_ended_meanwhile_writes_nothing() {
    let house = House::new().await;
    let (ada, mia) = (house.ada(), house.mia());
    let typed = Typed { title: Some("Editor".into()), ..Typed::default() };
    let version = house.user(&mia).await.version;
    let program = program(&house, &ada, Limits::Everything).await;
    let edit = || users::edit(&house.app.db, &program, mia.id, version, &typed, house.now());
    // Its limits shrink after it was let in.
    house.app.db.run(sql!("UPDATE tokens SET scope = $1", Limits::Reading.to_stored())).await.expect("written");
    assert!(matches!(edit().await, Err(Error::Lack(_))));
    house.app.db.run(sql!("DELETE FROM tokens")).await.expect("written");
    assert!(matches!(edit().await, Err(Error::SignIn)));
    assert_eq!(house.user(&mia).await.title, "");
}

#[tokio::test]
async fn a_token_makes_no_other() {
    let house = House::new().await;
    let ada = house.ada();
    let program = program(&house, &ada, Limits::Everything).await;
    let new = rolecall::tokens::NewToken { name: "Child".into(), limits: Limits::Everything, expires_at: None };
    let made = rolecall::tokens::make(&house.app.db, &program, ada.id, new, house.now()).await;
    assert!(matches!(made, Err(Error::Prove(_))), "nobody sits there to prove who they are");
    assert_eq!(house.number(sql!("SELECT count(*) FROM tokens")).await, 1);
}
