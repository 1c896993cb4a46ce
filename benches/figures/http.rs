//! As much of an HTTP/1.1 client as measuring takes: keep-alive, gzip asked for, answers read whole.

use std::io::Read;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    /// As it came over the wire, without the lengths of its pieces.
    pub body: Vec<u8>,
    /// All bytes of the answer.
    pub bytes: usize,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    pub async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        let end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8(self.buffer[..end].to_vec())?;
        let status = head.get(9..12).context("no status")?.parse()?;
        let (body, length) = if let Some(length) = header(&head, "content-length") {
            let length: usize = length.parse()?;
            while self.buffer.len() < end + length {
                self.more().await?;
            }
            (self.buffer[end..end + length].to_vec(), end + length)
        } else if header(&head, "transfer-encoding") == Some("chunked") {
            self.pieces(end).await?
        } else {
            (Vec::new(), end)
        };
        self.buffer.drain(..length);
        Ok(Answer { status, head, body, bytes: length })
    }

    async fn pieces(&mut self, mut at: usize) -> Result<(Vec<u8>, usize)> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(length) = find(&self.buffer[at..], b"\r\n") {
                    break length;
                }
                self.more().await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.buffer[at..at + line])?, 16)?;
            let (start, next) = (at + line + 2, at + line + 2 + size + 2);
            while self.buffer.len() < next {
                self.more().await?;
            }
            body.extend_from_slice(&self.buffer[start..start + size]);
            at = next;
            if size == 0 {
                return Ok((body, at));
            }
        }
    }

    async fn more(&mut self) -> Result<()> {
        ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the server closed the connection");
        Ok(())
    }
}

impl Answer {
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        match header(&self.head, "content-encoding") {
            Some("gzip") => drop(flate2::read::GzDecoder::new(self.body.as_slice()).read_to_string(&mut text)?),
            _ => text = String::from_utf8(self.body.clone())?,
        }
        Ok(text)
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The text between two marks.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// A browser with its cookie.
pub struct Browser {
    pub address: SocketAddr,
    pub cookie: String,
    connection: Option<Connection>,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookie: String::new(), connection: None }
    }

    /// The request for a page, as bytes that can be sent again and again.
    pub fn request(&self, path: &str) -> Vec<u8> {
        let cookie = if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip, br\r\n{cookie}\r\n", self.address).into_bytes()
    }

    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        let request = self.request(path);
        self.send(&request).await
    }

    async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.address).await?,
        };
        let answer = connection.send(request).await?;
        self.connection = Some(connection);
        Ok(answer)
    }

    /// Opens the sign-in page; the request that signs in from there, as if from a source of its own.
    pub async fn sign_in_request(&mut self, email: &str, password: &str, source: usize) -> Result<Vec<u8>> {
        let page = self.get("/sign-in").await?;
        self.keep_cookie(&page);
        let text = page.text()?;
        let csrf = between(&text, "name=\"csrf\" value=\"", "\"").context("no csrf field")?;
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("csrf", csrf), ("email", email), ("password", password)])
            .finish();
        let from = format!("10.{}.{}.{}", source >> 16 & 255, source >> 8 & 255, source & 255);
        Ok(format!(
            "POST /sign-in HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nX-Forwarded-For: {from}\r\nCookie: {1}\r\nAccept-Encoding: gzip\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {2}\r\n\r\n{form}",
            self.address, self.cookie, form.len()
        )
        .into_bytes())
    }

    pub async fn sign_in(&mut self, email: &str, password: &str, source: usize) -> Result<()> {
        let request = self.sign_in_request(email, password, source).await?;
        let answer = self.send(&request).await?;
        if answer.status != 303 {
            bail!("{email} could not sign in: {}", answer.status);
        }
        self.keep_cookie(&answer);
        Ok(())
    }

    /// Leaves the connection; the next request opens another.
    pub fn hang_up(&mut self) {
        self.connection = None;
    }

    /// The request that posts a form of a page.
    pub fn form(&self, path: &str, form: &str) -> Vec<u8> {
        format!(
            "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nAccept-Encoding: gzip\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {2}\r\n\r\n{form}",
            self.address,
            self.cookie,
            form.len()
        )
        .into_bytes()
    }

    /// Sends it on this browser's connection.
    pub async fn post(&mut self, request: &[u8]) -> Result<Answer> {
        self.send(request).await
    }

    fn keep_cookie(&mut self, answer: &Answer) {
        let cookies =
            answer.head.lines().filter_map(|line| line.split_once(": ")).filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        // That of the session; the one that the browser is known by stays away, so that no two sign-ins are alike.
        if let Some((_, cookie)) = cookies.into_iter().find(|(_, cookie)| !cookie.contains("rolecall-device=")) {
            cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
        }
    }
}
