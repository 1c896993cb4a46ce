//! The program: reads the command line and does what it says.

use clap::Parser;
use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

#[actix_web::main]
async fn main() {
    let code = match rolecall::ops::cli::Cli::parse().run().await {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("rolecall: {error}");
            1
        }
    };
    // Not by returning: the runtime would wait for its threads, and one may still ask for the name of a mail server.
    std::process::exit(code)
}
