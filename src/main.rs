//! The program: reads the command line and does what it says.

use std::process::ExitCode;

use clap::Parser;

#[actix_web::main]
async fn main() -> ExitCode {
    match rolecall::ops::cli::Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rolecall: {error}");
            ExitCode::FAILURE
        }
    }
}
