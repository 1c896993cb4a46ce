//! Forms with a file: a list is a field like any other, whose value is its text; a picture stays as it came.

use std::future::{Ready, ready};

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header::HeaderMap;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::{StreamExt, stream};

use super::Error;
use super::form::Fields;

/// What stands for a letter that is none: whoever uses the text says what is wrong with it.
pub const NO_LETTER: char = '\u{fffd}';

/// 0x80 to 0x9f as spreadsheets on Windows write them.
const WINDOWS_1252: &str = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ";

/// What the files of a form are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Picture,
    /// A table of users: too much to be a field.
    Table,
}

impl Kind {
    /// Of the forms at that address.
    pub fn at(path: &str) -> Option<Self> {
        match path {
            path if path.starts_with("/users/invite") => Some(Self::List),
            "/users/import" => Some(Self::Table),
            path if path.starts_with("/users/") && path.ends_with("/avatar") => Some(Self::Picture),
            _ => None,
        }
    }
}

/// The picture or the table that came with a form, if it has one.
#[derive(Clone, Default)]
pub struct Upload {
    pub bytes: Bytes,
    /// How many there were: of a file that was too large, no more is known.
    pub size: usize,
}

impl FromRequest for Upload {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(request.extensions().get::<Self>().cloned().unwrap_or_default()))
    }
}

/// The fields of a body that is in memory, as far as `most`, and its picture. Of a body of more than is in memory, what is left
/// is the part that was too large.
///
/// # Errors
/// `Malformed`.
pub(super) async fn read(headers: &HeaderMap, body: Bytes, size: usize, kind: Kind, most: usize) -> Result<(Fields, Upload), Error> {
    let broken = || Error::Malformed("form with a file");
    let largest = body.len();
    let mut parts = Multipart::new(headers, stream::once(ready(Ok(body))));
    let (mut fields, mut picture, mut has_file) = (Vec::new(), Upload::default(), false);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| broken())?;
        let name = part.name().ok_or_else(broken)?.to_owned();
        let is_file = part.content_disposition().is_some_and(|disposition| disposition.get_filename().is_some());
        let bytes = match part.bytes(largest).await.map_err(|_| broken())? {
            Err(_) if size > largest && is_file => {
                picture.size = size;
                break;
            }
            bytes => bytes.map_err(|_| broken())?,
        };
        if is_file && kind != Kind::List {
            // A form has one: each part costs time, and only fields are counted.
            if has_file {
                return Err(broken());
            }
            has_file = true;
            picture = Upload { size: bytes.len(), bytes };
            continue;
        }
        let text = if is_file { text_of(&bytes) } else { String::from_utf8(bytes.to_vec()).map_err(|_| broken())? };
        fields.push((name, text));
        if fields.len() == most {
            break;
        }
    }
    Ok((Fields(fields), picture))
}

/// A file as text: UTF-8, UTF-16 with its mark, or else what Windows writes in the west.
#[must_use]
pub fn text_of(bytes: &[u8]) -> String {
    let words = |of: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect::<Vec<_>>();
    let text = match (bytes, std::str::from_utf8(bytes)) {
        ([0xff, 0xfe, ..], _) => String::from_utf16_lossy(&words(u16::from_le_bytes)),
        ([0xfe, 0xff, ..], _) => String::from_utf16_lossy(&words(u16::from_be_bytes)),
        (_, Ok(text)) => text.to_owned(),
        _ => bytes.iter().map(|byte| letter_of(*byte)).collect(),
    };
    let is_no_letter = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // A copy only where there is something to put right: a table may be large.
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let text = if text.contains(is_no_letter) { text.replace(is_no_letter, "\u{fffd}") } else { text };
    if text.starts_with('\u{feff}') { text.trim_start_matches('\u{feff}').to_owned() } else { text }
}

fn letter_of(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte) - 0x80).unwrap_or(NO_LETTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_however_a_spreadsheet_wrote_it() {
        assert_eq!(text_of("\u{feff}Jürgen €\r\nb".as_bytes()), "Jürgen €\nb");
        assert_eq!(text_of(b"J\xfcrgen \x80\rO\x92Neil"), "Jürgen €\nO’Neil");
        assert_eq!(text_of(b"\xff\xfeJ\0\xfc\0"), "Jü");
        assert_eq!(text_of(b"\xfe\xff\0J\0\xfc"), "Jü");
        assert_eq!(text_of(b"PK\x03\x04"), format!("PK{NO_LETTER}{NO_LETTER}"));
        assert_eq!(WINDOWS_1252.chars().count(), 32);
    }
}
