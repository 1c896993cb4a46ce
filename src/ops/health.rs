//! Whether the process lives, and whether it can do its work.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::ThinData;

use super::store;
use crate::mail::Signal;
use crate::web::App;

/// A database that has not answered by then is away.
const PATIENCE: Duration = Duration::from_secs(5);

pub async fn live() -> HttpResponse {
    HttpResponse::Ok().body("alive\n")
}

/// Pages work without mail, so a server whose mail fails is ready all the same, and only says so.
pub async fn ready(app: ThinData<App>, mail: ThinData<Signal>) -> HttpResponse {
    match tokio::time::timeout(PATIENCE, store::ping(&app.db)).await {
        Ok(Ok(())) if mail.is_on() => HttpResponse::Ok().body("ready, mail failing\n"),
        Ok(Ok(())) => HttpResponse::Ok().body("ready\n"),
        _ => HttpResponse::ServiceUnavailable().body("the database is away\n"),
    }
}
