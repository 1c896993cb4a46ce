//! The settings a server is started with, read once from the environment or a file and checked before anything opens.

mod mail_url;
mod secret_key;
mod source;

pub use mail_url::{MailUrl, Security};
pub use secret_key::make_private_folder;
pub use source::ConfigError;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use url::{Host, Url};

use source::Source;

/// Every key, its default, and what it is for: the README's table is held to this list by a test.
pub const KEYS: &[(&str, &str, &str)] = &[
    ("listen", "127.0.0.1:8080", "Address and port to serve on."),
    ("public_url", "http://127.0.0.1:8080", "The address people type. https, or http on a loopback address."),
    ("data_dir", "./data", "Where the database file, the secret key and mails as files live."),
    ("database_url", "sqlite: rolecall.db in the data directory", "sqlite:FILE, or postgres://USER:PASSWORD@HOST/NAME."),
    ("secret_key", "made on first run in the data directory", "64 hexadecimal digits. All nodes share one."),
    ("mail_url", "file:", "file: (one .eml per mail in the data directory), smtp://USER:PASSWORD@HOST:PORT or smtps://…"),
    ("mail_from", "Rolecall <rolecall@localhost>", "The sender of all mails."),
    ("trusted_proxies", "", "Addresses or CIDR blocks, separated by commas, whose X-Forwarded-For counts."),
    ("metrics_listen", "", "Address and port for Prometheus metrics; empty is off."),
    ("log", "info; of commands, warn", "error, warn, info, debug or trace; or a filter such as rolecall=debug,sqlx=warn."),
];

#[derive(Clone)]
pub struct Config {
    pub listen: SocketAddr,
    /// Without a path or trailing slash; links in mails and redirects start with it.
    pub public_url: String,
    pub data_dir: PathBuf,
    pub database_url: String,
    pub secret_key: [u8; 32],
    pub mail_url: MailUrl,
    pub mail_from: String,
    pub trusted_proxies: Vec<IpNet>,
    pub metrics_listen: Option<SocketAddr>,
    pub log: Option<String>,
}

impl Config {
    /// Reads the environment and, where given, a TOML file; the environment wins.
    ///
    /// # Errors
    /// In plain words: which key, what is wrong with it, what would be right.
    pub fn load(file: Option<&std::path::Path>) -> Result<Self, ConfigError> {
        Self::from_source(&Source::read(file, std::env::vars_os())?, secret_key::read_or_make)
    }

    /// The same without leaving anything behind: where no secret key was made yet, it is another one each time.
    ///
    /// # Errors
    /// As `load`.
    pub fn check(file: Option<&std::path::Path>) -> Result<Self, ConfigError> {
        Self::from_source(&Source::read(file, std::env::vars_os())?, secret_key::read_or_imagine)
    }

    fn from_source(source: &Source, secret_key: secret_key::Way) -> Result<Self, ConfigError> {
        let data_dir = PathBuf::from(source.text("data_dir").unwrap_or_else(|| "./data".into()));
        let listen = source.parse("listen", "127.0.0.1:8080", "an address and a port, such as 127.0.0.1:8080")?;
        let public_url = source.text("public_url").unwrap_or_else(|| format!("http://{}", loopback_of(listen)));
        let database = data_dir.join("rolecall.db");
        Ok(Self {
            listen,
            public_url: check_public_url(&public_url)?,
            database_url: check_database_url(source.text("database_url").unwrap_or_else(|| format!("sqlite:{}", database.display())))?,
            secret_key: secret_key(source.text("secret_key"), &data_dir)?,
            mail_url: MailUrl::parse(&source.text("mail_url").unwrap_or_else(|| "file:".into()), &data_dir)?,
            mail_from: check_mail_from(source.text("mail_from").unwrap_or_else(|| "Rolecall <rolecall@localhost>".into()))?,
            trusted_proxies: check_proxies(&source.text("trusted_proxies").unwrap_or_default())?,
            metrics_listen: match source.text("metrics_listen").as_deref() {
                None | Some("") => None,
                Some(_) => Some(source.parse("metrics_listen", "", "an address and a port, such as 127.0.0.1:9090")?),
            },
            log: source.text("log"),
            data_dir,
        })
    }

    /// Cookies carry `__Host-` and `Secure`; only plain http on a loopback address goes without.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// A server on all addresses is reached on this machine by the loopback one.
fn loopback_of(listen: SocketAddr) -> SocketAddr {
    match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::new(std::net::Ipv4Addr::LOCALHOST.into(), listen.port()),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::new(std::net::Ipv6Addr::LOCALHOST.into(), listen.port()),
        _ => listen,
    }
}

