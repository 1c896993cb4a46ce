//! Every way in, for every status and end date: one table, and the moment of use decides.

use rolecall::credentials::recovery_link;

use super::try_in;
use crate::browser::Browser;
use crate::house::{House, PASSWORD, PUBLIC_URL, Person};

const NEW: &str = "seven tides turn at noon";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Password,
    Temporary,
    /// Asked for at the door.
    Reset,
    /// Made on the command line.
    Link,
}

/// How somebody stands, as the database would say it whoever wrote it there; and whether they get in.
const STANDINGS: [(&str, bool); 9] = [
    ("status = 'active'", true),
    ("status = 'active', expires_at = '2999-01-01T00:00:00+00:00'", true),
    ("status = 'active', expires_at = '2001-01-01T00:00:00+00:00'", false),
    ("status = 'draft'", false),
    ("status = 'invited'", false),
    ("status = 'suspended'", false),
    ("status = 'suspended', expires_at = '2999-01-01T00:00:00+00:00'", false),
    ("status = 'archived', status_before = 'active'", false),
    ("kind = 'service'", false),
];

/// What lets them in, made while they were active.
async fn make(house: &House, ada: &Browser, way: Way, person: &Person) -> String {
    match way {
        Way::Password => PASSWORD.to_owned(),
        Way::Temporary => {
            let page = ada.post(&format!("/users/{}/password", person.id), &[]).await.is(200);
            page.find(r#"<output id="secret">([^<]+)</output>"#).expect("shown once")
        }
        Way::Reset => {
            let eve = house.browser();
            eve.get("/sign-in").await;
            eve.post("/forgot-password", &[("email", &person.email)]).await.is(200);
            house
                .mails()
                .await
                .iter()
                .rfind(|mail| mail.to.contains(&person.email) && mail.text.contains("/reset/"))
                .expect("a mail")
                .link()
        }
        Way::Link => {
            let (_, link) = recovery_link(&house.app, &person.email).await.expect("made");
            link.strip_prefix(PUBLIC_URL).expect("our address").to_owned()
        }
    }
}

/// Whether it lets them in.
async fn works(house: &House, way: Way, person: &Person, secret: &str) -> bool {
    let browser = house.browser();
    if matches!(way, Way::Password | Way::Temporary) {
        let answer = try_in(&browser, &person.email, secret).await;
        assert!([303, 422].contains(&answer.status), "{}", answer.status);
        return answer.status == 303;
    }
    let shown = browser.get(secret).await;
    let answer = browser.post(secret, &[("password", NEW)]).await;
    assert_eq!(shown.status, answer.status, "the page does not promise what the form does not keep");
    browser.get("/account").await.leads_to("/sign-in?next=%2Faccount");
    answer.status == 200 && try_in(&browser, &person.email, NEW).await.status == 303
}

#[tokio::test]
async fn every_way_in_asks_for_the_standing_of_this_moment() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (n, way) in [Way::Password, Way::Temporary, Way::Reset, Way::Link].into_iter().enumerate() {
        for (m, (standing, gets_in)) in STANDINGS.into_iter().enumerate() {
            let person = house.add_member(&format!("user{n}.{m}@acme.example"), ("Some", "One")).await;
            let secret = make(&house, &ada, way, &person).await;
            house.force(&format!("UPDATE users SET {standing} WHERE email_key = '{}'", person.email)).await.expect("written");
            // Twenty failures from one place would make it wait.
            house.force("DELETE FROM throttles").await.expect("written");
            assert_eq!(works(&house, way, &person, &secret).await, gets_in, "{way:?}, {standing}");
        }
    }
}
