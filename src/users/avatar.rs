//! The picture of a user: which files are taken, and the square that is kept of one.

mod decoding;
mod jpeg;
mod square;
mod webp;

use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use self::decoding::Plan;
use crate::i18n::Words;
use crate::web::{Error, Upload};

/// Bytes of a file.
pub const LARGEST: usize = crate::web::LARGEST_PICTURE;
/// Pixels of a picture to either side.
const LONGEST: u32 = 4_096;
/// Bytes of memory that all pictures may take while they are decoded: a plain JPEG of the largest size.
const MEMORY: u32 = 3 * LONGEST * LONGEST;
/// Bytes of its share that a picture takes whatever it needs, so that no more than two are decoded at a time.
const LEAST: u32 = MEMORY / 2;
/// Pixels of the kept square, and how well it is kept: nothing is seen to be lost, in some ten kilobytes.
const SIDE: u32 = 256;
const QUALITY: u8 = 85;
/// How long a picture waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// Of this process, which has its memory once, however many servers are in it.
static DECODERS: Semaphore = Semaphore::const_new(MEMORY as usize);

/// The part of a picture that is kept, where it is no square.
#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Crop {
    /// The top of a tall picture, the left of a wide one.
    Start,
    #[default]
    Middle,
    End,
}

/// Why a file is no picture to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// No PNG, JPEG or WebP.
    Kind,
    Moves,
    /// More pixels than are taken of a picture that is packed like this one.
    Pixels {
        width: u32,
        height: u32,
        most: u32,
    },
    /// More bytes that are packed without loss than are taken of so many pixels.
    Lossless {
        size: usize,
        most: usize,
    },
    Broken,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        wrong(match fault {
            Fault::Kind => Words::new("error-picture-kind"),
            Fault::Moves => Words::new("error-picture-moves"),
            Fault::Pixels { width, height, most } => Words::new("error-picture-pixels")
                .with("width", i64::from(width))
                .with("height", i64::from(height))
                .with("most", i64::from(most)),
            Fault::Lossless { size, most } => {
                Words::new("error-picture-lossless").with("size", size.div_ceil(1024)).with("most", most / 1024)
            }
            Fault::Broken => Words::new("error-picture-broken"),
        })
    }
}

fn wrong(words: Words) -> Error {
    Error::Invalid(vec![("picture", words)])
}

/// What is kept: a square JPEG without a trace of the file it was made from. It has no transparent parts, which would show the
/// page of light or dark behind them, and drawings that only one of them suits.
#[derive(Debug)]
pub struct Picture {
    pub image: Vec<u8>,
    /// What its address ends in: another picture has another address.
    pub hash: String,
}

impl Picture {
    /// Asks for a file that is neither empty nor too large.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn require_size(file: &Upload) -> Result<(), Error> {
        if file.size == 0 {
            return Err(wrong(Words::new("error-picture-none")));
        }
        if file.size > LARGEST {
            return Err(wrong(Words::new("error-picture-large").with("size", file.size.div_ceil(1024)).with("most", LARGEST / 1024)));
        }
        Ok(())
    }

    /// Makes one of a file.
    ///
    /// # Errors
    /// `Invalid`, with what is wrong with the file; `Busy` when too many wait.
    pub async fn of(file: Upload, crop: Crop) -> Result<Self, Error> {
        let plan = apart(LEAST, move || decoding::look(file)).await?;
        apart(plan.memory.clamp(LEAST, MEMORY), move || Self::make(&plan, crop)).await
    }

    fn make(plan: &Plan, crop: Crop) -> Result<Self, Fault> {
        let square = decoding::draw(&plan.file.bytes, plan.kind, crop)?;
        let mut image = Vec::new();
        JpegEncoder::new_with_quality(&mut image, QUALITY).encode_image(&square).map_err(|_| Fault::Broken)?;
        let hash = Sha256::digest(&image).iter().take(16).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        Ok(Self { image, hash })
    }
}

/// On a thread where it keeps nobody waiting, and in its turn, for which it holds its share of the memory until it is done: also
/// where nobody is left to wait for it, since a connection that breaks off takes the request along, but not the work. A decoder
/// that gives up on a file in its own way takes nothing else with it.
async fn apart<T: Send + 'static>(share: u32, work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Error> {
    let turn = tokio::time::timeout(PATIENCE, DECODERS.acquire_many(share)).await;
    let turn = turn.ok().and_then(Result::ok).ok_or(Error::Busy)?;
    let work = spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    Ok(work.await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a decoder of pictures broke off");
        Err(Fault::Broken)
    })?)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn work_keeps_its_turn_when_nobody_waits_for_it_any_more() {
        let (done, work) = channel::<()>();
        let (tell, begun) = tokio::sync::oneshot::channel::<()>();
        let task = tokio::spawn(apart(LEAST, move || {
            tell.send(()).ok();
            work.recv().ok();
            Ok(())
        }));
        begun.await.ok();
        task.abort();
        assert!(task.await.is_err_and(|error| error.is_cancelled()));
        assert_eq!(DECODERS.available_permits(), (MEMORY - LEAST) as usize, "it is still at work");
        drop(done);
        let _all = DECODERS.acquire_many(MEMORY).await.ok();
    }
}
