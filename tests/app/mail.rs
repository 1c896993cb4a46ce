//! A mail as a mail program would show it.

use mailparse::MailHeaderMap;

pub struct Mail {
    pub to: String,
    pub subject: String,
    /// Both bodies, decoded.
    pub text: String,
    pub html: String,
    pub raw: String,
}

impl Mail {
    pub fn read(raw: &[u8]) -> Self {
        let mail = mailparse::parse_mail(raw).expect("a mail");
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        let part = |n: usize| mail.subparts.get(n).map(|part| part.get_body().expect("a body")).unwrap_or_default();
        Self { to: header("To"), subject: header("Subject"), text: part(0), html: part(1), raw: String::from_utf8_lossy(raw).into_owned() }
    }

    /// The path of the one-time link in it.
    pub fn link(&self) -> String {
        let found = regex::Regex::new(r"https?://[^/\s]+(/(?:accept|reset|email)/[\w-]+)").expect("a pattern");
        found.captures(&self.text).expect("a link")[1].to_owned()
    }
}
