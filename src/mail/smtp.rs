//! Delivery to an SMTP server: each step with a limit of its own, over connections that are used again.
//!
//! lettre speaks the protocol; its own pool is not used, because it takes back a connection whose conversation a time-out
//! has cut in the middle, and the next mail would then read the answers meant for the last one.

use std::error::Error as _;
use std::future::Future;
use std::io;
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, CertificateStore, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::net::{TcpStream, lookup_host};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::message::Message;
use super::plain;
use super::transport::{Outcome, Patience, Step, Steps};
use crate::config::Security;

/// How long a connection waits for the next mail.
const IDLE: Duration = Duration::from_secs(15);
/// For a goodbye nobody depends on.
const GOODBYE: Duration = Duration::from_secs(2);
/// Authentication is missing, refused, too weak or needs encryption: a setting is wrong, not the mail.
const OUR_FAULT: [u16; 4] = [530, 534, 535, 538];

pub(super) struct Smtp {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    patience: Patience,
    hello: ClientId,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
    /// The last refused sign-in, and its words. Sign-ins come one at a time, and a try under way when one was refused makes
    /// none of its own.
    refused: Mutex<Option<(Instant, String)>>,
}

/// Why a step failed.
enum Fault {
    Slow,
    NoTls,
    NoUnicode,
    /// No connection stands.
    Away(io::Error),
    Barred(String),
    Said(Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Away(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        if error.is_timeout() { Self::Slow } else { Self::Said(error) }
    }
}

impl Smtp {
    pub(super) fn new(host: String, port: u16, security: Security, credentials: Option<(String, String)>, patience: Patience) -> Self {
        let credentials = credentials.map(|(user, password)| Credentials::new(user, password));
        Self { host, port, security, credentials, patience, hello: ClientId::default(), idle: Mutex::default(), refused: Mutex::default() }
    }

    pub(super) async fn send(&self, message: &Message, steps: &Steps) -> Outcome {
        timeout(self.patience.mail, self.try_to_send(message, steps)).await.unwrap_or_else(|_| Fault::Slow.outcome())
    }

    async fn try_to_send(&self, message: &Message, steps: &Steps) -> Outcome {
        // Whatever goes wrong before a mail is offered is about the server, not about this mail.
        let mut connection = match self.connection(steps).await {
            Ok(connection) => connection,
            Err(Fault::Barred(words)) => return Outcome::Barred(words),
            Err(fault) => return Outcome::Later(fault.words()),
        };
        steps.send_replace(Step::From);
        match self.hand_over(&mut connection, message, steps).await {
            Ok(response) => {
                self.idle.lock().await.push((connection, Instant::now()));
                Outcome::Sent(said(&response.code().to_string(), &response.message().collect::<Vec<_>>().join(" ")))
            }
            Err(fault) => {
                bid_goodbye(connection).await;
                fault.outcome()
            }
        }
    }

