//! A mail server that misbehaves on request, on a port of its own.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Greeting,
    Hello,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The mail is taken, the answer is still to come.
    AfterDot,
}

/// How one mail, or the connection it opens, is treated.
#[derive(Clone, Copy, Debug)]
pub enum Mood {
    Fine,
    /// Says this instead of yes.
    Say(At, &'static str),
    HangUp(At),
    /// Answers late.
    Wait(At, Duration),
}

#[derive(Clone)]
pub struct Received {
    pub to: String,
    pub raw: String,
}

#[derive(Default)]
pub struct Log {
    /// Every mail whose end was reached.
    pub mails: Vec<Received>,
    /// Every line that came outside of mails.
    pub lines: Vec<String>,
    pub connections: usize,
    pub open: usize,
    pub most_open: usize,
    moods: VecDeque<Mood>,
}

#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    log: Arc<Mutex<Log>>,
    /// What EHLO offers, one line each.
    offers: &'static [&'static str],
}

impl Server {
    /// The moods come up one after the other; after them everything is fine.
    pub fn start(moods: &[Mood]) -> Self {
        Self::offering(&["SMTPUTF8", "8BITMIME"], moods)
    }

    pub fn offering(offers: &'static [&'static str], moods: &[Mood]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let log = Arc::new(Mutex::new(Log { moods: moods.iter().copied().collect(), ..Log::default() }));
        let server = Self { address: listener.local_addr().expect("an address"), log, offers };
        let accepting = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = accepting.clone();
                std::thread::spawn(move || server.serve(stream));
            }
        });
        server
    }

    /// And then these.
    pub fn say(&self, moods: &[Mood]) {
        self.log().moods.extend(moods.iter().copied());
    }

    pub fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().expect("no test thread has panicked")
    }

    fn serve(&self, stream: TcpStream) {
        {
            let mut log = self.log();
            log.connections += 1;
            log.open += 1;
            log.most_open = log.most_open.max(log.open);
        }
        self.converse(stream);
        self.log().open -= 1;
    }

    /// `None` ends the connection.
    fn converse(&self, stream: TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream.try_clone().ok()?);
        let mut out = stream;
        let next = || self.log().moods.pop_front().unwrap_or(Mood::Fine);
        let mut mood = next();
        let mut is_used = false;
        let mut to = String::new();
        answer(mood, At::Greeting, &mut out, "220 test ESMTP")?;
        loop {
            let line = read(&mut lines)?;
            self.log().lines.push(line.clone());
            let (at, yes) = match line.split([' ', ':']).next().unwrap_or_default().to_uppercase().as_str() {
                "EHLO" => {
                    let offers = ["250-test"].into_iter().chain(self.offers.iter().copied()).collect::<Vec<_>>().join("\r\n250-");
                    (At::Hello, format!("{offers}\r\n250 HELP"))
                }
                "AUTH" => (At::Auth, "235 welcome".into()),
                "MAIL" => {
                    if std::mem::replace(&mut is_used, true) {
                        mood = next();
                    }
                    (At::Mail, "250 2.1.0 ok".into())
                }
                "RCPT" => {
                    line.clone_into(&mut to);
                    (At::Rcpt, "250 2.1.5 ok".into())
                }
                "DATA" => (At::Data, "354 go ahead".into()),
                "STARTTLS" => (At::Data, "220 go ahead".into()),
                "QUIT" => return out.write_all(b"221 bye\r\n").ok(),
                _ => {
                    out.write_all(b"250 ok\r\n").ok()?;
                    continue;
                }
            };
            let agreed = answer(mood, at, &mut out, &yes)?;
            if at == At::Data && agreed {
                let raw = read_mail(&mut lines)?;
                self.log().mails.push(Received { to: to.clone(), raw });
                answer(mood, At::AfterDot, &mut out, "250 2.0.0 queued as 42")?;
            }
        }
    }
}

fn answer(mood: Mood, here: At, out: &mut TcpStream, yes: &str) -> Option<bool> {
    let (words, agreed) = match mood {
        Mood::HangUp(at) if at == here => return None,
        Mood::Say(at, words) if at == here => (words, false),
        Mood::Wait(at, time) if at == here => {
            std::thread::sleep(time);
            (yes, true)
        }
        _ => (yes, true),
    };
    out.write_all(format!("{words}\r\n").as_bytes()).ok()?;
    Some(agreed)
}

fn read(lines: &mut impl BufRead) -> Option<String> {
    let mut line = Vec::new();
    let n = lines.read_until(b'\n', &mut line).ok()?;
    (n > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned())
}

fn read_mail(lines: &mut impl BufRead) -> Option<String> {
    let mut raw = String::new();
    loop {
        let line = read(lines)?;
        if line == "." {
            return Some(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
        raw.push_str("\r\n");
    }
}
