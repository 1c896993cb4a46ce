//! The server: what stands around the pages, and starting and stopping it.

use std::net::TcpListener;

use actix_web::dev::{Server, ServerHandle};
use actix_web::guard::fn_guard;
use actix_web::middleware::from_fn;
use actix_web::web::{PathConfig, QueryConfig, ServiceConfig, ThinData, get, resource, scope};
use actix_web::{App as Web, HttpServer};
use futures_util::future::join;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use super::{health, housekeeping, metrics};
use crate::access::{self, Presence, Remembered, visit};
use crate::bulk::{self, Bulk};
use crate::jobs::Work;
use crate::mail::{self, Bell, Signal};
use crate::transfer::{self, Exports};
use crate::web::{self, App, Error, Room, api_intake, compress, error_pages, head_as_get, intake, json_errors, security_headers};
use crate::{
    account, audit, credentials, email_change, fields, groups, handover, invitations, jobs, jump, outbox, roles, security, settings, setup,
    sign_in, tokens, two_factor, users,
};

/// How long requests that are under way may take after the server was told to stop, in seconds.
const DRAIN: u64 = 25;
/// Connections of each worker; more wait in the system's queue.
const MOST_CONNECTIONS: usize = 2_048;

/// Kinds of work on many records.
const WORK: &[&dyn Work] = &[&Bulk, &transfer::CHECK, &transfer::APPLY];

/// A running server and what runs beside it.
pub struct Running {
    server: Server,
    handle: ServerHandle,
    worker: mail::Worker,
    runner: jobs::Runner,
    housekeeping: tokio::task::JoinHandle<()>,
}

/// Every page, in the order of their modules.
fn pages(config: &mut ServiceConfig) {
    config
        .configure(audit::routes)
        .configure(jobs::routes)
        .configure(bulk::routes)
        .configure(invitations::routes)
        .configure(transfer::routes)
        .configure(handover::routes)
        .configure(users::routes)
        .configure(groups::routes)
        .configure(two_factor::routes)
        .configure(credentials::routes)
        .configure(email_change::routes)
        .configure(tokens::routes)
        .configure(sign_in::routes)
        .configure(security::routes)
        .configure(account::routes)
        .configure(roles::routes)
        .configure(jump::routes)
        .configure(settings::routes)
        .configure(fields::routes)
        .configure(outbox::routes)
        .configure(setup::routes);
}

/// Starts serving on a listener that is bound already.
///
/// # Errors
/// When the listener cannot be used.
pub fn start(app: App, listener: TcpListener) -> std::io::Result<Running> {
    let worker = mail::start(app.clone());
    let (bell, signal) = (worker.bell(), worker.signal());
    let presence = Presence::start(app.db.clone());
    let housekeeping = tokio::spawn(housekeeping::run(app.clone()));
    let runner = jobs::start(app.clone(), WORK);
    let beside = Beside { bell, signal, presence, jobs: runner.bell() };
    let server = serve(app, beside, listener)?;
    Ok(Running { handle: server.handle(), server, worker, runner, housekeeping })
}

/// What pages reach of the tasks beside them.
#[derive(Clone)]
struct Beside {
    bell: Bell,
    signal: Signal,
    presence: Presence,
    jobs: jobs::Bell,
}

fn serve(app: App, beside: Beside, listener: TcpListener) -> std::io::Result<Server> {
    let (room, roles, exports) = (Room::default(), Remembered::default(), Exports::default());
    let server = HttpServer::new(move || {
        let session = access::middleware(&app);
        let Beside { bell, signal, presence, jobs } = beside.clone();
        Web::new()
            .app_data(ThinData(app.clone()))
            .app_data(ThinData(bell))
            .app_data(ThinData(signal))
            .app_data(ThinData(presence))
            .app_data(ThinData(jobs))
            // Anything that is not an address of ours does not exist.
            .app_data(PathConfig::default().error_handler(|_, _| Error::NotFound.into()))
            .app_data(QueryConfig::default().error_handler(|_, _| Error::Malformed("query").into()))
            .app_data(ThinData(room.clone()))
            .app_data(ThinData(roles.clone()))
            .app_data(ThinData(exports.clone()))
            .wrap(from_fn(security_headers))
            .wrap(from_fn(head_as_get))
            .service(resource("/static/{name}").route(get().to(web::serve_asset)))
            .service(resource("/health/live").route(get().to(health::live)))
            .service(resource("/health/ready").route(get().to(health::ready)))
            // The outermost stands last, in both: a request passes from there to who asks.
            .service(
                scope("")
                    .guard(fn_guard(|request| request.head().uri.path().starts_with("/api/")))
                    .wrap(from_fn(tokens::admit))
                    // Inside as well: what is logged is what is answered.
                    .wrap(from_fn(json_errors))
                    .wrap(from_fn(api_intake))
                    .wrap(from_fn(json_errors))
                    .configure(users::api_routes),
            )
            .service(
                scope("")
                    .wrap(from_fn(visit))
                    .wrap(from_fn(intake))
                    .wrap(session)
                    .wrap(from_fn(error_pages))
                    .wrap(from_fn(compress))
                    .configure(pages),
            )
    })
    // Head and body may leave in two packets; waiting for the first to be acknowledged would cost 40 ms a page.
    .tcp_nodelay(true)
    .shutdown_timeout(DRAIN)
    .max_connections(MOST_CONNECTIONS)
    .worker_max_blocking_threads(4)
    .listen(listener)?;
    Ok(server.run())
}

impl Running {
    /// For stopping from elsewhere.
    #[must_use]
    pub fn handle(&self) -> ServerHandle {
        self.handle.clone()
    }

    /// Serves until it is told to stop, then finishes what is under way: requests, mails and the chunk of a job side by side.
    ///
    /// # Errors
    /// When the server breaks off.
    pub async fn wait(self) -> std::io::Result<()> {
        let (worker, runner, (serves, ended)) = (self.worker, self.runner, oneshot::channel::<()>());
        let work = tokio::spawn(async move {
            tokio::select! {
                () = told_to_stop() => {}
                _ = ended => {}
            }
            join(worker.stop(), runner.stop()).await;
        });
        let result = self.server.await;
        self.housekeeping.abort();
        drop(serves);
        tokio::select! {
            ended = work => if let Err(error) = ended {
                tracing::error!(%error, "the end of mails and jobs broke off");
            },
            // Told a second time, it waits no longer: mails under way are sent again after the next start.
            () = told_to_stop() => {}
        }
        result
    }
}

/// The signals that the server itself stops at.
async fn told_to_stop() {
    let caught = |kind| async move {
        match signal(kind) {
            Ok(mut signal) => drop(signal.recv().await),
            // The end of the server is then what tells.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = caught(SignalKind::terminate()) => {}
        () = caught(SignalKind::interrupt()) => {}
        () = caught(SignalKind::quit()) => {}
    }
}

/// Serves the metrics, where an address is set.
///
/// # Errors
/// When the address cannot be bound.
pub fn start_metrics(app: &App) -> std::io::Result<Option<Server>> {
    let Some(address) = app.config.metrics_listen else { return Ok(None) };
    let app = app.clone();
    let server =
        HttpServer::new(move || Web::new().app_data(ThinData(app.clone())).service(resource("/metrics").route(get().to(metrics::show))));
    Ok(Some(server.workers(1).bind(address)?.run()))
}
