//! The commands that write everyone to a file, and take people in from one.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use clap::ValueEnum;

use crate::access::Actor;
use crate::transfer::{self, Format};
use crate::web::{App, Error, Result};

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
    let n = transfer::export(app, actor, &which, format, async |piece: Vec<u8>| out.write_all(&piece).map_err(failed)).await?;
    out.flush().map_err(failed)?;
    if file.is_some() {
        println!("Users written: {n}.");
    }
    Ok(())
}
