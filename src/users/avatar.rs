//! The picture of a user: which files are taken, and the square that is kept of one.

mod decoding;
mod jpeg;
mod square;

use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

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
    /// Makes one of a file.
    ///
    /// # Errors
    /// `Invalid`, with what is wrong with the file; `Busy` when too many wait.
    pub async fn of(file: Upload, crop: Crop) -> Result<Self, Error> {
        if file.size == 0 {
            return Err(wrong(Words::new("error-picture-none")));
        }
        if file.size > LARGEST {
            return Err(wrong(Words::new("error-picture-large").with("size", file.size.div_ceil(1024)).with("most", LARGEST / 1024)));
        }
        let head = file.bytes.clone();
        let plan = apart(move || decoding::look(&head)).await?;
        let turn = tokio::time::timeout(PATIENCE, DECODERS.acquire_many(plan.memory.clamp(LEAST, MEMORY))).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or(Error::Busy)?;
        Ok(apart(move || Self::make(&file.bytes, plan.kind, crop)).await?)
    }

    fn make(file: &[u8], kind: decoding::Kind, crop: Crop) -> Result<Self, Fault> {
        let square = decoding::draw(file, kind, crop)?;
        let mut image = Vec::new();
        JpegEncoder::new_with_quality(&mut image, QUALITY).encode_image(&square).map_err(|_| Fault::Broken)?;
        let hash = Sha256::digest(&image).iter().take(16).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        Ok(Self { image, hash })
    }
}

/// On a thread where it keeps nobody waiting. A decoder that gives up on a file in its own way takes nothing else with it.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a decoder of pictures broke off");
        Err(Fault::Broken)
    })
}
