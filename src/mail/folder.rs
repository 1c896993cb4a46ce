//! Mail as files: one `.eml` per mail, for a first look and for installations without a mail server.

use std::fs::{self, File, OpenOptions};
use std::io::{Result, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::message::Message;
use crate::config::make_private_folder;

/// Writes the file and returns its name: moment and id, so that names sort by time. It is there whole or not at all, nobody
/// else on the machine reads it, and one that is there already stays as it is.
pub(super) fn put(folder: &Path, message: &Message) -> Result<String> {
    let name = format!("{}-{}.eml", message.at.format("%Y%m%dT%H%M%SZ"), message.id);
    let path = folder.join(&name);
    make_private_folder(folder)?;
    if path.try_exists()? {
        return Ok(name);
    }
    // Of a try that was cut off a piece may be left; its mode is right, its content is not.
    let draft = folder.join(format!(".{}.part", message.id));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&message.bytes)?;
    file.sync_all()?;
    fs::rename(&draft, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(name)
}
