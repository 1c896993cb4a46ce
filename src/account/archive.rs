//! One's data as files in one: JSON for programs, tables for spreadsheets.

use std::io::{Cursor, Write};

use chrono::SecondsFormat;
use serde_json::Value;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::data::{Data, OwnItem};
use crate::clock::Moment;
use crate::web::{MARK, for_spreadsheets};

/// The files, packed.
///
/// # Errors
/// When they do not fit into one: never, with the bounds of `Data`.
pub fn pack(data: &Data) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("profile.json", options)?;
    serde_json::to_writer_pretty(&mut zip, data).map_err(std::io::Error::from)?;
    // One at a time: only one is in memory.
    for (name, table) in tables() {
        zip.start_file(name, options)?;
        zip.write_all(MARK.as_bytes())?;
        zip.write_all(table(data).as_bytes())?;
        zip.write_all(b"\n")?;
    }
    if let Some(picture) = &data.picture {
        zip.start_file("picture.jpg", options.compression_method(CompressionMethod::Stored))?;
        zip.write_all(picture)?;
    }
    Ok(zip.finish()?.into_inner())
}

type Table = fn(&Data) -> String;

fn tables() -> [(&'static str, Table); 8] {
    [
        ("profile.csv", profile),
        ("roles.csv", roles),
        ("sessions.csv", sessions),
        ("tokens.csv", tokens),
        ("devices.csv", devices),
        ("views.csv", views),
        ("items.csv", items),
        ("activity.csv", activity),
    ]
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    for_spreadsheets(std::iter::once(head.map(str::to_owned)).chain(rows))
}

fn time(moment: Moment) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn when(moment: Option<Moment>) -> String {
    moment.map(time).unwrap_or_default()
}

/// A value as a cell: lists as their parts, anything deeper as JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn profile(data: &Data) -> String {
    table(["field", "value"], data.profile.iter().map(|(field, value)| [field.clone(), cell(value)]))
}

fn roles(data: &Data) -> String {
    let rows = data.roles.iter().map(|held| [held.role.clone(), held.through.to_owned(), held.group.clone(), when(held.until)]);
    table(["role", "through", "group", "until"], rows)
}

fn sessions(data: &Data) -> String {
    let rows = data.sessions.iter().map(|session| {
        let times = [session.signed_in_at, session.last_seen_at].map(time);
        let [signed_in, last_seen] = times;
        [session.device.clone(), session.address.clone(), signed_in, last_seen, session.agent.clone()]
    });
    table(["device", "address", "signed_in_at", "last_seen_at", "agent"], rows)
}

fn tokens(data: &Data) -> String {
    let rows = data.tokens.iter().map(|token| {
        [
            token.name.clone(),
            cell(&token.scope),
            token.enabled.to_string(),
            time(token.created_at),
            when(token.expires_at),
            when(token.last_used_at),
            token.last_used_from.clone(),
        ]
    });
    table(["name", "scope", "enabled", "created_at", "expires_at", "last_used_at", "last_used_from"], rows)
}

fn devices(data: &Data) -> String {
    table(["first_seen_at", "last_seen_at"], data.devices.iter().map(|device| [device.first_seen_at, device.last_seen_at].map(time)))
}

fn views(data: &Data) -> String {
    table(["name", "query", "shared"], data.views.iter().map(|view| [view.name.clone(), view.query.clone(), view.is_shared.to_string()]))
}

fn items(data: &Data) -> String {
    let row = |item: &OwnItem| [item.kind.clone(), item.id.clone(), item.label.clone(), item.url.clone()];
    table(["kind", "id", "label", "url"], data.items.iter().map(row))
}

fn activity(data: &Data) -> String {
    let rows = data.activity.iter().map(|event| {
        [
            time(event.at),
            event.action.clone(),
            event.words.clone(),
            event.by.clone(),
            event.to.clone(),
            event.reason.clone(),
            event.address.clone(),
            if event.changes.as_object().is_none_or(serde_json::Map::is_empty) { String::new() } else { event.changes.to_string() },
        ]
    });
    table(["at", "action", "words", "by", "to", "reason", "address", "changes"], rows)
}
