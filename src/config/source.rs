//! Where settings come from: `ROLECALL_…` in the environment, `ROLECALL_…_FILE` for secrets, a TOML file.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use thiserror::Error;

use super::KEYS;

#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("{0} is not a setting. Did you mean {1}?")]
    Unknown(String, String),
    #[error("{key} is “{value}”. It must be {wanted}.")]
    Value { key: String, value: String, wanted: String },
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error("{0} is not valid TOML: {1}")]
    Toml(PathBuf, String),
    #[error("{0} and {0}_FILE are both set. Keep one.")]
    Twice(String),
}

impl ConfigError {
    pub(super) fn value(key: &str, value: &str, wanted: impl Display) -> Self {
        // The value of a secret is never repeated.
        let value = if matches!(key, "secret_key" | "database_url" | "mail_url") { "…" } else { value };
        Self::Value { key: environment_name(key), value: value.to_owned(), wanted: wanted.to_string() }
    }
}

/// The given values by key, each known to be a setting.
pub(super) struct Source(BTreeMap<&'static str, String>);

impl Source {
    pub(super) fn read(file: Option<&Path>, environment: impl IntoIterator<Item = (OsString, OsString)>) -> Result<Self, ConfigError> {
        let mut values = BTreeMap::new();
        if let Some(path) = file {
            read_toml(path, &mut values)?;
        }
        let mut from_environment = BTreeMap::new();
        for (name, value) in environment {
            let (Some(name), Some(value)) = (name.to_str(), value.to_str()) else { continue };
            let Some(rest) = name.strip_prefix("ROLECALL_") else { continue };
            let lower = rest.to_lowercase();
            if let Some(key) = known(&lower) {
                put(&mut from_environment, key, value.to_owned())?;
            } else if let Some(key) = lower.strip_suffix("_file").and_then(known) {
                put(&mut from_environment, key, read_text(Path::new(value))?)?;
            } else {
                return Err(ConfigError::Unknown(name.to_owned(), environment_name(nearest(&lower))));
            }
        }
        values.extend(from_environment);
        Ok(Self(values))
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.0.get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    pub(super) fn parse<T: FromStr>(&self, key: &'static str, default: &str, wanted: &str) -> Result<T, ConfigError> {
        let text = self.text(key).unwrap_or_else(|| default.to_owned());
        text.parse().map_err(|_| ConfigError::value(key, &text, wanted))
    }
}

fn read_toml(path: &Path, values: &mut BTreeMap<&'static str, String>) -> Result<(), ConfigError> {
    let table: toml::Table = read_text(path)?.parse().map_err(|e: toml::de::Error| ConfigError::Toml(path.to_owned(), e.to_string()))?;
    for (name, value) in table {
        let secret_file = name.strip_suffix("_file").and_then(known);
        let Some(key) = known(&name).or(secret_file) else {
            return Err(ConfigError::Unknown(name.clone(), nearest(&name).to_owned()));
        };
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(list) => list.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(","),
            other => other.to_string(),
        };
        put(values, key, if secret_file.is_some() { read_text(Path::new(&text))? } else { text })?;
    }
    Ok(())
}

fn put(values: &mut BTreeMap<&'static str, String>, key: &'static str, value: String) -> Result<(), ConfigError> {
    match values.insert(key, value) {
        None => Ok(()),
        Some(_) => Err(ConfigError::Twice(environment_name(key))),
    }
}

fn read_text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|error| ConfigError::File(path.to_owned(), error))
}

fn known(name: &str) -> Option<&'static str> {
    KEYS.iter().map(|(key, ..)| *key).find(|key| *key == name)
}

fn nearest(name: &str) -> &'static str {
    KEYS.iter().map(|(key, ..)| *key).min_by_key(|key| strsim::damerau_levenshtein(key, name)).unwrap_or("listen")
}

fn environment_name(key: &str) -> String {
    format!("ROLECALL_{}", key.to_uppercase())
}
