//! How mail leaves: files in a folder, or SMTP with verified TLS.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::ConfigError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailUrl {
    /// One `.eml` per mail; the default, so that a first look needs no mail server.
    Folder(PathBuf),
    Smtp {
        host: String,
        port: u16,
        security: Security,
        credentials: Option<(String, String)>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// `smtps://`: TLS from the first byte.
    Tls,
    /// `smtp://`: STARTTLS, required. There is no falling back to plain text.
    StartTls,
    /// `smtp://` to a loopback address.
    None,
}

impl MailUrl {
    /// Whether mails stay here as files, and nobody gets them.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    pub(super) fn parse(text: &str, data_dir: &Path) -> Result<Self, ConfigError> {
        let wrong = || ConfigError::value("mail_url", text, "file:, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT");
        if let Some(folder) = text.strip_prefix("file:") {
            let folder = folder.trim_start_matches("//");
            return Ok(Self::Folder(if folder.is_empty() { data_dir.join("mail") } else { PathBuf::from(folder) }));
        }
        let url = Url::parse(text).map_err(|_| wrong())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(wrong)?.trim_matches(['[', ']']).to_owned();
        let (security, port) = match url.scheme() {
            "smtps" => (Security::Tls, 465),
            "smtp" if is_loopback(&host) => (Security::None, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return Err(wrong()),
        };
        if url.query().is_some() || url.fragment().is_some() || !matches!(url.path(), "" | "/") {
            return Err(wrong());
        }
        let decode = |part: &str| percent_decode_str(part).decode_utf8().map(std::borrow::Cow::into_owned).map_err(|_| wrong());
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => Some((decode(user)?, decode(password.unwrap_or_default())?)),
        };
        Ok(Self::Smtp { host, port: url.port().unwrap_or(port), security, credentials })
    }
}

fn is_loopback(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(Host::Domain(name)) => name == "localhost",
        _ => host.parse::<std::net::Ipv6Addr>().is_ok_and(|ip| ip.is_loopback()),
    }
}

/// Without the password.
impl std::fmt::Display for MailUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "as files in {}", folder.display()),
            Self::Smtp { host, port, security, .. } => write!(f, "over SMTP to {host}:{port} ({security:?})"),
        }
    }
}
