//! Whose address counts: the nearest one that no trusted proxy has, and nothing a stranger wrote.

use rolecall::sql;

use crate::house::{House, PASSWORD};

/// The address that an attempt to sign in is written down with.
async fn noted(house: &House, headers: &[(&str, &str)]) -> String {
    let browser = house.browser();
    browser.get("/sign-in").await.is(200);
    let mut request = browser.post("/sign-in", &[("email", "mia@acme.example"), ("password", PASSWORD)]);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.await.is(303);
    house.texts(sql!("SELECT address FROM attempts ORDER BY at DESC, id DESC LIMIT 1")).await.remove(0)
}

#[tokio::test]
async fn without_trusted_proxies_headers_say_nothing() {
    let house = House::new().await;
    for header in ["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip", "true-client-ip"] {
        assert_eq!(noted(&house, &[(header, "192.0.2.1")]).await, "127.0.0.1", "{header}");
    }
}

#[tokio::test]
async fn behind_trusted_proxies_the_right_most_stranger_counts() {
    let house = House::with(|config| {
        config.trusted_proxies = ["127.0.0.0/8", "10.0.0.0/8", "fd00::/8"].map(|net| net.parse().expect("a network")).to_vec();
    })
    .await;
    for (forwarded, address) in [
        ("192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1, 10.1.2.3", "192.0.2.1"),
        ("203.0.113.9,192.0.2.1,10.1.2.3,127.0.0.5", "192.0.2.1"),
        ("2001:db8::1, fd00::9", "2001:db8::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("10.9.9.9", "10.9.9.9"),
        ("not an address", "127.0.0.1"),
        ("192.0.2.1, not an address", "127.0.0.1"),
        ("'; DROP TABLE users; --", "127.0.0.1"),
        ("", "127.0.0.1"),
    ] {
        assert_eq!(noted(&house, &[("x-forwarded-for", forwarded)]).await, address, "{forwarded:?}");
    }
    for header in ["forwarded", "x-real-ip", "cf-connecting-ip"] {
        assert_eq!(noted(&house, &[(header, "for=192.0.2.1")]).await, "127.0.0.1", "{header}");
    }
}
