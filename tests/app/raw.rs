//! What no browser sends: broken requests, as bytes on the wire.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::House;

/// The first line of the answer.
async fn raw(house: &House, request: &[u8]) -> String {
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
