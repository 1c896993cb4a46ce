//! Mails as another program reads them.

use chrono::{TimeZone, Utc};
use mailparse::{MailHeaderMap, ParsedMail, addrparse_header, parse_mail};
use uuid::Uuid;

use super::super::letter::{Invitation, InvitationRequest, Letter, Reset};
use super::*;
use crate::config::MailUrl;

const SECRET: [u8; 32] = [9; 32];

fn config(public_url: &str) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        public_url: public_url.into(),
        data_dir: "/nowhere".into(),
        database_url: String::new(),
        secret_key: [7; 32],
        mail_url: MailUrl::Folder("/nowhere".into()),
        mail_from: "Acme <people@acme.example>".into(),
        trusted_proxies: Vec::new(),
        metrics_listen: None,
        log: Some("off".into()),
    }
}

fn keys() -> Keys {
    Keys::new([7; 32])
}

fn row(letter: &Letter) -> Row {
    let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);
    Row {
        id,
        kind: letter.kind().name().into(),
        to_address: "ines@example.org".into(),
        to_name: String::new(),
        reply_to: "ada@acme.example".into(),
        language: "en".into(),
        timezone: "Europe/Berlin".into(),
        data: letter.data(),
        secret: letter.secret().map(|secret| keys().seal(&place(id), secret.bytes())),
        user_id: None,
        attempts: 1,
        created_at: Utc.with_ymd_and_hms(2026, 11, 20, 13, 5, 0).single().expect("a moment"),
    }
}

fn ada_invites() -> Invitation {
    Invitation {
        project: "Acme".into(),
        inviter: "Ada Abara".into(),
        role: Some("Editor".into()),
        message: "Hello Ines,\n\nyour desk is ready <b>now</b>.".into(),
        expires_at: Utc.with_ymd_and_hms(2026, 11, 28, 16, 0, 0).single().expect("a moment"),
    }
}

fn invitation(data: Invitation) -> Row {
    row(&Letter::Invitation(data, Secret::from(SECRET)))
}

fn try_to_write(row: &Row, public_url: &str) -> Result<Message, Unreadable> {
    write(row, &config(public_url), &Sender::default(), &keys())
}

fn sent(row: &Row) -> String {
    String::from_utf8(try_to_write(row, "https://id.acme.example").ok().expect("a message").bytes).expect("mails are text")
}

fn header(mail: &ParsedMail<'_>, name: &str) -> String {
    let all = mail.headers.get_all_values(name);
    assert_eq!(all.len(), 1, "one {name}, not {all:?}");
    all.into_iter().next().unwrap_or_default()
}

fn bodies(mail: &ParsedMail<'_>) -> (String, String) {
    assert_eq!(mail.ctype.mimetype, "multipart/alternative");
    let [text, html] = mail.subparts.as_slice() else { panic!("two parts") };
    assert_eq!((text.ctype.mimetype.as_str(), html.ctype.mimetype.as_str()), ("text/plain", "text/html"));
    (text.get_body().expect("text").replace("\r\n", "\n"), html.get_body().expect("html"))
}