fn check_public_url(text: &str) -> Result<String, ConfigError> {
    let wrong = |what| ConfigError::value("public_url", text, what);
    let url = Url::parse(text).map_err(|_| wrong("a web address, such as https://people.example.org"))?;
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err(wrong("a web address with a host")),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        _ => return Err(wrong("an https address: passwords and sessions travel over it. http is for loopback addresses only")),
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(wrong("scheme, host and port only, without a path"));
    }
    Ok(url.origin().ascii_serialization())
}

fn check_database_url(text: String) -> Result<String, ConfigError> {
    let is_known = match text.split_once(':') {
        Some(("sqlite", file)) => !file.trim_start_matches("//").is_empty(),
        Some(("postgres" | "postgresql", _)) => Url::parse(&text).is_ok(),
        _ => false,
    };
    if is_known { Ok(text) } else { Err(ConfigError::value("database_url", &text, "sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME")) }
}

fn check_mail_from(text: String) -> Result<String, ConfigError> {
    match text.parse::<lettre::message::Mailbox>() {
        Ok(_) => Ok(text),
        Err(_) => Err(ConfigError::value("mail_from", &text, "an address, such as Acme <people@acme.example>")),
    }
}

fn check_proxies(text: &str) -> Result<Vec<IpNet>, ConfigError> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse::<IpNet>()
                .or_else(|_| part.parse::<IpAddr>().map(IpNet::from))
                .map_err(|_| ConfigError::value("trusted_proxies", part, "addresses or CIDR blocks, such as 10.0.0.0/8, ::1"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, String> {
        let dir = std::env::temp_dir().join(format!("rolecall-config-{}", uuid::Uuid::now_v7()));
        let data = ("ROLECALL_DATA_DIR".into(), dir.clone().into());
        let pairs = pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).chain([data]);
        let config = Source::read(None, pairs).and_then(|source| Config::from_source(&source, secret_key::read_or_make));
        drop(std::fs::remove_dir_all(dir));
        config.map_err(|e| e.to_string())
    }

    #[test]
    fn nothing_set_serves_on_loopback_with_a_file_for_a_database() {
        let config = load(&[]).expect("defaults are valid");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert!(config.database_url.starts_with("sqlite:") && config.database_url.ends_with("rolecall.db"));
        assert!(matches!(config.mail_url, MailUrl::Folder(_)));
    }

    #[test]
    fn the_readme_lists_every_setting() {
        let readme = include_str!("../../README.md");
        for (key, default, meaning) in KEYS {
            let row = format!("| `ROLECALL_{}` | {default}{}| {meaning} |", key.to_uppercase(), if default.is_empty() { "" } else { " " });
            assert!(readme.contains(&row), "{row}");
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_known_one() {
        let error = load(&[("ROLECALL_LISTENN", "127.0.0.1:1")]).err().expect("refused");
        assert_eq!(error, "ROLECALL_LISTENN is not a setting. Did you mean ROLECALL_LISTEN?");
    }

    #[test]
    fn plain_http_is_for_loopback_addresses_only() {
        assert!(load(&[("ROLECALL_PUBLIC_URL", "http://people.example.org")]).is_err());
        assert!(load(&[("ROLECALL_PUBLIC_URL", "http://localhost:8080")]).is_ok());
        assert_eq!(
            load(&[("ROLECALL_PUBLIC_URL", "https://people.example.org/")]).expect("valid").public_url,
            "https://people.example.org"
        );
        assert!(load(&[("ROLECALL_PUBLIC_URL", "https://people.example.org/app")]).is_err());
    }

    #[test]
    fn smtp_without_encryption_is_for_loopback_addresses_only() {
        assert!(load(&[("ROLECALL_MAIL_URL", "smtp://mail.example.org?tls=none")]).is_err());
        assert!(matches!(
            load(&[("ROLECALL_MAIL_URL", "smtp://mail.example.org")]).expect("valid").mail_url,
            MailUrl::Smtp { security: Security::StartTls, .. }
        ));
        assert!(matches!(
            load(&[("ROLECALL_MAIL_URL", "smtp://127.0.0.1:2525")]).expect("valid").mail_url,
            MailUrl::Smtp { security: Security::None, port: 2525, .. }
        ));
    }

    #[test]
    fn a_wrong_value_names_its_key() {
        for (key, value) in [
            ("ROLECALL_LISTEN", "8080"),
            ("ROLECALL_TRUSTED_PROXIES", "10.0.0.0/99"),
            ("ROLECALL_SECRET_KEY", "short"),
            ("ROLECALL_DATABASE_URL", "mysql://root@localhost/people"),
            ("ROLECALL_DATABASE_URL", "sqlite:"),
            ("ROLECALL_MAIL_URL", "http://x"),
            ("ROLECALL_MAIL_FROM", "nobody"),
            ("ROLECALL_METRICS_LISTEN", "yes"),
        ] {
            let error = load(&[(key, value)]).err().expect(key);
            assert!(error.contains(key), "{error}");
        }
    }
}
