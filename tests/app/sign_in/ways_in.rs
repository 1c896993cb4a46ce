//! Every way in, for every status and end date: one table, and the moment of use decides.

use rolecall::credentials::recovery_link;
use rolecall::sql;

use super::try_in;
use crate::browser::Browser;
use crate::house::{House, PASSWORD, PUBLIC_URL, Person};
use crate::invitations::invite;
use crate::tokens::{self, EVERYTHING, own_tokens};
use crate::two_factor::enrol;

const NEW: &str = "seven tides turn at noon";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Password,
    Temporary,
    /// After the password, which was right before the standing changed.
    Code,
    Recovery,
    /// Asked for at the door.
    Reset,
    /// Made on the command line.
    Link,
    Accept,
    Token,
}

const WAYS: [Way; 8] = [Way::Password, Way::Temporary, Way::Code, Way::Recovery, Way::Reset, Way::Link, Way::Accept, Way::Token];

/// How somebody stands, as the database would say it whoever wrote it there.
const ACTIVE: &str = "status = 'active', expires_at = NULL";
const LEAVES_LATER: &str = "status = 'active', expires_at = '2999-01-01T00:00:00+00:00'";
const INVITED: &str = "status = 'invited', expires_at = NULL";
const INVITED_FOR_LONG: &str = "status = 'invited', expires_at = '2999-01-01T00:00:00+00:00'";
const SERVICE: &str = "status = 'active', kind = 'service'";
const STANDINGS: [&str; 13] = [
    ACTIVE,
    LEAVES_LATER,
    "status = 'active', expires_at = '2001-01-01T00:00:00+00:00'",
    "status = 'draft'",
    INVITED,
    INVITED_FOR_LONG,
    "status = 'invited', expires_at = '2001-01-01T00:00:00+00:00'",
    "status = 'suspended'",
    "status = 'suspended', expires_at = '2999-01-01T00:00:00+00:00'",
    "status = 'archived', status_before = 'active'",
    "status = 'archived', status_before = 'invited'",
    SERVICE,
    "status = 'active', role_id = NULL",
];

fn gets_in(way: Way, standing: &str) -> bool {
    match way {
        Way::Accept => [INVITED, INVITED_FOR_LONG].contains(&standing),
        // It is what service accounts have in place of a password.
        Way::Token => [ACTIVE, LEAVES_LATER, SERVICE].contains(&standing),
        _ => [ACTIVE, LEAVES_LATER].contains(&standing),
    }
}

/// What lets somebody in, made while it was theirs to use.
struct Key {
    person: Person,
    secret: String,
    /// Where the password was right already.
    browser: Option<Browser>,
}

async fn make(house: &House, ada: &Browser, way: Way, email: &str) -> Key {
    if way == Way::Accept {
        let secret = invite(ada, house, email).await.remove(0);
        let user = rolecall::users::store::find_by_email(&house.app.db, email).await.expect("read").expect("invited");
        return Key { person: Person { id: user.id, email: email.into(), name: String::new() }, secret, browser: None };
    }
    let person = house.add_member(email, ("Some", "One")).await;
    let mut browser = None;
    let secret = match way {
        Way::Password | Way::Accept => PASSWORD.to_owned(),
        Way::Temporary => {
            let page = ada.post(&format!("/users/{}/password", person.id), &[]).await.is(200);
            page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once")
        }
        Way::Code | Way::Recovery => {
            let (phone, codes) = enrol(house, &house.browser_of(&person).await).await;
            house.app.clock.advance(chrono::TimeDelta::seconds(30));
            let waiting = house.browser();
            try_in(&waiting, email, PASSWORD).await.leads_to("/sign-in/code");
            waiting.get("/sign-in/code").await.is(200);
            browser = Some(waiting);
            if way == Way::Code { phone.code(house.now()) } else { codes[0].clone() }
        }
        Way::Reset => {
            let eve = house.browser();
            eve.get("/sign-in").await;
            eve.post("/forgot-password", &[("email", email)]).await.is(200);
            let mails = house.mails().await;
            mails.iter().rfind(|mail| mail.to.contains(email) && mail.text.contains("/reset/")).expect("a mail").link()
        }
        Way::Link => {
            let (_, link) = recovery_link(&house.app, email).await.expect("made");
            link.strip_prefix(PUBLIC_URL).expect("our address").to_owned()
        }
        Way::Token => tokens::make(&house.browser_of(&person).await, person.id, &EVERYTHING).await,
    };
    Key { person, secret, browser }
}

/// Whether it lets them in.
async fn works(house: &House, way: Way, key: &Key) -> bool {
    let (browser, secret) = (house.browser(), key.secret.as_str());
    match way {
        Way::Password | Way::Temporary => {
            let answer = try_in(&browser, &key.person.email, secret).await;
            assert!([303, 422].contains(&answer.status), "{}", answer.status);
            answer.status == 303
        }
        Way::Code | Way::Recovery => {
            let browser = key.browser.as_ref().expect("one that waits");
            let with = if way == Way::Code { "" } else { "recovery" };
            browser.post("/sign-in/code", &[("code", secret), ("with", with), ("next", "")]).await.is(303);
            browser.get("/account").await.status == 200
        }
        Way::Reset | Way::Link => {
            let shown = browser.get(secret).await;
            let answer = browser.post(secret, &[("password", NEW)]).await;
            assert_eq!(shown.status, answer.status, "the page does not promise what the form does not keep");
            browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
            answer.status == 200 && try_in(&browser, &key.person.email, NEW).await.status == 303
        }
        Way::Accept => {
            let shown = browser.get(secret).await;
            let answer = browser.post(secret, &[("first_name", "Ines"), ("password", NEW)]).await;
            assert_eq!(shown.status == 200, answer.status == 303, "the page does not promise what the form does not keep");
            browser.get("/account").await.status == 200
        }
        Way::Token => tokens::me(&browser, secret).await.status == 200,
    }
}

#[tokio::test]
async fn every_way_in_asks_for_the_standing_of_this_moment() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    // Everyone may have tokens of their own.
    let tess = house.tess(&own_tokens()).await;
    let may = sql!(
        "UPDATE permissions SET role_id = $1 WHERE role_id = (SELECT role_id FROM users WHERE id = $2)",
        house.people().member,
        tess.id
    );
    house.app.db.run(may).await.expect("written");
    for (n, way) in WAYS.into_iter().enumerate() {
        for (m, standing) in STANDINGS.into_iter().enumerate() {
            let key = make(&house, &ada, way, &format!("user{n}.{m}@acme.example")).await;
            house.force(&format!("UPDATE users SET {standing} WHERE email_key = '{}'", key.person.email)).await.expect("written");
            // Twenty failures from one place would make it wait.
            house.force("DELETE FROM throttles").await.expect("written");
            assert_eq!(works(&house, way, &key).await, gets_in(way, standing), "{way:?}, {standing}");
        }
    }
}
