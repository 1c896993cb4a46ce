//! Reading the three kinds of pictures: what a file says it holds, then its pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, RgbImage, guess_format};
use png::{Limits, Transformations};

use super::square::Square;
use super::{Crop, Fault, LONGEST, MEMORY, jpeg, webp};
use crate::web::Upload;

/// Bytes that the decoder of PNG may take: a few lines, and a chunk at a time.
const LINES: usize = 4 * 1024 * 1024;
/// Columns and lines of each pass of a PNG that comes coarse first: from which on, and how far apart.
const PASSES: [[u32; 4]; 7] = [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];
const ONE_PASS: [[u32; 4]; 1] = [[0, 1, 0, 1]];
/// Bytes of memory that the tables take of each byte that a WebP packs without loss: six codes of the longest kind are written in
/// three bits, and each is held as two nodes of sixteen bytes.
const TABLES: usize = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Png,
    Jpeg,
    WebP,
}

/// What a file is, the bytes of memory that its pixels take, and those of the file that are for the decoder.
pub struct Plan {
    pub kind: Kind,
    pub memory: u32,
    pub file: Upload,
}

type File<'a> = Cursor<&'a [u8]>;

/// Reads the head of a file, and refuses what is not to be decoded.
pub fn look(file: Upload) -> Result<Plan, Fault> {
    match guess_format(&file.bytes) {
        Ok(ImageFormat::Png) => look_at_png(file),
        Ok(ImageFormat::Jpeg) => look_at_jpeg(&file.bytes),
        Ok(ImageFormat::WebP) => look_at_webp(file),
        _ => Err(Fault::Kind),
    }
}

fn look_at_png(file: Upload) -> Result<Plan, Fault> {
    let (width, height) = png(&file.bytes).read_header_info().map(png::Info::size).map_err(|_| Fault::Broken)?;
    let memory = within(width, height, 0)?;
    let reader = png(&file.bytes).read_info().map_err(|_| Fault::Broken)?;
    if reader.info().animation_control().is_some() {
        return Err(Fault::Moves);
    }
    drop(reader);
    Ok(Plan { kind: Kind::Png, memory, file })
}

fn look_at_jpeg(file: &[u8]) -> Result<Plan, Fault> {
    let packing = jpeg::Packing::of(file).ok_or(Fault::Broken)?;
    within(packing.width, packing.height, 0)?;
    let bytes = 12 + if packing.is_in_scans { 2 * packing.samples } else { 0 };
    let memory = within(packing.width, packing.height, bytes)?;
    let file = Upload { size: packing.file.len(), bytes: packing.file.into() };
    Ok(Plan { kind: Kind::Jpeg, memory, file })
}

fn look_at_webp(mut file: Upload) -> Result<Plan, Fault> {
    let packing = webp::Packing::of(&file.bytes)?;
    let pixels = within(packing.width, packing.height, packing.bytes)?;
    let tables = u32::try_from(packing.lossless.saturating_mul(TABLES)).unwrap_or(u32::MAX);
    let room = MEMORY - pixels;
    if tables > room {
        return Err(Fault::Lossless { size: packing.lossless, most: room as usize / TABLES });
    }
    file.bytes.truncate(packing.end);
    Ok(Plan { kind: Kind::WebP, memory: pixels + tables, file })
}

/// The bytes that so many pixels take, of which there are neither too many nor none.
fn within(width: u32, height: u32, bytes_for_four: u32) -> Result<u32, Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Broken);
    }
    let fits = MEMORY.checked_mul(4).and_then(|memory| memory.checked_div(bytes_for_four)).map_or(LONGEST, u32::isqrt);
    let bytes = u64::from(width) * u64::from(height) * u64::from(bytes_for_four) / 4;
    match u32::try_from(bytes) {
        Ok(bytes) if bytes <= MEMORY && width.max(height) <= LONGEST => Ok(bytes),
        _ => Err(Fault::Pixels { width, height, most: fits.min(LONGEST) }),
    }
}

/// The square of a file that was looked at.
pub fn draw(file: &[u8], kind: Kind, crop: Crop) -> Result<RgbImage, Fault> {
    match kind {
        Kind::Png => by_lines(file, crop),
        Kind::Jpeg => at_once(JpegDecoder::new(Cursor::new(file)).map_err(|_| Fault::Broken)?, crop),
        Kind::WebP => at_once(WebPDecoder::new(Cursor::new(file)).map_err(|_| Fault::Broken)?, crop),
    }
}

fn png(file: &[u8]) -> png::Decoder<File<'_>> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), Limits { bytes: LINES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder
}

fn by_lines(file: &[u8], crop: Crop) -> Result<RgbImage, Fault> {
    let mut reader = png(file).read_info().map_err(|_| Fault::Broken)?;
    let (width, height) = reader.info().size();
    let orientation = reader.info().exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    let mut square = Square::new(width, height, orientation.unwrap_or(Orientation::NoTransforms), crop);
    let passes = if reader.info().interlaced { &PASSES[..] } else { &ONE_PASS };
    let samples = reader.output_color_type().0.samples();
    for [left, across, top, down] in passes {
        for y in (*top..height).step_by(*down as usize).filter(|_| *left < width) {
            let line = reader.next_row().map_err(|_| Fault::Broken)?.ok_or(Fault::Broken)?;
            for (x, pixel) in (*left..width).step_by(*across as usize).zip(line.data().chunks_exact(samples)) {
                square.add(x, y, pixel);
            }
        }
    }
    reader.finish().map_err(|_| Fault::Broken)?;
    Ok(square.finish())
}

fn at_once(mut decoder: impl ImageDecoder, crop: Crop) -> Result<RgbImage, Fault> {
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let samples = usize::from(decoder.color_type().channel_count());
    let mut pixels = vec![0; usize::try_from(decoder.total_bytes()).map_err(|_| Fault::Broken)?];
    decoder.read_image(&mut pixels).map_err(|_| Fault::Broken)?;
    let mut square = Square::new(width, height, orientation, crop);
    for (y, line) in (0..).zip(pixels.chunks_exact(width as usize * samples)) {
        for (x, pixel) in (0..).zip(line.chunks_exact(samples)) {
            square.add(x, y, pixel);
        }
    }
    Ok(square.finish())
}
