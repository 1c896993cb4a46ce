//! An item, and what an application says of one: pure.

use sqlx::FromRow;
use url::Url;
use uuid::Uuid;

use crate::access::{self, Conceal, Fields};
use crate::i18n::Words;
use crate::rules::{Collection, Field, Record, Stored};
use crate::web::{Error, Problems};

/// Letters of a kind, of an external id, of a label and of an address.
const KIND: usize = 40;
const TEXT: usize = 200;
const ADDRESS: usize = 2_000;

/// Something of another application that belongs to a user. Its kind and external id tell it apart.
#[derive(FromRow, Clone, Debug)]
pub struct Item {
    pub id: Uuid,
    /// Whom it belongs to; nobody once they have gone without handing it over.
    pub user_id: Option<Uuid>,
    /// What it is to the application: "dashboard", "repository".
    pub kind: String,
    /// What the application calls it, of whatever shape.
    pub external_id: String,
    pub label: String,
    /// Where people find it; "" where nowhere.
    pub url: String,
}

/// What an application says of an item.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// Lower-case letters, digits, `-` and `_`: at most 40.
    pub kind: String,
    /// At most 200 letters.
    pub external_id: String,
    /// At most 200 letters.
    pub label: String,
    /// `http` or `https`, or "".
    pub url: String,
    pub owner: Uuid,
}

impl NewItem {
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        let is_word = |kind: &str| kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
        if self.kind.is_empty() || self.kind.len() > KIND || !is_word(&self.kind) {
            problems.push(("kind", Words::new("error-item-kind").with("max", KIND)));
        }
        for (field, text) in [("external_id", &self.external_id), ("label", &self.label)] {
            if text.trim().is_empty() || text.chars().count() > TEXT || text.chars().any(char::is_control) {
                problems.push((field, Words::new("error-item-text").with("max", TEXT)));
            }
        }
        if !self.url.is_empty() && !is_address(&self.url) {
            problems.push(("url", Words::new("error-item-url")));
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }
}

/// What a link may lead to: no script, nobody's password.
fn is_address(text: &str) -> bool {
    text.len() <= ADDRESS
        && !text.chars().any(char::is_control)
        && Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none())
}

impl Record for Item {
    fn value(&self, field: &'static Field) -> Stored {
        match field.name {
            "id" => Stored::Id(self.id),
            "user" => self.user_id.map_or(Stored::Null, Stored::Id),
            "kind" => Stored::Text(self.kind.clone()),
            "external_id" => Stored::Text(self.external_id.clone()),
            "label" => Stored::Text(self.label.clone()),
            "url" if !self.url.is_empty() => Stored::Text(self.url.clone()),
            _ => Stored::Null,
        }
    }
}

/// An item as far as a reader may see it.
pub type Sight = access::Sight<Item>;

impl Conceal for Item {
    const COLLECTION: Collection = Collection::Items;

    fn conceal(&mut self, reads: Fields) {
        let texts = [("kind", &mut self.kind), ("external_id", &mut self.external_id), ("label", &mut self.label), ("url", &mut self.url)];
        for (field, text) in texts {
            if !reads.has(field) {
                text.clear();
            }
        }
        if !reads.has("user") {
            self.user_id = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_application_says_is_looked_at() {
        let item = |kind: &str, external_id: &str, label: &str, url: &str| {
            let text = str::to_owned;
            NewItem { kind: text(kind), external_id: text(external_id), label: text(label), url: text(url), owner: Uuid::nil() }.check()
        };
        for url in ["", "https://wiki.acme.example/p/1", "http://intranet.local/x?y=1#z"] {
            assert!(item("wiki_page-2", "p/1 ü", "Home", url).is_ok(), "{url}");
        }
        for (kind, external_id, label, url) in [
            ("", "1", "Home", ""),
            ("Wiki page", "1", "Home", ""),
            (&"x".repeat(41), "1", "Home", ""),
            ("page", " ", "Home", ""),
            ("page", "1", &"x".repeat(201), ""),
            ("page", "1", "Ho\u{0}me", ""),
            ("page", "1", "Home", "javascript:alert(1)"),
            ("page", "1", "Home", "//evil.example"),
            ("page", "1", "Home", "https://wiki.acme.example/a\u{0}b"),
            ("page", "1", "Home", "https://ada:secret@evil.example"),
        ] {
            assert!(matches!(item(kind, external_id, label, url), Err(Error::Invalid(wrong)) if wrong.len() == 1), "{kind} {label} {url}");
        }
    }
}
