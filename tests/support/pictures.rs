//! Picture files, as good and as bad as they come.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, RgbImage};

pub type Colour = [u8; 3];

pub const RED: Colour = [220, 20, 20];
pub const GREEN: Colour = [20, 200, 20];
pub const BLUE: Colour = [20, 20, 220];

/// Red at the left, green in the middle, blue at the right.
pub fn in_three(width: u32) -> impl Fn(u32, u32) -> Colour {
    move |x, _| [RED, GREEN, BLUE][(x * 3 / width) as usize]
}

pub fn red(_: u32, _: u32) -> Colour {
    RED
}

pub fn jpeg(width: u32, height: u32, colour: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb(colour(x, y)));
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 95).encode_image(&image).expect("encoded");
    file
}

pub fn webp(width: u32, height: u32, colour: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb(colour(x, y)));
    let mut file = Vec::new();
    WebPEncoder::new_lossless(&mut file).encode(&image, width, height, ExtendedColorType::Rgb8).expect("encoded");
    file
}

/// A JPEG as a camera writes it that was held so, and that says where it was.
pub fn taken(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 59.9139 N 10.7522 E");
    let mut file = jpeg[..2].to_vec();
    file.extend([0xff, 0xe1]);
    file.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    file.extend(exif);
    file.extend(&jpeg[2..]);
    file
}

/// A JPEG of that size in which everything is missing but the head; with several scans its samples are held to the end.
pub fn jpeg_in_scans(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8, 0xff, 0xc2, 0, 17, 8];
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    file.extend([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0xff, 0xd9]);
    file
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    [&u32::try_from(data.len()).expect("short").to_be_bytes(), &kind[..], data, &crc.sum().to_be_bytes()].concat()
}

/// A PNG of `kind` (0 grey, 2 colour, 6 with transparent parts) and `bits` a sample, of these lines, with other chunks in front.
pub fn png_of(width: u32, height: u32, [bits, kind, interlaced]: [u8; 3], others: &[u8], lines: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(1));
    packed.write_all(lines).expect("packed");
    let head = [&width.to_be_bytes(), &height.to_be_bytes(), &[bits, kind, 0, 0, interlaced][..]].concat();
    let data = chunk(b"IDAT", &packed.finish().expect("packed"));
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &head)[..], others, &data, &chunk(b"IEND", &[])].concat()
}

fn lines(width: u32, height: u32, passes: &[[u32; 4]], colour: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    let mut lines = Vec::new();
    for [left, across, top, down] in passes.iter().filter(|pass| pass[0] < width) {
        for y in (*top..height).step_by(*down as usize) {
            lines.push(0);
            lines.extend((*left..width).step_by(*across as usize).flat_map(|x| colour(x, y)));
        }
    }
    lines
}

pub fn png(width: u32, height: u32, colour: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    png_of(width, height, [8, 2, 0], &[], &lines(width, height, &[[0, 1, 0, 1]], colour))
}

/// One that comes coarse first.
pub fn interlaced_png(width: u32, height: u32, colour: impl Fn(u32, u32) -> Colour) -> Vec<u8> {
    let passes = [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];
    png_of(width, height, [8, 2, 1], &[], &lines(width, height, &passes, colour))
}

pub fn moving_png() -> Vec<u8> {
    png_of(8, 8, [8, 2, 0], &chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), &lines(8, 8, &[[0, 1, 0, 1]], red))
}

fn riff(chunks: &[u8]) -> Vec<u8> {
    [b"RIFF", &u32::try_from(chunks.len() + 4).expect("short").to_le_bytes(), &b"WEBP"[..], chunks].concat()
}

fn riff_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [kind, &u32::try_from(data.len()).expect("short").to_le_bytes(), data, &[0][..data.len() % 2]].concat()
}

pub fn moving_webp() -> Vec<u8> {
    let still = webp(8, 8, red);
    let head = riff_chunk(b"VP8X", &[2, 0, 0, 0, 7, 0, 0, 7, 0, 0]);
    let frame = [&[0, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0, 100, 0, 0, 0][..], &still[12..]].concat();
    riff(&[head, riff_chunk(b"ANIM", &[0; 6]), riff_chunk(b"ANMF", &frame), riff_chunk(b"ANMF", &frame)].concat())
}

/// A `WebP` of which nothing is there but its size.
pub fn webp_of(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | ((height - 1) << 14);
    riff(&riff_chunk(b"VP8L", &[&[0x2f][..], &bits.to_le_bytes(), &[0; 8]].concat()))
}

/// Four red pixels, packed with loss.
fn lossy_frame() -> Vec<u8> {
    let frame = [
        0xd0, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x02, 0x00, 0x02, 0x00, 0x02, 0x00, 0x34, 0x25, 0xa0, 0x02, 0x74, 0xba, 0x01, 0xf8, 0x00, 0x03,
        0xb0, 0x00, 0xfe, 0xf0, 0xc4, 0x0b, 0xff, 0x20, 0xb9, 0x61, 0x75, 0xc8, 0xd7, 0xff, 0x20, 0x3f, 0xe4, 0x07, 0xfc, 0x80, 0xff, 0xf8,
        0xf2, 0x00, 0x00, 0x00,
    ];
    riff_chunk(b"VP8 ", &frame)
}

/// That one on a canvas of so many pixels, with a note behind it that claims so many bytes.
pub fn webp_with(width: u8, height: u8, claimed: u32) -> Vec<u8> {
    let canvas = riff_chunk(b"VP8X", &[8, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0]);
    riff(&[&canvas[..], &lossy_frame(), b"EXIF", &claimed.to_le_bytes(), b"II*\0"].concat())
}

/// A JPEG of that size, whose one scan holds nothing but its light.
pub fn jpeg_without_colours(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8, 0xff, 0xc0, 0, 17, 8];
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    file.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 7, 0xff, 0xd9]);
    file
}

/// A form with a file as browsers post it, with this line between its parts.
pub fn form(fields: &[(&str, &str)], file: Option<(&str, &[u8])>, edge: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    if let Some((name, file)) = file {
        let disposition = "Content-Disposition: form-data; name=\"picture\"; filename=";
        body.extend(format!("--{edge}\r\n{disposition}\"{name}\"\r\nContent-Type: image/png\r\n\r\n").into_bytes());
        body.extend(file);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{edge}--\r\n").into_bytes());
    body
}
