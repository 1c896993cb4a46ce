//! What no browser sends: broken requests, as bytes on the wire.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::{COOKIE, House};

/// The head of a form, and as much of it as is sent for now.
async fn send_part(house: &House, path: &str, cookie: &str, announced: usize, sent: usize) -> TcpStream {
    let mut stream = TcpStream::connect(house.address()).await.expect("connected");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Cookie: {COOKIE}={cookie}\r\nContent-Length: {announced}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    // The server may have hung up in the middle.
    drop(stream.write_all(&vec![b'x'; sent]).await);
    stream
}

/// The first line of the answer.
pub async fn raw(house: &House, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(house.address()).await.expect("connected");
    stream.write_all(request).await.expect("sent");
    let mut answer = Vec::new();
    let patience = std::time::Duration::from_secs(20);
    let _ = tokio::time::timeout(patience, stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn broken_requests_end_in_400_or_silence_and_the_server_goes_on() {
    let house = House::new().await;
    for request in [
        "GET /users HTTP/1.1\r\n\r\n\r\n".as_bytes(),
        b"GET users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET http://evil.example/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET //evil.example HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /users?q=\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzzz\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\nConnection: close\r\n\r\nabcde",
        b"GET /users HTTP/1.1\r\nHost: x\r\nCookie: __Host-rolecall=%00\xff; ;;=\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"nonsense\r\n\r\n",
    ] {
        let line = raw(&house, request).await;
        let is_fine = line.is_empty() || ["HTTP/1.1 4", "HTTP/1.1 3", "HTTP/1.0 4"].iter().any(|start| line.starts_with(start));
        assert!(is_fine, "{:?}: {line}", String::from_utf8_lossy(request));
    }
    house.browser().get("/sign-in").await.is(200);
}

#[tokio::test]
async fn a_stranger_may_send_little_and_only_who_is_signed_in_a_list() {
    let house = House::new().await;
    let (ada, eve) = (house.browser_of(&house.ada()).await, house.browser());
    eve.get("/sign-in").await.is(200);
    let list = "x".repeat(100_000);
    for path in ["/users/invite", "/users/invite/check", "/sign-in"] {
        eve.post(path, &[("emails", &list[..17_000])]).await.is(413);
    }
    ada.post("/users/invite", &[("emails", &list)]).await.is(422);
    ada.post("/users/new", &[("email", &list)]).await.is(413);
    // Told before the rest is sent.
    let mut stream = send_part(&house, "/users/invite", &eve.cookie(COOKIE).expect("a cookie"), 1_000_000, 20_000).await;
    let mut line = [0; 12];
    stream.read_exact(&mut line).await.expect("an answer");
    assert_eq!(line, *b"HTTP/1.1 413");
}

#[tokio::test]
async fn forms_under_way_have_so_much_room_and_strangers_take_none_from_those_inside() {
    let house = House::new().await;
    let (ada, eve) = (house.browser_of(&house.ada()).await, house.browser());
    eve.get("/sign-in").await.is(200);
    let (form, large) = ("x".repeat(12_000), "x".repeat(60_000));
    let stranger = async || eve.post("/sign-in", &[("email", &form)]).await;
    let small = async || eve.post("/sign-in", &[("email", "eve@acme.example"), ("password", "a guess of hers")]).await;
    let inside = async || ada.post("/users/new", &[("email", &large)]).await;
    // How many fit into the room; those that met another form on its way may have been sent off, so more are sent.
    for (browser, path, size, fit) in [(&ada, "/users/invite", 1_048_000, 16), (&eve, "/sign-in", 16_000, 262)] {
        stranger().await.is(422);
        inside().await.is(422);
        let cookie = browser.cookie(COOKIE).expect("a cookie");
        let (is_ada, slow) = (path == "/users/invite", std::sync::Mutex::new(Vec::new()));
        let one = async || if is_ada { inside().await } else { stranger().await };
        house
            .until("all room is taken", async || {
                for _ in 0..fit / 16 {
                    let part = send_part(&house, path, &cookie, size + 300, size).await;
                    slow.lock().expect("no poison").push(part);
                }
                assert!(slow.lock().expect("no poison").len() < 2 * fit, "there is no end of room");
                one().await.status == 503
            })
            .await;
        let full = one().await.is(503).says("Too much is going on");
        assert_eq!(full.header("retry-after"), "5");
        small().await.is(422);
        let other = if is_ada { stranger().await } else { inside().await };
        other.is(422);
        browser.get("/").await.is(303);
        drop(slow);
        house.until("the room is free again", async || one().await.status != 503).await;
    }
}
