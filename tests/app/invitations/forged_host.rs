//! Links in mails and redirects are the configured address, whatever a request claims to have been sent to.

use chrono::TimeDelta;

use super::{fields, links};
use crate::browser::Request;
use crate::house::{House, PUBLIC_URL};

const FORGERIES: [(&str, &str); 6] = [
    ("host", "evil.example"),
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-proto", "http"),
    ("forwarded", "for=192.0.2.1;host=evil.example;proto=http"),
    ("x-original-url", "https://evil.example/"),
    ("x-forwarded-prefix", "/evil.example"),
];

fn forged<'b>(request: Request<'b>, (name, value): (&str, &str)) -> Request<'b> {
    request.header(name, value)
}

#[tokio::test]
async fn every_mail_and_link_names_the_configured_address() {
    // Also behind a proxy that is trusted: what it says of the client's address is believed, nothing else is.
    for trusts in [false, true] {
        let house = House::with(|config| {
            if trusts {
                config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().expect("an address").into()];
            }
        })
        .await;
        let mut mails = 0;
        for (n, forgery) in FORGERIES.into_iter().enumerate() {
            // Idle for a week by the end of each round: signed in anew.
            let ada = house.browser_of(&house.ada()).await;
            let email = format!("user{n}@north.example");
            let fields = fields(&ada, &house, &email).await;
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let page = forged(ada.post("/users/invite", &fields), forgery).await.is(200);
            assert!(!page.body.contains("evil.example"), "{forgery:?}");
            let link = links(&page).remove(0);
            assert!(page.body.contains(&format!("{PUBLIC_URL}{link}")), "{forgery:?}");
            // A mail that has not left by then would not leave any more.
            house.mails().await;
            house.app.clock.advance(TimeDelta::days(7));
            let visitor = house.browser();
            visitor.get(&link).await.is(410);
            let asked = forged(visitor.post(&format!("{link}/ask"), &[]), forgery).await.is(200);
            assert!(!asked.body.contains("evil.example"), "{forgery:?}");
            // And from the second time on, one about the browser that she has not signed in from before.
            mails += if n == 0 { 2 } else { 3 };
            let written = house.mails().await;
            assert_eq!(written.len(), mails, "{forgery:?}");
            for mail in &written {
                assert!(!mail.raw.contains("evil.example") && !mail.text.contains("http://"), "{forgery:?}: {}", mail.raw);
                assert!(mail.text.contains(&format!("{PUBLIC_URL}/")), "{}", mail.text);
            }
            let away = forged(visitor.get("/users"), forgery).await.is(303);
            assert!(away.location().starts_with("/sign-in"), "{}", away.location());
        }
    }
}
