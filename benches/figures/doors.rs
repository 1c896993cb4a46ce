//! What a wrong password takes, by whose it is: nobody shall learn from the clock who is known here.

use std::time::Instant;

use anyhow::{Result, ensure};
use rolecall::db::{Ask, open};
use rolecall::sql;

use crate::http::Browser;
use crate::place::Place;
use crate::server::Server;

/// Of each kind, one after the other.
pub const SAMPLES: usize = 200;
/// Tries at one address before it has to wait are five.
const TRIES: usize = 4;

/// Addresses of one kind, and what a try at them took, in microseconds.
pub struct Door {
    pub kind: &'static str,
    emails: Vec<String>,
    pub times: Vec<f64>,
}

/// Looks up whom to try. The server must not be running: SQLite has one writer.
pub async fn prepare(place: &Place) -> Result<Vec<Door>> {
    let db = open(&place.database_url, [0; 32]).await?;
    let most = i64::try_from(SAMPLES / TRIES)?;
    let mut doors = Vec::new();
    for (kind, query) in [
        ("active", sql!("SELECT email FROM users WHERE status = 'active' AND password_hash IS NOT NULL ORDER BY id DESC LIMIT $1", most)),
        ("suspended", sql!("SELECT email FROM users WHERE status = 'suspended' ORDER BY id LIMIT $1", most)),
        ("without a password", sql!("SELECT email FROM users WHERE password_hash IS NULL ORDER BY id LIMIT $1", most)),
    ] {
        let emails: Vec<(String,)> = (&db).all(query).await?;
        doors.push(Door { kind, emails: emails.into_iter().map(|(email,)| email).collect(), times: Vec::new() });
    }
    db.close().await;
    let unknown = (0..SAMPLES / TRIES).map(|n| format!("nobody{n}@nowhere.example")).collect();
    doors.push(Door { kind: "unknown", emails: unknown, times: Vec::new() });
    Ok(doors)
}

/// Tries a wrong password at each kind in turn; only the request that carries it is timed.
pub async fn knock(server: &Server, doors: &mut [Door]) -> Result<()> {
    for n in 0..SAMPLES {
        for (k, door) in doors.iter_mut().enumerate() {
            let Some(email) = door.emails.get(n / TRIES) else { continue };
            let mut browser = Browser::new(server.address);
            let request = browser.sign_in_request(email, "incorrect horse battery staple", (1 << 22) + n * 4 + k).await?;
            let sent = Instant::now();
            let answer = browser.post(&request).await?;
            door.times.push(sent.elapsed().as_secs_f64() * 1e6);
            ensure!(answer.status == 422, "{email}: {}", answer.status);
        }
    }
    Ok(())
}