    async fn hand_over(&self, on: &mut AsyncSmtpConnection, message: &Message, steps: &Steps) -> Result<Response, Fault> {
        let Message { from, to, bytes, .. } = message;
        let mut parameters = Vec::new();
        if [from, to].into_iter().any(|address| !Address::to_string(address).is_ascii()) {
            if !on.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Fault::NoUnicode);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !bytes.is_ascii() {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        self.in_time(on.command(Mail::new(Some(from.clone()), parameters))).await?;
        steps.send_replace(Step::To);
        self.in_time(on.command(Rcpt::new(to.clone(), Vec::new()))).await?;
        steps.send_replace(Step::Text);
        self.in_time(on.command(Data)).await?;
        // From here on giving up may mean that it arrives twice: only the limit of the whole mail counts.
        Ok(on.message(bytes).await?)
    }

    async fn connection(&self, steps: &Steps) -> Result<AsyncSmtpConnection, Fault> {
        loop {
            let Some((mut connection, since)) = self.idle.lock().await.pop() else {
                return self.open(steps).await;
            };
            if since.elapsed() < IDLE && self.in_time(connection.command(Rset)).await.is_ok() {
                return Ok(connection);
            }
        }
    }

    async fn open(&self, steps: &Steps) -> Result<AsyncSmtpConnection, Fault> {
        let since = Instant::now();
        let tls = || TlsParameters::builder(self.host.clone()).certificate_store(CertificateStore::WebpkiRoots).build();
        steps.send_replace(Step::Connect);
        let mut connection = if self.security == Security::Tls {
            let (server, limit) = ((self.host.as_str(), self.port), Some(self.patience.connect));
            let connect = AsyncSmtpConnection::connect_tokio1(server, limit, &self.hello, Some(tls()?), None);
            self.in_time(connect).await.inspect_err(|fault| {
                if fault.is_about_tls() {
                    steps.send_replace(Step::Tls);
                }
            })?
        } else {
            let stream = Box::new(self.dial().await?);
            self.in_time(AsyncSmtpConnection::connect_with_transport(stream, &self.hello)).await?
        };
        if self.security == Security::StartTls {
            steps.send_replace(Step::Tls);
            if !connection.can_starttls() {
                bid_goodbye(connection).await;
                return Err(Fault::NoTls);
            }
            self.in_time(connection.starttls(tls()?, &self.hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            steps.send_replace(Step::SignIn);
            self.sign_in(&mut connection, credentials, since).await?;
        }
        Ok(connection)
    }

    /// A stream that sends at once what is written. lettre 0.11.23 lets the kernel hold back the dot after each mail until the text
    /// before it is confirmed, 40 ms later; its next release does not, and then it can connect here too.
    async fn dial(&self) -> Result<TcpStream, Fault> {
        let mut fault = Fault::Slow;
        for address in lookup_host((self.host.as_str(), self.port)).await? {
            match timeout(self.patience.connect, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    stream.set_nodelay(true)?;
                    return Ok(stream);
                }
                Ok(Err(error)) => fault = error.into(),
                Err(_) => fault = Fault::Slow,
            }
        }
        Err(fault)
    }

    /// For a try that began then.
    async fn sign_in(&self, connection: &mut AsyncSmtpConnection, credentials: &Credentials, since: Instant) -> Result<(), Fault> {
        let mut refused = self.refused.lock().await;
        if let Some((at, words)) = &*refused
            && *at > since
        {
            return Err(Fault::Barred(words.clone()));
        }
        match self.in_time(connection.auth(DEFAULT_MECHANISMS, credentials)).await {
            Ok(_) => Ok(()),
            // Whatever it says here is no: also "too many sign-ins, come back later".
            Err(Fault::Said(error)) if error.status().is_some() => {
                let words = Fault::Said(error).words();
                *refused = Some((Instant::now(), words.clone()));
                Err(Fault::Barred(words))
            }
            Err(fault) => Err(fault),
        }
    }

    async fn in_time<T>(&self, step: impl Future<Output = Result<T, Error>>) -> Result<T, Fault> {
        match timeout(self.patience.command, step).await {
            Ok(result) => Ok(result?),
            Err(_) => Err(Fault::Slow),
        }
    }

    pub(super) async fn tidy(&self, all: bool) {
        let ended: Vec<_> = self.idle.lock().await.extract_if(.., |(_, since)| all || since.elapsed() >= IDLE).collect();
        for (connection, _) in ended {
            bid_goodbye(connection).await;
        }
    }
}

async fn bid_goodbye(mut connection: AsyncSmtpConnection) {
    // Whether it is heard makes no difference: the connection ends here.
    let _ = timeout(GOODBYE, connection.command(Quit)).await;
}

impl Fault {
    fn outcome(self) -> Outcome {
        let is_final = match &self {
            Self::NoUnicode => true,
            Self::Said(error) => error.is_permanent() && !error.status().is_some_and(|code| OUR_FAULT.contains(&code.into())),
            Self::Slow | Self::NoTls | Self::Away(_) | Self::Barred(_) => false,
        };
        if is_final { Outcome::Never(self.words()) } else { Outcome::Later(self.words()) }
    }

    fn is_about_tls(&self) -> bool {
        let Self::Said(error) = self else { return false };
        // What fails in a handshake comes as unfit data, somewhere below.
        let is_unfit = |cause: &(dyn std::error::Error + 'static)| {
            cause.downcast_ref::<io::Error>().is_some_and(|cause| cause.kind() == io::ErrorKind::InvalidData)
        };
        error.is_tls() || std::iter::successors(error.source(), |cause| (*cause).source()).any(is_unfit)
    }

    fn words(self) -> String {
        match self {
            Self::Slow => "mail-answer-timeout".into(),
            Self::NoTls => "mail-answer-no-tls".into(),
            Self::NoUnicode => "mail-answer-unicode".into(),
            Self::Away(error) => plain::line(&error.to_string()),
            Self::Barred(words) => words,
            Self::Said(error) => match (error.status(), error.source()) {
                (Some(code), Some(words)) => said(&code.to_string(), &words.to_string()),
                _ if error.is_response() => "mail-answer-cut".into(),
                _ => plain::line(&error.to_string()),
            },
        }
    }
}

/// The server's own words: "550 5.1.1 No such user".
fn said(code: &str, words: &str) -> String {
    plain::line(&format!("{code} {words}"))
}
