//! Numbers for Prometheus, in its text format, on an address of their own.

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::web::ThinData;

use super::store;
use crate::web::{App, Error};
use crate::{db, mail};

pub async fn show(app: ThinData<App>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text(&app).await?))
}

async fn text(app: &App) -> db::Result<String> {
    let mut out = String::new();
    family(&mut out, "rolecall_users", "Users by status.", "status", &store::users(&app.db).await?);
    let mails = store::mails(&app.db).await?;
    family(&mut out, "rolecall_mails", "Mails in the outbox by state.", "state", &mails);
    let count = |state: &str| mails.iter().find(|(name, _)| name == state).map_or(0, |(_, n)| *n);
    gauge(&mut out, "rolecall_outbox_waiting", "Mails that have not left yet.", count("waiting"));
    gauge(&mut out, "rolecall_outbox_failed", "Mails that were refused, or given up.", count("failed"));
    let is_failing = mail::health(&app.db).await?.is_failing();
    gauge(&mut out, "rolecall_mail_failing", "1 while mail is not being delivered.", i64::from(is_failing));
    let sessions = store::sessions(&app.db, app.now()).await?;
    family(&mut out, "rolecall_sessions", "Sessions that have not ended.", "state", &[("open".into(), sessions)]);
    let hashes = [("argon2id".into(), app.hash_pool.made())];
    family(&mut out, "rolecall_hashes", "Passwords hashed since the start, for whatever they were compared with.", "kind", &hashes);
    if let Some(bytes) = resident_bytes() {
        family(&mut out, "rolecall_resident_bytes", "Resident memory of the process.", "process", &[("rolecall".into(), bytes)]);
    }
    Ok(out)
}

fn family(out: &mut String, name: &str, help: &str, label: &str, rows: &[(String, i64)]) {
    // Writing into a String cannot fail.
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge");
    for (value, n) in rows {
        let _ = writeln!(out, "{name}{{{label}=\"{value}\"}} {n}");
    }
}

fn gauge(out: &mut String, name: &str, help: &str, n: i64) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {n}");
}

/// `VmRSS` of Linux; nothing elsewhere.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<i64>().ok().map(|kib| kib * 1024)
}
