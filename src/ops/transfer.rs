//! The commands that write everyone to a file, and take people in from one.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use clap::ValueEnum;

use super::cli::say;
use crate::access::Actor;
use crate::i18n::Words;
use crate::transfer::{self, Fate, Format, How};
use crate::web::{App, Error, Result, text_of};

/// Takes users in from a file, and prints what became of its rows.
///
/// # Errors
/// When the file cannot be read, or rows of it were wrong; when the database refuses or is away.
pub async fn import(app: &App, file: &Path, how: How<'_>) -> Result<()> {
    let bytes = fs::read(file).map_err(|error| Error::Internal(format!("The file cannot be read: {error}")))?;
    let taken = transfer::take_all(app, &text_of(&bytes), how).await?;
    if !taken.left.is_empty() {
        println!("{}", say(&Words::new("import-left").with("columns", taken.left.join(", "))));
    }
    for row in &taken.wrong {
        let said: Vec<String> = row.said.iter().map(say).collect();
        println!("Line {} ({}): {}", row.line, row.name, said.join(" "));
    }
    for fate in Fate::ALL {
        println!("{}: {}", say(&Words::new(fate.word())), taken.fates.iter().filter(|known| **known == fate).count());
    }
    if taken.without_role > 0 {
        println!("Without a role, so they cannot sign in: {}. Give one with --role NAME.", taken.without_role);
    }
    match taken.wrong.len() {
        _ if how.is_dry && taken.wrong.is_empty() => println!("Nothing was changed."),
        0 => {}
        n => return Err(Error::Internal(format!("Rows that were not imported: {n}."))),
    }
    Ok(())
}

/// What the file is.
#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    Csv,
    Json,
}

/// Writes everyone, archived ones too, with every field but those that nobody reads.
///
/// # Errors
/// When the file cannot be written; when the database refuses or is away.
pub async fn export(app: &App, kind: Kind, file: Option<&Path>) -> Result<()> {
    let format = match kind {
        Kind::Csv => Format::Csv,
        Kind::Json => Format::Json,
    };
    let failed = |error: io::Error| Error::Internal(format!("The file cannot be written: {error}"));
    let mut out: Box<dyn Write> = match file {
        // For whoever runs it, and nobody else on the machine.
        Some(file) => {
            let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file);
            Box::new(BufWriter::new(file.map_err(failed)?))
        }
        None => Box::new(io::stdout()),
    };
    let which = transfer::everyone();
    let actor = transfer::begin(app, &Actor::operator(&app.db).await?, format, "").await?;
    let mut is_enough = false;
    let write = async |piece: Vec<u8>| {
        out.write_all(&piece).map_err(|error| {
            // Whoever reads standard output has read enough.
            is_enough = file.is_none() && error.kind() == io::ErrorKind::BrokenPipe;
            failed(error)
        })
    };
    let written = transfer::export(app, actor, &which, format, write).await;
    if is_enough {
        return Ok(());
    }
    let n = written?;
    out.flush().map_err(failed)?;
    if file.is_some() {
        println!("Users written: {n}.");
    }
    Ok(())
}