#[test]
fn an_invitation_says_who_where_as_what_until_when() {
    let raw = sent(&invitation(ada_invites()));
    let mail = parse_mail(raw.as_bytes()).expect("a mail");
    assert_eq!(header(&mail, "Subject"), "Ada Abara invited you to Acme");
    assert_eq!(header(&mail, "From"), "Acme <people@acme.example>");
    assert_eq!(header(&mail, "To"), "ines@example.org");
    assert_eq!(header(&mail, "Reply-To"), "ada@acme.example");
    assert_eq!(header(&mail, "Message-ID"), "<01920000-0000-7000-8000-000000000001@id.acme.example>");
    assert_eq!(header(&mail, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(&mail, "Date"), "Fri, 20 Nov 2026 13:05:00 +0000");
    let (text, html) = bodies(&mail);
    let link = format!("https://id.acme.example/accept/{}", Secret::from(SECRET).expose());
    assert_eq!(
        text,
        format!(
            "Ada Abara invited you to Acme

You will join as Editor. Choose a password to start.

  {link}

Ada Abara writes:

> Hello Ines,
> 
> your desk is ready <b>now</b>.

The invitation is for ines@example.org and ends on Saturday, 28 November 2026, 17:00 (CET).

Not expecting this? You can ignore it: no account is opened until you accept. Questions? Reply to this message to reach Ada Abara.

-- 
Acme · id.acme.example"
        )
    );
    assert_eq!(html.matches(&format!("href=\"{link}\"")).count(), 2);
    assert!(html.contains("<strong>Editor</strong>") && html.contains("<strong>Saturday, 28 November 2026, 17:00 (CET)</strong>"));
    assert!(html.contains("Hello Ines,<br><br>your desk is ready &#60;b&#62;now&#60;/b&#62;."), "{html}");
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn a_mail_is_small_and_fetches_nothing() {
    for language in ["en", "de", "en-XA"] {
        let raw = sent(&Row { language: language.into(), ..invitation(ada_invites()) });
        let mail = parse_mail(raw.as_bytes()).expect("a mail");
        let (text, html) = bodies(&mail);
        assert!(html.len() <= 10_000, "{} bytes", html.len());
        for remote in ["src=", "url(", "@import", "<link", "<img", "<script", "<form"] {
            assert!(!html.contains(remote), "{language}: {remote}");
        }
        assert_eq!(html.matches("http").count(), 3, "two links to one address, once as text");
        assert!(html.contains(&format!("lang=\"{language}\"")));
        for body in [&text, &html] {
            assert!(!body.contains("mail-"), "{language}: a word is missing in {body}");
        }
        assert!(raw.lines().all(|line| line.len() <= 998));
    }
}

#[test]
fn german_and_pseudo_words_come_from_their_catalogues() {
    let raw = sent(&Row { language: "de".into(), ..invitation(ada_invites()) });
    let mail = parse_mail(raw.as_bytes()).expect("a mail");
    assert_eq!(header(&mail, "Subject"), "Einladung zu Acme von Ada Abara");
    let (text, _) = bodies(&mail);
    assert!(text.contains("Die Einladung gilt für ines@example.org bis Samstag, 28. November 2026, 17:00 (CET)."), "{text}");
    let raw = sent(&Row { language: "en-XA".into(), ..invitation(ada_invites()) });
    let mail = parse_mail(raw.as_bytes()).expect("a mail");
    let (text, html) = bodies(&mail);
    for (place, plain) in [(&text, "invited"), (&text, "Choose"), (&html, "Accept"), (&html, "Or copy")] {
        assert!(!place.contains(plain), "{plain} does not come from the catalogue");
    }
}

#[test]
fn what_is_not_there_leaves_no_gap() {
    let mail = invitation(Invitation { role: None, message: " \r\n".into(), ..ada_invites() });
    let raw = sent(&Row { reply_to: String::new(), ..mail });
    let mail = parse_mail(raw.as_bytes()).expect("a mail");
    assert!(mail.headers.get_first_value("Reply-To").is_none());
    let (text, html) = bodies(&mail);
    assert!(!text.contains("\n\n\n") && !text.contains("writes") && !text.contains("Reply to"), "{text}");
    assert!(text.contains("Choose a password to start.\n\n  https://"), "{text}");
    assert!(!html.contains("<blockquote") && !html.contains("Reply to"));
}

#[test]
fn a_request_takes_the_inviter_to_the_user() {
    let user = Uuid::from_u128(5);
    let letter = InvitationRequest { project: "Acme".into(), name: "Ines Ortega".into(), email: "ines@example.org".into(), user };
    let row = row(&Letter::InvitationRequest(letter));
    for (language, subject) in
        [("en", "Ines Ortega asks for a new invitation to Acme"), ("de", "Ines Ortega bittet um eine neue Einladung zu Acme")]
    {
        let raw = sent(&Row { language: language.into(), ..row.clone() });
        let mail = parse_mail(raw.as_bytes()).expect("a mail");
        assert_eq!(header(&mail, "Subject"), subject);
        let (text, html) = bodies(&mail);
        for body in [&text, &html] {
            assert!(body.contains(&format!("https://id.acme.example/users/{user}")) && body.contains("ines@example.org"));
            assert!(!body.contains("mail-"), "{body}");
        }
        assert!(!text.contains("\n\n\n"), "{text}");
    }
}

#[test]
fn a_link_to_a_new_password_says_who_caused_it_and_until_when_it_works() {
    let at = |hour| Utc.with_ymd_and_hms(2026, 11, 20, hour, 5, 0).single().expect("a moment");
    let base = Reset { project: "Acme".into(), sender: None, asked_at: at(13), asked_from: "192.0.2.7".into(), expires_at: at(14) };
    let reset = |name: Option<&str>| row(&Letter::Reset(Reset { sender: name.map(str::to_owned), ..base.clone() }, SECRET.into()));
    let link = format!("https://id.acme.example/reset/{}", Secret::from(SECRET).expose());
    for (language, sender, says) in [
        ("en", None, "asked for on Friday, 20 November 2026, 14:05 (CET) from 192.0.2.7"),
        ("en", Some("Ada\r\nAbara"), "Ada Abara sent you this link"),
        ("de", None, "Angefordert wurde dies am Freitag, 20. November 2026, 14:05 (CET) von 192.0.2.7"),
        ("de", Some("Ada Abara"), "Ada Abara hat Ihnen diesen Link"),
    ] {
        let raw = sent(&Row { language: language.into(), ..reset(sender) });
        let mail = parse_mail(raw.as_bytes()).expect("a mail");
        let (text, html) = bodies(&mail);
        for body in [&text, &html] {
            assert!(body.contains(says) && body.contains(&link) && body.contains("15:05") && !body.contains("mail-"), "{body}");
        }
        assert!(html.len() <= 10_000 && !text.contains("\n\n\n"), "{text}");
    }
}

#[test]
fn no_name_and_no_message_adds_a_header() {
    let hostile = [
        "Ada\r\nBcc: victim@example.org",
        "Ada\nX-Evil: 1\n\n<h1>body</h1>",
        "Ada\rBcc: victim@example.org",
        "\" <victim@example.org>, \"x",
        "\\\" <victim@example.org>",
        "Ada\u{2028}Bcc: x@example.org\u{0}\u{1b}[2J",
        "=?utf-8?q?Ada=0D=0ABcc:_victim@example.org?=",
        "Ädä \u{202e}gro.elpmaxe@mitciv\u{85}Bcc: x@example.org",
        "--=_01920000000070008000000000000001",
    ];
    for name in hostile {
        let letter = Invitation {
            project: name.into(),
            inviter: name.into(),
            role: Some(name.into()),
            message: format!("\r\n.\r\nQUIT\r\n{name}\r\n--=_01920000000070008000000000000001--\r\n"),
            ..ada_invites()
        };
        let raw = sent(&Row { to_name: name.into(), ..invitation(letter) });
        let mail = parse_mail(raw.as_bytes()).expect("a mail");
        let mut names: Vec<String> = mail.headers.iter().map(mailparse::MailHeader::get_key).collect();
        names.sort();
        assert_eq!(
            names,
            ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Reply-To", "Subject", "To"],
            "{name:?}"
        );
        let to = addrparse_header(mail.headers.get_first_header("To").expect("To")).expect("addresses");
        assert_eq!(to.extract_single_info().expect("one address").addr, "ines@example.org", "{name:?}");
        assert!(header(&mail, "Subject").chars().all(|c| !c.is_control() && c != '\u{202e}'), "{name:?}");
        let (text, html) = bodies(&mail);
        assert!(!html.contains("<h1>body") && !text.contains('\u{202e}'), "{name:?}");
        assert!(text.lines().all(|line| !line.starts_with("Bcc") && !line.starts_with("QUIT")), "{text}");
    }
}

#[test]
fn what_is_not_one_address_is_never_written_to() {
    for to in ["", "ines", "ines@example.org\r\nRCPT TO:<x@example.org>", "a b@example.org", "ines@example.org, x@example.org", "@", "<>"] {
        let reason = try_to_write(&Row { to_address: to.into(), ..invitation(ada_invites()) }, "https://x.example").err();
        assert_eq!(reason.expect(to).key, "mail-answer-address", "{to:?}");
        // As an address to answer to it is left out.
        let raw = sent(&Row { reply_to: to.into(), ..invitation(ada_invites()) });
        assert!(!raw.contains("Reply-To"), "{to:?}");
    }
}

#[test]
fn a_domain_travels_in_ascii() {
    let row = Row { to_address: "ines@bücher.example".into(), ..invitation(ada_invites()) };
    let message = try_to_write(&row, "https://id.acme.example").ok().expect("a message");
    assert_eq!(message.to.to_string(), "ines@xn--bcher-kva.example");
    assert!(message.bytes.is_ascii());
}

#[test]
fn every_try_sends_the_same_bytes() {
    let row = invitation(ada_invites());
    assert_eq!(sent(&row), sent(&Row { attempts: 9, ..row.clone() }));
}

#[test]
fn links_and_message_ids_follow_the_public_address() {
    for (public_url, host) in
        [("https://people.example.net", "people.example.net"), ("http://127.0.0.1:8080", "127.0.0.1"), ("http://[::1]:8080", "[::1]")]
    {
        let raw = String::from_utf8(try_to_write(&invitation(ada_invites()), public_url).ok().expect("a message").bytes).expect("text");
        let mail = parse_mail(raw.as_bytes()).expect("a mail");
        let id = header(&mail, "Message-ID");
        assert!(id.starts_with('<') && id.ends_with(&format!("@{host}>")), "{id}");
        let (text, html) = bodies(&mail);
        assert!(text.contains(&format!("\n  {public_url}/accept/")) && html.contains(&format!("href=\"{public_url}/accept/")));
    }
}

#[test]
fn a_secret_sealed_with_another_key_is_told_apart() {
    let reason =
        write(&invitation(ada_invites()), &config("https://x.example"), &Sender::default(), &Keys::new([8; 32])).err().expect("refused");
    assert_eq!((reason.key, reason.may_pass), ("mail-answer-key", false));
    let unknown = Row { kind: "horoscope".into(), ..invitation(ada_invites()) };
    assert!(try_to_write(&unknown, "https://x.example").is_err_and(|reason| reason.key == "mail-answer-unknown" && reason.may_pass));
}
