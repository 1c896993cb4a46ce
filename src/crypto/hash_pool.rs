//! Password hashing on threads of its own, with memory that is reused while there is work, and a line of bounded length.
//!
//! Argon2id fills 19 MiB per hash. On the runtime's blocking threads, 400 sign-ins at once would take gigabytes; here it
//! is one buffer per core, whatever arrives, and beyond the line the answer is "busy", not a longer wait.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Who may wait in the line; the next one is told to come back.
const LINE: usize = 500;
/// After so long without a job a thread gives its memory back.
const QUIET: Duration = Duration::from_secs(10);
/// OWASP's minimum for argon2id: 19,456 KiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// The line is full: answer 503 and ask to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy;

enum Work {
    Hash {
        password: String,
        reply: oneshot::Sender<String>,
    },
    /// Without a hash the same work is done against one that nothing matches.
    Verify {
        password: String,
        hash: Option<String>,
        reply: oneshot::Sender<bool>,
    },
}

struct Job {
    work: Work,
    /// Free again when the work is done, or nobody waits for it any more.
    _place: OwnedSemaphorePermit,
}

/// A place in the line, taken before a try counts: whoever finds none is told to come back, and charged nothing.
pub struct Place {
    jobs: Sender<Job>,
    place: OwnedSemaphorePermit,
}

#[derive(Clone)]
pub struct HashPool {
    jobs: Sender<Job>,
    places: Arc<Semaphore>,
    /// Hashes made since the start, whatever for.
    made: Arc<AtomicI64>,
}

impl HashPool {
    /// Starts one thread per core. They end when the last clone of the pool is gone.
    #[must_use]
    pub fn start() -> Self {
        let (jobs, line) = channel();
        let (line, made) = (Arc::new(Mutex::new(line)), Arc::new(AtomicI64::new(0)));
        let threads = thread::available_parallelism().map_or(2, usize::from);
        for n in 0..threads {
            let (line, made) = (Arc::clone(&line), Arc::clone(&made));
            thread::Builder::new().name(format!("hash-{n}")).spawn(move || work(&line, &made)).expect("a thread can be started");
        }
        Self { jobs, places: Arc::new(Semaphore::new(LINE + threads)), made }
    }

    /// Gets in line.
    ///
    /// # Errors
    /// `Busy` when the line is full.
    pub fn place(&self) -> Result<Place, Busy> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Busy)?;
        Ok(Place { jobs: self.jobs.clone(), place })
    }

    /// The PHC string of a password, with a fresh salt.
    ///
    /// # Errors
    /// `Busy` when the line is full.
    pub async fn hash(&self, password: &str) -> Result<String, Busy> {
        let (reply, answer) = oneshot::channel();
        self.place()?.send(Work::Hash { password: password.to_owned(), reply })?;
        answer.await.map_err(|_| Busy)
    }

    /// As `Place::verify`.
    ///
    /// # Errors
    /// `Busy` when the line is full.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Busy> {
        self.place()?.verify(password, hash).await
    }

    /// How many hashes were made since the start: the same for each try to sign in, whoever it is for.
    #[must_use]
    pub fn made(&self) -> i64 {
        self.made.load(Ordering::Relaxed)
    }
}

impl Place {
    /// Whether the password is the one that was hashed. `None` (no such user, no password) costs the same and is false.
    ///
    /// # Errors
    /// `Busy` when the pool is gone.
    pub async fn verify(self, password: &str, hash: Option<&str>) -> Result<bool, Busy> {
        let (reply, answer) = oneshot::channel();
        self.send(Work::Verify { password: password.to_owned(), hash: hash.map(str::to_owned), reply })?;
        answer.await.map_err(|_| Busy)
    }

    fn send(self, work: Work) -> Result<(), Busy> {
        self.jobs.send(Job { work, _place: self.place }).map_err(|_| Busy)
    }
}

fn work(line: &Mutex<Receiver<Job>>, made: &AtomicI64) {
    let mut memory = Vec::new();
    loop {
        let job = match line.lock() {
            Ok(line) => line.recv_timeout(QUIET),
            Err(_) => return,
        };
        if job.is_ok() && memory.is_empty() {
            memory = vec![Block::default(); MEMORY_KIB as usize];
        }
        let job = match job {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                memory = Vec::new();
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        match job.work {
            // Nobody waits for the answer any more.
            Work::Hash { reply, .. } if reply.is_closed() => {}
            Work::Verify { reply, .. } if reply.is_closed() => {}
            Work::Hash { password, reply } => {
                made.fetch_add(1, Ordering::Relaxed);
                let _ = reply.send(hash(&mut memory, &password));
            }
            Work::Verify { password, hash, reply } => {
                made.fetch_add(1, Ordering::Relaxed);
                let _ = reply.send(verify(&mut memory, &password, hash.as_deref()));
            }
        }
    }
}

fn hash(memory: &mut [Block], password: &str) -> String {
    let salt = Salt::generate();
    let params = params(MEMORY_KIB, PASSES);
    let output = fill(memory, &params, password, &salt);
    PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).expect("our own parameters are well formed"),
        salt: Some(salt),
        hash: Some(output),
    }
    .to_string()
}

fn verify(memory: &mut [Block], password: &str, stored: Option<&str>) -> bool {
    let stored = stored.and_then(|text| PasswordHash::new(text).ok());
    let known = stored.as_ref().and_then(|phc| {
        let params = Params::try_from(phc).ok().filter(|p| p.m_cost() as usize <= memory.len() && p.p_cost() == 1)?;
        Some((params, phc.salt?, phc.hash?))
    });
    let Some((params, salt, expected)) = known else {
        fill(memory, &params(MEMORY_KIB, PASSES), password, &Salt::generate());
        return false;
    };
    let output = fill(memory, &params, password, &salt);
    output.as_bytes().ct_eq(expected.as_bytes()).into()
}

fn fill(memory: &mut [Block], params: &Params, password: &str, salt: &Salt) -> Output {
    let mut out = [0; 32];
    let blocks = params.block_count();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut memory[..blocks])
        .expect("our own parameters and lengths are in bounds");
    Output::new(&out).expect("32 bytes are a valid output")
}

fn params(memory_kib: u32, passes: u32) -> Params {
    Params::new(memory_kib, passes, 1, Some(32)).expect("our own parameters are in bounds")
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_nothing_else() {
        let pool = HashPool::start();
        let hash = pool.hash("correct horse battery staple").await.expect("not busy");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(pool.verify("correct horse battery staple", Some(&hash)).await, Ok(true));
        assert_eq!(pool.verify("correct horse battery stapl", Some(&hash)).await, Ok(false));
        assert_eq!(pool.verify("correct horse battery staple", None).await, Ok(false));
        assert_eq!(pool.verify("correct horse battery staple", Some("nonsense")).await, Ok(false));
    }

    #[tokio::test]
    async fn two_hashes_of_one_password_differ() {
        let pool = HashPool::start();
        assert_ne!(pool.hash("the same password").await, pool.hash("the same password").await);
    }
    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_passed_over() {
        let pool = HashPool::start();
        for _ in 0..100 {
            assert_eq!(pool.verify("left at once", None).now_or_never(), None);
        }
        assert_eq!(pool.verify("waited for", None).await, Ok(false));
        assert!(pool.made() < 50, "{} of 101 were made", pool.made());
    }
}
