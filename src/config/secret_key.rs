//! The key every other key comes from: given, or made on the first run in the data directory.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use super::ConfigError;

/// From the setting, or else from the data directory.
pub(super) type Way = fn(Option<String>, &Path) -> Result<[u8; 32], ConfigError>;

pub(super) fn read_or_make(given: Option<String>, data_dir: &Path) -> Result<[u8; 32], ConfigError> {
    read(given, data_dir, |path| make(data_dir, path))
}

/// For looking at settings only. Whoever looks may be another user than the one that serves, who could then not read the key.
pub(super) fn read_or_imagine(given: Option<String>, data_dir: &Path) -> Result<[u8; 32], ConfigError> {
    read(given, data_dir, |_| Ok(rand::random()))
}

fn read(given: Option<String>, data_dir: &Path, new: impl FnOnce(&Path) -> std::io::Result<[u8; 32]>) -> Result<[u8; 32], ConfigError> {
    if let Some(text) = given {
        return decode(&text);
    }
    let path = data_dir.join("secret.key");
    match fs::read_to_string(&path) {
        Ok(text) => decode(text.trim()),
        Err(error) if error.kind() == ErrorKind::NotFound => new(&path).map_err(|e| ConfigError::File(path, e)),
        Err(error) => Err(ConfigError::File(path, error)),
    }
}

/// Makes a folder that only its owner enters, where there is none; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder(path: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// `create_new` and mode 0600: nobody else reads it, and of two servers starting at once one makes it.
fn make(data_dir: &Path, path: &Path) -> std::io::Result<[u8; 32]> {
    make_private_folder(data_dir)?;
    let key: [u8; 32] = rand::random();
    let text = key.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

fn decode(text: &str) -> Result<[u8; 32], ConfigError> {
    let wrong = || ConfigError::value("secret_key", text, "64 hexadecimal digits, such as “openssl rand -hex 32” prints");
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    let mut key = [0; 32];
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
    }
    Ok(key)
}
