//! Reading the three kinds of pictures: what a file says it holds, then its pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, RgbImage, guess_format};
use png::{Limits, Transformations};

use super::jpeg::Packing;
use super::square::Square;
use super::{Crop, Fault, LONGEST, MEMORY};

/// Bytes that the decoder of PNG may take: a few lines, and a chunk at a time.
const LINES: usize = 4 * 1024 * 1024;
/// Columns and lines of each pass of a PNG that comes coarse first: from which on, and how far apart.
const PASSES: [[u32; 4]; 7] = [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];
const ONE_PASS: [[u32; 4]; 1] = [[0, 1, 0, 1]];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Png,
    Jpeg,
    WebP,
}

/// What a file is, and the bytes of memory that its pixels take.
#[derive(Debug)]
pub struct Plan {
    pub kind: Kind,
    pub memory: u32,
}

type File<'a> = Cursor<&'a [u8]>;

/// Reads the head of a file, and refuses what is not to be decoded.
pub fn look(file: &[u8]) -> Result<Plan, Fault> {
    let kind = match guess_format(file) {
        Ok(ImageFormat::Png) => Kind::Png,
        Ok(ImageFormat::Jpeg) => Kind::Jpeg,
        Ok(ImageFormat::WebP) => Kind::WebP,
        _ => return Err(Fault::Kind),
    };
    // Bytes for four pixels.
    let (width, height, bytes, moves) = match kind {
        Kind::Png => {
            let (width, height) = png(file).read_header_info().map(png::Info::size).map_err(|_| Fault::Broken)?;
            within(width, height, 0)?;
            let reader = png(file).read_info().map_err(|_| Fault::Broken)?;
            (width, height, 0, reader.info().animation_control().is_some())
        }
        Kind::Jpeg => {
            let (width, height) = jpeg(file)?.dimensions();
            within(width, height, 0)?;
            let packing = Packing::of(file).ok_or(Fault::Broken)?;
            (width, height, 12 + if packing.is_in_scans { 2 * packing.samples } else { 0 }, false)
        }
        // One without transparent parts is held twice at the worst.
        Kind::WebP => {
            let decoder = webp(file)?;
            let (width, height) = decoder.dimensions();
            (width, height, 28, decoder.has_animation())
        }
    };
    if moves {
        return Err(Fault::Moves);
    }
    Ok(Plan { kind, memory: within(width, height, bytes)? })
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
        Kind::Jpeg => at_once(jpeg(file)?, crop),
        Kind::WebP => at_once(webp(file)?, crop),
    }
}

fn png(file: &[u8]) -> png::Decoder<File<'_>> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), Limits { bytes: LINES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder
}

fn jpeg(file: &[u8]) -> Result<JpegDecoder<File<'_>>, Fault> {
    JpegDecoder::new(Cursor::new(file)).map_err(|_| Fault::Broken)
}

fn webp(file: &[u8]) -> Result<WebPDecoder<File<'_>>, Fault> {
    WebPDecoder::new(Cursor::new(file)).map_err(|_| Fault::Broken)
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
